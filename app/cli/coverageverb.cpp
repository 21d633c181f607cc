// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/coverage/coveragemodel.h"

namespace Nightkeep {

namespace {

VerbResult showCoverage(CliContext &context)
{
    const Result<QList<ServerRow>> rows = chosenServers(context, context.words());
    if (!rows)
        return fail(rows.error());
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("FOLDER"), AppTr::tr("STATE"), AppTr::tr("PAGE SAYS"),
                     AppTr::tr("SERVER SAYS"), AppTr::tr("BY"), AppTr::tr("EVIDENCE"), AppTr::tr("REASON")});
    const auto word = [](const std::optional<CoverageVerdict> &verdict) {
        return verdict ? coverageStateWord(verdict->state) : QStringLiteral("-");
    };
    for (const ServerRow &row : *rows) {
        for (const CoverageRow &coverage : row.coverage) {
            array.append(coverageJson(coverage));
            table.add({coverage.server, displayPath(coverage.folder), coverageRowWord(coverage),
                       word(coverage.declared), word(coverage.observed), coverageHolder(coverage),
                       nameOf(coverage.evidence), coverage.reason});
        }
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

} // namespace

const QList<Verb> Verbs::coverage {
    {"coverage",
     "[SERVER...]",
     showCoverage,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "folders currently backed up against the folders we want")},
};

} // namespace Nightkeep
