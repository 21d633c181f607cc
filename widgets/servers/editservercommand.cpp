// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servers/editservercommand.h"

#include "models/servers/serverfield.h"
#include "widgets/widgetstr.h"

#include <QUndoStack>

namespace Nightkeep {

namespace {

QString commandText(const Server &before, const Server &after)
{
    if (before.name.isEmpty())
        return WidgetsTr::tr("add %1").arg(shortName(after.name));
    if (after.name.isEmpty())
        return WidgetsTr::tr("remove %1").arg(shortName(before.name));
    const QList<ServerField> fields = differingFields(before, after);
    if (fields.isEmpty() && before.decisions != after.decisions)
        return WidgetsTr::tr("decide about %1", "server").arg(shortName(before.name));
    if (fields.size() == 1)
        return WidgetsTr::tr("change %1 of %2", "field, server")
            .arg(serverFieldTitle(fields.first()).toLower(), shortName(before.name));
    return WidgetsTr::tr("change %1").arg(shortName(before.name));
}

QString commandText(const EditServerCommand::Changes &changes)
{
    if (changes.size() == 1)
        return commandText(changes.first().first, changes.first().second);
    return WidgetsTr::tr("change %n servers", nullptr, int(changes.size()));
}

const EditServerCommand *editAt(const QUndoStack &stack, int index)
{
    return index >= 0 && index < stack.count() ? dynamic_cast<const EditServerCommand *>(stack.command(index))
                                               : nullptr;
}

} // namespace

EditServerCommand::EditServerCommand(const Changes &changes, Write write)
    : QUndoCommand(commandText(changes))
    , m_changes(changes)
    , m_write(std::move(write))
{
}

bool EditServerCommand::gone()
{
    if (*m_refused)
        setObsolete(true);
    return *m_refused;
}

void EditServerCommand::redo()
{
    if (!gone())
        m_write(m_changes, m_refused);
}

void EditServerCommand::undo()
{
    if (gone())
        return;
    Changes back;
    for (const auto &[before, after] : m_changes)
        back.append({after, before});
    m_write(back, m_refused);
}

void EditServerCommand::dropRefused(QUndoStack &stack)
{
    // Going over a refused command makes it obsolete, and the stack deletes it without moving.
    while (const EditServerCommand *done = editAt(stack, stack.index() - 1)) {
        if (!*done->m_refused)
            break;
        stack.undo();
    }
    while (const EditServerCommand *undone = editAt(stack, stack.index())) {
        if (!*undone->m_refused)
            break;
        stack.redo();
    }
}

} // namespace Nightkeep
