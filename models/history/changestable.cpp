// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/changestable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QVariant worstFirst(const ChangeRow &row)
{
    return row.change ? QVariant(-int(row.change->severity) * 100 + int(row.change->kind)) : QVariant();
}

std::optional<State> subjectState(const ChangeRow &row)
{
    if (row.change)
        return row.change->severity == Severity::Info ? std::nullopt : std::optional(changeState(row.change->severity));
    return row.from.isValid() ? std::nullopt : std::optional(State::Unknown);
}

QString between(const ChangeRow &row, const QDateTime &now)
{
    return row.from.isValid()
        ? Tr::tr("%1 and %2", "two moments").arg(ageInWords(row.from, now), ageInWords(row.to, now))
        : QString();
}

} // namespace

TableDescription<ChangeRow> ChangesTable::description()
{
    using Row = ChangeRow;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return QStringLiteral("%1/%2").arg(row.server.toLower()).arg(row.number); },
            {Column(Tr::tr("Server"), [](const Row &row) { return visibleText(row.server); }).with(&Column::width, 24),
             Column(Tr::tr("About"),
                    [](const Row &row) { return row.change ? changeSubject(row.change->kind) : QString(); })
                 .with(&Column::sortValue, worstFirst)
                 .with(&Column::state, subjectState),
             {Tr::tr("Of what"), [](const Row &row) { return row.change ? row.change->object : QString(); }},
             Column(Tr::tr("Change"), [](const Row &row) { return row.change ? row.change->sentence : row.note; })
                 .with(&Column::width, 80),
             Column(Tr::tr("Between"), between).with(&Column::sortValue, &Row::to)}};
}

QList<ChangeRow> ChangesTable::rows(const QList<ServerChanges> &changes)
{
    QList<ChangeRow> rows;
    for (const ServerChanges &server : changes) {
        int number = 0;
        for (const SnapshotChange &change : server.changes)
            rows.append({server.server, server.from, server.to, change, {}, ++number});
        if (!server.note.isEmpty() || server.changes.isEmpty())
            rows.append({server.server,
                         server.from,
                         server.to,
                         {},
                         server.note.isEmpty() ? Tr::tr("Nothing changed.") : server.note,
                         ++number});
    }
    return rows;
}

State changesState(const QList<ServerChanges> &changes)
{
    State worst = State::Good;
    for (const ServerChanges &server : changes) {
        if (!server.changes.isEmpty() && server.changes.first().severity == Severity::Critical)
            return State::Bad;
        if (!server.changes.isEmpty() && server.changes.first().severity == Severity::Warning)
            worst = State::Attention;
        else if (!server.from.isValid() && worst == State::Good)
            worst = State::Unknown;
    }
    return changes.isEmpty() ? State::Unknown : worst;
}

QString changesSentence(const QList<ServerChanges> &changes)
{
    const auto count = [&changes](auto matches) { return int(std::count_if(changes.begin(), changes.end(), matches)); };
    const int unknown = count([](const ServerChanges &one) { return !one.from.isValid(); });
    const int changed = count([](const ServerChanges &one) { return !one.changes.isEmpty(); });
    int left = 0;
    for (const ServerChanges &one : changes) {
        for (const SnapshotChange &change : one.changes) {
            if (change.kind == SnapshotChange::Kind::CoverageLost && change.severity == Severity::Critical)
                ++left;
        }
    }
    QStringList sentences;
    if (left > 0)
        sentences << Tr::tr("%n folders have left the backup.", nullptr, left);
    if (changed > 0)
        sentences << Tr::tr("Something changed on %n servers.", nullptr, changed);
    else if (unknown < changes.size())
        sentences << Tr::tr("Nothing changed.");
    if (unknown > 0)
        sentences << Tr::tr("For %n servers there are not two answers to compare.", nullptr, unknown);
    return sentences.join(u' ');
}

} // namespace Nightkeep
