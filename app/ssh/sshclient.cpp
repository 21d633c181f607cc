// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshclient.h"

#include "app/process/processrunner.h"
#include "app/ssh/sshoptions.h"

#include <QFile>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds AnswerTime {30000}; // no answer is taken for "yes"

/// What `ssh -G` makes of these arguments.
ProcessResult configurationOf(const QStringList &arguments)
{
    ProcessRequest request;
    request.program = QStringLiteral("ssh");
    request.arguments = QStringList {QStringLiteral("-T"), QStringLiteral("-G")} + arguments;
    request.timeLimit = AnswerTime;
    return runProcess(request, CancelToken());
}

bool areTaken(const QStringList &options)
{
    QStringList arguments {QStringLiteral("-F"), QStringLiteral("none")};
    for (const QString &option : options)
        arguments << QStringLiteral("-o") << option;
    const ProcessResult result = configurationOf(arguments << QStringLiteral("--") << QStringLiteral("nightkeep"));
    // "Bad configuration option", "Bad key types", "Bad SSH2 KexAlgorithms"; the oldest know no -G. What it was built
    // without it passes over, and says so at every connection.
    return !result.errors.contains("Unsupported option") && (result.succeeded() || !result.errors.contains("Bad "));
}

} // namespace

bool sshTakes(const QString &option)
{
    return areTaken({option});
}

QStringList optionsNotTaken(QStringList options)
{
    if (areTaken(options))
        return {};
    options.removeIf(sshTakes);
    return options;
}

QStringList withoutOptions(QStringList arguments, const QStringList &options)
{
    const qsizetype end = arguments.indexOf(QStringLiteral("--"));
    for (qsizetype at = (end < 0 ? arguments.size() : end) - 2; at >= 0; --at) {
        if (arguments.at(at) == QLatin1String("-o") && options.contains(arguments.at(at + 1)))
            arguments.remove(at, 2);
    }
    return arguments;
}

QStringList asSshTakes(const QStringList &arguments)
{
    static const QStringList unknown =
        optionsNotTaken({QString::fromLatin1(NeverToTheBackground), QString::fromLatin1(NothingVerbose),
                         QString::fromLatin1(AnOrdinarySession)});
    return withoutOptions(arguments, unknown);
}

QByteArray takenLog(const QString &fileName)
{
    QFile file(fileName);
    const QByteArray log = file.open(QIODevice::ReadOnly) ? file.read(LongestLog) : QByteArray();
    file.remove();
    return log;
}

QByteArray withoutDebugging(const QByteArray &log)
{
    QByteArrayList lines = log.split('\n');
    lines.removeIf([](const QByteArray &line) {
        return line.startsWith("debug1: ") || line.startsWith("debug2: ") || line.startsWith("debug3: ");
    });
    return lines.join('\n');
}

bool endsOwnWords(const QByteArray &line)
{
    static const QRegularExpression beginnings(
        QStringLiteral("\\A(?:Received disconnect from |Unable to negotiate |\\S+@\\S+: Permission denied |"
                       "channel \\d+: open failed: |Bad remote protocol |debug1: Remote: |"
                       "debug1: Authentications that can continue: |debug1: Server host certificate: |"
                       "GSSAPI Error: |debug1: Server GSSAPI Error:)"));
    return beginnings.match(QString::fromUtf8(line)).hasMatch();
}

QByteArray ownWords(const QByteArray &log)
{
    QByteArrayList own;
    const QByteArrayList lines = log.split('\n');
    for (const QByteArray &line : lines) {
        own << line;
        if (endsOwnWords(line))
            break;
    }
    return own.join('\n');
}

int requiredRsaBits(const QString &host, const QString &configFile)
{
    QStringList arguments;
    if (!configFile.isEmpty())
        arguments << QStringLiteral("-F") << configFile;
    const ProcessResult result = configurationOf(arguments << QStringLiteral("--") << host);
    static const QRegularExpression bits(QStringLiteral("^requiredrsasize (\\d+)$"),
                                         QRegularExpression::MultilineOption);
    return bits.match(QString::fromUtf8(result.output)).captured(1).toInt();
}

} // namespace Nightkeep
