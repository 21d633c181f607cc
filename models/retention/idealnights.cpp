// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionview.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

struct IdealCell
{
    NightState state = NightState::Unknown;
    QString words;
};

QString idealUntil(const QString &ever, const QString &until, const std::optional<WallMinute> &end)
{
    return end ? until.arg(dayAndMonth(dayOf(*end))) : ever;
}

QString idealHomes(const RestorePoint &point)
{
    QStringList homes;
    if (point.homes.testFlag(CopyHome::Server))
        homes << idealUntil(Tr::tr("on the server"), Tr::tr("on the server until %1"), point.onServerUntil);
    if (point.homes.testFlag(CopyHome::Storage))
        homes << idealUntil(Tr::tr("in the storage manager"), Tr::tr("in the storage manager until %1"),
                            point.inStorageUntil);
    if (point.homes.testFlag(CopyHome::Archive))
        homes << idealUntil(Tr::tr("in the archive for ever"), Tr::tr("in the archive until %1"), point.inArchiveUntil);
    return homes.join(Tr::tr("; ", "between places"));
}

NightState idealState(CopyHomes homes)
{
    const bool isOff = homes.testAnyFlags(CopyHome::Storage | CopyHome::Archive);
    if (homes.testFlag(CopyHome::Server))
        return isOff ? NightState::Everywhere : NightState::OnServer;
    return isOff ? NightState::OffServer : NightState::None;
}

/// What is not known of copies off the server.
QString idealDoubt()
{
    return Tr::tr("Whether a copy is off the server is not known.");
}

IdealCell idealCellOf(const RestorePoint &point, bool isStorageKnown)
{
    QString words = Tr::tr("Its copy is %1.", "where, until when").arg(idealHomes(point));
    const NightState state = idealState(point.homes);
    if (state == NightState::OnServer && !isStorageKnown)
        words += u' ' + idealDoubt();
    return {state, words};
}

/// Points by their night.
class IdealPoints
{
public:
    explicit IdealPoints(const QList<RestorePoint> &points)
    {
        m_points.reserve(points.size());
        for (const RestorePoint &point : points)
            m_points.insert(point.night, point);
    }
    [[nodiscard]] const RestorePoint *find(const QDate &night) const
    {
        const auto found = m_points.constFind(night);
        return found == m_points.constEnd() ? nullptr : &*found;
    }

private:
    QHash<QDate, RestorePoint> m_points;
};

/// One row, night by night.
class IdealRow
{
public:
    IdealRow(const RetentionView &view, const QDate &first)
        : m_first(first)
        , m_last(view.now.date().addDays(-1))
        , m_played(view.now.date().addDays(-playDays))
    {
    }

    template<typename CellOf> [[nodiscard]] NightRow make(const QString &key, const QString &title, CellOf cellOf) const
    {
        NightRow row;
        row.key = key;
        row.title = title;
        for (QDate night = m_first; night <= m_last; night = night.addDays(1)) {
            const IdealCell cell = night < m_played ? before() : cellOf(night);
            row.cells << NightCell {night, cell.state, cell.words};
        }
        return row;
    }

private:
    static IdealCell before()
    {
        return {NightState::Ahead, Tr::tr("Longer ago than the rules are played: %n days.", nullptr, playDays)};
    }
    QDate m_first;
    QDate m_last;
    QDate m_played; ///< the first night of the play
};

IdealCell idealCourse(const RetentionView &view, const IdealPoints &points, const QDate &night)
{
    if (!view.policy.course)
        return {NightState::Unknown, Tr::tr("Moodle's rules for the courses' backups are not known.")};
    if (const RestorePoint *point = points.find(night))
        return idealCellOf(*point, view.data.isKnown);
    if (!view.policy.course->runsOn(night))
        return {NightState::None, Tr::tr("Moodle makes no backups on this day of the week.")};
    if (!view.data.isKnown)
        return {NightState::Unknown, Tr::tr("Its copy is no longer on the server.") + u' ' + idealDoubt()};
    return {NightState::None, Tr::tr("Its copy has gone from the server, and nothing else holds it any more.")};
}

IdealCell idealDump(const RetentionView &view, const IdealPoints &points, const QDate &night)
{
    if (!view.policy.dumps)
        return {NightState::Unknown, Tr::tr("How the database is dumped is not known.")};
    if (const RestorePoint *point = points.find(night))
        return idealCellOf(*point, view.dumpFolder.isKnown);
    if (!view.dumpFolder.isKnown)
        return {NightState::Unknown, Tr::tr("Its dump is no longer on the server.") + u' ' + idealDoubt()};
    return {NightState::None, Tr::tr("Its dump was overwritten, and nothing else holds it any more.")};
}

