// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/shots.h"

#include "models/base/finding.h"
#include "models/jobs/jobrunner.h"
#include "widgets/shell/mainwindow.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <tuple>

namespace Nightkeep {

namespace {

// Views lay out rows by timers of no interval, one after the other; this many rounds see them out.
constexpr int QuietRounds = 10;

QPalette paletteOf(const QColor &window, const QColor &base, const QColor &text, const QColor &button,
                   const QColor &highlight, const QColor &link)
{
    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    const bool dark = base.lightness() < 128;
    palette.setColor(QPalette::AlternateBase, dark ? base.lighter(118) : base.darker(104));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, link);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    QColor faint = text;
    faint.setAlphaF(0.5F);
    palette.setColor(QPalette::PlaceholderText, faint);
    const QColor dimmed = dark ? QColor(0x82, 0x86, 0x8c) : QColor(0x8a, 0x8d, 0x92);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, dimmed);
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(QColor(0xf3, 0xf4, 0xf6), Qt::white, QColor(0x1d, 0x21, 0x27), QColor(0xe9, 0xeb, 0xee),
                     QColor(0x2b, 0x6c, 0xb0), QColor(0x1b, 0x5f, 0xa8));
}

QPalette darkPalette()
{
    return paletteOf(QColor(0x2a, 0x2d, 0x32), QColor(0x1e, 0x21, 0x25), QColor(0xe8, 0xea, 0xed),
                     QColor(0x37, 0x3b, 0x41), QColor(0x2b, 0x6c, 0xb0), QColor(0x7f, 0xb8, 0xf0));
}

void waitUntilIdle(JobRunner &jobs)
{
    QEventLoop loop;
    QTimer round;
    int quiet = 0;
    QObject::connect(&round, &QTimer::timeout, &loop, [&] {
        quiet = jobs.running() == 0 ? quiet + 1 : 0;
        round.setInterval(quiet == 0 ? 5 : 0); // while a worker works there is nothing to hurry for
        if (quiet >= QuietRounds)
            loop.quit();
    });
    round.start(0);
    loop.exec();
}

void renderPages(MainWindow &window, JobRunner &jobs, const ShotSink &sink)
{
    const QPalette own = QApplication::palette();
    const QFont font = QApplication::font();
    QFont twice = font;
    twice.setPointSizeF(font.pointSizeF() * 2);
    const QList<QPair<QString, QPalette>> palettes {{QStringLiteral("light"), lightPalette()},
                                                    {QStringLiteral("dark"), darkPalette()}};
    const QList<std::tuple<QString, QSize, QFont>> screens {
        {QStringLiteral("1024"), QSize(1024, 768), font},
        {QStringLiteral("1600"), QSize(1600, 1000), font},
        {QStringLiteral("2560"), QSize(2560, 1440), font},
        {QStringLiteral("1600-large-text"), QSize(1600, 1000), twice}};
    window.show();
    for (const auto &[screen, size, text] : screens) {
        QApplication::setFont(text);
        window.resize(size);
        for (const auto &[name, palette] : palettes) {
            QApplication::setPalette(palette);
            const QList<PageWidget *> pages = window.pages();
            for (const PageWidget *page : pages) {
                window.goTo(page->page());
                waitUntilIdle(jobs);
                sink(QStringLiteral("%1-%2-%3.png").arg(pageName(page->page()), name, screen), window.grab().toImage());
            }
        }
    }
    QApplication::setFont(font);
    QApplication::setPalette(own);
}

} // namespace Nightkeep
