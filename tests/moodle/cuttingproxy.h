// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <thread>

namespace Nightkeep {

/// Stands between a client and a MySQL server, counts the client's packets and cuts the first
/// connection at a chosen one, as a broken tunnel would. Runs on a thread of its own.
class CuttingProxy
{
public:
    enum class Cut {
        Before, ///< the packet never reaches the server
        Torn, ///< half of the packet reaches it
        After, ///< the server has carried it out, but its answer is lost
        AnswerTorn, ///< half of its answer arrives
    };

    /// Cuts at the client's packet number `packet` (1 is the login); 0 never cuts. With `staysDown`
    /// nobody is let through afterwards.
    CuttingProxy(const QString &folder, const QString &serverSocket, int packet, Cut cut, bool staysDown);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy &) = delete;
    CuttingProxy &operator=(const CuttingProxy &) = delete;

    [[nodiscard]] QString socketPath() const { return m_path; }
    [[nodiscard]] bool hasCut() const { return m_hasCut; }
    [[nodiscard]] int packets() const { return m_packets; } ///< of the first connection
    /// What the packet at the cut was about: "login", or the text of its statement. Once it has cut.
    [[nodiscard]] QByteArray cutAt() const { return m_hasCut ? m_subject : QByteArray(); }

private:
    struct Pair;
    void run();
    void accept(Pair &pair);
    bool pump(Pair &pair);
    bool fromClient(Pair &pair);
    void lookAt(const QByteArray &packet);
    void cutAfter(const Pair &pair, const QByteArray &packet) const;

    QString m_path;
    QString m_serverSocket;
    int m_cutAt;
    Cut m_cut;
    bool m_staysDown;
    int m_listener = -1;
    int m_connections = 0;
    std::atomic_bool m_stop {false};
    std::atomic_bool m_hasCut {false};
    std::atomic_int m_packets {0};
    QByteArray m_subject; ///< of the first connection's last packet; the thread's own until it has cut
    std::thread m_thread;
};

} // namespace Nightkeep
