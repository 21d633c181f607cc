// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/proposaltable.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/requests/requesttext.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString askWord(RequestItem::Kind kind)
{
    switch (kind) {
    case RequestItem::Kind::AddFolder:
        return Tr::tr("add to the backup");
    case RequestItem::Kind::ReachFolder:
        return Tr::tr("why it is not reached");
    case RequestItem::Kind::DropFolder:
        return Tr::tr("drop from the backup");
    case RequestItem::Kind::Figures:
        return Tr::tr("set figures");
    case RequestItem::Kind::Question:
        return Tr::tr("answer");
    case RequestItem::Kind::DeleteArchive:
        return Tr::tr("delete the archive");
    }
    return {};
}

} // namespace

TableDescription<ProposedItem> ProposalTable::description()
{
    using Row = ProposedItem;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) {
            return QStringLiteral("%1/%2/%3")
                .arg(int(row.item.kind))
                .arg(row.item.server, requestItemSubject(row.item));
        },
        {Column(Tr::tr("Server"),
                [](const Row &row) { return row.item.server.isEmpty() ? Tr::tr("all") : visibleText(row.item.server); })
             .with(&Column::box, &Row::chosen),
         {Tr::tr("Ask to"), [](const Row &row) { return askWord(row.item.kind); }},
         Column(Tr::tr("Folder or figures"), [](const Row &row) { return requestItemSubject(row.item); })
             .with(&Column::width, 40),
         Column(Tr::tr("Evidence"), [](const Row &row) { return row.item.reason; }).with(&Column::width, 60),
         Column(Tr::tr("Asked before"), [](const Row &row, const QDateTime &now) {
             return row.askedAt.isValid() ? ageInWords(row.askedAt, now) : QString();
         }).with(&Column::sortValue, &Row::askedAt)}};
}

QList<ProposedItem> ProposalTable::rows(QList<ProposedItem> proposals)
{
    std::stable_partition(proposals.begin(), proposals.end(), [](const ProposedItem &row) { return row.chosen; });
    return proposals;
}

QList<RequestItem> ProposalTable::chosenItems(const QList<ProposedItem> &rows)
{
    QList<RequestItem> items;
    for (const ProposedItem &row : rows) {
        if (row.chosen)
            items += row.item;
    }
    return items;
}

} // namespace Nightkeep
