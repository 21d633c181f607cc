// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUndoCommand>

#include <functional>
#include <optional>

namespace Nightkeep {

/// One value that a person changed: it is changed already when the command is pushed.
class ValueCommand final : public QUndoCommand
{
public:
    using Value = std::optional<QString>;
    using Put = std::function<void(const Value &)>;

    ValueCommand(const QString &text, const Value &before, const Value &after, Put put);

    void undo() override;
    void redo() override;

private:
    Value m_before;
    Value m_after;
    Put m_put;
    bool m_done = true;
};

} // namespace Nightkeep
