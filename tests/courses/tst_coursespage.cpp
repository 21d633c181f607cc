// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/copyfinder.h"
#include "models/courses/courselogtable.h"
#include "models/courses/coursestable.h"
#include "tests/courses/madecourses.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/courses/coursespage.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>
#include <atomic>

using namespace Nightkeep;

namespace {

const QString shownSite = QStringLiteral("moodle"); // the small estate's

/// Safe, missing with another course's zip in its folder, damaged, and old.
CourseReading shownReading()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    reading.courses = {
        MadeCourses::course(33, QStringLiteral("BIOC1001")), MadeCourses::course(47, QStringLiteral("HIST2002")),
        MadeCourses::course(51, QStringLiteral("CHEM3003")), MadeCourses::course(60, QStringLiteral("PHYS1"))};
    const QDateTime made = reading.courses.first().lastStart;
    FoundFile lost = MadeCourses::zip(reading.courses.at(0), made);
    lost.path = "47/backupdata/backup-hist2002-20081214-0301.zip";
    FoundFile cut = MadeCourses::zip(reading.courses.at(2), made);
    cut.check.level = ZipLevel::NotChecked;
    cut.check.fault = ZipFault::CutOff;
    reading.files = {MadeCourses::zip(reading.courses.at(0), made), lost, cut,
                     MadeCourses::zip(reading.courses.at(3), made.addDays(-7))};
    return reading;
}

QByteArray shownSeconds(const QDateTime &moment)
{
    return QByteArray::number(moment.toSecsSinceEpoch());
}

/// What the data server says of these files, each looked at as far as it was asked.
QByteArray shownInventory(const QList<FoundFile> &files, const QByteArray &input)
{
    const ZipLevel reached = input.contains("through") ? ZipLevel::ReadThrough : ZipLevel::Closed;
    QList<FrameRecord> records {{"now", {shownSeconds(MadeCourses::now())}},
                                {"place", {"courseFolder", "seen", "1000", "4000"}}};
    for (const FoundFile &file : files) {
        const ZipLevel level = file.check.isDoubtful() ? ZipLevel::NotChecked : reached;
        records.append({"file", {QByteArray::number(file.bytes), shownSeconds(file.modified), file.path}});
        records.append({"check",
                        {nameOf(level).toLatin1(), nameOf(file.check.fault).toLatin1(), "",
                         QByteArray::number(file.check.course.value_or(0)), shownSeconds(file.check.made),
                         file.check.shortName.toUtf8()}});
        records.append({"inside", {"zip", "", "1", "1", "0", "0", "", "", "", "", ""}});
    }
    records.append(FrameRecord {"finished", {}});
    return framed("backups", records);
}

} // namespace

