// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servers/serverdetail.h"

#include "models/base/format.h"
#include "models/coverage/agreedfigures.h"
#include "models/coverage/coveragereason.h"
#include "models/matrix/servermatrixmodel.h"
#include "models/reachability/databasepair.h"
#include "models/servers/connectionchecks.h"
#include "models/storage/decisionwords.h"
#include "models/storage/serverdecisions.h"
#include "widgets/common/factsview.h"
#include "widgets/widgetstr.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

QString presenceWord(FolderPresence presence)
{
    switch (presence) {
    case FolderPresence::Present:
        return WidgetsTr::tr("is there");
    case FolderPresence::Missing:
        return WidgetsTr::tr("does not exist");
    case FolderPresence::NotFolder:
        return WidgetsTr::tr("is not a folder");
    case FolderPresence::Unreadable:
        return WidgetsTr::tr("could not be looked at");
    }
    return {};
}

QString diskUse(const Mount &mount)
{
    if (mount.totalBytes <= 0 || mount.freeBytes < 0)
        return WidgetsTr::tr("%1, use unknown").arg(visibleText(mount.type));
    const double used = double(mount.totalBytes - mount.freeBytes) / double(mount.totalBytes);
    return WidgetsTr::tr("%1% of %2 used, %3 free, %4")
        .arg(QLocale().toString(used * 100, 'f', 0), bytesInWords(mount.totalBytes), bytesInWords(mount.freeBytes),
             visibleText(mount.type));
}

QString clockWords(qint64 offset)
{
    if (offset == 0)
        return WidgetsTr::tr("in step with this workstation");
    const QString amount = durationInWords(std::abs(offset));
    return offset > 0 ? WidgetsTr::tr("%1 ahead").arg(amount) : WidgetsTr::tr("%1 behind").arg(amount);
}

void describeFolders(FactsView &view, const ServerRow &row, const QDateTime &now)
{
    QStringList unasked;
    bool headed = false;
    for (const CoverageRow &coverage : row.coverage) {
        const auto state = coverageRowState(coverage);
        if (!state) {
            unasked << displayPath(coverage.folder);
            continue;
        }
        if (!headed)
            view.heading(WidgetsTr::tr("Folders we want to be backed up"), QStringLiteral("wanted"));
        headed = true;
        view.state(
            *state,
            WidgetsTr::tr("%1: %2", "folder, state").arg(displayPath(coverage.folder), coverageRowWord(coverage)),
            WidgetsTr::tr("%1 (%2)", "reason, evidence").arg(coverage.reason, coverageEvidence(coverage, now)));
    }
    if (!headed)
        view.dimmed(WidgetsTr::tr("The page does not say which folders of this server we want to be backed up."));
    if (!unasked.isEmpty()) {
        view.heading(WidgetsTr::tr("Backed up, and nobody asked for it"), QStringLiteral("unasked"));
        for (const QString &folder : unasked)
            view.paragraph(folder);
    }
}

void describeDecisions(FactsView &view, const ServerDecisions &decisions, const QDate &today)
{
    view.heading(WidgetsTr::tr("What the team decided"), QStringLiteral("decided"));
    if (decisions.isEmpty()) {
        view.dimmed(WidgetsTr::tr("Nothing yet. Choose \"Decide\" to say what is agreed, in figures."));
        return;
    }
    for (const DecisionSubject subject : decisionSubjects()) {
        const Agreement &agreement = agreementOf(decisions, subject);
        QStringList lines {figuresInWords(decisions, subject), visibleText(agreement.note)};
        lines.removeAll(QString());
        if (const auto state = agreementState(agreement, today))
            view.state(*state,
                       WidgetsTr::tr("%1: %2", "what is decided, whether it is agreed")
                           .arg(subjectTitle(subject), agreementInWords(agreement)),
                       lines.join(u'\n'));
        else if (!lines.isEmpty())
            view.fact(subjectTitle(subject), lines);
    }
}

void describePage(FactsView &view, const Server &server)
{
    view.heading(WidgetsTr::tr("What the page says"), QStringLiteral("page"));
    for (const ServerField field : serverFields()) {
        if (field != ServerField::Name && field != ServerField::Note && field != ServerField::Wanted)
            view.fact(serverFieldTitle(field), serverFieldLines(server, field));
    }
    const ServerConnection &connection = server.connection;
    if (connection.kind == ServerConnection::Kind::LocalFolder) {
        view.fact(WidgetsTr::tr("Reached as"), WidgetsTr::tr("the folder %1").arg(visibleText(connection.root)));
        return;
    }
    const QString host = visibleText(connection.host.isEmpty() ? server.name : connection.host);
    QString address = connection.user.isEmpty() ? host : visibleText(connection.user) + u'@' + host;
    if (connection.port > 0)
        address = WidgetsTr::tr("%1, port %2").arg(address, QString::number(connection.port));
    view.fact(WidgetsTr::tr("Reached as"), address);
}

