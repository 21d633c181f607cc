// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/forecastmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>

namespace Nightkeep {

void ForecastModel::setForecasts(const QList<DiskForecast> &forecasts, const QDateTime &now)
{
    m_now = now;
    merge(forecasts);
    tellChanged(OutlookColumn, OutlookColumn);
}

int ForecastModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ForecastModel::keyOf(const DiskForecast &forecast) const
{
    return forecast.server.toLower() + u'/' + QString::fromLatin1(percentEncoded(forecast.mount));
}

QString ForecastModel::heading(int column) const
{
    switch (Column(column)) {
    case MountColumn:
        return Tr::tr("Disk");
    case OutlookColumn:
        return Tr::tr("Outlook");
    case FullColumn:
        return Tr::tr("Full on");
    case FreeColumn:
        return Tr::tr("Free");
    case SizeColumn:
        return Tr::tr("Size");
    case RateColumn:
        return Tr::tr("Grows each day by");
    case SentenceColumn:
        return Tr::tr("In words");
    case ColumnCount:
        break;
    }
    return {};
}

QString ForecastModel::text(const DiskForecast &forecast, int column) const
{
    const bool seen = forecast.latest.at.isValid();
    switch (Column(column)) {
    case MountColumn:
        return displayPath(forecast.mount);
    case OutlookColumn:
        return outlookWord(forecast.outlook);
    case FullColumn:
        return forecast.fullOn.isValid() ? QLocale().toString(forecast.fullOn, QLocale::ShortFormat) : QString();
    case FreeColumn:
        return seen ? bytesInWords(forecast.latest.freeBytes) : QString();
    case SizeColumn:
        return seen ? bytesInWords(forecast.latest.totalBytes) : QString();
    case RateColumn:
        if (forecast.points == 0)
            return {};
        return forecast.bytesPerDay > 0 ? bytesInWords(qint64(forecast.bytesPerDay)) : Tr::tr("nothing");
    case SentenceColumn:
        return forecast.sentence;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ForecastModel::sortValue(const DiskForecast &forecast, int column) const
{
    const bool seen = forecast.latest.at.isValid();
    switch (Column(column)) {
    case OutlookColumn:
        return forecast.outlook == DiskForecast::Outlook::Unknown ? QVariant() : QVariant(int(forecast.outlook));
    case FullColumn:
        return forecast.fullOn.isValid() ? QVariant(forecast.fullOn) : QVariant();
    case FreeColumn:
        return seen ? QVariant(forecast.latest.freeBytes) : QVariant();
    case SizeColumn:
        return seen ? QVariant(forecast.latest.totalBytes) : QVariant();
    case RateColumn:
        return forecast.points == 0 ? QVariant() : QVariant(forecast.bytesPerDay);
    case MountColumn:
    case SentenceColumn:
        return text(forecast, column);
    case ColumnCount:
        break;
    }
    return {};
}

std::optional<State> ForecastModel::state(const DiskForecast &forecast, int column) const
{
    return column == OutlookColumn ? std::optional(forecastState(forecast, m_now)) : std::nullopt;
}

} // namespace Nightkeep
