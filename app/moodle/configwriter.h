// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlconnection.h"
#include "models/courses/moodlesite.h"

#include <QDeadlineTimer>

namespace Nightkeep {

/// The compare-and-set of MoodleSite, for one call: see MoodleSite::compareAndSet. Where the
/// connection breaks, the outcome is looked up over a new one, which then takes the old one's place; the taking back
/// goes on there. That is tried once more for what was Unknown, and ends where nobody answers: what stands then is
/// Written with the reason why it could not be taken back. A row that was added and is taken back stays, with what
/// Moodle runs with where there is none. Damaged: an option has several rows.
class ConfigWriter
{
public:
    ConfigWriter(SqlConnections &connections, const SqlAddress &address, const QString &table,
                 std::unique_ptr<SqlConnection> &connection);

    [[nodiscard]] Result<QList<ConfigOutcome>> writeTogether(const QList<ConfigChange> &changes);
    [[nodiscard]] Result<QList<ConfigOutcome>> writeOneByOne(const QList<ConfigChange> &changes);

private:
    using Rows = QHash<QString, QString>;

    [[nodiscard]] SqlResult<QList<ConfigOutcome>> tryTogether(const QList<ConfigChange> &changes);
    [[nodiscard]] SqlResult<void> writeLocked(QList<ConfigOutcome> &outcomes);
    [[nodiscard]] Result<QList<ConfigOutcome>> afterLostCommit(QList<ConfigOutcome> outcomes, const SqlFailure &lost);
    [[nodiscard]] SqlResult<bool> writeIfSeen(const ConfigChange &change);
    void writeOne(ConfigOutcome &outcome);
    void takeBack(QList<ConfigOutcome> &outcomes);
    [[nodiscard]] std::optional<Error> takeBackOne(ConfigOutcome &outcome);
    [[nodiscard]] SqlResult<Rows> rowsFor(const QList<ConfigOutcome> &outcomes, bool locked);
    [[nodiscard]] SqlResult<Rows> rowsOverNewConnection(const QList<ConfigOutcome> &outcomes);
    [[nodiscard]] bool oldSessionIsGone(qint64 serverThread, SqlConnection &connection, const QDeadlineTimer &deadline);

    SqlConnections &m_connections;
    SqlAddress m_address;
    QString m_table;
    std::unique_ptr<SqlConnection> &m_connection;
};

} // namespace Nightkeep
