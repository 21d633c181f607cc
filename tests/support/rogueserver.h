// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace Nightkeep {

/// A database server at a unix socket that does what a script says, to one caller after the other, on a thread of its
/// own. Keeps every byte that it was sent. Ends with the object, in whatever the script waits for.
class RogueServer
{
public:
    /// The script's side of one connection. Everything returns false, or nothing, once the caller or the object goes.
    class Talk
    {
    public:
        Talk(RogueServer &owner, int socket)
            : m_owner(owner)
            , m_socket(socket)
        {
        }
        bool sendRaw(const QByteArray &bytes);
        bool send(const QByteArray &payload); ///< as a packet, with the number that is its turn
        [[nodiscard]] std::optional<QByteArray> receive(); ///< a packet's contents
        [[nodiscard]] std::optional<QByteArray> take(qsizetype size); ///< so many bytes, of any protocol
        bool pause(std::chrono::milliseconds time);
        void untilTheEnd(); ///< says nothing any more
        [[nodiscard]] QByteArray packet(const QByteArray &payload); ///< for many at once

    private:
        [[nodiscard]] bool waitFor(short events, std::optional<std::chrono::milliseconds> limit = {});
        [[nodiscard]] bool fill(qsizetype size);

        RogueServer &m_owner;
        int m_socket;
        int m_number = 0;
        QByteArray m_unread;
    };
    using Script = std::function<void(Talk &)>;

    RogueServer(const QString &folder, Script script);
    ~RogueServer();
    RogueServer(const RogueServer &) = delete;
    RogueServer &operator=(const RogueServer &) = delete;

    [[nodiscard]] QString socketPath() const { return m_path; }
    [[nodiscard]] QByteArray received() const;

    // What an honest server says.
    [[nodiscard]] static QByteArray greeting(const QByteArray &plugin = "mysql_native_password");
    [[nodiscard]] static QByteArray ok(int status = 2);
    [[nodiscard]] static QByteArray endOfRows(int status = 2);
    [[nodiscard]] static QByteArray column(const QByteArray &name, int type, quint32 length);
    [[nodiscard]] static QByteArray number(quint64 value, int width);
    /// Lets the caller in, and answers as a server does until a statement begins with `word`; false: it never came.
    [[nodiscard]] static bool serveUntil(Talk &talk, const QByteArray &word);

private:
    void run();

    QString m_path;
    Script m_script;
    int m_listener = -1;
    std::atomic_bool m_stop {false};
    mutable std::mutex m_mutex;
    QByteArray m_received;
    std::thread m_thread;
};

} // namespace Nightkeep
