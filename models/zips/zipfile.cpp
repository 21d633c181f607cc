// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/zips/zipfile.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 secondsOfDay = 24 * 60 * 60;
constexpr qsizetype stampLength = 18; // -20080519-1659.zip

/// Letters without accents, as Moodle's specialtoascii() writes them.
QString withoutAccents(const QString &text)
{
    static const QHash<QChar, QString> others {
        {QChar(0xdf), QStringLiteral("ss")}, {QChar(0xe6), QStringLiteral("ae")}, {QChar(0xf0), QStringLiteral("d")},
        {QChar(0xf8), QStringLiteral("o")},  {QChar(0xfe), QStringLiteral("th")}, {QChar(0x111), QStringLiteral("d")},
        {QChar(0x131), QStringLiteral("i")}, {QChar(0x142), QStringLiteral("l")}, {QChar(0x153), QStringLiteral("oe")},
    };
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_D)) {
        if (c.category() != QChar::Mark_NonSpacing)
            plain += others.value(c, QString(c));
    }
    return plain;
}

} // namespace

QByteArray cleanedShortName(const QString &shortName)
{
    QByteArray clean;
    for (const QChar c : withoutAccents(shortName.toLower())) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.' || c == u'-';
        const char letter = plain ? c.toLatin1() : '_';
        if ((letter != '_' && letter != '.') || !clean.endsWith(letter))
            clean.append(letter);
    }
    return clean;
}

QByteArray courseNameInFile(const QString &shortName, qint64 course)
{
    const QByteArray name = cleanedShortName(shortName);
    return name.isEmpty() || name == "_" ? QByteArray::number(course) : name;
}

std::optional<qint64> courseOfZip(const BytePath &path)
{
    // Asked of a hundred thousand: without taking the path apart.
    static const QByteArray between = QByteArrayLiteral("/backupdata/");
    const qsizetype at = path.indexOf(between);
    const qsizetype name = at + between.size();
    if (at < 0 || name == path.size() || path.indexOf('/', name) >= 0)
        return std::nullopt;
    const QByteArray folder = path.left(at);
    bool ok = false;
    const qint64 id = folder.toLongLong(&ok);
    // Only the plain number is Moodle's own folder: neither "033" nor "+33".
    if (!ok || id <= 0 || QByteArray::number(id) != folder)
        return std::nullopt;
    return id;
}

void CourseNames::add(const QString &shortName, qint64 course)
{
    m_courses.insert(courseNameInFile(shortName, course), course);
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

bool isOfTheFuture(const QDateTime &moment, const QDateTime &now)
{
    return moment.secsTo(now) < -secondsOfDay;
}

QDateTime momentInName(const BytePath &path, const QTimeZone &zone, const QDateTime &now)
{
    static const QRegularExpression stamp(QRegularExpression::anchoredPattern(QString::fromLatin1(StampInName)));
    const QString end = QString::fromLatin1(path.right(stampLength));
    if (!stamp.match(end).hasMatch())
        return {};
    const auto number = [&end](qsizetype at, qsizetype length) { return end.mid(at, length).toInt(); };
    const QDate date(number(1, 4), number(5, 2), number(7, 2));
    const QTime time(number(10, 2), number(12, 2));
    if (!date.isValid() || !time.isValid())
        return {};
    const QDateTime moment = QDateTime(date, time, zone).toUTC();
    return isOfTheFuture(moment, now) ? QDateTime() : moment;
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
    const QDateTime inside = isOfTheFuture(zip.check.made, now) ? QDateTime() : zip.check.made;
    return {inside, momentInName(zip.path, zone, now), zip.modified};
}

} // namespace Nightkeep
