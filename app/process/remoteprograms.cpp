// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteprograms.h"

#include "app/apptr.h"

#include <QFile>

namespace Nightkeep {

namespace {

/// As the shell's $(...) has it, which the bootstrap compares with.
QByteArray withoutNewlinesAtEnd(QByteArray text)
{
    while (text.endsWith('\n'))
        text.chop(1);
    return text;
}

Result<QByteArray> builtInText(const QString &name)
{
    QFile file(QStringLiteral(":/remote/%1.sh").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, AppTr::tr("The server program \"%1\" is not part of this build.").arg(name),
                    AppTr::tr("Please report this defect."), file.errorString());
    return withoutNewlinesAtEnd(file.readAll());
}

} // namespace

QString bootstrapScript(qsizetype programBytes)
{
    // dd must leave the input behind the program unread. One that can fill its block reads the whole at
    // once; another refuses before it reads anything, and is asked for single bytes. One that can and fails
    // has failed in reading: what it took is gone, so nothing is read again, the text is short and not run.
    return QStringLiteral("n=%1; p=$(dd bs=$n count=1 iflag=fullblock 2>/dev/null) || "
                          "dd count=0 iflag=fullblock </dev/null 2>/dev/null || "
                          "p=$(dd bs=1 count=$n 2>/dev/null); "
                          "[ ${#p} -eq $n ] || { echo \"nightkeep: the program did not arrive whole\" >&2; exit 3; }; "
                          "eval \"$p\"")
        .arg(programBytes);
}

QString bootstrapCommand(qsizetype programBytes)
{
    return QStringLiteral("exec /bin/sh -c '%1' nightkeep").arg(bootstrapScript(programBytes));
}

RemoteInvocation invocationOf(const QByteArray &programText, const QString &root, const QByteArray &input)
{
    const QByteArray text = withoutNewlinesAtEnd(programText);
    return {bootstrapCommand(text.size()), bootstrapScript(text.size()), text + root.toUtf8() + '\0' + input};
}

Result<QByteArray> remoteProgramText(RemoteProgram program)
{
    const QString name = remoteProgramName(program);
    const Result<QByteArray> text = builtInText(name);
    if (!text)
        return text;
    // What stands in front of a program is told by what it uses of it.
    const QList<QPair<QByteArray, QString>> parts {{"", QStringLiteral("prelude")},
                                                   {"\nnk_enter", QStringLiteral("trust")},
                                                   {"\nnk_end_job", QStringLiteral("endjob")},
                                                   {"\nnk_become", QStringLiteral("webuser")},
                                                   {"\nnk_uses_zip_reader", QStringLiteral("zipreader")},
                                                   {"$nk_backup_reader", QStringLiteral("backupreader")},
                                                   {"$nk_workers", QStringLiteral("workers")}};
    QByteArray whole = "nk_program=" + name.toLatin1() + '\n';
    for (const auto &[mark, part] : parts) {
        const Result<QByteArray> before = text->contains(mark) ? builtInText(part) : QByteArray();
        if (!before)
            return before;
        whole += *before + '\n';
    }
    return whole + *text;
}

} // namespace Nightkeep
