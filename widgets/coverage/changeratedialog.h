// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/changeratetable.h"
#include "models/servers/server.h"
#include "widgets/common/askingdialog.h"

namespace Nightkeep {

/// How much of one server's folders changes: the last counting, and a new one when asked for.
class ChangeRateDialog final : public AskingDialog
{
    Q_OBJECT

public:
    ChangeRateDialog(const PageContext &context, const Server &server, QWidget *parent);

protected:
    void ask() override;

private:
    void readLast();
    void show(const ChangeRates &rates);
    using QDialog::show;

    Server m_server;
    ColumnTable<ChangeRate> *m_model;
};

} // namespace Nightkeep
