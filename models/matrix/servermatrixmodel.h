// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/coverage/coveragemodel.h"
#include "models/matrix/serverservice.h"
#include "models/servers/serverfield.h"

#include <QDateTime>
#include <QSet>
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
class ServerMatrixModel final : public ColumnTable<ServerRow>
{
    Q_OBJECT

public:
    /// In their order; a column behind these has a name here once other code asks for it.
    enum Column {
        NameColumn, ///< drawn without the domain, the note as second line; its state is the worst of the row's
        OsColumn,
        ServiceColumn,
        WebColumn,
        StorageNodeColumn,
        CurrentColumn,
        WantedColumn, ///< each line with its coverage in LineStatesRole, and drawn with its word
        PolicyColumn, ///< the page's text, then what was decided in figures and whether it is agreed
        ArchiveColumn,
        ComparisonColumn, ///< "2 of 2 covered"
        ReachedColumn,
        BackedUpColumn, ///< by the server's own word
        LastRunColumn,
        DecisionColumn,
    };
    /// The columns of the two views: what answers the page's question first, and the wiki page's own order.
    [[nodiscard]] static QList<int> whatMatters();
    [[nodiscard]] static QList<int> pagesOrder();

    explicit ServerMatrixModel(QObject *parent = nullptr);

    void setRows(const QList<ServerRow> &rows, const QDateTime &now);

    /// Whether the page's own columns may be edited in place. Off at first. A cell takes typed text,
    /// several lines where it has several, and changes only with the next setRows(), once the workspace
    /// has taken the edit: that it was taken means that editRequested was emitted.
    void setEditable(bool editable) { m_editable = editable; }

signals:
    void editRequested(const Nightkeep::Server &before, const Nightkeep::Server &after);
    void editRefused(const Nightkeep::Error &error);

protected:
    bool edit(const QModelIndex &index, const QString &typed) override;

private:
    [[nodiscard]] static TableDescription<ServerRow> description(const bool &editable, const QSet<QString> &namesakes);
    [[nodiscard]] static QList<TableColumn<ServerRow>> standingColumns();
    [[nodiscard]] static QStringList drawnName(const ServerRow &row, const QSet<QString> &namesakes);

    bool m_editable = false;
    QSet<QString> m_namesakes; ///< short names of more than one server, in lower case
};

} // namespace Nightkeep
