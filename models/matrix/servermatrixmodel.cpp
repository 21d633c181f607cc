// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/servermatrixmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/servers/connectionchecks.h"
#include "models/storage/decisionwords.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

using Column = ServerMatrixModel::Column;

/// The field that a column of the page shows; none for the columns we derive.
std::optional<ServerField> fieldOf(Column column)
{
    switch (column) {
    case ServerMatrixModel::NameColumn:
        return ServerField::Name;
    case ServerMatrixModel::OsColumn:
        return ServerField::Os;
    case ServerMatrixModel::ServiceColumn:
        return ServerField::Service;
    case ServerMatrixModel::WebColumn:
        return ServerField::Web;
    case ServerMatrixModel::StorageNodeColumn:
        return ServerField::StorageNode;
    case ServerMatrixModel::CurrentColumn:
        return ServerField::Current;
    case ServerMatrixModel::WantedColumn:
        return ServerField::Wanted;
    case ServerMatrixModel::PolicyColumn:
        return ServerField::Policy;
    case ServerMatrixModel::ArchiveColumn:
        return ServerField::Archive;
    case ServerMatrixModel::ComparisonColumn:
    case ServerMatrixModel::ReachedColumn:
    case ServerMatrixModel::ColumnCount:
        break;
    }
    return std::nullopt;
}

/// What a column's cells are decided about; none for the others.
std::optional<DecisionSubject> subjectOf(Column column)
{
    if (column == ServerMatrixModel::WantedColumn)
        return DecisionSubject::Wanted;
    if (column == ServerMatrixModel::PolicyColumn)
        return DecisionSubject::Policy;
    if (column == ServerMatrixModel::ArchiveColumn)
        return DecisionSubject::Archive;
    return std::nullopt;
}

/// What was decided, as lines below the page's own: the figures, then whether they are agreed.
QStringList decisionLines(const Server &server, DecisionSubject subject)
{
    QStringList lines {figuresInWords(server.decisions, subject),
                       agreementInWords(agreementOf(server.decisions, subject))};
    lines.removeAll(QString());
    return lines;
}

const CoverageRow *verdict(const ServerRow &row, const BytePath &folder)
{
    for (const CoverageRow &coverage : row.coverage) {
        if (coverage.wanted && coverage.folder == folder)
            return &coverage;
    }
    return nullptr;
}

QStringList comparisonLines(const ServerRow &row)
{
    const CoverageCounts counts = countCoverage(row.coverage);
    const QLocale locale;
    if (counts.wanted() == 0)
        return {Tr::tr("nothing wanted")};
    QStringList lines {
        Tr::tr("%1 of %2 covered").arg(locale.toString(counts.covered), locale.toString(counts.wanted()))};
    if (counts.partly > 0)
        lines << Tr::tr("%1 partly").arg(locale.toString(counts.partly));
    if (counts.stale > 0)
        lines << Tr::tr("%1 stale").arg(locale.toString(counts.stale));
    if (counts.unknown > 0)
        lines << Tr::tr("%1 unknown").arg(locale.toString(counts.unknown));
    return lines;
}

std::optional<State> comparisonState(const ServerRow &row)
{
    const CoverageCounts counts = countCoverage(row.coverage);
    if (counts.wanted() == 0)
        return std::nullopt;
    if (counts.uncovered > 0)
        return State::Bad;
    if (counts.partly > 0 || counts.stale > 0)
        return State::Attention;
    return counts.unknown > 0 ? State::Unknown : State::Good;
}

/// The worse of the two: what a person should look at first.
State worse(State one, State other)
{
    for (const State state : {State::Bad, State::Attention, State::Unknown}) {
        if (one == state || other == state)
            return state;
    }
    return one;
}

QString failureWord(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::AuthenticationFailed:
        return Tr::tr("login refused");
    case ErrorKind::HostKeyUnknown:
        return Tr::tr("host key not trusted yet");
    case ErrorKind::HostKeyChanged:
        return Tr::tr("host key changed");
    case ErrorKind::TimedOut:
        return Tr::tr("no answer in time");
    case ErrorKind::Unreachable:
        return Tr::tr("unreachable");
    default:
        return Tr::tr("asking failed");
    }
}

bool isFailed(const ServerRow &row)
{
    return row.failure && row.failure->kind != ErrorKind::Cancelled;
}

/// A name typed with its note below, as the cell shows them: "(new hardware)" is the note "new hardware".
Result<Server> withNameAndNote(const Server &before, const QString &typed)
{
    QString note = typed.section(u'\n', 1).simplified();
    if (note.startsWith(u'(') && note.endsWith(u')'))
        note = note.mid(1, note.size() - 2);
    const Result<Server> named = withServerField(before, ServerField::Name, typed.section(u'\n', 0, 0));
    return named ? withServerField(*named, ServerField::Note, note) : named;
}

