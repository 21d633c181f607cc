// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacejson.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/historyrows.h"
#include "app/store/inspectionrows.h"
#include "app/store/reachabilityrows.h"
#include "app/store/serverrows.h"
#include "app/store/storedvalues.h"

#include <QJsonDocument>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 documentVersion = 2;
constexpr qint64 highestVersion = 1'000'000;
constexpr qsizetype largestDocument = qsizetype(256) * 1024 * 1024;

QString formatName()
{
    return QStringLiteral("nightkeep-workspace");
}

template<typename T> QJsonValue jsonOrNull(const std::optional<T> &value)
{
    return value ? QJsonValue(toJson(*value)) : QJsonValue(QJsonValue::Null);
}

template<typename T, typename F> std::optional<T> objectOrNull(JsonReader &reader, const char *name, F read)
{
    if (reader.isNull(name))
        return std::nullopt;
    JsonReader object = reader.object(name);
    T value = read(object);
    object.finish();
    return value;
}

template<typename T> QJsonArray jsonList(const QList<T> &list)
{
    QJsonArray array;
    for (const T &item : list)
        array.append(toJson(item));
    return array;
}

QList<ServerSnapshot> readServerHistory(JsonReader &reader)
{
    QList<ServerSnapshot> history = reader.list<ServerSnapshot>("history", readPackedSnapshot);
    QDateTime before;
    for (const ServerSnapshot &snapshot : std::as_const(history)) {
        // In the order in which it is written again, and each moment once.
        if (!snapshot.takenAt.isValid() || (before.isValid() && before >= snapshot.takenAt))
            reader.refuse("history", snapshot.takenAt.toString(Qt::ISODateWithMs));
        before = snapshot.takenAt;
    }
    return history;
}

QJsonArray packedHistory(const QList<ServerSnapshot> &history)
{
    QJsonArray array;
    for (const ServerSnapshot &snapshot : history)
        array.append(packedSnapshot(snapshot));
    return array;
}

WorkspaceDocument::ServerEntry readServerEntry(JsonReader &reader)
{
    WorkspaceDocument::ServerEntry entry;
    JsonReader server = reader.object("server");
    entry.server = readServer(server);
    server.finish();
    entry.snapshot = objectOrNull<ServerSnapshot>(reader, "snapshot", readServerSnapshot);
    entry.failure = objectOrNull<StoredFailure>(reader, "failure", readStoredFailure);
    if (reader.has("history"))
        entry.history = readServerHistory(reader);
    if (reader.has("changeRates"))
        entry.changeRates = objectOrNull<ChangeRates>(reader, "changeRates", readChangeRates);
    if (reader.has("previews"))
        entry.previews = reader.list<BackupPreview>("previews", readBackupPreview);
    if (reader.has("web"))
        entry.web = objectOrNull<WebAnswer>(reader, "web", readWebAnswer);
    if (reader.has("database"))
        entry.database = objectOrNull<DatabaseAnswer>(reader, "database", readDatabaseAnswer);
    return entry;
}

SiteSettings readSiteSettings(JsonReader &reader)
{
    SiteSettings settings;
    settings.site = reader.text("site");
    settings.agreed = readTexts(reader, "agreed");
    settings.snapshot = objectOrNull<SettingsSnapshot>(reader, "snapshot", readSettingsSnapshot);
    return settings;
}

QList<AuditEntry> readChainEntry(JsonReader &reader)
{
    const QList<AuditEntry> chain = reader.list<AuditEntry>("lines", readAuditEntry);
    const qsizetype broken = firstBrokenLine(chain);
    if (chain.isEmpty() || broken >= 0)
        reader.refuse("lines", AppTr::tr("line %1 does not follow from the one before").arg(broken + 1));
    return chain;
}

// Everything that the workspace's keys would refuse, found before anything is written.
template<typename T, typename F>
void checkNames(const QList<T> &items, const char *place, const QString &what, F nameOf, JsonFault &fault)
{
    QSet<QByteArray> seen;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString name = nameOf(items.at(i));
        const QString where = QLatin1String(place) + QLatin1Char('[') + QString::number(i) + QLatin1Char(']');
        const Result<QByteArray> key = keyOf(name, what);
        if (!key)
            fault.add(where, key.error().message);
        else if (seen.contains(*key))
            fault.add(where, AppTr::tr("the name %1 is there twice").arg(visibleText(name)));
        else
            seen.insert(*key);
    }
}

