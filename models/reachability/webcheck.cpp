// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/webcheck.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/servers/server.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

using Outcome = WebAnswer::Outcome;

constexpr qint64 Day = 24 * 60 * 60;
constexpr qint64 OldAnswerSeconds = 7 * Day; // as with what servers say

bool isAnswer(const WebAnswer &answer)
{
    return answer.outcome == Outcome::Answered || answer.outcome == Outcome::Redirected;
}

/// Why nothing could be had from the address; empty where something was.
QString failureSentence(const WebAnswer &answer)
{
    const QString address = visibleText(answer.finalAddress.isEmpty() ? answer.asked : answer.finalAddress);
    switch (answer.outcome) {
    case Outcome::Answered:
    case Outcome::Redirected:
        break;
    case Outcome::CertificateProblem:
        return Tr::tr("The certificate of %1 is not accepted.").arg(address);
    case Outcome::TimedOut:
        return Tr::tr("%1 did not answer in time.").arg(address);
    case Outcome::Refused:
        return Tr::tr("Nothing listens at %1.").arg(address);
    case Outcome::NoName:
        return Tr::tr("There is no host of the name in %1.").arg(address);
    case Outcome::NotAnAddress:
        return Tr::tr("\"%1\" is no web address.").arg(address);
    case Outcome::RedirectLoop:
        return Tr::tr("%1 redirects in a circle or too often.").arg(visibleText(answer.asked));
    case Outcome::NotUnderstood:
        return Tr::tr("What %1 sends is no web server's answer.").arg(address);
    case Outcome::NotFollowed:
        return Tr::tr("%1 answers and redirects to %2, which was not asked.").arg(address, visibleText(answer.detail));
    case Outcome::ProxyFailed:
        return Tr::tr("%1 was not asked: the proxy on the way cannot be reached, or lets nothing through.")
            .arg(address);
    case Outcome::Unreachable:
        return Tr::tr("%1 cannot be reached.").arg(address);
    }
    return {};
}

QString failureTitle(Outcome outcome)
{
    if (outcome == Outcome::NotFollowed)
        return Tr::tr("The web address of %1 leads to what is not asked.");
    if (outcome == Outcome::ProxyFailed)
        return Tr::tr("The web address of %1 could not be asked.");
    return Tr::tr("The web address of %1 does not answer as it should.");
}

QString failureAdvice(Outcome outcome)
{
    switch (outcome) {
    case Outcome::CertificateProblem:
        return Tr::tr("Have the certificate renewed or put right; until then browsers warn everybody.");
    case Outcome::NoName:
    case Outcome::NotAnAddress:
        return Tr::tr("Correct the web address in the matrix.");
    case Outcome::RedirectLoop:
        return Tr::tr("See the web server's rules of redirection.");
    case Outcome::NotUnderstood:
        return Tr::tr("See that the port is the web server's, and whether it needs https.");
    case Outcome::NotFollowed:
        return Tr::tr("That is no web address, or leads into a network other than the one where the server was asked, "
                      "or to this machine. If it is meant, as of a login inside, write that address in the matrix; "
                      "else see the web server's rules of redirection.");
    case Outcome::ProxyFailed:
        return Tr::tr("See which proxy this machine is told to use, and whether it wants a user and a password.");
    case Outcome::Answered:
    case Outcome::Redirected:
    case Outcome::TimedOut:
    case Outcome::Refused:
    case Outcome::Unreachable:
        break;
    }
    return Tr::tr("See on the server whether its web server runs, and whether a firewall stands between.");
}

qint64 daysLeft(const WebCertificate &certificate, const QDateTime &now)
{
    return now.secsTo(certificate.validTo) / Day;
}

bool isExpired(const WebCertificate &certificate, const QDateTime &now)
{
    return certificate.faults.contains(CertificateFault::Expired)
        || (certificate.validTo.isValid() && certificate.validTo <= now);
}

std::optional<Severity> certificateSeverity(const WebCertificate &certificate, const QDateTime &now)
{
    if (!certificate.faults.isEmpty() || isExpired(certificate, now))
        return Severity::Critical;
    if (!certificate.validTo.isValid())
        return std::nullopt;
    const qint64 left = now.secsTo(certificate.validTo);
    if (left <= CertificateCriticalDays * Day)
        return Severity::Critical;
    return left <= CertificateWarningDays * Day ? std::optional(Severity::Warning) : std::nullopt;
}

