// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demohistory.h"

#include "app/demo/demorandom.h"
#include "models/history/snapshotthinning.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

QList<QDateTime> timesAsked(const DemoServer &server, const QDateTime &now)
{
    // One server after the other.
    const int later = qChecksum(server.server.name.toUtf8()) % 50;
    QList<QDateTime> times;
    for (int daysAgo = KeepDailyDays; daysAgo >= 0; --daysAgo) {
        const QDateTime morning = demoLastAsked(now).addDays(-daysAgo).addSecs(later);
        times.append(morning);
        if (daysAgo > 0 && daysAgo <= KeepEachDays)
            times.append(morning.addSecs(6 * 3600 + 25 * 60));
    }
    return times;
}

/// How much less was in use on a file system.
qint64 lessThen(const QJsonObject &mount, const QByteArray &server, const QDateTime &now, const QDateTime &at,
                quint64 seed)
{
    const qint64 total = qint64(mount.value(u"gib").toInt()) * 1024 * 1024;
    const qint64 used = total / 100 * mount.value(u"used").toInt();
    const quint64 place = seed * 1000003 + qChecksum(server + mount.value(u"at").toString().toUtf8()) * 8191ULL;
    const qint64 gentle = total / 10000 * (1 + DemoRandom(place).below(3));
    const qint64 daily = mount.contains(u"growsMiBADay") ? mount.value(u"growsMiBADay").toInteger() * 1024 : gentle;
    const qint64 grown = daily * at.secsTo(now) / 86400;
    const qint64 astray = DemoRandom(place + quint64(at.toSecsSinceEpoch())).below(int(daily / 2) + 1);
    return std::clamp(grown - astray, qint64(0), used / 10 * 9);
}

DemoServer asItWas(const DemoServer &server, const QDateTime &now, const QDateTime &at, quint64 seed)
{
    DemoServer then = server;
    for (const QJsonValue &stretch : server.facts.value(u"earlier").toArray()) {
        // What is changed about a backup shows in the night.
        const QDateTime until(now.date().addDays(-stretch[u"untilDaysAgo"].toInt()), QTime(1, 0), QTimeZone::utc());
        if (at >= until)
            continue;
        const QJsonObject facts = stretch.toObject();
        for (auto fact = facts.begin(); fact != facts.end(); ++fact)
            then.facts.insert(fact.key(), fact.value());
    }
    QJsonArray mounts;
    for (const QJsonValue &value : server.facts.value(u"mounts").toArray()) {
        QJsonObject mount = value.toObject();
        mount.insert(QStringLiteral("lessKiB"), lessThen(mount, server.server.name.toUtf8(), now, at, seed));
        mounts.append(mount);
    }
    then.facts.insert(QStringLiteral("mounts"), mounts);
    return then;
}

/// This machine's, where a probe of the demo looks for them (resources/remote/prelude.sh).
QHash<QString, QString> toolsOf(const DemoServer &server)
{
    const QStringList places = qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts)
        + QStringList {QStringLiteral("/usr/local/sbin"), QStringLiteral("/usr/local/bin"), QStringLiteral("/usr/sbin"),
                       QStringLiteral("/usr/bin"),        QStringLiteral("/sbin"),          QStringLiteral("/bin")};
    QHash<QString, QString> tools;
    for (const QString &tool : probedTools())
        tools.insert(tool, QStandardPaths::findExecutable(tool, places));
    if (server.facts.contains(u"fileSpaces"))
        tools.insert(QStringLiteral("dsmc"), QStringLiteral("/opt/tivoli/tsm/client/ba/bin/dsmc"));
    return tools;
}

} // namespace

QDateTime demoLastAsked(const QDateTime &estateNow)
{
    return {estateNow.date(), QTime(6, 40), QTimeZone::utc()};
}

Result<QList<ServerSnapshot>> demoHistory(const DemoServer &server, const QDateTime &estateNow, quint64 seed)
{
    QList<ServerSnapshot> history;
    if (!server.isReachable())
        return history;
    const QHash<QString, QString> tools = toolsOf(server);
    for (const QDateTime &at : timesAsked(server, estateNow)) {
        Result<ServerSnapshot> snapshot =
            parseProbe(demoProbe(asItWas(server, estateNow, at, seed), estateNow, at), at, at);
        if (!snapshot)
            return fail(snapshot.error());
        snapshot->tools = tools;
        history.append(*snapshot);
    }
    return history;
}

} // namespace Nightkeep
