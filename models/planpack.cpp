// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/planpack.h"

#include "models/archives/archiveplantable.h"
#include "models/archives/archiveproposal.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/packchapters.h"

#include <QLocale>

namespace Nightkeep {

namespace {

using PlanTable = ArchivePlanTable;

QStringList askedLines(const ArchivePlan &plan)
{
    const ArchiveRequest &asked = plan.request;
    QStringList lines {Tr::tr("Moodle site: %1").arg(visibleText(asked.site))};
    if (!asked.term.isEmpty())
        lines << Tr::tr("Term: %1").arg(visibleText(asked.term));
    lines << Tr::tr("Rule: %1").arg(ruleWords(asked.rule));
    if (asked.notBefore.isValid())
        lines << Tr::tr("Not before: %1").arg(dayAndMonth(asked.notBefore));
    lines << Tr::tr("Made by: %1").arg(originWords(asked.origin))
          << Tr::tr("It becomes %1.tar in %2 on %3.")
                 .arg(asked.name, displayPath(plan.archiveFolder), visibleText(plan.server));
    lines << (asked.places.isEmpty()
                  ? Tr::tr("It is handed over to no place, and lies on its server alone.")
                  : Tr::tr("Is handed over to: %1").arg(visibleText(asked.places.join(QStringLiteral(", ")))));
    return lines;
}

PackChapter planChapter(const ArchivePlan &plan)
{
    PackChapter chapter {QStringLiteral("plan"), Tr::tr("The plan"), {}};
    addAnswer(chapter, planAnswer(plan));
    chapter.blocks << PackList {askedLines(plan)};
    if (const QStringList remarks = planRemarks(plan); !remarks.isEmpty())
        chapter.blocks << PackList {remarks};
    return chapter;
}

PackChapter planRows(const QString &key, const QString &title, const QString &caption,
                     const QList<ArchivePlanRow> &rows, const QDateTime &now, const QList<int> &columns,
                     const QString &empty, int most)
{
    PackChapter chapter {key, title, {}};
    addTable(chapter, packTable(PlanTable::description(), rows, now, key, caption, columns, most), empty, rows.size());
    return chapter;
}

} // namespace

Pack planPack(const ArchivePlan &plan, const WorkspaceInfo &info, const QDateTime &now)
{
    QList<ArchivePlanRow> taken;
    QList<ArchivePlanRow> left;
    for (const PlannedZip &zip : plan.zips)
        (zip.decision == ZipDecision::Included ? taken : left) << zip;
    const QList<ArchivePlanRow> warnings = PlanTable::rows(plan.warnings);
    const QLocale locale;
    const QDateTime planned = plan.plannedAt.toTimeZone(now.timeZone());
    Pack pack {Tr::tr("Plan of the archive %1").arg(plan.request.name),
               Tr::tr("%1, planned on %2.", "a workspace, a moment")
                   .arg(visibleText(info.title), momentInWords(planned, QLocale::LongFormat)),
               now,
               locale.bcp47Name(),
               locale.textDirection() == Qt::RightToLeft,
               {}};
    pack.chapters << planChapter(plan)
                  << planRows(QStringLiteral("warnings"), Tr::tr("What it warns of"), Tr::tr("Each warning"), warnings,
                              now,
                              {PlanTable::CourseColumn, PlanTable::DecisionColumn, PlanTable::PathColumn,
                               PlanTable::ReasonColumn},
                              Tr::tr("It warns of nothing."), int(warnings.size()))
                  << planRows(QStringLiteral("taken"), Tr::tr("What is archived"), Tr::tr("Each backup that is taken"),
                              taken, now,
                              {PlanTable::CourseColumn, PlanTable::PathColumn, PlanTable::BytesColumn,
                               PlanTable::ModifiedColumn, PlanTable::ZipColumn},
                              Tr::tr("Nothing is archived."), int(taken.size()))
                  << planRows(QStringLiteral("left"), Tr::tr("What is left out"), Tr::tr("Each backup that is not"),
                              left, now,
                              {PlanTable::CourseColumn, PlanTable::PathColumn, PlanTable::DecisionColumn,
                               PlanTable::ReasonColumn},
                              Tr::tr("Nothing is left out."), packMostRows);
    return pack;
}

} // namespace Nightkeep
