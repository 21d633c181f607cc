// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/search.h"
#include "models/workspace.h"

#include <functional>

namespace Nightkeep {

/// How an area of the workspace stands: its page's tile, its findings, and what can be found in it. Its state and its
/// count are those of the tile, of the navigation and of the page.
struct AreaStanding
{
    Page page = Page::Overview;
    QString text = {}; ///< "6 of 8 wanted folders known to be backed up"
    QString detail = {};
    bool isEmpty = true; ///< there is nothing that could be watched
    bool isAsked = true; ///< something that is there has been asked once, answered or not
    bool isKnown = true; ///< all that is there has been asked and has answered
    bool isWorking = false;
    QList<Finding> findings = {}; ///< may lead to another area's page
    QList<SearchEntry> search = {};
    // Of words that tell an age, or when something will be: estateOf() has them said for the moment of the reading.
    std::function<QString(const QDateTime &now)> textAt = {};
    std::function<QString(const QDateTime &now)> detailAt = {};
    // Given by estateOf(), from the open findings of all areas that lead to this page.
    State state = State::Unknown;
    int count = 0; ///< of those that somebody must see: warnings and worse

    void tellAges(const QDateTime &now);
};

/// An area says how it stands. Each has a file of its own; models/areas.cpp alone names them all.
using Area = Result<AreaStanding> (*)(const WorkspaceReading &reading);
[[nodiscard]] const QList<Area> &allAreas();

/// The servers' answers, by their age.
struct AnswerAges
{
    int servers = 0;
    int asked = 0; ///< with a snapshot
    QDateTime oldest; ///< invalid: none has been asked
    QDateTime newest;
};
[[nodiscard]] AnswerAges answerAges(const QList<ServerRow> &rows);

/// One reading of the workspace and what all areas say of it: what the window shows, and `check` reports.
struct Estate
{
    WorkspaceReading reading;
    QList<AreaStanding> areas; ///< none where one of them could not be read
    QList<Finding> findings; ///< open ones of all areas, most severe first
    AnswerAges ages;
    std::optional<Error> failure = {}; ///< the first
    QList<AcceptedNow> accepted = {}; ///< most severe first

    [[nodiscard]] int count(Severity severity) const;
    /// Open findings of a page that somebody must see: warnings and worse; of the overview all.
    [[nodiscard]] int count(Page page) const;
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool isAsked() const; ///< anything of it, once
    [[nodiscard]] AreaStanding standing(Page page) const; ///< unknown where it could not be read
};
[[nodiscard]] Estate estateOf(WorkspaceReading reading);
[[nodiscard]] Estate readEstate(Workspace &workspace); ///< blocks: use a job
[[nodiscard]] Result<QList<Finding>> allFindings(Workspace &workspace); ///< open ones

/// "5 things need attention today, 2 of them urgent." and its state, from the findings and from how
/// much has been asked at all: an estate that nobody has looked at is not good but unknown.
[[nodiscard]] QString overviewSentence(const Estate &estate, const QDateTime &now);
[[nodiscard]] State overviewState(const Estate &estate);

} // namespace Nightkeep
