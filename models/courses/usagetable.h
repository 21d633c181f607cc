// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/courses/usagehistory.h"

namespace Nightkeep {

/// By what the room that backups take is told.
enum class UsageView {
    OverTime, ///< what was there on each day
    ByDay, ///< what is there now, by the day that it was made
    ByCourse,
    ByKind,
};

/// All that is told of a site's backups.
struct SiteUsage
{
    SiteBackups site;
    UsageHistory history;
    BackupUsage now; ///< of all days
    QList<UsageDay> days;
};
/// Takes as long as there are files: for a job.
[[nodiscard]] SiteUsage siteUsage(const SiteBackups &site, const UsageHistory &history);
/// "The backups of moodle take 12 GiB in 812 files." and where that leads.
[[nodiscard]] PageAnswer usageAnswer(const SiteUsage &usage);

struct UsageLine
{
    QString key;
    QString what; ///< a day, a course, a kind
    QDate day; ///< invalid but for days
    qint64 files = 0;
    qint64 bytes = 0;
    QString beside; ///< over time the trash and the disk, else its share of all

    [[nodiscard]] QString inWords() const; ///< "29 November 2008: 1.4 GiB in 812 files"
    bool operator==(const UsageLine &) const = default;
};

/// Days with the newest first, else most bytes first.
[[nodiscard]] QList<UsageLine> usageLines(const SiteUsage &usage, UsageView view);

struct UsageTable
{
    enum Column {
        WhatColumn,
        FilesColumn,
        SizeColumn,
        BesideColumn,
    };
    [[nodiscard]] static TableDescription<UsageLine> description();
    [[nodiscard]] static QString whatTitle(UsageView view);
    [[nodiscard]] static QString besideTitle(UsageView view);
};

} // namespace Nightkeep
