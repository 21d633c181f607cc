// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/hourspinbox.h"

#include "models/settings/backupoption.h"

namespace Nightkeep {

namespace {

const BackupOption &hourOption()
{
    return *findBackupOption(QStringLiteral("backup_sche_hour"));
}

} // namespace

HourSpinBox::HourSpinBox(QWidget *parent)
    : QSpinBox(parent)
{
    setRange(0, 23);
    setWrapping(true);
}

QString HourSpinBox::stored()
{
    interpretText();
    return value() < 0 ? QString() : QString::number(value());
}

/// Below midnight there is a place where nothing stands, for what is no hour: it is not to become one by itself.
void HourSpinBox::setStored(const QString &stored)
{
    const bool isHour = isValidForOption(hourOption(), stored);
    setMinimum(isHour ? 0 : -1);
    setSpecialValueText(isHour ? QString() : QStringLiteral(" "));
    setValue(isHour ? stored.toInt() : -1);
}

QString HourSpinBox::textFromValue(int value) const
{
    return optionInWords(hourOption(), QString::number(value));
}

int HourSpinBox::valueFromText(const QString &text) const
{
    return optionFromWords(hourOption(), text).value_or(QString::number(value())).toInt();
}

QValidator::State HourSpinBox::validate(QString &text, int &) const
{
    return optionFromWords(hourOption(), text) ? QValidator::Acceptable : QValidator::Intermediate;
}

} // namespace Nightkeep
