// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/judging.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool isBelowCategory(const QString &path, const QString &category)
{
    return path == category || path.startsWith(category + QLatin1String(" / "));
}

/// What a person does who wants to know more of a server's copies.
QString figuresAdvice()
{
    return Tr::tr("Ask the server, or agree on the figures of its backup.");
}

/// A file that changes every day, as the storage manager of one server keeps it.
void judgeDailyFile(PromiseJudgement &judged, const QString &server, const std::optional<StorageRules> &storage)
{
    const QString name = visibleText(server);
    if (!storage) {
        judged.unknown(Tr::tr("How long the copies of %1 are kept is not known.", "a server").arg(name),
                       figuresAdvice());
        return;
    }
    const int nights = promisedNights(judged.promise(), judged.view.now);
    const QList<RestorePoint> points = playFile({}, storage, wallMinute(judged.view.now));
    const QList<QDate> lacking = nightsWithout(points, judged.view.now.date(), std::min(nights, playDays));
    if (!lacking.isEmpty()) {
        judged.addNights(lacking);
        judged.addName(name);
        judged.broken(Tr::tr("Of a file on %1 that changes every day, %2 of the last %3 nights cannot be restored.",
                             "a server, two numbers")
                          .arg(name, QString::number(lacking.size()), QString::number(nights)),
                      Tr::tr("Ask the storage team to keep more copies, for as many days."));
    } else if (nights > playDays) {
        judged.unknown(Tr::tr("What was more than %n days ago cannot be told by the rules.", nullptr, playDays),
                       Tr::tr("Promise what is older by an archive."));
    }
}

bool isOneServer(const Site &site)
{
    return site.dataServer.compare(site.databaseServer, Qt::CaseInsensitive) == 0;
}

void judgeServerBackups(PromiseJudgement &judged)
{
    const Site &site = judged.view.site;
    judgeDailyFile(judged, site.dataServer, judged.view.policy.storage);
    if (!isOneServer(site))
        judgeDailyFile(judged, site.databaseServer, judged.view.policy.dumpStorage);
    judgeCoverage(judged, site.dataServer, site.dataFolder, judged.view.data);
    judgeCoverage(judged, site.databaseServer, pageDumpFolder(), judged.view.dumpFolder);
}

void judgeDumpNights(PromiseJudgement &judged)
{
    if (!judged.view.policy.dumps) {
        judged.unknown(Tr::tr("When the database is dumped, and by which names, is not known."),
                       Tr::tr("Say on the page of settings which server has the site's database."));
        return;
    }
    const int nights = std::min(promisedNights(judged.promise(), judged.view.now), playDays);
    const QList<QDate> lacking = nightsWithout(judged.view.dumps, judged.view.now.date(), nights);
    if (!judged.view.policy.dumpStorage) {
        judged.unknown(Tr::tr("How long the copies of %1 are kept is not known.", "a server")
                           .arg(visibleText(judged.view.site.databaseServer)),
                       figuresAdvice());
    } else if (!lacking.isEmpty()) {
        judged.addNights(lacking);
        judged.broken(Tr::tr("By the rules %1 of the last %2 nights have no database dump left.", "two numbers")
                          .arg(QString::number(lacking.size()), QString::number(nights)),
                      Tr::tr("Give the dumps dated names, or have more copies of each name kept."));
    }
    judged.unknown(Tr::tr("Nobody has looked at the dumps themselves."),
                   Tr::tr("Look by hand whether last night's dump is there and whole."));
}

void judgeDataAndDumps(PromiseJudgement &judged)
{
    const Site &site = judged.view.site;
    judgeDumpNights(judged);
    judgeDailyFile(judged, site.dataServer, judged.view.policy.storage);
    judgeCoverage(judged, site.dataServer, site.dataFolder, judged.view.data);
}

