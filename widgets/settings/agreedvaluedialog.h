// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"
#include "widgets/common/inputdialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;
class QRadioButton;
class QSettings;

namespace Nightkeep {

class ErrorBanner;

/// Who agreed last: the same that deciding about a server remembers, since they are one team.
[[nodiscard]] QString whoAgreedLast(const QSettings &settings);

/// What is agreed about the row's option.
[[nodiscard]] std::optional<AgreedSetting> agreedOf(const SettingRow &row);

/// "Agree…": what the team agreed about one option, the live value or another, when and who. Nothing is stored by the
/// dialog itself.
class AgreedValueDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `settings` remembers who agreed last.
    AgreedValueDialog(const SettingRow &row, const QDate &today, QSettings &settings, QWidget *parent);

    [[nodiscard]] std::optional<AgreedSetting> before() const
    {
        return agreedOf(m_row);
    } ///< what was agreed when it was opened
    [[nodiscard]] AgreedSetting agreed() const; ///< after it was accepted

    void accept() override;

private:
    void addValues();
    [[nodiscard]] std::optional<QString> chosenValue() const; ///< stored text; nullopt: makes no sense

    SettingRow m_row;
    QSettings &m_settings;
    ErrorBanner *m_error;
    QRadioButton *m_adopt;
    QRadioButton *m_other;
    QComboBox *m_value;
    QDateEdit *m_on;
    QLineEdit *m_by;
    QString m_chosen;
};

} // namespace Nightkeep
