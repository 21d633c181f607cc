// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/dialogs.h"

#include <QDialog>

namespace Nightkeep {

/// Asks one Question. The accepting button carries its verb; where the act is dangerous, Enter
/// means the other one.
class QuestionDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit QuestionDialog(const Question &question, QWidget *parent = nullptr);
};

} // namespace Nightkeep
