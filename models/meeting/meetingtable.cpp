// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meeting/meetingtable.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

/// Of a decision the item's key alone is kept.
AgendaKind meetingKindOf(const QString &key)
{
    const QString first = key.section(u'/', 0, 0);
    if (first == u"promise")
        return AgendaKind::Figure;
    if (first == u"server")
        return AgendaKind::ServerPolicy;
    if (first == u"setting")
        return AgendaKind::Setting;
    return first == u"finding" ? AgendaKind::Finding : AgendaKind::Question;
}

QString meetingAnswer(const MeetingRow &row)
{
    return visibleText(row.decision ? row.decision->text : row.item.answer);
}

State meetingState(const MeetingRow &row)
{
    return row.decision && row.decision->holds() ? State::Good : State::Unknown;
}

} // namespace

QString decisionRowKey(const Decision &decision)
{
    return QStringLiteral("decision/%1").arg(decision.number);
}

QString agendaKindWord(AgendaKind kind)
{
    switch (kind) {
    case AgendaKind::Question:
        return Tr::tr("question");
    case AgendaKind::Figure:
        return Tr::tr("promise");
    case AgendaKind::ServerPolicy:
        return Tr::tr("server");
    case AgendaKind::Setting:
        return Tr::tr("Moodle's settings");
    case AgendaKind::Finding:
        return Tr::tr("finding");
    }
    return {};
}

QString decisionStateWord(const Decision &decision)
{
    return decision.holds() ? Tr::tr("decided") : Tr::tr("taken back");
}

QList<MeetingRow> MeetingTable::rows(const QList<AgendaItem> &items, const QList<Decision> &decisions)
{
    QList<MeetingRow> rows;
    for (const AgendaItem &item : items)
        rows << MeetingRow {item};
    for (const Decision &decision : decisions) {
        AgendaItem item;
        item.key = decision.item;
        item.kind = meetingKindOf(decision.item);
        item.title = decision.title;
        item.reason = decision.reason;
        item.object = decision.object;
        rows << MeetingRow {item, decision};
    }
    return rows;
}

TableDescription<MeetingRow> MeetingTable::description()
{
    using Row = MeetingRow;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return row.decision ? decisionRowKey(*row.decision) : row.item.key; },
        {Column(Tr::tr("What"), [](const Row &row) { return visibleText(row.item.title); })
             .with(&Column::width, 60)
             .with(&Column::toolTip, [](const Row &row) { return visibleText(row.item.background); }),
         {Tr::tr("About"), [](const Row &row) { return agendaKindWord(row.item.kind); }},
         Column(
             Tr::tr("State"),
             [](const Row &row) { return row.decision ? decisionStateWord(*row.decision) : Tr::tr("to be decided"); })
             .with(&Column::state, meetingState)
             .with(&Column::sortValue, [](const Row &row) { return stateRank(meetingState(row)); }),
         {Tr::tr("Answer or decision"), meetingAnswer},
         Column(Tr::tr("Decided on"),
                [](const Row &row) {
                    return row.decision ? dayInWords(row.decision->on, QLocale::ShortFormat) : QString();
                })
             .with(&Column::sortValue,
                   [](const Row &row) { return row.decision ? QVariant(row.decision->on) : QVariant(); }),
         {Tr::tr("By"), [](const Row &row) { return row.decision ? visibleText(row.decision->people) : QString(); }},
         {Tr::tr("Reason"), [](const Row &row) { return visibleText(row.item.reason); }}}};
}

} // namespace Nightkeep
