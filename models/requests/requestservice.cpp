// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/requestservice.h"
#include "models/base/json.h"

#include "models/base/auditedact.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool isNamed(const ServerRow &row, const QString &name)
{
    return row.server.name.compare(name, Qt::CaseInsensitive) == 0;
}

QString objectOf(const StorageRequest &request)
{
    return request.id == 0 ? request.servers().join(QStringLiteral(", ")) : QString::number(request.id);
}

Unexpected unknownRequest(qint64 id)
{
    return fail(ErrorKind::BadInput, Tr::tr("There is no request %1.").arg(id),
                Tr::tr("See the list of requests for their numbers."));
}

} // namespace

RequestService::RequestService(RequestStore &store, const ServerService &servers, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_servers(servers)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<QList<ProposedItem>> RequestService::propose(const QStringList &servers) const
{
    const Result<QList<ServerRow>> rows = m_servers.rows();
    if (!rows)
        return fail(rows.error());
    QList<ServerRow> chosen = servers.isEmpty() ? *rows : QList<ServerRow>();
    for (const QString &name : servers) {
        const auto row =
            std::find_if(rows->begin(), rows->end(), [&name](const ServerRow &each) { return isNamed(each, name); });
        if (row == rows->end())
            return fail(ErrorKind::NotFound, Tr::tr("There is no server \"%1\" in the matrix.").arg(visibleText(name)));
        chosen.append(*row);
    }
    const Result<QList<StorageRequest>> asked = requests();
    if (!asked)
        return fail(asked.error());
    return proposeItems(chosen, *asked);
}

Result<StorageRequest> RequestService::markSent(const StorageRequest &request, SendingWay way)
{
    if (request.items.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The request asks for nothing."),
                    Tr::tr("Choose at least one thing to ask for."));
    StorageRequest sent = request;
    sent.way = way;
    sent.sentAt = m_clock();
    if (!sent.createdAt.isValid())
        sent.createdAt = sent.sentAt;
    AuditEntry entry;
    entry.act = QStringLiteral("request.sent");
    entry.object = objectOf(request);
    entry.newValue = requestInOneLine(sent);
    Result<AuditedAct> act = AuditedAct::begin(m_audit, entry);
    if (!act)
        return fail(act.error());
    sent.sentBy = act->before().who;
    if (sent.createdBy.isEmpty())
        sent.createdBy = sent.sentBy;

    const Result<void> stored = act->endWith([&]() -> Result<AuditEntry> {
        const Result<qint64> id = m_store.addStorageRequest(sent);
        if (!id)
            return fail(id.error());
        sent.id = *id;
        entry.result = QStringLiteral("ok");
        entry.detail = QString::number(*id);
        return entry;
    });
    if (stored)
        return sent;
    entry.result = QStringLiteral("failed");
    entry.detail = stored.error().message;
    return fail(withWarning(stored.error(), act->end(entry)));
}

Result<QList<StorageRequest>> RequestService::requests() const
{
    Result<QList<StorageRequest>> all = m_store.storageRequests();
    if (!all)
        return all;
    const bool anyOpen =
        std::any_of(all->begin(), all->end(), [](const StorageRequest &request) { return request.isOpen(); });
    if (!anyOpen)
        return all;
    const Result<QList<ServerRow>> rows = m_servers.rows();
    if (!rows)
        return fail(rows.error());
    for (StorageRequest &request : *all)
        request = settled(request, *rows);
    return all;
}

Result<void> RequestService::noteWhatIsDone()
{
    const Result<QList<StorageRequest>> all = m_store.storageRequests();
    if (!all)
        return fail(all.error());
    const Result<QList<ServerRow>> rows = m_servers.rows();
    if (!rows)
        return fail(rows.error());
    for (const StorageRequest &stored : *all) {
        const StorageRequest now = settled(stored, *rows);
        if (now == stored)
            continue;
        const Result<void> written = replaceNoted("request.done", stored, stored, now);
        if (!written && written.error().kind == ErrorKind::Conflict)
            continue; // another program saw it first
        if (!written && written.error().kind == ErrorKind::ReadOnly)
            break; // requests() shows it done all the same
        if (!written)
            return written;
    }
    return {};
}

Result<StorageRequest> RequestService::request(qint64 id) const
{
    const Result<QList<StorageRequest>> all = requests();
    if (!all)
        return fail(all.error());
    for (const StorageRequest &request : *all) {
        if (request.id == id)
            return request;
    }
    return unknownRequest(id);
}

Result<StorageRequest> RequestService::withdraw(const StorageRequest &seen, qsizetype item, const QString &why)
{
    return ended(seen, item, RequestItem::State::Withdrawn, why);
}

Result<StorageRequest> RequestService::markDone(const StorageRequest &seen, qsizetype item, const QString &why)
{
    return ended(seen, item, RequestItem::State::Done, why);
}

Result<StorageRequest> RequestService::ended(const StorageRequest &seen, qsizetype item, RequestItem::State state,
                                             const QString &why)
{
    if (item >= seen.items.size())
        return fail(ErrorKind::BadInput, Tr::tr("Request %1 has no item %2.").arg(seen.id).arg(item + 1));
    StorageRequest after = seen;
    bool any = false;
    for (qsizetype i = 0; i < after.items.size(); ++i) {
        RequestItem &each = after.items[i];
        if ((item >= 0 && i != item) || each.state != RequestItem::State::Open)
            continue;
        each.state = state;
        each.endedAt = m_clock();
        each.endedWhy = why;
        any = true;
    }
    if (!any)
        return fail(ErrorKind::BadInput, Tr::tr("Nothing of that is open in request %1.").arg(seen.id));
    const Result<StorageRequest> stored = storedOf(seen);
    if (!stored)
        return stored;
    const char *act = state == RequestItem::State::Withdrawn ? "request.withdraw" : "request.done";
    if (const Result<void> written = replaceNoted(act, *stored, seen, after); !written)
        return fail(written.error());
    return after;
}

/// What the workspace holds of a request that was read: probes may show more of it done than is written.
Result<StorageRequest> RequestService::storedOf(const StorageRequest &seen) const
{
    const Result<QList<StorageRequest>> all = m_store.storageRequests();
    const Result<QList<ServerRow>> rows = all ? m_servers.rows() : fail(all.error());
    if (!rows)
        return fail(rows.error());
    for (const StorageRequest &stored : *all) {
        if (stored.id == seen.id && settled(stored, *rows) == seen)
            return stored;
    }
    return seen; // the store says what is the matter with it
}

Result<void> RequestService::replaceNoted(const char *act, const StorageRequest &stored, const StorageRequest &before,
                                          const StorageRequest &after)
{
    AuditEntry entry;
    entry.act = QLatin1String(act);
    entry.object = objectOf(after);
    entry.oldValue = requestInOneLine(before);
    entry.newValue = requestInOneLine(after);
    return noteDone(m_audit, entry, [&] { return m_store.replaceStorageRequest(stored, after); });
}

QString requestInOneLine(const StorageRequest &request)
{
    return compactJson(toJson(request, JsonManner::Brief));
}

} // namespace Nightkeep
