// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening and making workspaces; what is done with an open one is in workspacestore.cpp.
#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/collections.h"
#include "app/store/filecheck.h"
#include "app/store/lastgood.h"
#include "app/store/networkdisk.h"
#include "app/store/schema.h"
#include "app/store/sealedtables.h"
#include "app/store/sqlerror.h"
#include "app/store/workspacestore.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QTemporaryFile>

#include <cerrno>
#include <tuple>
#include <unistd.h>

namespace Nightkeep {

namespace {

StoreOptions completed(StoreOptions options)
{
    if (!options.clock)
        options.clock = [] { return QDateTime::currentDateTimeUtc(); };
    if (options.who.isEmpty())
        options.who = loginAtHost();
    if (options.program.isEmpty())
        options.program = QCoreApplication::applicationVersion();
    return options;
}

// Write-ahead logging needs memory shared between programs, which network file systems do not have.
Result<void> setJournal(StoreConnection &connection, const StoreLocation &location)
{
    const QString wanted = isOnNetworkDisk(location.fileName) ? QStringLiteral("delete") : QStringLiteral("wal");
    const Result<QList<QVariantList>> present = connection.select(1, QStringLiteral("PRAGMA journal_mode"));
    if (!present)
        return fail(present.error());
    if (present->value(0).value(0).toString() == wanted)
        return {};
    return connection
        .select(1,
                wanted == QLatin1String("wal") ? QStringLiteral("PRAGMA journal_mode = WAL")
                                               : QStringLiteral("PRAGMA journal_mode = DELETE"))
        .map([](const QList<QVariantList> &) {});
}

// Whoever finds the workspace busy may write it too, in a moment: that is no reason to wait for it.
Result<void> tryToWrite(StoreConnection &connection)
{
    if (const Result<void> set = connection.runFixed(QStringLiteral("PRAGMA busy_timeout = 0")); !set)
        return set;
    const Result<void> begun = connection.beginWrite();
    connection.rollback();
    if (!begun && begun.error().kind != ErrorKind::Busy)
        return begun;
    return connection.runFixed(QStringLiteral("PRAGMA busy_timeout = 30000"));
}

Error cannotMake(const StoreLocation &location, int reason)
{
    switch (reason) {
    case EROFS:
        return {ErrorKind::ReadOnly,
                AppTr::tr("The workspace %1 cannot be made: its disk cannot be written.").arg(location.shown()),
                AppTr::tr("Choose a folder on a disk that you may write."),
                {}};
    case ENOSPC:
    case EDQUOT:
        return diskFullError(location);
    default:
        return {
            ErrorKind::PermissionDenied,
            AppTr::tr("The workspace %1 cannot be made: its folder may not be written by you.").arg(location.shown()),
            AppTr::tr("Choose another folder."),
            {}};
    }
}

Error alreadyThere(const StoreLocation &location)
{
    return {ErrorKind::Conflict,
            AppTr::tr("There is something at %1 already; it was left as it is.").arg(location.shown()),
            AppTr::tr("Open it, or choose another name."),
            {}};
}

Result<void> makeFile(const StoreLocation &location, const StoreOptions &options)
{
    const QFileInfo info(location.fileName);
    if (info.exists() || info.isSymLink())
        return fail(alreadyThere(location));
    if (!QFileInfo(info.path()).isDir())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no folder %1 to make a workspace in.").arg(info.path()),
                    AppTr::tr("Make the folder first, or choose another one."));
    if (::access(QFile::encodeName(info.path()).constData(), W_OK) != 0)
        return fail(cannotMake(location, errno));

