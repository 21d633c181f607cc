// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/serverlook.h"

#include "app/apptr.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/sshclient.h"
#include "models/base/bytepath.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds LongestLook {30000};
constexpr char KeyWasGood[] = "debug1: SSH2_MSG_NEWKEYS sent"; // what follows says nothing of host keys
constexpr char LoginBegins[] = "debug1: SSH2_MSG_SERVICE_ACCEPT received";

/// The name of the program, too, which it begins with.
bool isDebugging(const QByteArray &line)
{
    return line.startsWith("OpenSSH_") || withoutDebugging(line) != line;
}

void hearOthers(ServerLook &look, const QByteArray &others, const QString &rulesFile)
{
    const QByteArray mark = "debug1: Reading configuration data " + QFile::encodeName(rulesFile);
    bool isOurs = false;
    bool mayHostsSpeak = false;
    const QByteArrayList lines = others.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray words = line.trimmed();
        if (words == mark)
            isOurs = !rulesFile.isEmpty();
        else if (words == KeyWasGood || words == LoginBegins)
            mayHostsSpeak = true;
        else if (words.startsWith("debug1: Executing proxy command: "))
            isOurs = false;
        if (!isDebugging(line))
            (isOurs && !mayHostsSpeak ? look.onTheWay : look.quoted) += line + '\n';
        mayHostsSpeak = mayHostsSpeak || endsOwnWords(line);
    }
}

bool isAboutAHostKey(const AskpassQuestion &question)
{
    return hostKeyQuestion(question.text) || isHostKeyReminder(question.text);
}

/// What ssh sends nowhere when it gets no answer: it goes on to the next key. To a password it sends an empty one.
bool staysHere(const AskpassQuestion &question)
{
    return question.kind == AskpassQuestion::Kind::Notice
        || question.text.startsWith(QLatin1String("Enter passphrase for"));
}

} // namespace

QString shortKeyType(const QString &type)
{
    if (type.startsWith(QLatin1String("ecdsa-")))
        return QStringLiteral("ECDSA");
    return type.section(QLatin1Char('-'), 1, 1).toUpper();
}

ServerLook heardOfServer(const QByteArray &own, const QByteArray &others, const QString &rulesFile)
{
    static const QRegularExpression key(
        QStringLiteral("^debug1: Server host (?:key|(certificate)): (\\S+) (SHA256:[^\\s,]+)"));
    static const QRegularExpression version(QStringLiteral("^debug1: Remote protocol version \\S+, "
                                                           "remote software version (.+)$"));
    static const QRegularExpression signatures(QStringLiteral("^debug1: \\w+: server-sig-algs=<"));
    ServerLook look;
    bool wasKeyGood = false;
    bool areOwn = true;
    const QByteArrayList lines = own.split('\n');
    for (const QByteArray &bytes : lines) {
        const QString line = QString::fromUtf8(bytes.trimmed());
        const bool isOwn = areOwn;
        areOwn = areOwn && !endsOwnWords(bytes);
        if (!isDebugging(bytes)) {
            (isOwn && !wasKeyGood ? look.said : look.quoted) += bytes + '\n';
        } else if (!isOwn) {
            continue;
        } else if (line == QLatin1String(KeyWasGood)) {
            wasKeyGood = true;
        } else if (line == QLatin1String(LoginBegins)) {
            look.reachedLogin = true;
            break;
        } else if (const auto shown = key.match(line); shown.hasMatch() && !wasKeyGood) {
            look.shownKey = shortKeyType(shown.captured(2)) + QLatin1Char(' ') + shown.captured(3);
            look.showsCertificate = shown.hasCaptured(1);
        } else if (const auto named = version.match(line); named.hasMatch()) {
            look.software = named.captured(1);
        } else if (signatures.match(line).hasMatch()) {
            look.takesNewRsa = line.contains(QLatin1String("rsa-sha2-"));
        }
    }
    if (!look.reachedLogin)
        hearOthers(look, others, rulesFile);
    for (QByteArray *const words : {&look.said, &look.onTheWay, &look.quoted})
        *words = words->trimmed();
    return look;
}

Error reasonOf(const QString &server, const ServerLook &look, const SshConfigPlace &place)
{
    const bool isOnTheWay = !hasAReason(look.said) && hasAReason(look.onTheWay);
    Error error =
        isOnTheWay ? sshError(server, look.onTheWay, {QString(), place.file}) : sshError(server, look.said, place);
    QStringList details;
    for (const QByteArray &words : {look.said, look.onTheWay}) {
        if (!words.isEmpty())
            details << shownWords(words);
    }
    if (!look.quoted.isEmpty())
        details << AppTr::tr("Others on the way wrote: %1").arg(shownWords(look.quoted));
    error.detail = details.join(QLatin1Char('\n'));
    return error;
}

