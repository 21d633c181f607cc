// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/weekdayseditor.h"

#include "models/settings/weekdays.h"
#include "widgets/common/statedelegate.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QToolButton>

namespace Nightkeep {

namespace {

constexpr int daysOfWeek = 7;

} // namespace

WeekdaysEditor::WeekdaysEditor(QWidget *parent)
    : QFrame(parent)
    , m_days(daysOfWeek, nullptr)
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QGridLayout(this);
    const QStringList names = weekdayNames();
    for (int place = 0; place < daysOfWeek; ++place) {
        const int day = (int(locale().firstDayOfWeek()) + place) % daysOfWeek; // Qt's Sunday is 7
        auto *button = addButton(QStringLiteral("weekday%1").arg(day),
                                 locale().standaloneDayName(day == 0 ? daysOfWeek : day, QLocale::ShortFormat));
        button->setCheckable(true);
        button->setAccessibleName(names.at(day));
        setPlainToolTip(*button, names.at(day));
        button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        connect(button, &QToolButton::toggled, this, [this] { m_isChosen = true; });
        layout->addWidget(button, 0, place);
        m_days[day] = button;
    }
    auto *quick = new QHBoxLayout;
    quick->addWidget(addQuick(QStringLiteral("weekdaysAll"), tr("Every day"), true));
    quick->addWidget(addQuick(QStringLiteral("weekdaysNone"), tr("No day"), false));
    quick->addStretch(1);
    layout->addLayout(quick, 1, 0, 1, daysOfWeek);
    setFocusProxy(m_buttons.first());
}

QToolButton *WeekdaysEditor::addButton(const QString &name, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setFocusPolicy(Qt::StrongFocus);
    button->installEventFilter(this);
    m_buttons += button;
    return button;
}

QToolButton *WeekdaysEditor::addQuick(const QString &name, const QString &text, bool isOn)
{
    QToolButton *button = addButton(name, text);
    connect(button, &QToolButton::clicked, this, [this, isOn] {
        for (QToolButton *day : std::as_const(m_days))
            day->setChecked(isOn);
        m_isChosen = true; // also where none was checked before
    });
    return button;
}

// The table's delegate watches this frame alone: what ends an edit is passed on to it.
bool WeekdaysEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        QCoreApplication::sendEvent(this, event);
    } else if (event->type() == QEvent::KeyPress) {
        auto *press = static_cast<QKeyEvent *>(event);
        const int key = press->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape)
            return QCoreApplication::sendEvent(this, event);
        if (takeKey(watched, *press))
            return true;
    }
    return QFrame::eventFilter(watched, event);
}

bool WeekdaysEditor::takeKey(QObject *watched, const QKeyEvent &event)
{
    if ((event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier)) != Qt::NoModifier)
        return false;
    const int key = event.key();
    if (key >= Qt::Key_1 && key < Qt::Key_1 + daysOfWeek) {
        QToolButton *day = m_buttons.at(key - Qt::Key_1);
        day->setFocus();
        day->toggle();
        return true;
    }
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const bool goesBack = key == Qt::Key_Up || key == (isMirrored ? Qt::Key_Right : Qt::Key_Left);
    const bool goesOn = key == Qt::Key_Down || key == (isMirrored ? Qt::Key_Left : Qt::Key_Right);
    if (!goesBack && !goesOn)
        return false;
    const qsizetype count = m_buttons.size();
    const qsizetype at = m_buttons.indexOf(qobject_cast<QToolButton *>(watched));
    m_buttons.at((at + (goesOn ? 1 : count - 1)) % count)->setFocus();
    return true;
}

QString WeekdaysEditor::stored() const
{
    if (!m_isChosen)
        return {};
    QString text;
    for (const QToolButton *day : m_days)
        text += day->isChecked() ? u'1' : u'0';
    return text;
}

void WeekdaysEditor::setStored(const QString &stored)
{
    const bool isValid = isWeekdays(stored);
    for (int day = 0; day < daysOfWeek; ++day)
        m_days.at(day)->setChecked(isValid && stored.at(day) == u'1');
    m_isChosen = isValid;
}

} // namespace Nightkeep
