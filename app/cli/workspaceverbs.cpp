// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"

#include <QRegularExpression>

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
    if (location.startsWith(QLatin1String("mysql:"), Qt::CaseInsensitive)) {
        const Result<void> agreed = context.agree(
            AppTr::tr("Seal the rows of %1 as they are now? Only where you know that they are right.")
                .arg(visibleText(location)),
            AppTr::tr("Give --yes to seal the rows as they are now, where you know that they are right."));
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

QString claimText(const AuditClaim &claim)
{
    return claim.account.isEmpty()
        ? AppTr::tr("%n lines in the name of %1 came past the database server's triggers; the first is line %2.\n",
                    nullptr, int(claim.lines))
              .arg(visibleText(claim.who))
              .arg(claim.first)
        : AppTr::tr("%n lines in the name of %1 were written by the account %2; the first is line %3.\n", nullptr,
                    int(claim.lines))
              .arg(visibleText(claim.who), visibleText(claim.account))
              .arg(claim.first);
}

QString headText(const AuditHead &head)
{
    return QStringLiteral("%1:%2").arg(QString::number(head.lines), QString::fromLatin1(head.hash));
}

/// Unknown is not good: a log that was never seen here may be any.
QString seenText(const WorkspaceCheck &check)
{
    if (check.lost) // and it was accepted
        return {};
    return check.seen.lines > 0
        ? AppTr::tr("It goes on from line %1, the last that was seen here before.\n").arg(check.seen.lines)
        : AppTr::tr("None of it was seen here before, so whether it was cut or written anew could not be compared.\n");
}

Error lostHead(const WorkspaceInfo &info, const QString &head, const QString &advice)
{
    return {
        ErrorKind::Damaged,
        AppTr::tr("The audit log of %1 is another than the one whose head was %2: it was cut, or written anew, or an"
                  " older copy was put in its place.")
            .arg(visibleText(info.location), head),
        advice,
        {}};
}

/// Whether a head that was seen elsewhere is, or was, one of this log.
Result<void> compareHead(Workspace &workspace, QString head)
{
    head = head.trimmed().toLower(); // as it came by mail
    static const QRegularExpression form(QStringLiteral("\\A(0:|[1-9][0-9]{0,17}:[0-9a-f]{64})\\z"));
    const qint64 line = head.section(u':', 0, 0).toLongLong();
    if (!form.match(head).hasMatch())
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is not the head of an audit log.").arg(visibleText(head)),
                    AppTr::tr("Give what \"nightkeepctl workspace verify\" said, such as 12:4f0c..."));
    const Result<QList<AuditEntry>> lines = workspace.audit().entries();
    if (!lines)
        return fail(lines.error());
    const QByteArray hash = line == 0 ? QByteArray() : line > lines->size() ? "-" : lines->at(line - 1).hash;
    if (headText({line, hash}) == head)
        return {};
    return fail(lostHead(workspace.info(), head,
                         AppTr::tr("Ask whoever saw that head whether it was of this workspace, and the log's keeper"
                                   " what happened. An export of that time shows which lines are others.")));
}

/// Sound by itself, and by what was seen of it.
Result<WorkspaceCheck> checkedWorkspace(const CliContext &context, Workspace &workspace)
{
    Result<WorkspaceCheck> check = workspace.verify();
    if (!check)
        return check;
    if (context.has("head")) {
        if (const Result<void> same = compareHead(workspace, context.value("head")); !same)
            return fail(same.error());
    }
    const bool accepts = context.has("accept");
    if (check->lost && !accepts)
        return fail(lostHead(workspace.info(), headText(*check->lost),
                             AppTr::tr("Ask whoever keeps it. Compare with an export, a copy, or the heads that"
                                       " colleagues have seen; give --accept where you know why, and this one counts"
                                       " from now on.")));
    if (const Result<void> accepted = accepts ? workspace.acceptLog() : Result<void>(); !accepted)
        return fail(accepted.error());
    return check;
}

VerbResult verifyWorkspace(CliContext &context, Workspace &workspace)
{
    const Result<WorkspaceCheck> check = checkedWorkspace(context, workspace);
    if (!check)
        return fail(check.error());
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
    object.insert(QStringLiteral("sealedTables"), check->tables);
    object.insert(QStringLiteral("sealedRows"), check->rows);
    object.insert(QStringLiteral("servers"), servers->size());
    object.insert(QStringLiteral("sites"), sites->size());
    object.insert(QStringLiteral("archiveRuns"), runs->size());
    object.insert(QStringLiteral("auditLines"), check->head.lines);
    object.insert(QStringLiteral("auditHead"), headText(check->head));
    object.insert(QStringLiteral("comparedWith"),
                  check->seen.lines > 0 ? QJsonValue(headText(check->seen)) : QJsonValue());
    QString text = AppTr::tr("%1 is sound.\n").arg(visibleText(workspace.info().location))
        + AppTr::tr("The seals of %1 tables hold over %n rows.\n", nullptr, int(check->rows)).arg(check->tables)
        + AppTr::tr("The audit log's chain holds over %n lines.\n", nullptr, int(check->head.lines))
        + AppTr::tr("Its head is %1: colleagues compare it by --head.\n").arg(headText(check->head)) + seenText(*check);
    QJsonArray claims;
    for (const AuditClaim &claim : check->claims) {
        claims.append(QJsonObject {{QStringLiteral("who"), claim.who},
                                   {QStringLiteral("account"), claim.account},
                                   {QStringLiteral("lines"), claim.lines},
                                   {QStringLiteral("firstLine"), claim.first}});
        text += claimText(claim);
    }
    object.insert(QStringLiteral("writtenByOthers"), claims);
    return CliAnswer {QJsonDocument(object), text};
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
    {"workspace verify",
     "[--head LINES:HASH] [--accept]",
     withWorkspace<verifyWorkspace>,
     {{"head", "LINES:HASH",
       QT_TRANSLATE_NOOP("NightkeepApp", "compare with a head of the audit log that was seen elsewhere")},
      {"accept", "",
       QT_TRANSLATE_NOOP("NightkeepApp", "let the audit log count as it is, where another was seen here")}}},
    {"workspace restore", "[--yes]", restoreWorkspace},
    {"workspace password", "", keepOwnPassword},
};

} // namespace Nightkeep
