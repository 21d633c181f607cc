// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/termcomparison.h"

#include "models/base/tr.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

using ChangeKind = CourseChange::Kind;

/// Sizes waver; a tenth is more than that.
ChangeKind comparedKind(qint64 before, qint64 after)
{
    if (before < 0)
        return ChangeKind::Gained;
    if (after < 0)
        return ChangeKind::Lost;
    const auto tenth = before / 10;
    return after < before - tenth ? ChangeKind::Shrunk : after > before + tenth ? ChangeKind::Grown : ChangeKind::Same;
}

/// What people look for first.
int comparedRank(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Lost:
        return 0;
    case ChangeKind::Shrunk:
        return 1;
    case ChangeKind::Gained:
        return 2;
    case ChangeKind::Grown:
        return 3;
    case ChangeKind::Same:
        break;
    }
    return 4;
}

} // namespace

QString courseChangeWord(CourseChange::Kind kind)
{
    switch (kind) {
    case ChangeKind::Gained:
        return Tr::tr("gained");
    case ChangeKind::Lost:
        return Tr::tr("lost");
    case ChangeKind::Shrunk:
        return Tr::tr("shrunk");
    case ChangeKind::Grown:
        return Tr::tr("grown");
    case ChangeKind::Same:
        break;
    }
    return Tr::tr("as before");
}

QString TermComparison::inWords() const
{
    QString words = QStringLiteral("%1 %2 %3")
                        .arg(Tr::tr("%n courses gained.", nullptr, gained), Tr::tr("%n courses lost.", nullptr, lost),
                             Tr::tr("%n courses shrunk by more than a tenth.", nullptr, shrunk));
    const bool isAllKnown = std::all_of(courses.cbegin(), courses.cend(),
                                        [](const CourseChange &change) { return change.course.has_value(); });
    if (!isAllKnown)
        words += u' ' + Tr::tr("Of some backups the course is not known: they go by their names.");
    return words;
}

void CourseSizes::add(std::optional<qint64> course, const QString &shortName, const BytePath &path,
                      const QDateTime &made, qint64 bytes)
{
    Newest &newest = m_newest[Key {course.value_or(0), course ? BytePath() : path}];
    if (newest.made.isValid() && made <= newest.made)
        return;
    QString name = shortName;
    if (name.isEmpty())
        name = course ? Tr::tr("course %1").arg(*course) : displayPath(path);
    newest = {name, made, bytes};
}

CourseSizes sizesOf(const QList<ArchivedFile> &files)
{
    CourseSizes sizes;
    for (const ArchivedFile &file : files)
        sizes.add(file.course, file.shortName, file.path, file.made.isValid() ? file.made : file.modified, file.bytes);
    return sizes;
}

CourseSizes sizesOf(const QList<ZipFile> &files)
{
    CourseSizes sizes;
    for (const ZipFile &file : files) {
        const std::optional<qint64> course = file.check.course ? file.check.course : courseOfZip(file.path);
        sizes.add(course, file.check.shortName, file.path, file.check.made.isValid() ? file.check.made : file.modified,
                  file.bytes);
    }
    return sizes;
}

CourseSizes sizesOf(const ArchivePlan &plan)
{
    CourseSizes sizes;
    for (const PlannedZip &zip : plan.zips) {
        if (zip.decision == ZipDecision::Included)
            sizes.add(recordedCourse(zip), zip.course, zip.file.path,
                      zip.file.check.made.isValid() ? zip.file.check.made : zip.file.modified, zip.file.bytes);
    }
    return sizes;
}

TermComparison compareTerms(const CourseSizes &before, const CourseSizes &after)
{
    TermComparison comparison;
    const auto add = [&comparison](const CourseSizes::Key &key, const QString &name, qint64 then, qint64 now) {
        const ChangeKind kind = comparedKind(then, now);
        comparison.courses.append({key.first > 0 ? std::optional(key.first) : std::nullopt, name, kind, then, now});
        if (key.first == 0) // no course that anybody knows
            return;
        comparison.gained += kind == ChangeKind::Gained;
        comparison.lost += kind == ChangeKind::Lost;
        comparison.shrunk += kind == ChangeKind::Shrunk;
    };
    for (auto old = before.m_newest.cbegin(); old != before.m_newest.cend(); ++old) {
        const auto now = after.m_newest.constFind(old.key());
        const bool isThere = now != after.m_newest.cend();
        add(old.key(), isThere ? now->name : old->name, old->bytes, isThere ? now->bytes : -1);
    }
    for (auto now = after.m_newest.cbegin(); now != after.m_newest.cend(); ++now) {
        if (!before.m_newest.contains(now.key()))
            add(now.key(), now->name, -1, now->bytes);
    }
    std::stable_sort(comparison.courses.begin(), comparison.courses.end(),
                     [](const CourseChange &one, const CourseChange &other) {
                         return std::tuple(comparedRank(one.kind), one.course.value_or(0))
                             < std::tuple(comparedRank(other.kind), other.course.value_or(0));
                     });
    return comparison;
}

} // namespace Nightkeep