Finding webFinding(const Server &server, const char *what, Severity severity, const QString &title)
{
    Finding finding;
    finding.id = QStringLiteral("server/%1/web/%2").arg(server.name, QLatin1String(what));
    finding.severity = severity;
    finding.page = Page::Servers;
    finding.object = server.name;
    finding.kind = QStringLiteral("web-") + QLatin1String(what);
    finding.title = title;
    return finding;
}

bool endsPlain(const WebAnswer &answer)
{
    return QUrl(answer.finalAddress).scheme() == QLatin1String("http");
}

bool endsElsewhere(const WebAnswer &answer)
{
    return !answer.redirects.isEmpty() && QUrl(answer.finalAddress).host() != QUrl(answer.asked).host();
}

} // namespace

Result<QUrl> webAddress(const QString &cell)
{
    const QString text = cell.trimmed();
    const auto refuse = [&text](const QString &reason) {
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" is no web address: %2.").arg(visibleText(text), reason),
                    Tr::tr("Write one address of a web server in the matrix, such as https://moodle.example.org/."));
    };
    if (text.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("There is no web address."),
                    Tr::tr("Write the web server's address in the matrix first."));
    static const QRegularExpression blank(QStringLiteral("[\\s\\p{Cc}\\p{Cf}]"));
    if (text.contains(blank))
        return refuse(Tr::tr("it is more than one word"));
    // "host:8080/path" must not be taken for a scheme named "host".
    const bool hasScheme = text.contains(QLatin1String("://"));
    QUrl url(hasScheme ? text : QStringLiteral("http://") + text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return refuse(Tr::tr("it names no host"));
    const QString scheme = url.scheme().toLower();
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https"))
        return refuse(Tr::tr("only http and https are asked"));
    if (!url.userInfo().isEmpty())
        return refuse(Tr::tr("it carries a user or a password"));
    url.setScheme(scheme);
    url.setFragment(QString());
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    return url;
}

