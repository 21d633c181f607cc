// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/filecheck.h"

#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/lastgood.h"
#include "app/store/sealedtables.h"
#include "app/store/sqlerror.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <array>
#include <sys/stat.h>

namespace Nightkeep {

namespace {

constexpr int checkAttempts = 40;
constexpr qint64 headerBytes = 100;
constexpr qint64 searchedBytes = 1024 * 1024; // at a time
constexpr qint64 mostSearchedBytes = 64 * searchedBytes;
constexpr qsizetype writeVersionAt = 18;
constexpr qsizetype readVersionAt = 19;

/// Changes whenever somebody writes the file.
struct Witness
{
    ino_t inode = 0;
    off_t size = 0;
    time_t seconds = 0;
    long nanoseconds = 0;

    bool operator==(const Witness &) const = default;
};

Witness witness(const QString &fileName)
{
    struct stat status
    {
    };
    if (::stat(QFile::encodeName(fileName).constData(), &status) != 0)
        return {};
    return {status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

/// Whether a file that does not begin as a database was a workspace once: a good copy of it was kept, or its pages name
/// our tables, which a text about them does without a NUL.
bool wasWorkspace(const StoreLocation &location, QFile &file)
{
    if (findLastGood(location))
        return true;
    const QByteArray name = "nk_schema_version";
    QByteArray overlap;
    bool named = false;
    bool binary = false;
    for (qint64 seen = 0; seen < mostSearchedBytes; seen += searchedBytes) {
        const QByteArray part = file.read(searchedBytes);
        if (part.isEmpty())
            break;
        overlap.append(part);
        named = named || overlap.contains(name);
        binary = binary || part.contains('\0');
        if (named && binary)
            return true;
        overlap = overlap.right(name.size() - 1);
    }
    return false;
}

// What SQLite itself would overlook: an empty file is an empty database to it, and a version byte
// that it does not know makes a file read-only.
Result<void> checkHeader(const StoreLocation &location)
{
    QFile file(location.fileName);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("The workspace %1 may not be read by you.").arg(location.shown()),
                    AppTr::tr("Ask the file's owner for the right to read it."), file.errorString());
    const QByteArray header = file.read(headerBytes);
    const QByteArray magic("SQLite format 3", 16); // with its NUL
    const bool beginsAsOne = !header.isEmpty() && magic.startsWith(header.left(magic.size()));
    if (!beginsAsOne && !(file.seek(0) && wasWorkspace(location, file)))
        return fail(ErrorKind::BadInput, AppTr::tr("The file %1 is no Nightkeep workspace.").arg(location.shown()),
                    AppTr::tr("Choose another file, or make a new workspace."),
                    header.isEmpty() ? AppTr::tr("The file is empty.")
                                     : AppTr::tr("The file does not begin as a database does."));
    if (header.size() < headerBytes)
        return fail(damagedError(location, AppTr::tr("The file ends after %1 bytes.").arg(header.size())));
    if (!beginsAsOne)
        return fail(damagedError(location, AppTr::tr("The file does not begin as a database does.")));
    for (const qsizetype at : {writeVersionAt, readVersionAt}) {
        if (header.at(at) != 1 && header.at(at) != 2)
            return fail(damagedError(location, AppTr::tr("Byte %1 of the file makes no sense.").arg(at)));
    }
    return {};
}

Result<QList<QVariantList>> schemaRows(StoreConnection &connection)
{
    return connection.select(4,
                             QStringLiteral("SELECT type, name, tbl_name, sql FROM sqlite_master"
                                            " WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"));
}

Result<void> checkSchema(StoreConnection &connection, int version)
{
    const StoreLocation &location = connection.location();
    StoreTarget memory {location};
    memory.fileName = QStringLiteral(":memory:");
    const Result<std::unique_ptr<StoreConnection>> fresh = StoreConnection::open(memory);
    if (!fresh)
        return fail(fresh.error());
    if (const Result<void> done = makeEmptySchema(**fresh, version); !done)
        return done;
    const Result<QList<QVariantList>> expected = schemaRows(**fresh);
    const Result<QList<QVariantList>> present = schemaRows(connection);
    if (!expected || !present)
        return fail(expected ? present.error() : expected.error());
    if (*expected != *present)
        return fail(damagedError(location, AppTr::tr("The tables are not those of version %1.").arg(version)));
    return {};
}

Unexpected notAWorkspace(StoreConnection &connection)
{
    const Result<QList<QVariantList>> ours =
        connection.select(1, QStringLiteral("SELECT name FROM sqlite_master WHERE name LIKE 'nk\\_%' ESCAPE '\\'"));
    if (!ours || !ours->isEmpty())
        return fail(damagedError(connection.location(), AppTr::tr("The table of versions is missing.")));
    return fail(ErrorKind::BadInput,
                AppTr::tr("The file %1 is a database, but no Nightkeep workspace.").arg(connection.location().shown()),
                AppTr::tr("Choose another file, or make a new workspace."));
}

/// Statements that every workspace can answer fail only where the schema itself is spoilt.
Unexpected notAnswered(const Error &error, const StoreLocation &location)
{
    return fail(error.kind == ErrorKind::Failed ? damagedError(location, error.detail) : error);
}

Result<void> checkPages(StoreConnection &connection)
{
    const Result<QList<QVariantList>> pages = connection.select(1, QStringLiteral("PRAGMA integrity_check(1)"));
    if (!pages)
        return fail(pages.error());
    if (pages->size() != 1 || pages->first().first().toString() != QLatin1String("ok"))
        return fail(damagedError(connection.location(), pages->value(0).value(0).toString()));
    return {};
}

Result<FileFindings> checkContents(StoreConnection &connection, CheckDepth depth)
{
    const StoreLocation &location = connection.location();
    const Result<void> pages = depth == CheckDepth::Whole ? checkPages(connection) : Result<void>();
    if (!pages)
        return fail(pages.error());
    const Result<SchemaVersion> version = schemaVersion(connection);
    if (!version)
        return notAnswered(version.error(), location);
    if (version->version <= 0)
        return notAWorkspace(connection);
    const SealedTables tables(connection);
    if (version->version > newestSchemaVersion) {
        if (const Result<qint64> sealed = tables.verify({Schema::versions()}); !sealed)
            return notAnswered(sealed.error(), location);
        return fail(tooNewError(location, version->version, version->program));
    }
    if (const Result<void> done = checkSchema(connection, version->version); !done)
        return fail(done.error());

    FileFindings findings;
    findings.version = version->version;
    if (version->version >= firstSealedVersion) {
        const QList<StoredTable> &sealed = Schema::of(version->version);
        if (const Result<qint64> done = tables.verify(sealed, depth); !done)
            return fail(done.error());
        const Result<QByteArray> fingerprint = tables.fingerprint(sealed);
        if (!fingerprint)
            return fail(fingerprint.error());
        findings.fingerprint = *fingerprint;
    }
    if (const Result<void> done = verifyStoredChain(tables); !done)
        return fail(done.error());
    return findings;
}

/// One look at the file: how it was opened decides what may be concluded.
Result<FileFindings> look(const StoreTarget &target, CheckDepth depth, const QString &lastGoodName,
                          QString *copyProblem)
{
    const Result<std::unique_ptr<StoreConnection>> connection = StoreConnection::open(target);
    if (!connection)
        return fail(connection.error());
    // As of one moment: a table and its seal are read one after the other, and somebody else may write between.
    if (const Result<void> begun = (*connection)->beginRead(); !begun)
        return fail(begun.error());
    Result<FileFindings> findings = checkContents(**connection, depth);
    (*connection)->rollback();
    if (!findings || lastGoodName.isEmpty())
        return findings;
    const Result<void> kept = keepLastGood(**connection, *findings, lastGoodName);
    if (copyProblem)
        *copyProblem = kept ? QString() : kept.error().message;
    return findings;
}

// A journal that must be played back, or a write-ahead log on a disk where its index cannot be made:
// both are done on a copy, so that the file stays as it was found.
Result<FileFindings> lookAtCopy(const StoreLocation &location, CheckDepth depth, const QString &lastGoodName,
                                QString *copyProblem)
{
    const QTemporaryDir folder;
    StoreTarget target {location};
    target.fileName = folder.filePath(QStringLiteral("copy"));
    if (!folder.isValid() || !copyWithSideFiles(location.fileName, target.fileName))
        return fail(ErrorKind::Failed,
                    AppTr::tr("The workspace %1 could not be copied to be checked.").arg(location.shown()),
                    AppTr::tr("Free some space in the folder for temporary files."), folder.errorString());
    return look(target, depth, lastGoodName, copyProblem);
}

bool isVerdict(const Result<FileFindings> &findings)
{
    if (findings)
        return true;
    const ErrorKind kind = findings.error().kind;
    return kind == ErrorKind::Damaged || kind == ErrorKind::TooNew || kind == ErrorKind::BadInput;
}

} // namespace

QStringList sideFileEndings()
{
    return {QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral("-journal")};
}

bool hasSideFiles(const QString &fileName)
{
    return QFileInfo(fileName + QLatin1String("-wal")).size() > 0
        || QFileInfo(fileName + QLatin1String("-journal")).size() > 0;
}

Error tooNewError(const StoreLocation &location, int version, const QString &program)
{
    return {
        ErrorKind::TooNew,
        AppTr::tr("The workspace %1 is of version %2, made by Nightkeep %3; this Nightkeep knows versions up to %4.")
            .arg(location.shown())
            .arg(version)
            .arg(program.isEmpty() ? AppTr::tr("(unknown)") : program)
            .arg(newestSchemaVersion),
        AppTr::tr("Open it with that version of Nightkeep, or a later one; it was left as it is."),
        {}};
}

Result<FileFindings> checkWorkspaceFile(const StoreLocation &location, CheckDepth depth, const QString &lastGoodName,
                                        QString *copyProblem)
{
    if (const Result<void> header = checkHeader(location); !header)
        return fail(header.error());

    int agreeing = 0;
    for (int attempt = 0; attempt < checkAttempts; ++attempt) {
        const Witness before = witness(location.fileName);
        if (hasSideFiles(location.fileName)) {
            const Result<FileFindings> locked =
                look({location, StoreAccess::ReadOnly}, depth, lastGoodName, copyProblem);
            if (isVerdict(locked))
                return locked;
            const Result<FileFindings> copied = lookAtCopy(location, depth, lastGoodName, copyProblem);
            if (before == witness(location.fileName))
                return copied;
            continue;
        }
        // Nobody seems to have it open. Looking without locks leaves no trace, but may race with a
        // program that begins just now: a verdict counts only if the file held still, and a bad one
        // only if it comes twice.
        const Result<FileFindings> findings =
            look({location, StoreAccess::Immutable}, depth, lastGoodName, copyProblem);
        const bool heldStill = before == witness(location.fileName) && !hasSideFiles(location.fileName);
        if (heldStill && (findings || ++agreeing == 2))
            return findings;
    }
    return look({location, StoreAccess::ReadOnly}, depth, lastGoodName, copyProblem);
}

Result<FileFindings> checkOpenFile(const StoreTarget &target, const QString &lastGoodName, QString *copyProblem)
{
    return look(target, CheckDepth::Whole, lastGoodName, copyProblem);
}

} // namespace Nightkeep
