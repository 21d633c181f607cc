// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settingspage.h"

#include "models/base/bytepath.h"
#include "models/settings/nextrun.h"
#include "models/settings/settingsmodel.h"
#include "models/settings/settingsview.h"
#include "models/workspace.h"
#include "widgets/common/answerline.h"
#include "widgets/common/datatable.h"
#include "widgets/common/detailsplitter.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/newaction.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/writing.h"
#include "widgets/settings/agreedvaluedialog.h"
#include "widgets/settings/editbar.h"
#include "widgets/settings/settingdelegate.h"
#include "widgets/settings/settingpanel.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QShortcut>
#include <QTableView>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

SettingsPage::SettingsPage(const PageContext &context, QWidget *parent)
    : PageWidget(Page::Settings, context, parent)
    , m_model(new SettingsModel(this))
    , m_bar(new EditBar(this))
    , m_running(new AnswerLine(QStringLiteral("settingsRunning"), 1.0, this))
    , m_door(new AnswerLine(QStringLiteral("settingsDoor"), 1.0, this))
    , m_table(new DataTable(QStringLiteral("settings"), context.settings, this))
    , m_sites(new QComboBox(this))
    , m_panel(new SettingPanel(this))
    , m_splitter(new DetailSplitter(pageName(page()), context.settings, this))
    , m_undo(new QUndoStack(this))
{
    buildActions();
    buildContent();
    connectModel();
    m_model->setWritable(isWritable());
    everyMinute([this] {
        showAnswer();
        showRemarks();
        showDetail();
    });
    updateActions();
}

SettingsPage::~SettingsPage() = default;

PageArea SettingsPage::area()
{
    return {Page::Settings,
            tr("Moodle settings"),
            makePage<SettingsPage>,
            tr("Moodle settings: what will Moodle back up tonight?"),
            {tr("Moodle's own backup options: the value that is live, the value that the team has "
                "agreed, and where the two differ. Those of Moodle 1.9 and of later ones are told in the same words."),
             tr("Double-click a value, or press F2, to change what is pending or agreed. Pending changes are only in "
                "the window until they are reviewed and written. \"Bring in line\" chooses the agreed value for each "
                "option that has another."),
             tr("A change is reviewed with its exact SQL or commands before it is written. It is written "
                "only if the value is still the one that was seen; if somebody else has "
                "changed it meanwhile, all three values are shown and nothing is written."),
             tr("\"Next runs\" lists when Moodle begins, and what pending changes move. The review says which copies "
                "Moodle would delete because of them. \"Agree\" notes what the team decided, when, and who. \"Compare "
                "sites\" shows several Moodles side by side, and copies the options of one to another as pending "
                "changes."),
             tr("A later Moodle is written through its own program, admin/cli/cfg.php, as the web server's user that "
                "the site's details name: by sudo, where another one logs in than that or root. Where that cannot be "
                "run, the page says why and is only read; change the options in Moodle then, under Site "
                "administration, Courses, Backups, Automated backup setup."),
             tr("\"Test connection\" in the site's details says which rights the database account lacks or has too "
                "many, and shows the statements that make it. \"Check the destination\" tells whether Moodle can write "
                "its backups to a folder, what room is there, and whether anyone could download them; it changes "
                "nothing.")},
            tr("Go to the Moodle settings")};
}

