// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sqlerror.h"

#include "app/apptr.h"

#include <QFileInfo>
#include <QSqlError>
#include <QStorageInfo>

namespace Nightkeep {

namespace {

// SQLite needs this much beside the file before it can even read one in write-ahead mode.
constexpr qint64 leastFreeBytes = 128 * 1024;

enum SqliteCode {
    SqlitePerm = 3,
    SqliteBusy = 5,
    SqliteLocked = 6,
    SqliteReadOnly = 8,
    SqliteIoError = 10,
    SqliteCorrupt = 11,
    SqliteFull = 13,
    SqliteCannotOpen = 14,
    SqliteConstraint = 19,
    SqliteAuth = 23,
    SqliteNotADatabase = 26,
};

enum MySqlCode {
    DiskFullServer = 1021,
    DatabaseAccessDenied = 1044,
    AccessDenied = 1045,
    UnknownDatabase = 1049,
    RecordFileFull = 1114,
    TableAccessDenied = 1142,
    NoSuchTable = 1146,
    LockWaitTimeout = 1205,
    Deadlock = 1213,
    SpecificAccessDenied = 1227,
    ServerReadOnly = 1290,
    DataTooLong = 1406,
    AccessDeniedWithoutPassword = 1698,
    TriggerNeedsSuper = 1419,
    TriggerMakerGone = 1449,
    TransactionReadOnly = 1792,
    InnodbReadOnly = 1874,
    SocketConnectFailed = 2002,
    HostConnectFailed = 2003,
    UnknownHost = 2005,
    ServerGone = 2006,
    ServerLost = 2013,
    TlsFailed = 2026,
    LoginNotAllowed = 5010,
};

Error busyError(const StoreLocation &location, const QString &detail)
{
    return {ErrorKind::Busy, AppTr::tr("The workspace %1 is being written by another program.").arg(location.shown()),
            AppTr::tr("Try again in a moment; nothing was changed."), detail};
}

Error deniedError(const StoreLocation &location, const QString &detail)
{
    return {ErrorKind::PermissionDenied, AppTr::tr("The workspace %1 may not be used by you.").arg(location.shown()),
            location.kind == StoreLocation::Kind::File
                ? AppTr::tr("Ask the file's owner for the right to read and write it and its folder.")
                : AppTr::tr("Ask the database's keeper for the rights that the user %1 needs.").arg(location.user),
            detail};
}

Error otherError(const StoreLocation &location, const QString &detail)
{
    return {ErrorKind::Failed, AppTr::tr("The workspace %1 could not be read or written.").arg(location.shown()),
            AppTr::tr("The details hold the database's own words."), detail};
}

Error fileError(int code, const StoreLocation &location, const QString &detail)
{
    const bool full = QStorageInfo(QFileInfo(location.fileName).path()).bytesAvailable() < leastFreeBytes;
    switch (code & 0xff) { // the upper bits refine the kind
    case SqlitePerm:
    case SqliteAuth:
        return deniedError(location, detail);
    case SqliteBusy:
    case SqliteLocked:
        return busyError(location, detail);
    case SqliteReadOnly:
        return readOnlyError(location, detail);
    case SqliteFull:
        return diskFullError(location, detail);
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return damagedError(location, detail);
    case SqliteIoError:
    case SqliteCannotOpen:
        if (full)
            return diskFullError(location, detail);
        return otherError(location, detail);
    default:
        return otherError(location, detail);
    }
}

Error notProvenError(const StoreLocation &location, const QString &detail)
{
    return {ErrorKind::Unreachable,
            AppTr::tr("The database server of the workspace %1 did not prove that it is the one; no password and no"
                      " data were sent to it.")
                .arg(location.shown()),
            AppTr::tr("Over the network it needs a certificate of its own name. If an authority of yours has signed"
                      " it, name that one's file: mysql://user@host/name?ca=/path. Or use the server's socket, also"
                      " through ssh: \"ssh -N -L /run/user/UID/db.sock:/run/mysqld/mysqld.sock HOST\" and then"
                      " mysql://user@localhost/name?socket=/run/user/UID/db.sock."),
            detail};
}

Error serverError(int code, const StoreLocation &location, const QString &detail)
{
    switch (code) {
    case AccessDenied:
    case AccessDeniedWithoutPassword:
        return {ErrorKind::AuthenticationFailed,
                AppTr::tr("The database server refused the user %1 of the workspace %2.")
                    .arg(location.user, location.shown()),
                AppTr::tr("Check the user's name and password."), detail};
    case DatabaseAccessDenied:
    case TableAccessDenied:
    case SpecificAccessDenied:
    case TriggerNeedsSuper:
        return deniedError(location, detail);
    case TriggerMakerGone:
        return {ErrorKind::PermissionDenied,
                AppTr::tr("The workspace %1 cannot be written: the account that made its tables is gone, and the audit"
                          " log's triggers run by its rights.")
                    .arg(location.shown()),
                AppTr::tr("Ask the database's keeper to make that account again; it may be locked. Its name is in the"
                          " details."),
                detail};
    case UnknownDatabase:
    case NoSuchTable:
        return {ErrorKind::NotFound, AppTr::tr("There is no workspace at %1.").arg(location.shown()),
                AppTr::tr("Check the address, or make a new workspace there."), detail};
    case LockWaitTimeout:
    case Deadlock:
        return busyError(location, detail);
    case ServerReadOnly:
    case TransactionReadOnly:
    case InnodbReadOnly:
        return readOnlyError(location, detail);
    case DiskFullServer:
    case RecordFileFull:
        return diskFullError(location, detail);
    case DataTooLong:
        return {ErrorKind::BadInput, AppTr::tr("A text is too long for the workspace %1.").arg(location.shown()),
                AppTr::tr("Names may have 255 characters."), detail};
    case TlsFailed:
        return notProvenError(location, detail);
    case LoginNotAllowed:
        return {ErrorKind::PermissionDenied,
                AppTr::tr("The database server of the workspace %1 asks for the password in a form that could be read"
                          " there. It was not sent.")
                    .arg(location.shown()),
                AppTr::tr("Ask the database's keeper to let the account %1 log in by mysql_native_password, ed25519 or"
                          " caching_sha2_password.")
                    .arg(location.user),
                detail};
    case SocketConnectFailed:
    case HostConnectFailed:
    case UnknownHost:
    case ServerGone:
    case ServerLost:
        return {ErrorKind::Unreachable,
                AppTr::tr("The database server of the workspace %1 does not answer.").arg(location.shown()),
                AppTr::tr("Check that it runs and that this machine can reach it."), detail};
    default:
        return otherError(location, detail);
    }
}

} // namespace

Error readOnlyError(const StoreLocation &location, const QString &detail)
{
    return {ErrorKind::ReadOnly,
            AppTr::tr("The workspace %1 can be read but not written; nothing was changed.").arg(location.shown()),
            location.kind == StoreLocation::Kind::File
                ? AppTr::tr("Copy the file to a disk and folder that you may write, and open the copy.")
                : AppTr::tr("Ask the database's keeper for write access."),
            detail};
}

Error diskFullError(const StoreLocation &location, const QString &detail)
{
    return {ErrorKind::DiskFull,
            AppTr::tr("The disk that holds the workspace %1 is full; nothing was changed.").arg(location.shown()),
            AppTr::tr("Free some space there and try again."), detail};
}

Error damagedError(const StoreLocation &location, const QString &detail)
{
    return {
        ErrorKind::Damaged, AppTr::tr("The workspace %1 is damaged; it was left as it is.").arg(location.shown()),
        location.kind == StoreLocation::Kind::File
            ? AppTr::tr("Restore the last good copy; the damaged file is kept beside it.")
            : AppTr::tr("Somebody wrote past Nightkeep, or an older Nightkeep was open while the workspace was brought"
                        " to a newer version. Restore the database from its dump; or, where you know that the rows"
                        " are right, seal them as they are: \"nightkeepctl workspace restore\"."),
        detail};
}

Error workspaceError(const QSqlError &error, const StoreLocation &location)
{
    const QString detail = error.driverText() + QLatin1String(": ") + error.databaseText() + QLatin1String(" (")
        + error.nativeErrorCode() + QLatin1Char(')');
    const int code = error.nativeErrorCode().toInt();
    return location.kind == StoreLocation::Kind::File ? fileError(code, location, detail)
                                                      : serverError(code, location, detail);
}

} // namespace Nightkeep
