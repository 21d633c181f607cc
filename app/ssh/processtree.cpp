// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/processtree.h"

#include <QFile>

namespace Nightkeep {

namespace {

constexpr int MostGenerations = 64;
constexpr qint64 MostOfAProcFile = 64 * 1024;

// Of /proc/PID/stat, behind the name: see proc(5).
constexpr int ParentField = 1;
constexpr int StartField = 19;

struct ProcessFacts
{
    ProcessMark mark;
    qint64 parent = 0;
};

QByteArray procFile(qint64 process, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(process).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.read(MostOfAProcFile) : QByteArray();
}

ProcessFacts factsOf(qint64 process)
{
    const QByteArray stat = procFile(process, "stat");
    // "pid (name) state parent ...": the name may hold spaces and brackets
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() <= StartField)
        return {};
    return {{process, fields.at(StartField).toULongLong()}, fields.at(ParentField).toLongLong()};
}

} // namespace

ProcessMark markOf(qint64 process)
{
    return factsOf(process).mark;
}

QList<ProcessMark> lineTo(qint64 process, const ProcessMark &ancestor)
{
    QList<ProcessMark> line;
    ProcessFacts facts = factsOf(process);
    while (ancestor.isValid() && facts.mark.isValid() && line.size() < MostGenerations) {
        // What began later is nobody's parent: its number was used again while we looked.
        if (!line.isEmpty() && facts.mark.started > line.last().started)
            return {};
        line << facts.mark;
        if (facts.mark == ancestor)
            return line;
        facts = facts.parent > 1 ? factsOf(facts.parent) : ProcessFacts();
    }
    return {};
}

QByteArrayList argumentsOf(qint64 process)
{
    QByteArray arguments = procFile(process, "cmdline");
    while (arguments.endsWith('\0'))
        arguments.chop(1);
    return arguments.split('\0');
}

} // namespace Nightkeep
