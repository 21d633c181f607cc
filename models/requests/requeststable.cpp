// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/requeststable.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/requests/requesttext.h"

namespace Nightkeep {

namespace {

State requestRowState(const RequestRow &row, const QDateTime &now)
{
    switch (row.asked().state) {
    case RequestItem::State::Open:
        return row.request.sentAt.daysTo(now) > RequestPatienceDays ? State::Attention : State::Working;
    case RequestItem::State::Done:
        return State::Good;
    case RequestItem::State::Withdrawn:
        break;
    }
    return State::Unknown;
}

QString endText(const RequestItem &item, const QDateTime &now)
{
    const QString why = visibleText(item.endedWhy);
    switch (item.state) {
    case RequestItem::State::Open:
        return item.reason;
    case RequestItem::State::Done:
        //: %1 is an age, %2 a sentence of evidence
        return Tr::tr("Seen done %1: %2").arg(ageInWords(item.endedAt, now), item.endedWhy);
    case RequestItem::State::Withdrawn:
        return why.isEmpty() ? Tr::tr("Withdrawn %1.").arg(ageInWords(item.endedAt, now))
                             : Tr::tr("Withdrawn %1: %2").arg(ageInWords(item.endedAt, now), why);
    }
    return {};
}

} // namespace

PageAnswer requestsAnswer(const QList<StorageRequest> &requests, const QDateTime &now)
{
    int open = 0;
    QDateTime oldest;
    for (const StorageRequest &request : requests) {
        if (!request.isOpen())
            continue;
        ++open;
        oldest = oldest.isValid() ? std::min(oldest, request.sentAt) : request.sentAt;
    }
    if (requests.isEmpty())
        return {State::Unknown, Tr::tr("Nothing has been asked of the storage team through this workspace.")};
    if (open == 0)
        return {State::Good, Tr::tr("All that was asked of the storage team is done or withdrawn.")};
    return {State::Working,
            Tr::tr("%1 of %n requests are open; the oldest was sent %2.", nullptr, static_cast<int>(requests.size()))
                .arg(QString::number(open), ageInWords(oldest, now))};
}

TableDescription<RequestRow> RequestsTable::description()
{
    using Row = RequestRow;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return QStringLiteral("%1/%2").arg(row.request.id).arg(row.item); },
            {Column(Tr::tr("Request"), [](const Row &row) { return QString::number(row.request.id); })
                 .with(&Column::sortValue, [](const Row &row) { return row.request.id; }),
             Column(Tr::tr("Sent"),
                    [](const Row &row, const QDateTime &now) { return ageInWords(row.request.sentAt, now); })
                 .with(&Column::sortValue, [](const Row &row) { return row.request.sentAt; }),
             Column(Tr::tr("State"), [](const Row &row) { return requestItemStateWord(row.asked().state); })
                 .with(&Column::sortValue,
                       [](const Row &row, const QDateTime &now) { return stateRank(requestRowState(row, now)); })
                 .with(&Column::state, requestRowState),
             {Tr::tr("Server"), [](const Row &row) { return visibleText(row.asked().server); }},
             Column(Tr::tr("What was asked"), [](const Row &row) { return requestItemTitle(row.asked()); })
                 .with(&Column::width, 44),
             Column(Tr::tr("What came of it"),
                    [](const Row &row, const QDateTime &now) { return endText(row.asked(), now); })
                 .with(&Column::width, 60),
             {Tr::tr("How"), [](const Row &row) { return sendingWayWord(row.request.way); }},
             {Tr::tr("Who"), [](const Row &row) { return visibleText(row.request.sentBy); }}}};
}

QList<RequestRow> RequestsTable::rows(const QList<StorageRequest> &requests)
{
    QList<RequestRow> rows;
    for (qsizetype i = requests.size() - 1; i >= 0; --i) {
        for (qsizetype item = 0; item < requests.at(i).items.size(); ++item)
            rows.append({requests.at(i), item});
    }
    return rows;
}

} // namespace Nightkeep
