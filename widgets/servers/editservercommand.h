// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"

#include <QUndoCommand>

#include <functional>
#include <memory>

class QUndoStack;

namespace Nightkeep {

/// One edit of the matrix: adding, changing or removing a server. Undo writes the row back as it was,
/// against the row as this edit left it, so that somebody else's edit in between is a conflict and
/// never overwritten.
class EditServerCommand final : public QUndoCommand
{
public:
    /// Shared with the write under way: set when the book refused it.
    using Refused = std::shared_ptr<bool>;
    /// Writes `after` over `before`, later; sets the flag and calls dropRefused() if that fails.
    using Write = std::function<void(const Server &before, const Server &after, const Refused &refused)>;

    EditServerCommand(const Server &before, const Server &after, Write write);

    void redo() override;
    void undo() override;

    /// Takes refused commands that stand beside the present one out of the stack: what did not happen
    /// cannot be undone. One further away goes when a person comes to it.
    static void dropRefused(QUndoStack &stack);

private:
    [[nodiscard]] bool gone();

    Server m_before;
    Server m_after;
    Write m_write;
    Refused m_refused = std::make_shared<bool>(false);
};

} // namespace Nightkeep
