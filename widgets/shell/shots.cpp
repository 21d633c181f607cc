// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/shots.h"

#include "models/base/finding.h"
#include "models/jobs/jobrunner.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/palettes.h"

#include <QApplication>
#include <QEventLoop>
#include <QTimer>

#include <tuple>

namespace Nightkeep {

namespace {

// Views lay out rows by timers of no interval, one after the other; this many rounds see them out.
constexpr int QuietRounds = 10;

} // namespace

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

void inEachLook(const std::function<void(const QString &look)> &render)
{
    const QPalette own = QApplication::palette();
    QApplication::setPalette(lightPalette());
    render(QStringLiteral("light"));
    QApplication::setPalette(darkPalette());
    render(QStringLiteral("dark"));
    QApplication::setPalette(own);
}

void renderPages(MainWindow &window, JobRunner &jobs, const ShotSink &sink)
{
    const QFont font = QApplication::font();
    QFont twice = font;
    twice.setPointSizeF(font.pointSizeF() * 2);
    const QList<std::tuple<QString, QSize, QFont>> screens {
        {QStringLiteral("1024"), QSize(1024, 768), font},
        {QStringLiteral("1600"), QSize(1600, 1000), font},
        {QStringLiteral("2560"), QSize(2560, 1440), font},
        {QStringLiteral("1600-large-text"), QSize(1600, 1000), twice}};
    window.show();
    for (const auto &[screen, size, text] : screens) {
        QApplication::setFont(text);
        window.resize(size);
        inEachLook([&, name = screen](const QString &look) {
            const QList<PageWidget *> pages = window.pages();
            for (const PageWidget *page : pages) {
                window.goTo(page->page());
                waitUntilIdle(jobs);
                sink(QStringLiteral("%1-%2-%3.png").arg(pageName(page->page()), look, name), window.grab().toImage());
            }
        });
    }
    QApplication::setFont(font);
}

} // namespace Nightkeep
