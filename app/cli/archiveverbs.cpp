// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/archivecopies.h"
#include "app/cli/archiveplans.h"
#include "app/cli/verbs.h"
#include "models/archives/archiveplantable.h"
#include "models/archives/archiveproposal.h"
#include "models/archives/archiverunstable.h"
#include "models/base/format.h"
#include "models/base/tableproxy.h"
#include "models/catalogue/foundcopies.h"

#include <numeric>

namespace Nightkeep {

namespace {

constexpr VerbOption RuleOption {
    "rule", "RULE", QT_TRANSLATE_NOOP("NightkeepApp", "since-last-run, or newest-per-course (where a date is given)")};
constexpr VerbOption NotBeforeOption {
    "not-before", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "the first day on which a zip is up to date (2008-12-12)")};
constexpr VerbOption NameOption {"name", "NAME",
                                 QT_TRANSLATE_NOOP("NightkeepApp", "the archive's file name, without .tar")};
constexpr VerbOption RunOption {"run", "ID", QT_TRANSLATE_NOOP("NightkeepApp", "which run; else the newest")};
constexpr VerbOption TakeDoubtfulOption {
    "take-doubtful", "",
    QT_TRANSLATE_NOOP("NightkeepApp",
                      "take a course's newest zip too where it is doubtful, beside the newest sound one")};
constexpr VerbOption ReadThroughOption {
    "read-through", "",
    QT_TRANSLATE_NOOP("NightkeepApp",
                      "read every byte of the zips while planning; else only their ends and moodle.xml")};
constexpr VerbOption WithoutDatabaseOption {
    "without-database", "",
    QT_TRANSLATE_NOOP("NightkeepApp",
                      "go on where Moodle's database does not answer: missing zips cannot be told then")};
constexpr VerbOption CsvOption {"csv", "FILE",
                                QT_TRANSLATE_NOOP("NightkeepApp", "write the plan's or the run's table to a file")};
constexpr VerbOption DiscoverOption {
    "discover", "", QT_TRANSLATE_NOOP("NightkeepApp", "ask the server for runs that the workspace lacks")};

constexpr VerbOption TermOption {
    "term", "NAME",
    QT_TRANSLATE_NOOP("NightkeepApp",
                      "which of the workspace's terms: its cut-off date, where --not-before gives none")};
constexpr VerbOption OriginOption {
    "origin", "WHO",
    QT_TRANSLATE_NOOP("NightkeepApp", "take any backups, automatic ones alone or hand-made ones alone")};
constexpr VerbOption InsteadOption {
    "instead", "PATH",
    QT_TRANSLATE_NOOP("NightkeepApp", "take this backup of its course, as the plan names it, whatever the rule says")};
constexpr VerbOption AcceptOption {
    "accept-course", "COURSE=REASON",
    QT_TRANSLATE_NOOP("NightkeepApp", "go on without an up-to-date backup of the course with that number")};
constexpr VerbOption PlacesOption {
    "places", "NAMES", QT_TRANSLATE_NOOP("NightkeepApp", "to which the archive is handed over: tsm,second-building")};
constexpr VerbOption SaveOption {"save", "TITLE",
                                 QT_TRANSLATE_NOOP("NightkeepApp", "keep the plan in the workspace under a title")};
constexpr VerbOption SavedPlanOption {"plan", "NUMBER", QT_TRANSLATE_NOOP("NightkeepApp", "a plan that was kept")};

Result<ArchiveRequest> readRequest(CliContext &context)
{
    const Result<Site> site = chosenSite(context);
    if (!site)
        return fail(site.error());
    ArchiveRequest request;
    request.site = site->name;
    const Result<std::optional<Term>> term = readTerm(context);
    if (!term)
        return fail(term.error());

    // Without a date the plan is what the team's own script did.
    const QString rule = context.value(
        "rule", nameOf(context.has("not-before") || *term ? ArchiveRule::NewestPerCourse : ArchiveRule::SinceLastRun));
    if (rule == nameOf(ArchiveRule::SinceLastRun))
        request.rule = ArchiveRule::SinceLastRun;
    else if (rule != nameOf(ArchiveRule::NewestPerCourse))
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no rule for an archive.").arg(visibleText(rule)),
                    AppTr::tr("Rules: since-last-run, newest-per-course."));

