// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/cli/clijson.h"
#include "app/cli/texttable.h"
#include "app/cli/verbs.h"
#include "models/base/format.h"

#include <algorithm>

namespace Nightkeep {

Result<Site> chosenSite(CliContext &context)
{
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    const Result<QList<Site>> sites = (*workspace)->settings().sites();
    if (!sites)
        return fail(sites.error());
    const QString wanted = context.value("site");
    QStringList names;
    for (const Site &site : *sites) {
        if (site.name == wanted || (wanted.isEmpty() && sites->size() == 1))
            return site;
        names.append(site.name);
    }
    if (sites->isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The workspace has no Moodle site yet."),
                    AppTr::tr("Add one: nightkeepctl sites set NAME --new databaseServer=... dataServer=..."));
    if (wanted.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The workspace has several Moodle sites."),
                    AppTr::tr("Name one with --site: %1.").arg(names.join(QStringLiteral(", "))));
    return fail(ErrorKind::BadInput, AppTr::tr("There is no Moodle site \"%1\".").arg(visibleText(wanted)),
                AppTr::tr("Sites: %1.").arg(names.join(QStringLiteral(", "))));
}

namespace {

CliAnswer settingsAnswer(const SettingsView &view, bool onlyDifferent)
{
    CliAnswer answer;
    QJsonArray array;
    TextTable table(
        {AppTr::tr("OPTION"), AppTr::tr("NAME"), AppTr::tr("LIVE"), AppTr::tr("AGREED"), AppTr::tr("STATE")});
    for (const SettingRow &row : view.rows) {
        const bool differs = row.state == SettingState::Differs || row.state == SettingState::Unknown;
        if (onlyDifferent && row.state == SettingState::Same)
            continue;
        if (onlyDifferent && differs)
            answer.status = ExitStatus::Findings;
        array.append(settingJson(row));
        table.add(
            {row.option.title, row.option.name, row.valueInWords, row.agreedInWords, settingStateWord(row.state)});
    }
    answer.json = QJsonDocument(array);
    answer.text = table.text();
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

Result<QList<ConfigChange>> readChanges(const CliContext &context, const SettingsView &live)
{
    const auto expected = expectations(context);
    if (!expected)
        return fail(expected.error());
    QList<ConfigChange> changes;
    for (const QString &text : context.words().mid(1)) {
        const auto parsed = parseOption(text);
        if (!parsed)
            return fail(parsed.error());
        const QString name = parsed->first->name;
        const auto row = std::find_if(live.rows.cbegin(), live.rows.cend(),
                                      [&name](const SettingRow &known) { return known.option.name == name; });
        const std::optional<QString> now = row == live.rows.cend() ? std::nullopt : row->value;
        changes.append({name, expected->contains(name) ? expected->value(name) : now, parsed->second});
    }
    for (auto it = expected->cbegin(); it != expected->cend(); ++it) {
        if (std::none_of(changes.cbegin(), changes.cend(),
                         [&it](const ConfigChange &change) { return change.name == it.key(); })) {
            return fail(ErrorKind::BadInput,
                        AppTr::tr("--expect names %1, but no value is set for it.").arg(visibleText(it.key())));
        }
    }
    return changes;
}

QJsonObject planJson(const SettingsPlan &plan, bool dryRun)
{
    QJsonArray changes;
    for (const ConfigChange &change : plan.changes)
        changes.append(changeJson(change));
    return {{QStringLiteral("site"), plan.site},
            {QStringLiteral("dryRun"), dryRun},
            {QStringLiteral("changes"), changes},
            {QStringLiteral("statements"), QJsonArray::fromStringList(plan.statements)},
            {QStringLiteral("caution"), plan.caution}};
}

QString inWords(const QString &name, const std::optional<QString> &stored)
{
    if (!stored)
        return AppTr::tr("(unset)");
    const BackupOption *option = findBackupOption(name);
    return option ? optionInWords(*option, *stored) : *stored;
}

CliAnswer appliedAnswer(const SettingsPlan &plan, const SettingsApplied &applied)
{
    CliAnswer answer;
    QJsonArray outcomes;
    TextTable table(
        {AppTr::tr("OPTION"), AppTr::tr("SEEN"), AppTr::tr("WANTED"), AppTr::tr("NOW"), AppTr::tr("OUTCOME")});
    for (const ConfigOutcome &outcome : applied.outcomes) {
        outcomes.append(outcomeJson(outcome));
        const QString name = outcome.change.name;
        table.add({name, inWords(name, outcome.change.seen), inWords(name, outcome.change.wanted),
                   inWords(name, outcome.found), outcomeName(outcome.kind)});
        if (outcome.kind == ConfigOutcome::Kind::Unknown)
            answer.status = ExitStatus::Unreachable;
    }
    if (applied.hasConflict())
        answer.status = ExitStatus::Refused;
    QJsonObject object = planJson(plan, false);
    object.insert(QStringLiteral("outcomes"), outcomes);
    object.insert(QStringLiteral("historyId"), applied.historyId);
    answer.json = QJsonDocument(object);
    answer.text = table.text();
    return answer;
}

/// Shows the exact SQL, asks once, writes.
VerbResult carryOut(CliContext &context, const Site &site, const SettingsPlan &plan, bool agreedByExpectation)
{
    if (plan.changes.isEmpty())
        return CliAnswer {QJsonDocument(planJson(plan, context.has("dry-run"))),
                          AppTr::tr("Nothing to change: Moodle has these values already.\n")};
    for (const QString &statement : plan.statements)
        context.say(visibleText(statement));
    if (!plan.caution.isEmpty())
        context.say(plan.caution);
    if (context.has("dry-run"))
        return CliAnswer {QJsonDocument(planJson(plan, true)), AppTr::tr("Dry run: nothing was written.\n")};

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
    return appliedAnswer(plan, *applied);
}

VerbResult setOptions(CliContext &context, Workspace &workspace, const Site &site)
{
    if (const auto words = expectWords(context, 2, -1, QStringLiteral("settings set NAME=VALUE...")); !words)
        return fail(words.error());
    for (const QString &text : context.words().mid(1)) { // before the network is asked
        if (const auto parsed = parseOption(text); !parsed)
            return fail(parsed.error());
    }
    const Result<SettingsView> live = workspace.settings().read(site, context.cancel());
    if (!live)
        return fail(live.error());
    const Result<QList<ConfigChange>> changes = readChanges(context, *live);
    if (!changes)
        return fail(changes.error());
    const Result<SettingsPlan> plan = workspace.settings().plan(site, *changes, context.cancel());
    if (!plan)
        return fail(plan.error());
    const auto expected = expectations(context);
    const bool all = std::all_of(plan->changes.cbegin(), plan->changes.cend(),
                                 [&expected](const ConfigChange &change) { return expected->contains(change.name); });
    return carryOut(context, site, *plan, all);
}

VerbResult undoOptions(CliContext &context, Workspace &workspace, const Site &site)
{
    if (const auto words = expectWords(context, 2, 2, QStringLiteral("settings undo ID")); !words)
        return fail(words.error());
    bool ok = false;
    const qint64 id = context.word(1).toLongLong(&ok);
    if (!ok)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is no number of a past change.").arg(visibleText(context.word(1))),
                    AppTr::tr("\"nightkeepctl settings history\" lists them."));
    const Result<SettingsPlan> plan = workspace.settings().planUndo(site, id, context.cancel());
    if (!plan)
        return fail(plan.error());
    return carryOut(context, site, *plan, false);
}

VerbResult showHistory(Workspace &workspace, const Site &site)
{
    const Result<QList<SettingsHistoryEntry>> history = workspace.settings().history(site);
    if (!history)
        return fail(history.error());
    QJsonArray array;
    TextTable table({AppTr::tr("ID"), AppTr::tr("WHEN"), AppTr::tr("WHO"), AppTr::tr("CHANGES"), AppTr::tr("RESULT")});
    for (const SettingsHistoryEntry &entry : *history) {
        array.append(historyJson(entry));
        QStringList changes;
        for (const ConfigChange &change : entry.changes) {
            changes.append(
                AppTr::tr("%1: %2 to %3")
                    .arg(change.name, inWords(change.name, change.seen), inWords(change.name, change.wanted)));
        }
        table.add({QString::number(entry.id), ageInWords(entry.when, workspace.clock()()), entry.who,
                   changes.join(u'\n'), entry.result});
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

VerbResult agreeOptions(CliContext &context, Workspace &workspace, const Site &site)
{
    if (const auto words = expectWords(context, 2, -1, QStringLiteral("settings agree NAME=VALUE...")); !words)
        return fail(words.error());
    QList<QPair<QString, std::optional<QString>>> agreements;
    for (const QString &text : context.words().mid(1)) {
        if (findBackupOption(text)) {
            agreements.append({text, std::nullopt});
            continue;
        }
        const auto parsed = parseOption(text);
        if (!parsed)
            return fail(parsed.error());
        agreements.append({parsed->first->name, parsed->second});
    }
    for (const auto &[name, stored] : agreements) {
        if (const Result<void> done = workspace.settings().setAgreed(site, name, stored); !done)
            return fail(done.error());
    }
    const Result<SettingsView> view = workspace.settings().lastView(site);
    if (!view)
        return fail(view.error());
    return settingsAnswer(*view, false);
}

} // namespace

VerbResult settingsVerb(CliContext &context)
{
    const QString action = context.word(0).isEmpty() ? QStringLiteral("show") : context.word(0);
    const QStringList known {QStringLiteral("show"), QStringLiteral("set"),   QStringLiteral("history"),
                             QStringLiteral("undo"), QStringLiteral("check"), QStringLiteral("agree")};
    if (!known.contains(action))
        return unknownAction(QStringLiteral("settings"), action, known);
    const Result<Site> site = chosenSite(context);
    if (!site)
        return fail(site.error());
    Workspace &workspace = **context.workspace();

    if (action == u"set")
        return setOptions(context, workspace, *site);
    if (action == u"undo")
        return undoOptions(context, workspace, *site);
    if (action == u"agree")
        return agreeOptions(context, workspace, *site);
    if (const auto words = expectWords(context, 0, 1, QStringLiteral("settings show|history|check")); !words)
        return fail(words.error());
    if (action == u"history")
        return showHistory(workspace, *site);

    const Result<SettingsView> view = context.has("offline") ? workspace.settings().lastView(*site)
                                                             : workspace.settings().read(*site, context.cancel());
    if (!view)
        return fail(view.error());
    return settingsAnswer(*view, action == u"check");
}

} // namespace Nightkeep
