// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/requests/requeststable.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace Nightkeep {

class DataTable;
class ErrorBanner;

/// What was asked of the storage team, item by item, and what came of it; items can be withdrawn and
/// a request copied again.
class RequestsDialog final : public QDialog
{
    Q_OBJECT

public:
    RequestsDialog(const PageContext &context, const QList<StorageRequest> &requests, bool writable,
                   QWidget *parent = nullptr);

signals:
    void changed(); ///< the workspace holds something else now

private:
    [[nodiscard]] QWidget *buttons();
    [[nodiscard]] const RequestRow *current() const;
    void showRequests(const QList<StorageRequest> &requests);
    void updateButtons();
    void copyAgain();
    void withdraw(bool whole);

    PageContext m_context;
    bool m_writable;
    ColumnTable<RequestRow> *m_model;
    DataTable *m_table;
    ErrorBanner *m_error;
    QLabel *m_answer;
    QPushButton *m_copy = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_withdrawItem = nullptr;
    QPushButton *m_withdrawAll = nullptr;
    bool m_writing = false;
};

} // namespace Nightkeep
