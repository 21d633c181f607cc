// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the service is made, and what is deleted elsewhere; removing the server's copy is in localremoval.cpp.
#include "models/places/keepingservice.h"

#include "models/base/auditedact.h"
#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/places/handoverparts.h"

#include <algorithm>

namespace Nightkeep {

KeepingService::KeepingService(HandOverStore &store, ArchiveStore &archiveStore, ArchiveService &archives,
                               HandOverService &handOvers, ServerStore &servers, RemoteHosts &hosts,
                               RequestService &requests, AuditLog &audit, ReadHeld readHeld, Clock clock)
    : m_store(store)
    , m_archiveStore(archiveStore)
    , m_archives(archives)
    , m_handOvers(handOvers)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_requests(requests)
    , m_audit(audit)
    , m_readHeld(std::move(readHeld))
    , m_clock(std::move(clock))
{
}

RequestItem deletionRequest(const ArchiveRun &run, const HandOver &handOver, const QString &storageNode)
{
    RequestItem item;
    item.kind = RequestItem::Kind::DeleteArchive;
    item.server = run.server;
    item.storageNode = storageNode;
    item.folder =
        handOver.path.isEmpty() ? run.archiveFolder + '/' + run.request.name.toUtf8() + ".tar" : handOver.path;
    item.text = handOver.description;
    item.evidence = Evidence::Observed;
    item.observedAt = handOver.confirmedAt;
    return item;
}

Result<HandOver> KeepingService::noteDeleted(const QString &runId, const QString &place, const QString &how)
{
    const Result<ArchiveRecord> record = m_archives.recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<QList<HandOver>> all = m_handOvers.handOvers();
    if (!all)
        return fail(all.error());
    for (HandOver handOver : *all) {
        if (handOver.run != runId || handOver.place.compare(place, Qt::CaseInsensitive) != 0
            || handOver.state == HandOverState::Failed) // it never came there
            continue;
        const QString name = visibleText(handOver.place);
        if (how.trimmed().isEmpty())
            return fail(ErrorKind::BadInput, Tr::tr("Nothing was said, so nothing was noted."),
                        Tr::tr("Say who deleted it and how that is known, such as \"storage team, ticket 4711\"."));
        if (handOver.state == HandOverState::Working)
            return fail(ErrorKind::Busy, Tr::tr("The archive is still being handed over to %1.").arg(name),
                        Tr::tr("Stop that, or wait until it has ended."));
        if (handOver.state == HandOverState::Deleted)
            return fail(ErrorKind::BadInput, Tr::tr("That it was deleted at %1 is noted already.").arg(name));
        AuditEntry entry = handOverLine(QStringLiteral("archive.deleted"), record->run, handOver.place);
        entry.oldValue = handOverStateWord(handOver.state);
        entry.detail += QStringLiteral(": ") + how.trimmed();
        handOver.state = HandOverState::Deleted;
        handOver.deleted = ArchiveNote {how.trimmed(), m_audit.who(), m_clock().toUTC()};
        handOver.failure.clear();
        const Result<void> saved = noteDone(m_audit, entry, [&] { return m_store.saveHandOver(handOver); });
        if (!saved)
            return fail(saved.error());
        handOver.warning = correctMoved(*record, handOver);
        if (handOver.kind == PlaceKind::StorageManager) {
            const std::optional<Error> open = closeRequests(deletionRequest(record->run, handOver, {}), how.trimmed());
            if (!handOver.warning)
                handOver.warning = open;
        }
        return handOver;
    }
    return fail(ErrorKind::NotFound, Tr::tr("The archive was not handed over to \"%1\".").arg(visibleText(place)),
                Tr::tr("Name a place that has it: see where it is."));
}

QString placeInNote(const HandOver &handOver)
{
    return visibleText(handOver.place) + QStringLiteral(" (") + visibleText(handOver.where) + u')';
}

Result<bool> isNoteRefuted(const ArchiveRecord &record, const HandOverService &handOvers, const QDate &today)
{
    const Result<QList<HandOver>> all = handOvers.handOvers();
    if (!all)
        return fail(all.error());
    return std::any_of(all->cbegin(), all->cend(), [&](const HandOver &each) {
        const bool mayHold = isThereOn(each, today) || each.state == HandOverState::Unknown;
        return each.run == record.run.id && !mayHold && record.moved && record.moved->text.contains(placeInNote(each));
    });
}

std::optional<Error> KeepingService::correctMoved(const ArchiveRecord &record, const HandOver &deleted)
{
    if (!record.moved || record.status.copy == ArchiveCopy::InPlace
        || !record.moved->text.contains(placeInNote(deleted)))
        return std::nullopt;
    const Result<QList<HandOver>> all = m_handOvers.handOvers();
    if (!all)
        return all.error();
    const QDate today = m_clock().toUTC().date();
    const auto other = std::find_if(all->cbegin(), all->cend(), [&](const HandOver &each) {
        return each.run == deleted.run && each.place != deleted.place && isThereOn(each, today);
    });
    const Result<ArchiveRecord> noted = other == all->cend()
        ? m_archives.replaceNote(deleted.run, &ArchiveRecord::moved, record.moved, std::nullopt)
        : m_archives.noteMoved(deleted.run,
                               Tr::tr("it is at %1", "a place and where that is").arg(placeInNote(*other)));
    return noted ? std::nullopt : std::optional(noted.error());
}

std::optional<Error> KeepingService::closeRequests(const RequestItem &asked, const QString &why)
{
    const Result<QList<StorageRequest>> requests = m_requests.requests();
    if (!requests)
        return requests.error();
    for (const StorageRequest &request : *requests) {
        for (qsizetype i = 0; request.isOpen() && i < request.items.size(); ++i) {
            const RequestItem &item = request.items.at(i);
            if (item.state != RequestItem::State::Open || !asksTheSame(item, asked))
                continue;
            if (const Result<StorageRequest> closed = m_requests.markDone(request, i, why); !closed)
                return closed.error();
            break; // what was seen of this request is no more what there is
        }
    }
    return std::nullopt;
}

} // namespace Nightkeep
