// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiverunstable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>

namespace Nightkeep {

namespace {

QString ruleWord(ArchiveRule rule)
{
    return rule == ArchiveRule::SinceLastRun ? Tr::tr("all since the last run") : Tr::tr("newest per course");
}

const ArchiveRecord *latest(const QList<ArchiveRecord> &runs, ArchiveState state)
{
    const ArchiveRecord *found = nullptr;
    for (const ArchiveRecord &record : runs) {
        if (record.status.state == state && (!found || record.run.startedAt > found->run.startedAt))
            found = &record;
    }
    return found;
}

} // namespace

QString archiveStatusText(const ArchiveStatus &status)
{
    if (status.state == ArchiveState::None && !status.failure.isEmpty())
        return Tr::tr("never began");
    if (status.state != ArchiveState::Working)
        return archiveStateWord(status.state);
    const QString step = archiveStepWord(status.step);
    if (status.progress.total <= 0)
        return step;
    const QString done = bytesInWords(status.progress.done);
    const QString total = bytesInWords(status.progress.total);
    if (status.secondsLeft < 0)
        return Tr::tr("%1, %2 of %3").arg(step, done, total);
    return Tr::tr("%1, %2 of %3, %4 left").arg(step, done, total, durationInWords(status.secondsLeft));
}

QString archiveRecordText(const ArchiveRecord &record)
{
    const QString text = archiveStatusText(record.status);
    if (record.status.state != ArchiveState::Complete)
        return text;
    switch (record.status.copy) {
    case ArchiveCopy::Altered:
        return Tr::tr("%1, then altered").arg(text);
    case ArchiveCopy::Gone:
    case ArchiveCopy::Unknown:
        return record.moved ? Tr::tr("%1, moved: %2").arg(text, visibleText(record.moved->text))
                            : Tr::tr("%1, no longer at its place").arg(text);
    case ArchiveCopy::Returned:
        return Tr::tr("%1, at its place again, not read since").arg(text);
    case ArchiveCopy::InPlace:
        break;
    }
    return text;
}

QString verifiedWords(const ArchiveRun &run)
{
    return Tr::tr("The tar equals the files it was made of and was read back. Of the zips inside, before they were "
                  "taken: %1.")
        .arg(run.zipsChecked.inWords(run.files));
}

ArchiveAnswer answerOf(const QList<ArchiveRecord> &runs, const QDateTime &now)
{
    if (const ArchiveRecord *working = latest(runs, ArchiveState::Working))
        return {
            State::Working,
            Tr::tr("%1 is being made: %2. Asked %3.")
                .arg(working->run.request.name, archiveStatusText(working->status), ageInWords(working->asOf, now))};
    const ArchiveRecord *complete = latest(runs, ArchiveState::Complete);
    if (const ArchiveRecord *broken = latest(runs, ArchiveState::Resumable);
        broken && (!complete || broken->run.startedAt > complete->run.startedAt))
        return {
            State::Bad,
            Tr::tr("The latest archive, %1, did not finish. %2").arg(broken->run.request.name, broken->status.failure)};
    if (!complete)
        return {State::Attention, Tr::tr("No term archive has been completed yet.")};
    QString sentence =
        Tr::tr("The last complete archive is %1, %n course zips, finished %2.", nullptr, complete->run.files)
            .arg(complete->run.request.name, ageInWords(complete->status.finishedAt, now));
    State state = complete->standing();
    for (const ArchiveRecord &record : runs) {
        if (state == State::Good && record.status.state == ArchiveState::Complete && record.standing() != State::Good)
            state = State::Attention;
    }
    if (const int without = coursesWithout(complete->run.warnings); without > 0 && complete->hasOpenWarnings())
        sentence += u' ' + Tr::tr("%n courses have no up-to-date backup in it.", nullptr, without);
    if (complete->status.copy != ArchiveCopy::InPlace)
        sentence += u' ' + Tr::tr("It is %1.").arg(archiveRecordText(*complete));
    return {state, sentence};
}

TableDescription<ArchiveRecord> ArchiveRunsTable::description()
{
    using Row = ArchiveRecord;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.run.id; },
            {Column(Tr::tr("Archive"), [](const Row &row) { return row.run.request.name; }).with(&Column::width, 28),
             Column(Tr::tr("State"), archiveRecordText)
                 .with(&Column::sortValue, [](const Row &row) { return int(row.status.state); })
                 .with(&Column::state, [](const Row &row) { return row.standing(); })
                 .with(&Column::toolTip, [](const Row &row) { return row.status.failure.toHtmlEscaped(); }),
             {Tr::tr("Site"), [](const Row &row) { return row.run.request.site; }},
             Column(Tr::tr("Started"),
                    [](const Row &row, const QDateTime &now) { return ageInWords(row.run.startedAt, now); })
                 .with(&Column::sortValue, [](const Row &row) { return row.run.startedAt; })
                 .with(&Column::toolTip,
                       [](const Row &row, const QDateTime &now) { return exactMoment(row.run.startedAt, now); }),
             Column(Tr::tr("Zips"), [](const Row &row) { return QLocale().toString(row.run.files); })
                 .with(&Column::sortValue, [](const Row &row) { return row.run.files; })
                 .with(&Column::isNumber, true),
             Column(Tr::tr("Size"), [](const Row &row) { return bytesInWords(row.run.bytes); })
                 .with(&Column::sortValue, [](const Row &row) { return row.run.bytes; })
                 .with(&Column::isNumber, true),
             {Tr::tr("Rule"), [](const Row &row) { return ruleWord(row.run.request.rule); }},
             {Tr::tr("Started by"), [](const Row &row) { return visibleText(row.run.startedBy); }},
             Column(Tr::tr("Asked"), [](const Row &row, const QDateTime &now) {
                 return ageInWords(row.asOf, now);
             }).with(&Column::sortValue, &Row::asOf)}};
}

} // namespace Nightkeep
