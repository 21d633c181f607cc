// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/decisionfield.h"

#include <QList>
#include <QSpinBox>

#include <optional>

namespace Nightkeep {

/// A spin box for one figure of a decision. Below its least number stand "no limit", where the figure
/// may have none, "not decided", and for several servers that differ "as they are".
class FigureSpinBox final : public QSpinBox
{
    Q_OBJECT

public:
    FigureSpinBox(Figure figure, QWidget *parent);

    [[nodiscard]] Figure figure() const { return m_figure; }
    void setDecided(const std::optional<int> &value);
    /// Adds "as they are" and shows it.
    void setMixed();
    [[nodiscard]] bool isMixed() const; ///< whether each server is to keep its own
    [[nodiscard]] std::optional<int> decided() const; ///< nothing: not decided, or mixed

protected:
    [[nodiscard]] QString textFromValue(int value) const override;
    [[nodiscard]] int valueFromText(const QString &text) const override;
    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override;
    void fixup(QString &text) const override;

private:
    enum class Special { NoLimit, NotDecided, AsTheyAre };

    [[nodiscard]] static QString wordOf(Special special);
    [[nodiscard]] int valueOf(Special special) const;
    [[nodiscard]] bool stands(Special special) const;

    Figure m_figure;
    FigureRange m_range;
    QList<Special> m_specials; ///< the first stands just below the least number
};

} // namespace Nightkeep
