// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

class QSettings;

namespace Nightkeep {

/// A page's table with the detail of its chosen row beside it, or under it where the window has no room for both. Each
/// way has its own sizes, remembered under "splitters/<name>" and "splitters/<name>Below".
class DetailSplitter final : public QSplitter
{
    Q_OBJECT

public:
    /// `settings` outlives the splitter.
    DetailSplitter(const QString &name, QSettings &settings, QWidget *parent = nullptr);

    void setParts(QWidget *table, QWidget *detail); ///< once
    void arrange(); ///< as the window is now

private:
    [[nodiscard]] QString key() const;

    QString m_name;
    QSettings &m_settings;
    bool m_isArranged = false;
};

} // namespace Nightkeep
