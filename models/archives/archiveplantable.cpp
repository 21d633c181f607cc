// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplantable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype mostProblems = 5; // the plan has them all

QString decisionWord(ZipDecision decision)
{
    switch (decision) {
    case ZipDecision::Included:
        return Tr::tr("archived");
    case ZipDecision::NotNewest:
        return Tr::tr("not the newest");
    case ZipDecision::TooOld:
        return Tr::tr("too old");
    case ZipDecision::BeforeLastRun:
        return Tr::tr("before the last run");
    case ZipDecision::Empty:
        return Tr::tr("empty");
    case ZipDecision::Doubtful:
        return Tr::tr("doubtful");
    case ZipDecision::OtherOrigin:
        return Tr::tr("not asked for");
    case ZipDecision::Replaced:
        return Tr::tr("another is taken");
    case ZipDecision::NotCourseBackup:
        break;
    }
    return Tr::tr("no course backup");
}

QString warningWord(ArchiveWarning::Kind kind)
{
    switch (kind) {
    case ArchiveWarning::Kind::NoZip:
        return Tr::tr("no backup");
    case ArchiveWarning::Kind::TooOld:
        return Tr::tr("backup too old");
    case ArchiveWarning::Kind::CourseGone:
        return Tr::tr("course gone");
    case ArchiveWarning::Kind::DoubtfulZip:
        return Tr::tr("backup doubtful");
    case ArchiveWarning::Kind::NotSeen:
        return Tr::tr("not seen");
    case ArchiveWarning::Kind::DatesDiffer:
        return Tr::tr("dates differ");
    case ArchiveWarning::Kind::NameDiffers:
        return Tr::tr("names differ");
    case ArchiveWarning::Kind::Elsewhere:
        return Tr::tr("lies elsewhere");
    case ArchiveWarning::Kind::EmptyZip:
        break;
    }
    return Tr::tr("backup empty");
}

const PlannedZip *zipOf(const ArchivePlanRow &row)
{
    return std::get_if<PlannedZip>(&row);
}

QString planKey(const ArchivePlanRow &row)
{
    if (const PlannedZip *zip = zipOf(row))
        return QString::fromLatin1(percentEncoded(zip->file.path));
    const auto &warning = std::get<ArchiveWarning>(row);
    return QStringLiteral("warning/%1/%2/%3")
        .arg(QString::number(int(warning.kind)), QString::number(warning.courseId),
             QString::fromLatin1(percentEncoded(warning.path)));
}

QString planDecision(const ArchivePlanRow &row)
{
    const PlannedZip *zip = zipOf(row);
    return zip ? decisionWord(zip->decision) : warningWord(std::get<ArchiveWarning>(row).kind);
}

std::optional<State> planState(const ArchivePlanRow &row)
{
    const PlannedZip *zip = zipOf(row);
    if (!zip)
        return std::get<ArchiveWarning>(row).accepted.isEmpty() ? std::optional(State::Attention) : std::nullopt;
    if (zip->decision != ZipDecision::Included)
        return partOf(row) == PlanPart::Damaged ? std::optional(State::Attention) : std::nullopt;
    // Nobody has looked into it, so nobody knows whether it is any good.
    return zip->file.check.isDoubtful()                 ? State::Attention
        : zip->file.check.level == ZipLevel::NotChecked ? State::Unknown
                                                        : State::Good;
}

QString planReason(const ArchivePlanRow &row)
{
    if (const PlannedZip *zip = zipOf(row))
        return zip->reason;
    const auto &warning = std::get<ArchiveWarning>(row);
    const QString text = visibleText(warning.text);
    return warning.accepted.isEmpty() ? text : Tr::tr("%1 Accepted: %2").arg(text, visibleText(warning.accepted));
}

QString planCourse(const ArchivePlanRow &row)
{
    const PlannedZip *zip = zipOf(row);
    if (!zip)
        return visibleText(std::get<ArchiveWarning>(row).course);
    if (zip->course.isEmpty() && zip->courseId)
        return QLocale::c().toString(*zip->courseId);
    return visibleText(zip->course);
}

} // namespace

