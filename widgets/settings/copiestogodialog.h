// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settingsmeaning.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// "Which copies…": what Moodle deletes at its next run because of a change.
class CopiesToGoDialog final : public TableDialog
{
    Q_OBJECT

public:
    CopiesToGoDialog(const PageContext &context, const QString &site, const QList<CopyToGo> &copies, QWidget *parent);
};

} // namespace Nightkeep
