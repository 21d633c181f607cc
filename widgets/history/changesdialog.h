// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/history/changestable.h"
#include "widgets/common/tabledialog.h"

class QComboBox;
class QDateEdit;

namespace Nightkeep {

/// What changed on servers: since the time before the last, or since a day.
class ChangesDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// `chosen` may be empty: then only all servers can be asked about.
    ChangesDialog(const PageContext &context, const QStringList &chosen, QWidget *parent);

private:
    void buildQuestion();
    void read();
    void showChanges(const QList<ServerChanges> &changes);

    QStringList m_chosen;
    ColumnTable<ChangeRow> *m_model;
    QComboBox *m_servers;
    QComboBox *m_since;
    QDateEdit *m_day;
    quint64 m_reading = 0; ///< only the latest answer is shown
};

} // namespace Nightkeep
