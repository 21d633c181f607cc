// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletionarchives.h"

#include "models/archives/poolmember.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

DeletionReason notArchived(DeletionObstacle kind, const QString &text)
{
    return {kind, text, Tr::tr("Make an archive that takes it, and check the list again once that is complete.")};
}

/// How an archive that holds the copy stands.
ArchivedAt standingOf(const ArchiveHolding &holding, const ZipCheck &check)
{
    const ArchiveStatus &status = holding.record.status;
    const QString name = visibleText(holding.record.run.request.name);
    ArchivedAt at {&holding, check};
    if (status.state != ArchiveState::Complete || status.sha256.isEmpty()) {
        at.obstacle =
            DeletionReason {DeletionObstacle::ArchiveNotWhole,
                            Tr::tr("The archive %1 that would hold it is not complete: %2.", "an archive, its state")
                                .arg(name, archiveStateWord(status.state)),
                            Tr::tr("Wait until it is, or start it again.")};
    } else if (status.copy == ArchiveCopy::Altered) {
        at.obstacle = DeletionReason {DeletionObstacle::ArchiveNotWhole,
                                      Tr::tr("The archive %1 that held it is no longer what it was.").arg(name),
                                      Tr::tr("Do not rely on that file: make another archive.")};
    } else if (status.copy != ArchiveCopy::InPlace && holding.record.moved) {
        at.isByNote = true;
    } else if (status.copy == ArchiveCopy::Returned) {
        at.obstacle = DeletionReason {
            DeletionObstacle::ArchiveNotInPlace,
            Tr::tr("The archive %1 that holds it was gone, is back, and has not been read since.").arg(name),
            Tr::tr("Read it back: \"nightkeepctl archive verify --run %1\".").arg(holding.record.run.id)};
    } else if (status.copy != ArchiveCopy::InPlace) {
        at.obstacle = DeletionReason {
            DeletionObstacle::ArchiveNotInPlace,
            Tr::tr("The archive %1 that holds it is not at its place, and nobody has said where it went.").arg(name),
            Tr::tr("Say where it went, if it was taken to tape.")};
    }
    return at;
}

/// Better to rest on: nothing in the way, and in place.
int rankOf(const ArchivedAt &at)
{
    return at.obstacle ? 2 : at.isByNote ? 1 : 0;
}

BytePath pathBelow(const BytePath &folder, const BytePath &path)
{
    return folder.endsWith('/') ? folder + path : folder + '/' + path;
}

/// One content may be recorded under one name in each area of a course.
constexpr qsizetype deletionPoolNames = 4;

/// What a copy is called in an archive, as its plan named it.
BytePath memberOf(const BackupCopy &copy, const QSet<BytePath> &taken = {})
{
    const FoundFile &file = copy.file;
    return file.place == CopyPlace::Pool ? poolMember(copy.name, file.path, copy.course.value_or(0), taken) : file.path;
}

/// A copy is named for people: what had to be escaped for them is not as Moodle recorded it.
bool isNameKnown(const BackupCopy &copy)
{
    return copy.file.place != CopyPlace::Pool || !copy.name.contains(u'\\');
}

/// Of the pool its name may have been taken.
QList<BytePath> membersOf(const BackupCopy &copy)
{
    if (!isNameKnown(copy))
        return {};
    QList<BytePath> members {memberOf(copy)};
    while (copy.file.place == CopyPlace::Pool && members.size() < deletionPoolNames)
        members.append(memberOf(copy, QSet<BytePath>(members.cbegin(), members.cend())));
    return members;
}

template<typename One, typename Other> bool haveSameSizeAndTime(const One &one, const Other &other)
{
    return one.bytes == other.bytes && one.modified.toSecsSinceEpoch() == other.modified.toSecsSinceEpoch();
}

bool isSameFile(const BackupCopy &copy, const ZipFile &archived)
{
    const bool isOther =
        copy.file.place == CopyPlace::Pool && archived.check.course && archived.check.course != copy.course;
    return !isOther && haveSameSizeAndTime(copy.file, archived);
}

DeletionReason eitherOf(const BytePath &member)
{
    return {DeletionObstacle::ContentsNotKnown,
            Tr::tr("Which of two files an archive holds as %1 cannot be told: both have its size and time.")
                .arg(displayPath(member)),
            Tr::tr("Back the course up again, read that copy through and archive it.")};
}

} // namespace

