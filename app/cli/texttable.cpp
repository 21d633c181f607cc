// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/texttable.h"

#include "models/base/bytepath.h"

#include <algorithm>

namespace Nightkeep {

TextTable::TextTable(const QStringList &header)
{
    add(header);
}

void TextTable::add(const QStringList &cells)
{
    QList<QStringList> row;
    for (const QString &cell : cells) {
        QStringList lines;
        for (const QString &line : cell.split(u'\n'))
            lines.append(visibleText(line));
        row.append(lines);
    }
    m_rows.append(row);
}

QString TextTable::text() const
{
    QList<qsizetype> widths(m_rows.constFirst().size(), 0);
    for (const QList<QStringList> &row : m_rows) {
        for (qsizetype column = 0; column < std::min(row.size(), widths.size()); ++column) {
            for (const QString &line : row.at(column))
                widths[column] = std::max(widths.at(column), line.size());
        }
    }

    QString text;
    for (const QList<QStringList> &row : m_rows) {
        qsizetype height = 1;
        for (const QStringList &cell : row)
            height = std::max(height, cell.size());
        for (qsizetype line = 0; line < height; ++line) {
            QString out;
            for (qsizetype column = 0; column < std::min(row.size(), widths.size()); ++column)
                out += row.at(column).value(line).leftJustified(widths.at(column) + 2);
            while (out.endsWith(u' '))
                out.chop(1);
            text += out + u'\n';
        }
    }
    return text;
}

} // namespace Nightkeep
