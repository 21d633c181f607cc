// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/base/hostport.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <tuple>

namespace Nightkeep {

/// What runs a Moodle's database.
enum class DatabaseKind {
    MySql, ///< MySQL or MariaDB
    PostgreSql, ///< read alone: what is written for a later Moodle goes through Moodle itself
};

template<>
inline constexpr auto Names<DatabaseKind> = std::to_array<Name<DatabaseKind>>({
    {DatabaseKind::MySql, "mysql"},
    {DatabaseKind::PostgreSql, "postgresql"},
});

/// One Moodle: database, data folder and code folder, which live on servers.
struct Site
{
    QString name; ///< the key: "moodle"
    DatabaseKind databaseKind = DatabaseKind::MySql;
    QString databaseServer; ///< name of the server that runs the database
    /// On that server, by way of ssh: a unix socket ("/var/run/mysqld/mysqld.sock"; of PostgreSQL too:
    /// "/var/run/postgresql/.s.PGSQL.5432"), or an address as seen from there ("127.0.0.1:3306", "db.internal:3306").
    QString databaseSocket;
    QString databaseAddress; ///< "host:port", without ssh and by TLS; empty: by way of ssh
    QString databaseAuthority; ///< with an address: a file here of the certificates that vouch; empty: the system's own
    QString databaseName; ///< for the demo: the SQLite file below the server's root
    QString databaseUser;
    QString tablePrefix = QStringLiteral("mdl_");
    QString dataServer; ///< name of the server that holds the data folder
    BytePath dataFolder; ///< "/data/moodle"
    BytePath codeFolder; ///< "/data/apache/htdocs/moodle"
    BytePath archiveFolder; ///< where term archives are made, on the data server
    BytePath backupFolder; ///< of the backups of all courses, on the data server; empty: what Moodle says; the data
                           ///< folder: each course's own
    QString timeZone; ///< in which Moodle names its backups: "Europe/London"; empty: this machine's
    QString webUser; ///< as whom Moodle's own programs run on the data server: "www-data"; empty: as who logs in
    BytePath phpProgram; ///< for them: "/usr/bin/php8.2"; empty: it is looked for

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &Site::name},
                           Field {"databaseServer", &Site::databaseServer},
                           Field {"databaseSocket", &Site::databaseSocket},
                           Field {"databaseName", &Site::databaseName},
                           Field {"databaseUser", &Site::databaseUser},
                           Field {"tablePrefix", &Site::tablePrefix},
                           Field {"dataServer", &Site::dataServer},
                           Field {"dataFolder", &Site::dataFolder},
                           Field {"codeFolder", &Site::codeFolder},
                           Field {"archiveFolder", &Site::archiveFolder},
                           Field {"backupFolder", &Site::backupFolder}.orMissing(),
                           Field {"timeZone", &Site::timeZone}.orMissing(),
                           Field {"databaseKind", &Site::databaseKind}.orMissing(),
                           Field {"databaseAddress", &Site::databaseAddress}.orMissing(),
                           Field {"databaseAuthority", &Site::databaseAuthority}.orMissing(),
                           Field {"webUser", &Site::webUser}.orMissing(),
                           Field {"phpProgram", &Site::phpProgram}.orMissing()};
    }
    bool operator==(const Site &) const = default;
};

/// In which Moodle names its backups and runs: that of `now` where the site has none that this machine knows.
[[nodiscard]] inline QTimeZone siteZone(const Site &site, const QDateTime &now)
{
    const QTimeZone zone = site.timeZone.isEmpty() ? QTimeZone() : QTimeZone(site.timeZone.toLatin1());
    return zone.isValid() ? zone : now.timeZone();
}

/// Whether what was read of the one would be read of the other: else it would be shown as another Moodle's.
[[nodiscard]] inline bool isSameMoodle(const Site &one, const Site &other)
{
    // Of a server's own sockets and ports one is as good as another; one of a machine behind it is another server's.
    const auto behind = [](const Site &site) {
        const std::optional<HostPort> place = hostPort(site.databaseSocket);
        return place && !isOwnPort(*place) ? site.databaseSocket : QString();
    };
    const auto place = [&behind](const Site &site) {
        return std::tuple {site.databaseKind, site.databaseServer, site.databaseAddress, behind(site),
                           site.databaseName, site.tablePrefix,    site.dataServer,      site.dataFolder};
    };
    return place(one) == place(other);
}

} // namespace Nightkeep
