// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/lastgood.h"

#include "app/apptr.h"
#include "app/store/sealedtables.h"
#include "app/store/sqlerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr qint64 staleSeconds = 3600;

// A name is durable only when both the contents and the folder have reached the disk.
bool syncPath(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    return synced;
}

bool renameOver(const QString &from, const QString &to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0
        && syncPath(QFileInfo(to).path());
}

Unexpected copyFailed(const QString &copyName, const QString &reason)
{
    return fail(ErrorKind::Failed, AppTr::tr("The last good copy %1 could not be kept: %2.").arg(copyName, reason),
                AppTr::tr("Check that the folder can be written and has room."), reason);
}

/// An empty file of a name that nobody else has, beside `name`; empty if none can be made.
QString makeTemporary(const QString &name)
{
    QTemporaryFile file(name + QLatin1String(".XXXXXX"));
    file.setAutoRemove(false);
    return file.open() ? file.fileName() : QString();
}

// What a program left that was killed while it made a copy; one that is young may be another's work.
void removeStaleTemporaries(const QString &copyName)
{
    const QFileInfo copy(copyName);
    const QDateTime stale = QDateTime::currentDateTimeUtc().addSecs(-staleSeconds);
    const QFileInfoList files =
        copy.dir().entryInfoList({copy.fileName() + QLatin1String(".??????")}, QDir::Files | QDir::NoSymLinks);
    for (const QFileInfo &file : files) {
        if (file.lastModified() < stale)
            QFile::remove(file.filePath());
    }
}

QString lastSystemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

StoreLocation fileLocation(const QString &fileName)
{
    StoreLocation location;
    location.fileName = fileName;
    return location;
}

Result<void> setAside(const QString &fileName, const QDateTime &now)
{
    const QString stamp = now.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    QString aside = fileName + QLatin1String(".damaged-") + stamp;
    for (int number = 2; QFileInfo::exists(aside); ++number)
        aside = fileName + QLatin1String(".damaged-") + stamp + QLatin1Char('-') + QString::number(number);
    // Side files first: one that stayed would be played into the copy.
    const QStringList endings = sideFileEndings() + QStringList {QString()};
    for (const QString &ending : endings) {
        if (QFileInfo::exists(fileName + ending) && !renameOver(fileName + ending, aside + ending))
            return fail(ErrorKind::Failed,
                        AppTr::tr("The damaged workspace %1 could not be set aside.").arg(fileName + ending),
                        AppTr::tr("Check that its folder can be written."), lastSystemError());
    }
    return {};
}

} // namespace

QString lastGoodName(const QString &fileName)
{
    return fileName + QLatin1String(".last-good");
}

bool copyWithSideFiles(const QString &from, const QString &to)
{
    if (!QFile::copy(from, to))
        return false;
    QFile::setPermissions(to, QFile::permissions(to) | QFile::ReadOwner | QFile::WriteOwner);
    for (const QString &ending : {QStringLiteral("-wal"), QStringLiteral("-journal")}) {
        if (!QFileInfo::exists(from + ending))
            continue;
        if (!QFile::copy(from + ending, to + ending))
            return false;
        QFile::setPermissions(to + ending, QFile::permissions(to + ending) | QFile::ReadOwner | QFile::WriteOwner);
    }
    return true;
}

Result<void> keepLastGood(StoreConnection &connection, const FileFindings &findings, const QString &copyName)
{
    if (QFileInfo::exists(copyName) && !findings.fingerprint.isEmpty()) {
        const Result<FileFindings> present = checkWorkspaceFile(fileLocation(copyName));
        if (present && present->fingerprint == findings.fingerprint)
            return {};
    }
    removeStaleTemporaries(copyName);
    const QString temporary = makeTemporary(copyName);
    if (temporary.isEmpty())
        return copyFailed(copyName, AppTr::tr("its folder cannot be written"));
    auto cleaner = qScopeGuard([&temporary] { QFile::remove(temporary); });

    if (const Result<void> done = connection.run(QStringLiteral("VACUUM INTO ?"), {temporary}); !done)
        return copyFailed(copyName, done.error().message);
    const Result<FileFindings> readBack = checkWorkspaceFile(fileLocation(temporary));
    if (!readBack)
        return copyFailed(copyName, readBack.error().message);
    if (readBack->fingerprint != findings.fingerprint) {
        // Where somebody has written since, it is of a later moment, and as sound: that was looked at too.
        const Result<QByteArray> present = SealedTables(connection).fingerprint(Schema::of(findings.version));
        if (!present || *present == findings.fingerprint)
            return copyFailed(copyName, AppTr::tr("it was not equal when read back"));
    }
    QFile::setPermissions(temporary, QFile::permissions(connection.location().fileName) | QFile::WriteOwner);
    if (!syncPath(temporary) || !renameOver(temporary, copyName))
        return copyFailed(copyName, lastSystemError());
    cleaner.dismiss();
    return {};
}

std::optional<LastGoodCopy> findLastGood(const StoreLocation &location)
{
    if (location.kind != StoreLocation::Kind::File)
        return std::nullopt;
    const QFileInfo copy(lastGoodName(location.fileName));
    if (!copy.isFile())
        return std::nullopt;
    return LastGoodCopy {copy.filePath(), copy.lastModified()};
}

Result<void> restoreLastGood(const StoreLocation &location, const Clock &clock)
{
    const std::optional<LastGoodCopy> copy = findLastGood(location);
    if (!copy)
        return fail(ErrorKind::NotFound,
                    AppTr::tr("There is no last good copy of the workspace %1.").arg(location.shown()),
                    AppTr::tr("Restore the file from your own backup, or import an export into a new workspace."));
    if (QFileInfo::exists(location.fileName)) {
        const Result<FileFindings> present = checkWorkspaceFile(location);
        if (present || present.error().kind != ErrorKind::Damaged)
            return fail(ErrorKind::Conflict,
                        AppTr::tr("The workspace %1 is not damaged; it was left as it is.").arg(location.shown()),
                        AppTr::tr("Open it again."), present ? QString() : present.error().message);
    }
    const StoreLocation kept = fileLocation(copy->fileName);
    if (const Result<FileFindings> sound = checkWorkspaceFile(kept); !sound)
        return fail(sound.error().kind == ErrorKind::BadInput ? damagedError(kept, sound.error().detail)
                                                              : sound.error());

    const QString temporary = makeTemporary(location.fileName);
    auto cleaner = qScopeGuard([&temporary] { QFile::remove(temporary); });
    // QFile::copy refuses a name that is taken, and the name was taken to be nobody else's.
    if (temporary.isEmpty() || !QFile::remove(temporary) || !QFile::copy(copy->fileName, temporary)
        || !syncPath(temporary))
        return fail(
            ErrorKind::Failed,
            AppTr::tr("The last good copy of %1 could not be copied; nothing was changed.").arg(location.shown()),
            AppTr::tr("Check that the folder can be written and has room."));
    if (const Result<void> aside = setAside(location.fileName, clock()); !aside)
        return aside;
    if (!renameOver(temporary, location.fileName))
        return fail(ErrorKind::Failed,
                    AppTr::tr("The last good copy of %1 could not be put in its place.").arg(location.shown()),
                    AppTr::tr("The damaged file was set aside; try again."), lastSystemError());
    cleaner.dismiss();
    return {};
}

} // namespace Nightkeep
