// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursestate.h"
#include "models/courses/inventory.h"
#include "models/courses/moodlefacts.h"

#include <optional>

namespace Nightkeep {

/// What was read of a site, but for its courses and files: small, and read whenever a page is shown. Of the database
/// and of the files each has its own age, for one may answer while the other does not: then what was known stays.
struct CourseReadingHead
{
    MoodleFacts moodle;
    QDateTime moodleReadAt; ///< UTC, by this machine's clock; invalid: never, and there are no courses
    std::optional<Error> moodleFailure; ///< why the last attempt gave nothing
    bool runsCut = false;
    QDateTime listedAt; ///< UTC, by the data server's clock; invalid: never, and there are no files
    std::optional<Error> inventoryFailure;
    QList<PlaceSeen> places;
    QString notChecked; ///< as of Inventory
    qint64 looks = 0; ///< inventoryLooks of those that all files have had
    qint64 revision = 0; ///< one more with each saving, by the store: two readings with one number are the same

    static constexpr auto fields()
    {
        return std::tuple {Field {"moodle", &CourseReadingHead::moodle},
                           Field {"moodleReadAt", &CourseReadingHead::moodleReadAt},
                           Field {"moodleFailure", &CourseReadingHead::moodleFailure},
                           Field {"runsCut", &CourseReadingHead::runsCut},
                           Field {"listedAt", &CourseReadingHead::listedAt},
                           Field {"inventoryFailure", &CourseReadingHead::inventoryFailure},
                           Field {"places", &CourseReadingHead::places},
                           Field {"notChecked", &CourseReadingHead::notChecked},
                           Field {"looks", &CourseReadingHead::looks}.orMissing(),
                           Field {"revision", &CourseReadingHead::revision}};
    }
    bool operator==(const CourseReadingHead &) const = default;
};

/// All that was read of a site's courses and their backups: what everything else is worked out from.
struct CourseReading
{
    CourseReadingHead head;
    QList<CourseState> courses; ///< by id
    QList<FileRecord> records;
    QList<FoundFile> files; ///< by place and path
};

} // namespace Nightkeep
