// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QString>

namespace Nightkeep {

/// The five states that everything shown has one of. Unknown is never good.
enum class State {
    Good,
    Attention,
    Bad,
    Unknown,
    Working,
};

template<>
inline constexpr auto Names<State> = std::to_array<Name<State>>({
    {State::Good, "good"},
    {State::Attention, "attention"},
    {State::Bad, "bad"},
    {State::Unknown, "unknown"},
    {State::Working, "working"},
});
/// What a page or a dialog begins with.
struct PageAnswer
{
    State state = State::Unknown;
    QString sentence;

    bool operator==(const PageAnswer &) const = default;
};

/// Roles that every item model offers beside Qt's own.
enum ItemRole {
    SortRole = 0x0101, ///< the raw typed value, for sorting and filtering (Qt::UserRole + 1)
    StateRole, ///< int(State) of the cell, or invalid where a cell has none
    KeyRole, ///< the row's stable key (QString), for selection over a refresh
    LinesRole, ///< QStringList: the cell's lines, whole, where it has several
    LineStatesRole, ///< QList<int>: int(State) of each line of LinesRole, -1 where a line has none
    DrawnLinesRole, ///< QStringList: LinesRole as a view draws it, where that is not what copies and CSV hold
    StruckLinesRole, ///< QList<int>: the lines that are struck through: somebody says so, and it is not so
};

/// The state as a word for people ("good", "attention", ...), translated.
[[nodiscard]] QString stateWord(State state);
/// For sorting, the worst first. What is not known comes before what is in order.
[[nodiscard]] int stateRank(State state);

} // namespace Nightkeep
