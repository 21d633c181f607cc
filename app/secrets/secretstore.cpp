// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/secretstore.h"

#include "app/apptr.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <memory>

namespace Nightkeep {

struct SecretStore::Answer
{
    QKeychain::Error code = QKeychain::OtherError;
    QString detail;
    QString text;
};

namespace {

class Keychain;
Keychain &keychain();
void endKeychain();

class Keychain
{
public:
    Keychain()
    {
        m_home.moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("keychain"));
        m_thread.start();
        // With the application, while D-Bus is there. At the end of the process that, begun later, goes first: a thread
        // that still has an answer of it to clear away would do so in what is gone.
        qAddPostRoutine(endKeychain);
    }
    ~Keychain() { end(); }
    void end()
    {
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] QThread *thread() { return &m_thread; }
    [[nodiscard]] QObject *home() { return &m_home; } ///< lives on that thread: where jobs are begun

private:
    QThread m_thread;
    QObject m_home;
};

Keychain &keychain()
{
    static Keychain one;
    return one;
}

void endKeychain()
{
    keychain().end();
}

bool onWindowThread()
{
    const QCoreApplication *application = QCoreApplication::instance();
    return application && application->inherits("QGuiApplication") && QThread::currentThread() == application->thread();
}

// Backends differ in the code they give when the session has no keychain at all: a missing service
// is OtherError for some of them.
bool hasNoKeychain(QKeychain::Error code)
{
    return code == QKeychain::NoBackendAvailable || code == QKeychain::NotImplemented || code == QKeychain::OtherError;
}

Error noKeychain(const QString &detail)
{
    return {ErrorKind::MissingTool, AppTr::tr("This session has no keychain that Nightkeep could use."),
            AppTr::tr("Start a keychain service, such as GNOME Keyring or KWallet. Without one the password is asked "
                      "for, or given by an option of nightkeepctl, and never stored."),
            detail};
}

Error refused(const QString &detail)
{
    return {ErrorKind::PermissionDenied, AppTr::tr("The keychain refused to open."),
            AppTr::tr("Unlock it, then try again."), detail};
}

} // namespace

SecretStore::SecretStore(const QString &service, std::chrono::milliseconds limit)
    : m_service(service)
    , m_limit(limit)
{
}

Result<SecretStore::Answer> SecretStore::ask(const MakeJob &makeJob)
{
    if (onWindowThread() || QThread::currentThread() == keychain().thread())
        return fail(ErrorKind::Internal, AppTr::tr("The keychain was asked on a thread that must not wait."));
    struct Shared
    {
        QSemaphore done;
        Answer answer;
    };
    const auto shared = std::make_shared<Shared>(); // outlives this call where the time limit passes
    QMetaObject::invokeMethod(
        keychain().home(),
        [shared, makeJob, home = keychain().home()] {
            QKeychain::Job *job = makeJob();
            job->setInsecureFallback(false);
            QObject::connect(job, &QKeychain::Job::finished, home, [shared](QKeychain::Job *finished) {
                shared->answer.code = finished->error();
                shared->answer.detail = finished->errorString();
                if (const auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(finished))
                    shared->answer.text = reading->textData();
                shared->done.release();
            });
            job->start();
        },
        Qt::QueuedConnection);
    if (!shared->done.tryAcquire(1, int(m_limit.count())))
        return fail(ErrorKind::TimedOut, AppTr::tr("The keychain did not answer in time."),
                    AppTr::tr("Look for its window, unlock it, then try again."));
    return shared->answer;
}

Result<Secret> SecretStore::read(const QString &key)
{
    const Result<Answer> answer = ask([service = m_service, key]() -> QKeychain::Job * {
        auto *job = new QKeychain::ReadPasswordJob(service);
        job->setKey(key);
        return job;
    });
    if (!answer)
        return fail(answer.error());
    switch (answer->code) {
    case QKeychain::NoError:
        return Secret {answer->text, {}};
    case QKeychain::EntryNotFound:
        return Secret {std::nullopt, AppTr::tr("The keychain holds no password for this yet.")};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return fail(refused(answer->detail));
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return Secret {std::nullopt, noKeychain({}).message};
}

Result<void> SecretStore::write(const QString &key, const QString &text)
{
    const Result<Answer> answer = ask([service = m_service, key, text]() -> QKeychain::Job * {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setKey(key);
        job->setTextData(text);
        return job;
    });
    if (!answer)
        return fail(answer.error());
    if (answer->code == QKeychain::NoError)
        return {};
    return hasNoKeychain(answer->code) ? fail(noKeychain(answer->detail)) : fail(refused(answer->detail));
}

Result<void> SecretStore::remove(const QString &key)
{
    const Result<Answer> answer = ask([service = m_service, key]() -> QKeychain::Job * {
        auto *job = new QKeychain::DeletePasswordJob(service);
        job->setKey(key);
        return job;
    });
    if (!answer)
        return fail(answer.error());
    if (answer->code == QKeychain::NoError || answer->code == QKeychain::EntryNotFound)
        return {};
    return hasNoKeychain(answer->code) ? fail(noKeychain(answer->detail)) : fail(refused(answer->detail));
}

} // namespace Nightkeep
