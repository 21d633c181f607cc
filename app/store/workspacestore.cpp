// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/workspacejson.h"

#include <QScopeGuard>

#include <type_traits>

namespace Nightkeep {

namespace {

SiteSettings settingsOf(Collections &values, const QString &site)
{
    const QByteArray key = lookupKey(site);
    return values.find<SiteSettings>(key).value_or(SiteSettings {QString::fromUtf8(key), {}, {}});
}

void putSettings(Collections &values, const SiteSettings &settings)
{
    values.put(values.take(keyOf(settings.site, AppTr::tr("site"))), settings);
}

/// Settings follow the site's name; without a new name they go.
void moveSettings(Collections &values, const QByteArray &from, const QByteArray &to)
{
    std::optional<SiteSettings> settings = values.find<SiteSettings>(from);
    values.remove<SiteSettings>(from);
    if (!settings || to.isEmpty())
        return;
    settings->site = QString::fromUtf8(to);
    values.put(to, *settings);
}

void replaceStoredSite(Collections &values, const Site &before, const Site &after)
{
    if (before.name.isEmpty() && after.name.isEmpty())
        values.refuse(ErrorKind::BadInput, AppTr::tr("A site has no name."), AppTr::tr("Give it a name."));
    const QByteArray seen = before.name.isEmpty() ? QByteArray() : lookupKey(before.name);
    if (!seen.isEmpty() && !values.isStill(seen, before))
        values.refuse(ErrorKind::Conflict,
                      AppTr::tr("The site %1 was changed or removed by somebody else meanwhile; nothing was written.")
                          .arg(before.name),
                      AppTr::tr("Look at it as it is now and make the change again."));
    const QByteArray wanted = after.name.isEmpty() ? QByteArray() : values.take(keyOf(after.name, AppTr::tr("site")));
    if (seen != wanted) {
        if (!wanted.isEmpty() && values.find<Site>(wanted))
            values.refuse(ErrorKind::Conflict,
                          AppTr::tr("There is already a site named %1; nothing was written.").arg(after.name),
                          AppTr::tr("Choose another name, or edit the site that has it."));
        if (!seen.isEmpty()) {
            values.remove<Site>(seen);
            moveSettings(values, seen, wanted);
        }
    }
    if (!wanted.isEmpty())
        values.put(wanted, after);
}

/// What a thread records: the store's functions that it calls meanwhile take part in the one transaction.
struct Recording
{
    const WorkspaceStore *store;
    Collections *values;
    const Recording *outer; ///< of another store
};
thread_local const Recording *innermost = nullptr;

Collections *recordedOf(const WorkspaceStore *store)
{
    const Recording *recording = innermost;
    while (recording && recording->store != store)
        recording = recording->outer;
    return recording ? recording->values : nullptr;
}

} // namespace

WorkspaceStore::~WorkspaceStore() = default;

QString WorkspaceStore::location() const
{
    return m_target.location.shown();
}

QString WorkspaceStore::title() const
{
    return m_target.location.title();
}

template<typename F> auto WorkspaceStore::read(F work) const
{
    using T = std::invoke_result_t<F, Collections &>;
    return [&]() -> Result<T> {
        if (Collections *recorded = recordedOf(this)) {
            T found = work(*recorded);
            return recorded->failed() ? Result<T>(fail(recorded->failure())) : found;
        }
        const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
        if (!connection)
            return fail(connection.error());
        if (const Result<void> begun = (*connection)->beginRead(); !begun)
            return fail(begun.error());
        SealedTables tables(**connection);
        Collections values(tables);
        T found = work(values);
        if (values.failed())
            return fail(values.failure());
        return found;
    }();
}

template<typename F> Result<void> WorkspaceStore::write(F work)
{
    if (m_readOnly)
        return fail(readOnlyError(m_target.location));
    if (Collections *recorded = recordedOf(this)) {
        work(*recorded);
        return recorded->failed() ? fail(recorded->failure()) : Result<void>();
    }
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
    if (!connection)
        return fail(connection.error());
    if (const Result<void> begun = (*connection)->beginWrite(); !begun)
        return begun;
    SealedTables tables(**connection);
    Collections values(tables);
    work(values);
    if (!values.failed())
        values.take(tables.writeSeals());
    return values.failed() ? fail(values.failure()) : (*connection)->commit();
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

void WorkspaceStore::appendTo(Collections &values, AuditEntry entry, qint64 *id) const
{
    if (!entry.when.isValid())
        entry.when = m_options.clock();
    if (entry.who.isEmpty())
        entry.who = who();
    const qint64 given = values.take(appendToChain(values.tables(), entry));
    if (id)
        *id = given;
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
    return write([&](Collections &values) { replaceStoredServers(values, beforeAfter, m_options.clock()); });
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

Result<QHash<QString, QString>> WorkspaceStore::agreedSettings(const QString &site) const
{
    return read([&](Collections &values) { return settingsOf(values, site).agreed; });
}

Result<void> WorkspaceStore::setAgreed(const QString &site, const QString &name, const std::optional<QString> &value)
{
    return write([&](Collections &values) {
        SiteSettings settings = settingsOf(values, site);
        if (value)
            settings.agreed.insert(storable(name), *value); // Moodle's own names: case matters
        else
            settings.agreed.remove(storable(name));
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

Result<void> WorkspaceStore::removeArchiveRun(const QString &id)
{
    return write([&](Collections &values) { values.remove<ArchiveRecord>(storable(id).toUtf8()); });
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

Result<qint64> WorkspaceStore::append(AuditEntry entry)
{
    qint64 id = 0;
    return write([&](Collections &values) { appendTo(values, entry, &id); }).map([&id] { return id; });
}

Result<qint64> WorkspaceStore::record(const std::function<Result<AuditEntry>()> &change)
{
    qint64 id = 0;
    return write([&](Collections &values) {
               const Recording recording {this, &values, innermost};
               const auto end = qScopeGuard([&recording] { innermost = recording.outer; });
               innermost = &recording;
               const Result<AuditEntry> line = change();
               if (line)
                   appendTo(values, *line, &id);
               else
                   values.refuse(line.error());
           })
        .map([&id] { return id; });
}

Result<QList<AuditEntry>> WorkspaceStore::entries(const QString &actPrefix) const
{
    return read([&](Collections &values) {
        QList<AuditEntry> chain = values.take(readChain(values.tables()));
        chain.removeIf([&actPrefix](const AuditEntry &entry) { return !entry.act.startsWith(actPrefix); });
        return chain;
    });
}

Result<void> WorkspaceStore::verifyChain() const
{
    return read([](Collections &values) {
               values.take(verifyStoredChain(values.tables()));
               return true;
           })
        .map([](bool) {});
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
    return write([&](Collections &values) {
        writeDocument(values, *checked);
        AuditEntry entry;
        entry.act = importAct();
        entry.phase = QStringLiteral("done");
        entry.object = m_target.location.shown();
        entry.newValue = AppTr::tr("%n servers", nullptr, static_cast<int>(checked->servers.size()));
        entry.result = QStringLiteral("ok");
        appendTo(values, entry);
    });
}

Result<QList<QList<AuditEntry>>> WorkspaceStore::importedHistory() const
{
    return read([](Collections &values) { return values.take(readImportedHistory(values.tables())); });
}

} // namespace Nightkeep
