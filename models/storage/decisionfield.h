// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/storage/serverdecisions.h"

#include <QList>
#include <QString>

namespace Nightkeep {

/// One figure of a server's decisions, in the order in which people read them and in which
/// models/storage/serverdecisions.h lists them.
enum class Figure {
    EveryDays,
    VersionsExist,
    RetainExtra,
    VersionsDeleted,
    RetainOnly,
    TimesAYear,
    KeepYears,
};

/// What a figure may be.
struct FigureRange
{
    int least = 0;
    int most = 0;
    bool mayHaveNoLimit = false;

    [[nodiscard]] bool holds(int value) const
    {
        return (value >= least && value <= most) || (mayHaveNoLimit && value == NoLimit);
    }
};

[[nodiscard]] const QList<Figure> &allFigures();
/// The figure's name in JSON and on the command line: "everyDays", "copies" ...
[[nodiscard]] QString figureKey(Figure figure);
/// For people, translated: "Copies while the file exists".
[[nodiscard]] QString figureTitle(Figure figure);
/// The storage manager's own limits for copies; the others keep a slip of the finger out.
[[nodiscard]] FigureRange figureRange(Figure figure);
[[nodiscard]] std::optional<int> &figureOf(ServerDecisions &decisions, Figure figure);
[[nodiscard]] std::optional<int> figureOf(const ServerDecisions &decisions, Figure figure);

/// The three questions about a server that people agree on.
enum class DecisionSubject { Wanted, Policy, Archive };

[[nodiscard]] const QList<DecisionSubject> &decisionSubjects();
[[nodiscard]] QString subjectKey(DecisionSubject subject); ///< "wanted", "policy", "archive"
[[nodiscard]] QString subjectTitle(DecisionSubject subject); ///< for people: "Wanted folders"
[[nodiscard]] Agreement &agreementOf(ServerDecisions &decisions, DecisionSubject subject);
[[nodiscard]] const Agreement &agreementOf(const ServerDecisions &decisions, DecisionSubject subject);

/// The days on which something can have been agreed, and how long its names and notes may be.
constexpr int FirstAgreementYear = 1990;
constexpr int LastAgreementYear = 2999;
constexpr qsizetype LongestAgreementName = 200; ///< characters
constexpr qsizetype LongestAgreementNote = 2000; ///< characters

/// BadInput, naming the first figure, day or text that cannot be. What is unsaid has no day, name or note.
[[nodiscard]] Result<void> checkDecisions(const ServerDecisions &decisions, const QString &serverName);

} // namespace Nightkeep
