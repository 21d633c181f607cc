// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/configwriter.h"

#include "app/apptr.h"
#include "models/base/bytepath.h"
#include "models/settings/backupoption.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace Nightkeep {

namespace {

using Kind = ConfigOutcome::Kind;

constexpr int mostDeadlocks = 8;
constexpr int writerMostUndoings = 3; // of one value, each over a new connection
constexpr unsigned long recheckPauseMs = 50;

std::optional<QString> valueIn(const QHash<QString, QString> &rows, const QString &name)
{
    const auto row = rows.constFind(name);
    return row == rows.constEnd() ? std::nullopt : std::optional(*row);
}

// Compares with what is there: leaves NotTried where the value is still the one that was seen.
// True if none conflicts.
bool compare(QList<ConfigOutcome> &outcomes, const QHash<QString, QString> &rows)
{
    bool none = true;
    for (ConfigOutcome &outcome : outcomes) {
        outcome.found = valueIn(rows, outcome.change.name);
        if (outcome.found == outcome.change.wanted)
            outcome.kind = Kind::Same;
        else if (outcome.found != outcome.change.seen)
            outcome.kind = Kind::Conflict;
        none = none && outcome.kind != Kind::Conflict;
    }
    return none;
}

QList<ConfigOutcome> notTried(const QList<ConfigChange> &changes)
{
    QList<ConfigOutcome> outcomes;
    for (const ConfigChange &change : changes)
        outcomes += ConfigOutcome {change, Kind::NotTried, std::nullopt, std::nullopt};
    return outcomes;
}

bool anything(const QList<ConfigOutcome> &outcomes, std::initializer_list<Kind> kinds)
{
    return std::any_of(outcomes.cbegin(), outcomes.cend(), [kinds](const ConfigOutcome &outcome) {
        return std::find(kinds.begin(), kinds.end(), outcome.kind) != kinds.end();
    });
}

/// As long as is left, but never so short that a sound server misses it.
SqlAddress within(SqlAddress address, const QDeadlineTimer &deadline)
{
    using std::chrono::seconds;
    const seconds left =
        std::max(seconds(2), std::chrono::ceil<seconds>(std::chrono::milliseconds(deadline.remainingTime())));
    address.connectLimit = std::min(address.connectLimit, left / 2); // a login may take it twice
    address.answerLimit = std::min(address.answerLimit, left);
    address.wholeLimit = std::min(address.wholeLimit, left);
    return address;
}

/// The change that takes this one back. No row of Moodle's is ever deleted, so one that was added stays, with what
/// Moodle runs with where there is none: as SettingsService::planUndo() does it.
ConfigChange writerBack(const ConfigChange &change)
{
    const BackupOption *option = findBackupOption(change.name);
    return {change.name, change.wanted, change.seen.value_or(option ? option->whenMissing : QString())};
}

Error writerNotTakenBack(const ConfigChange &change, const std::optional<Error> &why)
{
    const QString name = visibleText(change.name);
    if (!why)
        return {ErrorKind::Conflict,
                AppTr::tr("%1 was written and could not be taken back: somebody wrote another value since.").arg(name),
                AppTr::tr("Read the settings again, and decide which value is to stay.")};
    return {why->kind, AppTr::tr("%1 was written and could not be taken back: %2").arg(name, why->message),
            AppTr::tr("Read the settings again: the value stands until you set the old one."), why->detail};
}

/// What became of one whose answer was lost, by what the table has once that session has ended.
void writerSettle(ConfigOutcome &outcome, const QHash<QString, QString> &rows, const Error &lost)
{
    outcome.found = valueIn(rows, outcome.change.name);
    outcome.kind = outcome.found == outcome.change.wanted ? Kind::Written
        : outcome.found == outcome.change.seen            ? Kind::NotTried
                                               : Kind::Unknown; // somebody else wrote: before ours or over it
    outcome.error = outcome.kind == Kind::Written ? std::nullopt : std::optional(lost);
}

Error nothingWritten(Error error)
{
    error.message = AppTr::tr("%1 Nothing was written.").arg(error.message);
    return error;
}

} // namespace

ConfigWriter::ConfigWriter(SqlConnections &connections, const SqlAddress &address, const QString &table,
                           std::unique_ptr<SqlConnection> &connection)
    : m_connections(connections)
    , m_address(address)
    , m_table(table)
    , m_connection(connection)
{
}

