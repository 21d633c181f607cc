// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/archiveplans.h"
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/places/placetables.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption HandOverRunOption {"run", "ID", QT_TRANSLATE_NOOP("NightkeepApp", "which run")};
constexpr VerbOption HandOverPlaceOption {
    "place", "NAME", QT_TRANSLATE_NOOP("NightkeepApp", "which of the places (\"nightkeepctl places\")")};
constexpr VerbOption HandOverDetachOption {
    "detach", "", QT_TRANSLATE_NOOP("NightkeepApp", "start it and go; it goes on on the server by itself")};
constexpr VerbOption HandOverReadOption {
    "read", "", QT_TRANSLATE_NOOP("NightkeepApp", "read all of it there and hold it against its hash; else only look")};

ExitStatus statusOfHandOver(const HandOver &handOver, const QDate &today)
{
    if (isExpiredOn(handOver, today))
        return ExitStatus::Findings;
    switch (handOver.state) {
    case HandOverState::Working:
    case HandOverState::Confirmed:
    case HandOverState::Deleted:
        return ExitStatus::Fine;
    case HandOverState::Unknown:
        return ExitStatus::Unreachable;
    case HandOverState::Failed:
    case HandOverState::NotConfirmed:
    case HandOverState::Missing:
    case HandOverState::Altered:
        break;
    }
    return ExitStatus::Findings;
}

CliAnswer handOversAnswer(CliContext &context, const QList<HandOver> &handOvers, const QDateTime &now)
{
    TextTable table({AppTr::tr("RUN"), AppTr::tr("PLACE"), AppTr::tr("STATE"), AppTr::tr("WHERE"),
                     AppTr::tr("KEPT UNTIL"), AppTr::tr("CONFIRMED")});
    QString failures;
    CliAnswer answer {QJsonDocument(cliJson(handOvers)), {}, ExitStatus::Fine};
    for (const HandOver &handOver : handOvers) {
        table.add({handOver.run, handOver.place, handOverText(handOver, now.date()), handOver.where,
                   expiryInWords(handOver.expiry),
                   handOver.confirmedAt.isValid() ? ageInWords(handOver.confirmedAt, now) : QString()});
        if (!handOver.failure.isEmpty())
            failures += visibleText(handOver.place) + QStringLiteral(": ") + visibleText(handOver.failure) + u'\n';
        answer.status = worse(answer.status, statusOfHandOver(handOver, now.date()));
        if (!handOver.note.isEmpty())
            context.say(handOver.note);
        if (handOver.warning)
            context.say(*handOver.warning);
    }
    answer.text = table.text() + failures;
    return answer;
}

VerbResult answerWithHandOver(CliContext &context, const Result<HandOver> &handOver, Workspace &workspace)
{
    if (!handOver)
        return fail(handOver.error());
    CliAnswer answer = handOversAnswer(context, {*handOver}, workspace.clock()());
    answer.json = QJsonDocument(cliJson(*handOver));
    return answer;
}

/// BadInput unless there is such a place, or the run was handed over to one of that name.
Result<void> knownPlaceOf(Workspace &workspace, const QString &run, const QString &name)
{
    const Result<QList<ArchivePlace>> places = workspace.handOvers().places();
    const Result<QList<HandOver>> handOvers = workspace.handOvers().handOvers();
    if (!places || !handOvers)
        return fail(places ? handOvers.error() : places.error());
    const auto isIt = [&name](const QString &each) { return each.compare(name, Qt::CaseInsensitive) == 0; };
    if (std::any_of(places->cbegin(), places->cend(), [&isIt](const ArchivePlace &each) { return isIt(each.name); })
        || std::any_of(handOvers->cbegin(), handOvers->cend(),
                       [&](const HandOver &each) { return each.run == run && isIt(each.place); }))
        return {};
    return fail(ErrorKind::BadInput, AppTr::tr("There is no place \"%1\".").arg(visibleText(name)),
                AppTr::tr("\"nightkeepctl places\" lists their names."));
}

