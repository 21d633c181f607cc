// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/localcopies.h"
#include "tests/archives/archivefakes.h"

namespace Nightkeep {

inline const QDateTime now(QDate(2008, 8, 29), QTime(3, 15), QTimeZone::utc());
inline const QByteArray epoch = QByteArray::number(now.toSecsSinceEpoch());
inline const QString runId = QStringLiteral("20080829-031500-summer");

/// A workstation that nothing comes to.
class RoomOnly final : public LocalCopies
{
public:
    [[nodiscard]] Result<std::unique_ptr<ArrivingCopy>> begin(const QString &, qint64, bool) override
    {
        return fail(ErrorKind::Failed, QStringLiteral("nothing comes"));
    }
    [[nodiscard]] Result<FileHere> look(const QString &, bool, const CancelToken &, const ProgressSink &) override
    {
        return fail(ErrorKind::NotFound, QStringLiteral("nothing came"));
    }
    [[nodiscard]] qint64 freeBytes(const QString &folder) const override { return free.value(folder, -1); }
    [[nodiscard]] Result<std::unique_ptr<ArrivingCopy>> beginUnkept(qint64) override
    {
        return fail(ErrorKind::Failed, QStringLiteral("nothing comes"));
    }

    QHash<QString, qint64> free; ///< by folder
};

/// A workspace over fakes; what the server says is set by program.
struct Stage
{
    std::shared_ptr<TestStore> workspace = std::make_shared<TestStore>();
    FaultyArchiveStore store {workspace};
    MemoryMoodles moodles;
    FaultyAuditLog audit {workspace};
    ScriptedHosts hosts;
    LineLister lister;
    QHash<int, Result<QByteArray>> says;
    QByteArrayList inputs;
    QHash<int, QByteArray> lastInputs; ///< of each program
    RoomOnly here;
    ArchiveService service {
        store, workspace->store(), workspace->store(), hosts, moodles, lister, audit, [] { return now; }, &here};

    Stage()
    {
        Server server;
        server.name = QStringLiteral("moodle-a");
        std::ignore = workspace->store().replaceServer({}, server);
        Site site;
        site.name = QStringLiteral("moodle");
        site.dataServer = server.name;
        site.dataFolder = "/data/moodle";
        site.archiveFolder = "/data/archives";
        std::ignore = workspace->store().replaceSite({}, site);
        moodles.courses = QList<Course> {{1, QStringLiteral("one"), {}, true}};
        hosts.answer = [this](RemoteProgram program, const QByteArray &input) {
            inputs.append(input);
            lastInputs.insert(int(program), input);
            return says.value(int(program), fail(ErrorKind::Unreachable, QStringLiteral("no answer")));
        };
        service.setPollInterval(std::chrono::milliseconds(0));
        list({{"zip", {"500", epoch, "1/backupdata/a.zip"}}});
        status({});
    }

    void say(RemoteProgram program, QList<FrameRecord> records)
    {
        records.append(FrameRecord {"finished", {}});
        says.insert(int(program), frameOf(remoteProgramName(program).toLatin1(), records));
    }
    /// What was asked last of that program.
    [[nodiscard]] QByteArrayList lastInput(RemoteProgram program) const
    {
        return lastInputs.value(int(program)).split('\0');
    }
    void list(QList<FrameRecord> zips)
    {
        zips.prepend({"now", {epoch}});
        zips.append(FrameRecord {"free", {"1000000000"}});
        say(RemoteProgram::Zips, zips);
    }
    /// No state: the server knows no run.
    void status(const QByteArray &state, const QByteArray &sha = {}, const QByteArray &failure = {})
    {
        QList<FrameRecord> records {{"now", {epoch}}};
        if (!state.isEmpty()) {
            records.append({"run",
                            {runId.toUtf8(), "summer", "other-name", "newest-per-course", "2008-06-01", "other-server",
                             "/data/moodle", "/elsewhere", "athina", epoch, "1", "500"}});
            QByteArrayList fields(14);
            fields[0] = runId.toUtf8();
            fields[1] = state;
            fields[2] = state == "complete" ? "done" : "packing";
            fields[7] = failure;
            fields[10] = sha;
            records.append({"status", fields});
        }
        say(RemoteProgram::ArchiveStatus, records);
    }
    [[nodiscard]] Result<ArchivePlan> plan()
    {
        return service.plan(
            {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1), QStringLiteral("summer")},
            CancelToken());
    }
    [[nodiscard]] QStringList audited() const
    {
        QStringList lines;
        const Result<QList<AuditEntry>> entries = audit.entries({});
        for (const AuditEntry &entry : *entries)
            lines.append(entry.act + u' ' + entry.phase + u' ' + entry.result);
        return lines;
    }
};

} // namespace Nightkeep
