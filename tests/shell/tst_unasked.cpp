// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/courses/madecourses.h"
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/datatable.h"
#include "widgets/servers/serverdialog.h"
#include "widgets/shell/navigationlist.h"

#include <QApplication>
#include <QPushButton>
#include <QTableView>

using namespace Nightkeep;

/// What nobody has asked yet, and what is not there yet: each page says so in words, with the act that ends it.
class TstUnasked : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
    }

    void aCardSaysThatNobodyWasAsked_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("act");
        QTest::addColumn<bool>("byKey");
        QTest::newRow("servers") << int(Page::Servers) << QStringLiteral("Ask all now") << false;
        QTest::newRow("servers, by keyboard") << int(Page::Servers) << QStringLiteral("Ask all now") << true;
        QTest::newRow("folders") << int(Page::Folders) << QStringLiteral("Ask all now") << false;
        QTest::newRow("folders, by keyboard") << int(Page::Folders) << QStringLiteral("Ask all now") << true;
        QTest::newRow("settings") << int(Page::Settings) << QStringLiteral("Read now") << false;
        QTest::newRow("settings, by keyboard") << int(Page::Settings) << QStringLiteral("Read now") << true;
    }
    void aCardSaysThatNobodyWasAsked()
    {
        QFETCH(int, page);
        QFETCH(QString, act);
        QFETCH(bool, byKey);
        open(WindowFixture::unaskedEstate());
        goTo(Page(page));
        const QPushButton *step = button("cardStep");
        QVERIFY(step);
        QCOMPARE(step->text(), act);
        QVERIFY(step->isEnabled());
        const auto *words = shown()->findChild<QLabel *>(QStringLiteral("cardText"));
        QVERIFY(words->isVisible() && !words->text().isEmpty());
        const auto *table = shown()->findChild<DataTable *>();
        QVERIFY(table->view()->isVisible() && table->view()->model()->rowCount() > 0); // what is known stays in sight
        QVERIFY(words->mapTo(shown(), QPoint()).y() < table->mapTo(shown(), QPoint()).y());
        QCOMPARE(m_window->findChild<NavigationList *>()->standing(Page(page)), State::Unknown);
        QVERIFY(!isAsked());
        if (byKey) {
            tabTo("cardStep");
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        } else {
            QTest::mouseClick(button("cardStep"), Qt::LeftButton);
        }
        QTRY_VERIFY(!button("cardStep"));
        m_fixture->settle();
        QVERIFY(isAsked());
        QVERIFY(!button("cardStep"));
        const QWidget *focus = QApplication::focusWidget();
        QVERIFY2(!byKey || (focus && focus->isVisible() && shown()->isAncestorOf(focus)), // not lost with the card
                 focus ? qPrintable(focus->objectName()) : "nowhere");
    }

    void whatWasAskedInVainWasAsked()
    {
        auto workspace = WindowFixture::unaskedEstate();
        const Error failure {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
        QVERIFY(
            workspace->serverStore.saveFailure(QStringLiteral("moodle-a.example.org"), failure, workspace->time.now()));
        open(std::move(workspace));
        for (const Page page : {Page::Servers, Page::Folders}) {
            goTo(page);
            QVERIFY2(!button("cardStep"), qPrintable(pageName(page)));
        }
    }

    void anEmptyPageOffersTheFirstSteps_data()
    {
        QTest::addColumn<int>("page");
        for (const Page page : {Page::Overview, Page::Servers, Page::Folders, Page::Settings, Page::Courses,
                                Page::Archives, Page::Retention, Page::Meeting})
            QTest::newRow(qPrintable(pageName(page))) << int(page);
    }
    void anEmptyPageOffersTheFirstSteps()
    {
        QFETCH(int, page);
        m_fixture->dialogs.fileToOpen = QStringLiteral("/page.html");
        open(std::make_unique<FakeWorkspace>());
        goTo(Page(page));
        QVERIFY(!button("cardStep"));
        QVERIFY(button("emptyFirstStep"));
        QVERIFY2(button("emptyFirstStep")->text().contains(QStringLiteral("wiki page")),
                 qPrintable(button("emptyFirstStep")->text()));
        QVERIFY(button("emptyOtherStep"));
        QCOMPARE(button("emptyOtherStep")->text(), QStringLiteral("Add a server…"));
        QTest::mouseClick(button("emptyOtherStep"), Qt::LeftButton);
        QTRY_VERIFY(m_window->findChild<ServerDialog *>());
        QCOMPARE(shown()->page(), Page::Servers);
        m_window->findChild<ServerDialog *>()->reject();
        QTRY_VERIFY(!m_window->findChild<ServerDialog *>());
        goTo(Page(page));
        QTest::mouseClick(button("emptyFirstStep"), Qt::LeftButton);
        QCOMPARE(shown()->page(), Page::Servers);
        const auto *message = shown()->findChild<QLabel *>(QStringLiteral("errorMessage"));
        QTRY_VERIFY(message->isVisible());
        QCOMPARE(message->text(), QStringLiteral("There is no page.")); // the reader's answer: it was asked
    }

    void aReadOnlyEmptyPageSaysWhyThereIsNoFirstStep_data() { anEmptyPageOffersTheFirstSteps_data(); }
    void aReadOnlyEmptyPageSaysWhyThereIsNoFirstStep()
    {
        QFETCH(int, page);
        auto workspace = std::make_unique<FakeWorkspace>();
        workspace->makeReadOnly();
        open(std::move(workspace));
        goTo(Page(page));
        for (const char *name : {"emptyFirstStep", "emptyOtherStep"}) {
            QVERIFY2(button(name) && !button(name)->isEnabled(), name);
            QVERIFY2(button(name)->toolTip().contains(QStringLiteral("read-only")), name);
        }
    }

    void whatIsMissingNextIsOffered()
    {
        auto workspace = std::make_unique<FakeWorkspace>();
        Server server;
        server.name = QStringLiteral("moodle-a.example.org");
        QVERIFY(workspace->serverStore.replaceServer({}, server));
        open(std::move(workspace));
        goTo(Page::Settings);
        QVERIFY(button("emptyFirstStep"));
        QCOMPARE(button("emptyFirstStep")->text(), QStringLiteral("Add site…"));
        QVERIFY(!button("emptyOtherStep"));
        goTo(Page::Folders);
        QVERIFY(button("emptyFirstStep"));
        QTest::mouseClick(button("emptyFirstStep"), Qt::LeftButton);
        QCOMPARE(shown()->page(), Page::Servers);
        goTo(Page::Courses); // whose sites are those of the settings
        QVERIFY(button("emptyFirstStep"));
        QTest::mouseClick(button("emptyFirstStep"), Qt::LeftButton);
        QCOMPARE(shown()->page(), Page::Settings);
    }

    /// Of courses nothing is known before somebody asks: what asks stands in the empty table, and not twice.
    void coursesAreReadFromTheEmptyTable()
    {
        auto workspace = WindowFixture::unaskedEstate();
        workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.facts = MadeCourses::reading(MoodleEdition::Old).head.moodle;
            moodle.states.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001"))};
        });
        open(std::move(workspace));
        goTo(Page::Courses);
        QVERIFY(!button("cardStep"));
        QVERIFY(button("emptyFirstStep"));
        QCOMPARE(button("emptyFirstStep")->text(), QStringLiteral("Read now"));
        QCOMPARE(m_window->findChild<NavigationList *>()->standing(Page::Courses), State::Unknown);
        QCOMPARE(m_workspace->moodles.opened(), 0);
        QTest::mouseClick(button("emptyFirstStep"), Qt::LeftButton);
        m_fixture->settle();
        QVERIFY(m_workspace->moodles.opened() > 0);
        QTRY_COMPARE(shown()->findChild<DataTable *>()->view()->model()->rowCount(), 1);
        QVERIFY(!button("emptyFirstStep"));
    }

private:
    void open(std::unique_ptr<FakeWorkspace> workspace)
    {
        m_workspace = workspace.get();
        m_window = m_fixture->openWindow(std::move(workspace));
    }
    void goTo(Page page)
    {
        m_window->goTo(page);
        m_fixture->settle();
    }
    [[nodiscard]] PageWidget *shown() const { return m_window->currentPage(); }
    /// Of the page that is shown; null where it is not to be seen.
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        auto *found = shown()->findChild<QPushButton *>(QLatin1String(name));
        return found && found->isVisible() ? found : nullptr;
    }
    static void tabTo(const char *name)
    {
        for (int i = 0; i < 100 && QApplication::focusWidget()->objectName() != QLatin1String(name); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QLatin1String(name));
    }
    [[nodiscard]] bool isAsked() const
    {
        const auto page = shown()->page();
        return page == Page::Settings ? m_workspace->moodles.opened() > 0
                                      : m_workspace->serverStore.withSnapshot().size() == 2;
    }

    std::unique_ptr<WindowFixture> m_fixture;
    FakeWorkspace *m_workspace = nullptr; // the window's
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstUnasked, widget, Window)
#include "tst_unasked.moc"
