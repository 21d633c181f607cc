// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/job.h"

namespace Nightkeep {

Job::Phase Job::phase() const
{
    if (finishedAt.isValid()) {
        if (!error)
            return Phase::Done;
        return error->kind == ErrorKind::Cancelled ? Phase::Cancelled : Phase::Failed;
    }
    return startedAt.isValid() ? Phase::Running : Phase::Waiting;
}

State Job::state() const
{
    switch (phase()) {
    case Phase::Waiting:
    case Phase::Running:
        return State::Working;
    case Phase::Done:
        return State::Good;
    case Phase::Failed:
        return State::Bad;
    case Phase::Cancelled:
        return State::Unknown;
    }
    return State::Unknown;
}

} // namespace Nightkeep
