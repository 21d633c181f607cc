// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"

namespace Nightkeep {

namespace {

QJsonValue countOrNull(const ChangeRate &rate, const ChangeCount &count)
{
    const QJsonObject object {{QStringLiteral("files"), count.files}, {QStringLiteral("bytes"), count.bytes}};
    return rate.hasCounts() ? QJsonValue(object) : QJsonValue();
}

QJsonObject rateJson(const QString &server, const Asked<ChangeRates> &asked, const ChangeRate &rate)
{
    QJsonObject object {{QStringLiteral("server"), server},
                        {QStringLiteral("takenAt"), momentJson(asked.answer.takenAt)},
                        {QStringLiteral("state"), nameOf(rate.state)},
                        {QStringLiteral("all"), countOrNull(rate, rate.all)},
                        {QStringLiteral("days1"), countOrNull(rate, rate.day)},
                        {QStringLiteral("days7"), countOrNull(rate, rate.week)},
                        {QStringLiteral("days30"), countOrNull(rate, rate.month)},
                        {QStringLiteral("notKept"), cliJson(asked.notKept)}};
    insertOtherPath(object, QStringLiteral("folder"), rate.folder);
    return object;
}

QString countText(const ChangeRate &rate, const ChangeCount &count)
{
    if (!rate.hasCounts())
        return {};
    return AppTr::tr("%1 in %n files", nullptr, int(count.files)).arg(bytesInWords(count.bytes));
}

VerbResult countServerChanges(CliContext &context, Workspace &workspace)
{
    const Result<QList<ServerRow>> rows = chosenServers(context, context.words());
    if (!rows)
        return fail(rows.error());
    CliAnswer answer;
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("FOLDER"), AppTr::tr("IN ALL"), AppTr::tr("1 DAY"),
                     AppTr::tr("7 DAYS"), AppTr::tr("30 DAYS"), AppTr::tr("STATE")});
    std::optional<Error> notKept;
    for (const ServerRow &row : *rows) {
        const QString &server = row.server.name;
        const Result<Asked<ChangeRates>> rates =
            workspace.inspection().countChanges(row.server, context.attendance(), context.cancel());
        if (!rates) {
            // One server's failure is its own; a person's wish to stop is for all.
            if (rates.error().kind == ErrorKind::Cancelled || rows->size() == 1)
                return fail(rates.error());
            array.append(
                QJsonObject {{QStringLiteral("server"), server}, {QStringLiteral("error"), cliJson(rates.error())}});
            table.add({server, {}, {}, {}, {}, {}, rates.error().message});
            answer.status = ExitStatus::Unreachable;
            continue;
        }
        if (!notKept)
            notKept = rates->notKept;
        for (const ChangeRate &rate : rates->answer.folders) {
            array.append(rateJson(server, *rates, rate));
            table.add({server, displayPath(rate.folder), countText(rate, rate.all), countText(rate, rate.day),
                       countText(rate, rate.week), countText(rate, rate.month), changeRateStateWord(rate.state)});
            if (rate.state != ChangeRate::State::Counted && answer.status == ExitStatus::Fine)
                answer.status = ExitStatus::Findings;
        }
    }
    if (notKept)
        answer.status = worse(answer.status, sayNotKept(context, *notKept));
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

} // namespace

const QList<Verb> Verbs::serversChangeRate {
    {"servers change-rate", "SERVER...", withWorkspace<countServerChanges>},
};

} // namespace Nightkeep
