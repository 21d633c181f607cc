// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"

#include <QList>
#include <QPair>
#include <QUndoCommand>

#include <functional>
#include <memory>

class QUndoStack;

namespace Nightkeep {

/// One edit of the matrix: adding, changing or removing a server, or changing several in one step. Undo
/// writes the rows back as they were, against the rows as this edit left them, so that somebody else's
/// edit in between is a conflict and never overwritten.
class EditServerCommand final : public QUndoCommand
{
public:
    /// Shared with the write under way: set when the workspace refused it.
    using Refused = std::shared_ptr<bool>;
    /// Each server as it was and as it is to be.
    using Changes = QList<QPair<Server, Server>>;
    /// Writes each second over its first, later; sets the flag and calls dropRefused() if that fails.
    using Write = std::function<void(const Changes &changes, const Refused &refused)>;

    EditServerCommand(const Changes &changes, Write write);

    void redo() override;
    void undo() override;

    /// Takes refused commands that stand beside the present one out of the stack: what did not happen
    /// cannot be undone. One further away goes when a person comes to it.
    static void dropRefused(QUndoStack &stack);

private:
    [[nodiscard]] bool gone();

    Changes m_changes;
    Write m_write;
    Refused m_refused = std::make_shared<bool>(false);
};

} // namespace Nightkeep
