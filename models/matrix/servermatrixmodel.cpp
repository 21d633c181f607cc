// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/servermatrixmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/matrix/servercells.h"
#include "models/servers/connectionchecks.h"
#include "models/storage/decisionwords.h"

#include <QLocale>

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

/// What was decided, as lines below the page's own: the figures, then whether they are agreed.
QStringList decisionLines(const Server &server, DecisionSubject subject)
{
    QStringList lines {figuresInWords(server.decisions, subject),
                       agreementInWords(agreementOf(server.decisions, subject))};
    lines.removeAll(QString());
    return lines;
}

QStringList comparisonLines(const ServerRow &row)
{
    const CoverageCounts counts = countCoverage(row.coverage);
    const QLocale locale;
    if (counts.wanted() == 0)
        return {Tr::tr("nothing wanted")};
    QStringList lines {
        Tr::tr("%1 of %2 covered").arg(locale.toString(counts.covered), locale.toString(counts.wanted()))};
    if (counts.byPage > 0)
        lines << Tr::tr("%1 by the page's word").arg(locale.toString(counts.byPage));
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
    return counts.wanted() == 0 ? std::nullopt : std::optional(worstCoverage(counts));
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

bool hasWebAnswer(const ServerRow &row)
{
    return row.web && answersFor(*row.web, row.server);
}

std::optional<State> webCellState(const ServerRow &row, const QDateTime &now)
{
    return hasWebAnswer(row) ? std::optional(webState(*row.web, now)) : std::nullopt;
}

QString webToolTip(const ServerRow &row, const QDateTime &now)
{
    if (!hasWebAnswer(row))
        return {};
    return Tr::tr("%1 Asked %2.", "what the web address said, age")
        .arg((QStringList {webSentence(*row.web, now)} + webRemarks(*row.web)).join(u' '),
             ageInWords(row.web->askedAt, now));
}

QStringList nameLines(const ServerRow &row)
{
    QStringList lines = serverFieldLines(row.server, ServerField::Name);
    if (!row.server.note.isEmpty())
        lines << Tr::tr("(%1)", "the note below a server's name").arg(visibleText(row.server.note));
    return lines;
}

QStringList reachedLines(const ServerRow &row, const QDateTime &now)
{
    const ReachedWords words = reachedWords(row, now);
    return words.age.isEmpty() ? QStringList {words.word} : QStringList {words.word, words.age};
}

State worstOfServer(const ServerRow &row, const QDateTime &now)
{
    const State reached = reachedWords(row, now).state;
    return worse(worse(reached, comparisonState(row).value_or(reached)), webCellState(row, now).value_or(reached));
}

QString nameToolTip(const ServerRow &row, const QDateTime &now)
{
    return Tr::tr("%1: %2, %3", "server, whether it was reached, comparison")
        .arg(visibleText(row.server.name), reachedLines(row, now).join(u", "), comparisonLines(row).join(u", "));
}

QString reachedToolTip(const ServerRow &row, const QDateTime &now)
{
    if (isFailed(row))
        return row.failure->message;
    return row.snapshot ? exactMoment(row.snapshot->takenAt, now) : QString();
}

QStringList coverageReasons(const ServerRow &row)
{
    QStringList reasons;
    for (const CoverageRow &coverage : row.coverage) {
        if (coverage.wanted)
            reasons << Tr::tr("%1: %2. %3", "folder, state, reason")
                           .arg(displayPath(coverage.folder), coverageRowWord(coverage), coverage.reason);
    }
    return reasons;
}

QList<int> decidedLineStates(const ServerRow &row, DecisionSubject subject, qsizetype lines, const QDate &today)
{
    QList<int> states;
    if (subject == DecisionSubject::Wanted) {
        for (const BytePath &folder : row.server.wanted) {
            const CoverageRow *coverage = wantedVerdict(row, folder);
            states << int(coverage ? coverageStateIcon(coverage->state, coverage->evidence) : State::Unknown);
        }
    }
    if (const auto agreed = agreementState(agreementOf(row.server.decisions, subject), today)) {
        while (states.size() < lines - 1)
            states << -1;
        states << int(*agreed);
    }
    return states;
}

/// A column of the page itself.
TableColumn<ServerRow> fieldColumn(ServerField field, int width)
{
    using Column = TableColumn<ServerRow>;
    const auto lines = [field](const ServerRow &row) { return serverFieldLines(row.server, field); };
    return Column(serverFieldTitle(field), [lines](const ServerRow &row) { return lines(row).join(u'\n'); })
        .with(&Column::width, width)
        .with(&Column::lines, lines);
}

/// A column of the page with what was decided in figures below, and whether it is agreed.
TableColumn<ServerRow> decidedColumn(ServerField field, DecisionSubject subject, int width, const QString &explanation)
{
    const auto said = [field](const ServerRow &row) { return serverFieldLines(row.server, field); };
    const auto lines = [said, subject](const ServerRow &row) { return said(row) + decisionLines(row.server, subject); };
    TableColumn<ServerRow> column = fieldColumn(field, width);
    column.text = [lines](const ServerRow &row) { return lines(row).join(u'\n'); };
    column.lines = lines;
    column.editText = [said](const ServerRow &row) { return said(row).join(u'\n'); };
    column.explanation = explanation;
    column.lineStates = [lines, subject](const ServerRow &row, const QDate &today) {
        return decidedLineStates(row, subject, lines(row).size(), today);
    };
    column.toolTip = [subject](const ServerRow &row) {
        QStringList reasons = subject == DecisionSubject::Wanted ? coverageReasons(row) : QStringList();
        reasons << decisionLines(row.server, subject);
        if (const QString &note = agreementOf(row.server.decisions, subject).note; !note.isEmpty())
            reasons << visibleText(note);
        return reasons.join(u'\n');
    };
    return column;
}

/// Sorted by what is worst, and drawn with each folder's state in a word.
TableColumn<ServerRow> wantedColumn()
{
    TableColumn<ServerRow> column =
        decidedColumn(ServerField::Wanted, DecisionSubject::Wanted, 34,
                      Tr::tr("Folders that we want to be backed up, each with what the comparison finds"));
    column.sortValue = [](const ServerRow &row) {
        const std::optional<int> rank = worstRank(row);
        return rank ? QVariant(*rank) : QVariant();
    };
    column.drawnLines = [](const ServerRow &row) {
        const QStringList drawn = standingLines(row);
        return drawn.isEmpty() ? drawn : drawn + decisionLines(row.server, DecisionSubject::Wanted);
    };
    return column;
}

/// The field that a column of the page holds; the columns that we derive come last and hold none.
ServerField fieldOf(int column)
{
    static constexpr ServerField fields[] = {ServerField::Name,   ServerField::Os,          ServerField::Service,
                                             ServerField::Web,    ServerField::StorageNode, ServerField::Current,
                                             ServerField::Wanted, ServerField::Policy,      ServerField::Archive};
    return fields[column];
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
        const bool clockOff = row.snapshot->clockOffsetSeconds > ToleratedClockOffsetSeconds
            || row.snapshot->clockOffsetSeconds < -ToleratedClockOffsetSeconds || isFromTheFuture(row, now);
        const bool old = row.snapshot->clocksAgree() && row.snapshot->takenAt.secsTo(now) > OldSnapshotSeconds;
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
    int future = 0;
    QDateTime oldest;
    for (const ServerRow &row : rows) {
        if (isFailed(row))
            ++failed;
        else if (!row.snapshot)
            ++never;
        else if (isFromTheFuture(row, now))
            ++future;
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
    const bool clockDoubted = isClockDoubted(rows, now);
    if (future > 0 && !clockDoubted)
        sentences << Tr::tr("When some were asked is not known: by this workstation's clock it has yet to come.");
    if (clockDoubted) {
        sentences << Tr::tr("How long ago they were asked is not known: this workstation's clock disagrees with "
                            "theirs.");
    } else if (oldest.isValid()) {
        const QString age = ageInWords(oldest, now);
        sentences << (failed + never + future > 0 ? Tr::tr("The others were asked %1.")
                                                  : Tr::tr("All answered, asked %1."))
                         .arg(age);
    }
    const bool old = oldest.isValid() && oldest.secsTo(now) > OldSnapshotSeconds;
    const State state = failed > 0 ? State::Bad
        : clockDoubted             ? State::Unknown
        : old                      ? State::Attention
        : never + future > 0       ? State::Unknown
                                   : State::Good;
    return {state, sentences.join(u' ')};
}

ServerMatrixModel::ServerMatrixModel(QObject *parent)
    : ColumnTable(description(m_editable, m_namesakes), parent)
{
}

void ServerMatrixModel::setRows(const QList<ServerRow> &rows, const QDateTime &now)
{
    QSet<QString> names;
    m_namesakes.clear();
    for (const ServerRow &row : rows) {
        const QString name = shortName(row.server.name).toLower();
        if (names.contains(name))
            m_namesakes.insert(name);
        names.insert(name);
    }
    ColumnTable::setRows(rows, now);
}

/// Called out of two domains by one short name, each is shown with its own.
QStringList ServerMatrixModel::drawnName(const ServerRow &row, const QSet<QString> &namesakes)
{
    QStringList lines = nameLines(row);
    const QString name = shortName(row.server.name);
    if (!lines.isEmpty() && !namesakes.contains(name.toLower()))
        lines.first() = visibleText(name);
    return lines;
}

QList<int> ServerMatrixModel::whatMatters()
{
    return {NameColumn, WantedColumn,      BackedUpColumn, LastRunColumn, DecisionColumn, ReachedColumn,
            OsColumn,   StorageNodeColumn, WebColumn,      ServiceColumn, PolicyColumn,   ArchiveColumn};
}

QList<int> ServerMatrixModel::pagesOrder()
{
    return {NameColumn,   OsColumn,     ServiceColumn, WebColumn,        StorageNodeColumn, CurrentColumn,
            WantedColumn, PolicyColumn, ArchiveColumn, ComparisonColumn, ReachedColumn};
}

TableDescription<ServerRow> ServerMatrixModel::description(const bool &editable, const QSet<QString> &namesakes)
{
    using Row = ServerRow;
    using Column = TableColumn<Row>;
    // Not edited in place: a name is changed in the dialog, which says what that means.
    TableColumn<Row> name =
        Column(serverFieldTitle(ServerField::Name), [](const Row &row) { return nameLines(row).join(u'\n'); })
            .with(&Column::state, worstOfServer)
            .with(&Column::toolTip, nameToolTip)
            .with(&Column::width, 30)
            .with(&Column::lines, nameLines)
            .with(&Column::drawnLines, [&namesakes](const Row &row) { return drawnName(row, namesakes); });
    TableColumn<Row> web = fieldColumn(ServerField::Web, 14);
    web.state = webCellState;
    web.toolTip = webToolTip;
    TableColumn<Row> current = fieldColumn(ServerField::Current, 22);
    current.sortValue = [](const Row &row) { return row.server.current.size(); };
    current.struckLines = contradictedFolders;
    current.toolTip = [](const Row &row) {
        return contradictedFolders(row).isEmpty() ? QString() : backedUpLines(row).whole.join(u'\n');
    };
    current.explanation = Tr::tr("Folders that are currently being backed up, as the page says");
    // The page's own order puts the comparison far to the right: what comes before it begins narrow.
    QList<TableColumn<Row>> columns {
        fieldColumn(ServerField::Os, 24),
        fieldColumn(ServerField::Service, 16),
        web,
        fieldColumn(ServerField::StorageNode, 14),
        current,
        wantedColumn(),
        decidedColumn(ServerField::Policy, DecisionSubject::Policy, 15,
                      Tr::tr("How often, how many copies, and for how long they are kept")),
        decidedColumn(ServerField::Archive, DecisionSubject::Archive, 10,
                      Tr::tr("What we want archived, and how often"))};
    for (TableColumn<Row> &column : columns)
        column.isEditable = [&editable](const Row &) { return editable; };
    columns.prepend(name);
    columns << Column(Tr::tr("Comparison"), [](const Row &row) { return comparisonLines(row).join(u'\n'); })
                   .with(&Column::sortValue,
                         [](const Row &row) {
                             const CoverageCounts counts = countCoverage(row.coverage);
                             return counts.wanted() == 0 ? QVariant() : QVariant(counts.covered - counts.wanted());
                         })
                   .with(&Column::state, comparisonState)
                   .with(&Column::toolTip, [](const Row &row) { return coverageReasons(row).join(u'\n'); })
                   .with(&Column::lines, comparisonLines)
                   .with(&Column::explanation, Tr::tr("How many of the wanted folders are backed up"));
    columns << Column(Tr::tr("Reached"),
                      [](const Row &row, const QDateTime &now) { return reachedLines(row, now).join(u'\n'); })
                   .with(&Column::sortValue,
                         [](const Row &row) { return row.snapshot ? QVariant(row.snapshot->takenAt) : QVariant(); })
                   .with(&Column::state,
                         [](const Row &row, const QDateTime &now) { return reachedWords(row, now).state; })
                   .with(&Column::toolTip, reachedToolTip)
                   .with(&Column::lines, reachedLines)
                   .with(&Column::explanation,
                         Tr::tr("Whether the server answered when it was last asked, and how old its facts are"));
    return {[](const Row &row) { return row.server.name.toLower(); }, columns + standingColumns()};
}

/// What the page has no column for.
QList<TableColumn<ServerRow>> ServerMatrixModel::standingColumns()
{
    using Row = ServerRow;
    using Column = TableColumn<Row>;
    return {Column(Tr::tr("Backed up now"), [](const Row &row) { return backedUpLines(row).whole.join(u'\n'); })
                .with(&Column::width, 28)
                .with(&Column::lines, [](const Row &row) { return backedUpLines(row).whole; })
                .with(&Column::drawnLines, [](const Row &row) { return backedUpLines(row).drawn; })
                .with(&Column::struckLines, [](const Row &row) { return backedUpLines(row).struck; })
                .with(&Column::toolTip, [](const Row &row) { return backedUpLines(row).whole.join(u'\n'); })
                .with(&Column::sortValue,
                      [](const Row &row) {
                          const std::optional<qsizetype> count = backedUpCount(row);
                          return count ? QVariant(*count) : QVariant();
                      })
                .with(&Column::explanation,
                      Tr::tr("What is backed up by the server's own word; struck through what only the page says")),
            Column(Tr::tr("Last run"),
                   [](const Row &row, const QDateTime &now) { return lastRunLines(row, now).join(u'\n'); })
                .with(&Column::sortValue,
                      [](const Row &row) {
                          const QDateTime last = lastRun(row);
                          return last.isValid() ? QVariant(last) : QVariant();
                      })
                .with(&Column::state, lastRunState)
                .with(&Column::toolTip,
                      [](const Row &row, const QDateTime &now) {
                          const QDateTime last = lastRun(row);
                          return last.isValid() ? exactMoment(last, now) : QString();
                      })
                .with(&Column::lines, lastRunLines)
                .with(&Column::explanation, Tr::tr("When the storage manager last took all of the server's folders")),
            Column(Tr::tr("Decision"), [](const Row &row) { return decidedLines(row.server.decisions).join(u'\n'); })
                .with(&Column::lines, [](const Row &row) { return decidedLines(row.server.decisions); })
                .with(&Column::lineStates,
                      [](const Row &row, const QDate &today) { return decidedStates(row.server.decisions, today); })
                .with(&Column::explanation, Tr::tr("What the team decided, and whether it is agreed"))};
}

bool ServerMatrixModel::edit(const QModelIndex &index, const QString &typed)
{
    // An editor that was only opened and closed must not rewrite text that we show in escapes.
    if (typed == index.data(Qt::EditRole).toString())
        return false;
    const Server before = rows().at(index.row()).server;
    const Result<Server> after = withServerField(before, fieldOf(index.column()), typed);
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
