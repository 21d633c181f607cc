// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/settings/nextrun.h"
#include "models/settings/weekdays.h"

namespace Nightkeep {

namespace {

constexpr int nextRunsUsual = 10;
constexpr int nextRunsMost = 1000;
constexpr VerbOption NextRunsCountOption {"count", "N",
                                          QT_TRANSLATE_NOOP("NightkeepApp", "how many of the next runs (10)")};

CliAnswer nextRunsAnswer(const SettingsView &view, const QDateTime &now, int count)
{
    const NextRun first = nextRun(view, now);
    const ScheduleZone zone = scheduleZone(view, now);
    const std::optional<BackupSchedule> schedule = scheduleOf(view, now);
    QJsonArray runs;
    TextTable table({AppTr::tr("DAY"), AppTr::tr("THERE"), AppTr::tr("UTC")});
    if (schedule) {
        for (const QDateTime &run : nextRuns(*schedule, now, count)) {
            const QString there = run.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
            const QJsonValue moment = momentJson(run);
            runs.append(QJsonObject {{QStringLiteral("at"), moment}, {QStringLiteral("there"), there}});
            table.add({weekdayNames().at(run.date().dayOfWeek() % 7), there, moment.toString()});
        }
    }
    CliAnswer answer;
    answer.json = QJsonDocument(QJsonObject {{QStringLiteral("site"), view.site.name},
                                             {QStringLiteral("readAt"), momentJson(view.readAt)},
                                             {QStringLiteral("kind"), nameOf(first.kind)},
                                             {QStringLiteral("zone"), QString::fromUtf8(zone.zone.id())},
                                             {QStringLiteral("zoneFrom"), nameOf(zone.from)},
                                             {QStringLiteral("zoneOfMoodle"), zone.told},
                                             {QStringLiteral("runs"), runs}});
    answer.text = (runs.isEmpty() ? AppTr::tr("%1.\n", "a sentence about the next run").arg(nextRunInWords(view, now))
                                  : table.text())
        + AppTr::tr("Time zone: %1.\n", "which, and where it is from").arg(scheduleZoneInWords(zone))
        + AppTr::tr("The options of %1 were read: %2.\n", "a site; an age: 3 days ago, never")
              .arg(visibleText(view.site.name), ageInWords(view.readAt, now));
    if (runs.isEmpty())
        answer.status = ExitStatus::Findings;
    return answer;
}

VerbResult showNextRuns(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<qint64> count = context.number("count", nextRunsUsual, 1, nextRunsMost);
    if (!count)
        return fail(count.error());
    const Result<SettingsView> view = context.has("offline") ? workspace.settings().lastView(site)
                                                             : workspace.settings().read(site, context.cancel());
    if (!view)
        return fail(view.error());
    CliAnswer answer = nextRunsAnswer(*view, workspace.clock()(), int(*count));
    if (view->notKept)
        answer.status = worse(answer.status, sayNotKept(context, *view->notKept));
    return answer;
}

} // namespace

const QList<Verb> Verbs::settingsNext {
    {"settings next",
     "[--count N] [--offline]",
     withSite<showNextRuns>,
     {Options::Site, Options::Offline, NextRunsCountOption}},
};

} // namespace Nightkeep
