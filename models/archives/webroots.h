// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/frame.h"

#include <QList>

namespace Nightkeep {

/// What resources/remote/web-roots.sh answers.
struct WebRoots
{
    struct Root
    {
        BytePath path; ///< as the configuration has it
        BytePath real; ///< without links; empty: not known
        BytePath saidBy; ///< the file of the configuration
    };
    BytePath folder; ///< the one that was asked about, without links; empty: not known
    QList<Root> roots;
    QList<BytePath> unreadable; ///< configuration that nobody could read
};
/// Damaged for a record that makes no sense, or a root that is no absolute path. Each is read once; what readFrame lets
/// through is the limit.
[[nodiscard]] Result<WebRoots> parseWebRoots(const QList<FrameRecord> &records);

/// Sentences, where the folder lies below what a web server hands out: by its configuration, below Moodle's own code,
/// or in a folder that is named as such ones are, above the code. Empty: it does not, as far as anybody could see.
[[nodiscard]] QString webRemark(const BytePath &archiveFolder, const BytePath &codeFolder, const WebRoots &seen);

} // namespace Nightkeep
