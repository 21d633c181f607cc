// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/settingsverbs.h"

#include "app/cli/settingsmeaningjson.h"
#include "models/base/format.h"
#include "models/settings/nextrun.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption ExpectOption {
    "expect", "NAME=OLD",
    QT_TRANSLATE_NOOP("NightkeepApp", "write only if the option still has this value; once per option")};
constexpr VerbOption AgreedLiveOption {"live", "",
                                       QT_TRANSLATE_NOOP("NightkeepApp", "agree on what Moodle has now, read live")};
constexpr VerbOption AgreedOnOption {"on", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "when it was agreed: 2026-11-25")};
constexpr VerbOption AgreedByOption {"by", "PEOPLE", QT_TRANSLATE_NOOP("NightkeepApp", "who agreed")};

CliAnswer settingsAnswer(const SettingsView &view, const QDateTime &now, bool onlyDifferent)
{
    CliAnswer answer;
    QJsonArray array;
    TextTable table(
        {AppTr::tr("OPTION"), AppTr::tr("NAME"), AppTr::tr("LIVE"), AppTr::tr("AGREED"), AppTr::tr("STATE")});
    const SettingsCount count = countSettings(view);
    const QJsonValue next = momentJson(nextRun(view, now).at);
    if (onlyDifferent && (count.agreed == 0 || count.differing > 0))
        answer.status = ExitStatus::Findings;
    for (const SettingRow &row : view.rows) {
        if (onlyDifferent && row.state == SettingState::Same)
            continue;
        if (onlyDifferent && row.state == SettingState::Unknown)
            answer.status = ExitStatus::Findings;
        QJsonObject object = settingJson(row);
        object.insert(QStringLiteral("readAt"), momentJson(view.readAt));
        object.insert(QStringLiteral("nextRun"), next);
        array.append(object);
        table.add(
            {row.option.title, row.option.name, row.valueInWords, row.agreedInWords, settingStateWord(row.state)});
    }
    answer.json = QJsonDocument(array);
    answer.text = table.text()
        + AppTr::tr("The options of %1 were read: %2.\n", "a site; an age: 3 days ago, never")
              .arg(visibleText(view.site.name), ageInWords(view.readAt, now))
        + AppTr::tr("%1.\n", "a sentence about the next run").arg(nextRunInWords(view, now));
    if (const QString running = runningInWords(view, now); !running.isEmpty())
        answer.text += running + u'\n';
    if (view.readAt.isValid() && view.config.door == ConfigDoor::None && view.config.doorProblem)
        answer.text += AppTr::tr("They can only be read here. %1\n", "a whole sentence")
                           .arg(visibleLines(view.config.doorProblem->message));
    if (onlyDifferent && count.agreed == 0)
        answer.text += AppTr::tr("Nothing is agreed for %1, so nothing can be compared: import the page's table of "
                                 "options, or say it with \"settings agree\".\n")
                           .arg(view.site.name);
    return answer;
}

Result<QPair<const BackupOption *, QString>> parseOption(const QString &assignment)
{
    const Result<QPair<QString, QString>> split = splitAssignment(assignment);
    if (!split)
        return fail(split.error());
    const BackupOption *option = findBackupOption(split->first);
    if (!option)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is no option of Moodle's course backup.").arg(visibleText(split->first)),
                    AppTr::tr("\"nightkeepctl settings show\" lists their names."));
    const std::optional<QString> stored = optionFromWords(*option, split->second);
    if (!stored)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" makes no sense for %2.").arg(visibleText(split->second), option->name),
                    option->notes);
    return qMakePair(option, *stored);
}

/// What --expect says: stored texts by name; an empty optional for "(unset)".
Result<QHash<QString, std::optional<QString>>> expectations(const CliContext &context)
{
    QHash<QString, std::optional<QString>> expected;
    for (const QString &text : context.values("expect")) {
        if (text.endsWith(QStringLiteral("=(unset)"))) {
            expected.insert(text.left(text.indexOf(u'=')), std::nullopt);
            continue;
        }
        const auto parsed = parseOption(text);
        if (!parsed)
            return fail(parsed.error());
        expected.insert(parsed->first->name, parsed->second);
    }
    return expected;
}

/// What a person expects, in the place of what was seen. BadInput for an option that would not be written.
Result<QList<ConfigChange>> asExpected(QList<ConfigChange> changes,
                                       const QHash<QString, std::optional<QString>> &expected)
{
    for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
        const auto change = std::find_if(changes.begin(), changes.end(),
                                         [&it](const ConfigChange &each) { return each.name == it.key(); });
        if (change == changes.end())
            return fail(ErrorKind::BadInput,
                        AppTr::tr("--expect names %1, but no value is set for it.").arg(visibleText(it.key())));
        if (it.value() == change->wanted && change->seen != change->wanted) // as a change it would be none
            return fail(ErrorKind::Conflict,
                        AppTr::tr("%1 is %2 by now, not %3 as you expect. Nothing was written.")
                            .arg(change->name, settingInWords(change->name, change->seen),
                                 settingInWords(change->name, it.value())));
        change->seen = it.value();
    }
    return changes;
}

