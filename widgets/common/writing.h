// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/widgetstr.h"

namespace Nightkeep {

/// For an action or a button whose act writes the workspace: where that is read-only, it is disabled and its tip
/// says why.
template<typename Act> void enableWriting(Act *act, bool writable, bool possible = true)
{
    act->setEnabled(writable && possible);
    if (!writable)
        act->setToolTip(WidgetsTr::tr("This would write the workspace, which is read-only."));
}

} // namespace Nightkeep