IdealCell idealApplication(const RetentionView &view)
{
    if (!view.code.isSeen) // nothing else is asked for this row
        return {NightState::Unknown, idealDoubt()};
    if (view.code.rules)
        return {NightState::Everywhere,
                Tr::tr("The files change only with an upgrade: the storage manager keeps them for as long as they are "
                       "there.")};
    if (view.code.isKnown)
        return {NightState::OnServer, Tr::tr("The files are on the server alone, as they are now.")};
    return {NightState::Unknown, idealDoubt()};
}

/// Of the data folder's own files the worst case counts: one that changes every day.
IdealCell idealData(const RetentionView &view, const IdealPoints &points, const QDate &night)
{
    if (!view.data.isKnown)
        return {NightState::Unknown, idealDoubt()};
    if (!view.data.rules)
        return {NightState::None, Tr::tr("The data folder is not backed up, and on the server it goes on changing.")};
    if (const RestorePoint *point = points.find(night))
        return {NightState::OffServer, idealHomes(*point)};
    return {NightState::None, Tr::tr("Of files in the data folder that change every day this version has gone.")};
}

struct IdealPart
{
    QString name;
    IdealCell cell;
};

/// What a restore of all of it needs is there of one night, or it is not.
IdealCell idealWhole(const QList<IdealPart> &parts)
{
    const auto are = [&parts](NightState state) {
        QStringList names;
        for (const IdealPart &part : parts) {
            if (part.cell.state == state)
                names << part.name;
        }
        return names;
    };
    const QStringList none = are(NightState::None);
    const QStringList unknown = are(NightState::Unknown);
    if (none.size() == parts.size())
        return {NightState::None, Tr::tr("Nothing of this night is left.")};
    if (!none.isEmpty())
        return {NightState::Partly,
                Tr::tr("Of this night there is no longer: %1.").arg(none.join(QStringLiteral(", ")))};
    if (!unknown.isEmpty())
        return {NightState::Unknown,
                Tr::tr("Of this night it is not known: %1.").arg(unknown.join(QStringLiteral(", ")))};
    const QStringList onServer = are(NightState::OnServer);
    if (!onServer.isEmpty())
        return {NightState::OnServer,
                Tr::tr("All of it is there; on its server alone: %1.").arg(onServer.join(QStringLiteral(", ")))};
    return {NightState::OffServer, Tr::tr("Dump, data folder and code of this night are off their servers.")};
}

IdealCell idealArchive(const RetentionView &view, const IdealPoints &points, const QDate &night)
{
    if (!view.policy.archives)
        return {NightState::Unknown, Tr::tr("When archives are made, or how long they are kept, is not known.")};
    const RestorePoint *point = points.find(night);
    return point ? idealCellOf(*point, true)
                 : IdealCell {NightState::None, Tr::tr("No archive is made on this day, or it is kept no longer.")};
}

} // namespace

QList<NightRow> idealNights(const RetentionView &view, const QDate &first)
{
    const WallMinute now = wallMinute(view.now);
    const IdealPoints courses(view.courses);
    const IdealPoints dumps(view.dumps);
    const IdealPoints data(playFile(FileRules(), view.policy.storage, now));
    const IdealPoints archives(view.policy.archives ? playArchives(*view.policy.archives, now) : QList<RestorePoint>());
    const IdealRow row(view, first);
    const auto wholeSite = [&](const QDate &night) {
        return idealWhole({{Tr::tr("the dump"), idealDump(view, dumps, night)},
                           {Tr::tr("the data folder"), idealData(view, data, night)},
                           {Tr::tr("the code and its config"), idealApplication(view)}});
    };
    return {row.make(QStringLiteral("courses"), Tr::tr("Course backups"),
                     [&](const QDate &night) { return idealCourse(view, courses, night); }),
            row.make(QStringLiteral("dumps"), Tr::tr("Database dumps"),
                     [&](const QDate &night) { return idealDump(view, dumps, night); }),
            row.make(QStringLiteral("wholeSite"), Tr::tr("The whole site"), wholeSite),
            row.make(QStringLiteral("application"), Tr::tr("Application files"),
                     [&](const QDate &) { return idealApplication(view); }),
            row.make(QStringLiteral("archives"), Tr::tr("Term archives"),
                     [&](const QDate &night) { return idealArchive(view, archives, night); })};
}

} // namespace Nightkeep