void SettingsPage::buildActions()
{
    m_read = newAction(this, QStringLiteral("readSettings"), QStringLiteral("refresh"), tr("&Read now"),
                       &SettingsPage::readLive, tr("Read the live values from Moodle's database"));
    m_unlock = newAction(this, QStringLiteral("unlockSettings"), QStringLiteral("lock"), tr("&Unlock"),
                         tr("Allow changes to Moodle until you lock again or close the window"));
    m_unlock->setCheckable(true);
    m_unlock->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_U));
    connect(m_unlock, &QAction::toggled, this, &SettingsPage::setUnlocked);
    m_bringInLine = newAction(this, QStringLiteral("bringInLine"), QStringLiteral("settings"),
                              tr("Bring in li&ne with what was agreed…"), &SettingsPage::bringInLine,
                              tr("Choose the agreed value for each option that has another, then review"));
    m_bringInLine->setIconText(tr("Bring in line…"));
    m_bringInLine->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_B));
    m_review = newAction(this, QStringLiteral("reviewSettings"), QStringLiteral("play"), tr("Re&view…"),
                         &SettingsPage::review, tr("See exactly what would be written, then write it"));
    m_review->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    m_discard = newAction(this, QStringLiteral("discardSettings"), QStringLiteral("cancel"), tr("&Discard"),
                          &SettingsPage::discard, tr("Forget the pending changes"));
    m_history = newAction(this, QStringLiteral("settingsHistory"), QStringLiteral("undo"), tr("&History…"),
                          &SettingsPage::showHistory, tr("Who changed what through this workspace; undo it"));
    m_history->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
    m_nextRuns =
        newAction(this, QStringLiteral("nextRuns"), QStringLiteral("history"), tr("Ne&xt runs…"),
                  &SettingsPage::showNextRuns, tr("When Moodle begins its backups, and what pending changes move"));
    m_nextRuns->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    for (QAction *action : {m_unlock, m_bringInLine, m_nextRuns, m_history})
        addPageAction(action);
    addMenuAction(m_review); // its button is in the bar above the table, as soon as there is something to review
    buildOptionActions();
    for (QAction *action : ofOption())
        addMenuAction(action);
    buildMoreMenu();
}

void SettingsPage::buildOptionActions()
{
    m_change = newAction(this, QStringLiteral("changeSetting"), QStringLiteral("edit"), tr("&Change the value"),
                         &SettingsPage::changeValue, tr("Choose what Moodle is to have"));
    m_change->setShortcut(QKeySequence(Qt::Key_F2));
    m_change->setShortcutContext(Qt::WidgetShortcut);
    m_useAgreed = newAction(this, QStringLiteral("useAgreed"), QStringLiteral("edit"),
                            tr("Change to the &agreed value"), &SettingsPage::useAgreed);
    m_keepMine = newAction(this, QStringLiteral("keepMine"), QStringLiteral("edit"), tr("&Keep my change"),
                           &SettingsPage::keepMine, tr("Write it over the value that is there now"));
    m_takeBack = newAction(this, QStringLiteral("takeBack"), QStringLiteral("undo"), tr("&Take my change back"),
                           &SettingsPage::takeBack);
    m_agree = newAction(this, QStringLiteral("agreeOnSetting"), QStringLiteral("copy"), tr("A&gree…"),
                        &SettingsPage::agree, tr("Note what the team agreed about this option, when, and who"));
    m_forgetAgreed = newAction(this, QStringLiteral("forgetAgreed"), QStringLiteral("remove"),
                               tr("&Forget the agreed value"), &SettingsPage::forgetAgreed);
}

QList<QAction *> SettingsPage::ofOption() const
{
    return {m_change, m_useAgreed, m_keepMine, m_takeBack, m_agree, m_forgetAgreed};
}

void SettingsPage::buildMoreMenu()
{
    m_compare = newAction(this, QStringLiteral("compareSites"), QStringLiteral("settings"), tr("&Compare sites…"),
                          &SettingsPage::compareSites);
    m_editSite =
        newAction(this, QStringLiteral("editSite"), QStringLiteral("edit"), tr("&Site…"), &SettingsPage::editSite);
    m_password = newAction(this, QStringLiteral("databasePassword"), QStringLiteral("lock"), tr("Database &password…"),
                           &SettingsPage::keepPassword);
    m_addSite =
        newAction(this, QStringLiteral("addSite"), QStringLiteral("add"), tr("&Add site…"), &SettingsPage::addSite);
    auto *menu = new QMenu(tr("More"), this);
    menu->setObjectName(QStringLiteral("settingsMore"));
    menu->setIcon(themeIcon(QStringLiteral("more")));
    menu->setToolTipsVisible(true); // why an item cannot be chosen
    m_checkDestination = newAction(
        this, QStringLiteral("checkDestination"), QStringLiteral("folders"), tr("Check the destinati&on…"),
        &SettingsPage::checkDestination,
        tr("Look at the folder where backups go: whether Moodle can write there, and how much room there is"));
    menu->addActions({m_discard, m_compare, m_checkDestination});
    menu->addSeparator();
    menu->addActions({m_editSite, m_password, m_addSite});
    addPageMenu(menu);
}

