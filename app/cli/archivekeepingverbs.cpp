// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/archiveplans.h"
#include "models/archiveyears.h"
#include "models/base/format.h"

namespace Nightkeep {

namespace {

constexpr VerbOption KeepingRunOption {"run", "ID", QT_TRANSLATE_NOOP("NightkeepApp", "which run; else the newest")};
constexpr VerbOption KeepingNameOption {"name", "NAME",
                                        QT_TRANSLATE_NOOP("NightkeepApp", "the archive's file name, without .tar")};
constexpr VerbOption KeepingPlaceOption {
    "place", "NAME", QT_TRANSLATE_NOOP("NightkeepApp", "which of the places (\"nightkeepctl places\")")};
constexpr VerbOption KeepingNoteOption {"note", "TEXT",
                                        QT_TRANSLATE_NOOP("NightkeepApp", "words of your own; of a withdrawal: why")};

/// Without its run, what is removed would be the newest archive.
Result<void> keepingNeeds(const CliContext &context, Workspace &workspace, const QStringList &options)
{
    for (const QString &option : options) {
        if (!context.has(option.toLatin1().constData()))
            return fail(ErrorKind::BadInput, AppTr::tr("Give --%1.").arg(option),
                        AppTr::tr("\"nightkeepctl archive list\" lists the runs, \"nightkeepctl places\" the places."));
    }
    const Result<ArchiveRecord> known = knownRun(workspace, context.value("run"));
    return known ? Result<void>() : fail(known.error());
}

VerbResult removeLocalArchive(CliContext &context, Workspace &workspace)
{
    if (const Result<void> given = keepingNeeds(context, workspace, {QStringLiteral("run"), QStringLiteral("name")});
        !given)
        return fail(given.error());
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<ArchiveRecord> removed = workspace.keeping().removeLocal(context.value("run"), context.value("name"),
                                                                          context.cancel(), context.progress());
    if (!removed)
        return fail(removed.error());
    if (removed->warning)
        context.say(*removed->warning);
    return CliAnswer {QJsonDocument(cliJson(*removed)),
                      AppTr::tr("Removed the archive %1 from %2. Its manifest and its job's folder stay there.\n")
                          .arg(removed->run.request.name, removed->run.server)};
}

VerbResult noteArchiveDeleted(CliContext &context, Workspace &workspace)
{
    const Result<void> given =
        keepingNeeds(context, workspace, {QStringLiteral("run"), QStringLiteral("place"), QStringLiteral("note")});
    if (!given)
        return fail(given.error());
    const Result<HandOver> noted =
        workspace.keeping().noteDeleted(context.value("run"), context.value("place"), context.value("note"));
    if (!noted)
        return fail(noted.error());
    if (noted->warning)
        context.say(*noted->warning);
    return CliAnswer {QJsonDocument(cliJson(*noted)),
                      AppTr::tr("Noted: the archive was deleted at %1.\n").arg(visibleText(noted->place))};
}

VerbResult showPastYears(CliContext &, Workspace &workspace)
{
    const Result<QList<CopyPastYears>> copies = copiesPastYears(readWorkspace(workspace));
    if (!copies)
        return fail(copies.error());
    TextTable table({AppTr::tr("RUN"), AppTr::tr("ARCHIVE"), AppTr::tr("PLACE"), AppTr::tr("AGREED UNTIL"),
                     AppTr::tr("ASKED"), AppTr::tr("HELD"), AppTr::tr("LAST"), AppTr::tr("WHY"),
                     AppTr::tr("WHAT TO DO")});
    const QString yes = AppTr::tr("yes");
    for (const CopyPastYears &copy : *copies)
        table.add({copy.run, visibleText(copy.archive), copy.place.isEmpty() ? copy.where : visibleText(copy.place),
                   copy.until.toString(Qt::ISODate),
                   copy.askedAt.isValid() ? ageInWords(copy.askedAt, workspace.clock()()) : QString(),
                   copy.isHeld ? yes : QString(), copy.isLast ? yes : QString(), copy.reason, pastYearsAdvice(copy)});
    return CliAnswer {QJsonDocument(cliJson(*copies)), table.text() + pastYearsAnswer(*copies).sentence + u'\n',
                      copies->isEmpty() ? ExitStatus::Fine : ExitStatus::Findings};
}

} // namespace

const QList<Verb> Verbs::archiveKeeping {
    {"archive remove-local",
     "--run ID --name NAME",
     withWorkspace<removeLocalArchive>,
     {KeepingRunOption, KeepingNameOption}},
    {"archive past-years", "", withWorkspace<showPastYears>},
    {"archive deleted",
     "--run ID --place NAME --note TEXT",
     withWorkspace<noteArchiveDeleted>,
     {KeepingRunOption, KeepingPlaceOption, KeepingNoteOption}},
};

} // namespace Nightkeep
