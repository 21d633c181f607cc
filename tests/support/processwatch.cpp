// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/processwatch.h"

#include <QDir>
#include <QFile>
#include <QHash>

namespace Nightkeep {

namespace {

struct ProcessState
{
    char letter = 'X';
    qint64 parent = 0;
};

ProcessState stateOf(qint64 processId)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(processId));
    if (!stat.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = stat.readAll();
    // "pid (name) state parent ...": the name may hold spaces and brackets
    const QByteArrayList rest = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return rest.size() < 2 || rest.at(0).isEmpty() ? ProcessState()
                                                   : ProcessState {rest.at(0).at(0), rest.at(1).toLongLong()};
}

} // namespace

bool isGone(qint64 processId)
{
    const char letter = stateOf(processId).letter;
    return letter == 'Z' || letter == 'X';
}

bool isHalted(qint64 processId)
{
    return stateOf(processId).letter == 'T';
}

QList<qint64> descendantsOf(qint64 processId)
{
    QHash<qint64, QList<qint64>> children;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isNumber = false;
        const qint64 process = entry.toLongLong(&isNumber);
        if (!isNumber)
            continue;
        const ProcessState state = stateOf(process);
        if (state.letter != 'X' && state.letter != 'Z')
            children[state.parent].append(process);
    }
    QList<qint64> found = children.value(processId);
    for (qsizetype i = 0; i < found.size(); ++i)
        found += children.value(found.at(i));
    return found;
}

QByteArray commandLineOf(qint64 processId)
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(processId));
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace('\0', ' ').trimmed() : QByteArray();
}

} // namespace Nightkeep
