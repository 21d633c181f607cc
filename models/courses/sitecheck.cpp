// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/sitecheck.h"

#include "models/base/tr.h"
#include "models/servers/remotehost.h"

#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int longestSocketPath = 107; // sockaddr_un::sun_path, without its closing NUL
constexpr int longestName = 64; // of databases in MySQL; enough for people's names of a site

bool isPrintable(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return std::all_of(characters.cbegin(), characters.cend(), [](uint c) { return QChar::isPrint(c); });
}

bool isSafePrefix(const QString &prefix)
{
    return prefix.size() <= 40 && std::all_of(prefix.cbegin(), prefix.cend(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
           });
}

Result<void> checkFolder(const BytePath &folder, const QString &label)
{
    if (folder.isEmpty())
        return {};
    const Result<BytePath> cleaned = cleanFolder(folder);
    if (!cleaned)
        return fail(ErrorKind::BadInput, Tr::tr("%1: %2").arg(label, cleaned.error().message), cleaned.error().advice);
    return {};
}

Result<void> checkSocket(const QString &socket)
{
    if (socket.isEmpty() || loopbackPort(socket) > 0)
        return {};
    if (!socket.startsWith(u'/') || !isPrintable(socket) || socket.contains(u';'))
        return fail(
            ErrorKind::BadInput, Tr::tr("The database socket \"%1\" is not an absolute path.").arg(visibleText(socket)),
            Tr::tr("Write it from the root on, such as /var/run/mysqld/mysqld.sock, or a port of that server as "
                   "127.0.0.1:3306."));
    if (socket.toUtf8().size() > longestSocketPath)
        return fail(ErrorKind::BadInput,
                    Tr::tr("The database socket's path is longer than %1 bytes, the most that a socket may have.")
                        .arg(longestSocketPath));
    return {};
}

} // namespace

Result<void> checkSite(const Site &site)
{
    if (site.name.trimmed().isEmpty() || site.name != site.name.trimmed() || site.name.size() > longestName)
        return fail(
            ErrorKind::BadInput,
            Tr::tr("The site needs a name of 1 to %1 characters, without blanks at its ends.").arg(longestName));
    if (site.name.contains(u'/') || !isPrintable(site.name))
        return fail(ErrorKind::BadInput,
                    Tr::tr("The site's name \"%1\" holds a \"/\" or a character that cannot be seen.")
                        .arg(visibleText(site.name)));
    if (!isSafePrefix(site.tablePrefix))
        return fail(ErrorKind::BadInput,
                    Tr::tr("The table prefix \"%1\" holds characters other than letters, digits and \"_\".")
                        .arg(visibleText(site.tablePrefix)),
                    Tr::tr("It is $CFG->prefix in Moodle's config.php, most often mdl_."));
    if (site.databaseServer.isEmpty() || !isPrintable(site.databaseServer))
        return fail(ErrorKind::BadInput, Tr::tr("The site \"%1\" needs a database server.").arg(site.name),
                    Tr::tr("Choose one of the servers."));
    if (site.databaseName.isEmpty() || !isPrintable(site.databaseName))
        return fail(ErrorKind::BadInput, Tr::tr("The site \"%1\" needs the name of its database.").arg(site.name),
                    Tr::tr("It is $CFG->dbname in Moodle's config.php."));
    if (!isPrintable(site.databaseUser))
        return fail(ErrorKind::BadInput,
                    Tr::tr("The database account \"%1\" holds a character that cannot be seen.")
                        .arg(visibleText(site.databaseUser)));
    if (!site.timeZone.isEmpty() && !QTimeZone(site.timeZone.toLatin1()).isValid())
        return fail(ErrorKind::BadInput, Tr::tr("There is no time zone \"%1\".").arg(visibleText(site.timeZone)),
                    Tr::tr("Write it as in Europe/London, or leave it empty for that of this machine."));
    if (const Result<void> socket = checkSocket(site.databaseSocket); !socket)
        return socket;
    if (const Result<void> folder = checkFolder(site.dataFolder, Tr::tr("Data folder")); !folder)
        return folder;
    if (const Result<void> folder = checkFolder(site.codeFolder, Tr::tr("Code folder")); !folder)
        return folder;
    if (const Result<void> folder = checkFolder(site.backupFolder, Tr::tr("Folder of all backups")); !folder)
        return folder;
    return checkFolder(site.archiveFolder, Tr::tr("Archive folder"));
}

} // namespace Nightkeep
