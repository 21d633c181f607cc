// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiverun.h"

#include "models/base/tr.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

QString archiveStateWord(ArchiveState state)
{
    switch (state) {
    case ArchiveState::None:
        return Tr::tr("cancelled");
    case ArchiveState::Working:
        return Tr::tr("working");
    case ArchiveState::Resumable:
        return Tr::tr("not finished");
    case ArchiveState::Complete:
        return Tr::tr("complete, verified");
    case ArchiveState::Unknown:
        break;
    }
    return Tr::tr("unknown");
}

State archiveStateColour(ArchiveState state)
{
    switch (state) {
    case ArchiveState::None:
        return State::Unknown;
    case ArchiveState::Working:
        return State::Working;
    case ArchiveState::Resumable:
        return State::Bad;
    case ArchiveState::Complete:
        return State::Good;
    case ArchiveState::Unknown:
        break;
    }
    return State::Unknown;
}

QString archiveStepWord(ArchiveStep step)
{
    switch (step) {
    case ArchiveStep::Queued:
        return Tr::tr("waiting to begin");
    case ArchiveStep::Listing:
        return Tr::tr("checking the list of files");
    case ArchiveStep::Checking:
        return Tr::tr("looking whether each file closes properly");
    case ArchiveStep::Packing:
        return Tr::tr("packing");
    case ArchiveStep::Syncing:
        return Tr::tr("writing to disk");
    case ArchiveStep::Comparing:
        return Tr::tr("comparing with the files");
    case ArchiveStep::Summing:
        return Tr::tr("taking each file's SHA-256");
    case ArchiveStep::Hashing:
        return Tr::tr("reading back");
    case ArchiveStep::Finishing:
        return Tr::tr("finishing");
    case ArchiveStep::Done:
        break;
    }
    return Tr::tr("done");
}

bool wasVerified(const ArchiveStatus &status)
{
    return status.state == ArchiveState::Complete || !status.sha256.isEmpty();
}

ArchiveStatus afterAsking(const ArchiveStatus &known, const ArchiveStatus &asked)
{
    if (!wasVerified(known))
        return asked;
    if (asked.state == ArchiveState::Complete) {
        if (!known.sha256.isEmpty() && asked.sha256 != known.sha256) {
            ArchiveStatus kept = known;
            kept.state = ArchiveState::Complete;
            kept.copy = ArchiveCopy::Altered;
            kept.failure =
                Tr::tr("Its manifest is another one now, with the SHA-256 %1.").arg(QString::fromLatin1(asked.sha256));
            return kept;
        }
        ArchiveStatus now = asked;
        now.readAt = known.readAt;
        // The server only looks at the size: what was found altered stays so until it is read and found whole.
        if (known.copy == ArchiveCopy::Altered && now.copy == ArchiveCopy::InPlace) {
            now.copy = known.copy;
            now.failure = known.failure;
        }
        if ((known.copy == ArchiveCopy::Gone || known.copy == ArchiveCopy::Returned)
            && now.copy == ArchiveCopy::InPlace) {
            now.copy = ArchiveCopy::Returned;
            now.failure = Tr::tr("It was gone from its place and is there again; whether it is the same is only known "
                                 "once it has been read back.");
        }
        return now;
    }
    ArchiveStatus kept = known;
    kept.state = ArchiveState::Complete;
    kept.step = ArchiveStep::Done;
    if (asked.state == ArchiveState::None) {
        // What was known of its copy before says more.
        if (known.copy == ArchiveCopy::InPlace) {
            kept.copy = ArchiveCopy::Unknown;
            kept.failure = Tr::tr("It was complete, but its run's folder is gone from the server.");
        }
    } else {
        kept.copy = ArchiveCopy::Gone;
        kept.failure = Tr::tr("It was completed, but its manifest is gone from its place.");
        kept.log = asked.log;
    }
    return kept;
}

bool ArchiveContents::matches() const
{
    return !members.isEmpty() && std::all_of(members.cbegin(), members.cend(), [](const ArchiveMember &member) {
        return member.check == ArchiveMember::Check::Matches;
    });
}

QList<ZipFile> ArchiveContents::matching() const
{
    QList<ZipFile> files;
    for (const ArchiveMember &member : members) {
        if (member.check == ArchiveMember::Check::Matches)
            files.append({member.path, member.bytes, member.modified, member.zip});
    }
    return files;
}

QList<ArchiveMember> checkMembers(const QList<ArchiveMember> &listed, const QList<ZipFile> &included)
{
    QHash<BytePath, int> expected;
    for (int i = 0; i < included.size(); ++i)
        expected.insert(included[i].path, i);

    QList<ArchiveMember> checked = listed;
    for (ArchiveMember &member : checked) {
        const auto found = expected.constFind(member.path);
        // A second member of the same name is one too many: it would replace the first.
        if (found == expected.cend()) {
            member.check = ArchiveMember::Check::Unexpected;
            continue;
        }
        const ZipFile &file = included[*found];
        const bool same =
            member.bytes == file.bytes && member.modified.toSecsSinceEpoch() == file.modified.toSecsSinceEpoch();
        member.check = same ? ArchiveMember::Check::Matches : ArchiveMember::Check::Differs;
        expected.erase(found);
    }
    for (const ZipFile &file : included) {
        if (expected.contains(file.path))
            checked.append({file.path, file.bytes, file.modified, ArchiveMember::Check::Missing});
    }
    return checked;
}

} // namespace Nightkeep
