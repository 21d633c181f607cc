// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace Nightkeep {

/// Which of the two ways a Moodle keeps its courses' backups. All above moodlesite.h means the same by both.
enum class MoodleEdition {
    Unknown,
    Old, ///< 1.x: backup_config, backup_log, zips in the courses' folders or in one for all
    Later, ///< 2.x to 5.x: config_plugins, backup_controllers, files by their content's hash, mbz
};

template<>
inline constexpr auto Names<MoodleEdition> = std::to_array<Name<MoodleEdition>>({
    {MoodleEdition::Unknown, "unknown"},
    {MoodleEdition::Old, "1.9"},
    {MoodleEdition::Later, "2.x"},
});

/// Where automated backups go. Moodle 1.9 knows the first two, as whether it has a destination.
enum class BackupStorage {
    Courses, ///< the course's own folder (1.9), or file area (later: storage 0)
    Folder, ///< one folder for all courses (storage 1)
    Both, ///< storage 2
};

template<>
inline constexpr auto Names<BackupStorage> = std::to_array<Name<BackupStorage>>({
    {BackupStorage::Courses, "courses"},
    {BackupStorage::Folder, "folder"},
    {BackupStorage::Both, "both"},
});

/// What runs by itself.
enum class BackupActive {
    Off,
    On,
    Manual, ///< 2.x alone: only when somebody starts it at the command line
};

template<>
inline constexpr auto Names<BackupActive> = std::to_array<Name<BackupActive>>({
    {BackupActive::Off, "off"},
    {BackupActive::On, "on"},
    {BackupActive::Manual, "manual"},
});

/// What a Moodle is, and what its settings say of automated backups. What a missing row stands for is filled in as
/// Moodle runs with it: facts/moodle.md A2, B1 ([19] backup_scheduled.php 322-374; [51] admin/settings/courses.php).
struct MoodleFacts
{
    MoodleEdition edition = MoodleEdition::Unknown;
    QString version; ///< "2007101520", "2023100900.05"
    QString release; ///< "1.9.2 (Build: 20080711)"; may be empty
    QString siteIdentifier; ///< of which a backup holds the MD5; empty: not known
    BackupActive active = BackupActive::Off;
    QString weekdays; ///< seven of '0' and '1', Sunday first; else: nobody knows
    qint64 hour = 0;
    qint64 minute = 0;
    BackupStorage storage = BackupStorage::Courses;
    BytePath destination; ///< the folder for all; empty: none
    qint64 keep = 1; ///< of each course; 0: all
    qint64 deleteDays = 0; ///< older ones go; 0: never; 2.x alone
    qint64 keepLeast = 0; ///< whatever their age; 2.x alone
    // Which courses a run leaves out, but for those whose last backup failed; 2.x alone. nullopt: nobody has read it.
    std::optional<bool> skipHidden;
    std::optional<qint64> skipUnchangedDays; ///< those that did not change for so long; 0: none
    std::optional<bool> skipUnchanged; ///< those that did not change since the last run
    QString fileSystemClass; ///< alternative_file_system_class: the pool may be elsewhere; empty: in the data folder
    BytePath poolFolder; ///< where config.php has moved it, as it said when it was last read; empty: in the data folder
    BytePath trashFolder;
    bool fileSystemKnown = false; ///< whether anybody could tell that; mostly config.php alone does (Inventory)

    static constexpr auto fields()
    {
        return std::tuple {Field {"edition", &MoodleFacts::edition},
                           Field {"version", &MoodleFacts::version},
                           Field {"release", &MoodleFacts::release},
                           Field {"siteIdentifier", &MoodleFacts::siteIdentifier},
                           Field {"active", &MoodleFacts::active},
                           Field {"weekdays", &MoodleFacts::weekdays},
                           Field {"hour", &MoodleFacts::hour},
                           Field {"minute", &MoodleFacts::minute},
                           Field {"storage", &MoodleFacts::storage},
                           Field {"destination", &MoodleFacts::destination},
                           Field {"keep", &MoodleFacts::keep},
                           Field {"deleteDays", &MoodleFacts::deleteDays},
                           Field {"keepLeast", &MoodleFacts::keepLeast},
                           Field {"skipHidden", &MoodleFacts::skipHidden}.orMissing(),
                           Field {"skipUnchangedDays", &MoodleFacts::skipUnchangedDays}.orMissing(),
                           Field {"skipUnchanged", &MoodleFacts::skipUnchanged}.orMissing(),
                           Field {"fileSystemClass", &MoodleFacts::fileSystemClass},
                           Field {"poolFolder", &MoodleFacts::poolFolder}.orMissing(),
                           Field {"trashFolder", &MoodleFacts::trashFolder}.orMissing(),
                           Field {"fileSystemKnown", &MoodleFacts::fileSystemKnown}};
    }
    bool operator==(const MoodleFacts &) const = default;
};

/// "Moodle 1.9.2 (Build: 20080711)", for people; its version where the release is not known.
[[nodiscard]] QString moodleInWords(const MoodleFacts &facts);

/// When the last run began that the schedule asks for and that had time to finish before `now`: a day of `weekdays` at
/// the hour and minute in `zone`, at least `runTime` ago. Invalid: nothing runs by itself, or the schedule is not
/// known. What is asked on a day on which clocks change may be an hour off (facts/moodle.md A4).
inline constexpr qint64 runTime = 12 * 3600; ///< seconds within which a night's backups are done
[[nodiscard]] QDateTime lastScheduledRun(const MoodleFacts &facts, const QTimeZone &zone, const QDateTime &now);

} // namespace Nightkeep
