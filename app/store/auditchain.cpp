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

Result<qint64> appendToChain(SealedTables &tables, AuditEntry entry)
{
    const Result<QList<QVariantList>> last =
        tables.connection().select(2, QStringLiteral("SELECT id, hash FROM nk_audit_log ORDER BY id DESC LIMIT 1"));
    if (!last)
        return fail(last.error());
    entry.id = 1;
    QByteArray previous;
    if (!last->isEmpty()) {
        entry.id = last->first().at(0).toLongLong() + 1;
        previous = textOf(last->first().at(1)).toLatin1();
    }
    entry.hash = chainHash(previous, entry);
    if (const Result<void> done = tables.insert(Schema::auditLog(), auditRow(entry)); !done)
        return fail(done.error());
    return entry.id;
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

QString loginAtHost()
{
    return loginName() + QLatin1Char('@') + QSysInfo::machineHostName();
}

} // namespace Nightkeep
