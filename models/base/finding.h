// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace Nightkeep {

enum class Severity {
    Info,
    Warning,
    Critical,
};

template<>
inline constexpr auto Names<Severity> = std::to_array<Name<Severity>>({
    {Severity::Info, "info"},
    {Severity::Warning, "warning"},
    {Severity::Critical, "critical"},
});
/// The pages of the window, in their order. A finding names the page that shows its object.
enum class Page {
    Overview,
    Servers,
    Folders,
    Settings,
    Courses,
    Archives,
    Retention,
    Meeting,
};

template<>
inline constexpr auto Names<Page> = std::to_array<Name<Page>>({
    {Page::Overview, "overview"},
    {Page::Servers, "servers"},
    {Page::Folders, "folders"},
    {Page::Settings, "settings"},
    {Page::Courses, "courses"},
    {Page::Archives, "archives"},
    {Page::Retention, "retention"},
    {Page::Meeting, "meeting"},
});
/// What there is to do about a finding first; actWord() says it. Any can be accepted, too.
enum class FindingAct {
    Show, ///< look at its row
    Ask, ///< its server, anew
    Request, ///< write to the storage team
    Decide, ///< agree on figures
    History, ///< see how it came to this
    BringInLine, ///< all settings of its site, with what was agreed
    StartAgain, ///< an archive that did not finish
    AcceptWarnings, ///< of an archive's plan
};

template<>
inline constexpr auto Names<FindingAct> = std::to_array<Name<FindingAct>>({
    {FindingAct::Show, "show"},
    {FindingAct::Ask, "ask"},
    {FindingAct::Request, "request"},
    {FindingAct::Decide, "decide"},
    {FindingAct::History, "history"},
    {FindingAct::BringInLine, "bring-in-line"},
    {FindingAct::StartAgain, "start-again"},
    {FindingAct::AcceptWarnings, "accept-warnings"},
});
/// Something a person should know. The overview, the report and `check` read the same list.
struct Finding
{
    QString id; ///< stable over refreshes: "coverage/moodle-pp//data/moodle"
    Severity severity = Severity::Info;
    Page page = Page::Overview;
    QString object; ///< the key of the row on that page
    QString title; ///< one sentence
    QString reason; ///< which rule, which evidence
    QString advice; ///< the next step
    QString kind = {}; ///< the rule's stable word: "nobody-asked". Many of one kind are shown as one
    QDateTime since = {}; ///< when it began, or was first seen; invalid: not known
    FindingAct act = FindingAct::Show;
    QDateTime otherwiseAt = {}; ///< when it was last seen to be otherwise; invalid: not known
    bool orEarlier = false; ///< `since` is as far back as it is known, and it was so then

    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &Finding::id},
                           Field {"severity", &Finding::severity},
                           Field {"page", &Finding::page},
                           Field {"object", &Finding::object},
                           Field {"title", &Finding::title},
                           Field {"reason", &Finding::reason},
                           Field {"advice", &Finding::advice},
                           Field {"kind", &Finding::kind},
                           Field {"since", &Finding::since},
                           Field {"act", &Finding::act},
                           Field {"otherwiseAt", &Finding::otherwiseAt},
                           Field {"orEarlier", &Finding::orEarlier}};
    }
    bool operator==(const Finding &) const = default;
};

/// For settings keys too.
[[nodiscard]] inline QString pageName(Page page)
{
    return nameOf(page);
}

} // namespace Nightkeep
