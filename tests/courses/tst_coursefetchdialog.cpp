// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/courses/backupfiles.h"
#include "tests/courses/madecourses.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/courses/coursespage.h"

#include <QCryptographicHash>
#include <QDialog>
#include <QFile>
#include <QPushButton>
#include <QSemaphore>
#include <QTableView>

using namespace Nightkeep;
namespace Files = Nightkeep::BackupFiles;

/// The acts that bring a copy to this machine, from the page and from the dialog of copies.
class TstCourseFetchDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        FakeWorkspace &workspace = m_fixture->workspace;
        workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
        m_bytes = Files::zipOf(Files::oldMembers(33));
        CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
        reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001")),
                           MadeCourses::course(47, QStringLiteral("HIST2002"))};
        FoundFile good = MadeCourses::zip(reading.courses.first(), reading.courses.first().lastStart);
        good.bytes = m_bytes.size();
        reading.files = {good};
        QVERIFY(workspace.courseStore.saveCourseReading(QStringLiteral("moodle"), reading));
        workspace.hosts.setAnswer([this, good](const Server &, RemoteProgram program, const QByteArray &,
                                               const CancelToken &) -> Result<QByteArray> {
            if (program != RemoteProgram::Fetch)
                return fail(ErrorKind::Internal, QStringLiteral("Another program was expected."));
            m_gate.acquire();
            return answer(good);
        });
        m_page = std::make_unique<CoursesPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_page->reload();
        settle();
        m_fixture->dialogs.fileToSave = m_folder.filePath(QStringLiteral("a.zip"));
        QFile::remove(*m_fixture->dialogs.fileToSave);
    }
    void cleanup()
    {
        m_gate.release(10);
        settle();
        m_page.reset();
        m_fixture.reset();
        m_gate.acquire(m_gate.available());
    }

    void theGoodCopyComes()
    {
        choose(33);
        trigger(*m_page, "fetchCourse");
        const auto *dialog = childOf<QDialog>(*m_page, "courseFetchDialog");
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(namelessWidgets(*dialog).join(u' '), QString());
        QVERIFY(childOf<QPushButton>(*dialog, "courseFetchStop")->isEnabled());
        m_gate.release();
        settle();
        const QString said = childOf<QLabel>(*dialog, "courseFetchAnswer")->text();
        QVERIFY2(said.contains(QLatin1String("complete inside")), qPrintable(said));
        QVERIFY2(said.contains(QLatin1String("It is what the server has")), qPrintable(said));
        QVERIFY(!childOf<QPushButton>(*dialog, "courseFetchStop")->isEnabled());
        QFile file(*m_fixture->dialogs.fileToSave);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll() == m_bytes);
        QCOMPARE(errorOf(*dialog), QString());
    }

    void itCanBeStopped()
    {
        choose(33);
        trigger(*m_page, "fetchCourse");
        const auto *dialog = childOf<QDialog>(*m_page, "courseFetchDialog");
        QVERIFY(dialog);
        childOf<QPushButton>(*dialog, "courseFetchStop")->click();
        m_gate.release();
        settle();
        const QString said = childOf<QLabel>(*dialog, "courseFetchAnswer")->text();
        QVERIFY2(said.contains(QLatin1String("stopped")), qPrintable(said));
        QVERIFY(!QFile::exists(*m_fixture->dialogs.fileToSave));
        QVERIFY(!QFile::exists(*m_fixture->dialogs.fileToSave + QStringLiteral(".part")));
    }

    void whatFailsIsSaid()
    {
        m_sum = QByteArray(64, '0');
        m_gate.release();
        choose(33);
        trigger(*m_page, "fetchCourse");
        settle();
        m_sum.clear();
        const auto *dialog = childOf<QDialog>(*m_page, "courseFetchDialog");
        QVERIFY2(errorOf(*dialog).contains(QLatin1String("is not what")), qPrintable(errorOf(*dialog)));
        QVERIFY(!QFile::exists(*m_fixture->dialogs.fileToSave));
    }

    void itIsOnlyForWhatIsThere()
    {
        choose(47);
        QVERIFY(!childOf<QAction>(*m_page, "fetchCourse")->isEnabled());
        choose(33);
        QVERIFY(childOf<QAction>(*m_page, "fetchCourse")->isEnabled());
        m_fixture->dialogs.fileToSave.reset();
        trigger(*m_page, "fetchCourse"); // and then no file is chosen
        QVERIFY(!childOf<QDialog>(*m_page, "courseFetchDialog"));
        m_fixture->workspace.about.readOnly = true;
        choose(47);
        choose(33);
        QVERIFY(!childOf<QAction>(*m_page, "fetchCourse")->isEnabled());
    }

    void anyCopyComesFromTheDialogOfCopies()
    {
        choose(33);
        trigger(*m_page, "courseCopies");
        const auto *copies = childOf<QDialog>(*m_page, "courseCopiesDialog");
        QVERIFY(copies);
        auto *fetch = childOf<QPushButton>(*copies, "courseCopiesFetch");
        childOf<QTableView>(*copies, "courseCopiesTable")->selectRow(0);
        QVERIFY(fetch->isEnabled());
        m_gate.release();
        fetch->click();
        settle();
        QVERIFY(QFile::exists(*m_fixture->dialogs.fileToSave));
    }

private:
    /// As resources/remote/fetch.sh has it.
    [[nodiscard]] QByteArray answer(const FoundFile &file) const
    {
        const QByteArray sum = QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256).toHex();
        return QByteArrayLiteral("NIGHTKEEP/1\0fetch\0R\0file\0002\0") + QByteArray::number(file.bytes) + '\0'
            + QByteArray::number(file.modified.toSecsSinceEpoch()) + QByteArrayLiteral("\0R\0bytes\0000\0") + m_bytes
            + QByteArrayLiteral("R\0whole\0001\0") + (m_sum.isEmpty() ? sum : m_sum)
            + QByteArrayLiteral("\0R\0finished\0000\0END\00017\0");
    }
    void settle() { QTRY_COMPARE(m_fixture->jobs.running(), 0); }
    void choose(qint64 course) { m_page->showObject(QStringLiteral("moodle/%1").arg(course)); }

    QTemporaryDir m_folder;
    QSemaphore m_gate;
    QByteArray m_bytes;
    QByteArray m_sum; ///< in the place of the right one
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<CoursesPage> m_page;
};

NIGHTKEEP_TEST(TstCourseFetchDialog, widget, Window)
#include "tst_coursefetchdialog.moc"
