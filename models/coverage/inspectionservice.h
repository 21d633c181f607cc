// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/unkept.h"
#include "models/coverage/inspectionstore.h"
#include "models/coverage/serverstore.h"
#include "models/servers/remotehost.h"

#include <chrono>

namespace Nightkeep {

/// What servers are asked only on demand: how much of their folders changes, and what the storage
/// manager would back up of one. The same for the window and `nightkeepctl`. Calls block: use a job.
/// Thread-safe as far as its parts are; keeps no state of its own but what a read-only workspace does not take.
class InspectionService
{
public:
    InspectionService(InspectionStore &store, ServerStore &servers, RemoteHosts &hosts, Clock clock);

    /// Counts below the wanted folders, or the current ones where none is wanted, each where the last
    /// snapshot says that it really is, and stores the answer, where the workspace takes it. Bounded by
    /// `countingTime`; what was not finished says so. BadInput: the server has no folders. A failure leaves the last
    /// answer as it is.
    [[nodiscard]] Result<Asked<ChangeRates>> countChanges(const Server &server, Attendance attendance,
                                                          const CancelToken &cancel);
    [[nodiscard]] Result<std::optional<ChangeRates>> lastChanges(const QString &server) const;

    /// Asks the storage manager's client about a folder and stores the answer as above. Bounded by `previewTime`.
    [[nodiscard]] Result<Asked<BackupPreview>> preview(const Server &server, const BytePath &folder,
                                                       Attendance attendance, const CancelToken &cancel);
    [[nodiscard]] Result<QList<BackupPreview>> lastPreviews(const QString &server) const;

    static constexpr std::chrono::seconds countingTime {240};
    static constexpr std::chrono::seconds previewTime {240};

private:
    InspectionStore &m_store;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    Clock m_clock;
    Unkept<ChangeRates> m_unkeptRates; ///< by the server's name in lower case
    Unkept<QPair<QString, BackupPreview>> m_unkeptPreviews; ///< by that name, which stands first in it, and the folder
};

} // namespace Nightkeep
