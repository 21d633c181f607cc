// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <tuple>

namespace Nightkeep {

/// A plugin of a Moodle: of 1.9 modules and blocks, of later ones all whose version Moodle records.
struct MoodlePlugin
{
    QString name; ///< with its type: "mod_quiz", "block_html"
    QString version; ///< "2007101510"

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &MoodlePlugin::name}, Field {"version", &MoodlePlugin::version}};
    }
    bool operator==(const MoodlePlugin &) const = default;
};

/// A Moodle as it says itself, at one moment.
struct MoodleVersion
{
    QString release; ///< "1.9.3+ (Build: 20081119)"
    QString version; ///< "2007101532"
    QList<MoodlePlugin> plugins; ///< by name
    QDateTime readAt; ///< UTC

    static constexpr auto fields()
    {
        return std::tuple {Field {"release", &MoodleVersion::release}, Field {"version", &MoodleVersion::version},
                           Field {"plugins", &MoodleVersion::plugins}, Field {"readAt", &MoodleVersion::readAt}};
    }
    bool operator==(const MoodleVersion &) const = default;
};

} // namespace Nightkeep