void judgeApplication(PromiseJudgement &judged)
{
    const Site &site = judged.view.site;
    judgeCoverage(judged, site.dataServer, site.codeFolder, judged.view.code);
    const std::optional<StorageRules> &storage = judged.view.code.rules; // which may have a class of its own
    if (!storage) {
        judged.unknown(
            Tr::tr("How long the copies of %1 are kept is not known.", "a server").arg(visibleText(site.dataServer)),
            figuresAdvice());
        return;
    }
    const int wanted = promisedNights(judged.promise(), judged.view.now);
    const auto isShort = [wanted](int copies, int days) { return copies == 0 || (days != NoLimit && days < wanted); };
    const QString ask =
        Tr::tr("Ask the storage team to keep them longer, or keep the files of each version elsewhere.");
    // The version before the last change is the first of the inactive ones.
    if (isShort(storage->versionsExist == NoLimit ? 1 : storage->versionsExist - 1, storage->retainExtra))
        judged.broken(Tr::tr("What an upgrade replaces is kept %n days at most.", nullptr,
                             storage->versionsExist == 1 ? 0 : storage->retainExtra),
                      ask);
    if (isShort(storage->versionsDeleted, storage->retainOnly))
        judged.broken(Tr::tr("What an upgrade deletes is kept %n days at most.", nullptr,
                             storage->versionsDeleted == 0 ? 0 : storage->retainOnly),
                      ask);
}

QString minutesInWords(WallMinute minutes)
{
    return durationInWords(minutes * 60);
}

/// The newest state of which a dump lies off the server, so that it is there when the servers are not.
void judgeWholeSite(PromiseJudgement &judged)
{
    const RetentionPolicy &policy = judged.view.policy;
    if (!policy.dumps || !policy.dumpStorage || !policy.storage) {
        judged.unknown(Tr::tr("The whole system comes back from a dump and the copies of the data folder, and not all "
                              "figures of these are known."),
                       figuresAdvice());
        return;
    }
    const WallMinute now = wallMinute(judged.view.now);
    WallMinute off = -1;
    WallMinute here = -1;
    for (const RestorePoint &point : judged.view.dumps) {
        if (point.homes.testFlag(CopyHome::Storage) || point.homes.testFlag(CopyHome::Archive))
            off = std::max(off, point.made);
        if (point.homes.testFlag(CopyHome::Server))
            here = std::max(here, point.made);
    }
    const WallMinute allowed =
        wallMinute(judged.view.now) - wallMinute(*promisedSince(judged.promise(), judged.view.now));
    if (here >= 0)
        judged.say(
            Tr::tr("The newest dump on the server is %1 old.", "a span of time").arg(minutesInWords(now - here)));
    const QString advice =
        Tr::tr("Let the storage manager run soon after the dump, or copy the dump to another server.");
    if (off < 0)
        judged.broken(Tr::tr("No dump lies off the server: with the server all would be lost."), advice);
    else if (now - off > allowed)
        judged.broken(Tr::tr("The newest dump that lies off the server is %1 old.", "a span of time")
                          .arg(minutesInWords(now - off)),
                      advice);
    const Site &site = judged.view.site;
    judgeCoverage(judged, site.dataServer, site.dataFolder, judged.view.data);
    judgeCoverage(judged, site.dataServer, site.codeFolder, judged.view.code);
    judged.unknown(Tr::tr("Nobody has looked at the dumps themselves."),
                   Tr::tr("Look by hand whether last night's dump is there and whole."));
}

/// That there is one says nothing of the terms that have none.
void judgeArchivesAYear(PromiseJudgement &judged, const ArchiveRules &rules)
{
    const ServerRow *row = retentionServer(judged.reading.servers, judged.view.site.dataServer);
    const std::optional<int> agreed = row ? row->server.decisions.archive.timesAYear : std::nullopt;
    if (agreed && rules.termEnds.size() < *agreed)
        judged.unknown(Tr::tr("%1 archives a year are to be made, and %2 of the last year are known.", "two numbers")
                           .arg(QString::number(*agreed), QString::number(rules.termEnds.size())),
                       Tr::tr("Make those that are missing on the page of archives."));
}

