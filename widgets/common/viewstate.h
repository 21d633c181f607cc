// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDialog;
class QHeaderView;
class QSettings;
class QSplitter;

namespace Nightkeep {

/// Puts the splitter as it was left and remembers every later move under "splitters/<name>".
/// `settings` outlives the splitter. Call it when the splitter has all its children.
void rememberSplitter(QSplitter *splitter, QSettings &settings, const QString &name);

/// The dialog begins this many characters wide and lines high, no larger than the screen, or as it was left;
/// remembered under "dialogs/<object name>/geometry". `settings` outlives the dialog.
void rememberGeometry(QDialog *dialog, QSettings &settings, int characters, int lines);

/// Puts widths, order, sorting and hidden columns as saveHeader() left them under "tables/<name>"; false when
/// nothing was left, or by a version of the program with another number of columns.
[[nodiscard]] bool restoreHeader(QHeaderView *header, const QSettings &settings, const QString &name);
void saveHeader(const QHeaderView *header, QSettings &settings, const QString &name);

} // namespace Nightkeep
