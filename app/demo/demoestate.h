// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demoservers.h"
#include "models/courses/site.h"

#include <optional>

namespace Nightkeep {

struct DemoRequest
{
    QString folder;
    int servers = 12; ///< 2 to 500
    int courses = 40; ///< 1 to 5000, the site's front page included
    quint64 seed = 1;
    bool unasked = false; ///< its workspace begins with what the team's page says, and nothing was ever asked
    bool cases = false; ///< with a course for each thing that can be with backups, in two Moodles (democases.h)
};

/// A made-up estate in a folder of its own, for tests, screenshots and newcomers:
///   estate.json         what it was made of, and its own present moment
///   archives.json       what the team remembers of the archives on its data server; not of an unasked one
///   servers/<name>/     each server as a folder; one server is missing
///   server-page.html    the matrix as an exported wiki page
/// With cases it holds more, and all else as without them.
/// It reaches no network; host names are data.
struct DemoEstate
{
    QString folder; ///< absolute
    QDateTime now; ///< UTC, the moment that all its times lead up to
    QList<Server> servers; ///< as on the page, each connected to its folder
    Site site;
    std::optional<Site> later; ///< its second Moodle, of one with cases
    int courses = 0; ///< of its Moodle, the site's front page included and cases not
    quint64 seed = 1;
    bool unasked = true; ///< as older programs made them

    [[nodiscard]] QString workspaceFile() const; ///< where its workspace belongs
};

/// Makes an estate where there is nothing or an empty folder; the same request gives the same bytes. It
/// appears whole or not at all. Conflict: the folder holds something.
[[nodiscard]] Result<void> createDemo(const DemoRequest &request);

/// NotFound: there is no estate in the folder. Damaged, TooNew: there is one that cannot be read.
[[nodiscard]] Result<DemoEstate> readDemo(const QString &folder);

} // namespace Nightkeep
