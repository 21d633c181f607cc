// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "widgets/common/inputdialog.h"

#include <QDate>

class QCheckBox;
class QDateEdit;
class QLineEdit;

namespace Nightkeep {

/// "Accept…": why nothing needs doing about a finding, and until when that holds. Stores nothing itself.
class AcceptDialog final : public InputDialog
{
    Q_OBJECT

public:
    AcceptDialog(const Finding &finding, const QDate &today, QWidget *parent);

    [[nodiscard]] QString reason() const;
    [[nodiscard]] QDate until() const; ///< invalid: as long as the finding is as it is

private:
    QLineEdit *m_reason;
    QCheckBox *m_ends;
    QDateEdit *m_until;
};

} // namespace Nightkeep
