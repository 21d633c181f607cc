// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/base/result.h"
#include "models/base/state.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace Nightkeep {

struct Server;

/// Why a certificate was not accepted.
enum class CertificateFault {
    Expired,
    NotYetValid,
    SelfSigned,
    UnknownIssuer, ///< signed by nobody whom this machine trusts
    WrongHost, ///< made out to another name
    Revoked,
    Other, ///< the detail has the library's words
};

template<>
inline constexpr auto Names<CertificateFault> = std::to_array<Name<CertificateFault>>({
    {CertificateFault::Other, "other"},
    {CertificateFault::Expired, "expired"},
    {CertificateFault::NotYetValid, "notYetValid"},
    {CertificateFault::SelfSigned, "selfSigned"},
    {CertificateFault::UnknownIssuer, "unknownIssuer"},
    {CertificateFault::WrongHost, "wrongHost"},
    {CertificateFault::Revoked, "revoked"},
});
/// What a web server showed of itself.
struct WebCertificate
{
    QString subject; ///< the name it is made out to
    QString issuer;
    QDateTime validFrom; ///< UTC, as the next
    QDateTime validTo;
    QList<CertificateFault> faults = {}; ///< empty: accepted

    static constexpr auto fields()
    {
        return std::tuple {Field {"subject", &WebCertificate::subject}, Field {"issuer", &WebCertificate::issuer},
                           Field {"validFrom", &WebCertificate::validFrom}, Field {"validTo", &WebCertificate::validTo},
                           Field {"faults", &WebCertificate::faults}};
    }
    bool operator==(const WebCertificate &) const = default;
};

/// One redirect on the way.
struct WebHop
{
    QString address; ///< that was asked
    int status = 0; ///< and answered with this redirect

    static constexpr auto fields()
    {
        return std::tuple {Field {"address", &WebHop::address}, Field {"status", &WebHop::status}.from(0, 999)};
    }
    bool operator==(const WebHop &) const = default;
};

/// What a web address said when it was asked, once.
struct WebAnswer
{
    enum class Outcome {
        Answered, ///< with any status
        Redirected, ///< the same, after at least one redirect
        CertificateProblem, ///< nothing was asked for: the certificate was not accepted
        TimedOut,
        Refused, ///< nothing listens there
        NoName, ///< no address belongs to the name
        NotAnAddress, ///< nothing was asked: the text is no web address
        RedirectLoop, ///< or more than MostRedirects of them
        NotUnderstood, ///< what came was no web server's answer, or broke off
        NotFollowed, ///< a redirect to what the server has no share in: nothing was asked there
        ProxyFailed, ///< the proxy on the way was not reached or let nothing through: nothing was asked
        Unreachable, ///< anything else that the network said
    };
    QString asked; ///< see webAddress(); or the page's text, where that is no address
    QDateTime askedAt; ///< UTC
    Outcome outcome = Outcome::Unreachable;
    int status = 0; ///< of the last answer; 0: none
    QList<WebHop> redirects = {}; ///< in order, MostRedirects at most
    QString finalAddress = {}; ///< the last that was asked
    int firstByteMs = -1; ///< from asking the final address to the first of its answer; -1: none came
    std::optional<WebCertificate> certificate = {}; ///< of the final address
    QString detail = {}; ///< the library's own words, for copying; of NotFollowed where it leads

    static constexpr auto fields()
    {
        return std::tuple {Field {"asked", &WebAnswer::asked},
                           Field {"askedAt", &WebAnswer::askedAt},
                           Field {"outcome", &WebAnswer::outcome},
                           Field {"status", &WebAnswer::status}.from(0, 999),
                           Field {"redirects", &WebAnswer::redirects},
                           Field {"finalAddress", &WebAnswer::finalAddress},
                           Field {"firstByteMs", &WebAnswer::firstByteMs}.from(-1, 86400000),
                           Field {"certificate", &WebAnswer::certificate},
                           Field {"detail", &WebAnswer::detail}};
    }
    bool operator==(const WebAnswer &) const = default;
};

template<>
inline constexpr auto Names<WebAnswer::Outcome> = std::to_array<Name<WebAnswer::Outcome>>({
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
    {WebAnswer::Outcome::NotFollowed, "notFollowed"},
    {WebAnswer::Outcome::ProxyFailed, "proxyFailed"},
});
constexpr int MostRedirects = 10;
/// The rule of the certificate: whoever renews it needs a working week or two.
constexpr int CertificateWarningDays = 30;
constexpr int CertificateCriticalDays = 7;

/// The address in a cell of the page, in one spelling: http is taken where no scheme is given. BadInput
/// for anything but one http or https address of a host, and for one that carries a password.
[[nodiscard]] Result<QUrl> webAddress(const QString &cell);
/// An address as it is kept and shown: never with a user or a password.
[[nodiscard]] QString shownAddress(const QUrl &url);

/// Whether the answer is to the address that the server has now.
[[nodiscard]] bool answersFor(const WebAnswer &answer, const Server &server);

/// Good only for a fresh answer without anything to say against it. What is older than a week is
/// Unknown at best, and so is what the proxy on the way did not let us ask.
[[nodiscard]] State webState(const WebAnswer &answer, const QDateTime &now);
/// "Answers with status 200 after 12 ms." One sentence, without the age.
[[nodiscard]] QString webSentence(const WebAnswer &answer, const QDateTime &now);
[[nodiscard]] QString certificateSentence(const WebCertificate &certificate, const QDateTime &now);
[[nodiscard]] QString certificateFaultWord(CertificateFault fault);
/// What else the answer shows, a sentence each: the end is not encrypted, it is another host.
[[nodiscard]] QStringList webRemarks(const WebAnswer &answer);

/// Of one server, with its name in the ids. Certificate expired, refused or ending within 7 days:
/// critical; within 30 days: warning. No answer or a status from 500 on: warning; from 400 on, ends
/// without encryption, ends on another host, leads to what is not asked, was not asked: info.
[[nodiscard]] QList<Finding> webFindings(const Server &server, const WebAnswer &answer, const QDateTime &now);

} // namespace Nightkeep
