// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/samples.h"

#include <QTest>

namespace Nightkeep {

/// A new workspace on each of its two databases, for a test whose data function is addRows().
class BothDialects
{
public:
    static void addRows()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }

    /// Null where it could not be made, which is said.
    [[nodiscard]] std::unique_ptr<WorkspaceStore> make()
    {
        QFETCH(QString, dialect);
        m_place = m_places.next(dialect);
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(m_place);
        if (!store)
            qWarning("%s %s", qPrintable(m_places.problem()), Samples::why(store).constData());
        return store ? std::move(*store) : nullptr;
    }
    [[nodiscard]] const QString &place() const { return m_place; } ///< of the last one

private:
    Samples::Places m_places;
    QString m_place;
};

} // namespace Nightkeep
