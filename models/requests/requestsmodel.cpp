// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/requestsmodel.h"

#include "models/base/format.h"
#include "models/base/state.h"
#include "models/base/tr.h"
#include "models/requests/requesttext.h"

namespace Nightkeep {

namespace {

State stateOf(const RequestRow &row, const QDateTime &now)
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

QString requestsAnswer(const QList<StorageRequest> &requests, const QDateTime &now)
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
        return Tr::tr("Nothing has been asked of the storage team through this workspace.");
    if (open == 0)
        return Tr::tr("All that was asked of the storage team is done or withdrawn.");
    return Tr::tr("%1 of %n requests are open; the oldest was sent %2.", nullptr, static_cast<int>(requests.size()))
        .arg(QString::number(open), ageInWords(oldest, now));
}

void RequestsModel::setRequests(const QList<StorageRequest> &requests, const QDateTime &now)
{
    m_now = now;
    QList<RequestRow> wanted;
    for (qsizetype i = requests.size() - 1; i >= 0; --i) {
        for (qsizetype item = 0; item < requests.at(i).items.size(); ++item)
            wanted.append({requests.at(i), item});
    }
    merge(wanted);
    tellChanged(SentColumn, EndColumn);
}

QString RequestsModel::keyOf(const RequestRow &row) const
{
    return QStringLiteral("%1/%2").arg(row.request.id).arg(row.item);
}

int RequestsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RequestsModel::text(const RequestRow &row, Column column) const
{
    switch (column) {
    case NumberColumn:
        return QString::number(row.request.id);
    case SentColumn:
        return ageInWords(row.request.sentAt, m_now);
    case StateColumn:
        return requestItemStateWord(row.asked().state);
    case ServerColumn:
        return visibleText(row.asked().server);
    case AskedColumn:
        return requestItemTitle(row.asked());
    case EndColumn:
        return endText(row.asked(), m_now);
    case WayColumn:
        return sendingWayWord(row.request.way);
    case WhoColumn:
        return visibleText(row.request.sentBy);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant RequestsModel::sortValue(const RequestRow &row, Column column) const
{
    switch (column) {
    case NumberColumn:
        return row.request.id;
    case SentColumn:
        return row.request.sentAt;
    case StateColumn:
        return int(row.asked().state);
    case ServerColumn:
        return row.asked().server.isEmpty() ? QVariant() : QVariant(row.asked().server);
    case AskedColumn:
    case EndColumn:
    case WayColumn:
    case WhoColumn:
        return text(row, column);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant RequestsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RequestRow &row = rows().at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case SortRole:
        return sortValue(row, column);
    case StateRole:
        return column == StateColumn ? QVariant(int(stateOf(row, m_now))) : QVariant();
    case KeyRole:
        return keyOf(row);
    default:
        return {};
    }
}

QVariant RequestsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0)
        return {};
    switch (Column(section)) {
    case NumberColumn:
        return Tr::tr("Request");
    case SentColumn:
        return Tr::tr("Sent");
    case StateColumn:
        return Tr::tr("State");
    case ServerColumn:
        return Tr::tr("Server");
    case AskedColumn:
        return Tr::tr("What was asked");
    case EndColumn:
        return Tr::tr("What came of it");
    case WayColumn:
        return Tr::tr("How");
    case WhoColumn:
        return Tr::tr("Who");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep
