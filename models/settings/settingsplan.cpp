// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsservice.h"

#include "models/base/auditedact.h"
#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/settings/consequence.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

Unexpected planStopped()
{
    return fail(ErrorKind::Cancelled, Tr::tr("Stopped."));
}

QString planAdviceWithoutDoor(MoodleEdition edition)
{
    return edition == MoodleEdition::Later
        ? Tr::tr("Change them in Moodle: Site administration > Courses > Backups > Automated backup setup.")
        : Tr::tr("Change them in Moodle: Site Administration > Courses > Backups.");
}

/// Whether these can be written at all, as Moodle is now.
Result<void> checkPlanAgainst(const Site &site, const MoodleConfig &config, const QList<ConfigChange> &changes)
{
    if (config.door == ConfigDoor::None) {
        const Error why = config.doorProblem.value_or(Error {ErrorKind::MissingTool, QString()});
        const QString reason = why.message.isEmpty() ? Tr::tr("There is no way to write them.") : why.message;
        const QString advice = planAdviceWithoutDoor(config.edition);
        return fail(ErrorKind::MissingTool,
                    Tr::tr("The backup settings of %1 can only be read here. %2", "a site, a whole sentence")
                        .arg(visibleText(site.name), reason),
                    why.advice.isEmpty() ? advice : why.advice + u' ' + advice, why.detail);
    }
    for (const ConfigChange &change : changes) {
        if (config.forced.contains(change.name))
            return fail(
                ErrorKind::BadInput,
                Tr::tr("config.php sets %1 on this Moodle: whatever else is written is not in force.").arg(change.name),
                Tr::tr("Change it in config.php, or have it taken out there."));
    }
    return {};
}

std::optional<QString> planSeen(const SettingsView &view, const QString &name)
{
    const SettingRow *row = findRow(view, name);
    return row ? seenValue(*row) : std::nullopt;
}

/// What a person saw as the row is held against what Moodle's own program answers, where that is another.
QList<ConfigChange> planHeldAgainst(const SettingsView &view, QList<ConfigChange> changes)
{
    for (ConfigChange &change : changes) {
        const SettingRow *row = findRow(view, change.name);
        if (row && change.seen == row->value)
            change.seen = seenValue(*row);
    }
    return changes;
}

QStringList planCautionOfAll(const MoodleConfig &config, qsizetype changes)
{
    QStringList sentences;
    if (changes < 2)
        return sentences;
    if (config.door == ConfigDoor::Cli)
        sentences += Tr::tr("Moodle's own program writes one option after another, each only if it is still as you saw "
                            "it. If something stops the work, those before it are taken back as long as they are as "
                            "they were written.");
    else if (config.transactions == false)
        sentences += Tr::tr("This Moodle's table has no transactions: the options are written one after another, each "
                            "only if it is still as you saw it. If something stops the work, those before it are "
                            "taken back as long as they are as they were written.");
    return sentences;
}

QString planCaution(const QList<ConfigChange> &changes, const SettingsView &view, const QDateTime &now)
{
    QStringList sentences;
    if (const QString running = runningInWords(view, now); !running.isEmpty())
        sentences += running + u' '
            + Tr::tr("While one runs, the courses that it has not come to yet may be backed up by the new values "
                     "already.");
    sentences += planCautionOfAll(view.config, changes.size());
    for (const ConfigChange &change : changes) {
        const std::optional<QString> present = planSeen(view, change.name);
        if (present != change.seen)
            sentences +=
                Tr::tr("%1 is %2 by now, not %3 as you saw it: nothing of this will be written until you have "
                       "read the settings again.")
                    .arg(change.name, settingInWords(change.name, present), settingInWords(change.name, change.seen));
        else if (!change.seen)
            sentences += Tr::tr("%1 has no row yet: one will be added.").arg(change.name);
        if (view.config.duplicates.contains(change.name))
            sentences += Tr::tr("%1 has more than one row: which of them counts is the database's choice. Have the "
                                "table put right.")
                             .arg(change.name);
        if (const QString consequence = consequenceOf(change); !consequence.isEmpty())
            sentences += consequence;
    }
    return sentences.join(u'\n');
}

/// What of a past change is to be taken back.
enum class PlanUndo {
    Ours, ///< it is still what was written
    Nothing, ///< it was never written, as far as anybody knows; or its new row says what Moodle did without one
    Changed, ///< by somebody else since
};

/// What undoing it writes: a row that was missing is not taken away.
QString planBackTo(const ConfigChange &change)
{
    const BackupOption *option = findBackupOption(change.name);
    return change.seen.value_or(option ? option->whenMissing : QString());
}

