// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace Nightkeep {

/// Collects the text of one table cell as lines: white space folded (no-break spaces too), blank
/// lines left out, emphasis marks and hints where a line may break taken off.
class CellText
{
public:
    void append(const QString &text) { m_line += text; }
    void append(const QStringList &lines);
    void breakLine();
    [[nodiscard]] const QStringList &lines() const { return m_lines; } ///< those that are whole
    /// The lines so far; the collector is empty afterwards.
    [[nodiscard]] QStringList take();

private:
    QString m_line;
    QStringList m_lines;
};

/// "folders *currently*" without its asterisks, "backup\_files" without its backslash. A line that
/// begins with "/" is a folder and stays as it is written: such marks may be part of its name.
[[nodiscard]] QString withoutEmphasis(const QString &line);

} // namespace Nightkeep
