// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/storageversions.h"

#include "models/base/framefields.h"
#include "models/base/tr.h"
#include "models/storage/storagemanagertext.h"

#include <QTimeZone>

#include <algorithm>
#include <array>
#include <optional>

namespace Nightkeep {

namespace {

constexpr qsizetype versionLineBytes = 16 * 1024;
constexpr int versionsTimedOut = 124; // of timeout(1)
constexpr int versionsKilled = 137;

/// Three numbers of a date as they stand in it.
struct VersionDate
{
    std::array<int, 3> parts {};
    char separator = '-';
    bool isYearFirst = false;
};

enum class VersionOrder { NotKnown, DayFirst, MonthFirst };

/// A row as it was cut up; its moment is told once the order of dates is known.
struct VersionRow
{
    StorageVersion version;
    VersionDate date;
    QTime time;
};

bool isVersionNumber(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= 9
        && std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<VersionDate> versionDate(const QByteArray &word)
{
    if (word.size() > 10)
        return std::nullopt;
    for (const char separator : {'-', '/', '.'}) {
        const QByteArrayList parts = word.split(separator);
        if (parts.size() != 3 || !std::all_of(parts.cbegin(), parts.cend(), isVersionNumber))
            continue;
        return VersionDate {
            {parts.at(0).toInt(), parts.at(1).toInt(), parts.at(2).toInt()}, separator, parts.at(0).size() == 4};
    }
    return std::nullopt;
}

QTime versionTime(const QByteArray &word)
{
    return word.size() > 8 ? QTime() : QTime::fromString(QString::fromLatin1(word), QStringLiteral("H:mm:ss"));
}

QDate versionDay(const VersionDate &date, VersionOrder order)
{
    if (date.isYearFirst)
        return QDate(date.parts[0], date.parts[1], date.parts[2]);
    const int year = date.parts[2] < 100 ? date.parts[2] + 2000 : date.parts[2];
    return order == VersionOrder::MonthFirst ? QDate(year, date.parts[0], date.parts[1])
                                             : QDate(year, date.parts[1], date.parts[0]);
}

/// What a date in the words of an answer leaves as its order, where only one is possible.
VersionOrder onlyOrder(const VersionDate &date)
{
    if (date.isYearFirst || (date.parts[0] > 12) == (date.parts[1] > 12))
        return VersionOrder::NotKnown;
    return date.parts[0] > 12 ? VersionOrder::DayFirst : VersionOrder::MonthFirst;
}

/// The same of one that is known to be of today, to a day.
VersionOrder orderOfToday(const VersionDate &date, const QDate &today)
{
    const auto isToday = [&](VersionOrder order) {
        const QDate day = versionDay(date, order);
        return day.isValid() && std::abs(day.daysTo(today)) <= 1;
    };
    const bool dayFirst = isToday(VersionOrder::DayFirst);
    if (date.isYearFirst || dayFirst == isToday(VersionOrder::MonthFirst))
        return VersionOrder::NotKnown;
    return dayFirst ? VersionOrder::DayFirst : VersionOrder::MonthFirst;
}

/// In bytes; -1: it says none.
qint64 versionBytes(const QByteArrayList &words, bool &inKilobytes)
{
    constexpr qint64 kibi = 1024;
    QByteArray digits;
    qint64 unit = 1;
    for (const QByteArray &word : words) {
        if (word == "KB")
            unit = kibi;
        else if (word == "MB")
            unit = kibi * kibi;
        for (const char c : word) {
            if (c >= '0' && c <= '9')
                digits += c;
        }
    }
    inKilobytes = unit > 1;
    constexpr qsizetype mostDigits = 12;
    return digits.isEmpty() || digits.size() > mostDigits ? -1 : digits.toLongLong() * unit;
}

QByteArrayList versionWords(const QByteArray &text)
{
    return text.simplified().split(' ');
}

/// Where a date is followed by a time of day; -1: nowhere.
qsizetype placeOfVersionDate(const QByteArrayList &words)
{
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        if (versionDate(words.at(i)) && versionTime(words.at(i + 1)).isValid())
            return i;
    }
    return -1;
}

/// Cut at the date: the size before it, class and A or I behind it, and the rest of the line is the path.
std::optional<VersionRow> versionRow(const QByteArray &line)
{
    qsizetype slash = line.indexOf('/');
    while (slash > 0 && line.at(slash - 1) != ' ' && line.at(slash - 1) != '\t')
        slash = line.indexOf('/', slash + 1);
    if (slash <= 0)
        return std::nullopt;
    const QByteArrayList words = versionWords(line.left(slash));
    const qsizetype at = placeOfVersionDate(words);
    const QByteArray flag = words.constLast();
    if (at < 1 || at + 2 >= words.size() || flag.size() != 1 || (flag != "A" && flag != "I"))
        return std::nullopt;
    VersionRow row;
    row.date = *versionDate(words.at(at));
    row.time = versionTime(words.at(at + 1));
    qsizetype behind = at + 2;
    const QByteArray half = words.at(behind).toUpper();
    if (half == "AM" || half == "PM") {
        const int hour = row.time.hour() % 12 + (half == "PM" ? 12 : 0);
        row.time = QTime(hour, row.time.minute(), row.time.second());
        ++behind;
    }
    row.version.managementClass = QString::fromLatin1(words.mid(behind, words.size() - 1 - behind).join(' '));
    row.version.isActive = flag == "A";
    row.version.bytes = versionBytes(words.first(at), row.version.inKilobytes);
    row.version.path = line.mid(slash);
    if (row.version.path.endsWith('\r'))
        row.version.path.chop(1);
    return row;
}

Unexpected noStorageClient(const QByteArray &state)
{
    return state == "no-timeout"
        ? fail(ErrorKind::NotFound,
               Tr::tr("The storage manager's client was not asked: the server has no \"timeout\" to guard the "
                      "question."),
               Tr::tr("Run \"dsmc query backup\" on the server."))
        : fail(ErrorKind::NotFound, Tr::tr("The storage manager's client (dsmc) was not found on the server."),
               Tr::tr("Ask the storage manager's administrators whether this server is backed up."));
}

/// "+0100" behind the moment; the moment in that zone.
QDateTime versionsClock(const FrameRecord &record)
{
    FrameFields fields(record, 2);
    const QDateTime moment = fields.time();
    const QByteArray zone = fields.bytes();
    if (!moment.isValid())
        return {};
    int offset = 0;
    if (zone.size() == 5 && isVersionNumber(zone.mid(1)))
        offset = (zone.mid(1, 2).toInt() * 60 + zone.mid(3, 2).toInt()) * 60 * (zone.startsWith('-') ? -1 : 1);
    const QTimeZone there(offset);
    return there.isValid() ? moment.toTimeZone(there) : moment;
}

} // namespace

QList<StorageVersion> parseQueryBackup(const QByteArray &text, const QDateTime &now)
{
    QList<VersionRow> rows;
    VersionOrder order = VersionOrder::NotKnown;
    VersionOrder byRows = VersionOrder::NotKnown;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype found = text.indexOf('\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        const QByteArray line = text.mid(begin, end - begin);
        begin = end + 1;
        if (line.size() > versionLineBytes)
            continue;
        if (std::optional<VersionRow> row = versionRow(line)) {
            if (byRows == VersionOrder::NotKnown)
                byRows = onlyOrder(row->date);
            rows.append(*std::move(row));
        } else if (rows.isEmpty() && order == VersionOrder::NotKnown) { // the banner
            const QByteArrayList words = versionWords(line);
            if (const qsizetype at = placeOfVersionDate(words); at >= 0)
                order = orderOfToday(*versionDate(words.at(at)), now.date());
        }
    }
    QList<StorageVersion> versions;
    for (VersionRow &row : rows) {
        const VersionOrder bySeparator = row.date.separator == '/' ? VersionOrder::MonthFirst : VersionOrder::DayFirst;
        const VersionOrder known = order != VersionOrder::NotKnown ? order
            : byRows != VersionOrder::NotKnown                     ? byRows
                                                                   : bySeparator;
        const QDate day = versionDay(row.date, known);
        const QDateTime moment =
            day.isValid() && row.time.isValid() ? QDateTime(day, row.time, now.timeZone()).toUTC() : QDateTime();
        if (moment.isValid() && isPossibleMoment(moment.toSecsSinceEpoch()))
            row.version.backedUp = moment;
        versions.append(row.version);
    }
    return versions;
}

Result<BytePath> storageQuestion(const BytePath &folder, const QByteArray &name)
{
    const auto isStrange = [](const QByteArray &text, QByteArrayView strange) {
        return std::any_of(text.cbegin(), text.cend(), [strange](char byte) {
            return static_cast<unsigned char>(byte) < ' ' || byte == '\x7f' || strange.contains(byte);
        });
    };
    if (!folder.startsWith('/') || isStrange(folder, "*?[]{}\"'") || isStrange(name, "?[]{}\"'/") || name.isEmpty())
        return fail(ErrorKind::BadInput,
                    Tr::tr("The name %1 holds characters that mean something else to the storage manager's client.")
                        .arg(displayPath(folder + '/' + name)));
    return BytePath(folder == "/" ? folder + name : folder + '/' + name);
}

QByteArrayList storageVersionsFields(int seconds, qint64 bytes, const QList<BytePath> &questions)
{
    return QByteArrayList {QByteArray::number(seconds), QByteArray::number(bytes)} + questions;
}

Result<StorageVersions> readStorageVersions(const QList<FrameRecord> &records)
{
    QByteArray client;
    QDateTime now;
    StorageVersions answer;
    std::optional<Error> silence;
    bool hasAnswer = false;
    for (const FrameRecord &record : records) {
        if (record.type == "DSMC")
            client = record.fields.value(0);
        else if (record.type == "CLOCK")
            now = versionsClock(record);
        if (record.type != "VERSIONS")
            continue;
        const int status = record.fields.value(0).toInt();
        const QByteArray text = record.fields.value(3);
        const QString folder = displayPath(record.fields.value(2));
        const QList<StorageVersion> found =
            isBeyondMeasure(text) || !now.isValid() ? QList<StorageVersion>() : parseQueryBackup(text, now);
        if (found.isEmpty() && !text.contains("ANS1092W")) {
            const Result<void> silent = storageManagerSilence(text, status, QStringLiteral("query backup -inactive"));
            silence = silent.error();
            answer.problems.append(silence->message);
            continue;
        }
        hasAnswer = true;
        answer.versions += found;
        if (record.fields.value(1) == "cut" || status == versionsTimedOut || status == versionsKilled)
            answer.problems.append(
                Tr::tr("What the storage manager has of %1 was more than it could say in time.").arg(folder));
    }
    if (client != "asked")
        return noStorageClient(client);
    if (!now.isValid())
        return fail(ErrorKind::Damaged, Tr::tr("The server's answer does not say when it was given."));
    if (!hasAnswer && silence)
        return fail(*silence);
    answer.askedAt = now.toUTC();
    return answer;
}

} // namespace Nightkeep
