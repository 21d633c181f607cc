// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mariadbfixture.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr int startSeconds = 180; // of three processes, each of which a busy machine may let wait

Result<QString> findProgram(const QString &name)
{
    QString path = QStandardPaths::findExecutable(name);
    if (path.isEmpty()) // Debian keeps servers out of an ordinary user's PATH
        path = QStandardPaths::findExecutable(
            name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"), QStringLiteral("/usr/libexec")});
    if (path.isEmpty())
        return fail(ErrorKind::MissingTool,
                    QStringLiteral("The program %1 is not installed; the tests need a real MariaDB.").arg(name),
                    QStringLiteral("Install the packages mariadb-server-core and mariadb-client-core."));
    return path;
}

QString quoted(const QString &name, QChar quote)
{
    QString inside = name;
    inside.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    inside.replace(quote, QString(2, quote));
    return quote + inside + quote;
}

// mariadbd refuses to run as root unless it is told that this is meant.
QStringList userOption()
{
    return ::geteuid() == 0 ? QStringList {QStringLiteral("--user=root")} : QStringList();
}

QString lastLines(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll().right(4000));
}

} // namespace

MariaDbFixture::~MariaDbFixture()
{
    kill();
}

QString MariaDbFixture::socketPath() const
{
    return m_folder.filePath(QStringLiteral("s"));
}

Result<void> MariaDbFixture::install()
{
    const Result<QString> installer = findProgram(QStringLiteral("mariadb-install-db"));
    if (!installer)
        return fail(installer.error());
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(
        *installer,
        QStringList {QStringLiteral("--no-defaults"),
                     QStringLiteral("--datadir=") + m_folder.filePath(QStringLiteral("data")),
                     QStringLiteral("--auth-root-authentication-method=normal"), QStringLiteral("--skip-test-db"),
                     QStringLiteral("--skip-name-resolve"), QStringLiteral("--innodb-buffer-pool-size=16M"),
                     QStringLiteral("--innodb-log-file-size=4M"), QStringLiteral("--innodb-flush-log-at-trx-commit=0"),
                     QStringLiteral("--innodb-flush-method=nosync")}
            + userOption());
    if (!process.waitForFinished(startSeconds * 1000) || process.exitCode() != 0)
        return fail(ErrorKind::Failed, QStringLiteral("mariadb-install-db could not make a data folder."), {},
                    QString::fromUtf8(process.readAll()));
    return {};
}

Result<void> MariaDbFixture::start(const QStringList &serverOptions)
{
    const Result<QString> server = findProgram(QStringLiteral("mariadbd"));
    if (!server)
        return fail(server.error());
    const Result<QString> client = findProgram(QStringLiteral("mariadb"));
    if (!client)
        return fail(client.error());
    m_client = *client;
    if (!m_folder.isValid())
        return fail(ErrorKind::Failed, m_folder.errorString());
    if (!QFileInfo::exists(m_folder.filePath(QStringLiteral("data")))) {
        Result<void> installed = install();
        // Some of its releases crash now and then while they make their own tables.
        for (int again = 0; !installed && again < 2; ++again) {
            QDir(m_folder.filePath(QStringLiteral("data"))).removeRecursively();
            installed = install();
        }
        if (!installed)
            return installed;
    }

    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
    // A test that is killed runs no destructor; its server must not outlive it.
    m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_server.start(
        *server,
        QStringList {QStringLiteral("--no-defaults"),
                     QStringLiteral("--datadir=") + m_folder.filePath(QStringLiteral("data")),
                     QStringLiteral("--socket=") + socketPath(),
                     QStringLiteral("--pid-file=") + m_folder.filePath(QStringLiteral("pid")),
                     QStringLiteral("--tmpdir=") + m_folder.path(), QStringLiteral("--skip-networking"),
                     QStringLiteral("--skip-log-bin"), QStringLiteral("--skip-name-resolve"),
                     QStringLiteral("--connect-timeout=600"), // for a login that the machine holds up
                     QStringLiteral("--performance-schema=OFF"), QStringLiteral("--character-set-server=utf8mb4"),
                     QStringLiteral("--innodb-buffer-pool-size=16M"), QStringLiteral("--innodb-log-file-size=4M"),
                     QStringLiteral("--innodb-flush-log-at-trx-commit=0"),
                     QStringLiteral("--innodb-flush-method=nosync"), QStringLiteral("--innodb-fast-shutdown=2"),
                     QStringLiteral("--key-buffer-size=1M"), QStringLiteral("--aria-pagecache-buffer-size=8M")}
            + userOption() + serverOptions);
    if (!m_server.waitForStarted())
        return fail(ErrorKind::Failed, QStringLiteral("mariadbd did not start: %1").arg(m_server.errorString()));
    return waitUntilItAnswers();
}

