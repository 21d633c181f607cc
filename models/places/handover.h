// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/base/state.h"

#include <QDate>
#include <QDateTime>

#include <optional>

namespace Nightkeep {

/// Until when the storage manager keeps an object, as it said when it was last asked: holds and event-based retention
/// change it.
struct Expiry
{
    enum class Kind {
        NotKnown,
        Never,
        OnDay,
        NotFixed, ///< it runs from an event that has not come
    } kind = Kind::NotKnown;
    QDate day; ///< OnDay

    static constexpr auto fields() { return std::tuple {Field {"kind", &Expiry::kind}, Field {"day", &Expiry::day}}; }
    bool operator==(const Expiry &) const = default;
};

template<>
inline constexpr auto Names<Expiry::Kind> = std::to_array<Name<Expiry::Kind>>({
    {Expiry::Kind::NotKnown, "notKnown"},
    {Expiry::Kind::Never, "never"},
    {Expiry::Kind::OnDay, "onDay"},
    {Expiry::Kind::NotFixed, "notFixed"},
});

enum class HandOverState {
    Working, ///< the job lives
    Failed, ///< nothing is there that could be taken for the archive; it may be started again
    NotConfirmed, ///< it may be there: said to be done and not found, or found and not said to be done; a person looks
    Confirmed, ///< said to be done, and found there with its path, size and description, or its hash
    Missing, ///< was confirmed once, and is not found any more
    Altered, ///< was confirmed once, and another size or hash is found
    Unknown, ///< nobody could be asked
    Deleted, ///< a person had it deleted there, and says so
};

template<>
inline constexpr auto Names<HandOverState> = std::to_array<Name<HandOverState>>({
    {HandOverState::Working, "working"},
    {HandOverState::Failed, "failed"},
    {HandOverState::NotConfirmed, "notConfirmed"},
    {HandOverState::Confirmed, "confirmed"},
    {HandOverState::Missing, "missing"},
    {HandOverState::Altered, "altered"},
    {HandOverState::Unknown, "unknown"},
    {HandOverState::Deleted, "deleted"},
});
[[nodiscard]] QString handOverStateWord(HandOverState state); ///< for people
[[nodiscard]] State handOverStanding(HandOverState state); ///< good: Confirmed alone

/// The steps of handover-job.sh, in order.
enum class HandOverStep { Queued, Room, Sending, Syncing, Confirming, Naming, Done };

template<>
inline constexpr auto Names<HandOverStep> = std::to_array<Name<HandOverStep>>({
    {HandOverStep::Queued, "queued"},
    {HandOverStep::Room, "room"},
    {HandOverStep::Sending, "sending"},
    {HandOverStep::Syncing, "syncing"},
    {HandOverStep::Confirming, "confirming"},
    {HandOverStep::Naming, "naming"},
    {HandOverStep::Done, "done"},
});
[[nodiscard]] QString handOverStepWord(HandOverStep step); ///< for people

/// An archive at one place. The key: run and place.
struct HandOver
{
    QString run; ///< the archive run's id
    QString place; ///< its name
    PlaceKind kind = PlaceKind::StorageManager;
    QString where; ///< for people: "storage manager, /data/archives/x.tar", "nk@second:/srv/archives/x.tar"
    HandOverState state = HandOverState::Unknown;
    HandOverStep step = HandOverStep::Queued;
    Progress progress; ///< bytes within the step
    QString failure; ///< a sentence, where it is not confirmed
    QString description; ///< StorageManager: the one that it was archived with, by which it is found
    int clientStatus = -1; ///< StorageManager: what the client ended with; -1: not known, or by a signal
    qint64 bytes = -1; ///< as found there
    QByteArray sha256; ///< hex, as read there; empty: it was not read
    Expiry expiry;
    QString startedBy;
    QDateTime startedAt; ///< UTC
    QDateTime confirmedAt; ///< UTC, the last time that it was
    QDateTime askedAt; ///< UTC
    QString log; ///< last lines
    BytePath path = {}; ///< StorageManager: of the tar as its client was told, which no link leads to; empty: not known
    std::optional<ArchiveNote> deleted = {}; ///< who had it deleted there, when, and how they know
    QString note = {}; ///< what whoever has just started it must know; never stored
    std::optional<Error> warning = {}; ///< what could not be noted of it meanwhile; never stored

    static constexpr auto fields()
    {
        return std::tuple {Field {"run", &HandOver::run},
                           Field {"place", &HandOver::place},
                           Field {"kind", &HandOver::kind},
                           Field {"where", &HandOver::where},
                           Field {"state", &HandOver::state},
                           Field {"step", &HandOver::step},
                           Field {"progress", &HandOver::progress},
                           Field {"failure", &HandOver::failure},
                           Field {"description", &HandOver::description},
                           Field {"clientStatus", &HandOver::clientStatus},
                           Field {"bytes", &HandOver::bytes},
                           Field {"sha256", &HandOver::sha256},
                           Field {"expiry", &HandOver::expiry},
                           Field {"startedBy", &HandOver::startedBy},
                           Field {"startedAt", &HandOver::startedAt},
                           Field {"confirmedAt", &HandOver::confirmedAt},
                           Field {"askedAt", &HandOver::askedAt},
                           Field {"log", &HandOver::log},
                           Field {"path", &HandOver::path}.orMissing(),
                           Field {"deleted", &HandOver::deleted}.orMissing()};
    }
    [[nodiscard]] QString key() const { return run + u'/' + place; }
    bool operator==(const HandOver &) const = default;
};

/// Whether anything of it may lie at its place, which is more than to be relied on.
[[nodiscard]] bool mayLieThere(HandOverState state);
/// Confirmed, and by what the place said of its end still there on that day.
[[nodiscard]] bool isThereOn(const HandOver &handOver, const QDate &day);
/// Of a confirmed one it is the place's word alone that says when it was to go.
[[nodiscard]] bool isExpiredOn(const HandOver &handOver, const QDate &day);
[[nodiscard]] State handOverStanding(const HandOver &handOver, const QDate &day); ///< good: isThereOn() alone

/// Where the workspace keeps what was last known of them. Thread-safe, blocking.
class HandOverStore
{
public:
    virtual ~HandOverStore() = default;
    [[nodiscard]] virtual Result<QList<HandOver>> handOvers() const = 0; ///< by key
    [[nodiscard]] virtual Result<void> saveHandOver(const HandOver &handOver) = 0;
};

} // namespace Nightkeep
