// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/state.h"
#include "tests/support/testmain.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/factsview.h"
#include "widgets/common/themeicons.h"
#include "widgets/coverage/groupdelegate.h"
#include "widgets/history/diskchart.h"
#include "widgets/settings/settingdelegate.h"
#include "widgets/shell/palettes.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QStandardItemModel>
#include <QTest>
#include <QTextBlock>

#include <algorithm>

using namespace Nightkeep;

namespace {

constexpr qreal TextContrast = 4.5; // WCAG 2.1, 1.4.3
constexpr qreal IconContrast = 3; // WCAG 2.1, 1.4.11

/// As the desktops' themes for high contrast have it: few colours, and all of them strong.
QPalette strongPalette(const QColor &ground, const QColor &text, const QColor &chosen)
{
    QPalette palette(ground, ground);
    for (const QPalette::ColorRole role : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button})
        palette.setColor(role, ground);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::Link})
        palette.setColor(role, text);
    palette.setColor(QPalette::Highlight, chosen);
    palette.setColor(QPalette::HighlightedText, ground);
    palette.setColor(QPalette::Disabled, QPalette::Text, chosen);
    return palette;
}

/// Of what is painted in full: edges are mixed with nothing.
QColor fullColour(const QImage &image)
{
    QColor full;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (!full.isValid() || pixel.alpha() > full.alpha())
                full = pixel;
        }
    }
    return full;
}

void addLooks()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
    QTest::newRow("high contrast, black") << strongPalette(Qt::black, Qt::white, Qt::yellow);
    QTest::newRow("high contrast, white") << strongPalette(Qt::white, Qt::black, Qt::darkBlue);
    QPalette striped = lightPalette(); // what is readable on the base alone is not on all of them
    striped.setColor(QPalette::AlternateBase, QColor(0xd4, 0xd8, 0xde));
    striped.setColor(QPalette::Window, QColor(0xcc, 0xcc, 0xcc));
    QTest::newRow("light with a dark window") << striped;
}

/// As it comes out over what is behind it.
QColor laidOver(const QColor &color, const QColor &ground)
{
    const auto mixed = [&color](float above, float below) {
        return above * color.alphaF() + below * (1 - color.alphaF());
    };
    return QColor::fromRgbF(mixed(color.redF(), ground.redF()), mixed(color.greenF(), ground.greenF()),
                            mixed(color.blueF(), ground.blueF()));
}

/// The most that anything in the picture stands out from its ground: the edges of letters are mixed with it.
qreal mostContrast(const QImage &image, const QColor &ground)
{
    qreal most = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            most = std::max(most, contrastRatio(image.pixelColor(x, y), ground));
    }
    return most;
}

/// A cell in large letters, over one colour.
QImage largeCell(const QStyledItemDelegate &delegate, const QModelIndex &index, const QPalette &palette, bool chosen)
{
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, 300, 80);
    option.palette = palette;
    option.font = QApplication::font();
    option.font.setPixelSize(40);
    option.fontMetrics = QFontMetrics(option.font);
    option.state = QStyle::State_Enabled | QStyle::State_Active;
    option.state.setFlag(QStyle::State_Selected, chosen);
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(palette.color(chosen ? QPalette::Highlight : QPalette::Base));
    QPainter painter(&image);
    delegate.paint(&painter, option, index);
    return image;
}

} // namespace

