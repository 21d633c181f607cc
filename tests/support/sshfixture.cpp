// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sshfixture.h"

#include "tests/support/processwatch.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>

#include <arpa/inet.h>
#include <csignal>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

QString currentUser()
{
    const passwd *const entry = ::getpwuid(::getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString();
}

sockaddr_in loopback(int port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<quint16>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    int port = 0;
    if (::bind(socket, reinterpret_cast<sockaddr *>(&address), size) == 0
        && ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size) == 0)
        port = ntohs(address.sin_port);
    ::close(socket);
    return port;
}

/// sshd 9.8 and later lock out an address after failed logins, which tests make on purpose.
bool hasPenalties()
{
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"), {QStringLiteral("-V")});
    ssh.waitForFinished(-1);
    static const QRegularExpression version(QStringLiteral("OpenSSH_(\\d+)\\.(\\d+)"));
    const auto match = version.match(QString::fromLatin1(ssh.readAllStandardError()));
    const int number = match.captured(1).toInt() * 100 + match.captured(2).toInt();
    return number >= 908;
}

} // namespace

SshFixture::~SshFixture()
{
    stop();
    if (m_kept >= 0)
        ::close(m_kept);
}

QString SshFixture::path(const char *name) const
{
    return m_folder.filePath(QString::fromLatin1(name));
}

bool SshFixture::writeFile(const QString &fileName, const QByteArray &bytes)
{
    QFile file(fileName);
    // Of a file that others may write ssh reads nothing.
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size())
        return true;
    m_problem = QStringLiteral("%1: %2").arg(fileName, file.errorString());
    return false;
}

bool SshFixture::makeKey(const QString &fileName)
{
    QFile::remove(fileName);
    QFile::remove(fileName + QStringLiteral(".pub"));
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                  QString(), QStringLiteral("-C"), QStringLiteral("nightkeep-test"), QStringLiteral("-f"), fileName});
    if (keygen.waitForFinished(-1) && keygen.exitCode() == 0)
        return true;
    m_problem = QStringLiteral("ssh-keygen: %1").arg(QString::fromLocal8Bit(keygen.readAllStandardError()));
    return false;
}

QByteArray SshFixture::serverConfig() const
{
    QStringList lines = m_options.extraConfig; // of two lines with one name sshd takes the first
    lines += {
        QStringLiteral("ListenAddress 127.0.0.1"),
        QStringLiteral("Port %1").arg(m_port),
        QStringLiteral("HostKey %1").arg(path("host_key")),
        QStringLiteral("AuthorizedKeysFile %1").arg(path("authorized_keys")),
        QStringLiteral("AllowUsers %1").arg(currentUser()),
        QStringLiteral("PermitRootLogin yes"),
        QStringLiteral("PasswordAuthentication %1").arg(QLatin1String(m_options.passwords ? "yes" : "no")),
        QStringLiteral("MaxSessions %1").arg(m_options.maxSessions),
        QStringLiteral("StrictModes no"),
        QStringLiteral("UsePAM no"),
        QStringLiteral("KbdInteractiveAuthentication no"),
        QStringLiteral("PidFile none"),
        // Not what the person who runs the tests has in a .bashrc, which bash reads for sshd's commands too.
        QStringLiteral("SetEnv HOME=%1").arg(m_folder.path()),
        QStringLiteral("UseDNS no"),
        QStringLiteral("PrintMotd no"),
        QStringLiteral("PrintLastLog no"),
        QStringLiteral("LogLevel VERBOSE"),
    };
    if (m_options.extraConfig.filter(QStringLiteral("MaxStartups")).isEmpty()) // of two of these it takes the last
        lines.append(QStringLiteral("MaxStartups 200:30:300"));
    if (hasPenalties())
        lines.append(QStringLiteral("PerSourcePenalties no"));
    if (!m_options.forcedCommand.isEmpty())
        lines.append(QStringLiteral("ForceCommand %1").arg(m_options.forcedCommand));
    return lines.join(QLatin1Char('\n')).toLocal8Bit() + '\n';
}

bool SshFixture::start(const Options &options)
{
    m_options = options;
    if (!m_folder.isValid()) {
        m_problem = m_folder.errorString();
        return false;
    }
    if (!makeKey(path("host_key")) || !makeKey(path("identity")))
        return false;
    QFile publicKey(path("identity.pub"));
    if (!publicKey.open(QIODevice::ReadOnly) || !writeFile(path("authorized_keys"), publicKey.readAll()))
        return false;
    // Debian's sshd wants this folder when it runs as root; its service would have made it.
    if (::getuid() == 0 && !QDir().mkpath(QStringLiteral("/run/sshd"))) {
        m_problem = QStringLiteral("/run/sshd cannot be made");
        return false;
    }
    for (int attempt = 0; attempt < 5; ++attempt) {
        m_port = freePort(); // somebody else may take it before sshd does: then another
        if (launch())
            return true;
    }
    return false;
}

