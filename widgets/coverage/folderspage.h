// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "widgets/common/pagewidget.h"

class QAction;
class QComboBox;

namespace Nightkeep {

class CoverageModel;
class DataTable;
class FactsView;

/// "Is the right thing backed up?": the folders currently backed up against the folders we want,
/// one row per folder, a server's folders together, each with its reason.
class FoldersPage final : public PageWidget
{
    Q_OBJECT

public:
    explicit FoldersPage(const PageContext &context, QWidget *parent = nullptr);
    ~FoldersPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("folders"); }
    void reload() override;
    void refresh() override;
    void showObject(const QString &key) override; ///< "server/percent-encoded folder"
    void focusFilter() override;

private:
    void buildContent();
    void buildActions();
    void showRows();
    void takeFolders();
    void showAnswer(const ProbeOutcome &outcome);
    void showDetail();
    void chooseFilter();
    void updateActions();
    void refreshServer();
    void exportCsv();

    CoverageModel *m_model;
    DataTable *m_table;
    FactsView *m_detail;
    QComboBox *m_filter;
    QAction *m_refresh = nullptr;
    QAction *m_refreshServer = nullptr;
    QAction *m_showServer = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_export = nullptr;
    QList<ServerRow> m_rows;
    quint64 m_reading = 0; ///< numbers the readings of the workspace: only the latest is shown
    quint64 m_refreshJob = 0; ///< 0: none under way
};

} // namespace Nightkeep
