// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/result.h"
#include "models/courses/moodleconfig.h"

#include <QDate>
#include <QDateTime>
#include <QHash>
#include <QString>

#include <optional>

namespace Nightkeep {

/// The last values read from a site, with their age.
struct SettingsSnapshot
{
    QDateTime readAt; ///< UTC
    MoodleConfig config;
    std::optional<qint64> courses = {}; ///< how many there are to back up; nullopt: they could not be counted
    /// Since when each value has been seen as it is, by our own readings; UTC. None of a name: since before the first.
    QHash<QString, QDateTime> since = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"readAt", &SettingsSnapshot::readAt},
                           Field {"config", &SettingsSnapshot::config}.inlined(),
                           Field {"courses", &SettingsSnapshot::courses}.orMissing(),
                           Field {"since", &SettingsSnapshot::since}.orMissing()};
    }
    bool operator==(const SettingsSnapshot &) const = default;
};

/// What the team agreed on for an option.
struct AgreedSetting
{
    QString value; ///< stored text
    QDate on; ///< invalid: not said
    QString by; ///< people; empty: not said

    bool operator==(const AgreedSetting &) const = default;
};

/// Where the workspace keeps agreed and last-read settings. Thread-safe, blocking.
class SettingsStore
{
public:
    virtual ~SettingsStore() = default;
    [[nodiscard]] virtual Result<QHash<QString, AgreedSetting>> agreedSettings(const QString &site) const = 0;
    /// nullopt forgets the agreement. Conflict where not `before` is agreed by now; nothing is kept then.
    [[nodiscard]] virtual Result<void> setAgreed(const QString &site, const QString &name,
                                                 const std::optional<AgreedSetting> &before,
                                                 const std::optional<AgreedSetting> &after) = 0;
    [[nodiscard]] virtual Result<std::optional<SettingsSnapshot>> latestSettings(const QString &site) const = 0;
    [[nodiscard]] virtual Result<void> saveSettings(const QString &site, const SettingsSnapshot &snapshot) = 0;
};

} // namespace Nightkeep
