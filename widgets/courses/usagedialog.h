// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/usagetable.h"
#include "widgets/common/tabledialog.h"

class QComboBox;

namespace Nightkeep {

class BytesChart;

/// How much room a site's backups take: over time, by day, by course and by kind, each as a chart and as a table.
class UsageDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// `chosen`: the site that is shown first.
    UsageDialog(const PageContext &context, const QList<SiteBackups> &sites, const QString &chosen, QWidget *parent);

private:
    void buildQuestion(const QString &chosen);
    void buildAnswer();
    [[nodiscard]] UsageView view() const;
    void read();
    void showUsage(const SiteUsage &usage);
    void showView();
    void showChart();
    void showChosen(const QString &key);
    void readFiles(const QDate &day); ///< of that day; of none where it is invalid

    QList<SiteBackups> m_sites;
    ColumnTable<UsageLine> *m_model;
    ColumnTable<BackupCopy> *m_copies;
    QComboBox *m_site;
    QComboBox *m_view;
    BytesChart *m_chart;
    DataTable *m_files;
    SiteUsage m_usage;
    QStringList m_charted; ///< keys of the rows that the chart has as points
    quint64 m_reading = 0; ///< what is read for an older question is not shown
    quint64 m_readingFiles = 0;
};

} // namespace Nightkeep
