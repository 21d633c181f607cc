// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/historyrows.h"
#include "app/store/inspectionrows.h"
#include "app/store/reachabilityrows.h"
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

AuditEntry WorkspaceStore::stamped(AuditEntry entry) const
{
    if (!entry.when.isValid())
        entry.when = m_options.clock();
    if (entry.who.isEmpty())
        entry.who = m_options.who;
    return entry;
}

Result<QList<Server>> WorkspaceStore::servers() const
{
    return read<QList<Server>>([](SealedTables &tables) { return readServers(tables); });
}

Result<QList<ServerRecord>> WorkspaceStore::records() const
{
    return read<QList<ServerRecord>>([](SealedTables &tables) { return readServerRecords(tables); });
}

Result<void> WorkspaceStore::replaceServer(const Server &before, const Server &after)
{
    return replaceServers({{before, after}});
}

Result<void> WorkspaceStore::replaceServers(const QList<QPair<Server, Server>> &beforeAfter)
{
    return write([&](SealedTables &tables) { return replaceServerRows(tables, beforeAfter); });
}

Result<std::optional<ServerSnapshot>> WorkspaceStore::latestSnapshot(const QString &server) const
{
    return read<std::optional<ServerSnapshot>>([&](SealedTables &tables) { return readSnapshotRow(tables, server); });
}

Result<void> WorkspaceStore::saveSnapshot(const QString &server, const ServerSnapshot &snapshot)
{
    return write([&](SealedTables &tables) { return rememberSnapshot(tables, server, snapshot, m_options.clock()); });
}

Result<std::optional<Error>> WorkspaceStore::latestFailure(const QString &server) const
{
    return read<std::optional<Error>>([&](SealedTables &tables) -> Result<std::optional<Error>> {
        const Result<std::optional<StoredFailure>> failure = readFailureRow(tables, server);
        if (!failure)
            return fail(failure.error());
        return *failure ? std::optional<Error>((*failure)->error) : std::nullopt;
    });
}

Result<void> WorkspaceStore::saveFailure(const QString &server, const Error &error, const QDateTime &when)
{
    return write([&](SealedTables &tables) { return writeFailureRow(tables, server, {error, when}); });
}

Result<QList<QDateTime>> WorkspaceStore::snapshotTimes(const QString &server) const
{
    return read<QList<QDateTime>>([&](SealedTables &tables) { return readHistoryTimes(tables, server); });
}

Result<std::optional<ServerSnapshot>> WorkspaceStore::snapshotAt(const QString &server, const QDateTime &moment) const
{
    return read<std::optional<ServerSnapshot>>(
        [&](SealedTables &tables) { return readHistoryAt(tables, server, moment); });
}

Result<QList<ServerSnapshot>> WorkspaceStore::snapshots(const QString &server) const
{
    return read<QList<ServerSnapshot>>([&](SealedTables &tables) { return readHistory(tables, server); });
}

Result<QList<DiskSeries>> WorkspaceStore::diskSeries(const QDateTime &since) const
{
    return read<QList<DiskSeries>>([&](SealedTables &tables) { return readDiskSeries(tables, since); });
}

Result<std::optional<ChangeRates>> WorkspaceStore::changeRates(const QString &server) const
{
    return read<std::optional<ChangeRates>>([&](SealedTables &tables) { return readChangeRatesRow(tables, server); });
}

Result<void> WorkspaceStore::saveChangeRates(const QString &server, const ChangeRates &rates)
{
    return write([&](SealedTables &tables) { return writeChangeRatesRow(tables, server, rates); });
}

Result<QList<BackupPreview>> WorkspaceStore::backupPreviews(const QString &server) const
{
    return read<QList<BackupPreview>>([&](SealedTables &tables) { return readPreviewsRow(tables, server); });
}

Result<void> WorkspaceStore::saveBackupPreview(const QString &server, const BackupPreview &preview)
{
    return write([&](SealedTables &tables) -> Result<void> {
        const Result<QList<BackupPreview>> previews = readPreviewsRow(tables, server);
        if (!previews)
            return fail(previews.error());
        return writePreviewsRow(tables, server, withPreview(*previews, preview));
    });
}

Result<void> WorkspaceStore::saveWeb(const QString &server, const WebAnswer &answer)
{
    return write([&](SealedTables &tables) { return writeWebRow(tables, server, answer); });
}

Result<void> WorkspaceStore::savePair(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    return write([&](SealedTables &tables) {
        const Result<void> first = writeDatabaseRow(tables, one.server, one);
        return first ? writeDatabaseRow(tables, other.server, other) : first;
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
    return read<WorkspaceDocument>([](SealedTables &tables) { return readWorkspace(tables); })
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
