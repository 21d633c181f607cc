// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/courses/site.h"

namespace Nightkeep {

struct Server;

/// Whether a site can be kept in the workspace and used. BadInput names the first field that is wrong:
/// - name: not empty, one line, without '/' (it is the first part of keys such as "moodle/backup_sche_keep");
/// - prefix: [A-Za-z0-9_]*, for it becomes part of a statement;
/// - database name and account: not empty (the account may be, for a file), no control characters;
/// - socket: empty or absolute, no longer than a unix socket's name may be, without ';' and control characters, or a
///   hostPort();
/// - address: empty or a hostPort() of another machine, for the libraries ask this one's own for no proof;
/// - authority: empty or an absolute path without ';', '{' and '}', which part what the libraries are told;
/// - folders and PHP: empty or absolute, without "." and "..";
/// - web server's user: empty or [A-Za-z0-9._-]{1,32}, not beginning with '-';
/// - time zone: empty or one that this machine knows.
[[nodiscard]] Result<void> checkSite(const Site &site);

/// Where the password of the site's account is sent when its database on that server is opened: for people, and such
/// that two places never read alike. By another authority's word it is another place.
[[nodiscard]] QString siteDestination(const Site &site, const Server &server);

} // namespace Nightkeep
