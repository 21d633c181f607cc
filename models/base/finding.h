// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

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
    Archives,
};

template<>
inline constexpr auto Names<Page> = std::to_array<Name<Page>>({
    {Page::Overview, "overview"},
    {Page::Servers, "servers"},
    {Page::Folders, "folders"},
    {Page::Settings, "settings"},
    {Page::Archives, "archives"},
});
/// Something a person should know. The overview, the report and `check` read the same list.
struct Finding
{
    QString id; ///< stable over refreshes: "coverage/moodle-pp/%2Fdata%2Fmoodle"
    Severity severity = Severity::Info;
    Page page = Page::Overview;
    QString object; ///< the key of the row on that page
    QString title; ///< one sentence
    QString reason; ///< which rule, which evidence
    QString advice; ///< the next step

    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &Finding::id},        Field {"severity", &Finding::severity},
                           Field {"page", &Finding::page},    Field {"object", &Finding::object},
                           Field {"title", &Finding::title},  Field {"reason", &Finding::reason},
                           Field {"advice", &Finding::advice}};
    }
    bool operator==(const Finding &) const = default;
};

/// For settings keys too.
[[nodiscard]] inline QString pageName(Page page)
{
    return nameOf(page);
}

} // namespace Nightkeep
