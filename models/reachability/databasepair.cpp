// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/databasepair.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

QString nameOf(const DatabaseAnswer &answer)
{
    return visibleText(shortName(answer.server));
}

QString sourceOf(const ReplicationChannel &channel)
{
    const QString host = visibleText(channel.sourceHost);
    return channel.sourcePort > 0 && channel.sourcePort != 3306
        ? QStringLiteral("%1:%2").arg(host, QString::number(channel.sourcePort))
        : host;
}

QString idOf(const char *what, const DatabaseAnswer &answer)
{
    return QLatin1String(what) + u'/' + answer.server;
}

bool runs(const ReplicationChannel &channel)
{
    return channel.io == ReplicaThread::Running && channel.sql == ReplicaThread::Running;
}

bool stands(const ReplicationChannel &channel)
{
    return channel.io == ReplicaThread::Stopped || channel.sql == ReplicaThread::Stopped;
}

QString stoppedWords(const ReplicationChannel &channel)
{
    QString words;
    if (channel.io == ReplicaThread::Stopped && channel.sql == ReplicaThread::Stopped)
        words = Tr::tr("both of its threads are stopped");
    else if (channel.io == ReplicaThread::Stopped)
        words = Tr::tr("the thread that fetches changes is stopped");
    else
        words = Tr::tr("the thread that carries changes out is stopped");
    const QString errors = visibleText(channel.errors.join(QStringLiteral(" ")));
    return errors.isEmpty() ? words : Tr::tr("%1. The server says: %2", "what stands still, error").arg(words, errors);
}

PairRemark versionRemark(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    PairRemark remark {QStringLiteral("version"), State::Good, {}, {}, {}};
    for (const DatabaseAnswer *answer : {&one, &other}) {
        if (answer->version.vendor == DatabaseVersion::Vendor::Unknown) {
            remark.state = State::Unknown;
            remark.sentence = Tr::tr("The version of %1 cannot be read: \"%2\".")
                                  .arg(nameOf(*answer), visibleText(answer->version.text));
            return remark;
        }
    }
    if (sameVersion(one.version, other.version)) {
        remark.sentence = Tr::tr("Both run %1.").arg(versionInWords(one.version));
        return remark;
    }
    remark.state = State::Attention;
    remark.severity = Severity::Warning;
    remark.sentence = Tr::tr("%1 runs %2, %3 %4: the slave could not take over safely.")
                          .arg(nameOf(one), versionInWords(one.version), nameOf(other), versionInWords(other.version));
    remark.advice = Tr::tr("Bring both to the same version, the slave first: one that is older than its master "
                           "cannot follow it for certain.");
    return remark;
}

/// nullopt: it follows the partner. Else why that is not so, or cannot be told.
std::optional<PairRemark> sourceRemark(const DatabaseAnswer &replica, const ReplicationChannel &channel,
                                       const DatabaseAnswer &partner)
{
    PairRemark remark {idOf("source", replica), State::Unknown, {}, {}, {}};
    if (channel.sourceServerId && partner.serverId) {
        if (*channel.sourceServerId == *partner.serverId)
            return std::nullopt;
        remark.state = State::Attention;
        remark.severity = Severity::Warning;
        remark.sentence = Tr::tr("%1 follows %2, which is another server than %3.")
                              .arg(nameOf(replica), sourceOf(channel), nameOf(partner));
        remark.advice = Tr::tr("See which of the two should follow the other.");
        return remark;
    }
    const QString host = channel.sourceHost.toLower();
    for (const QString &name : {partner.server, shortName(partner.server), partner.hostName}) {
        if (!name.isEmpty() && host == name.toLower())
            return std::nullopt;
    }
    remark.sentence = Tr::tr("%1 follows %2; whether that is %3 cannot be told.")
                          .arg(nameOf(replica), sourceOf(channel), nameOf(partner));
    return remark;
}

