// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/reachabilityjson.h"

#include "app/store/serverjson.h"
#include "models/reachability/reachabilitynames.h"

namespace Nightkeep {

namespace {

constexpr qint64 highestStatus = 999;
constexpr qint64 highestSourcePort = 65535;
constexpr qint64 longestMs = 24LL * 60 * 60 * 1000;
constexpr qint64 highestVersion = 9999;

template<typename T> QJsonValue valueOrNull(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

std::optional<qint64> integerOrNull(JsonReader &reader, const char *name)
{
    return reader.isNull(name) ? std::nullopt : std::optional(reader.integer(name));
}

QJsonObject errorJson(const Error &error)
{
    return {{QStringLiteral("kind"), errorKindName(error.kind)},
            {QStringLiteral("message"), error.message},
            {QStringLiteral("advice"), error.advice},
            {QStringLiteral("detail"), error.detail}};
}

QJsonValue errorOrNull(const std::optional<Error> &error)
{
    return error ? QJsonValue(errorJson(*error)) : QJsonValue(QJsonValue::Null);
}

std::optional<Error> readErrorOrNull(JsonReader &reader, const char *name)
{
    if (reader.isNull(name))
        return std::nullopt;
    JsonReader object = reader.object(name);
    const QString word = object.text("kind");
    const std::optional<ErrorKind> kind = errorKindFromName(word);
    if (!kind)
        object.refuse("kind", word);
    Error error;
    error.kind = kind.value_or(ErrorKind::Internal);
    error.message = object.text("message");
    error.advice = object.text("advice");
    error.detail = object.text("detail");
    object.finish();
    return error;
}

QJsonObject certificateJson(const WebCertificate &certificate)
{
    QJsonArray faults;
    for (const CertificateFault fault : certificate.faults)
        faults.append(QJsonObject {{QStringLiteral("fault"), wordFor(fault, CertificateFaultNames)}});
    return {{QStringLiteral("subject"), certificate.subject},
            {QStringLiteral("issuer"), certificate.issuer},
            {QStringLiteral("validFrom"), jsonMoment(certificate.validFrom)},
            {QStringLiteral("validTo"), jsonMoment(certificate.validTo)},
            {QStringLiteral("faults"), faults}};
}

WebCertificate readCertificate(JsonReader &reader)
{
    WebCertificate certificate;
    certificate.subject = reader.text("subject");
    certificate.issuer = reader.text("issuer");
    certificate.validFrom = reader.moment("validFrom");
    certificate.validTo = reader.moment("validTo");
    certificate.faults = reader.list<CertificateFault>(
        "faults", [](JsonReader &element) { return element.choice("fault", CertificateFaultNames); });
    return certificate;
}

QJsonObject channelJson(const ReplicationChannel &channel)
{
    QJsonArray errors;
    for (const QString &error : channel.errors)
        errors.append(QJsonObject {{QStringLiteral("text"), error}});
    return {{QStringLiteral("name"), channel.name},
            {QStringLiteral("sourceHost"), channel.sourceHost},
            {QStringLiteral("sourcePort"), channel.sourcePort},
            {QStringLiteral("sourceServerId"), valueOrNull(channel.sourceServerId)},
            {QStringLiteral("io"), wordFor(channel.io, ReplicaThreadNames)},
            {QStringLiteral("sql"), wordFor(channel.sql, ReplicaThreadNames)},
            {QStringLiteral("lagSeconds"), valueOrNull(channel.lagSeconds)},
            {QStringLiteral("errors"), errors}};
}

ReplicationChannel readChannel(JsonReader &reader)
{
    ReplicationChannel channel;
    channel.name = reader.text("name");
    channel.sourceHost = reader.text("sourceHost");
    channel.sourcePort = reader.integer("sourcePort", 0, highestSourcePort);
    channel.sourceServerId = integerOrNull(reader, "sourceServerId");
    channel.io = reader.choice("io", ReplicaThreadNames);
    channel.sql = reader.choice("sql", ReplicaThreadNames);
    channel.lagSeconds = integerOrNull(reader, "lagSeconds");
    channel.errors = reader.list<QString>("errors", [](JsonReader &element) { return element.text("text"); });
    return channel;
}

QJsonObject versionJson(const DatabaseVersion &version)
{
    return {{QStringLiteral("text"), version.text},
            {QStringLiteral("vendor"), wordFor(version.vendor, DatabaseVendorNames)},
            {QStringLiteral("major"), version.major},
            {QStringLiteral("minor"), version.minor},
            {QStringLiteral("patch"), version.patch}};
}

DatabaseVersion readVersion(JsonReader reader)
{
    DatabaseVersion version;
    version.text = reader.text("text");
    version.vendor = reader.choice("vendor", DatabaseVendorNames);
    version.major = int(reader.integer("major", 0, highestVersion));
    version.minor = int(reader.integer("minor", 0, highestVersion));
    version.patch = int(reader.integer("patch", 0, highestVersion));
    reader.finish();
    return version;
}

} // namespace

QJsonObject toJson(const WebAnswer &answer)
{
    QJsonArray redirects;
    for (const WebHop &hop : answer.redirects)
        redirects.append(
            QJsonObject {{QStringLiteral("address"), hop.address}, {QStringLiteral("status"), hop.status}});
    return {{QStringLiteral("asked"), answer.asked},
            {QStringLiteral("askedAt"), jsonMoment(answer.askedAt)},
            {QStringLiteral("outcome"), wordFor(answer.outcome, WebOutcomeNames)},
            {QStringLiteral("status"), answer.status},
            {QStringLiteral("redirects"), redirects},
            {QStringLiteral("finalAddress"), answer.finalAddress},
            {QStringLiteral("firstByteMs"), answer.firstByteMs},
            {QStringLiteral("certificate"),
             answer.certificate ? QJsonValue(certificateJson(*answer.certificate)) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("detail"), answer.detail}};
}

WebAnswer readWebAnswer(JsonReader &reader)
{
    WebAnswer answer;
    answer.asked = reader.text("asked");
    answer.askedAt = reader.moment("askedAt");
    answer.outcome = reader.choice("outcome", WebOutcomeNames);
    answer.status = int(reader.integer("status", 0, highestStatus));
    answer.redirects = reader.list<WebHop>("redirects", [](JsonReader &element) {
        WebHop hop;
        hop.address = element.text("address");
        hop.status = int(element.integer("status", 0, highestStatus));
        return hop;
    });
    answer.finalAddress = reader.text("finalAddress");
    answer.firstByteMs = int(reader.integer("firstByteMs", -1, longestMs));
    if (!reader.isNull("certificate")) {
        JsonReader certificate = reader.object("certificate");
        answer.certificate = readCertificate(certificate);
        certificate.finish();
    }
    answer.detail = reader.text("detail");
    return answer;
}

QJsonObject toJson(const DatabaseAnswer &answer)
{
    QJsonValue channels(QJsonValue::Null);
    if (answer.channels) {
        QJsonArray array;
        for (const ReplicationChannel &channel : *answer.channels)
            array.append(channelJson(channel));
        channels = array;
    }
    return {{QStringLiteral("server"), answer.server},
            {QStringLiteral("partner"), answer.partner},
            {QStringLiteral("askedAt"), jsonMoment(answer.askedAt)},
            {QStringLiteral("failure"), errorOrNull(answer.failure)},
            {QStringLiteral("version"), versionJson(answer.version)},
            {QStringLiteral("hostName"), answer.hostName},
            {QStringLiteral("serverId"), valueOrNull(answer.serverId)},
            {QStringLiteral("readOnly"), valueOrNull(answer.readOnly)},
            {QStringLiteral("binaryLog"), valueOrNull(answer.binaryLog)},
            {QStringLiteral("channels"), channels},
            {QStringLiteral("replicationProblem"), errorOrNull(answer.replicationProblem)}};
}

DatabaseAnswer readDatabaseAnswer(JsonReader &reader)
{
    DatabaseAnswer answer;
    answer.server = reader.text("server");
    answer.partner = reader.text("partner");
    answer.askedAt = reader.moment("askedAt");
    answer.failure = readErrorOrNull(reader, "failure");
    answer.version = readVersion(reader.object("version"));
    answer.hostName = reader.text("hostName");
    answer.serverId = integerOrNull(reader, "serverId");
    answer.readOnly = reader.booleanOrNull("readOnly");
    answer.binaryLog = reader.booleanOrNull("binaryLog");
    if (!reader.isNull("channels"))
        answer.channels = reader.list<ReplicationChannel>("channels", readChannel);
    answer.replicationProblem = readErrorOrNull(reader, "replicationProblem");
    return answer;
}

} // namespace Nightkeep
