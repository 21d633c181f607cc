// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/agreedfigures.h"
#include "models/coverage/folderpurpose.h"
#include "models/matrix/decisionfindings.h"
#include "models/matrix/serverservice.h"
#include "models/reachability/databasepair.h"
#include "models/servers/connectionchecks.h"

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

Finding serverFinding(const Server &server, const QString &what, Severity severity)
{
    Finding finding;
    finding.id = QStringLiteral("server/%1/%2").arg(server.name, what);
    finding.severity = severity;
    finding.page = Page::Servers;
    finding.object = server.name;
    finding.kind = what;
    return finding;
}

void addFailure(const ServerRow &row, QList<Finding> &findings)
{
    if (!row.failure || row.failure->kind == ErrorKind::Cancelled)
        return;
    const bool alarming = row.failure->kind == ErrorKind::HostKeyChanged;
    Finding finding =
        serverFinding(row.server, QStringLiteral("failure"), alarming ? Severity::Critical : Severity::Warning);
    const QString name = visibleText(shortName(row.server.name));
    finding.title =
        alarming ? Tr::tr("The host key of %1 has changed.").arg(name) : Tr::tr("%1 could not be asked.").arg(name);
    finding.reason = row.failure->message;
    finding.advice = row.failure->advice;
    finding.act = FindingAct::Ask;
    findings.append(finding);
}

void addClock(const ServerRow &row, QList<Finding> &findings)
{
    const qint64 offset = row.snapshot->clockOffsetSeconds;
    if (std::abs(offset) <= ToleratedClockOffsetSeconds)
        return;
    Finding finding = serverFinding(row.server, QStringLiteral("clock"), Severity::Warning);
    const QString off = durationInWords(std::abs(offset));
    const QString name = visibleText(shortName(row.server.name));
    finding.title = offset > 0 ? Tr::tr("The clock of %1 is %2 ahead.").arg(name, off)
                               : Tr::tr("The clock of %1 is %2 behind.").arg(name, off);
    finding.reason = Tr::tr("It was compared with this workstation's while the server was asked. File times from a "
                            "server whose clock is off cannot be trusted.");
    finding.advice = Tr::tr("See which of the two is wrong, and have it set by a time server.");
    findings.append(finding);
}

void addAge(const ServerRow &row, const QDateTime &now, QList<Finding> &findings)
{
    if (row.snapshot->takenAt.secsTo(now) <= OldSnapshotSeconds)
        return;
    Finding finding = serverFinding(row.server, QStringLiteral("old"), Severity::Warning);
    finding.title = Tr::tr("What is known of %1 is old.").arg(visibleText(shortName(row.server.name)));
    finding.reason = Tr::tr("It was last asked %1.").arg(ageInWords(row.snapshot->takenAt, now));
    finding.advice = Tr::tr("Refresh it.");
    finding.since = row.snapshot->takenAt.addSecs(OldSnapshotSeconds);
    finding.act = FindingAct::Ask;
    findings.append(finding);
}

/// It was written down by a clock that ran ahead.
void addFuture(const ServerRow &row, QList<Finding> &findings)
{
    Finding finding = serverFinding(row.server, QStringLiteral("future"), Severity::Warning);
    finding.title =
        Tr::tr("How old it is what is known of %1 is not known.").arg(visibleText(shortName(row.server.name)));
    finding.reason = Tr::tr("By this workstation's clock it was asked at a moment that has yet to come.");
    finding.advice = Tr::tr("Refresh it.");
    finding.act = FindingAct::Ask;
    findings.append(finding);
}

/// One for all of them, instead of calling each old by a clock that the servers' contradict.
void addDoubtedClock(QList<Finding> &findings)
{
    Finding finding;
    finding.id = QStringLiteral("servers/clock");
    finding.severity = Severity::Warning;
    finding.page = Page::Servers;
    finding.title = Tr::tr("This workstation's clock disagrees with the servers'.");
    finding.reason =
        Tr::tr("They are more than a day apart. How old it is what is known of the servers is therefore not "
               "known, and no remembered probe is thinned out for its age.");
    finding.advice = Tr::tr("See which clock is wrong, have it set by a time server, and refresh the servers.");
    findings.append(finding);
}

