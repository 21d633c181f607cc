// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/archiveplans.h"
#include "models/base/format.h"
#include "models/catalogue/drilltable.h"

#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption DrillRunOption {
    "run", "ID", QT_TRANSLATE_NOOP("NightkeepApp", "the archive that the copy is out of, by its run")};
constexpr VerbOption DrillWhereOption {
    "where", "SITE",
    QT_TRANSLATE_NOOP("NightkeepApp", "where the copy was restored, or is to be: never the live site")};
constexpr VerbOption DrillOutcomeOption {
    "outcome", "WORD", QT_TRANSLATE_NOOP("NightkeepApp", "what came of the drill: proven, partly or failed")};
constexpr VerbOption DrillBackOption {"came-back", "TEXT",
                                      QT_TRANSLATE_NOOP("NightkeepApp", "what was there after the restore")};
constexpr VerbOption DrillMissingOption {"missing", "TEXT",
                                         QT_TRANSLATE_NOOP("NightkeepApp", "what was not there after the restore")};
constexpr VerbOption DrillDayOption {"on", "DATE",
                                     QT_TRANSLATE_NOOP("NightkeepApp", "the day of the drill, as 2008-11-04 (today)")};
constexpr VerbOption DrillMinutesOption {"minutes", "N", QT_TRANSLATE_NOOP("NightkeepApp", "how long it took")};
constexpr VerbOption DrillCourseOption {"course", "ID|SHORTNAME",
                                        QT_TRANSLATE_NOOP("NightkeepApp", "of which course the copy is")};

TextTable drillsTable(const QList<RestoreDrill> &drills, const QDateTime &now)
{
    TextTable table({AppTr::tr("NUMBER"), AppTr::tr("COURSE"), AppTr::tr("RESTORED"), AppTr::tr("WHERE"),
                     AppTr::tr("OUTCOME"), AppTr::tr("MISSING"), AppTr::tr("BY")});
    for (const RestoreDrill &drill : drills)
        table.add({QString::number(drill.number), drilledInWords(drill),
                   drill.at.toTimeZone(now.timeZone()).date().toString(Qt::ISODate), drill.where,
                   drillOutcomeWord(drill.outcome), drill.missing, drill.by});
    return table;
}

CliAnswer drillAnswer(const RestoreDrill &drill, const QDateTime &now)
{
    CliAnswer answer;
    answer.json = QJsonDocument(cliJson(drill));
    answer.text = drillsTable({drill}, now).text();
    if (!drill.cameBack.isEmpty())
        answer.text += AppTr::tr("Came back: %1").arg(visibleText(drill.cameBack)) + u'\n';
    if (drill.outcome != RestoreDrill::Outcome::Proven)
        answer.status = ExitStatus::Findings;
    return answer;
}

VerbResult listDrills(CliContext &, Workspace &workspace)
{
    const Result<CatalogueRecords> records = workspace.catalogue();
    if (!records)
        return fail(records.error());
    const QDateTime now = workspace.clock()();
    return CliAnswer {QJsonDocument(cliJson(records->drills)),
                      drillsTable(records->drills, now).text() + drillsAnswer(records->drills, now).sentence + u'\n'};
}

/// Of which copy a drill is, by the options that recording and running share.
Result<RestoreDrill> namedDrill(CliContext &context, Workspace &workspace)
{
    RestoreDrill drill;
    drill.path = context.word(0).toUtf8();
    drill.run = context.value("run");
    drill.where = context.value("where");
    if (!drill.run.isEmpty()) {
        const Result<ArchiveRecord> known = knownRun(workspace, drill.run);
        if (!known)
            return fail(known.error());
        drill.site = known->run.request.site;
    }
    const Result<Site> site = drill.site.isEmpty() ? chosenSite(context) : siteNamed(context, drill.site);
    if (!site)
        return fail(site.error());
    drill.site = site->name;
    if (const QString named = context.value("course"); !named.isEmpty()) {
        const Result<SiteBackups> last = workspace.courses().lastBackups(*site);
        if (!last)
            return fail(last.error());
        const Result<const CourseBackups *> course = courseNamed(*last, named);
        if (!course)
            return fail(course.error());
        drill.course = (*course)->course.id;
        drill.shortName = (*course)->course.shortName;
    }
    return drill;
}

VerbResult recordDrill(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    Result<RestoreDrill> drill = namedDrill(context, workspace);
    if (!drill)
        return fail(drill.error());
    const std::optional<RestoreDrill::Outcome> outcome = fromName<RestoreDrill::Outcome>(context.value("outcome"));
    if (!outcome)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is nothing that came of a drill.").arg(visibleText(context.value("outcome"))),
                    AppTr::tr("Say --outcome proven, partly or failed."));
    const Result<QDate> day = context.day("on");
    const Result<qint64> minutes = context.number("minutes", -1, 0, 100'000);
    if (!day || !minutes)
        return fail(day ? minutes.error() : day.error());
    drill->outcome = *outcome;
    drill->cameBack = context.value("came-back");
    drill->missing = context.value("missing");
    drill->seconds = *minutes < 0 ? -1 : *minutes * 60;
    if (day->isValid())
        drill->at = day->startOfDay(workspace.clock()().timeZone());
    const Result<RestoreDrill> recorded = workspace.drills().record(*drill);
    if (!recorded)
        return fail(recorded.error());
    CliAnswer answer = drillAnswer(*recorded, workspace.clock()());
    answer.status = ExitStatus::Fine; // it was recorded
    return answer;
}

