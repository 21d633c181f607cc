// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"

namespace Nightkeep {

/// Without a day and people.
inline AgreedSetting agreedOnly(const QString &stored)
{
    return {stored, {}, {}};
}

inline std::optional<AgreedSetting> agreedOnly(const std::optional<QString> &stored)
{
    return stored ? std::optional<AgreedSetting>(agreedOnly(*stored)) : std::nullopt;
}

/// Whatever is agreed before.
inline Result<void> agreeOn(SettingsStore &store, const QString &site, const QString &name,
                            const std::optional<QString> &stored)
{
    const Result<QHash<QString, AgreedSetting>> all = store.agreedSettings(site);
    if (!all)
        return fail(all.error());
    const auto found = all->constFind(name);
    return store.setAgreed(site, name, found == all->constEnd() ? std::nullopt : std::optional<AgreedSetting>(*found),
                           agreedOnly(stored));
}

inline Result<void> agreeOn(SettingsService &service, const Site &site, const QString &name,
                            const std::optional<QString> &stored)
{
    const Result<std::optional<AgreedSetting>> before = service.agreed(site, name);
    return before ? service.setAgreed(site, name, *before, agreedOnly(stored)) : fail(before.error());
}

/// The stored texts alone.
inline QHash<QString, QString> agreedTexts(const Result<QHash<QString, AgreedSetting>> &agreed)
{
    QHash<QString, QString> texts;
    if (agreed) {
        for (auto each = agreed->cbegin(); each != agreed->cend(); ++each)
            texts.insert(each.key(), each->value);
    }
    return texts;
}

} // namespace Nightkeep
