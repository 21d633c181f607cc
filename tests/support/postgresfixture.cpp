// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/postgresfixture.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr int postgresStartSeconds = 180; // of processes each of which a busy machine may let wait

/// The newest version's; Debian keeps them out of PATH.
QString postgresPrograms()
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList folders;
    for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders += versions.filePath(version + QStringLiteral("/bin"));
    const auto version = [&versions](const QString &folder) {
        return versions.relativeFilePath(folder).section(u'/', 0, 0).toInt();
    };
    std::sort(folders.begin(), folders.end(),
              [&version](const QString &one, const QString &other) { return version(one) > version(other); });
    for (const QString &folder : std::as_const(folders)) {
        if (QFileInfo(folder + QStringLiteral("/initdb")).isExecutable())
            return folder;
    }
    return QFileInfo(QStandardPaths::findExecutable(QStringLiteral("initdb"))).path();
}

/// As whom the server runs, where this is root; else nobody else.
const passwd *postgresUser()
{
    if (::geteuid() != 0)
        return nullptr;
    const passwd *const own = ::getpwnam("postgres");
    return own != nullptr ? own : ::getpwnam("nobody");
}

QString postgresQuoted(const QString &name, QChar quote)
{
    QString inside = name;
    inside.replace(quote, QString(2, quote));
    return quote + inside + quote;
}

QString postgresLog(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().right(4000)) : QString();
}

} // namespace

// Where a socket's name has room, and where another user may go.
PostgresFixture::PostgresFixture()
    : m_folder(QStringLiteral("/tmp/nightkeep-pg-XXXXXX"))
{
}

PostgresFixture::~PostgresFixture()
{
    kill();
}

QString PostgresFixture::socketPath() const
{
    return m_folder.filePath(QStringLiteral(".s.PGSQL.5432"));
}

void PostgresFixture::prepare(QProcess &process) const
{
    const passwd *const user = postgresUser();
    const uid_t uid = user != nullptr ? user->pw_uid : ::geteuid();
    const gid_t gid = user != nullptr ? user->pw_gid : ::getegid();
    const bool isOther = user != nullptr;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_folder.path());
    process.setChildProcessModifier([uid, gid, isOther] {
        if (isOther && (::setgroups(0, nullptr) != 0 || ::setgid(gid) != 0 || ::setuid(uid) != 0))
            ::_exit(126);
        // A test that is killed runs no destructor; its server must not outlive it. After the change of user, which
        // takes this back.
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    });
}

Result<void> PostgresFixture::install()
{
    QProcess process;
    prepare(process);
    process.start(m_programs + QStringLiteral("/initdb"),
                  {QStringLiteral("--pgdata=") + m_folder.filePath(QStringLiteral("data")),
                   QStringLiteral("--username=postgres"), QStringLiteral("--auth=trust"),
                   QStringLiteral("--encoding=UTF8"), QStringLiteral("--locale=C"), QStringLiteral("--no-sync"),
                   QStringLiteral("--no-instructions")});
    if (!process.waitForFinished(postgresStartSeconds * 1000) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0)
        return fail(ErrorKind::Failed, QStringLiteral("initdb could not make a data folder."), {},
                    QString::fromUtf8(process.readAll()));
    QFile rules(m_folder.filePath(QStringLiteral("data/pg_hba.conf")));
    const QByteArray lines = "local all postgres trust\n"
                             "local all clear password\n"
                             "local all barred reject\n"
                             "local all all md5\n"; // by scram-sha-256 where the password is kept so
    if (!rules.open(QIODevice::WriteOnly | QIODevice::Truncate) || rules.write(lines) != lines.size())
        return fail(ErrorKind::Failed, rules.errorString());
    return {};
}

