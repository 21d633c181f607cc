// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/sqlrelay.h"

#include "app/apptr.h"
#include "app/mysql/pgwatch.h"
#include "app/mysql/sqlwatch.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds cancelTick {50}; // a token cannot wake a poll

bool fillAddress(sockaddr_un &address, const QString &path)
{
    const QByteArray bytes = QFile::encodeName(path);
    if (bytes.isEmpty() || bytes.size() >= qsizetype(sizeof address.sun_path))
        return false;
    address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, bytes.constData(), size_t(bytes.size()));
    return true;
}

int newSocket()
{
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/// Where a socket's name has room, and which Qt's list of connection options takes as it is: a folder for temporary
/// files can have a long name, or spaces and semicolons in it.
QString folderTemplate()
{
    const QString name = QStringLiteral("/nightkeep-sql-XXXXXX");
    const QString folder = QDir::tempPath();
    const bool usable =
        QFile::encodeName(folder + name).size() < 100 && !folder.contains(u';') && folder == folder.simplified();
    return (usable ? folder : QStringLiteral("/tmp")) + name;
}

bool isThisProcess(int socket)
{
    ucred peer {};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid == ::getpid()
        && peer.uid == ::getuid();
}

void closeSocket(int &socket)
{
    if (socket >= 0)
        ::close(socket);
    socket = -1;
}

Error valueTooLarge(const QString &server)
{
    return {ErrorKind::Incomplete,
            AppTr::tr("A value or a statement of more than 16 MB was on its way from or to the database server of %1; "
                      "the connection was ended.")
                .arg(server),
            AppTr::tr("Nightkeep moves none that are so large: look which row of that database holds such a value.")};
}

std::unique_ptr<WireWatch> watchFor(const SqlRoute &route)
{
    if (route.protocol == SqlProtocol::PostgreSql)
        return std::make_unique<PgWatch>(route.server, route.account, route.database, route.limits);
    return std::make_unique<SqlWatch>(route.server, route.account, route.limits);
}

Error stoppedByPerson()
{
    return {ErrorKind::Cancelled, AppTr::tr("Stopped.")};
}

} // namespace

SqlRelay::SqlRelay(const SqlRoute &route)
    : m_route(route)
    , m_folder(folderTemplate())
    , m_watch(watchFor(route))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_began(Clock::now())
    , m_heard(m_began)
    , m_silenceLimit(route.silenceLimit)
    , m_answerLimit(route.answerLimit)
    , m_limits(route.limits)
{
}

SqlRelay::~SqlRelay()
{
    const quint64 one = 1;
    if (m_thread.joinable()) {
        static_cast<void>(::write(m_wake, &one, sizeof one) == sizeof one);
        m_thread.join();
    }
    for (int *socket : {&m_listener, &m_server.socket, &m_driver.socket, &m_wake})
        closeSocket(*socket);
}

Result<std::unique_ptr<SqlRelay>> SqlRelay::start(const SqlRoute &route)
{
    std::unique_ptr<SqlRelay> relay(new SqlRelay(route));
    if (const Result<void> connected = relay->connectToServer(); !connected)
        return fail(connected.error());
    if (const Result<void> listening = relay->listen(); !listening)
        return fail(listening.error());
    relay->m_thread = std::thread([relay = relay.get()] { relay->run(); });
    return relay;
}

