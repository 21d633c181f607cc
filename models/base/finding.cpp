// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/finding.h"

namespace Nightkeep {

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("info");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Critical:
        return QStringLiteral("critical");
    }
    return {};
}

QString pageName(Page page)
{
    switch (page) {
    case Page::Overview:
        return QStringLiteral("overview");
    case Page::Servers:
        return QStringLiteral("servers");
    case Page::Folders:
        return QStringLiteral("folders");
    case Page::Settings:
        return QStringLiteral("settings");
    case Page::Archives:
        return QStringLiteral("archives");
    }
    return {};
}

} // namespace Nightkeep