QString shownAddress(const QUrl &url)
{
    return url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

bool answersFor(const WebAnswer &answer, const Server &server)
{
    const Result<QUrl> address = webAddress(server.web);
    return answer.asked == (address ? shownAddress(*address) : server.web.trimmed());
}

QString certificateFaultWord(CertificateFault fault)
{
    switch (fault) {
    case CertificateFault::Expired:
        return Tr::tr("it has expired");
    case CertificateFault::NotYetValid:
        return Tr::tr("it is not valid yet");
    case CertificateFault::SelfSigned:
        return Tr::tr("it is signed by itself");
    case CertificateFault::UnknownIssuer:
        return Tr::tr("nobody whom this machine trusts has signed it");
    case CertificateFault::WrongHost:
        return Tr::tr("it is made out to another host");
    case CertificateFault::Revoked:
        return Tr::tr("it has been revoked");
    case CertificateFault::Other:
        break;
    }
    return Tr::tr("it is not sound");
}

QString certificateSentence(const WebCertificate &certificate, const QDateTime &now)
{
    const QString date = dayInWords(certificate.validTo.toTimeZone(now.timeZone()).date(), QLocale::LongFormat);
    QStringList faults;
    for (const CertificateFault fault : certificate.faults)
        faults.append(certificateFaultWord(fault));
    if (isExpired(certificate, now)) {
        faults.removeAll(certificateFaultWord(CertificateFault::Expired));
        const QString expired = Tr::tr("The certificate ended on %1.").arg(date);
        return faults.isEmpty() ? expired : Tr::tr("%1 Also: %2.").arg(expired, faults.join(QStringLiteral(", ")));
    }
    if (!faults.isEmpty())
        return Tr::tr("The certificate is not accepted: %1.").arg(faults.join(QStringLiteral(", ")));
    if (!certificate.validTo.isValid())
        return Tr::tr("It is not known how long the certificate is valid.");
    return Tr::tr("The certificate is valid until %1, for %n more days.", nullptr, int(daysLeft(certificate, now)))
        .arg(date);
}

State webState(const WebAnswer &answer, const QDateTime &now)
{
    if (answer.outcome == Outcome::NotAnAddress || answer.outcome == Outcome::NotFollowed)
        return State::Attention;
    if (answer.outcome == Outcome::ProxyFailed)
        return State::Unknown;
    if (!isAnswer(answer) || answer.status >= 500)
        return State::Bad;
    if (answer.certificate) {
        const std::optional<Severity> severity = certificateSeverity(*answer.certificate, now);
        if (severity)
            return *severity == Severity::Critical ? State::Bad : State::Attention;
    }
    if (answer.status >= 400)
        return State::Attention;
    const bool fresh = answer.askedAt.isValid() && answer.askedAt.secsTo(now) <= OldAnswerSeconds;
    return fresh ? State::Good : State::Unknown;
}

QString webSentence(const WebAnswer &answer, const QDateTime &now)
{
    if (answer.outcome == Outcome::CertificateProblem && answer.certificate)
        return failureSentence(answer) + u' ' + certificateSentence(*answer.certificate, now);
    if (!isAnswer(answer))
        return failureSentence(answer);
    const QLocale locale;
    // All at once: an address may hold "%20", which a second arg() would take for a place of its own.
    const QString status = QString::number(answer.status);
    const QString took = locale.toString(answer.firstByteMs);
    const QString sentence = answer.outcome == Outcome::Redirected
        ? Tr::tr("Redirects to %1, which answers with status %2 after %3 ms.")
              .arg(visibleText(answer.finalAddress), status, took)
        : Tr::tr("Answers with status %1 after %2 ms.").arg(status, took);
    return answer.certificate ? sentence + u' ' + certificateSentence(*answer.certificate, now) : sentence;
}

QStringList webRemarks(const WebAnswer &answer)
{
    QStringList remarks;
    if (!isAnswer(answer))
        return remarks;
    if (endsElsewhere(answer))
        remarks.append(Tr::tr("What answers is another host: %1.").arg(visibleText(QUrl(answer.finalAddress).host())));
    if (endsPlain(answer))
        remarks.append(Tr::tr("The address that answers is not encrypted (http)."));
    return remarks;
}

QList<Finding> webFindings(const Server &server, const WebAnswer &answer, const QDateTime &now)
{
    QList<Finding> findings;
    const QString name = visibleText(shortName(server.name));
    const QString asked = Tr::tr("It was asked %1.").arg(ageInWords(answer.askedAt, now));
    const auto add = [&](const char *what, Severity severity, const QString &title, const QString &reason,
                         const QString &advice) {
        Finding finding = webFinding(server, what, severity, title);
        finding.reason = reason + u' ' + asked;
        finding.advice = advice;
        findings.append(finding);
    };
    if (answer.certificate) {
        if (const auto severity = certificateSeverity(*answer.certificate, now)) {
            const bool ends = answer.certificate->faults.isEmpty() && !isExpired(*answer.certificate, now);
            add("certificate", *severity,
                ends ? Tr::tr("The web certificate of %1 ends in %n days.", nullptr,
                              int(daysLeft(*answer.certificate, now)))
                           .arg(name)
                     : Tr::tr("The web certificate of %1 is not accepted.").arg(name),
                certificateSentence(*answer.certificate, now), failureAdvice(Outcome::CertificateProblem));
        }
    }
    if (answer.outcome == Outcome::CertificateProblem && !findings.isEmpty())
        return findings;
    if (!isAnswer(answer)) {
        const bool isItsFault = answer.outcome != Outcome::NotFollowed && answer.outcome != Outcome::ProxyFailed;
        add("answer", isItsFault ? Severity::Warning : Severity::Info, failureTitle(answer.outcome).arg(name),
            failureSentence(answer), failureAdvice(answer.outcome));
        return findings;
    }
    if (answer.status >= 400) {
        const bool broken = answer.status >= 500;
        add("status", broken ? Severity::Warning : Severity::Info,
            Tr::tr("The web address of %1 answers with status %2.").arg(name, QString::number(answer.status)),
            broken ? Tr::tr("A status from 500 on is the server's own fault.")
                   : Tr::tr("A status from 400 on says that there is no page for everybody at this address."),
            Tr::tr("Open the address in a browser, and see the web server's log."));
    }
    if (endsElsewhere(answer))
        add("elsewhere", Severity::Info, Tr::tr("The web address of %1 leads to another host.").arg(name),
            Tr::tr("%1 answers in its place.").arg(visibleText(answer.finalAddress)),
            Tr::tr("See whether the matrix should name that address."));
    if (endsPlain(answer))
        add("plain", Severity::Info, Tr::tr("The web address of %1 is not encrypted.").arg(name),
            Tr::tr("%1 answers without https.").arg(visibleText(answer.finalAddress)),
            Tr::tr("People's passwords may be read on the way; see whether the server can offer https."));
    return findings;
}

} // namespace Nightkeep
