// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionview.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/retention/realcourses.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int realMostSentences = 10; ///< about single nights

struct RealCell
{
    NightState state = NightState::Unknown;
    QString words;
};

QString realNumber(int number)
{
    return QLocale().toString(number);
}

/// Where the copies of a night are of which each course has one.
RealCell realWholeCell(const RealNightCount &night)
{
    const QString all = Tr::tr("Of all %n courses a sound copy of this night was seen", nullptr, night.courses);
    if (night.onServer > 0)
        return {NightState::OnServer,
                Tr::tr("%1; of %2 it is on the server alone.", "a sentence, a number")
                    .arg(all, realNumber(night.onServer))};
    if (night.offServer > 0)
        return {NightState::OffServer,
                Tr::tr("%1; by the rules the storage manager still holds those of %2.", "a sentence, a number")
                    .arg(all, realNumber(night.offServer))};
    return {NightState::Everywhere, Tr::tr("%1, on the server and off it.", "a sentence").arg(all)};
}

RealCell realCourseCell(const RealNightCount &night, bool isScheduled)
{
    if (night.courses == 0)
        return {NightState::Ahead, Tr::tr("No course is known to have been there on this night.")};
    const int there = night.there();
    if (there == night.courses)
        return realWholeCell(night);
    QString words;
    if (there > 0)
        words =
            Tr::tr("%1 of %n courses have a sound copy of this night.", nullptr, night.courses).arg(realNumber(there));
    else if (night.unknown == 0)
        words = isScheduled ? Tr::tr("No course has a copy of this night, though one was due.")
                            : Tr::tr("No backup was due, and none is known.");
    if (night.unknown > 0)
        words += (words.isEmpty() ? QString() : QStringLiteral(" "))
            + Tr::tr("Whether there is one is not known of %n courses: nobody has seen it.", nullptr, night.unknown);
    if (there > 0)
        return {NightState::Partly, words};
    return {night.unknown > 0 ? NightState::Unknown : NightState::None, words};
}

template<typename CellOf>
NightRow realRow(const RetentionView &view, const QDate &first, const QString &key, const QString &title, CellOf cellOf)
{
    NightRow row;
    row.key = key;
    row.title = title;
    row.isReal = true;
    for (QDate night = first; night < view.now.date(); night = night.addDays(1)) {
        const RealCell cell = cellOf(night);
        row.cells << NightCell {night, cell.state, cell.words};
    }
    return row;
}

void realNightSentences(const RealCourses &courses, const RetentionView &view, const QDate &first,
                        QStringList &differences)
{
    int nights = 0;
    int unseen = 0;
    for (QDate night = view.now.date().addDays(-1); night >= first; night = night.addDays(-1)) {
        const RealNightCount count = courses.count(night);
        unseen += courses.isScheduled(night) && count.unknown > 0 ? 1 : 0;
        if (count.lackingDue == 0 || ++nights > realMostSentences)
            continue;
        differences << Tr::tr("%1: %2 of %n courses have no copy of that night though one was due.", nullptr,
                              count.courses)
                           .arg(dayAndMonth(night), realNumber(count.lackingDue));
    }
    if (nights > realMostSentences)
        differences << Tr::tr("So it is with %n earlier nights.", nullptr, nights - realMostSentences);
    if (unseen > 0)
        differences << Tr::tr("Of %n nights nobody has seen whether all the copies that were due were made.", nullptr,
                              unseen);
}

/// What the storage manager does not do, of a folder of a server.
QString realStorageSentence(const FolderStorage &storage, const QString &server, const BytePath &folder,
                            const QDateTime &now)
{
    const QString path = displayPath(folder);
    const QString name = visibleText(shortName(server));
    switch (storage.coverage) {
    case CoverageState::Uncovered:
        return storage.isKnown && storage.isSeen
            ? Tr::tr("%1 on %2 is not backed up: no copy is off the server.").arg(path, name)
            : QString();
    case CoverageState::Partly:
        return Tr::tr("%1 on %2 is backed up in part only; the last whole incremental ran %3.", "the last is an age")
            .arg(path, name, ageInWords(storage.lastIncremental, now));
    case CoverageState::Stale:
        return Tr::tr("%1 on %2 was last backed up %3: what was made since then is on the server alone.")
            .arg(path, name, ageInWords(storage.lastIncremental, now));
    case CoverageState::Covered:
    case CoverageState::Unknown:
        break;
    }
    return {};
}

void realStorageSentences(const RetentionReading &reading, const RetentionView &view, QStringList &differences)
{
    const Site &site = view.site;
    for (const QString &sentence :
         {realStorageSentence(view.data, site.dataServer, site.dataFolder, view.now),
          realStorageSentence(view.dumpFolder, site.databaseServer, pageDumpFolder(), view.now),
          realStorageSentence(view.code, site.dataServer, site.codeFolder, view.now)}) {
        if (!sentence.isEmpty())
            differences << sentence;
    }
    if (!reading.backups.head.listedAt.isValid())
        differences << Tr::tr("Nobody has looked at the courses' backups of %1 yet: what was really made is not known.")
                           .arg(visibleText(site.name));
}

