// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/apptr.h"
#include "app/cli/clijson.h"
#include "app/cli/terminal.h"
#include "app/cli/verbs.h"

#include <QCommandLineParser>

#include <algorithm>
#include <cstdio>

namespace Nightkeep {

namespace {

struct Verb
{
    const char *name;
    const char *usage; ///< one form a line
    const char *summary;
    VerbResult (*run)(CliContext &context);
};

const Verb verbs[] = {
    {"demo", "demo create DIR [--servers N] [--courses N] [--seed S]",
     QT_TRANSLATE_NOOP("NightkeepApp", "make a made-up estate to try everything on"), demoVerb},
    {"import-wiki", "import-wiki FILE [--dry-run] [--yes]",
     QT_TRANSLATE_NOOP("NightkeepApp", "take the server backup matrix from an exported wiki page"), importWikiVerb},
    {"export-wiki", "export-wiki FILE|-",
     QT_TRANSLATE_NOOP("NightkeepApp", "the server backup matrix as the wiki page's table"), exportWikiVerb},
    {"servers",
     "servers\nservers set NAME KEY=VALUE... [--new]\nservers decide NAME KEY=VALUE...\nservers test NAME\n"
     "servers trust NAME FINGERPRINT\nservers history NAME\nservers changes [NAME...] [--since DATE]\n"
     "servers compare A B\nservers change-rate SERVER...\nservers web [NAME...] [--parallel N]\n"
     "servers pair [A B] [--socket PATH] [--user NAME] [--attended]",
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "the matrix: list, edit, decide, test, trust; what is remembered, side by side; "
                       "web addresses, database pairs, how much changes"),
     serversVerb},
    {"probe", "probe [SERVER...] [--parallel N] [--attended]",
     QT_TRANSLATE_NOOP("NightkeepApp", "ask servers for their mounts, folders and backups"), probeVerb},
    {"coverage", "coverage [SERVER...]\ncoverage preview SERVER FOLDER",
     QT_TRANSLATE_NOOP("NightkeepApp", "folders currently backed up against the folders we want"), coverageVerb},
    {"request",
     "request make [SERVER...] [--add-only] [--drops] [--note TEXT] [--question TEXT]... [--sent]\n"
     "             [--format text|html|mailto] [--to ADDRESS] [--output FILE]\n"
     "request list\nrequest show ID [--format FORMAT] [--output FILE]\nrequest withdraw ID [--item N] [--note TEXT]",
     QT_TRANSLATE_NOOP("NightkeepApp", "what to ask of the storage team, and what came of it"), requestVerb},
    {"sites", "sites\nsites set NAME KEY=VALUE... [--new]\nsites password NAME",
     QT_TRANSLATE_NOOP("NightkeepApp", "the Moodle sites: list, edit"), sitesVerb},
    {"settings",
     "settings show [--offline]\nsettings set NAME=VALUE... [--expect NAME=OLD]... [--dry-run] [--yes]\n"
     "settings agree NAME=VALUE...\nsettings check [--offline]\nsettings history\nsettings undo ID [--dry-run] [--yes]",
     QT_TRANSLATE_NOOP("NightkeepApp", "Moodle's course backup options: see, change, compare with what was agreed"),
     settingsVerb},
    {"archive",
     "archive plan [--not-before DATE] [--rule RULE] [--name NAME]\n"
     "archive start [--not-before DATE] [--rule RULE] [--name NAME] [--fingerprint HEX] [--dry-run] [--yes]\n"
     "archive status|attach|contents [--run ID]\narchive cancel --run ID [--yes]\narchive list [--discover]",
     QT_TRANSLATE_NOOP("NightkeepApp", "term archives of the course zips"), archiveVerb},
    {"workspace", "workspace create\nworkspace export FILE\nworkspace import FILE [--yes]\nworkspace verify",
     QT_TRANSLATE_NOOP("NightkeepApp", "the team's workspace: make, copy, check"), workspaceVerb},
    {"check", "check [--severity info|warning|critical]",
     QT_TRANSLATE_NOOP("NightkeepApp", "all findings; ends with 1 if one is at or above the severity"), checkVerb},
};

struct Option
{
    const char *name;
    const char *valueName; ///< empty: a flag
    const char *verbs; ///< separated by spaces; empty: all
    const char *summary;
};

const Option options[] = {
    {"workspace", "FILE|URL", "", QT_TRANSLATE_NOOP("NightkeepApp", "the workspace to use")},
    {"demo", "DIR", "", QT_TRANSLATE_NOOP("NightkeepApp", "use the demo estate in DIR, made if it is not there")},
    {"json", "", "", QT_TRANSLATE_NOOP("NightkeepApp", "print one JSON document and nothing else")},
    {"yes", "", "", QT_TRANSLATE_NOOP("NightkeepApp", "agree to what would be asked")},
    {"attended", "", "", QT_TRANSLATE_NOOP("NightkeepApp", "somebody is there to answer ssh's questions")},
    {"ssh-config", "FILE", "", QT_TRANSLATE_NOOP("NightkeepApp", "ssh's configuration file")},
    {"known-hosts", "FILE", "", QT_TRANSLATE_NOOP("NightkeepApp", "where trusted host keys are kept")},
    {"servers", "N", "demo", QT_TRANSLATE_NOOP("NightkeepApp", "how many servers the estate has (12)")},
    {"courses", "N", "demo", QT_TRANSLATE_NOOP("NightkeepApp", "how many courses its Moodle has (40)")},
    {"seed", "S", "demo", QT_TRANSLATE_NOOP("NightkeepApp", "the same seed makes the same estate (1)")},
    {"dry-run", "", "import-wiki settings archive",
     QT_TRANSLATE_NOOP("NightkeepApp", "show what would be done, and do nothing")},
    {"new", "", "servers sites", QT_TRANSLATE_NOOP("NightkeepApp", "add the row if there is none of that name")},
    {"since", "DATE", "servers",
     QT_TRANSLATE_NOOP("NightkeepApp", "what changed since that day, not since the last time (2008-11-01)")},
    {"socket", "PATH", "servers",
     QT_TRANSLATE_NOOP("NightkeepApp", "the database's unix socket on both servers; else the Moodle site's")},
    {"user", "NAME", "servers",
     QT_TRANSLATE_NOOP("NightkeepApp", "the database account that looks; else the Moodle site's")},
    {"parallel", "N", "probe servers", QT_TRANSLATE_NOOP("NightkeepApp", "how many servers to ask at a time (8)")},
    {"site", "NAME", "settings archive", QT_TRANSLATE_NOOP("NightkeepApp", "which Moodle, where there are several")},
    {"expect", "NAME=OLD", "settings",
     QT_TRANSLATE_NOOP("NightkeepApp", "write only if the option still has this value; once per option")},
    {"offline", "", "settings", QT_TRANSLATE_NOOP("NightkeepApp", "what was last read, without the network")},
    {"rule", "RULE", "archive",
     QT_TRANSLATE_NOOP("NightkeepApp", "since-last-run, or newest-per-course (where a date is given)")},
    {"not-before", "DATE", "archive",
     QT_TRANSLATE_NOOP("NightkeepApp", "the first day on which a zip is up to date (2008-12-12)")},
    {"name", "NAME", "archive", QT_TRANSLATE_NOOP("NightkeepApp", "the archive's file name, without .tar")},
    {"fingerprint", "HEX", "archive",
     QT_TRANSLATE_NOOP("NightkeepApp", "start only if the plan still has this fingerprint")},
    {"run", "ID", "archive", QT_TRANSLATE_NOOP("NightkeepApp", "which run; else the newest")},
    {"discover", "", "archive", QT_TRANSLATE_NOOP("NightkeepApp", "ask the server for runs that the workspace lacks")},
    {"add-only", "", "request", QT_TRANSLATE_NOOP("NightkeepApp", "ask only for folders to be added")},
    {"drops", "", "request",
     QT_TRANSLATE_NOOP("NightkeepApp", "ask to drop the folders that nobody asked for as well")},
    {"note", "TEXT", "request", QT_TRANSLATE_NOOP("NightkeepApp", "words of your own; of a withdrawal: why")},
    {"question", "TEXT", "request", QT_TRANSLATE_NOOP("NightkeepApp", "something to ask; once per question")},
    {"sent", "", "request", QT_TRANSLATE_NOOP("NightkeepApp", "remember the request as sent")},
    {"format", "FORMAT", "request", QT_TRANSLATE_NOOP("NightkeepApp", "text, html or mailto")},
    {"to", "ADDRESS", "request", QT_TRANSLATE_NOOP("NightkeepApp", "the storage team's mail address, for mailto")},
    {"output", "FILE", "request", QT_TRANSLATE_NOOP("NightkeepApp", "write it to a file")},
    {"item", "N", "request", QT_TRANSLATE_NOOP("NightkeepApp", "only the item of this number, from 1")},
    {"severity", "SEVERITY", "check", QT_TRANSLATE_NOOP("NightkeepApp", "from which severity on to end with 1")},
    {"help", "", "", QT_TRANSLATE_NOOP("NightkeepApp", "this text")},
    {"version", "", "", QT_TRANSLATE_NOOP("NightkeepApp", "the program's version")},
};

QString helpText(const QString &verbName)
{
    QString text = AppTr::tr("Usage: nightkeepctl [OPTIONS] VERB [WORDS]\n");
    for (const Verb &verb : verbs) {
        if (!verbName.isEmpty() && verbName != QLatin1String(verb.name))
            continue;
        text += u'\n' + AppTr::tr(verb.summary) + u'\n';
        for (const QString &line : QString::fromLatin1(verb.usage).split(u'\n'))
            text += QStringLiteral("  ") + line + u'\n';
    }
    text += u'\n' + AppTr::tr("Options") + u'\n';
    for (const Option &option : options) {
        const QStringList owners = QString::fromLatin1(option.verbs).split(u' ', Qt::SkipEmptyParts);
        if (!verbName.isEmpty() && !owners.isEmpty() && !owners.contains(verbName))
            continue;
        const QString name = QStringLiteral("--%1 %2").arg(QLatin1String(option.name), QLatin1String(option.valueName));
        text += QStringLiteral("  %1 %2\n").arg(name, -24).arg(AppTr::tr(option.summary));
    }
    text += u'\n'
        + AppTr::tr("Ends with 0 fine, 1 findings, 2 wrong usage, 3 something could not be reached or read, "
                    "4 refused, 5 stopped by a person.\n");
    return text;
}

const Verb *findVerb(const QString &name)
{
    const auto found = std::find_if(std::begin(verbs), std::end(verbs),
                                    [&name](const Verb &verb) { return name == QLatin1String(verb.name); });
    return found == std::end(verbs) ? nullptr : found;
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
    for (const Option &option : options)
        parser.addOption(
            QCommandLineOption(QString::fromLatin1(option.name), QString(), QString::fromLatin1(option.valueName)));
    if (!parser.parse(arguments))
        return fail(ErrorKind::BadInput, visibleText(parser.errorText()), AppTr::tr("See nightkeepctl --help."));

    CliArguments parsed;
    parsed.words = parser.positionalArguments();
    for (const Option &option : options) {
        const QString name = QString::fromLatin1(option.name);
        if (!parser.isSet(name))
            continue;
        if (*option.valueName == '\0')
            parsed.options.insert(name, QString());
        for (const QString &value : parser.values(name))
            parsed.options.insert(name, value);
    }
    return parsed;
}

Result<const Verb *> chooseVerb(CliArguments &arguments)
{
    const Verb *verb = arguments.words.isEmpty() ? nullptr : findVerb(arguments.words.constFirst());
    if (!verb && arguments.words.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("Nothing to do: no verb was given."),
                    AppTr::tr("See nightkeepctl --help."));
    if (!verb)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is not a verb of nightkeepctl.").arg(visibleText(arguments.words.constFirst())),
                    AppTr::tr("See nightkeepctl --help."));
    arguments.words.removeFirst();

