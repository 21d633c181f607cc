// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reachabilityjson.h"

#include "app/cli/clijson.h"

namespace Nightkeep {

namespace {

QJsonObject databaseJson(const DatabaseAnswer &answer)
{
    QJsonObject object = cliJson(answer);
    object.remove(QStringLiteral("failure"));
    if (answer.failure)
        return {{QStringLiteral("server"), answer.server},
                {QStringLiteral("askedAt"), momentJson(answer.askedAt)},
                {QStringLiteral("error"), cliJson(*answer.failure)}};
    const DatabaseVersion &version = answer.version;
    const bool known = version.vendor != DatabaseVersion::Vendor::Unknown;
    object.insert(QStringLiteral("versionText"), version.text);
    object.insert(QStringLiteral("vendor"), nameOf(version.vendor));
    object.insert(QStringLiteral("version"),
                  known
                      ? QJsonValue(QStringLiteral("%1.%2.%3").arg(version.major).arg(version.minor).arg(version.patch))
                      : QJsonValue());
    QJsonArray follows = object.value(QStringLiteral("channels")).toArray();
    for (qsizetype i = 0; i < follows.size(); ++i) {
        QJsonObject channel = follows.at(i).toObject();
        if (answer.channels->at(i).sourcePort == 0)
            channel.insert(QStringLiteral("sourcePort"), QJsonValue());
        follows.replace(i, channel);
    }
    object.remove(QStringLiteral("channels"));
    object.insert(QStringLiteral("follows"), answer.channels ? QJsonValue(follows) : QJsonValue());
    return object;
}

} // namespace

QJsonObject webJson(const WebOutcome &outcome, const QDateTime &now)
{
    if (!outcome.answer)
        return {{QStringLiteral("server"), outcome.server}, {QStringLiteral("error"), cliJson(outcome.answer.error())}};
    const WebAnswer &answer = *outcome.answer;
    QJsonObject object = cliJson(answer);
    object.insert(QStringLiteral("server"), outcome.server);
    object.insert(QStringLiteral("address"), object.take(QStringLiteral("asked")));
    if (answer.status == 0)
        object.insert(QStringLiteral("status"), QJsonValue());
    object.insert(QStringLiteral("state"), nameOf(webState(answer, now)));
    object.insert(QStringLiteral("sentence"), webSentence(answer, now));
    object.insert(QStringLiteral("remarks"), QJsonArray::fromStringList(webRemarks(answer)));
    object.insert(QStringLiteral("notKept"), cliJson(outcome.notKept));
    return object;
}

QJsonObject pairJson(const PairAnswer &pair)
{
    const bool known = pair.one.version.vendor != DatabaseVersion::Vendor::Unknown
        && pair.other.version.vendor != DatabaseVersion::Vendor::Unknown;
    return {{QStringLiteral("one"), databaseJson(pair.one)},
            {QStringLiteral("other"), databaseJson(pair.other)},
            {QStringLiteral("state"), nameOf(pair.verdict.state)},
            {QStringLiteral("sentence"), pair.verdict.sentence},
            {QStringLiteral("sameVersion"),
             known ? QJsonValue(sameVersion(pair.one.version, pair.other.version)) : QJsonValue()},
            {QStringLiteral("remarks"), cliJson(pair.verdict.remarks)},
            {QStringLiteral("notKept"), cliJson(pair.notKept)}};
}

} // namespace Nightkeep
