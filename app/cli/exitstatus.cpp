// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitstatus.h"

namespace Nightkeep {

ExitStatus exitStatusOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::BadInput:
        return ExitStatus::WrongUsage;
    case ErrorKind::Conflict:
    case ErrorKind::Stale:
    case ErrorKind::Locked:
    case ErrorKind::Busy:
    case ErrorKind::ReadOnly:
    case ErrorKind::TooNew:
        return ExitStatus::Refused;
    case ErrorKind::DiskFull:
        return ExitStatus::NotWritten;
    case ErrorKind::Cancelled:
        return ExitStatus::Cancelled;
    case ErrorKind::NotFound:
    case ErrorKind::Unreachable:
    case ErrorKind::AuthenticationFailed:
    case ErrorKind::HostKeyUnknown:
    case ErrorKind::HostKeyChanged:
    case ErrorKind::TimedOut:
    case ErrorKind::MissingTool:
    case ErrorKind::MissingDriver:
    case ErrorKind::MissingTable:
    case ErrorKind::PermissionDenied:
    case ErrorKind::Damaged:
    case ErrorKind::Incomplete:
    case ErrorKind::Failed:
    case ErrorKind::Internal:
        return ExitStatus::Unreachable;
    }
    return ExitStatus::Unreachable;
}

ExitStatus worse(ExitStatus one, ExitStatus other)
{
    for (const ExitStatus status : {ExitStatus::Cancelled, ExitStatus::NotWritten, ExitStatus::Refused,
                                    ExitStatus::Unreachable, ExitStatus::WrongUsage, ExitStatus::Findings}) {
        if (one == status || other == status)
            return status;
    }
    return ExitStatus::Fine;
}

} // namespace Nightkeep