void SettingsPage::buildContent()
{
    m_sites->setObjectName(QStringLiteral("settingsSite"));
    m_sites->setAccessibleName(tr("Moodle site"));
    m_sites->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_sites, &QComboBox::activated, this, [this] { showSite(m_sites->currentData().toString()); });
    m_table->filterRow()->layout()->addWidget(m_sites);
    m_table->setModel(m_model);
    m_bar->setActions({m_review, m_discard, m_unlock});
    m_running->hide();
    m_door->hide();
    m_panel->hide(); // until there are options
    m_splitter->setParts(m_table, m_panel);
    contentLayout()->addWidget(m_running);
    contentLayout()->addWidget(m_door);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(m_splitter, 1);
    connectTable();
}

void SettingsPage::connectTable()
{
    QTableView *view = m_table->view();
    auto *delegate = new SettingDelegate(view);
    delegate->setFolderCheck([this](const QString &folder) { checkFolder(folder); });
    view->setItemDelegate(delegate);
    // Not by any key: the first one would change the value already. F2 is the action's. Enter is the table's alone:
    // with it the menu bar opens a menu, and the action is in one.
    view->setEditTriggers(QAbstractItemView::DoubleClicked);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        new QShortcut(QKeySequence(key), view, this, &SettingsPage::changeValue, Qt::WidgetShortcut);
    view->addActions(ofOption());
    view->setMouseTracking(true);
    connect(view, &QAbstractItemView::entered, this, [view](const QModelIndex &index) {
        const bool editable = index.flags().testFlag(Qt::ItemIsEditable);
        view->viewport()->setCursor(editable ? Qt::IBeamCursor : Qt::ArrowCursor);
    });
    connect(view, &QAbstractItemView::viewportEntered, view->viewport(), [view] { view->viewport()->unsetCursor(); });
    connect(view, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (!index.flags().testFlag(Qt::ItemIsEditable)) // else the view edits it itself
            changeValue();
    });
    connect(m_table, &DataTable::copied, this, [this](const QString &sentence) { say(sentence); });
    connect(m_table, &DataTable::currentKeyChanged, this, [this] {
        showDetail();
        updateActions();
    });
}

void SettingsPage::connectModel()
{
    connect(m_model, &SettingsModel::pendingChanged, this, [this] {
        showDetail();
        updateActions();
        reckonMeaning();
    });
    connect(m_model, &SettingsModel::pendingEdited, this, &SettingsPage::notePending);
    connect(m_model, &SettingsModel::agreedEdited, this,
            [this](const QString &name, const std::optional<QString> &stored) {
                const QString who = whoAgreedLast(context().settings);
                setAgreed(name, agreedOn(name),
                          stored ? std::optional(AgreedSetting {*stored, now().date(), who}) : std::nullopt, true);
            });
    connect(m_model, &SettingsModel::editRefused, this, [this](const QString &name, const QString &typed) {
        const BackupOption *option = findBackupOption(name);
        showError({ErrorKind::BadInput, tr("\"%1\" makes no sense for %2.").arg(typed, option ? option->title : name),
                   option ? option->notes : QString()});
    });
}

