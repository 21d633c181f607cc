// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/site.h"

#include <QHash>
#include <QString>
#include <QTemporaryDir>

namespace Nightkeep {

/// A copy of tests/moodle/standin, which stands in for the code of a Moodle 2 or later, with its settings in files:
/// what goes wrong with it is said by files too (lib/standin.php).
class StandInMoodle
{
public:
    using Rows = QHash<QString, QString>;

    /// False where it could not be copied.
    [[nodiscard]] bool make();
    [[nodiscard]] QString root() const { return m_folder.path(); } ///< which the web server's user may enter
    [[nodiscard]] QString folder() const { return root() + QStringLiteral("/moodle"); } ///< its code
    /// As whom it runs: somebody else where the tests run as root.
    [[nodiscard]] static QString webUser();

    void setRows(const Rows &rows) const; ///< without its cache
    [[nodiscard]] Rows rows() const; ///< of its table
    [[nodiscard]] Rows served() const; ///< from its cache, where it has one
    void writeBehindItsBack(const QString &name, const QString &value) const; ///< its cache does not see it
    void force(const Rows &values) const; ///< by config.php
    void put(const QString &name, const QByteArray &bytes = {}) const; ///< a file of its data
    void remove(const QString &name) const;
    [[nodiscard]] bool has(const QString &name) const;
    [[nodiscard]] QByteArray read(const QString &name) const;

private:
    [[nodiscard]] QString data(const QString &name) const { return folder() + QStringLiteral("/data/") + name; }
    QTemporaryDir m_folder;
};

} // namespace Nightkeep
