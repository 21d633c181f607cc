// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settingspage.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/settings/settingsmodel.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/newaction.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/writing.h"
#include "widgets/settings/historydialog.h"
#include "widgets/settings/reviewdialog.h"
#include "widgets/settings/settingdelegate.h"
#include "widgets/settings/sitedialog.h"
#include "widgets/settings/valuecommand.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QTableView>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

QString workspaceLane()
{
    return QStringLiteral("workspace");
}

struct Answer
{
    State state = State::Unknown;
    QString sentence;
};

Answer answerFor(const SettingsView &view, const QDateTime &now)
{
    if (view.site.name.isEmpty())
        return {State::Unknown, SettingsPage::tr("No Moodle site is in this workspace yet.")};
    if (!view.readAt.isValid())
        return {State::Unknown,
                SettingsPage::tr("What %1 will back up is not known: its settings have never been read.")
                    .arg(view.site.name)};
    const QString age = ageInWords(view.readAt, now);
    for (const Finding &finding : SettingsService::findings(view, now))
        if (finding.severity == Severity::Critical)
            return {State::Bad,
                    SettingsPage::tr("%1 Read %2.", "a whole sentence, then the age").arg(finding.title, age)};
    const SettingsCount count = countSettings(view);
    if (count.agreed == 0)
        return {State::Unknown, SettingsPage::tr("Nothing is agreed yet to compare with. Read %1.").arg(age)};
    if (count.differing == 0 && count.unknown == 0)
        return {State::Good, SettingsPage::tr("All %1 options are as agreed. Read %2.").arg(count.agreed).arg(age)};
    if (count.unknown == 0)
        return {State::Attention,
                SettingsPage::tr("%1 of %2 options differ from what is agreed. Read %3.")
                    .arg(count.differing)
                    .arg(count.agreed)
                    .arg(age)};
    return {count.differing > 0 ? State::Attention : State::Unknown,
            SettingsPage::tr("%1 of %2 options differ from what is agreed, %3 cannot be judged. Read %4.")
                .arg(count.differing)
                .arg(count.agreed)
                .arg(count.unknown)
                .arg(age)};
}

} // namespace

SettingsPage::SettingsPage(const PageContext &context, QWidget *parent)
    : PageWidget(Page::Settings, context, parent)
    , m_model(new SettingsModel(this))
    , m_table(new DataTable(QStringLiteral("settings"), context.settings, this))
    , m_sites(new QComboBox(this))
    , m_detail(plainLabel(this))
    , m_undo(new QUndoStack(this))
{
    buildActions();
    buildContent();
    connectModel();
    m_model->setWritable(isWritable());
    everyMinute([this] { showAnswer(); });
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
                "agreed, and where the two differ."),
             tr("Double-click a value, or press F2, to change what is pending or agreed. Pending changes are only in "
                "the window until they are reviewed and written."),
             tr("A change is reviewed with its exact SQL before it is written. It is written "
                "only if the value is still the one that was seen; if somebody else has "
                "changed it meanwhile, all three values are shown and nothing is written.")},
            tr("Go to the Moodle settings")};
}

void SettingsPage::buildActions()
{
    m_read =
        newAction(this, QStringLiteral("readSettings"), QStringLiteral("refresh"), tr("Read"), &SettingsPage::readLive);
    m_read->setToolTip(tr("Read the live values from Moodle's database"));
    m_unlock = newAction(this, QStringLiteral("unlockSettings"), QStringLiteral("lock"), tr("Unlock"),
                         tr("Allow changes to Moodle until you lock again or close the window"));
    m_unlock->setCheckable(true);
    connect(m_unlock, &QAction::toggled, this, &SettingsPage::setUnlocked);
    m_review =
        newAction(this, QStringLiteral("reviewSettings"), QStringLiteral("play"), tr("Review…"), &SettingsPage::review);
    m_review->setToolTip(tr("See exactly what would be written, then write it"));
    m_discard = newAction(this, QStringLiteral("discardSettings"), QStringLiteral("cancel"), tr("Discard"),
                          &SettingsPage::discard);
    m_discard->setToolTip(tr("Forget the pending changes"));
    m_history = newAction(this, QStringLiteral("settingsHistory"), QStringLiteral("undo"), tr("History…"),
                          &SettingsPage::showHistory);
    m_editSite =
        newAction(this, QStringLiteral("editSite"), QStringLiteral("edit"), tr("Site…"), &SettingsPage::editSite);
    m_password = newAction(this, QStringLiteral("databasePassword"), QStringLiteral("lock"), tr("Database password…"),
                           &SettingsPage::keepPassword);
    m_addSite =
        newAction(this, QStringLiteral("addSite"), QStringLiteral("add"), tr("Add site…"), &SettingsPage::addSite);
    m_useAgreed = newAction(this, QStringLiteral("useAgreed"), QStringLiteral("edit"), tr("Change to the agreed value"),
                            &SettingsPage::useAgreed);
    m_agreeOnLive = newAction(this, QStringLiteral("agreeOnLive"), QStringLiteral("copy"),
                              tr("Agree on the live value"), &SettingsPage::agreeOnLive);
    m_forgetAgreed = newAction(this, QStringLiteral("forgetAgreed"), QStringLiteral("remove"),
                               tr("Forget the agreed value"), &SettingsPage::forgetAgreed);
    addPageAction(m_read, true);
    for (QAction *action : {m_unlock, m_review, m_discard, m_history, m_editSite, m_addSite, m_password})
        addPageAction(action);
}

