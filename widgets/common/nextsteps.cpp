// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/nextsteps.h"

#include "widgets/common/answerline.h"
#include "widgets/common/newaction.h"
#include "widgets/common/plainlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int MostSteps = 2; ///< the facts below need room too

} // namespace

NextSteps::NextSteps(QWidget *parent)
    : QWidget(parent)
    , m_more(plainLabel(this))
{
    setObjectName(QStringLiteral("nextSteps"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (int number = 0; number < MostSteps; ++number) {
        m_places.append(newPlace(number));
        layout->addWidget(m_places.last().box);
    }
    m_more->setObjectName(QStringLiteral("moreSteps"));
    layout->addWidget(m_more);
    hide();
}

NextSteps::Place NextSteps::newPlace(int number)
{
    Place place;
    place.box = new QWidget(this);
    place.title = new AnswerLine(QStringLiteral("step%1").arg(number), 1.0, place.box);
    place.advice = plainLabel(place.box);
    place.advice->setObjectName(QStringLiteral("step%1Advice").arg(number));
    place.act = newButton(QStringLiteral("step%1Act").arg(number), place.box);
    place.other = newButton(QStringLiteral("step%1Other").arg(number), place.box);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(place.act.button);
    buttons->addWidget(place.other.button);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(place.box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(place.title);
    layout->addWidget(place.advice);
    layout->addLayout(buttons);
    connect(place.act.button, &QPushButton::clicked, this, [this, number] { trigger(m_places.at(number).act); });
    connect(place.other.button, &QPushButton::clicked, this, [this, number] { trigger(m_places.at(number).other); });
    return place;
}

NextSteps::Button NextSteps::newButton(const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(name);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return {button};
}

void NextSteps::trigger(const Button &button)
{
    if (QAction *act = button.act)
        act->trigger();
}

void NextSteps::setSteps(const QList<Step> &steps)
{
    if (steps == m_steps)
        return; // whoever stands on a button stays there
    m_steps = steps;
    for (int number = 0; number < m_places.size(); ++number) {
        const bool isUsed = number < steps.size();
        m_places[number].box->setVisible(isUsed);
        fill(m_places[number], isUsed ? steps.at(number) : Step());
    }
    const int more = std::max(0, int(steps.size()) - MostSteps);
    m_more->setText(more > 0 ? tr("%n more things to do", "with the chosen server or folder", more) : QString());
    m_more->setVisible(more > 0);
    setVisible(!steps.isEmpty());
}

/// A splitter does not ask how high its parts are at their width: it would cut the last lines of what is to be done.
/// Of a small window it leaves the other parts more than half.
bool NextSteps::event(QEvent *event)
{
    const bool taken = QWidget::event(event);
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Resize:
    case QEvent::LayoutRequest:
        if (isVisible())
            setMinimumHeight(std::clamp(layout()->totalHeightForWidth(width()), 0, window()->height() * 2 / 5));
        break;
    case QEvent::Hide:
        setMinimumHeight(0); // what nobody sees holds no window open
        break;
    default:
        break;
    }
    return taken;
}

void NextSteps::fill(Place &place, const Step &step)
{
    place.title->setAnswer(step.state, step.title);
    place.advice->setText(step.advice);
    place.advice->setVisible(!step.advice.isEmpty());
    fill(place.act, step.act, step.title);
    fill(place.other, step.other, step.title);
}

void NextSteps::fill(Button &place, QAction *act, const QString &title)
{
    disconnect(place.changed);
    place.act = act;
    place.button->setVisible(act != nullptr);
    if (!act)
        return;
    const auto follow = [button = place.button, act, title] {
        button->setText(buttonText(*act));
        button->setIcon(act->icon());
        button->setEnabled(act->isEnabled());
        button->setToolTip(act->toolTip());
        button->setAccessibleDescription(title);
    };
    follow();
    place.changed = connect(act, &QAction::changed, place.button, follow);
}

} // namespace Nightkeep
