// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/secretstore.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace Nightkeep;

namespace {

const QString canary = QStringLiteral("canary-6d1f-secret");

} // namespace

/// A session without a keychain, as on a server or in a container: asked, not guessed, and nothing
/// is written anywhere instead.
class TstSecretStore : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;
    std::unique_ptr<SecretStore> m_store;

private slots:
    void initTestCase()
    {
        for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            qputenv(variable, m_home.path().toLocal8Bit());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_home.filePath(QStringLiteral("no-bus")).toLocal8Bit());
        for (const char *variable : {"DISPLAY", "KDE_FULL_SESSION", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP"})
            qunsetenv(variable);
        m_store = std::make_unique<SecretStore>(QStringLiteral("nightkeep-test"), std::chrono::seconds(90));
    }

    void readSaysWhyThereIsNone()
    {
        const Result<Secret> secret = m_store->read(QStringLiteral("moodle"));
        QVERIFY2(secret, secret ? "" : qPrintable(secret.error().message));
        QCOMPARE(secret->text, std::nullopt);
        QVERIFY(secret->whyNone.contains(QLatin1String("no keychain")));
    }

    void writeKeepsNothingAnywhereElse()
    {
        const Result<void> written = m_store->write(QStringLiteral("moodle"), canary);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::MissingTool);
        QVERIFY(!(written.error().message + written.error().advice + written.error().detail).contains(canary));
        QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(canary.toUtf8()), qPrintable(file.fileName()));
        }
        QVERIFY(!m_store->remove(QStringLiteral("moodle")));
    }

    void answersManyThreadsAtOnce()
    {
        std::vector<std::future<Result<Secret>>> askers;
        for (int i = 0; i < 8; ++i)
            askers.push_back(
                std::async(std::launch::async, [this, i] { return m_store->read(QStringLiteral("key %1").arg(i)); }));
        for (std::future<Result<Secret>> &asker : askers) {
            const Result<Secret> secret = asker.get();
            QVERIFY(secret);
            QCOMPARE(secret->text, std::nullopt);
        }
    }

    void cleanupTestCase() { m_store.reset(); }
};

NIGHTKEEP_TEST(TstSecretStore, unit, Core)
#include "tst_secretstore.moc"
