// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/hostkeys.h"

#include "app/apptr.h"
#include "models/base/bytepath.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds MeetingLimit {40000};
constexpr qint64 LongestKnownHosts = 16LL * 1024 * 1024;

/// How a meeting without a question ended: nothing if the key was good.
std::optional<Error> trouble(const SshWorld &world, const SshDestination &destination, const QString &server,
                             const ServerLook &look)
{
    if (look.reachedLogin)
        return std::nullopt;
    if (look.showsCertificate)
        return Error {ErrorKind::HostKeyUnknown,
                      AppTr::tr("%1 shows a certificate with its host key. Whether that is the trusted one, a login "
                                "alone tells.")
                          .arg(server),
                      AppTr::tr("Try the connection. If it is refused, ask whoever runs the server for its key, or for "
                                "that of the authority that signed it."),
                      shownWords(look.everything())};
    return reasonOf(server, look, {destination.host, world.settings.configFile});
}

/// The key that was trusted until now, as far as ssh's words name its place.
QString trustedKey(const QString &said)
{
    static const QRegularExpression offending(QStringLiteral("^Offending (?:\\S+ )?key(?: for IP)? in (.+):(\\d+)"),
                                              QRegularExpression::MultilineOption);
    static const QRegularExpression otherType(
        QStringLiteral("^WARNING: \\S+ key found for host \\S+\\s+in (.+):(\\d+)\\s+(\\S+) key fingerprint "
                       "(SHA256:[A-Za-z0-9+/=]+)"),
        QRegularExpression::MultilineOption);
    if (const auto other = otherType.match(said); other.hasMatch())
        return other.captured(3) + QLatin1Char(' ') + other.captured(4);
    const auto place = offending.match(said);
    return place.hasMatch() ? knownKeyAt(place.captured(1), place.captured(2).toInt()) : QString();
}

bool isOfAHostKey(const Error &error)
{
    return error.kind == ErrorKind::HostKeyUnknown || error.kind == ErrorKind::HostKeyChanged;
}

/// What ssh asked about, and was refused.
Error askedAbout(const QString &server, const OfferedHostKey &key, const QString &detail)
{
    const QString shown = key.type + QLatin1Char(' ') + key.fingerprint;
    return {ErrorKind::HostKeyUnknown,
            AppTr::tr("%1 was not reached: the host key of %2 has not been trusted yet. It shows %3.")
                .arg(server, visibleText(key.host), shown),
            AppTr::tr("Compare its fingerprint with that machine's own and trust it."),
            AppTr::tr("Shown now: %1").arg(shown) + QLatin1Char('\n') + detail};
}

