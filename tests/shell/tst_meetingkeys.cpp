// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"

#include <QApplication>
#include <QDialog>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

/// A meeting in the real window, from the page's key to Undo, by the keyboard alone.
class TstMeetingKeys : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
    FakeWorkspace *m_workspace = nullptr;

    static QString item() { return QStringLiteral("promise/courseNights/atLeast"); }
    int figure()
    {
        const Result<RetentionRecords> records = m_workspace->retention().records();
        for (const Promise &promise : records->promises) {
            if (promise.key == item().section(u'/', 1))
                return promise.figure.value_or(-1);
        }
        return -2;
    }
    QDialog *dialog() { return m_window->findChild<QDialog *>(QStringLiteral("meetingDecisionDialog")); }
    void tabTo(const char *field)
    {
        for (int i = 0; i < 40 && dialog()->focusWidget()->objectName() != QLatin1String(field); ++i)
            QTest::keyClick(dialog()->focusWidget(), Qt::Key_Tab);
        QCOMPARE(dialog()->focusWidget()->objectName(), QLatin1String(field));
    }
    void type(const char *field, const char *text)
    {
        tabTo(field);
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(dialog()->focusWidget(), QString::fromLatin1(text));
    }

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        auto workspace = WindowFixture::smallEstate();
        m_workspace = workspace.get();
        m_window = m_fixture->openWindow(std::move(workspace));
    }
    void cleanup()
    {
        m_fixture->settle();
        m_window.reset();
        m_fixture.reset();
    }

    void aFigureIsAgreedAndThatIsUndone()
    {
        QTest::keyClick(m_window.get(), Qt::Key_8, Qt::ControlModifier);
        QCOMPARE(m_window->currentPage()->page(), Page::Meeting);
        m_fixture->settle();
        auto *table = m_window->currentPage()->findChild<QTableView *>(QStringLiteral("meetingTable"));
        QCOMPARE(QApplication::focusWidget(), table);
        QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->currentIndex().data(KeyRole).toString() == item())
                break;
            QTest::keyClick(table, Qt::Key_Down);
        }
        QCOMPARE(table->currentIndex().data(KeyRole).toString(), item());
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(dialog());
        QVERIFY(QTest::qWaitForWindowActive(dialog(), 60000));
        type("meetingDecisionText", "Ninety nights.");
        type("meetingDecisionPeople", "Ann, Bob");
        type("meetingFigure", "90");
        QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(figure(), 90);
        QTRY_VERIFY(!dialog());
        m_fixture->settle();
        QCOMPARE(m_workspace->meeting().decisions()->size(), qsizetype(1));
        m_window->activateWindow(); // as a window manager does
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(figure(), 60);
        m_fixture->settle();
        QVERIFY(!m_workspace->meeting().decisions()->first().holds());
    }
};

NIGHTKEEP_TEST(TstMeetingKeys, widget, Window, 300)
#include "tst_meetingkeys.moc"
