// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/cuttingproxy.h"

#include <QByteArray>

#include <algorithm>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace Nightkeep {

namespace {

constexpr int answerMs = 100000; // an answer that is lost must have been given

// COM_QUIT and COM_STMT_CLOSE have no answer to wait for.
bool hasAnswer(const QByteArray &packet)
{
    return packet.size() > 4 && packet.at(4) != 0x01 && packet.at(4) != 0x19;
}

sockaddr_un addressOf(const QString &path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    const QByteArray bytes = path.toLocal8Bit();
    std::copy_n(bytes.constData(), std::min<size_t>(size_t(bytes.size()), sizeof(address.sun_path) - 1),
                address.sun_path);
    return address;
}

bool sendAll(int socket, const char *bytes, size_t count)
{
    while (count > 0) {
        const ssize_t sent = ::send(socket, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes += sent;
        count -= size_t(sent);
    }
    return true;
}

} // namespace

struct CuttingProxy::Pair
{
    int client = -1;
    int server = -1;
    bool counted = false; ///< the one connection whose packets are counted
    QByteArray unsent; ///< of the client, until a packet is whole

    void close()
    {
        for (int *socket : {&client, &server}) {
            if (*socket >= 0)
                ::close(*socket);
            *socket = -1;
        }
    }
};

CuttingProxy::CuttingProxy(const QString &folder, const QString &serverSocket, int packet, Cut cut, bool staysDown)
    : m_path(folder + QStringLiteral("/proxy"))
    , m_serverSocket(serverSocket)
    , m_cutAt(packet)
    , m_cut(cut)
    , m_staysDown(staysDown)
{
    m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = addressOf(m_path);
    ::unlink(address.sun_path);
    if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) == 0)
        ::listen(m_listener, 16);
    m_thread = std::thread([this] { run(); });
}

CuttingProxy::~CuttingProxy()
{
    m_stop = true;
    m_thread.join();
    ::close(m_listener);
    ::unlink(m_path.toLocal8Bit().constData());
}

void CuttingProxy::run()
{
    std::vector<Pair> pairs;
    while (!m_stop) {
        std::vector<pollfd> waits {{m_listener, POLLIN, 0}};
        for (const Pair &pair : pairs) {
            waits.push_back({pair.client, POLLIN, 0});
            waits.push_back({pair.server, POLLIN, 0});
        }
        ::poll(waits.data(), nfds_t(waits.size()), 20);
        for (Pair &pair : pairs)
            if (!pump(pair))
                pair.close();
        std::erase_if(pairs, [](const Pair &pair) { return pair.client < 0; });
        if ((waits.front().revents & POLLIN) == 0)
            continue;
        Pair pair;
        accept(pair);
        if (pair.client >= 0)
            pairs.push_back(pair);
    }
    for (Pair &pair : pairs)
        pair.close();
}

void CuttingProxy::accept(Pair &pair)
{
    pair.client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    pair.counted = ++m_connections == 1;
    const sockaddr_un address = addressOf(m_serverSocket);
    pair.server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool refused = m_hasCut && m_staysDown;
    if (refused || ::connect(pair.server, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0)
        pair.close();
}

bool CuttingProxy::pump(Pair &pair)
{
    pollfd waits[] {{pair.client, POLLIN, 0}, {pair.server, POLLIN, 0}};
    ::poll(waits, 2, 0);
    char bytes[65536];
    if (waits[1].revents != 0) {
        const ssize_t count = ::recv(pair.server, bytes, sizeof(bytes), 0);
        if (count <= 0 || !sendAll(pair.client, bytes, size_t(count)))
            return false;
    }
    if (waits[0].revents != 0) {
        const ssize_t count = ::recv(pair.client, bytes, sizeof(bytes), 0);
        if (count <= 0)
            return false;
        pair.unsent.append(bytes, count);
        return fromClient(pair);
    }
    return true;
}

void CuttingProxy::lookAt(const QByteArray &packet)
{
    const char command = packet.size() > 4 ? packet.at(4) : '\0';
    if (m_packets == 1)
        m_subject = "login";
    else if (command == 0x03 || command == 0x16) // COM_QUERY, COM_STMT_PREPARE; what else comes is of the last of these
        m_subject = packet.mid(5);
}

void CuttingProxy::cutAfter(const Pair &pair, const QByteArray &packet) const
{
    pollfd answer {pair.server, POLLIN, 0};
    if (!hasAnswer(packet) || ::poll(&answer, 1, answerMs) != 1 || m_cut != Cut::AnswerTorn)
        return;
    char bytes[65536];
    const ssize_t count = ::recv(pair.server, bytes, sizeof(bytes), 0);
    if (count > 1)
        static_cast<void>(sendAll(pair.client, bytes, size_t(count) / 2));
}

// A packet is a length of three bytes, a number, and that many bytes.
bool CuttingProxy::fromClient(Pair &pair)
{
    for (;;) {
        if (pair.unsent.size() < 4)
            return true;
        const auto byte = [&pair](int i) { return qsizetype(static_cast<unsigned char>(pair.unsent.at(i))); };
        const qsizetype length = 4 + (byte(0) | byte(1) << 8 | byte(2) << 16);
        if (pair.unsent.size() < length)
            return true;
        const QByteArray packet = pair.unsent.left(length);
        pair.unsent.remove(0, length);
        const bool counts = pair.counted && !m_hasCut;
        const bool cutHere = counts && ++m_packets == m_cutAt;
        if (counts)
            lookAt(packet);
        if (!cutHere) {
            if (!sendAll(pair.server, packet.constData(), size_t(packet.size())))
                return false;
            continue;
        }
        if (m_cut == Cut::Torn)
            static_cast<void>(sendAll(pair.server, packet.constData(), size_t(packet.size() / 2)));
        else if (m_cut != Cut::Before && sendAll(pair.server, packet.constData(), size_t(packet.size())))
            cutAfter(pair, packet);
        m_hasCut = true;
        return false;
    }
}

} // namespace Nightkeep
