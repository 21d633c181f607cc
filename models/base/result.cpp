// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/result.h"

namespace Nightkeep {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::BadInput:
        return QStringLiteral("badInput");
    case ErrorKind::NotFound:
        return QStringLiteral("notFound");
    case ErrorKind::Unreachable:
        return QStringLiteral("unreachable");
    case ErrorKind::AuthenticationFailed:
        return QStringLiteral("authenticationFailed");
    case ErrorKind::HostKeyUnknown:
        return QStringLiteral("hostKeyUnknown");
    case ErrorKind::HostKeyChanged:
        return QStringLiteral("hostKeyChanged");
    case ErrorKind::TimedOut:
        return QStringLiteral("timedOut");
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::MissingTool:
        return QStringLiteral("missingTool");
    case ErrorKind::MissingDriver:
        return QStringLiteral("missingDriver");
    case ErrorKind::MissingTable:
        return QStringLiteral("missingTable");
    case ErrorKind::PermissionDenied:
        return QStringLiteral("permissionDenied");
    case ErrorKind::ReadOnly:
        return QStringLiteral("readOnly");
    case ErrorKind::DiskFull:
        return QStringLiteral("diskFull");
    case ErrorKind::Damaged:
        return QStringLiteral("damaged");
    case ErrorKind::TooNew:
        return QStringLiteral("tooNew");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    case ErrorKind::Stale:
        return QStringLiteral("stale");
    case ErrorKind::Locked:
        return QStringLiteral("locked");
    case ErrorKind::Busy:
        return QStringLiteral("busy");
    case ErrorKind::Incomplete:
        return QStringLiteral("incomplete");
    case ErrorKind::Failed:
        return QStringLiteral("failed");
    case ErrorKind::Internal:
        return QStringLiteral("internal");
    }
    return QStringLiteral("internal");
}

} // namespace Nightkeep