void judgeArchivesMade(PromiseJudgement &judged)
{
    int complete = 0;
    for (const ArchiveRecord &record : judged.reading.archives) {
        if (record.run.request.site != judged.view.site.name || !wasVerified(record.status))
            continue;
        const std::optional<QDateTime> until = promisedUntil(judged.promise(), record.run.startedAt);
        if (until && *until < judged.view.now)
            continue; // nothing promises it any more
        ++complete;
        const QString name = visibleText(record.run.request.name);
        const bool isElsewhere =
            std::any_of(judged.reading.handOvers.cbegin(), judged.reading.handOvers.cend(), [&](const HandOver &each) {
                return each.run == record.run.id && isThereOn(each, judged.view.now.date());
            });
        if (record.status.copy == ArchiveCopy::InPlace || record.moved || isElsewhere)
            continue;
        judged.addName(name);
        judged.broken(Tr::tr("The archive %1 is not at its place, and nobody has said where it went.").arg(name),
                      Tr::tr("Say where it went, if it was taken to tape."));
    }
    if (complete == 0)
        judged.broken(Tr::tr("No finished archive of %1 is known.", "a site").arg(visibleText(judged.view.site.name)),
                      Tr::tr("Make one on the page of archives."));
}

void judgeArchives(PromiseJudgement &judged)
{
    const std::optional<ArchiveRules> &rules = judged.view.policy.archives;
    if (!rules) {
        judged.unknown(Tr::tr("How long the storage manager keeps an archive is not known."), figuresAdvice());
    } else if (rules->keepYears != NoLimit) {
        const std::optional<QDateTime> until = promisedUntil(judged.promise(), judged.view.now);
        if (until && judged.view.now.addYears(rules->keepYears) < *until)
            judged.broken(Tr::tr("The storage manager keeps an archive %n years.", nullptr, rules->keepYears),
                          Tr::tr("Ask the storage team to keep archives longer."));
    }
    if (rules)
        judgeArchivesAYear(judged, *rules);
    if (!judged.promise().event.isEmpty())
        judged.unknown(Tr::tr("When it begins to count (\"%1\") is not known for each course.", "an event")
                           .arg(visibleText(judged.promise().event)),
                       Tr::tr("Promise so long from when it was made, or keep the list of these days elsewhere."));
    judgeArchivesMade(judged);
}

void judgeAtLeast(PromiseJudgement &judged)
{
    switch (judged.promise().subject) {
    case PromiseSubject::CourseNights:
        return judgeCourseNights(judged);
    case PromiseSubject::WholeSite:
        return judgeWholeSite(judged);
    case PromiseSubject::ServerBackups:
        return judgeServerBackups(judged);
    case PromiseSubject::Application:
        return judgeApplication(judged);
    case PromiseSubject::DataAndDumps:
        return judgeDataAndDumps(judged);
    case PromiseSubject::Archives:
    case PromiseSubject::StudentData:
        return judgeArchives(judged);
    }
}

/// The worst first.
int answerRank(PromiseAnswer answer)
{
    switch (answer) {
    case PromiseAnswer::CannotBeKept:
        return 0;
    case PromiseAnswer::Broken:
        return 1;
    case PromiseAnswer::Undecidable:
        return 2;
    case PromiseAnswer::Suspended:
        return 3;
    case PromiseAnswer::Kept:
        break;
    }
    return 4;
}

} // namespace

PromiseJudgement::PromiseJudgement(const RetentionReading &of, const RetentionView &in, const Promise &promise)
    : reading(of)
    , view(in)
{
    m_verdict.promise = promise;
    m_verdict.answer = PromiseAnswer::Kept;
}

void PromiseJudgement::addNights(const QList<QDate> &nights)
{
    for (const QDate &night : nights)
        m_nights.insert(night);
}

void PromiseJudgement::addName(const QString &name)
{
    constexpr qsizetype mostNames = 100;
    ++m_verdict.whomCount;
    if (m_verdict.whom.size() < mostNames)
        m_verdict.whom << name;
}

