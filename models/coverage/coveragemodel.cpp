// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/coveragemodel.h"

#include "models/base/findingmodel.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/coveragereason.h"

#include <QLocale>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <iterator>

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
    bool mounts = false;
    bool page = false;
    QDateTime oldest;
    for (const CoverageRow &row : rows) {
        if (!row.wanted)
            continue;
        ++wanted;
        mounts = mounts || row.evidence == Evidence::Mounts;
        page = page || row.evidence == Evidence::Declared;
        if (!isSeen(row))
            continue;
        ++seen;
        oldest = oldest.isValid() ? std::min(oldest, row.observedAt) : row.observedAt;
    }
    if (seen == 0 && !mounts)
        return Tr::tr("From the page alone.");
    if (seen == 0)
        return page ? Tr::tr("From the page, some also from the servers' mounts: the storage manager did not say.")
                    : Tr::tr("From the page and the servers' mounts: the storage manager did not say.");
    const QString age = ageInWords(oldest, now);
    if (seen == wanted)
        return Tr::tr("Asked %1.").arg(age);
    const QString others = !mounts ? Tr::tr("%1 of them were asked about %2, the others are from the page alone.")
        : page ? Tr::tr("%1 of them were asked about %2, the others are from the page, some also from the servers' "
                        "mounts.")
               : Tr::tr("%1 of them were asked about %2, the others are from the page and the servers' mounts.");
    return others.arg(QLocale().toString(seen), age);
}

/// What the page says, where that is not what the server says.
std::optional<CoverageVerdict> otherVerdict(const CoverageRow &row)
{
    return pageAndServerDisagree(row) ? row.declared : std::nullopt;
}

TableColumn<CoverageRow> pageColumn()
{
    using Row = CoverageRow;
    using Column = TableColumn<Row>;
    return Column(Tr::tr("Page says"),
                  [](const Row &row) {
                      const auto other = otherVerdict(row);
                      return other ? coverageStateWord(other->state) : QString();
                  })
        .with(&Column::sortValue,
              [](const Row &row) {
                  const auto other = otherVerdict(row);
                  return other ? QVariant(coverageRank(other->state)) : QVariant();
              })
        .with(&Column::state,
              [](const Row &row) {
                  const auto other = otherVerdict(row);
                  return other ? std::optional(coverageStateIcon(other->state, Evidence::Declared)) : std::nullopt;
              })
        .with(&Column::toolTip,
              [](const Row &row) {
                  const auto other = otherVerdict(row);
                  return other ? other->reason : QString();
              })
        .with(&Column::explanation, Tr::tr("What the page says, where that is not what the server says"));
}

TableDescription<CoverageRow> coverageColumns()
{
    using Row = CoverageRow;
    using Column = TableColumn<Row>;
    return {coverageKey,
            {Column(Tr::tr("Server"), [](const Row &row) { return visibleText(row.server); }).with(&Column::width, 22),
             Column(Tr::tr("Folder"), [](const Row &row) { return displayPath(row.folder); }).with(&Column::width, 28),
             Column(Tr::tr("State"), coverageRowWord)
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.wanted ? QVariant(coverageRank(row)) : QVariant(); })
                 .with(&Column::state, coverageRowState),
             Column(Tr::tr("Backed up by"), coverageHolder)
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.by.isEmpty() ? QVariant() : QVariant(displayPath(row.by)); })
                 .with(&Column::width, 18),
             pageColumn(),
             Column(Tr::tr("Evidence"), coverageEvidence)
                 .with(&Column::sortValue,
                       [](const Row &row) { return row.observedAt.isValid() ? QVariant(row.observedAt) : QVariant(); })
                 .with(&Column::toolTip,
                       [](const Row &row, const QDateTime &now) {
                           return row.observedAt.isValid() ? exactMoment(row.observedAt, now) : QString();
                       })
                 .with(&Column::width, 24),
             Column(Tr::tr("Reason"), &Row::reason).with(&Column::width, 60)}};
}

} // namespace

State worstCoverage(const CoverageCounts &counts)
{
    if (counts.uncovered > 0)
        return State::Bad;
    if (counts.partly > 0 || counts.stale > 0)
        return State::Attention;
    return counts.unknown + counts.byPage > 0 ? State::Unknown : State::Good;
}

