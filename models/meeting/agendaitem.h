// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meeting/decision.h"

namespace Nightkeep {

enum class AgendaKind {
    Question, ///< an open question of the team's page
    Figure, ///< a promise's figure that is not agreed
    ServerPolicy, ///< a server's wanted folders, policy or archive that is to be agreed
    Setting, ///< an option of Moodle that nobody has agreed on, or that is not as agreed
    Finding, ///< something that needs a decision
};

template<>
inline constexpr auto Names<AgendaKind> = std::to_array<Name<AgendaKind>>({
    {AgendaKind::Question, "question"},
    {AgendaKind::Figure, "figure"},
    {AgendaKind::ServerPolicy, "serverPolicy"},
    {AgendaKind::Setting, "setting"},
    {AgendaKind::Finding, "finding"},
});

/// One thing to decide on.
struct AgendaItem
{
    QString key; ///< stable: "question/unchanged-file", "promise/courseNights/atLeast", "finding/<id>"
    AgendaKind kind = AgendaKind::Question;
    QString title; ///< a question or a sentence, as it is read out
    QString background; ///< what is known, sentences
    QString answer; ///< what the rules say to it; empty: people decide
    QString reason; ///< by which rule, which evidence
    QString object; ///< promise key, server name, "site/option", finding id; empty for a question

    static constexpr auto fields()
    {
        return std::tuple {Field {"key", &AgendaItem::key},       Field {"kind", &AgendaItem::kind},
                           Field {"title", &AgendaItem::title},   Field {"background", &AgendaItem::background},
                           Field {"answer", &AgendaItem::answer}, Field {"reason", &AgendaItem::reason},
                           Field {"object", &AgendaItem::object}};
    }
    bool operator==(const AgendaItem &) const = default;
};

} // namespace Nightkeep
