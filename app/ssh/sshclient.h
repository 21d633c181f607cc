// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace Nightkeep {

/// What this machine's ssh knows. It is asked, without connecting: no list of releases holds for every distribution.

/// Whether ssh takes "Name value" in a configuration. What it does not know ends every connection, not only one.
[[nodiscard]] bool sshTakes(const QString &option);
/// Of several those that it does not take: mostly it takes all, and is asked once.
[[nodiscard]] QStringList optionsNotTaken(QStringList options);

/// The arguments without those options that it does not know; asked once.
[[nodiscard]] QStringList asSshTakes(const QStringList &arguments);
[[nodiscard]] QStringList withoutOptions(QStringList arguments, const QStringList &options);

/// The most of a log that is read; one of our ssh that grows longer is stopped.
inline constexpr qsizetype LongestLog = 1024 * 1024;
/// What ssh wrote to its log (-E), which is gone then.
[[nodiscard]] QByteArray takenLog(const QString &fileName);
[[nodiscard]] QByteArray withoutDebugging(const QByteArray &log);
/// Whether a server's text stands at the end of this line: it may hold line ends, so that what follows is not known to
/// be ssh's.
[[nodiscard]] bool endsOwnWords(const QByteArray &line);
/// What of it is ssh's own for certain: up to such a line.
[[nodiscard]] QByteArray ownWords(const QByteArray &log);

/// The least bits of an RSA key that a person's configuration asks for of this host; 0: it says nothing.
[[nodiscard]] int requiredRsaBits(const QString &host, const QString &configFile);

} // namespace Nightkeep
