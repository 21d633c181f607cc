// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/hostkeys.h"

#include "app/apptr.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/ssherrors.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds MeetingLimit {40000};
constexpr std::chrono::milliseconds LookLimit {10000}; // for the fingerprint in a message

/// What was heard of a server that was met as far as its host key.
struct Meeting
{
    QByteArray said; ///< without ssh's debugging lines
    QString shownKey; ///< "ED25519 SHA256:..."; empty if it came to none
};

/// ssh-keygen's name of a key's type, which people know: "ED25519" for "ssh-ed25519".
QString shortType(const QString &type)
{
    if (type.startsWith(QLatin1String("ecdsa-")))
        return QStringLiteral("ECDSA");
    return type.section(QLatin1Char('-'), 1, 1).toUpper();
}

/// The last hop's own lines alone: a jump host's ssh is not asked to be talkative.
Meeting heard(const QByteArray &errors)
{
    static const QRegularExpression shown(QStringLiteral("^debug1: Server host key: (\\S+) (SHA256:\\S+)"));
    Meeting meeting;
    const QByteArrayList lines = errors.split('\n');
    for (const QByteArray &line : lines) {
        if (!line.startsWith("debug1: ")) {
            meeting.said += line + '\n';
            continue;
        }
        const auto match = shown.match(QString::fromUtf8(line));
        if (match.hasMatch())
            meeting.shownKey = shortType(match.captured(1)) + QLatin1Char(' ') + match.captured(2);
    }
    meeting.said = meeting.said.trimmed();
    return meeting;
}

/// Starts an ssh that asks about the host key, and returns what it said when it had ended.
Result<Meeting> meet(const SshWorld &world, const SshDestination &destination, const QString &server,
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
    request.arguments = hostKeyArguments(world.settings, destination);
    request.environment = listener.environment();
    const std::shared_ptr<KeptProcess> process = world.keeper.start(request);
    const StartEnding ending = attendStart(
        world.keeper, process, &listener, answer, [] { return false; }, cancel, limit);
    if (ending == StartEnding::Cancelled)
        return fail(ErrorKind::Cancelled, AppTr::tr("The connection to %1 was cancelled.").arg(server));
    if (ending == StartEnding::TimedOut)
        return fail(ErrorKind::TimedOut, AppTr::tr("%1 did not show its host key within the time limit.").arg(server),
                    AppTr::tr("Check the network and whether the server is up."));
    const ProcessResult result = process->result().value_or(ProcessResult());
    if (result.ending == ProcessResult::Ending::NotStarted)
        return fail(ErrorKind::MissingTool, AppTr::tr("ssh could not be started: %1").arg(result.startError),
                    AppTr::tr("Install the OpenSSH client (package openssh-client)."));
    return heard(result.errors);
}

/// How a meeting without a question ended: nothing if the key was good and only the login was not.
std::optional<Error> trouble(const QString &server, const QByteArray &said)
{
    if (said.isEmpty()) // it even let us in
        return std::nullopt;
    const Error error = sshError(server, said);
    if (error.kind == ErrorKind::AuthenticationFailed)
        return std::nullopt;
    return error;
}

/// The key that was trusted until now, as far as ssh's words name its place.
QString trustedKey(const QString &said)
{
    static const QRegularExpression offending(QStringLiteral("Offending (?:\\S+ )?key(?: for IP)? in (.+):(\\d+)"));
    static const QRegularExpression otherType(
        QStringLiteral("key found for host \\S+\\s+in (.+):(\\d+)\\s+(\\S+) key fingerprint (SHA256:[A-Za-z0-9+/=]+)"));
    if (const auto other = otherType.match(said); other.hasMatch())
        return other.captured(3) + QLatin1Char(' ') + other.captured(4);
    const auto place = offending.match(said);
    return place.hasMatch() ? knownKeyAt(place.captured(1), place.captured(2).toInt()) : QString();
}