PlanPart partOf(const ArchivePlanRow &row)
{
    const PlannedZip *zip = zipOf(row);
    if (!zip)
        return std::get<ArchiveWarning>(row).leavesWithout ? PlanPart::Missing : PlanPart::Other;
    // What a sound newer one has overtaken matters to nobody.
    if (zip->decision == ZipDecision::Doubtful || zip->decision == ZipDecision::Empty)
        return PlanPart::Damaged;
    if (zip->decision != ZipDecision::Included)
        return PlanPart::LeftOut;
    if (zip->file.check.isDoubtful())
        return PlanPart::Damaged;
    return zip->file.check.level == ZipLevel::NotChecked ? PlanPart::NotChecked : PlanPart::Ready;
}

QString originWords(ZipOrigin origin)
{
    switch (origin) {
    case ZipOrigin::ByMoodle:
        return Tr::tr("Automatic ones alone");
    case ZipOrigin::ByPeople:
        return Tr::tr("Hand-made ones alone");
    case ZipOrigin::Any:
        break;
    }
    return Tr::tr("Automatic and hand-made ones");
}

int countOf(const ArchivePlan &plan, PlanPart part)
{
    if (part == PlanPart::Missing)
        return coursesWithout(plan.warnings);
    const QList<ArchivePlanRow> rows = ArchivePlanTable::rows(plan);
    if (part == PlanPart::All)
        return int(rows.size());
    return int(
        std::count_if(rows.cbegin(), rows.cend(), [part](const ArchivePlanRow &row) { return partOf(row) == part; }));
}

QString planPartWords(PlanPart part, int count)
{
    const QString number = QLocale().toString(count);
    switch (part) {
    case PlanPart::All:
        return Tr::tr("all %1").arg(number);
    case PlanPart::Ready:
        return Tr::tr("%1 ready").arg(number);
    case PlanPart::Damaged:
        return Tr::tr("%1 damaged").arg(number);
    case PlanPart::Missing:
        return Tr::tr("%n courses missing", nullptr, count);
    case PlanPart::NotChecked:
        return Tr::tr("%1 not checked").arg(number);
    case PlanPart::Other:
        return Tr::tr("%n other warnings", nullptr, count);
    case PlanPart::LeftOut:
        break;
    }
    return Tr::tr("%1 left out").arg(number);
}

PageAnswer planAnswer(const ArchivePlan &plan)
{
    QStringList parts;
    for (const PlanPart part : {PlanPart::Ready, PlanPart::NotChecked, PlanPart::Damaged, PlanPart::Missing}) {
        const int count = countOf(plan, part);
        if (count > 0 || part == PlanPart::Ready)
            parts << planPartWords(part, count);
    }
    QString found = parts.join(QStringLiteral(", "));
    // Where Moodle did not answer, none missing is nothing to rely on.
    if (!plan.coursesKnown)
        found += QStringLiteral(", ") + Tr::tr("which courses are missing is not known");
    const bool isGood = plan.includedCount() > 0 && plan.fits() && !plan.tooSmallHere() && !anyOpen(plan.warnings)
        && plan.sawEverything() && plan.webRemark.isEmpty() && plan.notChecked.isEmpty()
        && plan.zipsChecked().exceptions.isEmpty();
    return {isGood ? State::Good : State::Attention, found + QStringLiteral(". ") + planSummary(plan)};
}

QString planSummary(const ArchivePlan &plan)
{
    const QString zips =
        Tr::tr("%n zips, %1, will be archived.", nullptr, plan.includedCount()).arg(bytesInWords(plan.includedBytes()));
    const QString needed = bytesInWords(plan.neededBytes());
    if (plan.freeBytes < 0)
        return Tr::tr("%1 They need %2; how much is free cannot be told.").arg(zips, needed);
    if (!plan.fits())
        return Tr::tr("%1 They need %2, but only %3 is free.").arg(zips, needed, bytesInWords(plan.freeBytes));
    return Tr::tr("%1 They need %2 of the %3 that is free.").arg(zips, needed, bytesInWords(plan.freeBytes));
}

