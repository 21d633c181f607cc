// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/askpasslistener.h"

#include "app/apptr.h"
#include "app/ssh/askpass.h"
#include "models/base/bytepath.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QThread>

namespace Nightkeep {

namespace {

constexpr int CallerTimeLimitMs = 30000; // our own helper sends its question at once, if it is let run
constexpr qsizetype LongestCommandLine = 400; // shown
constexpr int WatchInterval = 20; // milliseconds
constexpr std::chrono::milliseconds PollInterval {4}; // the master's socket is there after some 30 ms

QByteArray randomToken()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator *const random = QRandomGenerator::system();
    for (char &byte : bytes)
        byte = static_cast<char>(random->bounded(256));
    return bytes.toHex();
}

AskpassQuestion::Kind kindOf(const QByteArray &word)
{
    return word == "confirm" ? AskpassQuestion::Kind::Confirmation
        : word == "none"     ? AskpassQuestion::Kind::Notice
                             : AskpassQuestion::Kind::Secret;
}

/// The line from who asks up to the ssh that we started; empty for a stranger.
QList<ProcessMark> lineOf(const UnixSocket &caller, const ProcessMark &ssh)
{
    return UnixSocket::TellsPeers ? lineTo(caller.peerProcess(), ssh) : QList<ProcessMark> {ssh};
}

/// The configuration that an ssh was told to read.
QByteArray configurationIn(const QByteArrayList &arguments)
{
    const qsizetype at = arguments.indexOf("-F");
    return at < 0 ? QByteArray() : arguments.value(at + 1);
}

/// The host that this ssh is for, if it is one that ssh itself started for a ProxyJump: it has our rules and ends with
/// "-W [HOST]:PORT JUMPHOST". What a person's ProxyCommand ends with may be anything.
QByteArray jumpHostIn(const QByteArrayList &arguments, const QByteArray &rules)
{
    const qsizetype last = arguments.size() - 1;
    const bool isAJump = !rules.isEmpty() && configurationIn(arguments) == rules && arguments.value(last - 2) == "-W"
        && arguments.value(last - 1).startsWith('[');
    return isAJump ? arguments.at(last) : QByteArray();
}

/// Who asks by this askpass: its parent, which is the ssh, or another program, that has the question.
QString askerOf(const QList<ProcessMark> &line)
{
    if (line.size() < 3) // it, and the ssh for the server itself
        return {};
    const QByteArrayList parent = argumentsOf(line.at(1).id);
    const QByteArray jumpHost = jumpHostIn(parent, configurationIn(argumentsOf(line.last().id)));
    if (!jumpHost.isEmpty())
        return AppTr::tr("For %1, on the way to the server:").arg(visibleText(QString::fromUtf8(jumpHost)));
    return AppTr::tr("A program on the way to the server asks (%1):")
        .arg(visibleText(QString::fromUtf8(parent.join(' ').left(LongestCommandLine))));
}

/// While a person thinks: notices that the job is cancelled or that the asker has gone, so that the
/// question does not stand there for nobody.
class EndWatch
{
public:
    EndWatch(const UnixSocket &caller, const CancelToken &cancel)
        : m_thread(QThread::create([this, &caller, cancel] {
            while (!m_answered.isCancelled() && !m_over.isCancelled()) {
                if (cancel.isCancelled() || caller.waitForHangUp(WatchInterval))
                    m_over.cancel();
            }
        }))
    {
        m_thread->start();
    }
    ~EndWatch()
    {
        m_answered.cancel();
        m_thread->wait();
    }
    EndWatch(const EndWatch &) = delete;
    EndWatch &operator=(const EndWatch &) = delete;

    [[nodiscard]] const CancelToken &over() const { return m_over; }

private:
    CancelToken m_answered;
    CancelToken m_over;
    std::unique_ptr<QThread> m_thread;
};

QMap<QString, QString> askpassEnvironment(const QString &program)
{
    return {{QStringLiteral("SSH_ASKPASS"), program}, {QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("force")}};
}

} // namespace

AskpassListener::AskpassListener(const QString &socketPath, const QString &program)
    : m_path(socketPath)
    , m_program(program)
    , m_token(randomToken())
    , m_socket(UnixSocket::listenAt(QFile::encodeName(socketPath)))
{
}

AskpassListener::~AskpassListener()
{
    QFile::remove(m_path);
}

QMap<QString, QString> AskpassListener::environment() const
{
    QMap<QString, QString> environment = askpassEnvironment(m_program);
    environment.insert(QString::fromLatin1(AskpassSocketVariable), m_path);
    environment.insert(QString::fromLatin1(AskpassTokenVariable), QString::fromLatin1(m_token));
    return environment;
}

QString AskpassQuestion::inWords() const
{
    return asker.isEmpty() ? text : asker + u'\n' + text;
}

void AskpassListener::serve(const ProcessMark &ssh, const AskpassAnswer &answer, const CancelToken &cancel) const
{
    const UnixSocket caller = m_socket.accept();
    if (!caller.isValid())
        return;
    const QList<ProcessMark> line = lineOf(caller, ssh);
    if (line.isEmpty())
        return;
    const QByteArray message = caller.receive(CallerTimeLimitMs);
    const qsizetype tokenEnd = message.indexOf('\0');
    const qsizetype kindEnd = message.indexOf('\0', tokenEnd + 1);
    if (tokenEnd < 0 || kindEnd < 0 || message.left(tokenEnd) != m_token)
        return;
    const AskpassQuestion question {QString::fromUtf8(message.mid(kindEnd + 1)),
                                    kindOf(message.mid(tokenEnd + 1, kindEnd - tokenEnd - 1)), askerOf(line)};
    std::optional<QString> words;
    {
        const EndWatch watch(caller, cancel);
        words = answer(question, watch.over());
    }
    if (words && lineOf(caller, ssh) == line) // the same process still, not another by its number
        static_cast<void>(caller.send('A' + words->toUtf8())); // if ssh has gone meanwhile, nobody needs it
}

QMap<QString, QString> unattendedEnvironment()
{
    // BatchMode does not reach the ssh that a jump host is reached with; this does.
    return askpassEnvironment(QStringLiteral("/bin/false"));
}

StartEnding attendStart(ProcessKeeper &keeper, const std::shared_ptr<KeptProcess> &process,
                        const AskpassListener *listener, const AskpassAnswer &answer,
                        const std::function<bool()> &ready, const CancelToken &cancel, std::chrono::milliseconds limit)
{
    QElapsedTimer elapsed;
    elapsed.start();
    qint64 asking = 0;
    ProcessMark ssh;
    while (!process->waitForEnd(PollInterval)) {
        if (ready())
            return StartEnding::Ready;
        if (cancel.isCancelled()) {
            keeper.stop(process);
            return StartEnding::Cancelled;
        }
        if (elapsed.elapsed() - asking > limit.count()) {
            keeper.stop(process);
            return StartEnding::TimedOut;
        }
        if (!ssh.isValid())
            ssh = markOf(process->processId());
        if (listener && (ssh.isValid() || !UnixSocket::TellsPeers)) {
            const qint64 before = elapsed.elapsed();
            listener->serve(ssh, answer, cancel);
            asking += elapsed.elapsed() - before;
        }
    }
    return StartEnding::Ended;
}

} // namespace Nightkeep
