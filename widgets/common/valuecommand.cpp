// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/valuecommand.h"

#include <utility>

namespace Nightkeep {

ValueCommand::ValueCommand(const QString &text, Put before, Put after)
    : QUndoCommand(text)
    , m_before(std::move(before))
    , m_after(std::move(after))
{
}

void ValueCommand::undo()
{
    m_done = false;
    m_before();
}

void ValueCommand::redo()
{
    if (!m_done)
        m_after();
    m_done = true;
}

} // namespace Nightkeep
