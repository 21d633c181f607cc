// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSpinBox>

namespace Nightkeep {

/// An hour of the day as "03:00"; "3", "3am" and "noon" can be typed too.
class HourSpinBox final : public QSpinBox
{
    Q_OBJECT

public:
    explicit HourSpinBox(QWidget *parent = nullptr);

    [[nodiscard]] QString stored(); ///< empty: nothing was chosen in the place of a text that is no hour
    void setStored(const QString &stored);

protected:
    [[nodiscard]] QString textFromValue(int value) const override;
    [[nodiscard]] int valueFromText(const QString &text) const override;
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override;
};

} // namespace Nightkeep
