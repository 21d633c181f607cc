// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// For both mains, first of all. forbidCores(): no core is written of this program and of what it starts.
/// hideMemory(): no other program of the same user may read its memory, environment and descriptors, and no handler
/// of crashes is given any. Sanitized builds let the latter be: their search for leaks reads the program from outside.
void forbidCores();
void hideMemory();

/// Overwrites a secret and empties it, where nobody else holds the same text: what was copied elsewhere, as by the
/// database's or the keychain's library, stays until that is reused.
void wipe(QString &secret);
void wipe(QByteArray &secret);

/// Of a local variable, at the end of its scope.
template<typename Text> class WipedAtEnd
{
public:
    explicit WipedAtEnd(Text &secret)
        : m_secret(secret)
    {
    }
    ~WipedAtEnd() { wipe(m_secret); }
    WipedAtEnd(const WipedAtEnd &) = delete;
    WipedAtEnd &operator=(const WipedAtEnd &) = delete;

private:
    Text &m_secret;
};

} // namespace Nightkeep
