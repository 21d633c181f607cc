// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"

#include <QList>
#include <QPointer>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace Nightkeep {

class AnswerLine;

/// What there is to do about the chosen thing, the most urgent first, each with the button that begins it. Takes no
/// room where there is nothing to do.
class NextSteps final : public QWidget
{
    Q_OBJECT

public:
    struct Step
    {
        State state = State::Unknown;
        QString title; ///< what is wrong, one sentence
        QString advice = {};
        QAction *act = nullptr; ///< may be null; outlives this
        QAction *other = nullptr; ///< what may be done in its place; the same

        bool operator==(const Step &) const = default;
    };

    explicit NextSteps(QWidget *parent);

    void setSteps(const QList<Step> &steps);

protected:
    bool event(QEvent *event) override;

private:
    struct Button
    {
        QPushButton *button = nullptr;
        QPointer<QAction> act = {};
        QMetaObject::Connection changed = {};
    };
    struct Place
    {
        QWidget *box = nullptr;
        AnswerLine *title = nullptr;
        QLabel *advice = nullptr;
        Button act;
        Button other;
    };
    [[nodiscard]] Place newPlace(int number);
    [[nodiscard]] static Button newButton(const QString &name, QWidget *parent);
    static void trigger(const Button &button);
    static void fill(Place &place, const Step &step);
    static void fill(Button &place, QAction *act, const QString &title);

    QList<Step> m_steps;
    QList<Place> m_places;
    QLabel *m_more;
};

} // namespace Nightkeep
