// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshrules.h"

#include "app/ssh/privatefolder.h"
#include "app/ssh/sshclient.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <pwd.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

/// A key is added by an explicit act alone, and never on the word of the network.
constexpr const char *KeyRules[] = {"UpdateHostKeys no",      "VerifyHostKeyDNS no",
                                    "CheckHostIP no",         "NoHostAuthenticationForLocalhost no",
                                    "FingerprintHash sha256", "VisualHostKey no"};

/// Of these not every ssh knows. A person's program may say of any key that it is known (since OpenSSH 8.5), and a
/// network's tickets may stand in for the key, which nobody looks at then (a patch of distributions).
constexpr const char *RulesOfSome[] = {"KnownHostsCommand none", "GSSAPIKeyExchange no"};

QStringList rulesOfSomeTaken()
{
    QStringList rules;
    for (const char *rule : RulesOfSome)
        rules << QString::fromLatin1(rule);
    const QStringList unknown = optionsNotTaken(rules);
    rules.removeIf([&unknown](const QString &rule) { return unknown.contains(rule); });
    return rules;
}

/// One word of an option that takes several.
QString quotedWord(QString word)
{
    word.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + word + QLatin1Char('"');
}

/// What ssh reads where it is given no file; "~" is to it the home folder of the account.
QStringList filesOfThisMachine()
{
    QStringList files;
    const passwd *const account = ::getpwuid(::getuid());
    if (account && account->pw_dir)
        files << QFile::decodeName(account->pw_dir) + QStringLiteral("/.ssh/config");
    for (const char *name : {"/etc/ssh/ssh_config", "/usr/etc/ssh/ssh_config", "/usr/local/etc/ssh/ssh_config"}) {
        if (QFileInfo::exists(QString::fromLatin1(name))) {
            files << QString::fromLatin1(name);
            break;
        }
    }
    // What it may not read ssh passes over, but not where it is told to include it. What is not there yet may be there
    // at the next connection, as where a person does what an error advises.
    files.removeIf([](const QString &file) { return QFileInfo::exists(file) && !QFileInfo(file).isReadable(); });
    return files;
}

/// A name of the file for Include, which takes a pattern, and in newer releases expands percent signs and variables:
/// a name with such characters stands behind a link.
QString includedAs(const QString &fileName, const PrivateFolder &folder)
{
    static const QRegularExpression odd(QStringLiteral("[\\\\\"*?\\[\\]{}%$\\x00-\\x1f]"));
    if (!fileName.contains(odd))
        return fileName;
    const QString link = folder.newPath(QStringLiteral("u"));
    return QFile::link(fileName, link) ? link : QString();
}

bool writeRules(const QString &fileName, const QByteArray &text)
{
    QFile file(fileName);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.flush();
}

} // namespace

QByteArray sshRules(const SshSettings &settings, UnknownKeys unknown, const QStringList &included)
{
    QStringList lines {
        QStringLiteral("StrictHostKeyChecking %1").arg(QLatin1String(unknown == UnknownKeys::Refused ? "yes" : "ask"))};
    QStringList knownHosts {quotedWord(literalPath(settings.knownHostsFile))};
    for (const QString &file : settings.otherKnownHostsFiles)
        knownHosts << quotedWord(literalPath(file));
    lines << QStringLiteral("UserKnownHostsFile ") + knownHosts.join(QLatin1Char(' '));
    for (const char *rule : KeyRules)
        lines << QString::fromLatin1(rule);
    static const QStringList ofSome = rulesOfSomeTaken();
    lines << ofSome;
    for (const QString &file : included)
        lines << QStringLiteral("Include ") + quotedWord(file);
    return QFile::encodeName(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

bool writeSshRules(SshSettings &settings, const PrivateFolder &folder)
{
    QStringList included;
    const QStringList files = settings.configFile.isEmpty()
        ? filesOfThisMachine()
        : QStringList {QFileInfo(settings.configFile).absoluteFilePath()};
    if (settings.configFile != QLatin1String("none")) { // ssh's own word
        for (const QString &file : files)
            included << includedAs(file, folder);
    }
    settings.rulesFile = folder.newPath(QStringLiteral("c"));
    settings.meetingFile = folder.newPath(QStringLiteral("c"));
    return !included.contains(QString())
        && writeRules(settings.rulesFile, sshRules(settings, UnknownKeys::Refused, included))
        && writeRules(settings.meetingFile, sshRules(settings, UnknownKeys::AskedAbout, included));
}

} // namespace Nightkeep
