// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/terminal.h"
#include "app/cli/verbs.h"
#include "models/base/format.h"

#include <QCommandLineParser>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

namespace Nightkeep {

namespace {

/// What every verb takes.
constexpr VerbOption Everywhere[] = {
    {"workspace", "FILE|URL",
     QT_TRANSLATE_NOOP(
         "NightkeepApp",
         "the workspace to use: a file, or a shared database, mysql://USER@HOST[:PORT]/DATABASE[?ca=PATH] "
         "with TLS, or mysql://USER@localhost/DATABASE[?socket=PATH]")},
    {"demo", "DIR", QT_TRANSLATE_NOOP("NightkeepApp", "use the demo estate in DIR, made if it is not there")},
    {"json", "", QT_TRANSLATE_NOOP("NightkeepApp", "print one JSON document and nothing else")},
    {"yes", "", QT_TRANSLATE_NOOP("NightkeepApp", "agree to what would be asked")},
    {"attended", "", QT_TRANSLATE_NOOP("NightkeepApp", "somebody is there to answer ssh's and databases' questions")},
    {"password-fd", "[WHO=]N",
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "a database password is the first line of this open descriptor; WHO: for a site's account "
                       "alone, or for the \"workspace\"'s own")},
    {"password-file", "[WHO=]FILE",
     QT_TRANSLATE_NOOP("NightkeepApp", "it is the first line of this file, which nobody else may read (chmod 600)")},
    {"defaults-file", "[WHO=]FILE",
     QT_TRANSLATE_NOOP("NightkeepApp", "it stands in this option file of the mysql client, likewise")},
    {"ssh-config", "FILE",
     QT_TRANSLATE_NOOP("NightkeepApp", "ssh's configuration file: yours or root's, and nobody else may write it")},
    {"known-hosts", "FILE", QT_TRANSLATE_NOOP("NightkeepApp", "where trusted host keys are kept")},
    {"help", "", QT_TRANSLATE_NOOP("NightkeepApp", "this text")},
    {"version", "", QT_TRANSLATE_NOOP("NightkeepApp", "the program's version")},
};

/// All options of the verbs that begin with this word, or of all verbs; each once.
QList<VerbOption> optionsOf(const QString &first)
{
    QList<VerbOption> options(std::begin(Everywhere), std::end(Everywhere));
    for (const Verb *verb : verbsOf(first)) {
        for (const VerbOption &option : verb->options) {
            if (!options.contains(option))
                options.insert(options.size() - 2, option); // help and version stand last
        }
    }
    return options;
}

QString helpText(const QString &first)
{
    QString text = AppTr::tr("Usage: nightkeepctl [OPTIONS] VERB [WORDS]\n");
    for (const Verb *verb : verbsOf(first)) {
        if (*verb->summary != '\0')
            text += u'\n' + AppTr::tr(verb->summary) + u'\n';
        text += QStringLiteral("  ") + usageOf(*verb) + u'\n';
        if (verb->keys)
            text += QStringLiteral("      ") + AppTr::tr("KEY: %1").arg(verb->keys()) + u'\n';
    }
    text += u'\n' + AppTr::tr("Options") + u'\n';
    for (const VerbOption &option : optionsOf(first)) {
        const QString name = QStringLiteral("--%1 %2").arg(QLatin1String(option.name), QLatin1String(option.valueName));
        text += QStringLiteral("  %1 %2\n").arg(name, -27).arg(AppTr::tr(option.summary));
    }
    text += u'\n'
        + AppTr::tr("Ends with 0 fine, 1 findings, 2 wrong usage, 3 something could not be reached or read, "
                    "4 refused, 5 stopped by a person, 6 could not be written, 141 nobody read the answer.\n");
    return text;
}

/// What is left of a name or text whose bytes were not in the locale's encoding would silently be
/// another name: refused instead.
bool isWholeText(const QString &text)
{
    return !text.contains(QChar::ReplacementCharacter) && text.isValidUtf16();
}

Result<CliArguments> parse(const QStringList &arguments)
{
    if (!std::all_of(arguments.cbegin(), arguments.cend(), isWholeText))
        return fail(ErrorKind::BadInput, AppTr::tr("An argument is not text in this terminal's encoding."),
                    AppTr::tr("Give a folder percent-encoded: wantedBytes=/data/%E9t%E9."));
    QCommandLineParser parser;
    const QList<VerbOption> options = optionsOf({});
    for (const VerbOption &option : options)
        parser.addOption(
            QCommandLineOption(QString::fromLatin1(option.name), QString(), QString::fromLatin1(option.valueName)));
    if (!parser.parse(arguments))
        return fail(ErrorKind::BadInput, visibleText(parser.errorText()), AppTr::tr("See nightkeepctl --help."));

    CliArguments parsed;
    parsed.words = parser.positionalArguments();
    for (const VerbOption &option : options) {
        const QString name = QString::fromLatin1(option.name);
        if (!parser.isSet(name))
            continue;
        // Newer Qt warns on standard error where a switch is asked for its value.
        const bool isSwitch = *option.valueName == '\0';
        for (const QString &value : isSwitch ? QStringList {QString()} : parser.values(name))
            parsed.options.insert(name, value);
    }
    return parsed;
}

VerbResult runVerb(const QStringList &arguments, const CliWorld &world)
{
    Result<CliArguments> parsed = parse(arguments);
    if (!parsed)
        return fail(parsed.error());
    if (parsed->options.contains(QStringLiteral("version")))
        return CliAnswer {QJsonDocument(QJsonObject {{QStringLiteral("version"), world.version}}),
                          QStringLiteral("nightkeepctl %1\n").arg(world.version)};
    if (parsed->options.contains(QStringLiteral("help"))) {
        const QString help = helpText(parsed->words.value(0));
        return CliAnswer {QJsonDocument(QJsonObject {{QStringLiteral("help"), help}}), help};
    }
    if (parsed->options.contains(QStringLiteral("demo")) && parsed->options.contains(QStringLiteral("workspace")))
        return fail(ErrorKind::BadInput, AppTr::tr("--demo and --workspace exclude each other."));
    const Result<const Verb *> verb = takeVerb(*parsed);
    if (!verb)
        return fail(verb.error());
    const CancelToken cancel;
    const StopSignals stopSignals(cancel);
    CliContext context(world, std::move(*parsed), cancel);
    VerbResult result = (*verb)->run(context);
    context.sayNotices(); // of what was only found before something was written
    return result;
}

bool put(std::FILE *stream, const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size())
        && std::fflush(stream) == 0;
}

