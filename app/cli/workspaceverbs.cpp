// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"

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
    const QString location = context.location();
    const Result<std::unique_ptr<Workspace>> made = context.opener().create(location, context.cancel());
    if (!made)
        return fail(made.error());
    const WorkspaceInfo info = (*made)->info();
    return CliAnswer {QJsonDocument(workspaceJson(info)), AppTr::tr("Made %1.\n").arg(visibleText(info.location))};
}

VerbResult restoreWorkspace(CliContext &context)
{
    if (context.has("demo"))
        return fail(ErrorKind::BadInput, AppTr::tr("The demo's workspace is not restored."),
                    AppTr::tr("Leave --demo away, or make another demo."));
    const QString location = context.location();
    const std::optional<LastGoodCopy> copy = context.opener().lastGoodCopy(location);
    if (copy) {
        const QString savedAt = momentInWords(copy->savedAt, QLocale::ShortFormat);
        const Result<void> agreed = context.agree(
            AppTr::tr("Put the copy of %1, saved %2, in its place? The damaged file is kept beside it.")
                .arg(visibleText(location), savedAt),
            AppTr::tr("Give --yes to put the copy saved %1 in its place; the damaged file is kept beside it.")
                .arg(savedAt));
        if (!agreed)
            return fail(agreed.error());
    }
    if (const Result<void> restored = context.opener().restoreLastGoodCopy(location); !restored)
        return fail(restored.error());
    QJsonObject object {{QStringLiteral("workspace"), location}, {QStringLiteral("restored"), true}};
    if (copy)
        object.insert(QStringLiteral("savedAt"), momentJson(copy->savedAt));
    return CliAnswer {QJsonDocument(object), AppTr::tr("Restored %1.\n").arg(visibleText(location))};
}

VerbResult verifyWorkspace(CliContext &, Workspace &workspace)
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

VerbResult keepOwnPassword(CliContext &context)
{
    // Without opening it: that would need the password.
    const QString location = context.has("workspace") ? context.location() : context.opener().defaultLocation();
    return keepTypedPassword(context, location, {}, [&](const QString &password) {
        return context.opener().keepPassword(location, password);
    });
}

template<bool Out> VerbResult moveJson(CliContext &context, Workspace &workspace)
{
    const QString file = context.word(0);
    if (!Out) {
        const Result<void> agreed = context.agree(
            AppTr::tr("Replace everything in %1 by %2?").arg(visibleText(workspace.info().location), visibleText(file)),
            AppTr::tr("Give --yes to replace everything in the workspace."));
        if (!agreed)
            return fail(agreed.error());
    }
    const Result<void> done = Out ? workspace.exportJson(file) : workspace.importJson(file);
    if (!done)
        return fail(done.error());
    QJsonObject object = workspaceJson(workspace.info());
    object.insert(QStringLiteral("file"), file);
    const QString text = Out ? AppTr::tr("Wrote the workspace to %1.\n") : AppTr::tr("Replaced the workspace by %1.\n");
    return CliAnswer {QJsonDocument(object), text.arg(visibleText(file))};
}

} // namespace

const QList<Verb> Verbs::workspace {
    {"workspace create",
     "",
     createWorkspace,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "the team's workspace: make, copy, check, restore")},
    {"workspace export", "FILE", withWorkspace<moveJson<true>>},
    {"workspace import", "FILE [--yes]", withWorkspace<moveJson<false>>},
    {"workspace verify", "", withWorkspace<verifyWorkspace>},
    {"workspace restore", "[--yes]", restoreWorkspace},
    {"workspace password", "", keepOwnPassword},
};

} // namespace Nightkeep
