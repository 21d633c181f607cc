// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/unixsocket.h"

#include <QDeadlineTimer>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace Nightkeep {

namespace {

constexpr qsizetype MaxMessage = 64 * 1024;

int openSocket()
{
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

bool fillAddress(sockaddr_un &address, const QByteArray &path)
{
    if (path.isEmpty() || path.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return false;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    return true;
}

#ifdef SO_PEERCRED
std::optional<ucred> peerOf(int descriptor)
{
    ucred peer {};
    socklen_t size = sizeof peer;
    const bool isKnown = ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
    return isKnown ? std::make_optional(peer) : std::nullopt;
}
#endif

bool isSameUser(int descriptor)
{
#ifdef SO_PEERCRED
    const std::optional<ucred> peer = peerOf(descriptor);
    return peer && peer->uid == ::getuid();
#else
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(descriptor, &user, &group) == 0 && user == ::getuid();
#endif
}

} // namespace

UnixSocket::UnixSocket(int descriptor)
    : m_descriptor(descriptor)
{
}

UnixSocket::~UnixSocket()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

UnixSocket::UnixSocket(UnixSocket &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

UnixSocket &UnixSocket::operator=(UnixSocket &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

UnixSocket UnixSocket::connectTo(const QByteArray &path)
{
    sockaddr_un address {};
    UnixSocket socket(openSocket());
    if (!socket.isValid() || !fillAddress(address, path)
        || ::connect(socket.m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return {};
    return socket;
}

UnixSocket UnixSocket::listenAt(const QByteArray &path)
{
    sockaddr_un address {};
    UnixSocket socket(openSocket());
    if (!socket.isValid() || !fillAddress(address, path)
        || ::bind(socket.m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        || ::listen(socket.m_descriptor, 8) != 0 || ::fcntl(socket.m_descriptor, F_SETFL, O_NONBLOCK) != 0)
        return {};
    return socket;
}

UnixSocket UnixSocket::accept() const
{
    UnixSocket caller(::accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC));
    if (!caller.isValid() || !isSameUser(caller.m_descriptor))
        return {};
    return caller;
}

qint64 UnixSocket::peerProcess() const
{
#ifdef SO_PEERCRED
    const std::optional<ucred> peer = peerOf(m_descriptor);
    return peer ? peer->pid : 0;
#else
    return 0;
#endif
}

bool UnixSocket::send(const QByteArray &bytes) const
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t now =
            ::send(m_descriptor, bytes.constData() + sent, static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (now < 0 && errno != EINTR)
            return false;
        sent += now > 0 ? now : 0;
    }
    return true;
}

void UnixSocket::endSending() const
{
    ::shutdown(m_descriptor, SHUT_WR);
}

bool UnixSocket::waitForHangUp(int milliseconds) const
{
    pollfd waiting {m_descriptor, 0, 0}; // POLLHUP is told unasked
    return ::poll(&waiting, 1, milliseconds) > 0;
}

UnixSocket::Sign UnixSocket::firstSign(int milliseconds) const
{
    pollfd waiting {m_descriptor, POLLIN, 0};
    if (::poll(&waiting, 1, milliseconds) <= 0)
        return Sign::None;
    char byte = 0;
    const ssize_t got = ::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got > 0 ? Sign::Bytes : got < 0 && (errno == EAGAIN || errno == EINTR) ? Sign::None : Sign::End;
}

QByteArray UnixSocket::receive(int milliseconds) const
{
    const QDeadlineTimer deadline =
        milliseconds < 0 ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(milliseconds);
    QByteArray bytes;
    while (bytes.size() <= MaxMessage) {
        pollfd waiting {m_descriptor, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(deadline.remainingTime()));
        if (ready == 0 || (ready < 0 && errno != EINTR))
            return {};
        if (ready < 0)
            continue;
        char buffer[4096];
        const ssize_t got = ::read(m_descriptor, buffer, sizeof buffer);
        if (got == 0)
            return bytes;
        if (got < 0 && errno != EINTR)
            return {};
        bytes.append(buffer, got > 0 ? got : 0);
    }
    return {};
}

} // namespace Nightkeep
