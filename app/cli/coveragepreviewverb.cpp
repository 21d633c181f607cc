// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

namespace Nightkeep {

namespace {

VerbResult previewBackup(CliContext &context, Workspace &workspace, const Server &server)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<BytePath> folder = cleanFolder(context.word(1).toUtf8());
    if (!folder)
        return fail(folder.error());
    const Result<BackupPreview> preview =
        workspace.inspection().preview(server, *folder, context.attendance(), context.cancel());
    if (!preview)
        return fail(preview.error());

    QJsonArray excluded;
    TextTable table({AppTr::tr("LEFT OUT"), AppTr::tr("BY THE RULE"), AppTr::tr("FROM")});
    for (const ExcludedObject &object : preview->firstExcluded) {
        QJsonObject entry {{QStringLiteral("rule"), object.rule}, {QStringLiteral("source"), object.source}};
        insertPath(entry, QStringLiteral("path"), object.path);
        excluded.append(entry);
        table.add({displayPath(object.path), object.rule, object.source});
    }
    QJsonObject object {
        {QStringLiteral("server"), server.name},           {QStringLiteral("takenAt"), momentJson(preview->takenAt)},
        {QStringLiteral("state"), nameOf(preview->state)}, {QStringLiteral("included"), preview->included},
        {QStringLiteral("excluded"), preview->excluded},   {QStringLiteral("firstExcluded"), excluded}};
    insertOtherPath(object, QStringLiteral("folder"), preview->folder);
    CliAnswer answer {QJsonDocument(object), previewSentence(*preview) + u'\n'};
    if (!preview->firstExcluded.isEmpty())
        answer.text += table.text();
    if (preview->excluded > 0 || preview->included == 0 || preview->state != BackupPreview::State::Whole)
        answer.status = ExitStatus::Findings;
    return answer;
}

} // namespace

const QList<Verb> Verbs::coveragePreview {
    {"coverage preview", "SERVER FOLDER", withServer<previewBackup>},
};

} // namespace Nightkeep
