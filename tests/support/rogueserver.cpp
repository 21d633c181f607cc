// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rogueserver.h"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace Nightkeep {

bool RogueServer::Talk::waitFor(short events, std::optional<std::chrono::milliseconds> limit)
{
    const auto begun = std::chrono::steady_clock::now();
    while (!m_owner.m_stop) {
        pollfd wait {m_socket, events, 0};
        const int ready = ::poll(&wait, 1, 20);
        if ((wait.revents & (POLLHUP | POLLERR)) != 0 && (wait.revents & POLLIN) == 0)
            return false;
        if (ready > 0 && events != 0)
            return true;
        if (limit && std::chrono::steady_clock::now() - begun >= *limit)
            return true;
    }
    return false;
}

bool RogueServer::Talk::sendRaw(const QByteArray &bytes)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        if (!waitFor(POLLOUT))
            return false;
        const ssize_t count =
            ::send(m_socket, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        sent += std::max<ssize_t>(count, 0);
    }
    return true;
}

QByteArray RogueServer::Talk::packet(const QByteArray &payload)
{
    return number(quint64(payload.size()), 3) + char(m_number++ & 0xff) + payload;
}

bool RogueServer::Talk::send(const QByteArray &payload)
{
    return sendRaw(packet(payload));
}

bool RogueServer::Talk::fill(qsizetype size)
{
    char bytes[4096];
    while (m_unread.size() < size) {
        if (!waitFor(POLLIN))
            return false;
        const ssize_t count = ::recv(m_socket, bytes, sizeof bytes, 0);
        if (count <= 0)
            return false;
        m_unread.append(bytes, count);
        const std::lock_guard locker(m_owner.m_mutex);
        m_owner.m_received.append(bytes, count);
    }
    return true;
}

std::optional<QByteArray> RogueServer::Talk::receive()
{
    if (!fill(4))
        return std::nullopt;
    const auto byte = [this](int i) { return qsizetype(static_cast<unsigned char>(m_unread.at(i))); };
    const qsizetype size = byte(0) | byte(1) << 8 | byte(2) << 16;
    m_number = int(byte(3)) + 1;
    if (!fill(4 + size))
        return std::nullopt;
    const QByteArray payload = m_unread.mid(4, size);
    m_unread.remove(0, 4 + size);
    return payload;
}

std::optional<QByteArray> RogueServer::Talk::take(qsizetype size)
{
    if (!fill(size))
        return std::nullopt;
    const QByteArray taken = m_unread.left(size);
    m_unread.remove(0, size);
    return taken;
}

bool RogueServer::Talk::pause(std::chrono::milliseconds time)
{
    return waitFor(0, time);
}

void RogueServer::Talk::untilTheEnd()
{
    while (receive()) { }
}

RogueServer::RogueServer(const QString &folder, Script script)
    : m_path(folder + QStringLiteral("/rogue"))
    , m_script(std::move(script))
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    const QByteArray path = m_path.toLocal8Bit();
    std::copy_n(path.constData(), std::min<size_t>(size_t(path.size()), sizeof(address.sun_path) - 1),
                address.sun_path);
    ::unlink(address.sun_path);
    m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) == 0)
        ::listen(m_listener, 16);
    m_thread = std::thread([this] { run(); });
}

RogueServer::~RogueServer()
{
    m_stop = true;
    m_thread.join();
    ::close(m_listener);
    ::unlink(m_path.toLocal8Bit().constData());
}

QByteArray RogueServer::received() const
{
    const std::lock_guard locker(m_mutex);
    return m_received;
}

void RogueServer::run()
{
    while (!m_stop) {
        pollfd wait {m_listener, POLLIN, 0};
        if (::poll(&wait, 1, 20) <= 0)
            continue;
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            continue;
        Talk talk(*this, socket);
        m_script(talk);
        ::close(socket);
    }
}

// --- what an honest server says ---

QByteArray RogueServer::number(quint64 value, int width)
{
    QByteArray bytes;
    for (int i = 0; i < width; ++i)
        bytes += char(value >> (8 * i) & 0xff);
    return bytes;
}

QByteArray RogueServer::greeting(const QByteArray &plugin)
{
    constexpr quint64 lower = 0xa2af; // with compression and LOCAL INFILE
    constexpr quint64 upper = 0x002f;
    return number(10, 1) + QByteArray("5.5.5-10.11.6-MariaDB") + number(0, 1) + number(7, 4) + "12345678" + number(0, 1)
        + number(lower, 2) + number(33, 1) + number(2, 2) + number(upper, 2) + number(21, 1) + QByteArray(10, '\0')
        + "123456789012" + number(0, 1) + plugin + number(0, 1);
}

QByteArray RogueServer::ok(int status)
{
    return number(0, 3) + number(quint64(status), 2) + number(0, 2);
}

QByteArray RogueServer::endOfRows(int status)
{
    return number(0xfe, 1) + number(0, 2) + number(quint64(status), 2);
}

QByteArray RogueServer::column(const QByteArray &name, int type, quint32 length)
{
    const QByteArray named = number(quint64(name.size()), 1) + name;
    return QByteArray("\3def") + number(0, 3) + named + named + number(12, 1) + number(33, 2) + number(length, 4)
        + number(quint64(type), 1) + number(0, 5);
}

bool RogueServer::serveUntil(Talk &talk, const QByteArray &word)
{
    if (!talk.send(greeting()) || !talk.receive() || !talk.send(ok()))
        return false;
    const QByteArray columns[] {column("CONNECTION_ID()", 8, 20), column("@@character_set_connection", 253, 96)};
    while (const std::optional<QByteArray> asked = talk.receive()) {
        if (asked->isEmpty())
            return false;
        const int command = static_cast<unsigned char>(asked->front());
        if ((command == 0x03 || command == 0x16) && asked->mid(1).startsWith(word))
            return true;
        if (command == 0x16 && asked->contains("? + ?")) { // whether values can be bound, Qt's driver asks first of all
            talk.send(number(0, 1) + number(1, 4) + number(1, 2) + number(2, 2) + number(0, 3));
            talk.send(column("?", 253, 0));
            talk.send(column("?", 253, 0));
            talk.send(endOfRows());
            talk.send(column("? + ?", 5, 23));
            talk.send(endOfRows());
        } else if (command == 0x16) { // the one statement that is prepared for each new session: two columns, no value
            talk.send(number(0, 1) + number(1, 4) + number(2, 2) + number(0, 5));
            talk.send(columns[0]);
            talk.send(columns[1]);
            talk.send(endOfRows());
        } else if (command == 0x17) {
            talk.send(number(2, 1));
            talk.send(columns[0]);
            talk.send(columns[1]);
            talk.send(endOfRows());
            talk.send(number(0, 2) + number(7, 8) + "\7utf8mb4");
            talk.send(endOfRows());
        } else if (command != 0x01 && command != 0x19) {
            talk.send(ok());
        }
    }
    return false;
}

} // namespace Nightkeep
