// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/refreshaction.h"

#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace Nightkeep {

RefreshAction::RefreshAction(QWidget *window)
    : QAction(themeIcon(QStringLiteral("refresh")), tr("&Refresh"), window)
    , m_window(window)
{
    setObjectName(QStringLiteral("refresh"));
    setShortcut(QKeySequence(Qt::Key_F5));
    qApp->installEventFilter(this);
}

void RefreshAction::tell(const QString &text, const QString &words, bool possible)
{
    setText(text);
    setEnabled(possible);
    setToolTip(plainToolTip(tr("%1 (F5)", "what a refresh asks, and its key").arg(words)));
    setStatusTip(words);
}

/// Its key comes to a widget only where the action was not there for it.
bool RefreshAction::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType())
        return false;
    if (QKeySequence(static_cast<QKeyEvent *>(event)->keyCombination()) != shortcut())
        return false;
    const QWidget *window = static_cast<QWidget *>(watched)->window();
    if (window->isModal())
        emit refused(tr("Nothing was asked while \"%1\" is open: close it first.").arg(window->windowTitle()));
    else if (window == m_window && !isEnabled())
        emit refused(statusTip());
    else
        return false;
    return true;
}

} // namespace Nightkeep