/// The storage manager's figures against the agreed ones.
void addPolicy(const ServerRow &row, QList<Finding> &findings)
{
    const ManagementClass *kept = defaultClass(*row.snapshot);
    if (!kept)
        return;
    const QStringList differing = differingFigures(row.server.decisions, *kept);
    if (differing.isEmpty())
        return;
    Finding finding = serverFinding(row.server, QStringLiteral("policy"), Severity::Warning);
    finding.title = Tr::tr("The storage manager does not keep the files of %1 as agreed.")
                        .arg(visibleText(shortName(row.server.name)));
    //: %1 is a name, %2 one or more whole sentences
    finding.reason = Tr::tr("Its management class %1 stands against what was agreed. %2")
                         .arg(visibleText(kept->name), differing.join(u' '));
    finding.advice = Tr::tr("Ask the storage team for the agreed figures, or correct what was agreed.");
    finding.act = FindingAct::Request;
    findings.append(finding);
}

/// "These backups are held on the same server as the database", says the team's page, "and so if the server
/// became unusable we could lose this data."
void addDumps(const Server &server, QList<Finding> &findings)
{
    const BytePath usual = UsualDumpFolder;
    const auto mayHold = [&usual](const BytePath &folder) {
        return holdsPath(folder, usual) || (keepsDumps(folder) && !holdsPath(usual, folder));
    };
    if (!isDatabaseServer(server.name, server.service)
        || std::any_of(server.wanted.begin(), server.wanted.end(), mayHold))
        return;
    Finding finding = serverFinding(server, QStringLiteral("dumps"), Severity::Warning);
    finding.title = Tr::tr("The database dumps of %1 lie in no folder that we want to be backed up.")
                        .arg(visibleText(shortName(server.name)));
    finding.reason = server.wanted.isEmpty()
        ? Tr::tr("It is a database server, and no folder of it is on the wanted list. Dumps that are kept only "
                 "beside their database are lost with it.")
        : Tr::tr("It is a database server, and no folder on its wanted list holds %1 or looks like one of dumps. "
                 "Dumps that are kept only beside their database are lost with it.")
              .arg(displayPath(usual));
    finding.advice = Tr::tr("Add the folder of its dumps to the wanted folders.");
    findings.append(finding);
}

/// One for all of them: a workspace fresh from the page has asked nobody yet.
void addNeverAsked(const QList<ServerRow> &rows, QList<Finding> &findings)
{
    QStringList names;
    for (const ServerRow &row : rows) {
        if (!row.snapshot && !row.failure)
            names.append(visibleText(shortName(row.server.name)));
    }
    if (names.isEmpty())
        return;
    Finding finding;
    finding.id = QStringLiteral("servers/never-asked");
    finding.severity = Severity::Info;
    finding.page = Page::Servers;
    finding.title = Tr::tr("%n servers have never been asked.", nullptr, static_cast<int>(names.size()));
    finding.reason = Tr::tr("Of these only the page is known: %1.").arg(names.join(QStringLiteral(", ")));
    finding.advice = Tr::tr("Refresh the servers.");
    findings.append(finding);
}

} // namespace

QList<Finding> ServerService::findings(const QList<ServerRow> &rows, const QDateTime &now)
{
    QList<Finding> findings;
    const bool clockDoubted = isClockDoubted(rows, now);
    if (clockDoubted)
        addDoubtedClock(findings);
    for (const ServerRow &row : rows) {
        findings += coverageFindings(row.coverage);
        addFailure(row, findings);
        addDumps(row.server, findings);
        if (row.web && answersFor(*row.web, row.server))
            findings += webFindings(row.server, *row.web, now);
        if (!row.snapshot)
            continue;
        addClock(row, findings);
        if (!clockDoubted && isFromTheFuture(row, now))
            addFuture(row, findings);
        else if (!clockDoubted && row.snapshot->clocksAgree())
            addAge(row, now, findings);
        addPolicy(row, findings);
    }
    QList<Server> servers;
    for (const ServerRow &row : rows)
        servers.append(row.server);
    findings += decisionFindings(servers, now.date());
    QList<DatabaseAnswer> databases;
    for (const ServerRow &row : rows) {
        if (row.database)
            databases.append(*row.database);
    }
    findings += pairFindings(databases, now);
    addNeverAsked(rows, findings);
    return findings;
}

} // namespace Nightkeep
