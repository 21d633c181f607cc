// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace Nightkeep {

/// Opens a dialog over its parent, and goes on: it is deleted when it is closed, or with its parent. None is
/// ever on the stack of a page that can be deleted meanwhile.
template<typename D> D *openModal(D *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

/// What lives on when a dialog and those below it were closed: the receiver of a job that they do not end.
inline QWidget *pageUnder(QWidget *dialog)
{
    while (dialog->parentWidget() && qobject_cast<QDialog *>(dialog))
        dialog = dialog->parentWidget();
    return dialog;
}

} // namespace Nightkeep
