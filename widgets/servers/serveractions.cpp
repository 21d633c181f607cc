// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servers/serveractions.h"

#include "widgets/common/themeicons.h"

#include <QAction>

namespace Nightkeep {

ServerActions::ServerActions(const PageContext &context, QWidget *page)
    : QObject(page)
    , m_context(context)
    , m_page(page)
{
}

QAction *ServerActions::newAction(const QString &name, const QString &icon, const QString &text)
{
    auto *action = new QAction(themeIcon(icon), text, this);
    action->setObjectName(name);
    return action;
}

} // namespace Nightkeep
