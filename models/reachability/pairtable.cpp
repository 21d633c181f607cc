// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/pairtable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <functional>

namespace Nightkeep {

namespace {

QString unknownWord()
{
    return Tr::tr("not known");
}

QString yesNo(const std::optional<bool> &value)
{
    return !value ? unknownWord() : *value ? Tr::tr("yes") : Tr::tr("no");
}

QString threadWord(ReplicaThread thread)
{
    switch (thread) {
    case ReplicaThread::Running:
        return Tr::tr("running");
    case ReplicaThread::Connecting:
        return Tr::tr("connecting");
    case ReplicaThread::Stopped:
        return Tr::tr("stopped");
    case ReplicaThread::Unknown:
        break;
    }
    return unknownWord();
}

QString eachChannel(const DatabaseAnswer &answer, const std::function<QString(const ReplicationChannel &)> &words)
{
    if (!answer.channels)
        return unknownWord();
    QStringList lines;
    for (const ReplicationChannel &channel : *answer.channels)
        lines.append(words(channel));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString errorLines(const DatabaseAnswer &answer)
{
    if (answer.failure)
        return visibleText(answer.failure->message);
    if (answer.replicationProblem)
        return visibleText(answer.replicationProblem->message);
    return eachChannel(answer, [](const ReplicationChannel &channel) {
        QStringList lines;
        for (const QString &error : channel.errors)
            lines.append(visibleText(error));
        return lines.join(u'\n');
    });
}

/// The worst of the remarks on one matter; nullopt where nothing was said of it.
std::optional<State> stateOf(const PairVerdict &verdict, const QString &matter)
{
    for (const PairRemark &remark : verdict.remarks) { // the worst first
        if (remark.id == matter || remark.id.startsWith(matter + u'/'))
            return remark.state;
    }
    return std::nullopt;
}

TableDescription<PairFact> pairColumns(const PairTable *table)
{
    using Column = TableColumn<PairFact>;
    const auto place = [table](const PairFact &fact) { return table->rowOf(fact.key); };
    return {&PairFact::key,
            {Column(Tr::tr("What"), &PairFact::title)
                 .with(&Column::sortValue, place)
                 .with(&Column::state, &PairFact::state)
                 .with(&Column::width, 24),
             Column(Tr::tr("First"), &PairFact::one).with(&Column::width, 34),
             Column(Tr::tr("Second"), &PairFact::other).with(&Column::width, 34)}};
}

} // namespace

QList<PairFact> pairFacts(const DatabaseAnswer &one, const DatabaseAnswer &other, const QDateTime &now)
{
    const PairVerdict verdict = judgePair(one, other);
    QList<PairFact> facts;
    const auto add = [&](const char *key, const QString &title, std::optional<State> state,
                         const std::function<QString(const DatabaseAnswer &)> &words) {
        const auto cell = [&words](const DatabaseAnswer &answer) {
            return answer.failure ? unknownWord() : words(answer);
        };
        facts.append({QLatin1String(key), title, cell(one), cell(other), state});
    };
    const std::optional<State> unasked = one.failure || other.failure ? std::optional(State::Unknown) : std::nullopt;
    const std::optional<State> privilege = stateOf(verdict, QStringLiteral("privilege"));
    const auto replication = stateOf(verdict, QStringLiteral("replication"));
    add("version", Tr::tr("Version"), unasked ? unasked : stateOf(verdict, QStringLiteral("version")),
        [](const DatabaseAnswer &answer) {
            const QString words = versionInWords(answer.version);
            return answer.version.text.isEmpty()
                ? words
                : Tr::tr("%1 (%2)", "version, the server's own text").arg(words, visibleText(answer.version.text));
        });
    const auto none = stateOf(verdict, QStringLiteral("none"));
    const auto source = stateOf(verdict, QStringLiteral("source"));
    add("role", Tr::tr("Role"), none ? none : source ? source : privilege ? privilege : unasked, databaseRole);
    add("replication", Tr::tr("Replication"),
        replication     ? replication
            : privilege ? privilege
                        : unasked,
        replicationInWords);
    add("fetching", Tr::tr("Fetches changes"), {}, [](const DatabaseAnswer &answer) {
        return eachChannel(answer, [](const ReplicationChannel &channel) { return threadWord(channel.io); });
    });
    add("applying", Tr::tr("Carries them out"), {}, [](const DatabaseAnswer &answer) {
        return eachChannel(answer, [](const ReplicationChannel &channel) { return threadWord(channel.sql); });
    });
    add("lag", Tr::tr("Behind by"), {}, lagInWords);
    facts.append({QStringLiteral("errors"), Tr::tr("Errors"), errorLines(one), errorLines(other), {}});
    add("readOnly", Tr::tr("Refuses changes (read_only)"), {},
        [](const DatabaseAnswer &answer) { return yesNo(answer.readOnly); });
    add("binaryLog", Tr::tr("Can be followed (log_bin)"), {},
        [](const DatabaseAnswer &answer) { return yesNo(answer.binaryLog); });
    add("serverId", Tr::tr("Number (server_id)"), {}, [](const DatabaseAnswer &answer) {
        return answer.serverId ? QString::number(*answer.serverId) : unknownWord();
    });
    facts.append(
        {QStringLiteral("asked"), Tr::tr("Asked"), ageInWords(one.askedAt, now), ageInWords(other.askedAt, now), {}});
    return facts;
}

PairTable::PairTable(QObject *parent)
    : ColumnTable(pairColumns(this), parent)
{
}

void PairTable::setPair(const DatabaseAnswer &one, const DatabaseAnswer &other, const QDateTime &now)
{
    setTitle(OneColumn, visibleText(one.server));
    setTitle(OtherColumn, visibleText(other.server));
    setRows(pairFacts(one, other, now));
}

} // namespace Nightkeep
