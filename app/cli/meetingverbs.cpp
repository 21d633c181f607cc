// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/decisionchange.h"
#include "models/meeting/meetingtable.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption MeetingOnOption {
    "on", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "the day of the meeting, as 2008-11-04 (today)")};

/// What there is to decide, and what was decided.
struct MeetingRead
{
    Estate estate;
    QList<Decision> decisions;
    QList<AgendaItem> agenda;
};

Result<MeetingRead> readMeeting(Workspace &workspace)
{
    MeetingRead read {readEstate(workspace), {}, {}};
    if (read.estate.failure)
        return fail(*read.estate.failure);
    if (!read.estate.reading.decisions)
        return fail(read.estate.reading.decisions.error());
    read.decisions = *read.estate.reading.decisions;
    read.agenda = agendaOf(read.estate.reading, read.estate.findings, read.decisions);
    return read;
}

Result<QDate> meetingDay(const CliContext &context, Workspace &workspace)
{
    const Result<QDate> day = context.day("on");
    return day && !day->isValid() ? Result<QDate>(workspace.clock()().date()) : day;
}

VerbResult showAgenda(CliContext &, Workspace &workspace)
{
    const Result<MeetingRead> read = readMeeting(workspace);
    if (!read)
        return fail(read.error());
    TextTable table({AppTr::tr("ITEM"), AppTr::tr("WHAT"), AppTr::tr("ANSWER OF THE RULES")});
    for (const AgendaItem &item : read->agenda)
        table.add({visibleText(item.key), visibleText(item.title), visibleText(item.answer)});
    return CliAnswer {QJsonDocument(cliJson(read->agenda)),
                      read->agenda.isEmpty() ? AppTr::tr("Nothing is left to decide.\n") : table.text()};
}

QString decisionText(const Decision &decision)
{
    QStringList lines {AppTr::tr("Decision %1: %2").arg(QString::number(decision.number), visibleText(decision.text))};
    if (!decision.after.isEmpty())
        lines << AppTr::tr("Before: %1").arg(visibleText(decision.before))
              << AppTr::tr("Now: %1").arg(visibleText(decision.after));
    return lines.join(u'\n') + u'\n';
}

VerbResult decideItem(CliContext &context, Workspace &workspace)
{
    if (const Result<void> may = mayWrite(workspace); !may)
        return fail(may.error());
    const Result<QDate> day = meetingDay(context, workspace);
    if (!day)
        return fail(day.error());
    const Result<MeetingRead> read = readMeeting(workspace);
    if (!read)
        return fail(read.error());
    const QString key = context.word(0);
    const auto item = std::find_if(read->agenda.cbegin(), read->agenda.cend(),
                                   [&key](const AgendaItem &each) { return each.key == key; });
    if (item == read->agenda.cend())
        return fail(ErrorKind::BadInput, AppTr::tr("Nothing on the agenda is called \"%1\".").arg(visibleText(key)),
                    AppTr::tr("\"nightkeepctl meeting agenda\" lists what is; what was decided is in \"meeting "
                              "decisions\"."));
    Decision decision;
    decision.item = item->key;
    decision.title = item->title;
    decision.object = item->object;
    decision.on = *day;
    decision.people = context.value("by").trimmed();
    decision.text = context.value("text").trimmed();
    decision.reason = context.value("reason").trimmed();
    MeetingService::Change change;
    if (context.has("figure")) {
        const Result<MeetingService::Change> agreed =
            changeOf(subjectOf(*item, read->estate.reading), context.value("figure"), decision);
        if (!agreed)
            return fail(agreed.error());
        change = *agreed;
    }
    const Result<Decision> decided = workspace.meeting().decide(decision, change);
    if (!decided)
        return fail(decided.error());
    return CliAnswer {QJsonDocument(cliJson(*decided)), decisionText(*decided)};
}

VerbResult listDecisions(CliContext &, Workspace &workspace)
{
    const Result<QList<Decision>> decisions = workspace.meeting().decisions();
    if (!decisions)
        return fail(decisions.error());
    TextTable table({AppTr::tr("NUMBER"), AppTr::tr("ON"), AppTr::tr("STATE"), AppTr::tr("BY"), AppTr::tr("WHAT"),
                     AppTr::tr("DECIDED")});
    for (const Decision &decision : *decisions)
        table.add({QString::number(decision.number), dayInWords(decision.on, QLocale::ShortFormat),
                   decisionStateWord(decision), visibleText(decision.people), visibleText(decision.title),
                   visibleText(decision.text)});
    return CliAnswer {QJsonDocument(cliJson(*decisions)),
                      decisions->isEmpty() ? AppTr::tr("Nothing has been decided yet.\n") : table.text()};
}

VerbResult takeDecisionBack(CliContext &context, Workspace &workspace)
{
    const Result<QList<Decision>> decisions = workspace.meeting().decisions();
    if (!decisions)
        return fail(decisions.error());
    const QString word = context.word(0);
    const auto decision = std::find_if(decisions->cbegin(), decisions->cend(),
                                       [&word](const Decision &each) { return QString::number(each.number) == word; });
    if (decision == decisions->cend())
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is not the number of a decision.").arg(visibleText(word)),
                    AppTr::tr("\"nightkeepctl meeting decisions\" lists them."));
    if (const Result<void> taken = workspace.meeting().takeBack(*decision); !taken)
        return fail(taken.error());
    return CliAnswer {QJsonDocument(QJsonObject {{QStringLiteral("takenBack"), decision->number}}),
                      AppTr::tr("Decision %1 is taken back.\n").arg(decision->number)};
}

/// Of the day of --on, or of the latest on which something was decided.
VerbResult writeMinutes(CliContext &context, Workspace &workspace)
{
    Result<QDate> day = meetingDay(context, workspace);
    if (!day)
        return fail(day.error());
    const Result<MeetingRead> read = readMeeting(workspace);
    if (!read)
        return fail(read.error());
    if (!context.has("on") && !read->decisions.isEmpty())
        day = std::max_element(read->decisions.cbegin(), read->decisions.cend(),
                               [](const Decision &one, const Decision &other) { return one.on < other.on; })
                  ->on;
    const QString text = minutesOf(*day, read->decisions, read->agenda);
    return CliAnswer {
        QJsonDocument(QJsonObject {{QStringLiteral("on"), day->toString(Qt::ISODate)}, {QStringLiteral("text"), text}}),
        text};
}

} // namespace

const QList<Verb> Verbs::meeting {
    {"meeting agenda",
     "",
     withWorkspace<showAgenda>,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "what is to be decided, what was, and the minutes of a meeting")},
    {"meeting decide",
     "ITEM --text TEXT --by NAMES [--on DATE] [--reason TEXT] [--figure VALUE]",
     withWorkspace<decideItem>,
     {{"text", "TEXT", QT_TRANSLATE_NOOP("NightkeepApp", "what was decided, a sentence")},
      {"by", "NAMES", QT_TRANSLATE_NOOP("NightkeepApp", "who decided")},
      MeetingOnOption,
      {"reason", "TEXT", QT_TRANSLATE_NOOP("NightkeepApp", "why")},
      {"figure", "VALUE",
       QT_TRANSLATE_NOOP("NightkeepApp",
                         "what is agreed: \"60 days\", \"copies=3 days=60\", an option's value; "
                         "empty: what stands there now")}}},
    {"meeting decisions", "", withWorkspace<listDecisions>},
    {"meeting take-back", "NUMBER", withWorkspace<takeDecisionBack>},
    {"meeting minutes", "[--on DATE]", withWorkspace<writeMinutes>, {MeetingOnOption}},
};

} // namespace Nightkeep