    const Result<QDate> notBefore = context.day("not-before");
    if (!notBefore)
        return fail(notBefore.error());
    request.notBefore = notBefore->isValid() || !*term ? *notBefore : (*term)->cutOff;
    if (request.rule == ArchiveRule::NewestPerCourse && !request.notBefore.isValid())
        return fail(ErrorKind::BadInput, AppTr::tr("The rule newest-per-course needs --not-before DATE."),
                    AppTr::tr("Name the first day on which a zip counts as up to date, such as the end of term."));
    const QString day = (*context.workspace())->clock()().toString(QStringLiteral("yyyyMMdd"));
    request.name = context.value("name", site->name + u'-' + (*term ? (*term)->name : day));
    request.takeDoubtful = context.has("take-doubtful");
    request.readThrough = context.has("read-through");
    if (const Result<void> read = readChoices(context, request); !read)
        return fail(read.error());
    return request;
}

/// What would happen, and what is to be known before.
QString planText(const ArchivePlan &plan)
{
    QString text =
        AppTr::tr("%1 would go into %2.tar in %3 on %4.\n")
            .arg(AppTr::tr("%n zips of %1", nullptr, plan.includedCount()).arg(bytesInWords(plan.includedBytes())),
                 plan.request.name, displayPath(plan.archiveFolder), plan.server);
    text += AppTr::tr("It needs %1; %2 is free.\n").arg(bytesInWords(plan.neededBytes()), bytesInWords(plan.freeBytes));
    for (const QString &remark : planRemarks(plan))
        text += AppTr::tr("Note: %1\n").arg(remark);
    for (const ArchiveWarning &warning : plan.warnings) {
        const QString said = visibleText(warning.text);
        if (!warning.accepted.isEmpty())
            text += AppTr::tr("Accepted: %1 %2\n").arg(said, visibleText(warning.accepted));
        else if (!warning.handMade.isEmpty())
            text += AppTr::tr("Warning: %1 One that was made by hand would do: --instead %2\n")
                        .arg(said, shellWord(warning.handMade)); // which a person may paste
        else
            text += AppTr::tr("Warning: %1\n").arg(said);
    }
    return text;
}

/// The plan of --plan, or a new one as asked for.
Result<ArchivePlan> readPlan(CliContext &context, Workspace &workspace)
{
    if (context.has("plan")) {
        for (const char *other : {"rule", "not-before", "name", "take-doubtful", "read-through", "term", "origin",
                                  "instead", "accept-course", "places", "site"}) {
            if (context.has(other))
                return fail(
                    ErrorKind::BadInput,
                    AppTr::tr("A plan that was kept is started as it is, without --%1.").arg(QLatin1String(other)),
                    AppTr::tr("Make a new plan, or leave that away."));
        }
        const Result<SavedPlan> saved = savedPlanOf(workspace, context.value("plan"));
        return saved ? Result<ArchivePlan>(saved->plan) : fail(saved.error());
    }
    const Result<ArchiveRequest> request = readRequest(context);
    return request ? workspace.archives().plan(*request, context.cancel()) : fail(request.error());
}

/// What the window would save as a file, every column of it; nothing where no file was asked for.
Result<void> writeCsv(CliContext &context, const QList<ArchivePlanRow> &rows)
{
    if (!context.has("csv"))
        return {};
    ColumnTable<ArchivePlanRow> table(ArchivePlanTable::description());
    table.setRows(rows, (*context.workspace())->clock()());
    TableProxy shown;
    shown.setSourceModel(&table);
    QList<int> columns(ArchivePlanTable::ColumnCount);
    std::iota(columns.begin(), columns.end(), 0);
    return context.world().writeFile(context.value("csv"), shown.csv(columns));
}

