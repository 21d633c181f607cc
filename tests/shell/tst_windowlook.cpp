// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/shell/findingdelegate.h"
#include "widgets/shell/navigationlist.h"
#include "widgets/shell/shots.h"
#include "widgets/shell/tile.h"
#include "widgets/shell/tilerows.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QListView>
#include <QMenuBar>
#include <QSet>
#include <QToolButton>
#include <QTranslator>

#include <algorithm>
#include <set>
#include <utility>

using namespace Nightkeep;

namespace {

/// Makes every text 40 % longer, as translations are. The text stays: it is found and its
/// placeholders are kept.
class LongTranslator final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *text, const char *, int) const override
    {
        const QString source = QString::fromUtf8(text);
        QString longer = source;
        while (longer.size() < source.size() * 14 / 10)
            longer += (longer.size() % 6 == 0) ? u' ' : u'o';
        return longer;
    }
};

QString described(const QWidget *widget, const QString &text)
{
    return QStringLiteral("%1 \"%2\" (%3): has %4x%5, needs %6x%7")
        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), text)
        .arg(widget->width())
        .arg(widget->height())
        .arg(widget->sizeHint().width())
        .arg(widget->sizeHint().height());
}

/// Every visible label and button whose text does not fit into it. With large letters what is cut may be in a tool tip.
QStringList cutTexts(const QWidget *window, bool tipsWillDo = false)
{
    QStringList cut;
    for (const QLabel *label : window->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty() || (tipsWillDo && !label->toolTip().isEmpty()))
            continue;
        const bool fits = label->wordWrap() ? label->heightForWidth(label->width()) <= label->height() + 1
                                            : label->sizeHint().width() <= label->width() + 1;
        if (!fits)
            cut.append(described(label, label->text()));
    }
    for (const QAbstractButton *button : window->findChildren<QAbstractButton *>()) {
        const auto *tool = qobject_cast<const QToolButton *>(button);
        const bool isIconAlone = tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull();
        if (!button->isVisible() || button->text().isEmpty() || isIconAlone) // its text is for a screen reader
            continue;
        if (button->sizeHint().width() > button->width() + 1 || button->sizeHint().height() > button->height() + 1)
            cut.append(described(button, button->text()));
    }
    return cut;
}

/// Every visible button that stands beyond the edge of something around it, where nothing scrolls to it.
QStringList outOfSight(const QWidget *window)
{
    QStringList beyond;
    for (const QAbstractButton *button : window->findChildren<QAbstractButton *>()) {
        if (!button->isVisible())
            continue;
        for (const QWidget *around = button->parentWidget(); around; around = around->parentWidget()) {
            if (qobject_cast<const QAbstractScrollArea *>(around->parentWidget()))
                break;
            const QRect place(button->mapTo(around, QPoint()), button->size());
            if (!around->rect().contains(place)) {
                beyond << described(button, button->text());
                break;
            }
            if (around == window)
                break;
        }
    }
    return beyond;
}

int brightness(const QImage &image)
{
    qint64 sum = 0;
    int count = 0;
    for (int y = 0; y < image.height(); y += 16) {
        for (int x = 0; x < image.width(); x += 16, ++count)
            sum += qGray(image.pixel(x, y));
    }
    return int(sum / count);
}

int colours(const QImage &image)
{
    std::set<QRgb> seen;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            seen.insert(image.pixel(x, y));
    }
    return int(seen.size());
}

} // namespace