void SettingsPage::updateActions()
{
    const bool site = !chosenSite().name.isEmpty();
    const bool writable = isWritable();
    const bool idle = m_outside == 0;
    const bool unlocked = m_model->isUnlocked();
    const int pending = int(m_model->pendingChanges().size());
    const bool isRead = m_model->view().readAt.isValid();
    const std::optional<Error> noDoor = whyNoDoor();
    m_read->setEnabled(site && idle);
    if (noDoor)
        m_unlock->setToolTip(plainToolTip(noDoor->message));
    else
        m_unlock->setToolTip(tr("Allow changes to Moodle until you lock again or close the window"));
    enableWriting(m_unlock, writable, unlocked || (site && isRead && !noDoor)); // it locks, too
    enableWriting(m_bringInLine, writable, idle && !noDoor && !changesToAgreed(m_model->view()).isEmpty());
    m_review->setEnabled(unlocked && idle && pending > 0);
    m_discard->setEnabled(pending > 0);
    m_history->setEnabled(site);
    m_checkDestination->setEnabled(site);
    m_nextRuns->setEnabled(isRead);
    m_compare->setEnabled(m_known.size() > 1);
    if (m_known.size() > 1)
        m_compare->setToolTip(tr("What each Moodle runs with, side by side; copy it to this site"));
    else
        m_compare->setToolTip(tr("There is one site: nothing to compare it with"));
    enableWriting(m_editSite, writable, site);
    enableWriting(m_addSite, writable);
    m_password->setEnabled(site);
    updateOptionActions();
    m_bar->tell(unlocked, pending, int(m_model->conflicts().size()));
    emit refreshChanged();
}

void SettingsPage::updateOptionActions()
{
    const SettingRow *row = currentRow();
    const bool known = row && row->option.kind != OptionKind::Text;
    const bool writable = isWritable();
    m_change->setEnabled(row && (m_model->canChange(*row) || (known && writable)));
    m_useAgreed->setEnabled(row && m_model->canChange(*row) && row->agreed && effective(*row) != *row->agreed);
    m_keepMine->setEnabled(row && m_model->isOutdated(*row));
    m_takeBack->setEnabled(row && m_model->pending(row->option.name));
    enableWriting(m_agree, writable, known);
    enableWriting(m_forgetAgreed, writable, row && row->agreed); // also of what a later version has no more
}

Site SettingsPage::chosenSite() const
{
    return m_model->view().site;
}

std::optional<Error> SettingsPage::whyNoDoor() const
{
    const SettingsView &view = m_model->view();
    if (!view.readAt.isValid() || view.config.door != ConfigDoor::None)
        return std::nullopt;
    const Error unsaid {ErrorKind::MissingTool, tr("Nothing here can write this Moodle's settings."),
                        tr("Change them in Moodle: Site administration, Courses, Backups, Automated backup setup.")};
    return view.config.doorProblem.value_or(unsaid);
}

const SettingRow *SettingsPage::currentRow() const
{
    return findRow(m_model->view(), m_table->currentKey());
}

// --- the workspace ---

void SettingsPage::showEstate(const Estate &estate)
{
    const auto *sites = readOr(estate.reading.sites, tr("The settings could not be read from the workspace."));
    if (!sites) {
        updateActions(); // a job may have ended
        return;
    }
    m_known.clear();
    SettingsView shown; // of the chosen site, or of none
    for (const SettingsView &view : *sites) {
        m_known << view.site;
        if (view.site.name == m_wantedSite || m_known.size() == 1)
            shown = view;
    }
    m_servers.clear();
    if (estate.reading.servers) {
        for (const ServerRow &row : *estate.reading.servers)
            m_servers << row.server;
    }
    showView(shown);
}

void SettingsPage::showView(const SettingsView &view)
{
    const QString before = m_model->view().site.name;
    const QStringList edits = unwrittenEdits();
    if (view.site.name != before) {
        m_undo->clear();
        m_past.reset();
    }
    m_sites->clear();
    for (const Site &site : m_known)
        m_sites->addItem(visibleText(site.name), site.name);
    m_wantedSite = view.site.name;
    SettingsView grouped = view;
    std::stable_sort(grouped.rows.begin(), grouped.rows.end(),
                     [](const SettingRow &a, const SettingRow &b) { return a.option.group < b.option.group; });
    m_sites->setCurrentIndex(m_sites->findData(m_wantedSite));
    m_sites->setVisible(m_known.size() > 1);
    m_model->setView(grouped);
    if (m_model->pendingChanges().size() < edits.size()) // by this reading: who goes to another site is asked before
        showError(
            {ErrorKind::Conflict,
             tr("What was pending for %1 was not written, and is pending no more: somebody has removed or renamed "
                "the site, or its Moodle has these options no more.")
                 .arg(visibleText(before)),
             tr("The details list it: choose it again where it is still wanted."), edits.join(u'\n')});
    m_table->selectFirst();
    if (m_known.isEmpty() || whyNoDoor())
        m_unlock->setChecked(false);
    offerFirstStep();
    showAnswer();
    showRemarks();
    showDetail();
    updateActions();
    reckonMeaning();
    readHistory();
}

