// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/sitecheck.h"

#include "models/base/hostport.h"
#include "models/base/tr.h"
#include "models/servers/server.h"

#include <QRegularExpression>
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
    if (socket.isEmpty() || hostPort(socket))
        return {};
    if (!socket.startsWith(u'/') || !isPrintable(socket) || socket.contains(u';'))
        return fail(
            ErrorKind::BadInput, Tr::tr("The database socket \"%1\" is not an absolute path.").arg(visibleText(socket)),
            Tr::tr("Write it from the root on, such as /var/run/mysqld/mysqld.sock, or as a host and a port that the "
                   "server reaches: 127.0.0.1:3306, db.internal:3306."));
    if (socket.toUtf8().size() > longestSocketPath)
        return fail(ErrorKind::BadInput,
                    Tr::tr("The database socket's path is longer than %1 bytes, the most that a socket may have.")
                        .arg(longestSocketPath));
    return {};
}

Result<void> checkAddress(const Site &site)
{
    if (site.databaseAddress.isEmpty())
        return {};
    const std::optional<HostPort> place = hostPort(site.databaseAddress);
    if (!place)
        return fail(
            ErrorKind::BadInput,
            Tr::tr("The database's address \"%1\" is not a host and a port.").arg(visibleText(site.databaseAddress)),
            Tr::tr("Write it as db.example.org:3306, or with an IPv6 address as [2001:db8::5]:3306."));
    if (isOwnPort(*place))
        return fail(ErrorKind::BadInput,
                    Tr::tr("A database server at %1 cannot prove that it is the one: that is no name of it, and "
                           "whoever listens there may pass everything on.")
                        .arg(place->host),
                    Tr::tr("Leave the address empty: the database server's socket is then reached through ssh."));
    return {};
}

Result<void> checkAuthority(const QString &file)
{
    static const QRegularExpression form(QStringLiteral("\\A/[^;{}]+\\z"));
    if (file.isEmpty() || (form.match(file).hasMatch() && isPrintable(file)))
        return {};
    return fail(ErrorKind::BadInput,
                Tr::tr("The file of certificates \"%1\" is no absolute path, or has one of ; { } in it.")
                    .arg(visibleText(file)),
                Tr::tr("Write it from the root on, or leave it empty for the authorities that this machine trusts."));
}

Result<void> checkWebUser(const QString &user)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9._][A-Za-z0-9._-]{0,31}\\z"));
    if (user.isEmpty() || form.match(user).hasMatch())
        return {};
    return fail(ErrorKind::BadInput,
                Tr::tr("The web server's user \"%1\" is no name of an account.").arg(visibleText(user)),
                Tr::tr("It is often www-data, apache or nginx; leave it empty for the account that logs in."));
}

} // namespace

QString siteDestination(const Site &site, const Server &server)
{
    const bool isDirect =
        !site.databaseAddress.isEmpty() && server.name.compare(site.databaseServer, Qt::CaseInsensitive) == 0;
    if (!isDirect)
        return socketDestination(server, site.databaseSocket);
    const QString place = QStringLiteral("tls://") + site.databaseAddress;
    return site.databaseAuthority.isEmpty() ? place : place + u' ' + site.databaseAuthority;
}

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
    if (const Result<void> address = checkAddress(site); !address)
        return address;
    if (const Result<void> authority = checkAuthority(site.databaseAuthority); !authority)
        return authority;
    if (const Result<void> user = checkWebUser(site.webUser); !user)
        return user;
    if (const Result<void> program = checkFolder(site.phpProgram, Tr::tr("PHP program")); !program)
        return program;
    if (const Result<void> folder = checkFolder(site.dataFolder, Tr::tr("Data folder")); !folder)
        return folder;
    if (const Result<void> folder = checkFolder(site.codeFolder, Tr::tr("Code folder")); !folder)
        return folder;
    if (const Result<void> folder = checkFolder(site.backupFolder, Tr::tr("Folder of all backups")); !folder)
        return folder;
    return checkFolder(site.archiveFolder, Tr::tr("Archive folder"));
}

} // namespace Nightkeep
