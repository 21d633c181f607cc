// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/inputdialog.h"

class QLineEdit;

namespace Nightkeep {

/// Asks for one line of text. The label is plain text: it may be another program's words.
class TextDialog final : public InputDialog
{
    Q_OBJECT

public:
    TextDialog(const QString &title, const QString &label, const QString &text, bool secret, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const;
    /// Nothing is to be typed: a notice, which may be put away or answered with Cancel.
    void showOnly();

private:
    QLineEdit *m_edit;
};

} // namespace Nightkeep
