// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/state.h"
#include "tests/support/testmain.h"
#include "widgets/common/themeicons.h"
#include "widgets/shell/palettes.h"

#include <QImage>
#include <QPalette>
#include <QTest>

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

} // namespace

/// What tells a state can be read, in every look.
class TstContrast : public QObject
{
    Q_OBJECT

private slots:
    void everyStateStandsOut_data()
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
    void everyStateStandsOut()
    {
        QFETCH(QPalette, palette);
        QStringList faint;
        int pairs = 0;
        for (const auto &[state, word] : Names<State>) {
            const QColor text = stateColor(state, palette);
            const QColor icon = fullColour(stateIcon(state, palette).pixmap(64).toImage());
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

    void textsAndChosenRowsStandOut_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void textsAndChosenRowsStandOut()
    {
        QFETCH(QPalette, palette);
        const QList<QPair<QPalette::ColorRole, QPalette::ColorRole>> pairs {
            {QPalette::Text, QPalette::Base},         {QPalette::Text, QPalette::AlternateBase},
            {QPalette::WindowText, QPalette::Window}, {QPalette::ButtonText, QPalette::Button},
            {QPalette::Link, QPalette::Base},         {QPalette::HighlightedText, QPalette::Highlight}};
        for (const auto &[text, ground] : pairs) {
            const qreal contrast = contrastRatio(palette.color(text), palette.color(ground));
            QVERIFY2(contrast >= TextContrast,
                     qPrintable(QStringLiteral("%1 on %2: %3").arg(int(text)).arg(int(ground)).arg(contrast)));
        }
    }

    void aFaintPairIsFound() // the check itself can fail
    {
        QVERIFY(contrastRatio(QColor(0x99, 0x99, 0x99), Qt::white) < IconContrast);
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
    }
};

NIGHTKEEP_TEST(TstContrast, widget, Window)
#include "tst_contrast.moc"
