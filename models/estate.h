// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/workspace.h"

#include <QHash>
#include <QStringList>

namespace Nightkeep {

/// What the search box can find: a row of a page, with everything that may be typed to find it.
struct SearchEntry
{
    Page page = Page::Overview;
    QString key; ///< of the row on that page
    QString title; ///< "moodle-a.example.org"
    QString where; ///< "Servers, Moodle live"
    QStringList words; ///< more texts that are searched

    bool operator==(const SearchEntry &) const = default;
};

/// Entries that hold every word of `typed` somewhere; those whose title begins with it come first,
/// then those whose title holds it, then the rest, each in the given order. Nothing for blank text.
[[nodiscard]] QList<SearchEntry> searchEntries(const QList<SearchEntry> &entries, const QString &typed, int most);

/// The whole estate in one reading of the workspace: what the overview and the window's frame show.
struct EstateSummary
{
    QList<Finding> findings; ///< as allFindings()
    int servers = 0;
    int serversAsked = 0; ///< with a snapshot
    int serversFailed = 0; ///< the latest attempt gave none
    QDateTime oldestAnswer; ///< of the servers asked; invalid: none
    QDateTime newestAnswer;
    CoverageCounts coverage;
    int sites = 0;
    int settingsSame = 0;
    int settingsDiffer = 0;
    int settingsUnknown = 0;
    QDateTime oldestSettings; ///< invalid where a site has never been read
    int archives = 0;
    int archivesComplete = 0;
    int archivesWorking = 0;
    QDateTime lastArchive; ///< when the newest complete one was finished; invalid: none
    QList<SearchEntry> search;

    [[nodiscard]] int count(Severity severity) const;
    /// Open findings of a page that somebody must see: warnings and worse.
    [[nodiscard]] int count(Page page) const;
    [[nodiscard]] bool isEmpty() const { return servers == 0 && sites == 0 && archives == 0; }
};

/// From the workspace alone, no network; blocks: use a job.
[[nodiscard]] Result<EstateSummary> readEstate(Workspace &workspace);

/// "5 things need attention today, 2 of them urgent." and its state, from the findings and from how
/// much has been asked at all: an estate that nobody has looked at is not good but unknown.
[[nodiscard]] QString overviewSentence(const EstateSummary &estate, const QDateTime &now);
[[nodiscard]] State overviewState(const EstateSummary &estate);

/// A page's tile: its state and a few words ("6 of 8 wanted folders are backed up").
struct EstateTile
{
    Page page = Page::Overview;
    State state = State::Unknown;
    QString text;
    QString detail;

    bool operator==(const EstateTile &) const = default;
};
[[nodiscard]] QList<EstateTile> estateTiles(const EstateSummary &estate, const QDateTime &now);

} // namespace Nightkeep
