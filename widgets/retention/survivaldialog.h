// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentiontables.h"
#include "widgets/common/tabledialog.h"

class QComboBox;

namespace Nightkeep {

/// "What survives…": where each copy is, and what is left if a building or an account is lost.
class SurvivalDialog final : public TableDialog
{
    Q_OBJECT

public:
    SurvivalDialog(const PageContext &context, const RetentionView &view, QWidget *parent);

private:
    [[nodiscard]] QStringList fields() const override { return {}; } ///< what is looked at is no edit
    void answer();

    QList<CopyPlaceFacts> m_places;
    QList<std::optional<PlaceLoss>> m_losses; ///< as m_loss lists them: nothing first
    ColumnTable<PlaceLine> *m_model;
    QComboBox *m_loss;
};

} // namespace Nightkeep
