// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/retention/whatif.h"

namespace Nightkeep {

/// A promise of a site and how it stands.
struct PromiseLine
{
    QString site;
    PromiseVerdict verdict;

    [[nodiscard]] QString key() const { return site + u'/' + verdict.promise.key; }
    bool operator==(const PromiseLine &) const = default;
};

struct PromisesTable
{
    enum Column {
        PromiseColumn,
        FigureColumn,
        AgreedColumn,
        VerdictColumn,
        WhyColumn,
    };
    [[nodiscard]] static TableDescription<PromiseLine> description();
};

/// A figure of what a policy gives, before a change and after it.
struct OutcomeLine
{
    QString key;
    QString what;
    QString before;
    QString after;
    std::optional<State> state =
        {}; ///< of the change: good where more can be restored; none: it is as before, or dearer

    bool operator==(const OutcomeLine &) const = default;
};
[[nodiscard]] QList<OutcomeLine> outcomeLines(const PolicyOutcome &before, const PolicyOutcome &after);
[[nodiscard]] TableDescription<OutcomeLine> outcomeDescription();
/// "After the change 60 of 60 nights of each course can be restored, 9 as it is now."
[[nodiscard]] PageAnswer outcomeAnswer(const PolicyOutcome &before, const PolicyOutcome &after);

[[nodiscard]] QString placeLossWords(const PlaceLoss &loss); ///< "The building is lost: Wolfson House"

struct PlaceLine
{
    QString key;
    CopyPlaceFacts place;
    State state = State::Unknown; ///< whether it is left: good, bad, or nobody can tell
    QString word; ///< the same for people

    bool operator==(const PlaceLine &) const = default;
};
/// Without a loss nothing is said to be left.
[[nodiscard]] QList<PlaceLine> placeLines(const QList<CopyPlaceFacts> &places, const std::optional<PlaceLoss> &loss);
[[nodiscard]] TableDescription<PlaceLine> placesDescription();
/// Which kinds of data have a copy left; bad where one has none.
[[nodiscard]] PageAnswer placesAnswer(const QList<PlaceLine> &lines, const std::optional<PlaceLoss> &loss);

[[nodiscard]] QString heldInWords(const LegalHold &hold); ///< the course or the case, and its site
[[nodiscard]] TableDescription<LegalHold> holdsDescription();
[[nodiscard]] TableDescription<ErasureCopy> erasureDescription();

} // namespace Nightkeep
