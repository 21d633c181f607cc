// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/historytable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

std::optional<State> worstChangeState(const HistoryEntry &entry)
{
    if (entry.changes.isEmpty() || entry.changes.first().severity == Severity::Info)
        return std::nullopt;
    return changeState(entry.changes.first().severity);
}

} // namespace

TableDescription<HistoryEntry> HistoryTable::description()
{
    using Row = HistoryEntry;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.snapshot.takenAt.toUTC().toString(Qt::ISODateWithMs); },
            {Column(Tr::tr("Asked"),
                    [](const Row &row, const QDateTime &now) { return ageInWords(row.snapshot.takenAt, now); })
                 .with(&Column::sortValue, [](const Row &row) { return row.snapshot.takenAt; })
                 .with(&Column::toolTip,
                       [](const Row &row, const QDateTime &now) { return exactMoment(row.snapshot.takenAt, now); }),
             Column(Tr::tr("Since the one before"),
                    [](const Row &row) {
                        return row.first ? Tr::tr("the first one remembered") : changesInWords(row.changes);
                    })
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.first ? QVariant() : QVariant(row.changes.size()); })
                 .with(&Column::state, worstChangeState),
             {Tr::tr("What changed most"),
              [](const Row &row) { return row.changes.isEmpty() ? QString() : row.changes.first().sentence; }},
             {Tr::tr("System"), [](const Row &row) { return visibleText(row.snapshot.osRelease); }}}};
}

} // namespace Nightkeep
