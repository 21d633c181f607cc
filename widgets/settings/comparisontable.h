// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QTableWidget;
class QWidget;

namespace Nightkeep {

/// A small table that is only read: in dialogs, for a dozen rows at most.
[[nodiscard]] QTableWidget *comparisonTable(QWidget *parent, const QString &name, const QStringList &header,
                                            const QList<QStringList> &rows);

} // namespace Nightkeep
