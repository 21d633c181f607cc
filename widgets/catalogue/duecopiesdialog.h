// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/catalogue/verificationservice.h"
#include "widgets/common/askingdialog.h"

namespace Nightkeep {

/// The copies of archives that were longest not read, a twelfth of all, to be read one after another: whoever does so
/// each month has read each within a year.
class DueCopiesDialog final : public AskingDialog
{
    Q_OBJECT

public:
    /// `changed` is called when the workspace was written; `parent` is the page.
    DueCopiesDialog(const PageContext &context, std::function<void()> changed, QWidget *parent);

private:
    void load();
    void showDue(const QList<VerificationService::Due> &due);
    void ask() override; ///< reads them
    void showRead(const Result<QStringList> &problems);

    std::function<void()> m_changed;
    QList<VerificationService::Due> m_due;
    ColumnTable<VerificationService::Due> *m_model;
    bool m_hasRead = false; ///< what came of it is shown
};

} // namespace Nightkeep
