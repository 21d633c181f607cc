// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/viewstate.h"

#include <QSettings>
#include <QSplitter>

namespace Nightkeep {

void rememberSplitter(QSplitter *splitter, QSettings &settings, const QString &name)
{
    const QString key = QStringLiteral("splitters/") + name;
    splitter->setChildrenCollapsible(false); // a pane dragged to nothing looks like a defect next time
    const QByteArray state = settings.value(key).toByteArray();
    if (!state.isEmpty())
        splitter->restoreState(state);
    QObject::connect(splitter, &QSplitter::splitterMoved, splitter,
                     [splitter, &settings, key] { settings.setValue(key, splitter->saveState()); });
}

} // namespace Nightkeep
