// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/excludedtable.h"
#include "models/servers/server.h"
#include "widgets/common/askingdialog.h"

class QComboBox;

namespace Nightkeep {

/// What the storage manager would back up of one of a server's folders, by its own client's word: the
/// last answer for each folder, and a new one when asked for.
class PreviewDialog final : public AskingDialog
{
    Q_OBJECT

public:
    PreviewDialog(const PageContext &context, const Server &server, QWidget *parent);

protected:
    void ask() override;

private:
    void readLast();
    void showChosen();
    [[nodiscard]] BytePath chosen() const;

    Server m_server;
    QList<BytePath> m_folders; ///< in the order of the box
    QList<BackupPreview> m_previews;
    QComboBox *m_box;
    ColumnTable<ExcludedObject> *m_model;
};

} // namespace Nightkeep