/// What the client leaves out, as far as it says so.
void describeRules(FactsView &view, const ServerSnapshot &snapshot)
{
    for (const QString &problem : snapshot.evidenceProblems)
        view.state(State::Unknown, problem);
    QStringList lines;
    for (const BytePath &folder : snapshot.virtualMountPoints)
        lines << displayPath(folder);
    view.fact(WidgetsTr::tr("Virtual mount points"), lines);
    lines.clear();
    for (const IncludeExcludeRule &rule : snapshot.rules.value_or(QList<IncludeExcludeRule>())) {
        if (rule.scope != IncludeExcludeRule::Scope::Other)
            lines << (rule.include ? WidgetsTr::tr("takes %1 (%2)") : WidgetsTr::tr("leaves out %1 (%2)"))
                         .arg(displayPath(rule.pattern), rule.source);
    }
    view.fact(WidgetsTr::tr("Rules, the first that fits decides"), lines);
}

/// For how long the storage manager keeps what it takes, class by class.
void describeClasses(FactsView &view, const ServerSnapshot &snapshot)
{
    for (const ManagementClass &managed : snapshot.managementClasses.value_or(QList<ManagementClass>()))
        view.fact(WidgetsTr::tr("Management class %1").arg(visibleText(managed.name)), classInWords(managed));
}

void describeStorageManager(FactsView &view, const ServerSnapshot &snapshot, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("Storage manager"), QStringLiteral("storageManager"));
    if (!snapshot.storageManagerProblem.isEmpty())
        view.state(State::Unknown, snapshot.storageManagerProblem);
    if (snapshot.fileSpaces) {
        for (const FileSpace &space : *snapshot.fileSpaces) {
            view.fact(displayPath(space.name),
                      space.lastIncremental.isValid()
                          ? WidgetsTr::tr("full incremental %1").arg(ageInWords(space.lastIncremental, now))
                          : WidgetsTr::tr("never a full incremental"));
        }
    }
    if (snapshot.domain) {
        QStringList domain;
        for (const BytePath &folder : *snapshot.domain)
            domain << displayPath(folder);
        view.fact(WidgetsTr::tr("Domain"), domain);
    }
    describeRules(view, snapshot);
}

void describeSnapshot(FactsView &view, const ServerSnapshot &snapshot, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("What the server said, %1").arg(ageInWords(snapshot.takenAt, now)),
                 QStringLiteral("server"));
    if (std::abs(snapshot.clockOffsetSeconds) > ToleratedClockOffsetSeconds)
        view.state(State::Attention, WidgetsTr::tr("Its clock is %1.").arg(clockWords(snapshot.clockOffsetSeconds)));
    QStringList missing;
    for (auto tool = snapshot.tools.begin(); tool != snapshot.tools.end(); ++tool) {
        if (tool.value().isEmpty())
            missing << visibleText(tool.key());
    }
    missing.sort();
    if (!missing.isEmpty())
        view.state(State::Attention, WidgetsTr::tr("Tools that are missing: %1").arg(missing.join(u", ")));
    view.fact(WidgetsTr::tr("System"), visibleText(snapshot.osRelease));
    view.fact(WidgetsTr::tr("Kernel"), visibleText(snapshot.kernel));
    if (snapshot.uptimeSeconds >= 0)
        view.fact(WidgetsTr::tr("Running for"), durationInWords(snapshot.uptimeSeconds));
    view.fact(WidgetsTr::tr("Clock"), clockWords(snapshot.clockOffsetSeconds));

    if (!snapshot.mounts.isEmpty()) {
        view.heading(WidgetsTr::tr("Disks"), QStringLiteral("disks"));
        for (const Mount &mount : snapshot.mounts)
            view.fact(displayPath(mount.target), diskUse(mount));
    }
    describeStorageManager(view, snapshot, now);
    describeClasses(view, snapshot);
}

