// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/madeframe.h"

#include <QMutex>

#include <memory>

namespace Nightkeep {

/// What the hand-over programs of a server answer: of the small estate's archive, at the place "vault", a folder there.
class HandOverServer
{
public:
    /// How the job at the place stands; "": there is none.
    void set(const QByteArray &life, const QByteArray &failure = {})
    {
        const QMutexLocker lock(&m_shared->mutex);
        m_shared->life = life;
        m_shared->failure = failure;
    }
    /// What handover-confirm.sh finds: found, missing, altered.
    void setLook(const QByteArray &word)
    {
        const QMutexLocker lock(&m_shared->mutex);
        m_shared->look = word;
    }
    void fails(RemoteProgram program, const std::optional<Error> &error)
    {
        const QMutexLocker lock(&m_shared->mutex);
        m_shared->failing = program;
        m_shared->error = error;
    }
    [[nodiscard]] QByteArrayList inputs(RemoteProgram program) const
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->inputs.value(int(program));
    }

    void answerFor(FakeWorkspace &workspace)
    {
        const ArchiveRecord summer = workspace.archiveStore.archiveRuns()->first();
        workspace.hosts.setAnswer(
            [shared = m_shared, summer](const Server &, RemoteProgram program, const QByteArray &input,
                                        const CancelToken &) { return answer(*shared, summer, program, input); });
    }

private:
    struct Shared
    {
        QMutex mutex;
        QByteArray life;
        QByteArray failure;
        bool stopped = false;
        QByteArray look = "found";
        RemoteProgram failing = RemoteProgram::Probe;
        std::optional<Error> error;
        QHash<int, QByteArrayList> inputs;
    };

    static Result<QByteArray> answer(Shared &shared, const ArchiveRecord &summer, RemoteProgram program,
                                     const QByteArray &input)
    {
        const QMutexLocker lock(&shared.mutex);
        shared.inputs[int(program)].append(input);
        if (shared.error && shared.failing == program)
            return fail(*shared.error);
        QList<FrameRecord> records;
        const QByteArray bytes = QByteArray::number(summer.status.tarBytes);
        const QByteArray tar = summer.run.archiveFolder + '/' + summer.run.request.name.toUtf8() + ".tar";
        if (program == RemoteProgram::HandOverStart) {
            shared.life = "working";
            records.append(FrameRecord {"started", {moment, "4711", ""}});
        } else if (program == RemoteProgram::HandOverStop) {
            shared.life = "ended";
            shared.failure = "died";
            shared.stopped = true;
            records.append(FrameRecord {"result", {"stopped"}});
        } else if (program == RemoteProgram::HandOverConfirm) {
            const bool isFound = shared.look == "found";
            records.append(
                FrameRecord {"looked",
                             {shared.look, isFound ? bytes : QByteArray("7"),
                              isFound ? summer.status.sha256 : QByteArray(64, 'f'), "", "", tar, "folder", ""}});
        } else if (program == RemoteProgram::HandOverStatus) {
            records.append(FrameRecord {"now", {moment}});
            if (!shared.life.isEmpty())
                records.append(status(shared, summer, tar));
        }
        records.append(FrameRecord {"finished", {}});
        return frameOf(remoteProgramName(program).toLatin1(), records);
    }

    static FrameRecord status(const Shared &shared, const ArchiveRecord &summer, const QByteArray &tar)
    {
        const bool isWorking = shared.life == "working";
        const bool isDone = !isWorking && shared.failure.isEmpty();
        const QByteArray bytes = QByteArray::number(summer.status.tarBytes);
        QByteArrayList fields(28);
        fields[0] = "vault";
        fields[1] = shared.life;
        fields[2] = isWorking ? "sending" : "done";
        fields[3] = isWorking ? "500" : "0";
        fields[4] = isWorking ? bytes : QByteArray("0");
        fields[5] = shared.failure;
        fields[7] = shared.failure.isEmpty() ? QByteArray() : QByteArray("sending");
        fields[8] = "folder";
        fields[10] = "/mnt/vault";
        fields[12] = "tester@workstation";
        fields[13] = moment;
        fields[14] = tar;
        if (isDone) {
            fields[19] = bytes;
            fields[20] = summer.status.sha256;
            fields[21] = moment;
        }
        fields[26] = shared.stopped ? "yes" : "no";
        fields[27] = "sent";
        return {"handover", fields};
    }

    static inline const QByteArray moment = "1227950040"; // 2008-11-29 09:14, as the test's clock

    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

[[nodiscard]] inline ArchivePlace vault()
{
    ArchivePlace place;
    place.name = QStringLiteral("vault");
    place.kind = PlaceKind::Folder;
    place.folder = "/mnt/vault";
    return place;
}

} // namespace Nightkeep
