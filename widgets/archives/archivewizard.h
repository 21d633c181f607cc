// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/site.h"
#include "widgets/archives/archivewish.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/pagecontext.h"

#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace Nightkeep {

class ArchiveFoundStep;
class ArchiveWhichStep;
class ErrorBanner;
class FactsView;

/// A term archive in three steps: which, what is found for it, start. Going back keeps everything; what is asked for
/// anew is looked for anew. A plan that was kept is shown as it was: it is held against the server when it is started.
/// No QWizard: its pages do not scroll, so that with a large font on a small screen its
/// buttons are out of sight, and it goes without a question where a person has typed something.
class ArchiveWizard final : public InputDialog
{
    Q_OBJECT

public:
    /// `sites` is not empty; `runs` are those that are known.
    ArchiveWizard(const PageContext &context, const QList<Site> &sites, const QList<ArchiveRecord> &runs,
                  const ArchiveWish &wish, QWidget *parent);
    ~ArchiveWizard() override;

signals:
    void started(const Nightkeep::ArchiveRecord &record); ///< the dialog closes by it
    void courseWanted(const QString &key); ///< so too: its page is to be shown

private:
    enum Step { Which, Found, Start };
    void connectSteps();
    void addStep(QWidget *step);
    void buildButtons(QVBoxLayout *column);
    void goTo(Step step);
    void next();
    void back();
    [[nodiscard]] ArchiveRequest asked() const;
    void look();
    void takeInstead(const QList<BytePath> &paths);
    void acceptWithout(const QList<qint64> &courses, const QString &reason);
    void leaveFor(qint64 course);
    void keep();
    void compare();
    void finishLooking(const Result<ArchivePlan> &plan);
    void start();
    void finishStart(const Result<ArchiveRecord> &record);
    void stop();
    void updateButtons();

    PageContext m_context;
    QList<ArchiveRecord> m_runs;
    ArchiveRequest m_decided; ///< what is done about single courses, of this site and term
    QLabel *m_title;
    ErrorBanner *m_error;
    QStackedWidget *m_steps;
    ArchiveWhichStep *m_which;
    ArchiveFoundStep *m_found;
    FactsView *m_facts;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_start = nullptr;
    std::optional<ArchivePlan> m_planned;
    quint64 m_job = 0; ///< 0: none under way
    int m_round = 0; ///< of looking: what was stopped before answers nothing
};

} // namespace Nightkeep