/// The file systems that decide about a folder: the one that holds it and those mounted below it.
void describeMounts(FactsView &view, const BytePath &folder, const ServerSnapshot &snapshot)
{
    const Mount *holder = mountOf(snapshot.mounts, folder);
    if (!holder)
        return;
    view.heading(WidgetsTr::tr("File systems"), QStringLiteral("fileSystems"));
    view.fact(WidgetsTr::tr("It stands on"),
              WidgetsTr::tr("%1 (%2)", "mount point, use").arg(displayPath(holder->target), diskUse(*holder)));
    for (const Mount &mount : snapshot.mounts) {
        if (mount.target != folder && holdsPath(folder, mount.target) && mount.target != holder->target) {
            view.fact(WidgetsTr::tr("Mounted below"),
                      WidgetsTr::tr("%1 (%2)", "mount point, use").arg(displayPath(mount.target), diskUse(mount)));
        }
    }
}

void describeWeb(FactsView &view, const Server &server, const WebAnswer &answer, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("Web address, asked %1").arg(ageInWords(answer.askedAt, now)), QStringLiteral("web"));
    if (!answersFor(answer, server)) {
        view.dimmed(
            WidgetsTr::tr("The page names another address since. Asked then: %1").arg(visibleText(answer.asked)));
        return;
    }
    const QStringList remarks = webRemarks(answer);
    view.state(webState(answer, now), webSentence(answer, now), remarks.join(u' '));
    view.fact(WidgetsTr::tr("Address"), visibleText(answer.asked));
    QStringList hops;
    for (const WebHop &hop : answer.redirects)
        hops << WidgetsTr::tr("%1 (%2)", "address, status").arg(visibleText(hop.address), QString::number(hop.status));
    view.fact(WidgetsTr::tr("Redirects"), hops);
    if (!hops.isEmpty())
        view.fact(WidgetsTr::tr("Ends at"), visibleText(answer.finalAddress));
    if (answer.certificate) {
        view.fact(WidgetsTr::tr("Certificate of"), visibleText(answer.certificate->subject));
        view.fact(WidgetsTr::tr("Issued by"), visibleText(answer.certificate->issuer));
        view.fact(WidgetsTr::tr("Valid until"),
                  QLocale().toString(answer.certificate->validTo.toTimeZone(now.timeZone()), QLocale::ShortFormat));
    }
    if (!answer.detail.isEmpty())
        view.dimmed(visibleText(answer.detail));
}

void describeDatabase(FactsView &view, const DatabaseAnswer &answer, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("Database, asked %1").arg(ageInWords(answer.askedAt, now)), QStringLiteral("database"));
    view.fact(WidgetsTr::tr("Pair with"), visibleText(answer.partner));
    if (answer.failure) {
        view.failure(*answer.failure);
        return;
    }
    view.fact(WidgetsTr::tr("Version"), versionInWords(answer.version));
    view.fact(WidgetsTr::tr("Role"), databaseRole(answer));
    if (answer.replicationProblem)
        view.failure(*answer.replicationProblem);
    if (!answer.channels || answer.channels->isEmpty())
        return;
    view.fact(WidgetsTr::tr("Replication"), replicationInWords(answer));
    view.fact(WidgetsTr::tr("Behind by"), lagInWords(answer));
    QStringList errors;
    for (const ReplicationChannel &channel : *answer.channels) {
        for (const QString &error : channel.errors)
            errors << visibleText(error);
    }
    view.fact(WidgetsTr::tr("Errors"), errors);
}

/// Of a pair that was asked together, both servers show the verdict.
void describePair(FactsView &view, const ServerRow &row, const ServerRow *partner)
{
    if (!partner || !partner->database || partner->database->partner != row.server.name)
        return;
    const PairVerdict verdict = judgePair(*row.database, *partner->database);
    view.state(verdict.state, verdict.sentence);
}

/// What each side says, where they differ.
void describeVerdicts(FactsView &view, const CoverageRow &coverage)
{
    if (!pageAndServerDisagree(coverage))
        return;
    view.heading(WidgetsTr::tr("The page and the server disagree"), QStringLiteral("disagreement"));
    view.state(coverageStateIcon(coverage.declared->state, Evidence::Declared),
               WidgetsTr::tr("By the page: %1").arg(coverageStateWord(coverage.declared->state)),
               coverage.declared->reason);
    view.state(coverageStateIcon(coverage.observed->state, Evidence::Observed),
               WidgetsTr::tr("By the server: %1").arg(coverageStateWord(coverage.observed->state)));
    view.paragraph(disagreementStep(coverage));
}

