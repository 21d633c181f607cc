// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/decisionfindings.h"

#include "models/base/tr.h"
#include "models/storage/decisionwords.h"

namespace Nightkeep {

namespace {

QString subjectsInWords(const ServerDecisions &decisions, const QList<DecisionSubject> &subjects)
{
    QStringList words;
    for (const DecisionSubject subject : subjects)
        words << Tr::tr("%1: %2", "what is to be agreed, by when and by whom")
                     .arg(subjectTitle(subject), agreementInWords(agreementOf(decisions, subject)));
    return words.join(QStringLiteral("; "));
}

Finding openFinding(const Server &server, const QList<DecisionSubject> &open, const QDate &today)
{
    const QList<DecisionSubject> overdue = overdueSubjects(server.decisions, today);
    const QString name = visibleText(shortName(server.name));
    Finding finding;
    finding.id = QStringLiteral("server/%1/agreement").arg(server.name);
    finding.page = Page::Servers;
    finding.object = server.name;
    finding.kind = QStringLiteral("agreement");
    finding.act = FindingAct::Decide;
    finding.severity = overdue.isEmpty() ? Severity::Info : Severity::Warning;
    finding.title = overdue.isEmpty() ? Tr::tr("Something about %1 is still to be agreed.").arg(name)
                                      : Tr::tr("The day to agree on something about %1 has passed.").arg(name);
    finding.reason = subjectsInWords(server.decisions, overdue.isEmpty() ? open : overdue) + u'.';
    finding.advice = overdue.isEmpty() ? Tr::tr("Agree on it, and say so with \"Decide\" on the Servers page.")
                                       : Tr::tr("Agree on it or set another day, with \"Decide\" on the Servers page.");
    return finding;
}

} // namespace

QList<Finding> decisionFindings(const QList<Server> &servers, const QDate &today)
{
    QList<Finding> findings;
    QStringList unsaid;
    for (const Server &server : servers) {
        const QList<DecisionSubject> open = stillToBeAgreed(server.decisions);
        if (!open.isEmpty())
            findings << openFinding(server, open, today);
        else if (!server.wanted.isEmpty() && server.decisions.policyAgreement.state == Agreement::State::Unsaid)
            unsaid << visibleText(shortName(server.name));
    }
    if (unsaid.isEmpty())
        return findings;
    Finding finding;
    finding.id = QStringLiteral("servers/policy-unsaid");
    finding.severity = Severity::Info;
    finding.page = Page::Servers;
    finding.title = Tr::tr("Nobody has said whether the backup policy of %n servers is agreed.", nullptr,
                           static_cast<int>(unsaid.size()));
    finding.reason =
        Tr::tr("There are folders that we want to be backed up on %1.").arg(unsaid.join(QStringLiteral(", ")));
    finding.advice = Tr::tr("Choose them on the Servers page, and say with \"Decide\" what is agreed and what is not.");
    findings << finding;
    return findings;
}

} // namespace Nightkeep
