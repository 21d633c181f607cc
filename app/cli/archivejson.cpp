// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clijson.h"

namespace Nightkeep {

QString archiveRuleName(ArchiveRule rule)
{
    switch (rule) {
    case ArchiveRule::SinceLastRun:
        return QStringLiteral("since-last-run");
    case ArchiveRule::NewestPerCourse:
        return QStringLiteral("newest-per-course");
    }
    return {};
}

QString memberCheckName(ArchiveMember::Check check)
{
    switch (check) {
    case ArchiveMember::Check::Matches:
        return QStringLiteral("matches");
    case ArchiveMember::Check::Missing:
        return QStringLiteral("missing");
    case ArchiveMember::Check::Unexpected:
        return QStringLiteral("unexpected");
    case ArchiveMember::Check::Differs:
        return QStringLiteral("differs");
    }
    return {};
}

namespace {

QString decisionName(ZipDecision decision)
{
    switch (decision) {
    case ZipDecision::Included:
        return QStringLiteral("included");
    case ZipDecision::NotNewest:
        return QStringLiteral("notNewest");
    case ZipDecision::TooOld:
        return QStringLiteral("tooOld");
    case ZipDecision::BeforeLastRun:
        return QStringLiteral("beforeLastRun");
    case ZipDecision::NotCourseBackup:
        return QStringLiteral("notCourseBackup");
    }
    return {};
}

QString warningName(ArchiveWarning::Kind kind)
{
    switch (kind) {
    case ArchiveWarning::Kind::NoZip:
        return QStringLiteral("noZip");
    case ArchiveWarning::Kind::TooOld:
        return QStringLiteral("tooOld");
    case ArchiveWarning::Kind::CourseGone:
        return QStringLiteral("courseGone");
    case ArchiveWarning::Kind::EmptyZip:
        return QStringLiteral("emptyZip");
    }
    return {};
}

QString stepName(ArchiveStep step)
{
    switch (step) {
    case ArchiveStep::Queued:
        return QStringLiteral("queued");
    case ArchiveStep::Listing:
        return QStringLiteral("listing");
    case ArchiveStep::Packing:
        return QStringLiteral("packing");
    case ArchiveStep::Syncing:
        return QStringLiteral("syncing");
    case ArchiveStep::Comparing:
        return QStringLiteral("comparing");
    case ArchiveStep::Hashing:
        return QStringLiteral("hashing");
    case ArchiveStep::Finishing:
        return QStringLiteral("finishing");
    case ArchiveStep::Done:
        return QStringLiteral("done");
    }
    return {};
}

void insertRequest(QJsonObject &object, const ArchiveRequest &request)
{
    object.insert(QStringLiteral("site"), request.site);
    object.insert(QStringLiteral("rule"), archiveRuleName(request.rule));
    object.insert(QStringLiteral("notBefore"),
                  request.notBefore.isValid() ? QJsonValue(request.notBefore.toString(Qt::ISODate)) : QJsonValue());
    object.insert(QStringLiteral("name"), request.name);
}

} // namespace

QJsonObject archivePlanJson(const ArchivePlan &plan)
{
    QJsonObject object;
    insertRequest(object, plan.request);
    object.insert(QStringLiteral("server"), plan.server);
    insertOtherPath(object, QStringLiteral("dataFolder"), plan.dataFolder);
    insertOtherPath(object, QStringLiteral("archiveFolder"), plan.archiveFolder);
    object.insert(QStringLiteral("plannedAt"), momentJson(plan.plannedAt));
    object.insert(QStringLiteral("fingerprint"), QString::fromLatin1(plan.fingerprint));
    object.insert(QStringLiteral("coursesKnown"), plan.coursesKnown);
    object.insert(QStringLiteral("includedCount"), plan.includedCount());
    object.insert(QStringLiteral("includedBytes"), plan.includedBytes());
    object.insert(QStringLiteral("neededBytes"), plan.neededBytes());
    object.insert(QStringLiteral("freeBytes"), numberJson(plan.freeBytes));
    object.insert(QStringLiteral("fits"), plan.fits());

    QJsonArray zips;
    for (const PlannedZip &zip : plan.zips) {
        QJsonObject entry;
        insertPath(entry, QStringLiteral("path"), zip.file.path);
        entry.insert(QStringLiteral("bytes"), zip.file.bytes);
        entry.insert(QStringLiteral("modified"), momentJson(zip.file.modified));
        entry.insert(QStringLiteral("courseId"), zip.courseId ? QJsonValue(*zip.courseId) : QJsonValue());
        entry.insert(QStringLiteral("decision"), decisionName(zip.decision));
        entry.insert(QStringLiteral("reason"), zip.reason);
        zips.append(entry);
    }
    object.insert(QStringLiteral("zips"), zips);

    QJsonArray warnings;
    for (const ArchiveWarning &warning : plan.warnings) {
        warnings.append(QJsonObject {{QStringLiteral("kind"), warningName(warning.kind)},
                                     {QStringLiteral("courseId"), warning.courseId},
                                     {QStringLiteral("course"), warning.course},
                                     {QStringLiteral("text"), warning.text}});
    }
    object.insert(QStringLiteral("warnings"), warnings);
    return object;
}

QJsonObject archiveRecordJson(const ArchiveRecord &record)
{
    const ArchiveRun &run = record.run;
    const ArchiveStatus &status = record.status;
    QJsonObject object {{QStringLiteral("run"), run.id}};
    insertRequest(object, run.request);
    object.insert(QStringLiteral("server"), run.server);
    insertOtherPath(object, QStringLiteral("dataFolder"), run.dataFolder);
    insertOtherPath(object, QStringLiteral("archiveFolder"), run.archiveFolder);
    object.insert(QStringLiteral("startedAt"), momentJson(run.startedAt));
    object.insert(QStringLiteral("startedBy"), run.startedBy);
    object.insert(QStringLiteral("files"), run.files);
    object.insert(QStringLiteral("bytes"), run.bytes);
    object.insert(QStringLiteral("state"), archiveStateName(status.state));
    object.insert(QStringLiteral("step"), stepName(status.step));
    object.insert(
        QStringLiteral("progress"),
        QJsonObject {{QStringLiteral("done"), status.progress.done}, {QStringLiteral("total"), status.progress.total}});
    object.insert(QStringLiteral("secondsLeft"), numberJson(status.secondsLeft));
    object.insert(QStringLiteral("failure"), status.failure);
    object.insert(QStringLiteral("sha256"),
                  status.sha256.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(status.sha256)));
    object.insert(QStringLiteral("tarBytes"), numberJson(status.tarBytes));
    object.insert(QStringLiteral("finishedAt"), momentJson(status.finishedAt));
    object.insert(QStringLiteral("asOf"), momentJson(record.asOf));
    object.insert(QStringLiteral("log"), status.log);
    return object;
}

QJsonObject archiveContentsJson(const ArchiveContents &contents)
{
    QJsonArray members;
    for (const ArchiveMember &member : contents.members) {
        QJsonObject entry;
        insertPath(entry, QStringLiteral("path"), member.path);
        entry.insert(QStringLiteral("bytes"), member.bytes);
        entry.insert(QStringLiteral("modified"), momentJson(member.modified));
        entry.insert(QStringLiteral("check"), memberCheckName(member.check));
        members.append(entry);
    }
    return {{QStringLiteral("run"), contents.runId},
            {QStringLiteral("matches"), contents.matches()},
            {QStringLiteral("members"), members}};
}

} // namespace Nightkeep
