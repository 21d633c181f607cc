// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/base/unkept.h"
#include "models/courses/moodlesite.h"
#include "models/courses/sitestore.h"
#include "models/matrix/wikipage.h"
#include "models/settings/backupoption.h"
#include "models/settings/settingsstore.h"

namespace Nightkeep {

enum class SettingState {
    Same, ///< the live value is the agreed one
    Differs,
    Unset, ///< no row in the table, or nothing agreed to compare with
    Unknown, ///< not read, or a text that is not valid for the option
};

template<>
inline constexpr auto Names<SettingState> = std::to_array<Name<SettingState>>({
    {SettingState::Same, "same"},
    {SettingState::Differs, "differs"},
    {SettingState::Unset, "unset"},
    {SettingState::Unknown, "unknown"},
});
[[nodiscard]] QString settingStateWord(SettingState state); ///< for people

struct SettingRow
{
    BackupOption option;
    std::optional<QString> value; ///< stored text; nullopt: no row (or never read: see view)
    QString valueInWords; ///< says too what Moodle does when the row is missing, or serves in the place of its row
    std::optional<QString> agreed; ///< stored text
    QString agreedInWords;
    SettingState state = SettingState::Unknown; ///< of what is in force
    std::optional<QString> served = {}; ///< what Moodle runs with, where that is not the row: see MoodleConfig
    bool isForced = false; ///< by config.php
    bool isDuplicate = false; ///< it has several rows
    QDateTime since = {}; ///< as seen by our own readings; invalid: since before the first, or never read
    QDate agreedOn = {};
    QString agreedBy = {};
};

struct SettingsView
{
    Site site;
    QList<SettingRow> rows;
    QDateTime readAt; ///< invalid: never read
    MoodleConfig config; ///< without meaning where never read
    std::optional<qint64> courses = {}; ///< that Moodle had then
    std::optional<Error> notKept = {}; ///< why the workspace did not take what has just been read
};

/// What would be written, bound to the values that were seen. Shown before it is applied.
struct SettingsPlan
{
    QString site;
    QList<ConfigChange> changes; ///< without those that change nothing
    QStringList statements; ///< the exact SQL, or the commands
    QString reason = {}; ///< why, as a person said it; may be empty
    QString caution; ///< what a person should know first (no transactions, row missing, what Moodle does then); may be
                     ///< empty
};

/// What came of a plan. Conflict when any outcome is one: then all three values (seen, wanted,
/// found) are in the outcomes, and nothing was written where the engine has transactions.
struct SettingsApplied
{
    QList<ConfigOutcome> outcomes;
    qint64 historyId = 0; ///< the audit line to undo by
    std::optional<Error> workspaceProblem; ///< what was done is done, but the workspace could not be told of it

    [[nodiscard]] bool hasConflict() const;
};

/// A past change that can be undone.
struct SettingsHistoryEntry
{
    qint64 id = 0;
    QDateTime when;
    QString who;
    QString site;
    QList<ConfigChange> changes;
    QString result; ///< AuditEntry::result
    QString reason = {}; ///< why; empty: nobody said

    static constexpr auto fields()
    {
        return std::tuple {
            Field {"id", &SettingsHistoryEntry::id},           Field {"when", &SettingsHistoryEntry::when},
            Field {"who", &SettingsHistoryEntry::who},         Field {"site", &SettingsHistoryEntry::site},
            Field {"changes", &SettingsHistoryEntry::changes}, Field {"result", &SettingsHistoryEntry::result},
            Field {"reason", &SettingsHistoryEntry::reason}};
    }
    bool operator==(const SettingsHistoryEntry &) const = default;
};

/// All acts on Moodle's backup options, for the window and `nightkeepctl`. Calls block: use a job.
class SettingsService
{
public:
    SettingsService(SettingsStore &store, SiteStore &sites, MoodleSites &moodles, AuditLog &audit, Clock clock);

    [[nodiscard]] Result<QList<Site>> sites() const;
    /// Validated, audited. The first site begins with the options that an imported page has chosen.
    [[nodiscard]] Result<void> replaceSite(const Site &before, const Site &after);