Error fingerprinted(const QString &server, Error error, const ServerLook &look)
{
    const QString said = QString::fromUtf8(look.said + '\n' + look.onTheWay);
    const QString trusted = trustedKey(said);
    const auto type = [](const QString &key) { return key.section(QLatin1Char(' '), 0, 0); };
    // ssh of old calls this unknown, ssh of today changed.
    if (!trusted.isEmpty() && !look.shownKey.isEmpty() && type(trusted) != type(look.shownKey)) {
        error.message =
            AppTr::tr("%1 shows a host key of another type than the trusted one. Nothing was sent to it.").arg(server);
        if (error.kind == ErrorKind::HostKeyUnknown)
            error.advice =
                AppTr::tr("Ask whoever runs the server whether this key is its own too. Only then trust it.");
    }
    QStringList lines;
    if (!look.shownKey.isEmpty()) {
        error.message += QLatin1Char(' ') + AppTr::tr("It shows %1.").arg(look.shownKey);
        lines << AppTr::tr("Shown now: %1").arg(look.shownKey);
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
    // Of a pipe or a device there may be no end.
    if (line < 1 || !QFileInfo(fileName).isFile() || !file.open(QIODevice::ReadOnly))
        return {};
    QByteArrayList words = file.read(LongestKnownHosts).split('\n').value(line - 1).simplified().split(' ');
    if (words.value(0).startsWith('@')) // a marker: @revoked, @cert-authority
        words.removeFirst();
    const auto key = QByteArray::fromBase64Encoding(words.value(2), QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.isEmpty())
        return {};
    const QByteArray digest = QCryptographicHash::hash(key.decoded, QCryptographicHash::Sha256);
    return shortKeyType(QString::fromUtf8(words.at(1))) + QStringLiteral(" SHA256:")
        + QString::fromLatin1(digest.toBase64(QByteArray::OmitTrailingEquals));
}

Error withReason(const QString &server, const Error &error, const ServerLook &look, const SshConfigPlace &place)
{
    if (isOfAHostKey(error) && look.reachedLogin)
        return {ErrorKind::Unreachable,
                AppTr::tr("The host key of %1, or of a host on the way to it, was refused; asked once more, it was "
                          "the trusted one.")
                    .arg(server),
                AppTr::tr("Try again. If it happens again, several machines may answer by that name: ask whoever "
                          "runs it."),
                error.detail};
    const Error reason = isOfAHostKey(error) ? reasonOf(server, look, place) : explained(server, error, look, place);
    if (isOfAHostKey(reason))
        return fingerprinted(server, reason, look);
    if (!look.reachedLogin && look.unknownKey)
        return askedAbout(server, *look.unknownKey, error.detail);
    if (!isOfAHostKey(error) || hasAReason(look.said))
        return reason;
    if (look.showsCertificate)
        return fingerprinted(
            server,
            {error.kind,
             AppTr::tr("A host key of %1, or of a host on the way to it, was refused, and nothing was sent to it. %1 "
                       "shows a certificate with its key: what ssh says further may be the server's words.")
                 .arg(server),
             AppTr::tr("Ask whoever runs the server for its key, or for that of the authority that signed it."),
             error.detail},
            look);
    return withoutProof(server, {error.kind, error.message, error.advice, error.detail + u'\n' + reason.detail});
}

Error withoutProof(const QString &server, const Error &error)
{
    if (!isOfAHostKey(error))
        return error;
    return {ErrorKind::Unreachable,
            AppTr::tr("%1 was not reached: what leads to it, or ssh itself, speaks of a host key.").arg(server),
            AppTr::tr("The details hold what was written. Try by hand what leads to the server: the login at a host on "
                      "the way, or a ProxyCommand of yours."),
            error.detail};
}

Result<OfferedHostKey> meetHostKey(const SshWorld &world, const SshDestination &destination, const QString &server,
                                   const CancelToken &cancel)
{
    const AskpassAnswer refuse = [](const AskpassQuestion &, const CancelToken &) { return QStringLiteral("no"); };
    const Result<ServerLook> met = lookAtServer(world, destination, server, refuse, cancel, MeetingLimit);
    if (!met)
        return fail(met.error());
    if (met->unknownKey)
        return *met->unknownKey;
    if (const std::optional<Error> error = trouble(world, destination, server, *met))
        return fail(fingerprinted(server, *error, *met));
    return OfferedHostKey {destination.host, met->shownKey.section(QLatin1Char(' '), 0, 0),
                           met->shownKey.section(QLatin1Char(' '), 1), true};
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
    const Result<ServerLook> met = lookAtServer(world, destination, server, answer, cancel, MeetingLimit);
    if (!met)
        return fail(met.error());
    if (other)
        return fail(ErrorKind::HostKeyChanged,
                    AppTr::tr("%1 now offers another host key than the one that was shown.").arg(server),
                    AppTr::tr("Nothing was trusted. Ask whoever runs the server for its fingerprint."),
                    AppTr::tr("Shown: %1. Offered now: %2.").arg(key.fingerprint, other->fingerprint));
    if (met->everything().contains("Failed to add the host")) // whoever says so
        return fail(
            ErrorKind::ReadOnly,
            AppTr::tr("The key of %1 could not be written to \"%2\".").arg(server, world.settings.knownHostsFile),
            AppTr::tr("See whether the disk is full or read-only."), shownWords(met->everything()));
    if (accepted)
        return {};
    if (const std::optional<Error> error = trouble(world, destination, server, *met))
        return fail(fingerprinted(server, *error, *met));
    if (met->shownKey.section(QLatin1Char(' '), 1) == key.fingerprint)
        return {}; // trusted by somebody else meanwhile
    return fail(ErrorKind::HostKeyChanged,
                AppTr::tr("%1 shows another host key than the one to trust; that one is trusted already.").arg(server),
                AppTr::tr("Nothing was trusted. Ask whoever runs the server for its fingerprint."),
                AppTr::tr("Shown: %1. Offered now: %2.").arg(key.fingerprint, met->shownKey));
}

} // namespace Nightkeep
