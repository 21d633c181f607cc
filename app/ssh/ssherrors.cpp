// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/ssherrors.h"

#include "app/apptr.h"
#include "app/ssh/sshoptions.h"
#include "models/base/bytepath.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

QString shellQuoted(QString word)
{
    return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

Error changedKey(const QString &server, const QString &said, const QString &detail)
{
    static const QRegularExpression offending(QStringLiteral("Offending (?:\\S+ )?key(?: for IP)? in (.+):\\d+"));
    static const QRegularExpression host(QStringLiteral("ost key for (\\S+) has changed"));
    const QString file = offending.match(said).captured(1);
    const QString name = host.match(said).captured(1);
    QString command = QStringLiteral("ssh-keygen");
    if (!file.isEmpty())
        command += QStringLiteral(" -f ") + shellQuoted(file);
    command += QStringLiteral(" -R ") + shellQuoted(name.isEmpty() ? server : name);
    return {ErrorKind::HostKeyChanged,
            AppTr::tr("%1 shows another host key than the trusted one. Nothing was sent to it.").arg(server),
            AppTr::tr("Ask whoever runs the server whether its key was changed. Only if it was, remove the old key "
                      "with this command and then look at the new one: %1")
                .arg(command),
            detail};
}

struct Meaning
{
    const char *words;
    ErrorKind kind;
    const char *message;
    const char *advice;
};

constexpr char CheckNetwork[] = QT_TRANSLATE_NOOP("NightkeepApp", "Check the network and whether the server is up.");
constexpr char BrokeOff[] = QT_TRANSLATE_NOOP("NightkeepApp", "The connection to %1 broke off.");
constexpr char CheckConfig[] =
    QT_TRANSLATE_NOOP("NightkeepApp", "Mend the line that the details name, then try again.");

constexpr char TurnedAway[] = "exchange_identification";

/// In order: the first that is found decides.
constexpr Meaning Meanings[] = {
    {NoMasterMark, ErrorKind::Unreachable, BrokeOff, CheckNetwork},
    {"REVOKED HOST KEY", ErrorKind::HostKeyChanged,
     QT_TRANSLATE_NOOP("NightkeepApp", "The host key of %1 has been revoked. Nothing was sent to it."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Ask whoever runs the server for its present key.")},
    {"you have requested strict checking", ErrorKind::HostKeyUnknown,
     QT_TRANSLATE_NOOP("NightkeepApp", "The host key of %1 has not been trusted yet."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Compare its fingerprint with the server's own and trust it.")},
    {"Host key verification failed", ErrorKind::HostKeyUnknown,
     QT_TRANSLATE_NOOP("NightkeepApp", "The host key of %1 has not been trusted yet."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Compare its fingerprint with the server's own and trust it.")},
    {"Bad configuration option", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh cannot use its configuration file, so %1 was not asked."), CheckConfig},
    {"Bad owner or permissions", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh refuses its configuration file, so %1 was not asked."), CheckConfig},
    {"Can't open user config file", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh cannot read its configuration file, so %1 was not asked."), CheckConfig},
    {"terminating, ", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh cannot use its configuration file, so %1 was not asked."), CheckConfig},
    {"invalid characters", ErrorKind::BadInput,
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh refuses the host or user name of %1."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Correct the server's connection.")},
    {"Could not resolve hostname", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "No address is known for the host name of %1."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the spelling of the host name, and the network or VPN.")},
    {"Permission denied", ErrorKind::AuthenticationFailed,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 does not let you log in."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the user name, and that your key is loaded or your password right.")},
    {"Too many authentication failures", ErrorKind::AuthenticationFailed,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 refused too many keys and let you try no more."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Name the right key in the ssh configuration (IdentityFile, IdentitiesOnly).")},
    {"No more authentication methods", ErrorKind::AuthenticationFailed,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 does not let you log in."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the user name, and that your key is loaded or your password right.")},
    {"Unable to negotiate", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 and this machine's ssh share no algorithm."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Allow what the details name for this host in the ssh configuration.")},
    {"Connection refused", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 refuses the connection: nothing listens on its ssh port."),
     QT_TRANSLATE_NOOP("NightkeepApp", "Check the port, and that the ssh service runs.")},
    {"No route to host", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "There is no way through the network to %1."), CheckNetwork},
    {"Network is unreachable", ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "There is no way through the network to %1."), CheckNetwork},
    {"timed out", ErrorKind::Unreachable, QT_TRANSLATE_NOOP("NightkeepApp", "%1 did not answer in time."),
     CheckNetwork},
    {"not responding", ErrorKind::Unreachable, QT_TRANSLATE_NOOP("NightkeepApp", "%1 no longer answers."),
     CheckNetwork},
    {TurnedAway, ErrorKind::Unreachable,
     QT_TRANSLATE_NOOP("NightkeepApp", "%1 closed the connection before the login."),
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "It may be letting in no more at the moment (MaxStartups), or keep this machine out. Try again "
                       "in a minute, then ask whoever runs it.")},
};

const Meaning *meaningOf(const QString &said)
{
    for (const Meaning &meaning : Meanings) {
        if (said.contains(QLatin1String(meaning.words)))
            return &meaning;
    }
    return nullptr;
}

} // namespace

Error sshError(const QString &server, const QByteArray &errors)
{
    const QString said = QString::fromUtf8(errors);
    const QString detail = displayPath(errors.trimmed()).replace(QStringLiteral("\\r"), QString());
    if (said.contains(QLatin1String("IDENTIFICATION HAS CHANGED")))
        return changedKey(server, said, detail);
    if (const Meaning *meaning = meaningOf(said))
        return {meaning->kind, AppTr::tr(meaning->message).arg(server), AppTr::tr(meaning->advice), detail};
    return {ErrorKind::Unreachable, AppTr::tr(BrokeOff).arg(server), AppTr::tr(CheckNetwork), detail};
}

bool isTurnedAway(const QByteArray &errors)
{
    const Meaning *meaning = meaningOf(QString::fromUtf8(errors));
    // Behind a jump host the same words follow when it could not reach the server.
    return meaning && qstrcmp(meaning->words, TurnedAway) == 0 && !errors.contains("forwarding failed");
}

bool isNameFailure(const Error &error)
{
    return error.kind == ErrorKind::BadInput
        || (error.kind == ErrorKind::Unreachable && error.detail.contains(QLatin1String("Could not resolve hostname")));
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