PlanUndo planUndoOf(const SettingsHistoryEntry &entry, const ConfigChange &change, const SettingsView &view)
{
    const std::optional<QString> now = planSeen(view, change.name);
    if (now == change.wanted)
        return planBackTo(change) == change.wanted ? PlanUndo::Nothing : PlanUndo::Ours;
    const bool isEndKnown = !entry.result.isEmpty() && entry.result != QLatin1String("unknown");
    return !isEndKnown && now == change.seen ? PlanUndo::Nothing : PlanUndo::Changed;
}

Unexpected planNothingToUndo(qint64 number)
{
    return fail(ErrorKind::BadInput, Tr::tr("Change number %1 left nothing that could be undone.").arg(number));
}

} // namespace

Result<void> SettingsService::checkChange(const ConfigChange &change)
{
    const BackupOption *option = findBackupOption(change.name);
    if (!option)
        return fail(ErrorKind::BadInput, Tr::tr("There is no backup option \"%1\".").arg(visibleText(change.name)),
                    Tr::tr("Take one of the names in the list of settings."));
    if (option->kind == OptionKind::Text)
        return fail(ErrorKind::BadInput, Tr::tr("%1 is shown, and not changed from here.").arg(option->name),
                    option->notes);
    if (!isValidForOption(*option, change.wanted))
        return fail(ErrorKind::BadInput,
                    Tr::tr("\"%1\" makes no sense for %2.").arg(visibleText(change.wanted), option->name),
                    option->notes);
    return {};
}

Result<void> SettingsService::checkEdition(const QString &name, MoodleEdition edition)
{
    const BackupOption *option = findBackupOption(name);
    if (!option || edition == MoodleEdition::Unknown || option->edition == edition)
        return {};
    return fail(ErrorKind::BadInput,
                option->edition == MoodleEdition::Old
                    ? Tr::tr("%1 is an option of Moodle 1.9, and this is a Moodle 2 or later.").arg(name)
                    : Tr::tr("%1 is an option of Moodle 2 and later, and this is a Moodle 1.9.").arg(name),
                Tr::tr("Take one of the names in the list of settings."));
}

Result<QList<ConfigChange>> SettingsService::withoutIdle(const QList<ConfigChange> &changes)
{
    QList<ConfigChange> kept;
    QSet<QString> names;
    for (const ConfigChange &change : changes) {
        if (const Result<void> checked = checkChange(change); !checked)
            return fail(checked.error());
        if (names.contains(change.name))
            return fail(ErrorKind::BadInput, Tr::tr("The option %1 is named twice.").arg(change.name));
        names.insert(change.name);
        if (change.seen != change.wanted)
            kept += change;
    }
    return kept;
}

Result<SettingsPlan> SettingsService::plan(const Site &site, const QList<ConfigChange> &changes,
                                           const CancelToken &cancel)
{
    SettingsPlan plan;
    plan.site = site.name;
    const Result<QList<ConfigChange>> unlike = withoutIdle(changes);
    if (!unlike)
        return fail(unlike.error());
    // Of a later Moodle the row alone does not tell that nothing changes: its cache may serve another value.
    const bool mayBeServed = std::any_of(changes.cbegin(), changes.cend(), [](const ConfigChange &change) {
        return findBackupOption(change.name)->edition == MoodleEdition::Later;
    });
    if (unlike->isEmpty() && !mayBeServed)
        return plan;

    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    if (!moodle)
        return fail(moodle.error());
    if (cancel.isCancelled())
        return planStopped();
    const Result<MoodleConfig> config = configOf(**moodle);
    if (!config)
        return fail(config.error());
    const QDateTime now = m_clock().toUTC();
    const SettingsView view = makeSettingsView(site, SettingsSnapshot {now, *config}, {});
    for (const ConfigChange &change : changes) {
        if (const Result<void> fits = checkEdition(change.name, config->edition); !fits)
            return fail(fits.error());
        if (!findRow(view, change.name))
            return fail(ErrorKind::BadInput, Tr::tr("This version of Moodle has no option %1.").arg(change.name),
                        Tr::tr("Take one of the names in the list of settings."));
    }
    const Result<QList<ConfigChange>> kept = withoutIdle(planHeldAgainst(view, changes));
    if (!kept)
        return fail(kept.error());
    plan.changes = *kept;
    if (kept->isEmpty())
        return plan;
    if (const Result<void> possible = checkPlanAgainst(site, *config, *kept); !possible)
        return fail(possible.error());
    plan.statements = (*moodle)->statementsFor(plan.changes);
    plan.caution = planCaution(plan.changes, view, now);
    return plan;
}