Result<void> PostgresFixture::start()
{
    if (!m_folder.isValid())
        return fail(ErrorKind::Failed, m_folder.errorString());
    m_programs = postgresPrograms();
    for (const char *name : {"initdb", "postgres", "psql"}) {
        if (!QFileInfo(m_programs + u'/' + QLatin1String(name)).isExecutable())
            return fail(ErrorKind::MissingTool,
                        QStringLiteral("The program %1 is not installed; the tests need a real PostgreSQL.")
                            .arg(QLatin1String(name)),
                        QStringLiteral("Install the package postgresql."));
    }
    if (const passwd *const user = postgresUser();
        user != nullptr && ::chown(QFile::encodeName(m_folder.path()).constData(), user->pw_uid, user->pw_gid) != 0)
        return fail(ErrorKind::Failed, QStringLiteral("The folder %1 cannot be given away.").arg(m_folder.path()));
    if (!QFileInfo::exists(m_folder.filePath(QStringLiteral("data")))) {
        if (const Result<void> installed = install(); !installed)
            return installed;
    }
    prepare(m_server);
    m_server.setStandardOutputFile(m_folder.filePath(QStringLiteral("log")), QIODevice::Append);
    const auto set = [](const char *option) { return QStringList {QStringLiteral("-c"), QString::fromLatin1(option)}; };
    m_server.start(m_programs + QStringLiteral("/postgres"),
                   QStringList {QStringLiteral("-D"), m_folder.filePath(QStringLiteral("data")), QStringLiteral("-k"),
                                m_folder.path(), QStringLiteral("-p"), QStringLiteral("5432")}
                       + set("listen_addresses=") + set("fsync=off") + set("full_page_writes=off")
                       + set("synchronous_commit=off") + set("shared_buffers=16MB") + set("max_connections=30")
                       + set("autovacuum=off") + set("authentication_timeout=600") + set("log_statement=none"));
    if (!m_server.waitForStarted())
        return fail(ErrorKind::Failed, QStringLiteral("postgres did not start: %1").arg(m_server.errorString()));
    return waitUntilItAnswers();
}

Result<void> PostgresFixture::waitUntilItAnswers()
{
    const QDeadlineTimer deadline(postgresStartSeconds * 1000);
    while (!deadline.hasExpired()) {
        // Waits for the server's end, which is what would make asking again pointless.
        if (m_server.waitForFinished(20) || m_server.state() == QProcess::NotRunning)
            return fail(ErrorKind::Failed, QStringLiteral("postgres ended while it was starting."), {},
                        postgresLog(m_folder.filePath(QStringLiteral("log"))));
        if (QFileInfo::exists(socketPath()) && sql(QStringLiteral("SELECT 1")))
            return {};
    }
    kill(); // whoever tries again gets another one
    return fail(ErrorKind::TimedOut,
                QStringLiteral("postgres did not answer within %1 seconds.").arg(postgresStartSeconds), {},
                postgresLog(m_folder.filePath(QStringLiteral("log"))));
}

void PostgresFixture::kill()
{
    if (!isRunning())
        return;
    // Not by SIGKILL: what works for a session would go on until it notices.
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    if (!m_server.waitForFinished(postgresStartSeconds * 1000)) {
        m_server.kill();
        m_server.waitForFinished(-1);
    }
}

Result<QByteArray> PostgresFixture::sql(const QString &statements, const QString &database)
{
    QProcess client;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PGCLIENTENCODING"), QStringLiteral("UTF8"));
    environment.insert(QStringLiteral("PGOPTIONS"), QStringLiteral("-c client_min_messages=error"));
    client.setProcessEnvironment(environment);
    client.start(m_programs + QStringLiteral("/psql"),
                 {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-A"), QStringLiteral("-t"),
                  QStringLiteral("-F\t"), QStringLiteral("-vON_ERROR_STOP=1"),
                  QStringLiteral("-h") + QFileInfo(socketPath()).path(), QStringLiteral("-p5432"),
                  QStringLiteral("-Upostgres"),
                  QStringLiteral("-d") + (database.isEmpty() ? QStringLiteral("postgres") : database)});
    client.write(statements.toUtf8() + ";\n");
    client.closeWriteChannel();
    if (!client.waitForFinished(postgresStartSeconds * 1000) || client.exitStatus() != QProcess::NormalExit
        || client.exitCode() != 0)
        return fail(ErrorKind::Failed, QStringLiteral("The private PostgreSQL refused: %1").arg(statements.left(200)),
                    {}, QString::fromUtf8(client.readAllStandardError()));
    return client.readAllStandardOutput();
}

Result<void> PostgresFixture::createDatabase(const QString &name, const QString &encoding)
{
    return sql(QStringLiteral("CREATE DATABASE %1 TEMPLATE template0 ENCODING '%2'")
                   .arg(postgresQuoted(name, u'"'), encoding.isEmpty() ? QStringLiteral("UTF8") : encoding))
        .map([](const QByteArray &) {});
}

Result<void> PostgresFixture::createUser(const QString &name, const QString &password, const QString &encryption)
{
    return sql(QStringLiteral("SET password_encryption = '%1'; CREATE ROLE %2 LOGIN PASSWORD %3")
                   .arg(encryption, postgresQuoted(name, u'"'), postgresQuoted(password, u'\'')))
        .map([](const QByteArray &) {});
}

} // namespace Nightkeep
