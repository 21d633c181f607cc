// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"
#include "models/settings/settingsservice.h"

namespace Nightkeep {

/// Shows what a plan would do (with --dry-run: that alone), asks once, and writes. `agreedByExpectation`: the person
/// has said already what each option must still be, and is not asked.
[[nodiscard]] VerbResult carryOutPlan(CliContext &context, const Site &site, const SettingsPlan &plan,
                                      bool agreedByExpectation);

} // namespace Nightkeep
