// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveproposal.h"

#include "models/archives/archiveanswers.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int daysAfterTerm = 30; // the archive of a term may be made in the first weeks of the next one
constexpr int termsOffered = 3;
constexpr int lastWeeks = 21; // of a term, in days: teaching is over, and what is made then has it all

ArchiveTerm termOf(const QDate &day)
{
    const QString year = QString::number(day.year());
    if (day.month() >= 9)
        return {Tr::tr("Autumn term %1").arg(year), year + QStringLiteral("-autumn")};
    if (day.month() >= 4)
        return {Tr::tr("Summer term %1").arg(year), year + QStringLiteral("-summer")};
    return {Tr::tr("Spring term %1").arg(year), year + QStringLiteral("-spring")};
}

QDate beginOfTerm(const QDate &day)
{
    return QDate(day.year(), day.month() >= 9 ? 9 : day.month() >= 4 ? 4 : 1, 1);
}

QDate endOfTerm(const QDate &day)
{
    return day.month() >= 9 ? QDate(day.year(), 12, 31) : QDate(day.year(), day.month() >= 4 ? 8 : 3, 31);
}

QString warningsSentence(const ArchiveRecord &record)
{
    const int without = coursesWithout(openOnes(record.run.warnings));
    return without > 0
        ? Tr::tr("%n courses have no up-to-date backup in it: look through them, then accept that with a reason.",
                 nullptr, without)
        : Tr::tr("Look through what its plan warned of, then accept that with a reason.");
}

ArchiveNext nextOfComplete(const ArchiveRecord &record)
{
    using Act = ArchiveNext::Act;
    switch (record.status.copy) {
    case ArchiveCopy::Altered:
        return {Act::Verify,
                Tr::tr("Do not rely on that file: verify it again, or fetch the copy from the storage manager.")};
    case ArchiveCopy::Gone:
    case ArchiveCopy::Unknown:
        if (!record.moved)
            return {Act::SayWhere, Tr::tr("Say where it went; if nobody knows, find out who moved it.")};
        break;
    case ArchiveCopy::Returned:
        if (!record.moved)
            return {Act::Verify, Tr::tr("It is at its place again: verify that it is the same.")};
        break;
    case ArchiveCopy::InPlace:
        break;
    }
    if (record.hasOpenWarnings())
        return {Act::Accept, warningsSentence(record)};
    return {Act::Nothing, Tr::tr("Nothing is to be done about it.")};
}

} // namespace

QList<ArchiveTerm> archiveTerms(const QDate &today)
{
    QList<ArchiveTerm> terms;
    QDate day = today.addDays(-daysAfterTerm);
    for (int i = 0; i < termsOffered; ++i) {
        terms << termOf(day);
        day = beginOfTerm(day).addDays(-1);
    }
    const QString from = QString::number(today.year() - 1);
    const QString to = QString::number(today.year()).right(2);
    terms << ArchiveTerm {Tr::tr("Academic year %1/%2").arg(from, to), from + u'-' + to};
    return terms;
}

QList<Term> proposedTerms(const QDate &today, const QList<Term> &known)
{
    QList<Term> terms;
    const auto propose = [&](const ArchiveTerm &term, const QDate &end) {
        const bool isKnown = std::any_of(known.cbegin(), known.cend(), [&term](const Term &each) {
            return each.name.compare(term.name, Qt::CaseInsensitive) == 0;
        });
        if (!isKnown)
            terms.append({term.name, term.words, end.year(), end.addDays(-lastWeeks)});
    };
    const QList<ArchiveTerm> all = archiveTerms(today);
    QDate day = today.addDays(-daysAfterTerm);
    for (int i = 0; i < termsOffered; ++i) {
        propose(all.at(i), endOfTerm(day));
        day = beginOfTerm(day).addDays(-1);
    }
    propose(all.last(), QDate(today.year(), 8, 31));
    return terms;
}

std::optional<Term> termToArchive(const QDate &today, const QList<Term> &known)
{
    std::optional<Term> latest;
    for (const Term &term : known) {
        if (term.cutOff <= today && (!latest || term.cutOff >= latest->cutOff))
            latest = term;
    }
    return latest;
}

