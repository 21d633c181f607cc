// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/result.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace Nightkeep {

/// "5.0.45-log", "10.11.6-MariaDB", "8.4.2" taken apart.
struct DatabaseVersion
{
    enum class Vendor {
        Unknown, ///< the text could not be read
        MySql, ///< and what is built from it with its numbers: Percona Server
        MariaDb,
    };
    QString text; ///< as the server says it
    Vendor vendor = Vendor::Unknown;
    int major = 0;
    int minor = 0;
    int patch = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"text", &DatabaseVersion::text}, Field {"vendor", &DatabaseVersion::vendor},
                           Field {"major", &DatabaseVersion::major}.from(0, 9999),
                           Field {"minor", &DatabaseVersion::minor}.from(0, 9999),
                           Field {"patch", &DatabaseVersion::patch}.from(0, 9999)};
    }
    bool operator==(const DatabaseVersion &) const = default;
};

template<>
inline constexpr auto Names<DatabaseVersion::Vendor> = std::to_array<Name<DatabaseVersion::Vendor>>({
    {DatabaseVersion::Vendor::Unknown, "unknown"},
    {DatabaseVersion::Vendor::MySql, "mysql"},
    {DatabaseVersion::Vendor::MariaDb, "mariadb"},
});
[[nodiscard]] DatabaseVersion parseDatabaseVersion(const QString &text);
[[nodiscard]] QString versionInWords(const DatabaseVersion &version); ///< "MySQL 5.0.45"
/// Of one maker and with the same three numbers. False where one could not be read.
[[nodiscard]] bool sameVersion(const DatabaseVersion &one, const DatabaseVersion &other);
/// -1, 0, 1 by the numbers; 0 also where makers differ or one could not be read.
[[nodiscard]] int compareVersions(const DatabaseVersion &one, const DatabaseVersion &other);

/// One of the two threads of a replica, as the server says it.
enum class ReplicaThread {
    Unknown,
    Running,
    Connecting, ///< and not there yet; of the thread that fetches alone
    Stopped,
};

template<>
inline constexpr auto Names<ReplicaThread> = std::to_array<Name<ReplicaThread>>({
    {ReplicaThread::Unknown, "unknown"},
    {ReplicaThread::Running, "running"},
    {ReplicaThread::Connecting, "connecting"},
    {ReplicaThread::Stopped, "stopped"},
});
/// What a replica says of one source that it follows.
struct ReplicationChannel
{
    QString name; ///< of the connection, where a server follows several; mostly empty
    QString sourceHost;
    qint64 sourcePort = 0; ///< 0: not said
    std::optional<qint64> sourceServerId = {};
    ReplicaThread io = ReplicaThread::Unknown; ///< fetches
    ReplicaThread sql = ReplicaThread::Unknown; ///< carries out
    std::optional<qint64> lagSeconds = {}; ///< nullopt: the server cannot tell, as while a thread stands still
    QStringList errors = {}; ///< of the threads, the server's own words

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &ReplicationChannel::name},
                           Field {"sourceHost", &ReplicationChannel::sourceHost},
                           Field {"sourcePort", &ReplicationChannel::sourcePort}.from(0, 65535),
                           Field {"sourceServerId", &ReplicationChannel::sourceServerId},
                           Field {"io", &ReplicationChannel::io},
                           Field {"sql", &ReplicationChannel::sql},
                           Field {"lagSeconds", &ReplicationChannel::lagSeconds},
                           Field {"errors", &ReplicationChannel::errors}};
    }
    bool operator==(const ReplicationChannel &) const = default;
};

/// What one database server said of itself, or why it said nothing.
struct DatabaseAnswer
{
    QString server; ///< name in the matrix
    QString partner; ///< the other of the pair that was asked
    QDateTime askedAt; ///< UTC
    std::optional<Error> failure = {}; ///< set: nothing below is known
    DatabaseVersion version = {};
    QString hostName = {}; ///< as the server calls itself
    std::optional<qint64> serverId = {};
    std::optional<bool> readOnly = {};
    std::optional<bool> binaryLog = {}; ///< without one nobody can follow this server
    /// What it follows; an empty list: nothing. nullopt: not known, see `replicationProblem`.
    std::optional<QList<ReplicationChannel>> channels = {};
    std::optional<Error> replicationProblem = {}; ///< its advice holds the GRANT to ask for

    static constexpr auto fields()
    {
        return std::tuple {Field {"server", &DatabaseAnswer::server},
                           Field {"partner", &DatabaseAnswer::partner},
                           Field {"askedAt", &DatabaseAnswer::askedAt},
                           Field {"failure", &DatabaseAnswer::failure},
                           Field {"version", &DatabaseAnswer::version},
                           Field {"hostName", &DatabaseAnswer::hostName},
                           Field {"serverId", &DatabaseAnswer::serverId},
                           Field {"readOnly", &DatabaseAnswer::readOnly},
                           Field {"binaryLog", &DatabaseAnswer::binaryLog},
                           Field {"channels", &DatabaseAnswer::channels},
                           Field {"replicationProblem", &DatabaseAnswer::replicationProblem}};
    }
    bool operator==(const DatabaseAnswer &) const = default;
};

/// A row by its columns' names, as the server writes them. A NULL is a null string.
using NamedRow = QHash<QString, QString>;

/// What SHOW GLOBAL VARIABLES says, by the variables' names in lower case.
void readDatabaseVariables(const NamedRow &variables, DatabaseAnswer &answer);

/// One row of SHOW SLAVE STATUS, SHOW REPLICA STATUS or SHOW ALL SLAVES STATUS: old and new names of
/// MySQL 5.0 to 8.4 and of MariaDB. nullopt: the row names no source, so nothing is followed.
[[nodiscard]] std::optional<ReplicationChannel> parseReplicationRow(const NamedRow &row);

/// The statements that tell of replication, the likeliest first for this version; one that the server
/// does not know is answered with a syntax error, then the next is tried.
[[nodiscard]] QStringList replicationStatements(const DatabaseVersion &version);

/// The privilege that reading replication takes there: "REPLICATION CLIENT", or on MariaDB from 10.5.9
/// "SLAVE MONITOR". Source: both makers' reference of GRANT.
[[nodiscard]] QString replicationPrivilege(const DatabaseVersion &version);
/// `account` as CURRENT_USER() says it: "reader@localhost". The whole statement to ask for.
[[nodiscard]] QString replicationGrant(const DatabaseVersion &version, const QString &account);

} // namespace Nightkeep
