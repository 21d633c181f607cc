// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/places/removalworld.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivespage.h"

#include <QAction>
#include <QDialog>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

/// Removing an archive from its server, and what is past its years, from the archives' page.
class TstKeepingDialogs : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<HandOverWorld> m_world;
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ArchivesPage> m_page;

    void settle() { QTRY_COMPARE(m_fixture->jobs.running(), 0); }
    void open()
    {
        m_page = std::make_unique<ArchivesPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_page->reload();
        settle();
        m_page->showObject(QStringLiteral("r1"));
    }
    QDialog &opened(const char *action, const char *name)
    {
        trigger(*m_page, action);
        auto *dialog = childOf<QDialog>(*m_page, name);
        if (!dialog)
            qFatal("no dialog was opened");
        settle();
        return *dialog;
    }
    [[nodiscard]] bool isThere() const { return QFile::exists(m_world->path("archives/a.tar")); }
    static bool isEnabled(const QWidget &dialog, const char *button)
    {
        return childOf<QPushButton>(dialog, button)->isEnabled();
    }
    /// "a" is past the year that the storage manager was to keep it.
    void keepForAYear()
    {
        FakeWorkspace &workspace = m_fixture->workspace;
        ArchivePlace place;
        place.name = QStringLiteral("tsm");
        place.keepYears = 1;
        QVERIFY(workspace.handOvers().savePlace(place, std::nullopt));
        HandOver handOver;
        handOver.run = QStringLiteral("r1");
        handOver.place = place.name;
        handOver.state = HandOverState::Confirmed;
        handOver.confirmedAt = workspace.time.now();
        QVERIFY(workspace.handOverStore.saveHandOver(handOver));
        workspace.time.advance(366LL * 24 * 60 * 60);
    }

private slots:
    void init()
    {
        m_world = std::make_unique<HandOverWorld>(1000);
        m_fixture = std::make_unique<PageFixture>();
        knowWorld(m_fixture->workspace, *m_world);
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
        m_world.reset();
    }

    void itIsRemovedOnceItsNameIsTyped()
    {
        knowSecondPlace(m_fixture->workspace, *m_world);
        open();
        QDialog &dialog = opened("removeLocal", "removeLocalDialog");
        QCOMPARE(namelessWidgets(dialog), QStringList());
        QCOMPARE(errorOf(dialog), QString());
        auto *name = childOf<QLineEdit>(dialog, "removeLocalName");
        QVERIFY(!isEnabled(dialog, "removeLocalRemove"));
        name->setText(QStringLiteral("b"));
        QVERIFY(!isEnabled(dialog, "removeLocalRemove"));
        name->setText(QStringLiteral("a"));
        QVERIFY(isEnabled(dialog, "removeLocalRemove"));
        QVERIFY(isThere());
        childOf<QPushButton>(dialog, "removeLocalRemove")->click();
        QTRY_VERIFY(!isThere());
        settle();
        QTRY_VERIFY(!childOf<QDialog>(*m_page, "removeLocalDialog")); // deleted when it was closed
        QCOMPARE(m_fixture->said.size(), 1);
        m_page->reload();
        settle();
        QVERIFY(!childOf<QAction>(*m_page, "removeLocal")->isEnabled());
    }

    void whatHasToStayIsSaidAtOnce()
    {
        open();
        QDialog &dialog = opened("removeLocal", "removeLocalDialog");
        QVERIFY2(errorOf(dialog).contains(QStringLiteral("No other place")), qPrintable(errorOf(dialog)));
        childOf<QLineEdit>(dialog, "removeLocalName")->setText(QStringLiteral("a"));
        QVERIFY(!isEnabled(dialog, "removeLocalRemove"));
    }

    void whatAPlaceDoesNotConfirmStays()
    {
        knowSecondPlace(m_fixture->workspace, *m_world);
        QVERIFY(QFile::remove(m_world->path("second/a.tar")));
        open();
        QDialog &dialog = opened("removeLocal", "removeLocalDialog");
        childOf<QLineEdit>(dialog, "removeLocalName")->setText(QStringLiteral("a"));
        childOf<QPushButton>(dialog, "removeLocalRemove")->click();
        QTRY_VERIFY(!errorOf(dialog).isEmpty());
        settle();
        QVERIFY(isThere());
        QVERIFY(dialog.isVisible());
        QVERIFY(m_fixture->said.isEmpty());
    }

    void whoLeavesItThereStopsTheRemoval()
    {
        knowSecondPlace(m_fixture->workspace, *m_world);
        open();
        QDialog &dialog = opened("removeLocal", "removeLocalDialog");
        childOf<QLineEdit>(dialog, "removeLocalName")->setText(QStringLiteral("a"));
        childOf<QPushButton>(dialog, "removeLocalRemove")->click();
        childOf<QPushButton>(dialog, "removeLocalCancel")->click();
        QVERIFY(dialog.isVisible());
        settle();
        QVERIFY(isThere());
        QVERIFY(dialog.isVisible());
        QVERIFY(isEnabled(dialog, "removeLocalRemove")); // it may be begun anew
        childOf<QPushButton>(dialog, "removeLocalCancel")->click();
        QVERIFY(!dialog.isVisible());
    }

    void aReadOnlyWorkspaceRemovesNothing()
    {
        knowSecondPlace(m_fixture->workspace, *m_world);
        m_fixture->workspace.makeReadOnly();
        open();
        QVERIFY(!childOf<QAction>(*m_page, "removeLocal")->isEnabled());
    }

    void whatIsPastItsYearsIsAskedForAndRecorded()
    {
        keepForAYear();
        open();
        QDialog &dialog = opened("pastYears", "pastYearsDialog");
        QCOMPARE(namelessWidgets(dialog), QStringList());
        auto *table = childOf<QTableView>(dialog, "pastYearsTable");
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY(!isEnabled(dialog, "pastYearsRemove")); // it is the storage manager's
        childOf<QPushButton>(dialog, "pastYearsAsk")->click();
        QVERIFY(childOf<QDialog>(dialog, "requestDialog"));
        childOf<QDialog>(dialog, "requestDialog")->reject();
        m_fixture->dialogs.textToGive = QStringLiteral("ticket 4711");
        childOf<QPushButton>(dialog, "pastYearsRecord")->click();
        QTRY_COMPARE(table->model()->rowCount(), 0);
        settle();
        QCOMPARE(m_fixture->workspace.handOverStore.handOvers()->first().deleted->text, QStringLiteral("ticket 4711"));
        QCOMPARE(m_fixture->said.size(), 1);
        QVERIFY(!isEnabled(dialog, "pastYearsRecord"));
    }
};

NIGHTKEEP_TEST(TstKeepingDialogs, widget, Window)
#include "tst_keepingdialogs.moc"
