// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagewidget.h"

#include <QHash>

class QAction;
class QStackedLayout;
class QListView;

namespace Nightkeep {

class FindingModel;
class EmptyView;
class Tile;

/// What needs attention today: every page's findings, most severe first, each a link to its place;
/// above them a tile for each page. An empty workspace offers the first step.
class OverviewPage final : public PageWidget
{
    Q_OBJECT

public:
    explicit OverviewPage(const PageContext &context, QWidget *parent = nullptr);
    ~OverviewPage() override;
    [[nodiscard]] static PageArea area();

    void showObject(const QString &key) override; ///< a finding's id

public slots:
    void copy(); ///< the chosen finding, whole

signals:
    void importRequested(); ///< the first step of an empty workspace

private:
    void buildTiles();
    void buildFindings();
    void showEstate(const Estate &estate) override;
    void activate(const QModelIndex &index);

    FindingModel *m_model;
    QListView *m_view;
    EmptyView *m_empty;
    QWidget *m_tiles;
    QHash<int, Tile *> m_tileOf; // by int(Page)
    QStackedLayout *m_stack;
    QAction *m_import;
    QString m_wantedKey;
};

} // namespace Nightkeep
