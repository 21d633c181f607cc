// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QString>

namespace Nightkeep {

/// One Moodle: database, data folder and code folder, which live on servers.
struct Site
{
    QString name; ///< the key: "moodle"
    QString databaseServer; ///< name of the server that runs MySQL
    QString databaseSocket; ///< unix socket on that server: "/var/run/mysqld/mysqld.sock"
    QString databaseName; ///< for the demo: the SQLite file below the server's root
    QString databaseUser;
    QString tablePrefix = QStringLiteral("mdl_");
    QString dataServer; ///< name of the server that holds the data folder
    BytePath dataFolder; ///< "/data/moodle"
    BytePath codeFolder; ///< "/data/apache/htdocs/moodle"
    BytePath archiveFolder; ///< where term archives are made, on the data server

    bool operator==(const Site &) const = default;
};

} // namespace Nightkeep
