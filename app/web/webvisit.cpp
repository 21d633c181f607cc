// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/webvisit.h"

#include "app/apptr.h"
#include "app/web/addresskind.h"

#include <QHostInfo>
#include <QNetworkInterface>
#include <QNetworkProxyFactory>
#include <QSslCertificate>
#include <QSslError>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

using Outcome = WebAnswer::Outcome;

constexpr std::chrono::milliseconds watchStep {50};
constexpr qint64 pieceBytes = 16 * 1024;
constexpr qsizetype longestDetail = 2000;
constexpr qsizetype longestTarget = 300; // of a redirect, which a sentence names

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

Outcome outcomeOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Outcome::Refused;
    case QAbstractSocket::HostNotFoundError:
        return Outcome::NoName;
    case QAbstractSocket::SocketTimeoutError:
        return Outcome::TimedOut;
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Outcome::NotUnderstood;
    default:
        return Outcome::Unreachable;
    }
}

bool isOfProxy(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return true;
    default:
        return false;
    }
}

/// By its name alone (RFC 6761); a proxy would take it for itself.
bool isLocalName(const QString &host)
{
    const QString name = host.endsWith(u'.') ? host.chopped(1) : host;
    return name == QLatin1String("localhost") || name.endsWith(QLatin1String(".localhost"));
}

bool isEncrypted(const QUrl &url)
{
    return url.scheme() == QLatin1String("https");
}

/// What this machine sends such a request through, as its surroundings say.
QNetworkProxy proxyFor(const QUrl &url)
{
    QNetworkProxy proxy = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url)).value(0);
    if (proxy.type() == QNetworkProxy::HttpCachingProxy)
        proxy.setType(QNetworkProxy::HttpProxy);
    const bool isOne = proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::Socks5Proxy;
    return isOne ? proxy : QNetworkProxy(QNetworkProxy::NoProxy);
}

} // namespace

WebVisit::WebVisit(const QUrl &address, std::chrono::milliseconds limit, const CancelToken &cancel,
                   const QByteArray &extraAuthorities, NameLookup names)
    : m_cancel(cancel)
    , m_names(std::move(names))
    , m_tls(QSslConfiguration::defaultConfiguration())
    , m_url(address)
    , m_own(QNetworkInterface::allAddresses())
{
    m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!extraAuthorities.isEmpty())
        m_tls.addCaCertificates(QSslCertificate::fromData(extraAuthorities, QSsl::Pem));
    m_answer.asked = shownAddress(address);
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        if (m_socket && isAskedOfProxy() && !m_connected)
            blameProxy(AppTr::tr("it did not answer in time"));
        else
            failWith(Outcome::TimedOut);
    });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &WebVisit::waitNoLonger);
    m_watch.setInterval(watchStep);
    connect(&m_watch, &QTimer::timeout, this, [this] {
        if (!m_cancel.isCancelled())
            return;
        m_cancelled = true;
        end(Outcome::Unreachable);
    });
}

WebVisit::~WebVisit()
{
    drop();
}

void WebVisit::start()
{
    m_limit.start();
    m_watch.start();
    ask(m_url);
}

std::optional<WebAnswer> WebVisit::answer() const
{
    return m_cancelled ? std::nullopt : std::optional(m_answer);
}

void WebVisit::ask(const QUrl &url)
{
    drop();
    m_url = url;
    m_method = Method::Head;
    m_seen.insert(shownAddress(url));
    m_proxy = proxyFor(url);
    if (const QHostAddress literal(url.host()); !literal.isNull()) {
        namesResolved({literal});
    } else if (m_names) {
        namesResolved(m_names(url.host()));
    } else {
        m_lookup = QHostInfo::lookupHost(url.host(), this, [this](const QHostInfo &info) {
            m_lookup = -1;
            m_answer.detail = info.error() == QHostInfo::NoError ? QString() : info.errorString().left(longestDetail);
            namesResolved(info.addresses());
        });
        if (isProxied()) // perhaps since names outside are not known here
            m_patience.start(m_limit.remainingTime() / 4);
    }
}

