// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/history/snapshotthinning.h"

namespace Nightkeep {

namespace {

QJsonArray changesJson(const QList<SnapshotChange> &changes)
{
    QJsonArray array;
    for (const SnapshotChange &change : changes) {
        QJsonObject object {{QStringLiteral("kind"), nameOf(change.kind)},
                            {QStringLiteral("severity"), nameOf(change.severity)},
                            {QStringLiteral("object"), change.object},
                            {QStringLiteral("sentence"), change.sentence}};
        if (!change.path.isEmpty())
            insertPath(object, QStringLiteral("path"), change.path);
        array.append(object);
    }
    return array;
}

QString changeLines(const QList<SnapshotChange> &changes)
{
    QStringList lines;
    for (const SnapshotChange &change : changes)
        lines.append(change.sentence);
    return lines.join(u'\n');
}

QJsonObject forecastJson(const DiskForecast &forecast)
{
    const bool seen = forecast.latest.at.isValid();
    QJsonObject object {
        {QStringLiteral("outlook"), nameOf(forecast.outlook)},
        {QStringLiteral("fullOn"),
         forecast.fullOn.isValid() ? QJsonValue(forecast.fullOn.toString(Qt::ISODate)) : QJsonValue()},
        {QStringLiteral("totalBytes"), seen ? numberJson(forecast.latest.totalBytes) : QJsonValue()},
        {QStringLiteral("freeBytes"), seen ? numberJson(forecast.latest.freeBytes) : QJsonValue()},
        {QStringLiteral("bytesPerDay"), forecast.points > 0 ? QJsonValue(forecast.bytesPerDay) : QJsonValue()},
        {QStringLiteral("points"), forecast.points},
        {QStringLiteral("sentence"), forecast.sentence}};
    insertPath(object, QStringLiteral("mount"), forecast.mount);
    return object;
}

QString historyText(const QList<HistoryEntry> &entries, const QList<DiskForecast> &disks, const QDateTime &now)
{
    TextTable table({AppTr::tr("ASKED"), AppTr::tr("WHAT CHANGED")});
    for (const HistoryEntry &entry : entries)
        table.add({ageInWords(entry.snapshot.takenAt, now),
                   entry.first                   ? AppTr::tr("the first one remembered")
                       : entry.changes.isEmpty() ? AppTr::tr("nothing")
                                                 : changeLines(entry.changes)});
    TextTable outlook({AppTr::tr("DISK"), AppTr::tr("FREE"), AppTr::tr("SIZE"), AppTr::tr("OUTLOOK")});
    for (const DiskForecast &disk : disks)
        outlook.add({displayPath(disk.mount), bytesInWords(disk.latest.freeBytes), bytesInWords(disk.latest.totalBytes),
                     disk.sentence});
    return table.text() + u'\n' + outlook.text() + u'\n' + thinningRule() + u'\n';
}

VerbResult serverHistory(CliContext &, Workspace &workspace, const Server &server)
{
    const QString &name = server.name;
    const Result<QList<HistoryEntry>> entries = workspace.history().history(name);
    if (!entries)
        return fail(entries.error());
    const Result<QList<DiskForecast>> disks = workspace.history().forecasts(name);
    if (!disks)
        return fail(disks.error());

    QJsonArray snapshots;
    for (const HistoryEntry &entry : *entries)
        snapshots.append(QJsonObject {{QStringLiteral("takenAt"), momentJson(entry.snapshot.takenAt)},
                                      {QStringLiteral("first"), entry.first},
                                      {QStringLiteral("osRelease"), entry.snapshot.osRelease},
                                      {QStringLiteral("kernel"), entry.snapshot.kernel},
                                      {QStringLiteral("changes"), changesJson(entry.changes)}});
    QJsonArray outlook;
    for (const DiskForecast &disk : *disks)
        outlook.append(forecastJson(disk));
    const QJsonObject object {{QStringLiteral("server"), name},
                              {QStringLiteral("snapshots"), snapshots},
                              {QStringLiteral("disks"), outlook},
                              {QStringLiteral("rule"), thinningRule()}};
    return CliAnswer {QJsonDocument(object), historyText(*entries, *disks, workspace.clock()())};
}

VerbResult serverChanges(CliContext &context, Workspace &workspace)
{
    const Result<QList<ServerRow>> rows = chosenServers(context, context.words());
    if (!rows)
        return fail(rows.error());
    QStringList names;
    for (const ServerRow &row : *rows)
        names.append(row.server.name);
    const QDateTime now = workspace.clock()();
    const Result<QDate> since = context.day("since");
    if (!since)
        return fail(since.error());
    const Result<QList<ServerChanges>> all = names.isEmpty() ? Result<QList<ServerChanges>>(QList<ServerChanges>())
        : since->isValid() ? workspace.history().changesSince(names, since->startOfDay(now.timeZone()))
                           : workspace.history().changesSinceLast(names);
    if (!all)
        return fail(all.error());

    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("SINCE"), AppTr::tr("WHAT CHANGED")});
    for (const ServerChanges &one : *all) {
        array.append(QJsonObject {{QStringLiteral("server"), one.server},
                                  {QStringLiteral("from"), momentJson(one.from)},
                                  {QStringLiteral("to"), momentJson(one.to)},
                                  {QStringLiteral("note"), one.note},
                                  {QStringLiteral("changes"), changesJson(one.changes)}});
        QStringList lines;
        if (!one.changes.isEmpty())
            lines.append(changeLines(one.changes));
        else if (one.from.isValid())
            lines.append(AppTr::tr("nothing"));
        if (!one.note.isEmpty())
            lines.append(one.note);
        table.add({one.server, one.from.isValid() ? ageInWords(one.from, now) : QString(), lines.join(u'\n')});
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

} // namespace

const QList<Verb> Verbs::serversHistory {
    {"servers history", "NAME", withServer<serverHistory>},
    {"servers changes",
     "[NAME...] [--since DATE]",
     withWorkspace<serverChanges>,
     {{"since", "DATE",
       QT_TRANSLATE_NOOP("NightkeepApp", "what changed since that day, not since the last time (2008-11-01)")}}},
};

} // namespace Nightkeep
