// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Nightkeep {

/// A blocking unix socket, owned. Both ends are processes of the same user; messages are whole
/// streams: sent, ended, read to the end.
class UnixSocket
{
public:
    UnixSocket() = default;
    explicit UnixSocket(int descriptor);
    ~UnixSocket();
    UnixSocket(UnixSocket &&other) noexcept;
    UnixSocket &operator=(UnixSocket &&other) noexcept;

    [[nodiscard]] static UnixSocket connectTo(const QByteArray &path);
    [[nodiscard]] static UnixSocket listenAt(const QByteArray &path);

    [[nodiscard]] bool isValid() const { return m_descriptor >= 0; }
    /// A caller that waits now, of the same user; an invalid socket if there is none.
    [[nodiscard]] UnixSocket accept() const;
    /// Whether this system tells which process is at the other end.
#ifdef Q_OS_LINUX
    static constexpr bool TellsPeers = true;
#else
    static constexpr bool TellsPeers = false;
#endif
    /// Its number, as it was when it connected; 0 where that is not known.
    [[nodiscard]] qint64 peerProcess() const;
    [[nodiscard]] bool send(const QByteArray &bytes) const;
    void endSending() const;
    /// Whether the other side has closed both ends; looks for up to that time.
    [[nodiscard]] bool waitForHangUp(int milliseconds) const;
    enum class Sign { None, Bytes, End };
    /// What the other side does first: says something, which is left to be read, or ends. Looks for up to that time.
    [[nodiscard]] Sign firstSign(int milliseconds) const;
    /// Everything up to the end of the stream; empty on an error, past `milliseconds` (-1: no limit)
    /// or past 64 KiB.
    [[nodiscard]] QByteArray receive(int milliseconds) const;

private:
    int m_descriptor = -1;
};

} // namespace Nightkeep
