// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/estate.h"

#include <algorithm>

namespace Nightkeep {

namespace {

VerbResult checkAll(CliContext &context)
{
    const QString asked = context.value("severity", nameOf(Severity::Warning));
    const QList<Severity> severities {Severity::Info, Severity::Warning, Severity::Critical};
    const auto threshold = std::find_if(severities.cbegin(), severities.cend(),
                                        [&asked](Severity severity) { return nameOf(severity) == asked; });
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
        array.append(cliJson(finding));
        QStringList lines {finding.title};
        for (const QString &line : {finding.reason, finding.advice}) {
            if (!line.isEmpty())
                lines.append(line);
        }
        table.add({nameOf(finding.severity), lines.join(u'\n')});
        if (finding.severity >= *threshold)
            answer.status = ExitStatus::Findings;
    }
    answer.json = QJsonDocument(array);
    answer.text = findings->isEmpty() ? AppTr::tr("Nothing needs attention.\n") : table.text();
    return answer;
}

} // namespace

const QList<Verb> Verbs::check {
    {"check",
     "[--severity info|warning|critical]",
     checkAll,
     {{"severity", "SEVERITY", QT_TRANSLATE_NOOP("NightkeepApp", "from which severity on to end with 1")}},
     QT_TRANSLATE_NOOP("NightkeepApp", "all findings; ends with 1 if one is at or above the severity")},
};

} // namespace Nightkeep
