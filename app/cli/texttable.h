// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// A table for people at a terminal. Cells may have several lines. Text from outside is made visible:
/// control and direction-changing characters never reach the terminal.
class TextTable
{
public:
    explicit TextTable(const QStringList &header);

    void add(const QStringList &cells);
    [[nodiscard]] QString text() const; ///< ends with a line feed

private:
    QList<QList<QStringList>> m_rows; ///< row, cell, line; the first is the header
};

} // namespace Nightkeep