VerbResult planArchiveRun(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may && context.has("save"))
        return fail(may.error());
    const Result<ArchivePlan> plan = readPlan(context, workspace);
    if (!plan)
        return fail(plan.error());
    if (const Result<void> written = writeCsv(context, ArchivePlanTable::rows(*plan)); !written)
        return fail(written.error());
    QJsonObject json = archivePlanJson(*plan);
    if (context.has("save")) {
        const Result<qint64> number = workspace.archives().savePlan(context.value("save"), *plan);
        if (!number)
            return fail(number.error());
        json.insert(QStringLiteral("savedAs"), *number);
        context.say(AppTr::tr("It is kept as plan %1.").arg(*number));
    }
    const bool isWhole = plan->sawAllFolders() && (plan->coursesKnown || context.has("without-database"));
    return CliAnswer {QJsonDocument(json), archivePlanText(*plan),
                      isWhole ? ExitStatus::Fine : ExitStatus::Unreachable};
}

/// How many zips of what size it holds, in a table.
QStringList holdings(const ArchiveRecord &record)
{
    if (!holdsSomething(record))
        return {QString(), QString()};
    return {QString::number(record.run.files), bytesInWords(record.run.bytes)};
}

QString recordText(const ArchiveRecord &record, const QDateTime &now)
{
    TextTable table({AppTr::tr("RUN"), AppTr::tr("STATE"), AppTr::tr("STARTED"), AppTr::tr("ZIPS"), AppTr::tr("SIZE")});
    const QString state = record.status.state == ArchiveState::Working
        ? AppTr::tr("working: %1").arg(archiveStepWord(record.status.step))
        : archiveRecordText(record);
    table.add(QStringList {record.run.id, state, ageInWords(record.run.startedAt, now)} + holdings(record));
    QString text = table.text();
    if (record.status.state == ArchiveState::Complete) {
        text += verifiedWords(record.run) + u'\n';
        for (const ArchiveWarning &warning : record.run.warnings)
            text += AppTr::tr("Warning: %1\n").arg(visibleText(warning.text));
        if (record.accepted)
            text += AppTr::tr("The warnings were accepted by %1: %2\n")
                        .arg(visibleText(record.accepted->by), visibleText(record.accepted->text));
        if (record.moved)
            text +=
                AppTr::tr("Moved, says %1: %2\n").arg(visibleText(record.moved->by), visibleText(record.moved->text));
    }
    if (const QString gone = goneWords(record, now); !gone.isEmpty())
        text += visibleText(gone) + u'\n';
    if (!record.status.failure.isEmpty())
        text += visibleText(record.status.failure) + u'\n';
    if (!record.status.sha256.isEmpty())
        text +=
            AppTr::tr("SHA-256 of the finished file, read back: %1\n").arg(QString::fromLatin1(record.status.sha256));
    return text;
}

ExitStatus statusOf(const ArchiveRecord &record)
{
    if (record.status.state == ArchiveState::Unknown)
        return ExitStatus::Unreachable;
    // What the plan warned of does not make the run a failure; "check" tells of it.
    const bool isAstray = record.status.state == ArchiveState::Complete
        && (record.status.copy == ArchiveCopy::Altered
            || (record.status.copy != ArchiveCopy::InPlace && !record.moved));
    return record.status.state == ArchiveState::Resumable || isAstray ? ExitStatus::Findings : ExitStatus::Fine;
}

VerbResult answerWith(CliContext &context, const Result<ArchiveRecord> &result, const Workspace &workspace)
{
    if (!result)
        return fail(result.error());
    const ArchiveRecord &record = *result;
    if (!record.note.isEmpty())
        context.say(record.note);
    if (record.warning)
        context.say(*record.warning);
    if (const Result<void> written = writeCsv(context, ArchivePlanTable::rows(record.run.warnings)); !written)
        return fail(written.error());
    return CliAnswer {QJsonDocument(archiveRecordJson(record)), recordText(record, workspace.clock()()),
                      statusOf(record)};
}

/// The archive is none the worse where it cannot be read.
void noteMoodleOf(CliContext &context, Workspace &workspace, const ArchiveRun &run)
{
    const Result<ArchivedMoodle> noted = workspace.drills().noteMoodle(run.id, context.cancel());
    if (noted)
        return;
    context.say(AppTr::tr("Which Moodle the archive is made from was not read: \"nightkeepctl drills moodle --run %1\" "
                          "reads it.")
                    .arg(run.id));
    context.say(noted.error());
}

