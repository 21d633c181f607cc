// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/catalogue/cataloguestore.h"
#include "models/catalogue/restorable.h"

namespace Nightkeep {

[[nodiscard]] QString drillOutcomeWord(RestoreDrill::Outcome outcome); ///< for people
[[nodiscard]] State drillOutcomeState(RestoreDrill::Outcome outcome);
/// "BIOC1001 of moodle"; the path where no course is known.
[[nodiscard]] QString drilledInWords(const RestoreDrill &drill);

[[nodiscard]] TableDescription<RestoreDrill> drillsDescription();
[[nodiscard]] TableDescription<Restorable> restorableDescription();

/// The latest that proved a copy whole; null: none did. `isMeant` null: of all.
[[nodiscard]] const RestoreDrill *lastProvenDrill(const QList<RestoreDrill> &drills,
                                                  const std::function<bool(const RestoreDrill &)> &isMeant = {});
[[nodiscard]] QList<RestoreDrill> drillsOfRun(const QList<RestoreDrill> &drills, const QString &run);
[[nodiscard]] QList<RestoreDrill> drillsOfCourse(const QList<RestoreDrill> &drills, const QString &site, qint64 course);

/// What stands as "last proven restore" of those drills, with its state: "3 months ago on moodle-test, by ...". Never
/// is unknown, and none that is older than a year is good.
[[nodiscard]] PageAnswer lastProvenInWords(const QList<RestoreDrill> &drills, const QDateTime &now);
/// The answer above the list of all.
[[nodiscard]] PageAnswer drillsAnswer(const QList<RestoreDrill> &drills, const QDateTime &now);

} // namespace Nightkeep