void SettingsPage::buildContent()
{
    m_sites->setObjectName(QStringLiteral("settingsSite"));
    m_sites->setAccessibleName(tr("Moodle site"));
    m_sites->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_sites, &QComboBox::activated, this, [this] { showSite(m_sites->currentData().toString()); });
    m_table->filterRow()->layout()->addWidget(m_sites);
    m_table->setModel(m_model);
    m_table->setEmptyText(tr("Moodle's backup options stand here, with what is agreed for each. Say first "
                             "where the Moodle site's database and folders are."),
                          m_addSite);
    QTableView *view = m_table->view();
    view->setItemDelegate(new SettingDelegate(view));
    // Not by any key: the first one would change the value already.
    view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    for (QAction *action : {m_useAgreed, m_agreeOnLive, m_forgetAgreed})
        view->addAction(action);
    m_detail->setObjectName(QStringLiteral("settingDetail"));
    contentLayout()->addWidget(m_table, 1);
    contentLayout()->addWidget(m_detail);
    connect(m_table, &DataTable::currentKeyChanged, this, [this] {
        showDetail();
        updateActions();
    });
}

void SettingsPage::connectModel()
{
    connect(m_model, &SettingsModel::pendingChanged, this, &SettingsPage::updateActions);
    connect(m_model, &SettingsModel::pendingEdited, this,
            [this](const QString &name, const std::optional<QString> &before, const std::optional<QString> &after) {
                const BackupOption *option = findBackupOption(name);
                m_undo->push(new ValueCommand(tr("Change %1").arg(option ? option->title : name), before, after,
                                              [this, name](const auto &value) { m_model->setPending(name, value); }));
            });
    connect(m_model, &SettingsModel::agreedEdited, this,
            [this](const QString &name, const std::optional<QString> &stored) { setAgreed(name, stored, true); });
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
    const SettingRow *row = currentRow();
    const bool known = row && row->option.kind != OptionKind::Text;
    const bool unlocked = m_model->isUnlocked();
    m_read->setEnabled(site && idle);
    enableWriting(m_unlock, writable, site && m_model->view().readAt.isValid());
    m_review->setEnabled(unlocked && idle && !m_model->pendingChanges().isEmpty());
    m_discard->setEnabled(!m_model->pendingChanges().isEmpty());
    m_history->setEnabled(site);
    enableWriting(m_editSite, writable, site);
    enableWriting(m_addSite, writable);
    m_password->setEnabled(site);
    m_useAgreed->setEnabled(unlocked && known && row->agreed && row->value != row->agreed);
    enableWriting(m_agreeOnLive, writable,
                  known && row->value && row->value != row->agreed && isValidForOption(row->option, *row->value));
    enableWriting(m_forgetAgreed, writable, known && row->agreed);
}

Site SettingsPage::chosenSite() const
{
    return m_model->view().site;
}

const SettingRow *SettingsPage::currentRow() const
{
    const QList<SettingRow> &rows = m_model->view().rows;
    const QString key = m_table->currentKey();
    const auto found =
        std::find_if(rows.cbegin(), rows.cend(), [&key](const SettingRow &row) { return row.option.name == key; });
    return found == rows.cend() ? nullptr : &*found;
}

// --- the workspace ---

void SettingsPage::showEstate(const Estate &estate)
{
    const auto *sites = readOr(estate.reading.sites, tr("The settings could not be read from the workspace."));
    if (!sites)
        return;
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
    if (view.site.name != m_model->view().site.name)
        m_undo->clear();
    m_sites->clear();
    for (const Site &site : m_known)
        m_sites->addItem(visibleText(site.name), site.name);
    m_wantedSite = view.site.name;
    m_sites->setCurrentIndex(m_sites->findData(m_wantedSite));
    m_sites->setVisible(m_known.size() > 1);
    m_model->setView(view);
    m_table->selectFirst();
    if (m_known.isEmpty())
        m_unlock->setChecked(false);
    showAnswer();
    showDetail();
    updateActions();
}

