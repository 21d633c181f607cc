// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/forecasttable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

QVariant outlookOrder(const DiskForecast &forecast)
{
    return forecast.outlook == DiskForecast::Outlook::Unknown ? QVariant() : QVariant(int(forecast.outlook));
}

QString dailyGrowth(const DiskForecast &forecast)
{
    if (forecast.points == 0)
        return {};
    return forecast.bytesPerDay > 0 ? bytesInWords(qint64(forecast.bytesPerDay)) : Tr::tr("nothing");
}

TableColumn<DiskForecast> latestColumn(const QString &title, const std::function<qint64(const DiskForecast &)> &bytes)
{
    using Column = TableColumn<DiskForecast>;
    const auto seen = [](const DiskForecast &forecast) { return forecast.latest.at.isValid(); };
    return Column(title, [=](const DiskForecast &row) { return seen(row) ? bytesInWords(bytes(row)) : QString(); })
        .with(&Column::sortValue,
              [=](const DiskForecast &row) { return seen(row) ? QVariant(bytes(row)) : QVariant(); });
}

} // namespace

TableDescription<DiskForecast> ForecastTable::description()
{
    using Row = DiskForecast;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.server.toLower() + u'/' + QString::fromLatin1(percentEncoded(row.mount)); },
            {{Tr::tr("Disk"), [](const Row &row) { return displayPath(row.mount); }},
             Column(Tr::tr("Outlook"), [](const Row &row) { return outlookWord(row.outlook); })
                 .with(&Column::sortValue, outlookOrder)
                 .with(&Column::state, forecastState),
             Column(Tr::tr("Full on"),
                    [](const Row &row) {
                        return row.fullOn.isValid() ? dayInWords(row.fullOn, QLocale::ShortFormat) : QString();
                    })
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.fullOn.isValid() ? QVariant(row.fullOn) : QVariant(); }),
             latestColumn(Tr::tr("Free"), [](const Row &row) { return row.latest.freeBytes; }),
             latestColumn(Tr::tr("Size"), [](const Row &row) { return row.latest.totalBytes; }),
             Column(Tr::tr("Grows each day by"), dailyGrowth)
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.points == 0 ? QVariant() : QVariant(row.bytesPerDay); }),
             {Tr::tr("In words"), &Row::sentence}}};
}

} // namespace Nightkeep