    for (const Option &option : options) {
        const QStringList owners = QString::fromLatin1(option.verbs).split(u' ', Qt::SkipEmptyParts);
        if (arguments.options.contains(QLatin1String(option.name)) && !owners.isEmpty()
            && !owners.contains(QLatin1String(verb->name))) {
            return fail(ErrorKind::BadInput,
                        AppTr::tr("%1 does not take --%2.").arg(QLatin1String(verb->name), QLatin1String(option.name)),
                        AppTr::tr("See nightkeepctl %1 --help.").arg(QLatin1String(verb->name)));
        }
    }
    if (arguments.options.contains(QStringLiteral("demo")) && arguments.options.contains(QStringLiteral("workspace")))
        return fail(ErrorKind::BadInput, AppTr::tr("--demo and --workspace exclude each other."));
    return verb;
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
    const Result<const Verb *> verb = chooseVerb(*parsed);
    if (!verb)
        return fail(verb.error());
    const CancelToken cancel;
    const StopSignals stopSignals(cancel);
    CliContext context(world, std::move(*parsed), cancel);
    return (*verb)->run(context);
}

/// Several lines from outside, each made visible.
QString visibleLines(const QString &text)
{
    QString lines;
    for (const QString &line : text.split(u'\n'))
        lines += visibleText(line) + u'\n';
    return lines;
}

bool put(std::FILE *stream, const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size())
        && std::fflush(stream) == 0;
}

} // namespace

int runCli(const QStringList &arguments, const CliWorld &world)
{
    const VerbResult result = runVerb(arguments, world);
    // Whatever follows, "--json" among the arguments is the promise of one document: a mistake in the
    // other arguments does not take it back.
    const bool json = arguments.contains(QStringLiteral("--json"));
    if (result) {
        const QByteArray out = json ? result->json.toJson(QJsonDocument::Indented) : result->text.toLocal8Bit();
        return put(stdout, out) ? int(result->status) : int(ExitStatus::Unreachable);
    }

    const Error &error = result.error();
    QString text = visibleLines(error.message);
    if (!error.advice.isEmpty())
        text += visibleLines(error.advice);
    if (!error.detail.isEmpty() && !json)
        text += visibleLines(error.detail);
    put(stderr, text.toLocal8Bit());
    if (json)
        put(stdout, QJsonDocument(QJsonObject {{QStringLiteral("error"), errorJson(error)}}).toJson());
    return int(exitStatusOf(error.kind));
}

} // namespace Nightkeep
