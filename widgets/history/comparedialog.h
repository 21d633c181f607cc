// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/history/servercomparisontable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// Two servers side by side: should a master and its slave be the same, where are they not?
class CompareDialog final : public TableDialog
{
    Q_OBJECT

public:
    CompareDialog(const PageContext &context, const QString &a, const QString &b, QWidget *parent);

private:
    void showComparison(const ServerComparison &comparison);

    ColumnTable<ComparisonRow> *m_model;
};

} // namespace Nightkeep
