// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"

#include <QList>
#include <QString>

namespace Nightkeep {

struct Mount
{
    BytePath target;
    QString type; ///< "ext4", "tmpfs", "nfs4"
    BytePath source;
    qint64 totalBytes = -1; ///< -1 unknown
    qint64 freeBytes = -1; ///< for an unprivileged user; -1 unknown
    bool local = true; ///< false for network and automounted file systems
    BytePath root = {}; ///< the folder of its file system that is shown here, where that is not the whole:
                        ///< "/srv/data" of a bind mount; empty: the whole, or not known
    BytePath bindOf = {}; ///< of a bind mount, where the same files stand in another mounted tree of this
                          ///< server; empty: no bind mount (as a subvolume is none), or nowhere else
    bool readOnly = false;

    static constexpr auto fields()
    {
        return std::tuple {Field {"target", &Mount::target}.namesObject(),
                           Field {"type", &Mount::type},
                           Field {"source", &Mount::source},
                           Field {"totalBytes", &Mount::totalBytes},
                           Field {"freeBytes", &Mount::freeBytes},
                           Field {"local", &Mount::local},
                           Field {"root", &Mount::root}.orMissing(),
                           Field {"bindOf", &Mount::bindOf}.orMissing(),
                           Field {"readOnly", &Mount::readOnly}.orMissing()};
    }
    bool operator==(const Mount &) const = default;
};

/// The mount that holds a path: the one with the most components that holds it. Null if none is known.
[[nodiscard]] const Mount *mountOf(const QList<Mount> &mounts, const BytePath &path);

} // namespace Nightkeep
