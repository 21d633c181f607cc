// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/inspectionservice.h"

#include "models/base/tr.h"
#include "models/servers/server.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// What the connection and the shell may take beside the asking itself.
constexpr std::chrono::seconds connectionTime {30};
/// Of the client's list of files: some hundred thousand of them.
constexpr qint64 previewBytes = 16LL * 1024 * 1024;

Result<QList<FrameRecord>> ask(RemoteHosts &hosts, const Server &server, Attendance attendance, RemoteProgram program,
                               const QByteArray &input, std::chrono::seconds time, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, Tr::tr("Asking %1 was cancelled.").arg(server.name));
    const Result<std::unique_ptr<RemoteHost>> host = hosts.open(server, attendance);
    if (!host)
        return fail(host.error());
    RemoteLimits limits;
    limits.time = time + connectionTime;
    return askProgram(**host, program, input, server.name, cancel, limits);
}

} // namespace

QList<BackupPreview> withPreview(QList<BackupPreview> previews, const BackupPreview &preview)
{
    previews.removeIf([&preview](const BackupPreview &other) { return other.folder == preview.folder; });
    previews.append(preview);
    std::sort(previews.begin(), previews.end(),
              [](const BackupPreview &a, const BackupPreview &b) { return a.folder < b.folder; });
    return previews;
}

InspectionService::InspectionService(InspectionStore &store, ServerStore &servers, RemoteHosts &hosts, Clock clock)
    : m_store(store)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_clock(std::move(clock))
{
}

Result<Asked<ChangeRates>> InspectionService::countChanges(const Server &server, Attendance attendance,
                                                           const CancelToken &cancel)
{
    const QList<BytePath> &folders = server.wanted.isEmpty() ? server.current : server.wanted;
    if (folders.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("%1 has no folders to count.").arg(server.name),
                    Tr::tr("Say first which folders are wanted there."));
    const Result<std::optional<ServerSnapshot>> snapshot = m_servers.latestSnapshot(server.name);
    if (!snapshot)
        return fail(snapshot.error());
    QList<QPair<BytePath, BytePath>> places;
    for (const BytePath &folder : folders)
        places.append({folder, *snapshot ? (*snapshot)->realPaths.value(folder, folder) : folder});
    const Result<QList<FrameRecord>> records =
        ask(m_hosts, server, attendance, RemoteProgram::ChangeRate, changeRateInput(int(countingTime.count()), places),
            countingTime, cancel);
    if (!records)
        return fail(records.error());
    const Result<QList<ChangeRate>> rates = parseChangeRate(*records);
    if (!rates)
        return fail(rates.error());
    const ChangeRates counted {m_clock().toUTC(), *rates};
    return Asked<ChangeRates> {
        counted, m_unkeptRates.settle(server.name.toLower(), counted, m_store.saveChangeRates(server.name, counted))};
}

Result<std::optional<ChangeRates>> InspectionService::lastChanges(const QString &server) const
{
    const Result<std::optional<ChangeRates>> stored = m_store.changeRates(server);
    if (!stored)
        return fail(stored.error());
    return m_unkeptRates.latest(server.toLower(), *stored, &ChangeRates::takenAt);
}

Result<Asked<BackupPreview>> InspectionService::preview(const Server &server, const BytePath &folder,
                                                        Attendance attendance, const CancelToken &cancel)
{
    const Result<QByteArray> input = previewInput(int(previewTime.count()), previewBytes, folder);
    if (!input)
        return fail(input.error());
    const Result<QList<FrameRecord>> records =
        ask(m_hosts, server, attendance, RemoteProgram::BackupPreview, *input, previewTime, cancel);
    if (!records)
        return fail(records.error());
    const Result<BackupPreview> preview = parsePreview(*records, folder, m_clock());
    if (!preview)
        return fail(preview.error());
    const QString name = server.name.toLower();
    return Asked<BackupPreview> {*preview,
                                 m_unkeptPreviews.settle(name + u'\n' + QString::fromLatin1(folder), {name, *preview},
                                                         m_store.saveBackupPreview(server.name, *preview))};
}

Result<QList<BackupPreview>> InspectionService::lastPreviews(const QString &server) const
{
    Result<QList<BackupPreview>> previews = m_store.backupPreviews(server);
    if (!previews)
        return previews;
    for (const QPair<QString, BackupPreview> &held : m_unkeptPreviews.all()) {
        const BackupPreview &said = held.second;
        // Somebody who may write can have asked since.
        const bool isOlder = std::any_of(previews->cbegin(), previews->cend(), [&said](const BackupPreview &kept) {
            return kept.folder == said.folder && kept.takenAt > said.takenAt;
        });
        if (held.first == server.toLower() && !isOlder)
            previews = withPreview(*previews, said);
    }
    return previews;
}

} // namespace Nightkeep
