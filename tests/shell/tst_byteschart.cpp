// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/common/byteschart.h"

#include <QHelpEvent>
#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace Nightkeep;

namespace {

ChartContents chartOf(ChartContents::Form form)
{
    ChartContents contents;
    contents.form = form;
    contents.heading = QStringLiteral("Over time");
    contents.words = QStringLiteral("Over time. The largest: Wednesday");
    contents.points = {{10, 1000, QStringLiteral("Mon"), QStringLiteral("Monday: 1000")},
                       {11, 0, QStringLiteral("Tue"), QStringLiteral("Tuesday: 0")},
                       {12, 5000, QStringLiteral("Wed"), QStringLiteral("Wednesday: 5000")},
                       {20, 3000, QStringLiteral("Thu"), QStringLiteral("Thursday: 3000")}};
    return contents;
}

} // namespace

class TstBytesChart : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_chart = std::make_unique<BytesChart>(QStringLiteral("chart"), QStringLiteral("A chart"),
                                               QStringLiteral("Nothing yet."), nullptr);
        m_chart->resize(500, 250);
    }
    void cleanup() { m_chart.reset(); }

    void withoutPointsItSaysSo()
    {
        const QImage empty = m_chart->grab().toImage();
        QCOMPARE(m_chart->focusPolicy(), Qt::NoFocus);
        m_chart->setContents(chartOf(ChartContents::Form::Line));
        QCOMPARE(m_chart->focusPolicy(), Qt::StrongFocus);
        QVERIFY(m_chart->grab().toImage() != empty);
        m_chart->setContents({});
        QCOMPARE(m_chart->grab().toImage(), empty);
        QCOMPARE(m_chart->focusPolicy(), Qt::NoFocus);
        QVERIFY(m_chart->accessibleDescription().isEmpty());
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QTest::mouseClick(m_chart.get(), Qt::LeftButton);
        QCOMPARE(m_chart->chosen(), -1);
    }

    void whatItShowsIsSaid()
    {
        m_chart->setContents(chartOf(ChartContents::Form::Bars));
        QCOMPARE(m_chart->accessibleName(), QStringLiteral("A chart"));
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("Over time. The largest: Wednesday"));
        m_chart->choose(2);
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("Wednesday: 5000"));
        m_chart->choose(-1);
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("Over time. The largest: Wednesday"));
    }

    void eachIsDrawnOtherwise()
    {
        QList<QImage> images;
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            for (const ChartContents::Form form : {ChartContents::Form::Line, ChartContents::Form::Bars}) {
                for (const int chosen : {-1, 1, 3}) {
                    m_chart->setLayoutDirection(direction);
                    m_chart->setContents(chartOf(form));
                    m_chart->choose(chosen);
                    const QImage image = m_chart->grab().toImage();
                    QVERIFY(!images.contains(image));
                    images << image;
                }
            }
        }
        ChartContents ahead = chartOf(ChartContents::Form::Line);
        ahead.ahead = ChartPoint {50, 9000, QStringLiteral("then"), {}};
        ahead.top = 20000;
        m_chart->setContents(ahead);
        QVERIFY(!images.contains(m_chart->grab().toImage()));
    }

    void pointsAreReachedByKeys_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("left to right") << Qt::LeftToRight;
        QTest::newRow("right to left") << Qt::RightToLeft;
    }
    void pointsAreReachedByKeys()
    {
        QFETCH(Qt::LayoutDirection, direction);
        m_chart->setLayoutDirection(direction);
        m_chart->setContents(chartOf(ChartContents::Form::Line));
        const QSignalSpy chosen(m_chart.get(), &BytesChart::pointChosen);
        const Qt::Key onwards = direction == Qt::LeftToRight ? Qt::Key_Right : Qt::Key_Left;
        const Qt::Key back = direction == Qt::LeftToRight ? Qt::Key_Left : Qt::Key_Right;
        const auto pressed = [this](Qt::Key key) {
            QTest::keyClick(m_chart.get(), key);
            return m_chart->chosen();
        };
        QCOMPARE(pressed(back), 3); // it begins with the last
        QCOMPARE(pressed(back), 2);
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("Wednesday: 5000"));
        QCOMPARE(pressed(onwards), 3);
        QCOMPARE(pressed(onwards), 3);
        QCOMPARE(pressed(Qt::Key_Home), 0);
        QCOMPARE(pressed(back), 0);
        QCOMPARE(pressed(Qt::Key_End), 3);
        QCOMPARE(chosen.count(), 7);
        m_chart->choose(1); // from elsewhere: nobody is told
        m_chart->choose(99);
        QCOMPARE(m_chart->chosen(), -1);
        QCOMPARE(chosen.count(), 7);
    }

    void pointsAreReachedByThePointer()
    {
        for (const ChartContents::Form form : {ChartContents::Form::Line, ChartContents::Form::Bars}) {
            m_chart->setLayoutDirection(Qt::LeftToRight);
            m_chart->setContents(chartOf(form));
            QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, QPoint(m_chart->width() - 5, 100));
            QCOMPARE(m_chart->chosen(), 3);
            QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, QPoint(5, 100));
            QCOMPARE(m_chart->chosen(), 0);
            m_chart->setLayoutDirection(Qt::RightToLeft);
            QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, QPoint(5, 100));
            QCOMPARE(m_chart->chosen(), 3);
        }
    }

    void thePointerIsTold()
    {
        m_chart->setContents(chartOf(ChartContents::Form::Bars));
        m_chart->show();
        const QPoint there(m_chart->width() - 20, m_chart->height() / 2);
        QHelpEvent asked(QEvent::ToolTip, there, m_chart->mapToGlobal(there));
        QCoreApplication::sendEvent(m_chart.get(), &asked);
        QTRY_VERIFY2(QToolTip::text().contains(QLatin1String("Thursday: 3000")), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    void oneAndNothingAreDrawn()
    {
        for (const ChartContents::Form form : {ChartContents::Form::Line, ChartContents::Form::Bars}) {
            ChartContents one = chartOf(form);
            one.points.resize(1);
            m_chart->setContents(one);
            const QImage high = m_chart->grab().toImage();
            one.points.first().bytes = 0;
            m_chart->setContents(one);
            QVERIFY(m_chart->grab().toImage() != high);
            QTest::keyClick(m_chart.get(), Qt::Key_Left);
            QCOMPARE(m_chart->chosen(), 0);
        }
    }

private:
    std::unique_ptr<BytesChart> m_chart;
};

NIGHTKEEP_TEST(TstBytesChart, widget, Window)
#include "tst_byteschart.moc"
