// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/reachability/databasestatus.h"
#include "models/reachability/webcheck.h"

#include <initializer_list>
#include <utility>

namespace Nightkeep {

// The stable words of the JSON documents. The first of each list is what an unreadable word is taken for.
template<typename E> using NameList = std::initializer_list<std::pair<E, const char *>>;

inline constexpr NameList<WebAnswer::Outcome> WebOutcomeNames = {
    {WebAnswer::Outcome::Unreachable, "unreachable"},
    {WebAnswer::Outcome::Answered, "answered"},
    {WebAnswer::Outcome::Redirected, "redirected"},
    {WebAnswer::Outcome::CertificateProblem, "certificateProblem"},
    {WebAnswer::Outcome::TimedOut, "timedOut"},
    {WebAnswer::Outcome::Refused, "refused"},
    {WebAnswer::Outcome::NoName, "noName"},
    {WebAnswer::Outcome::NotAnAddress, "notAnAddress"},
    {WebAnswer::Outcome::RedirectLoop, "redirectLoop"},
    {WebAnswer::Outcome::NotUnderstood, "notUnderstood"},
};

inline constexpr NameList<CertificateFault> CertificateFaultNames = {
    {CertificateFault::Other, "other"},
    {CertificateFault::Expired, "expired"},
    {CertificateFault::NotYetValid, "notYetValid"},
    {CertificateFault::SelfSigned, "selfSigned"},
    {CertificateFault::UnknownIssuer, "unknownIssuer"},
    {CertificateFault::WrongHost, "wrongHost"},
    {CertificateFault::Revoked, "revoked"},
};

inline constexpr NameList<DatabaseVersion::Vendor> DatabaseVendorNames = {
    {DatabaseVersion::Vendor::Unknown, "unknown"},
    {DatabaseVersion::Vendor::MySql, "mysql"},
    {DatabaseVersion::Vendor::MariaDb, "mariadb"},
};

inline constexpr NameList<ReplicaThread> ReplicaThreadNames = {
    {ReplicaThread::Unknown, "unknown"},
    {ReplicaThread::Running, "running"},
    {ReplicaThread::Connecting, "connecting"},
    {ReplicaThread::Stopped, "stopped"},
};

template<typename E> [[nodiscard]] QString nameIn(const NameList<E> &names, E value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return QLatin1String(name);
    }
    return {};
}

} // namespace Nightkeep
