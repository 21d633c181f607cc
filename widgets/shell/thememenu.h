// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;
class QSettings;

namespace Nightkeep {

/// Light, dark, or as the system is: a menu in this one. From Qt 6.8 on the platform follows the choice, before that
/// palettes of our own, where the style draws by them alone. What was chosen last holds from now on. `settings`
/// outlives the menu.
void addThemeMenu(QMenu *menu, QSettings &settings);

} // namespace Nightkeep
