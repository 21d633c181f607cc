// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"

#include <QDialog>

namespace Nightkeep {

/// What would be written: the options as they were seen and as they would be, the exact SQL, and what
/// to know first. Accepting it is the one question before the write.
class ReviewDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ReviewDialog(const SettingsPlan &plan, QWidget *parent = nullptr);
};

/// After a conflict: the value that was seen, the one that is wanted, the one that is there. Accepting
/// it means: read the settings again; what was wanted stays pending.
class ConflictDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ConflictDialog(const QList<ConfigOutcome> &outcomes, QWidget *parent = nullptr);
};

} // namespace Nightkeep
