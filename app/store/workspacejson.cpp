// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacejson.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/coursereadings.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <tuple>

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

void checkCatalogue(const CatalogueRecords &catalogue, JsonFault &fault)
{
    checkNames(
        catalogue.terms, "catalogue.terms", AppTr::tr("term"), [](const Term &term) { return term.name; }, fault);
    checkNames(
        catalogue.places, "catalogue.places", AppTr::tr("place"), [](const ArchivePlace &place) { return place.name; },
        fault);
    checkNames(
        catalogue.handOvers, "catalogue.handOvers", AppTr::tr("hand-over"),
        [](const HandOver &handOver) { return handOver.key(); }, fault);
    checkNames(
        catalogue.signers, "catalogue.signers", AppTr::tr("signer"),
        [](const AllowedSigner &signer) { return signer.name; }, fault);
    checkNames(
        catalogue.signatures, "catalogue.signatures", AppTr::tr("archive run"),
        [](const ManifestSignature &signature) { return signature.run; }, fault);
    checkNames(
        catalogue.verifications, "catalogue.verifications", AppTr::tr("verification"),
        [](const ArchiveVerification &verification) { return QString::number(verification.number); }, fault);
    checkNames(
        catalogue.drills, "catalogue.drills", AppTr::tr("restore drill"),
        [](const RestoreDrill &drill) { return QString::number(drill.number); }, fault);
    checkNames(
        catalogue.moodles, "catalogue.moodles", AppTr::tr("archive run"),
        [](const ArchivedMoodle &moodle) { return moodle.run; }, fault);
}

void checkAllNames(const WorkspaceDocument &document, JsonFault &fault)
{
    checkCatalogue(document.catalogue, fault);
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
    checkNames(
        document.acceptedFindings, "acceptedFindings", AppTr::tr("finding"),
        [](const AcceptedFinding &accepted) { return QString::fromLatin1(acceptanceKey(accepted.finding)); }, fault);
    checkNames(
        document.courseUsage, "courseUsage", AppTr::tr("site"),
        [](const WorkspaceDocument::CourseUsage &usage) { return usage.site; }, fault);
    checkNames(
        document.deletionChecks, "deletionChecks", AppTr::tr("check"),
        [](const DeletionCheck &check) { return QString::number(check.head.number); }, fault);
    checkNames(
        document.decisions, "decisions", AppTr::tr("decision"),
        [](const Decision &decision) { return QString::number(decision.number); }, fault);
    checkNames(
        document.promises, "promises", AppTr::tr("promise"),
        [](const Promise &promise) { return QString::fromLatin1(acceptanceKey(promise.key)); }, fault);
    checkNames(
        document.legalHolds, "legalHolds", AppTr::tr("hold"),
        [](const LegalHold &hold) { return QString::number(hold.number); }, fault);
    checkNames(
        document.erasures, "erasures", AppTr::tr("erasure record"),
        [](const ErasureRecord &record) { return QString::number(record.number); }, fault);
}

void writeServers(Collections &values, const QList<WorkspaceDocument::ServerEntry> &entries)
{
    QList<QPair<Server, Server>> added;
    for (const WorkspaceDocument::ServerEntry &entry : entries)
        added.append({Server(), entry.server});
    replaceStoredServers(values, added, {});
    for (const WorkspaceDocument::ServerEntry &entry : entries) {
        const QByteArray key = lookupKey(entry.server.name); // of a server that has just been added
        values.put(key, entry.snapshot);
        values.put(key, entry.failure);
        values.put(key, entry.changeRates);
        values.put(key, entry.web);
        values.put(key, entry.database);
        if (!entry.previews.isEmpty())
            values.put(key, StoredPreviews {entry.previews});
        for (const ServerSnapshot &snapshot : entry.history)
            putHistory(values, key, snapshot);
        deriveDisks(values, key);
        if (entry.snapshot)
            deriveStandings(values, key, *entry.snapshot);
    }
}

void writeHistory(Collections &values, const QList<WorkspaceDocument::AuditChain> &history)
{
    const QList<AuditEntry> own = values.take(readChain(values.tables()));
    values.take(values.tables().clear(Schema::importedHistory()));
    qint64 number = 0;
    for (const auto &[chain] : history) {
        // Equal hashes at one place mean equal lines up to it.
        if (own.size() >= chain.size() && own.at(chain.size() - 1).hash == chain.last().hash)
            continue;
        ++number;
        for (const AuditEntry &entry : chain)
            values.take(values.tables().insert(Schema::importedHistory(), StoredRow {number} + auditRow(entry)));
    }
}

} // namespace

std::optional<AgreedSetting> SiteSettings::agreedAbout(const QString &name) const
{
    const auto value = agreed.constFind(name);
    if (value == agreed.constEnd())
        return std::nullopt;
    const SettingAgreement agreement = agreements.value(name);
    return AgreedSetting {*value, agreement.on, agreement.by};
}

void SiteSettings::setAgreed(const QString &name, const std::optional<AgreedSetting> &setting)
{
    agreed.remove(name);
    agreements.remove(name);
    if (!setting)
        return;
    agreed.insert(name, setting->value);
    if (setting->on.isValid() || !setting->by.isEmpty())
        agreements.insert(name, {setting->on, setting->by});
}

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

