// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/zips/zipfile.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 secondsOfDay = 24 * 60 * 60;
constexpr qsizetype stampLength = 18; // -20080519-1659.zip

/// As Moodle's clean_filename() and moodle_strtolower() leave it, but for letters that they write without accents.
QByteArray cleaned(const QString &shortName)
{
    QByteArray clean;
    for (const QChar c : shortName.toLower()) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-';
        const char letter = plain ? c.toLatin1() : '_';
        if ((letter != '_' && letter != '.') || !clean.endsWith(letter))
            clean.append(letter);
    }
    return clean;
}

} // namespace

std::optional<qint64> courseOfZip(const BytePath &path)
{
    const QList<QByteArray> parts = path.split('/');
    if (parts.size() != 3 || parts[1] != "backupdata" || parts[2].isEmpty())
        return std::nullopt;
    bool ok = false;
    const qint64 id = parts[0].toLongLong(&ok);
    // Only the plain number is Moodle's own folder: neither "033" nor "+33".
    if (!ok || id <= 0 || QByteArray::number(id) != parts[0])
        return std::nullopt;
    return id;
}

void CourseNames::add(const QString &shortName, qint64 course)
{
    m_courses.insert(cleaned(shortName), course);
}

std::optional<qint64> CourseNames::courseOf(const BytePath &path) const
{
    const QByteArray name = path.chopped(std::min(path.size(), stampLength)).toLower();
    for (qsizetype dash = name.indexOf('-'); dash >= 0; dash = name.indexOf('-', dash + 1)) {
        if (const auto found = m_courses.constFind(name.mid(dash + 1)); found != m_courses.cend())
            return *found;
    }
    return std::nullopt;
}

QDateTime momentInName(const BytePath &path, const QTimeZone &zone, const QDateTime &now)
{
    const QByteArray end = path.right(stampLength);
    if (end.size() != stampLength || end[0] != '-' || end[9] != '-' || end.right(4).toLower() != ".zip")
        return {};
    const auto number = [&end](qsizetype at, qsizetype length) { return end.mid(at, length).toInt(); };
    const QDate date(number(1, 4), number(5, 2), number(7, 2));
    const QTime time(number(10, 2), number(12, 2));
    if (!date.isValid() || !time.isValid())
        return {};
    const QDateTime moment = QDateTime(date, time, zone).toUTC();
    return moment.secsTo(now) < -secondsOfDay ? QDateTime() : moment;
}

QDateTime ZipDates::made() const
{
    return inside.isValid() ? inside : name.isValid() ? name : file;
}

bool ZipDates::differ() const
{
    const QDateTime earliest = std::min(inside.isValid() ? inside : file, name.isValid() ? name : file);
    const QDateTime latest = std::max(inside.isValid() ? inside : file, name.isValid() ? name : file);
    return std::min(earliest, file).secsTo(std::max(latest, file)) > secondsOfDay;
}

ZipDates datesOfZip(const ZipFile &zip, const QTimeZone &zone, const QDateTime &now)
{
    return {zip.check.made, momentInName(zip.path, zone, now), zip.modified};
}

} // namespace Nightkeep
