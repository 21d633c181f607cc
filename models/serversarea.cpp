// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/estate.h"

namespace Nightkeep {

Result<AreaStanding> serversArea(const WorkspaceReading &reading)
{
    if (!reading.servers)
        return fail(reading.servers.error());
    if (!reading.requests)
        return fail(reading.requests.error());
    if (!reading.disks)
        return fail(reading.disks.error());
    const QList<ServerRow> &rows = *reading.servers;
    const AnswerAges ages = answerAges(rows);
    int failed = 0;
    AreaStanding area {Page::Servers, Tr::tr("%n servers", nullptr, ages.servers)};
    area.isEmpty = rows.isEmpty();
    area.isKnown = ages.asked == ages.servers;
    area.findings = ServerService::findings(rows, reading.now);
    noteRequests(area.findings, *reading.requests);
    area.findings += requestFindings(*reading.requests, reading.now) + *reading.disks;
    for (const ServerRow &row : rows) {
        const Server &server = row.server;
        failed += row.failure ? 1 : 0;
        QString service = server.service;
        service.replace(u'\n', QLatin1String(", "));
        area.search << SearchEntry {
            Page::Servers,
            server.name,
            server.name,
            service,
            {server.note, server.os, server.web, server.storageNode, server.policy, server.archive}};
    }
    area.isAsked = ages.asked + failed > 0;
    if (rows.isEmpty()) {
        area.text = Tr::tr("No servers yet");
        area.detail = Tr::tr("The wiki page lists them.");
    } else if (failed > 0) {
        area.detail = Tr::tr("%n of them could not be asked", nullptr, failed);
    } else if (!area.isKnown) {
        area.detail = Tr::tr("%n of them never asked", nullptr, ages.servers - ages.asked);
    } else {
        area.detailAt = [oldest = ages.oldest](const QDateTime &now) {
            return Tr::tr("all asked, %1").arg(ageInWords(oldest, now));
        };
    }
    return area;
}

} // namespace Nightkeep