VerbResult startArchive(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may && !context.has("dry-run"))
        return fail(may.error());
    const Result<ArchivePlan> plan = readPlan(context, workspace);
    if (!plan)
        return fail(plan.error());
    const QString fingerprint = QString::fromLatin1(plan->fingerprint);
    if (context.has("fingerprint") && context.value("fingerprint") != fingerprint) {
        return fail(ErrorKind::Stale,
                    AppTr::tr("The zips are no longer as they were in the plan %1.")
                        .arg(visibleText(context.value("fingerprint"))),
                    AppTr::tr("Plan again: nightkeepctl archive plan."));
    }
    context.say(planText(*plan));
    if (!plan->coursesKnown && !context.has("without-database"))
        return fail(
            ErrorKind::Unreachable,
            AppTr::tr("Nothing was started: which courses have no zip is not known. %1").arg(plan->coursesProblem),
            AppTr::tr("Mend the way to Moodle's database, or go on with --without-database."));
    if (context.has("dry-run"))
        return CliAnswer {QJsonDocument(archivePlanJson(*plan)), AppTr::tr("Dry run: nothing was started.\n")};
    if (!context.has("fingerprint")) {
        const Result<void> agreed =
            context.agree(AppTr::tr("Start this archive on %1?").arg(plan->server),
                          AppTr::tr("Give the plan's fingerprint with --fingerprint, or --yes."));
        if (!agreed)
            return fail(agreed.error());
    }
    const Result<ArchiveRecord> started = workspace.archives().start(*plan, context.cancel());
    if (!started && started.error().kind == ErrorKind::Stale && !started.error().detail.isEmpty())
        context.say(visibleLines(started.error().detail)); // what has changed since
    if (started && plan->coursesKnown)
        noteMoodleOf(context, workspace, started->run);
    return answerWith(context, started, workspace);
}

/// The run of --run, or the newest one in the workspace.
Result<QString> chosenRun(CliContext &context, Workspace &workspace)
{
    const QString wanted = context.value("run");
    if (!wanted.isEmpty()) {
        const Result<ArchiveRecord> known = knownRun(workspace, wanted);
        return known ? Result<QString>(wanted) : fail(known.error());
    }
    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    if (runs->isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("No archive has been started yet."),
                    AppTr::tr("Start one: nightkeepctl archive plan, then archive start. "
                              "\"archive list --discover\" asks the server for others."));
    return runs->constFirst().run.id;
}

/// For a verb about one run: that of --run, or the newest.
template<VerbResult (*run)(CliContext &context, Workspace &workspace, const QString &id)>
VerbResult withRun(CliContext &context, Workspace &workspace)
{
    const Result<QString> id = chosenRun(context, workspace);
    return id ? run(context, workspace, *id) : fail(id.error());
}

VerbResult stopArchive(CliContext &context, Workspace &workspace, const QString &run)
{
    if (!context.has("run"))
        return fail(ErrorKind::BadInput, AppTr::tr("Name the run to stop with --run."),
                    AppTr::tr("\"nightkeepctl archive list\" lists them."));
    const Result<void> agreed = context.agree(AppTr::tr("Stop %1 on the server and remove what it half made?").arg(run),
                                              AppTr::tr("Give --yes."));
    if (!agreed)
        return fail(agreed.error());
    return answerWith(context, workspace.archives().cancelRun(run, context.cancel()), workspace);
}