QByteArray acceptanceKey(const QString &finding)
{
    return QCryptographicHash::hash(storable(finding).toUtf8(), QCryptographicHash::Sha256).toHex();
}

QList<ArchiveRecord> archiveRecords(Collections &values)
{
    QList<ArchiveRecord> records = values.all<ArchiveRecord>().values();
    std::sort(records.begin(), records.end(), [](const ArchiveRecord &a, const ArchiveRecord &b) {
        return std::tie(a.run.startedAt, a.run.id) > std::tie(b.run.startedAt, b.run.id);
    });
    return records;
}

QList<StorageRequest> requestsByNumber(Collections &values)
{
    const QMap<QByteArray, StorageRequest> stored = values.all<StorageRequest>();
    QMap<qint64, StorageRequest> byNumber;
    for (auto request = stored.cbegin(); request != stored.cend(); ++request) {
        if (request.key() != requestKey(request->id))
            values.refuseDamaged(AppTr::tr("The %1 says that it is request %2.")
                                     .arg(AppTr::tr("request %1").arg(QString::fromUtf8(request.key())))
                                     .arg(request->id));
        byNumber.insert(request->id, *request);
    }
    return byNumber.values();
}

WorkspaceDocument readDocument(Collections &values)
{
    WorkspaceDocument document;
    const auto previews = values.all<StoredPreviews>();
    const auto snapshots = values.all<ServerSnapshot>();
    const auto failures = values.all<StoredFailure>();
    const auto rates = values.all<ChangeRates>();
    const auto webs = values.all<WebAnswer>();
    const auto databases = values.all<DatabaseAnswer>();
    const QHash<QByteArray, QList<ServerSnapshot>> histories = wholeHistory(values);
    for (const auto &[key, server] : presentServers(values)) {
        WorkspaceDocument::ServerEntry entry {server,
                                              known(snapshots, key),
                                              known(failures, key),
                                              {},
                                              known(rates, key),
                                              previews.value(key).previews,
                                              known(webs, key),
                                              known(databases, key),
                                              histories.value(key)};
        for (const ServerSnapshot &remembered : std::as_const(entry.history))
            entry.packed.append(packedSnapshot(remembered));
        document.servers.append(entry);
    }
    document.sites = values.all<Site>().values();
    for (const Site &site : std::as_const(document.sites)) {
        const QList<UsagePoint> points = storedUsage(values, lookupKey(site.name));
        if (!points.isEmpty())
            document.courseUsage.append({site.name, points});
    }
    document.settings = values.all<SiteSettings>().values();
    document.archiveRuns = archiveRecords(values);
    document.storageRequests = requestsByNumber(values);
    document.acceptedFindings = values.all<AcceptedFinding>().values();
    document.deletionChecks = deletionChecksByNumber(values);
    document.decisions = newestNumbered<Decision>(values);
    document.lastPack = values.find<PackSummary>(lastPackKey());
    document.promises = values.all<Promise>().values();
    document.legalHolds = newestNumbered<LegalHold>(values);
    document.erasures = newestNumbered<ErasureRecord>(values);
    document.catalogue = catalogueOf(values);
    for (const QList<AuditEntry> &chain : values.take(readImportedHistory(values.tables())))
        document.history.append({chain});
    const QList<AuditEntry> own = values.take(readChain(values.tables()));
    if (!std::all_of(own.cbegin(), own.cend(), [](const AuditEntry &entry) { return entry.act == importAct(); }))
        document.history.append({own});
    return document;
}

void writeDocument(Collections &values, const WorkspaceDocument &document)
{
    values.removeEverything();
    writeServers(values, document.servers);
    for (const Site &site : document.sites)
        values.put(lookupKey(site.name), site);
    for (SiteSettings settings : document.settings) {
        settings.site = QString::fromUtf8(lookupKey(settings.site));
        values.put(lookupKey(settings.site), settings);
    }
    for (const ArchiveRecord &record : document.archiveRuns)
        values.put(storable(record.run.id).toUtf8(), record);
    for (const StorageRequest &request : document.storageRequests)
        values.put(requestKey(request.id), request);
    for (const AcceptedFinding &accepted : document.acceptedFindings)
        values.put(acceptanceKey(accepted.finding), accepted);
    for (const WorkspaceDocument::CourseUsage &usage : document.courseUsage) {
        const QByteArray key = lookupKey(usage.site);
        if (values.find<Site>(key))
            putUsage(values, key, usage.points);
    }
    for (const DeletionCheck &check : document.deletionChecks)
        putDeletionCheck(values, check);
    for (const Decision &decision : document.decisions)
        putNumbered(values, decision);
    values.put(lastPackKey(), document.lastPack);
    for (const Promise &promise : document.promises)
        putPromise(values, promise);
    for (const LegalHold &hold : document.legalHolds)
        putNumbered(values, hold);
    for (const ErasureRecord &record : document.erasures)
        putNumbered(values, record);
    putCatalogue(values, document.catalogue);
    writeHistory(values, document.history);
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