Result<QList<ConfigChange>> readChanges(const CliContext &context, const SettingsView &live)
{
    QList<ConfigChange> changes;
    for (const QString &text : context.words()) {
        const auto parsed = parseOption(text);
        if (!parsed)
            return fail(parsed.error());
        const SettingRow *row = findRow(live, parsed->first->name);
        changes.append({parsed->first->name, row ? seenValue(*row) : std::nullopt, parsed->second});
    }
    return changes;
}

QJsonObject planJson(const SettingsPlan &plan, bool dryRun)
{
    QJsonArray changes;
    for (const ConfigChange &change : plan.changes)
        changes.append(cliJson(change));
    return {{QStringLiteral("site"), plan.site},
            {QStringLiteral("dryRun"), dryRun},
            {QStringLiteral("changes"), changes},
            {QStringLiteral("statements"), QJsonArray::fromStringList(plan.statements)},
            {QStringLiteral("reason"), plan.reason},
            {QStringLiteral("caution"), plan.caution}};
}

QString inWords(const QString &name, const std::optional<QString> &stored)
{
    if (!stored)
        return AppTr::tr("(unset)");
    const BackupOption *option = findBackupOption(name);
    return option ? optionInWords(*option, *stored) : *stored;
}

QString settingsOutcomeWord(ConfigOutcome::Kind kind)
{
    switch (kind) {
    case ConfigOutcome::Kind::Written:
        return AppTr::tr("written");
    case ConfigOutcome::Kind::Same:
        return AppTr::tr("as wanted already");
    case ConfigOutcome::Kind::Conflict:
        return AppTr::tr("not written: changed by somebody else");
    case ConfigOutcome::Kind::NotTried:
        return AppTr::tr("not written");
    case ConfigOutcome::Kind::TakenBack:
        return AppTr::tr("written, and taken back");
    case ConfigOutcome::Kind::Forced:
        return AppTr::tr("not written: config.php sets it");
    case ConfigOutcome::Kind::Unknown:
        return AppTr::tr("not known");
    }
    return {};
}

ExitStatus settingsOutcomeStatus(ConfigOutcome::Kind kind)
{
    if (kind == ConfigOutcome::Kind::Written || kind == ConfigOutcome::Kind::Same)
        return ExitStatus::Fine;
    return kind == ConfigOutcome::Kind::Unknown ? ExitStatus::Unreachable : ExitStatus::Refused;
}

CliAnswer appliedAnswer(const SettingsPlan &plan, const SettingsApplied &applied)
{
    CliAnswer answer;
    QJsonArray outcomes;
    TextTable table(
        {AppTr::tr("OPTION"), AppTr::tr("SEEN"), AppTr::tr("WANTED"), AppTr::tr("NOW"), AppTr::tr("OUTCOME")});
    for (const ConfigOutcome &outcome : applied.outcomes) {
        outcomes.append(cliJson(outcome));
        const QString name = outcome.change.name;
        table.add({name, inWords(name, outcome.change.seen), inWords(name, outcome.change.wanted),
                   inWords(name, outcome.found), settingsOutcomeWord(outcome.kind)});
        answer.status = worse(answer.status, settingsOutcomeStatus(outcome.kind));
    }
    QJsonObject object = planJson(plan, false);
    object.insert(QStringLiteral("outcomes"), outcomes);
    object.insert(QStringLiteral("result"), appliedInWords(applied));
    object.insert(QStringLiteral("historyId"), applied.historyId);
    object.insert(QStringLiteral("workspaceProblem"), cliJson(applied.workspaceProblem));
    answer.json = QJsonDocument(object);
    answer.text = table.text() + appliedInWords(applied) + u'\n';
    return answer;
}

} // namespace