VerbResult showContents(CliContext &context, Workspace &workspace, const QString &run)
{
    if (context.has("member"))
        return showInside(context, workspace, run);
    const Result<ArchiveContents> contents = workspace.archives().contents(run, context.cancel());
    if (!contents)
        return fail(contents.error());
    TextTable table({AppTr::tr("MEMBER"), AppTr::tr("SIZE"), AppTr::tr("MADE"), AppTr::tr("CHECK"), AppTr::tr("ZIP")});
    for (const ArchiveMember &member : contents->members)
        table.add({displayPath(member.path), bytesInWords(member.bytes),
                   member.modified.toString(QStringLiteral("yyyy-MM-dd HH:mm")), nameOf(member.check),
                   member.zip.isDoubtful() ? zipFaultWords(member.zip) : zipLevelWord(member.zip.level)});
    const ExitStatus ending = contents->notKept ? sayNotKept(context, *contents->notKept) : ExitStatus::Fine;
    return CliAnswer {QJsonDocument(archiveContentsJson(*contents)), table.text(),
                      worse(ending, contents->matches() ? ExitStatus::Fine : ExitStatus::Findings)};
}

VerbResult listArchives(CliContext &context, Workspace &workspace)
{
    if (context.has("discover")) {
        const Result<Site> site = chosenSite(context);
        if (!site)
            return fail(site.error());
        const Result<QList<ArchiveRecord>> found = workspace.archives().discover(site->name, context.cancel());
        if (!found)
            return fail(found.error());
        context.say(AppTr::tr("%n runs were found that the workspace did not have.", nullptr, int(found->size())));
        if (!found->isEmpty() && found->first().warning)
            context.say(*found->first().warning);
    }
    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    QJsonArray array;
    TextTable table({AppTr::tr("RUN"), AppTr::tr("STATE"), AppTr::tr("STARTED"), AppTr::tr("ZIPS"), AppTr::tr("SIZE")});
    for (const ArchiveRecord &record : *runs) {
        array.append(archiveRecordJson(record));
        const QString started = ageInWords(record.run.startedAt, workspace.clock()());
        table.add(QStringList {record.run.id, archiveRecordText(record), started} + holdings(record));
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

VerbResult verifyArchive(CliContext &context, Workspace &workspace, const QString &run)
{
    if (context.has("place") || context.has("file") || context.has("due"))
        return verifyCopies(context, workspace, run);
    return answerWith(context, workspace.verification().verifyThere(run, context.cancel(), context.progress()),
                      workspace);
}

VerbResult noteMoved(CliContext &context, Workspace &workspace, const QString &run)
{
    return answerWith(context, workspace.archives().noteMoved(run, context.words().join(u' ')), workspace);
}

VerbResult acceptWarnings(CliContext &context, Workspace &workspace, const QString &run)
{
    return answerWith(context, workspace.archives().acceptWarnings(run, context.words().join(u' ')), workspace);
}

VerbResult takeNoteBack(CliContext &context, Workspace &workspace, const QString &run)
{
    if (const Result<void> writable = mayWrite(workspace); !writable)
        return fail(writable.error());
    const QString what = context.word(0);
    const bool isMoved = what == u"moved";
    if (!isMoved && what != u"accept")
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is nothing that is noted of an archive.").arg(visibleText(what)),
                    AppTr::tr("Take back one of: moved, accept."));
    const ArchiveService::NoteOfRecord where = isMoved ? &ArchiveRecord::moved : &ArchiveRecord::accepted;
    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    std::optional<ArchiveNote> noted;
    for (const ArchiveRecord &record : *runs)
        noted = record.run.id == run ? record.*where : noted;
    if (!noted)
        return fail(ErrorKind::BadInput, AppTr::tr("Nothing of that is noted of the archive %1.").arg(visibleText(run)),
                    AppTr::tr("See what is: nightkeepctl archive status --json."));
    return answerWith(context, workspace.archives().replaceNote(run, where, noted, std::nullopt), workspace);
}

/// With what the archive holds, once it is complete. That this cannot be had does not make the run a failure.
VerbResult answerWithContents(CliContext &context, const Result<ArchiveRecord> &result, Workspace &workspace)
{
    const Result<CatalogueRecords> known = workspace.catalogue();
    if (result && known && result->status.state == ArchiveState::Complete
        && !known->manifests.contains(result->run.id)) {
        const QStringList problems =
            fetchManifests(workspace.verification(), {result->run.id}, context.cancel(), context.progress());
        for (const QString &problem : problems)
            context.sayAtTerminal(problem);
    }
    return answerWith(context, result, workspace);
}

VerbResult showStatus(CliContext &context, Workspace &workspace, const QString &run)
{
    return answerWithContents(context, workspace.archives().status(run, context.cancel()), workspace);
}

VerbResult attachToRun(CliContext &context, Workspace &workspace, const QString &run)
{
    return answerWithContents(context, workspace.archives().attach(run, context.cancel(), context.progress()),
                              workspace);
}

} // namespace

