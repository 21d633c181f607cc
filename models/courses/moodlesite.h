// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/described.h"
#include "models/base/result.h"
#include "models/courses/course.h"
#include "models/courses/coursestate.h"
#include "models/courses/moodleconfig.h"
#include "models/courses/moodlefacts.h"
#include "models/courses/moodleversion.h"
#include "models/courses/siterights.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace Nightkeep {

/// One write that is only carried out if the value is still the one that was seen.
struct ConfigChange
{
    QString name; ///< "backup_sche_keep"
    std::optional<QString> seen; ///< nullopt: the row was missing
    QString wanted;

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &ConfigChange::name}, Field {"seen", &ConfigChange::seen},
                           Field {"wanted", &ConfigChange::wanted}};
    }
    bool operator==(const ConfigChange &) const = default;
};

/// What became of one ConfigChange.
struct ConfigOutcome
{
    enum class Kind {
        Written, ///< the guarded write took hold; `found` differs only if somebody changed it since
        Same, ///< it had that value already; nothing was written
        Conflict, ///< the value was neither seen nor wanted; nothing was written
        NotTried, ///< an earlier change of the set conflicted or failed
        TakenBack, ///< it was written, a later one of the set failed, and what was there before stands again
        Forced, ///< config.php sets it: the write would not be in force, and was not tried
        Unknown, ///< the connection broke after the write was sent, and reading back failed or cannot tell
    };
    ConfigChange change;
    Kind kind = Kind::NotTried;
    std::optional<QString> found; ///< what is in the table now, as far as it could be read
    std::optional<Error> error = {}; ///< why it is unknown or could not be written

    static constexpr auto fields()
    {
        return std::tuple {Field {"change", &ConfigOutcome::change}.inlined(), Field {"outcome", &ConfigOutcome::kind},
                           Field {"found", &ConfigOutcome::found}, Field {"error", &ConfigOutcome::error}};
    }
    bool operator==(const ConfigOutcome &) const = default;
};

template<>
inline constexpr auto Names<ConfigOutcome::Kind> = std::to_array<Name<ConfigOutcome::Kind>>({
    {ConfigOutcome::Kind::Written, "written"},
    {ConfigOutcome::Kind::Same, "same"},
    {ConfigOutcome::Kind::Conflict, "conflict"},
    {ConfigOutcome::Kind::NotTried, "notTried"},
    {ConfigOutcome::Kind::TakenBack, "takenBack"},
    {ConfigOutcome::Kind::Forced, "forced"},
    {ConfigOutcome::Kind::Unknown, "unknown"},
});
/// An open connection to one Moodle's database. Blocking; made, used and dropped on one thread.
/// Rules: [19] backup/lib.php backup_set_config, backup_get_config; facts/moodle.md A1, A2.
class MoodleSite
{
public:
    virtual ~MoodleSite() = default;

    /// MissingTable names the table and the likely cause.
    [[nodiscard]] virtual Result<MoodleConfig> backupConfig() = 0;
    /// Compare-and-set for all, inside a transaction where the engine has them (nothing is kept when
    /// one conflicts). Where it has none (MyISAM; Moodle's own program), all seen values are checked first, then each
    /// is written with its own comparison, in order; at the first conflict or failure those before it are taken back,
    /// each as long as it is still ours. Values are compared byte by byte. An error means that nothing was written:
    /// Unreachable, PermissionDenied, BadInput (longer than the column), Busy (locked by somebody else), MissingTool
    /// (there is no door: the detail is MoodleConfig's) ...
    [[nodiscard]] virtual Result<QList<ConfigOutcome>> compareAndSet(const QList<ConfigChange> &changes) = 0;
    /// Whether <prefix>backup_config is in a transactional engine; false for MyISAM.
    [[nodiscard]] virtual Result<bool> hasTransactions() = 0;
    /// The statements that compareAndSet would send, or the commands that it would run, values in place, for people to
    /// read. After backupConfig() or hasTransactions().
    [[nodiscard]] virtual QStringList statementsFor(const QList<ConfigChange> &changes) const = 0;
    [[nodiscard]] virtual Result<QList<Course>> courses() = 0; ///< by id
    /// Of the account that is used, as the server lists them.
    [[nodiscard]] virtual Result<SiteRights> rights(const Site &site) = 0;

    /// Release, version and plugins; `readAt` is not set. Of 1.9 config, modules and block; of later ones config and
    /// config_plugins.
    [[nodiscard]] virtual Result<MoodleVersion> version() = 0;
    /// What this Moodle is, by its own tables, and how it is set. MissingTable where it has neither edition's.
    [[nodiscard]] virtual Result<MoodleFacts> facts() = 0;
    /// Of all courses, in a number of statements that does not depend on how many there are, but for pages of 50,000
    /// records. What has a NULL, or a moment outside isPossibleMoment(), is not known.
    [[nodiscard]] virtual Result<MoodleCourses> courseStates(const MoodleFacts &facts) = 0;
    /// The latest runs of one course with their lines; none where there is no such course. `readAt` is not set.
    [[nodiscard]] virtual Result<CourseLog> courseLog(const MoodleFacts &facts, qint64 course) = 0;
};

/// Opens sites: the forwarded socket, the driver and the account. Thread-safe.
class MoodleSites
{
public:
    virtual ~MoodleSites() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<MoodleSite>> open(const Site &site, const CancelToken &cancel) = 0;
    /// Looks at a folder where Moodle runs; changes nothing there.
    [[nodiscard]] virtual Result<DestinationFacts> destination(const Site &site, const BytePath &folder,
                                                               const CancelToken &cancel) = 0;
};

} // namespace Nightkeep
