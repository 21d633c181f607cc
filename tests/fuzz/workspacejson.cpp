// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacejson.h"
#include "tests/fuzz/fuzz.h"

#include "app/store/auditchain.h"

#include <QTimeZone>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    return workspaceFromJson(data).has_value();
}

QByteArrayList seeds()
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(1219980000, QTimeZone::utc());
    WorkspaceDocument::ServerEntry entry;
    entry.server.name = QStringLiteral("moodle-a");
    entry.server.current = {"/data/moodle", "/b\xff"};
    entry.snapshot.emplace();
    entry.snapshot->takenAt = moment;
    entry.snapshot->mounts = {Mount {"/", QStringLiteral("ext4"), "/dev/sda1"}};
    entry.packed = {packedSnapshot(*entry.snapshot)};
    Site site;
    site.name = QStringLiteral("moodle");
    SiteSettings settings;
    settings.site = site.name;
    settings.setAgreed(QStringLiteral("backup_sche_hour"),
                       AgreedSetting {QStringLiteral("3"), moment.date(), QStringLiteral("the team")});
    ArchiveRecord archive;
    archive.run.id = QStringLiteral("20080829-031500-summer");
    archive.run.startedAt = moment;
    StorageRequest request;
    request.id = 1;
    AcceptedFinding accepted;
    accepted.finding = QStringLiteral("coverage/moodle-a//data/moodle");
    UsagePoint usage;
    usage.day = moment.date();
    usage.at = moment;
    usage.byKind = {{0, {}, CopyKind::MadeByMoodle, 3, 4096}};
    usage.disks = {{"/data/moodle", 8192, 1024}};
    DeletionCheck check;
    check.head.number = 1;
    check.head.at = moment;
    check.courses = {CourseDeletion()};
    Promise promise = promisesOfThePage().first();
    promise.agreement = {Agreement::State::Agreed, moment.date(), QStringLiteral("the team")};
    LegalHold hold;
    hold.number = 1;
    hold.since = moment;
    hold.reviewOn = moment.date();
    ErasureRecord erasure;
    erasure.number = 1;
    erasure.erasedOn = moment.date();
    erasure.courses = {33};
    AuditEntry line;
    line.id = 1;
    line.when = moment;
    line.hash = chainHash({}, line);

    WorkspaceDocument document;
    const QByteArray empty = workspaceToJson(document);
    document.servers = {entry};
    document.sites = {site};
    document.settings = {settings};
    document.archiveRuns = {archive};
    document.storageRequests = {request};
    document.acceptedFindings = {accepted};
    document.courseUsage = {{site.name, {usage}}};
    document.deletionChecks = {check};
    document.promises = {promise};
    document.legalHolds = {hold};
    document.erasures = {erasure};
    document.history = {{{line}}};
    return {empty, workspaceToJson(document)};
}
