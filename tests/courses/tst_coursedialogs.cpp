// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/courses/madecourses.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/byteschart.h"
#include "widgets/common/factsview.h"
#include "widgets/courses/coursecontentsdialog.h"
#include "widgets/courses/coursecopiesdialog.h"
#include "widgets/courses/coursefacts.h"
#include "widgets/courses/teachertextdialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QTableView>
#include <QThread>

using namespace Nightkeep;

namespace {

const QString dialogsSite = QStringLiteral("moodle"); // the small estate's

CourseReading dialogsReading()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    const CourseState course = MadeCourses::course(33, QStringLiteral("BIOC1001"));
    reading.courses = {course};
    reading.files = {MadeCourses::zip(course, course.lastStart)};
    return reading;
}

} // namespace

/// What is told of one course beside its page: what is inside a copy, the text for its teacher, how its size went.
class TstCourseDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        FakeWorkspace &workspace = m_fixture->workspace;
        workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
        QVERIFY(workspace.courseStore.saveCourseReading(dialogsSite, dialogsReading()));
        Result<SiteBackups> site = workspace.courses().lastBackups(workspace.settings().sites()->first());
        QVERIFY(site && site->courses.size() == 1 && site->courses.first().copies.size() == 1);
        m_site = *site;
        workspace.hosts.setAnswer([](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) {
            return Result<QByteArray>(framed("backup-contents",
                                             {{"file", {"200000", "1229223660", "zip"}},
                                              {"member", {"moodle.xml", "f", "942", "338", ""}},
                                              {"member", {"course_files/a\x1b.pdf", "f", "3000", "3000", ""}},
                                              {"activity", {"forum", "News", ""}},
                                              {"told", {"none", ""}},
                                              {"listed", {"directory", "2", "all"}},
                                              {"finished", {}}}));
        });
    }
    void cleanup()
    {
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        m_fixture.reset();
    }

    void contentsAreListedAndFiltered()
    {
        CourseContentsDialog dialog(m_fixture->context(), m_site.site, copy(), nullptr);
        dialog.show();
        auto *table = childOf<QTableView>(dialog, "courseContentsTable");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        const QString answer = childOf<QLabel>(dialog, "courseContentsAnswer")->text();
        QVERIFY2(answer.contains(QStringLiteral("1 × forum")), qPrintable(answer));
        auto *filter = childOf<QComboBox>(dialog, "contentsRows");
        filter->setCurrentIndex(1);
        QCOMPARE(table->model()->rowCount(), 1);
        filter->setCurrentIndex(2);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(namelessWidgets(dialog).join(u' '), QString());
    }

    void whatCannotBeLookedIntoIsSaid()
    {
        m_fixture->workspace.hosts.setAnswer(
            [](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) {
                return Result<QByteArray>(framed("backup-contents", {{"LACKS", {"perl"}}, {"finished", {}}}));
            });
        CourseContentsDialog dialog(m_fixture->context(), m_site.site, copy(), nullptr);
        dialog.show();
        QTRY_VERIFY2(errorOf(dialog).contains(QLatin1String("perl")), qPrintable(errorOf(dialog)));
        QVERIFY(childOf<QLabel>(dialog, "courseContentsAnswer")->text().contains(QLatin1String("not known")));
    }

    void closingStopsTheQuestion()
    {
        QSemaphore asked;
        m_fixture->workspace.hosts.setAnswer([&asked](const Server &, RemoteProgram, const QByteArray &,
                                                      const CancelToken &cancel) -> Result<QByteArray> {
            asked.release();
            while (!cancel.isCancelled())
                QThread::yieldCurrentThread();
            return fail(ErrorKind::Cancelled, QStringLiteral("Stopped."));
        });
        {
            CourseContentsDialog dialog(m_fixture->context(), m_site.site, copy(), nullptr);
            dialog.show();
            QTRY_VERIFY(asked.available() > 0);
        }
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

    void theChosenCopyIsLookedInto()
    {
        CourseCopiesDialog dialog(m_fixture->context(), m_site, m_site.courses.first(), nullptr);
        dialog.show();
        auto *table = childOf<QTableView>(dialog, "courseCopiesTable");
        auto *button = childOf<QPushButton>(dialog, "courseCopiesContents");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->clearSelection();
        QTRY_VERIFY(!button->isEnabled());
        table->selectRow(0);
        QTRY_VERIFY(button->isEnabled());
        button->click();
        const auto *contents = childOf<QDialog>(dialog, "courseContentsDialog");
        QVERIFY(contents && contents->isVisible());
        QTRY_COMPARE(childOf<QTableView>(*contents, "courseContentsTable")->model()->rowCount(), 3);
    }

    void theSizesOfACourseAreAChart()
    {
        CourseBackups course = m_site.courses.first();
        const QDateTime made = course.copies.first().made;
        course.course.sizes = {{made, 150000}, {made.addDays(-7), 300000}, {made.addDays(-14), 100000}};
        CourseCopiesDialog dialog(m_fixture->context(), m_site, course, nullptr);
        dialog.show();
        auto *table = childOf<QTableView>(dialog, "courseCopiesTable");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        auto *chart = childOf<BytesChart>(dialog, "courseSizes");
        table->selectRow(0);
        QTRY_COMPARE(chart->chosen(), 2); // the oldest is the first
        table->clearSelection();
        QTRY_COMPARE(chart->chosen(), -1);
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_Home);
        QCOMPARE(chart->chosen(), 0);
        QVERIFY(!table->selectionModel()->hasSelection()); // nothing but its size is left of it
        QTest::keyClick(chart, Qt::Key_End);
        QVERIFY(table->selectionModel()->hasSelection());
        QCOMPARE(namelessWidgets(dialog).join(u' '), QString());
    }

    void theTeachersTextIsCopiedAndSent()
    {
        TeacherTextDialog dialog(m_fixture->context(), m_site, m_site.courses.first(), nullptr);
        dialog.show();
        const QString text = childOf<QPlainTextEdit>(dialog, "teacherText")->toPlainText();
        QVERIFY2(text.contains(QLatin1String("BIOC1001")), qPrintable(text));
        childOf<QPushButton>(dialog, "copyTeacherText")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
        QCOMPARE(m_fixture->said.size(), 1);
        auto *mail = childOf<QPushButton>(dialog, "mailTeacherText");
        mail->click();
        QCOMPARE(m_fixture->dialogs.opened.size(), 1);
        const QString link = m_fixture->dialogs.opened.first().toString(QUrl::FullyEncoded);
        QVERIFY2(link.startsWith(QLatin1String("mailto:?subject=")) && link.contains(QLatin1String("BIOC1001")),
                 qPrintable(link));
        QCOMPARE(m_fixture->said.size(), 2);
        m_fixture->dialogs.opens = false;
        mail->click();
        QVERIFY(errorOf(dialog).contains(QLatin1String("no mail program")));
        QCOMPARE(m_fixture->said.size(), 2);
        QCOMPARE(namelessWidgets(dialog).join(u' '), QString());
    }

    void sizesAreToldNewestFirst()
    {
        CourseBackups course = m_site.courses.first();
        QVERIFY2(detailOf(course).contains(QLatin1String("How it grows is not known")), qPrintable(detailOf(course)));
        const QDateTime made = MadeCourses::lastRun();
        course.course.sizes = {{made, 150000}, {made.addDays(-7), 300000}, {made.addDays(-14), 100000}};
        const QString detail = detailOf(course);
        const qsizetype less = detail.indexOf(QLatin1String("50 % less"));
        const qsizetype more = detail.indexOf(QLatin1String("200 % more"));
        QVERIFY2(less > 0 && more > less, qPrintable(detail));
        QVERIFY2(detail.contains(QLatin1String(": 50 % more.")), qPrintable(detail)); // in all
    }

private:
    [[nodiscard]] const BackupCopy &copy() const { return m_site.courses.first().copies.first(); }
    [[nodiscard]] QString detailOf(const CourseBackups &course) const
    {
        FactsView view;
        view.describe(course.key(), [this, &course](FactsView &shown) {
            describeCourse(shown, m_site, course, {}, MadeCourses::now());
        });
        return view.toPlainText();
    }

    std::unique_ptr<PageFixture> m_fixture;
    SiteBackups m_site;
};

NIGHTKEEP_TEST(TstCourseDialogs, widget, Window)
#include "tst_coursedialogs.moc"
