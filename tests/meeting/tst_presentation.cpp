// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/meeting/presentation.h"

#include <QLabel>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Nightkeep;

namespace {

AgendaItem presentedItem(const char *key, AgendaKind kind)
{
    AgendaItem item;
    item.key = QString::fromLatin1(key);
    item.kind = kind;
    item.title = QStringLiteral("Title of %1").arg(item.key);
    item.background = QStringLiteral("Background of %1").arg(item.key);
    return item;
}

QList<AgendaItem> presentedItems()
{
    QList<AgendaItem> items {presentedItem("one", AgendaKind::Question), presentedItem("two", AgendaKind::Figure),
                             presentedItem("three", AgendaKind::Setting)};
    items.first().answer = QStringLiteral("As long as it exists.");
    return items;
}

NightPicture presentedNights()
{
    NightPicture picture;
    picture.last = QDate(2008, 11, 3);
    picture.first = picture.last.addDays(-59);
    NightRow row;
    row.key = QStringLiteral("courses");
    row.title = QStringLiteral("Course backups");
    for (int i = 0; i < 60; ++i)
        row.cells << NightCell {picture.first.addDays(i), NightState::OffServer, QStringLiteral("Kept.")};
    picture.rows << row;
    return picture;
}

} // namespace

/// The agenda for a room, by the keyboard alone.
class TstPresentation : public QObject
{
    Q_OBJECT

private:
    QPointer<Presentation> m_shown;

    QLabel *label(const char *name) { return m_shown->findChild<QLabel *>(QLatin1String(name)); }
    QString title() { return label("presentationTitle")->text(); }
    void press(int key) { QTest::keyClick(m_shown, Qt::Key(key)); }

private slots:
    void init()
    {
        m_shown = new Presentation(nullptr);
        m_shown->setAttribute(Qt::WA_DeleteOnClose);
        m_shown->setItems(presentedItems(), presentedNights());
        m_shown->setMayDecide(true);
        m_shown->resize(1024, 768);
        m_shown->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_shown, 60000));
    }
    void cleanup() { delete m_shown; }

    void keysGoThroughTheItems_data()
    {
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<QString>("item");
        QTest::newRow("it begins with the first") << QList<int> {} << QStringLiteral("one");
        QTest::newRow("space") << QList<int> {Qt::Key_Space} << QStringLiteral("two");
        QTest::newRow("right") << QList<int> {Qt::Key_Right, Qt::Key_Right} << QStringLiteral("three");
        QTest::newRow("no further than the last") << QList<int> {Qt::Key_End, Qt::Key_Right} << QStringLiteral("three");
        QTest::newRow("left") << QList<int> {Qt::Key_End, Qt::Key_Left} << QStringLiteral("two");
        QTest::newRow("no further than the first") << QList<int> {Qt::Key_Left} << QStringLiteral("one");
        QTest::newRow("home") << QList<int> {Qt::Key_End, Qt::Key_Home} << QStringLiteral("one");
        QTest::newRow("a presenter's keys")
            << QList<int> {Qt::Key_PageDown, Qt::Key_PageDown, Qt::Key_PageUp} << QStringLiteral("two");
    }
    void keysGoThroughTheItems()
    {
        QFETCH(QList<int>, keys);
        QFETCH(QString, item);
        for (const int key : std::as_const(keys))
            press(key);
        QCOMPARE(m_shown->currentKey(), item);
        QCOMPARE(title(), QStringLiteral("Title of %1").arg(item));
        QVERIFY(m_shown->accessibleName().contains(title())); // and it is read out
    }

    void whatTheRulesSayStandsThere()
    {
        QVERIFY(label("presentationAnswer")->text().contains(QStringLiteral("As long as it exists.")));
        QVERIFY(m_shown->accessibleName().contains(QStringLiteral("As long as it exists.")));
        press(Qt::Key_End);
        QVERIFY(label("presentationAnswer")->isHidden());
    }

    void theNightsStandWithWhatIsAboutThem()
    {
        const auto *nights = m_shown->findChild<QWidget *>(QStringLiteral("presentationNights"));
        QVERIFY(nights && !nights->isHidden());
        press(Qt::Key_End); // a setting
        QVERIFY(nights->isHidden());
        press(Qt::Key_Left);
        QVERIFY(!nights->isHidden());
        m_shown->setItems(presentedItems(), {});
        QVERIFY(nights->isHidden());
    }

    void typeGrowsWithTheScreen()
    {
        const int small = label("presentationTitle")->font().pixelSize();
        const int text = label("presentationBackground")->font().pixelSize();
        QVERIFY(small > text);
        m_shown->resize(2048, 1536);
        QTRY_VERIFY(label("presentationTitle")->font().pixelSize() >= 2 * small - 2);
        QVERIFY(label("presentationBackground")->font().pixelSize() >= 2 * text - 2);
        QVERIFY(label("presentationTitle")->font().pixelSize() * 16 > m_shown->height());
    }

    void dDecidesOnTheItem()
    {
        const QSignalSpy decides(m_shown, &Presentation::decideRequested);
        press(Qt::Key_Space);
        press(Qt::Key_D);
        QCOMPARE(decides.count(), 1);
        QCOMPARE(decides.first().first().toString(), QStringLiteral("two"));
        m_shown->setMayDecide(false);
        press(Qt::Key_D);
        QCOMPARE(decides.count(), 1);
        QVERIFY(!label("presentationKeys")->text().contains(QStringLiteral("D:")));
    }

    void whatWasDecidedGivesWayToTheNext()
    {
        press(Qt::Key_Space);
        QList<AgendaItem> left = presentedItems();
        left.removeAt(1);
        m_shown->setItems(left, presentedNights());
        QCOMPARE(m_shown->currentKey(), QStringLiteral("three"));
        left.removeLast();
        m_shown->setItems(left, presentedNights());
        QCOMPARE(m_shown->currentKey(), QStringLiteral("one"));
        m_shown->setItems({}, presentedNights());
        QVERIFY(title().contains(QStringLiteral("Nothing is left")));
        for (const int key : {Qt::Key_Space, Qt::Key_Left, Qt::Key_Home, Qt::Key_End, Qt::Key_D})
            press(key);
        QCOMPARE(m_shown->currentKey(), QString());
    }

    void theItemThatIsShownStays()
    {
        m_shown->showItem(QStringLiteral("two"));
        QList<AgendaItem> items = presentedItems();
        items.prepend(presentedItem("new", AgendaKind::Question));
        m_shown->setItems(items, presentedNights());
        QCOMPARE(m_shown->currentKey(), QStringLiteral("two"));
    }

    void escapeEndsIt()
    {
        press(Qt::Key_Escape);
        QTRY_VERIFY(!m_shown);
    }
};

NIGHTKEEP_TEST(TstPresentation, widget, Window)
#include "tst_presentation.moc"