QString proposedArchiveName(const QString &site, const QString &term, const QList<ArchiveRecord> &runs)
{
    QString name = site + u'-' + term;
    for (QChar &c : name) {
        if (checkArchiveName(QStringLiteral("a") + c + u'a'))
            continue;
        c = u'_';
    }
    while (name.startsWith(u'.') || name.startsWith(u'-'))
        name.remove(0, 1);
    const auto isTaken = [&](const QString &wanted) {
        return std::any_of(runs.cbegin(), runs.cend(), [&](const ArchiveRecord &record) {
            // One that was cancelled or did not finish has left no file of that name.
            return record.run.request.name == wanted && record.status.state != ArchiveState::None
                && record.status.state != ArchiveState::Resumable;
        });
    };
    QString proposed = name;
    for (int number = 2; isTaken(proposed); ++number)
        proposed = name + u'-' + QString::number(number);
    return proposed;
}

QString ruleWords(ArchiveRule rule)
{
    return rule == ArchiveRule::SinceLastRun ? Tr::tr("Every zip made since the last archive")
                                             : Tr::tr("The newest zip of each course");
}

QString ruleMeaning(ArchiveRule rule)
{
    if (rule == ArchiveRule::SinceLastRun)
        return Tr::tr("All zips below the data folder that changed since the last complete archive by this rule, as "
                      "tarzip.csh took them. The date decides nothing: a course whose newest zip is older is named.");
    return Tr::tr("One zip for each course: its newest sound one, where that was made on the date below or later. A "
                  "course without such a zip is named.");
}

qint64 expectedSeconds(const ArchivePlan &plan, const QList<ArchiveRecord> &runs)
{
    const ArchiveRecord *latest = nullptr;
    for (const ArchiveRecord &record : runs) {
        const bool tells = record.status.state == ArchiveState::Complete && record.run.server == plan.server
            && record.run.bytes > 0 && record.run.startedAt < record.status.finishedAt;
        if (tells && (!latest || record.run.startedAt > latest->run.startedAt))
            latest = &record;
    }
    if (!latest)
        return -1;
    const auto seconds = double(latest->run.startedAt.secsTo(latest->status.finishedAt));
    return qint64(seconds * double(plan.includedBytes()) / double(latest->run.bytes)) + 1;
}

QString archiveCommand(const ArchivePlan &plan)
{
    return QStringLiteral("cd %1\nsetsid /bin/sh .nightkeep/RUN/job.sh .nightkeep/RUN\n\n# .nightkeep/RUN/job.sh\n%2")
        .arg(displayPath(plan.archiveFolder), QString::fromUtf8(archiveJobText()));
}

ArchiveNext nextOf(const ArchiveRecord &record)
{
    using Act = ArchiveNext::Act;
    switch (record.status.state) {
    case ArchiveState::None:
        return {Act::StartAgain,
                Tr::tr("It holds nothing usable. Start it again if the term still needs its archive.")};
    case ArchiveState::Resumable:
        return {Act::StartAgain, Tr::tr("It holds nothing usable, and nothing older was touched. Start it again.")};
    case ArchiveState::Unknown:
        return {Act::Look, Tr::tr("What became of it is not known. Look on %1.").arg(record.run.server)};
    case ArchiveState::Working:
        if (record.hasOpenWarnings())
            return {Act::Accept, warningsSentence(record)};
        return {Act::Nothing,
                Tr::tr("It is being made on %1, and goes on when Nightkeep is closed.").arg(record.run.server)};
    case ArchiveState::Complete:
        break;
    }
    return nextOfComplete(record);
}

QString goneWords(const ArchiveRecord &record, const QDateTime &now)
{
    const ArchiveCopy copy = record.status.copy;
    if (record.status.state != ArchiveState::Complete || (copy != ArchiveCopy::Gone && copy != ArchiveCopy::Unknown))
        return {};
    const QString file = displayPath(record.run.archiveFolder + '/' + record.run.request.name.toUtf8() + ".tar");
    const QString what = copy == ArchiveCopy::Gone
        ? Tr::tr("%1 is gone from %2.").arg(file, record.run.server)
        : Tr::tr("Whether %1 is still on %2 is not known.").arg(file, record.run.server);
    const QString seen = record.status.seenAt.isValid()
        ? Tr::tr("It was last seen there %1.").arg(ageInWords(record.status.seenAt, now))
        : Tr::tr("When it was last seen there is not known.");
    return what + u' ' + seen;
}

} // namespace Nightkeep
