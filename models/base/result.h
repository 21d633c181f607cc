// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QString>

#include <tl/expected.hpp>

namespace Nightkeep {

/// What kind of thing went wrong. Callers branch on the kind, never on the text.
enum class ErrorKind {
    BadInput, ///< the text, file or argument given cannot be used
    NotFound, ///< the named thing does not exist
    Unreachable, ///< the network, the host or the database server does not answer
    AuthenticationFailed, ///< password, key or one-time code was refused
    HostKeyUnknown, ///< first meeting: the key has not been trusted yet
    HostKeyChanged, ///< the key differs from the trusted one: never clicked through
    TimedOut, ///< no end within the time limit
    Cancelled, ///< a person stopped it: neither done nor failed
    MissingTool, ///< a program is absent on the server or on this machine
    MissingDriver, ///< the database driver is not installed
    MissingTable, ///< the database lacks a table that is needed
    PermissionDenied,
    ReadOnly, ///< the disk or the workspace cannot be written
    DiskFull,
    Damaged, ///< contents contradict themselves or their checksum
    TooNew, ///< made by a later version of the program
    Conflict, ///< somebody else changed the value meanwhile; nothing was written
    Stale, ///< the plan was made from a state that is gone; nothing was written
    Locked, ///< editing has not been unlocked
    Busy, ///< another job holds the lock
    Incomplete, ///< the answer broke off before its footer
    Failed, ///< the program ran and reported a failure
    Internal, ///< a defect in Nightkeep
};

template<>
inline constexpr auto Names<ErrorKind> = std::to_array<Name<ErrorKind>>({
    {ErrorKind::BadInput, "badInput"},
    {ErrorKind::NotFound, "notFound"},
    {ErrorKind::Unreachable, "unreachable"},
    {ErrorKind::AuthenticationFailed, "authenticationFailed"},
    {ErrorKind::HostKeyUnknown, "hostKeyUnknown"},
    {ErrorKind::HostKeyChanged, "hostKeyChanged"},
    {ErrorKind::TimedOut, "timedOut"},
    {ErrorKind::Cancelled, "cancelled"},
    {ErrorKind::MissingTool, "missingTool"},
    {ErrorKind::MissingDriver, "missingDriver"},
    {ErrorKind::MissingTable, "missingTable"},
    {ErrorKind::PermissionDenied, "permissionDenied"},
    {ErrorKind::ReadOnly, "readOnly"},
    {ErrorKind::DiskFull, "diskFull"},
    {ErrorKind::Damaged, "damaged"},
    {ErrorKind::TooNew, "tooNew"},
    {ErrorKind::Conflict, "conflict"},
    {ErrorKind::Stale, "stale"},
    {ErrorKind::Locked, "locked"},
    {ErrorKind::Busy, "busy"},
    {ErrorKind::Incomplete, "incomplete"},
    {ErrorKind::Failed, "failed"},
    {ErrorKind::Internal, "internal"},
});
/// A foreseeable failure, as a value. `message` names the thing and the reason,
/// `advice` the next step, both for people; `detail` is for copying into a mail.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString advice = {};
    QString detail = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &Error::kind}, Field {"message", &Error::message},
                           Field {"advice", &Error::advice}, Field {"detail", &Error::detail}};
    }
    bool operator==(const Error &) const = default;
};

/// T or the reason why there is none. Exceptions never cross a target's border.
template<typename T> using Result = tl::expected<T, Error>;

using Unexpected = tl::unexpected<Error>;

inline Unexpected fail(ErrorKind kind, QString message, QString advice = {}, QString detail = {})
{
    return Unexpected(Error {kind, std::move(message), std::move(advice), std::move(detail)});
}

inline Unexpected fail(Error error)
{
    return Unexpected(std::move(error));
}

/// The kind as a stable word for JSON and the audit log ("hostKeyChanged").

} // namespace Nightkeep