VerbResult carryOutPlan(CliContext &context, const Site &site, const SettingsPlan &plan, bool agreedByExpectation)
{
    if (plan.changes.isEmpty())
        return CliAnswer {QJsonDocument(planJson(plan, context.has("dry-run"))),
                          AppTr::tr("Nothing to change: Moodle has these values already.\n")};
    for (const QString &statement : plan.statements)
        context.say(visibleText(statement));
    if (!plan.caution.isEmpty())
        context.say(plan.caution);
    const QJsonObject meaning = saySettingsMeaning(context, **context.workspace(), site, plan);
    if (context.has("dry-run"))
        return withSettingsMeaning({QJsonDocument(planJson(plan, true)), AppTr::tr("Dry run: nothing was written.\n")},
                                   meaning);

    if (!agreedByExpectation) {
        const Result<void> agreed =
            context.agree(AppTr::tr("Write %n options to %1?", nullptr, int(plan.changes.size())).arg(site.name),
                          AppTr::tr("Give --expect NAME=OLD for each option, or --yes."));
        if (!agreed)
            return fail(agreed.error());
    }
    const Result<SettingsApplied> applied = (*context.workspace())->settings().apply(site, plan, context.cancel());
    if (!applied)
        return fail(applied.error());
    if (applied->hasConflict())
        context.say(AppTr::tr("Somebody else changed a value meanwhile; see the values seen, wanted and found."));
    CliAnswer answer = appliedAnswer(plan, *applied);
    if (applied->workspaceProblem) {
        context.say(AppTr::tr("The workspace could not be told of all of it:"));
        answer.status = worse(answer.status, sayNotKept(context, *applied->workspaceProblem));
    }
    return withSettingsMeaning(std::move(answer), meaning);
}

namespace {

/// Plans with what --expect says, and carries it out; expecting each option's old value is agreeing.
VerbResult carryOutAsExpected(CliContext &context, Workspace &workspace, const Site &site,
                              const QList<ConfigChange> &changes, const QString &reason)
{
    const auto expected = expectations(context);
    if (!expected)
        return fail(expected.error());
    const Result<QList<ConfigChange>> wanted = asExpected(changes, *expected);
    if (!wanted)
        return fail(wanted.error());
    Result<SettingsPlan> plan = workspace.settings().plan(site, *wanted, context.cancel());
    if (!plan)
        return fail(plan.error());
    plan->reason = context.value("reason", reason);
    const bool all = std::all_of(plan->changes.cbegin(), plan->changes.cend(),
                                 [&expected](const ConfigChange &change) { return expected->contains(change.name); });
    return carryOutPlan(context, site, *plan, all);
}

VerbResult setOptions(CliContext &context, Workspace &workspace, const Site &site)
{
    for (const QString &text : context.words()) { // before the network is asked
        if (const auto parsed = parseOption(text); !parsed)
            return fail(parsed.error());
    }
    if (const Result<void> may = mayWrite(workspace); !may && !context.has("dry-run"))
        return fail(may.error());
    const Result<SettingsView> live = workspace.settings().read(site, context.cancel());
    if (!live)
        return fail(live.error());
    const Result<QList<ConfigChange>> changes = readChanges(context, *live);
    return changes ? carryOutAsExpected(context, workspace, site, *changes, {}) : fail(changes.error());
}

VerbResult undoOptions(CliContext &context, Workspace &workspace, const Site &site)
{
    bool ok = false;
    const qint64 id = context.word(0).toLongLong(&ok);
    if (!ok)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is no number of a past change.").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl settings history\" lists them."));
    if (const Result<void> may = mayWrite(workspace); !may && !context.has("dry-run"))
        return fail(may.error());
    const Result<SettingsPlan> plan = workspace.settings().planUndo(site, id, context.cancel());
    return plan ? carryOutAsExpected(context, workspace, site, plan->changes, plan->reason) : fail(plan.error());
}

