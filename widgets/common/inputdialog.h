// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/dialogs.h"

#include <QDialog>

#include <optional>

namespace Nightkeep {

/// A dialog that a person writes in. It knows whether they have, so that nothing takes it away without a question:
/// not Escape either, only its button.
class InputDialog : public QDialog
{
    Q_OBJECT

public:
    using QDialog::QDialog;

    [[nodiscard]] bool hasInput() const; ///< it is open, and its fields are not as they were first shown
    [[nodiscard]] QString inputInWords() const; ///< for a list of edits
    void setVisible(bool visible) override;

protected:
    [[nodiscard]] virtual QStringList fields() const; ///< what stands in all of them
    void inputTaken(); ///< what stands in them now is no longer lost when it is closed
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void askFirst();

    std::optional<QStringList> m_before;
};

/// Whether edits may be lost, a line for each; `accept` says what is done then.
[[nodiscard]] Question questionAboutEdits(const QStringList &edits, const QString &accept);

} // namespace Nightkeep
