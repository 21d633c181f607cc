// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/whatif.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace Nightkeep {

/// The figures that a meeting moves, each with what moves it. What a policy does not know cannot be moved.
class PolicyEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit PolicyEditor(QWidget *parent);

    void setPolicy(const RetentionPolicy &policy); ///< says nothing
    [[nodiscard]] const RetentionPolicy &policy() const { return m_policy; }

signals:
    void policyChanged(); ///< by a person

private:
    struct Figure
    {
        int *(*of)(RetentionPolicy &policy); ///< null where it is not known, or does not count
        int least = 0; ///< in the box, where a word stands in the place of a number
        int wordValue = 0; ///< what the word is: 0, or NoLimit
        QString word; ///< for it
        QSpinBox *spin = nullptr;
        QSlider *slider = nullptr;
    };
    [[nodiscard]] QWidget *weekdays();
    [[nodiscard]] QWidget *naming();
    struct Range
    {
        int least;
        int wordValue;
        int usual; ///< as far as the slider goes
        int most; ///< as far as the box goes
        QString word;
    };
    void addFigure(QFormLayout &layout, const char *name, const QString &title, int *(*of)(RetentionPolicy &),
                   const Range &range);
    void addFigures(QFormLayout &layout);
    void showFigure(const Figure &figure);
    void take(const Figure &figure, int value);
    void showAll();

    RetentionPolicy m_policy;
    QList<QPushButton *> m_days; ///< Sunday first
    QComboBox *m_naming = nullptr;
    QList<Figure> m_figures;
};

} // namespace Nightkeep
