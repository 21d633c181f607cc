// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditedact.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/matrix/serverservice.h"
#include "models/meeting/decision.h"
#include "models/meeting/packwriter.h"
#include "models/retention/retentionservice.h"
#include "models/settings/settingsservice.h"

namespace Nightkeep {

/// Where the workspace keeps decisions, and the pack that a meeting had last. Thread-safe, blocking.
class MeetingStore
{
public:
    virtual ~MeetingStore() = default;

    [[nodiscard]] virtual Result<QList<Decision>> decisions() const = 0; ///< those taken back too, newest first
    [[nodiscard]] virtual Result<qint64> addDecision(const Decision &decision) = 0; ///< gives its number
    /// Stale where the stored one is not `seen`.
    [[nodiscard]] virtual Result<void> saveDecision(const Decision &decision, const Decision &seen) = 0;

    [[nodiscard]] virtual Result<std::optional<PackSummary>> lastPack() const = 0;
    [[nodiscard]] virtual Result<void> saveLastPack(const PackSummary &summary) = 0;
};

/// Decisions and the meeting pack, for the window and `nightkeepctl`; audited. Calls block: use a job. Nothing reaches
/// the network.
class MeetingService
{
public:
    MeetingService(MeetingStore &store, RetentionService &retention, ServerService &servers, SettingsService &settings,
                   const PackWriter &writer, AuditLog &audit, Clock clock);

    [[nodiscard]] Result<QList<Decision>> decisions() const; ///< newest first
    /// What a decision changes beside its record, one of the three: an agreed figure knows its decision, and the
    /// decision its figure.
    struct Change
    {
        std::optional<Promise> promise = {}; ///< as it is to be agreed
        std::optional<Promise> promiseSeen = {};
        std::optional<Server> server = {}; ///< with the decisions as they are to be agreed
        std::optional<Server> serverSeen = {};
        QString site = {}; ///< of `option`
        QString option = {}; ///< whose agreed value changes
        std::optional<QString> value = {}; ///< stored text
        std::optional<QString> valueSeen = {};
    };
    /// BadInput without a text, people or a day that has been; Conflict where what it changes is no longer as seen; the
    /// errors of agreeing as they are. First the change, then the record; where the record cannot be written the change
    /// is taken back, and that is said.
    [[nodiscard]] Result<Decision> decide(Decision decision, const Change &change);
    /// Takes it back with what it changed, where that is still as it was decided; Conflict where it is not.
    [[nodiscard]] Result<void> takeBack(const Decision &seen);
    /// To undo takeBack(): the same is decided anew, with a number of its own. Conflict as above.
    [[nodiscard]] Result<Decision> decideAgain(const Decision &takenBack);

    /// The pack in a format; differences are to the last one that was written with `keep`.
    [[nodiscard]] Result<QByteArray> writePack(const Pack &pack, PackFormat format, const CancelToken &cancel,
                                               const ProgressSink &progress = {}) const;
    [[nodiscard]] Result<std::optional<PackSummary>> lastPack() const;
    /// From now on the next pack is compared with this one.
    [[nodiscard]] Result<void> keepPack(const Pack &pack);

private:
    /// Changes what was agreed from one value to the other, and then makes `record`, both or neither.
    [[nodiscard]] Result<void> settleWith(const Decision &decision, bool takesBack,
                                          const std::function<Result<void>()> &record);
    [[nodiscard]] Result<void> settle(const DecidedValue &from, const DecidedValue &to);
    [[nodiscard]] Result<void> settlePromise(const DecidedValue &from, const DecidedValue &to);
    [[nodiscard]] Result<void> settleServer(const DecidedValue &from, const DecidedValue &to);
    [[nodiscard]] Result<void> settleOption(const DecidedValue &from, const DecidedValue &to);
    [[nodiscard]] Result<Decision> record(Decision decision);

    MeetingStore &m_store;
    RetentionService &m_retention;
    ServerService &m_servers;
    SettingsService &m_settings;
    const PackWriter &m_writer;
    AuditLog &m_audit;
    Clock m_clock;
};

} // namespace Nightkeep