void PromiseJudgement::found(PromiseAnswer answer, const QString &sentence, const QString &advice)
{
    m_sentences << sentence;
    if (answerRank(answer) >= answerRank(m_verdict.answer))
        return;
    m_verdict.answer = answer;
    m_verdict.advice = advice;
}

PromiseVerdict PromiseJudgement::verdict() const
{
    PromiseVerdict verdict = m_verdict;
    verdict.reason =
        m_sentences.isEmpty() ? Tr::tr("No rule, and no copy that was seen, says otherwise.") : m_sentences.join(u' ');
    verdict.nights = m_nights.values();
    std::sort(verdict.nights.begin(), verdict.nights.end());
    return verdict;
}

PromisedCourses::PromisedCourses(const QList<Promise> &all, const Promise &promise)
    : m_category(promise.category)
{
    for (const Promise &each : all) {
        const bool isOther = each.subject == promise.subject && each.side == promise.side
            && each.category.size() > promise.category.size();
        if (isOther && (promise.category.isEmpty() || isBelowCategory(each.category, promise.category)))
            m_nearer << each.category;
    }
}

bool PromisedCourses::contains(const CourseState &course) const
{
    const QString &path = course.categoryName;
    return (m_category.isEmpty() || isBelowCategory(path, m_category))
        && std::none_of(m_nearer.cbegin(), m_nearer.cend(),
                        [&path](const QString &nearer) { return isBelowCategory(path, nearer); });
}

bool PromisedCourses::cannotTell(const CourseState &course) const
{
    constexpr qint64 frontPage = 1; // it is in none
    return course.categoryName.isEmpty() && course.id != frontPage && !(m_category.isEmpty() && m_nearer.isEmpty());
}

QList<QDate> nightsWithout(const QList<RestorePoint> &points, const QDate &today, int nights)
{
    QSet<QDate> with;
    for (const RestorePoint &point : points)
        with.insert(point.night);
    QList<QDate> without;
    for (int i = nights; i > 0; --i) {
        if (const QDate night = today.addDays(-i); !with.contains(night))
            without << night;
    }
    return without;
}

void judgeCoverage(PromiseJudgement &judged, const QString &server, const BytePath &folder,
                   const FolderStorage &storage)
{
    const QString place = visibleText(server) + u' ' + displayPath(folder);
    const bool isCovered = storage.coverage == CoverageState::Covered;
    if (isCovered && storage.isSeen)
        return;
    if (isCovered || storage.coverage == CoverageState::Unknown) {
        judged.unknown(Tr::tr("Whether %1 is really backed up has not been seen.", "a server and a folder").arg(place),
                       Tr::tr("Ask the server on the page of servers."));
        return;
    }
    judged.addName(place);
    judged.broken(Tr::tr("%1 is not backed up as it should be.", "a server and a folder").arg(place),
                  Tr::tr("See on the page of folders why."));
}

int promisedNights(const Promise &promise, const QDateTime &now)
{
    const std::optional<QDateTime> since = promisedSince(promise, now);
    return since ? std::max(1, int(since->date().daysTo(now.date()))) : 0;
}

QList<PromiseVerdict> judgePromises(const RetentionReading &reading, const RetentionView &view)
{
    QList<PromiseVerdict> verdicts;
    for (const Promise &promise : reading.records.promises) {
        PromiseJudgement judged(reading, view, promise);
        if (!promise.figure)
            judged.unknown(Tr::tr("How long is still to be agreed."), Tr::tr("Agree on a figure, and say it here."));
        else if (const Result<void> sound = checkPromise(promise); !sound) // imported, as agree() refuses it
            judged.unknown(sound.error().message, sound.error().advice);
        else if (promise.side == PromiseSide::AtLeast)
            judgeAtLeast(judged);
        else
            judgeAtMost(judged);
        verdicts << judged.verdict();
    }
    return verdicts;
}

} // namespace Nightkeep
