// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/cli/clijson.h"
#include "app/cli/texttable.h"
#include "app/cli/verbs.h"

#include <algorithm>
#include <limits>

namespace Nightkeep {

namespace {

QJsonObject workspaceJson(const WorkspaceInfo &info)
{
    return {{QStringLiteral("workspace"), info.location},
            {QStringLiteral("title"), info.title},
            {QStringLiteral("demo"), info.demo},
            {QStringLiteral("readOnly"), info.readOnly}};
}

VerbResult createWorkspace(CliContext &context)
{
    if (context.has("demo"))
        return fail(ErrorKind::BadInput, AppTr::tr("The demo has its workspace already."),
                    AppTr::tr("Leave --demo away, or use \"nightkeepctl demo create DIR\"."));
    const QString location = context.has("workspace") ? context.location() : context.opener().defaultLocation();
    const Result<std::unique_ptr<Workspace>> made = context.opener().create(location);
    if (!made)
        return fail(made.error());
    const WorkspaceInfo info = (*made)->info();
    return CliAnswer {QJsonDocument(workspaceJson(info)), AppTr::tr("Made %1.\n").arg(visibleText(info.location))};
}

VerbResult verifyWorkspace(Workspace &workspace)
{
    if (const Result<void> chain = workspace.audit().verifyChain(); !chain)
        return fail(chain.error());
    const Result<QList<AuditEntry>> lines = workspace.audit().entries();
    if (!lines)
        return fail(lines.error());
    const Result<QList<ServerRow>> servers = workspace.servers().rows();
    if (!servers)
        return fail(servers.error());
    const Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());

