// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

namespace Nightkeep {

namespace {

VerbResult compareTwoServers(CliContext &context, Workspace &workspace)
{
    const Result<QList<ServerRow>> rows = chosenServers(context, context.words());
    if (!rows)
        return fail(rows.error());
    const Result<ServerComparison> comparison =
        workspace.history().compare(rows->at(0).server.name, rows->at(1).server.name);
    if (!comparison)
        return fail(comparison.error());

    QJsonArray array;
    TextTable table({AppTr::tr("VERDICT"), AppTr::tr("ABOUT"), AppTr::tr("WHAT"), comparison->a, comparison->b});
    for (const ComparisonRow &row : comparison->rows) {
        const bool unknown = row.verdict == ComparisonRow::Verdict::Unknown;
        const auto value = [unknown](const QString &text) {
            return unknown && text.isEmpty() ? QJsonValue() : QJsonValue(text);
        };
        array.append(QJsonObject {{QStringLiteral("verdict"), nameOf(row.verdict)},
                                  {QStringLiteral("about"), nameOf(row.group)},
                                  {QStringLiteral("what"), row.field},
                                  {QStringLiteral("a"), value(row.a)},
                                  {QStringLiteral("b"), value(row.b)}});
        table.add({verdictWord(row.verdict), comparisonGroupTitle(row.group), row.field, row.a, row.b});
    }
    using Verdict = ComparisonRow::Verdict;
    const QJsonObject object {{QStringLiteral("a"), comparison->a},
                              {QStringLiteral("b"), comparison->b},
                              {QStringLiteral("differs"), comparison->count(Verdict::Differs)},
                              {QStringLiteral("unknown"), comparison->count(Verdict::Unknown)},
                              {QStringLiteral("same"), comparison->count(Verdict::Same)},
                              {QStringLiteral("rows"), array}};
    return CliAnswer {QJsonDocument(object), comparisonSentence(*comparison) + QStringLiteral("\n\n") + table.text()};
}

} // namespace

const QList<Verb> Verbs::serversCompare {
    {"servers compare", "A B", withWorkspace<compareTwoServers>},
};

} // namespace Nightkeep
