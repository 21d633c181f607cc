// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/datatable.h"
#include "widgets/common/factsview.h"
#include "widgets/common/newaction.h"
#include "widgets/common/nextsteps.h"
#include "widgets/common/pagewidget.h"

namespace Nightkeep {

class DetailSplitter;

/// A page that is a table, and beside it, or below it in a narrow window, the detail of its chosen row:
/// what to do, then the facts. What is chosen is what is selected. The names of its parts begin as the page's name
/// does.
class TablePage : public PageWidget
{
    Q_OBJECT

public:
    void showObject(const QString &key) override { m_table->selectKey(key); }
    void focusFilter() override { m_table->focusFilter(); }

protected:
    struct Words
    {
        QString detailName; ///< object name
        QString detail; ///< what a screen reader calls it
        QString empty; ///< what would stand in the table
        QString exported; ///< "Save the matrix"
        bool hasSteps = false; ///< before the facts: see showSteps()
    };

    TablePage(Page page, const PageContext &context, QWidget *parent);
    /// Once, when the actions are there. `model` is not owned; the steps are what an empty table offers.
    void build(QAbstractItemModel *model, const Words &words, QAction *firstStep, QAction *otherStep = nullptr);

    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] FactsView *detail() const { return m_detail; }
    [[nodiscard]] QAction *copyAction() const { return m_copy; }
    [[nodiscard]] QAction *exportAction() const { return m_export; }
    /// The rows are others: a first row is chosen where none is, then detail and
    /// actions follow.
    void showTable();

    /// What to do about the chosen row: what the page itself knows of, then those of the findings that `isAbout` holds
    /// for, each with what does it, and what may be done in its place.
    void showSteps(const std::function<bool(const Finding &)> &isAbout,
                   const std::function<QAction *(const Finding &)> &actOn, const QList<NextSteps::Step> &first = {},
                   const std::function<QAction *(const Finding &)> &otherOn = {});
    void openDetail(); ///< for the keyboard
    void resizeEvent(QResizeEvent *event) override;

    virtual void showDetail() = 0;
    virtual void updateActions() = 0;

private:
    void follow();

    DataTable *m_table;
    NextSteps *m_steps = nullptr;
    FactsView *m_detail;
    QWidget *m_side = nullptr; ///< all that stands beside the table
    QAbstractItemModel *m_model = nullptr;
    DetailSplitter *m_splitter = nullptr;
    QAction *m_copy;
    QAction *m_export;
};

} // namespace Nightkeep
