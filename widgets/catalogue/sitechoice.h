// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QComboBox;

namespace Nightkeep {

/// Chooses a site by its name, which is the item's data; one that the workspace has no more is added, since any other
/// in its place would be a wrong answer. An empty name leaves the choice.
void chooseSite(QComboBox &sites, const QString &name);

} // namespace Nightkeep
