// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"
#include "models/settingsmeaning.h"
#include "widgets/common/firststeps.h"
#include "widgets/common/nextsteps.h"
#include "widgets/common/pagewidget.h"

#include <functional>

class QAction;
class QComboBox;
class QMenu;
class QUndoStack;

namespace Nightkeep {

class AnswerLine;
class DataTable;
class DetailSplitter;
class EditBar;
class SettingPanel;
class SettingsModel;
class SiteDialog;

/// "What will Moodle back up tonight?": the options of a Moodle's automated backups, live and as agreed. Changes are
/// collected while unlocked, reviewed with what they mean and their exact SQL or commands, and written only where the
/// value is still the one that was seen.
class SettingsPage final : public PageWidget
{
    Q_OBJECT

public:
    explicit SettingsPage(const PageContext &context, QWidget *parent = nullptr);
    ~SettingsPage() override;
    [[nodiscard]] static PageArea area();

    void refresh() override { readLive(); }
    void refreshAll() override { readSites(m_known); }
    [[nodiscard]] QString refreshText() const override;
    [[nodiscard]] QString refreshWords() const override;
    [[nodiscard]] bool canRefresh() const override { return !chosenSite().name.isEmpty() && m_outside == 0; }
    void showObject(const QString &key) override; ///< "site" or "site/option"
    void focusFilter() override;
    [[nodiscard]] QUndoStack *undoStack() override { return m_undo; }
    [[nodiscard]] QStringList unwrittenEdits() const override;
    void discardEdits() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildActions();
    [[nodiscard]] QList<QAction *> ofOption() const; ///< what is done with the chosen one
    void buildOptionActions();
    void buildMoreMenu();
    void buildContent();
    void connectTable();
    void connectModel();
    void showEstate(const Estate &estate) override;
    void showView(const SettingsView &view);
    void offerFirstStep();
    void showAnswer();
    void showRemarks(); ///< that a backup runs, and why nothing can be written
    void showDetail();
    [[nodiscard]] NextSteps::Step stepFor(const SettingRow &row) const;
    void readHistory();
    void updateActions();
    void updateOptionActions();
    [[nodiscard]] Site chosenSite() const; ///< without a name: none
    [[nodiscard]] std::optional<Error> whyNoDoor() const; ///< nullopt: what was read can be written
    [[nodiscard]] const SettingRow *currentRow() const;

    void showSite(const QString &site);
    void setUnlocked(bool unlocked);
    [[nodiscard]] QString whyNotChanged(const SettingRow &row) const;
    void changeValue(); ///< opens the editor of what is pending, or agreed, in the chosen row
    void bringInLine();
    void keepMine();
    void takeBack();
    /// All at once, as one act to undo.
    /// How many it changed: what cannot be changed here is left as it is.
    qsizetype setPending(const QString &act, const QList<QPair<QString, std::optional<QString>>> &values);
    void notePending(const QString &name, const std::optional<ConfigChange> &before,
                     const std::optional<ConfigChange> &after);
    void readLive();
    void readSites(const QList<Site> &sites);
    struct Reviewed
    {
        Site site; ///< as it was when the plan was made
        SettingsPlan plan;
        SettingsMeaning meaning;
    };
    using Planning = std::function<Result<SettingsPlan>(const CancelToken &)>;
    void review();
    /// In one job, then the review. `reads`: planning reads the live values, too, and stores them.
    void planAndReview(const QString &title, const Planning &planning, bool reads = false);
    void openReview(const Reviewed &reviewed);
    void apply(const Site &site, const SettingsPlan &plan);
    void showApplied(const Site &site, const SettingsApplied &applied);
    void showIncomplete(const SettingsApplied &applied, const QString &details);
    void discard();
    void showHistory();
    void planUndo(qint64 historyId);
    void useAgreed();
    void agree();
    void forgetAgreed();
    [[nodiscard]] std::optional<AgreedSetting> agreedOn(const QString &name) const;
    void setAgreed(const QString &name, const std::optional<AgreedSetting> &before,
                   const std::optional<AgreedSetting> &after, bool undoable);
    void reckonMeaning(); ///< of what is pending now
    void showMeaning(const SettingsMeaning &meaning);
    void showNextRuns();
    void compareSites();
    void copyFrom(const QString &site);
    void checkDestination(); ///< of the option as it is to be
    void checkFolder(const QString &folder); ///< the same for any; empty: each course's own
    void serve(SiteDialog *dialog); ///< with what needs more than what is typed in it
    void addSite();
    void keepPassword();
    void editSite();
    void writeSite(const Site &before, const Site &after);
    void removeSite(const Site &site);

    FirstSteps m_first {this};
    SettingsModel *m_model;
    EditBar *m_bar; // the parts in their tab order
    AnswerLine *m_running;
    AnswerLine *m_door;
    DataTable *m_table;
    QComboBox *m_sites;
    SettingPanel *m_panel;
    DetailSplitter *m_splitter;
    QUndoStack *m_undo;
    QAction *m_read = nullptr;
    QAction *m_unlock = nullptr;
    QAction *m_bringInLine = nullptr;
    QAction *m_review = nullptr;
    QAction *m_discard = nullptr;
    QAction *m_history = nullptr;
    QAction *m_nextRuns = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_checkDestination = nullptr;
    QAction *m_change = nullptr;
    QAction *m_useAgreed = nullptr;
    QAction *m_keepMine = nullptr;
    QAction *m_takeBack = nullptr;
    QAction *m_agree = nullptr;
    QAction *m_forgetAgreed = nullptr;
    QAction *m_addSite = nullptr;
    QAction *m_password = nullptr;
    QAction *m_editSite = nullptr;
    QList<Site> m_known;
    QList<Server> m_servers;
    std::optional<QList<SettingsHistoryEntry>> m_past; ///< of the chosen site; nullopt: not read
    QString m_wantedSite; ///< shown as soon as the workspace has been read
    quint64 m_outside = 0; ///< the job that talks to Moodle, of which there is one at a time; 0: none
    quint64 m_meaningWanted = 0; ///< counts what was to be reckoned: an older answer is not shown
    bool m_isReckoning = false;
};

} // namespace Nightkeep
