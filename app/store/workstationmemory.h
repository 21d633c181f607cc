// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"

#include <QHash>

#include <functional>

namespace Nightkeep {

/// What this workstation knows of a workspace by itself, and believes no row of the workspace about.
struct RememberedWorkspace
{
    QString location; ///< StoreLocation::identity
    AuditHead head; ///< the latest that was seen of its audit log
    QHash<QString, QString> folders; ///< that stand in for servers by a person's act here, by the server's name
    bool suspect =
        false; ///< it was found damaged here, and not been found whole since: it is checked wholly at opening

    static constexpr auto fields()
    {
        return std::tuple {Field {"location", &RememberedWorkspace::location},
                           Field {"head", &RememberedWorkspace::head},
                           Field {"folders", &RememberedWorkspace::folders}.keyed("server", "folder"),
                           Field {"suspect", &RememberedWorkspace::suspect}.orMissing()};
    }
    bool operator==(const RememberedWorkspace &) const = default;
};

/// In a file of the person's own, which several programs may have open. Thread-safe.
class WorkstationMemory
{
public:
    explicit WorkstationMemory(QString fileName);

    /// Nothing is known of one that was never opened here. A file that cannot be read is a failure: what is not known
    /// must not look like what was never seen.
    [[nodiscard]] Result<RememberedWorkspace> of(const QString &location) const;
    [[nodiscard]] Result<void> change(const QString &location,
                                      const std::function<void(RememberedWorkspace &workspace)> &change);

private:
    QString m_fileName;
};

} // namespace Nightkeep