SqlResult<ConfigWriter::Rows> ConfigWriter::rowsFor(const QList<ConfigOutcome> &outcomes, bool locked)
{
    QStringList names;
    for (const ConfigOutcome &outcome : outcomes)
        names += outcome.change.name;
    const SqlResult<QList<QStringList>> selected =
        m_connection->select(m_table, Sql::selectRows(m_address.engine, m_table, names, locked));
    if (!selected)
        return tl::unexpected(selected.error());
    Rows rows;
    for (const QStringList &row : *selected) {
        if (rows.contains(row.at(0)))
            return tl::unexpected(SqlFailure {
                {ErrorKind::Damaged,
                 AppTr::tr("The table \"%1\" of %2 has several rows of %3: which of them counts is not certain.")
                     .arg(m_table, m_address.server, visibleText(row.at(0))),
                 AppTr::tr("Ask the database's administrator to remove all but one."),
                 {}}});
        rows.insert(row.at(0), row.at(1));
    }
    return rows;
}

SqlResult<bool> ConfigWriter::writeIfSeen(const ConfigChange &change)
{
    if (!change.seen) {
        const SqlResult<int> inserted =
            m_connection->change(m_table, Sql::insertRow(m_table, change.name, change.wanted));
        if (!inserted && inserted.error().duplicate)
            return false;
        return inserted.map([](int rows) { return rows == 1; });
    }
    return m_connection
        ->change(m_table,
                 Sql::guardedUpdate(m_address.engine, m_table, m_connection->charset(), change.name, *change.seen,
                                    change.wanted))
        .map([](int rows) { return rows == 1; });
}

// --- engines with transactions ---

Result<QList<ConfigOutcome>> ConfigWriter::writeTogether(const QList<ConfigChange> &changes)
{
    for (int attempt = 1;; ++attempt) {
        SqlResult<QList<ConfigOutcome>> outcomes = tryTogether(changes);
        if (outcomes)
            return *outcomes;
        // The server took back the whole transaction: trying anew compares anew.
        if (outcomes.error().again && attempt < mostDeadlocks)
            continue;
        return fail(nothingWritten(outcomes.error().error));
    }
}

SqlResult<QList<ConfigOutcome>> ConfigWriter::tryTogether(const QList<ConfigChange> &changes)
{
    QList<ConfigOutcome> outcomes = notTried(changes);
    if (const SqlResult<int> begun = m_connection->send(Sql::begin(m_address.engine)); !begun)
        return tl::unexpected(begun.error());

    const auto rollBack = [this](const SqlFailure &why) {
        if (!why.lost) // without a connection the server does it by itself
            static_cast<void>(m_connection->send(QStringLiteral("ROLLBACK")));
        return tl::unexpected(why);
    };
    const SqlResult<Rows> rows = rowsFor(outcomes, true);
    if (!rows)
        return rollBack(rows.error());
    if (!compare(outcomes, *rows) || !anything(outcomes, {Kind::NotTried})) {
        static_cast<void>(m_connection->send(QStringLiteral("ROLLBACK")));
        return outcomes;
    }
    m_connection->ignoreCancel(); // from here on: it is not stopped halfway
    if (const SqlResult<void> written = writeLocked(outcomes); !written)
        return rollBack(written.error());
    if (anything(outcomes, {Kind::Conflict})) {
        static_cast<void>(m_connection->send(QStringLiteral("ROLLBACK")));
        return outcomes;
    }

    const SqlResult<int> committed = m_connection->send(QStringLiteral("COMMIT"));
    if (!committed && committed.error().lost) {
        const Result<QList<ConfigOutcome>> found = afterLostCommit(outcomes, committed.error());
        if (!found)
            return tl::unexpected(SqlFailure {found.error()});
        return *found;
    }
    if (!committed)
        return rollBack(committed.error());
    if (const SqlResult<Rows> now = rowsFor(outcomes, false))
        for (ConfigOutcome &outcome : outcomes)
            outcome.found = valueIn(*now, outcome.change.name);
    return outcomes;
}

