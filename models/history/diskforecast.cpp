// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/diskforecast.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/serverrow.h"
#include "models/history/snapshotchanges.h"
#include "models/servers/server.h"

#include <QTimeZone>

#include <cmath>

namespace Nightkeep {

namespace {

using Outlook = DiskForecast::Outlook;

constexpr double msecsOfDay = 24.0 * 60 * 60 * 1000;

/// The points that belong to the disk as it is now.
QList<DiskPoint> usablePoints(const QList<DiskPoint> &points, const QDateTime &now)
{
    const QDateTime from = now.addDays(-ForecastDays);
    const QDateTime until = now.addDays(1);
    QList<DiskPoint> usable;
    usable.reserve(points.size());
    for (const DiskPoint &point : points) {
        if (point.at < from || point.at > until) // told by a clock that was ahead
            continue;
        if (!usable.isEmpty() && isResized(usable.last().totalBytes, point.totalBytes))
            usable.clear();
        usable.append(point);
    }
    return usable;
}

struct Line
{
    double bytesPerDay = 0;
    double fit = 0; ///< 0 to 1
};

Line lineThrough(const QList<DiskPoint> &points)
{
    // Against the first point, so that large numbers lose nothing.
    const DiskPoint &first = points.first();
    const auto days = [&first](const DiskPoint &point) { return double(first.at.msecsTo(point.at)) / msecsOfDay; };
    const auto used = [&first](const DiskPoint &point) {
        return double((point.totalBytes - point.freeBytes) - (first.totalBytes - first.freeBytes));
    };
    double meanDays = 0;
    double meanUsed = 0;
    for (const DiskPoint &point : points) {
        meanDays += days(point) / double(points.size());
        meanUsed += used(point) / double(points.size());
    }
    double daysDays = 0;
    double daysUsed = 0;
    double usedUsed = 0;
    for (const DiskPoint &point : points) {
        const double x = days(point) - meanDays;
        const double y = used(point) - meanUsed;
        daysDays += x * x;
        daysUsed += x * y;
        usedUsed += y * y;
    }
    if (daysDays <= 0 || usedUsed <= 0)
        return {};
    return {daysUsed / daysDays, daysUsed * daysUsed / (daysDays * usedUsed)};
}

void judge(DiskForecast &forecast, const Line &line, const QDateTime &now)
{
    forecast.bytesPerDay = line.bytesPerDay;
    if (line.bytesPerDay <= 0) {
        forecast.outlook = Outlook::Steady;
        forecast.sentence = Tr::tr("It does not grow.");
        return;
    }
    if (line.fit < ForecastLeastFit) {
        forecast.sentence = Tr::tr("Its use goes up and down; no day can be said.");
        return;
    }
    const double days = double(forecast.latest.freeBytes) / line.bytesPerDay;
    if (days > ForecastFarDays) {
        forecast.outlook = Outlook::Steady;
        forecast.sentence = Tr::tr("Not full within 5 years at this rate.");
        return;
    }
    const QDateTime full = forecast.latest.at.addMSecs(qint64(std::llround(days * msecsOfDay)));
    forecast.outlook = Outlook::Filling;
    forecast.fullOn = full.toTimeZone(now.timeZone()).date();
    forecast.sentence = Tr::tr("Full on %1 at this rate.").arg(dayInWords(forecast.fullOn, QLocale::LongFormat));
}

} // namespace

DiskForecast forecastDisk(const DiskSeries &series, const QDateTime &now)
{
    DiskForecast forecast;
    forecast.server = series.server;
    forecast.mount = series.mount;
    const QList<DiskPoint> points = usablePoints(series.points, now);
    if (points.isEmpty() || points.last().at.secsTo(now) > OldSnapshotSeconds) {
        if (!series.points.isEmpty())
            forecast.latest = series.points.last();
        forecast.sentence = Tr::tr("What is known of it is too old; no day can be said.");
        return forecast;
    }
    forecast.latest = points.last();
    if (forecast.latest.freeBytes == 0) {
        forecast.outlook = Outlook::Full;
        forecast.fullOn = forecast.latest.at.toTimeZone(now.timeZone()).date();
        forecast.sentence = Tr::tr("It is full.");
        return forecast;
    }
    if (points.size() < ForecastLeastPoints || points.first().at.secsTo(points.last().at) < ForecastLeastSeconds) {
        forecast.sentence = Tr::tr("Too little is remembered of it at its present size; no day can be said yet.");
        return forecast;
    }
    forecast.points = int(points.size());
    judge(forecast, lineThrough(points), now);
    return forecast;
}

State forecastState(const DiskForecast &forecast, const QDateTime &now)
{
    switch (forecast.outlook) {
    case Outlook::Full:
        return State::Bad;
    case Outlook::Filling: {
        const qint64 days = now.date().daysTo(forecast.fullOn);
        return days <= FullVerySoonDays ? State::Bad : days <= FullSoonDays ? State::Attention : State::Good;
    }
    case Outlook::Steady:
        return State::Good;
    case Outlook::Unknown:
        break;
    }
    return State::Unknown;
}

QString diskFindingId(const QString &server, const BytePath &mount)
{
    return QStringLiteral("server/%1/disk/%2").arg(server, QString::fromLatin1(percentEncoded(mount)));
}

QList<Finding> diskFindings(const QList<DiskForecast> &forecasts, const QDateTime &now)
{
    QList<Finding> findings;
    for (const DiskForecast &forecast : forecasts) {
        const State state = forecastState(forecast, now);
        if (state != State::Bad && state != State::Attention)
            continue;
        Finding finding;
        finding.id = diskFindingId(forecast.server, forecast.mount);
        finding.severity = state == State::Bad ? Severity::Critical : Severity::Warning;
        finding.page = Page::Servers;
        finding.object = forecast.server;
        finding.kind = QStringLiteral("disk");
        finding.act = FindingAct::History;
        const QString disk = displayPath(forecast.mount);
        const QString server = visibleText(shortName(forecast.server));
        if (forecast.outlook == Outlook::Full) {
            finding.title = Tr::tr("The disk %1 on %2 is full.").arg(disk, server);
            finding.reason = Tr::tr("Nothing of its %1 was free %2.")
                                 .arg(bytesInWords(forecast.latest.totalBytes), ageInWords(forecast.latest.at, now));
        } else {
            finding.title = Tr::tr("The disk %1 on %2 will be full on %3 at this rate.")
                                .arg(disk, server, dayInWords(forecast.fullOn, QLocale::LongFormat));
            finding.reason =
                Tr::tr("A straight line through %n probes says that it grows by %1 a day; %2 of %3 are free.", nullptr,
                       forecast.points)
                    .arg(bytesInWords(qint64(forecast.bytesPerDay)), bytesInWords(forecast.latest.freeBytes),
                         bytesInWords(forecast.latest.totalBytes));
        }
        finding.advice = Tr::tr("Make room there, or have the disk made larger, before backups and archives fail.");
        findings.append(finding);
    }
    return findings;
}

QString outlookWord(Outlook outlook)
{
    switch (outlook) {
    case Outlook::Full:
        return Tr::tr("full");
    case Outlook::Filling:
        return Tr::tr("filling");
    case Outlook::Steady:
        return Tr::tr("steady");
    case Outlook::Unknown:
        break;
    }
    return Tr::tr("unknown");
}

} // namespace Nightkeep
