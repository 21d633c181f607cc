// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/usagehistory.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/sitefindings.h"
#include "models/history/snapshotchanges.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace Nightkeep {

namespace {

using Outlook = DiskForecast::Outlook;

/// So much that backups never fill it: what is asked for is the slope alone.
constexpr qint64 paceRoom = qint64(1) << 60;
/// Percent of a file system that may be kept for root, which df counts among all and backups.sh does not.
constexpr qint64 paceMostReserved = 6;

std::optional<qint64> paceOfBackups(const QList<UsagePoint> &points, const QDateTime &now)
{
    DiskSeries series;
    for (const UsagePoint &point : points)
        series.points.append({point.at, paceRoom, paceRoom - std::min(point.bytes, paceRoom - 1)});
    const DiskForecast forecast = forecastDisk(series, now);
    return forecast.outlook == Outlook::Steady ? std::optional(qint64(std::llround(forecast.bytesPerDay)))
                                               : std::nullopt;
}

/// What the probes remember of the file system that holds a folder; null: nothing, or of another one.
const DiskSeries *paceProbed(const QList<DiskSeries> &disks, const QString &server, const UsageDisk &place)
{
    const DiskSeries *deepest = nullptr;
    for (const DiskSeries &disk : disks) {
        if (disk.points.isEmpty() || disk.server.compare(server, Qt::CaseInsensitive) != 0
            || !holdsPath(disk.mount, place.folder))
            continue;
        if (!deepest || pathComponents(disk.mount).size() > pathComponents(deepest->mount).size())
            deepest = &disk;
    }
    if (!deepest)
        return nullptr;
    const qint64 total = deepest->points.constLast().totalBytes;
    const qint64 reserved = total - place.totalBytes;
    return reserved >= -(total / 100) && reserved <= total / 100 * paceMostReserved ? deepest : nullptr;
}

/// The points of a place's file system, with those of the probes brought to what backups.sh calls its size.
DiskSeries paceSeries(const QList<UsagePoint> &points, const UsageDisk &place, const DiskSeries *probed)
{
    DiskSeries series;
    for (const UsagePoint &point : points) {
        for (const UsageDisk &disk : point.disks) {
            if (disk.folder == place.folder)
                series.points.append({point.at, disk.totalBytes, disk.freeBytes});
        }
    }
    if (!probed)
        return series;
    const qint64 reserved = probed->points.constLast().totalBytes - place.totalBytes;
    for (const DiskPoint &point : probed->points)
        series.points.append({point.at, std::max(point.totalBytes - reserved, point.freeBytes), point.freeBytes});
    std::stable_sort(series.points.begin(), series.points.end(),
                     [](const DiskPoint &one, const DiskPoint &other) { return one.at < other.at; });
    return series;
}

QString paceSentence(const UsageForecast &disk, const QString &said, const std::optional<qint64> &backups)
{
    const QString name = displayPath(disk.disk);
    if (disk.outlook != Outlook::Filling)
        return Tr::tr("The disk of %1: %2", "a folder, a sentence").arg(name, said);
    const QString day = dayInWords(disk.fullOn, QLocale::LongFormat);
    if (!backups || *backups <= 0)
        return Tr::tr("At this pace the disk of %1 is full about %2.").arg(name, day);
    return Tr::tr("At this pace the disk of %1 is full about %2 (Moodle's backups grow by %3 a day of it).",
                  "a folder, a day, a size")
        .arg(name, day, bytesInWords(*backups));
}

Finding paceFinding(const QString &site, const UsageForecast &disk)
{
    const QString name = displayPath(disk.disk);
    FindingWords words;
    words.title = disk.outlook == Outlook::Full
        ? Tr::tr("The disk of %1 is full: the backups of %2 lie on it.", "a folder, a site")
              .arg(name, visibleText(site))
        : Tr::tr("The disk of %1 is full about %3 at this pace: the backups of %2 lie on it.",
                 "a folder, a site, a day")
              .arg(name, visibleText(site), dayInWords(disk.fullOn, QLocale::LongFormat));
    words.reason = Tr::tr("%1 of %2 are free. %3", "bytes, bytes, a sentence")
                       .arg(bytesInWords(disk.freeBytes), bytesInWords(disk.totalBytes), disk.sentence);
    words.advice = Tr::tr("Make room there, or have the disk made larger, before the nightly backup fails.");
    Finding finding = newCourseFinding(site, 0, QStringLiteral("disk-fills"),
                                       disk.state == State::Bad ? Severity::Critical : Severity::Warning, words);
    finding.id += u'/' + QString::fromLatin1(percentEncoded(disk.disk));
    return finding;
}

} // namespace

UsageHistory usageHistory(const Site &site, const QList<UsagePoint> &points, const QList<DiskSeries> &disks,
                          const QDateTime &now)
{
    UsageHistory history {site.name, points, paceOfBackups(points, now), {}};
    if (points.isEmpty())
        return history;
    QList<UsageDisk> told;
    for (const UsageDisk &place : points.constLast().disks) {
        if (std::any_of(told.cbegin(), told.cend(), [&place](const UsageDisk &one) { return isSameDisk(one, place); }))
            continue;
        told.append(place);
        const DiskSeries *probed = paceProbed(disks, site.dataServer, place);
        const DiskForecast forecast = forecastDisk(paceSeries(points, place, probed), now);
        UsageForecast disk;
        disk.server = probed ? probed->server : site.dataServer;
        disk.disk = probed ? probed->mount : place.folder;
        disk.outlook = forecast.outlook;
        disk.state = forecastState(forecast, now);
        if (forecast.latest.at.isValid()) {
            disk.totalBytes = forecast.latest.totalBytes;
            disk.freeBytes = forecast.latest.freeBytes;
        }
        disk.bytesPerDay = qint64(std::llround(forecast.bytesPerDay));
        disk.fullOn = forecast.fullOn;
        disk.sentence = paceSentence(disk, forecast.sentence, history.bytesPerDay);
        history.forecast.append(disk);
    }
    return history;
}

PageAnswer usageOutlook(const UsageHistory &history)
{
    PageAnswer answer {history.forecast.isEmpty() ? State::Unknown : State::Good, {}};
    QStringList sentences;
    if (history.points.isEmpty())
        sentences << Tr::tr("How much room they took on earlier days is not remembered yet.");
    else if (!history.bytesPerDay)
        sentences << Tr::tr("By how much they grow cannot be said yet.");
    else if (*history.bytesPerDay <= 0)
        sentences << Tr::tr("They do not grow.");
    else
        sentences << Tr::tr("They grow by %1 a day.").arg(bytesInWords(*history.bytesPerDay));
    for (const UsageForecast &disk : history.forecast) {
        if (stateRank(disk.state) < stateRank(answer.state))
            answer.state = disk.state;
        sentences << disk.sentence;
    }
    answer.sentence = sentences.join(u' ');
    return answer;
}

QList<Finding> usageFindings(const QList<UsageHistory> &histories, const QList<Finding> &known)
{
    QSet<QString> told;
    for (const Finding &finding : known)
        told.insert(finding.id);
    QList<Finding> findings;
    for (const UsageHistory &history : histories) {
        for (const UsageForecast &disk : history.forecast) {
            const QString id = diskFindingId(disk.server, disk.disk);
            if ((disk.state != State::Bad && disk.state != State::Attention) || told.contains(id))
                continue;
            told.insert(id);
            findings.append(paceFinding(history.site, disk));
        }
    }
    return findings;
}

} // namespace Nightkeep
