// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/agenda.h"
#include "models/base/columntable.h"

namespace Nightkeep {

// The chapters of the pack: each begins with what its page says first, with the age of its data, and its tables are
// those of the pages.

inline constexpr int packMostRows = 60; ///< of a table that may have a row for each of 20,000 courses

/// What a model shows, in these columns; all of them: none given.
[[nodiscard]] PackTable packTable(const QAbstractItemModel &model, const QString &key, const QString &caption,
                                  const QList<int> &columns = {}, int most = packMostRows);

/// The same of a table that tells ages: what it would say otherwise in a year is marked as one.
template<typename Row>
[[nodiscard]] PackTable packTable(ColumnTable<Row> &model, const QDateTime &now, const QString &key,
                                  const QString &caption, const QList<int> &columns = {}, int most = packMostRows)
{
    const PackTable later = (model.setNow(now.addYears(1)), packTable(model, key, caption, columns, most));
    model.setNow(now);
    PackTable table = packTable(model, key, caption, columns, most);
    for (qsizetype row = 0; row < table.rows.size(); ++row) {
        QList<PackCell> &cells = table.rows[row];
        for (qsizetype column = 0; column < cells.size(); ++column)
            cells[column].isAge = cells.at(column).text != later.rows.at(row).value(column).text;
    }
    return table;
}
template<typename Row>
[[nodiscard]] PackTable packTable(const TableDescription<Row> &description, const QList<Row> &rows,
                                  const QDateTime &now, const QString &key, const QString &caption,
                                  const QList<int> &columns = {}, int most = packMostRows)
{
    ColumnTable<Row> model(description);
    model.setRows(rows, now);
    return packTable(model, now, key, caption, columns, most);
}
/// Adds a table, and below it how many rows it left out of `all`.
void addTable(PackChapter &chapter, PackTable table, const QString &empty, qsizetype all);
void addAnswer(PackChapter &chapter, const PageAnswer &answer);

// All that can be read is in `estate`: it has no failure.
[[nodiscard]] PackChapter summaryChapter(const Estate &estate);
[[nodiscard]] PackChapter matrixChapter(const Estate &estate);
[[nodiscard]] PackChapter coverageChapter(const Estate &estate);
[[nodiscard]] PackChapter settingsChapter(const Estate &estate);
[[nodiscard]] PackChapter coursesChapter(const Estate &estate);
[[nodiscard]] PackChapter archivesChapter(const Estate &estate);
void addArchiveTables(PackChapter &chapter, const Estate &estate); ///< terms, and copies with their proofs
[[nodiscard]] PackChapter promisesChapter(const Estate &estate); ///< with the strip
[[nodiscard]] PackChapter whatIfChapter(const Estate &estate, const CancelToken &cancel);
[[nodiscard]] PackChapter agendaChapter(const Estate &estate, const QList<Decision> &decisions);
[[nodiscard]] PackChapter decisionsChapter(const Estate &estate, const QList<Decision> &decisions,
                                           const std::optional<PackSummary> &last);

} // namespace Nightkeep
