// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption ReviewOption {
    "review", "DATE",
    QT_TRANSLATE_NOOP("NightkeepApp", "when somebody looks whether the hold is still needed: 2026-11-25")};

TextTable holdsTable(const QList<LegalHold> &holds)
{
    TextTable table({AppTr::tr("NUMBER"), AppTr::tr("COURSE"), AppTr::tr("REASON"), AppTr::tr("BY"),
                     AppTr::tr("REVIEW"), AppTr::tr("ENDED")});
    for (const LegalHold &hold : holds)
        table.add({QString::number(hold.number), hold.shortName, hold.reason, hold.by,
                   hold.reviewOn.toString(Qt::ISODate),
                   hold.holds() ? QString() : hold.endedAt.date().toString(Qt::ISODate) + u' ' + hold.endReason});
    return table;
}

/// The course of a site that was never read is taken by its number.
Result<void> nameCourse(LegalHold &hold, Workspace &workspace, const Site &site, const QString &word)
{
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last)
        return fail(last.error());
    bool isNumber = false;
    const qint64 number = word.toLongLong(&isNumber);
    if (!last->isRead() && isNumber && number > 0) {
        hold.course = number;
        return {};
    }
    const Result<const CourseBackups *> course = courseNamed(*last, word);
    if (!course)
        return fail(course.error());
    hold.course = (*course)->course.id;
    hold.shortName = (*course)->course.shortName;
    return {};
}

/// For the letter, which names servers and folders alone.
RetentionView viewToAskWith(const Site &site)
{
    RetentionView view;
    view.site = site;
    return view;
}

VerbResult holdCourse(CliContext &context, Workspace &workspace, const Site &site)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<QDate> review = context.day("review");
    if (!review)
        return fail(review.error());
    LegalHold hold;
    hold.site = site.name;
    hold.reason = context.value("reason");
    hold.reviewOn = *review;
    if (!context.words().isEmpty()) {
        if (const Result<void> named = nameCourse(hold, workspace, site, context.word(0)); !named)
            return fail(named.error());
    }
    const Result<LegalHold> held = workspace.retention().hold(hold);
    if (!held)
        return fail(held.error());
    const QString letter = RetentionService::holdRequest(*held, viewToAskWith(site));
    QJsonObject json = cliJson(*held);
    json.insert(QStringLiteral("request"), letter);
    return CliAnswer {
        QJsonDocument(json),
        AppTr::tr("Hold %1 is recorded. Nothing was sent; this is what to ask the storage team for:").arg(held->number)
            + QStringLiteral("\n\n") + letter};
}

VerbResult listHolds(CliContext &, Workspace &workspace)
{
    const Result<RetentionRecords> records = workspace.retention().records();
    if (!records)
        return fail(records.error());
    return CliAnswer {QJsonDocument(cliJson(records->holds)), holdsTable(records->holds).text()};
}

VerbResult endHold(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<RetentionRecords> records = workspace.retention().records();
    if (!records)
        return fail(records.error());
    const auto numbered = [&context](const LegalHold &hold) { return QString::number(hold.number) == context.word(0); };
    const auto found = std::find_if(records->holds.cbegin(), records->holds.cend(), numbered);
    if (found == records->holds.cend())
        return fail(ErrorKind::BadInput, AppTr::tr("There is no hold %1.").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl retention holds\" lists their numbers."));
    if (const Result<void> ended = workspace.retention().endHold(*found, context.value("reason")); !ended)
        return fail(ended.error());
    const Result<RetentionRecords> after = workspace.retention().records();
    if (!after)
        return fail(after.error());
    const auto now = std::find_if(after->holds.cbegin(), after->holds.cend(), numbered);
    return CliAnswer {QJsonDocument(cliJson(*now)),
                      holdsTable({*now}).text()
                          + AppTr::tr("Tell the storage team that they need not keep its copies any longer.") + u'\n'};
}

} // namespace

const QList<Verb> Verbs::retentionHold {
    {"retention hold",
     "[ID|SHORTNAME] --reason TEXT --review DATE [--site NAME]",
     withSite<holdCourse>,
     {Options::Reason, ReviewOption, Options::Site}},
    {"retention holds", "", withWorkspace<listHolds>},
    {"retention end-hold", "NUMBER --reason TEXT", withWorkspace<endHold>, {Options::Reason}},
};

} // namespace Nightkeep
