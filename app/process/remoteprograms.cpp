// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteprograms.h"

#include "app/apptr.h"

#include <QFile>

namespace Nightkeep {

namespace {

Result<QByteArray> builtInText(const QString &name)
{
    QFile file(QStringLiteral(":/remote/%1.sh").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, AppTr::tr("The server program \"%1\" is not part of this build.").arg(name),
                    AppTr::tr("Please report this defect."), file.errorString());
    return file.readAll();
}

} // namespace

QString bootstrapScript(qsizetype programBytes)
{
    // One byte at a time: dd must leave the input behind the program unread.
    return QStringLiteral("eval \"$(dd bs=1 count=%1 2>/dev/null)\"").arg(programBytes);
}

QString bootstrapCommand(qsizetype programBytes)
{
    return QStringLiteral("exec /bin/sh -c '%1' nightkeep").arg(bootstrapScript(programBytes));
}

RemoteInvocation invocationOf(const QByteArray &programText, const QString &root, const QByteArray &input)
{
    return {bootstrapCommand(programText.size()), programText + root.toUtf8() + '\0' + input};
}

Result<QByteArray> remoteProgramText(RemoteProgram program)
{
    const Result<QByteArray> text = builtInText(remoteProgramName(program));
    if (!text || !text->contains("\n# needs: fields.sh\n"))
        return text;
    const Result<QByteArray> beginning = builtInText(QStringLiteral("fields"));
    return beginning ? *beginning + *text : beginning;
}

} // namespace Nightkeep
