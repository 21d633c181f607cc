// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storelocation.h"

#include "app/apptr.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace Nightkeep {

namespace {

QString form()
{
    return AppTr::tr("Write it as mysql://user@localhost/name?socket=/path, or as mysql://user@host/name?ca=/path with"
                     " the file of the authority that signed the server's certificate.");
}

/// The path where it is, or will be.
QString withoutLinks(const QString &path)
{
    const QFileInfo info(path);
    const QString whole = info.canonicalFilePath();
    const QString folder = QFileInfo(info.path()).canonicalFilePath();
    return path.isEmpty() || !whole.isEmpty() ? whole
        : folder.isEmpty()                    ? QDir::cleanPath(path)
                                              : QDir(folder).filePath(info.fileName());
}

Result<StoreLocation> parseAddress(const QString &location)
{
    const QUrl url(location, QUrl::StrictMode);
    if (!url.isValid())
        return fail(ErrorKind::BadInput, AppTr::tr("The address of the workspace cannot be read."), form(),
                    url.errorString());
    // The text itself must stay out of this message: it holds the password.
    if (!url.password().isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The address of the workspace holds a password."),
                    AppTr::tr("Leave it out: it is asked for, or given by --password-fd, --password-file or "
                              "--defaults-file, or taken from the keychain."));

    StoreLocation result;
    result.kind = StoreLocation::Kind::Server;
    result.host = url.host();
    result.port = url.port(0);
    result.user = url.userName(QUrl::FullyDecoded);
    result.database = url.path(QUrl::FullyDecoded).mid(1);
    const QUrlQuery query(url);
    const QList<QPair<QString, QString>> items = query.queryItems(QUrl::FullyDecoded);
    for (const QPair<QString, QString> &item : items) {
        if (item.first != QLatin1String("socket") && item.first != QLatin1String("ca"))
            return fail(ErrorKind::BadInput,
                        AppTr::tr("The address of the workspace has an unknown part \"%1\".").arg(item.first), form());
        (item.first == QLatin1String("ca") ? result.authority : result.socket) = item.second;
    }

    static const QRegularExpression databaseName(QStringLiteral("\\A[A-Za-z0-9_-]{1,64}\\z"));
    if (!databaseName.match(result.database).hasMatch())
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The address %1 names no database of letters, digits, '_' and '-'.").arg(location),
                    form());
    if (result.user.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The address %1 names no user.").arg(location), form());
    // The driver takes its options as one text, separated by ';'.
    if (result.socket.contains(QLatin1Char(';'))
        || (!result.socket.isEmpty() && !result.socket.startsWith(QLatin1Char('/'))))
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The socket in %1 is no absolute path, or has a ';' in it.").arg(location), form());
    static const QRegularExpression hostName(QStringLiteral("\\A[A-Za-z0-9._:-]*\\z"));
    static const QRegularExpression authority(QStringLiteral("\\A(/[^;{}]+)?\\z"));
    if (!hostName.match(result.host).hasMatch() || !authority.match(result.authority).hasMatch()
        || (!result.socket.isEmpty() && !result.authority.isEmpty()))
        return fail(
            ErrorKind::BadInput,
            AppTr::tr("The host or the certificate file in %1 cannot be used: a file is an absolute path without"
                      " ';', '{' and '}', and goes with a host that is no socket.")
                .arg(location),
            form());
    if (result.host.isEmpty() && result.socket.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The address %1 names neither host nor socket.").arg(location),
                    form());
    // libmariadb asks for no proof there, and there may be a tunnel behind it.
    if (result.socket.isEmpty() && (result.host == QLatin1String("127.0.0.1") || result.host == QLatin1String("::1")))
        return fail(
            ErrorKind::BadInput,
            AppTr::tr("A server at %1 cannot prove that it is the one: that is no name, and whoever listens"
                      " there may pass everything on.")
                .arg(result.host),
            AppTr::tr("Use the server's socket: mysql://user@localhost/name?socket=/path. Let ssh forward to a"
                      " socket too, in place of a port: \"ssh -N -L /run/user/UID/db.sock:/run/mysqld/mysqld.sock"
                      " HOST\", or where the database is on a third machine \"ssh -N -L"
                      " /run/user/UID/db.sock:DATABASEHOST:3306 HOST\"."));
    if (result.host.isEmpty())
        result.host = QStringLiteral("localhost"); // as the address is shown
    return result;
}

} // namespace

bool StoreLocation::isLocalSocket() const
{
    return kind == Kind::Server && (!socket.isEmpty() || host == QLatin1String("localhost"));
}

QString StoreLocation::shown() const
{
    if (kind == Kind::File)
        return fileName;
    QUrl url;
    url.setScheme(QStringLiteral("mysql"));
    url.setUserName(user, QUrl::DecodedMode);
    url.setHost(host);
    if (port > 0)
        url.setPort(port);
    url.setPath(QLatin1Char('/') + database, QUrl::DecodedMode);
    const auto setQuery = [&url](const char *part, const QString &path) {
        url.setQuery(QLatin1String(part) + QString::fromLatin1(QUrl::toPercentEncoding(path, QByteArrayLiteral("/"))));
    };
    if (!socket.isEmpty())
        setQuery("socket=", socket);
    else if (!authority.isEmpty())
        setQuery("ca=", authority);
    return url.toString(QUrl::FullyEncoded);
}

QString StoreLocation::identity() const
{
    StoreLocation settled = *this;
    settled.authority.clear();
    settled.fileName = withoutLinks(fileName);
    settled.socket = withoutLinks(socket);
    return settled.shown();
}

QString StoreLocation::title() const
{
    return kind == Kind::File ? QFileInfo(fileName).completeBaseName() : database;
}

Result<StoreLocation> parseStoreLocation(const QString &location)
{
    if (location.startsWith(QLatin1String("mysql:"), Qt::CaseInsensitive))
        return parseAddress(location);
    if (location.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("No workspace was named."),
                    AppTr::tr("Give a file name or a mysql: address."));
    StoreLocation result;
    result.fileName = QFileInfo(location).absoluteFilePath();
    return result;
}

} // namespace Nightkeep