QString columnExplanation(Column column)
{
    switch (column) {
    case ServerMatrixModel::CurrentColumn:
        return Tr::tr("Folders that are currently being backed up, as the page says");
    case ServerMatrixModel::WantedColumn:
        return Tr::tr("Folders that we want to be backed up, each with what the comparison finds");
    case ServerMatrixModel::PolicyColumn:
        return Tr::tr("How often, how many copies, and for how long they are kept");
    case ServerMatrixModel::ArchiveColumn:
        return Tr::tr("What we want archived, and how often");
    case ServerMatrixModel::ComparisonColumn:
        return Tr::tr("How many of the wanted folders are backed up");
    case ServerMatrixModel::ReachedColumn:
        return Tr::tr("Whether the server answered when it was last asked, and how old its facts are");
    case ServerMatrixModel::NameColumn:
    case ServerMatrixModel::OsColumn:
    case ServerMatrixModel::ServiceColumn:
    case ServerMatrixModel::WebColumn:
    case ServerMatrixModel::StorageNodeColumn:
    case ServerMatrixModel::ColumnCount:
        break;
    }
    return {};
}

} // namespace

ReachedWords reachedWords(const ServerRow &row, const QDateTime &now)
{
    ReachedWords words;
    if (row.snapshot)
        words.age = ageInWords(row.snapshot->takenAt, now);
    if (isFailed(row)) {
        words.state = State::Bad;
        words.word = failureWord(row.failure->kind);
    } else if (row.snapshot) {
        const bool old = row.snapshot->takenAt.secsTo(now) > OldSnapshotSeconds;
        const bool clockOff = std::abs(row.snapshot->clockOffsetSeconds) > ToleratedClockOffsetSeconds;
        words.state = old || clockOff ? State::Attention : State::Good;
        words.word = old ? Tr::tr("reached long ago") : clockOff ? Tr::tr("reached, clock is off") : Tr::tr("reached");
    } else {
        words.word = Tr::tr("never asked");
    }
    return words;
}

PageAnswer serversAnswer(const QList<ServerRow> &rows, const QDateTime &now)
{
    if (rows.isEmpty())
        return {State::Unknown, Tr::tr("The matrix holds no servers yet.")};
    int failed = 0;
    int never = 0;
    QDateTime oldest;
    for (const ServerRow &row : rows) {
        if (isFailed(row))
            ++failed;
        else if (!row.snapshot)
            ++never;
        else
            oldest = oldest.isValid() ? std::min(oldest, row.snapshot->takenAt) : row.snapshot->takenAt;
    }
    const int total = int(rows.size());
    QStringList sentences {Tr::tr("%n servers.", nullptr, total)};
    if (never == total)
        return {State::Unknown, (sentences << Tr::tr("None has been asked yet.")).join(u' ')};
    if (failed > 0)
        sentences << Tr::tr("%n could not be reached.", nullptr, failed);
    if (never > 0)
        sentences << Tr::tr("%n have never been asked.", nullptr, never);
    if (oldest.isValid()) {
        const QString age = ageInWords(oldest, now);
        sentences
            << (failed + never > 0 ? Tr::tr("The others were asked %1.") : Tr::tr("All answered, asked %1.")).arg(age);
    }
    const bool old = oldest.isValid() && oldest.secsTo(now) > OldSnapshotSeconds;
    const State state = failed > 0 ? State::Bad : old ? State::Attention : never > 0 ? State::Unknown : State::Good;
    return {state, sentences.join(u' ')};
}

void ServerMatrixModel::setRows(const QList<ServerRow> &rows, const QDateTime &now)
{
    merge(rows);
    setNow(now);
}

void ServerMatrixModel::setNow(const QDateTime &now)
{
    const bool newDay = m_now.date() != now.date(); // on which something may have become overdue
    m_now = now;
    tellChanged(newDay ? WantedColumn : ReachedColumn, ReachedColumn);
    tellChanged(WebColumn, WebColumn);
}

int ServerMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QStringList ServerMatrixModel::lines(const ServerRow &row, Column column) const
{
    if (column == ComparisonColumn)
        return comparisonLines(row);
    if (column == ReachedColumn) {
        const ReachedWords words = reachedWords(row, m_now);
        return words.age.isEmpty() ? QStringList {words.word} : QStringList {words.word, words.age};
    }
    QStringList lines = serverFieldLines(row.server, *fieldOf(column));
    if (column == NameColumn && !row.server.note.isEmpty())
        lines << Tr::tr("(%1)", "the note below a server's name").arg(visibleText(row.server.note));
    if (const auto subject = subjectOf(column))
        lines << decisionLines(row.server, *subject);
    return lines;
}

QString ServerMatrixModel::editText(const ServerRow &row, Column column) const
{
    const bool hasDecisions = subjectOf(column).has_value();
    return (hasDecisions ? serverFieldLines(row.server, *fieldOf(column)) : lines(row, column)).join(u'\n');
}

QList<int> ServerMatrixModel::lineStates(const ServerRow &row, Column column) const
{
    QList<int> states;
    const auto subject = subjectOf(column);
    if (!subject)
        return states;
    if (column == WantedColumn) {
        for (const BytePath &folder : row.server.wanted) {
            const CoverageRow *coverage = verdict(row, folder);
            states << int(coverage ? coverageStateIcon(coverage->state) : State::Unknown);
        }
    }
    if (const auto agreed = agreementState(agreementOf(row.server.decisions, *subject), m_now.date())) {
        const qsizetype last = lines(row, column).size() - 1;
        while (states.size() < last)
            states << -1;
        states << int(*agreed);
    }
    return states;
}

