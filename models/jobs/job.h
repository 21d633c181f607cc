// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/base/state.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Nightkeep {

/// A job's record. Its state is derived from the moments, so it cannot contradict them.
struct Job
{
    quint64 id = 0;
    QString title; ///< "Refresh moodle-a"
    QString lane; ///< jobs of one lane run one after another: such as a server's name; empty for none
    QDateTime queuedAt;
    QDateTime startedAt; ///< invalid: waiting
    QDateTime finishedAt; ///< invalid: not ended
    bool cancelRequested = false;
    bool look = false; ///< see JobRunner::look()
    Progress progress;
    std::optional<Error> error; ///< ErrorKind::Cancelled is the third ending

    enum class Phase { Waiting, Running, Done, Failed, Cancelled };
    [[nodiscard]] Phase phase() const;
    [[nodiscard]] State state() const; ///< Working, Good, Bad; a cancelled job is Unknown

    bool operator==(const Job &) const = default;
};

} // namespace Nightkeep