Result<void> SqlRelay::connectToServer()
{
    sockaddr_un address {};
    m_server.socket = newSocket();
    if (m_server.socket < 0 || !fillAddress(address, m_route.socket))
        return fail(ErrorKind::Unreachable, AppTr::tr("The socket's path %1 is too long.").arg(m_route.socket));
    // Where as many wait as the server lets wait, a unix socket says "again" at once.
    while (::connect(m_server.socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        const int why = errno;
        if (why != EAGAIN && why != EINTR)
            return fail(ErrorKind::Unreachable,
                        AppTr::tr("The socket %1 cannot be reached: %2")
                            .arg(m_route.socket, QString::fromLocal8Bit(std::strerror(why))));
        if (const std::optional<Error> error = overdue())
            return fail(*error);
        std::this_thread::sleep_for(cancelTick);
    }
    return {};
}

Result<void> SqlRelay::listen()
{
    m_path =
        m_folder.filePath(m_route.protocol == SqlProtocol::PostgreSql ? QStringLiteral(".s.PGSQL.%1").arg(postgresPort)
                                                                      : QStringLiteral("s"));
    sockaddr_un address {};
    m_listener = newSocket();
    if (m_folder.isValid() && m_wake >= 0 && m_listener >= 0 && fillAddress(address, m_path)
        && ::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        && ::listen(m_listener, 4) == 0)
        return {};
    return fail(ErrorKind::Failed,
                AppTr::tr("No private socket could be made in %1.").arg(QDir::toNativeSeparators(m_folder.path())),
                AppTr::tr("Check that the folder for temporary files can be written."),
                QString::fromLocal8Bit(std::strerror(errno)));
}

std::optional<Error> SqlRelay::verdict(const QString &seen) const
{
    const std::lock_guard locker(m_mutex);
    std::optional<Error> verdict = m_verdict;
    if (verdict)
        verdict->detail = QStringList {verdict->detail, seen}.join(u'\n').trimmed();
    return verdict;
}

void SqlRelay::setAnswerLimits(milliseconds silence, milliseconds whole)
{
    m_silenceLimit = silence;
    m_answerLimit = whole;
}

void SqlRelay::setLimits(const SqlLimits &limits)
{
    const std::lock_guard locker(m_mutex);
    m_limits = limits;
}

SqlLimits SqlRelay::limits() const
{
    const std::lock_guard locker(m_mutex);
    return m_limits;
}

bool SqlRelay::end(const Error &why)
{
    // Before the driver can notice that its socket is closed.
    const std::lock_guard locker(m_mutex);
    if (!m_verdict)
        m_verdict = why;
    return false;
}

Error SqlRelay::timedOut(milliseconds limit) const
{
    return {ErrorKind::TimedOut,
            AppTr::tr("The database server of %1 did not answer within %2 seconds.")
                .arg(m_route.server)
                .arg(double(limit.count()) / 1000),
            AppTr::tr("Try again in a moment; if it happens again, look on that server what keeps it busy.")};
}

// Nothing is due while the driver has nothing to wait for.
std::optional<Error> SqlRelay::overdue() const
{
    if (m_watch->isIdle())
        return std::nullopt;
    if (m_route.cancel.isCancelled() && !m_deaf)
        return stoppedByPerson();
    const Clock::time_point now = Clock::now();
    const milliseconds whole = m_watch->isLoggedIn() ? m_answerLimit.load() : m_route.loginLimit;
    if (now - m_began > whole)
        return timedOut(whole);
    const milliseconds silence = m_silenceLimit;
    if (now - m_heard > silence)
        return timedOut(silence);
    return std::nullopt;
}

void SqlRelay::run()
{
    if (acceptDriver()) {
        bool open = true;
        while (open) {
            std::array<pollfd, 3> waits {
                {{m_wake, POLLIN, 0}, {m_server.socket, POLLIN, 0}, {m_driver.socket, POLLIN, 0}}};
            const int tick = m_watch->isIdle() ? -1 : int(cancelTick.count());
            if (::poll(waits.data(), waits.size(), tick) < 0 && errno != EINTR)
                break;
            if (waits[0].revents != 0)
                break;
            if (waits[1].revents != 0) {
                const bool more = receive(m_server);
                m_heard = Clock::now();
                open = passOn(m_server, m_driver) && more;
            }
            if (open && waits[2].revents != 0) {
                const bool more = receive(m_driver);
                open = passOn(m_driver, m_server) && more;
            }
            // Not before: where this program itself was held up, the answer has come meanwhile.
            if (const std::optional<Error> error = open ? overdue() : std::nullopt)
                open = end(*error);
        }
    }
    closeSocket(m_server.socket); // first: nothing more may leave
    closeSocket(m_driver.socket);
    closeSocket(m_listener);
}

bool SqlRelay::acceptDriver()
{
    while (m_driver.socket < 0) {
        if (!waitFor(m_listener, POLLIN))
            return false;
        m_driver.socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        const int why = errno;
        if (m_driver.socket >= 0 && !isThisProcess(m_driver.socket))
            closeSocket(m_driver.socket);
        else if (m_driver.socket < 0 && why != EAGAIN && why != EINTR && why != ECONNABORTED) // it stays so
            return end({ErrorKind::Failed, AppTr::tr("The database driver could not be let in."),
                        AppTr::tr("Close other programs, or windows of this one, and try again."),
                        QString::fromLocal8Bit(std::strerror(why))});
    }
    closeSocket(m_listener);
    m_folder.remove(); // nobody else is to come, and a killed program leaves nothing behind
    return true;
}

// Waits; false when the object goes, or when that has taken too long.
bool SqlRelay::waitFor(int socket, short events)
{
    const Clock::time_point begun = Clock::now();
    for (;;) {
        std::array<pollfd, 2> waits {{{m_wake, POLLIN, 0}, {socket, events, 0}}};
        const int ready = ::poll(waits.data(), waits.size(), int(cancelTick.count()));
        if ((ready < 0 && errno != EINTR) || waits[0].revents != 0)
            return false;
        if (ready > 0)
            return true;
        if (const std::optional<Error> error = overdue())
            return end(*error);
        const milliseconds silence = m_silenceLimit;
        if (Clock::now() - begun > silence) // of what has no answer, too
            return end(timedOut(silence));
    }
}

bool SqlRelay::receive(Side &side)
{
    std::array<char, 65536> bytes;
    const ssize_t count = ::recv(side.socket, bytes.data(), bytes.size(), 0);
    if (count > 0)
        side.unread.append(bytes.data(), count);
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

bool SqlRelay::passOn(Side &from, const Side &to)
{
    const bool ofServer = &from == &m_server;
    const WireWatch::Side side = ofServer ? WireWatch::Side::Server : WireWatch::Side::Client;
    qsizetype done = 0;
    bool open = true;
    QByteArray passing; // sent together: a row has a few bytes, and each call costs as much as hundreds
    if (!ofServer)
        m_watch->setLimits(limits());
    while (open && from.unread.size() - done >= m_watch->headerSizeOf(side)) {
        const qsizetype headerSize = m_watch->headerSizeOf(side);
        // A packet that is shorter than its header is the watch's to refuse.
        const qsizetype size =
            std::max(headerSize, m_watch->packetSize(side, QByteArrayView(from.unread).sliced(done, headerSize)));
        // Said by the header already: what it announces is not waited for.
        if (size == m_watch->sizeOfUnfinished() && m_watch->isLoggedIn()) {
            open = end(valueTooLarge(m_route.server));
            break;
        }
        if (size > (ofServer ? m_watch->mostFromServer() : limits().mostBytes)) {
            open = end(answerTooLarge(m_route.server, limits()));
            break;
        }
        if (from.unread.size() - done < size)
            break;
        QByteArray packet = from.unread.mid(done, size);
        done += size;
        const bool wasIdle = m_watch->isIdle();
        const bool wasLoggedIn = m_watch->isLoggedIn();
        if (const Result<void> allowed = ofServer ? m_watch->fromServer(packet) : m_watch->fromClient(packet);
            !allowed) {
            open = end(allowed.error());
            break;
        }
        if ((wasIdle && !m_watch->isIdle()) || wasLoggedIn != m_watch->isLoggedIn())
            m_began = m_heard = Clock::now();
        if (const std::optional<Error> error = overdue()) { // a stopped one asks nothing more
            open = end(*error);
        } else {
            passing += packet;
            open = !m_watch->isOver();
        }
    }
    from.unread.remove(0, done);
    return sendAll(to.socket, passing) && open;
}

bool SqlRelay::sendAll(int socket, const QByteArray &packets)
{
    qsizetype sent = 0;
    while (sent < packets.size()) {
        const ssize_t count =
            ::send(socket, packets.constData() + sent, size_t(packets.size() - sent), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0)
            sent += count;
        else if (errno == EAGAIN ? !waitFor(socket, POLLOUT) : errno != EINTR)
            return false;
    }
    return true;
}

} // namespace Nightkeep