Result<void> MariaDbFixture::waitUntilItAnswers()
{
    const QDeadlineTimer deadline(startSeconds * 1000);
    while (!deadline.hasExpired()) {
        // Waits for the server's end, which is what would make asking again pointless.
        if (m_server.waitForFinished(20) || m_server.state() == QProcess::NotRunning)
            return fail(ErrorKind::Failed, QStringLiteral("mariadbd ended while it was starting."), {},
                        lastLines(m_folder.filePath(QStringLiteral("log"))));
        if (QFileInfo::exists(socketPath()) && sql(QStringLiteral("SELECT 1")))
            return {};
    }
    kill(); // whoever tries again gets another one
    return fail(ErrorKind::TimedOut, QStringLiteral("mariadbd did not answer within %1 seconds.").arg(startSeconds), {},
                lastLines(m_folder.filePath(QStringLiteral("log"))));
}

void MariaDbFixture::stop()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.terminate();
    if (!m_server.waitForFinished(startSeconds * 1000)) // killed, it would lose what it wrote last
        kill();
}

void MariaDbFixture::kill()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.kill();
    m_server.waitForFinished(-1);
    QFile::remove(socketPath());
}

Result<QByteArray> MariaDbFixture::sql(const QString &statements, const QString &database)
{
    // By the socket, and newer clients want a certificate proved wherever a server offers TLS.
    QStringList arguments {QStringLiteral("--no-defaults"),
                           QStringLiteral("--socket=") + socketPath(),
                           QStringLiteral("--skip-ssl"),
                           QStringLiteral("--user=root"),
                           QStringLiteral("--batch"),
                           QStringLiteral("--skip-column-names"),
                           QStringLiteral("--default-character-set=utf8mb4")};
    if (!database.isEmpty())
        arguments += QStringLiteral("--database=") + database;
    QProcess client;
    client.start(m_client, arguments);
    client.write(statements.toUtf8());
    client.closeWriteChannel();
    if (!client.waitForFinished(startSeconds * 1000) || client.exitStatus() != QProcess::NormalExit
        || client.exitCode() != 0)
        return fail(ErrorKind::Failed, QStringLiteral("The private MariaDB refused: %1").arg(statements.left(200)), {},
                    QString::fromUtf8(client.readAllStandardError()));
    return client.readAllStandardOutput();
}

Result<void> MariaDbFixture::createDatabase(const QString &name, const QString &charset)
{
    QString statement = QStringLiteral("CREATE DATABASE ") + quoted(name, QLatin1Char('`'));
    if (!charset.isEmpty())
        statement += QStringLiteral(" CHARACTER SET ") + charset;
    return sql(statement).map([](const QByteArray &) {});
}

Result<void> MariaDbFixture::createUser(const QString &name, const QString &password, const QStringList &grants)
{
    const QString user = quoted(name, QLatin1Char('\'')) + QStringLiteral("@'localhost'");
    QString statements =
        QStringLiteral("CREATE OR REPLACE USER %1 IDENTIFIED BY %2;").arg(user, quoted(password, QLatin1Char('\'')));
    for (const QString &grant : grants)
        statements += QStringLiteral("GRANT %1 TO %2;").arg(grant, user);
    return sql(statements).map([](const QByteArray &) {});
}

} // namespace Nightkeep
