// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/retention/policyjson.h"
#include "models/retention/whatif.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption ProposePolicyOption {
    "policy", "FILE", QT_TRANSLATE_NOOP("NightkeepApp", "the rules to play, as JSON; else those in force")};
constexpr VerbOption ProposeNightsOption {
    "nights", "N", QT_TRANSLATE_NOOP("NightkeepApp", "how many nights are to be restorable (all of --days)")};
constexpr VerbOption ProposeDaysOption {"days", "N",
                                        QT_TRANSLATE_NOOP("NightkeepApp", "of the last so many days (60)")};
constexpr VerbOption ProposeDumpsOption {
    "dumps", "", QT_TRANSLATE_NOOP("NightkeepApp", "of the database's dumps, not of the courses")};
constexpr VerbOption CompareWithOption {
    "with", "FILE", QT_TRANSLATE_NOOP("NightkeepApp", "the rules to compare with, as JSON as of --policy")};

/// Rules, the moment at which they are asked, and what is known of their sizes.
struct AskedPolicy
{
    PolicyQuestion question;
    RetentionSizes sizes = {};
    QStringList missing = {};
};

Result<PolicyQuestion> policyOfFile(CliContext &context, const char *option)
{
    const Result<QByteArray> document = context.world().readFile(context.value(option));
    return document ? parsePolicyQuestion(*document) : fail(document.error());
}

/// Of --policy, or as it is in force for a site.
Result<AskedPolicy> askedPolicy(CliContext &context)
{
    if (context.has("policy")) {
        const Result<PolicyQuestion> question = policyOfFile(context, "policy");
        return question ? Result<AskedPolicy>(AskedPolicy {*question}) : fail(question.error());
    }
    const Result<Site> site = chosenSite(context);
    if (!site)
        return fail(site.error());
    const WorkspaceReading reading = readWorkspace(**context.workspace());
    if (!reading.retention)
        return fail(reading.retention.error());
    const auto view = std::find_if(reading.retention->cbegin(), reading.retention->cend(),
                                   [&site](const RetentionView &each) { return each.site.name == site->name; });
    if (view == reading.retention->cend())
        return fail(ErrorKind::NotFound, AppTr::tr("The workspace has no site \"%1\".").arg(visibleText(site->name)));
    return AskedPolicy {{wallMinute(view->now), view->policy}, view->sizes, view->missing};
}

QString nightsOfDays(int nights, int days)
{
    return nights < 0 ? AppTr::tr("unknown") : AppTr::tr("%1 of %2", "nights, days").arg(nights).arg(days);
}

/// Why there is none: nothing is needed, a figure is missing, or no small change does.
CliAnswer withoutProposal(const AskedPolicy &asked, const ProposalGoal &goal)
{
    const PolicyOutcome outcome = outcomeOf(asked.question.policy, asked.question.now, asked.sizes, goal.days);
    const int nights = goal.dumps ? outcome.dumpNights : outcome.courseNights;
    CliAnswer answer {QJsonDocument(QJsonArray()), {}, ExitStatus::Findings};
    if (nights >= goal.nights) {
        answer.status = ExitStatus::Fine;
        answer.text = AppTr::tr("%1 nights can be restored already: nothing has to change.\n", "16 of 60")
                          .arg(nightsOfDays(nights, goal.days));
    } else if (nights >= 0) {
        answer.text =
            AppTr::tr("%1 nights can be restored, and neither one nor two changes make it %2.\n", "16 of 60; a number")
                .arg(nightsOfDays(nights, goal.days), QString::number(goal.nights));
    } else {
        answer.text = AppTr::tr("Nothing can be proposed: figures are missing.\n");
        for (const QString &missing : asked.missing)
            answer.text += missing + u'\n';
    }
    return answer;
}

VerbResult proposePolicies(CliContext &context)
{
    const Result<qint64> days = context.number("days", 60, 1, playDays);
    if (!days)
        return fail(days.error());
    const Result<qint64> nights = context.number("nights", *days, 1, *days);
    if (!nights)
        return fail(nights.error());
    const Result<AskedPolicy> asked = askedPolicy(context);
    if (!asked)
        return fail(asked.error());
    const ProposalGoal goal {context.has("dumps"), int(*days), int(*nights)};
    const QList<PolicyProposal> proposals =
        proposeChanges(asked->question.policy, goal, asked->question.now, asked->sizes, context.cancel());
    if (context.cancel().isCancelled())
        return fail(ErrorKind::Cancelled, AppTr::tr("Cancelled."));
    if (proposals.isEmpty())
        return withoutProposal(*asked, goal);
    TextTable table({AppTr::tr("CHANGES"), AppTr::tr("MORE BYTES"), AppTr::tr("WHY")});
    for (const PolicyProposal &proposal : proposals)
        table.add({proposal.changes.join(u'\n'), bytesInWords(proposal.cost), proposal.reason});
    return CliAnswer {QJsonDocument(cliJson(proposals)), table.text(), ExitStatus::Fine};
}

