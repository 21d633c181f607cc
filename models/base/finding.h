// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace Nightkeep {

enum class Severity {
    Info,
    Warning,
    Critical,
};

/// The pages of the window, in their order. A finding names the page that shows its object.
enum class Page {
    Overview,
    Servers,
    Folders,
    Settings,
    Archives,
};

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

    bool operator==(const Finding &) const = default;
};

[[nodiscard]] QString severityName(Severity severity); ///< "info", "warning", "critical", for JSON
[[nodiscard]] QString pageName(Page page); ///< "overview", "servers", ..., for JSON and settings keys

} // namespace Nightkeep
