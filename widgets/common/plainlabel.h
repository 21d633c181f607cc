// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLabel;
class QWidget;

namespace Nightkeep {

/// A wrapping label that shows outside text as plain text and lets it be selected for copying.
[[nodiscard]] QLabel *plainLabel(QWidget *parent, const QString &text = {});

} // namespace Nightkeep
