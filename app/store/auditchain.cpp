// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/auditchain.h"

#include "app/apptr.h"
#include "app/store/sqlerror.h"
#include "app/store/storedvalues.h"

#include <QCryptographicHash>
#include <QSysInfo>

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

QString loginName()
{
    // From the account, not from $USER: who did it must not be a matter of the environment.
    passwd entry {};
    passwd *found = nullptr;
    std::array<char, 4096> buffer {};
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QStringLiteral("uid-%1").arg(::getuid());
}

/// There is a workspace: what is missing, or may not be read, is what the server says of its log.
Error noAccounts(const StoreLocation &location, Error error)
{
    if (error.kind == ErrorKind::NotFound)
        return {ErrorKind::Damaged,
                AppTr::tr("The workspace %1 lacks the table that says by which accounts its audit log was written.")
                    .arg(location.shown()),
                AppTr::tr("Somebody removed \"nk_audit_accounts\" past Nightkeep. Restore the database from its dump."),
                error.detail};
    if (error.kind == ErrorKind::PermissionDenied)
        error.advice = AppTr::tr("Ask the database's keeper to let the user %1 read the table \"nk_audit_accounts\".")
                           .arg(location.user);
    return error;
}

} // namespace

StoredRow auditRow(const AuditEntry &entry)
{
    return {entry.id,     momentText(entry.when), entry.who,      entry.act,
            entry.phase,  entry.object,           entry.oldValue, entry.newValue,
            entry.result, entry.detail,           entry.before,   QString::fromLatin1(entry.hash)};
}

AuditEntry auditEntry(const StoredRow &row)
{
    AuditEntry entry;
    entry.id = row.at(0).toLongLong();
    entry.when = momentFromText(row.at(1).toString());
    entry.who = row.at(2).toString();
    entry.act = row.at(3).toString();
    entry.phase = row.at(4).toString();
    entry.object = row.at(5).toString();
    entry.oldValue = row.at(6).toString();
    entry.newValue = row.at(7).toString();
    entry.result = row.at(8).toString();
    entry.detail = row.at(9).toString();
    entry.before = row.at(10).toLongLong();
    entry.hash = row.at(11).toString().toLatin1();
    return entry;
}

QByteArray chainHash(const QByteArray &previousHash, const AuditEntry &entry)
{
    AuditEntry unsealed = entry;
    unsealed.hash.clear();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(previousHash + '\n' + rowBytes(Schema::auditLog(), auditRow(unsealed)));
    return hash.result().toHex();
}

qsizetype firstBrokenLine(const QList<AuditEntry> &chain)
{
    QByteArray previous;
    for (qsizetype i = 0; i < chain.size(); ++i) {
        if (chain.at(i).id != i + 1 || chain.at(i).hash != chainHash(previous, chain.at(i)))
            return i;
        previous = chain.at(i).hash;
    }
    return -1;
}

Result<AuditHead> appendToChain(SealedTables &tables, AuditEntry entry)
{
    const Result<AuditHead> last = headOfChain(tables);
    if (!last)
        return fail(last.error());
    entry.id = last->lines + 1;
    entry.hash = chainHash(last->hash, entry);
    if (const Result<void> done = tables.insert(Schema::auditLog(), auditRow(entry)); !done)
        return fail(done.error());
    return AuditHead {entry.id, entry.hash};
}

Result<QList<AuditEntry>> readChain(const SealedTables &tables)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::auditLog());
    if (!rows)
        return fail(rows.error());
    QList<AuditEntry> entries;
    entries.reserve(rows->size());
    for (const StoredRow &row : *rows)
        entries.append(auditEntry(row));
    return entries;
}

Result<void> verifyStoredChain(const SealedTables &tables)
{
    const Result<QList<AuditEntry>> chain = readChain(tables);
    if (!chain)
        return fail(chain.error());
    const qsizetype broken = firstBrokenLine(*chain);
    if (broken < 0)
        return {};
    const AuditEntry &line = chain->at(broken);
    return fail(
        ErrorKind::Damaged,
        AppTr::tr("The audit log of %1 is broken: line %2 does not follow from the one before.")
            .arg(tables.connection().location().shown())
            .arg(line.id),
        AppTr::tr("Lines were changed, removed or damaged outside Nightkeep. Compare with an export or with"
                  " the last good copy."),
        AppTr::tr("Line %1: %2, %3, %4, %5").arg(line.id).arg(momentText(line.when), line.who, line.act, line.object));
}

Result<AuditHead> headOfChain(const SealedTables &tables)
{
    const Result<QList<QVariantList>> last =
        tables.connection().select(2, QStringLiteral("SELECT id, hash FROM nk_audit_log ORDER BY id DESC LIMIT 1"));
    if (!last)
        return fail(last.error());
    return last->isEmpty() ? AuditHead()
                           : AuditHead {last->first().at(0).toLongLong(), textOf(last->first().at(1)).toLatin1()};
}

Result<bool> followsFrom(const SealedTables &tables, const AuditHead &head)
{
    if (head.lines == 0)
        return true;
    const Result<QList<QVariantList>> line =
        tables.connection().select(1, QStringLiteral("SELECT hash FROM nk_audit_log WHERE id = ?"), {head.lines});
    if (!line)
        return fail(line.error());
    return !line->isEmpty() && textOf(line->first().first()).toLatin1() == head.hash;
}

Result<QList<AuditClaim>> claimsOfOthers(const SealedTables &tables)
{
    if (tables.connection().dialect() == StoreDialect::Sqlite)
        return QList<AuditClaim>();
    const Result<QList<QVariantList>> rows = tables.connection().select(
        4,
        QStringLiteral("SELECT line.who, seen.account, COUNT(*), MIN(line.id) FROM nk_audit_log line"
                       " LEFT JOIN nk_audit_accounts seen ON seen.id = line.id GROUP BY line.who, seen.account"
                       " ORDER BY MIN(line.id)"));
    if (!rows)
        return fail(noAccounts(tables.connection().location(), rows.error()));
    QList<AuditClaim> claims;
    for (const QVariantList &row : *rows) {
        const AuditClaim claim {textOf(row.at(0)), textOf(row.at(1)), row.at(2).toLongLong(), row.at(3).toLongLong()};
        const bool older = !row.at(1).isNull() && claim.account.isEmpty(); // from before accounts were kept
        if (!older && claim.who.section(u'@', 0, 0) != claim.account.section(u'@', 0, 0))
            claims.append(claim);
    }
    return claims;
}

QString loginAtHost()
{
    return loginName() + QLatin1Char('@') + QSysInfo::machineHostName();
}

} // namespace Nightkeep
