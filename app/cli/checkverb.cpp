// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/findingmodel.h"
#include "models/estate.h"

#include <algorithm>

namespace Nightkeep {

namespace {

Result<Estate> readableEstate(Workspace &workspace)
{
    Estate estate = readEstate(workspace);
    if (estate.failure)
        return fail(*estate.failure);
    return estate;
}

QJsonObject findingJson(const Finding &finding, const std::optional<AcceptedFinding> &accepted)
{
    QJsonObject object = cliJson(finding);
    object.insert(QStringLiteral("accepted"), cliJson(accepted));
    return object;
}

/// The open ones, then those that are accepted.
QJsonDocument findingsJson(const Estate &estate)
{
    QJsonArray array;
    for (const Finding &finding : estate.findings)
        array.append(findingJson(finding, std::nullopt));
    for (const AcceptedNow &each : estate.accepted)
        array.append(findingJson(each.finding, each.acceptance));
    return QJsonDocument(array);
}

void addFindingRow(TextTable &table, const Finding &finding, const QStringList &facts, bool withId)
{
    QStringList lines {finding.title};
    if (withId)
        lines.append(finding.id);
    for (const QString &line : facts) {
        if (!line.isEmpty())
            lines.append(line);
    }
    table.add({nameOf(finding.severity), lines.join(u'\n')});
}

QString findingsText(const Estate &estate, bool withIds)
{
    TextTable open({AppTr::tr("SEVERITY"), AppTr::tr("FINDING")});
    for (const Finding &finding : estate.findings)
        addFindingRow(open, finding, {finding.reason, sinceInWords(finding, estate.reading.now), finding.advice},
                      withIds);
    // None may also be because nobody has been asked.
    QString text = estate.findings.isEmpty() ? overviewSentence(estate, estate.reading.now) + u'\n' : open.text();
    if (estate.accepted.isEmpty())
        return text;
    TextTable accepted({AppTr::tr("ACCEPTED"), AppTr::tr("FINDING")});
    for (const AcceptedNow &each : estate.accepted)
        addFindingRow(accepted, each.finding, {acceptanceInWords(each.acceptance)}, withIds);
    return text + u'\n' + accepted.text();
}

VerbResult checkAll(CliContext &context)
{
    const QString asked = context.value("severity", nameOf(Severity::Warning));
    const std::optional<Severity> threshold = fromName<Severity>(asked);
    if (!threshold)
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no severity.").arg(visibleText(asked)),
                    AppTr::tr("Severities: info, warning, critical."));
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    const Result<Estate> estate = readableEstate(**workspace);
    if (!estate)
        return fail(estate.error());
    const bool found = std::any_of(estate->findings.cbegin(), estate->findings.cend(),
                                   [&](const Finding &finding) { return finding.severity >= *threshold; });
    return CliAnswer {findingsJson(*estate), findingsText(*estate, false),
                      found ? ExitStatus::Findings : ExitStatus::Fine};
}

VerbResult listFindings(CliContext &, Workspace &workspace)
{
    const Result<Estate> estate = readableEstate(workspace);
    if (!estate)
        return fail(estate.error());
    return CliAnswer {findingsJson(*estate), findingsText(*estate, true)};
}

VerbResult acceptOne(CliContext &context, Workspace &workspace)
{
    if (const Result<void> writable = mayWrite(workspace); !writable)
        return fail(writable.error());
    const Result<QDate> until = context.day("until");
    if (!until)
        return fail(until.error());
    const Result<Estate> estate = readableEstate(workspace);
    if (!estate)
        return fail(estate.error());
    const QString id = context.word(0);
    const auto found = std::find_if(estate->findings.cbegin(), estate->findings.cend(),
                                    [&id](const Finding &finding) { return finding.id == id; });
    if (found == estate->findings.cend())
        return fail(ErrorKind::BadInput, AppTr::tr("There is no open finding \"%1\".").arg(visibleText(id)),
                    AppTr::tr("See the ids with \"nightkeepctl findings\"."));
    const Result<void> accepted = workspace.acceptances().accept(*found, context.words().mid(1).join(u' '), *until);
    if (!accepted)
        return fail(accepted.error());
    return CliAnswer {QJsonDocument(cliJson(*found)), AppTr::tr("Accepted: %1\n").arg(visibleLines(found->title))};
}

VerbResult takeBackOne(CliContext &context, Workspace &workspace)
{
    if (const Result<void> writable = mayWrite(workspace); !writable)
        return fail(writable.error());
    const QString id = context.word(0);
    if (const Result<void> taken = workspace.acceptances().takeBack(id); !taken)
        return fail(taken.error());
    return CliAnswer {QJsonDocument(QJsonObject {{QStringLiteral("id"), id}}),
                      AppTr::tr("Not accepted any more: %1\n").arg(visibleText(id))};
}

} // namespace

const QList<Verb> Verbs::check {
    {"check",
     "[--severity info|warning|critical]",
     checkAll,
     {{"severity", "SEVERITY", QT_TRANSLATE_NOOP("NightkeepApp", "from which severity on to end with 1")}},
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "all findings; ends with 1 if one is at or above the severity and not accepted")},
};

const QList<Verb> Verbs::findings {
    {"findings",
     "",
     withWorkspace<listFindings>,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "all findings with their ids; which are accepted, and why")},
    {"findings accept",
     "ID REASON... [--until DATE]",
     withWorkspace<acceptOne>,
     {{"until", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "the last day on which the finding is accepted")}}},
    {"findings take-back", "ID", withWorkspace<takeBackOne>},
};

} // namespace Nightkeep
