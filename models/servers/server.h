// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/storage/serverdecisions.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// How a server is reached. The name in the matrix is data; this is what ssh is given.
struct ServerConnection
{
    enum class Kind {
        Ssh, ///< the system's OpenSSH client; ssh_config applies to `host`
        LocalFolder, ///< the demo estate: the local shell with `root` in front of every path
    };
    Kind kind = Kind::Ssh;
    QString host; ///< host name or ssh_config alias; empty: the server's name
    QString user; ///< empty: what ssh_config says
    int port = 0; ///< 0: what ssh_config says
    QString root; ///< for LocalFolder: absolute local folder

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &ServerConnection::kind}, Field {"host", &ServerConnection::host},
                           Field {"user", &ServerConnection::user},
                           Field {"port", &ServerConnection::port}.from(0, 65535),
                           Field {"root", &ServerConnection::root}};
    }
    bool operator==(const ServerConnection &) const = default;
};

template<>
inline constexpr auto Names<ServerConnection::Kind> = std::to_array<Name<ServerConnection::Kind>>({
    {ServerConnection::Kind::Ssh, "ssh"},
    {ServerConnection::Kind::LocalFolder, "localFolder"},
});
/// A row of the server backup matrix, in the page's own column order.
struct Server
{
    QString name; ///< "moodle-a.ucl.ac.uk"; the key: unique, case-insensitive, never empty
    QString note; ///< "new hardware", "old moodle-b"
    QString os;
    QString service; ///< lines joined by '\n'
    QString web; ///< address
    QString storageNode; ///< the column with the blank heading: "fs-p"
    QList<BytePath> current; ///< folders *currently* being backed up, as declared on the page
    QList<BytePath> wanted; ///< folders we *want* to be backed up
    QString policy; ///< how often, how many copies, for how long
    QString archive; ///< how often and what do we want archived
    ServerConnection connection;
    ServerDecisions decisions = {};
    // Of which the page's matrix says nothing: what is lost with what.
    QString building = {}; ///< "Wolfson House"; empty: nobody has said
    QString medium = {}; ///< on which its copies lie: "disk", "disk, in another room"; empty: nobody has said

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &Server::name},
                           Field {"note", &Server::note},
                           Field {"os", &Server::os},
                           Field {"service", &Server::service},
                           Field {"web", &Server::web},
                           Field {"storageNode", &Server::storageNode},
                           Field {"current", &Server::current},
                           Field {"wanted", &Server::wanted},
                           Field {"policy", &Server::policy},
                           Field {"archive", &Server::archive},
                           Field {"connection", &Server::connection},
                           Field {"decisions", &Server::decisions}.orMissing(),
                           Field {"building", &Server::building}.orMissing(),
                           Field {"medium", &Server::medium}.orMissing()};
    }
    bool operator==(const Server &) const = default;
};

/// "moodle-a" of "moodle-a.ucl.ac.uk": what people say.
[[nodiscard]] QString shortName(const QString &serverName);

/// Where a socket on the server is, for people, and such that two places never read alike: "user@host:port /path".
[[nodiscard]] QString socketDestination(const Server &server, const QString &socket);

/// Whether ssh may be given this host or user: [A-Za-z0-9._:%-]+, not beginning with '-'.
[[nodiscard]] bool isSafeHostName(const QString &host);
[[nodiscard]] bool isSafeUserName(const QString &user);

} // namespace Nightkeep
