// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/web/networkprober.h"
#include "app/web/responsehead.h"
#include "models/base/canceltoken.h"
#include "models/reachability/webcheck.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QObject>
#include <QSet>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <optional>

namespace Nightkeep {

/// One visit to a web address with all its redirects, of which none is followed to a kind of address that the first
/// server has no share in: what is judged is the address that is connected to, whatever a name led to before. Through a
/// proxy, which looks names up where it stands, all addresses are judged that a name has here. Reads heads alone, of
/// ResponseHead::MostBytes at most. Lives on one thread with an event loop, which is the prober's and never the
/// window's.
class WebVisit final : public QObject
{
    Q_OBJECT

public:
    WebVisit(const QUrl &address, std::chrono::milliseconds limit, const CancelToken &cancel,
             const QByteArray &extraAuthorities, NameLookup names);
    ~WebVisit() override;

    void start();
    /// Once ended; nullopt: it was cancelled.
    [[nodiscard]] std::optional<WebAnswer> answer() const;

signals:
    void ended(); ///< once

private:
    enum class Method { Head, Get };
    void ask(const QUrl &url);
    void namesResolved(const QList<QHostAddress> &found);
    void connectToTarget();
    void waitNoLonger();
    void connected();
    void encrypted();
    void send();
    void read();
    void failed(QAbstractSocket::SocketError error);
    void sslFailed(const QList<QSslError> &errors);
    void followOrEnd();
    void notFollowed(const QString &target, const QHostAddress &address);
    void takeCertificate();
    void failWith(WebAnswer::Outcome outcome);
    void drop();
    void end(WebAnswer::Outcome outcome);
    void blameProxy(const QString &reason);
    [[nodiscard]] bool isProxied() const { return m_proxy.type() != QNetworkProxy::NoProxy; }
    [[nodiscard]] bool isAskedOfProxy() const; ///< itself, which asks on; else it lets us through, encrypted
    [[nodiscard]] bool mayBeLedTo(const QHostAddress &address) const;

    CancelToken m_cancel;
    NameLookup m_names; ///< empty: the machine's
    QSslConfiguration m_tls;
    QTimer m_limit;
    QTimer m_patience; ///< with a part, where there is another way to go on
    QTimer m_watch; ///< for the token, which tells nobody
    QElapsedTimer m_since; ///< the present address was asked
    QUrl m_url;
    Method m_method = Method::Head;
    QNetworkProxy m_proxy {QNetworkProxy::NoProxy};
    int m_lookup = -1; ///< of a name, under way
    QList<QHostAddress> m_own; ///< this machine's
    std::optional<QHostAddress> m_from; ///< the first server; a null one is not known here
    QHostAddress m_judged; ///< of the present host, where a proxy stands before it
    QStringList m_targets; ///< addresses of the present one's host, the first of which is asked
    QSslSocket *m_socket = nullptr;
    bool m_connected = false;
    bool m_sent = false;
    ResponseHead m_head;
    QSet<QString> m_seen;
    WebAnswer m_answer;
    bool m_ended = false;
    bool m_cancelled = false;
};

} // namespace Nightkeep