/// A site's database is reached through one of the servers.
void SettingsPage::offerFirstStep()
{
    const SettingsView &view = m_model->view();
    const bool isUnread = !view.site.name.isEmpty() && !view.readAt.isValid();
    showCard(isUnread ? tr("What is known so far is what the team agreed.\n"
                           "Read what Moodle really has: nothing is changed there.")
                      : QString(),
             m_read);
    m_first.setWritable(isWritable());
    if (m_servers.isEmpty())
        m_table->setEmptyText(tr("Moodle's backup options stand here, with what is agreed for each. They are read "
                                 "through one of the team's servers: begin with those."),
                              m_first.importPage(), m_first.addServer());
    else
        m_table->setEmptyText(tr("Moodle's backup options stand here, with what is agreed for each. Say first "
                                 "where the Moodle site's database and folders are."),
                              m_addSite);
}

void SettingsPage::showAnswer()
{
    const PageAnswer answer = settingsPageAnswer(m_model->view(), now(), locale());
    setAnswer(answer.state, answer.sentence);
}

void SettingsPage::showRemarks()
{
    const QString running = runningInWords(m_model->view(), now());
    const bool isWriting = m_model->isUnlocked() || !m_model->pendingChanges().isEmpty();
    m_running->setAnswer(isWriting ? State::Attention : State::Working,
                         isWriting ? running + u' ' + tr("What is written now may hold for a part of that run alone.")
                                   : running);
    m_running->setVisible(!running.isEmpty());
    const MoodleConfig &config = m_model->view().config;
    std::optional<Error> problem = whyNoDoor();
    const bool isBlind = !problem && m_model->view().readAt.isValid() && config.doorProblem;
    if (isBlind) // it can be written, but Moodle could not be asked itself
        problem = config.doorProblem;
    if (problem) {
        QStringList sentences {isBlind ? tr("Moodle itself could not be asked what it runs with:")
                                       : tr("These settings are only shown here:")};
        sentences << visibleText(problem->message) << visibleText(problem->advice);
        sentences.removeAll(QString());
        m_door->setAnswer(isBlind ? State::Unknown : State::Attention, sentences.join(u' '));
    }
    m_door->setVisible(problem.has_value());
}

void SettingsPage::showObject(const QString &key)
{
    const QString site = key.section(u'/', 0, 0);
    const QString option = key.section(u'/', 1);
    if (!option.isEmpty())
        m_table->selectKey(option); // kept by the table until the row is there
    if (!site.isEmpty() && site != chosenSite().name)
        showSite(site);
}

QString SettingsPage::refreshText() const
{
    return chosenSite().name.isEmpty() ? PageWidget::refreshText() : tr("&Refresh the settings");
}

QString SettingsPage::refreshWords() const
{
    if (chosenSite().name.isEmpty())
        return tr("There is no Moodle site to read");
    if (m_outside != 0)
        return tr("Moodle is being asked already");
    return tr("Read the backup settings of %1 anew").arg(visibleText(chosenSite().name));
}

void SettingsPage::resizeEvent(QResizeEvent *event)
{
    PageWidget::resizeEvent(event);
    m_splitter->arrange();
}

void SettingsPage::focusFilter()
{
    m_table->focusFilter();
}

void SettingsPage::showSite(const QString &site)
{
    const auto show = [this, site] {
        if (site != chosenSite().name)
            discardEdits(); // by choice, if there are any
        m_wantedSite = site;
        if (!m_known.isEmpty())
            showAgain();
    };
    const QStringList edits = unwrittenEdits();
    if (edits.isEmpty() || site == chosenSite().name) {
        show();
        return;
    }
    m_sites->setCurrentIndex(m_sites->findData(chosenSite().name));
    context().dialogs.confirm(this, questionAboutEdits(edits, tr("Discard and show %1").arg(site)), show);
}

} // namespace Nightkeep
