// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/nextrun.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// "Next runs…": when Moodle begins its backups by the options that were read, and beside it, while changes are
/// pending, by these.
class NextRunsDialog final : public TableDialog
{
    Q_OBJECT

public:
    NextRunsDialog(const PageContext &context, const SettingsView &view, const QList<ConfigChange> &changes,
                   QWidget *parent);
};

} // namespace Nightkeep
