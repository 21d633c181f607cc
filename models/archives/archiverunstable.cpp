// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiverunstable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

QString ruleWord(ArchiveRule rule)
{
    return rule == ArchiveRule::SinceLastRun ? Tr::tr("all since the last run") : Tr::tr("newest per course");
}

/// One that was found on the server, started from elsewhere: it brings no word of what its plan warned of.
bool isPlanKnown(const ArchiveRun &run)
{
    return !run.warnings.isEmpty() || run.zipsChecked != ZipsChecked();
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

/// Empty, or a sentence with a blank before it.
QString openWarningsSentence(const ArchiveRecord &record)
{
    if (!record.hasOpenWarnings())
        return {};
    const int without = coursesWithout(record.run.warnings);
    return u' '
        + (without > 0 ? Tr::tr("%n courses have no up-to-date backup in it.", nullptr, without)
                       : Tr::tr("What its plan warned of has not been accepted."));
}

} // namespace

bool holdsSomething(const ArchiveRecord &record)
{
    return record.status.state != ArchiveState::None && record.status.state != ArchiveState::Resumable;
}

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

QString archiveWarningsText(const ArchiveRecord &record)
{
    if (!holdsSomething(record))
        return {};
    if (!isPlanKnown(record.run))
        return Tr::tr("not known", "what an archive's plan warned of");
    if (record.run.warnings.isEmpty())
        return Tr::tr("none");
    const int without = coursesWithout(record.run.warnings);
    const QString text = without > 0 ? Tr::tr("%n courses missing", nullptr, without)
                                     : Tr::tr("%n warnings", nullptr, int(record.run.warnings.size()));
    return record.accepted ? Tr::tr("%1, accepted: %2").arg(text, visibleText(record.accepted->text)) : text;
}

ArchiveAnswer answerOf(const QList<ArchiveRecord> &runs, const QDateTime &now)
{
    if (const ArchiveRecord *working = latest(runs, ArchiveState::Working))
        return {
            State::Working,
            Tr::tr("%1 is being made: %2. Asked %3.")
                    .arg(working->run.request.name, archiveStatusText(working->status), ageInWords(working->asOf, now))
                + openWarningsSentence(*working)};
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
    sentence += openWarningsSentence(*complete);
    const auto others = std::count_if(runs.cbegin(), runs.cend(), [complete](const ArchiveRecord &record) {
        return &record != complete && record.hasOpenWarnings();
    });
    if (others > 0)
        sentence +=
            u' ' + Tr::tr("What the plans of %n other archives warned of has not been accepted.", nullptr, int(others));
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
                 .with(&Column::sortValue, [](const Row &row) { return stateRank(row.standing()); })
                 .with(&Column::state, [](const Row &row) { return row.standing(); })
                 .with(&Column::toolTip, [](const Row &row) { return row.status.failure; }),
             {Tr::tr("Site"), [](const Row &row) { return row.run.request.site; }},
             Column(Tr::tr("Started"),
                    [](const Row &row, const QDateTime &now) { return ageInWords(row.run.startedAt, now); })
                 .with(&Column::sortValue, [](const Row &row) { return row.run.startedAt; })
                 .with(&Column::toolTip,
                       [](const Row &row, const QDateTime &now) { return exactMoment(row.run.startedAt, now); }),
             Column(Tr::tr("Zips"),
                    [](const Row &row) { return holdsSomething(row) ? QLocale().toString(row.run.files) : QString(); })
                 .with(&Column::sortValue, [](const Row &row) { return row.run.files; })
                 .with(&Column::isNumber, true),
             Column(Tr::tr("Size"),
                    [](const Row &row) { return holdsSomething(row) ? bytesInWords(row.run.bytes) : QString(); })
                 .with(&Column::sortValue, [](const Row &row) { return row.run.bytes; })
                 .with(&Column::isNumber, true),
             {Tr::tr("Rule"), [](const Row &row) { return ruleWord(row.run.request.rule); }},
             {Tr::tr("Started by"), [](const Row &row) { return visibleText(row.run.startedBy); }},
             Column(Tr::tr("Asked"), [](const Row &row, const QDateTime &now) { return ageInWords(row.asOf, now); })
                 .with(&Column::sortValue, &Row::asOf),
             Column(Tr::tr("Warnings of its plan"), archiveWarningsText).with(&Column::state, [](const Row &row) {
                 if (row.hasOpenWarnings())
                     return std::optional(State::Attention);
                 return holdsSomething(row) && !isPlanKnown(row.run) ? std::optional(State::Unknown) : std::nullopt;
             })}};
}

} // namespace Nightkeep
