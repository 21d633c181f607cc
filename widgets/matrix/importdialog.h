// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/importmodel.h"
#include "widgets/common/inputdialog.h"

class QPushButton;
class QSettings;

namespace Nightkeep {

/// The merge preview of an imported page: what would change, a check box for each change, and the
/// rows that could not be understood with their reasons. Nothing is stored by the dialog itself.
class ImportDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `settings` outlives the dialog.
    ImportDialog(const ImportPlan &plan, QSettings &settings, QWidget *parent);

    /// The plan with what was checked.
    [[nodiscard]] ImportPlan chosenPlan() const { return m_model->chosenPlan(); }

private:
    [[nodiscard]] QStringList fields() const override; ///< which boxes are checked
    void showChoice();

    ImportModel *m_model;
    QPushButton *m_apply = nullptr;
    QPushButton *m_all = nullptr;
    QPushButton *m_none = nullptr;
};

} // namespace Nightkeep
