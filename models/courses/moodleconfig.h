// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/result.h"
#include "models/courses/moodlefacts.h"

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// By what a Moodle's backup settings are written.
enum class ConfigDoor {
    None, ///< by nothing of ours: they are only read; MoodleConfig::doorProblem says why
    Database, ///< by its table, which 1.9 reads at each run
    Cli, ///< by Moodle's own admin/cli/cfg.php: later Moodles hold a cache before the table (facts/moodle.md, "Tried")
};

template<>
inline constexpr auto Names<ConfigDoor> = std::to_array<Name<ConfigDoor>>({
    {ConfigDoor::None, "none"},
    {ConfigDoor::Database, "database"},
    {ConfigDoor::Cli, "cli"},
});

/// A Moodle's backup settings as they were read: <prefix>backup_config of 1.9; of later ones the rows of
/// <prefix>config_plugins whose plugin is "backup", by their names there.
struct MoodleConfig
{
    MoodleEdition edition = MoodleEdition::Old;
    QString version; ///< "2007101520", "2023100900.05"; empty: not known
    QHash<QString, QString> values; ///< stored texts by name, as the table has them; a missing name had no row
    /// What Moodle itself answers, for the names of which that is not what the table has: its cache has not seen a
    /// change, or config.php forces another. Later Moodles alone, and only where their program could be asked.
    QHash<QString, QString> served;
    QStringList forced; ///< names that config.php sets, whatever the table has; as `served`
    QStringList duplicates; ///< names with more than one row: which one counts is the database's choice
    std::optional<bool> transactions; ///< whether the table's engine has them; nullopt: not asked
    ConfigDoor door = ConfigDoor::Database;
    std::optional<Error> doorProblem; ///< why there is no door, or why Moodle could not be asked itself
    /// In which the schedule is reckoned, as Moodle has it: a name, a number of hours, "99" for the server's own. 1.9:
    /// of the main administrator's profile; later: of the site. Empty: not known.
    QString scheduleZone;
    QString siteZone; ///< likewise, in which 1.9 names its files: $CFG->timezone
    bool isRunning = false; ///< the mark of a run at work stands (1.9, and 2.x to 3.6)
    QDateTime lastSign; ///< of a run, by its log; invalid: none, or not known

    static constexpr auto fields()
    {
        return std::tuple {Field {"edition", &MoodleConfig::edition}.orMissing(),
                           Field {"version", &MoodleConfig::version}.orMissing(),
                           Field {"values", &MoodleConfig::values},
                           Field {"served", &MoodleConfig::served}.orMissing(),
                           Field {"forced", &MoodleConfig::forced}.orMissing(),
                           Field {"duplicates", &MoodleConfig::duplicates}.orMissing(),
                           Field {"transactions", &MoodleConfig::transactions},
                           Field {"door", &MoodleConfig::door}.orMissing(),
                           Field {"doorProblem", &MoodleConfig::doorProblem}.orMissing(),
                           Field {"scheduleZone", &MoodleConfig::scheduleZone}.orMissing(),
                           Field {"siteZone", &MoodleConfig::siteZone}.orMissing(),
                           Field {"isRunning", &MoodleConfig::isRunning}.orMissing(),
                           Field {"lastSign", &MoodleConfig::lastSign}.orMissing()};
    }
    bool operator==(const MoodleConfig &) const = default;
};

/// What a folder for all backups is, seen from the server that runs Moodle.
struct DestinationFacts
{
    bool exists = false; ///< as a folder
    std::optional<bool> isWritable; ///< by the web server's user; nullopt: nobody could tell
    QString fileSystem; ///< "ext4", "nfs"; empty: not known
    QString mountedOn; ///< "/data"
    qint64 freeBytes = -1; ///< for that user; -1: not known
    qint64 totalBytes = -1;
    std::optional<bool> isBelowWeb; ///< inside the folder that the web server hands out; nullopt: not known
    QString webUser; ///< whom `isWritable` is about

    static constexpr auto fields()
    {
        return std::tuple {
            Field {"exists", &DestinationFacts::exists},         Field {"isWritable", &DestinationFacts::isWritable},
            Field {"fileSystem", &DestinationFacts::fileSystem}, Field {"mountedOn", &DestinationFacts::mountedOn},
            Field {"freeBytes", &DestinationFacts::freeBytes},   Field {"totalBytes", &DestinationFacts::totalBytes},
            Field {"isBelowWeb", &DestinationFacts::isBelowWeb}, Field {"webUser", &DestinationFacts::webUser}};
    }
    bool operator==(const DestinationFacts &) const = default;
};

} // namespace Nightkeep
