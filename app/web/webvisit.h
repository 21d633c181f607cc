// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/reachability/webcheck.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QSet>
#include <QSslConfiguration>
#include <QTimer>

#include <chrono>
#include <memory>

namespace Nightkeep {

/// One visit to a web address with all its redirects. Lives on one thread with an event loop, which
/// is the prober's and never the window's.
class WebVisit final : public QObject
{
    Q_OBJECT

public:
    WebVisit(const QUrl &address, std::chrono::milliseconds limit, const CancelToken &cancel,
             const QByteArray &extraAuthorities);
    ~WebVisit() override;

    void start();
    /// Once ended; nullopt: it was cancelled.
    [[nodiscard]] std::optional<WebAnswer> answer() const;

signals:
    void ended(); ///< once

private:
    enum class Method { Head, Get };
    void ask(const QUrl &url, Method method);
    void metadataArrived();
    void replyFinished();
    void sslFailed(const QList<QSslError> &errors);
    void followOrEnd(int status);
    void takeCertificate(const QSslConfiguration &configuration);
    void takeError();
    void drop();
    void end(WebAnswer::Outcome outcome);

    CancelToken m_cancel;
    QSslConfiguration m_tls;
    QNetworkAccessManager m_network;
    QTimer m_limit;
    QTimer m_watch; ///< for the token, which tells nobody
    QElapsedTimer m_since; ///< the present address was asked
    QNetworkReply *m_reply = nullptr;
    QUrl m_url;
    Method m_method = Method::Head;
    QSet<QString> m_seen;
    WebAnswer m_answer;
    bool m_ended = false;
    bool m_cancelled = false;
};

} // namespace Nightkeep
