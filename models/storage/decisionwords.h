// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/storage/decisionfield.h"

#include <QDate>
#include <QStringList>

namespace Nightkeep {

// Decisions in the words of the team's page. All pure; nothing decided is an empty text.

/// "a maximum of 2 copies for 30 days; if the file is deleted, 1 copy for 60 days; every night"
[[nodiscard]] QString figuresInWords(const BackupFigures &figures);
/// "3 times a year, kept for ever"
[[nodiscard]] QString figuresInWords(const ArchiveFigures &figures);
/// The figures that belong to a subject; wanted folders have none.
[[nodiscard]] QString figuresInWords(const ServerDecisions &decisions, DecisionSubject subject);

/// "agreed on 25 November 2026, Ann", "to be agreed by 1 December 2026, the Moodle team"
[[nodiscard]] QString agreementInWords(const Agreement &agreement);

/// Agreed is good, to be agreed is unknown, and attention once its day is before `today`; none where
/// the workspace does not say.
[[nodiscard]] std::optional<State> agreementState(const Agreement &agreement, const QDate &today);
[[nodiscard]] bool isOverdue(const Agreement &agreement, const QDate &today);

/// The subjects of a server that are still to be agreed; and those whose day was before `today`.
[[nodiscard]] QList<DecisionSubject> stillToBeAgreed(const ServerDecisions &decisions);
[[nodiscard]] QList<DecisionSubject> overdueSubjects(const ServerDecisions &decisions, const QDate &today);

} // namespace Nightkeep
