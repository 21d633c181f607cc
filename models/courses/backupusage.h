// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

#include <QDate>

namespace Nightkeep {

/// How much room backups take, of one course or of one kind.
struct UsagePart
{
    qint64 course = 0; ///< 0: of none, or of all
    QString shortName;
    std::optional<CopyKind> kind;
    qint64 files = 0;
    qint64 bytes = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"course", &UsagePart::course}, Field {"shortname", &UsagePart::shortName},
                           Field {"kind", &UsagePart::kind}, Field {"files", &UsagePart::files},
                           Field {"bytes", &UsagePart::bytes}};
    }
    bool operator==(const UsagePart &) const = default;
};

/// The team's own sum, "ls -l */backupdata/ | grep backup- | grep 20081025", for any day: a file is of the day in its
/// name, else of that inside, else of its own time, by the site's clock. Content that several records share counts
/// once. What lies in the trash is told apart.
struct BackupUsage
{
    QString site;
    QDate date; ///< invalid: of all days
    qint64 files = 0;
    qint64 bytes = 0;
    QList<UsagePart> byCourse; ///< most bytes first
    QList<UsagePart> byKind;
    qint64 trashBytes = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"site", &BackupUsage::site},
                           Field {"date", &BackupUsage::date},
                           Field {"files", &BackupUsage::files},
                           Field {"bytes", &BackupUsage::bytes},
                           Field {"byCourse", &BackupUsage::byCourse},
                           Field {"byKind", &BackupUsage::byKind},
                           Field {"trashBytes", &BackupUsage::trashBytes}};
    }
    bool operator==(const BackupUsage &) const = default;
};

[[nodiscard]] BackupUsage backupUsage(const SiteBackups &site, const QDate &date);

/// What of one day is there now: as backupUsage() of that day.
struct UsageDay
{
    QDate day;
    qint64 files = 0;
    qint64 bytes = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"day", &UsageDay::day}, Field {"files", &UsageDay::files},
                           Field {"bytes", &UsageDay::bytes}};
    }
    bool operator==(const UsageDay &) const = default;
};

/// The newest first; files of which no day is known are of none.
[[nodiscard]] QList<UsageDay> usageByDay(const SiteBackups &site);
/// The files that are counted in it, each once.
[[nodiscard]] QList<BackupCopy> copiesOfDay(const SiteBackups &site, const QDate &day);

} // namespace Nightkeep
