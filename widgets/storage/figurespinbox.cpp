// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/storage/figurespinbox.h"

namespace Nightkeep {

FigureSpinBox::FigureSpinBox(Figure figure, QWidget *parent)
    : QSpinBox(parent)
    , m_figure(figure)
    , m_range(figureRange(figure))
{
    setObjectName(figureKey(figure) + QStringLiteral("Spin"));
    setAccessibleName(figureTitle(figure));
    if (m_range.mayHaveNoLimit)
        m_specials << Special::NoLimit;
    m_specials << Special::NotDecided;
    setRange(valueOf(Special::NotDecided), m_range.most);
    setDecided(std::nullopt);
}

QString FigureSpinBox::wordOf(Special special)
{
    switch (special) {
    case Special::NoLimit:
        return tr("no limit");
    case Special::NotDecided:
        return tr("not decided");
    case Special::AsTheyAre:
        break;
    }
    return tr("as they are");
}

int FigureSpinBox::valueOf(Special special) const
{
    return m_range.least - 1 - int(m_specials.indexOf(special));
}

bool FigureSpinBox::stands(Special special) const
{
    return m_specials.contains(special) && value() == valueOf(special);
}

void FigureSpinBox::setDecided(const std::optional<int> &value)
{
    if (!value)
        setValue(valueOf(Special::NotDecided));
    else
        setValue(*value == NoLimit ? valueOf(Special::NoLimit) : *value);
}

void FigureSpinBox::setMixed()
{
    if (!m_specials.contains(Special::AsTheyAre))
        m_specials << Special::AsTheyAre;
    setMinimum(valueOf(Special::AsTheyAre));
    setValue(minimum());
}

bool FigureSpinBox::isMixed() const
{
    return stands(Special::AsTheyAre);
}

std::optional<int> FigureSpinBox::decided() const
{
    if (isMixed() || stands(Special::NotDecided))
        return std::nullopt;
    return stands(Special::NoLimit) ? NoLimit : value();
}

QString FigureSpinBox::textFromValue(int value) const
{
    if (value >= m_range.least)
        return QSpinBox::textFromValue(value);
    return wordOf(m_specials.value(m_range.least - 1 - value, Special::NotDecided));
}

int FigureSpinBox::valueFromText(const QString &text) const
{
    for (const Special special : m_specials) {
        if (wordOf(special).compare(text.trimmed(), Qt::CaseInsensitive) == 0)
            return valueOf(special);
    }
    return QSpinBox::valueFromText(text);
}

QValidator::State FigureSpinBox::validate(QString &text, int &position) const
{
    const QString typed = text.trimmed();
    for (const Special special : m_specials) {
        if (wordOf(special).compare(typed, Qt::CaseInsensitive) == 0)
            return QValidator::Acceptable;
    }
    for (const Special special : m_specials) {
        if (wordOf(special).startsWith(typed, Qt::CaseInsensitive))
            return QValidator::Intermediate;
    }
    if (typed.startsWith(u'-') || typed.startsWith(u'+'))
        return QValidator::Invalid; // numbers below the least one are words
    const QValidator::State state = QSpinBox::validate(text, position);
    const bool tooLow = state == QValidator::Acceptable && QSpinBox::valueFromText(text) < m_range.least;
    return tooLow ? QValidator::Intermediate : state;
}

void FigureSpinBox::fixup(QString &text) const
{
    text = wordOf(Special::NotDecided);
}

} // namespace Nightkeep
