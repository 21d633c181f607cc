// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsservice.h"
#include "models/base/json.h"

#include "models/base/auditedact.h"
#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/courses/sitecheck.h"
#include "models/settings/consequence.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

Unexpected cancelled()
{
    return fail(ErrorKind::Cancelled, Tr::tr("Stopped."));
}

Result<void> checkChange(const ConfigChange &change)
{
    const BackupOption *option = findBackupOption(change.name);
    if (!option)
        return fail(ErrorKind::BadInput, Tr::tr("There is no backup option \"%1\".").arg(visibleText(change.name)),
                    Tr::tr("Take one of the names in the list of settings."));
    if (!isValidForOption(*option, change.wanted))
        return fail(ErrorKind::BadInput,
                    Tr::tr("\"%1\" makes no sense for %2.").arg(visibleText(change.wanted), option->name),
                    option->notes);
    return {};
}

Result<QList<ConfigChange>> withoutIdle(const QList<ConfigChange> &changes)
{
    QList<ConfigChange> kept;
    QSet<QString> names;
    for (const ConfigChange &change : changes) {
        if (const Result<void> checked = checkChange(change); !checked)
            return fail(checked.error());
        if (names.contains(change.name))
            return fail(ErrorKind::BadInput, Tr::tr("The option %1 is named twice.").arg(change.name));
        names.insert(change.name);
        if (change.seen != change.wanted)
            kept += change;
    }
    return kept;
}

std::optional<QString> valueIn(const QHash<QString, QString> &values, const QString &name)
{
    const auto it = values.constFind(name);
    return it == values.constEnd() ? std::nullopt : std::optional(*it);
}

QString cautionFor(const QList<ConfigChange> &changes, const QHash<QString, QString> &live, bool transactions)
{
    QStringList sentences;
    if (!transactions && changes.size() > 1)
        sentences += Tr::tr("This Moodle's table has no transactions: the options are written one after another, each "
                            "only if it is still as you saw it. If something stops the work, those before it stay "
                            "changed.");
    for (const ConfigChange &change : changes) {
        const std::optional<QString> now = valueIn(live, change.name);
        if (now != change.seen)
            sentences +=
                Tr::tr("%1 is %2 by now, not %3 as you saw it: nothing of this will be written until you have "
                       "read the settings again.")
                    .arg(change.name, settingInWords(change.name, now), settingInWords(change.name, change.seen));
        else if (!change.seen)
            sentences += Tr::tr("%1 has no row yet: one will be added.").arg(change.name);
        if (const QString consequence = consequenceOf(change); !consequence.isEmpty())
            sentences += consequence;
    }
    return sentences.join(u'\n');
}

QString siteAsText(const Site &site)
{
    return site.name.isEmpty() ? QString() : compactJson(toJson(site, JsonManner::Brief));
}

} // namespace

QString settingStateWord(SettingState state)
{
    switch (state) {
    case SettingState::Same:
        return Tr::tr("as agreed");
    case SettingState::Differs:
        return Tr::tr("differs");
    case SettingState::Unset:
        return Tr::tr("not compared");
    case SettingState::Unknown:
        return Tr::tr("unknown");
    }
    return {};
}

bool SettingsApplied::hasConflict() const
{
    return std::any_of(outcomes.cbegin(), outcomes.cend(),
                       [](const ConfigOutcome &outcome) { return outcome.kind == ConfigOutcome::Kind::Conflict; });
}

SettingsService::SettingsService(SettingsStore &store, SiteStore &sites, MoodleSites &moodles, AuditLog &audit,
                                 Clock clock)
    : m_store(store)
    , m_sites(sites)
    , m_moodles(moodles)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<QList<Site>> SettingsService::sites() const
{
    return m_sites.sites();
}

Result<void> SettingsService::note(const QString &act, const QString &object, const QString &before,
                                   const QString &after, const std::function<Result<void>()> &change)
{
    AuditEntry entry;
    entry.act = act;
    entry.object = object;
    entry.oldValue = before;
    entry.newValue = after;
    return noteDone(m_audit, entry, change);
}

