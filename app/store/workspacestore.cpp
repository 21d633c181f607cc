// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"

#include "app/apptr.h"
#include "app/store/recording.h"
#include "app/store/sitechanges.h"
#include "app/store/workspacejson.h"
#include "models/base/bytepath.h"

namespace Nightkeep {

WorkspaceStore::~WorkspaceStore() = default;

QString WorkspaceStore::location() const
{
    return m_target.location.shown();
}

QString WorkspaceStore::identity() const
{
    return m_target.location.identity();
}

QString WorkspaceStore::title() const
{
    return m_target.location.title();
}

template<typename F> auto WorkspaceStore::readOf(const QString &server, F work) const
{
    return read([&](Collections &values) {
        const QByteArray key = presentKey(values, server);
        return key.isEmpty() ? std::invoke_result_t<F, Collections &, QByteArray>() : work(values, key);
    });
}

template<typename F> Result<void> WorkspaceStore::writeOf(const QString &server, F work)
{
    return write([&](Collections &values) { work(values, neededKey(values, server)); });
}

template<typename T> Result<std::optional<T>> WorkspaceStore::valueOf(const QString &server) const
{
    return readOf(server, [](Collections &values, const QByteArray &key) { return values.find<T>(key); });
}

template<typename T> Result<void> WorkspaceStore::putValueOf(const QString &server, const T &value)
{
    return writeOf(server, [&](Collections &values, const QByteArray &key) { values.put(key, value); });
}

Result<QList<Server>> WorkspaceStore::servers() const
{
    return read([](Collections &values) {
        QList<Server> servers;
        for (const KeyedServer &one : presentServers(values))
            servers.append(one.server);
        return servers;
    });
}

Result<QList<ServerRecord>> WorkspaceStore::records() const
{
    return read(serverRecords);
}

Result<void> WorkspaceStore::replaceServer(const Server &before, const Server &after)
{
    return replaceServers({{before, after}});
}

Result<void> WorkspaceStore::replaceServers(const QList<QPair<Server, Server>> &beforeAfter)
{
    const Result<void> written =
        write([&](Collections &values) { replaceStoredServers(values, beforeAfter, m_options.clock()); });
    if (!written)
        return written;
    if (const Recording *recording = Recording::of(this)) { // not made yet
        recording->changes.append(beforeAfter);
        return {};
    }
    return rememberChoices({beforeAfter});
}

Result<std::optional<ServerSnapshot>> WorkspaceStore::latestSnapshot(const QString &server) const
{
    return valueOf<ServerSnapshot>(server);
}

Result<void> WorkspaceStore::saveSnapshot(const QString &server, const ServerSnapshot &snapshot)
{
    return writeOf(server, [&](Collections &values, const QByteArray &key) {
        rememberSnapshot(values, key, snapshot, m_options.clock());
    });
}

Result<std::optional<Error>> WorkspaceStore::latestFailure(const QString &server) const
{
    return valueOf<StoredFailure>(server).map([](const std::optional<StoredFailure> &failure) {
        return failure ? std::optional(failure->error) : std::nullopt;
    });
}

Result<void> WorkspaceStore::saveFailure(const QString &server, const Error &error, const QDateTime &when)
{
    return putValueOf(server, StoredFailure {error, when});
}

Result<QList<QDateTime>> WorkspaceStore::snapshotTimes(const QString &server) const
{
    return readOf(server, historyTimes);
}

Result<std::optional<ServerSnapshot>> WorkspaceStore::snapshotAt(const QString &server, const QDateTime &moment) const
{
    return readOf(server, [&](Collections &values, const QByteArray &key) { return historyAt(values, key, moment); });
}

Result<QList<ServerSnapshot>> WorkspaceStore::snapshots(const QString &server) const
{
    return readOf(server, historyOf);
}

Result<QList<DiskSeries>> WorkspaceStore::diskSeries(const QDateTime &since) const
{
    return read([&](Collections &values) { return storedDiskSeries(values, since); });
}

Result<std::optional<ChangeRates>> WorkspaceStore::changeRates(const QString &server) const
{
    return valueOf<ChangeRates>(server);
}

Result<void> WorkspaceStore::saveChangeRates(const QString &server, const ChangeRates &rates)
{
    return putValueOf(server, rates);
}

Result<QList<BackupPreview>> WorkspaceStore::backupPreviews(const QString &server) const
{
    return valueOf<StoredPreviews>(server).map(
        [](const std::optional<StoredPreviews> &stored) { return stored ? stored->previews : QList<BackupPreview>(); });
}

Result<void> WorkspaceStore::saveBackupPreview(const QString &server, const BackupPreview &preview)
{
    return writeOf(server, [&](Collections &values, const QByteArray &key) {
        const StoredPreviews stored = values.find<StoredPreviews>(key).value_or(StoredPreviews());
        values.put(key, StoredPreviews {withPreview(stored.previews, preview)});
    });
}

Result<void> WorkspaceStore::saveWeb(const QString &server, const WebAnswer &answer)
{
    return putValueOf(server, answer);
}

Result<void> WorkspaceStore::savePair(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    return write([&](Collections &values) {
        values.put(neededKey(values, one.server), one);
        values.put(neededKey(values, other.server), other);
    });
}

Result<QList<Site>> WorkspaceStore::sites() const
{
    return read([](Collections &values) { return values.all<Site>().values(); });
}

Result<void> WorkspaceStore::replaceSite(const Site &before, const Site &after)
{
    return write([&](Collections &values) { replaceStoredSite(values, before, after); });
}

Result<QHash<QString, AgreedSetting>> WorkspaceStore::agreedSettings(const QString &site) const
{
    return read([&](Collections &values) {
        const SiteSettings settings = settingsOf(values, site);
        QHash<QString, AgreedSetting> agreed;
        for (auto each = settings.agreed.cbegin(); each != settings.agreed.cend(); ++each)
            agreed.insert(each.key(), *settings.agreedAbout(each.key()));
        return agreed;
    });
}

Result<void> WorkspaceStore::setAgreed(const QString &site, const QString &name,
                                       const std::optional<AgreedSetting> &before,
                                       const std::optional<AgreedSetting> &after)
{
    return write([&](Collections &values) {
        SiteSettings settings = settingsOf(values, site);
        const QString key = storable(name); // Moodle's own names: case matters
        if (settings.agreedAbout(key) != before)
            values.refuse(
                ErrorKind::Conflict,
                AppTr::tr("What is agreed about %1 was changed by somebody else meanwhile; nothing was written.")
                    .arg(visibleText(name)),
                AppTr::tr("Look at it as it is now, and agree again."));
        settings.setAgreed(key, after);
        putSettings(values, settings);
    });
}

Result<std::optional<SettingsSnapshot>> WorkspaceStore::latestSettings(const QString &site) const
{
    return read([&](Collections &values) { return settingsOf(values, site).snapshot; });
}

Result<void> WorkspaceStore::saveSettings(const QString &site, const SettingsSnapshot &snapshot)
{
    return write([&](Collections &values) {
        SiteSettings settings = settingsOf(values, site);
        settings.snapshot = snapshot;
        putSettings(values, settings);
    });
}

Result<QList<ArchiveRecord>> WorkspaceStore::archiveRuns() const
{
    return read(archiveRecords);
}

Result<void> WorkspaceStore::saveArchiveRun(const ArchiveRecord &record)
{
    return write([&](Collections &values) {
        if (record.run.id.isEmpty())
            values.refuse(ErrorKind::BadInput, AppTr::tr("An archive run has no id."));
        values.put(storable(record.run.id).toUtf8(), record);
    });
}

Result<QList<StorageRequest>> WorkspaceStore::storageRequests() const
{
    return read(requestsByNumber);
}

Result<qint64> WorkspaceStore::addStorageRequest(const StorageRequest &request)
{
    StorageRequest numbered = request;
    return write([&](Collections &values) {
               const QList<StorageRequest> present = requestsByNumber(values);
               numbered.id = present.isEmpty() ? 1 : present.last().id + 1;
               values.put(requestKey(numbered.id), numbered);
           })
        .map([&numbered] { return numbered.id; });
}

Result<void> WorkspaceStore::replaceStorageRequest(const StorageRequest &before, const StorageRequest &after)
{
    return write([&](Collections &values) {
        if (after.id != before.id || !values.isStill(requestKey(before.id), before))
            values.refuse(
                ErrorKind::Conflict,
                AppTr::tr("Request %1 has been changed since it was shown; nothing was written.").arg(before.id),
                AppTr::tr("Look at it again."));
        values.put(requestKey(after.id), after);
    });
}

Result<QList<AcceptedFinding>> WorkspaceStore::acceptedFindings() const
{
    return read([](Collections &values) { return values.all<AcceptedFinding>().values(); });
}

Result<void> WorkspaceStore::saveAcceptedFinding(const AcceptedFinding &accepted)
{
    return write([&](Collections &values) { values.put(acceptanceKey(accepted.finding), accepted); });
}

Result<void> WorkspaceStore::removeAcceptedFinding(const QString &finding)
{
    return write([&](Collections &values) { values.remove<AcceptedFinding>(acceptanceKey(finding)); });
}

Result<QByteArray> WorkspaceStore::exportJson() const
{
    return read(readDocument).map(workspaceToJson);
}

Result<void> WorkspaceStore::importJson(const QByteArray &document)
{
    const Result<WorkspaceDocument> checked = workspaceFromJson(document);
    if (!checked)
        return fail(checked.error());
    AuditHead head;
    return write([&](Collections &values) {
               writeDocument(values, *checked);
               AuditEntry entry;
               entry.act = importAct();
               entry.phase = QStringLiteral("done");
               entry.object = m_target.location.shown();
               entry.newValue = AppTr::tr("%n servers", nullptr, static_cast<int>(checked->servers.size()));
               entry.result = QStringLiteral("ok");
               head = appendTo(values, entry);
           })
        .map([&] { remember(head); });
}

Result<QList<QList<AuditEntry>>> WorkspaceStore::importedHistory() const
{
    return read([](Collections &values) { return values.take(readImportedHistory(values.tables())); });
}

} // namespace Nightkeep
