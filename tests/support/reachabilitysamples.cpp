// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reachabilitysamples.h"

#include "models/reachability/reachabilitynames.h"
#include "tests/support/samples.h"

namespace Nightkeep::Samples {

namespace {

template<typename E> E oneOf(QRandomGenerator &random, const NameList<E> &names)
{
    return (names.begin() + random.bounded(static_cast<int>(names.size())))->first;
}

template<typename T> std::optional<T> perhaps(QRandomGenerator &random, const T &value)
{
    return random.bounded(2) == 0 ? std::optional(value) : std::nullopt;
}

Error error(QRandomGenerator &random)
{
    return {random.bounded(2) == 0 ? ErrorKind::Unreachable : ErrorKind::PermissionDenied, text(random), text(random),
            text(random)};
}

} // namespace

WebAnswer webAnswer(QRandomGenerator &random)
{
    WebAnswer answer;
    answer.asked = text(random);
    answer.askedAt = moment(random);
    answer.outcome = oneOf(random, WebOutcomeNames);
    answer.status = random.bounded(600);
    for (int count = random.bounded(4); count > 0; --count)
        answer.redirects.append({text(random), 300 + random.bounded(9)});
    answer.finalAddress = text(random);
    answer.firstByteMs = random.bounded(20000) - 1;
    if (random.bounded(2) == 0) {
        WebCertificate certificate {text(random), text(random), moment(random), moment(random)};
        for (int count = random.bounded(3); count > 0; --count)
            certificate.faults.append(oneOf(random, CertificateFaultNames));
        answer.certificate = certificate;
    }
    answer.detail = text(random);
    return answer;
}

DatabaseAnswer databaseAnswer(QRandomGenerator &random, const QString &server, const QString &partner)
{
    DatabaseAnswer answer;
    answer.server = server;
    answer.partner = partner;
    answer.askedAt = moment(random);
    answer.failure = perhaps(random, error(random));
    answer.version = {text(random), oneOf(random, DatabaseVendorNames), random.bounded(20), random.bounded(20),
                      random.bounded(100)};
    answer.hostName = text(random);
    answer.serverId = perhaps(random, qint64(random.generate()));
    answer.readOnly = perhaps(random, random.bounded(2) == 0);
    answer.binaryLog = perhaps(random, random.bounded(2) == 0);
    if (random.bounded(3) != 0) {
        QList<ReplicationChannel> channels;
        for (int count = random.bounded(3); count > 0; --count) {
            ReplicationChannel channel;
            channel.name = text(random);
            channel.sourceHost = text(random);
            channel.sourcePort = random.bounded(65536);
            channel.sourceServerId = perhaps(random, qint64(random.bounded(1000)));
            channel.io = oneOf(random, ReplicaThreadNames);
            channel.sql = oneOf(random, ReplicaThreadNames);
            channel.lagSeconds = perhaps(random, qint64(random.bounded(100000)));
            for (int errors = random.bounded(3); errors > 0; --errors)
                channel.errors.append(text(random));
            channels.append(channel);
        }
        answer.channels = channels;
    }
    answer.replicationProblem = perhaps(random, error(random));
    return answer;
}

} // namespace Nightkeep::Samples
