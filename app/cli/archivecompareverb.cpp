// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/archiveplans.h"
#include "models/base/format.h"

namespace Nightkeep {

namespace {

QString comparedBytes(qint64 bytes)
{
    return bytes < 0 ? QString() : bytesInWords(bytes);
}

/// Two runs, or a run and a plan that was kept.
Result<TermComparison> comparisonOf(CliContext &context, Workspace &workspace)
{
    const bool withPlan = context.has("plan");
    if (withPlan == (context.words().size() == 2))
        return fail(ErrorKind::BadInput, AppTr::tr("Name two archives, or one and a plan."),
                    AppTr::tr("As in: archive compare RUN RUN, or archive compare RUN --plan NUMBER."));
    for (const QString &run : context.words()) {
        if (const Result<ArchiveRecord> known = knownRun(workspace, run); !known)
            return fail(known.error());
    }
    if (!withPlan)
        return workspace.archives().compare(context.word(0), context.word(1));
    const Result<SavedPlan> saved = savedPlanOf(workspace, context.value("plan"));
    return saved ? workspace.archives().compareWith(context.word(0), saved->plan) : fail(saved.error());
}

VerbResult compareArchives(CliContext &context, Workspace &workspace)
{
    const Result<TermComparison> compared = comparisonOf(context, workspace);
    if (!compared)
        return fail(compared.error());
    TextTable table(
        {AppTr::tr("COURSE"), AppTr::tr("NAME"), AppTr::tr("CHANGE"), AppTr::tr("BEFORE"), AppTr::tr("AFTER")});
    for (const CourseChange &change : compared->courses) {
        if (change.kind == CourseChange::Kind::Same)
            continue; // they are in --json
        table.add({change.course ? QString::number(*change.course) : QString(), visibleText(change.name),
                   courseChangeWord(change.kind), comparedBytes(change.before), comparedBytes(change.after)});
    }
    return CliAnswer {QJsonDocument(cliJson(*compared)), table.text() + compared->inWords() + u'\n'};
}

} // namespace

const QList<Verb> Verbs::archiveCompare {
    {"archive compare",
     "RUN [RUN] [--plan NUMBER]",
     withWorkspace<compareArchives>,
     {{"plan", "NUMBER", QT_TRANSLATE_NOOP("NightkeepApp", "a plan that was kept")}}},
};

} // namespace Nightkeep
