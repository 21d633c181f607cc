// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/shell/shots.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMenuBar>
#include <QToolButton>
#include <QTranslator>

#include <set>

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

/// Every visible label and button whose text does not fit into it.
QStringList cutTexts(const QWidget *window)
{
    QStringList cut;
    for (const QLabel *label : window->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
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
            const QStringList cut = cutTexts(window.get());
            QVERIFY2(cut.isEmpty(), qPrintable(pageName(page->page()) + QStringLiteral(":\n") + cut.join(u'\n')));
            ++looked;
        }
        QCOMPARE(looked, int(window->pages().size()));
        QVERIFY(window->minimumSizeHint().width() <= 1024);
        QApplication::removeTranslator(&translator);
    }

    void cutTextIsFound() // the check itself can fail
    {
        QWidget window;
        QLabel label(QStringLiteral("a text that is longer than its place"), &window);
        label.setGeometry(0, 0, 20, 20);
        window.show();
        QCOMPARE(cutTexts(&window).size(), 1);
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
};

NIGHTKEEP_TEST(TstWindowlook, widget, Window)
#include "tst_windowlook.moc"
