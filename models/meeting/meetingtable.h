// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/meeting/agendaitem.h"
#include "models/meeting/decision.h"

namespace Nightkeep {

/// Something to decide, or a decision.
struct MeetingRow
{
    AgendaItem item; ///< of a decision only what it says of its item
    std::optional<Decision> decision = {};

    bool operator==(const MeetingRow &) const = default;
};

/// What is to be decided in the order of the agenda, and then what was, the newest first. Keyed by the item's key, or
/// by decisionRowKey().
struct MeetingTable
{
    enum Column { TitleColumn, KindColumn, StateColumn, AnswerColumn, WhenColumn, PeopleColumn, ReasonColumn };
    [[nodiscard]] static TableDescription<MeetingRow> description();
    [[nodiscard]] static QList<MeetingRow> rows(const QList<AgendaItem> &items, const QList<Decision> &decisions);
};

[[nodiscard]] QString decisionRowKey(const Decision &decision);
[[nodiscard]] QString agendaKindWord(AgendaKind kind); ///< for people
[[nodiscard]] QString decisionStateWord(const Decision &decision); ///< "decided", "taken back"

} // namespace Nightkeep
