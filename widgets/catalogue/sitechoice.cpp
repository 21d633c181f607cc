// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/sitechoice.h"

#include "models/base/bytepath.h"

#include <QComboBox>

namespace Nightkeep {

void chooseSite(QComboBox &sites, const QString &name)
{
    if (name.isEmpty())
        return;
    int index = sites.findData(name, Qt::UserRole, Qt::MatchFixedString);
    if (index < 0) {
        index = sites.count();
        sites.addItem(visibleText(name), name);
    }
    sites.setCurrentIndex(index);
}

} // namespace Nightkeep
