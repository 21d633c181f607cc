// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/siterows.h"

#include "app/apptr.h"
#include "app/store/payload.h"

#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

StoredRow siteRow(const QByteArray &key, const Site &site)
{
    return {key,
            site.name,
            site.databaseServer,
            site.databaseSocket,
            site.databaseName,
            site.databaseUser,
            site.tablePrefix,
            site.dataServer,
            site.dataFolder,
            site.codeFolder,
            site.archiveFolder};
}

Site siteFromRow(const StoredRow &row)
{
    Site site;
    site.name = row.at(1).toString();
    site.databaseServer = row.at(2).toString();
    site.databaseSocket = row.at(3).toString();
    site.databaseName = row.at(4).toString();
    site.databaseUser = row.at(5).toString();
    site.tablePrefix = row.at(6).toString();
    site.dataServer = row.at(7).toString();
    site.dataFolder = row.at(8).toByteArray();
    site.codeFolder = row.at(9).toByteArray();
    site.archiveFolder = row.at(10).toByteArray();
    return site;
}

// Settings follow the site's name; without a new name they go.
Result<void> moveSettings(SealedTables &tables, const QByteArray &from, const QByteArray &to)
{
    for (const StoredTable *table : {&Schema::agreedSettings(), &Schema::settingsSnapshots()}) {
        const Result<QList<StoredRow>> rows = tables.matching(*table, {from});
        if (!rows)
            return fail(rows.error());
        if (const Result<void> done = tables.remove(*table, {from}); !done)
            return done;
        for (StoredRow row : *rows) {
            row[0] = to;
            if (to.isEmpty())
                continue;
            if (const Result<void> done = tables.put(*table, row); !done)
                return done;
        }
    }
    return {};
}

Result<ArchiveRecord> archiveFromRow(const SealedTables &tables, const StoredRow &row)
{
    ArchiveRecord record;
    ArchiveRun &run = record.run;
    run.id = QString::fromUtf8(row.at(0).toByteArray());
    run.request.site = row.at(1).toString();
    const std::optional<ArchiveRule> rule = fromName<ArchiveRule>(row.at(2).toString());
    if (!rule)
        return fail(
            damagedError(tables.connection().location(),
                         AppTr::tr("The archive run %1 is of an unknown rule: %2.").arg(run.id, row.at(2).toString())));
    run.request.rule = *rule;
    run.request.notBefore = QDate::fromString(row.at(3).toString(), Qt::ISODate);
    run.request.name = row.at(4).toString();
    run.server = row.at(5).toString();
    run.dataFolder = row.at(6).toByteArray();
    run.archiveFolder = row.at(7).toByteArray();
    run.startedAt = momentFromText(row.at(8).toString());
    run.startedBy = row.at(9).toString();
    run.files = row.at(10).toInt();
    run.bytes = row.at(11).toLongLong();
    const Result<ArchiveStatus> status =
        fromPayload<ArchiveStatus>(tables, row.at(12), AppTr::tr("status of %1").arg(run.id));
    if (!status)
        return fail(status.error());
    record.status = *status;
    record.asOf = momentFromText(row.at(13).toString());
    return record;
}

} // namespace

Result<QList<Site>> readSites(const SealedTables &tables)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::sites());
    if (!rows)
        return fail(rows.error());
    QList<Site> sites;
    for (const StoredRow &row : *rows)
        sites.append(siteFromRow(row));
    return sites;
}

Result<void> replaceSiteRow(SealedTables &tables, const Site &before, const Site &after)
{
    if (before.name.isEmpty() && after.name.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("A site has no name."), AppTr::tr("Give it a name."));
    QByteArray seenKey;
    QByteArray wantedKey;
    if (!before.name.isEmpty()) {
        seenKey = lookupKey(before.name);
        const Result<QList<StoredRow>> rows = tables.matching(Schema::sites(), {seenKey});
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty() || !storedAlike(siteFromRow(rows->first()), before))
            return fail(ErrorKind::Conflict,
                        AppTr::tr("The site %1 was changed or removed by somebody else meanwhile; nothing was written.")
                            .arg(before.name),
                        AppTr::tr("Look at it as it is now and make the change again."));
    }
    if (!after.name.isEmpty()) {
        const Result<QByteArray> key = keyOf(after.name, AppTr::tr("site"));
        if (!key)
            return fail(key.error());
        wantedKey = *key;
    }
    if (!seenKey.isEmpty() && seenKey != wantedKey) {
        if (const Result<void> done = tables.remove(Schema::sites(), {seenKey}); !done)
            return done;
        if (const Result<void> done = moveSettings(tables, seenKey, wantedKey); !done)
            return done;
    }
    if (wantedKey.isEmpty())
        return {};
    if (seenKey != wantedKey) {
        const Result<QList<StoredRow>> taken = tables.matching(Schema::sites(), {wantedKey});
        if (!taken)
            return fail(taken.error());
        if (!taken->isEmpty())
            return fail(ErrorKind::Conflict,
                        AppTr::tr("There is already a site named %1; nothing was written.").arg(after.name),
                        AppTr::tr("Choose another name, or edit the site that has it."));
    }
    return tables.put(Schema::sites(), siteRow(wantedKey, after));
}

