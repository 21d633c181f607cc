// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/common/themeicons.h"
#include "widgets/shell/allpages.h"
#include "widgets/shell/navigationlist.h"

#include <QImage>
#include <QPixmap>

using namespace Nightkeep;

namespace {

/// The columns of a picture, from the left, in which it is not as another one.
struct InkSpan
{
    int first = -1; ///< nothing differs
    int last = -1;
    [[nodiscard]] int width() const { return last - first + 1; }
};

InkSpan differing(const QImage &one, const QImage &other)
{
    InkSpan span;
    for (int x = 0; x < one.width(); ++x) {
        bool differs = false;
        for (int y = 0; y < one.height() && !differs; ++y)
            differs = one.pixel(x, y) != other.pixel(x, y);
        if (!differs)
            continue;
        span.first = span.first < 0 ? x : span.first;
        span.last = x;
    }
    return span;
}

} // namespace

/// The navigation's entries: a count never stands over its label, however large the font and however narrow the list.
class TstNavigation : public QObject
{
    Q_OBJECT

private slots:
    void aCountStandsBesideItsLabel_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<qreal>("room"); // of what the list likes to have
        QTest::newRow("left to right") << int(Qt::LeftToRight) << 1.0;
        QTest::newRow("left to right, narrow") << int(Qt::LeftToRight) << 0.7;
        QTest::newRow("right to left") << int(Qt::RightToLeft) << 1.0;
        QTest::newRow("right to left, narrow") << int(Qt::RightToLeft) << 0.7;
    }
    void aCountStandsBesideItsLabel()
    {
        QFETCH(int, direction);
        QFETCH(qreal, room);
        QString longest;
        for (const PageArea &area : allPages())
            longest = area.title.size() > longest.size() ? area.title : longest;
        m_direction = Qt::LayoutDirection(direction);
        for (m_points = 9; m_points <= 24; ++m_points) {
            const int liked = newList(longest, 123)->sizeHint().width();
            const int width = int(liked * room);
            const InkSpan label = differing(picture(longest, 0, width), picture(QStringLiteral(" "), 0, width));
            for (const int count : {7, 123}) {
                const QString what = QStringLiteral("%1 at %2 points").arg(count).arg(m_points);
                const InkSpan number = differing(picture(longest, count, width), picture(longest, 0, width));
                const InkSpan whole = differing(picture(longest, count, liked), picture(longest, 0, liked));
                QVERIFY2(label.first >= 0 && number.first >= 0, qPrintable(what));
                QCOMPARE(number.width(), whole.width()); // the list cuts none of it off
                QVERIFY2(m_direction == Qt::LeftToRight ? label.last < number.first : number.last < label.first,
                         qPrintable(QStringLiteral("%1: the label has %2 to %3, the count %4 to %5")
                                        .arg(what)
                                        .arg(label.first)
                                        .arg(label.last)
                                        .arg(number.first)
                                        .arg(number.last)));
            }
        }
    }

    void theListLikesToShowItsLongestTitleWhole()
    {
        m_direction = Qt::LeftToRight;
        m_points = 12;
        const auto list = newList(QStringLiteral("Moodle settings"), 123);
        const int liked = list->sizeHint().width();
        const InkSpan there =
            differing(picture(QStringLiteral("Moodle settings"), 123, liked), picture(QStringLiteral(" "), 123, liked));
        const InkSpan wider = differing(picture(QStringLiteral("Moodle settings"), 123, liked * 2),
                                        picture(QStringLiteral(" "), 123, liked * 2));
        QCOMPARE(there.width(), wider.width());
    }

private:
    [[nodiscard]] std::unique_ptr<NavigationList> newList(const QString &title, int count) const
    {
        auto list = std::make_unique<NavigationList>();
        list->setLayoutDirection(m_direction);
        QFont font = list->font();
        font.setPointSize(m_points);
        list->setFont(font);
        list->addPage(Page::Settings, title, themeIcon(QStringLiteral("settings")));
        list->setStanding(Page::Settings, State::Attention, count);
        return list;
    }
    [[nodiscard]] QImage picture(const QString &title, int count, int width) const
    {
        const auto list = newList(title, count);
        list->resize(width, list->fontMetrics().lineSpacing() * 4);
        return list->grab().toImage();
    }

    Qt::LayoutDirection m_direction = Qt::LeftToRight;
    int m_points = 9;
};

NIGHTKEEP_TEST(TstNavigation, widget, Window)
#include "tst_navigation.moc"