Error fingerprinted(const QString &server, Error error, const Meeting &meeting)
{
    const QString said = QString::fromUtf8(meeting.said);
    const QString trusted = trustedKey(said);
    const auto type = [](const QString &key) { return key.section(QLatin1Char(' '), 0, 0); };
    // ssh of old calls this unknown, ssh of today changed.
    if (!trusted.isEmpty() && !meeting.shownKey.isEmpty() && type(trusted) != type(meeting.shownKey)) {
        error.message =
            AppTr::tr("%1 shows a host key of another type than the trusted one. Nothing was sent to it.").arg(server);
        if (error.kind == ErrorKind::HostKeyUnknown)
            error.advice =
                AppTr::tr("Ask whoever runs the server whether this key is its own too. Only then trust it.");
    }
    QStringList lines;
    if (!meeting.shownKey.isEmpty()) {
        error.message += QLatin1Char(' ') + AppTr::tr("It shows %1.").arg(meeting.shownKey);
        lines << AppTr::tr("Shown now: %1").arg(meeting.shownKey);
    }
    if (!trusted.isEmpty())
        lines << AppTr::tr("Trusted until now: %1").arg(trusted);
    error.detail = (lines << error.detail).join(QLatin1Char('\n'));
    return error;
}

} // namespace

QString knownKeyAt(const QString &fileName, int line)
{
    QFile file(fileName);
    if (line < 1 || !file.open(QIODevice::ReadOnly))
        return {};
    for (int before = 1; before < line && !file.atEnd(); ++before)
        file.readLine();
    QByteArrayList words = file.readLine().simplified().split(' ');
    if (words.value(0).startsWith('@')) // a marker: @revoked, @cert-authority
        words.removeFirst();
    const auto key = QByteArray::fromBase64Encoding(words.value(2), QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.isEmpty())
        return {};
    const QByteArray digest = QCryptographicHash::hash(key.decoded, QCryptographicHash::Sha256);
    return shortType(QString::fromUtf8(words.at(1))) + QStringLiteral(" SHA256:")
        + QString::fromLatin1(digest.toBase64(QByteArray::OmitTrailingEquals));
}

Error withFingerprints(const SshWorld &world, const SshDestination &destination, const QString &server,
                       const Error &error, const CancelToken &cancel, std::chrono::milliseconds limit)
{
    const AskpassAnswer refuse = [](const AskpassQuestion &, const CancelToken &) { return QStringLiteral("no"); };
    const Result<Meeting> met = meet(world, destination, server, refuse, cancel, std::min(LookLimit, limit));
    return met ? fingerprinted(server, error, *met) : error;
}

Result<OfferedHostKey> meetHostKey(const SshWorld &world, const SshDestination &destination, const QString &server,
                                   const CancelToken &cancel)
{
    std::optional<OfferedHostKey> offered;
    const AskpassAnswer answer = [&offered](const AskpassQuestion &question, const CancelToken &) {
        if (!offered)
            offered = hostKeyQuestion(question.text);
        return QStringLiteral("no");
    };
    const Result<Meeting> met = meet(world, destination, server, answer, cancel, MeetingLimit);
    if (!met)
        return fail(met.error());
    if (offered)
        return *offered;
    if (const std::optional<Error> error = trouble(server, met->said))
        return fail(fingerprinted(server, *error, *met));
    return fail(ErrorKind::NotFound, AppTr::tr("The host key of %1 is trusted already.").arg(server),
                AppTr::tr("There is nothing to do."));
}

Result<void> acceptHostKey(const SshWorld &world, const SshDestination &destination, const QString &server,
                           const OfferedHostKey &key, const CancelToken &cancel)
{
    bool accepted = false;
    std::optional<OfferedHostKey> other;
    const AskpassAnswer answer = [&](const AskpassQuestion &question, const CancelToken &) {
        const std::optional<OfferedHostKey> offered = hostKeyQuestion(question.text);
        if (offered && *offered == key) {
            accepted = true;
            return key.fingerprint;
        }
        if (offered && offered->host == key.host)
            other = offered;
        return QStringLiteral("no");
    };
    const Result<Meeting> met = meet(world, destination, server, answer, cancel, MeetingLimit);
    if (!met)
        return fail(met.error());
    if (other)
        return fail(ErrorKind::HostKeyChanged,
                    AppTr::tr("%1 now offers another host key than the one that was shown.").arg(server),
                    AppTr::tr("Nothing was trusted. Ask whoever runs the server for its fingerprint."),
                    AppTr::tr("Shown: %1. Offered now: %2.").arg(key.fingerprint, other->fingerprint));
    if (met->said.contains("Failed to add the host"))
        return fail(
            ErrorKind::ReadOnly,
            AppTr::tr("The key of %1 could not be written to \"%2\".").arg(server, world.settings.knownHostsFile),
            AppTr::tr("See whether the disk is full or read-only."), QString::fromUtf8(met->said));
    if (accepted)
        return {};
    if (const std::optional<Error> error = trouble(server, met->said))
        return fail(fingerprinted(server, *error, *met));
    return {}; // trusted by somebody else meanwhile
}

} // namespace Nightkeep