Result<void> SettingsService::replaceSite(const Site &before, const Site &after)
{
    if (!after.name.isEmpty() || before.name.isEmpty()) {
        if (const Result<void> checked = checkSite(after); !checked)
            return checked;
    }
    const QString object = after.name.isEmpty() ? before.name : after.name;
    const Result<void> noted = note(QStringLiteral("site.edit"), object, siteAsText(before), siteAsText(after),
                                    [&] { return m_sites.replaceSite(before, after); });
    return noted && before.name.isEmpty() ? takeOverFromPage(after) : noted;
}

Result<SettingsView> SettingsService::viewOf(const Site &site, const std::optional<SettingsSnapshot> &snapshot) const
{
    const Result<QHash<QString, QString>> agreed = m_store.agreedSettings(site.name);
    if (!agreed)
        return fail(agreed.error());
    return makeSettingsView(site, snapshot, *agreed);
}

Result<SettingsView> SettingsService::lastView(const Site &site) const
{
    const Result<std::optional<SettingsSnapshot>> snapshot = m_store.latestSettings(site.name);
    if (!snapshot)
        return fail(snapshot.error());
    return viewOf(site, m_unkept.latest(site.name, *snapshot, &SettingsSnapshot::readAt));
}

Result<SettingsService::Reading> SettingsService::readAndStore(MoodleSite &moodle, const Site &site)
{
    const Result<QHash<QString, QString>> values = moodle.backupConfig();
    if (!values)
        return fail(values.error());
    const Result<bool> transactions = moodle.hasTransactions();
    if (!transactions)
        return fail(transactions.error());
    // How many they are is only told beside the options: without it these are as good.
    const Result<QList<Course>> courses = moodle.courses();
    if (!courses && courses.error().kind == ErrorKind::Cancelled)
        return fail(courses.error());
    const auto count = courses ? std::optional<qint64>(courses->size()) : std::nullopt;
    const SettingsSnapshot snapshot {m_clock().toUTC(), *values, *transactions, count};
    return Reading {snapshot, m_unkept.settle(site.name, snapshot, m_store.saveSettings(site.name, snapshot))};
}

Result<SettingsView> SettingsService::read(const Site &site, const CancelToken &cancel)
{
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    if (!moodle)
        return fail(moodle.error());
    if (cancel.isCancelled())
        return cancelled();
    const Result<Reading> reading = readAndStore(**moodle, site);
    if (!reading)
        return fail(reading.error());
    Result<SettingsView> view = viewOf(site, reading->snapshot);
    if (view)
        view->notKept = reading->notKept;
    return view;
}

Result<void> SettingsService::setAgreed(const Site &site, const QString &name, const std::optional<QString> &stored)
{
    const BackupOption *option = findBackupOption(name);
    const QString checkable = option ? stored.value_or(option->whenMissing) : QString();
    if (const Result<void> checked = checkChange({name, std::nullopt, checkable}); !checked)
        return checked;
    const Result<QHash<QString, QString>> agreed = m_store.agreedSettings(site.name);
    if (!agreed)
        return fail(agreed.error());
    const std::optional<QString> before = valueIn(*agreed, name);
    if (before == stored)
        return {};
    const QString object = site.name == noSiteYet() ? name : site.name + u'/' + name;
    return note(QStringLiteral("settings.agree"), object, before.value_or(QString()), stored.value_or(QString()),
                [&] { return m_store.setAgreed(site.name, name, stored); });
}

Result<SettingsPlan> SettingsService::plan(const Site &site, const QList<ConfigChange> &changes,
                                           const CancelToken &cancel)
{
    const Result<QList<ConfigChange>> kept = withoutIdle(changes);
    if (!kept)
        return fail(kept.error());
    SettingsPlan plan;
    plan.site = site.name;
    plan.changes = *kept;
    if (kept->isEmpty())
        return plan;

    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    if (!moodle)
        return fail(moodle.error());
    if (cancel.isCancelled())
        return cancelled();
    const Result<QHash<QString, QString>> live = (*moodle)->backupConfig();
    if (!live)
        return fail(live.error());
    const Result<bool> transactions = (*moodle)->hasTransactions();
    if (!transactions)
        return fail(transactions.error());
    plan.statements = (*moodle)->statementsFor(plan.changes);
    plan.caution = cautionFor(plan.changes, *live, *transactions);
    return plan;
}