/// The page over a workspace in memory: what it shows, and its acts on a Moodle and a server that tests write.
class TstCoursesPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        FakeWorkspace &workspace = m_fixture->workspace;
        workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
        const CourseReading reading = shownReading();
        QVERIFY(workspace.courseStore.saveCourseReading(shownSite, reading));
        workspace.moodles.change(shownSite, [&reading](FakeMoodle &moodle) {
            moodle.facts = reading.head.moodle;
            moodle.states.courses = reading.courses;
        });
        serverHas(reading.files);
        m_page = std::make_unique<CoursesPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        reload();
    }
    void cleanup()
    {
        m_gate.release(10); // a test that failed leaves no job waiting
        settle();
        m_page.reset();
        m_fixture.reset();
        m_gate.acquire(m_gate.available());
    }

    void beginsWithTheAnswerAndTheWorst()
    {
        QVERIFY2(answerOf(*m_page).startsWith(QLatin1String("1 of 4 courses have")), qPrintable(answerOf(*m_page)));
        QCOMPARE(table()->model()->rowCount(), 4);
        QStringList order;
        for (int row = 0; row < 4; ++row)
            order << table()->model()->index(row, CoursesTable::CourseColumn).data().toString();
        QCOMPARE(order.join(u' '), QStringLiteral("HIST2002 CHEM3003 PHYS1 BIOC1001"));
        QCOMPARE(namelessWidgets(*m_page).join(u' '), QString());
    }

    void filtersSayHowManyTheyShow()
    {
        auto *filter = childOf<QComboBox>(*m_page, "coursesVerdicts");
        QCOMPARE(filter->itemText(0), QStringLiteral("All courses (4)"));
        const int missing = filter->findText(QStringLiteral("Missing (1)"));
        QVERIFY(missing > 0);
        filter->setCurrentIndex(missing);
        QCOMPARE(table()->model()->rowCount(), 1);
        QVERIFY(rowWithKey(*table(), key(47)).isValid());

        CourseReading reading = shownReading();
        reading.courses.append(MadeCourses::course(70, QStringLiteral("LAW1")));
        QVERIFY(m_fixture->workspace.courseStore.saveCourseReading(shownSite, reading));
        reload();
        QTRY_COMPARE(filter->currentText(), QStringLiteral("Missing (2)"));
        QCOMPARE(table()->model()->rowCount(), 2);
    }

    void theDetailSaysWhatThereIs()
    {
        choose(47);
        QVERIFY2(detail().contains(courseVerdictWord(CourseVerdict::Missing)), qPrintable(detail()));
        QVERIFY2(detail().contains(copyKindWord(CopyKind::OtherCourse)), qPrintable(detail()));
        QVERIFY2(detail().contains(QLatin1String("None is known.")), qPrintable(detail()));
        choose(33);
        QVERIFY2(detail().contains(courseVerdictWord(CourseVerdict::Safe)), qPrintable(detail()));
        QVERIFY2(detail().contains(zipLevelWord(ZipLevel::Closed)), qPrintable(detail()));
        QVERIFY2(detail().contains(QLatin1String("backup-bioc1001-20081214-0301.zip")), qPrintable(detail()));
        QVERIFY2(detail().contains(QLatin1String("/data/moodle")), qPrintable(detail())); // a place of its site
        choose(51);
        QVERIFY2(detail().contains(courseVerdictWord(CourseVerdict::Damaged)), qPrintable(detail()));
        QVERIFY2(detail().contains(QLatin1String("it is cut off")), qPrintable(detail()));
    }

    void aRunThatDiedIsToldWithItsStep()
    {
        CourseReading reading = shownReading();
        CourseRun &run = reading.courses.first().runs.first();
        run.end = RunEnd::Died;
        run.step = QStringLiteral("Zipping the backup");
        QVERIFY(m_fixture->workspace.courseStore.saveCourseReading(shownSite, reading));
        reload();
        choose(33);
        QTRY_VERIFY2(detail().contains(runEndWord(RunEnd::Died)), qPrintable(detail()));
        QVERIFY2(detail().contains(QLatin1String("Zipping the backup")), qPrintable(detail()));
    }

    void whatIsToDoComesFirst_data()
    {
        QTest::addColumn<int>("course");
        QTest::addColumn<QString>("act");
        QTest::newRow("missing") << 47 << QStringLiteral("Log…");
        QTest::newRow("damaged") << 51 << QStringLiteral("Copies…");
    }
    void whatIsToDoComesFirst()
    {
        QFETCH(int, course);
        choose(course);
        const auto *button = childOf<QPushButton>(*m_page, "step0Act");
        QVERIFY(button && button->isVisible());
        QTEST(button->text().remove(u'&'), "act");
        const auto *other = childOf<QPushButton>(*m_page, "step0Other"); // what is lost may be elsewhere
        QVERIFY(other && other->isVisible());
        QCOMPARE(other->text(), QStringLiteral("Find a copy of it"));
        choose(33);
        QVERIFY(!button->isVisible());
    }

    void aCourseLeadsToItsCopies()
    {
        QSignalSpy led(m_page.get(), &PageWidget::objectActivated);
        choose(47);
        trigger(*m_page, "findCourseCopy");
        QCOMPARE(led.count(), 1);
        QCOMPARE(int(led.first().at(0).value<Page>()), int(Page::Archives));
        const std::optional<SoughtCopy> sought = soughtCopy(led.first().at(1).toString());
        QVERIFY(sought && *sought == (SoughtCopy {shownSite, QStringLiteral("HIST2002")}));
        table()->selectAll();
        QVERIFY(!childOf<QAction>(*m_page, "findCourseCopy")->isEnabled());
    }

    /// It has no row, and stands with each of the site's courses.
    void aSitesFindingIsInTheDetail()
    {
        CourseReading reading = shownReading();
        reading.head.moodle.active = BackupActive::Off;
        QVERIFY(m_fixture->workspace.courseStore.saveCourseReading(shownSite, reading));
        reload();
        choose(47);
        m_page->showObject(shownSite + u'/');
        QCOMPARE(chosen(), key(47));
        const QList<Finding> findings = *allFindings(m_fixture->workspace);
        const auto off = std::find_if(findings.cbegin(), findings.cend(), [](const Finding &finding) {
            return finding.kind == QLatin1String("schedule-off");
        });
        QVERIFY(off != findings.cend());
        QTRY_VERIFY2(detail().contains(off->title), qPrintable(detail()));
    }

    void refreshAsksMoodleAndTheServer()
    {
        CourseReading reading = shownReading();
        reading.files.append(MadeCourses::zip(reading.courses.at(1), reading.courses.at(1).lastStart));
        reading.files[1].path = "47/backupdata/backup-hist2002-20081207-0301.zip";
        reading.courses.append(MadeCourses::course(70, QStringLiteral("LAW1")));
        serverHas(reading.files);
        m_fixture->workspace.moodles.change(
            shownSite, [&reading](FakeMoodle &moodle) { moodle.states.courses = reading.courses; });
        QVERIFY(m_page->canRefresh());
        QVERIFY2(m_page->refreshWords().contains(QLatin1String("1 sites")), qPrintable(m_page->refreshWords()));
        m_page->refresh();
        settle();
        QTRY_COMPARE(table()->model()->rowCount(), 5);
        QTRY_COMPARE(cell(47, CoursesTable::VerdictColumn), courseVerdictWord(CourseVerdict::Safe));
        QVERIFY2(m_fixture->said.last().startsWith(QLatin1String("2 of 5 courses")),
                 qPrintable(m_fixture->said.last()));
        QCOMPARE(errorOf(*m_page), QString());
    }

    /// What was known of the other stays, and is told to be so.
    void oneOfTheTwoMayNotAnswer_data()
    {
        QTest::addColumn<bool>("moodle"); // else the server
        QTest::newRow("the database") << true;
        QTest::newRow("the data server") << false;
    }
    void oneOfTheTwoMayNotAnswer()
    {
        QFETCH(bool, moodle);
        const Error failure {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
        if (moodle)
            m_fixture->workspace.moodles.change(shownSite, [&failure](FakeMoodle &each) { each.failure = failure; });
        else
            serverFails(failure);
        m_page->refresh();
        settle();
        QTRY_COMPARE(errorOf(*m_page), failure.message);
        QCOMPARE(table()->model()->rowCount(), 4);
        QTRY_VERIFY2(detail().contains(failure.message), qPrintable(detail()));
    }

    void neitherAnswers()
    {
        m_fixture->workspace.moodles.change(shownSite, [](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("Moodle is silent.")};
        });
        serverFails({ErrorKind::Unreachable, QStringLiteral("The server is silent.")});
        const QString before = answerOf(*m_page);
        m_page->refresh();
        settle();
        QTRY_COMPARE(errorOf(*m_page), QStringLiteral("Moodle is silent."));
        QCOMPARE(answerOf(*m_page), before);
        QVERIFY(m_page->canRefresh());
    }

    void whatIsBeingAskedIsNotAskedTwice()
    {
        m_fixture->workspace.hosts.setAnswer(
            [this](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                m_gate.acquire();
                return fail(ErrorKind::Unreachable, QStringLiteral("silent"));
            });
        m_page->refresh();
        QVERIFY(!m_page->canRefresh());
        QVERIFY2(m_page->refreshWords().contains(QLatin1String("already")), qPrintable(m_page->refreshWords()));
        const qsizetype jobs = m_fixture->jobs.jobs().size();
        m_page->refresh();
        choose(33);
        trigger(*m_page, "readThroughCourses");
        QCOMPARE(m_fixture->jobs.jobs().size(), jobs);
        QVERIFY2(m_fixture->said.last().contains(QLatin1String("already")), qPrintable(m_fixture->said.last()));
        m_gate.release();
        settle();
        QTRY_VERIFY(m_page->canRefresh());
    }

    void theChosenAreReadThrough()
    {
        choose(33);
        trigger(*m_page, "readThroughCourses");
        settle();
        QVERIFY(m_wasReadThrough);
        QVERIFY2(m_fixture->said.last().startsWith(QLatin1String("BIOC1001: safe.")),
                 qPrintable(m_fixture->said.last()));
        QTRY_VERIFY2(detail().contains(zipLevelWord(ZipLevel::ReadThrough)), qPrintable(detail()));
        QCOMPARE(errorOf(*m_page), QString());
        table()->selectAll();
        trigger(*m_page, "readThroughCourses");
        settle();
        QVERIFY2(m_fixture->said.last().contains(QLatin1String("4 courses")), qPrintable(m_fixture->said.last()));
    }

    void actsAreForOneOrSeveral()
    {
        choose(33);
        for (const char *name :
             {"readThroughCourses", "courseLog", "explainCourse", "courseCopies", "courseContents", "teacherText"})
            QVERIFY2(childOf<QAction>(*m_page, name)->isEnabled(), name);
        table()->selectAll();
        QVERIFY(childOf<QAction>(*m_page, "readThroughCourses")->isEnabled());
        for (const char *name : {"courseLog", "explainCourse", "courseCopies", "courseContents", "teacherText"})
            QVERIFY2(!childOf<QAction>(*m_page, name)->isEnabled(), name);
        table()->clearSelection();
        QVERIFY(!childOf<QAction>(*m_page, "readThroughCourses")->isEnabled());
        choose(47); // without a copy of its own
        QVERIFY(!childOf<QAction>(*m_page, "courseContents")->isEnabled());
        QVERIFY(childOf<QAction>(*m_page, "teacherText")->isEnabled());
    }

    void theLogIsAsked()
    {
        m_fixture->workspace.moodles.change(shownSite, [](FakeMoodle &moodle) {
            CourseLog log;
            log.course = 47;
            const QDateTime began = MadeCourses::lastRun();
            log.runs = {{{began, began.addSecs(9), RunEnd::Failed, QStringLiteral("ERROR")},
                         {{began, QStringLiteral("Start backup"), false}, {began, QStringLiteral("ERROR"), true}},
                         {}}};
            moodle.logs.insert(47, log);
        });
        choose(47);
        trigger(*m_page, "courseLog");
        settle();
        const auto *dialog = childOf<QDialog>(*m_page, "courseLogDialog");
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(childOf<QTableView>(*dialog, "courseLogTable")->model()->rowCount(), 2);
        const QString answer = childOf<QLabel>(*dialog, "courseLogAnswer")->text();
        QVERIFY2(answer.contains(runEndWord(RunEnd::Failed)), qPrintable(answer));
        QCOMPARE(namelessWidgets(*dialog).join(u' '), QString());
    }

    void aLogThatIsNotAnsweredIsTheOneOfBefore_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("error");
        QTest::newRow("failed") << ErrorKind::Unreachable << QStringLiteral("Moodle is silent.");
        QTest::newRow("stopped") << ErrorKind::Cancelled << QString();
    }
    void aLogThatIsNotAnsweredIsTheOneOfBefore()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, error);
        CourseLog before;
        before.course = 47;
        before.readAt = MadeCourses::now().addDays(-1);
        before.runs = {{{MadeCourses::lastRun(), MadeCourses::lastRun(), RunEnd::Ok, QStringLiteral("End")}, {}, {}}};
        QVERIFY(m_fixture->workspace.courseStore.saveCourseLog(shownSite, before));
        m_fixture->workspace.moodles.change(shownSite, [kind](FakeMoodle &moodle) {
            moodle.failure = Error {kind, QStringLiteral("Moodle is silent.")};
        });
        choose(47);
        trigger(*m_page, "courseLog");
        settle();
        const auto *dialog = childOf<QDialog>(*m_page, "courseLogDialog");
        QVERIFY(dialog);
        QTRY_COMPARE(childOf<QTableView>(*dialog, "courseLogTable")->model()->rowCount(), 1);
        const auto answer = [dialog] { return childOf<QLabel>(*dialog, "courseLogAnswer")->text(); };
        QTRY_VERIFY2(answer().contains(QLatin1String("yesterday")), qPrintable(answer()));
        QVERIFY2(!answer().contains(QLatin1String("did not answer")), qPrintable(answer())); // a stop is no failure
        QCOMPARE(errorOf(*dialog), error);
    }

    void theExplanationIsCopied()
    {
        choose(47);
        trigger(*m_page, "explainCourse");
        settle();
        const auto *dialog = childOf<QDialog>(*m_page, "courseExplanationDialog");
        QVERIFY(dialog && dialog->isVisible());
        const QString text = childOf<QPlainTextEdit>(*dialog, "courseExplanation")->toPlainText();
        QVERIFY2(text.contains(QLatin1String("HIST2002")), qPrintable(text));
        childOf<QPushButton>(*dialog, "copyExplanation")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
        QCOMPARE(namelessWidgets(*dialog).join(u' '), QString());
    }

    void copiesAreListedWithWhatElseIsThere()
    {
        choose(47);
        trigger(*m_page, "courseCopies");
        const auto *dialog = childOf<QDialog>(*m_page, "courseCopiesDialog");
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(childOf<QTableView>(*dialog, "courseCopiesTable")->model()->rowCount(), 1);
        QCOMPARE(namelessWidgets(*dialog).join(u' '), QString());
    }

    void anAnswerThatIsNotKeptIsShown()
    {
        m_fixture->workspace.makeReadOnly();
        CourseReading reading = shownReading();
        reading.courses.append(MadeCourses::course(70, QStringLiteral("LAW1")));
        m_fixture->workspace.moodles.change(
            shownSite, [&reading](FakeMoodle &moodle) { moodle.states.courses = reading.courses; });
        m_page->refresh();
        settle();
        QTRY_COMPARE(table()->model()->rowCount(), 5);
        QVERIFY(!errorOf(*m_page).isEmpty());
    }

    void anUnreadSiteBesideOthersHasACard()
    {
        Site second = MadeCourses::site();
        second.name = QStringLiteral("second");
        QVERIFY(m_fixture->workspace.siteStore.replaceSite({}, second));
        reload();
        QTRY_VERIFY(childOf<QLabel>(*m_page, "cardText"));
        QTRY_VERIFY(childOf<QLabel>(*m_page, "cardText")->isVisible());
        QVERIFY(childOf<QLabel>(*m_page, "cardText")->text().contains(QLatin1String("second")));
        QVERIFY(childOf<QLabel>(*m_page, "cardText")->text().contains(QLatin1String("never been looked at")));
        QVERIFY(table()->isVisible());
        QVERIFY2(answerOf(*m_page).contains(QLatin1String("moodle: 1 of 4")), qPrintable(answerOf(*m_page)));
        CourseReading inVain;
        inVain.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
        QVERIFY(m_fixture->workspace.courseStore.saveCourseReading(second.name, inVain));
        reload();
        QTRY_COMPARE(childOf<QLabel>(*m_page, "cardText")->text(),
                     QStringLiteral("The courses of second could not be read so far."));
    }

    void aBrokenWorkspaceIsSaid()
    {
        m_fixture->workspace.courseStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("It is damaged.")});
        reload();
        QTRY_COMPARE(errorOf(*m_page), QStringLiteral("It is damaged."));
    }

