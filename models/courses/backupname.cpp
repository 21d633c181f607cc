// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupname.h"

#include "models/zips/zipfile.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype nameStampLength = 14; // -20080519-1659
constexpr int nameFirstYear = 1990;

bool nameIsDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool nameHasDigits(const QByteArray &name, qsizetype at, qsizetype count)
{
    return at >= 0 && at + count <= name.size()
        && std::all_of(name.cbegin() + at, name.cbegin() + at + count, nameIsDigit);
}

int nameNumber(const QByteArray &name, qsizetype at, qsizetype count)
{
    int number = 0;
    for (qsizetype i = at; i < at + count; ++i)
        number = number * 10 + (name.at(i) - '0');
    return number;
}

QDate nameDate(const QByteArray &name, qsizetype at)
{
    const QDate yearFirst(nameNumber(name, at, 4), nameNumber(name, at + 4, 2), nameNumber(name, at + 6, 2));
    if (yearFirst.isValid() && yearFirst.year() >= nameFirstYear)
        return yearFirst;
    const QDate dayFirst(nameNumber(name, at + 4, 4), nameNumber(name, at + 2, 2), nameNumber(name, at, 2));
    return dayFirst.isValid() && dayFirst.year() >= nameFirstYear ? dayFirst : QDate();
}

/// Where the last stamp begins, with its '-'; -1: there is none.
qsizetype nameStampAt(const QByteArray &name)
{
    for (qsizetype at = name.size() - nameStampLength; at >= 0; --at) {
        const qsizetype end = at + nameStampLength;
        if (name.at(at) == '-' && nameHasDigits(name, at + 1, 8) && name.at(at + 9) == '-'
            && nameHasDigits(name, at + 10, 4) && (end == name.size() || !nameIsDigit(name.at(end))))
            return at;
    }
    return -1;
}

/// What stands behind the stamp, in Moodle's order: "-nu" or "-an", "-nf", the ending. Whether it is nothing else.
bool nameReadMarks(QByteArray tail, BackupName &name)
{
    const auto takes = [&tail](const char *mark) {
        if (!tail.startsWith(mark))
            return false;
        tail.remove(0, qsizetype(qstrlen(mark)));
        return true;
    };
    name.withoutUsers = takes("-nu");
    takes("-an"); // users without their names
    name.withoutFiles = takes("-nf");
    return tail == ".zip" || tail == ".mbz";
}

/// Moodle 1.9 writes no numbers of courses, and one of its short names may be "crash-course-12": so the format has to
/// stand before the number, or an ending that 1.9 never gives behind it.
std::optional<qint64> nameCourse(const QByteArray &lower)
{
    static const QByteArray word = QByteArrayLiteral("-course-");
    static const QByteArray wholeWord = "-moodle2" + word;
    const qsizetype format = lower.indexOf(wholeWord);
    const qsizetype found = format >= 0 ? format + 8 : lower.endsWith(".mbz") ? lower.indexOf(word) : -1;
    if (found < 0)
        return std::nullopt;
    const qsizetype begin = found + word.size();
    qsizetype end = begin;
    while (end < lower.size() && nameIsDigit(lower.at(end)))
        ++end;
    // A number that Moodle does not write so is somebody's text.
    const bool ends = end == lower.size() || lower.at(end) == '-' || lower.at(end) == '.';
    if (!ends || end == begin || end - begin > 18 || lower.at(begin) == '0')
        return std::nullopt;
    return lower.mid(begin, end - begin).toLongLong();
}

} // namespace

ZoneMinutes::ZoneMinutes(const QTimeZone &zone)
    : m_zone(zone)
{
}

QDateTime ZoneMinutes::moment(const QDate &date, const QTime &minute) const
{
    const qint64 key = date.toJulianDay() * 24 * 60 + minute.hour() * 60 + minute.minute();
    auto moment = m_moments.constFind(key);
    if (moment == m_moments.cend())
        moment = m_moments.insert(key, QDateTime(date, minute, m_zone).toUTC());
    return *moment;
}

BackupName readBackupName(const BytePath &path, const QTimeZone &zone, const QDateTime &now)
{
    return readBackupName(path, ZoneMinutes(zone), now);
}

BackupName readBackupName(const BytePath &path, const ZoneMinutes &zone, const QDateTime &now)
{
    const QByteArray whole = path.mid(path.lastIndexOf('/') + 1);
    const QByteArray lower = whole.toLower();
    BackupName name;
    name.course = nameCourse(lower);
    const qsizetype at = nameStampAt(lower);
    const QDate date = at < 0 ? QDate() : nameDate(lower, at + 1);
    const QTime time = at < 0 ? QTime() : QTime(nameNumber(lower, at + 10, 2), nameNumber(lower, at + 12, 2));
    if (!date.isValid() || !time.isValid()) {
        name.before = whole;
        return name;
    }
    name.before = whole.left(at);
    const bool endsAsMoodles = nameReadMarks(lower.mid(at + nameStampLength), name);
    name.isDefault = endsAsMoodles && at > 0;
    const QDateTime moment = zone.moment(date, time);
    name.isOfTheFuture = isOfTheFuture(moment, now);
    if (!name.isOfTheFuture)
        name.made = moment;
    return name;
}

} // namespace Nightkeep