    // Made under another name and put in place whole. For its owner alone until they share it.
    QTemporaryFile temporary(location.fileName + QLatin1String(".XXXXXX"));
    errno = 0;
    if (!temporary.open())
        return fail(cannotMake(location, errno));
    temporary.close();
    const QString name = temporary.fileName();
    const auto cleaner = qScopeGuard([&name] {
        const QStringList endings = sideFileEndings();
        for (const QString &ending : endings)
            QFile::remove(name + ending);
    });
    {
        StoreTarget target {location};
        target.fileName = name;
        const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(target);
        if (!connection)
            return fail(connection.error());
        if (const Result<void> set = setJournal(**connection, location); !set)
            return set;
        const Result<void> made = migrate(**connection, newestSchemaVersion, options.program, options.clock());
        if (!made)
            return made;
    }
    // Refuses a name that somebody took meanwhile.
    if (!QFile::rename(name, location.fileName))
        return fail(alreadyThere(location));
    temporary.setAutoRemove(false);
    return {};
}

Result<void> makeDatabase(const StoreLocation &location, const StoreOptions &options)
{
    StoreLocation server = location;
    server.database.clear();
    StoreTarget target {server};
    target.password = options.password;
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(target);
    if (!connection)
        return fail(connection.error());
    // parseStoreLocation has let only letters, digits, '_' and '-' into the name.
    return (*connection)
        ->runFixed(QStringLiteral("CREATE DATABASE IF NOT EXISTS `%1` CHARACTER SET utf8mb4").arg(location.database));
}

Result<void> makeTables(const StoreLocation &location, const StoreOptions &options)
{
    StoreTarget target {location};
    target.password = options.password;
    Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(target);
    if (!connection && connection.error().kind == ErrorKind::NotFound) {
        if (const Result<void> made = makeDatabase(location, options); !made)
            return made;
        connection = StoreConnection::open(target);
    }
    if (!connection)
        return fail(connection.error());
    const Result<SchemaVersion> version = schemaVersion(**connection);
    if (!version)
        return fail(version.error());
    if (version->version > 0)
        return fail(alreadyThere(location));
    return migrate(**connection, newestSchemaVersion, options.program, options.clock());
}

/// A step seals what it finds, so what is there must be what was sealed.
Result<void> proveOlder(StoreConnection &connection, int version)
{
    if (version < firstSealedServerVersion || version >= newestSchemaVersion)
        return {};
    if (const Result<void> begun = connection.beginRead(); !begun)
        return begun;
    const Result<qint64> rows = SealedTables(connection).verify(Schema::of(version));
    connection.rollback();
    return rows.map([](qint64) {});
}

} // namespace

WorkspaceStore::WorkspaceStore(StoreTarget target, StoreOptions options)
    : m_target(std::move(target))
    , m_options(std::move(options))
    , m_proven(std::make_unique<ProvenParts>())
{
    m_target.password = m_options.password;
}

Result<std::unique_ptr<WorkspaceStore>> WorkspaceStore::open(const QString &location, const StoreOptions &options)
{
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    if (!parsed)
        return fail(parsed.error());
    std::unique_ptr<WorkspaceStore> store(new WorkspaceStore({*parsed}, completed(options)));
    if (options.memory) // a file of it that cannot be read is told by settleMemory()
        store->m_suspect = options.memory->of(store->identity()).value_or(RememberedWorkspace()).suspect;
    const Result<void> opened = parsed->kind == StoreLocation::Kind::File ? store->openFile() : store->openServer();
    if (!opened)
        return fail(opened.error());
    store->settleMemory();
    return store;
}

Result<std::unique_ptr<WorkspaceStore>> WorkspaceStore::create(const QString &location, const StoreOptions &options)
{
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    if (!parsed)
        return fail(parsed.error());
    const StoreOptions whole = completed(options);
    const Result<void> made =
        parsed->kind == StoreLocation::Kind::File ? makeFile(*parsed, whole) : makeTables(*parsed, whole);
    if (!made)
        return fail(made.error());
    // Nothing that was here before is this one's. Where that cannot be written, whoever opens it next is told.
    if (options.memory)
        std::ignore = options.memory->change(parsed->identity(), [](RememberedWorkspace &workspace) {
            workspace = {workspace.location, {}, {}};
        });
    return open(location, options);
}

std::optional<LastGoodCopy> WorkspaceStore::lastGoodCopy(const QString &location)
{
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    return parsed ? findLastGood(*parsed) : std::nullopt;
}

Result<void> WorkspaceStore::restoreLastGoodCopy(const QString &location, const StoreOptions &options)
{
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    if (!parsed)
        return fail(parsed.error());
    const Result<void> restored = restoreLastGood(*parsed, completed(options).clock);
    if (restored && options.memory) // whose log may end before what was seen, by a person's own act
        std::ignore =
            options.memory->change(parsed->identity(), [](RememberedWorkspace &workspace) { workspace.head = {}; });
    return restored;
}

Result<void> WorkspaceStore::sealAnew(const QString &location, const StoreOptions &options)
{
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    if (!parsed)
        return fail(parsed.error());
    return WorkspaceStore({*parsed}, completed(options)).sealRows();
}

Result<void> WorkspaceStore::openFile()
{
    const StoreLocation &location = m_target.location;
    const QFileInfo info(location.fileName);
    if (!info.exists())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no workspace %1.").arg(location.shown()),
                    findLastGood(location) ? AppTr::tr("Restore the last good copy that lies there.")
                                           : AppTr::tr("Check the name, or make a new workspace."));
    if (!info.isFile())
        return fail(ErrorKind::BadInput,
                    AppTr::tr("%1 is no file, and so no Nightkeep workspace.").arg(location.shown()),
                    AppTr::tr("Choose a workspace file."));

    // SQLite writes beside the file too, so both must be writable.
    m_readOnly = !info.isWritable() || !QFileInfo(info.path()).isWritable();
    Result<FileFindings> findings = checkWorkspaceFile(location, CheckDepth::Opening);
    if (findings && (findings->version < newestSchemaVersion || m_suspect)) {
        QString copyProblem;
        findings = checkWorkspaceFile(location, CheckDepth::Whole, keptCopy(), &copyProblem);
        if (findings)
            foundWhole(copyProblem);
    }
    if (!findings)
        return fail(told(findings.error()));

    if (!m_readOnly) {
        const Result<void> settled = settleWritableFile(findings->version);
        if (settled || settled.error().kind != ErrorKind::ReadOnly)
            return settled;
        m_readOnly = true;
    }
    return settleReadOnlyFile(findings->version);
}

