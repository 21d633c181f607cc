// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

namespace Nightkeep {

namespace {

QJsonObject importJson(const ImportPlan &plan, bool dryRun)
{
    QHash<ImportChange::Kind, int> counts;
    QJsonArray changes;
    for (const ImportChange &change : plan.changes) {
        ++counts[change.kind];
        if (change.kind == ImportChange::Kind::Changed)
            changes.append(QJsonObject {{QStringLiteral("server"), change.before.name},
                                        {QStringLiteral("fields"), QJsonArray::fromStringList(change.fields)}});
    }
    QJsonArray skipped;
    for (const SkippedRow &row : plan.matrix.skipped)
        skipped.append(QJsonObject {{QStringLiteral("row"), row.row},
                                    {QStringLiteral("text"), row.text},
                                    {QStringLiteral("reason"), row.reason}});
    return {{QStringLiteral("servers"), plan.matrix.servers.size()},
            {QStringLiteral("currentFolders"), plan.matrix.currentFolders},
            {QStringLiteral("wantedFolders"), plan.matrix.wantedFolders},
            {QStringLiteral("skipped"), skipped},
            {QStringLiteral("added"), counts.value(ImportChange::Kind::Added)},
            {QStringLiteral("changed"), counts.value(ImportChange::Kind::Changed)},
            {QStringLiteral("same"), counts.value(ImportChange::Kind::Same)},
            {QStringLiteral("onlyHere"), counts.value(ImportChange::Kind::OnlyHere)},
            {QStringLiteral("changes"), changes},
            {QStringLiteral("dryRun"), dryRun}};
}

QString importText(const QJsonObject &json)
{
    QString text = AppTr::tr("%1 servers, %2 folders currently backed up, %3 wanted.\n")
                       .arg(json.value(u"servers").toInt())
                       .arg(json.value(u"currentFolders").toInt())
                       .arg(json.value(u"wantedFolders").toInt());
    text += AppTr::tr("%1 new, %2 changed, %3 as they were, %4 only in the workspace.\n")
                .arg(json.value(u"added").toInt())
                .arg(json.value(u"changed").toInt())
                .arg(json.value(u"same").toInt())
                .arg(json.value(u"onlyHere").toInt());
    return text;
}

VerbResult importWikiPage(CliContext &context, Workspace &workspace)
{
    const Result<ImportPlan> plan = workspace.servers().planImport(context.word(0));
    if (!plan)
        return fail(plan.error());

    const bool dryRun = context.has("dry-run");
    const QJsonObject json = importJson(*plan, dryRun);
    for (const ImportChange &change : plan->changes) {
        if (change.kind == ImportChange::Kind::Changed)
            context.say(AppTr::tr("%1 would change: %2")
                            .arg(visibleText(change.before.name), change.fields.join(QStringLiteral(", "))));
    }
    for (const SkippedRow &row : plan->matrix.skipped)
        context.say(AppTr::tr("Row %1 was left out: %2 (%3)").arg(row.row).arg(row.reason, visibleText(row.text)));
    if (dryRun)
        return CliAnswer {QJsonDocument(json), importText(json) + AppTr::tr("Dry run: nothing was imported.\n")};

    if (json.value(u"changed").toInt() > 0) {
        const Result<void> agreed =
            context.agree(AppTr::tr("Overwrite %n servers in the workspace?", nullptr, json.value(u"changed").toInt()),
                          AppTr::tr("See them with --dry-run; --yes takes the page's values."));
        if (!agreed)
            return fail(agreed.error());
    }
    if (!plan->changesNothing()) {
        if (const Result<void> applied = workspace.servers().applyImport(*plan); !applied)
            return fail(applied.error());
    }
    return CliAnswer {QJsonDocument(json), importText(json)};
}

} // namespace

const QList<Verb> Verbs::importWiki {
    {"import-wiki",
     "FILE [--dry-run] [--yes]",
     withWorkspace<importWikiPage>,
     {Options::DryRun},
     QT_TRANSLATE_NOOP("NightkeepApp", "take the server backup matrix from an exported wiki page")},
};

} // namespace Nightkeep
