// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "widgets/common/firststeps.h"
#include "widgets/common/tablepage.h"

namespace Nightkeep {

class CoverageModel;

/// "Is the right thing backed up?": the folders currently backed up against the folders we want,
/// one row per folder, the wanted ones first and of them the worst, each with its reason.
class FoldersPage final : public TablePage
{
    Q_OBJECT

public:
    explicit FoldersPage(const PageContext &context, QWidget *parent = nullptr);
    ~FoldersPage() override;
    [[nodiscard]] static PageArea area();

    void refresh() override { ask(rowsToAsk()); }
    void refreshAll() override; ///< asks all servers that have folders
    [[nodiscard]] QString refreshText() const override;
    [[nodiscard]] QString refreshWords() const override;
    [[nodiscard]] bool canRefresh() const override;

private:
    void showEstate(const Estate &estate) override;
    void buildContent();
    void buildActions();
    void offerFirstStep();
    void showRows();
    void takeFolders();
    void showAnswer(const ProbeOutcome &outcome);
    void showDetail() override;
    void updateActions() override;
    [[nodiscard]] QList<ServerRow> rowsWithFolders() const;
    [[nodiscard]] QList<ServerRow> rowsOfChosen() const; ///< none where a person has not chosen several folders
    [[nodiscard]] QList<ServerRow> rowsToAsk() const; ///< by refresh()
    void ask(const QList<ServerRow> &rows);
    void askChosen();
    void showServer();
    void request();

    CoverageModel *m_model;
    FirstSteps m_first {this};
    QAction *m_askAll = nullptr; ///< of the card
    QAction *m_ask = nullptr;
    QAction *m_showServer = nullptr;
    QAction *m_request = nullptr; ///< of a step alone
    QList<ServerRow> m_rows;
    quint64 m_refreshJob = 0; ///< 0: none under way
};

} // namespace Nightkeep
