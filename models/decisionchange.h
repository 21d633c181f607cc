// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/agenda.h"
#include "models/storage/decisionfield.h"

namespace Nightkeep {

/// What an item of the agenda is about, as it stands: at most one of the three.
struct AgendaSubject
{
    std::optional<Promise> promise = {};
    std::optional<Server> server = {};
    DecisionSubject question = DecisionSubject::Wanted; ///< about the server
    QString site = {}; ///< of the option
    std::optional<SettingRow> option = {};

    [[nodiscard]] bool hasFigure() const { return promise || server || option; }
};
[[nodiscard]] AgendaSubject subjectOf(const AgendaItem &item, const WorkspaceReading &reading);

/// What is agreed by a decision about it. `figure`: what a person typed. Of a promise a number and its unit ("60 days";
/// the number alone keeps the unit), of a server's question what `servers decide` takes ("copies=3 days=nolimit"), of
/// an option its value in words or as it is stored; empty: what stands there now is agreed. BadInput where it makes no
/// sense, or the item has no figure.
[[nodiscard]] Result<MeetingService::Change> changeOf(const AgendaSubject &subject, const QString &figure,
                                                      const Decision &decision);
/// How the figure that stands there would be typed.
[[nodiscard]] QString figureText(const AgendaSubject &subject);
[[nodiscard]] QString promiseUnitWord(PromiseUnit unit); ///< for people, as in a list of units

} // namespace Nightkeep
