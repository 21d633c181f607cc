// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/archiveplans.h"
#include "models/base/format.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QJsonObject savedPlanJson(const SavedPlan &saved, bool isWhole)
{
    const ArchivePlan &plan = saved.plan;
    QJsonObject object {{QStringLiteral("number"), saved.number},
                        {QStringLiteral("title"), saved.title},
                        {QStringLiteral("by"), saved.by},
                        {QStringLiteral("at"), momentJson(saved.at)}};
    if (isWhole) {
        object.insert(QStringLiteral("plan"), archivePlanJson(plan));
        return object;
    }
    object.insert(QStringLiteral("site"), plan.request.site);
    object.insert(QStringLiteral("name"), plan.request.name);
    object.insert(QStringLiteral("includedCount"), plan.includedCount());
    object.insert(QStringLiteral("includedBytes"), plan.includedBytes());
    object.insert(QStringLiteral("coursesWithout"), coursesWithout(plan.warnings));
    object.insert(QStringLiteral("fingerprint"), QString::fromLatin1(plan.fingerprint));
    return object;
}

Result<ZipOrigin> readOrigin(CliContext &context)
{
    const QString origin = context.value("origin", QStringLiteral("any"));
    if (origin == u"any")
        return ZipOrigin::Any;
    if (origin == u"automatic")
        return ZipOrigin::ByMoodle;
    if (origin == u"hand-made")
        return ZipOrigin::ByPeople;
    return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no origin of a backup.").arg(visibleText(origin)),
                AppTr::tr("Origins: any, automatic, hand-made."));
}

VerbResult listSavedPlans(CliContext &context, Workspace &workspace)
{
    if (!context.words().isEmpty()) {
        const Result<SavedPlan> saved = savedPlanOf(workspace, context.word(0));
        if (!saved)
            return fail(saved.error());
        return CliAnswer {QJsonDocument(savedPlanJson(*saved, true)), archivePlanText(saved->plan)};
    }
    const Result<QList<SavedPlan>> plans = workspace.archives().savedPlans();
    if (!plans)
        return fail(plans.error());
    QJsonArray array;
    TextTable table({AppTr::tr("NUMBER"), AppTr::tr("TITLE"), AppTr::tr("ARCHIVE"), AppTr::tr("ZIPS"),
                     AppTr::tr("SIZE"), AppTr::tr("KEPT"), AppTr::tr("BY")});
    for (const SavedPlan &saved : *plans) {
        array.append(savedPlanJson(saved, false));
        table.add({QString::number(saved.number), visibleText(saved.title), saved.plan.request.name,
                   QString::number(saved.plan.includedCount()), bytesInWords(saved.plan.includedBytes()),
                   ageInWords(saved.at, workspace.clock()()), visibleText(saved.by)});
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

VerbResult forgetSavedPlan(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<SavedPlan> saved = savedPlanOf(workspace, context.word(0));
    if (!saved)
        return fail(saved.error());
    const Result<void> agreed = context.agree(
        AppTr::tr("Keep the plan \"%1\" no longer?").arg(visibleText(saved->title)), AppTr::tr("Give --yes."));
    if (!agreed)
        return fail(agreed.error());
    if (const Result<void> removed = workspace.archives().removeSavedPlan(*saved); !removed)
        return fail(removed.error());
    return CliAnswer {QJsonDocument(savedPlanJson(*saved, false)),
                      AppTr::tr("The plan \"%1\" is no longer kept.\n").arg(visibleText(saved->title))};
}

} // namespace

Result<ArchiveRecord> knownRun(Workspace &workspace, const QString &id)
{
    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    for (const ArchiveRecord &record : *runs) {
        if (record.run.id == id)
            return record;
    }
    return fail(ErrorKind::BadInput, AppTr::tr("There is no archive run \"%1\".").arg(visibleText(id)),
                AppTr::tr("\"nightkeepctl archive list\" lists them."));
}

Result<SavedPlan> savedPlanOf(Workspace &workspace, const QString &number)
{
    const Result<QList<SavedPlan>> plans = workspace.archives().savedPlans();
    if (!plans)
        return fail(plans.error());
    const auto found = std::find_if(plans->cbegin(), plans->cend(), [&number](const SavedPlan &saved) {
        return QString::number(saved.number) == number;
    });
    if (found == plans->cend())
        return fail(ErrorKind::BadInput, AppTr::tr("There is no plan %1.").arg(visibleText(number)),
                    AppTr::tr("\"nightkeepctl archive plans\" lists those that are kept."));
    return *found;
}

Result<void> readChoices(CliContext &context, ArchiveRequest &request)
{
    const Result<ZipOrigin> origin = readOrigin(context);
    if (!origin)
        return fail(origin.error());
    request.origin = *origin;
    for (const QString &path : context.values("instead"))
        request.instead.append(path.toUtf8());
    for (const QString &given : context.values("accept-course")) {
        const Result<QPair<QString, QString>> accepted = splitAssignment(given);
        if (!accepted)
            return fail(accepted.error());
        bool isNumber = false;
        const qint64 course = accepted->first.toLongLong(&isNumber);
        if (!isNumber || course <= 0)
            return fail(ErrorKind::BadInput,
                        AppTr::tr("\"%1\" is no number of a course.").arg(visibleText(accepted->first)),
                        AppTr::tr("Say it as 33=\"closed since May\"; the plan has the courses' numbers in --json."));
        request.accepted.append({course, accepted->second, {}});
    }
    for (const QString &places : context.values("places"))
        request.places += places.split(u',', Qt::SkipEmptyParts);
    request.term = context.value("term");
    return {};
}

Result<std::optional<Term>> readTerm(CliContext &context)
{
    if (!context.has("term"))
        return std::optional<Term>();
    const Result<QList<Term>> terms = (*context.workspace())->archives().terms();
    if (!terms)
        return fail(terms.error());
    for (const Term &term : *terms) {
        if (term.name == context.value("term"))
            return std::optional(term);
    }
    return fail(ErrorKind::BadInput, AppTr::tr("There is no term \"%1\".").arg(visibleText(context.value("term"))),
                AppTr::tr("\"nightkeepctl terms\" lists them; \"terms set --new\" adds one."));
}

const QList<Verb> Verbs::archivePlans {
    {"archive plans", "[NUMBER]", withWorkspace<listSavedPlans>},
    {"archive forget-plan", "NUMBER [--yes]", withWorkspace<forgetSavedPlan>},
};

} // namespace Nightkeep
