// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSettings;
class QWidget;

namespace Nightkeep {

/// Sees to every dialog of the program as it is shown, whoever made it. It fits its screen with its buttons in sight,
/// and what is above them scrolls where there is no room; Tab goes through it as it is read; its table has a name for a
/// screen reader; and it opens as large as it was left. The platform's own dialogs are left alone.
class DialogKeeper final : public QObject
{
    Q_OBJECT

public:
    /// Watches until it is deleted; `settings` outlives it and every dialog.
    DialogKeeper(QSettings &settings, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QSettings &m_settings;
};

/// A table or a text in it that has no name for a screen reader is what the page or the dialog is about.
void nameViews(const QWidget &page, const QString &name);

} // namespace Nightkeep
