// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/base/result.h"
#include "models/matrix/serverservice.h"
#include "widgets/common/pagecontext.h"

#include <QList>
#include <QObject>
#include <QPair>

class QAction;
class QWidget;

namespace Nightkeep {

/// One subject's acts on the chosen servers, with their dialogs: history, requests, checks. The
/// servers page shows each subject as a section of its "More" menu and of its context menu, and tells
/// it what is chosen; so a new subject is a class of its own and not more of the page.
class ServerActions : public QObject
{
    Q_OBJECT

public:
    /// `page` is the parent of dialogs.
    ServerActions(const PageContext &context, QWidget *page);

    [[nodiscard]] virtual QList<QAction *> actions() const = 0; ///< in the menu's order, with object names
    /// Whenever the selection or the rows change: all rows, those chosen, and whether the workspace can be
    /// written. Enables and disables.
    virtual void setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable) = 0;

signals:
    void workspaceChanged(); ///< the page reads the workspace again and tells the window
    void failed(const Nightkeep::Error &error); ///< the page shows it
    void notKept(const Nightkeep::Error &problem); ///< of an answer that the workspace did not take: the page says it
    /// To be written over what stands in the workspace, as one step that can be undone. The page answers for
    /// conflicts as for its own edits.
    void editRequested(const QList<QPair<Nightkeep::Server, Nightkeep::Server>> &beforeAfter);
    void begun(); ///< a new act: the page clears its last error
    void objectActivated(Nightkeep::Page page, const QString &key); ///< a link to another page's row

protected:
    [[nodiscard]] const PageContext &context() const { return m_context; }
    [[nodiscard]] QWidget *page() const { return m_page; }

private:
    PageContext m_context;
    QWidget *m_page;
};

} // namespace Nightkeep