VerbResult runDrill(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<RestoreDrill> drill = namedDrill(context, workspace);
    if (!drill)
        return fail(drill.error());
    const Result<DrillService::Plan> plan = workspace.drills().plan(*drill, drill->where, context.cancel());
    if (!plan)
        return fail(plan.error());
    const QString what = AppTr::tr("On %1, in the category %2 that is made for it and removed after:")
                             .arg(visibleText(plan->drill.where), plan->category)
        + u'\n' + plan->commands.join(u'\n') + u'\n';
    if (context.has("dry-run"))
        return CliAnswer {QJsonDocument(cliJson(*plan)), what};
    const Result<void> agreed = context.agree(what + AppTr::tr("Restore the copy there?"),
                                              AppTr::tr("Say --yes, or look at it with --dry-run first."));
    if (!agreed)
        return fail(agreed.error());
    const Result<RestoreDrill> ran = workspace.drills().run(*plan, context.cancel(), context.progress());
    return ran ? VerbResult(drillAnswer(*ran, workspace.clock()())) : fail(ran.error());
}

VerbResult removeDrill(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<CatalogueRecords> records = workspace.catalogue();
    if (!records)
        return fail(records.error());
    const auto found =
        std::find_if(records->drills.cbegin(), records->drills.cend(), [&context](const RestoreDrill &drill) {
            return QString::number(drill.number) == context.word(0);
        });
    if (found == records->drills.cend())
        return fail(ErrorKind::BadInput, AppTr::tr("There is no restore drill %1.").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl drills\" has their numbers."));
    const Result<void> agreed = context.agree(
        AppTr::tr("Remove the restore drill %1? The log keeps it.").arg(found->number), AppTr::tr("Give --yes."));
    if (!agreed)
        return fail(agreed.error());
    if (const Result<void> removed = workspace.drills().remove(*found); !removed)
        return fail(removed.error());
    return CliAnswer {QJsonDocument(cliJson(*found)),
                      AppTr::tr("The restore drill %1 is removed; the log keeps it.").arg(found->number) + u'\n'};
}

/// Which of the Moodles takes a copy, by its name and, of an archive's, by the Moodle that is kept with it.
VerbResult showRestorable(CliContext &context, Workspace &workspace)
{
    const Result<CatalogueRecords> records = workspace.catalogue();
    const Result<QList<SiteBackups>> sites = workspace.courses().lastBackups();
    if (!records || !sites)
        return fail(records ? sites.error() : records.error());
    const QString run = context.value("run");
    if (context.has("run")) {
        if (const Result<ArchiveRecord> known = knownRun(workspace, run); !known)
            return fail(known.error());
    }
    std::optional<MoodleVersion> moodle;
    for (const ArchivedMoodle &kept : records->moodles) {
        if (kept.run == run)
            moodle = kept.moodle;
    }
    const QList<Restorable> all = restorable(originOf(context.word(0).toUtf8(), moodle), *sites);
    TextTable table({AppTr::tr("SITE"), AppTr::tr("MOODLE"), AppTr::tr("TAKES IT"), AppTr::tr("WHY")});
    for (const Restorable &site : all)
        table.add({site.site, site.moodle, takenWord(site.taken), site.reason});
    return CliAnswer {QJsonDocument(cliJson(all)), table.text()};
}

VerbResult noteMoodle(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    if (!context.has("run"))
        return fail(ErrorKind::BadInput, AppTr::tr("Name the archive's run with --run."),
                    AppTr::tr("\"nightkeepctl archive list\" lists them."));
    const QString run = context.value("run");
    if (const Result<ArchiveRecord> known = knownRun(workspace, run); !known)
        return fail(known.error());
    const Result<ArchivedMoodle> noted = workspace.drills().noteMoodle(run, context.cancel());
    if (!noted)
        return fail(noted.error());
    return CliAnswer {
        QJsonDocument(cliJson(*noted)),
        AppTr::tr("Moodle %1 with %n plugins is kept with the archive.", nullptr, int(noted->moodle.plugins.size()))
                .arg(visibleText(noted->moodle.release))
            + u'\n'};
}

} // namespace

const QList<Verb> Verbs::drills {
    {"drills",
     "",
     withWorkspace<listDrills>,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "restore drills: copies that were restored to see that they can be")},
    {"drills record",
     "PATH --where TEXT --outcome WORD [--run ID] [--course ID|SHORTNAME] [--came-back TEXT] [--missing TEXT] "
     "[--on DATE] [--minutes N] [--site NAME]",
     withWorkspace<recordDrill>,
     {DrillRunOption, DrillWhereOption, DrillOutcomeOption, DrillCourseOption, DrillBackOption, DrillMissingOption,
      DrillDayOption, DrillMinutesOption, Options::Site}},
    {"drills run",
     "PATH --where SITE [--run ID] [--course ID|SHORTNAME] [--dry-run] [--yes] [--site NAME]",
     withWorkspace<runDrill>,
     {DrillRunOption, DrillWhereOption, DrillCourseOption, Options::DryRun, Options::Site}},
    {"drills remove", "NUMBER [--yes]", withWorkspace<removeDrill>},
    {"drills restorable", "PATH [--run ID]", withWorkspace<showRestorable>, {DrillRunOption}},
    {"drills moodle", "--run ID", withWorkspace<noteMoodle>, {DrillRunOption}},
};

} // namespace Nightkeep