Result<SiteSettings> readSettings(const SealedTables &tables, const QString &site)
{
    SiteSettings settings;
    const QByteArray key = lookupKey(site);
    settings.site = QString::fromUtf8(key);
    const Result<QList<StoredRow>> agreed = tables.matching(Schema::agreedSettings(), {key});
    if (!agreed)
        return fail(agreed.error());
    for (const StoredRow &row : *agreed)
        settings.agreed.insert(QString::fromUtf8(row.at(1).toByteArray()), row.at(2).toString());
    const Result<QList<StoredRow>> snapshots = tables.matching(Schema::settingsSnapshots(), {key});
    if (!snapshots)
        return fail(snapshots.error());
    if (!snapshots->isEmpty()) {
        const Result<SettingsSnapshot> snapshot =
            fromPayload<SettingsSnapshot>(tables, snapshots->first().at(1), AppTr::tr("settings of %1").arg(site));
        if (!snapshot)
            return fail(snapshot.error());
        settings.snapshot = *snapshot;
    }
    return settings;
}

Result<QList<SiteSettings>> readAllSettings(const SealedTables &tables)
{
    QMap<QByteArray, QString> sites;
    for (const StoredTable *table : {&Schema::agreedSettings(), &Schema::settingsSnapshots()}) {
        const Result<QList<StoredRow>> rows = tables.all(*table);
        if (!rows)
            return fail(rows.error());
        for (const StoredRow &row : *rows)
            sites.insert(row.first().toByteArray(), QString::fromUtf8(row.first().toByteArray()));
    }
    QList<SiteSettings> all;
    for (const QString &site : std::as_const(sites)) {
        const Result<SiteSettings> settings = readSettings(tables, site);
        if (!settings)
            return fail(settings.error());
        all.append(*settings);
    }
    return all;
}

Result<void> writeAgreed(SealedTables &tables, const QString &site, const QString &name,
                         const std::optional<QString> &value)
{
    const Result<QByteArray> key = keyOf(site, AppTr::tr("site"));
    if (!key)
        return fail(key.error());
    const QByteArray option = storable(name).toUtf8(); // option names are Moodle's own: case matters
    if (!value)
        return tables.remove(Schema::agreedSettings(), {*key, option});
    return tables.put(Schema::agreedSettings(), {*key, option, *value});
}

Result<void> writeSettings(SealedTables &tables, const QString &site, const SettingsSnapshot &snapshot)
{
    const Result<QByteArray> key = keyOf(site, AppTr::tr("site"));
    if (!key)
        return fail(key.error());
    return tables.put(Schema::settingsSnapshots(), {*key, toPayload(snapshot)});
}

Result<QList<ArchiveRecord>> readArchiveRuns(const SealedTables &tables)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::archiveRuns());
    if (!rows)
        return fail(rows.error());
    QList<ArchiveRecord> records;
    for (const StoredRow &row : *rows) {
        const Result<ArchiveRecord> record = archiveFromRow(tables, row);
        if (!record)
            return fail(record.error());
        records.append(*record);
    }
    std::sort(records.begin(), records.end(), [](const ArchiveRecord &a, const ArchiveRecord &b) {
        if (a.run.startedAt != b.run.startedAt)
            return a.run.startedAt > b.run.startedAt;
        return a.run.id > b.run.id;
    });
    return records;
}

Result<void> writeArchiveRun(SealedTables &tables, const ArchiveRecord &record)
{
    const ArchiveRun &run = record.run;
    if (run.id.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("An archive run has no id."));
    const QString notBefore =
        run.request.notBefore.isValid() ? run.request.notBefore.toString(Qt::ISODate) : QStringLiteral("");
    return tables.put(Schema::archiveRuns(),
                      {storable(run.id).toUtf8(), run.request.site, nameOf(run.request.rule), notBefore,
                       run.request.name, run.server, run.dataFolder, run.archiveFolder, momentText(run.startedAt),
                       run.startedBy, qint64(run.files), run.bytes, toPayload(record.status), momentText(record.asOf)});
}

Result<void> removeRun(SealedTables &tables, const QString &id)
{
    return tables.remove(Schema::archiveRuns(), {storable(id).toUtf8()});
}

} // namespace Nightkeep
