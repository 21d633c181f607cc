// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QProcess;

namespace Nightkeep {

/// A terminal for one program, at which a test is the person.
class PseudoTerminal
{
public:
    PseudoTerminal();
    ~PseudoTerminal();
    PseudoTerminal(const PseudoTerminal &) = delete;
    PseudoTerminal &operator=(const PseudoTerminal &) = delete;

    /// Makes it the controlling terminal of a program that is started after this.
    void give(QProcess &process) const;
    /// Whether these words have come within a minute; all that came is in shown().
    [[nodiscard]] bool waitFor(const QByteArray &words);
    void type(const QByteArray &keys) const;
    [[nodiscard]] QByteArray shown(); ///< until now
    [[nodiscard]] bool echoes() const; ///< what is typed now

private:
    void readOn(int milliseconds);

    int m_person = -1;
    mutable int m_held = -1; ///< the programs' end, from the first echoes() on: when all close it, it forgets its modes
    QByteArray m_programsEnd;
    QByteArray m_shown;
};

} // namespace Nightkeep
