// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"
#include "models/settings/settingsservice.h"
#include "widgets/common/firststeps.h"
#include "widgets/common/nextsteps.h"
#include "widgets/common/pagewidget.h"

class QAction;
class QComboBox;
class QMenu;
class QUndoStack;

namespace Nightkeep {

class DataTable;
class DetailSplitter;
class EditBar;
class SettingPanel;
class SettingsModel;

/// "What will Moodle back up tonight?": the options of mdl_backup_config, live and as agreed. Changes are
/// collected while unlocked, reviewed with their exact SQL, and written only where the value is still the one
/// that was seen.
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
    void buildSiteMenu();
    void buildContent();
    void connectTable();
    void connectModel();
    void showEstate(const Estate &estate) override;
    void showView(const SettingsView &view);
    void offerFirstStep();
    void showAnswer();
    void showDetail();
    [[nodiscard]] NextSteps::Step stepFor(const SettingRow &row) const;
    void readHistory();
    void updateActions();
    [[nodiscard]] Site chosenSite() const; ///< without a name: none
    [[nodiscard]] const SettingRow *currentRow() const;

    void showSite(const QString &site);
    void setUnlocked(bool unlocked);
    [[nodiscard]] QString whyNotChanged(const SettingRow &row) const;
    void changeValue(); ///< opens the editor of what is pending, or agreed, in the chosen row
    void bringInLine();
    void keepMine();
    void takeBack();
    /// All at once, as one act to undo.
    void setPending(const QString &act, const QList<QPair<QString, std::optional<QString>>> &values);
    void notePending(const QString &name, const std::optional<ConfigChange> &before,
                     const std::optional<ConfigChange> &after);
    void readLive();
    void readSites(const QList<Site> &sites);
    void review();
    void openReview(const SettingsPlan &plan);
    void apply(const SettingsPlan &plan);
    void showApplied(const Site &site, const SettingsApplied &applied);
    void discard();
    void showHistory();
    void planUndo(qint64 historyId);
    void useAgreed();
    void agreeOnLive();
    void forgetAgreed();
    void setAgreed(const QString &name, const std::optional<QString> &stored, bool undoable);
    void addSite();
    void keepPassword();
    void editSite();
    void writeSite(const Site &before, const Site &after);
    void removeSite(const Site &site);

    FirstSteps m_first {this};
    SettingsModel *m_model;
    EditBar *m_bar; // the parts in their tab order
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
    QAction *m_change = nullptr;
    QAction *m_useAgreed = nullptr;
    QAction *m_keepMine = nullptr;
    QAction *m_takeBack = nullptr;
    QAction *m_agreeOnLive = nullptr;
    QAction *m_forgetAgreed = nullptr;
    QAction *m_addSite = nullptr;
    QAction *m_password = nullptr;
    QAction *m_editSite = nullptr;
    QList<Site> m_known;
    QList<Server> m_servers;
    std::optional<QList<SettingsHistoryEntry>> m_past; ///< of the chosen site; nullopt: not read
    QString m_wantedSite; ///< shown as soon as the workspace has been read
    quint64 m_outside = 0; ///< the job that talks to Moodle, of which there is one at a time; 0: none
};

} // namespace Nightkeep
