// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/historyrows.h"
#include "app/store/serverrows.h"
#include "app/store/siterows.h"
#include "app/store/sqlerror.h"
#include "app/store/workspacejson.h"

#include <algorithm>

namespace Nightkeep {

WorkspaceStore::~WorkspaceStore() = default;

QString WorkspaceStore::location() const
{
    return m_target.location.shown();
}

QString WorkspaceStore::title() const
{
    return m_target.location.title();
}

template<typename T> Result<T> WorkspaceStore::read(const std::function<Result<T>(SealedTables &)> &work) const
{
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
    if (!connection)
        return fail(connection.error());
    if (const Result<void> begun = (*connection)->beginRead(); !begun)
        return fail(begun.error());
    SealedTables tables(**connection);
    return work(tables);
}

Result<void> WorkspaceStore::write(const std::function<Result<void>(SealedTables &)> &work)
{
    if (m_readOnly)
        return fail(readOnlyError(m_target.location));
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
    if (!connection)
        return fail(connection.error());
    if (const Result<void> begun = (*connection)->beginWrite(); !begun)
        return begun;
    SealedTables tables(**connection);
    if (const Result<void> done = work(tables); !done)
        return done;
    if (const Result<void> sealed = tables.writeSeals(); !sealed)
        return sealed;
    return (*connection)->commit();
}

template<typename T, typename F> Result<T> WorkspaceStore::readOf(const QString &server, F work) const
{
    return read<T>([&](SealedTables &tables) -> Result<T> {
        const Result<QByteArray> key = presentKey(tables, server);
        if (key)
            return work(tables, *key);
        return key.error().kind == ErrorKind::NotFound ? Result<T>(T()) : fail(key.error());
    });
}

template<typename F> Result<void> WorkspaceStore::writeOf(const QString &server, F work)
{
    return write([&](SealedTables &tables) -> Result<void> {
        const Result<QByteArray> key = presentKey(tables, server);
        return key ? work(tables, *key) : fail(key.error());
    });
}

AuditEntry WorkspaceStore::stamped(AuditEntry entry) const
{
    if (!entry.when.isValid())
        entry.when = m_options.clock();
    if (entry.who.isEmpty())
        entry.who = who();
    return entry;
}

Result<QList<Server>> WorkspaceStore::servers() const
{
    return read<QList<Server>>([](SealedTables &tables) { return readServers(tables); });
}

Result<QList<ServerRecord>> WorkspaceStore::records() const
{
    return read<QList<ServerRecord>>([](SealedTables &tables) {
        tables.readWhole();
        return readServerRecords(tables);
    });
}

Result<void> WorkspaceStore::replaceServer(const Server &before, const Server &after)
{
    return replaceServers({{before, after}});
}

Result<void> WorkspaceStore::replaceServers(const QList<QPair<Server, Server>> &beforeAfter)
{
    return write([&](SealedTables &tables) { return replaceServerRows(tables, beforeAfter, m_options.clock()); });
}

Result<std::optional<ServerSnapshot>> WorkspaceStore::latestSnapshot(const QString &server) const
{
    return readOf<std::optional<ServerSnapshot>>(server, readSnapshotRow);
}

Result<void> WorkspaceStore::saveSnapshot(const QString &server, const ServerSnapshot &snapshot)
{
    return writeOf(server, [&](SealedTables &tables, const QByteArray &key) {
        return rememberSnapshot(tables, key, snapshot, m_options.clock());
    });
}

Result<std::optional<Error>> WorkspaceStore::latestFailure(const QString &server) const
{
    return readOf<std::optional<StoredFailure>>(server, readFailureRow).map([](const auto &failure) {
        return failure ? std::optional(failure->error) : std::nullopt;
    });
}

Result<void> WorkspaceStore::saveFailure(const QString &server, const Error &error, const QDateTime &when)
{
    return writeOf(server, [&](SealedTables &tables, const QByteArray &key) {
        return writeFailureRow(tables, key, {error, when});
    });
}

Result<QList<QDateTime>> WorkspaceStore::snapshotTimes(const QString &server) const
{
    return readOf<QList<QDateTime>>(server, readHistoryTimes);
}

Result<std::optional<ServerSnapshot>> WorkspaceStore::snapshotAt(const QString &server, const QDateTime &moment) const
{
    return readOf<std::optional<ServerSnapshot>>(
        server, [&](const SealedTables &tables, const QByteArray &key) { return readHistoryAt(tables, key, moment); });
}

Result<QList<ServerSnapshot>> WorkspaceStore::snapshots(const QString &server) const
{
    return readOf<QList<ServerSnapshot>>(server, readHistory);
}

Result<QList<DiskSeries>> WorkspaceStore::diskSeries(const QDateTime &since) const
{
    return read<QList<DiskSeries>>([&](SealedTables &tables) { return readDiskSeries(tables, since); });
}

Result<std::optional<ChangeRates>> WorkspaceStore::changeRates(const QString &server) const
{
    return readOf<std::optional<ChangeRates>>(server, readObservation<ChangeRates>);
}

Result<void> WorkspaceStore::saveChangeRates(const QString &server, const ChangeRates &rates)
{
    return writeOf(server,
                   [&](SealedTables &tables, const QByteArray &key) { return writeObservation(tables, key, rates); });
}

Result<QList<BackupPreview>> WorkspaceStore::backupPreviews(const QString &server) const
{
    return readOf<QList<BackupPreview>>(server, readPreviews);
}

Result<void> WorkspaceStore::saveBackupPreview(const QString &server, const BackupPreview &preview)
{
    return writeOf(server, [&](SealedTables &tables, const QByteArray &key) -> Result<void> {
        const Result<QList<BackupPreview>> previews = readPreviews(tables, key);
        if (!previews)
            return fail(previews.error());
        return writeObservation(tables, key, StoredPreviews {withPreview(*previews, preview)});
    });
}

Result<void> WorkspaceStore::saveWeb(const QString &server, const WebAnswer &answer)
{
    return writeOf(server,
                   [&](SealedTables &tables, const QByteArray &key) { return writeObservation(tables, key, answer); });
}

Result<void> WorkspaceStore::savePair(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    return writeOf(one.server, [&](SealedTables &tables, const QByteArray &key) -> Result<void> {
        const Result<QByteArray> otherKey = presentKey(tables, other.server);
        if (!otherKey)
            return fail(otherKey.error());
        const Result<void> first = writeObservation(tables, key, one);
        return first ? writeObservation(tables, *otherKey, other) : first;
    });
}

Result<QList<Site>> WorkspaceStore::sites() const
{
    return read<QList<Site>>([](SealedTables &tables) { return readSites(tables); });
}

Result<void> WorkspaceStore::replaceSite(const Site &before, const Site &after)
{
    return write([&](SealedTables &tables) { return replaceSiteRow(tables, before, after); });
}

Result<QHash<QString, QString>> WorkspaceStore::agreedSettings(const QString &site) const
{
    return read<QHash<QString, QString>>([&](SealedTables &tables) {
        return readSettings(tables, site).map([](const SiteSettings &settings) { return settings.agreed; });
    });
}

Result<void> WorkspaceStore::setAgreed(const QString &site, const QString &name, const std::optional<QString> &value)
{
    return write([&](SealedTables &tables) { return writeAgreed(tables, site, name, value); });
}

Result<std::optional<SettingsSnapshot>> WorkspaceStore::latestSettings(const QString &site) const
{
    return read<std::optional<SettingsSnapshot>>([&](SealedTables &tables) {
        return readSettings(tables, site).map([](const SiteSettings &settings) { return settings.snapshot; });
    });
}

Result<void> WorkspaceStore::saveSettings(const QString &site, const SettingsSnapshot &snapshot)
{
    return write([&](SealedTables &tables) { return writeSettings(tables, site, snapshot); });
}

Result<QList<ArchiveRecord>> WorkspaceStore::archiveRuns() const
{
    return read<QList<ArchiveRecord>>([](SealedTables &tables) { return readArchiveRuns(tables); });
}

Result<void> WorkspaceStore::saveArchiveRun(const ArchiveRecord &record)
{
    return write([&](SealedTables &tables) { return writeArchiveRun(tables, record); });
}

Result<void> WorkspaceStore::removeArchiveRun(const QString &id)
{
    return write([&](SealedTables &tables) { return removeRun(tables, id); });
}

Result<QList<StorageRequest>> WorkspaceStore::storageRequests() const
{
    return read<QList<StorageRequest>>([](SealedTables &tables) { return readRequestRows(tables); });
}

Result<qint64> WorkspaceStore::addStorageRequest(const StorageRequest &request)
{
    qint64 id = 0;
    const Result<void> done = write([&](SealedTables &tables) -> Result<void> {
        const Result<qint64> added = addRequestRow(tables, request);
        if (!added)
            return fail(added.error());
        id = *added;
        return {};
    });
    if (!done)
        return fail(done.error());
    return id;
}

Result<void> WorkspaceStore::replaceStorageRequest(const StorageRequest &before, const StorageRequest &after)
{
    return write([&](SealedTables &tables) { return replaceRequestRow(tables, before, after); });
}

Result<qint64> WorkspaceStore::append(AuditEntry entry)
{
    qint64 id = 0;
    const Result<void> done = write([&](SealedTables &tables) -> Result<void> {
        const Result<qint64> appended = appendToChain(tables, stamped(entry));
        if (!appended)
            return fail(appended.error());
        id = *appended;
        return {};
    });
    if (!done)
        return fail(done.error());
    return id;
}

Result<QList<AuditEntry>> WorkspaceStore::entries(const QString &actPrefix) const
{
    Result<QList<AuditEntry>> chain = read<QList<AuditEntry>>([](SealedTables &tables) { return readChain(tables); });
    if (chain && !actPrefix.isEmpty())
        chain->removeIf([&actPrefix](const AuditEntry &entry) { return !entry.act.startsWith(actPrefix); });
    return chain;
}

Result<void> WorkspaceStore::verifyChain() const
{
    return read<void>([](SealedTables &tables) { return verifyStoredChain(tables); });
}

Result<QByteArray> WorkspaceStore::exportJson() const
{
    return read<WorkspaceDocument>([](SealedTables &tables) {
               tables.readWhole();
               return readWorkspace(tables);
           })
        .map([](const WorkspaceDocument &document) { return workspaceToJson(document); });
}

Result<void> WorkspaceStore::importJson(const QByteArray &document)
{
    const Result<WorkspaceDocument> checked = workspaceFromJson(document);
    if (!checked)
        return fail(checked.error());
    return write([&](SealedTables &tables) -> Result<void> {
        if (const Result<void> done = writeWorkspace(tables, *checked); !done)
            return done;
        AuditEntry entry;
        entry.act = importAct();
        entry.phase = QStringLiteral("done");
        entry.object = m_target.location.shown();
        entry.newValue = AppTr::tr("%n servers", nullptr, static_cast<int>(checked->servers.size()));
        entry.result = QStringLiteral("ok");
        return appendToChain(tables, stamped(entry)).map([](qint64) {});
    });
}

Result<QList<QList<AuditEntry>>> WorkspaceStore::importedHistory() const
{
    return read<QList<QList<AuditEntry>>>([](SealedTables &tables) { return readImportedHistory(tables); });
}

} // namespace Nightkeep
