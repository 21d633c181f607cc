// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/matrix/importmodel.h"
#include "models/pageimport.h"
#include "models/servers/serverfield.h"
#include "models/storage/decisionwords.h"

namespace Nightkeep {

namespace {

QJsonObject valueJson(const QString &field, const QStringList &before, const QStringList &after)
{
    return {{QStringLiteral("field"), field},
            {QStringLiteral("old"), QJsonArray::fromStringList(before)},
            {QStringLiteral("new"), QJsonArray::fromStringList(after)}};
}

QStringList linesOf(const BackupFigures &figures)
{
    const QString words = figuresInWords(figures);
    return words.isEmpty() ? QStringList() : QStringList {words};
}

QJsonObject changeJson(const ImportChange &change)
{
    QJsonArray values;
    qsizetype at = 0; // the names stand in the order of the fields, the figures last
    for (const ServerField field : differingFields(change.before, change.after))
        values.append(valueJson(change.fields.value(at++), serverFieldLines(change.before, field),
                                serverFieldLines(change.after, field)));
    if (at < change.fields.size())
        values.append(valueJson(change.fields.at(at), linesOf(change.before.decisions.backup),
                                linesOf(change.after.decisions.backup)));
    return {{QStringLiteral("server"), change.before.name},
            {QStringLiteral("fields"), QJsonArray::fromStringList(change.fields)},
            {QStringLiteral("values"), values}};
}

QJsonObject optionJson(const ImportedOption &option)
{
    const bool isOfSite = option.site != noSiteYet();
    return {{QStringLiteral("site"), isOfSite ? QJsonValue(option.site) : QJsonValue()},
            {QStringLiteral("name"), option.name},
            {QStringLiteral("old"), option.before ? QJsonValue(*option.before) : QJsonValue()},
            {QStringLiteral("new"), option.after}};
}

QJsonObject importJson(const ImportPlan &plan, bool dryRun)
{
    QHash<ImportChange::Kind, int> counts;
    QJsonArray changes;
    for (const ImportChange &change : plan.changes) {
        ++counts[change.kind];
        if (change.kind == ImportChange::Kind::Changed)
            changes.append(changeJson(change));
    }
    QJsonArray skipped;
    for (const SkippedRow &row : plan.skipped())
        skipped.append(QJsonObject {{QStringLiteral("row"), row.row},
                                    {QStringLiteral("text"), row.text},
                                    {QStringLiteral("reason"), row.reason}});
    QJsonArray options;
    for (const ImportedOption &option : plan.options)
        options.append(optionJson(option));
    return {{QStringLiteral("servers"), plan.matrix.servers.size()},
            {QStringLiteral("currentFolders"), plan.matrix.currentFolders},
            {QStringLiteral("wantedFolders"), plan.matrix.wantedFolders},
            {QStringLiteral("skipped"), skipped},
            {QStringLiteral("headings"), QJsonArray::fromStringList(plan.matrix.headings)},
            {QStringLiteral("figures"), cliJson(plan.matrix.figures)},
            {QStringLiteral("options"), options},
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
    if (const auto options = json.value(u"options").toArray().size(); options > 0)
        text += AppTr::tr("%n backup options chosen otherwise than agreed before.\n", nullptr, int(options));
    return text;
}

QString valueInWords(const QStringList &lines)
{
    const QString text = lines.join(QStringLiteral(", "));
    return text.isEmpty() ? AppTr::tr("nothing") : text;
}

QString leftOut(const SkippedRow &row)
{
    const QString text = visibleText(row.text);
    return row.row > 0 ? AppTr::tr("Row %1 was left out: %2 (%3)").arg(row.row).arg(row.reason, text)
                       : AppTr::tr("A sentence above the table was left out: %1 (%2)").arg(row.reason, text);
}

/// What would be done, as the window's preview has it, and what would not.
void tellPlan(const CliContext &context, const ImportPlan &plan)
{
    ImportModel preview;
    preview.setPlan(plan);
    for (const ImportRow &row : preview.rows()) {
        if (row.kind != ImportChange::Kind::OnlyHere)
            context.say(AppTr::tr("%1, %2: %3, on the page: %4", "server, what differs, old and new value")
                            .arg(row.server, row.subject, valueInWords(row.here), valueInWords(row.page)));
    }
    for (const QString &heading : plan.matrix.headings)
        context.say(AppTr::tr("Taken for a heading: %1").arg(visibleText(heading)));
    for (const SkippedRow &row : plan.matrix.skipped)
        context.say(leftOut(row));
    for (const SkippedRow &row : plan.skippedOptions)
        context.say(AppTr::tr("Row %1 of the options was left out: %2 (%3)")
                        .arg(row.row)
                        .arg(row.reason, visibleText(row.text)));
}

VerbResult importWikiPage(CliContext &context, Workspace &workspace)
{
    const Result<ImportPlan> plan = planPageImport(workspace, context.word(0));
    if (!plan)
        return fail(plan.error());

    const bool dryRun = context.has("dry-run");
    const QJsonObject json = importJson(*plan, dryRun);
    const ExitStatus status = plan->skipped().isEmpty() ? ExitStatus::Fine : ExitStatus::Findings;
    tellPlan(context, *plan);
    if (dryRun)
        return CliAnswer {QJsonDocument(json), importText(json) + AppTr::tr("Dry run: nothing was imported.\n"),
                          status};

    if (const int overwritten = plan->overwritten(); overwritten > 0) {
        const Result<void> agreed = context.agree(
            AppTr::tr("Overwrite what the workspace says of %n servers and options?", nullptr, overwritten),
            AppTr::tr("See them with --dry-run; --yes takes the page's values."));
        if (!agreed)
            return fail(agreed.error());
    }
    if (!plan->changesNothing()) {
        if (const Result<void> applied = applyPageImport(workspace, *plan); !applied)
            return fail(applied.error());
    }
    return CliAnswer {QJsonDocument(json), importText(json), status};
}

} // namespace

const QList<Verb> Verbs::importWiki {
    {"import-wiki",
     "FILE [--dry-run] [--yes]",
     withWorkspace<importWikiPage>,
     {Options::DryRun},
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "take the server backup matrix and the options chosen from an exported wiki page; "
                       "ends with 1 if rows of it were left out")},
};

} // namespace Nightkeep