PairRemark channelRemark(const DatabaseAnswer &replica, const ReplicationChannel &channel)
{
    PairRemark remark {idOf("replication", replica), State::Good, {}, {}, {}};
    const QString name = nameOf(replica);
    const QString source = sourceOf(channel);
    if (stands(channel)) {
        remark.state = State::Bad;
        remark.severity = Severity::Critical;
        remark.sentence = Tr::tr("%1 does not follow %2 any more: %3.").arg(name, source, stoppedWords(channel));
        remark.advice =
            Tr::tr("Have the database's administrator put the replication right before the slave is needed; "
                   "every hour adds to what it lacks.");
    } else if (channel.io == ReplicaThread::Connecting) {
        remark.state = State::Attention;
        remark.severity = Severity::Warning;
        const QString errors = visibleText(channel.errors.join(QStringLiteral(" ")));
        remark.sentence = errors.isEmpty() ? Tr::tr("%1 is trying to reach %2.").arg(name, source)
                                           : Tr::tr("%1 is trying to reach %2. It says: %3").arg(name, source, errors);
        remark.advice = Tr::tr("See whether the master runs and lets the replication's account in.");
    } else if (!runs(channel)) {
        remark.state = State::Unknown;
        remark.sentence = Tr::tr("Whether %1 still follows %2 is not known.").arg(name, source);
    } else if (!channel.lagSeconds) {
        remark.state = State::Unknown;
        remark.sentence = Tr::tr("%1 follows %2, but how far behind is not known.").arg(name, source);
    } else if (*channel.lagSeconds > TooFarBehindSeconds) {
        remark.state = State::Attention;
        remark.severity = Severity::Warning;
        remark.sentence = Tr::tr("%1 is %2 behind %3.", "server, time, server")
                              .arg(name, durationInWords(*channel.lagSeconds), source);
        remark.advice = Tr::tr("What the slave has not carried out yet is lost if it has to take over now.");
    } else {
        remark.sentence =
            Tr::tr("%1 follows %2 and is %n seconds behind.", nullptr, int(*channel.lagSeconds)).arg(name, source);
    }
    return remark;
}

void addReplication(const DatabaseAnswer &replica, const DatabaseAnswer &partner, QList<PairRemark> &remarks)
{
    if (!replica.channels) {
        PairRemark remark {idOf("privilege", replica), State::Unknown, Severity::Warning, {}, {}};
        remark.sentence = replica.replicationProblem
            ? replica.replicationProblem->message
            : Tr::tr("Whether %1 follows another server is not known.").arg(nameOf(replica));
        if (replica.replicationProblem)
            remark.advice = replica.replicationProblem->advice;
        remarks.append(remark);
        return;
    }
    std::optional<PairRemark> elsewhere;
    bool follows = false;
    for (const ReplicationChannel &channel : *replica.channels) {
        PairRemark remark = channelRemark(replica, channel);
        if (!channel.name.isEmpty())
            remark.id += u'/' + channel.name;
        remarks.append(remark);
        const std::optional<PairRemark> source = sourceRemark(replica, channel, partner);
        follows = follows || !source;
        if (source && !elsewhere)
            elsewhere = source;
    }
    if (!follows && elsewhere && !partner.failure)
        remarks.append(*elsewhere);
}

const DatabaseAnswer *answerOf(const QList<DatabaseAnswer> &answers, const QString &server)
{
    const auto found = std::find_if(answers.cbegin(), answers.cend(), [&server](const DatabaseAnswer &answer) {
        return answer.server.compare(server, Qt::CaseInsensitive) == 0;
    });
    return found == answers.cend() ? nullptr : &*found;
}

} // namespace

PairVerdict judgePair(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    PairVerdict verdict;
    for (const DatabaseAnswer *answer : {&one, &other}) {
        if (answer->failure)
            verdict.remarks.append({idOf("asked", *answer), State::Unknown, Severity::Warning,
                                    Tr::tr("The database of %1 could not be asked. %2", "server, reason")
                                        .arg(nameOf(*answer), answer->failure->message),
                                    answer->failure->advice});
    }
    if (!one.failure && !other.failure)
        verdict.remarks.append(versionRemark(one, other));
    if (!one.failure)
        addReplication(one, other, verdict.remarks);
    if (!other.failure)
        addReplication(other, one, verdict.remarks);
    if (one.channels && other.channels && one.channels->isEmpty() && other.channels->isEmpty())
        verdict.remarks.append(
            {QStringLiteral("none"), State::Attention, Severity::Warning,
             Tr::tr("Neither %1 nor %2 follows the other: nothing is replicated.").arg(nameOf(one), nameOf(other)),
             Tr::tr("Have the replication set up, or strike the pair from the page.")});
    std::stable_sort(verdict.remarks.begin(), verdict.remarks.end(),
                     [](const PairRemark &a, const PairRemark &b) { return stateRank(a.state) < stateRank(b.state); });
    verdict.state = verdict.remarks.first().state;
    QStringList sentences;
    for (const PairRemark &remark : std::as_const(verdict.remarks)) {
        if (remark.state == verdict.state)
            sentences.append(remark.sentence);
    }
    verdict.sentence = sentences.join(u' ');
    return verdict;
}

