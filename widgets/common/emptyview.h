// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace Nightkeep {

/// What stands where rows would be: what would be here, and the first step to get there.
class EmptyView final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyView(QWidget *parent = nullptr);

    /// `firstStep` may be null; it is not owned and may go before this view.
    void setContents(const QString &text, QAction *firstStep);

private:
    QLabel *m_text;
    QPushButton *m_button;
    QMetaObject::Connection m_changed;
    QMetaObject::Connection m_clicked;
};

} // namespace Nightkeep
