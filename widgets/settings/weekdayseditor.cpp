// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/weekdayseditor.h"

#include "models/settings/weekdays.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace Nightkeep {

WeekdaysEditor::WeekdaysEditor(QWidget *parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(0);
    const QStringList names = weekdayNames();
    for (int day = 0; day < names.size(); ++day) {
        auto *box = new QCheckBox(names.at(day), this);
        box->setObjectName(QStringLiteral("weekday%1").arg(day));
        box->installEventFilter(this);
        layout->addWidget(box);
        m_days += box;
    }
    setFocusProxy(m_days.first());
}

// The table's delegate watches this frame alone: what ends an edit is passed on to it.
bool WeekdaysEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        QCoreApplication::sendEvent(this, event);
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape)
            return QCoreApplication::sendEvent(this, event);
    }
    return QFrame::eventFilter(watched, event);
}

QString WeekdaysEditor::stored() const
{
    QString text;
    for (const QCheckBox *box : m_days)
        text += box->isChecked() ? u'1' : u'0';
    return text;
}

void WeekdaysEditor::setStored(const QString &stored)
{
    for (int day = 0; day < m_days.size(); ++day)
        m_days.at(day)->setChecked(isWeekdays(stored) && stored.at(day) == u'1');
}

} // namespace Nightkeep
