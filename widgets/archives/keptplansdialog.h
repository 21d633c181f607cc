// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/base/columntable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// The plans that the workspace keeps: to start one, to put it on paper, to hold it against an archive, to remove it.
class KeptPlansDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// `runs`: all that are known.
    KeptPlansDialog(const PageContext &context, const QList<SavedPlan> &plans, const QList<ArchiveRecord> &runs,
                    QWidget *parent);

signals:
    void openWanted(const Nightkeep::SavedPlan &plan); ///< and the dialog is closed

private:
    [[nodiscard]] const SavedPlan *chosen() const;
    void showPlans(const QList<SavedPlan> &plans);
    void updateActions();
    void openChosen();
    void print();
    void compare();
    void remove();
    void removeNow(const SavedPlan &plan);

    ColumnTable<SavedPlan> *m_model;
    QList<ArchiveRecord> m_runs;
    QPushButton *m_open;
    QPushButton *m_print;
    QPushButton *m_compare;
    QPushButton *m_remove;
};

} // namespace Nightkeep
