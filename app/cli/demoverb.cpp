// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/bytepath.h"

#include <limits>

namespace Nightkeep {

namespace {

VerbResult makeDemo(CliContext &context)
{
    const Result<qint64> servers = context.number("servers", 12, 1, 500);
    const Result<qint64> courses = context.number("courses", 40, 1, 5000);
    const Result<qint64> seed = context.number("seed", 1, 0, std::numeric_limits<qint64>::max());
    for (const Result<qint64> *number : {&servers, &courses, &seed}) {
        if (!*number)
            return fail(number->error());
    }
    const DemoOrder order {context.word(0), int(*servers),          int(*courses),
                           quint64(*seed),  context.has("unasked"), context.has("cases")};
    const Result<QString> workspace = context.world().createDemo(context.opener(), order);
    if (!workspace)
        return fail(workspace.error());
    const QJsonObject object {{QStringLiteral("folder"), order.folder},
                              {QStringLiteral("workspace"), *workspace},
                              {QStringLiteral("servers"), order.servers},
                              {QStringLiteral("courses"), order.courses},
                              {QStringLiteral("seed"), *seed},
                              {QStringLiteral("unasked"), order.unasked},
                              {QStringLiteral("cases"), order.cases}};
    return CliAnswer {QJsonDocument(object), visibleText(*workspace) + u'\n'};
}

} // namespace

const QList<Verb> Verbs::demo {
    {"demo create",
     "DIR [--servers N] [--courses N] [--seed S] [--unasked] [--cases]",
     makeDemo,
     {{"servers", "N", QT_TRANSLATE_NOOP("NightkeepApp", "how many servers the estate has (12)")},
      {"courses", "N", QT_TRANSLATE_NOOP("NightkeepApp", "how many courses its Moodle has (40)")},
      {"seed", "S", QT_TRANSLATE_NOOP("NightkeepApp", "the same seed makes the same estate (1)")},
      {"unasked", "", QT_TRANSLATE_NOOP("NightkeepApp", "without its sixty days of history: no server was asked yet")},
      {"cases", "",
       QT_TRANSLATE_NOOP("NightkeepApp",
                         "with a second Moodle, and in both a course for each thing that can be with backups")}},
     QT_TRANSLATE_NOOP("NightkeepApp", "make a made-up estate to try everything on")},
};

} // namespace Nightkeep