void SettingsPage::showAnswer()
{
    const Answer answer = answerFor(m_model->view(), context().workspace.clock()());
    setAnswer(answer.state, answer.sentence);
}

void SettingsPage::showDetail()
{
    const SettingRow *row = currentRow();
    m_detail->setText(row ? tr("%1 (%2): %3").arg(row->option.title, row->option.name, row->option.notes) : QString());
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

void SettingsPage::focusFilter()
{
    m_table->focusFilter();
}

void SettingsPage::showSite(const QString &site)
{
    const auto show = [this, site] {
        m_wantedSite = site;
        if (!m_known.isEmpty())
            showEstate(estate());
    };
    const QStringList edits = unwrittenEdits();
    if (edits.isEmpty() || site == chosenSite().name) {
        show();
        return;
    }
    m_sites->setCurrentIndex(m_sites->findData(chosenSite().name));
    context().dialogs.confirm(this, questionAboutEdits(edits, tr("Discard and show %1").arg(site)), show);
}

QStringList SettingsPage::unwrittenEdits() const
{
    QStringList edits;
    for (const ConfigChange &change : m_model->pendingChanges()) {
        const BackupOption *option = findBackupOption(change.name);
        edits << tr("%1 of %2: %3 instead of %4", "option, site, wanted value, live value")
                     .arg(option ? option->title : change.name, chosenSite().name,
                          settingInWords(change.name, change.wanted), settingInWords(change.name, change.seen));
    }
    return edits;
}

void SettingsPage::setUnlocked(bool unlocked)
{
    m_unlock->setIcon(themeIcon(unlocked ? QStringLiteral("unlock") : QStringLiteral("lock")));
    m_unlock->setText(unlocked ? tr("Lock") : tr("Unlock"));
    m_model->setUnlocked(unlocked);
    updateActions();
}

// --- what is agreed ---

void SettingsPage::useAgreed()
{
    const SettingRow *row = currentRow();
    if (!row || !row->agreed || !m_model->isUnlocked())
        return;
    const QModelIndex first = m_model->index(int(row - m_model->view().rows.constData()), SettingsModel::PendingColumn);
    static_cast<void>(m_model->setData(first, *row->agreed));
}

void SettingsPage::agreeOnLive()
{
    if (const SettingRow *row = currentRow(); row && row->value)
        setAgreed(row->option.name, row->value, true);
}

void SettingsPage::forgetAgreed()
{
    if (const SettingRow *row = currentRow(); row && row->agreed)
        setAgreed(row->option.name, std::nullopt, true);
}

void SettingsPage::setAgreed(const QString &name, const std::optional<QString> &stored, bool undoable)
{
    clearError();
    const Site site = chosenSite();
    const QList<SettingRow> &rows = m_model->view().rows;
    const auto row =
        std::find_if(rows.cbegin(), rows.cend(), [&name](const SettingRow &r) { return r.option.name == name; });
    const std::optional<QString> before = row == rows.cend() ? std::nullopt : row->agreed;
    const QString title = row == rows.cend() ? name : row->option.title;
    SettingsService *service = &context().workspace.settings();
    context().jobs.start<void>(
        tr("Note the agreed value of %1").arg(title), workspaceLane(), this,
        [service, site, name, stored](const CancelToken &, const ProgressSink &) {
            return service->setAgreed(site, name, stored);
        },
        [this, name, before, stored, title, undoable](const Result<void> &kept) {
            if (!kept) {
                reload();
                showError(kept.error());
                return;
            }
            say(stored ? tr("Agreed: %1 is %2.").arg(title, settingInWords(name, stored))
                       : tr("Nothing is agreed about %1 any more.").arg(title));
            if (undoable)
                m_undo->push(new ValueCommand(tr("Agree on %1").arg(title), before, stored,
                                              [this, name](const auto &value) { setAgreed(name, value, false); }));
            emit workspaceChanged();
        });
}

void SettingsPage::discard()
{
    const int pending = int(m_model->pendingChanges().size());
    discardEdits();
    say(tr("%n pending changes were discarded.", nullptr, pending));
}

void SettingsPage::discardEdits()
{
    m_model->clearPending();
    m_undo->clear();
}

} // namespace Nightkeep
