// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/base/frame.h"

#include <QDateTime>

namespace Nightkeep {

struct ChangeCount
{
    qint64 files = 0;
    qint64 bytes = 0; ///< of those files, as large as they are now

    static constexpr auto fields()
    {
        return std::tuple {Field {"files", &ChangeCount::files}.from(0), Field {"bytes", &ChangeCount::bytes}.from(0)};
    }
    bool operator==(const ChangeCount &) const = default;
};

/// How much of one folder changes, by the time of the last change of each file's contents (mtime), which
/// is what the storage manager's client goes by. Without what is mounted below it.
struct ChangeRate
{
    enum class State {
        Counted,
        Partly, ///< something below it could not be read: the counts are the least that is there
        Unfinished, ///< the time was up: the counts are the least that is there
        Missing,
        NotFolder,
        Unreadable, ///< or did not answer in time
        Unable, ///< the server lacks the tools to count
    };
    BytePath folder;
    State state = State::Unable;
    ChangeCount all = {};
    ChangeCount day = {}; ///< changed in the last 24 hours
    ChangeCount week = {}; ///< in the last 7 days, the day's among them
    ChangeCount month = {}; ///< in the last 30 days, the week's among them

    [[nodiscard]] bool hasCounts() const;
    static constexpr auto fields()
    {
        return std::tuple {Field {"folder", &ChangeRate::folder}.namesObject(),
                           Field {"state", &ChangeRate::state},
                           Field {"all", &ChangeRate::all},
                           Field {"day", &ChangeRate::day},
                           Field {"week", &ChangeRate::week},
                           Field {"month", &ChangeRate::month}};
    }
    bool operator==(const ChangeRate &) const = default;
};

template<>
inline constexpr auto Names<ChangeRate::State> = std::to_array<Name<ChangeRate::State>>({
    {ChangeRate::State::Counted, "counted"},
    {ChangeRate::State::Partly, "partly"},
    {ChangeRate::State::Unfinished, "unfinished"},
    {ChangeRate::State::Missing, "missing"},
    {ChangeRate::State::NotFolder, "notFolder"},
    {ChangeRate::State::Unreadable, "unreadable"},
    {ChangeRate::State::Unable, "unable"},
});
/// One counting of a server.
struct ChangeRates
{
    QDateTime takenAt; ///< UTC
    QList<ChangeRate> folders; ///< in the order asked

    static constexpr auto fields()
    {
        return std::tuple {Field {"takenAt", &ChangeRates::takenAt}, Field {"folders", &ChangeRates::folders}};
    }
    bool operator==(const ChangeRates &) const = default;
};

/// The input of resources/remote/change-rate.sh: a folder, and where it really is.
[[nodiscard]] QByteArray changeRateInput(int seconds, const QList<QPair<BytePath, BytePath>> &folders);
/// Damaged for records that change-rate.sh does not write.
[[nodiscard]] Result<QList<ChangeRate>> parseChangeRate(const QList<FrameRecord> &records);

[[nodiscard]] QString changeRateStateWord(ChangeRate::State state); ///< for people, a sentence
/// The bytes of `part` in those of `whole`, 0 to 100; -1 where there is nothing to share.
[[nodiscard]] double changedPercent(const ChangeCount &part, const ChangeCount &whole);

} // namespace Nightkeep