QString databaseRole(const DatabaseAnswer &answer)
{
    if (answer.failure || !answer.channels)
        return Tr::tr("not known");
    if (answer.channels->isEmpty())
        return Tr::tr("follows nobody");
    QStringList sources;
    for (const ReplicationChannel &channel : *answer.channels)
        sources.append(sourceOf(channel));
    return Tr::tr("follows %1").arg(sources.join(QStringLiteral(", ")));
}

QString replicationInWords(const DatabaseAnswer &answer)
{
    if (answer.failure || !answer.channels)
        return Tr::tr("not known");
    QStringList words;
    for (const ReplicationChannel &channel : *answer.channels) {
        words.append(stands(channel)                               ? Tr::tr("stopped")
                         : channel.io == ReplicaThread::Connecting ? Tr::tr("connecting")
                         : runs(channel)                           ? Tr::tr("running")
                                                                   : Tr::tr("not known"));
    }
    return words.join(QStringLiteral(", "));
}

QString lagInWords(const DatabaseAnswer &answer)
{
    if (answer.failure || !answer.channels)
        return Tr::tr("not known");
    QStringList words;
    for (const ReplicationChannel &channel : *answer.channels)
        words.append(channel.lagSeconds
                         ? *channel.lagSeconds == 0 ? Tr::tr("none") : durationInWords(*channel.lagSeconds)
                         : Tr::tr("not known"));
    return words.join(QStringLiteral(", "));
}

bool saysDatabasePair(const Server &server)
{
    static const QRegularExpression database(QStringLiteral("\\b(mysql|mariadb|percona|database)\\b"),
                                             QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression pair(
        QStringLiteral("\\bpair\\b|\\b(master|primary|source)\\b.*\\b(slave|secondary|replica)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    const QString text = server.service.simplified();
    return text.contains(database) && text.contains(pair);
}

QList<QPair<Server, Server>> databasePairs(const QList<Server> &servers)
{
    QList<QPair<Server, Server>> pairs;
    QStringList seen;
    for (const Server &server : servers) {
        const QString text = server.service.simplified().toLower();
        if (!saysDatabasePair(server) || seen.contains(text))
            continue;
        seen.append(text);
        QList<Server> group;
        for (const Server &member : servers) {
            if (member.service.simplified().toLower() == text)
                group.append(member);
        }
        if (group.size() == 2)
            pairs.append({group.first(), group.last()});
    }
    return pairs;
}

QList<Finding> pairFindings(const QList<DatabaseAnswer> &answers, const QDateTime &now)
{
    QList<Finding> findings;
    for (const DatabaseAnswer &answer : answers) {
        const DatabaseAnswer *partner = answerOf(answers, answer.partner);
        // Each pair once, at the first of the two in the page's order.
        if (!partner || partner <= &answer || partner->partner.compare(answer.server, Qt::CaseInsensitive) != 0)
            continue;
        const PairVerdict verdict = judgePair(answer, *partner);
        for (const PairRemark &remark : verdict.remarks) {
            if (!remark.severity)
                continue;
            Finding finding;
            finding.id = QStringLiteral("pair/%1/%2/%3").arg(answer.server, partner->server, remark.id);
            finding.severity = *remark.severity;
            finding.page = Page::Servers;
            finding.object = answer.server;
            finding.kind = QStringLiteral("pair-") + remark.id.section(u'/', 0, 0);
            finding.title = remark.sentence;
            finding.reason = Tr::tr("Both database servers were asked %1; a slave is there to take over at any time.")
                                 .arg(ageInWords(answer.askedAt, now));
            finding.advice = remark.advice;
            findings.append(finding);
        }
    }
    return findings;
}

} // namespace Nightkeep