// With the rows locked: writes, and reads back before anything is final, so that what the database
// made of a value (cut it off, changed its characters) can still be taken back.
SqlResult<void> ConfigWriter::writeLocked(QList<ConfigOutcome> &outcomes)
{
    for (ConfigOutcome &outcome : outcomes) {
        if (outcome.kind != Kind::NotTried)
            continue;
        const SqlResult<bool> written = writeIfSeen(outcome.change);
        if (!written)
            return tl::unexpected(written.error());
        outcome.kind = *written ? Kind::Written : Kind::Conflict;
        if (!*written)
            break;
    }
    const SqlResult<Rows> stored = rowsFor(outcomes, false);
    if (!stored)
        return tl::unexpected(stored.error());
    for (ConfigOutcome &outcome : outcomes) {
        outcome.found = valueIn(*stored, outcome.change.name);
        if (outcome.kind == Kind::Written && outcome.found != outcome.change.wanted)
            return tl::unexpected(
                SqlFailure {{ErrorKind::Failed,
                             AppTr::tr("The database would store \"%1\" in %2 instead of \"%3\".")
                                 .arg(outcome.found.value_or(QString()), outcome.change.name, outcome.change.wanted),
                             AppTr::tr("Choose a value with plainer characters."),
                             {}}});
    }
    if (anything(outcomes, {Kind::Conflict})) {
        for (ConfigOutcome &outcome : outcomes)
            if (outcome.kind == Kind::Written) { // about to be rolled back
                outcome.kind = Kind::NotTried;
                outcome.found = outcome.change.seen;
            }
    }
    return {};
}

Result<QList<ConfigOutcome>> ConfigWriter::afterLostCommit(QList<ConfigOutcome> outcomes, const SqlFailure &lost)
{
    const SqlResult<Rows> rows = rowsOverNewConnection(outcomes);
    if (!rows) {
        for (ConfigOutcome &outcome : outcomes) {
            if (outcome.kind != Kind::Written)
                continue;
            outcome.kind = Kind::Unknown;
            outcome.found.reset();
            outcome.error = lost.error;
        }
        return outcomes;
    }
    int taken = 0;
    int untouched = 0;
    for (ConfigOutcome &outcome : outcomes) {
        outcome.found = valueIn(*rows, outcome.change.name);
        taken += outcome.kind == Kind::Written && outcome.found == outcome.change.wanted ? 1 : 0;
        untouched += outcome.kind == Kind::Written && outcome.found == outcome.change.seen ? 1 : 0;
    }
    // All or nothing: one row tells for the whole set, unless somebody else was there since.
    if (untouched > 0 && taken == 0)
        return fail(lost.error);
    if (taken == 0 || untouched > 0) {
        for (ConfigOutcome &outcome : outcomes) {
            if (outcome.kind != Kind::Written)
                continue;
            outcome.kind = Kind::Unknown;
            outcome.error = lost.error;
        }
    }
    return outcomes;
}

// --- engines without ---

Result<QList<ConfigOutcome>> ConfigWriter::writeOneByOne(const QList<ConfigChange> &changes)
{
    QList<ConfigOutcome> outcomes = notTried(changes);
    const SqlResult<Rows> rows = rowsFor(outcomes, false);
    if (!rows)
        return fail(nothingWritten(rows.error().error));
    if (!compare(outcomes, *rows))
        return outcomes;
    m_connection->ignoreCancel(); // as above
    for (ConfigOutcome &outcome : outcomes) {
        if (outcome.kind == Kind::Same)
            continue;
        writeOne(outcome);
        if (outcome.kind != Kind::Written && outcome.kind != Kind::Same)
            break;
    }
    if (anything(outcomes, {Kind::NotTried, Kind::Conflict, Kind::Unknown}))
        takeBack(outcomes);
    const auto failed = std::find_if(outcomes.cbegin(), outcomes.cend(),
                                     [](const ConfigOutcome &outcome) { return outcome.error.has_value(); });
    if (failed != outcomes.cend()
        && !anything(outcomes, {Kind::Written, Kind::TakenBack, Kind::Unknown, Kind::Conflict}))
        return fail(nothingWritten(*failed->error));
    if (const SqlResult<Rows> now = rowsFor(outcomes, false))
        for (ConfigOutcome &outcome : outcomes)
            if (outcome.kind != Kind::Unknown)
                outcome.found = valueIn(*now, outcome.change.name);
    return outcomes;
}

void ConfigWriter::writeOne(ConfigOutcome &outcome)
{
    const SqlResult<bool> written = writeIfSeen(outcome.change);
    if (!written && !written.error().lost) {
        outcome.error = written.error().error;
        return;
    }
    const bool lost = !written;
    const SqlResult<Rows> rows = lost ? rowsOverNewConnection({outcome}) : rowsFor({outcome}, false);
    if (written && *written) {
        outcome.kind = Kind::Written;
        outcome.found = rows ? valueIn(*rows, outcome.change.name) : std::nullopt;
        return;
    }
    if (!rows) {
        outcome.kind = lost ? Kind::Unknown : Kind::Conflict;
        outcome.found.reset();
        outcome.error = lost ? written.error().error : rows.error().error;
        return;
    }
    outcome.found = valueIn(*rows, outcome.change.name);
    if (!lost) {
        outcome.kind = outcome.found == outcome.change.wanted ? Kind::Same : Kind::Conflict;
        return;
    }
    writerSettle(outcome, *rows, written.error().error);
}

