// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QLabel;

namespace Nightkeep {

class ErrorBanner;

/// The matrix as the wiki page's table, with what to do with it: copy it for the page's editor, or save
/// it as a file that can be imported again.
class WikiExportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `table` is what ServerService::exportWiki gave, of these servers.
    WikiExportDialog(const PageContext &context, const QList<Server> &servers, const QByteArray &table,
                     QWidget *parent);

private:
    void copy();
    void save();

    PageContext m_context;
    QList<Server> m_servers;
    QByteArray m_table;
    ErrorBanner *m_error;
    QLabel *m_done; ///< what was done last
};

} // namespace Nightkeep
