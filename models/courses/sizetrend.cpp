// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/sizetrend.h"

#include "models/base/tr.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

std::optional<double> sizeChange(qint64 bytes, qint64 before)
{
    return before > 0 ? std::optional((double(bytes) - double(before)) * 100 / double(before)) : std::nullopt;
}

QString sizeChangeWords(double percent)
{
    if (percent > -0.5 && percent < 0.5)
        return Tr::tr("as before", "the size of a copy");
    return (percent > 0 ? Tr::tr("%1 % more", "the size of a copy, against the one before")
                        : Tr::tr("%1 % less", "the size of a copy, against the one before"))
        .arg(QLocale().toString(qAbs(percent), 'f', 0));
}

std::optional<double> sizeChangeOf(const CourseBackups &course, const BackupCopy &copy)
{
    QDateTime latest;
    qint64 before = -1;
    const auto look = [&](const QDateTime &made, qint64 size) {
        if (made.isValid() && made < copy.made && (!latest.isValid() || made > latest)) {
            latest = made;
            before = size;
        }
    };
    for (const BackupCopy &other : course.copies) {
        if (other.isSound && other.kind == copy.kind)
            look(other.made, other.file.bytes);
    }
    for (const SizePoint &point : course.course.sizes) {
        if (copy.kind == CopyKind::MadeByMoodle) // as all that is remembered
            look(point.made, point.bytes);
    }
    return sizeChange(copy.file.bytes, before);
}

std::optional<double> sizeTrend(const CourseBackups &course)
{
    const auto newest = std::find_if(course.copies.cbegin(), course.copies.cend(), [](const BackupCopy &copy) {
        return copy.isSound && copy.kind == CopyKind::MadeByMoodle && copy.made.isValid() && !copy.isOfTheFuture;
    });
    return newest == course.copies.cend() ? std::nullopt : sizeChangeOf(course, *newest);
}

} // namespace Nightkeep