/// How the window looks: nothing cut at 1024x768, in longer languages too; pictures of each page.
class TstWindowlook : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_font = QApplication::font(); }
    void cleanup()
    {
        QApplication::setFont(m_font);
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void textsFitAtTheSmallestSize_data()
    {
        QTest::addColumn<bool>("longer");
        QTest::addColumn<QString>("estate");
        QTest::addColumn<bool>("jobs");
        for (const bool longer : {false, true}) {
            const char *written = longer ? "40 % longer" : "as written";
            QTest::newRow(written) << longer << QStringLiteral("asked") << false;
            QTest::addRow("%s, empty workspace", written) << longer << QString() << false;
            QTest::addRow("%s, nobody asked", written) << longer << QStringLiteral("unasked") << false;
            QTest::addRow("%s, with the jobs panel", written) << longer << QStringLiteral("asked") << true;
        }
    }
    void textsFitAtTheSmallestSize()
    {
        QFETCH(bool, longer);
        QFETCH(QString, estate);
        QFETCH(bool, jobs);
        LongTranslator translator;
        if (longer)
            QApplication::installTranslator(&translator);
        WindowFixture fixture;
        auto workspace = estate == QLatin1String("unasked") ? WindowFixture::unaskedEstate()
            : estate.isEmpty()                              ? std::make_unique<FakeWorkspace>()
                                                            : WindowFixture::smallEstate();
        const auto window = fixture.makeWindow(std::move(workspace), allPages());
        window->resize(1024, 768);
        window->show();
        if (jobs)
            window->findChild<QAction *>(QStringLiteral("jobs"))->trigger();
        QVERIFY(QTest::qWaitForWindowExposed(window.get(), 60000));
        int looked = 0;
        for (const PageWidget *page : window->pages()) {
            window->goTo(page->page());
            waitUntilIdle(fixture.jobs);
            QCOMPARE(window->size(), QSize(1024, 768)); // nothing forces it to be larger
            const QStringList cut = cutTexts(window.get()) + outOfSight(window.get());
            QVERIFY2(cut.isEmpty(), qPrintable(pageName(page->page()) + QStringLiteral(":\n") + cut.join(u'\n')));
            ++looked;
        }
        QCOMPARE(looked, int(window->pages().size()));
        QVERIFY(window->minimumSizeHint().width() <= 1024);
        QApplication::removeTranslator(&translator);
    }

    void largeTextFitsAtTheSmallestSize_data()
    {
        QTest::addColumn<qreal>("scale");
        QTest::addColumn<bool>("mirrored");
        QTest::addColumn<bool>("filled");
        QTest::newRow("from right to left") << 1.0 << true << true;
        QTest::newRow("at 200 %") << 2.0 << false << true;
        QTest::newRow("at 200 %, empty workspace") << 2.0 << false << false;
        QTest::newRow("at 200 %, from right to left") << 2.0 << true << true;
    }
    void largeTextFitsAtTheSmallestSize()
    {
        QFETCH(qreal, scale);
        QFETCH(bool, mirrored);
        QFETCH(bool, filled);
        QFont font = m_font;
        font.setPointSizeF(font.pointSizeF() * scale);
        QApplication::setFont(font);
        QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
        WindowFixture fixture;
        auto workspace = std::make_unique<FakeWorkspace>();
        if (filled)
            workspace->fillSmallEstate();
        const auto window = fixture.makeWindow(std::move(workspace), allPages());
        window->resize(1024, 768);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get(), 60000));
        QStringList wrong;
        for (const PageWidget *page : window->pages()) {
            window->goTo(page->page());
            waitUntilIdle(fixture.jobs);
            if (window->size() != QSize(1024, 768)) // which is what a small screen has
                wrong << described(window.get(), pageName(page->page()));
            const auto *answer = page->findChild<QLabel *>(QStringLiteral("answer"));
            QVERIFY(answer->isVisible() && !answer->text().isEmpty());
            for (const QString &found : cutTexts(window.get(), true) + outOfSight(window.get()))
                wrong << pageName(page->page()) + QStringLiteral(": ") + found;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("\n") + wrong.join(u'\n')));
    }

    /// The font may change while the window is there.
    void titlesStayWholeWhenLettersGrow()
    {
        WindowFixture fixture;
        const auto window = fixture.makeWindow(WindowFixture::smallEstate(), allPages());
        window->resize(1600, 1000);
        window->show();
        waitUntilIdle(fixture.jobs);
        QFont font = m_font;
        font.setPointSizeF(font.pointSizeF() * 2);
        QApplication::setFont(font);
        waitUntilIdle(fixture.jobs);
        const auto *navigation = window->findChild<NavigationList *>();
        QTRY_VERIFY2(navigation->width() >= navigation->sizeHint().width(), qPrintable(described(navigation, {})));
    }

    void aTileKeepsItsWordsWhereItIsNarrow()
    {
        QWidget around;
        Tile tile(QStringLiteral("Servers"), QStringLiteral("servers"), &around);
        AreaStanding area;
        area.text = QStringLiteral("12 servers");
        area.detail = QStringLiteral("1 of them could not be asked");
        tile.setContents(area);
        tile.resize(tile.fontMetrics().averageCharWidth() * 40, 200);
        around.show();
        const auto isRead = [&tile](const QString &text) {
            const QList<QLabel *> labels = tile.findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(),
                               [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
        };
        QVERIFY(isRead(area.text) && isRead(area.detail) && tile.toolTip().isEmpty());
        tile.setWordy(false);
        QVERIFY(!isRead(area.text) && !isRead(area.detail));
        QVERIFY(tile.toolTip().contains(area.text) && tile.toolTip().contains(area.detail));
    }

    void tilesStandInRowsWhereOneHasNoRoom_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("most"); // rows
        QTest::newRow("five") << 5 << 2;
        QTest::newRow("seven") << 7 << 3;
    }
    void tilesStandInRowsWhereOneHasNoRoom()
    {
        QFETCH(int, count);
        QFETCH(int, most);
        QWidget around;
        TileRows rows(&around);
        QList<Tile *> tiles;
        for (int i = 0; i < count; ++i) {
            tiles << new Tile(QStringLiteral("Servers"), QStringLiteral("servers"), &rows);
            rows.add(tiles.last());
        }
        around.show();
        const auto lines = [&tiles] {
            std::set<int> tops;
            for (const Tile *tile : tiles)
                tops.insert(tile->y());
            return int(tops.size());
        };
        const int enough = (tiles.first()->widthForWords() + 50) * count;
        rows.resize(enough, 300);
        QTRY_COMPARE(lines(), 1);
        rows.resize(rows.minimumSizeHint().width(), 300);
        QTRY_COMPARE(lines(), most);
        for (const Tile *tile : std::as_const(tiles))
            QTRY_VERIFY(rows.rect().contains(tile->geometry()));
        rows.resize(tiles.first()->widthForWords() * 5, 300); // room for four, with what is between them
        QTRY_COMPARE(lines(), 2);
        rows.resize(enough, 300);
        QTRY_COMPARE(lines(), 1);
    }

    void tilesAreWithoutWordsWhereThereIsNoHeight()
    {
        QWidget around;
        TileRows rows(&around);
        AreaStanding area {Page::Servers, QStringLiteral("6 of 8 servers")};
        area.detail = QStringLiteral("1 could not be asked");
        auto *tile = new Tile(QStringLiteral("Servers"), QStringLiteral("servers"), &rows);
        tile->setContents(area);
        rows.add(tile);
        around.show();
        rows.resize(rows.minimumSizeHint().width() * 4, 300);
        const auto isTold = [tile, &area] {
            for (const QLabel *label : tile->findChildren<QLabel *>()) {
                if (label->isVisible() && label->text() == area.text)
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(isTold());
        rows.setMostHeight(tile->heightWithWords(tile->width()) - 1);
        QTRY_VERIFY(!isTold());
        QVERIFY(tile->toolTip().contains(area.text) && tile->toolTip().contains(area.detail));
        rows.setMostHeight(tile->heightWithWords(tile->width()) + rows.height());
        QTRY_VERIFY(isTold());
    }

    void theActsOfFindingsStandInOneColumn()
    {
        WindowFixture fixture;
        const auto window = fixture.makeWindow(WindowFixture::smallEstate(), allPages());
        WindowFixture::show(*window);
        window->goTo(Page::Overview);
        waitUntilIdle(fixture.jobs);
        const auto *view = window->findChild<QListView *>(QStringLiteral("findings"));
        std::set<int> begins;
        QSet<QString> words;
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, 0);
            if (index.data(FindingModel::ActRole).toString().isEmpty())
                continue;
            words << index.data(FindingModel::ActRole).toString();
            QStyleOptionViewItem option;
            option.initFrom(view);
            option.widget = view;
            option.rect = view->visualRect(index);
            begins.insert(FindingDelegate::actRect(option, index).left());
        }
        QVERIFY(words.size() > 1);
        QCOMPARE(int(begins.size()), 1);
    }

    void anEmptyTableHasNoDetail()
    {
        for (const bool filled : {false, true}) {
            WindowFixture fixture;
            auto workspace = std::make_unique<FakeWorkspace>();
            if (filled)
                workspace->fillSmallEstate();
            const auto window = fixture.makeWindow(std::move(workspace), allPages());
            window->show();
            window->goTo(Page::Servers);
            waitUntilIdle(fixture.jobs);
            QTRY_COMPARE(window->findChild<QWidget *>(QStringLiteral("serverDetail"))->isVisible(), filled);
        }
    }

    void cutTextIsFound() // the check itself can fail
    {
        QWidget window;
        QLabel label(QStringLiteral("a text that is longer than its place"), &window);
        label.setGeometry(0, 0, 20, 20);
        window.show();
        QCOMPARE(cutTexts(&window).size(), 1);
        QToolButton button(&window);
        button.setGeometry(window.width() - 10, 0, 40, 20);
        button.show();
        QCOMPARE(outOfSight(&window).size(), 1);
    }

    void everyPageHasItsPictures()
    {
        WindowFixture fixture;
        const auto window = fixture.makeWindow(WindowFixture::smallEstate(), allPages());
        QHash<QString, QImage> pictures;
        renderPages(*window, fixture.jobs,
                    [&pictures](const QString &name, const QImage &image) { pictures.insert(name, image); });
        QCOMPARE(pictures.size(), window->pages().size() * 8);
        for (const PageWidget *page : window->pages()) {
            for (const int width : {1024, 1600, 2560}) {
                const auto named = [&](const char *look) {
                    return pictures.value(
                        QStringLiteral("%1-%2-%3.png").arg(pageName(page->page()), QLatin1String(look)).arg(width));
                };
                const QImage light = named("light");
                const QImage dark = named("dark");
                QCOMPARE(light.width(), width);
                QVERIFY(colours(light) > 20);
                QVERIFY2(brightness(light) > 180 && brightness(dark) < 90,
                         qPrintable(QStringLiteral("%1 %2").arg(brightness(light)).arg(brightness(dark))));
            }
        }
        const QString folder = qEnvironmentVariable("NIGHTKEEP_KEEP_SHOTS"); // to look at them by eye
        for (auto picture = pictures.cbegin(); !folder.isEmpty() && picture != pictures.cend(); ++picture)
            QVERIFY(picture.value().save(folder + u'/' + picture.key()));
    }

    void everyWidgetToUseHasAName()
    {
        WindowFixture fixture;
        const auto window = fixture.makeWindow(WindowFixture::smallEstate(), allPages());
        window->show();
        waitUntilIdle(fixture.jobs);
        for (const QAction *action : window->menuBar()->findChildren<QAction *>()) {
            if (!action->isSeparator() && !action->menu() && !action->text().isEmpty())
                QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
        }
    }

private:
    QFont m_font;
};

NIGHTKEEP_TEST(TstWindowlook, widget, Window)
#include "tst_windowlook.moc"
