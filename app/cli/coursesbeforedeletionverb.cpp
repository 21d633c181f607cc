// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/archives/deletiontable.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption CategoryOption {"category", "CATEGORY",
                                     QT_TRANSLATE_NOOP("NightkeepApp",
                                                       "all courses of this category and those below it: its number, "
                                                       "its name or its whole path")};
constexpr VerbOption FileOption {
    "file", "FILE",
    QT_TRANSLATE_NOOP("NightkeepApp", "a list of courses: a number or a short name a line, or as the first column")};
constexpr VerbOption ListOption {"list", "", QT_TRANSLATE_NOOP("NightkeepApp", "the earlier checks that are kept")};
constexpr VerbOption ShowOption {
    "show", "DATE",
    QT_TRANSLATE_NOOP("NightkeepApp", "an earlier check: the last of that day (2008-12-13), or by its number")};

CliAnswer deletionCliAnswer(const DeletionCheck &check, const QDateTime &now)
{
    QJsonObject json = cliJson(check.head);
    json.insert(QStringLiteral("list"), cliJson(check.list));
    json.insert(QStringLiteral("courses"), cliJson(check.courses));
    TextTable table({AppTr::tr("ID"), AppTr::tr("COURSE"), AppTr::tr("ANSWER"), AppTr::tr("IN THE WAY"),
                     AppTr::tr("NEXT STEP"), AppTr::tr("COPY"), AppTr::tr("ARCHIVE")});
    for (const CourseDeletion &course : check.courses)
        table.add({course.id > 0 ? QString::number(course.id) : QString(), course.shortName,
                   deletionAnswerWord(course.answer), deletionReasons(course), deletionSteps(course),
                   deletionCopyWords(course), deletionArchiveWords(course)});
    ExitStatus ending = check.head.failed > 0 ? ExitStatus::Findings : ExitStatus::Fine;
    if (!check.head.notRead.isEmpty())
        ending = worse(ending, ExitStatus::Unreachable);
    return {QJsonDocument(json), table.text() + deletionAnswer(check.head, now).sentence + u'\n', ending};
}

VerbResult listChecks(Workspace &workspace)
{
    const Result<QList<DeletionCheckHead>> heads = workspace.deletions().earlier();
    if (!heads)
        return fail(heads.error());
    const QDateTime now = workspace.clock()();
    TextTable table({AppTr::tr("NUMBER"), AppTr::tr("WHEN"), AppTr::tr("BY"), AppTr::tr("SITE"), AppTr::tr("COURSES"),
                     AppTr::tr("NOT TO BE DELETED")});
    for (const DeletionCheckHead &head : *heads)
        table.add({QString::number(head.number),
                   head.at.toTimeZone(now.timeZone()).toString(QStringLiteral("yyyy-MM-dd HH:mm")), head.who, head.site,
                   QString::number(head.courses), QString::number(head.failed)});
    return CliAnswer {QJsonDocument(cliJson(*heads)), table.text()};
}

/// By its number, or the last one of a day by this machine's clock.
Result<qint64> numberOfCheck(CliContext &context, Workspace &workspace)
{
    bool isNumber = false;
    const qint64 number = context.value("show").toLongLong(&isNumber);
    if (isNumber)
        return number;
    const Result<QDate> day = context.day("show");
    if (!day)
        return fail(day.error());
    const Result<QList<DeletionCheckHead>> heads = workspace.deletions().earlier();
    if (!heads)
        return fail(heads.error());
    const QTimeZone zone = workspace.clock()().timeZone();
    const auto found = std::find_if(heads->cbegin(), heads->cend(), [&](const DeletionCheckHead &head) {
        return head.at.toTimeZone(zone).date() == *day;
    });
    if (found == heads->cend())
        return fail(ErrorKind::BadInput, AppTr::tr("No check of that day is kept."),
                    AppTr::tr("\"nightkeepctl courses before-deletion --list\" lists them."));
    return found->number;
}

VerbResult showCheck(CliContext &context, Workspace &workspace)
{
    const Result<qint64> number = numberOfCheck(context, workspace);
    if (!number)
        return fail(number.error());
    const Result<DeletionCheck> check = workspace.deletions().find(*number);
    if (!check)
        return fail(check.error());
    return deletionCliAnswer(*check, workspace.clock()());
}

VerbResult beforeDeletion(CliContext &context, Workspace &workspace)
{
    if (context.has("list") || context.has("show")) {
        const bool isAsked = !context.words().isEmpty() || context.has("category") || context.has("file");
        if (isAsked || (context.has("list") && context.has("show")))
            return fail(ErrorKind::BadInput, AppTr::tr("An earlier check is only shown: it takes no courses."),
                        AppTr::tr("Give --list alone, or --show with its date."));
        return context.has("list") ? listChecks(workspace) : showCheck(context, workspace);
    }
    const Result<Site> site = chosenSite(context);
    if (!site)
        return fail(site.error());
    DeletionService::Order order {*site, {context.words(), {}, context.value("category")}, context.has("offline")};
    if (context.has("file")) {
        const Result<QStringList> lines = workspace.deletions().readList(context.value("file"));
        if (!lines)
            return fail(lines.error());
        order.list.lines = *lines;
    }
    const Result<Asked<DeletionCheck>> checked =
        workspace.deletions().check(order, context.attendance(), context.cancel(), context.progress());
    if (!checked)
        return fail(checked.error());
    CliAnswer answer = deletionCliAnswer(checked->answer, workspace.clock()());
    if (checked->notKept)
        answer.status = worse(answer.status, sayNotKept(context, *checked->notKept));
    return answer;
}

} // namespace

const QList<Verb> Verbs::coursesBeforeDeletion {
    {"courses before-deletion",
     "[ID|SHORTNAME...] [--category CATEGORY] [--file FILE] [--site NAME] [--offline] [--list] [--show DATE]",
     withWorkspace<beforeDeletion>,
     {CategoryOption, FileOption, ListOption, ShowOption, Options::Site, Options::Offline}},
};

} // namespace Nightkeep
