// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/firststeps.h"
#include "widgets/common/pagewidget.h"

#include <QHash>

#include <functional>

class QAction;
class QLabel;
class QListView;

namespace Nightkeep {

class AcceptanceService;
class EmptyView;
class FindingDelegate;
class FindingModel;
struct FindingRow;
class Tile;
class TileRows;

/// What needs attention today: every page's findings, most severe first, a line each, which is a link to its place and
/// has an act; above them a tile for each page. Where there is nothing the first step stands in their place; where
/// nobody has been asked yet, above what holds by the page alone.
class OverviewPage final : public PageWidget
{
    Q_OBJECT

public:
    explicit OverviewPage(const PageContext &context, QWidget *parent = nullptr);
    ~OverviewPage() override;
    [[nodiscard]] static PageArea area();

    void showObject(const QString &key) override; ///< a finding's id
    [[nodiscard]] QUndoStack *undoStack() override { return m_undo; }

public slots:
    // With the chosen finding:
    void copy(); ///< whole
    void act();
    void acceptFinding();
    void takeBack();

signals:
    void refreshRequested(); ///< the first step where nobody has been asked

private:
    void buildTiles();
    void buildActions();
    void buildFindings();
    void showEstate(const Estate &estate) override;
    void resizeEvent(QResizeEvent *event) override;
    void showFirstStep(const Estate &estate);
    void showChosen();
    void actOnLine();
    void activate(const QModelIndex &index);
    [[nodiscard]] const FindingRow *chosen() const; ///< null where none is; no heading
    struct Change
    {
        QString title;
        QString done; ///< what is said of it then
        std::function<Result<void>(AcceptanceService &)> work;
    };
    [[nodiscard]] static Change takingBack(const QString &finding, const QString &reason);
    /// Makes the change off the window's thread, says it, and has the workspace read again. `back` undoes it.
    void write(const Change &change, const Change &back, bool isNew = true);

    QUndoStack *m_undo; ///< what was accepted and taken back
    FindingModel *m_model;
    QListView *m_view;
    FindingDelegate *m_delegate;
    QLabel *m_detail;
    QWidget *m_list; ///< the findings, and the chosen one's detail
    EmptyView *m_empty; ///< the first step
    TileRows *m_tiles;
    QHash<int, Tile *> m_tileOf; // by int(Page)
    FirstSteps m_first {this};
    QAction *m_askAll;
    QAction *m_act = nullptr;
    QAction *m_accept = nullptr;
    QAction *m_takeBack = nullptr;
    QString m_wantedKey;
};

} // namespace Nightkeep
