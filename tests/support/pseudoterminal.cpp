// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pseudoterminal.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace Nightkeep {

PseudoTerminal::PseudoTerminal()
    : m_person(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))
{
    char name[64] = {};
    if (m_person >= 0 && ::grantpt(m_person) == 0 && ::unlockpt(m_person) == 0
        && ::ptsname_r(m_person, name, sizeof name) == 0)
        m_programsEnd = name;
}

PseudoTerminal::~PseudoTerminal()
{
    if (m_held >= 0)
        ::close(m_held);
    ::close(m_person);
}

void PseudoTerminal::give(QProcess &process) const
{
    process.setChildProcessModifier([name = m_programsEnd] {
        ::setsid();
        const int end = ::open(name.constData(), O_RDWR);
        ::ioctl(end, TIOCSCTTY, 0);
        ::close(end);
    });
}

void PseudoTerminal::readOn(int milliseconds)
{
    pollfd waiting {m_person, POLLIN, 0};
    char bytes[1024];
    while (::poll(&waiting, 1, milliseconds) > 0 && (waiting.revents & POLLIN) != 0) {
        const ssize_t got = ::read(m_person, bytes, sizeof bytes);
        if (got <= 0)
            return;
        m_shown.append(bytes, got);
        milliseconds = 0;
    }
}

bool PseudoTerminal::waitFor(const QByteArray &words)
{
    const qsizetype from = m_shown.size();
    const QDeadlineTimer deadline(60000);
    while (!m_shown.mid(from).contains(words) && !deadline.hasExpired())
        readOn(50);
    return m_shown.mid(from).contains(words);
}

void PseudoTerminal::type(const QByteArray &keys) const
{
    static_cast<void>(::write(m_person, keys.constData(), size_t(keys.size())));
}

bool PseudoTerminal::echoes() const
{
    if (m_held < 0)
        m_held = ::open(m_programsEnd.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    termios modes {};
    return ::tcgetattr(m_held, &modes) == 0 && (modes.c_lflag & ECHO) != 0;
}

QByteArray PseudoTerminal::shown()
{
    readOn(0);
    return m_shown;
}

} // namespace Nightkeep
