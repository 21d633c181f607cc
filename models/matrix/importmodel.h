// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/matrix/wikipage.h"
#include "models/servers/serverfield.h"

namespace Nightkeep {

/// A new server, a field that differs, a server that only the workspace knows, or a backup option.
struct ImportRow
{
    enum class About { Server, Field, Figures, Option };
    About about = About::Server;
    qsizetype change = 0; ///< place in the plan: of the change or the option
    ImportChange::Kind kind = ImportChange::Kind::Same;
    ServerField field = ServerField::Name; ///< only for Field
    bool chosen = false;
    QString server = {};
    QString subject = {}; ///< what differs, for people
    QStringList here = {};
    QStringList page = {};

    bool operator==(const ImportRow &) const = default;
};

/// The merge preview: one row for each new server and for each field or backup option that an imported page would
/// change, each with a check box; then the servers that only the workspace knows, which stay as they are.
/// Servers that are the same in both are only counted.
class ImportModel final : public ColumnTable<ImportRow>
{
public:
    enum Column {
        ServerColumn, ///< checkable
        FieldColumn,
        WorkspaceColumn,
        PageColumn,
        ColumnCount,
    };

    explicit ImportModel(QObject *parent = nullptr);

    /// All changes begin as the plan has them.
    void setPlan(const ImportPlan &plan);
    /// The plan with only what is checked: a server whose every box is clear is not accepted, one with
    /// some keeps the workspace's value in the fields that are clear.
    [[nodiscard]] ImportPlan chosenPlan() const;
    [[nodiscard]] int chosenCount() const;
    [[nodiscard]] int choices() const; ///< rows with a check box

    /// "2 servers are new, 3 fields of 1 server differ, 9 servers are the same."
    [[nodiscard]] QString summary() const;

private:
    ImportPlan m_plan;
};

} // namespace Nightkeep
