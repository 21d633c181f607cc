// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reachabilityjson.h"

#include "app/cli/clijson.h"
#include "models/reachability/reachabilitynames.h"

namespace Nightkeep {

namespace {

/// Null for what is not known.
template<typename T> QJsonValue knownJson(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QString stateName(State state)
{
    switch (state) {
    case State::Good:
        return QStringLiteral("good");
    case State::Attention:
        return QStringLiteral("attention");
    case State::Bad:
        return QStringLiteral("bad");
    case State::Unknown:
    case State::Working:
        break;
    }
    return QStringLiteral("unknown");
}

QJsonValue certificateJson(const std::optional<WebCertificate> &certificate)
{
    if (!certificate)
        return {};
    QJsonArray faults;
    for (const CertificateFault fault : certificate->faults)
        faults.append(nameIn(CertificateFaultNames, fault));
    return QJsonObject {{QStringLiteral("subject"), certificate->subject},
                        {QStringLiteral("issuer"), certificate->issuer},
                        {QStringLiteral("validFrom"), momentJson(certificate->validFrom)},
                        {QStringLiteral("validTo"), momentJson(certificate->validTo)},
                        {QStringLiteral("faults"), faults}};
}

QJsonObject channelJson(const ReplicationChannel &channel)
{
    return {{QStringLiteral("name"), channel.name},
            {QStringLiteral("sourceHost"), channel.sourceHost},
            {QStringLiteral("sourcePort"), channel.sourcePort > 0 ? QJsonValue(channel.sourcePort) : QJsonValue()},
            {QStringLiteral("sourceServerId"), knownJson(channel.sourceServerId)},
            {QStringLiteral("io"), nameIn(ReplicaThreadNames, channel.io)},
            {QStringLiteral("sql"), nameIn(ReplicaThreadNames, channel.sql)},
            {QStringLiteral("lagSeconds"), knownJson(channel.lagSeconds)},
            {QStringLiteral("errors"), QJsonArray::fromStringList(channel.errors)}};
}

QJsonObject databaseJson(const DatabaseAnswer &answer)
{
    QJsonObject object {{QStringLiteral("server"), answer.server},
                        {QStringLiteral("askedAt"), momentJson(answer.askedAt)}};
    if (answer.failure) {
        object.insert(QStringLiteral("error"), errorJson(*answer.failure));
        return object;
    }
    QJsonValue channels;
    if (answer.channels) {
        QJsonArray array;
        for (const ReplicationChannel &channel : *answer.channels)
            array.append(channelJson(channel));
        channels = array;
    }
    const bool known = answer.version.vendor != DatabaseVersion::Vendor::Unknown;
    object.insert(QStringLiteral("versionText"), answer.version.text);
    object.insert(QStringLiteral("vendor"), nameIn(DatabaseVendorNames, answer.version.vendor));
    object.insert(
        QStringLiteral("version"),
        known ? QJsonValue(
            QStringLiteral("%1.%2.%3").arg(answer.version.major).arg(answer.version.minor).arg(answer.version.patch))
              : QJsonValue());
    object.insert(QStringLiteral("hostName"), answer.hostName);
    object.insert(QStringLiteral("serverId"), knownJson(answer.serverId));
    object.insert(QStringLiteral("readOnly"), knownJson(answer.readOnly));
    object.insert(QStringLiteral("binaryLog"), knownJson(answer.binaryLog));
    object.insert(QStringLiteral("follows"), channels);
    object.insert(QStringLiteral("replicationProblem"),
                  answer.replicationProblem ? QJsonValue(errorJson(*answer.replicationProblem)) : QJsonValue());
    return object;
}

} // namespace

QJsonObject webJson(const WebOutcome &outcome, const QDateTime &now)
{
    if (!outcome.answer)
        return {{QStringLiteral("server"), outcome.server},
                {QStringLiteral("error"), errorJson(outcome.answer.error())}};
    const WebAnswer &answer = *outcome.answer;
    QJsonArray redirects;
    for (const WebHop &hop : answer.redirects)
        redirects.append(
            QJsonObject {{QStringLiteral("address"), hop.address}, {QStringLiteral("status"), hop.status}});
    return {{QStringLiteral("server"), outcome.server},
            {QStringLiteral("address"), answer.asked},
            {QStringLiteral("askedAt"), momentJson(answer.askedAt)},
            {QStringLiteral("outcome"), nameIn(WebOutcomeNames, answer.outcome)},
            {QStringLiteral("status"), answer.status > 0 ? QJsonValue(answer.status) : QJsonValue()},
            {QStringLiteral("redirects"), redirects},
            {QStringLiteral("finalAddress"), answer.finalAddress},
            {QStringLiteral("firstByteMs"), numberJson(answer.firstByteMs)},
            {QStringLiteral("certificate"), certificateJson(answer.certificate)},
            {QStringLiteral("state"), stateName(webState(answer, now))},
            {QStringLiteral("sentence"), webSentence(answer, now)},
            {QStringLiteral("remarks"), QJsonArray::fromStringList(webRemarks(answer))},
            {QStringLiteral("detail"), answer.detail}};
}

QJsonObject pairJson(const PairAnswer &pair)
{
    QJsonArray remarks;
    for (const PairRemark &remark : pair.verdict.remarks)
        remarks.append(QJsonObject {
            {QStringLiteral("id"), remark.id},
            {QStringLiteral("state"), stateName(remark.state)},
            {QStringLiteral("severity"), remark.severity ? QJsonValue(severityName(*remark.severity)) : QJsonValue()},
            {QStringLiteral("sentence"), remark.sentence},
            {QStringLiteral("advice"), remark.advice}});
    const bool known = pair.one.version.vendor != DatabaseVersion::Vendor::Unknown
        && pair.other.version.vendor != DatabaseVersion::Vendor::Unknown;
    return {{QStringLiteral("one"), databaseJson(pair.one)},
            {QStringLiteral("other"), databaseJson(pair.other)},
            {QStringLiteral("state"), stateName(pair.verdict.state)},
            {QStringLiteral("sentence"), pair.verdict.sentence},
            {QStringLiteral("sameVersion"),
             known ? QJsonValue(sameVersion(pair.one.version, pair.other.version)) : QJsonValue()},
            {QStringLiteral("remarks"), remarks}};
}

} // namespace Nightkeep