QString comparedText(const RetentionPolicy &before, const RetentionPolicy &after, const PolicyOutcome &was,
                     const PolicyOutcome &is)
{
    const auto orUnknown = [](const QString &words) { return words.isEmpty() ? AppTr::tr("unknown") : words; };
    const auto day = [](const QDate &date) { return dayInWords(date, QLocale::ShortFormat); };
    TextTable table({QString(), AppTr::tr("BEFORE"), AppTr::tr("AFTER")});
    for (const auto &[figure, word] : Names<PolicyFigure>) {
        const QString old = policyFigureInWords(before, figure);
        const QString changed = policyFigureInWords(after, figure);
        if (!old.isEmpty() || !changed.isEmpty())
            table.add({policyFigureTitle(figure), old, changed});
    }
    table.add({AppTr::tr("Nights of the courses"), nightsOfDays(was.courseNights, was.days),
               nightsOfDays(is.courseNights, is.days)});
    table.add({AppTr::tr("Widest gap, in nights"),
               orUnknown(was.widestGap < 0 ? QString() : QString::number(was.widestGap)),
               orUnknown(is.widestGap < 0 ? QString() : QString::number(is.widestGap))});
    table.add(
        {AppTr::tr("Oldest copy of a course"), orUnknown(day(was.oldestCourse)), orUnknown(day(is.oldestCourse))});
    table.add({AppTr::tr("Nights of the dumps"), nightsOfDays(was.dumpNights, was.days),
               nightsOfDays(is.dumpNights, is.days)});
    table.add({AppTr::tr("Oldest dump"), orUnknown(day(was.oldestDump)), orUnknown(day(is.oldestDump))});
    table.add({AppTr::tr("Bytes on the server"), bytesInWords(was.serverBytes), bytesInWords(is.serverBytes)});
    table.add({AppTr::tr("Bytes in storage"), bytesInWords(was.storageBytes), bytesInWords(is.storageBytes)});
    table.add({AppTr::tr("New bytes a night"), bytesInWords(was.bytesANight), bytesInWords(is.bytesANight)});
    return table.text();
}

VerbResult comparePolicies(CliContext &context)
{
    if (!context.has("with"))
        return fail(ErrorKind::BadInput, AppTr::tr("Name the rules to compare with: --with FILE."));
    const Result<PolicyQuestion> other = policyOfFile(context, "with");
    if (!other)
        return fail(other.error());
    const Result<qint64> days = context.number("days", 60, 1, playDays);
    if (!days)
        return fail(days.error());
    const Result<AskedPolicy> asked = askedPolicy(context);
    if (!asked)
        return fail(asked.error());
    const RetentionPolicy &before = asked->question.policy;
    // Both at the first one's moment: two moments would differ by themselves.
    const PolicyOutcome was = outcomeOf(before, asked->question.now, asked->sizes, int(*days));
    const PolicyOutcome is = outcomeOf(other->policy, asked->question.now, asked->sizes, int(*days));
    const QJsonObject object {
        {QStringLiteral("before"), cliJson(was)},
        {QStringLiteral("after"), cliJson(is)},
        {QStringLiteral("changes"), QJsonArray::fromStringList(policyChanges(before, other->policy))}};
    return CliAnswer {QJsonDocument(object), comparedText(before, other->policy, was, is), ExitStatus::Fine};
}

} // namespace

const QList<Verb> Verbs::retentionPropose {
    {"retention propose",
     "[--policy FILE] [--nights N] [--days N] [--dumps] [--site NAME]",
     proposePolicies,
     {ProposePolicyOption, ProposeNightsOption, ProposeDaysOption, ProposeDumpsOption, Options::Site}},
    {"retention compare",
     "--with FILE [--policy FILE] [--days N] [--site NAME]",
     comparePolicies,
     {CompareWithOption, ProposePolicyOption, ProposeDaysOption, Options::Site}},
};

} // namespace Nightkeep