/// Puts the answer on standard output; what the program ends with.
int answered(const QByteArray &bytes, ExitStatus status)
{
    errno = 0;
    if (put(stdout, bytes))
        return int(status);
    const int reason = errno;
    if (reason == EPIPE) // "| head -1" has what it wants
        return int(ExitStatus::PipeClosed);
    put(stderr,
        AppTr::tr("The answer could not be written to standard output: %1\n")
            .arg(QString::fromLocal8Bit(std::strerror(reason)))
            .toLocal8Bit());
    return int(ExitStatus::NotWritten);
}

} // namespace

int runCli(const QStringList &arguments, const CliWorld &world)
{
    // Who stops reading does not stop the work halfway.
    std::signal(SIGPIPE, SIG_IGN);
    // Whatever follows, "--json" among the arguments is the promise of one document: a mistake in the
    // other arguments does not take it back.
    const bool json = arguments.contains(QStringLiteral("--json"));
    if (json)
        QLocale::setDefault(plainLocale());
    const VerbResult result = runVerb(arguments, world);
    if (result) {
        const QByteArray out = json ? result->json.toJson(QJsonDocument::Indented) : result->text.toLocal8Bit();
        return answered(out, result->status);
    }

    const Error &error = result.error();
    QString text = visibleLines(error.message) + u'\n';
    if (!error.advice.isEmpty())
        text += visibleLines(error.advice) + u'\n';
    if (!error.detail.isEmpty() && !json)
        text += visibleLines(error.detail) + u'\n';
    put(stderr, text.toLocal8Bit());
    const QByteArray out =
        json ? QJsonDocument(QJsonObject {{QStringLiteral("error"), cliJson(error)}}).toJson() : QByteArray();
    return answered(out, exitStatusOf(error.kind));
}

} // namespace Nightkeep
