// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/promise.h"
#include "widgets/common/inputdialog.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSettings;
class QSpinBox;

namespace Nightkeep {

class AgreementEdit;
class ErrorBanner;

/// "Agree on a figure…": how long, of which event, and whether, by whom and when that was agreed. Nothing is stored by
/// the dialog itself.
class AgreeDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `settings` remembers who agreed last.
    AgreeDialog(const Promise &promise, const QDate &today, QSettings &settings, QWidget *parent);

    [[nodiscard]] const Promise &before() const { return m_before; }
    [[nodiscard]] Promise promise() const; ///< as it is to be

    void accept() override;

private:
    void showWords();

    Promise m_before;
    QSettings &m_settings;
    ErrorBanner *m_error;
    QLabel *m_words;
    QSpinBox *m_figure;
    QComboBox *m_unit;
    QLineEdit *m_event;
    AgreementEdit *m_agreement;
};

} // namespace Nightkeep
