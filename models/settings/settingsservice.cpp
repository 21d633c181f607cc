// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsservice.h"

#include "models/base/auditedact.h"
#include "models/base/json.h"
#include "models/base/tr.h"
#include "models/courses/sitecheck.h"
#include "models/settings/settingsview.h"
#include "models/storage/decisionfield.h"

#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

Unexpected cancelled()
{
    return fail(ErrorKind::Cancelled, Tr::tr("Stopped."));
}

std::optional<QString> valueIn(const QHash<QString, QString> &values, const QString &name)
{
    const auto it = values.constFind(name);
    return it == values.constEnd() ? std::nullopt : std::optional(*it);
}

/// Whether Moodle itself was asked, both times: else what it served is only known of one of them.
bool settingsWereServed(const MoodleConfig &one, const MoodleConfig &other)
{
    return !one.doorProblem && !other.doorProblem;
}

/// Since when each value is as it is now: as before where it is the same, now where it is seen changed.
QHash<QString, QDateTime> settingsSince(const std::optional<SettingsSnapshot> &before, const MoodleConfig &config,
                                        const QDateTime &now)
{
    QHash<QString, QDateTime> since;
    if (!before)
        return since;
    QSet<QString> names(config.values.keyBegin(), config.values.keyEnd());
    if (before->config.edition == config.edition) // a row that has gone is a change too
        names.unite(QSet<QString>(before->config.values.keyBegin(), before->config.values.keyEnd()))
            .unite(QSet<QString>(before->since.keyBegin(), before->since.keyEnd()));
    const bool served = settingsWereServed(before->config, config);
    if (served) { // also where there is no row
        for (const QHash<QString, QString> &each : {before->config.served, config.served})
            names.unite(QSet<QString>(each.keyBegin(), each.keyEnd()));
    }
    for (const QString &name : std::as_const(names)) {
        const bool same = valueIn(before->config.values, name) == valueIn(config.values, name)
            && (!served || valueIn(before->config.served, name) == valueIn(config.served, name));
        if (!same)
            since.insert(name, now);
        else if (const QDateTime known = before->since.value(name); known.isValid())
            since.insert(name, known);
    }
    return since;
}

/// The stored text alone, as lines had it before there was more to say.
QString agreedAsText(const std::optional<AgreedSetting> &agreed)
{
    if (!agreed)
        return {};
    if (!agreed->on.isValid() && agreed->by.isEmpty())
        return agreed->value;
    QJsonObject object {{QStringLiteral("value"), agreed->value}};
    if (agreed->on.isValid())
        object.insert(QStringLiteral("on"), agreed->on.toString(Qt::ISODate));
    if (!agreed->by.isEmpty())
        object.insert(QStringLiteral("by"), agreed->by);
    return compactJson(object);
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
    const Result<QHash<QString, AgreedSetting>> agreed = m_store.agreedSettings(site.name);
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

Result<MoodleConfig> SettingsService::configOf(MoodleSite &moodle)
{
    Result<MoodleConfig> config = moodle.backupConfig();
    if (!config || config->transactions || config->door != ConfigDoor::Database)
        return config; // what is written otherwise, or not at all, asks for none
    const Result<bool> transactions = moodle.hasTransactions();
    if (!transactions)
        return fail(transactions.error());
    config->transactions = *transactions;
    return config;
}

Result<SettingsService::Reading> SettingsService::readAndStore(MoodleSite &moodle, const Site &site)
{
    const Result<MoodleConfig> config = configOf(moodle);
    if (!config)
        return fail(config.error());
    // How many they are is only told beside the options: without it these are as good.
    const Result<QList<Course>> courses = moodle.courses();
    if (!courses && courses.error().kind == ErrorKind::Cancelled)
        return fail(courses.error());
    const auto count = courses ? std::optional<qint64>(courses->size()) : std::nullopt;
    const Result<std::optional<SettingsSnapshot>> stored = m_store.latestSettings(site.name);
    if (!stored)
        return fail(stored.error());
    const QDateTime now = m_clock().toUTC();
    const SettingsSnapshot snapshot {
        now, *config, count,
        settingsSince(m_unkept.latest(site.name, *stored, &SettingsSnapshot::readAt), *config, now)};
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

Result<MoodleEdition> SettingsService::knownEdition(const Site &site) const
{
    const Result<std::optional<SettingsSnapshot>> stored = m_store.latestSettings(site.name);
    if (!stored)
        return fail(stored.error());
    const auto last = m_unkept.latest(site.name, *stored, &SettingsSnapshot::readAt);
    return last ? last->config.edition : MoodleEdition::Unknown;
}

Result<std::optional<AgreedSetting>> SettingsService::agreed(const Site &site, const QString &name) const
{
    const Result<QHash<QString, AgreedSetting>> all = m_store.agreedSettings(site.name);
    if (!all)
        return fail(all.error());
    const auto found = all->constFind(name);
    return found == all->constEnd() ? std::nullopt : std::optional(*found);
}

Result<void> SettingsService::checkAgreed(const Site &site, const QString &name, const AgreedSetting &wanted) const
{
    if (const Result<void> checked = checkChange({name, std::nullopt, wanted.value}); !checked)
        return checked;
    if (wanted.on.isValid() && (wanted.on.year() < FirstAgreementYear || wanted.on > m_clock().date()))
        return fail(ErrorKind::BadInput,
                    Tr::tr("Nothing can have been agreed on %1.").arg(wanted.on.toString(Qt::ISODate)),
                    Tr::tr("Give the day on which it was agreed, or none."));
    const Result<MoodleEdition> edition = knownEdition(site);
    return edition ? checkEdition(name, *edition) : fail(edition.error());
}

Result<void> SettingsService::setAgreed(const Site &site, const QString &name,
                                        const std::optional<AgreedSetting> &before,
                                        const std::optional<AgreedSetting> &after)
{
    std::optional<AgreedSetting> wanted = after;
    if (wanted)
        wanted->by = wanted->by.trimmed();
    const BackupOption *option = findBackupOption(name);
    const Result<void> checked = wanted ? checkAgreed(site, name, *wanted)
                                        : checkChange({name, std::nullopt, option ? option->whenMissing : QString()});
    if (!checked)
        return checked;
    if (before == wanted) { // no change, as long as it stands
        const Result<std::optional<AgreedSetting>> stands = agreed(site, name);
        if (!stands)
            return fail(stands.error());
        if (*stands == before)
            return {};
    }
    const QString object = site.name == noSiteYet() ? name : site.name + u'/' + name;
    return note(QStringLiteral("settings.agree"), object, agreedAsText(before), agreedAsText(wanted),
                [&] { return m_store.setAgreed(site.name, name, before, wanted); });
}

Result<SiteRights> SettingsService::rights(const Site &site, const CancelToken &cancel)
{
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    if (!moodle)
        return fail(moodle.error());
    return cancel.isCancelled() ? Result<SiteRights>(cancelled()) : (*moodle)->rights(site);
}

Result<DestinationFacts> SettingsService::destination(const Site &site, const BytePath &folder,
                                                      const CancelToken &cancel)
{
    return m_moodles.destination(site, folder, cancel);
}

} // namespace Nightkeep
