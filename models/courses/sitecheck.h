// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/courses/site.h"

namespace Nightkeep {

/// Whether a site can be kept in the workspace and used. BadInput names the first field that is wrong:
/// - name: not empty, one line, without '/' (it is the first part of keys such as "moodle/backup_sche_keep");
/// - prefix: [A-Za-z0-9_]*, for it becomes part of a statement;
/// - database name and account: not empty (the account may be, for a file), no control characters;
/// - socket: empty or absolute, no longer than a unix socket's name may be, without ';' and control characters, or a
///   loopbackPort();
/// - folders: empty or absolute, without "." and "..";
/// - time zone: empty or one that this machine knows.
[[nodiscard]] Result<void> checkSite(const Site &site);

} // namespace Nightkeep
