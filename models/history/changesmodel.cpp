// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/changesmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

void ChangesModel::setChanges(const QList<ServerChanges> &changes, const QDateTime &now)
{
    m_now = now;
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
    merge(rows);
    tellChanged(BetweenColumn, BetweenColumn);
}

int ChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ChangesModel::keyOf(const ChangeRow &row) const
{
    return QStringLiteral("%1/%2").arg(row.server.toLower()).arg(row.number);
}

QString ChangesModel::heading(int column) const
{
    switch (Column(column)) {
    case ServerColumn:
        return Tr::tr("Server");
    case SubjectColumn:
        return Tr::tr("About");
    case ObjectColumn:
        return Tr::tr("Of what");
    case ChangeColumn:
        return Tr::tr("Change");
    case BetweenColumn:
        return Tr::tr("Between");
    case ColumnCount:
        break;
    }
    return {};
}

QString ChangesModel::text(const ChangeRow &row, int column) const
{
    switch (Column(column)) {
    case ServerColumn:
        return visibleText(row.server);
    case SubjectColumn:
        return row.change ? changeSubject(row.change->kind) : QString();
    case ObjectColumn:
        return row.change ? row.change->object : QString();
    case ChangeColumn:
        return row.change ? row.change->sentence : row.note;
    case BetweenColumn:
        return row.from.isValid()
            ? Tr::tr("%1 and %2", "two moments").arg(ageInWords(row.from, m_now), ageInWords(row.to, m_now))
            : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ChangesModel::sortValue(const ChangeRow &row, int column) const
{
    switch (Column(column)) {
    case SubjectColumn: // the worst first
        return row.change ? QVariant(-int(row.change->severity) * 100 + int(row.change->kind)) : QVariant();
    case BetweenColumn:
        return row.to.isValid() ? QVariant(row.to) : QVariant();
    case ServerColumn:
    case ObjectColumn:
    case ChangeColumn: {
        const QString shown = text(row, column);
        return shown.isEmpty() ? QVariant() : QVariant(shown);
    }
    case ColumnCount:
        break;
    }
    return {};
}

std::optional<State> ChangesModel::state(const ChangeRow &row, int column) const
{
    if (column != SubjectColumn)
        return std::nullopt;
    if (row.change)
        return row.change->severity == Severity::Info ? std::nullopt : std::optional(changeState(row.change->severity));
    return row.from.isValid() ? std::nullopt : std::optional(State::Unknown);
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
        sentences << Tr::tr("Of %n servers too little is remembered to compare.", nullptr, unknown);
    return sentences.join(u' ');
}

} // namespace Nightkeep