QString archivePlanText(const ArchivePlan &plan)
{
    TextTable table({AppTr::tr("ZIP"), AppTr::tr("SIZE"), AppTr::tr("MADE"), AppTr::tr("WHY")});
    for (const PlannedZip &zip : plan.zips)
        table.add({displayPath(zip.file.path), bytesInWords(zip.file.bytes),
                   zip.file.modified.toString(QStringLiteral("yyyy-MM-dd HH:mm")), zip.reason});
    return table.text() + u'\n' + planText(plan);
}

const QList<Verb> Verbs::archive {
    {"archive",
     "[--discover]",
     withWorkspace<listArchives>,
     {Options::Site, DiscoverOption},
     QT_TRANSLATE_NOOP("NightkeepApp", "term archives of the course zips")},
    {"archive plan",
     "[--term NAME] [--not-before DATE] [--rule RULE] [--name NAME] [--origin any|automatic|hand-made] "
     "[--instead PATH]... [--accept-course COURSE=REASON]... [--places NAMES] [--take-doubtful] [--read-through] "
     "[--without-database] [--csv FILE] [--save TITLE]",
     withWorkspace<planArchiveRun>,
     {Options::Site, TermOption, RuleOption, NotBeforeOption, NameOption, OriginOption, InsteadOption, AcceptOption,
      PlacesOption, TakeDoubtfulOption, ReadThroughOption, WithoutDatabaseOption, CsvOption, SaveOption}},
    {"archive start",
     "[--term NAME] [--not-before DATE] [--rule RULE] [--name NAME] [--origin any|automatic|hand-made] "
     "[--instead PATH]... [--accept-course COURSE=REASON]... [--places NAMES] [--take-doubtful] [--read-through] "
     "[--without-database] [--fingerprint HEX] [--plan NUMBER] [--dry-run] [--yes]",
     withWorkspace<startArchive>,
     {Options::Site,
      TermOption,
      RuleOption,
      NotBeforeOption,
      NameOption,
      OriginOption,
      InsteadOption,
      AcceptOption,
      PlacesOption,
      SavedPlanOption,
      TakeDoubtfulOption,
      ReadThroughOption,
      WithoutDatabaseOption,
      {"fingerprint", "HEX", QT_TRANSLATE_NOOP("NightkeepApp", "start only if the plan still has this fingerprint")},
      Options::DryRun}},
    {"archive status", "[--run ID] [--csv FILE]", withWorkspace<withRun<showStatus>>, {RunOption, CsvOption}},
    {"archive verify",
     "[--run ID] [--place NAME] [--file FILE] [--due N]",
     withWorkspace<withRun<verifyArchive>>,
     {RunOption, VerifyPlaceOption, VerifyFileOption, VerifyDueOption}},
    {"archive moved", "WHERE... [--run ID]", withWorkspace<withRun<noteMoved>>, {RunOption}},
    {"archive accept", "REASON... [--run ID]", withWorkspace<withRun<acceptWarnings>>, {RunOption}},
    {"archive take-back", "moved|accept [--run ID]", withWorkspace<withRun<takeNoteBack>>, {RunOption}},
    {"archive attach", "[--run ID]", withWorkspace<withRun<attachToRun>>, {RunOption}},
    {"archive contents", "[--run ID] [--member PATH]", withWorkspace<withRun<showContents>>, {RunOption, MemberOption}},
    {"archive cancel", "--run ID [--yes]", withWorkspace<withRun<stopArchive>>, {RunOption}},
    {"archive list", "[--discover]", withWorkspace<listArchives>, {Options::Site, DiscoverOption}},
};

} // namespace Nightkeep
