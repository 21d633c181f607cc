// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

#include <optional>

namespace Nightkeep {

/// By how many percent a size is more, below zero less, than the one before; nullopt where that is not known.
[[nodiscard]] std::optional<double> sizeChange(qint64 bytes, qint64 before);
/// "12 % more", "75 % less", "as before".
[[nodiscard]] QString sizeChangeWords(double percent);

/// Of a copy against the sound one of its kind before it, by what is still there or by what is remembered.
[[nodiscard]] std::optional<double> sizeChangeOf(const CourseBackups &course, const BackupCopy &copy);
/// Of the newest sound copy that Moodle made by itself: people choose what goes into theirs.
[[nodiscard]] std::optional<double> sizeTrend(const CourseBackups &course);

} // namespace Nightkeep
