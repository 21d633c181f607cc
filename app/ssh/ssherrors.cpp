// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/ssherrors.h"

#include "app/apptr.h"
#include "app/ssh/sshclient.h"
#include "app/ssh/sshoptions.h"
#include "models/base/bytepath.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

QString shellQuoted(QString word)
{
    return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

/// The first line that begins so. Behind it a server's words may stand (see ownWords).
QRegularExpressionMatch lineWith(const QString &pattern, const QString &said)
{
    return QRegularExpression(QStringLiteral("^(?:%1)").arg(pattern), QRegularExpression::MultilineOption).match(said);
}

bool tellsOfAChangedKey(const QString &said)
{
    return lineWith(QStringLiteral("@ +WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!"), said).hasMatch();
}

Error changedKey(const QString &server, const QString &said, const QString &detail, Speaker speaker)
{
    const QString file = lineWith(QStringLiteral("Offending (?:\\S+ )?key(?: for IP)? in (.+):\\d+"), said).captured(1);
    const QString name = lineWith(QStringLiteral("(?:\\S+ )?[Hh]ost key for (\\S+) has changed"), said).captured(1);
    const Error error {
        ErrorKind::HostKeyChanged,
        AppTr::tr("%1 shows another host key than the trusted one. Nothing was sent to it.").arg(server),
        AppTr::tr("Ask whoever runs the server whether its key was changed. To look at the new one tells which old "
                  "one is to be removed."),
        detail};
    if (speaker == Speaker::Anybody || file.isEmpty() || name.isEmpty())
        return error;
    return {error.kind, error.message,
            AppTr::tr("Ask whoever runs the server whether its key was changed. Only if it was, remove the old key "
                      "with this command and then look at the new one: %1")
                .arg(QStringLiteral("ssh-keygen -f %1 -R %2").arg(shellQuoted(file), shellQuoted(name))),
            detail};
}

/// The kinds of algorithm of which both sides need one in common, with what ssh knows but no longer does by itself,
/// the best first. Names: ssh_config(5); `ssh -Q`.
struct Negotiation
{
    const char *words; ///< in "no matching ... found"
    const char *purpose;
    const char *option;
    QStringList algorithms;
};

const QList<Negotiation> &negotiations()
{
    static const auto list = [](const char *names) { return QString::fromLatin1(names).split(QLatin1Char(' ')); };
    static const QList<Negotiation> all {
        {"key exchange method", QT_TRANSLATE_NOOP("NightkeepApp", "the key exchange"), "KexAlgorithms",
         list(
             "curve25519-sha256 ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521 diffie-hellman-group16-sha512 "
             "diffie-hellman-group18-sha512 diffie-hellman-group-exchange-sha256 diffie-hellman-group14-sha256 "
             "diffie-hellman-group14-sha1 diffie-hellman-group-exchange-sha1 diffie-hellman-group1-sha1")},
        {"host key type", QT_TRANSLATE_NOOP("NightkeepApp", "the host key"), "HostKeyAlgorithms",
         list("ssh-ed25519 ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521 rsa-sha2-512 rsa-sha2-256 "
              "ssh-rsa "
              "ssh-dss")},
        {"cipher", QT_TRANSLATE_NOOP("NightkeepApp", "the encryption"), "Ciphers",
         list("aes256-gcm@openssh.com aes128-gcm@openssh.com aes256-ctr aes192-ctr aes128-ctr aes256-cbc aes192-cbc "
              "aes128-cbc 3des-cbc")},
        {"MAC", QT_TRANSLATE_NOOP("NightkeepApp", "the checksums (MAC)"), "MACs",
         list("hmac-sha2-512-etm@openssh.com hmac-sha2-256-etm@openssh.com hmac-sha2-512 hmac-sha2-256 hmac-sha1 "
              "hmac-sha1-96 hmac-md5 hmac-md5-96")},
    };
    return all;
}

/// Nothing in common: with the lines that mend it, where this ssh knows what the server offers.
std::optional<Error> noCommonAlgorithm(const QString &server, const QString &said, const QString &detail,
                                       const SshConfigPlace &place)
{
    const auto match = lineWith(
        QStringLiteral("Unable to negotiate with .*?: no matching ([\\w ]+) found\\. Their offer: (\\S*)"), said);
    for (const Negotiation &negotiation : negotiations()) {
        if (match.captured(1) != QLatin1String(negotiation.words))
            continue;
        const QStringList offer = match.captured(2).split(QLatin1Char(','));
        const auto asOption = [&negotiation](const QString &algorithm) {
            return QStringLiteral("%1 +%2").arg(QLatin1String(negotiation.option), algorithm);
        };
        const auto best =
            std::find_if(negotiation.algorithms.cbegin(), negotiation.algorithms.cend(), [&](const QString &algorithm) {
                return offer.contains(algorithm) && sshTakes(asOption(algorithm));
            });
        QString advice =
            AppTr::tr("This machine's ssh knows nothing of what it offers: its ssh server must be renewed, "
                      "or an older ssh be used.");
        if (best != negotiation.algorithms.cend()) {
            QStringList options {asOption(*best)};
            const QString signature = QStringLiteral("PubkeyAcceptedAlgorithms +ssh-rsa");
            // Such a server takes an RSA key by that signature alone.
            if (*best == QLatin1String("ssh-rsa") && sshTakes(signature))
                options << signature;
            advice = AppTr::tr("Old servers need what ssh no longer does by itself.") + QLatin1Char(' ')
                + sshConfigLines(options, place);
        }
        return Error {ErrorKind::Unreachable,
                      AppTr::tr("%1 and this machine's ssh share no algorithm for %2.")
                          .arg(server, AppTr::tr(negotiation.purpose)),
                      advice, detail};
    }
    return std::nullopt;
}

struct Meaning
{
    const char *words; ///< a pattern of a line's beginning
    ErrorKind kind;
    const char *message;
    const char *advice;
    const char *option = nullptr; ///< of ssh_config, which mends it for the host
};

constexpr char NoAddress[] = QT_TRANSLATE_NOOP("NightkeepApp", "No address is known for the host name of %1.");
constexpr char CheckNetwork[] = QT_TRANSLATE_NOOP("NightkeepApp", "Check the network and whether the server is up.");
constexpr char BrokeOff[] = QT_TRANSLATE_NOOP("NightkeepApp", "The connection to %1 broke off.");
constexpr char CheckConfig[] =
    QT_TRANSLATE_NOOP("NightkeepApp", "Mend the line that the details name, then try again.");

constexpr char ShorterKeys[] = "RequiredRSASize 1024";
constexpr char TurnedAway[] = "\\w+_exchange_identification: ";

/// In order: the first that is found decides.
constexpr Meaning Meanings[] = {
    {"@ +WARNING: REVOKED HOST KEY DETECTED", ErrorKind::HostKeyChanged,
     QT_TRANSLATE_NOOP("NightkeepApp", "The host key of %1 has been revoked. Nothing was sent to it."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Ask whoever runs the server for its present key.")},
    {"(?:No \\S+ host key is known for|(?:\\S+ )?[Hh]ost key for) .*you have requested strict checking",
     ErrorKind::HostKeyUnknown, QT_TRANSLATE_NOOP("NightkeepApp", "The host key of %1 has not been trusted yet."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Compare its fingerprint with the server's own and trust it.")},
    {"Host key verification failed", ErrorKind::HostKeyUnknown,
     QT_TRANSLATE_NOOP("NightkeepApp", "The host key of %1 has not been trusted yet."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Compare its fingerprint with the server's own and trust it.")},
    {"(?:/|command-line).*Bad configuration option", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh cannot use its configuration file, so %1 was not asked."), CheckConfig},
    {"Bad owner or permissions", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh refuses its configuration file, so %1 was not asked."),
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "The file that the details name must be yours or the system's, and nobody else may write it "
                       "(chmod go-w).")},
    {"Can't open user config file", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh cannot read its configuration file, so %1 was not asked."), CheckConfig},
    {"(?:/|command-line).*terminating, ", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh cannot use its configuration file, so %1 was not asked."), CheckConfig},
    {"\\w+_exchange_identification: banner line contains invalid characters", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "What answers at the ssh port of %1 is no ssh server."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the port.")},
    {"Protocol major versions differ", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "%1 speaks the first version of the ssh protocol alone, which ssh has given up."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Its ssh server must be renewed.")},
    {"(?:Bad server host key|(?:\\w+: )?Connection to .*): Invalid key length", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "The host key of %1 is shorter than this machine's ssh accepts."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Have a longer one made there."), ShorterKeys},
    {"(?:\\w+: )?Connection to .*group out of range", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "%1 chose smaller numbers for the key exchange than this machine's ssh accepts."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Have its moduli file renewed."),
     "KexAlgorithms -diffie-hellman-group-exchange-*"},
    {"(?:hostname|remote username) contains invalid characters", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh refuses the host or user name of %1."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Correct the server's connection.")},
    {"ssh: Could not resolve hostname", ErrorKind::Unreachable, NoAddress,
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the spelling of the host name, and the network or VPN.")},
    {"(?:\\S+@\\S+: )?Permission denied", ErrorKind::AuthenticationFailed,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 does not let you log in."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the user name, and that your key is loaded or your password right.")},
    {"Received disconnect from \\S+ port \\d+:2: Too many authentication failures\\r?$",
     ErrorKind::AuthenticationFailed,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 refused too many keys and let you try no more."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Name the right key in the ssh configuration (IdentityFile, IdentitiesOnly).")},
    {"No more authentication methods", ErrorKind::AuthenticationFailed,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 does not let you log in."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the user name, and that your key is loaded or your password right.")},
    {"Unable to negotiate", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 and this machine's ssh share no algorithm."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Allow what the details name for this host in the ssh configuration.")},
    {"(?:ssh: connect to host .*|channel \\d+: open failed: connect failed): Connection refused",
     ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 refuses the connection: nothing listens on its ssh port."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the port, and that the ssh service runs.")},
    {"(?:ssh: connect to host .*|channel \\d+: open failed: connect failed): No route to host", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "There is no way through the network to %1."), CheckNetwork},
    {"(?:ssh: connect to host .*|channel \\d+: open failed: connect failed): Network is unreachable",
     ErrorKind::Unreachable, QT_TRANSLATE_NOOP("NightkeepApp", "There is no way through the network to %1."),
     CheckNetwork},
    {"(?:ssh: connect to|Connection|channel \\d+: open failed: connect failed:|\\w+_exchange_identification: "
     "(?:read|write):|banner exchange:).*timed out",
     ErrorKind::Unreachable, QT_TRANSLATE_NOOP("NightkeepApp", "%1 did not answer in time."), CheckNetwork},
    {"Timeout, server .* not responding", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 no longer answers."), CheckNetwork},
    {TurnedAway, ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 closed the connection before the login."),
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "It may be letting in no more at the moment (MaxStartups), or keep this machine out. Try again "
                       "in a minute, then ask whoever runs it.")},
};

const Meaning *meaningOf(const QString &said)
{
    for (const Meaning &meaning : Meanings) {
        if (lineWith(QString::fromLatin1(meaning.words), said).hasMatch())
            return &meaning;
    }
    return nullptr;
}

/// Whether the option changes anything for that host, and ssh goes on when it reads it.
bool helps(const char *option, const SshConfigPlace &place)
{
    if (!option || !sshTakes(QString::fromLatin1(option)))
        return false;
    return qstrcmp(option, ShorterKeys) != 0
        || (!place.host.isEmpty() && requiredRsaBits(place.host, place.file) > 1024);
}

} // namespace

QString sshConfigLines(const QStringList &options, const SshConfigPlace &place)
{
    const QString file = place.file.isEmpty() ? QStringLiteral("~/.ssh/config") : place.file;
    const QString where = place.host.isEmpty()
        ? AppTr::tr(
              "If you trust the way to it, add this at the top of %1, for the host on the way that the details name:")
              .arg(file)
        : AppTr::tr("If you trust the way to it, add this at the top of %1, for this one host:").arg(file);
    const QString host = place.host.isEmpty() ? AppTr::tr("NAME", "of a host") : place.host;
    // The last line: what the file begins with, for all hosts, is to stay so.
    return QStringLiteral("%1\nHost %2\n    %3\nHost *").arg(where, host, options.join(QStringLiteral("\n    ")));
}

QString shownWords(const QByteArray &words)
{
    return displayPath(words.trimmed()).replace(QStringLiteral("\\r"), QString());
}

Error sshError(const QString &server, const QByteArray &errors, const SshConfigPlace &place, Speaker speaker)
{
    const QString said = QString::fromUtf8(ownWords(errors));
    const QString detail = shownWords(errors);
    if (tellsOfAChangedKey(said))
        return changedKey(server, said, detail, speaker);
    if (const std::optional<Error> error = noCommonAlgorithm(server, said, detail, place);
        error && speaker == Speaker::Ssh)
        return *error;
    if (const Meaning *meaning = meaningOf(said)) {
        QString advice = AppTr::tr(meaning->advice);
        if (speaker == Speaker::Ssh && helps(meaning->option, place))
            advice += QLatin1Char(' ') + sshConfigLines({QString::fromLatin1(meaning->option)}, place);
        return {meaning->kind, AppTr::tr(meaning->message).arg(server), advice, detail};
    }
    return {ErrorKind::Unreachable, AppTr::tr(BrokeOff).arg(server), AppTr::tr(CheckNetwork), detail};
}

bool keepsAReason(const QByteArray &errors)
{
    static const QRegularExpression refusedKey(QStringLiteral("Permission denied \\([^)\\n]*publickey"));
    const QString said = QString::fromUtf8(ownWords(errors));
    return refusedKey.match(said).hasMatch() || (!tellsOfAChangedKey(said) && !meaningOf(said));
}

bool hasAReason(const QByteArray &errors)
{
    const QString said = QString::fromUtf8(ownWords(errors));
    const Meaning *meaning = meaningOf(said);
    return tellsOfAChangedKey(said) || (meaning && qstrcmp(meaning->words, TurnedAway) != 0);
}

bool isTurnedAway(const QByteArray &errors)
{
    const Meaning *meaning = meaningOf(QString::fromUtf8(ownWords(errors)));
    // Behind a jump host the same words follow when it could not reach the server.
    return meaning && qstrcmp(meaning->words, TurnedAway) == 0 && !errors.contains("forwarding failed");
}

bool greetsLate(const QByteArray &errors)
{
    return lineWith(QStringLiteral("Connection timed out during banner exchange|banner exchange: .*timed out"),
                    QString::fromUtf8(ownWords(errors)))
        .hasMatch();
}

bool isNameFailure(const QString &server, const Error &error)
{
    // By the sentence that was chosen: the details hold a server's words too.
    return error.kind == ErrorKind::BadInput || error.message == AppTr::tr(NoAddress).arg(server);
}

std::optional<OfferedHostKey> hostKeyQuestion(const QString &prompt)
{
    static const QRegularExpression question(
        QStringLiteral("\\AThe authenticity of host '([^'\\n]*?)(?: \\([^'\\n]*\\))?' can't be established\\b"));
    static const QRegularExpression key(QStringLiteral("^(\\S+) key fingerprint is:? (SHA256:[A-Za-z0-9+/=]+)"),
                                        QRegularExpression::MultilineOption);
    const auto host = question.match(prompt);
    const auto found = key.match(prompt);
    if (!host.hasMatch() || !found.hasMatch())
        return std::nullopt;
    return OfferedHostKey {host.captured(1), found.captured(1), found.captured(2)};
}

bool isHostKeyReminder(const QString &prompt)
{
    return prompt.startsWith(QLatin1String("Please type 'yes', 'no' or the fingerprint"));
}

} // namespace Nightkeep
