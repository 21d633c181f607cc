// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/report/reportwords.h"
#include "models/base/csv.h"
#include "models/base/json.h"

#include <QJsonDocument>

namespace Nightkeep {

namespace {

QByteArray stripRecords(const PackStrip &strip)
{
    // A night a row and a kind of data a column: the cells of the picture.
    QByteArray csv = csvRecord({reportText(strip.caption)});
    QStringList headings {AppTr::tr("Night")};
    for (const NightRow &row : strip.picture.rows)
        headings << reportText(row.title);
    csv += csvRecord(headings);
    for (int night = 0; night < strip.picture.nights(); ++night) {
        QStringList fields {strip.picture.first.addDays(night).toString(Qt::ISODate)};
        for (const NightRow &row : strip.picture.rows)
            fields << (night < row.cells.size() ? nightStateWord(row.cells.at(night).state) : QString());
        csv += csvRecord(fields);
    }
    return csv + csvRecord({});
}

QJsonObject blockJson(const PackBlock &block)
{
    const auto told = [](const char *kind, QJsonObject object) {
        object.insert(QStringLiteral("kind"), QLatin1String(kind));
        return object;
    };
    constexpr JsonManner manner = JsonManner::CommandLine;
    if (const auto *table = std::get_if<PackTable>(&block))
        return told("table", toJson(*table, manner));
    if (const auto *list = std::get_if<PackList>(&block))
        return told("list", toJson(*list, manner));
    if (const auto *strip = std::get_if<PackStrip>(&block))
        return told("strip", toJson(*strip, manner));
    return told("paragraph", toJson(std::get<PackParagraph>(block), manner));
}

} // namespace

/// All tables of the pack in one file, for a spreadsheet: each is its caption in a line of its own, its headings, its
/// rows, and an empty line. What is no table is not in it, but for the strip, whose nights are rows.
Result<QByteArray> csvReport(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress)
{
    ReportSteps steps(pack, cancel, progress);
    QByteArray csv = csvRecord({reportText(pack.title)}) + csvRecord({reportText(pack.subtitle)}) + csvRecord({});
    for (const PackChapter &chapter : pack.chapters) {
        for (const PackBlock &block : chapter.blocks) {
            if (!steps.step())
                return reportCancelled();
            if (const auto *strip = std::get_if<PackStrip>(&block))
                csv += stripRecords(*strip);
            const auto *table = std::get_if<PackTable>(&block);
            if (!table)
                continue;
            csv += csvRecord({reportText(table->caption)}) + csvRecord(table->headings);
            for (const QList<PackCell> &row : table->rows) {
                if (!steps.step())
                    return reportCancelled();
                QStringList fields;
                for (qsizetype column = 0; column < table->headings.size(); ++column)
                    fields << plainCell(row.value(column), column);
                csv += csvRecord(fields);
            }
            csv += csvRecord({});
        }
    }
    return csv;
}

Result<QByteArray> jsonReport(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress)
{
    ReportSteps steps(pack, cancel, progress);
    QJsonArray chapters;
    for (const PackChapter &chapter : pack.chapters) {
        QJsonArray blocks;
        for (const PackBlock &block : chapter.blocks) {
            if (!steps.step())
                return reportCancelled();
            blocks << blockJson(block);
        }
        chapters << QJsonObject {{QStringLiteral("key"), chapter.key},
                                 {QStringLiteral("title"), chapter.title},
                                 {QStringLiteral("blocks"), blocks}};
    }
    if (cancel.isCancelled())
        return reportCancelled();
    return QJsonDocument(QJsonObject {{QStringLiteral("title"), pack.title},
                                      {QStringLiteral("subtitle"), pack.subtitle},
                                      {QStringLiteral("madeAt"), momentJson(pack.madeAt)},
                                      {QStringLiteral("language"), pack.language},
                                      {QStringLiteral("rightToLeft"), pack.rightToLeft},
                                      {QStringLiteral("chapters"), chapters}})
        .toJson();
}

} // namespace Nightkeep