QStringList planRemarks(const ArchivePlan &plan)
{
    QStringList remarks;
    if (!plan.webRemark.isEmpty())
        remarks << visibleText(plan.webRemark);
    if (const RoomHere *room = plan.tooSmallHere())
        remarks << Tr::tr("%1 on this workstation has only %2 free, so it cannot be started with that place.")
                       .arg(visibleText(room->place), bytesInWords(room->freeBytes));
    if (!plan.coursesKnown)
        remarks << Tr::tr("Moodle's database did not answer, so courses without a zip cannot be told: %1")
                       .arg(visibleText(plan.coursesProblem));
    if (!plan.destination.isEmpty())
        remarks << Tr::tr("The backups of all courses are saved in %1, so that is the folder planned for.")
                       .arg(displayPath(plan.destination));
    for (const QString &told : {plan.destinationProblem, plan.destinationRemark}) {
        if (!told.isEmpty())
            remarks << visibleText(told);
    }
    if (!plan.notChecked.isEmpty())
        remarks << plan.notChecked;
    else if (plan.includedCount() > 0)
        remarks << Tr::tr("Of the zips that are taken: %1.").arg(plan.zipsChecked().inWords(plan.includedCount()));
    for (const QString &problem : plan.problems.mid(0, mostProblems))
        remarks << Tr::tr("The server said: %1").arg(visibleText(problem));
    if (const qsizetype more = plan.problems.size() - mostProblems; more > 0)
        remarks << Tr::tr("The server said %1 more things like these.").arg(more);
    if (const int without = coursesWithout(plan.warnings); without > 0)
        remarks << Tr::tr("%n courses have no up-to-date backup in this plan.", nullptr, without);
    return remarks;
}

TableDescription<ArchivePlanRow> ArchivePlanTable::description()
{
    using Row = ArchivePlanRow;
    using Column = TableColumn<Row>;
    return {planKey,
            {Column(Tr::tr("Decision"), planDecision).with(&Column::state, planState).with(&Column::width, 18),
             {Tr::tr("Course"), planCourse},
             Column(Tr::tr("File"),
                    [](const Row &row) {
                        return displayPath(zipOf(row) ? zipOf(row)->file.path : std::get<ArchiveWarning>(row).path);
                    })
                 .with(&Column::width, 44),
             Column(Tr::tr("Size"),
                    [](const Row &row) { return zipOf(row) ? bytesInWords(zipOf(row)->file.bytes) : QString(); })
                 .with(&Column::sortValue,
                       [](const Row &row) { return zipOf(row) ? QVariant(zipOf(row)->file.bytes) : QVariant(); })
                 .with(&Column::isNumber, true),
             Column(Tr::tr("Made"),
                    [](const Row &row, const QDateTime &now) {
                        return zipOf(row) ? shortMoment(zipOf(row)->file.modified, now) : QString();
                    })
                 .with(&Column::sortValue,
                       [](const Row &row) { return zipOf(row) ? zipOf(row)->file.modified : QDateTime(); }),
             {Tr::tr("Zip"),
              [](const Row &row) {
                  if (!zipOf(row))
                      return QString();
                  const ZipCheck &check = zipOf(row)->file.check;
                  return check.isDoubtful() ? Tr::tr("doubtful") : zipLevelWord(check.level);
              }},
             Column(Tr::tr("Reason"), planReason).with(&Column::width, 50)}};
}

QList<ArchivePlanRow> ArchivePlanTable::rows(const ArchivePlan &plan)
{
    QList<ArchivePlanRow> all = rows(plan.warnings);
    for (const PlannedZip &zip : plan.zips)
        all << zip;
    return all;
}

TableDescription<ArchivePlanRow> ArchivePlanTable::ofWarnings()
{
    TableDescription<ArchivePlanRow> table = description();
    const QList<TableColumn<ArchivePlanRow>> &all = table.columns;
    table.columns = {all.at(DecisionColumn), all.at(CourseColumn), all.at(PathColumn), all.at(ReasonColumn)};
    table.columns.first().title = Tr::tr("Warning");
    return table;
}

QList<ArchivePlanRow> ArchivePlanTable::rows(const QList<ArchiveWarning> &warnings)
{
    QList<ArchivePlanRow> rows;
    for (const ArchiveWarning &warning : warnings)
        rows << warning;
    return rows;
}

} // namespace Nightkeep
