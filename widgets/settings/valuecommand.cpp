// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/valuecommand.h"

namespace Nightkeep {

ValueCommand::ValueCommand(const QString &text, const Value &before, const Value &after, Put put)
    : QUndoCommand(text)
    , m_before(before)
    , m_after(after)
    , m_put(std::move(put))
{
}

void ValueCommand::undo()
{
    m_done = false;
    m_put(m_before);
}

void ValueCommand::redo()
{
    if (!m_done)
        m_put(m_after);
    m_done = true;
}

} // namespace Nightkeep
