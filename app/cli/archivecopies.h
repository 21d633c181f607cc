// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"

namespace Nightkeep {

// What "archive verify" and "archive contents" do with these options (archivecopiesverbs.cpp).

inline constexpr VerbOption VerifyPlaceOption {
    "place", "NAME", QT_TRANSLATE_NOOP("NightkeepApp", "which of the places (\"nightkeepctl places\")")};
inline constexpr VerbOption VerifyFileOption {
    "file", "FILE", QT_TRANSLATE_NOOP("NightkeepApp", "the archive as a file of this machine")};
inline constexpr VerbOption VerifyDueOption {
    "due", "N", QT_TRANSLATE_NOOP("NightkeepApp", "one in N of all copies, those that were longest not read")};
inline constexpr VerbOption MemberOption {"member", "PATH",
                                          QT_TRANSLATE_NOOP("NightkeepApp", "look into one of the archive's zips")};

/// With one of the first three.
[[nodiscard]] VerbResult verifyCopies(CliContext &context, Workspace &workspace, const QString &run);
[[nodiscard]] VerbResult showInside(CliContext &context, Workspace &workspace, const QString &run);

} // namespace Nightkeep
