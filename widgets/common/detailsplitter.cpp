// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/detailsplitter.h"

#include "widgets/common/viewstate.h"

#include <QSettings>

namespace Nightkeep {

DetailSplitter::DetailSplitter(const QString &name, QSettings &settings, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_name(name)
    , m_settings(settings)
{
    setObjectName(name + QStringLiteral("Splitter"));
    connect(this, &QSplitter::splitterMoved, this, [this] { m_settings.setValue(key(), saveState()); });
}

void DetailSplitter::setParts(QWidget *table, QWidget *detail)
{
    addWidget(table);
    addWidget(detail);
    setStretchFactor(0, 3);
    setStretchFactor(1, 1);
    arrange();
}

QString DetailSplitter::key() const
{
    const bool isBelow = orientation() == Qt::Vertical;
    return QStringLiteral("splitters/") + m_name + (isBelow ? QStringLiteral("Below") : QString());
}

void DetailSplitter::arrange()
{
    const Qt::Orientation wanted = wayOfDetail(this);
    if (m_isArranged && orientation() == wanted)
        return;
    m_isArranged = true;
    setOrientation(wanted);
    setSizes(wanted == Qt::Vertical ? QList<int> {2000, 1000} : QList<int> {3000, 1000});
    restoreState(m_settings.value(key()).toByteArray());
    setOrientation(wanted); // what was left may be of a time when both ways were remembered as one
    setChildrenCollapsible(false); // a pane dragged to nothing looks like a defect next time
}

} // namespace Nightkeep
