// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "widgets/common/pagewidget.h"
#include "widgets/servers/editservercommand.h"

class QAction;
class QUndoStack;

namespace Nightkeep {

class DataTable;
class FactsView;
class ServerActions;
class ServerMatrixModel;

/// "Which server has what?": the server backup matrix with the detail of the chosen server, asking
/// the servers anew, editing with undo, and importing the wiki page.
class ServersPage final : public PageWidget
{
    Q_OBJECT

public:
    explicit ServersPage(const PageContext &context, QWidget *parent = nullptr);
    ~ServersPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override { return QStringLiteral("servers"); }
    void reload() override;
    void refresh() override { refreshAll(); }
    void showObject(const QString &key) override; ///< a server's name, whatever the case
    void focusFilter() override;
    [[nodiscard]] QUndoStack *undoStack() override { return m_undo; }

private:
    void buildContent();
    void buildActions();
    void buildMoreMenu();
    void addSubject(ServerActions *subject);
    void connectSubject(ServerActions *subject);
    QAction *newAction(const QString &name, const QString &icon, const QString &text, void (ServersPage::*slot)());
    void showRows();
    void showDetail();
    void updateActions();
    [[nodiscard]] QList<ServerRow> chosenRows() const;
    [[nodiscard]] QList<Server> chosenServers() const;
    [[nodiscard]] const ServerRow *currentRow() const;

    void refreshAll();
    void showAnswer(const ProbeOutcome &outcome);
    void refreshChosen();
    void refreshOne(const Server &server, bool alone);
    void testConnection();
    void importPage();
    void previewImport(const ImportPlan &plan);
    void applyImport(const ImportPlan &plan);
    void addServer();
    void editServer();
    void removeServer();
    void exportCsv();

    void pushEdit(const Server &before, const Server &after) { pushEdits({{before, after}}); }
    void pushEdits(const EditServerCommand::Changes &changes);
    void write(const EditServerCommand::Changes &changes, const EditServerCommand::Refused &refused);

    ServerMatrixModel *m_model;
    DataTable *m_table;
    FactsView *m_detail;
    QUndoStack *m_undo;
    QAction *m_refreshAll = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_test = nullptr;
    QAction *m_import = nullptr;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_export = nullptr;
    ServerActions *m_wiki = nullptr; ///< shown beside "Import" and not in the menu
    QList<ServerActions *> m_subjects; ///< each a section of the "More" menu
    quint64 m_reading = 0; ///< numbers the readings of the workspace: only the latest is shown
    quint64 m_refreshJob = 0; ///< of "refresh all"; 0: none under way
};

} // namespace Nightkeep
