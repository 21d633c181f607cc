// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>

#include <functional>

namespace Nightkeep {

/// One value that a person changed: it is changed already when the command is pushed.
class ValueCommand final : public QUndoCommand
{
public:
    using Put = std::function<void()>;

    ValueCommand(const QString &text, Put before, Put after);

    void undo() override;
    void redo() override;

private:
    Put m_before;
    Put m_after;
    bool m_done = true;
};

} // namespace Nightkeep