RealCell realDump(const RetentionView &view)
{
    const QString server = visibleText(shortName(view.site.databaseServer));
    return {NightState::Unknown,
            server.isEmpty() ? Tr::tr("Nobody has looked at the dumps.")
                             : Tr::tr("Nobody has looked at the dumps on %1.").arg(server)};
}

RealCell realWhole(const RetentionView &view)
{
    if (view.data.isKnown && view.data.isSeen && !view.data.rules)
        return {NightState::None, Tr::tr("The data folder is not backed up: no night of it can be restored.")};
    return {NightState::Unknown, realDump(view).words};
}

/// The places at which it was confirmed to be, each with its end.
QStringList realPlaces(const QString &run, const QList<HandOver> &handOvers, const QDate &today)
{
    QStringList places;
    for (const HandOver &handOver : handOvers) {
        if (handOver.run != run || !isThereOn(handOver, today))
            continue;
        const QString place = visibleText(handOver.place);
        places << (handOver.expiry.kind == Expiry::Kind::OnDay
                       ? Tr::tr("%1 until %2", "a place, a day").arg(place, handOver.expiry.day.toString(Qt::ISODate))
                       : place);
    }
    return places;
}

/// Of an archive that was complete once.
RealCell realArchive(const ArchiveRecord &record, const QStringList &places)
{
    const QString name = visibleText(record.run.request.name);
    const bool isInPlace = record.status.copy == ArchiveCopy::InPlace;
    if (!places.isEmpty()) {
        const QString where = places.join(QStringLiteral(", "));
        return isInPlace
            ? RealCell {NightState::Everywhere,
                        Tr::tr("Archive %1: complete and in its place; confirmed at %2.", "a name, places")
                            .arg(name, where)}
            : RealCell {NightState::OffServer,
                        Tr::tr("Archive %1: complete; confirmed at %2.", "a name, places").arg(name, where)};
    }
    if (record.moved) {
        const QString where = visibleText(record.moved->text);
        return {isInPlace ? NightState::Everywhere : NightState::OffServer,
                Tr::tr("Archive %1: complete; noted as moved: %2", "a name, a note").arg(name, where)};
    }
    switch (record.status.copy) {
    case ArchiveCopy::InPlace:
        return {NightState::OnServer, Tr::tr("Archive %1: complete and in its place on the server.").arg(name)};
    case ArchiveCopy::Gone:
        return {NightState::Unknown,
                Tr::tr("Archive %1: no longer at its place, and nobody has noted where it went.").arg(name)};
    case ArchiveCopy::Altered:
        return {NightState::None, Tr::tr("Archive %1: something else lies at its place.").arg(name)};
    case ArchiveCopy::Returned:
        return {NightState::Unknown,
                Tr::tr("Archive %1: something lies at its place again that nobody has read since.").arg(name)};
    case ArchiveCopy::Unknown:
        break;
    }
    return {NightState::Unknown, Tr::tr("Archive %1: the server no longer knows of it.").arg(name)};
}

/// Of several archives of one day the best one counts.
QHash<QDate, RealCell> realArchives(const RetentionReading &reading, const QTimeZone &zone)
{
    QHash<QDate, RealCell> cells;
    for (const ArchiveRecord &record : reading.archives) {
        if (record.run.request.site != reading.site.name || !wasVerified(record.status))
            continue;
        const QDate day = record.run.startedAt.toTimeZone(zone).date();
        const RealCell cell =
            realArchive(record, realPlaces(record.run.id, reading.handOvers, reading.now.toUTC().date()));
        if (!cells.contains(day) || !isRestorable(cells.value(day).state))
            cells.insert(day, cell);
    }
    return cells;
}

} // namespace

QList<NightRow> realNights(const RetentionReading &reading, const RetentionView &view, const QDate &first,
                           QStringList &differences)
{
    const RealCourses courses(reading, view, first);
    const bool isLooked = reading.backups.head.listedAt.isValid();
    const auto course = [&](const QDate &night) -> RealCell {
        if (!isLooked)
            return {NightState::Unknown, Tr::tr("Nobody has looked at the courses' backups yet.")};
        return realCourseCell(courses.count(night), courses.isScheduled(night));
    };
    const QHash<QDate, RealCell> archives = realArchives(reading, siteZone(view.site, view.now));
    // An estate of which the workspace knows none may have some that were made by hand.
    const RealCell noArchive {archives.isEmpty() ? NightState::Unknown : NightState::None,
                              Tr::tr("No finished archive of this day is known.")};
    realStorageSentences(reading, view, differences);
    if (isLooked)
        realNightSentences(courses, view, first, differences);
    return {realRow(view, first, QStringLiteral("real/courses"), Tr::tr("Course backups, as seen"), course),
            realRow(view, first, QStringLiteral("real/dumps"), Tr::tr("Database dumps, as seen"),
                    [&](const QDate &) { return realDump(view); }),
            realRow(view, first, QStringLiteral("real/wholeSite"), Tr::tr("The whole site, as seen"),
                    [&](const QDate &) { return realWhole(view); }),
            realRow(view, first, QStringLiteral("real/archives"), Tr::tr("Term archives, as seen"),
                    [&](const QDate &night) { return archives.value(night, noArchive); })};
}

} // namespace Nightkeep
