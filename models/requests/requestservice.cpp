// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/requestservice.h"

#include "models/base/tr.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

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
    return fail(ErrorKind::NotFound, Tr::tr("There is no request %1.").arg(id),
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

Result<QList<ProposedItem>> RequestService::propose(const QStringList &servers)
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
    entry.phase = QStringLiteral("before");
    entry.object = objectOf(request);
    entry.newValue = requestInOneLine(sent);
    const Result<qint64> before = m_audit.append(entry);
    if (!before)
        return fail(before.error());
    // The log knows who sits here; the request is noted under the same name.
    const Result<QList<AuditEntry>> lines = m_audit.entries(entry.act);
    if (!lines)
        return fail(lines.error());
    for (const AuditEntry &line : *lines) {
        if (line.id == *before)
            sent.sentBy = line.who;
    }
    if (sent.createdBy.isEmpty())
        sent.createdBy = sent.sentBy;

    const Result<qint64> id = m_store.addStorageRequest(sent);
    sent.id = id.value_or(0);
    entry.phase = QStringLiteral("after");
    entry.before = *before;
    entry.result = id ? QStringLiteral("ok") : QStringLiteral("failed");
    entry.detail = id ? QString::number(*id) : id.error().message;
    const Result<qint64> after = m_audit.append(entry);
    if (!id)
        return fail(id.error());
    if (!after)
        return fail(
            after.error().kind,
            Tr::tr("The request is stored, but the audit log could not be written: %1").arg(after.error().message),
            after.error().advice, after.error().detail);
    return sent;
}

Result<QList<StorageRequest>> RequestService::requests()
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
    for (StorageRequest &request : *all) {
        if (const Result<void> done = settle(request, *rows); !done)
            return fail(done.error());
    }
    return all;
}

Result<void> RequestService::settle(StorageRequest &request, const QList<ServerRow> &rows)
{
    const StorageRequest stored = request;
    request = settled(stored, rows);
    if (request == stored)
        return {};
    const Result<void> written = m_store.replaceStorageRequest(stored, request);
    if (written)
        return note("request.done", stored, request);
    // Another program saw it first, or the workspace is only read: what was seen holds all the same, and
    // the next reading writes it.
    return {};
}

Result<StorageRequest> RequestService::request(qint64 id)
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
    if (item >= seen.items.size())
        return fail(ErrorKind::BadInput, Tr::tr("Request %1 has no item %2.").arg(seen.id).arg(item + 1));
    StorageRequest after = seen;
    bool any = false;
    for (qsizetype i = 0; i < after.items.size(); ++i) {
        RequestItem &each = after.items[i];
        if ((item >= 0 && i != item) || each.state != RequestItem::State::Open)
            continue;
        each.state = RequestItem::State::Withdrawn;
        each.endedAt = m_clock();
        each.endedWhy = why;
        any = true;
    }
    if (!any)
        return fail(ErrorKind::BadInput, Tr::tr("Nothing of that is open in request %1.").arg(seen.id));
    if (const Result<void> written = m_store.replaceStorageRequest(seen, after); !written)
        return fail(written.error());
    if (const Result<void> noted = note("request.withdraw", seen, after); !noted)
        return fail(noted.error());
    return after;
}

Result<void> RequestService::note(const char *act, const StorageRequest &before, const StorageRequest &after)
{
    AuditEntry entry;
    entry.act = QLatin1String(act);
    entry.phase = QStringLiteral("done");
    entry.object = objectOf(after);
    entry.oldValue = requestInOneLine(before);
    entry.newValue = requestInOneLine(after);
    entry.result = QStringLiteral("ok");
    const Result<qint64> recorded = m_audit.append(entry);
    if (recorded)
        return {};
    return fail(recorded.error().kind,
                Tr::tr("Request %1 is stored, but the audit log could not be written: %2")
                    .arg(QString::number(after.id), recorded.error().message),
                recorded.error().advice, recorded.error().detail);
}

QString requestInOneLine(const StorageRequest &request)
{
    QJsonArray items;
    for (const RequestItem &item : request.items) {
        QJsonObject object {{QStringLiteral("kind"), requestItemKindName(item.kind)},
                            {QStringLiteral("state"), requestItemStateName(item.state)}};
        if (!item.server.isEmpty())
            object.insert(QStringLiteral("server"), item.server);
        if (!item.folder.isEmpty())
            insertPath(object, QStringLiteral("folder"), item.folder);
        if (!item.text.isEmpty())
            object.insert(QStringLiteral("text"), item.text);
        if (!item.endedWhy.isEmpty())
            object.insert(QStringLiteral("why"), item.endedWhy);
        items.append(object);
    }
    const QJsonObject object {{QStringLiteral("id"), request.id}, {QStringLiteral("items"), items}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace Nightkeep