void describeRule(FactsView &view, const CoverageRow &coverage)
{
    if (!coverage.rule)
        return;
    const IncludeExcludeRule &rule = coverage.rule->rule;
    view.fact(WidgetsTr::tr("Rule"),
              WidgetsTr::tr("%1: %2", "number of a rule, the rule")
                  .arg(QLocale().toString(coverage.rule->number), ruleOption(rule) + u' ' + displayPath(rule.pattern)));
    view.fact(WidgetsTr::tr("It comes from"), visibleText(rule.source));
}

/// For how long the storage manager keeps what it takes of a folder: the class that a rule binds the
/// folder to, else the default one.
void describeClass(FactsView &view, const BytePath &folder, const ServerRow &row)
{
    const ManagementClass *kept = classOf(*row.snapshot, folder);
    if (!kept)
        return;
    view.heading(WidgetsTr::tr("Management class %1").arg(visibleText(kept->name)), QStringLiteral("class"));
    for (const QString &line : classInWords(*kept))
        view.paragraph(line);
    for (const QString &difference : differingFigures(row.server.decisions, *kept))
        view.state(State::Attention, difference);
}

/// The server's own word. `row` may be null.
QString whyNotKnown(const ServerRow *row)
{
    if (!row || row->snapshot)
        return WidgetsTr::tr("not known: its storage manager's client did not say");
    return row->failure ? WidgetsTr::tr("not known: it could not be asked")
                        : WidgetsTr::tr("not known: it was never asked");
}

} // namespace

void describeServer(FactsView &view, const ServerRow &row, const QDateTime &now, const ServerRow *partner)
{
    view.title(visibleText(row.server.name), visibleText(row.server.note));
    const ReachedWords reached = reachedWords(row, now);
    if (row.failure && row.failure->kind != ErrorKind::Cancelled)
        view.failure(*row.failure);
    else if (row.snapshot)
        view.state(reached.state, WidgetsTr::tr("Reached, asked %1").arg(reached.age));
    else
        view.state(reached.state, WidgetsTr::tr("Never asked. All below is from the page alone."));
    describeFolders(view, row, now);
    describeDecisions(view, row.server.decisions, now.date());
    describePage(view, row.server);
    if (row.snapshot)
        describeSnapshot(view, *row.snapshot, now);
    if (row.web)
        describeWeb(view, row.server, *row.web, now);
    if (row.database) {
        describeDatabase(view, *row.database, now);
        describePair(view, row, partner);
    }
}

void describeFolder(FactsView &view, const CoverageRow &coverage, const ServerRow *row, const QDateTime &now)
{
    view.title(displayPath(coverage.folder), visibleText(coverage.server));
    if (const auto state = coverageRowState(coverage))
        view.state(*state, coverageRowWord(coverage), coverage.reason);
    else
        view.paragraph(coverage.reason);
    if (const QString advice = coverageAdvice(coverage); !advice.isEmpty()) {
        view.heading(WidgetsTr::tr("What to do"));
        view.paragraph(advice);
    }
    if (coverage.wanted)
        describeVerdicts(view, coverage);
    view.heading(WidgetsTr::tr("Evidence"), QStringLiteral("evidence"));
    view.fact(WidgetsTr::tr("Backed up by"), coverageHolder(coverage));
    view.fact(WidgetsTr::tr("It has been so"), coverageSince(coverage, now));
    if (coverage.wanted && !coverage.observed)
        view.fact(WidgetsTr::tr("By the server"), whyNotKnown(row));
    if (coverage.lastIncremental.isValid())
        view.fact(WidgetsTr::tr("Last taken"),
                  WidgetsTr::tr("full incremental %1").arg(ageInWords(coverage.lastIncremental, now)));
    view.fact(WidgetsTr::tr("Known"), coverageEvidence(coverage, now));
    if (!coverage.realPath.isEmpty())
        view.fact(WidgetsTr::tr("Really at"), displayPath(coverage.realPath));
    describeRule(view, coverage);
    if (!row)
        return;
    QStringList current;
    for (const BytePath &folder : row->server.current)
        current << displayPath(folder);
    view.fact(WidgetsTr::tr("The page lists"), current.isEmpty() ? QStringList {WidgetsTr::tr("no folder")} : current);
    if (!row->snapshot)
        return;
    if (const auto presence = row->snapshot->folders.find(coverage.folder); presence != row->snapshot->folders.end())
        view.fact(WidgetsTr::tr("On the server"), WidgetsTr::tr("the folder %1").arg(presenceWord(*presence)));
    const BytePath &place = coverage.realPath.isEmpty() ? coverage.folder : coverage.realPath;
    describeMounts(view, place, *row->snapshot);
    describeStorageManager(view, *row->snapshot, now);
    describeClass(view, place, *row);
}

} // namespace Nightkeep
