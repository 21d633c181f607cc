// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <QHash>
#include <QMutex>

#include <algorithm>

/// What a fake server answers, and what it was asked. Filled in before the first call.
struct FakeServer
{
    using Run = std::function<Nightkeep::Result<QByteArray>(const QByteArray &, const Nightkeep::CancelToken &)>;

    std::optional<Nightkeep::Error> refusesToOpen;
    Run run;
    QList<Nightkeep::ConnectionCheck> checks;
    Nightkeep::Result<Nightkeep::OfferedHostKey> offered = Nightkeep::OfferedHostKey();
    Nightkeep::Result<void> trusts;
};

/// Servers by name; counts how many are asked at the same time.
class FakeRemoteHosts final : public Nightkeep::RemoteHosts
{
public:
    QHash<QString, FakeServer> servers;
    QStringList *journal = nullptr; ///< gets a line per trusted key

    [[nodiscard]] Nightkeep::Result<std::unique_ptr<Nightkeep::RemoteHost>>
    open(const Nightkeep::Server &server, Nightkeep::Attendance attendance) override
    {
        const QMutexLocker locker(&m_mutex);
        m_attendances.append(attendance);
        const FakeServer fake = servers.value(server.name);
        if (fake.refusesToOpen)
            return Nightkeep::fail(*fake.refusesToOpen);
        return std::make_unique<Host>(*this, fake);
    }

    [[nodiscard]] int mostAtOnce() const { return m_most; }
    [[nodiscard]] QByteArrayList inputs() const { return m_inputs; }
    [[nodiscard]] QList<Nightkeep::Attendance> attendances() const { return m_attendances; }

private:
    class Host final : public Nightkeep::RemoteHost
    {
    public:
        Host(FakeRemoteHosts &hosts, FakeServer server)
            : m_hosts(hosts)
            , m_server(std::move(server))
        {
        }

        [[nodiscard]] Nightkeep::Result<QByteArray> run(Nightkeep::RemoteProgram, const QByteArray &input,
                                                        const Nightkeep::CancelToken &cancel,
                                                        const Nightkeep::RemoteLimits &) override
        {
            m_hosts.begin(input);
            Nightkeep::Result<QByteArray> answer = m_server.run(input, cancel);
            m_hosts.end();
            return answer;
        }

        [[nodiscard]] Nightkeep::Result<void> runInto(Nightkeep::RemoteProgram program, const QByteArray &input,
                                                      const Nightkeep::OutputSink &sink,
                                                      const Nightkeep::CancelToken &cancel,
                                                      const Nightkeep::RemoteLimits &limits) override
        {
            return run(program, input, cancel, limits).and_then(sink);
        }

        [[nodiscard]] Nightkeep::Result<std::unique_ptr<Nightkeep::SocketForward>>
        forwardSocket(const QString &, const Nightkeep::CancelToken &) override
        {
            return Nightkeep::fail(Nightkeep::ErrorKind::Internal, QStringLiteral("no test forwards a socket"));
        }

        [[nodiscard]] QList<Nightkeep::ConnectionCheck> checkConnection(const Nightkeep::CancelToken &) override
        {
            return m_server.checks;
        }

        [[nodiscard]] Nightkeep::Result<Nightkeep::OfferedHostKey>
        offeredHostKey(const Nightkeep::CancelToken &) override
        {
            return m_server.offered;
        }

        [[nodiscard]] Nightkeep::Result<void> trustHostKey(const Nightkeep::OfferedHostKey &key,
                                                           const Nightkeep::CancelToken &) override
        {
            if (m_hosts.journal)
                m_hosts.journal->append(QStringLiteral("trusted ") + key.fingerprint);
            return m_server.trusts;
        }

    private:
        FakeRemoteHosts &m_hosts;
        FakeServer m_server;
    };

    void begin(const QByteArray &input)
    {
        const QMutexLocker locker(&m_mutex);
        m_inputs.append(input);
        m_most = std::max(m_most, ++m_running);
    }

    void end()
    {
        const QMutexLocker locker(&m_mutex);
        --m_running;
    }

    QMutex m_mutex;
    QByteArrayList m_inputs;
    QList<Nightkeep::Attendance> m_attendances;
    int m_running = 0;
    int m_most = 0;
};

/// An answer of resources/remote/probe.sh with these records, framed as it frames them.
inline QByteArray probeAnswer(const QList<QByteArrayList> &records)
{
    QByteArrayList fields {"NIGHTKEEP/1", "probe"};
    for (const QByteArrayList &record : records) {
        fields += QByteArrayList {"R", record.first(), QByteArray::number(record.size() - 1)};
        fields += record.mid(1);
    }
    const QByteArray counted = QByteArray::number(fields.size());
    fields += QByteArrayList {"END", counted};
    return fields.join('\0') + '\0';
}