/// For a verb about one hand-over: that of --run and --place.
template<VerbResult (*run)(CliContext &context, Workspace &workspace, const QString &id, const QString &place)>
VerbResult withHandOver(CliContext &context, Workspace &workspace)
{
    for (const char *option : {"run", "place"}) {
        if (!context.has(option))
            return fail(ErrorKind::BadInput, AppTr::tr("Name the run with --run and the place with --place."),
                        AppTr::tr("\"nightkeepctl archive list\" lists the runs, \"nightkeepctl places\" the places."));
    }
    const QString id = context.value("run");
    const QString place = context.value("place");
    if (const Result<ArchiveRecord> known = knownRun(workspace, id); !known)
        return fail(known.error());
    if (const Result<void> known = knownPlaceOf(workspace, id, place); !known)
        return fail(known.error());
    return run(context, workspace, id, place);
}

VerbResult handOverArchive(CliContext &context, Workspace &workspace, const QString &run, const QString &place)
{
    if (const Result<void> may = mayWrite(workspace); !may) // users' data go there, and that is recorded
        return fail(may.error());
    HandOverService &handOvers = workspace.handOvers();
    const Result<HandOver> started = handOvers.start(run, place, context.cancel(), context.progress());
    if (!started || context.has("detach") || started->state != HandOverState::Working)
        return answerWithHandOver(context, started, workspace);
    if (!started->note.isEmpty())
        context.say(started->note);
    if (started->warning)
        context.say(*started->warning);
    return answerWithHandOver(context, handOvers.attach(run, place, context.cancel(), context.progress()), workspace);
}

VerbResult confirmHandOver(CliContext &context, Workspace &workspace, const QString &run, const QString &place)
{
    const Result<HandOver> found = context.has("read")
        ? workspace.verification().verifyAt(run, place, context.cancel(), context.progress())
        : workspace.handOvers().confirm(run, place, HandOverService::Depth::Look, context.cancel(), context.progress());
    return answerWithHandOver(context, found, workspace);
}

VerbResult stopHandOver(CliContext &context, Workspace &workspace, const QString &run, const QString &place)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<void> agreed = context.agree(AppTr::tr("Stop handing %1 over to %2, and remove what is half there?")
                                                  .arg(visibleText(run), visibleText(place)),
                                              AppTr::tr("Give --yes."));
    if (!agreed)
        return fail(agreed.error());
    return answerWithHandOver(context, workspace.handOvers().stop(run, place, context.cancel()), workspace);
}

VerbResult showPlaces(CliContext &context, Workspace &workspace)
{
    HandOverService &service = workspace.handOvers();
    const QString run = context.value("run");
    if (context.has("run")) {
        if (const Result<ArchiveRecord> known = knownRun(workspace, run); !known)
            return fail(known.error());
    }
    const bool asks = context.has("run") && !context.has("offline");
    const Result<QList<HandOver>> all =
        asks ? service.ask(run, context.cancel(), context.attendance()) : service.handOvers();
    if (!all)
        return fail(all.error());
    QList<HandOver> shown = *all;
    if (context.has("run"))
        shown.removeIf([&run](const HandOver &each) { return each.run != run; });
    return handOversAnswer(context, shown, workspace.clock()());
}

} // namespace

const QList<Verb> Verbs::archivePlaces {
    {"archive places", "[--run ID] [--offline]", withWorkspace<showPlaces>, {HandOverRunOption, Options::Offline}},
    {"archive hand-over",
     "--run ID --place NAME [--detach]",
     withWorkspace<withHandOver<handOverArchive>>,
     {HandOverRunOption, HandOverPlaceOption, HandOverDetachOption}},
    {"archive confirm",
     "--run ID --place NAME [--read]",
     withWorkspace<withHandOver<confirmHandOver>>,
     {HandOverRunOption, HandOverPlaceOption, HandOverReadOption}},
    {"archive stop-hand-over",
     "--run ID --place NAME [--yes]",
     withWorkspace<withHandOver<stopHandOver>>,
     {HandOverRunOption, HandOverPlaceOption}},
};

} // namespace Nightkeep
