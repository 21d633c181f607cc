// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/moodledatabase.h"
#include "app/moodle/moodledoor.h"
#include "models/courses/moodlesite.h"

#include <optional>

namespace Nightkeep {

/// A Moodle's database over Qt SQL: MySQL or MariaDB by a local unix socket, or an SQLite file with
/// the same tables. Made, used and dropped on one thread.
class SqlMoodleSite final : public MoodleSite
{
public:
    /// `connections` outlives the site; `tunnel` is kept for as long as the site lives, and may be null. By `door` a
    /// later Moodle's settings are written; without it they are read alone.
    /// Kinds: those of SqlConnections::open, and BadInput for a prefix that is not [A-Za-z0-9_]*.
    [[nodiscard]] static Result<std::unique_ptr<MoodleSite>> open(SqlConnections &connections,
                                                                  const SqlAddress &address, const QString &prefix,
                                                                  std::shared_ptr<void> tunnel = {},
                                                                  std::unique_ptr<MoodleDoor> door = {});

    [[nodiscard]] Result<MoodleConfig> backupConfig() override;
    [[nodiscard]] Result<SiteRights> rights(const Site &site) override;
    [[nodiscard]] Result<QList<ConfigOutcome>> compareAndSet(const QList<ConfigChange> &changes) override;
    [[nodiscard]] Result<bool> hasTransactions() override;
    /// With BEGIN and COMMIT only once hasTransactions() has been asked.
    [[nodiscard]] QStringList statementsFor(const QList<ConfigChange> &changes) const override;
    [[nodiscard]] Result<QList<Course>> courses() override;
    [[nodiscard]] Result<MoodleVersion> version() override;
    [[nodiscard]] Result<MoodleFacts> facts() override;
    [[nodiscard]] Result<MoodleCourses> courseStates(const MoodleFacts &facts) override;
    [[nodiscard]] Result<CourseLog> courseLog(const MoodleFacts &facts, qint64 course) override;

private:
    SqlMoodleSite(SqlConnections &connections, const SqlAddress &address, const QString &prefix,
                  std::unique_ptr<SqlConnection> connection, std::shared_ptr<void> tunnel,
                  std::unique_ptr<MoodleDoor> door);
    [[nodiscard]] bool hasLaterTable(); ///< one that Moodle has since its version 2
    /// By its version, and where that is not known, by its tables.
    [[nodiscard]] bool isLater(const QString &version);
    [[nodiscard]] SqlResult<MoodleRows> oldRows(); ///< of 1.9's table
    [[nodiscard]] Result<MoodleRows> laterRows();
    [[nodiscard]] Result<QList<ConfigOutcome>> setByDoor(const QList<ConfigChange> &changes);
    /// Says of those that failed where the table has the new value all the same.
    [[nodiscard]] QList<ConfigOutcome> withRows(QList<ConfigOutcome> outcomes);
    [[nodiscard]] Result<void> askDoor(MoodleConfig &config); ///< an error is a person's wish to stop alone
    /// Whether the settings of this edition can be written in this table, by this server.
    [[nodiscard]] Result<void> checkDoor() const;
    /// Gives the connection time and room for what goes through a whole table.
    template<typename Read> [[nodiscard]] auto patiently(Read read);
    [[nodiscard]] Result<void> describe();
    [[nodiscard]] Result<void> checkChanges(const QList<ConfigChange> &changes) const;

    struct Description
    {
        bool transactions = false;
        qsizetype longestValue = 255;
    };

    std::shared_ptr<void> m_tunnel; // before the connection: it must outlive it
    SqlConnections &m_connections;
    SqlAddress m_address;
    QString m_prefix;
    QString m_table;
    QString m_courseTable;
    std::unique_ptr<SqlConnection> m_connection;
    MoodleDatabase m_tables {m_connection, m_address, m_prefix};
    std::optional<Description> m_description;
    std::unique_ptr<MoodleDoor> m_door;
    bool m_isLater = false; ///< as far as it has been asked
};

} // namespace Nightkeep
