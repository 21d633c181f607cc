// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A part of MainWindow: what goes wrong while nobody looks at it.
#include "models/base/bytepath.h"
#include "widgets/shell/mainwindow.h"

#include <QApplication>
#include <QEvent>
#include <QSet>
#include <QStatusBar>

#include <utility>

namespace Nightkeep {

namespace {

/// As bad as it gets, or a run that failed.
bool isTrouble(const Finding &finding)
{
    return finding.severity == Severity::Critical || finding.act == FindingAct::StartAgain;
}

QString troubleInWords(const QStringList &titles)
{
    if (titles.size() <= 1)
        return titles.value(0);
    return MainWindow::tr("%1 And %n more since you looked.", "a whole sentence, and how many more",
                          int(titles.size()) - 1)
        .arg(titles.first());
}

} // namespace

bool MainWindow::isLookedAt() const
{
    for (const QObject *each = QApplication::activeWindow(); each; each = each->parent()) {
        if (each == this) // itself, or a dialog of it
            return true;
    }
    return false;
}

void MainWindow::noteTrouble(const Estate &estate)
{
    if (m_estate.areas.isEmpty() || isLookedAt()) // of what is seen first nothing is new
        return;
    QSet<QString> known;
    for (const Finding &finding : std::as_const(m_estate.findings)) {
        if (isTrouble(finding))
            known.insert(finding.id);
    }
    const QString told = visibleLines(troubleInWords(m_trouble));
    for (const Finding &finding : estate.findings) {
        // One that comes and goes is one.
        if (isTrouble(finding) && !known.contains(finding.id) && !m_trouble.contains(finding.title))
            m_trouble << finding.title;
    }
    const QString words = visibleLines(troubleInWords(m_trouble));
    if (words == told)
        return;
    // What an act of the person's own came to stays: this is said once more on return.
    if (const QString shown = statusBar()->currentMessage(); shown.isEmpty() || shown == told)
        statusBar()->showMessage(words);
    QApplication::alert(this);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && !m_trouble.isEmpty() && isLookedAt())
        say(troubleInWords(std::exchange(m_trouble, {})));
}

} // namespace Nightkeep
