// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/courses/coursebackups.h"
#include "models/courses/localcopies.h"

namespace Nightkeep {

/// Where a copy goes on this machine.
struct CopyTarget
{
    QString fileName;
    bool replaces = false; ///< what is there by that name
};

/// A copy that has come to this machine, and how far it can be believed.
struct FetchedCopy
{
    QString fileName;
    qint64 bytes = 0;
    QByteArray sha256; ///< of what came, in hexadecimal
    bool isProven = false; ///< the server, too, found this sum, or its name in the pool is that of its content
    ZipCheck check; ///< of what came
    BackupInside inside = {};
    QString fault = {}; ///< why it would not restore whole, without a full stop; empty: nothing speaks against it

    static constexpr auto fields()
    {
        return std::tuple {
            Field {"fileName", &FetchedCopy::fileName},     Field {"bytes", &FetchedCopy::bytes}.from(0),
            Field {"sha256", &FetchedCopy::sha256},         Field {"proven", &FetchedCopy::isProven},
            Field {"check", &FetchedCopy::check}.inlined(), Field {"inside", &FetchedCopy::inside}.inlined(),
            Field {"faultWords", &FetchedCopy::fault}};
    }
    bool operator==(const FetchedCopy &) const = default;
};

/// What is said of it: whether it would restore, what was left out of it, and whether it is what the server has.
[[nodiscard]] PageAnswer fetchedAnswer(const FetchedCopy &copy);

/// "BIOC1001-20081128-0300.zip": the course, the moment in Moodle's zone and the kind, in letters that every file
/// system takes.
[[nodiscard]] QString fetchedFileName(const CourseState &course, const BackupCopy &copy, const QTimeZone &zone);

} // namespace Nightkeep
