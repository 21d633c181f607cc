// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

#include "models/base/bytepath.h"

#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace Nightkeep {

namespace {

/// How many words a usage asks for: "NAME KEY=VALUE... [FILE] [--new]" for two or more.
struct WordCount
{
    explicit WordCount(const Verb &verb)
    {
        static const QRegularExpression options(QStringLiteral("\\[--[^]]*\\]|--[a-z-]+ [A-Z]+"));
        bool optional = false;
        constexpr qsizetype any = std::numeric_limits<qsizetype>::max();
        for (const QString &word :
             QString::fromLatin1(verb.usage).remove(options).simplified().split(u' ', Qt::SkipEmptyParts)) {
            if (word == u"...") // of an option
                continue;
            optional |= word.startsWith(u'[');
            least += optional ? 0 : 1;
            if (most < any)
                most = word.contains(u"...") ? any : most + 1;
            optional &= !word.endsWith(u']');
        }
    }
    qsizetype least = 0;
    qsizetype most = 0;
};

/// The verb that the first words name. BadInput, listing what is known beside it, for none.
Result<const Verb *> namedBy(const QStringList &words)
{
    if (words.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("Nothing to do: no verb was given."),
                    AppTr::tr("See nightkeepctl --help."));
    const Verb *whole = nullptr;
    QStringList known; // second words
    for (const Verb *verb : verbsOf(words.first())) {
        const QString second = QString::fromLatin1(verb->words).section(u' ', 1);
        if (second.isEmpty())
            whole = verb;
        else if (second == words.value(1))
            return verb;
        else
            known.append(second);
    }
    if (whole && (words.size() == 1 || known.isEmpty() || WordCount(*whole).most > 0))
        return whole;
    const QString first = visibleText(words.first());
    return fail(ErrorKind::BadInput,
                known.isEmpty() ? AppTr::tr("\"%1\" is not a verb of nightkeepctl.").arg(first)
                                : AppTr::tr("\"%1 %2\" is not known; %1 knows: %3.")
                                      .arg(first, visibleText(words.value(1)), known.join(QStringLiteral(", "))),
                AppTr::tr("See nightkeepctl --help."));
}

/// BadInput for an option that none of these verbs, called by this name, takes.
Result<void> checkOptions(const QList<const Verb *> &verbs, const QString &name, const CliArguments &arguments)
{
    for (const Verb *other : verbsOf()) {
        for (const VerbOption &option : other->options) {
            const bool taken = std::any_of(verbs.cbegin(), verbs.cend(),
                                           [&](const Verb *verb) { return verb->options.contains(option); });
            if (arguments.options.contains(QLatin1String(option.name)) && !taken)
                return fail(ErrorKind::BadInput,
                            AppTr::tr("%1 does not take --%2.").arg(name, QLatin1String(option.name)),
                            AppTr::tr("See nightkeepctl %1 --help.").arg(name.section(u' ', 0, 0)));
        }
    }
    return {};
}

} // namespace

QList<const Verb *> verbsOf(const QString &first)
{
    QList<const Verb *> verbs;
#define NIGHTKEEP_ADDRESS(file) &Verbs::file,
    for (const QList<Verb> *file : {NIGHTKEEP_VERBS(NIGHTKEEP_ADDRESS)}) {
        for (const Verb &verb : *file) {
            if (first.isEmpty() || QString::fromLatin1(verb.words).section(u' ', 0, 0) == first)
                verbs.append(&verb);
        }
    }
#undef NIGHTKEEP_ADDRESS
    return verbs;
}

QString usageOf(const Verb &verb)
{
    return QStringLiteral("%1 %2").arg(QLatin1String(verb.words), QLatin1String(verb.usage)).trimmed();
}

Result<const Verb *> takeVerb(CliArguments &arguments)
{
    const QString first = arguments.words.value(0);
    const QList<const Verb *> alike = verbsOf(first);
    Result<void> options = alike.isEmpty() ? Result<void>() : checkOptions(alike, first, arguments);
    if (!options)
        return fail(options.error());
    const Result<const Verb *> verb = namedBy(arguments.words);
    if (!verb)
        return verb;
    const QString words = QString::fromLatin1((*verb)->words);
    options = checkOptions({*verb}, words, arguments);
    if (!options)
        return fail(options.error());
    arguments.words = arguments.words.mid(words.count(u' ') + 1);
    const WordCount count(**verb);
    if (arguments.words.size() < count.least || arguments.words.size() > count.most)
        return fail(ErrorKind::BadInput, AppTr::tr("Usage: nightkeepctl %1").arg(usageOf(**verb)),
                    AppTr::tr("See nightkeepctl --help."));
    return verb;
}

Result<void> mayWrite(const Workspace &workspace)
{
    const WorkspaceInfo info = workspace.info();
    if (!info.readOnly)
        return {};
    return fail(ErrorKind::ReadOnly,
                AppTr::tr("The workspace %1 is read-only, and this would write it: nothing was asked or changed.")
                    .arg(info.location),
                AppTr::tr("Ask somebody who may write it, or copy it to where you may."));
}

ExitStatus sayNotKept(const CliContext &context, const Error &problem)
{
    context.say(problem);
    return problem.kind == ErrorKind::ReadOnly ? ExitStatus::Fine : exitStatusOf(problem.kind);
}

Result<QList<ServerRow>> chosenServers(CliContext &context, const QStringList &names)
{
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    Result<QList<ServerRow>> rows = (*workspace)->servers().rows();
    if (!rows || names.isEmpty())
        return rows;

    QList<ServerRow> chosen;
    for (const QString &name : names) {
        const auto found = std::find_if(rows->cbegin(), rows->cend(), [&name](const ServerRow &row) {
            return row.server.name.compare(name, Qt::CaseInsensitive) == 0
                || shortName(row.server.name).compare(name, Qt::CaseInsensitive) == 0;
        });
        if (found == rows->cend())
            return fail(ErrorKind::BadInput,
                        AppTr::tr("There is no server \"%1\" in the matrix.").arg(visibleText(name)),
                        AppTr::tr("\"nightkeepctl servers\" lists their names."));
        chosen.append(*found);
    }
    return chosen;
}

Result<Site> siteNamed(CliContext &context, const QString &name)
{
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    const Result<QList<Site>> sites = (*workspace)->settings().sites();
    if (!sites)
        return fail(sites.error());
    QStringList names;
    for (const Site &site : *sites) {
        if (site.name.compare(name, Qt::CaseInsensitive) == 0)
            return site;
        names.append(site.name);
    }
    return fail(ErrorKind::BadInput, AppTr::tr("There is no Moodle site \"%1\".").arg(visibleText(name)),
                AppTr::tr("Sites: %1.").arg(names.join(QStringLiteral(", "))));
}

Result<Site> chosenSite(CliContext &context)
{
    if (const QString wanted = context.value("site"); !wanted.isEmpty())
        return siteNamed(context, wanted);
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    const Result<QList<Site>> sites = (*workspace)->settings().sites();
    if (!sites)
        return fail(sites.error());
    if (sites->size() == 1)
        return sites->constFirst();
    if (sites->isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The workspace has no Moodle site yet."),
                    AppTr::tr("Add one: nightkeepctl sites set NAME --new databaseServer=... dataServer=..."));
    QStringList names;
    for (const Site &site : *sites)
        names.append(site.name);
    return fail(ErrorKind::BadInput, AppTr::tr("The workspace has several Moodle sites."),
                AppTr::tr("Name one with --site: %1.").arg(names.join(QStringLiteral(", "))));
}

} // namespace Nightkeep
