// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/agenda.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/agreedfigures.h"
#include "models/reachability/databasepair.h"
#include "models/storage/decisionwords.h"

#include <QLocale>

#include <algorithm>
#include <limits>

namespace Nightkeep {

namespace {

constexpr qint64 questionSkippedCourse = 15; // the page's example
constexpr int questionEvening = 24 * 60 - 1; // when the night's incremental has been, or will not be today

/// What the questions are answered from. The page speaks of one Moodle: the first site.
struct QuestionBasis
{
    const RetentionView *view = nullptr; ///< null: no site, or it could not be read
    const SiteBackups *backups = nullptr; ///< likewise
    QList<ServerRow> servers;
    QList<ArchiveRecord> archives;
};

QuestionBasis questionBasis(const WorkspaceReading &reading)
{
    QuestionBasis basis;
    if (reading.servers)
        basis.servers = *reading.servers;
    if (reading.archives)
        basis.archives = *reading.archives;
    if (!reading.retention || reading.retention->isEmpty())
        return basis;
    basis.view = &reading.retention->constFirst();
    if (!reading.courses)
        return basis;
    for (const SiteBackups &backups : *reading.courses) {
        if (backups.site.name == basis.view->site.name)
            basis.backups = &backups;
    }
    return basis;
}

AgendaItem question(const char *key, const QString &title)
{
    AgendaItem item;
    item.key = QLatin1String("question/") + QLatin1String(key);
    item.title = title;
    return item;
}

QString questionDays(int days)
{
    return days == NoLimit ? Tr::tr("without limit") : Tr::tr("for %n days", nullptr, days);
}

QString questionServer(const QString &name)
{
    return visibleText(shortName(name));
}

/// The figures in force, as the answers' evidence.
QString questionFigures(const StorageRules &rules)
{
    return Tr::tr("In force: %1.")
        .arg(figuresInWords(BackupFigures {rules.everyDays, rules.versionsExist, rules.retainExtra,
                                           rules.versionsDeleted, rules.retainOnly}));
}

/// Whether the server's own word says that a folder is backed up, or that it is not: the page alone answers nothing.
bool questionIsSeen(const FolderStorage &storage)
{
    return storage.isKnown && storage.isSeen;
}

QString questionUnknown()
{
    return Tr::tr("The storage manager's figures are not known: ask the servers, or agree on figures.");
}

AgendaItem questionUnchanged(const QuestionBasis &basis)
{
    AgendaItem item =
        question("unchanged-file", Tr::tr("How long is a file kept in the backup if it does not change?"));
    item.background = Tr::tr("The page notes that the storage team is to be asked.");
    if (!basis.view || !basis.view->policy.storage) {
        item.answer = Tr::tr("As long as it exists.");
        item.reason = Tr::tr("A version that no newer one has replaced never ends while its file is there. How long it "
                             "stays after that is not known.");
        return item;
    }
    const StorageRules &rules = *basis.view->policy.storage;
    if (rules.versionsDeleted == 0)
        item.answer = Tr::tr("As long as it exists, and no longer: once it is deleted, no copy is kept.");
    else
        item.answer = Tr::tr("As long as it exists, and %1 after it was deleted.", "such as: for 60 days")
                          .arg(questionDays(rules.retainOnly));
    item.reason = Tr::tr("Replaced copies are kept %1; that counts only for versions that a newer one has replaced.",
                         "such as: for 30 days")
                      .arg(questionDays(rules.retainExtra))
        + u' ' + questionFigures(rules);
    return item;
}

/// The pair that the site's database is one of; nullopt: the page names none.
std::optional<QPair<ServerRow, ServerRow>> questionPair(const QuestionBasis &basis)
{
    QList<Server> servers;
    for (const ServerRow &row : basis.servers)
        servers << row.server;
    const QList<QPair<Server, Server>> pairs = databasePairs(servers);
    for (const auto &[one, other] : pairs) {
        const QString name = basis.view ? basis.view->site.databaseServer : one.name;
        if (name != one.name && name != other.name)
            continue;
        const ServerRow *first = retentionServer(basis.servers, one.name);
        const ServerRow *second = retentionServer(basis.servers, other.name);
        if (first && second)
            return QPair<ServerRow, ServerRow>(*first, *second);
    }
    return std::nullopt;
}

AgendaItem questionBothServers(const QuestionBasis &basis)
{
    AgendaItem item = question("both-servers", Tr::tr("Do both servers of the database pair need backing up?"));
    const auto pair = questionPair(basis);
    if (!pair) {
        item.background = Tr::tr("The page's matrix names no pair of database servers.");
        return item;
    }
    const QString one = questionServer(pair->first.server.name);
    const QString other = questionServer(pair->second.server.name);
    item.background = Tr::tr("%1 and %2 hold the same data while one follows the other.").arg(one, other);
    item.answer =
        Tr::tr("For the data one is enough while the other follows it; both, so that dumps go on being backed "
               "up when one of them is taken out of service.");
    if (pair->first.database && pair->second.database)
        item.reason = judgePair(*pair->first.database, *pair->second.database).sentence;
    else
        item.reason = Tr::tr("Whether one follows the other is not known: the pair has not been asked.");
    return item;
}

AgendaItem questionBuildings(const QuestionBasis &basis)
{
    AgendaItem item =
        question("same-building", Tr::tr("Should the two database servers stand in different buildings?"));
    const auto pair = questionPair(basis);
    item.background = Tr::tr("The page worries that both stand in Wolfson House.");
    if (!pair)
        return item;
    const QString one = visibleText(pair->first.server.building);
    const QString other = visibleText(pair->second.server.building);
    if (one.isEmpty() || other.isEmpty()) {
        item.reason = Tr::tr("The workspace does not say in which building each of them stands.");
        return item;
    }
    const bool isSame = one.compare(other, Qt::CaseInsensitive) == 0;
    item.answer = isSame ? Tr::tr("Yes: if %1 is lost, both are.").arg(one)
                         : Tr::tr("They do: %1 and %2.", "two buildings").arg(one, other);
    item.reason = isSame ? Tr::tr("Only what the storage manager holds of them would be left.")
                         : Tr::tr("If one building is lost, the other server is left.");
    return item;
}

AgendaItem questionDumpFolder(const QuestionBasis &basis)
{
    AgendaItem item =
        question("dump-folder",
                 Tr::tr("Is it enough to back up %1 on the database servers, or are other folders needed?")
                     .arg(displayPath(pageDumpFolder())));
    if (!basis.view || !questionIsSeen(basis.view->dumpFolder)) {
        item.background = Tr::tr("Whether that folder is backed up is not known.");
        return item;
    }
    item.background = basis.view->dumpFolder.rules
        ? Tr::tr("That folder is backed up on %1.").arg(questionServer(basis.view->site.databaseServer))
        : Tr::tr("That folder is not backed up on %1: if the server is lost, its dumps are lost with it.")
              .arg(questionServer(basis.view->site.databaseServer));
    item.reason =
        Tr::tr("A dump holds all databases. The database's own files change while they are copied, and are no "
               "backup without it.");
    return item;
}

/// Of the recycled name of Mondays alone, on whichever evening of the week one asks: so many contents of it there are.
int questionMondays(const RetentionView &view)
{
    constexpr int week = 7;
    const QDate today = view.now.date();
    FileRules monday;
    monday.changesEveryDays = week;
    monday.minuteOfDay = view.policy.dumps->minuteOfDay;
    monday.made = today.addDays(1 - today.dayOfWeek() - 52 * week);
    qsizetype least = std::numeric_limits<qsizetype>::max();
    for (int day = 0; day < week; ++day) {
        const WallMinute evening = wallMinute(today.addDays(day), questionEvening);
        least = std::min(least, playFile(monday, view.policy.dumpStorage, evening).size());
    }
    return int(std::max<qsizetype>(least, 1)); // the one on the server
}

AgendaItem questionMondaysBack(const QuestionBasis &basis)
{
    AgendaItem item =
        question("mondays-back", Tr::tr("How many Mondays back can a dump be restored, and how long are dumps kept?"));
    item.background = Tr::tr("The page proposes to keep two copies of each file for 30 days.");
    if (!basis.view || !basis.view->policy.dumps || !questionIsSeen(basis.view->dumpFolder)) {
        item.reason = questionUnknown();
        return item;
    }
    item.answer =
        Tr::tr("%n Mondays back at any time, and so for each day of the week.", nullptr, questionMondays(*basis.view));
    if (!basis.view->policy.dumpStorage) {
        item.reason = Tr::tr("The file of a weekday is overwritten each week, and no copy of it is off the server.");
        return item;
    }
    const StorageRules &rules = *basis.view->policy.dumpStorage;
    item.reason =
        Tr::tr("The name of a weekday's dump is one path whose content is replaced each week; of the replaced "
               "ones so many are kept as there are copies, and %1.",
               "such as: for 30 days")
            .arg(questionDays(rules.retainExtra))
        + u' ' + questionFigures(rules);
    return item;
}

AgendaItem questionYearlyDump(const QuestionBasis &basis)
{
    AgendaItem item = question("yearly-dump", Tr::tr("Should the yearly dump be archived?"));
    item.background = Tr::tr("It is made on 31 December, which is not the end of an academic year.");
    if (!basis.view || !questionIsSeen(basis.view->dumpFolder)) {
        item.reason = questionUnknown();
        return item;
    }
    if (!basis.view->policy.dumpStorage) {
        item.answer = Tr::tr("Yes: it is on the server alone, and is lost with it.");
        item.reason = Tr::tr("Its folder is not backed up.");
        return item;
    }
    const StorageRules &rules = *basis.view->policy.dumpStorage;
    item.answer = rules.versionsDeleted == 0
        ? Tr::tr("Only if it is to be kept after it was deleted on the server: then no copy of it is left.")
        : Tr::tr("Only if it is to be kept longer than on the server and %1 after that.", "such as: for 60 days")
              .arg(questionDays(rules.retainOnly));
    item.reason =
        Tr::tr("Its name holds the year, so nothing overwrites it: the backup keeps it for as long as it is on "
               "the server.")
        + u' ' + questionFigures(rules);
    return item;
}

AgendaItem questionMySqlItself()
{
    AgendaItem item = question("mysql-application",
                               Tr::tr("Which files are needed to restore MySQL itself, or is it easier to install it "
                                      "again?"));
    item.background = Tr::tr("The page asks whether my.cnf is enough to build it again as it is.");
    return item;
}

AgendaItem questionServerWeek(const QuestionBasis &basis)
{
    AgendaItem item =
        question("server-backups", Tr::tr("Are the nightly backups of the servers needed for more than a week?"));
    item.background = Tr::tr("The page says no, with two question marks.");
    if (!basis.view || !basis.view->policy.storage) {
        item.reason = questionUnknown();
        return item;
    }
    const StorageRules &rules = *basis.view->policy.storage;
    constexpr int week = 7;
    const bool isLonger = rules.retainExtra == NoLimit || rules.retainExtra > week;
    item.answer = isLonger
        ? Tr::tr("They are kept longer in any case: replaced copies %1.").arg(questionDays(rules.retainExtra))
        : Tr::tr("They are kept no longer: replaced copies %1.").arg(questionDays(rules.retainExtra));
    item.reason = Tr::tr("A server and the courses' backups on it have the same rules, unless a management class of "
                         "their own is bound to a folder.")
        + u' ' + questionFigures(rules);
    return item;
}

AgendaItem questionApplication(const QuestionBasis &basis)
{
    AgendaItem item =
        question("application-files", Tr::tr("For how many weeks or months are Moodle's application files kept?"));
    item.background = Tr::tr("They change only when Moodle is upgraded or a plug-in is installed.");
    if (!basis.view || !questionIsSeen(basis.view->code)) {
        item.reason = questionUnknown();
        return item;
    }
    if (!basis.view->code.rules) {
        item.answer = Tr::tr("Not at all: their folder is not backed up.");
        item.reason = Tr::tr("On the server there are only those of today.");
        return item;
    }
    const StorageRules &rules = *basis.view->code.rules;
    item.answer =
        Tr::tr("Those of today as long as they are there; those that an upgrade replaces %1.", "such as: for 30 days")
            .arg(questionDays(rules.retainExtra));
    item.reason = questionFigures(rules);
    return item;
}

AgendaItem questionArchiveWhen(const QuestionBasis &basis)
{
    AgendaItem item = question("archive-when",
                               Tr::tr("Are all courses archived at the end of each term, of each academic year, or "
                                      "both?"));
    const auto complete = std::count_if(basis.archives.cbegin(), basis.archives.cend(),
                                        [](const ArchiveRecord &record) { return wasVerified(record.status); });
    item.background = Tr::tr("%n archives were finished so far.", nullptr, int(complete));
    return item;
}

AgendaItem questionArchiveYears(const QuestionBasis &basis)
{
    AgendaItem item = question("archive-years", Tr::tr("For how many years are archives kept?"));
    const ServerRow *row = basis.view ? retentionServer(basis.servers, basis.view->site.dataServer) : nullptr;
    const ManagementClass *bound =
        row && row->snapshot ? classOf(*row->snapshot, basis.view->site.archiveFolder) : nullptr;
    if (!bound || !bound->archiveRetain) {
        item.background = Tr::tr("How long the storage manager keeps an archive is not known.");
        return item;
    }
    item.background = *bound->archiveRetain == NoLimit
        ? Tr::tr("The storage manager never deletes what is archived with class %1.").arg(visibleText(bound->name))
        : Tr::tr("What is archived with class %1 is kept %2.", "a class, such as: for 365 days")
              .arg(visibleText(bound->name), questionDays(*bound->archiveRetain));
    return item;
}

AgendaItem questionRecords()
{
    AgendaItem item = question(
        "student-data",
        Tr::tr("For how many years are courses and students' data kept, and when must nothing be left of them?"));
    item.background = Tr::tr("Records and Data Protection says how long. It counts for every copy, wherever it lies.");
    return item;
}

AgendaItem questionElsewhere(const QuestionBasis &basis)
{
    AgendaItem item =
        question("second-place", Tr::tr("Are the courses' backups to be kept on another machine as well?"));
    if (!basis.view || !questionIsSeen(basis.view->data)) {
        item.reason = Tr::tr("Whether their folder is backed up is not known.");
        return item;
    }
    const QString server = questionServer(basis.view->site.dataServer);
    item.answer = basis.view->data.rules
        ? Tr::tr("The storage manager holds them beside %1; ask what is left if its account is lost.").arg(server)
        : Tr::tr("They must be: they are on %1 alone.").arg(server);
    item.reason =
        basis.view->data.rules ? questionFigures(*basis.view->data.rules) : Tr::tr("Their folder is not backed up.");
    return item;
}

QString questionSkippedWords(const CourseBackups &course, const QDateTime &now)
{
    QString words = Tr::tr("Moodle's own word for it is \"%1\"; its last run began %2.")
                        .arg(courseStatusWord(course.course.status), ageInWords(course.course.lastStart, now));
    if (const BackupCopy *good = course.lastGood())
        words += u' ' + Tr::tr("Its last good copy was made %1.").arg(ageInWords(good->made, now));
    else
        words += u' ' + Tr::tr("No good copy of it is known.");
    return words;
}

AgendaItem questionSkipped(const QuestionBasis &basis)
{
    AgendaItem item = question("skipped-course",
                               Tr::tr("Why is course %1 skipped by the automatic backup, though somebody has posted to "
                                      "it?")
                                   .arg(questionSkippedCourse));
    item.background = Tr::tr("It was skipped since 25 July, and a new post did not change that.");
    const CourseBackups *course = basis.backups ? basis.backups->find(questionSkippedCourse) : nullptr;
    if (!course) {
        item.reason = Tr::tr("The course is not among those that were read.");
        return item;
    }
    item.background += u' ' + questionSkippedWords(*course, basis.view->now);
    if (course->course.status != CourseStatus::Skipped) {
        item.answer = Tr::tr("It is not skipped any more.");
    } else if (basis.backups->head.moodle.edition != MoodleEdition::Old) {
        item.reason = Tr::tr("This Moodle skips courses by settings of its own: hidden ones, and those that were not "
                             "changed.");
    } else if (course->course.visible) {
        item.reason = Tr::tr("Moodle 1.9 skips hidden courses alone, and this one is visible: no rule tells why.");
    } else {
        item.answer = Tr::tr("Because it is hidden: a post does not count as a change of the course.");
        item.reason = Tr::tr("Moodle 1.9 skips a course that is hidden and whose own settings were not changed for 31 "
                             "days. Showing it, or saving its settings, makes it due again.");
    }
    return item;
}

/// How the runs that are remembered ended.
struct QuestionRuns
{
    int runs = 0;
    int bad = 0;
    int twice = 0; ///< courses whose two latest runs both did not come to their end
};

QuestionRuns questionRuns(const SiteBackups &backups)
{
    const auto isBad = [](const CourseRun &run) { return run.end == RunEnd::Failed || run.end == RunEnd::Died; };
    QuestionRuns counted;
    for (const CourseBackups &course : backups.courses) {
        const QList<CourseRun> &runs = course.course.runs;
        counted.runs += int(runs.size());
        counted.bad += int(std::count_if(runs.cbegin(), runs.cend(), isBad));
        counted.twice += runs.size() > 1 && isBad(runs.at(0)) && isBad(runs.at(1)) ? 1 : 0;
    }
    return counted;
}

AgendaItem questionUnreliable(const QuestionBasis &basis)
{
    AgendaItem item =
        question("unreliable", Tr::tr("What can be done about the unreliability of the automatic course backup?"));
    item.background = Tr::tr("The page weighs warning the users, whose own backups nobody clears up, and work on the "
                             "script.");
    const QuestionRuns counted = basis.backups ? questionRuns(*basis.backups) : QuestionRuns();
    if (counted.runs == 0) {
        item.reason = Tr::tr("How the last runs ended is not known.");
        return item;
    }
    item.reason =
        Tr::tr("Of the last %n runs that Moodle remembers, at most 15 a course, %1 did not come to their end.", nullptr,
               counted.runs)
            .arg(QLocale().toString(counted.bad));
    item.answer = counted.twice == 0
        ? Tr::tr("No course failed twice in a row: with two copies kept, each has one of the run before.")
        : Tr::tr("%n courses failed twice in a row: keeping more copies does not help these.", nullptr, counted.twice);
    return item;
}

AgendaItem questionVersion(const QuestionBasis &basis)
{
    AgendaItem item = question("same-version", Tr::tr("Do both servers of the database pair run the same version?"));
    item.background = Tr::tr("The page asks whether moodledb-a has been upgraded to 5.0.45 yet.");
    const auto pair = questionPair(basis);
    if (!pair || !pair->first.database || !pair->second.database) {
        item.reason = Tr::tr("The pair has not been asked.");
        return item;
    }
    const QList<PairRemark> remarks = judgePair(*pair->first.database, *pair->second.database).remarks;
    for (const PairRemark &remark : remarks) {
        if (remark.id == QLatin1String("version"))
            item.answer = remark.sentence;
    }
    item.reason = Tr::tr("By what both said when they were last asked.");
    return item;
}

} // namespace

QList<AgendaItem> questionsOfThePage(const WorkspaceReading &reading)
{
    const QuestionBasis basis = questionBasis(reading);
    return {
        questionUnchanged(basis),  questionElsewhere(basis),   questionArchiveWhen(basis), questionArchiveYears(basis),
        questionRecords(),         questionServerWeek(basis),  questionApplication(basis), questionSkipped(basis),
        questionUnreliable(basis), questionBothServers(basis), questionDumpFolder(basis),  questionMondaysBack(basis),
        questionYearlyDump(basis), questionMySqlItself(),      questionVersion(basis),     questionBuildings(basis)};
}

} // namespace Nightkeep
