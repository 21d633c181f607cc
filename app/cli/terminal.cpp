// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include "app/apptr.h"
#include "models/base/bytepath.h"

#include <QByteArray>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds TurnSlice {50};

// A signal handler can reach nothing but a global.
std::atomic<const CancelToken *> signalledToken {nullptr};

extern "C" void onStopSignal(int)
{
    if (const CancelToken *token = signalledToken.load())
        token->cancel();
}

void setHandler(void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    struct sigaction before = {};
    if (sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) // nohup's wish stands
        sigaction(SIGHUP, &action, nullptr);
}

void writeAll(int fd, const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + sent, size_t(bytes.size() - sent));
        if (n < 0 && errno != EINTR)
            return;
        sent += n > 0 ? n : 0;
    }
}

/// A line without its end; nullopt at the end of input or when cancelled.
std::optional<QByteArray> readLine(int fd, const CancelToken &cancel)
{
    QByteArray line;
    for (;;) {
        pollfd waiting = {fd, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, 200);
        if (cancel.isCancelled())
            return std::nullopt;
        if (ready <= 0)
            continue;
        char byte = 0;
        const ssize_t n = ::read(fd, &byte, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return std::nullopt;
        if (byte == '\n')
            return line;
        line.append(byte);
    }
}

int openTerminal()
{
    return ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

} // namespace

bool personIsThere()
{
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

bool errorIsTerminal()
{
    return isatty(STDERR_FILENO) == 1;
}

bool terminalIsThere()
{
    const int tty = openTerminal();
    if (tty >= 0)
        ::close(tty);
    return tty >= 0;
}

bool askYesNo(const QString &question, const CancelToken &cancel)
{
    writeAll(STDERR_FILENO, AppTr::tr("%1 [y/N] ").arg(question).toLocal8Bit());
    const std::optional<QByteArray> line = readLine(STDIN_FILENO, cancel);
    if (!line) {
        writeAll(STDERR_FILENO, "\n");
        return false;
    }
    const QString answer = QString::fromLocal8Bit(*line).trimmed().toLower();
    return answer == u"y" || answer == u"yes" || answer == AppTr::tr("yes");
}

std::optional<QString> TerminalPrompter::ask(const Prompt &prompt, const CancelToken &cancel)
{
    std::unique_lock turn(m_terminal, std::defer_lock);
    while (!turn.try_lock_for(TurnSlice)) {
        if (cancel.isCancelled())
            return std::nullopt;
    }
    const int tty = openTerminal();
    if (tty < 0)
        return std::nullopt;

    termios before = {};
    const bool hide = prompt.secret && !prompt.isNotice && tcgetattr(tty, &before) == 0;
    if (hide) {
        termios quiet = before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(tty, TCSAFLUSH, &quiet);
    }
    const QString server = prompt.server.isEmpty() ? QString() : visibleText(prompt.server) + QStringLiteral(": ");
    writeAll(tty, (server + visibleText(prompt.text.trimmed()) + u' ').toLocal8Bit());
    const std::optional<QByteArray> line = readLine(tty, cancel);
    if (hide) {
        tcsetattr(tty, TCSAFLUSH, &before);
        writeAll(tty, "\n");
    } else if (prompt.isNotice && !line)
        writeAll(tty, "\n");
    ::close(tty);
    if (!line)
        return std::nullopt;
    return QString::fromLocal8Bit(*line);
}

StopSignals::StopSignals(const CancelToken &cancel)
    : m_cancel(cancel)
{
    signalledToken.store(&m_cancel);
    setHandler(onStopSignal, int(SA_RESETHAND));
}

StopSignals::~StopSignals()
{
    setHandler(SIG_DFL, 0);
    signalledToken.store(nullptr);
}

} // namespace Nightkeep
