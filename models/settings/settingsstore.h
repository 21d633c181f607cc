// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/result.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <optional>

namespace Nightkeep {

/// The last values read from a site, with their age.
struct SettingsSnapshot
{
    QDateTime readAt; ///< UTC
    QHash<QString, QString> values; ///< stored texts by name; a missing name had no row
    std::optional<bool> transactions; ///< whether the table's engine has transactions
    std::optional<qint64> courses = {}; ///< how many there are to back up; nullopt: they could not be counted

    static constexpr auto fields()
    {
        return std::tuple {Field {"readAt", &SettingsSnapshot::readAt}, Field {"values", &SettingsSnapshot::values},
                           Field {"transactions", &SettingsSnapshot::transactions},
                           Field {"courses", &SettingsSnapshot::courses}.orMissing()};
    }
    bool operator==(const SettingsSnapshot &) const = default;
};

/// Where the workspace keeps agreed and last-read settings. Thread-safe, blocking.
class SettingsStore
{
public:
    virtual ~SettingsStore() = default;
    [[nodiscard]] virtual Result<QHash<QString, QString>> agreedSettings(const QString &site) const = 0;
    /// nullopt forgets the agreement.
    [[nodiscard]] virtual Result<void> setAgreed(const QString &site, const QString &name,
                                                 const std::optional<QString> &value) = 0;
    [[nodiscard]] virtual Result<std::optional<SettingsSnapshot>> latestSettings(const QString &site) const = 0;
    [[nodiscard]] virtual Result<void> saveSettings(const QString &site, const SettingsSnapshot &snapshot) = 0;
};

} // namespace Nightkeep
