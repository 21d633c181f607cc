// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;

namespace Nightkeep {

/// Gives each action of a menu a letter to choose it by that no other of the menu has, and the same in the menus within
/// it. A letter that a text has already is kept, but for the second one with it.
void giveMnemonics(const QList<QAction *> &actions);

} // namespace Nightkeep
