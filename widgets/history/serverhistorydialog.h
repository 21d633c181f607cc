// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/history/forecasttable.h"
#include "models/history/historytable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

class DiskChart;
class FactsView;

/// What is remembered of one server: each probe with what changed at it, and when its disks are full.
class ServerHistoryDialog final : public TableDialog
{
    Q_OBJECT

public:
    ServerHistoryDialog(const PageContext &context, const Server &server, QWidget *parent);

private:
    struct Memory
    {
        QList<HistoryEntry> entries;
        QList<DiskSeries> disks;
    };

    [[nodiscard]] QWidget *buildDisks();
    void read();
    void showMemory(const Memory &memory);
    void showDetail();
    void showDisk();

    Server m_server;
    ColumnTable<HistoryEntry> *m_model;
    ColumnTable<DiskForecast> *m_forecasts;
    FactsView *m_detail;
    DataTable *m_disks;
    DiskChart *m_chart;
    QList<DiskSeries> m_series;
};

} // namespace Nightkeep