private:
    void reload()
    {
        m_page->reload();
        settle();
    }
    void settle() { QTRY_COMPARE(m_fixture->jobs.running(), 0); }
    void serverHas(const QList<FoundFile> &files)
    {
        QList<FoundFile> sorted = files;
        std::sort(sorted.begin(), sorted.end(),
                  [](const FoundFile &one, const FoundFile &other) { return one.path < other.path; });
        m_wasReadThrough = false;
        m_fixture->workspace.hosts.setAnswer([this, sorted](const Server &, RemoteProgram, const QByteArray &input,
                                                            const CancelToken &) -> Result<QByteArray> {
            if (input.contains("through"))
                m_wasReadThrough = true;
            return shownInventory(sorted, input);
        });
    }
    void serverFails(const Error &failure)
    {
        m_fixture->workspace.hosts.setAnswer(
            [failure](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                return fail(failure);
            });
    }
    static QString key(qint64 course) { return shownSite + u'/' + QString::number(course); }
    void choose(qint64 course)
    {
        m_page->showObject(key(course));
        QCOMPARE(chosen(), key(course));
    }
    QString chosen() { return table()->currentIndex().siblingAtColumn(0).data(KeyRole).toString(); }
    QTableView *table() { return childOf<QTableView>(*m_page, "coursesTable"); }
    QString cell(qint64 course, int column) { return rowWithKey(*table(), key(course), column).data().toString(); }
    QString detail() { return childOf<QTextEdit>(*m_page, "courseDetail")->toPlainText(); }

    QSemaphore m_gate;
    std::atomic_bool m_wasReadThrough = false;
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<CoursesPage> m_page;
};

NIGHTKEEP_TEST(TstCoursesPage, widget, Window)
#include "tst_coursespage.moc"