void WebVisit::namesResolved(const QList<QHostAddress> &found)
{
    m_targets.clear();
    m_judged = found.value(0);
    if (isProxied() && QHostAddress(m_url.host()).isNull()) {
        m_answer.detail.clear(); // what is not known here may be known to the proxy
        if (isLocalName(m_url.host()))
            m_judged = QHostAddress(QHostAddress::LocalHost);
        QList<QHostAddress> all = found;
        all.append(m_judged);
        const auto inwards =
            std::find_if(all.cbegin(), all.cend(), [this](const QHostAddress &each) { return !mayBeLedTo(each); });
        if (inwards != all.cend()) {
            notFollowed(shownAddress(m_url), *inwards);
            return;
        }
        m_targets.append(m_url.host());
        connectToTarget();
        return;
    }
    for (const bool old : {true, false}) { // what has both is more often reached by the old one
        for (const QHostAddress &address : found) {
            const bool isOld = address.protocol() == QAbstractSocket::IPv4Protocol;
            if (isOld == old && mayBeLedTo(address))
                m_targets.append(address.toString());
        }
    }
    if (!m_targets.isEmpty()) {
        connectToTarget();
    } else if (!found.isEmpty()) {
        notFollowed(shownAddress(m_url), found.first());
    } else {
        m_answer.finalAddress = shownAddress(m_url);
        failWith(Outcome::NoName);
    }
}

void WebVisit::connectToTarget()
{
    drop();
    m_answer.finalAddress = shownAddress(m_url);
    m_answer.certificate.reset();
    m_head = {};
    m_connected = false;
    m_sent = false;
    m_socket = new QSslSocket(this);
    m_socket->setReadBufferSize(ResponseHead::MostBytes);
    m_socket->setSslConfiguration(m_tls);
    connect(m_socket, &QSslSocket::connected, this, &WebVisit::connected);
    connect(m_socket, &QSslSocket::encrypted, this, &WebVisit::encrypted);
    connect(m_socket, &QSslSocket::readyRead, this, &WebVisit::read);
    connect(m_socket, &QSslSocket::sslErrors, this, &WebVisit::sslFailed);
    connect(m_socket, &QSslSocket::errorOccurred, this, &WebVisit::failed);
    m_since.start();
    const QString target = m_targets.first();
    const auto port = quint16(m_url.port(isEncrypted(m_url) ? 443 : 80));
    if (m_targets.size() > 1) // an address that swallows everything leaves the others their time
        m_patience.start(m_limit.remainingTime() / (int(m_targets.size()) + 1));
    // Failing at once, it may be another socket's turn already when these come back.
    if (isEncrypted(m_url)) {
        m_socket->setProxy(m_proxy);
        m_socket->connectToHostEncrypted(target, port, m_url.host());
    } else if (isAskedOfProxy()) {
        m_socket->setProxy(QNetworkProxy::NoProxy);
        m_socket->connectToHost(m_proxy.hostName(), m_proxy.port());
    } else {
        m_socket->setProxy(m_proxy);
        m_socket->connectToHost(target, port);
    }
}

void WebVisit::waitNoLonger()
{
    if (m_lookup >= 0) {
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
        namesResolved({});
    } else if (!m_connected && m_targets.size() > 1) {
        m_targets.removeFirst();
        connectToTarget();
    }
}

bool WebVisit::isAskedOfProxy() const
{
    return m_proxy.type() == QNetworkProxy::HttpProxy && !isEncrypted(m_url);
}

bool WebVisit::mayBeLedTo(const QHostAddress &address) const
{
    return !m_from || mayLead(*m_from, address, m_own);
}

void WebVisit::connected()
{
    m_connected = true;
    m_patience.stop();
    const QHostAddress peer = isProxied() ? m_judged : m_socket->peerAddress();
    if (!mayBeLedTo(peer)) {
        m_socket->disconnect(this);
        m_socket->abort(); // before anything is said
        notFollowed(shownAddress(m_url), peer);
        return;
    }
    if (!m_from)
        m_from = peer;
    if (!isEncrypted(m_url))
        send();
}

void WebVisit::encrypted()
{
    takeCertificate();
    send();
}

void WebVisit::send()
{
    m_sent = true;
    QByteArray target = m_url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (m_url.hasQuery())
        target += '?' + m_url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray more;
    if (isAskedOfProxy()) {
        target = m_url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveUserInfo);
        if (!m_proxy.user().isEmpty())
            more = "\r\nProxy-Authorization: Basic " + (m_proxy.user() + u':' + m_proxy.password()).toUtf8().toBase64();
    }
    m_socket->write((m_method == Method::Head ? "HEAD " : "GET ") + target
                    + " HTTP/1.1\r\nHost: " + m_url.authority(QUrl::FullyEncoded).toLatin1() + more
                    + "\r\nUser-Agent: Nightkeep\r\nAccept: */*\r\nConnection: close\r\n\r\n");
}

