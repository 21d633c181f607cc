// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/courses/site.h"
#include "widgets/common/pagewidget.h"

#include <QSet>

class QAction;
class QLabel;
class QProgressBar;
class QTimer;

namespace Nightkeep {

class ArchiveRunsModel;
class DataTable;
class FactsView;

/// "Is this term safe for years?": the term archives, planned, launched, watched and looked into.
/// A run that is working is asked about by itself, so the page re-attaches after a restart.
class ArchivesPage final : public PageWidget
{
    Q_OBJECT

public:
    explicit ArchivesPage(const PageContext &context, QWidget *parent = nullptr);
    ~ArchivesPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("archives"); }
    void reload() override;
    void refresh() override; ///< asks the server about the chosen run and every working one
    void showObject(const QString &key) override; ///< a run's id
    void focusFilter() override;

private:
    void buildActions();
    void buildContent();
    void showRuns();
    void showDetail();
    void updateActions();
    void askAbout(const QString &runId, bool quietly);
    void askAboutWorking();
    void planArchive();
    void cancelRun();
    void showContents();
    void discover();
    void exportCsv();

    ArchiveRunsModel *m_model;
    DataTable *m_table;
    FactsView *m_detail;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    QTimer *m_poll;
    QAction *m_plan = nullptr;
    QAction *m_ask = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_contents = nullptr;
    QAction *m_discover = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_export = nullptr;
    QList<Site> m_sites;
    QSet<QString> m_asking; ///< runs whose status is being asked
    quint64 m_reading = 0; ///< numbers the readings of the workspace: only the latest is shown
};

} // namespace Nightkeep
