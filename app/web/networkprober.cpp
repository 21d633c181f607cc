// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/networkprober.h"

#include "app/apptr.h"
#include "app/web/webvisit.h"

#include <QEventLoop>
#include <QSslSocket>
#include <QThread>

#include <memory>

namespace Nightkeep {

NetworkProber::NetworkProber(QByteArray extraAuthorities, NameLookup names)
    : m_extraAuthorities(std::move(extraAuthorities))
    , m_names(std::move(names))
{
}

Result<WebAnswer> NetworkProber::probe(const QUrl &address, std::chrono::milliseconds limit, const CancelToken &cancel)
{
    if (address.scheme() == QLatin1String("https") && !QSslSocket::supportsSsl())
        return fail(ErrorKind::MissingTool, AppTr::tr("This machine cannot ask https addresses: it has no OpenSSL."),
                    AppTr::tr("Install the package libssl3 (Debian 12) or libssl3t64 (Debian 13)."));
    std::optional<WebAnswer> answer;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        QEventLoop loop;
        WebVisit visit(address, limit, cancel, m_extraAuthorities, m_names);
        QObject::connect(&visit, &WebVisit::ended, &loop, &QEventLoop::quit, Qt::QueuedConnection);
        visit.start();
        loop.exec();
        answer = visit.answer();
    }));
    thread->start();
    thread->wait();
    if (!answer)
        return fail(ErrorKind::Cancelled, AppTr::tr("Asking the web address was stopped."));
    return *answer;
}

} // namespace Nightkeep
