// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/coveragemodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/coveragereason.h"

#include <QLocale>
#include <QStringList>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

bool isSeen(const CoverageRow &row)
{
    return row.evidence == Evidence::Observed && row.observedAt.isValid();
}

QString evidenceSentence(const QList<CoverageRow> &rows, const QDateTime &now)
{
    int wanted = 0;
    int seen = 0;
    QDateTime oldest;
    for (const CoverageRow &row : rows) {
        if (!row.wanted)
            continue;
        ++wanted;
        if (!isSeen(row))
            continue;
        ++seen;
        oldest = oldest.isValid() ? std::min(oldest, row.observedAt) : row.observedAt;
    }
    if (seen == 0)
        return Tr::tr("From the page alone.");
    const QString age = ageInWords(oldest, now);
    if (seen == wanted)
        return Tr::tr("Asked %1.").arg(age);
    return Tr::tr("%1 of them were asked about %2, the others are from the page alone.")
        .arg(QLocale().toString(seen), age);
}

QString verdictWord(const std::optional<CoverageVerdict> &verdict)
{
    return verdict ? coverageStateWord(verdict->state) : Tr::tr("nothing", "what a server says");
}

/// Folders that nobody asked for are neither good nor bad.
std::optional<State> cellState(const CoverageRow &row, CoverageModel::Column column)
{
    if (!row.wanted)
        return std::nullopt;
    if (column == CoverageModel::StateColumn)
        return coverageStateIcon(row.state);
    if (column == CoverageModel::DeclaredColumn && row.declared)
        return coverageStateIcon(row.declared->state);
    if (column == CoverageModel::ObservedColumn && row.observed)
        return coverageStateIcon(row.observed->state);
    return std::nullopt;
}

State worstState(const CoverageCounts &counts)
{
    if (counts.uncovered > 0)
        return State::Bad;
    if (counts.partly > 0 || counts.stale > 0)
        return State::Attention;
    return counts.unknown > 0 ? State::Unknown : State::Good;
}

} // namespace

State coverageStateIcon(CoverageState state)
{
    switch (state) {
    case CoverageState::Covered:
        return State::Good;
    case CoverageState::Partly:
    case CoverageState::Stale:
        return State::Attention;
    case CoverageState::Uncovered:
        return State::Bad;
    case CoverageState::Unknown:
        break;
    }
    return State::Unknown;
}

std::optional<State> coverageRowState(const CoverageRow &row)
{
    return row.wanted ? std::optional(coverageStateIcon(row.state)) : std::nullopt;
}

QString coverageRowWord(const CoverageRow &row)
{
    return row.wanted ? coverageStateWord(row.state) : Tr::tr("not asked for");
}

QString coverageEvidence(const CoverageRow &row, const QDateTime &now)
{
    if (!isSeen(row))
        return Tr::tr("from the page alone");
    return Tr::tr("seen on the server, %1").arg(ageInWords(row.observedAt, now));
}

QString coverageKey(const CoverageRow &row)
{
    return row.server + u'/' + QString::fromLatin1(percentEncoded(row.folder));
}

QString coverageAdvice(const CoverageRow &row)
{
    if (!row.wanted)
        return Tr::tr("Nothing needs doing. If it should stay backed up, add it to the server's wanted folders.");
    if (row.state == CoverageState::Covered)
        return isSeen(row) ? QString() : Tr::tr("Refresh the server to see whether what the page says is so.");
    return coverageStep(row);
}

PageAnswer coverageAnswer(const QList<CoverageRow> &rows, const QDateTime &now)
{
    const CoverageCounts counts = countCoverage(rows);
    if (counts.wanted() == 0)
        return {State::Unknown, Tr::tr("No server says yet which folders we want to be backed up.")};

    const QString wanted = QLocale().toString(counts.wanted());
    QStringList sentences;
    if (counts.uncovered > 0)
        sentences << Tr::tr("%n of %1 wanted folders are not backed up.", nullptr, counts.uncovered).arg(wanted);
    if (counts.partly > 0)
        sentences << Tr::tr("%n of %1 wanted folders are backed up only in part.", nullptr, counts.partly).arg(wanted);
    if (counts.stale > 0)
        sentences << Tr::tr("The backup of %n of %1 wanted folders is stale.", nullptr, counts.stale).arg(wanted);
    if (counts.unknown > 0)
        sentences << Tr::tr("Whether %n of %1 wanted folders are backed up is not known.", nullptr, counts.unknown)
                         .arg(wanted);
    if (sentences.isEmpty())
        sentences << Tr::tr("All %n wanted folders are backed up.", nullptr, counts.wanted());
    sentences << evidenceSentence(rows, now);
    return {worstState(counts), sentences.join(u' ')};
}