/// What tells a state can be read, in every look; so can what stands back.
class TstContrast : public QObject
{
    Q_OBJECT

private slots:
    void everyStateStandsOut_data() { addLooks(); }
    void everyStateStandsOut()
    {
        QFETCH(QPalette, palette);
        QStringList faint;
        int pairs = 0;
        for (const auto &[state, word] : Names<State>) {
            const QColor text = stateColor(state, palette);
            const QColor icon = fullColour(stateIcon(state, palette).pixmap(64).toImage());
            const QColor chosen = fullColour(stateIcon(state, palette).pixmap(64, QIcon::Selected).toImage());
            if (contrastRatio(chosen, palette.color(QPalette::Highlight)) < IconContrast)
                faint << QStringLiteral("%1 in a chosen row").arg(stateWord(state));
            for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
                const QColor behind = palette.color(QPalette::Active, ground);
                const qreal ofText = contrastRatio(text, behind);
                const qreal ofIcon = contrastRatio(icon, behind);
                if (ofText < TextContrast || ofIcon < IconContrast)
                    faint << QStringLiteral("%1 on %2: text %3, icon %4")
                                 .arg(stateWord(state), behind.name())
                                 .arg(ofText)
                                 .arg(ofIcon);
                ++pairs;
            }
        }
        qInfo("%d pairs of a state and its ground, %d too faint", pairs, int(faint.size()));
        QVERIFY2(faint.isEmpty(), qPrintable(faint.join(u'\n')));
    }

    void textsAndChosenRowsStandOut_data() { addLooks(); }
    void textsAndChosenRowsStandOut()
    {
        QFETCH(QPalette, palette);
        const QList<QPair<QPalette::ColorRole, QPalette::ColorRole>> pairs {
            {QPalette::Text, QPalette::Base},         {QPalette::Text, QPalette::AlternateBase},
            {QPalette::WindowText, QPalette::Window}, {QPalette::ButtonText, QPalette::Button},
            {QPalette::WindowText, QPalette::Base}, // of tiles, errors and the bar while editing is unlocked
            {QPalette::Link, QPalette::Base},         {QPalette::HighlightedText, QPalette::Highlight}};
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
            for (const auto &[text, ground] : pairs) {
                const qreal contrast = contrastRatio(palette.color(group, text), palette.color(group, ground));
                QVERIFY2(contrast >= TextContrast,
                         qPrintable(QStringLiteral("%1 on %2: %3").arg(int(text)).arg(int(ground)).arg(contrast)));
            }
        }
    }

    void hintsStandOut_data() // of the palettes that are ours; the platform's own are its business
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void hintsStandOut()
    {
        QFETCH(QPalette, palette);
        const QColor base = palette.color(QPalette::Base);
        const qreal inFields = contrastRatio(laidOver(palette.color(QPalette::PlaceholderText), base), base);
        QVERIFY2(inFields >= TextContrast, qPrintable(QString::number(inFields)));
        QVERIFY(contrastRatio(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase))
                >= TextContrast);
    }

    void whatIsDimmedIsRead_data() { addLooks(); }
    void whatIsDimmedIsRead()
    {
        QFETCH(QPalette, palette);
        const QColor base = palette.color(QPalette::Base);
        FactsView facts;
        facts.setPalette(palette);
        facts.describeNothing(QStringLiteral("nothing is chosen"));
        const QTextBlock block = facts.document()->firstBlock();
        QCOMPARE(block.text(), QStringLiteral("nothing is chosen"));
        const QColor written = block.begin().fragment().charFormat().foreground().color();
        const qreal inFacts = contrastRatio(laidOver(written, base), base);
        QVERIFY2(inFacts >= TextContrast, qPrintable(QString::number(inFacts)));

        DiskChart chart;
        chart.setPalette(palette);
        QFont large = chart.font();
        large.setPixelSize(40);
        chart.setFont(large);
        chart.resize(600, 200);
        const qreal inChart = mostContrast(chart.grab().toImage(), palette.color(QPalette::Window));
        QVERIFY2(inChart >= TextContrast, qPrintable(QString::number(inChart)));
    }

    void rowsOfAGroupAreRead_data() { addLooks(); }
    void rowsOfAGroupAreRead()
    {
        QFETCH(QPalette, palette);
        QStandardItemModel model(2, 1);
        for (int row = 0; row < model.rowCount(); ++row)
            model.setItem(row, new QStandardItem(QStringLiteral("moodle-a")));
        const GroupDelegate delegate(0, nullptr);
        const QColor base = palette.color(QPalette::Base);
        const qreal first = mostContrast(largeCell(delegate, model.index(0, 0), palette, false), base);
        const qreal next = mostContrast(largeCell(delegate, model.index(1, 0), palette, false), base);
        const qreal chosen =
            mostContrast(largeCell(delegate, model.index(1, 0), palette, true), palette.color(QPalette::Highlight));
        QVERIFY2(next >= TextContrast && chosen >= TextContrast,
                 qPrintable(QStringLiteral("%1, chosen %2").arg(next).arg(chosen)));
        QVERIFY(next < first); // it stands back
    }

    void cellsToEditHaveAFrameThatIsSeen_data() { addLooks(); }
    void cellsToEditHaveAFrameThatIsSeen()
    {
        QFETCH(QPalette, palette);
        QStandardItemModel model(1, 1);
        model.setItem(0, new QStandardItem(QStringLiteral("on")));
        const SettingDelegate delegate(nullptr);
        const QImage cell = largeCell(delegate, model.index(0, 0), palette, false);
        const qreal frame = contrastRatio(cell.pixelColor(0, 0), palette.color(QPalette::Base));
        QVERIFY2(frame >= IconContrast, qPrintable(QString::number(frame)));
    }

    void theSignOfAMessageFollowsThePalette()
    {
        ErrorBanner banner;
        banner.setPalette(lightPalette());
        banner.showNotice(QStringLiteral("A new workspace was made."));
        banner.setPalette(darkPalette());
        QList<QRgb> signs;
        for (const QLabel *label : banner.findChildren<QLabel *>()) {
            if (!label->pixmap().isNull())
                signs << fullColour(label->pixmap().toImage()).rgb();
        }
        QCOMPARE(signs, QList<QRgb> {stateColor(State::Attention, darkPalette()).rgb()});
    }

    void aFaintPairIsFound() // the check itself can fail
    {
        QVERIFY(contrastRatio(QColor(0x99, 0x99, 0x99), Qt::white) < IconContrast);
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
    }
};

NIGHTKEEP_TEST(TstContrast, widget, Window)
#include "tst_contrast.moc"
