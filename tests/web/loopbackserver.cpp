// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/web/loopbackserver.h"

#include <QHostAddress>
#include <QMutexLocker>
#include <QSslKey>
#include <QSslSocket>

#include <memory>

namespace Nightkeep {

/// Lives on the server's thread, with its connections as children.
class LoopbackServer::Listener final : public QTcpServer
{
public:
    explicit Listener(LoopbackServer &owner)
        : m_owner(owner)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        auto head = std::make_shared<QByteArray>();
        connect(socket, &QIODevice::readyRead, socket, [this, socket, head] { read(socket, *head); });
        connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
        if (m_owner.m_certificate.key.isEmpty())
            return;
        socket->setLocalCertificate(QSslCertificate(m_owner.m_certificate.certificate));
        socket->setPrivateKey(QSslKey(m_owner.m_certificate.key, QSsl::Ec));
        socket->startServerEncryption();
    }

private:
    void read(QSslSocket *socket, QByteArray &head)
    {
        head += socket->readAll();
        const qsizetype end = head.indexOf("\r\n\r\n");
        const bool greeting = head.startsWith('\x16'); // of an encrypted connection, which has no such end
        if (end < 0 && !greeting)
            return;
        const QByteArrayList words = head.left(head.indexOf("\r\n")).split(' ');
        const LoopbackRequest request {words.value(0), words.value(1), head.left(end)};
        head.clear();
        {
            const QMutexLocker locker(&m_owner.m_mutex);
            m_owner.m_requests.append(request);
        }
        const LoopbackReply reply = m_owner.m_answer(request);
        if (reply.hang)
            return;
        // A HEAD has no body, whatever the page is.
        const qsizetype body = request.method == "HEAD" ? reply.bytes.indexOf("\r\n\r\n") : -1;
        socket->write(body < 0 ? reply.bytes : reply.bytes.left(body + 4));
        socket->disconnectFromHost();
    }

    LoopbackServer &m_owner;
};

LoopbackServer::LoopbackServer(Answer answer, const TestCertificate &certificate)
    : m_answer(std::move(answer))
    , m_certificate(certificate)
    , m_listener(new Listener(*this))
{
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("No port of 127.0.0.1 is free: %s", qPrintable(m_listener->errorString()));
    m_port = m_listener->serverPort();
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.start();
}

LoopbackServer::~LoopbackServer()
{
    m_thread.quit();
    m_thread.wait();
}

QString LoopbackServer::address(const QString &path, const QString &host) const
{
    const QString scheme = m_certificate.key.isEmpty() ? QStringLiteral("http") : QStringLiteral("https");
    return QStringLiteral("%1://%2:%3").arg(scheme, host, QString::number(m_port)) + path;
}

QList<LoopbackRequest> LoopbackServer::requests() const
{
    const QMutexLocker locker(&m_mutex);
    return m_requests;
}

QByteArrayList LoopbackServer::methods() const
{
    QByteArrayList methods;
    for (const LoopbackRequest &request : requests())
        methods.append(request.method);
    return methods;
}

LoopbackReply LoopbackServer::say(const QByteArray &status, const QByteArrayList &headers, const QByteArray &body)
{
    QByteArray bytes =
        "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const QByteArray &header : headers)
        bytes += header + "\r\n";
    return {bytes + "\r\n" + body, false};
}

} // namespace Nightkeep