// A later one was not written: those before it go back, the last first, each as long as it is still ours.
void ConfigWriter::takeBack(QList<ConfigOutcome> &outcomes)
{
    std::optional<Error> unreachable;
    std::optional<Error> whyLost;
    const auto lost = std::find_if(outcomes.begin(), outcomes.end(), [](const ConfigOutcome &outcome) {
        return outcome.kind == Kind::Unknown && !outcome.found;
    });
    if (lost != outcomes.end()) { // the connection is gone: nothing can be sent by it
        whyLost = lost->error;
        if (const SqlResult<Rows> rows = rowsOverNewConnection(outcomes))
            writerSettle(*lost, *rows, lost->error.value_or(Error {}));
        else
            unreachable = lost->error;
        if (!anything(outcomes, {Kind::NotTried, Kind::Conflict, Kind::Unknown}))
            return;
    }
    for (auto outcome = outcomes.rbegin(); outcome != outcomes.rend(); ++outcome) {
        if (outcome->kind != Kind::Written)
            continue;
        if (unreachable)
            outcome->error = writerNotTakenBack(outcome->change, unreachable);
        else
            unreachable = takeBackOne(*outcome);
    }
    if (lost != outcomes.end() && !lost->error) // it was written after all, and nothing else says why it does not stand
        lost->error = whyLost;
}

// Gives the error where the database cannot be reached any more.
std::optional<Error> ConfigWriter::takeBackOne(ConfigOutcome &outcome)
{
    ConfigOutcome back;
    for (int attempt = 0; attempt < writerMostUndoings; ++attempt) {
        back = ConfigOutcome {writerBack(outcome.change), Kind::NotTried, std::nullopt};
        writeOne(back);
        // Not carried out when the connection broke: the new one may do it.
        if (back.kind != Kind::NotTried || !back.error || back.error->kind != ErrorKind::Unreachable)
            break;
    }
    if (back.kind == Kind::Written || back.kind == Kind::Same) {
        outcome.kind = Kind::TakenBack;
        outcome.found = back.found;
        return std::nullopt;
    }
    if (back.found)
        outcome.found = back.found;
    const bool isAnothers = back.found && back.kind != Kind::NotTried;
    outcome.error = writerNotTakenBack(outcome.change, isAnothers ? std::nullopt : back.error);
    if (back.kind != Kind::Unknown || isAnothers)
        return std::nullopt;
    outcome.kind = Kind::Unknown; // the undoing was sent, and nobody can tell what became of it
    outcome.found.reset();
    return back.error;
}

// --- after a lost connection ---

SqlResult<ConfigWriter::Rows> ConfigWriter::rowsOverNewConnection(const QList<ConfigOutcome> &outcomes)
{
    const QDeadlineTimer deadline(m_address.recheckLimit);
    const qint64 oldThread = m_connection->serverThread();
    for (;;) {
        Result<std::unique_ptr<SqlConnection>> opened = m_connections.open(within(m_address, deadline));
        if (opened && oldSessionIsGone(oldThread, **opened, deadline)) {
            m_connection = std::move(*opened);
            SqlResult<Rows> rows = rowsFor(outcomes, false);
            m_connection->setAnswerLimits(m_address.answerLimit, m_address.wholeLimit);
            return rows;
        }
        if (deadline.hasExpired())
            return tl::unexpected(SqlFailure {opened ? Error {ErrorKind::TimedOut, {}} : opened.error(), true});
        QThread::msleep(recheckPauseMs);
    }
}

// The server may still be busy with the lost session's last statement; reading before it has ended
// would take "not yet" for "not". Sessions of one's own account are visible without any privilege.
bool ConfigWriter::oldSessionIsGone(qint64 serverThread, SqlConnection &connection, const QDeadlineTimer &deadline)
{
    const SqlStatement look {QStringLiteral("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = ? "
                                            "AND ID <> CONNECTION_ID()"),
                             {QString::number(serverThread)},
                             1};
    for (;;) {
        const SqlResult<QList<QStringList>> sessions = connection.select({}, look);
        if (!sessions)
            return false;
        if (sessions->value(0).value(0) == QLatin1String("0"))
            return true;
        if (deadline.hasExpired())
            return false;
        QThread::msleep(recheckPauseMs);
    }
}

} // namespace Nightkeep
