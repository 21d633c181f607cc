// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/poolmember.h"

namespace Nightkeep {

namespace {

constexpr qsizetype longestPoolName = 200; // bytes: a file's own and its hash have room in a file system's 255

} // namespace

BytePath poolMember(const QString &recordedName, const QByteArray &hash, qint64 course, const QSet<BytePath> &taken)
{
    QByteArray name = recordedName.toUtf8();
    name.replace('/', '_').replace('\0', '_');
    const BytePath folder = "course-" + QByteArray::number(course) + '/';
    if (name.isEmpty() || name == "." || name == "..")
        name = hash;
    if (name.size() > longestPoolName)
        name = hash + ".mbz"; // a name that no file system takes would end every job
    if (!taken.contains(folder + name))
        return folder + name;
    BytePath other = folder + hash + '-' + name;
    for (int number = 2; taken.contains(other); ++number)
        other = folder + hash + '-' + QByteArray::number(number) + '-' + name;
    return other;
}

} // namespace Nightkeep
