// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/webvisit.h"

#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslError>

#include <algorithm>

namespace Nightkeep {

namespace {

using Outcome = WebAnswer::Outcome;

constexpr std::chrono::milliseconds watchStep {50};
constexpr qint64 bodyBytes = 16 * 1024; // of a page that is never read
constexpr qsizetype longestDetail = 2000;

CertificateFault faultOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateExpired:
        return CertificateFault::Expired;
    case QSslError::CertificateNotYetValid:
        return CertificateFault::NotYetValid;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return CertificateFault::SelfSigned;
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return CertificateFault::UnknownIssuer;
    case QSslError::HostNameMismatch:
        return CertificateFault::WrongHost;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return CertificateFault::Revoked;
    default:
        return CertificateFault::Other;
    }
}

QString commonName(const QStringList &names, const QStringList &organisations)
{
    return names.isEmpty() ? organisations.value(0) : names.first();
}

WebCertificate described(const QSslCertificate &certificate)
{
    WebCertificate result;
    result.subject = commonName(certificate.subjectInfo(QSslCertificate::CommonName),
                                certificate.subjectInfo(QSslCertificate::Organization));
    result.issuer = commonName(certificate.issuerInfo(QSslCertificate::CommonName),
                               certificate.issuerInfo(QSslCertificate::Organization));
    result.validFrom = certificate.effectiveDate().toUTC();
    result.validTo = certificate.expiryDate().toUTC();
    return result;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Servers that know no HEAD say so in these ways; some just hang up.
bool refusesHead(int status)
{
    return status == 400 || status == 403 || status == 404 || status == 405 || status == 501;
}

Outcome outcomeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return Outcome::Refused;
    case QNetworkReply::HostNotFoundError:
        return Outcome::NoName;
    case QNetworkReply::TimeoutError:
        return Outcome::TimedOut;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return Outcome::NotUnderstood;
    default:
        return Outcome::Unreachable;
    }
}

} // namespace

WebVisit::WebVisit(const QUrl &address, std::chrono::milliseconds limit, const CancelToken &cancel,
                   const QByteArray &extraAuthorities)
    : m_cancel(cancel)
    , m_tls(QSslConfiguration::defaultConfiguration())
    , m_url(address)
{
    m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!extraAuthorities.isEmpty())
        m_tls.addCaCertificates(QSslCertificate::fromData(extraAuthorities, QSsl::Pem));
    m_answer.asked = shownAddress(address);
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, [this] { end(Outcome::TimedOut); });
    m_watch.setInterval(watchStep);
    connect(&m_watch, &QTimer::timeout, this, [this] {
        if (!m_cancel.isCancelled())
            return;
        m_cancelled = true;
        end(Outcome::Unreachable);
    });
    m_network.setAutoDeleteReplies(false);
}

WebVisit::~WebVisit()
{
    drop();
}

void WebVisit::start()
{
    m_limit.start();
    m_watch.start();
    ask(m_url, Method::Head);
}

std::optional<WebAnswer> WebVisit::answer() const
{
    return m_cancelled ? std::nullopt : std::optional(m_answer);
}

void WebVisit::ask(const QUrl &url, Method method)
{
    drop();
    m_url = url;
    m_method = method;
    m_answer.finalAddress = shownAddress(url);
    m_answer.certificate.reset();
    m_seen.insert(m_answer.finalAddress);

    QNetworkRequest request(url);
    request.setSslConfiguration(m_tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Nightkeep"));
    request.setRawHeader("Accept", "*/*");
    m_since.start();
    m_reply = method == Method::Head ? m_network.head(request) : m_network.get(request);
    m_reply->setReadBufferSize(bodyBytes);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &WebVisit::metadataArrived);
    connect(m_reply, &QNetworkReply::finished, this, &WebVisit::replyFinished);
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { takeCertificate(m_reply->sslConfiguration()); });
    connect(m_reply, &QNetworkReply::sslErrors, this, &WebVisit::sslFailed);
}

void WebVisit::metadataArrived()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200) // 100 and its kin come before the answer
        return;
    m_answer.status = status;
    m_answer.firstByteMs = int(m_since.elapsed());
    if (m_method == Method::Head && refusesHead(status))
        ask(m_url, Method::Get);
    else
        followOrEnd(status);
}

void WebVisit::followOrEnd(int status)
{
    const QByteArray location = m_reply->rawHeader("Location");
    if (!isRedirect(status) || location.isEmpty()) {
        end(m_answer.redirects.isEmpty() ? Outcome::Answered : Outcome::Redirected);
        return;
    }
    m_answer.redirects.append({m_answer.finalAddress, status});
    QUrl next = m_url.resolved(QUrl::fromEncoded(location));
    next.setUserInfo(QString()); // nobody but a person says who they are
    const Result<QUrl> address = webAddress(QString::fromUtf8(next.toEncoded()));
    if (!address) {
        m_answer.detail = QString::fromUtf8(location.left(longestDetail));
        end(Outcome::NotUnderstood);
    } else if (m_answer.redirects.size() >= MostRedirects || m_seen.contains(shownAddress(*address))) {
        end(Outcome::RedirectLoop);
    } else {
        ask(*address, Method::Head);
    }
}

void WebVisit::takeCertificate(const QSslConfiguration &configuration)
{
    if (const QSslCertificate certificate = configuration.peerCertificate(); !certificate.isNull())
        m_answer.certificate = described(certificate);
}

void WebVisit::sslFailed(const QList<QSslError> &errors)
{
    // Nothing is ignored: the request fails. What was shown is kept, since it tells what is wrong.
    takeCertificate(m_reply->sslConfiguration());
    QStringList words;
    for (const QSslError &error : errors) {
        if (!m_answer.certificate && !error.certificate().isNull())
            m_answer.certificate = described(error.certificate());
        words.append(error.errorString());
    }
    if (!m_answer.certificate)
        m_answer.certificate = WebCertificate();
    for (const QSslError &error : errors) {
        const CertificateFault fault = faultOf(error.error());
        if (!m_answer.certificate->faults.contains(fault))
            m_answer.certificate->faults.append(fault);
    }
    m_answer.detail = words.join(u'\n').left(longestDetail);
    m_answer.firstByteMs = -1;
    end(Outcome::CertificateProblem);
}

void WebVisit::replyFinished()
{
    if (m_ended || sender() != m_reply)
        return;
    if (m_reply->error() == QNetworkReply::NoError) { // without anything like a status: not HTTP
        m_answer.detail = m_reply->errorString().left(longestDetail);
        end(Outcome::NotUnderstood);
        return;
    }
    const bool hungUp =
        m_reply->error() == QNetworkReply::RemoteHostClosedError || m_reply->error() == QNetworkReply::ProtocolFailure;
    if (m_method == Method::Head && hungUp)
        ask(m_url, Method::Get);
    else
        takeError();
}

void WebVisit::takeError()
{
    m_answer.detail = m_reply->errorString().left(longestDetail);
    m_answer.status = 0; // of a redirect, perhaps: this address gave none
    m_answer.firstByteMs = -1;
    end(outcomeOf(m_reply->error()));
}

void WebVisit::drop()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    // Its end aborts it quietly; abort() would complain of an error that is on its way already.
    m_reply->deleteLater();
    m_reply = nullptr;
}

void WebVisit::end(Outcome outcome)
{
    if (m_ended)
        return;
    m_ended = true;
    m_limit.stop();
    m_watch.stop();
    if (outcome == Outcome::TimedOut) {
        m_answer.status = 0;
        m_answer.firstByteMs = -1;
    }
    m_answer.outcome = outcome;
    drop();
    emit ended();
}

} // namespace Nightkeep
