// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/remotehost.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

/// `fields`: what a program gives as the reason why it refuses: "missing-tool", the tool, and what of it is
/// needed where the server has another version of it.
Error missingTool(const QByteArrayList &fields, const QString &server)
{
    const QString tool = displayPath(fields.value(1));
    const QString what = displayPath(fields.value(2));
    if (what.isEmpty())
        return {ErrorKind::MissingTool, Tr::tr("%1 has no \"%2\", which is needed for this.").arg(server, tool),
                Tr::tr("Ask the administrator of %1 to install it.").arg(server)};
    return {ErrorKind::MissingTool,
            Tr::tr("The \"%2\" of %1 does not know \"%3\", which is needed for this.").arg(server, tool, what),
            Tr::tr("Ask the administrator of %1 for the usual one of Linux (GNU or util-linux), in a newer version.")
                .arg(server)};
}

bool isMissingTool(const FrameRecord &record)
{
    return record.type == "refused" && record.fields.value(0) == "missing-tool";
}

} // namespace

QString remoteProgramName(RemoteProgram program)
{
    switch (program) {
    case RemoteProgram::Probe:
        return QStringLiteral("probe");
    case RemoteProgram::Zips:
        return QStringLiteral("zips");
    case RemoteProgram::ArchiveStart:
        return QStringLiteral("archive-start");
    case RemoteProgram::ArchiveStatus:
        return QStringLiteral("archive-status");
    case RemoteProgram::ArchiveCancel:
        return QStringLiteral("archive-cancel");
    case RemoteProgram::TarHeaders:
        return QStringLiteral("tar-headers");
    case RemoteProgram::ChangeRate:
        return QStringLiteral("change-rate");
    case RemoteProgram::BackupPreview:
        return QStringLiteral("backup-preview");
    case RemoteProgram::ArchiveVerify:
        return QStringLiteral("archive-verify");
    case RemoteProgram::Backups:
        return QStringLiteral("backups");
    case RemoteProgram::BackupContents:
        return QStringLiteral("backup-contents");
    case RemoteProgram::Fetch:
        return QStringLiteral("fetch");
    case RemoteProgram::MoodleSettings:
        return QStringLiteral("moodle-settings");
    case RemoteProgram::Destination:
        return QStringLiteral("destination");
    case RemoteProgram::HandOverStart:
        return QStringLiteral("handover-start");
    case RemoteProgram::HandOverStatus:
        return QStringLiteral("handover-status");
    case RemoteProgram::HandOverConfirm:
        return QStringLiteral("handover-confirm");
    case RemoteProgram::HandOverStop:
        return QStringLiteral("handover-stop");
    case RemoteProgram::ArchiveManifest:
        return QStringLiteral("archive-manifest");
    case RemoteProgram::ArchiveSign:
        return QStringLiteral("archive-sign");
    case RemoteProgram::ArchiveMember:
        return QStringLiteral("archive-member");
    case RemoteProgram::ArchiveExtract:
        return QStringLiteral("archive-extract");
    case RemoteProgram::ArchiveRemove:
        return QStringLiteral("archive-remove");
    case RemoteProgram::StorageVersions:
        return QStringLiteral("storage-versions");
    case RemoteProgram::RestoreDrill:
        return QStringLiteral("restore-drill");
    case RemoteProgram::WebRoots:
        return QStringLiteral("web-roots");
    }
    return {};
}

int loopbackPort(const QString &socket)
{
    static const QRegularExpression form(QStringLiteral("\\A(?:127\\.0\\.0\\.1|localhost):([0-9]{1,5})\\z"));
    const int port = form.match(socket).captured(1).toInt();
    return port <= 65535 ? port : 0;
}

Result<QList<FrameRecord>> askProgram(RemoteHost &host, RemoteProgram program, const QByteArray &input,
                                      const QString &server, const CancelToken &cancel, const RemoteLimits &limits)
{
    const Result<QByteArray> answer = host.run(program, input, cancel, limits);
    return answer ? readAnswer(*answer, program, server) : fail(answer.error());
}

Result<QList<FrameRecord>> readAnswer(const QByteArray &answer, RemoteProgram program, const QString &server)
{
    Result<QList<FrameRecord>> records = readFrame(answer, remoteProgramName(program).toLatin1());
    if (!records)
        return records;
    for (const FrameRecord &record : std::as_const(*records)) {
        if (isMissingTool(record))
            return fail(missingTool(record.fields, server));
    }
    return records;
}

Result<void> askProgram(RemoteHost &host, RemoteProgram program, const QByteArray &input, const QString &server,
                        const FrameReader::Sink &sink, const CancelToken &cancel, const RemoteLimits &limits)
{
    std::optional<Error> missing; // is believed once the answer is whole
    FrameReader reader(remoteProgramName(program).toLatin1(), limits.outputBytes,
                       [&](const FrameRecord &record) -> Result<void> {
                           if (!isMissingTool(record))
                               return sink(record);
                           missing = missingTool(record.fields, server);
                           return {};
                       });
    const Result<void> ran = host.runInto(
        program, input, [&reader](QByteArrayView piece) { return reader.take(piece); }, cancel, limits);
    if (!ran)
        return ran;
    if (const Result<void> whole = reader.finish(); !whole)
        return whole;
    return missing ? fail(*missing) : Result<void>();
}

} // namespace Nightkeep