ArchivedFiles::ArchivedFiles(const SiteBackups &site, const QList<ArchiveHolding> &archives)
    : m_isLater(site.head.moodle.edition == MoodleEdition::Later)
    , m_site(site)
{
    for (const PlaceSeen &place : site.head.places) {
        if (!m_folders.contains(place.kind))
            m_folders.insert(place.kind, place.folder);
    }
    for (const ArchiveHolding &holding : archives) {
        const ArchiveRun &run = holding.record.run;
        if (holding.record.status.state == ArchiveState::None
            || run.server.compare(site.site.dataServer, Qt::CaseInsensitive) != 0)
            continue;
        if (!holding.files && wasVerified(holding.record.status))
            m_unknown.append(&holding);
        take(holding);
    }
    if (!m_isLater)
        return;
    for (const CourseBackups &course : site.courses) {
        for (const BackupCopy &copy : course.copies)
            m_named[memberOf(copy)].append(&copy.file);
    }
    for (const BackupCopy &copy : site.others)
        m_named[memberOf(copy)].append(&copy.file);
}

ArchivedAt ArchivedFiles::find(const BackupCopy &copy) const
{
    ArchivedAt best;
    bool isOtherThere = false;
    BytePath either;
    for (const BytePath &member : membersOf(copy)) {
        const auto found = m_files.constFind(keyOf(copy.file, member));
        for (const auto &[holding, archived] : found == m_files.cend() ? QList<Archived>() : *found) {
            const bool isSame = isSameFile(copy, archived);
            isOtherThere |= !isSame;
            if (!isSame)
                continue;
            if (hasTwin(copy.file, member)) {
                either = member;
                continue;
            }
            const ArchivedAt at = standingOf(*holding, archived.check);
            if (!best.archive || rankOf(at) < rankOf(best))
                best = at;
        }
    }
    if (best.archive)
        return best;
    return {nullptr, {}, either.isEmpty() ? whyNot(copy, isOtherThere) : eitherOf(either)};
}

void ArchivedFiles::take(const ArchiveHolding &holding)
{
    const ArchiveRun &run = holding.record.run;
    for (const ZipFile &file : holding.files.value_or(QList<ZipFile>())) {
        m_files[pathBelow(run.dataFolder, file.path)].append({&holding, file});
        if (mayHoldPool(run))
            m_files[file.path].append({&holding, file});
        const qint64 course = file.check.course ? *file.check.course : courseOfZip(file.path).value_or(0);
        if (run.request.site == m_site.site.name)
            m_archiveOf.insert(course, visibleText(run.request.name));
    }
}

bool ArchivedFiles::mayHoldPool(const ArchiveRun &run) const
{
    const BytePath folder = pathBelow(run.dataFolder, {});
    return m_isLater && run.request.site == m_site.site.name
        && (folder == pathBelow(m_site.site.dataFolder, {})
            || folder == pathBelow(m_folders.value(CopyPlace::SharedFolder), {}));
}

BytePath ArchivedFiles::keyOf(const FoundFile &file, const BytePath &member) const
{
    return file.place == CopyPlace::Pool ? member : pathBelow(m_folders.value(file.place), member);
}

bool ArchivedFiles::hasTwin(const FoundFile &file, const BytePath &member) const
{
    const QList<const FoundFile *> named = m_named.value(member);
    return std::any_of(named.cbegin(), named.cend(), [&file](const FoundFile *each) {
        return (each->place != file.place || each->path != file.path) && haveSameSizeAndTime(*each, file);
    });
}

DeletionReason ArchivedFiles::whyNot(const BackupCopy &copy, bool isOtherThere) const
{
    const FoundFile &file = copy.file;
    if (!isNameKnown(copy))
        return {DeletionObstacle::ContentsNotKnown,
                Tr::tr("Whether an archive holds it cannot be told: its name, %1, has characters that are not "
                       "shown as they are.")
                    .arg(copy.name),
                Tr::tr("Back the course up again, read that copy through and archive it.")};
    if (!m_isLater && !file.path.toLower().endsWith(".zip"))
        return {DeletionObstacle::NotArchived,
                Tr::tr("No archive holds it: of a Moodle 1.9, archives are made of zips alone."),
                Tr::tr("Keep the copy elsewhere, and decide by hand.")};
    const bool isOfPool = file.place == CopyPlace::Pool;
    QStringList unknown;
    QString run;
    for (const ArchiveHolding *holding : m_unknown) {
        const ArchiveRun &each = holding->record.run;
        if (each.startedAt < file.modified
            || !(isOfPool ? mayHoldPool(each) : holdsPath(each.dataFolder, keyOf(file, file.path))))
            continue;
        unknown << visibleText(each.request.name);
        run = each.id;
    }
    if (!unknown.isEmpty())
        return {DeletionObstacle::ContentsNotKnown,
                Tr::tr("Whether an archive holds it is not known: the workspace does not know what is in %1.")
                    .arg(unknown.join(QLatin1String(", "))),
                Tr::tr("Look into the archive once: \"Contents…\" on the page of archives, or \"nightkeepctl "
                       "archive contents --run %1\".")
                    .arg(run)};
    if (isOtherThere)
        return notArchived(DeletionObstacle::NotArchived,
                           Tr::tr("No archive holds it: what one has of that name differs in size or time."));
    return notArchived(DeletionObstacle::NotArchived, Tr::tr("No archive holds it."));
}

} // namespace Nightkeep
