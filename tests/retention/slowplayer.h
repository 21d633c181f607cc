// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A player of the rules that is slow and obvious: every event of every day, one after the other. It is written from the
// rules' own text and shares nothing with the product but the figures that it is given.
#pragma once

#include "models/retention/retentionrules.h"

#include <map>
#include <optional>

namespace SlowPlayer {

struct Held
{
    bool onServer = false;
    bool inStorage = false;

    bool operator==(const Held &) const = default;
};
using Nights = std::map<QDate, Held>; ///< that can be restored, and from where

/// `begins`: when the play does, on an empty server; 900 days before `now` if nothing is said.
[[nodiscard]] Nights courses(const Nightkeep::CourseRules &rules, const std::optional<Nightkeep::StorageRules> &storage,
                             qint64 now, std::optional<qint64> begins = {});
[[nodiscard]] Nights dumps(const Nightkeep::DumpRules &rules, const std::optional<Nightkeep::StorageRules> &storage,
                           qint64 now, std::optional<qint64> begins = {});
/// Of the storage manager alone: nights at whose end a version of the file was taken.
[[nodiscard]] Nights files(const Nightkeep::FileRules &rules, const Nightkeep::StorageRules &storage, qint64 now);
/// Of the `days` dates before that of `now`.
[[nodiscard]] int restorable(const Nights &nights, qint64 now, int days);

} // namespace SlowPlayer
