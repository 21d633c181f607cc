// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletiontable.h"

#include "models/base/tr.h"

namespace Nightkeep {

QString deletionReasons(const CourseDeletion &course)
{
    QStringList lines;
    for (const DeletionReason &reason : course.reasons)
        lines << reason.text;
    return lines.join(u'\n');
}

QString deletionSteps(const CourseDeletion &course)
{
    QStringList lines;
    for (const DeletionReason &reason : course.reasons)
        lines << reason.advice;
    lines.removeDuplicates();
    return lines.join(u'\n');
}

QString deletionCopyWords(const CourseDeletion &course)
{
    return course.copy ? displayPath(course.copy->path) : QString();
}

QString deletionArchiveWords(const CourseDeletion &course)
{
    if (!course.copy || course.copy->run.isEmpty())
        return {};
    const QString name = visibleText(course.copy->archive);
    return course.copy->noted.isEmpty()
        ? name
        : Tr::tr("%1: %2", "an archive, where it went").arg(name, visibleText(course.copy->noted));
}

TableDescription<CourseDeletion> DeletionTable::description()
{
    using Row = CourseDeletion;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.id > 0 ? QString::number(row.id) : u'"' + row.shortName; },
            {Column(Tr::tr("Answer"), [](const Row &row) { return deletionAnswerWord(row.answer); })
                 .with(&Column::sortValue, [](const Row &row) { return stateRank(deletionAnswerState(row.answer)); })
                 .with(&Column::state, [](const Row &row) { return deletionAnswerState(row.answer); }),
             Column(Tr::tr("Course"), [](const Row &row) { return visibleText(row.shortName); }),
             Column(Tr::tr("Id"), [](const Row &row) { return row.id > 0 ? QString::number(row.id) : QString(); })
                 .with(&Column::sortValue, &Row::id)
                 .with(&Column::isNumber, true),
             Column(Tr::tr("What is in the way"), deletionReasons).with(&Column::width, 60),
             Column(Tr::tr("Next step"), deletionSteps).with(&Column::width, 60),
             Column(Tr::tr("Copy"), deletionCopyWords)
                 .with(&Column::toolTip,
                       [](const Row &row) { return row.copy ? zipLevelWord(row.copy->level) : QString(); })
                 .with(&Column::width, 50),
             Column(Tr::tr("Archive"), deletionArchiveWords).with(&Column::toolTip, [](const Row &row) {
                 return row.copy ? QString::fromLatin1(row.copy->sha256) : QString();
             })}};
}

} // namespace Nightkeep
