// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiverunsmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

QString ruleWord(ArchiveRule rule)
{
    return rule == ArchiveRule::SinceLastRun ? Tr::tr("all since the last run") : Tr::tr("newest per course");
}

const ArchiveRecord *latest(const QList<ArchiveRecord> &runs, ArchiveState state)
{
    const ArchiveRecord *found = nullptr;
    for (const ArchiveRecord &record : runs) {
        if (record.status.state == state && (!found || record.run.startedAt > found->run.startedAt))
            found = &record;
    }
    return found;
}

} // namespace

QString archiveStatusText(const ArchiveStatus &status)
{
    if (status.state != ArchiveState::Working)
        return archiveStateWord(status.state);
    const QString step = archiveStepWord(status.step);
    if (status.progress.total <= 0)
        return step;
    const QString done = bytesInWords(status.progress.done);
    const QString total = bytesInWords(status.progress.total);
    if (status.secondsLeft < 0)
        return Tr::tr("%1, %2 of %3").arg(step, done, total);
    return Tr::tr("%1, %2 of %3, %4 left").arg(step, done, total, durationInWords(status.secondsLeft));
}

ArchiveAnswer answerOf(const QList<ArchiveRecord> &runs, const QDateTime &now)
{
    if (const ArchiveRecord *working = latest(runs, ArchiveState::Working))
        return {
            State::Working,
            Tr::tr("%1 is being made: %2. Asked %3.")
                .arg(working->run.request.name, archiveStatusText(working->status), ageInWords(working->asOf, now))};
    const ArchiveRecord *complete = latest(runs, ArchiveState::Complete);
    if (const ArchiveRecord *broken = latest(runs, ArchiveState::Resumable);
        broken && (!complete || broken->run.startedAt > complete->run.startedAt))
        return {
            State::Bad,
            Tr::tr("The latest archive, %1, did not finish. %2").arg(broken->run.request.name, broken->status.failure)};
    if (!complete)
        return {State::Attention, Tr::tr("No term archive has been completed yet.")};
    return {State::Good,
            Tr::tr("The last complete archive is %1, %n course zips, finished %2.", nullptr, complete->run.files)
                .arg(complete->run.request.name, ageInWords(complete->status.finishedAt, now))};
}

ArchiveRunsModel::ArchiveRunsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ArchiveRunsModel::setRuns(const QList<ArchiveRecord> &runs, const QDateTime &now)
{
    const bool aged = m_now != now;
    m_now = now;
    const auto holds = [](const QList<ArchiveRecord> &list, const QString &id) {
        return std::any_of(list.cbegin(), list.cend(),
                           [&id](const ArchiveRecord &record) { return record.run.id == id; });
    };
    for (int row = int(m_runs.size()) - 1; row >= 0; --row) {
        if (holds(runs, m_runs[row].run.id))
            continue;
        beginRemoveRows({}, row, row);
        m_runs.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < runs.size(); ++row) {
        const auto old = std::find_if(m_runs.cbegin(), m_runs.cend(),
                                      [&](const ArchiveRecord &record) { return record.run.id == runs[row].run.id; });
        if (old == m_runs.cend()) {
            beginInsertRows({}, row, row);
            m_runs.insert(row, runs[row]);
            endInsertRows();
            continue;
        }
        const int from = int(old - m_runs.cbegin());
        if (from != row) {
            // All rows before `row` are in place, so what is sought lies behind it.
            beginMoveRows({}, from, from, {}, row);
            m_runs.move(from, row);
            endMoveRows();
        }
        if (m_runs[row] != runs[row]) {
            m_runs[row] = runs[row];
            emit dataChanged(index(row, NameColumn), index(row, ColumnCount - 1));
        }
    }
    if (aged && !m_runs.isEmpty())
        emit dataChanged(index(0, StartedColumn), index(int(m_runs.size()) - 1, AsOfColumn), {Qt::DisplayRole});
}

const ArchiveRecord *ArchiveRunsModel::find(const QString &runId) const
{
    const auto found = std::find_if(m_runs.cbegin(), m_runs.cend(),
                                    [&runId](const ArchiveRecord &record) { return record.run.id == runId; });
    return found == m_runs.cend() ? nullptr : &*found;
}

int ArchiveRunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int ArchiveRunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ArchiveRunsModel::text(const ArchiveRecord &record, Column column) const
{
    switch (column) {
    case NameColumn:
        return record.run.request.name;
    case StateColumn:
        return archiveStatusText(record.status);
    case SiteColumn:
        return record.run.request.site;
    case StartedColumn:
        return ageInWords(record.run.startedAt, m_now);
    case FilesColumn:
        return QLocale().toString(record.run.files);
    case BytesColumn:
        return bytesInWords(record.run.bytes);
    case RuleColumn:
        return ruleWord(record.run.request.rule);
    case WhoColumn:
        return visibleText(record.run.startedBy);
    case AsOfColumn:
        return ageInWords(record.asOf, m_now);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ArchiveRunsModel::sortValue(const ArchiveRecord &record, Column column) const
{
    switch (column) {
    case StateColumn:
        return int(record.status.state);
    case StartedColumn:
        return record.run.startedAt;
    case FilesColumn:
        return record.run.files;
    case BytesColumn:
        return record.run.bytes;
    case AsOfColumn:
        return record.asOf;
    case NameColumn:
    case SiteColumn:
    case RuleColumn:
    case WhoColumn:
    case ColumnCount:
        break;
    }
    return text(record, column);
}

QVariant ArchiveRunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ArchiveRecord &record = m_runs[index.row()];
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(record, column);
    case Qt::ToolTipRole:
        if (column == StateColumn && !record.status.failure.isEmpty())
            return record.status.failure.toHtmlEscaped();
        if (column == StartedColumn)
            return QLocale().toString(record.run.startedAt.toTimeZone(m_now.timeZone()), QLocale::LongFormat);
        return {};
    case Qt::TextAlignmentRole:
        return column == FilesColumn || column == BytesColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                                              : QVariant();
    case SortRole:
        return sortValue(record, column);
    case StateRole:
        return column == StateColumn ? QVariant(int(archiveStateColour(record.status.state))) : QVariant();
    case KeyRole:
        return record.run.id;
    default:
        return {};
    }
}

QVariant ArchiveRunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case NameColumn:
        return tr("Archive");
    case StateColumn:
        return tr("State");
    case SiteColumn:
        return tr("Site");
    case StartedColumn:
        return tr("Started");
    case FilesColumn:
        return tr("Zips");
    case BytesColumn:
        return tr("Size");
    case RuleColumn:
        return tr("Rule");
    case WhoColumn:
        return tr("Started by");
    case AsOfColumn:
        return tr("Asked");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep
