// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/nightpattern.h"
#include "tests/support/testmain.h"
#include "widgets/common/nightstrip.h"

#include <QHash>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace Nightkeep;

namespace {

const QList<NightState> stripStates {NightState::Everywhere, NightState::OnServer, NightState::OffServer,
                                     NightState::Partly,     NightState::None,     NightState::Unknown,
                                     NightState::Ahead};

/// The last night is 28 October 2008; Sundays alone are kept, by the rules and as seen.
NightPicture stripPicture(int nights)
{
    NightPicture picture;
    picture.last = QDate(2008, 10, 28);
    picture.first = picture.last.addDays(1 - nights);
    NightRow row;
    row.key = QStringLiteral("courses");
    row.title = QStringLiteral("Course backups");
    row.promised = 60;
    for (int night = 0; night < nights; ++night) {
        const QDate day = picture.first.addDays(night);
        row.cells.append({day, day.dayOfWeek() == 7 ? NightState::Everywhere : NightState::None,
                          day.dayOfWeek() == 7 ? QStringLiteral("On the server.") : QString()});
    }
    picture.rows.append(row);
    row.key = QStringLiteral("real/courses");
    row.title = QStringLiteral("Course backups, as seen");
    row.isReal = true;
    row.cells[nights - 3].state = NightState::Partly; // Sunday 26 October
    picture.rows.append(row);
    return picture;
}

QImage stripCell(NightState state, const QSize &size)
{
    QImage image(size + QSize(8, 8), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintNight(painter, QRectF(QPointF(4, 4), size), state, nightInk(state, QPalette(), true), 2);
    painter.end();
    return image;
}

int stripDifference(const QImage &one, const QImage &other)
{
    int different = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            different += qAbs(qGray(one.pixel(x, y)) - qGray(other.pixel(x, y))) > 100 ? 1 : 0;
    }
    return different;
}

} // namespace