bool SshFixture::launch()
{
    if (!writeFile(path("sshd_config"), serverConfig()))
        return false;
    // sshd must be called by its full path: it runs itself again for each connection.
    QString sshd = QStandardPaths::findExecutable(QStringLiteral("sshd"));
    if (sshd.isEmpty())
        sshd = QStandardPaths::findExecutable(QStringLiteral("sshd"), {QStringLiteral("/usr/sbin")});
    if (sshd.isEmpty()) {
        m_problem = QStringLiteral("sshd is not installed (Debian: openssh-server)");
        return false;
    }
    const QStringList arguments {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"), path("sshd_config")};
    const qsizetype before = log().size();
    m_sshd.setStandardErrorFile(path("sshd.log"), QIODevice::Append);
    m_sshd.setStandardOutputFile(QProcess::nullDevice());
    // A test that is killed cannot stop it.
    m_sshd.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    if (m_options.mountScript.isEmpty()) {
        m_sshd.start(sshd, arguments);
    } else {
        const QString script = m_options.mountScript + QStringLiteral("\nexec \"$@\"\n");
        m_sshd.start(QStringLiteral("unshare"),
                     QStringList {QStringLiteral("--mount"), QStringLiteral("--propagation"), QStringLiteral("private"),
                                  QStringLiteral("/bin/sh"), QStringLiteral("-ec"), script, QStringLiteral("mounts"),
                                  sshd}
                         + arguments);
    }
    // By its own word: what answers at the port may be somebody else's, who took it first, and a knock would be another
    // connection of which the log and the list of its processes tell.
    const QByteArray listens = "Server listening on 127.0.0.1 port " + QByteArray::number(m_port) + '.';
    const QDeadlineTimer deadline(60000);
    while (!deadline.hasExpired()) {
        if (m_sshd.waitForFinished(10) || m_sshd.state() == QProcess::NotRunning)
            break;
        if (log().mid(before).contains(listens))
            return true;
    }
    m_problem = QStringLiteral("sshd did not come up: %1 %2").arg(m_sshd.errorString(), QString::fromLocal8Bit(log()));
    stop();
    return false;
}

void SshFixture::stop()
{
    if (m_sshd.state() == QProcess::NotRunning)
        return;
    const QList<qint64> sessions = descendants(); // each is a session leader: the listener's end does not end it
    m_sshd.terminate();
    if (!m_sshd.waitForFinished(5000)) {
        m_sshd.kill();
        m_sshd.waitForFinished(-1);
    }
    for (const qint64 session : sessions)
        ::kill(static_cast<pid_t>(session), SIGKILL);
}

bool SshFixture::closePort()
{
    stop();
    m_kept = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1; // connections that have ended may still have it
    ::setsockopt(m_kept, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const sockaddr_in address = loopback(m_port);
    if (::bind(m_kept, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return true;
    m_problem = QStringLiteral("port %1 was given to somebody else").arg(m_port);
    return false;
}

QList<qint64> SshFixture::descendants() const
{
    return descendantsOf(m_sshd.processId());
}

QByteArray SshFixture::log() const
{
    QFile file(path("sshd.log"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString SshFixture::fingerprint() const
{
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"), {QStringLiteral("-lf"), path("host_key.pub")});
    keygen.waitForFinished(-1);
    return QString::fromLatin1(keygen.readAllStandardOutput()).section(QLatin1Char(' '), 1, 1);
}

bool SshFixture::swapHostKey()
{
    stop();
    return makeKey(path("host_key")) && launch();
}

bool SshFixture::setPassphrase(const QString &passphrase)
{
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 {QStringLiteral("-q"), QStringLiteral("-p"), QStringLiteral("-P"), QString(), QStringLiteral("-N"),
                  passphrase, QStringLiteral("-f"), path("identity")});
    return keygen.waitForFinished(-1) && keygen.exitCode() == 0;
}

QString SshFixture::sshConfig(const QString &alias, const QStringList &extra) const
{
    QStringList lines {QStringLiteral("Host %1").arg(alias)};
    lines += extra;
    lines += {
        QStringLiteral("HostName 127.0.0.1"),
        QStringLiteral("Port %1").arg(m_port),
        QStringLiteral("User %1").arg(currentUser()),
        QStringLiteral("IdentityFile %1").arg(path("identity")),
        QStringLiteral("IdentitiesOnly yes"),
        QStringLiteral("IdentityAgent none"),
        QStringLiteral("GlobalKnownHostsFile /dev/null"),
    };
    return lines.join(QStringLiteral("\n    ")) + QLatin1Char('\n');
}

QByteArray SshFixture::knownHostsLine() const
{
    QFile key(path("host_key.pub"));
    if (!key.open(QIODevice::ReadOnly))
        return {};
    const QByteArrayList words = key.readAll().split(' ');
    return "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + words.value(0) + ' ' + words.value(1) + '\n';
}

QString SshFixture::configFile(const QStringList &extra)
{
    const QString fileName = path("ssh_config");
    return writeFile(fileName, sshConfig(QStringLiteral("nightkeep-test"), extra).toLocal8Bit()) ? fileName : QString();
}

QString SshFixture::knownHostsFile()
{
    const QString fileName = path("known_hosts");
    return writeFile(fileName, knownHostsLine()) ? fileName : QString();
}

Server SshFixture::server(const QString &name) const
{
    Server server;
    server.name = name;
    server.connection.host = QStringLiteral("nightkeep-test");
    return server;
}

} // namespace Nightkeep
