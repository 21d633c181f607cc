// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The audit log of an open workspace, what proves it and its rows, and what is remembered of them here.
#include "app/apptr.h"
#include "app/store/auditchain.h"
#include "app/store/filecheck.h"
#include "app/store/recording.h"

#include <QScopeGuard>

#include <tuple>

namespace Nightkeep {

namespace {

qint64 provenRows(Collections &values, CheckDepth depth = CheckDepth::Whole)
{
    const qint64 rows = values.take(values.tables().verify(Schema::of(newestSchemaVersion), depth));
    values.take(verifyStoredChain(values.tables()));
    return rows;
}

} // namespace

AuditHead WorkspaceStore::appendTo(Collections &values, AuditEntry entry)
{
    // What was seen was completed before this transaction could begin, so it must be here. An open workspace's log may
    // be replaced as well as a closed one's.
    if (m_options.memory && !m_logDiffers) {
        const Result<RememberedWorkspace> known = m_options.memory->of(identity());
        if (known && !values.take(followsFrom(values.tables(), known->head)) && !values.failed())
            m_logDiffers = true;
    }
    if (!entry.when.isValid())
        entry.when = m_options.clock();
    if (entry.who.isEmpty())
        entry.who = who();
    return values.take(appendToChain(values.tables(), entry));
}

void WorkspaceStore::remember(const AuditHead &head) const
{
    if (!m_options.memory || m_logDiffers || Recording::of(this)) // what is not committed yet was never there
        return;
    // Without it the next one that opens the workspace knows an earlier head, which is as true.
    std::ignore = m_options.memory->change(identity(), [&head](RememberedWorkspace &workspace) {
        if (head.lines > workspace.head.lines)
            workspace.head = head;
    });
}

Result<void> WorkspaceStore::rememberChoices(const QList<ChangedServers> &changes) const
{
    return m_options.memory ? rememberFolders(*m_options.memory, identity(), changes) : Result<void>();
}

Result<qint64> WorkspaceStore::append(AuditEntry entry)
{
    AuditHead head;
    return write([&](Collections &values) { head = appendTo(values, entry); }).map([&] {
        remember(head);
        return head.lines;
    });
}

Result<qint64> WorkspaceStore::record(const std::function<Result<AuditEntry>()> &change)
{
    AuditHead head;
    const Recording *outer = Recording::of(this);
    QList<ChangedServers> own;
    const Result<void> written = write([&](Collections &values) {
        const Recording recording {this, values, outer ? outer->changes : own, Recording::innermost};
        const auto end = qScopeGuard([&recording] { Recording::innermost = recording.outer; });
        Recording::innermost = &recording;
        const Result<AuditEntry> line = change();
        if (line)
            head = appendTo(values, *line);
        else
            values.refuse(line.error());
    });
    if (!written)
        return fail(written.error());
    remember(head);
    return rememberChoices(own).map([&head] { return head.lines; });
}

Result<QList<AuditEntry>> WorkspaceStore::entries(const QString &actPrefix) const
{
    return read([&](Collections &values) {
        QList<AuditEntry> chain = values.take(readChain(values.tables()));
        chain.removeIf([&actPrefix](const AuditEntry &entry) { return !entry.act.startsWith(actPrefix); });
        return chain;
    });
}

Result<void> WorkspaceStore::verifyChain() const
{
    return read([](Collections &values) {
               values.take(verifyStoredChain(values.tables()));
               return true;
           })
        .map([](bool) {});
}

Result<void> WorkspaceStore::prove(CheckDepth depth) const
{
    return read([depth](Collections &values) { return provenRows(values, depth); }).map([](qint64) {});
}

Error WorkspaceStore::told(const Error &error) const
{
    if (error.kind == ErrorKind::Damaged)
        setSuspect(true);
    return error;
}

void WorkspaceStore::setSuspect(bool suspect) const
{
    // Where it cannot be remembered, the next one who reads what is damaged is told as well.
    if (m_suspect.exchange(suspect) != suspect && m_options.memory)
        std::ignore = m_options.memory->change(
            identity(), [suspect](RememberedWorkspace &workspace) { workspace.suspect = suspect; });
}

void WorkspaceStore::foundWhole(const QString &copyProblem) const
{
    if (!copyProblem.isEmpty())
        m_found = {copyProblem};
    setSuspect(false);
    m_proven->insertAll(); // at last: from here on a window that asks for notices() waits
}

Result<QStringList> WorkspaceStore::checkWhole() const
{
    const std::scoped_lock lock(m_checking);
    if (m_proven->hasAll())
        return m_found;
    QString copyProblem;
    const auto checkedFile = [&] {
        // Without a lock others may write meanwhile, so that a bad verdict must come twice; and there is none to lose.
        return m_target.access == StoreAccess::Immutable ? checkWorkspaceFile(m_target.location)
                                                         : checkOpenFile(m_target, keptCopy(), &copyProblem);
    };
    const Result<void> sound = m_target.location.kind == StoreLocation::Kind::Server
        ? prove(CheckDepth::Whole)
        : checkedFile().map([](const FileFindings &) {});
    if (!sound)
        return fail(told(sound.error()));
    foundWhole(copyProblem);
    return m_found;
}

QStringList WorkspaceStore::notices() const
{
    if (!m_proven->hasAll())
        return m_notices; // and nobody waits for the check
    const std::scoped_lock lock(m_checking);
    return m_notices + m_found;
}

Result<WorkspaceCheck> WorkspaceStore::verify() const
{
    // A file's pages too; a database server looks after its own.
    if (m_target.location.kind == StoreLocation::Kind::File) {
        if (const Result<QStringList> whole = checkWhole(); !whole)
            return fail(whole.error());
    }
    // Asked before the workspace is read: what another program writes meanwhile is not in that reading.
    const Result<RememberedWorkspace> known =
        m_options.memory ? m_options.memory->of(identity()) : RememberedWorkspace();
    if (!known)
        return fail(known.error());
    const Result<WorkspaceCheck> checked = read([&](Collections &values) {
        const SealedTables &tables = values.tables();
        WorkspaceCheck check;
        check.tables = Schema::of(newestSchemaVersion).size();
        check.rows = provenRows(values);
        check.head = values.take(headOfChain(tables));
        check.claims = values.take(claimsOfOthers(tables));
        check.seen = m_seen;
        if (!values.take(followsFrom(tables, known->head)))
            check.lost = known->head;
        return check;
    });
    if (!checked && checked.error().kind == ErrorKind::Damaged)
        m_proven->forget(); // so nothing more is written into it
    return checked;
}

Result<void> WorkspaceStore::sealRows()
{
    AuditHead head;
    m_proven->insertAll(); // the whole is looked at here, and is known not to be sealed
    return write([&](Collections &values) {
               SealedTables &tables = values.tables();
               const SchemaVersion version = values.take(schemaVersion(tables.connection()));
               if (version.version < newestSchemaVersion)
                   values.refuse(
                       ErrorKind::Conflict,
                       AppTr::tr("The workspace %1 is of an older version; it was left as it is.").arg(location()),
                       AppTr::tr("Open it: that brings it to this version, and seals its rows."));
               const Result<qint64> sealed = tables.verify(Schema::of(newestSchemaVersion));
               if (sealed)
                   values.refuse(ErrorKind::Conflict,
                                 AppTr::tr("The workspace %1 is not damaged; it was left as it is.").arg(location()),
                                 AppTr::tr("Open it again."));
               else if (sealed.error().kind != ErrorKind::Damaged)
                   values.refuse(sealed.error());
               values.take(verifyStoredChain(tables));
               if (values.failed())
                   return;
               values.take(tables.sealEverything(newestSchemaVersion)); // before the line, which is sealed as every one
               AuditEntry entry;
               entry.act = QStringLiteral("workspace.seal");
               entry.phase = QStringLiteral("done");
               entry.object = location();
               entry.result = QStringLiteral("ok");
               entry.detail = sealed.error().detail;
               head = appendTo(values, entry);
           })
        .map([&] { remember(head); });
}

Result<void> WorkspaceStore::acceptLog()
{
    const Result<AuditHead> head = read([](Collections &values) { return values.take(headOfChain(values.tables())); });
    if (!head)
        return fail(head.error());
    m_logDiffers = false;
    return m_options.memory
        ? m_options.memory->change(identity(), [&head](RememberedWorkspace &workspace) { workspace.head = *head; })
        : Result<void>();
}

void WorkspaceStore::settleMemory()
{
    if (!m_options.memory)
        return;
    const Result<RememberedWorkspace> known = m_options.memory->of(identity());
    if (!known) {
        m_notices += known.error().message;
        return;
    }
    const Result<std::optional<AuditHead>> head = read([&known](Collections &values) {
        const bool follows = values.take(followsFrom(values.tables(), known->head));
        return follows ? std::optional(values.take(headOfChain(values.tables()))) : std::nullopt;
    });
    m_seen = known->head;
    m_logDiffers = !head || !*head;
    if (head && *head)
        remember(**head);
    else if (head)
        m_notices +=
            AppTr::tr("The audit log of the workspace %1 is not the one that was last seen here: line %2 of that"
                      " is gone, or another. \"nightkeepctl workspace verify\" says what can be done.")
                .arg(location(), QString::number(known->head.lines));
}

} // namespace Nightkeep
