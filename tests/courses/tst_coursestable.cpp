// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/courses/copywords.h"
#include "models/courses/courselogtable.h"
#include "models/courses/coursestable.h"
#include "models/courses/sizetrend.h"
#include "models/estate.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <algorithm>
#include <functional>
#include <utility>

using namespace Nightkeep;

namespace {

using CellChange = std::function<void(CourseReading &reading)>;

/// Safe, missing, damaged and old, in this order, by rules that have tests of their own.
CourseReading cellReading()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    reading.courses = {
        MadeCourses::course(33, QStringLiteral("BIOC1001")), MadeCourses::course(47, QStringLiteral("HIST2002")),
        MadeCourses::course(51, QStringLiteral("CHEM3003")), MadeCourses::course(60, QStringLiteral("PHYS1"))};
    reading.courses[2].status = CourseStatus::Error;
    const QDateTime made = reading.courses.first().lastStart;
    FoundFile cut = MadeCourses::zip(reading.courses.at(2), made);
    cut.check.level = ZipLevel::NotChecked;
    cut.check.fault = ZipFault::CutOff;
    reading.files = {MadeCourses::zip(reading.courses.at(0), made), cut,
                     MadeCourses::zip(reading.courses.at(3), made.addDays(-7))};
    return reading;
}

SiteBackups cellSite(const CourseReading &reading, const QString &name = QStringLiteral("moodle"))
{
    Site site = MadeCourses::site();
    site.name = name;
    return joinBackups(site, reading, MadeCourses::now());
}

BackupCopy cellCopy(bool isSound, bool isWhole, CopySight sight, ZipFault fault)
{
    BackupCopy copy;
    copy.isSound = isSound;
    copy.isWhole = isWhole;
    copy.sight = sight;
    copy.file.check.level = isSound ? ZipLevel::Closed : ZipLevel::NotChecked;
    copy.file.check.fault = fault;
    copy.fault = isSound ? QString() : QStringLiteral("it is so");
    return copy;
}

