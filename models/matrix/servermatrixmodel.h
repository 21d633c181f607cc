// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/mergedtable.h"
#include "models/coverage/coveragemodel.h"
#include "models/matrix/serverservice.h"
#include "models/servers/serverfield.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Nightkeep {

/// How a server stands with us: reached, not reached and why, or never asked.
struct ReachedWords
{
    State state = State::Unknown;
    QString word; ///< "reached", "reached, clock is off", "unreachable", "host key changed", "never asked"
    QString age; ///< of the last probe that gave facts: "14 minutes ago"; empty if there is none

    bool operator==(const ReachedWords &) const = default;
};
[[nodiscard]] ReachedWords reachedWords(const ServerRow &row, const QDateTime &now);

/// "12 servers. 4 could not be reached. The others were asked 14 minutes ago."
[[nodiscard]] PageAnswer serversAnswer(const QList<ServerRow> &rows, const QDateTime &now);

/// The server backup matrix: the wiki page's columns in the page's own order, then what we make of
/// them. Rows stay in the page's order; the key is the server's name in lower case.
class ServerMatrixModel final : public MergedTable<ServerRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn, ///< with the note as second line; its state is the worst of the row's
        OsColumn,
        ServiceColumn,
        WebColumn,
        StorageNodeColumn,
        CurrentColumn,
        WantedColumn, ///< each line with its coverage in LineStatesRole
        PolicyColumn, ///< the page's text, then what was decided in figures and whether it is agreed
        ArchiveColumn,
        ComparisonColumn, ///< "2 of 2 covered"
        ReachedColumn,
        ColumnCount,
    };

    using MergedTable::MergedTable;

    /// `now` is the moment that ages are told against.
    void setRows(const QList<ServerRow> &rows, const QDateTime &now);
    void setNow(const QDateTime &now);
    /// Whether the page's own columns may be edited in place. Off at first.
    void setEditable(bool editable) { m_editable = editable; }

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Takes typed text, several lines where the cell has several. The cell itself changes only with
    /// the next setRows, once the workspace has taken the edit: true means that editRequested was emitted.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

signals:
    void editRequested(const Nightkeep::Server &before, const Nightkeep::Server &after);
    void editRefused(const Nightkeep::Error &error);

protected:
    [[nodiscard]] QString keyOf(const ServerRow &row) const override { return row.server.name.toLower(); }

private:
    [[nodiscard]] QStringList lines(const ServerRow &row, Column column) const;
    [[nodiscard]] QString editText(const ServerRow &row, Column column) const; ///< without what cannot be typed
    [[nodiscard]] QList<int> lineStates(const ServerRow &row, Column column) const;
    [[nodiscard]] std::optional<State> state(const ServerRow &row, Column column) const;
    [[nodiscard]] QVariant sortValue(const ServerRow &row, Column column) const;
    [[nodiscard]] QString toolTip(const ServerRow &row, Column column) const;

    QDateTime m_now;
    bool m_editable = false;
};

} // namespace Nightkeep
