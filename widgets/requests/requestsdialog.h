// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/requests/requeststable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// What was asked of the storage team, item by item, and what came of it; items can be withdrawn and
/// a request copied again.
class RequestsDialog final : public TableDialog
{
    Q_OBJECT

public:
    RequestsDialog(const PageContext &context, const QList<StorageRequest> &requests, bool writable,
                   QWidget *parent = nullptr);

signals:
    void changed(); ///< the workspace holds something else now

private:
    [[nodiscard]] const RequestRow *current() const;
    void showRequests(const QList<StorageRequest> &requests);
    void updateButtons();
    void copyAgain();
    void withdraw(bool whole);

    bool m_writable;
    ColumnTable<RequestRow> *m_model;
    QPushButton *m_copyAgain;
    QPushButton *m_withdrawItem;
    QPushButton *m_withdrawAll;
    bool m_writing = false;
};

} // namespace Nightkeep