QString cellText(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

/// What the page of courses shows of a joined site: columns, filters, copies, logs, its tile and its answer.
class TstCoursesTable : public QObject
{
    Q_OBJECT

private slots:
    void columnsSayWhatIsKnown()
    {
        using Model = CoursesTable;
        ColumnTable model(Model::description());
        QCOMPARE(model.columnCount(), int(Model::ColumnCount));
        CourseReading reading = cellReading();
        reading.courses[3].status = CourseStatus::Unlisted;
        reading.courses[3].lastStart = {};
        reading.courses[2].lastStart = {};
        reading.courses[2].nextRun = {};
        reading.courses[0].categoryName = QStringLiteral("Science / Biology");
        model.setRows(cellSite(reading).courses, MadeCourses::now());
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0, 0).data(KeyRole).toString(), QStringLiteral("moodle/33"));
        QCOMPARE(cellText(model, 0, Model::CourseColumn), QStringLiteral("BIOC1001"));
        QCOMPARE(cellText(model, 0, Model::NameColumn), QStringLiteral("All about BIOC1001"));
        QCOMPARE(cellText(model, 0, Model::VerdictColumn), courseVerdictWord(CourseVerdict::Safe));
        QCOMPARE(model.index(0, Model::VerdictColumn).data(StateRole).toInt(), int(State::Good));
        QVERIFY(!model.index(0, Model::VerdictColumn).data(Qt::ToolTipRole).toString().isEmpty());
        QCOMPARE(cellText(model, 0, Model::StatusColumn), courseStatusWord(CourseStatus::Ok));
        QCOMPARE(cellText(model, 0, Model::LastGoodColumn),
                 ageInWords(reading.courses.first().lastStart, MadeCourses::now()));
        QCOMPARE(cellText(model, 0, Model::ByMoodleColumn), QStringLiteral("1"));
        QCOMPARE(cellText(model, 0, Model::ByPeopleColumn), QStringLiteral("0"));
        QCOMPARE(cellText(model, 0, Model::BytesColumn), bytesInWords(200000));
        QCOMPARE(cellText(model, 0, Model::IdColumn), QStringLiteral("33"));
        QCOMPARE(cellText(model, 0, Model::SiteColumn), QStringLiteral("moodle"));
        QCOMPARE(cellText(model, 0, Model::CategoryColumn), QStringLiteral("Science / Biology"));
        // A status of OK is no copy.
        QCOMPARE(cellText(model, 1, Model::StatusColumn), courseStatusWord(CourseStatus::Ok));
        QCOMPARE(cellText(model, 1, Model::VerdictColumn), courseVerdictWord(CourseVerdict::Missing));
        QCOMPARE(cellText(model, 1, Model::LastGoodColumn), QStringLiteral("none known"));
        QCOMPARE(cellText(model, 1, Model::SizeColumn), QString());
        QVERIFY(!model.index(1, Model::LastGoodColumn).data(SortRole).isValid());
        // What nobody knows is not what never was.
        QCOMPARE(cellText(model, 2, Model::LastStartColumn), QStringLiteral("not known"));
        QCOMPARE(cellText(model, 2, Model::NextRunColumn), QStringLiteral("not known"));
        QCOMPARE(cellText(model, 3, Model::LastStartColumn), QStringLiteral("never"));
    }

    void theSizeStandsAgainstTheOneBefore_data()
    {
        QTest::addColumn<qint64>("before"); // a week before; 0: none is known
        QTest::addColumn<bool>("isThere"); // else only remembered
        QTest::addColumn<QString>("ends");
        QTest::newRow("none before") << qint64(0) << false << QString();
        QTest::newRow("remembered, half") << qint64(100000) << false << QStringLiteral(", 100 % more");
        QTest::newRow("there, half") << qint64(100000) << true << QStringLiteral(", 100 % more");
        QTest::newRow("there, larger") << qint64(800000) << true << QStringLiteral(", 75 % less");
        QTest::newRow("there, nearly the same") << qint64(200300) << true << QStringLiteral(", as before");
    }
    void theSizeStandsAgainstTheOneBefore()
    {
        QFETCH(qint64, before);
        QFETCH(bool, isThere);
        QFETCH(QString, ends);
        CourseReading reading = cellReading();
        CourseState &course = reading.courses.first();
        const QDateTime earlier = course.lastStart.addDays(-7);
        if (isThere) {
            course.runs.append({earlier, earlier.addSecs(30), RunEnd::Ok, QStringLiteral("End")}); // which made it
            FoundFile file = MadeCourses::zip(course, earlier);
            file.bytes = before;
            reading.files.append(file);
        } else if (before > 0) {
            course.sizes = {{course.lastStart, 200000}, {earlier, before}, {earlier.addDays(-7), 1}};
        }
        ColumnTable model(CoursesTable::description());
        model.setRows(cellSite(reading).courses, MadeCourses::now());
        QCOMPARE(cellText(model, 0, CoursesTable::SizeColumn), bytesInWords(200000) + ends);
        QCOMPARE(cellText(model, 0, CoursesTable::TrendColumn),
                 ends.isEmpty() ? QStringLiteral("not known") : ends.mid(2));
        const QVariant trend = model.index(0, CoursesTable::TrendColumn).data(SortRole);
        QCOMPARE(trend.isValid(), before > 0);
        QVERIFY(before <= 0 || qFuzzyCompare(trend.toDouble(), (200000.0 - double(before)) * 100 / double(before)));
    }

    void aTrendIsOfMoodlesOwnCopies()
    {
        CourseBackups course;
        const auto add = [&course](CopyKind kind, int days, qint64 bytes) {
            BackupCopy copy;
            copy.kind = kind;
            copy.isSound = true;
            copy.made = MadeCourses::lastRun().addDays(-days);
            copy.file.bytes = bytes;
            course.copies.append(copy);
        };
        add(CopyKind::MadeByPeople, 0, 10);
        add(CopyKind::MadeByMoodle, 1, 300);
        add(CopyKind::MadeByMoodle, 8, 200);
        course.course.sizes = {{MadeCourses::lastRun().addDays(-1), 300}};
        QCOMPARE(sizeTrend(course), std::optional<double>(50));
        QVERIFY(!sizeChangeOf(course, course.copies.first())); // nobody has made one before
    }

    void theWorstVerdictComesFirst()
    {
        ColumnTable model(CoursesTable::description());
        QList<CourseBackups> rows;
        for (const auto &[verdict, name] : Names<CourseVerdict>) {
            CourseBackups row;
            row.course.id = int(rows.size());
            row.course.shortName = QLatin1String(name);
            row.verdict = verdict;
            rows.append(row);
        }
        model.setRows(rows, MadeCourses::now());
        std::sort(rows.begin(), rows.end(), [&model](const CourseBackups &one, const CourseBackups &other) {
            const auto rank = [&model](const CourseBackups &row) {
                return model.index(int(row.course.id), CoursesTable::VerdictColumn).data(SortRole).toInt();
            };
            return rank(one) < rank(other);
        });
        QStringList order;
        for (const CourseBackups &row : std::as_const(rows))
            order << row.course.shortName;
        QCOMPARE(order.join(u' '), QStringLiteral("missing damaged old incomplete doubtful safe"));
    }

    void filtersShow_data()
    {
        QTest::addColumn<QString>("shown"); // ids
        QTest::newRow("all") << QStringLiteral("33 47 51 60");
        QTest::newRow("attention") << QStringLiteral("47 51 60");
        QTest::newRow("missing") << QStringLiteral("47");
        QTest::newRow("damaged") << QStringLiteral("51");
        QTest::newRow("incomplete") << QString();
        QTest::newRow("old") << QStringLiteral("60");
        QTest::newRow("doubtful") << QString();
        QTest::newRow("safe") << QStringLiteral("33");
        QTest::newRow("error") << QStringLiteral("51");
    }
    void filtersShow()
    {
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const QList<CourseFilter> &filters = courseFilters();
        QCOMPARE(filters.size(), 9); // a row each
        const auto filter = std::find_if(filters.cbegin(), filters.cend(),
                                         [&name](const CourseFilter &each) { return each.name == name; });
        QVERIFY(filter != filters.cend() && !filter->title.isEmpty());
        const SiteBackups site = cellSite(cellReading());
        QStringList shown;
        for (const CourseBackups &course : site.courses) {
            if (filter->holds(course))
                shown << QString::number(course.course.id);
        }
        QTEST(shown.join(u' '), "shown");
    }

    void aCopyIsNeverBetterThanIsKnown_data()
    {
        QTest::addColumn<int>("sight");
        QTest::addColumn<bool>("isSound");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("state");
        QTest::addColumn<qint64>("bytes");
        const auto row = [](const char *name, CopySight sight, bool isSound, bool isWhole, ZipFault fault, State state,
                            qint64 bytes = 200000) {
            QTest::newRow(name) << int(sight) << isSound << isWhole << int(fault) << int(state) << bytes;
        };
        row("sound", CopySight::Seen, true, true, ZipFault::None, State::Good);
        row("without users", CopySight::Seen, true, false, ZipFault::None, State::Attention);
        row("not looked into", CopySight::Seen, false, true, ZipFault::None, State::Unknown);
        row("too small to be any", CopySight::Seen, false, true, ZipFault::None, State::Bad, 3);
        row("cut off", CopySight::Seen, false, true, ZipFault::CutOff, State::Bad);
        row("not there", CopySight::NotThere, false, true, ZipFault::None, State::Bad);
        row("nobody could look", CopySight::CannotTell, false, true, ZipFault::None, State::Unknown);
    }
    void aCopyIsNeverBetterThanIsKnown()
    {
        QFETCH(int, sight);
        QFETCH(bool, isSound);
        QFETCH(bool, isWhole);
        QFETCH(int, fault);
        QFETCH(qint64, bytes);
        BackupCopy copy = cellCopy(isSound, isWhole, CopySight(sight), ZipFault(fault));
        copy.file.bytes = bytes;
        QTEST(int(copyState(copy)), "state");
        const QString words = copyLookedAt(copy);
        if (isSound)
            QVERIFY2(words.startsWith(zipLevelWord(ZipLevel::Closed)), qPrintable(words));
        else
            QCOMPARE(words, QStringLiteral("it is so"));
        QCOMPARE(isSound && !isWhole, words.contains(QLatin1String("without all that is wanted")));
    }

    void copiesAreListed()
    {
        const SiteBackups site = cellSite(cellReading());
        ColumnTable model(CopiesTable::description());
        model.setRows(site.find(33)->copies + site.find(51)->copies, MadeCourses::now());
        QCOMPARE(model.rowCount(), 2);
        const BackupCopy &copy = site.find(33)->copies.first();
        QCOMPARE(model.index(0, 0).data(KeyRole).toString().section(u'/', 0, 0), nameOf(CopyPlace::CourseFolder));
        QCOMPARE(cellText(model, 0, 0), QStringLiteral("backup-bioc1001-20081214-0301.zip"));
        QCOMPARE(cellText(model, 0, 1), zipLevelWord(ZipLevel::Closed));
        QCOMPARE(cellText(model, 0, 2), ageInWords(copy.made, MadeCourses::now()));
        QCOMPARE(cellText(model, 0, 3), bytesInWords(200000));
        QCOMPARE(cellText(model, 0, 4), copyKindWord(CopyKind::MadeByMoodle));
        QCOMPARE(cellText(model, 0, 5), QStringLiteral("users, files"));
        QVERIFY2(cellText(model, 0, 6).endsWith(QLatin1String("33/backupdata/backup-bioc1001-20081214-0301.zip")),
                 qPrintable(cellText(model, 0, 6)));
        constexpr int levelColumn = 1;
        QCOMPARE(model.index(1, levelColumn).data(StateRole).toInt(), int(State::Bad));
        QVERIFY(!cellText(model, 1, 1).isEmpty());
    }

    /// One content may be recorded under two names.
    void copiesOfOneContentAreTwoRows()
    {
        CourseReading reading = MadeCourses::reading(MoodleEdition::Later);
        const CourseState course = MadeCourses::course(12, QStringLiteral("BIOC1001"));
        reading.courses = {course};
        MadeCourses::addPoolCopy(reading, course, course.lastStart);
        FileRecord again = reading.records.first();
        again.area = BackupArea::Course;
        again.name = QStringLiteral("kept.mbz");
        reading.records.append(again);
        ColumnTable model(CopiesTable::description());
        model.setRows(cellSite(reading).courses.first().copies, MadeCourses::now());
        QCOMPARE(model.rowCount(), 2);
        for (int row = 0; row < 2; ++row) {
            const QString key = model.index(row, 0).data(KeyRole).toString();
            QVERIFY2(!key.contains(u'#'), qPrintable(key)); // told apart by themselves, and not by their order
        }
    }

    void whatElseLiesThereIsFound()
    {
        CourseReading reading = cellReading();
        FoundFile other = MadeCourses::zip(reading.courses.at(0), reading.courses.at(0).lastStart);
        other.path = "47/backupdata/backup-hist2002-20081214-0301.zip";
        reading.files.append(other);
        const SiteBackups site = cellSite(reading);
        QCOMPARE(site.others.size(), 1);
        QCOMPARE(othersOfCourse(site, 47).size(), 1); // in its folder
        QCOMPARE(othersOfCourse(site, 33).size(), 1); // of that course
        QCOMPARE(othersOfCourse(site, 4).size(), 0); // whose number begins as 47 does
        QCOMPARE(othersOfCourse(site, 51).size(), 0);
    }

    void logsAreLines()
    {
        CourseLog log;
        const CourseRun died {MadeCourses::lastRun(), MadeCourses::lastRun().addSecs(60), RunEnd::Died,
                              QStringLiteral("Zipping files")};
        const CourseRun well {MadeCourses::lastRun().addDays(-7), MadeCourses::lastRun().addDays(-7), RunEnd::Ok,
                              QStringLiteral("End")};
        log.readAt = MadeCourses::now();
        log.runs = {{died, {{died.started, QStringLiteral("Start"), false}, {died.lastSign, died.step, true}}, {}},
                    {well, {}, QStringLiteral("one\n\ntwo\n")},
                    {well, {}, {}}};
        log.runs[2].run.started = well.started.addDays(-7);
        const QList<CourseLogRow> rows = CourseLogTable::rows(log);
        QCOMPARE(rows.size(), 5);
        ColumnTable model(CourseLogTable::description(MoodleEdition::Old));
        model.setRows(rows, MadeCourses::now());
        QCOMPARE(model.columnCount(), int(CourseLogTable::ColumnCount));
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row)
            lines << cellText(model, row, CourseLogTable::LineColumn);
        QCOMPARE(lines.join(u'|'), QStringLiteral("Start|Zipping files|one|two|End"));
        QCOMPARE(cellText(model, 0, CourseLogTable::EndColumn), runEndWord(RunEnd::Died));
        QCOMPARE(model.index(1, CourseLogTable::LineColumn).data(StateRole).toInt(), int(State::Bad));
        QVERIFY(!model.index(0, CourseLogTable::LineColumn).data(StateRole).isValid());
        QCOMPARE(cellText(model, 2, CourseLogTable::TimeColumn), QString());
        const PageAnswer answer = courseLogAnswer(log, MoodleEdition::Old, MadeCourses::now());
        QCOMPARE(answer.state, State::Bad);
        QVERIFY2(answer.sentence.contains(QLatin1String("keeps 3 runs")), qPrintable(answer.sentence));
        QVERIFY2(answer.sentence.contains(QLatin1String("Zipping files")), qPrintable(answer.sentence));
        QCOMPARE(courseLogAnswer({}, MoodleEdition::Old, MadeCourses::now()).state, State::Unknown);
    }

    void aRunThatMayGoOnIsNotDead()
    {
        CourseRun run {MadeCourses::now().addSecs(-600), MadeCourses::now().addSecs(-60), RunEnd::Died, {}};
        const auto state = [&run](MoodleEdition edition) { return courseRunState(run, edition, MadeCourses::now()); };
        QCOMPARE(state(MoodleEdition::Old), State::Working);
        run.lastSign = MadeCourses::now().addSecs(-31 * 60);
        QCOMPARE(state(MoodleEdition::Old), State::Bad);
        QCOMPARE(state(MoodleEdition::Later), State::Working); // it may be packing
        run.lastSign = MadeCourses::now().addSecs(-121 * 60);
        QCOMPARE(state(MoodleEdition::Later), State::Bad);
        run.end = RunEnd::Unknown;
        QCOMPARE(state(MoodleEdition::Old), State::Unknown);
    }

    void theTileKnowsWhatWasRead_data()
    {
        QTest::addColumn<CellChange>("change");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const CellChange &change, State state, const char *text) {
            QTest::newRow(name) << change << int(state) << QString::fromLatin1(text);
        };
        row(
            "never read", [](CourseReading &reading) { reading = {}; }, State::Unknown, "Courses never read");
        row(
            "asked in vain",
            [](CourseReading &reading) {
                reading = {};
                reading.head.listedAt = MadeCourses::now();
                reading.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("It is silent.")};
            },
            State::Attention, "Courses never read");
        row(
            "no course",
            [](CourseReading &reading) {
                reading.courses.clear();
                reading.files.clear();
            },
            State::Unknown, "0 of 0 courses safe");
        row(
            "all safe",
            [](CourseReading &reading) {
                reading.courses.resize(1);
                reading.files.resize(1);
            },
            State::Good, "1 of 1 courses safe");
        row(
            "one is missing",
            [](CourseReading &reading) {
                reading.courses.resize(2);
                reading.files.resize(1);
            },
            State::Bad, "1 of 2 courses safe");
        row(
            "one is old",
            [](CourseReading &reading) {
                reading.courses = {reading.courses.last()};
                reading.files = {reading.files.last()};
            },
            State::Attention, "0 of 1 courses safe");
    }
    void theTileKnowsWhatWasRead()
    {
        QFETCH(CellChange, change);
        CourseReading course = cellReading();
        change(course);
        WorkspaceReading reading;
        reading.now = MadeCourses::now();
        reading.courses->append(cellSite(course));
        const AreaStanding area = estateOf(reading).standing(Page::Courses);
        QTEST(int(area.state), "state");
        QTEST(area.text, "text");
        QVERIFY(!area.isEmpty);
        QCOMPARE(area.isAsked, course.head.moodleReadAt.isValid() || course.head.moodleFailure.has_value());
        QCOMPARE(area.search.size(), course.courses.size());
        QCOMPARE(area.findings.isEmpty(), area.state == State::Good || area.state == State::Unknown);
    }

    /// Accepted findings are not open, and yet what they tell is not good.
    void whatIsAcceptedDoesNotMakeDoubtGood()
    {
        CourseReading course = cellReading();
        course.courses.resize(1);
        course.files.clear();
        course.head.places.clear();
        WorkspaceReading reading;
        reading.now = MadeCourses::now();
        reading.courses->append(cellSite(course));
        QCOMPARE(reading.courses->first().courses.first().verdict, CourseVerdict::Doubtful);
        const QList<Finding> findings = estateOf(reading).findings;
        QVERIFY(!findings.isEmpty());
        for (const Finding &finding : findings) {
            AcceptedFinding accepted;
            accepted.finding = finding.id;
            accepted.kind = finding.kind;
            accepted.severity = finding.severity;
            accepted.at = reading.now;
            reading.accepted->append(accepted);
        }
        QCOMPARE(estateOf(reading).standing(Page::Courses).state, State::Unknown);
    }

    void aSiteThatWasNotReadIsTold()
    {
        CourseReading course = cellReading();
        course.courses.resize(1);
        course.files.resize(1);
        WorkspaceReading reading;
        reading.now = MadeCourses::now();
        reading.courses->append(cellSite(course));
        reading.courses->append(cellSite({}, QStringLiteral("second")));
        const AreaStanding area = estateOf(reading).standing(Page::Courses);
        QCOMPARE(area.state, State::Unknown);
        QVERIFY2(area.detail.contains(QLatin1String("1 sites never")), qPrintable(area.detail));
        AreaStanding later = area; // as the tile tells it when minutes have passed
        later.tellAges(reading.now.addSecs(20 * 60));
        QVERIFY2(later.detail.contains(QLatin1String("30 minutes ago")), qPrintable(later.detail));
        const PageAnswer answer = coursesAnswer(*reading.courses, reading.now);
        QCOMPARE(answer.state, State::Unknown);
        for (const SiteBackups &site : std::as_const(*reading.courses)) {
            QVERIFY2(
                answer.sentence.contains(site.site.name + QStringLiteral(": ") + site.answer(reading.now).sentence),
                qPrintable(answer.sentence));
        }
        QCOMPARE(coursesAnswer({reading.courses->first()}, reading.now), reading.courses->first().answer(reading.now));
        QCOMPARE(coursesAnswer({}, reading.now).state, State::Unknown);
    }

    /// By the tile and by the page.
    void aSiteThatWasAskedInVainIsTold()
    {
        CourseReading course;
        course.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("It is silent.")};
        WorkspaceReading reading;
        reading.now = MadeCourses::now();
        reading.courses->append(cellSite(course));
        const AreaStanding area = estateOf(reading).standing(Page::Courses);
        const PageAnswer answer = coursesAnswer(*reading.courses, reading.now);
        QCOMPARE(answer.state, area.state);
        QVERIFY2(area.detail.contains(QLatin1String("could not be read so far")), qPrintable(area.detail));
        QVERIFY2(answer.sentence.contains(area.detail), qPrintable(answer.sentence));
    }

    void coursesAreFoundByAllTheirNames_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("short name") << QStringLiteral("hist20");
        QTest::newRow("full name") << QStringLiteral("about hist2002");
        QTest::newRow("id") << QStringLiteral("47");
        QTest::newRow("category") << QStringLiteral("medieval");
    }
    void coursesAreFoundByAllTheirNames()
    {
        QFETCH(QString, typed);
        CourseReading courses = cellReading();
        courses.courses[1].categoryName = QStringLiteral("Arts / Medieval history");
        WorkspaceReading reading;
        reading.now = MadeCourses::now();
        reading.courses->append(cellSite(courses));
        const QList<SearchEntry> found = searchEntries(estateOf(reading).standing(Page::Courses).search, typed, 10);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().key, QStringLiteral("moodle/47"));
        QCOMPARE(found.first().page, Page::Courses);
    }
};

NIGHTKEEP_TEST(TstCoursesTable, unit, Core)
#include "tst_coursestable.moc"
