// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverunstable.h"
#include "models/archives/archiveservice.h"
#include "models/catalogue/cataloguestore.h"
#include "models/courses/site.h"
#include "widgets/archives/archiveacts.h"
#include "widgets/archives/archivewish.h"
#include "widgets/common/firststeps.h"
#include "widgets/common/tablepage.h"

#include <QSet>

class QLabel;
class QProgressBar;
class QTimer;

namespace Nightkeep {

/// "Is this term safe for years?": the term archives, planned, launched, watched and looked into.
/// A run that is working is asked about by itself, so the page re-attaches after a restart.
class ArchivesPage final : public TablePage
{
    Q_OBJECT

public:
    explicit ArchivesPage(const PageContext &context, QWidget *parent = nullptr);
    ~ArchivesPage() override;
    [[nodiscard]] static PageArea area();

    void refresh() override; ///< looks at every run on the servers, and for those that were started elsewhere
    [[nodiscard]] QString refreshWords() const override;
    [[nodiscard]] bool canRefresh() const override;
    void showObject(const QString &key) override; ///< a run's id, or what soughtCopyKey() made
    [[nodiscard]] QUndoStack *undoStack() override { return m_undo; }

private:
    void showEstate(const Estate &estate) override;
    void showAsked(const ArchiveRecord &asked);
    void buildActions();
    void buildContent();
    void addActs(QMenu *more);
    void offerFirstStep(bool hasServers);
    void showNext(const ArchiveRecord *record);
    void lookAtChosen();
    void lookAt(const Site &site);
    [[nodiscard]] QStringList strayRuns() const;
    [[nodiscard]] int serverCount() const;
    [[nodiscard]] bool isLooking() const; ///< at what refresh() looks at
    void showRuns();
    void tell(const Result<ArchiveRecord> &record);
    void showDetail() override;
    void updateActions() override;
    void askAbout(const QString &runId, bool quietly);
    void askAboutWorking();
    void fetchManifest(const ArchiveRecord &record); ///< of one that is complete, where it has not come here
    [[nodiscard]] QStringList handedRuns() const; ///< that are being handed over, on their servers, or are to be
    void askAboutHandOvers();
    void askAboutHandOversOf(const ArchiveRun &run);
    void askAboutAwaited(const QList<ArchiveRecord> &found, const QString &server);
    void showHandOvers(const QList<HandOver> &asked);
    void planArchive();
    void planAgain();
    [[nodiscard]] std::optional<ArchiveWish> newWish(); ///< none where the workspace could not be read, which it says
    void openWizard(const std::optional<ArchiveWish> &wish);
    void showTerms();
    void showKeptPlans();
    void compareArchives();
    void showStarted(const ArchiveRecord &record);
    void noteMoodle(const ArchiveRun &run);
    void cancelRun();
    void startCancelling(const ArchiveRun &run);
    void showContents();
    void showWarnings();
    void readBack();
    void sayWhere();
    void acceptWarnings();
    /// What a person may say of an archive.
    struct Note
    {
        QString title;
        QString label;
        QString done; ///< what is said then; of an archive
        QString undone;
        ArchiveService::NoteOfRecord where;
        Result<ArchiveRecord> (ArchiveService::*way)(const QString &, const QString &);
    };
    void note(const Note &asked);
    void pushNote(const Note &said, const QString &runId, const std::optional<ArchiveNote> &before,
                  const std::optional<ArchiveNote> &after);
    void replaceNote(const Note &said, const QString &runId, const std::optional<ArchiveNote> &seen,
                     const std::optional<ArchiveNote> &wanted, const QString &done);

    QUndoStack *m_undo; ///< what was noted
    ColumnTable<ArchiveRecord> *m_model;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    QTimer *m_poll;
    QAction *m_plan = nullptr;
    QAction *m_ask = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_contents = nullptr;
    QAction *m_verify = nullptr;
    QAction *m_moved = nullptr;
    QAction *m_accept = nullptr;
    QAction *m_warnings = nullptr;
    QAction *m_again = nullptr;
    QAction *m_compare = nullptr;
    QList<QPair<ArchiveAct, QAction *>> m_acts;
    FirstSteps m_first {this};
    QList<Site> m_sites;
    CatalogueRecords m_catalogue;
    QSet<QString> m_asking; ///< runs whose status is being asked
    QSet<QString> m_looking; ///< sites whose server is
    QSet<QString> m_handing; ///< runs whose hand-overs are being asked about
    QSet<QString> m_reading; ///< runs whose manifest is coming
};

} // namespace Nightkeep
