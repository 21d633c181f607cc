// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/web/testcertificates.h"

#include <QByteArrayList>
#include <QMutex>
#include <QTcpServer>
#include <QThread>

#include <functional>

namespace Nightkeep {

/// What the server was asked, and what it does.
struct LoopbackRequest
{
    QByteArray method;
    QByteArray path;
    QByteArray head; ///< all lines
};

struct LoopbackReply
{
    QByteArray bytes; ///< sent as they are; empty: the connection is closed
    bool hang = false; ///< nothing is sent and the connection stays
};

/// A web server on a free port of 127.0.0.1, on a thread of its own since who asks it blocks. It says
/// what `answer` says, which is called on that thread.
class LoopbackServer
{
public:
    using Answer = std::function<LoopbackReply(const LoopbackRequest &request)>;

    /// With a certificate it speaks https.
    explicit LoopbackServer(Answer answer, const TestCertificate &certificate = {});
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer &) = delete;
    LoopbackServer &operator=(const LoopbackServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString address(const QString &path = QStringLiteral("/"),
                                  const QString &host = QStringLiteral("127.0.0.1")) const;
    [[nodiscard]] QList<LoopbackRequest> requests() const;
    [[nodiscard]] QByteArrayList methods() const;

    /// A whole answer: "200 OK", header lines, a body.
    [[nodiscard]] static LoopbackReply say(const QByteArray &status, const QByteArrayList &headers = {},
                                           const QByteArray &body = "page");

private:
    class Listener;
    Answer m_answer;
    TestCertificate m_certificate;
    QThread m_thread;
    QTcpServer *m_listener = nullptr;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    QList<LoopbackRequest> m_requests;
};

} // namespace Nightkeep