/// The strip of nights: gone through by keys, told in words, grouped where it is narrow, and readable in grey.
class TstNightStrip : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        m_strip = std::make_unique<NightStrip>(QStringLiteral("strip"), QStringLiteral("Nights"),
                                               QStringLiteral("Nothing yet."), nullptr);
        m_strip->setPicture(stripPicture(60));
        m_strip->resize(m_strip->fontMetrics().averageCharWidth() * 200, m_strip->sizeHint().height());
    }
    void cleanup() { m_strip.reset(); }

    void keysGoThroughNightsAndRows()
    {
        press(Qt::Key_Left);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 28)); // the last one first
        press(Qt::Key_Left);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 27));
        press(Qt::Key_Right);
        press(Qt::Key_Right);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 28)); // and no further
        press(Qt::Key_Home);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 8, 30));
        press(Qt::Key_End);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 28));
        press(Qt::Key_PageUp);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 9, 28));
        press(Qt::Key_PageDown);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 28));
        QCOMPARE(m_strip->chosenRow(), 0);
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        QCOMPARE(m_strip->chosenRow(), 1);
        press(Qt::Key_Up);
        QCOMPARE(m_strip->chosenRow(), 0);
    }

    void keysTurnRoundWithTheWriting()
    {
        m_strip->setLayoutDirection(Qt::RightToLeft);
        m_strip->choose(0, QDate(2008, 10, 20));
        press(Qt::Key_Left);
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 21));
    }

    void aScreenReaderIsTold()
    {
        const QString all = m_strip->accessibleDescription();
        QVERIFY2(all.contains(QLatin1String("Course backups: 9 of 60 nights")), qPrintable(all));
        QVERIFY2(all.contains(QLatin1String("as seen")), qPrintable(all));
        m_strip->choose(1, QDate(2008, 10, 26));
        const QString told = m_strip->accessibleDescription();
        QVERIFY2(told.contains(QLatin1String("Course backups, as seen")), qPrintable(told));
        QVERIFY2(told.contains(QLatin1String("26 October 2008")), qPrintable(told));
        QVERIFY2(told.contains(nightStateWord(NightState::Partly)), qPrintable(told));
        QVERIFY2(told.contains(QLatin1String("On the server.")), qPrintable(told));
        QCOMPARE(told, m_strip->chosenWords());
    }

    void nothingIsSaidAsNothing()
    {
        m_strip->setPicture({});
        QCOMPARE(m_strip->accessibleDescription(), QStringLiteral("Nothing yet."));
        QCOMPARE(m_strip->focusPolicy(), Qt::NoFocus);
        QVERIFY(m_strip->cells().isEmpty());
        press(Qt::Key_Left); // finds no night
        QVERIFY(!m_strip->chosenNight().isValid());
        QVERIFY(!m_strip->grab().isNull());
    }

    void zoomAsksForMoreNights()
    {
        QSignalSpy wanted(m_strip.get(), &NightStrip::nightsWanted);
        press(Qt::Key_Minus);
        QVERIFY(m_strip->nights() > 60);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toInt(), m_strip->nights());
        for (int step = 0; step < 20; ++step)
            press(Qt::Key_Minus);
        QCOMPARE(m_strip->nights(), NightStrip::MostNights);
        m_strip->setPicture(stripPicture(NightStrip::MostNights));
        wanted.clear();
        for (int step = 0; step < 20; ++step)
            press(Qt::Key_Plus);
        QCOMPARE(m_strip->nights(), NightStrip::LeastNights);
        QCOMPARE(m_strip->cells().size(), 60);
        QCOMPARE(wanted.size(), 0); // it has them
    }

    void nightsAreGroupedWhereTheyAreTooNarrow_data()
    {
        QTest::addColumn<int>("letters");
        QTest::addColumn<int>("most"); ///< nights in a cell
        QTest::newRow("each night") << 2000 << 1;
        QTest::newRow("weeks") << 260 << 7;
        QTest::newRow("months") << 60 << 31;
    }
    void nightsAreGroupedWhereTheyAreTooNarrow()
    {
        QFETCH(int, letters);
        QFETCH(int, most);
        m_strip->setNights(NightStrip::MostNights);
        m_strip->setPicture(stripPicture(NightStrip::MostNights));
        m_strip->resize(m_strip->fontMetrics().averageCharWidth() * letters, m_strip->height());
        const QList<NightSpan> cells = m_strip->cells();
        int largest = 0;
        int next = 0;
        for (const NightSpan &cell : cells) {
            QCOMPARE(cell.first, next); // each night once
            next = cell.last + 1;
            largest = std::max(largest, cell.nights());
        }
        QCOMPARE(next, NightStrip::MostNights);
        QCOMPARE(largest, most);
        QVERIFY(!m_strip->grab().isNull());
    }

    void aGroupShowsItsWorstAndSaysHowMany()
    {
        const NightPicture picture = stripPicture(60);
        const NightSpan week {52, 58}; // a Tuesday to a Monday
        QCOMPARE(worstNight(picture.rows.first(), week), NightState::None);
        QCOMPARE(worstNight(picture.rows.first(), {57, 57}), NightState::Everywhere);
        const QString words = nightWords(picture, 0, week, QLocale(QLocale::English, QLocale::UnitedKingdom));
        QVERIFY2(words.contains(nightStateWord(NightState::None) + QStringLiteral(": 6")), qPrintable(words));
        QVERIFY2(words.contains(nightStateWord(NightState::Everywhere) + QStringLiteral(": 1")), qPrintable(words));
        NightRow ahead = picture.rows.first();
        for (NightCell &cell : ahead.cells)
            cell.state = NightState::Ahead;
        ahead.cells[55].state = NightState::Everywhere;
        QCOMPARE(worstNight(ahead, week), NightState::Everywhere); // what is to come is no worse
    }

    void eachStateIsToldApartWithoutColours_data()
    {
        QTest::addColumn<QSize>("cell");
        QTest::newRow("square") << QSize(32, 32);
        QTest::newRow("of paper") << QSize(28, 56);
        QTest::newRow("narrow") << QSize(10, 40);
        QTest::newRow("wide, as of the legend") << QSize(40, 24);
    }
    void eachStateIsToldApartWithoutColours()
    {
        QFETCH(QSize, cell);
        const int least = cell.width() * cell.height() / 12;
        for (const NightState one : stripStates) {
            QCOMPARE(nightInk(one, QPalette(), true), QColor(Qt::black));
            for (const NightState other : stripStates) {
                const int different = stripDifference(stripCell(one, cell), stripCell(other, cell));
                QVERIFY2(
                    one == other ? different == 0 : different > least,
                    qPrintable(QStringLiteral("%1 and %2: %3 dots").arg(nameOf(one), nameOf(other)).arg(different)));
            }
        }
    }

    /// So that nothing of a cell is drawn into its neighbour on paper, where nothing is clipped.
    void patternsStayInTheirCells()
    {
        for (const NightState state : stripStates) {
            for (const QSizeF &size : {QSizeF(7, 14), QSizeF(40, 24), QSizeF(3, 40)}) {
                const QRectF cell = QRectF(QPointF(), size).adjusted(-0.001, -0.001, 0.001, 0.001);
                const NightPattern pattern = nightPattern(state, size);
                QVERIFY(!pattern.filled.isEmpty() || !pattern.lines.isEmpty());
                for (const QRectF &filled : pattern.filled)
                    QVERIFY2(cell.contains(filled), qPrintable(nameOf(state)));
                for (const QLineF &line : pattern.lines)
                    QVERIFY2(cell.contains(line.p1()) && cell.contains(line.p2()), qPrintable(nameOf(state)));
            }
        }
    }

    /// Where a strip has no room for its rows, it is drawn all the same, at each movement of the mouse.
    void cellsOfNoHeightAreLittleWork()
    {
        for (const NightState state : stripStates) {
            for (const QSizeF &size :
                 {QSizeF(1000, 0.5), QSizeF(20, 0.1), QSizeF(20, 0), QSizeF(0, 20), QSizeF(0, 0)}) {
                const NightPattern pattern = nightPattern(state, size);
                QVERIFY2(pattern.filled.size() + pattern.lines.size() < 150, qPrintable(nameOf(state)));
            }
        }
    }

    void rowsGrowWithTheRoom()
    {
        const int bare = m_strip->sizeHint().height();
        m_strip->growTo(bare / 2);
        QCOMPARE(m_strip->sizeHint().height(), bare); // the least that it wants
        m_strip->growTo(bare + 10);
        QCOMPARE(m_strip->sizeHint().height(), bare + 10);
        m_strip->growTo(bare * 100);
        const int most = m_strip->sizeHint().height();
        QVERIFY(most > bare + 10 && most < bare * 2);
    }

    void paperIsBlackAndWhite()
    {
        QImage sheet(900, 300, QImage::Format_RGB32);
        sheet.fill(Qt::white);
        QPainter painter(&sheet);
        m_strip->paintInto(painter, QRectF(sheet.rect()), true);
        painter.end();
        int inked = 0;
        for (int y = 0; y < sheet.height(); ++y) {
            for (int x = 0; x < sheet.width(); ++x) {
                const QRgb pixel = sheet.pixel(x, y);
                QVERIFY(qAbs(qRed(pixel) - qBlue(pixel)) < 40 || qGray(pixel) > 60); // letters may have soft edges
                inked += qGray(pixel) < 100 ? 1 : 0;
            }
        }
        QVERIFY(inked > 1000);
    }

    void itGivesWayOnASmallScreen()
    {
        QVERIFY(m_strip->minimumSizeHint().height() <= m_strip->fontMetrics().lineSpacing());
        m_strip->resize(m_strip->minimumSizeHint());
        QVERIFY(!m_strip->grab().isNull());
        press(Qt::Key_Left);
        QVERIFY(m_strip->accessibleDescription().contains(QLatin1String("2008")));
    }

    void theChosenNightStaysWithAnotherPicture()
    {
        m_strip->choose(0, QDate(2008, 10, 20));
        m_strip->setPicture(stripPicture(90));
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 20));
        m_strip->choose(7, QDate(2008, 10, 21)); // there is no such row
        QCOMPARE(m_strip->chosenNight(), QDate(2008, 10, 20));
    }

private:
    void press(Qt::Key key) { QTest::keyClick(m_strip.get(), key); }

    std::unique_ptr<NightStrip> m_strip;
};

NIGHTKEEP_TEST(TstNightStrip, widget, Window)
#include "tst_nightstrip.moc"
