// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/pairmodel.h"

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

void PairModel::setPair(const DatabaseAnswer &one, const DatabaseAnswer &other, const QDateTime &now)
{
    m_one = visibleText(one.server);
    m_other = visibleText(other.server);
    emit headerDataChanged(Qt::Horizontal, OneColumn, OtherColumn);
    merge(pairFacts(one, other, now));
}

void PairModel::clear()
{
    merge({});
}

int PairModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PairModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PairFact &fact = rows().at(index.row());
    const auto text = [&fact, column = Column(index.column())] {
        switch (column) {
        case FactColumn:
            return fact.title;
        case OneColumn:
            return fact.one;
        case OtherColumn:
            return fact.other;
        case ColumnCount:
            break;
        }
        return QString();
    }();
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case LinesRole:
        return text.split(u'\n');
    case SortRole:
        return index.column() == FactColumn ? QVariant(index.row()) : QVariant(text);
    case StateRole:
        if (index.column() == FactColumn && fact.state)
            return int(*fact.state);
        return {};
    case KeyRole:
        return fact.key;
    default:
        return {};
    }
}

QVariant PairModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FactColumn:
        return Tr::tr("What");
    case OneColumn:
        return m_one.isEmpty() ? Tr::tr("First") : m_one;
    case OtherColumn:
        return m_other.isEmpty() ? Tr::tr("Second") : m_other;
    default:
        return {};
    }
}

} // namespace Nightkeep