bool passesFilter(const CoverageRow &row, CoverageFilter filter)
{
    switch (filter) {
    case CoverageFilter::All:
        return true;
    case CoverageFilter::NeedsAttention:
        return row.wanted && row.state != CoverageState::Covered;
    case CoverageFilter::Covered:
        return row.wanted && row.state == CoverageState::Covered;
    case CoverageFilter::Partly:
        return row.wanted && row.state == CoverageState::Partly;
    case CoverageFilter::Uncovered:
        return row.wanted && row.state == CoverageState::Uncovered;
    case CoverageFilter::Stale:
        return row.wanted && row.state == CoverageState::Stale;
    case CoverageFilter::Unknown:
        return row.wanted && row.state == CoverageState::Unknown;
    case CoverageFilter::Unasked:
        return !row.wanted;
    case CoverageFilter::Disagreeing:
        return pageAndServerDisagree(row);
    }
    return false;
}

void CoverageModel::setRows(const QList<CoverageRow> &rows, const QDateTime &now)
{
    m_all = rows;
    mergeFiltered();
    setNow(now);
}

void CoverageModel::setNow(const QDateTime &now)
{
    m_now = now;
    tellChanged(EvidenceColumn, EvidenceColumn);
}

void CoverageModel::setFilter(CoverageFilter filter)
{
    m_filter = filter;
    mergeFiltered();
}

void CoverageModel::mergeFiltered()
{
    QList<CoverageRow> shown;
    for (const CoverageRow &row : m_all) {
        if (passesFilter(row, m_filter))
            shown << row;
    }
    merge(shown);
}

int CoverageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CoverageModel::text(const CoverageRow &row, Column column) const
{
    switch (column) {
    case ServerColumn:
        return visibleText(row.server);
    case FolderColumn:
        return displayPath(row.folder);
    case StateColumn:
        return coverageRowWord(row);
    case DeclaredColumn:
        return verdictWord(row.declared);
    case ObservedColumn:
        return verdictWord(row.observed);
    case ByColumn:
        return displayPath(row.by);
    case EvidenceColumn:
        return coverageEvidence(row, m_now);
    case ReasonColumn:
        return row.reason;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant CoverageModel::sortValue(const CoverageRow &row, Column column) const
{
    switch (column) {
    case StateColumn:
        return row.wanted ? QVariant(int(row.state)) : QVariant();
    case DeclaredColumn:
        return row.declared ? QVariant(int(row.declared->state)) : QVariant();
    case ObservedColumn:
        return row.observed ? QVariant(int(row.observed->state)) : QVariant();
    case EvidenceColumn:
        return isSeen(row) ? QVariant(row.observedAt) : QVariant();
    case ByColumn:
        return row.by.isEmpty() ? QVariant() : QVariant(text(row, column));
    case ServerColumn:
    case FolderColumn:
    case ReasonColumn:
        return text(row, column);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant CoverageModel::toolTip(const CoverageRow &row, Column column) const
{
    if (column == EvidenceColumn && isSeen(row))
        return QLocale().toString(row.observedAt.toTimeZone(m_now.timeZone()), QLocale::LongFormat);
    if (column == DeclaredColumn && row.declared)
        return row.declared->reason;
    if (column == ObservedColumn && row.observed)
        return row.observed->reason;
    return {};
}

QVariant CoverageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CoverageRow &row = rows().at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case SortRole:
        return sortValue(row, column);
    case StateRole:
        if (const auto state = cellState(row, column))
            return int(*state);
        return {};
    case KeyRole:
        return coverageKey(row);
    default:
        return {};
    }
}

QVariant CoverageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0)
        return {};
    switch (Column(section)) {
    case ServerColumn:
        return Tr::tr("Server");
    case FolderColumn:
        return Tr::tr("Folder");
    case StateColumn:
        return Tr::tr("State");
    case DeclaredColumn:
        return Tr::tr("Page says");
    case ObservedColumn:
        return Tr::tr("Server says");
    case ByColumn:
        return Tr::tr("Backed up by");
    case EvidenceColumn:
        return Tr::tr("Evidence");
    case ReasonColumn:
        return Tr::tr("Reason");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep
