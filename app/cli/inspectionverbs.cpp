// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/cli/clijson.h"
#include "app/cli/texttable.h"
#include "app/cli/verbs.h"
#include "models/base/format.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QJsonObject countJson(const ChangeCount &count)
{
    return {{QStringLiteral("files"), count.files}, {QStringLiteral("bytes"), count.bytes}};
}

QJsonValue countOrNull(const ChangeRate &rate, const ChangeCount &count)
{
    return rate.hasCounts() ? QJsonValue(countJson(count)) : QJsonValue();
}

QJsonObject rateJson(const QString &server, const QDateTime &takenAt, const ChangeRate &rate)
{
    QJsonObject object {{QStringLiteral("server"), server},
                        {QStringLiteral("takenAt"), momentJson(takenAt)},
                        {QStringLiteral("state"), changeRateStateName(rate.state)},
                        {QStringLiteral("all"), countOrNull(rate, rate.all)},
                        {QStringLiteral("days1"), countOrNull(rate, rate.day)},
                        {QStringLiteral("days7"), countOrNull(rate, rate.week)},
                        {QStringLiteral("days30"), countOrNull(rate, rate.month)}};
    insertOtherPath(object, QStringLiteral("folder"), rate.folder);
    return object;
}

QString countText(const ChangeRate &rate, const ChangeCount &count)
{
    if (!rate.hasCounts())
        return {};
    return AppTr::tr("%1 in %n files", nullptr, int(count.files)).arg(bytesInWords(count.bytes));
}

/// The server of one word; as chosenServers() finds it.
Result<Server> oneServer(CliContext &context, const QString &name)
{
    const Result<QList<ServerRow>> rows = chosenServers(context, {name});
    if (!rows)
        return fail(rows.error());
    return rows->constFirst().server;
}

} // namespace

VerbResult changeRateVerb(CliContext &context)
{
    if (const auto words = expectWords(context, 2, -1, QStringLiteral("servers change-rate SERVER...")); !words)
        return fail(words.error());
    const Result<QList<ServerRow>> rows = chosenServers(context, context.words().mid(1));
    if (!rows)
        return fail(rows.error());
    Workspace &workspace = **context.workspace();
    CliAnswer answer;
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("FOLDER"), AppTr::tr("IN ALL"), AppTr::tr("1 DAY"),
                     AppTr::tr("7 DAYS"), AppTr::tr("30 DAYS"), AppTr::tr("STATE")});
    for (const ServerRow &row : *rows) {
        const QString &server = row.server.name;
        const Result<ChangeRates> rates =
            workspace.inspection().countChanges(row.server, context.attendance(), context.cancel());
        if (!rates) {
            // One server's failure is its own; a person's wish to stop is for all.
            if (rates.error().kind == ErrorKind::Cancelled || rows->size() == 1)
                return fail(rates.error());
            array.append(
                QJsonObject {{QStringLiteral("server"), server}, {QStringLiteral("error"), errorJson(rates.error())}});
            table.add({server, {}, {}, {}, {}, {}, rates.error().message});
            answer.status = ExitStatus::Unreachable;
            continue;
        }
        for (const ChangeRate &rate : rates->folders) {
            array.append(rateJson(server, rates->takenAt, rate));
            table.add({server, displayPath(rate.folder), countText(rate, rate.all), countText(rate, rate.day),
                       countText(rate, rate.week), countText(rate, rate.month), changeRateStateWord(rate.state)});
            if (rate.state != ChangeRate::State::Counted && answer.status == ExitStatus::Fine)
                answer.status = ExitStatus::Findings;
        }
    }
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

VerbResult previewVerb(CliContext &context)
{
    if (const auto words = expectWords(context, 3, 3, QStringLiteral("coverage preview SERVER FOLDER")); !words)
        return fail(words.error());
    const Result<Server> server = oneServer(context, context.word(1));
    if (!server)
        return fail(server.error());
    const Result<BytePath> folder = cleanFolder(context.word(2).toUtf8());
    if (!folder)
        return fail(folder.error());
    const Result<BackupPreview> preview =
        (*context.workspace())->inspection().preview(*server, *folder, context.attendance(), context.cancel());
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
    QJsonObject object {{QStringLiteral("server"), server->name},
                        {QStringLiteral("takenAt"), momentJson(preview->takenAt)},
                        {QStringLiteral("state"), previewStateName(preview->state)},
                        {QStringLiteral("included"), preview->included},
                        {QStringLiteral("excluded"), preview->excluded},
                        {QStringLiteral("firstExcluded"), excluded}};
    insertOtherPath(object, QStringLiteral("folder"), preview->folder);
    CliAnswer answer {QJsonDocument(object), previewSentence(*preview) + u'\n'};
    if (!preview->firstExcluded.isEmpty())
        answer.text += table.text();
    if (preview->excluded > 0 || preview->included == 0 || preview->state != BackupPreview::State::Whole)
        answer.status = ExitStatus::Findings;
    return answer;
}

} // namespace Nightkeep
