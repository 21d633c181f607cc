// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/themeicons.h"

#include <QAction>

namespace Nightkeep {

/// An action as pages, menus and tests know it; `text` ends in an ellipsis
/// where a dialog follows.
[[nodiscard]] inline QAction *newAction(QObject *owner, const QString &name, const QString &icon, const QString &text,
                                        const QString &tip = {})
{
    auto *action = new QAction(themeIcon(icon), text, owner);
    action->setObjectName(name);
    if (!tip.isEmpty())
        action->setToolTip(tip);
    return action;
}

/// The same, and what it does.
template<typename Owner>
QAction *newAction(Owner *owner, const QString &name, const QString &icon, const QString &text, void (Owner::*act)(),
                   const QString &tip = {})
{
    QAction *action = newAction(static_cast<QObject *>(owner), name, icon, text, tip);
    QObject::connect(action, &QAction::triggered, owner, act);
    return action;
}

/// What a push button that does it says: without the menu's letter, which would be one of the window's own keys there.
[[nodiscard]] inline QString buttonText(const QAction &action)
{
    return action.text().remove(u'&');
}

} // namespace Nightkeep