void WebVisit::read()
{
    while (m_head.state() == ResponseHead::State::Unfinished && m_socket->bytesAvailable() > 0)
        m_head.add(m_socket->read(pieceBytes));
    const bool isOther = m_head.state() == ResponseHead::State::Whole
        ? refusesHead(m_head.status())
        : m_head.state() != ResponseHead::State::Unfinished;
    if (isOther && m_sent && m_method == Method::Head) {
        m_method = Method::Get;
        connectToTarget();
        return;
    }
    switch (m_head.state()) {
    case ResponseHead::State::Unfinished:
        return;
    case ResponseHead::State::TooLong:
        m_answer.detail = AppTr::tr("What goes before the page is longer than a server has a reason for.");
        failWith(Outcome::NotUnderstood);
        return;
    case ResponseHead::State::NotHttp:
        m_answer.detail = AppTr::tr("What came does not begin as an answer of HTTP does.");
        failWith(Outcome::NotUnderstood);
        return;
    case ResponseHead::State::Whole:
        if (m_head.status() == 407 && isAskedOfProxy()) {
            blameProxy(AppTr::tr("it wants a user and a password, or others than it was given"));
            return;
        }
        m_answer.status = m_head.status();
        m_answer.firstByteMs = int(m_since.elapsed());
        followOrEnd();
        return;
    }
}

void WebVisit::followOrEnd()
{
    const QByteArray location = m_head.location();
    if (!isRedirect(m_head.status()) || location.isEmpty()) {
        end(m_answer.redirects.isEmpty() ? Outcome::Answered : Outcome::Redirected);
        return;
    }
    m_answer.redirects.append({m_answer.finalAddress, m_head.status()});
    QUrl next = m_url.resolved(QUrl::fromEncoded(location));
    next.setUserInfo(QString()); // nobody but a person says who they are
    const Result<QUrl> address = webAddress(QString::fromUtf8(next.toEncoded()));
    if (!address)
        notFollowed(QString::fromUtf8(location), {});
    else if (m_answer.redirects.size() >= MostRedirects || m_seen.contains(shownAddress(*address)))
        end(Outcome::RedirectLoop);
    else
        ask(*address);
}

void WebVisit::notFollowed(const QString &target, const QHostAddress &address)
{
    // Where the name says nothing of where it leads, that is told too.
    const bool isName = !address.isNull() && address != QHostAddress(m_url.host());
    const QString shown = target.left(longestTarget);
    m_answer.detail = isName ? QStringLiteral("%1 (%2)").arg(shown, address.toString()) : shown;
    m_answer.finalAddress = m_answer.redirects.isEmpty() ? m_answer.asked : m_answer.redirects.last().address;
    end(Outcome::NotFollowed);
}

void WebVisit::takeCertificate()
{
    if (const QSslCertificate certificate = m_socket->peerCertificate(); !certificate.isNull())
        m_answer.certificate = described(certificate);
}

void WebVisit::sslFailed(const QList<QSslError> &errors)
{
    // Nothing is ignored: the request fails. What was shown is kept, since it tells what is wrong.
    takeCertificate();
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

void WebVisit::failed(QAbstractSocket::SocketError error)
{
    const QSslSocket *const socket = m_socket;
    read(); // what came before it broke off
    if (m_ended || m_socket != socket)
        return;
    const bool hungUp = error == QAbstractSocket::RemoteHostClosedError;
    if (!m_connected && m_targets.size() > 1) {
        m_targets.removeFirst();
        connectToTarget();
    } else if (isOfProxy(error) || (isAskedOfProxy() && !m_connected)) {
        blameProxy(m_socket->errorString());
    } else if (hungUp && m_sent && m_method == Method::Head) {
        m_method = Method::Get;
        connectToTarget();
    } else {
        m_answer.detail = m_socket->errorString().left(longestDetail);
        failWith(outcomeOf(error));
    }
}

void WebVisit::blameProxy(const QString &reason)
{
    m_answer.detail = AppTr::tr("The proxy is %1, port %2: %3")
                          .arg(m_proxy.hostName(), QString::number(m_proxy.port()), reason)
                          .left(longestDetail);
    failWith(Outcome::ProxyFailed);
}

void WebVisit::failWith(Outcome outcome)
{
    m_answer.status = 0; // of a redirect, perhaps: this address gave none
    m_answer.firstByteMs = -1;
    end(outcome);
}

void WebVisit::drop()
{
    m_patience.stop();
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookup, -1));
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->deleteLater(); // it may be what calls
    m_socket = nullptr;
}

void WebVisit::end(Outcome outcome)
{
    if (m_ended)
        return;
    m_ended = true;
    m_limit.stop();
    m_watch.stop();
    m_answer.outcome = outcome;
    drop();
    emit ended();
}

} // namespace Nightkeep