Result<ServerLook> lookAtServer(const SshWorld &world, const SshDestination &destination, const QString &server,
                                const AskpassAnswer &answer, const CancelToken &cancel, std::chrono::milliseconds limit)
{
    const AskpassListener listener(world.folder.newPath(QStringLiteral("a")), world.askpassProgram);
    if (!listener.isValid())
        return fail(ErrorKind::Internal, AppTr::tr("No socket could be made in \"%1\".").arg(world.folder.path()),
                    AppTr::tr("See whether that folder's disk is full."));
    if (!QDir().mkpath(QFileInfo(world.settings.knownHostsFile).path()))
        return fail(ErrorKind::ReadOnly,
                    AppTr::tr("The folder of \"%1\" cannot be made.").arg(world.settings.knownHostsFile),
                    AppTr::tr("See whether the disk is full or read-only."));
    ProcessRequest request;
    request.program = QStringLiteral("ssh");
    const QString logFile = world.folder.newPath(QStringLiteral("l"));
    request.arguments = asSshTakes(hostKeyArguments(world.settings, destination, logFile));
    request.environment = listener.environment();
    const std::shared_ptr<KeptProcess> process = world.keeper.start(request);
    bool hindered = false;
    std::optional<OfferedHostKey> unknownKey;
    const AskpassAnswer answerOrStop = [&](const AskpassQuestion &question,
                                           const CancelToken &over) -> std::optional<QString> {
        if (isAboutAHostKey(question)) {
            unknownKey = unknownKey ? unknownKey : hostKeyQuestion(question.text);
            return answer(question, over);
        }
        if (!staysHere(question)) {
            hindered = true;
            world.keeper.stop(process);
        }
        return std::nullopt;
    };
    // A server that is heard without end must not fill the disk.
    const auto isFlooded = [&logFile] { return QFileInfo(logFile).size() > LongestLog; };
    const StartEnding ending = attendStart(world.keeper, process, &listener, answerOrStop, isFlooded, cancel, limit);
    if (ending == StartEnding::Ready)
        world.keeper.stop(process);
    const QByteArray own = takenLog(logFile);
    if (ending == StartEnding::Cancelled)
        return fail(ErrorKind::Cancelled, AppTr::tr("The connection to %1 was cancelled.").arg(server));
    if (ending == StartEnding::TimedOut)
        return fail(ErrorKind::TimedOut, AppTr::tr("%1 did not show its host key within the time limit.").arg(server),
                    AppTr::tr("Check the network and whether the server is up."));
    if (ending == StartEnding::Ready)
        return fail(ErrorKind::Unreachable,
                    AppTr::tr("What answers for %1 talks without end before any login, and was left.").arg(server),
                    AppTr::tr("That is no ordinary ssh server. Check the address, or ask whoever runs it."));
    if (hindered)
        return fail(ErrorKind::AuthenticationFailed,
                    AppTr::tr("A host on the way to %1 asks for a password, which cannot be given here.").arg(server),
                    AppTr::tr("Log in there with a key of your agent (ssh-add), then try again."));
    const ProcessResult result = process->result().value_or(ProcessResult());
    if (result.ending == ProcessResult::Ending::NotStarted)
        return fail(ErrorKind::MissingTool, AppTr::tr("ssh could not be started: %1").arg(result.startError),
                    AppTr::tr("Install the OpenSSH client (package openssh-client)."));
    ServerLook look = heardOfServer(own, result.errors, world.settings.meetingFile);
    look.unknownKey = unknownKey;
    return look;
}

Result<ServerLook> lookAtServer(const SshWorld &world, const SshDestination &destination, const QString &server,
                                const CancelToken &cancel, std::chrono::milliseconds limit)
{
    const AskpassAnswer refuse = [](const AskpassQuestion &, const CancelToken &) { return QStringLiteral("no"); };
    return lookAtServer(world, destination, server, refuse, cancel, std::min(LongestLook, limit));
}

Error explained(const QString &server, Error error, const ServerLook &look, const SshConfigPlace &place)
{
    if (!look.reachedLogin && (hasAReason(look.said) || hasAReason(look.onTheWay)))
        return reasonOf(server, look, place);
    if (error.kind == ErrorKind::AuthenticationFailed) {
        const QString oldSignature = QStringLiteral("PubkeyAcceptedAlgorithms +ssh-rsa");
        if (look.reachedLogin && !look.takesNewRsa && sshTakes(oldSignature))
            error.advice += QLatin1Char(' ')
                + AppTr::tr("It is too old to take an RSA key by another signature than ssh-rsa, which ssh no longer "
                            "gives by itself. If yours is one: %1")
                      .arg(sshConfigLines({oldSignature}, place));
        return error;
    }
    if (!look.reachedLogin && !look.everything().trimmed().isEmpty())
        return reasonOf(server, look, place);
    if (!look.reachedLogin) {
        if (error.detail.isEmpty())
            error.detail = AppTr::tr("ssh gave no reason.");
        return error;
    }
    const QString words = error.detail.isEmpty() ? QString() : error.detail + QLatin1Char('\n');
    return {
        ErrorKind::Unreachable, AppTr::tr("%1 ended the connection during the login.").arg(server),
        AppTr::tr("Most likely the account there is closed or expired, or logins are stopped (nologin). Ask whoever "
                  "runs it; if it was the network, trying again helps."),
        words
            + AppTr::tr("Asked once more, it came as far as the login; its ssh server is %1.")
                  .arg(visibleText(look.software))};
}

} // namespace Nightkeep