void checkAllNames(const WorkspaceDocument &document, JsonFault &fault)
{
    checkNames(
        document.servers, "servers", AppTr::tr("server"),
        [](const WorkspaceDocument::ServerEntry &entry) { return entry.server.name; }, fault);
    checkNames(
        document.sites, "sites", AppTr::tr("site"), [](const Site &site) { return site.name; }, fault);
    checkNames(
        document.settings, "settings", AppTr::tr("site"), [](const SiteSettings &settings) { return settings.site; },
        fault);
    checkNames(
        document.archiveRuns, "archiveRuns", AppTr::tr("archive run"),
        [](const ArchiveRecord &record) { return record.run.id; }, fault);
    checkNames(
        document.storageRequests, "storageRequests", AppTr::tr("request"),
        [](const StorageRequest &request) { return QString::number(request.id); }, fault);
}

Result<void> writeEvidence(SealedTables &tables, const WorkspaceDocument::ServerEntry &entry)
{
    if (entry.changeRates) {
        if (const Result<void> done = writeChangeRatesRow(tables, entry.server.name, *entry.changeRates); !done)
            return done;
    }
    return entry.previews.isEmpty() ? Result<void>() : writePreviewsRow(tables, entry.server.name, entry.previews);
}

Result<void> readEvidence(const SealedTables &tables, WorkspaceDocument::ServerEntry &entry)
{
    const Result<std::optional<ChangeRates>> rates = readChangeRatesRow(tables, entry.server.name);
    if (!rates)
        return fail(rates.error());
    const Result<QList<BackupPreview>> previews = readPreviewsRow(tables, entry.server.name);
    if (!previews)
        return fail(previews.error());
    entry.changeRates = *rates;
    entry.previews = *previews;
    return {};
}

Result<void> writeServers(SealedTables &tables, const QList<WorkspaceDocument::ServerEntry> &entries)
{
    if (const Result<void> done = clearServers(tables); !done)
        return done;
    QList<QPair<Server, Server>> added;
    for (const WorkspaceDocument::ServerEntry &entry : entries)
        added.append({Server(), entry.server});
    if (const Result<void> done = replaceServerRows(tables, added); !done)
        return done;
    for (const WorkspaceDocument::ServerEntry &entry : entries) {
        if (entry.snapshot) {
            if (const Result<void> done = writeSnapshotRow(tables, entry.server.name, *entry.snapshot); !done)
                return done;
        }
        for (const ServerSnapshot &snapshot : entry.history) {
            if (const Result<void> done = writeHistoryRow(tables, entry.server.name, snapshot); !done)
                return done;
        }
        if (entry.failure) { // after the snapshot, which clears it
            if (const Result<void> done = writeFailureRow(tables, entry.server.name, *entry.failure); !done)
                return done;
        }
        if (const Result<void> done = writeEvidence(tables, entry); !done)
            return done;
        if (entry.web) {
            if (const Result<void> done = writeWebRow(tables, entry.server.name, *entry.web); !done)
                return done;
        }
        if (entry.database) {
            if (const Result<void> done = writeDatabaseRow(tables, entry.server.name, *entry.database); !done)
                return done;
        }
    }
    return {};
}

Result<void> writeSitesAndSettings(SealedTables &tables, const WorkspaceDocument &document)
{
    for (const StoredTable *table : {&Schema::sites(), &Schema::agreedSettings(), &Schema::settingsSnapshots()}) {
        if (const Result<void> done = tables.clear(*table); !done)
            return done;
    }
    for (const Site &site : document.sites) {
        if (const Result<void> done = replaceSiteRow(tables, Site(), site); !done)
            return done;
    }
    for (const SiteSettings &settings : document.settings) {
        for (auto agreed = settings.agreed.cbegin(); agreed != settings.agreed.cend(); ++agreed) {
            if (const Result<void> done = writeAgreed(tables, settings.site, agreed.key(), agreed.value()); !done)
                return done;
        }
        if (settings.snapshot) {
            if (const Result<void> done = writeSettings(tables, settings.site, *settings.snapshot); !done)
                return done;
        }
    }
    return {};
}