    QJsonObject object = workspaceJson(workspace.info());
    object.insert(QStringLiteral("verified"), true);
    object.insert(QStringLiteral("servers"), servers->size());
    object.insert(QStringLiteral("sites"), sites->size());
    object.insert(QStringLiteral("archiveRuns"), runs->size());
    object.insert(QStringLiteral("auditLines"), lines->size());
    return CliAnswer {
        QJsonDocument(object),
        AppTr::tr("%1 is sound; the audit log's chain holds over %n lines.\n", nullptr, int(lines->size()))
            .arg(visibleText(workspace.info().location))};
}

VerbResult moveJson(CliContext &context, Workspace &workspace, bool out)
{
    const QString usage = out ? QStringLiteral("workspace export FILE") : QStringLiteral("workspace import FILE");
    if (const auto words = expectWords(context, 2, 2, usage); !words)
        return fail(words.error());
    const QString file = context.word(1);
    if (!out) {
        const Result<void> agreed = context.agree(
            AppTr::tr("Replace everything in %1 by %2?").arg(visibleText(workspace.info().location), visibleText(file)),
            AppTr::tr("Give --yes to replace everything in the workspace."));
        if (!agreed)
            return fail(agreed.error());
    }
    const Result<void> done = out ? workspace.exportJson(file) : workspace.importJson(file);
    if (!done)
        return fail(done.error());
    QJsonObject object = workspaceJson(workspace.info());
    object.insert(QStringLiteral("file"), file);
    const QString text = out ? AppTr::tr("Wrote the workspace to %1.\n") : AppTr::tr("Replaced the workspace by %1.\n");
    return CliAnswer {QJsonDocument(object), text.arg(visibleText(file))};
}

QJsonObject importJson(const ImportPlan &plan, bool dryRun)
{
    int added = 0;
    int changed = 0;
    int same = 0;
    int onlyHere = 0;
    QJsonArray changes;
    for (const ImportChange &change : plan.changes) {
        switch (change.kind) {
        case ImportChange::Kind::Added:
            ++added;
            break;
        case ImportChange::Kind::Changed:
            ++changed;
            changes.append(QJsonObject {{QStringLiteral("server"), change.before.name},
                                        {QStringLiteral("fields"), QJsonArray::fromStringList(change.fields)}});
            break;
        case ImportChange::Kind::Same:
            ++same;
            break;
        case ImportChange::Kind::OnlyHere:
            ++onlyHere;
            break;
        }
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
            {QStringLiteral("added"), added},
            {QStringLiteral("changed"), changed},
            {QStringLiteral("same"), same},
            {QStringLiteral("onlyHere"), onlyHere},
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

} // namespace

VerbResult demoVerb(CliContext &context)
{
    const QString usage = QStringLiteral("demo create DIR [--servers N] [--courses N] [--seed S]");
    if (context.word(0) != u"create")
        return unknownAction(QStringLiteral("demo"), context.word(0), {QStringLiteral("create")});
    if (const auto words = expectWords(context, 2, 2, usage); !words)
        return fail(words.error());
    const Result<qint64> servers = context.number("servers", 12, 1, 500);
    const Result<qint64> courses = context.number("courses", 40, 1, 5000);
    const Result<qint64> seed = context.number("seed", 1, 0, std::numeric_limits<qint64>::max());
    for (const Result<qint64> *number : {&servers, &courses, &seed}) {
        if (!*number)
            return fail(number->error());
    }
    const DemoOrder order {context.word(1), int(*servers), int(*courses), quint64(*seed)};
    const Result<QString> workspace = context.world().createDemo(context.opener(), order);
    if (!workspace)
        return fail(workspace.error());
    const QJsonObject object {{QStringLiteral("folder"), order.folder},
                              {QStringLiteral("workspace"), *workspace},
                              {QStringLiteral("servers"), order.servers},
                              {QStringLiteral("courses"), order.courses},
                              {QStringLiteral("seed"), *seed}};
    return CliAnswer {QJsonDocument(object), visibleText(*workspace) + u'\n'};
}

VerbResult importWikiVerb(CliContext &context)
{
    if (const auto words = expectWords(context, 1, 1, QStringLiteral("import-wiki FILE [--dry-run]")); !words)
        return fail(words.error());
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    const Result<ImportPlan> plan = (*workspace)->servers().planImport(context.word(0));
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
        if (const Result<void> applied = (*workspace)->servers().applyImport(*plan); !applied)
            return fail(applied.error());
    }
    return CliAnswer {QJsonDocument(json), importText(json)};
}

VerbResult workspaceVerb(CliContext &context)
{
    const QString action = context.word(0);
    const QStringList known {QStringLiteral("create"), QStringLiteral("export"), QStringLiteral("import"),
                             QStringLiteral("verify")};
    if (!known.contains(action))
        return unknownAction(QStringLiteral("workspace"), action, known);
    if (action == u"create" || action == u"verify") {
        if (const auto words = expectWords(context, 1, 1, QStringLiteral("workspace %1").arg(action)); !words)
            return fail(words.error());
    }
    if (action == u"create")
        return createWorkspace(context);
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    if (action == u"verify")
        return verifyWorkspace(**workspace);
    return moveJson(context, **workspace, action == u"export");
}

VerbResult checkVerb(CliContext &context)
{
    if (const auto words = expectWords(context, 0, 0, QStringLiteral("check [--severity SEVERITY]")); !words)
        return fail(words.error());
    const QString asked = context.value("severity", severityName(Severity::Warning));
    const QList<Severity> severities {Severity::Info, Severity::Warning, Severity::Critical};
    const auto threshold = std::find_if(severities.cbegin(), severities.cend(),
                                        [&asked](Severity severity) { return severityName(severity) == asked; });
    if (threshold == severities.cend())
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no severity.").arg(visibleText(asked)),
                    AppTr::tr("Severities: info, warning, critical."));
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    const Result<QList<Finding>> findings = allFindings(**workspace);
    if (!findings)
        return fail(findings.error());

    CliAnswer answer;
    QJsonArray array;
    TextTable table({AppTr::tr("SEVERITY"), AppTr::tr("FINDING")});
    for (const Finding &finding : *findings) {
        array.append(findingJson(finding));
        QStringList lines {finding.title};
        for (const QString &line : {finding.reason, finding.advice}) {
            if (!line.isEmpty())
                lines.append(line);
        }
        table.add({severityName(finding.severity), lines.join(u'\n')});
        if (finding.severity >= *threshold)
            answer.status = ExitStatus::Findings;
    }
    answer.json = QJsonDocument(array);
    answer.text = findings->isEmpty() ? AppTr::tr("Nothing needs attention.\n") : table.text();
    return answer;
}

} // namespace Nightkeep