Result<SettingsApplied> SettingsService::apply(const Site &site, const SettingsPlan &plan, const CancelToken &cancel)
{
    const Result<QList<ConfigChange>> changes = withoutIdle(plan.changes);
    if (!changes)
        return fail(changes.error());
    if (changes->isEmpty())
        return SettingsApplied {};
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    if (!moodle)
        return fail(moodle.error());
    if (const Result<bool> transactions = (*moodle)->hasTransactions(); !transactions)
        return fail(transactions.error());
    const QStringList statements = (*moodle)->statementsFor(*changes);
    if (plan.site != site.name || plan.statements != statements)
        return fail(
            ErrorKind::Stale,
            Tr::tr("The plan was made for another state of the site \"%1\". Nothing was written.").arg(site.name),
            Tr::tr("Review the changes again."));
    if (cancel.isCancelled())
        return cancelled();

    Result<AuditedAct> act = AuditedAct::begin(m_audit, settingsBefore(site.name, *changes, statements));
    if (!act)
        return fail(act.error());

    const Result<QList<ConfigOutcome>> outcomes = (*moodle)->compareAndSet(*changes);
    SettingsApplied applied;
    applied.workspaceProblem = act->end(outcomes ? settingsAfter(*outcomes) : settingsFailed(outcomes.error()));
    if (!outcomes)
        return fail(withWarning(outcomes.error(), applied.workspaceProblem));
    applied.outcomes = *outcomes;
    applied.historyId = act->lastLine();
    const Result<Reading> after = readAndStore(**moodle, site);
    if (!applied.workspaceProblem)
        applied.workspaceProblem = after ? after->notKept : std::optional<Error>(after.error());
    return applied;
}

Result<QList<SettingsHistoryEntry>> SettingsService::history(const Site &site) const
{
    const Result<QList<AuditEntry>> entries = m_audit.entries(settingsAct());
    if (!entries)
        return fail(entries.error());
    return settingsHistory(*entries, site.name);
}

Result<SettingsPlan> SettingsService::planUndo(const Site &site, qint64 historyId, const CancelToken &cancel)
{
    const Result<QList<SettingsHistoryEntry>> past = history(site);
    if (!past)
        return fail(past.error());
    const auto entry = std::find_if(past->cbegin(), past->cend(),
                                    [historyId](const SettingsHistoryEntry &e) { return e.id == historyId; });
    if (entry == past->cend())
        return fail(ErrorKind::BadInput,
                    Tr::tr("The history of the site \"%1\" has no change number %2.").arg(site.name).arg(historyId),
                    Tr::tr("Take a number from the list of past changes."));
    if (entry->changes.isEmpty())
        return fail(ErrorKind::BadInput,
                    Tr::tr("Change number %1 wrote nothing: there is nothing to undo.").arg(historyId));

    QList<ConfigChange> back;
    for (const ConfigChange &change : entry->changes) {
        const BackupOption *option = findBackupOption(change.name);
        back +=
            ConfigChange {change.name, change.wanted, change.seen.value_or(option ? option->whenMissing : QString())};
    }
    const Result<SettingsView> view = read(site, cancel);
    if (!view)
        return fail(view.error());
    for (const ConfigChange &change : back) {
        const SettingRow *row = findRow(*view, change.name);
        const std::optional<QString> now = row ? row->value : std::nullopt;
        if (now != change.seen)
            return fail(
                ErrorKind::Conflict,
                Tr::tr("%1 cannot be taken back to %2: that change made it %3, but it is %4 by now. Nothing was "
                       "written.")
                    .arg(change.name, settingInWords(change.name, change.wanted),
                         settingInWords(change.name, change.seen), settingInWords(change.name, now)),
                Tr::tr("Set the option by itself if you still want the old value."));
    }
    return plan(site, back, cancel);
}

} // namespace Nightkeep