std::optional<State> ServerMatrixModel::state(const ServerRow &row, Column column) const
{
    if (column == ComparisonColumn)
        return comparisonState(row);
    if (column == WebColumn)
        return row.web && answersFor(*row.web, row.server) ? std::optional(webState(*row.web, m_now)) : std::nullopt;
    const State reached = reachedWords(row, m_now).state;
    if (column == ReachedColumn)
        return reached;
    if (column == NameColumn)
        return worse(worse(reached, comparisonState(row).value_or(reached)), state(row, WebColumn).value_or(reached));
    return std::nullopt;
}

QVariant ServerMatrixModel::sortValue(const ServerRow &row, Column column) const
{
    switch (column) {
    case CurrentColumn:
        return int(row.server.current.size());
    case WantedColumn:
        return int(row.server.wanted.size());
    case ComparisonColumn: {
        const CoverageCounts counts = countCoverage(row.coverage);
        return counts.wanted() == 0 ? QVariant() : QVariant(counts.wanted() - counts.covered);
    }
    case ReachedColumn:
        return row.snapshot ? QVariant(row.snapshot->takenAt) : QVariant();
    case NameColumn:
    case OsColumn:
    case ServiceColumn:
    case WebColumn:
    case StorageNodeColumn:
    case PolicyColumn:
    case ArchiveColumn:
        if (const QStringList all = lines(row, column); !all.isEmpty())
            return all.join(u'\n');
        return {};
    case ColumnCount:
        break;
    }
    return {};
}

QString ServerMatrixModel::toolTip(const ServerRow &row, Column column) const
{
    if (column == ReachedColumn && isFailed(row))
        return row.failure->message;
    if (column == ReachedColumn && row.snapshot)
        return QLocale().toString(row.snapshot->takenAt.toTimeZone(m_now.timeZone()), QLocale::LongFormat);
    if (column == NameColumn) {
        return Tr::tr("%1: %2, %3", "server, whether it was reached, comparison")
            .arg(visibleText(row.server.name), lines(row, ReachedColumn).join(u", "), comparisonLines(row).join(u", "));
    }
    if (column == WebColumn && row.web && answersFor(*row.web, row.server)) {
        return Tr::tr("%1 Asked %2.", "what the web address said, age")
            .arg((QStringList {webSentence(*row.web, m_now)} + webRemarks(*row.web)).join(u' '),
                 ageInWords(row.web->askedAt, m_now));
    }
    QStringList reasons;
    const auto subject = subjectOf(column);
    if (column != ComparisonColumn && !subject)
        return {};
    for (const CoverageRow &coverage : row.coverage) {
        if (coverage.wanted && (column == WantedColumn || column == ComparisonColumn)) {
            reasons << Tr::tr("%1: %2. %3", "folder, state, reason")
                           .arg(displayPath(coverage.folder), coverageRowWord(coverage), coverage.reason);
        }
    }
    if (subject) {
        reasons << decisionLines(row.server, *subject);
        if (const QString &note = agreementOf(row.server.decisions, *subject).note; !note.isEmpty())
            reasons << visibleText(note);
    }
    return reasons.join(u'\n');
}

QVariant ServerMatrixModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ServerRow &row = rows().at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return lines(row, column).join(u'\n');
    case Qt::EditRole:
        return editText(row, column);
    case LinesRole:
        return lines(row, column);
    case LineStatesRole:
        if (const QList<int> states = lineStates(row, column); !states.isEmpty())
            return QVariant::fromValue(states);
        return {};
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case SortRole:
        return sortValue(row, column);
    case StateRole:
        if (const auto cellState = state(row, column))
            return int(*cellState);
        return {};
    case KeyRole:
        return keyOf(row);
    default:
        return {};
    }
}

QVariant ServerMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto column = Column(section);
    if (role == Qt::ToolTipRole)
        return columnExplanation(column);
    if (role != Qt::DisplayRole)
        return {};
    if (const auto field = fieldOf(column))
        return serverFieldTitle(*field);
    return column == ComparisonColumn ? Tr::tr("Comparison") : Tr::tr("Reached");
}

Qt::ItemFlags ServerMatrixModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = MergedTable::flags(index);
    if (m_editable && index.isValid() && fieldOf(Column(index.column())))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool ServerMatrixModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    // An editor that was only opened and closed must not rewrite text that we show in escapes.
    if (value.toString() == data(index, Qt::EditRole).toString())
        return false;
    const auto column = Column(index.column());
    const Server before = rows().at(index.row()).server;
    const Result<Server> after = column == NameColumn ? withNameAndNote(before, value.toString())
                                                      : withServerField(before, *fieldOf(column), value.toString());
    if (!after) {
        emit editRefused(after.error());
        return false;
    }
    if (*after == before)
        return false;
    emit editRequested(before, *after);
    return true;
}

} // namespace Nightkeep
