// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/retention/whatif.h"

namespace Nightkeep {

/// "60 days", "4 years after the last enrolled student left", "to be agreed".
[[nodiscard]] QString promisedFigure(const Promise &promise);

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

/// What is lost, of the things that places have in common.
struct PlaceLoss
{
    enum class Kind { Nothing, Building, Account } kind = Kind::Nothing;
    QString name; ///< as CopyPlaceFacts has it

    bool operator==(const PlaceLoss &) const = default;
};
/// Each building and account that some copy depends on.
[[nodiscard]] QList<PlaceLoss> possibleLosses(const QList<CopyPlaceFacts> &places);
[[nodiscard]] QString placeLossWords(const PlaceLoss &loss); ///< "Wolfson House is lost"

struct PlaceLine
{
    QString key;
    CopyPlaceFacts place;
    State state = State::Unknown; ///< whether it is left: good, bad, or nobody can tell
    QString word; ///< the same for people

    bool operator==(const PlaceLine &) const = default;
};
[[nodiscard]] QList<PlaceLine> placeLines(const QList<CopyPlaceFacts> &places, const PlaceLoss &loss);
[[nodiscard]] TableDescription<PlaceLine> placesDescription();
/// Which kinds of data have a copy left; bad where one has none.
[[nodiscard]] PageAnswer placesAnswer(const QList<PlaceLine> &lines, const PlaceLoss &loss);

[[nodiscard]] QString heldInWords(const LegalHold &hold); ///< the course or the case, and its site
[[nodiscard]] TableDescription<LegalHold> holdsDescription();
[[nodiscard]] TableDescription<ErasureCopy> erasureDescription();

} // namespace Nightkeep
