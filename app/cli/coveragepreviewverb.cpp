// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

namespace Nightkeep {

namespace {

VerbResult previewBackup(CliContext &context, Workspace &workspace, const Server &server)
{
    const Result<BytePath> folder = cleanFolder(context.word(1).toUtf8());
    if (!folder)
        return fail(folder.error());
    const Result<Asked<BackupPreview>> asked =
        workspace.inspection().preview(server, *folder, context.attendance(), context.cancel());
    if (!asked)
        return fail(asked.error());
    const BackupPreview *preview = &asked->answer;

    QJsonArray excluded;
    TextTable table({AppTr::tr("LEFT OUT"), AppTr::tr("BY THE RULE"), AppTr::tr("FROM")});
    for (const ExcludedObject &object : preview->firstExcluded) {
        QJsonObject entry {{QStringLiteral("rule"), object.rule}, {QStringLiteral("source"), object.source}};
        insertPath(entry, QStringLiteral("path"), object.path);
        excluded.append(entry);
        table.add({displayPath(object.path), object.rule, object.source});
    }
    QJsonObject object {{QStringLiteral("server"), server.name},
                        {QStringLiteral("takenAt"), momentJson(preview->takenAt)},
                        {QStringLiteral("state"), nameOf(preview->state)},
                        {QStringLiteral("included"), preview->included},
                        {QStringLiteral("excluded"), preview->excluded},
                        {QStringLiteral("firstExcluded"), excluded},
                        {QStringLiteral("notKept"), cliJson(asked->notKept)}};
    insertOtherPath(object, QStringLiteral("folder"), preview->folder);
    CliAnswer answer {QJsonDocument(object), previewSentence(*preview) + u'\n'};
    if (!preview->firstExcluded.isEmpty())
        answer.text += table.text();
    if (preview->excluded > 0 || preview->included == 0 || preview->state != BackupPreview::State::Whole)
        answer.status = ExitStatus::Findings;
    if (asked->notKept)
        answer.status = worse(answer.status, sayNotKept(context, *asked->notKept));
    return answer;
}

} // namespace

const QList<Verb> Verbs::coveragePreview {
    {"coverage preview", "SERVER FOLDER", withServer<previewBackup>},
};

} // namespace Nightkeep
