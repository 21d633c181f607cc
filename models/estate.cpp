// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"

#include <algorithm>

namespace Nightkeep {

namespace {

void noteMoment(QDateTime &oldest, QDateTime &newest, const QDateTime &moment)
{
    if (!oldest.isValid() || moment < oldest)
        oldest = moment;
    if (!newest.isValid() || moment > newest)
        newest = moment;
}

void addServer(EstateSummary &estate, const ServerRow &row)
{
    ++estate.servers;
    if (row.snapshot) {
        ++estate.serversAsked;
        noteMoment(estate.oldestAnswer, estate.newestAnswer, row.snapshot->takenAt);
    }
    if (row.failure)
        ++estate.serversFailed;
    const CoverageCounts counts = countCoverage(row.coverage);
    estate.coverage.covered += counts.covered;
    estate.coverage.partly += counts.partly;
    estate.coverage.uncovered += counts.uncovered;
    estate.coverage.stale += counts.stale;
    estate.coverage.unknown += counts.unknown;
    estate.coverage.unasked += counts.unasked;

    const Server &server = row.server;
    QString service = server.service;
    service.replace(u'\n', QLatin1String(", "));
    estate.search.append({Page::Servers,
                          server.name,
                          server.name,
                          service,
                          {server.note, server.os, server.web, server.storageNode, server.policy, server.archive}});
    for (const CoverageRow &folder : row.coverage) {
        const QString key = folder.server + u'/' + QString::fromLatin1(percentEncoded(folder.folder));
        estate.search.append(
            {Page::Folders, key, displayPath(folder.folder), folder.server, {coverageStateWord(folder.state)}});
    }
}

void addSite(EstateSummary &estate, const SettingsView &view)
{
    if (estate.sites == 0 || !view.readAt.isValid()
        || (estate.oldestSettings.isValid() && view.readAt < estate.oldestSettings))
        estate.oldestSettings = view.readAt;
    ++estate.sites;
    for (const SettingRow &row : view.rows) {
        switch (row.state) {
        case SettingState::Same:
            ++estate.settingsSame;
            break;
        case SettingState::Differs:
            ++estate.settingsDiffer;
            break;
        case SettingState::Unknown:
            ++estate.settingsUnknown;
            break;
        case SettingState::Unset:
            break;
        }
        estate.search.append({Page::Settings,
                              view.site.name + u'/' + row.option.name,
                              row.option.title,
                              view.site.name,
                              {row.option.name, row.valueInWords, row.agreedInWords}});
    }
}

void addArchive(EstateSummary &estate, const ArchiveRecord &record)
{
    ++estate.archives;
    if (record.status.state == ArchiveState::Complete) {
        ++estate.archivesComplete;
        if (!estate.lastArchive.isValid() || record.status.finishedAt > estate.lastArchive)
            estate.lastArchive = record.status.finishedAt;
    }
    if (record.status.state == ArchiveState::Working)
        ++estate.archivesWorking;
    estate.search.append({Page::Archives,
                          record.run.id,
                          record.run.request.name,
                          record.run.server,
                          {record.run.id, record.run.request.site, record.run.startedBy}});
}

} // namespace

QList<SearchEntry> searchEntries(const QList<SearchEntry> &entries, const QString &typed, int most)
{
    const QString phrase = typed.simplified();
    const QStringList words = phrase.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    QList<SearchEntry> begins;
    QList<SearchEntry> holds;
    QList<SearchEntry> rest;
    for (const SearchEntry &entry : entries) {
        const QString whole = (QStringList {entry.title, entry.where} + entry.words).join(u'\n');
        const bool all = std::all_of(words.cbegin(), words.cend(), [&whole](const QString &word) {
            return whole.contains(word, Qt::CaseInsensitive);
        });
        if (!all)
            continue;
        if (entry.title.startsWith(phrase, Qt::CaseInsensitive))
            begins.append(entry);
        else if (entry.title.contains(phrase, Qt::CaseInsensitive))
            holds.append(entry);
        else
            rest.append(entry);
    }
    return (begins + holds + rest).mid(0, most);
}

int EstateSummary::count(Severity severity) const
{
    return int(std::count_if(findings.cbegin(), findings.cend(),
                             [severity](const Finding &finding) { return finding.severity == severity; }));
}

int EstateSummary::count(Page page) const
{
    return int(std::count_if(findings.cbegin(), findings.cend(), [page](const Finding &finding) {
        return finding.page == page && finding.severity != Severity::Info;
    }));
}

Result<EstateSummary> readEstate(Workspace &workspace)
{
    EstateSummary estate;
    const Result<QList<ServerRow>> servers = workspace.servers().rows();
    if (!servers)
        return fail(servers.error());
    for (const ServerRow &row : *servers)
        addServer(estate, row);

    const Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    for (const Site &site : *sites) {
        const Result<SettingsView> view = workspace.settings().lastView(site);
        if (!view)
            return fail(view.error());
        addSite(estate, *view);
    }

    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    for (const ArchiveRecord &record : *runs)
        addArchive(estate, record);

    Result<QList<Finding>> findings = allFindings(workspace);
    if (!findings)
        return fail(findings.error());
    estate.findings = std::move(*findings);
    return estate;
}

} // namespace Nightkeep
