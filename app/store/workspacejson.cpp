// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacejson.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"

#include <QJsonDocument>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype largestDocument = qsizetype(256) * 1024 * 1024;

void unpackHistory(WorkspaceDocument::ServerEntry &entry, const JsonPlace &place, JsonFault &fault)
{
    QDateTime before;
    for (qsizetype i = 0; i < entry.packed.size(); ++i) {
        const ServerSnapshot snapshot = unpackedSnapshot(entry.packed.at(i), {{}, &place, nullptr, i}, fault);
        // In the order in which it is written again, and each moment once.
        if (!snapshot.takenAt.isValid() || (before.isValid() && before >= snapshot.takenAt))
            fault.refuse(place, momentText(snapshot.takenAt));
        before = snapshot.takenAt;
        entry.history.append(snapshot);
    }
}

void checkHistories(WorkspaceDocument &document, JsonFault &fault)
{
    const JsonPlace servers {{}, nullptr, "servers"};
    for (qsizetype i = 0; i < document.servers.size(); ++i) {
        const JsonPlace entry {{}, &servers, nullptr, i};
        unpackHistory(document.servers[i], {{}, &entry, "history"}, fault);
    }
    const JsonPlace history {{}, nullptr, "history"};
    for (qsizetype i = 0; i < document.history.size(); ++i) {
        const QList<AuditEntry> &chain = document.history.at(i).lines;
        const qsizetype broken = firstBrokenLine(chain);
        const JsonPlace entry {{}, &history, nullptr, i};
        if (chain.isEmpty() || broken >= 0)
            fault.refuse({{}, &entry, "lines"},
                         AppTr::tr("line %1 does not follow from the one before").arg(broken + 1));
    }
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

Result<void> writeEvidence(SealedTables &tables, const QByteArray &key, const WorkspaceDocument::ServerEntry &entry)
{
    if (entry.changeRates) {
        if (const Result<void> done = writeObservation(tables, key, *entry.changeRates); !done)
            return done;
    }
    return entry.previews.isEmpty() ? Result<void>() : writeObservation(tables, key, StoredPreviews {entry.previews});
}

Result<void> readEvidence(const SealedTables &tables, const QByteArray &key, WorkspaceDocument::ServerEntry &entry)
{
    const Result<std::optional<ChangeRates>> rates = readObservation<ChangeRates>(tables, key);
    if (!rates)
        return fail(rates.error());
    const Result<QList<BackupPreview>> previews = readPreviews(tables, key);
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
    if (const Result<void> done = replaceServerRows(tables, added, {}); !done)
        return done;
    for (const WorkspaceDocument::ServerEntry &entry : entries) {
        const QByteArray key = lookupKey(entry.server.name); // of a server that has just been added
        if (entry.snapshot) {
            if (const Result<void> done = writeSnapshotRow(tables, key, *entry.snapshot); !done)
                return done;
        }
        for (const ServerSnapshot &snapshot : entry.history) {
            if (const Result<void> done = writeHistoryRow(tables, key, snapshot); !done)
                return done;
        }
        if (entry.failure) { // after the snapshot, which clears it
            if (const Result<void> done = writeFailureRow(tables, key, *entry.failure); !done)
                return done;
        }
        if (const Result<void> done = writeEvidence(tables, key, entry); !done)
            return done;
        if (entry.web) {
            if (const Result<void> done = writeObservation(tables, key, *entry.web); !done)
                return done;
        }
        if (entry.database) {
            if (const Result<void> done = writeObservation(tables, key, *entry.database); !done)
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

Result<void> writeHistory(SealedTables &tables, const QList<WorkspaceDocument::AuditChain> &history)
{
    const Result<QList<AuditEntry>> own = readChain(tables);
    if (!own)
        return fail(own.error());
    if (const Result<void> done = tables.clear(Schema::importedHistory()); !done)
        return done;
    qint64 number = 0;
    for (const auto &[chain] : history) {
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
    const Result<QList<KeyedServer>> servers = readKeyedServers(tables);
    if (!servers)
        return fail(servers.error());
    for (const auto &[key, server] : *servers) {
        const Result<std::optional<ServerSnapshot>> snapshot = readSnapshotRow(tables, key);
        if (!snapshot)
            return fail(snapshot.error());
        const Result<std::optional<StoredFailure>> failure = readFailureRow(tables, key);
        if (!failure)
            return fail(failure.error());
        const Result<std::optional<WebAnswer>> web = readObservation<WebAnswer>(tables, key);
        if (!web)
            return fail(web.error());
        const Result<std::optional<DatabaseAnswer>> database = readObservation<DatabaseAnswer>(tables, key);
        if (!database)
            return fail(database.error());
        const Result<QList<ServerSnapshot>> history = readHistory(tables, key);
        if (!history)
            return fail(history.error());
        WorkspaceDocument::ServerEntry entry {server, *snapshot, *failure, {}, {}, {}, *web, *database, *history};
        for (const ServerSnapshot &remembered : *history)
            entry.packed.append(packedSnapshot(remembered));
        if (const Result<void> done = readEvidence(tables, key, entry); !done)
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
    for (const QList<AuditEntry> &chain : *history)
        document.history.append({chain});
    const Result<QList<AuditEntry>> own = readChain(tables);
    if (!own)
        return fail(own.error());
    if (!std::all_of(own->cbegin(), own->cend(), [](const AuditEntry &entry) { return entry.act == importAct(); }))
        document.history.append({*own});
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
    return QJsonDocument(toJson(document)).toJson(QJsonDocument::Indented);
}

Result<WorkspaceDocument> workspaceFromJson(const QByteArray &bytes)
{
    if (bytes.size() > largestDocument)
        return fail(ErrorKind::BadInput, AppTr::tr("The document has more than %1 bytes.").arg(largestDocument),
                    AppTr::tr("Use a file that Nightkeep exported; nothing was changed."));
    const Result<QJsonObject> object = parseJsonObject(bytes);
    if (!object)
        return fail(object.error());

    const WorkspaceDocument empty;
    const QString format = object->value(QLatin1String("format")).toString();
    const qint64 version = object->value(QLatin1String("version")).toInteger();
    if (format == empty.format && version > empty.version)
        return fail(ErrorKind::TooNew,
                    AppTr::tr("The document is of form %1; this Nightkeep knows forms up to %2.")
                        .arg(version)
                        .arg(empty.version),
                    AppTr::tr("Import it with the version of Nightkeep that exported it, or a later one."));

    JsonFault fault;
    WorkspaceDocument document = fromJson<WorkspaceDocument>(*object, fault);
    if (document.format != empty.format)
        fault.refuse({{}, nullptr, "format"}, document.format);
    if (version > 1 && !object->contains(QLatin1String("storageRequests")))
        fault.add(QStringLiteral("storageRequests"), AppTr::tr("the field is missing"));
    if (!fault.found())
        checkHistories(document, fault);
    checkAllNames(document, fault);
    if (fault.found())
        return fail(fault.error());
    document.version = empty.version;
    return document;
}

} // namespace Nightkeep