VerbResult showOptionHistory(CliContext &, Workspace &workspace, const Site &site)
{
    const Result<QList<SettingsHistoryEntry>> history = workspace.settings().history(site);
    if (!history)
        return fail(history.error());
    QJsonArray array;
    TextTable table({AppTr::tr("ID"), AppTr::tr("WHEN"), AppTr::tr("WHO"), AppTr::tr("CHANGES"), AppTr::tr("RESULT"),
                     AppTr::tr("REASON")});
    for (const SettingsHistoryEntry &entry : *history) {
        array.append(cliJson(entry));
        QStringList changes;
        for (const ConfigChange &change : entry.changes) {
            changes.append(
                AppTr::tr("%1: %2 to %3")
                    .arg(change.name, inWords(change.name, change.seen), inWords(change.name, change.wanted)));
        }
        table.add({QString::number(entry.id), ageInWords(entry.when, workspace.clock()()), entry.who,
                   changes.join(u'\n'), entry.result, visibleText(entry.reason)});
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

/// What is to be agreed about an option, and what is agreed about it now.
struct AgreedChange
{
    QString name;
    std::optional<AgreedSetting> before = {};
    std::optional<AgreedSetting> after = {};
};

/// "NAME=VALUE", or with --live a name of what `live` has; a name alone forgets.
Result<AgreedChange> agreedChange(const QString &text, const SettingsView *live)
{
    const BackupOption *option = findBackupOption(text);
    if (option && !live)
        return AgreedChange {option->name};
    if (live) {
        const SettingRow *row = option ? findRow(*live, option->name) : nullptr;
        if (!row)
            return fail(ErrorKind::BadInput,
                        AppTr::tr("This Moodle has no option \"%1\" to agree on.").arg(visibleText(text)),
                        AppTr::tr("With --live give names alone; \"nightkeepctl settings show\" lists them."));
        return AgreedChange {option->name, {}, AgreedSetting {effective(*row), {}, {}}};
    }
    const auto parsed = parseOption(text);
    if (!parsed)
        return fail(parsed.error());
    return AgreedChange {parsed->first->name, {}, AgreedSetting {parsed->second, {}, {}}};
}

/// All of them, or an error: each is held against what can be agreed before any is.
Result<QList<AgreedChange>> agreedChanges(CliContext &context, Workspace &workspace, const Site &site,
                                          const SettingsView *live)
{
    const Result<QDate> on = context.day("on");
    if (!on)
        return fail(on.error());
    QList<AgreedChange> changes;
    for (const QString &text : context.words()) {
        Result<AgreedChange> change = agreedChange(text, live);
        if (!change)
            return fail(change.error());
        const Result<std::optional<AgreedSetting>> before = workspace.settings().agreed(site, change->name);
        if (!before)
            return fail(before.error());
        change->before = *before;
        if (change->after) {
            const bool isSame = *before && (*before)->value == change->after->value; // keeps what is not said anew
            change->after->on = context.has("on") || !isSame ? *on : (*before)->on;
            change->after->by = context.has("by") || !isSame ? context.value("by").trimmed() : (*before)->by;
            if (const Result<void> may = workspace.settings().checkAgreed(site, change->name, *change->after); !may)
                return fail(may.error());
        }
        if (std::any_of(changes.cbegin(), changes.cend(),
                        [&change](const AgreedChange &each) { return each.name == change->name; }))
            return fail(ErrorKind::BadInput, AppTr::tr("The option %1 is named twice.").arg(change->name));
        changes.append(*change);
    }
    return changes;
}

VerbResult agreeOptions(CliContext &context, Workspace &workspace, const Site &site)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    std::optional<SettingsView> live;
    if (context.has("live")) {
        const Result<SettingsView> view = workspace.settings().read(site, context.cancel());
        if (!view)
            return fail(view.error());
        live = *view;
    }
    const Result<QList<AgreedChange>> changes = agreedChanges(context, workspace, site, live ? &*live : nullptr);
    if (!changes)
        return fail(changes.error());
    QStringList done;
    for (const AgreedChange &change : *changes) {
        const Result<void> agreed = workspace.settings().setAgreed(site, change.name, change.before, change.after);
        if (!agreed) {
            Error problem = agreed.error();
            if (!done.isEmpty())
                problem.message += u' '
                    + AppTr::tr("Agreed before that: %1.", "names of options").arg(done.join(QStringLiteral(", ")));
            return fail(problem);
        }
        done.append(change.name);
    }
    return workspace.settings().lastView(site).map(
        [&workspace](const SettingsView &view) { return settingsAnswer(view, workspace.clock()(), false); });
}

template<bool OnlyDifferent> VerbResult showOptions(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SettingsView> view = context.has("offline") ? workspace.settings().lastView(site)
                                                             : workspace.settings().read(site, context.cancel());
    if (!view)
        return fail(view.error());
    CliAnswer answer = settingsAnswer(*view, workspace.clock()(), OnlyDifferent);
    if (view->notKept)
        answer.status = worse(answer.status, sayNotKept(context, *view->notKept));
    return answer;
}

} // namespace

const QList<Verb> Verbs::settings {
    {"settings",
     "[--offline]",
     withSite<showOptions<false>>,
     {Options::Site, Options::Offline},
     QT_TRANSLATE_NOOP("NightkeepApp", "Moodle's course backup options: see, change, compare with what was agreed")},
    {"settings show", "[--offline]", withSite<showOptions<false>>, {Options::Site, Options::Offline}},
    {"settings set",
     "NAME=VALUE... [--expect NAME=OLD]... [--reason TEXT] [--dry-run] [--yes]",
     withSite<setOptions>,
     {Options::Site, ExpectOption, Options::Reason, Options::DryRun}},
    {"settings agree",
     "NAME[=VALUE]... [--live] [--on DATE] [--by PEOPLE]",
     withSite<agreeOptions>,
     {Options::Site, AgreedLiveOption, AgreedOnOption, AgreedByOption}},
    {"settings check", "[--offline]", withSite<showOptions<true>>, {Options::Site, Options::Offline}},
    {"settings history", "", withSite<showOptionHistory>, {Options::Site}},
    {"settings undo",
     "ID [--expect NAME=OLD]... [--reason TEXT] [--dry-run] [--yes]",
     withSite<undoOptions>,
     {Options::Site, ExpectOption, Options::Reason, Options::DryRun}},
};

} // namespace Nightkeep
