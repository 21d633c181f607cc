// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/filecheck.h"
#include "app/store/sitechanges.h"
#include "app/store/workspacejson.h"

#include <QScopeGuard>

#include <tuple>
#include <type_traits>

namespace Nightkeep {

namespace {

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

AuditHead WorkspaceStore::appendTo(Collections &values, AuditEntry entry) const
{
    if (!entry.when.isValid())
        entry.when = m_options.clock();
    if (entry.who.isEmpty())
        entry.who = who();
    return values.take(appendToChain(values.tables(), entry));
}

void WorkspaceStore::remember(const AuditHead &head) const
{
    if (!m_options.memory || m_logDiffers || recordedOf(this)) // what is not committed yet was never there
        return;
    // Without it the next one that opens the workspace knows an earlier head, which is as true.
    std::ignore = m_options.memory->change(location(), [&head](RememberedWorkspace &workspace) {
        if (head.lines > workspace.head.lines)
            workspace.head = head;
    });
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
    for (const auto &[before, after] : beforeAfter) {
        if (written && m_options.memory)
            rememberFolder(*m_options.memory, location(), before, after);
    }
    return written;
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
    AuditHead head;
    return write([&](Collections &values) { head = appendTo(values, entry); }).map([&] {
        remember(head);
        return head.lines;
    });
}

Result<qint64> WorkspaceStore::record(const std::function<Result<AuditEntry>()> &change)
{
    AuditHead head;
    return write([&](Collections &values) {
               const Recording recording {this, &values, innermost};
               const auto end = qScopeGuard([&recording] { innermost = recording.outer; });
               innermost = &recording;
               const Result<AuditEntry> line = change();
               if (line)
                   head = appendTo(values, *line);
               else
                   values.refuse(line.error());
           })
        .map([&] {
            remember(head);
            return head.lines;
        });
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

Result<WorkspaceCheck> WorkspaceStore::lookThrough(const AuditHead &seen) const
{
    return read([&seen](Collections &values) {
        const SealedTables &tables = values.tables();
        const QList<StoredTable> &sealed = Schema::of(newestSchemaVersion);
        WorkspaceCheck check {sealed.size(), values.take(tables.verify(sealed)), {}, {}, {}};
        values.take(verifyStoredChain(tables));
        check.head = values.take(headOfChain(tables));
        check.claims = values.take(claimsOfOthers(tables));
        if (!values.take(followsFrom(tables, seen)))
            check.lost = seen;
        return check;
    });
}

Result<WorkspaceCheck> WorkspaceStore::verify() const
{
    // Asked before the workspace is read: what another program writes meanwhile is not in that reading.
    const Result<RememberedWorkspace> known =
        m_options.memory ? m_options.memory->of(location()) : RememberedWorkspace();
    return known ? lookThrough(known->head) : fail(known.error());
}

Result<void> WorkspaceStore::sealRows()
{
    AuditHead head;
    return write([&](Collections &values) {
               SealedTables &tables = values.tables();
               const SchemaVersion version = values.take(schemaVersion(tables.connection()));
               if (version.version > newestSchemaVersion)
                   values.refuse(tooNewError(m_target.location, version.version, version.program));
               const Result<qint64> sealed = tables.verify(Schema::of(newestSchemaVersion));
               if (sealed)
                   values.refuse(ErrorKind::Conflict,
                                 AppTr::tr("The workspace %1 is not damaged; it was left as it is.").arg(location()),
                                 AppTr::tr("Open it again."));
               else if (sealed.error().kind != ErrorKind::Damaged)
                   values.refuse(sealed.error());
               values.take(verifyStoredChain(tables));
               if (values.failed())
                   return;
               values.take(tables.sealEverything(newestSchemaVersion)); // before the line, which is sealed as every one
               AuditEntry entry;
               entry.act = QStringLiteral("workspace.seal");
               entry.phase = QStringLiteral("done");
               entry.object = location();
               entry.result = QStringLiteral("ok");
               entry.detail = sealed.error().detail;
               head = appendTo(values, entry);
           })
        .map([&] { remember(head); });
}

Result<void> WorkspaceStore::acceptLog()
{
    const Result<AuditHead> head = read([](Collections &values) { return values.take(headOfChain(values.tables())); });
    if (!head)
        return fail(head.error());
    m_logDiffers = false;
    return m_options.memory
        ? m_options.memory->change(location(), [&head](RememberedWorkspace &workspace) { workspace.head = *head; })
        : Result<void>();
}

void WorkspaceStore::settleMemory()
{
    if (!m_options.memory)
        return;
    const Result<RememberedWorkspace> known = m_options.memory->of(location());
    if (!known) {
        m_notices += known.error().message;
        return;
    }
    const Result<std::optional<AuditHead>> head = read([&known](Collections &values) {
        const bool follows = values.take(followsFrom(values.tables(), known->head));
        return follows ? std::optional(values.take(headOfChain(values.tables()))) : std::nullopt;
    });
    m_logDiffers = !head || !*head;
    if (head && *head)
        remember(**head);
    else if (head)
        m_notices +=
            AppTr::tr("The audit log of the workspace %1 is not the one that was last seen here: line %2 of that"
                      " is gone, or another. \"nightkeepctl workspace verify\" says what can be done.")
                .arg(location(), QString::number(known->head.lines));
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