State coverageStateIcon(CoverageState state, Evidence evidence)
{
    switch (state) {
    case CoverageState::Covered:
        return evidence == Evidence::Observed ? State::Good : State::Unknown;
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

int coverageRank(CoverageState state)
{
    switch (state) {
    case CoverageState::Uncovered:
        return 0;
    case CoverageState::Partly:
        return 1;
    case CoverageState::Stale:
        return 2;
    case CoverageState::Unknown:
        return 3;
    case CoverageState::Covered:
        break;
    }
    return 4;
}

int coverageRank(const CoverageRow &row)
{
    const bool isGood = coverageStateIcon(row.state, row.evidence) == State::Good;
    return coverageRank(row.state) + (isGood ? 1 : 0);
}

std::optional<State> coverageRowState(const CoverageRow &row)
{
    return row.wanted ? std::optional(coverageStateIcon(row.state, row.evidence)) : std::nullopt;
}

QString coverageRowWord(const CoverageRow &row)
{
    if (isCoveredByPage(row))
        return Tr::tr("page says covered");
    return row.wanted ? coverageStateWord(row.state) : Tr::tr("not asked for");
}

QString coverageHolder(const CoverageRow &row)
{
    if (!row.by.isEmpty())
        return displayPath(row.by);
    return row.state == CoverageState::Unknown ? Tr::tr("not known", "what a folder is backed up by")
                                               : Tr::tr("nothing", "backs a folder up");
}

QString coverageEvidence(const CoverageRow &row, const QDateTime &now)
{
    if (row.evidence == Evidence::Mounts)
        return Tr::tr("from the page and the server's mounts, %1").arg(ageInWords(row.observedAt, now));
    if (!isSeen(row))
        return Tr::tr("from the page alone");
    return Tr::tr("seen on the server, %1").arg(ageInWords(row.observedAt, now));
}

QString coverageSince(const CoverageRow &row, const QDateTime &now)
{
    const QList<Finding> findings = coverageFindings({row});
    return findings.isEmpty() ? QString() : sinceInWords(findings.constFirst(), now);
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
    // Of how many is said once.
    if (counts.partly > 0)
        sentences
            << (sentences.isEmpty()
                    ? Tr::tr("%n of %1 wanted folders are backed up only in part.", nullptr, counts.partly).arg(wanted)
                    : Tr::tr("%n are backed up only in part.", nullptr, counts.partly));
    if (counts.stale > 0)
        sentences << (sentences.isEmpty()
                          ? Tr::tr("The backup of %n of %1 wanted folders is stale.", nullptr, counts.stale).arg(wanted)
                          : Tr::tr("The backups of %n are stale.", nullptr, counts.stale));
    if (counts.unknown > 0)
        sentences << (sentences.isEmpty() ? Tr::tr("Whether %n of %1 wanted folders are backed up is not known.",
                                                   nullptr, counts.unknown)
                                                .arg(wanted)
                                          : Tr::tr("Whether %n are backed up is not known.", nullptr, counts.unknown));
    if (sentences.isEmpty() && counts.byPage > 0)
        sentences << Tr::tr("That %n of %1 wanted folders are backed up is only the page's word.", nullptr,
                            counts.byPage)
                         .arg(wanted);
    if (sentences.isEmpty())
        sentences << Tr::tr("All %n wanted folders are backed up.", nullptr, counts.wanted());
    sentences << evidenceSentence(rows, now);
    return {worstCoverage(counts), sentences.join(u' ')};
}

bool passesFilter(const CoverageRow &row, CoverageFilter filter)
{
    switch (filter) {
    case CoverageFilter::All:
        return true;
    case CoverageFilter::Wanted:
        return row.wanted;
    case CoverageFilter::NeedsAttention:
        return row.wanted && coverageRowState(row) != State::Good;
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

CoverageModel::CoverageModel(QObject *parent)
    : ColumnTable(coverageColumns(), parent)
{
}

void CoverageModel::setRows(const QList<CoverageRow> &rows, const QDateTime &now)
{
    QList<CoverageRow> shown;
    QSet<QString> keys; // a folder that the page names twice is one
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(shown), [&](const CoverageRow &row) {
        const bool first = !keys.contains(coverageKey(row));
        keys.insert(coverageKey(row));
        return first;
    });
    ColumnTable::setRows(shown, now);
}

} // namespace Nightkeep
