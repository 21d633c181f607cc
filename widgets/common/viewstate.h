// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

class QDialog;
class QFont;
class QHeaderView;
class QSettings;
class QSplitter;
class QWidget;

namespace Nightkeep {

/// Puts the splitter as it was left and remembers every later move under "splitters/<name>".
/// `settings` outlives the splitter. Call it when the splitter has all its children.
void rememberSplitter(QSplitter *splitter, QSettings &settings, const QString &name);

/// Whether a page's detail stands beside its table, or under it where the window has no room for both.
[[nodiscard]] Qt::Orientation wayOfDetail(const QWidget *page);

/// What a window may take of its screen: all of it but a frame.
[[nodiscard]] QSize roomFor(const QWidget *window);

/// This many characters and lines of the widget's font, or what there is room for.
[[nodiscard]] QSize sizeInText(const QWidget *widget, int characters, int lines);

/// Letters of one width, as large as the widget's own: the platform's are of a size of their own.
[[nodiscard]] QFont fixedFont(const QWidget *widget);

/// The dialog begins as it was left, remembered under "dialogs/<object name>/geometry". Once for each dialog; one
/// without a name is not remembered. `settings` outlives the dialog.
void rememberGeometry(QDialog *dialog, QSettings &settings);
/// The same; the first time it begins with sizeInText().
void rememberGeometry(QDialog *dialog, QSettings &settings, int characters, int lines);

/// Puts widths, order, sorting and hidden columns as saveHeader() left them under "tables/<name>"; false when
/// nothing was left, or by a version of the program with another number of columns.
[[nodiscard]] bool restoreHeader(QHeaderView *header, const QSettings &settings, const QString &name);
void saveHeader(const QHeaderView *header, QSettings &settings, const QString &name);

} // namespace Nightkeep
