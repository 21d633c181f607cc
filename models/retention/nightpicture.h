// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/state.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace Nightkeep {

/// What there is of a night: each has a colour, a pattern and a word of its own, so that it reads in black and white.
enum class NightState {
    Everywhere, ///< on the server and off it
    OnServer, ///< on the server alone, and lost with it
    OffServer, ///< in the storage manager or an archive
    Partly, ///< of some courses, or parts of the system, alone
    None, ///< nothing made that night is left, or nothing was made
    Unknown, ///< nobody has looked, or a figure is missing
    Ahead, ///< the night is still to come, or before anything was kept
};

template<>
inline constexpr auto Names<NightState> = std::to_array<Name<NightState>>({
    {NightState::Everywhere, "everywhere"},
    {NightState::OnServer, "onServer"},
    {NightState::OffServer, "offServer"},
    {NightState::Partly, "partly"},
    {NightState::None, "none"},
    {NightState::Unknown, "unknown"},
    {NightState::Ahead, "ahead"},
});
[[nodiscard]] QString nightStateWord(NightState state); ///< for people: "on the server and off it"
[[nodiscard]] QString promiseLineWord(); ///< of the line that a promise draws, in a legend
[[nodiscard]] State
nightStateColour(NightState state); ///< Everywhere, OffServer good; OnServer, Partly attention; None bad
/// Whether a state made that night can be restored at all.
[[nodiscard]] bool isRestorable(NightState state);

struct NightCell
{
    QDate night;
    NightState state = NightState::Unknown;
    QString words; ///< where it is and until when, a sentence; through visibleText() already

    static constexpr auto fields()
    {
        return std::tuple {Field {"night", &NightCell::night}, Field {"state", &NightCell::state},
                           Field {"words", &NightCell::words}};
    }
    bool operator==(const NightCell &) const = default;
};

/// A kind of data, night by night.
struct NightRow
{
    QString key; ///< "courses", "dumps", "wholeSite", "application", "archives", "real/courses"
    QString title; ///< "Course backups", of a real row "Course backups, as seen"
    QList<NightCell> cells; ///< as many as the picture has nights, oldest first
    int promised = 0; ///< nights before the last one that are promised: a line is drawn there; 0: none
    bool isReal = false; ///< from what was seen, not from the rules alone

    static constexpr auto fields()
    {
        return std::tuple {Field {"key", &NightRow::key}, Field {"title", &NightRow::title},
                           Field {"cells", &NightRow::cells}, Field {"promised", &NightRow::promised},
                           Field {"real", &NightRow::isReal}};
    }
    [[nodiscard]] int restorable() const; ///< cells that isRestorable()
    bool operator==(const NightRow &) const = default;
};

/// The strip of nights: what the page draws, and the pack.
struct NightPicture
{
    QDate first;
    QDate last; ///< the night before `now`'s date
    QList<NightRow> rows;

    static constexpr auto fields()
    {
        return std::tuple {Field {"first", &NightPicture::first}, Field {"last", &NightPicture::last},
                           Field {"rows", &NightPicture::rows}};
    }
    [[nodiscard]] int nights() const { return first.isValid() ? int(first.daysTo(last)) + 1 : 0; }
    bool operator==(const NightPicture &) const = default;
};

} // namespace Nightkeep
