// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/karchivelister.h"

#include "app/apptr.h"
#include "app/archive/sparsedevice.h"
#include "app/archive/tarwalk.h"

#include <KTar>

#include <QFile>
#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int maxDepth = 64;
constexpr qint64 octalLimit = 1LL << 33;

struct SeenMember
{
    qint64 bytes = 0;
    QDateTime modified;
};
using SeenByOffset = QHash<qint64, SeenMember>;

void collect(const KArchiveDirectory &folder, int depth, SeenByOffset &seen)
{
    const QStringList names = folder.entries();
    for (const QString &name : names) {
        const KArchiveEntry *entry = folder.entry(name);
        if (!entry)
            continue;
        if (entry->isDirectory()) {
            if (depth < maxDepth)
                collect(static_cast<const KArchiveDirectory &>(*entry), depth + 1, seen);
        } else {
            const auto &file = static_cast<const KArchiveFile &>(*entry);
            seen.insert(file.position(), {file.size(), file.date()});
        }
    }
}

QList<ArchiveMember> membersOf(const QList<RawMember> &raw)
{
    QList<ArchiveMember> members;
    members.reserve(raw.size());
    for (const RawMember &member : raw)
        members.append({member.path, member.bytes, member.modified, ArchiveMember::Check::Matches});
    return members;
}

Unexpected disagreement(const QString &detail)
{
    return fail(ErrorKind::Damaged, AppTr::tr("The archive cannot be read the same way twice."),
                AppTr::tr("It was changed after it was made: do not rely on it."), detail);
}

} // namespace

Result<QList<ArchiveMember>> KArchiveLister::list(const TarSkeleton &tar) const
{
    const Result<QList<RawMember>> raw = walkTar(tar);
    if (!raw)
        return fail(raw.error());
    // KArchive (6.13) reads sizes as octal digits alone; tar writes those that need more in base 256.
    if (raw->isEmpty()
        || std::any_of(raw->cbegin(), raw->cend(), [](const RawMember &member) { return member.bytes >= octalLimit; }))
        return membersOf(*raw);

    SparseDevice device(tar);
    KTar archive(&device);
    if (!device.open(QIODevice::ReadOnly) || !archive.open(QIODevice::ReadOnly))
        return disagreement(archive.errorString());
    SeenByOffset seen;
    collect(*archive.directory(), 0, seen);

    QHash<QString, int> texts;
    for (const RawMember &member : *raw)
        ++texts[QFile::decodeName(member.path)];
    for (const RawMember &member : *raw) {
        const auto found = seen.constFind(member.dataOffset);
        if (found == seen.cend()) {
            if (texts.value(QFile::decodeName(member.path)) < 2)
                return disagreement(AppTr::tr("Member at byte %1").arg(member.dataOffset));
        } else if (found->bytes != member.bytes || found->modified != member.modified) {
            return disagreement(AppTr::tr("Size or time of the member at byte %1").arg(member.dataOffset));
        }
    }
    return membersOf(*raw);
}

} // namespace Nightkeep