QString WorkspaceStore::keptCopy() const
{
    return m_readOnly ? QString() : lastGoodName(m_target.location.fileName);
}

Result<void> WorkspaceStore::settleWritableFile(int version)
{
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
    if (!connection)
        return fail(connection.error());
    if (const Result<void> set = setJournal(**connection, m_target.location); !set)
        return set;
    if (const Result<void> tried = tryToWrite(**connection); !tried)
        return tried;
    if (isOnNetworkDisk(m_target.location.fileName))
        m_notices += AppTr::tr("The workspace %1 lies on a network disk: it is slower there, and two people should not"
                               " write it at once. A shared database serves a team better.")
                         .arg(m_target.location.shown());
    return bringToThisVersion(**connection, version);
}

Result<void> WorkspaceStore::settleReadOnlyFile(int version)
{
    m_notices += AppTr::tr("The workspace %1 is opened read-only: it, its folder or its disk cannot be written.")
                     .arg(m_target.location.shown());
    const bool isOlder = version < newestSchemaVersion;
    m_target.access = StoreAccess::Immutable;
    if (!isOlder && !hasSideFiles(m_target.location.fileName))
        return {};
    m_target.access = StoreAccess::ReadOnly;
    if (!isOlder && servers())
        return {};
    // An older version, or unfinished writing, that only comes in where SQLite may write: a copy serves for looking.
    m_copy = std::make_unique<QTemporaryDir>();
    m_target.fileName = m_copy->filePath(QStringLiteral("copy"));
    m_target.access = StoreAccess::ReadWrite;
    if (!m_copy->isValid() || !copyWithSideFiles(m_target.location.fileName, m_target.fileName))
        return fail(ErrorKind::Failed,
                    AppTr::tr("The workspace %1 could not be copied to be read.").arg(m_target.location.shown()),
                    AppTr::tr("Free some space in the folder for temporary files."), m_copy->errorString());
    if (!isOlder)
        return {};
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
    return connection ? migrate(**connection, newestSchemaVersion, m_options.program, m_options.clock())
                      : fail(connection.error());
}

Result<void> WorkspaceStore::openServer()
{
    const StoreLocation &location = m_target.location;
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(m_target);
    if (!connection)
        return fail(connection.error());
    const Result<SchemaVersion> version = schemaVersion(**connection);
    if (!version)
        return fail(version.error());
    if (version->version <= 0)
        return fail(ErrorKind::NotFound, AppTr::tr("There is no workspace in the database %1.").arg(location.shown()),
                    AppTr::tr("Check the address, or make a new workspace there."));
    if (version->version > newestSchemaVersion)
        return fail(tooNewError(location, version->version, version->program));
    if (const Result<void> sound = proveOlder(**connection, version->version); !sound)
        return sound;
    if (const Result<void> done = bringToThisVersion(**connection, version->version); !done)
        return done;
    const bool isDue = version->version < newestSchemaVersion || m_suspect;
    const Result<void> sound = isDue ? checkWhole().map([](const QStringList &) {}) : prove(CheckDepth::Opening);
    if (!sound)
        return sound;

    Result<void> tried = (*connection)->beginWrite();
    if (tried)
        tried = (*connection)->run(QStringLiteral("UPDATE nk_workspace SET created_at = created_at WHERE id = 1"));
    (*connection)->rollback();
    if (tried)
        return {};
    const ErrorKind kind = tried.error().kind;
    if (kind != ErrorKind::ReadOnly && kind != ErrorKind::PermissionDenied)
        return tried;
    m_readOnly = true;
    m_notices += AppTr::tr("The workspace %1 is opened read-only: the user %2 may not write there.")
                     .arg(location.shown(), location.user);
    return {};
}

Result<void> WorkspaceStore::bringToThisVersion(StoreConnection &connection, int version)
{
    if (version >= newestSchemaVersion)
        return {};
    const Result<void> done = migrate(connection, newestSchemaVersion, m_options.program, m_options.clock());
    if (done)
        m_notices += AppTr::tr("The workspace %1 was brought from version %2 to version %3.")
                         .arg(m_target.location.shown())
                         .arg(version)
                         .arg(newestSchemaVersion);
    return done;
}

} // namespace Nightkeep