Result<void> writeHistory(SealedTables &tables, const QList<QList<AuditEntry>> &history)
{
    const Result<QList<AuditEntry>> own = readChain(tables);
    if (!own)
        return fail(own.error());
    if (const Result<void> done = tables.clear(Schema::importedHistory()); !done)
        return done;
    qint64 number = 0;
    for (const QList<AuditEntry> &chain : history) {
        // Equal hashes at one place mean equal lines up to it.
        if (own->size() >= chain.size() && own->at(chain.size() - 1).hash == chain.last().hash)
            continue;
        ++number;
        for (const AuditEntry &entry : chain) {
            if (const Result<void> done =
                    tables.insert(Schema::importedHistory(), StoredRow {number} + auditRow(entry));
                !done)
                return done;
        }
    }
    return {};
}

} // namespace

QString importAct()
{
    return QStringLiteral("workspace.import");
}

Result<QList<QList<AuditEntry>>> readImportedHistory(const SealedTables &tables)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::importedHistory());
    if (!rows)
        return fail(rows.error());
    QList<QList<AuditEntry>> history;
    qint64 number = 0;
    for (const StoredRow &row : *rows) {
        if (row.first().toLongLong() != number) {
            number = row.first().toLongLong();
            history.append(QList<AuditEntry>());
        }
        history.last().append(auditEntry(row.mid(1)));
    }
    return history;
}

Result<WorkspaceDocument> readWorkspace(const SealedTables &tables)
{
    WorkspaceDocument document;
    const Result<QList<Server>> servers = readServers(tables);
    if (!servers)
        return fail(servers.error());
    for (const Server &server : *servers) {
        const Result<std::optional<ServerSnapshot>> snapshot = readSnapshotRow(tables, server.name);
        if (!snapshot)
            return fail(snapshot.error());
        const Result<std::optional<StoredFailure>> failure = readFailureRow(tables, server.name);
        if (!failure)
            return fail(failure.error());
        const Result<std::optional<WebAnswer>> web = readWebRow(tables, server.name);
        if (!web)
            return fail(web.error());
        const Result<std::optional<DatabaseAnswer>> database = readDatabaseRow(tables, server.name);
        if (!database)
            return fail(database.error());
        const Result<QList<ServerSnapshot>> history = readHistory(tables, server.name);
        if (!history)
            return fail(history.error());
        WorkspaceDocument::ServerEntry entry {server, *snapshot, *failure, *history, {}, {}, *web, *database};
        if (const Result<void> done = readEvidence(tables, entry); !done)
            return fail(done.error());
        document.servers.append(entry);
    }
    const Result<QList<Site>> sites = readSites(tables);
    if (!sites)
        return fail(sites.error());
    document.sites = *sites;
    const Result<QList<SiteSettings>> settings = readAllSettings(tables);
    if (!settings)
        return fail(settings.error());
    document.settings = *settings;
    const Result<QList<ArchiveRecord>> runs = readArchiveRuns(tables);
    if (!runs)
        return fail(runs.error());
    document.archiveRuns = *runs;
    const Result<QList<StorageRequest>> requests = readRequestRows(tables);
    if (!requests)
        return fail(requests.error());
    document.storageRequests = *requests;
    const Result<QList<QList<AuditEntry>>> history = readImportedHistory(tables);
    if (!history)
        return fail(history.error());
    document.history = *history;
    const Result<QList<AuditEntry>> own = readChain(tables);
    if (!own)
        return fail(own.error());
    if (!std::all_of(own->cbegin(), own->cend(), [](const AuditEntry &entry) { return entry.act == importAct(); }))
        document.history.append(*own);
    return document;
}

