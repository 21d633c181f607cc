// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QWidget;

namespace Nightkeep {

/// The window's one Refresh. Its text and its tip say what it would ask before it is pressed. Where it asks nothing,
/// its key says why: disabled, or with a dialog open.
class RefreshAction final : public QAction
{
    Q_OBJECT

public:
    explicit RefreshAction(QWidget *window);

    /// `words`: what it asks; where that is not possible, why.
    void tell(const QString &text, const QString &words, bool possible);

signals:
    void refused(const QString &why);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_window;
};

} // namespace Nightkeep