Result<SettingsApplied> SettingsService::apply(const Site &site, const SettingsPlan &plan, const CancelToken &cancel)
{
    const Result<QList<ConfigChange>> changes = withoutIdle(plan.changes);
    if (!changes)
        return fail(changes.error());
    if (changes->isEmpty())
        return SettingsApplied {};
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    if (!moodle)
        return fail(moodle.error());
    const Result<MoodleConfig> config = configOf(**moodle);
    if (!config)
        return fail(config.error());
    if (const Result<void> possible = checkPlanAgainst(site, *config, *changes); !possible)
        return fail(possible.error());
    const QStringList statements = (*moodle)->statementsFor(*changes);
    if (plan.site != site.name || plan.statements != statements)
        return fail(
            ErrorKind::Stale,
            Tr::tr("The plan was made for another state of the site \"%1\". Nothing was written.").arg(site.name),
            Tr::tr("Review the changes again."));
    if (cancel.isCancelled())
        return planStopped();

    const QString reason = plan.reason.simplified();
    Result<AuditedAct> act = AuditedAct::begin(m_audit, settingsBefore(site.name, *changes, statements, reason));
    if (!act)
        return fail(act.error());

    const Result<QList<ConfigOutcome>> outcomes = (*moodle)->compareAndSet(*changes);
    SettingsApplied applied;
    applied.workspaceProblem =
        act->end(outcomes ? settingsAfter(*outcomes, reason) : settingsFailed(outcomes.error(), reason));
    if (!outcomes)
        return fail(withWarning(outcomes.error(), applied.workspaceProblem));
    applied.outcomes = *outcomes;
    applied.historyId = act->lastLine();
    const Result<Reading> after = readAndStore(**moodle, site);
    if (!applied.workspaceProblem)
        applied.workspaceProblem = after ? after->notKept : std::optional<Error>(after.error());
    return applied;
}

Result<QList<SettingsHistoryEntry>> SettingsService::history(const Site &site) const
{
    const Result<QList<AuditEntry>> entries = m_audit.entries(settingsAct());
    if (!entries)
        return fail(entries.error());
    return settingsHistory(*entries, site.name);
}

Result<SettingsPlan> SettingsService::planUndo(const Site &site, qint64 historyId, const CancelToken &cancel)
{
    const Result<QList<SettingsHistoryEntry>> past = history(site);
    if (!past)
        return fail(past.error());
    const auto entry = std::find_if(past->cbegin(), past->cend(),
                                    [historyId](const SettingsHistoryEntry &e) { return e.id == historyId; });
    if (entry == past->cend())
        return fail(ErrorKind::BadInput,
                    Tr::tr("The history of the site \"%1\" has no change number %2.").arg(site.name).arg(historyId),
                    Tr::tr("Take a number from the list of past changes."));
    if (entry->changes.isEmpty())
        return planNothingToUndo(historyId);

    const Result<SettingsView> view = read(site, cancel);
    if (!view)
        return fail(view.error());
    QList<ConfigChange> back;
    for (const ConfigChange &change : entry->changes) {
        switch (planUndoOf(*entry, change, *view)) {
        case PlanUndo::Ours:
            back += ConfigChange {change.name, change.wanted, planBackTo(change)};
            break;
        case PlanUndo::Nothing:
            break;
        case PlanUndo::Changed:
            return fail(ErrorKind::Conflict,
                        Tr::tr("%1 cannot be taken back to %2: that change made it %3, but it is %4 by now. Nothing "
                               "was written.")
                            .arg(change.name, settingInWords(change.name, change.seen),
                                 settingInWords(change.name, change.wanted),
                                 settingInWords(change.name, planSeen(*view, change.name))),
                        Tr::tr("Set the option by itself if you still want the old value."));
        }
    }
    if (back.isEmpty())
        return planNothingToUndo(historyId);
    Result<SettingsPlan> planned = plan(site, back, cancel);
    if (planned)
        planned->reason = Tr::tr("Takes back change number %1.").arg(historyId);
    return planned;
}

bool SettingsService::canUndo(const SettingsHistoryEntry &entry, const SettingsView &view)
{
    if (!view.readAt.isValid() || view.config.door == ConfigDoor::None || entry.site != view.site.name)
        return false;
    const auto isLeft = [&](const ConfigChange &change) { return planUndoOf(entry, change, view) == PlanUndo::Ours; };
    const auto isInTheWay = [&](const ConfigChange &change) {
        return planUndoOf(entry, change, view) == PlanUndo::Changed || view.config.forced.contains(change.name);
    };
    return std::any_of(entry.changes.cbegin(), entry.changes.cend(), isLeft)
        && std::none_of(entry.changes.cbegin(), entry.changes.cend(), isInTheWay);
}

} // namespace Nightkeep