Result<void> writeWorkspace(SealedTables &tables, const WorkspaceDocument &document)
{
    if (const Result<void> done = writeServers(tables, document.servers); !done)
        return done;
    if (const Result<void> done = writeSitesAndSettings(tables, document); !done)
        return done;
    if (const Result<void> done = tables.clear(Schema::archiveRuns()); !done)
        return done;
    for (const ArchiveRecord &record : document.archiveRuns) {
        if (const Result<void> done = writeArchiveRun(tables, record); !done)
            return done;
    }
    if (const Result<void> done = writeRequestRows(tables, document.storageRequests); !done)
        return done;
    return writeHistory(tables, document.history);
}

QByteArray workspaceToJson(const WorkspaceDocument &document)
{
    QJsonArray servers;
    for (const WorkspaceDocument::ServerEntry &entry : document.servers)
        servers.append(QJsonObject {{QStringLiteral("server"), toJson(entry.server)},
                                    {QStringLiteral("snapshot"), jsonOrNull(entry.snapshot)},
                                    {QStringLiteral("failure"), jsonOrNull(entry.failure)},
                                    {QStringLiteral("history"), packedHistory(entry.history)},
                                    {QStringLiteral("changeRates"), jsonOrNull(entry.changeRates)},
                                    {QStringLiteral("previews"), jsonList(entry.previews)},
                                    {QStringLiteral("web"), jsonOrNull(entry.web)},
                                    {QStringLiteral("database"), jsonOrNull(entry.database)}});
    QJsonArray settings;
    for (const SiteSettings &site : document.settings)
        settings.append(QJsonObject {{QStringLiteral("site"), site.site},
                                     {QStringLiteral("agreed"), jsonTexts(site.agreed)},
                                     {QStringLiteral("snapshot"), jsonOrNull(site.snapshot)}});
    QJsonArray history;
    for (const QList<AuditEntry> &chain : document.history)
        history.append(QJsonObject {{QStringLiteral("lines"), jsonList(chain)}});
    return QJsonDocument(QJsonObject {{QStringLiteral("format"), formatName()},
                                      {QStringLiteral("version"), documentVersion},
                                      {QStringLiteral("servers"), servers},
                                      {QStringLiteral("sites"), jsonList(document.sites)},
                                      {QStringLiteral("settings"), settings},
                                      {QStringLiteral("archiveRuns"), jsonList(document.archiveRuns)},
                                      {QStringLiteral("storageRequests"), jsonList(document.storageRequests)},
                                      {QStringLiteral("history"), history}})
        .toJson(QJsonDocument::Indented);
}

Result<WorkspaceDocument> workspaceFromJson(const QByteArray &bytes)
{
    if (bytes.size() > largestDocument)
        return fail(ErrorKind::BadInput, AppTr::tr("The document has more than %1 bytes.").arg(largestDocument),
                    AppTr::tr("Use a file that Nightkeep exported; nothing was changed."));
    const Result<QJsonObject> object = parseJsonObject(bytes);
    if (!object)
        return fail(object.error());

    JsonFault fault;
    JsonReader reader(*object, QString(), fault);
    const QString format = reader.text("format");
    if (format != formatName())
        reader.refuse("format", format);
    const qint64 version = reader.integer("version", 1, highestVersion);
    if (!fault.found() && version > documentVersion)
        return fail(ErrorKind::TooNew,
                    AppTr::tr("The document is of form %1; this Nightkeep knows forms up to %2.")
                        .arg(version)
                        .arg(documentVersion),
                    AppTr::tr("Import it with the version of Nightkeep that exported it, or a later one."));

    WorkspaceDocument document;
    document.servers = reader.list<WorkspaceDocument::ServerEntry>("servers", readServerEntry);
    document.sites = reader.list<Site>("sites", readSite);
    document.settings = reader.list<SiteSettings>("settings", readSiteSettings);
    document.archiveRuns = reader.list<ArchiveRecord>("archiveRuns", readArchiveRecord);
    if (reader.has("storageRequests") || version > 1)
        document.storageRequests = reader.list<StorageRequest>("storageRequests", readStorageRequest);
    document.history = reader.list<QList<AuditEntry>>("history", readChainEntry);
    reader.finish();
    checkAllNames(document, fault);
    if (fault.found())
        return fail(fault.error());
    return document;
}

} // namespace Nightkeep
