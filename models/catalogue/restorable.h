// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/catalogue/cataloguestore.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// Whether a Moodle takes a copy of a course.
enum class Taken {
    NotKnown,
    Whole, ///< with users' data, where the copy has them
    WithoutUsers,
    Doubtful, ///< it tries, and warns: the copy is of a newer Moodle
    Never,
};

template<>
inline constexpr auto Names<Taken> = std::to_array<Name<Taken>>({
    {Taken::NotKnown, "notKnown"},
    {Taken::Whole, "whole"},
    {Taken::WithoutUsers, "withoutUsers"},
    {Taken::Doubtful, "doubtful"},
    {Taken::Never, "never"},
});
[[nodiscard]] QString takenWord(Taken taken); ///< for people
[[nodiscard]] State takenState(Taken taken);

/// By what a copy is known to a Moodle.
struct CopyOrigin
{
    MoodleEdition format = MoodleEdition::Unknown; ///< Old: a zip with moodle.xml; Later: an mbz
    QString release; ///< of the Moodle that made it; empty: not known
    QString version; ///< likewise
    std::optional<bool> users; ///< whether it holds users' data
};
[[nodiscard]] CopyOrigin originOf(const BackupCopy &copy);
[[nodiscard]] CopyOrigin originOf(const MoodleVersion &moodle); ///< of any copy that it made
/// By the file's name, for an archive is not looked into for this; `moodle` as the archive keeps it, if it does.
[[nodiscard]] CopyOrigin originOf(const BytePath &path, const std::optional<MoodleVersion> &moodle);

/// What one of the team's Moodles makes of a copy.
struct Restorable
{
    QString site;
    QString moodle; ///< for people; empty: nobody has read it
    Taken taken = Taken::NotKnown;
    QString reason; ///< sentences
    QString source; ///< where that stands: a file of Moodle's, as of a version; empty: nowhere
    bool byProgram = false; ///< Moodle's own admin/cli/restore_backup.php takes it: a drill can be run

    static constexpr auto fields()
    {
        return std::tuple {Field {"site", &Restorable::site},     Field {"moodle", &Restorable::moodle},
                           Field {"taken", &Restorable::taken},   Field {"reason", &Restorable::reason},
                           Field {"source", &Restorable::source}, Field {"byProgram", &Restorable::byProgram}};
    }
    bool operator==(const Restorable &) const = default;
};

/// The rule table: which Moodle takes which copy, by format and version. What no rule says is not known.
[[nodiscard]] Restorable restorableOn(const CopyOrigin &copy, const QString &site, const MoodleFacts &moodle);
/// Of each of the workspace's sites, the best first.
[[nodiscard]] QList<Restorable> restorable(const CopyOrigin &copy, const QList<SiteBackups> &sites);

} // namespace Nightkeep
