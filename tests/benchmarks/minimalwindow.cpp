// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QMainWindow>
#include <QTableView>
#include <QTimer>

#include <cstdio>

namespace {

void sayShownAndQuit()
{
    std::puts("shown");
    std::fflush(stdout);
    QCoreApplication::quit();
}

class MinimalWindow final : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        QMainWindow::paintEvent(event);
        QTimer::singleShot(0, qApp, sayShownAndQuit);
    }
};

} // namespace

/// The least that a Qt Widgets program with a table does: the peer of the start-up benchmark.
int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    MinimalWindow window;
    window.setCentralWidget(new QTableView(&window));
    window.resize(1024, 768);
    window.show();
    return QApplication::exec();
}
