// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/historymodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>
#include <QTimeZone>

namespace Nightkeep {

void HistoryModel::setEntries(const QList<HistoryEntry> &entries, const QDateTime &now)
{
    m_now = now;
    merge(entries);
    tellChanged(TakenColumn, TakenColumn);
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HistoryModel::keyOf(const HistoryEntry &entry) const
{
    return entry.snapshot.takenAt.toUTC().toString(Qt::ISODateWithMs);
}

QString HistoryModel::heading(int column) const
{
    switch (Column(column)) {
    case TakenColumn:
        return Tr::tr("Asked");
    case ChangedColumn:
        return Tr::tr("Since the one before");
    case FirstChangeColumn:
        return Tr::tr("What changed most");
    case OsColumn:
        return Tr::tr("System");
    case ColumnCount:
        break;
    }
    return {};
}

QString HistoryModel::text(const HistoryEntry &entry, int column) const
{
    switch (Column(column)) {
    case TakenColumn:
        return ageInWords(entry.snapshot.takenAt, m_now);
    case ChangedColumn:
        return entry.first ? Tr::tr("the first one remembered") : changesInWords(entry.changes);
    case FirstChangeColumn:
        return entry.changes.isEmpty() ? QString() : entry.changes.first().sentence;
    case OsColumn:
        return visibleText(entry.snapshot.osRelease);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant HistoryModel::sortValue(const HistoryEntry &entry, int column) const
{
    switch (Column(column)) {
    case TakenColumn:
        return entry.snapshot.takenAt;
    case ChangedColumn:
        return entry.first ? QVariant() : QVariant(entry.changes.size());
    case FirstChangeColumn:
    case OsColumn: {
        const QString shown = text(entry, column);
        return shown.isEmpty() ? QVariant() : QVariant(shown);
    }
    case ColumnCount:
        break;
    }
    return {};
}

std::optional<State> HistoryModel::state(const HistoryEntry &entry, int column) const
{
    if (column != ChangedColumn || entry.changes.isEmpty() || entry.changes.first().severity == Severity::Info)
        return std::nullopt;
    return changeState(entry.changes.first().severity);
}

QVariant HistoryModel::toolTip(const HistoryEntry &entry, int column) const
{
    switch (Column(column)) {
    case TakenColumn:
        return QLocale().toString(entry.snapshot.takenAt.toTimeZone(m_now.timeZone()), QLocale::LongFormat);
    case ChangedColumn:
    case FirstChangeColumn:
    case OsColumn:
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep
