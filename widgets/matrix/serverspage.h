// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "widgets/common/tablepage.h"
#include "widgets/servers/editservercommand.h"

class QMenu;
class QUndoStack;

namespace Nightkeep {

class ServerActions;
class ServerMatrixModel;

/// "Which server has what?": the server backup matrix with the detail of the chosen server, asking
/// the servers anew, editing with undo, and importing the wiki page.
class ServersPage final : public TablePage
{
    Q_OBJECT

public:
    explicit ServersPage(const PageContext &context, QWidget *parent = nullptr);
    ~ServersPage() override;
    [[nodiscard]] static PageArea area();

    void refresh() override { ask(rowsToAsk()); }
    void refreshAll() override;
    [[nodiscard]] QString refreshText() const override;
    [[nodiscard]] QString refreshWords() const override;
    [[nodiscard]] bool canRefresh() const override;
    void showObject(const QString &key) override; ///< a server's name, whatever the case
    [[nodiscard]] QUndoStack *undoStack() override { return m_undo; }

private:
    void showEstate(const Estate &estate) override;
    void buildContent();
    void buildActions();
    void buildMoreMenu();
    void addSubject(ServerActions *subject);
    void connectSubject(ServerActions *subject);
    void showRows();
    void showDetail() override;
    void updateActions() override;
    [[nodiscard]] QAction *actOn(const Finding &finding) const;
    [[nodiscard]] QList<QAction *> daily() const; ///< what has a button, in its order
    [[nodiscard]] QList<ServerRow> chosenRows() const;
    [[nodiscard]] QList<ServerRow> rowsToAsk() const; ///< by refresh()
    [[nodiscard]] const ServerRow *chosenRow() const; ///< whose detail is shown

    void showAnswer(const ProbeOutcome &outcome);
    void ask(const QList<ServerRow> &rows);
    void askChosen();
    void testConnection();
    void importPage();
    void previewImport(const ImportPlan &plan);
    void applyImport(const ImportPlan &plan);
    void addServer();
    void editServer();
    void removeServer();

    void pushEdit(const Server &before, const Server &after) { pushEdits({{before, after}}); }
    void pushEdits(const EditServerCommand::Changes &changes);
    void write(const EditServerCommand::Changes &changes, const EditServerCommand::Refused &refused);

    ServerMatrixModel *m_model;
    QUndoStack *m_undo;
    QAction *m_askAll = nullptr; ///< of the card
    QAction *m_ask = nullptr;
    QAction *m_test = nullptr;
    QAction *m_import = nullptr;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_decide = nullptr;
    QAction *m_request = nullptr;
    QAction *m_history = nullptr;
    QMenu *m_more = nullptr;
    ServerActions *m_wiki = nullptr; ///< shown beside "Import"
    QList<ServerActions *> m_subjects; ///< each a section of the "More" menu
    quint64 m_refreshJob = 0; ///< of ask(); 0: none under way
};

} // namespace Nightkeep
