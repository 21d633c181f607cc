// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <utility>

namespace Nightkeep {

enum class DemoTarFormat {
    Gnu, ///< as `tar --format=gnu` writes it
    Posix, ///< as Moodle writes it
};

inline constexpr qsizetype demoTarBlock = 512;

/// What fills so many bytes up to whole units.
[[nodiscard]] inline QByteArray demoTarFill(qsizetype bytes, qsizetype unit = demoTarBlock)
{
    return QByteArray((unit - bytes % unit) % unit, '\0');
}

/// A plain file with a short name, filled up to whole blocks.
[[nodiscard]] inline QByteArray demoTarMember(const QByteArray &name, const QByteArray &contents,
                                              const QDateTime &modified, DemoTarFormat format)
{
    QByteArray header(demoTarBlock, '\0');
    const auto put = [&header](qsizetype at, const QByteArray &text) { header.replace(at, text.size(), text); };
    const auto octal = [](qint64 number, int digits) {
        return QByteArray::number(number, 8).rightJustified(digits, '0');
    };
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, octal(contents.size(), 11));
    put(136, octal(modified.toSecsSinceEpoch(), 11));
    put(148, "        "); // the sum counts itself as blanks
    put(156, "0");
    if (format == DemoTarFormat::Gnu) {
        put(257, "ustar  ");
        put(265, "root");
        put(297, "root");
    } else {
        put(257, "ustar");
        put(263, "00");
    }
    qint64 sum = 0;
    for (const char byte : std::as_const(header))
        sum += static_cast<unsigned char>(byte);
    put(148, octal(sum, 6) + '\0');
    return header + contents + demoTarFill(contents.size());
}

} // namespace Nightkeep