    [[nodiscard]] Result<SettingsView> lastView(const Site &site) const; ///< from the workspace, no network
    /// Live, and stored where the workspace takes it.
    [[nodiscard]] Result<SettingsView> read(const Site &site, const CancelToken &cancel);
    /// Audited. Conflict where something else than `before` is agreed by now; BadInput as checkAgreed(), and for a name
    /// that no option has.
    [[nodiscard]] Result<void> setAgreed(const Site &site, const QString &name,
                                         const std::optional<AgreedSetting> &before,
                                         const std::optional<AgreedSetting> &after);
    /// Whether it could be agreed: BadInput for a text that is not valid for the option, an option that the site's
    /// Moodle does not have as far as is known, and a day that cannot be.
    [[nodiscard]] Result<void> checkAgreed(const Site &site, const QString &name, const AgreedSetting &wanted) const;
    /// What is agreed about an option now.
    [[nodiscard]] Result<std::optional<AgreedSetting>> agreed(const Site &site, const QString &name) const;

    /// What the page's table of options says otherwise than is agreed: of each site, or of those to come while
    /// there is none.
    [[nodiscard]] Result<void> addOptions(ImportPlan &plan) const;
    /// Stale where something else is agreed by now about one of the accepted ones.
    [[nodiscard]] Result<void> checkOptions(const ImportPlan &plan) const;
    /// Agrees on the accepted ones, one by one; Stale, and none, where checkOptions() says so.
    [[nodiscard]] Result<void> applyOptions(const ImportPlan &plan);

    /// BadInput for names that this Moodle does not have or that are not edited, for texts that are not valid for the
    /// option, and for what config.php sets; MissingTool where nothing of ours can write them. Rows are never created
    /// silently: a missing row is in the plan's caution.
    [[nodiscard]] Result<SettingsPlan> plan(const Site &site, const QList<ConfigChange> &changes,
                                            const CancelToken &cancel);
    /// "before" line, compare-and-set, read back, "after" line. An error means that nothing was
    /// written; a conflict is a value. Stale when the statements would no longer be those of the plan.
    [[nodiscard]] Result<SettingsApplied> apply(const Site &site, const SettingsPlan &plan, const CancelToken &cancel);
    [[nodiscard]] Result<QList<SettingsHistoryEntry>> history(const Site &site) const; ///< newest first
    /// The plan that takes back a past change: the values that it wrote are what must still be there, else Conflict. Of
    /// one whose end is not known, what is as it was before counts as never written. A row that was missing before is
    /// not deleted: it gets what Moodle runs with without it.
    [[nodiscard]] Result<SettingsPlan> planUndo(const Site &site, qint64 historyId, const CancelToken &cancel);

    /// Whether planUndo() would find something to take back, by what was read last.
    [[nodiscard]] static bool canUndo(const SettingsHistoryEntry &entry, const SettingsView &view);

    /// What the account of the site's database may do, and what it lacks. Live.
    [[nodiscard]] Result<SiteRights> rights(const Site &site, const CancelToken &cancel);
    /// How the folder for all backups is, where Moodle runs. Live.
    [[nodiscard]] Result<DestinationFacts> destination(const Site &site, const BytePath &folder,
                                                       const CancelToken &cancel);

    [[nodiscard]] static QList<Finding> findings(const SettingsView &view, const QDateTime &now);

private:
    [[nodiscard]] static Result<void> checkChange(const ConfigChange &change);
    [[nodiscard]] static Result<void> checkEdition(const QString &name, MoodleEdition edition);
    [[nodiscard]] static Result<QList<ConfigChange>> withoutIdle(const QList<ConfigChange> &changes);
    [[nodiscard]] static Result<MoodleConfig> configOf(MoodleSite &moodle);
    [[nodiscard]] Result<MoodleEdition> knownEdition(const Site &site) const; ///< by the last reading
    [[nodiscard]] Result<SettingsView> viewOf(const Site &site, const std::optional<SettingsSnapshot> &snapshot) const;
    [[nodiscard]] Result<QStringList> sitesOfPage() const;
    [[nodiscard]] Result<void> takeOverFromPage(const Site &site);
    struct Reading
    {
        SettingsSnapshot snapshot;
        std::optional<Error> notKept = {};
    };
    [[nodiscard]] Result<Reading> readAndStore(MoodleSite &moodle, const Site &site);
    [[nodiscard]] Result<void> note(const QString &act, const QString &object, const QString &before,
                                    const QString &after, const std::function<Result<void>()> &change);

    SettingsStore &m_store;
    SiteStore &m_sites;
    MoodleSites &m_moodles;
    AuditLog &m_audit;
    Clock m_clock;
    Unkept<SettingsSnapshot> m_unkept; ///< by site
};

} // namespace Nightkeep
