// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/overviewpage.h"

#include "models/base/findingmodel.h"
#include "widgets/common/emptyview.h"
#include "widgets/common/newaction.h"
#include "widgets/common/writing.h"
#include "widgets/shell/allpages.h"
#include "widgets/shell/findingdelegate.h"
#include "widgets/shell/tile.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace Nightkeep {

OverviewPage::OverviewPage(const PageContext &context, QWidget *parent)
    : PageWidget(Page::Overview, context, parent)
    , m_model(new FindingModel(this))
    , m_view(new QListView(this))
    , m_empty(new EmptyView(this))
    , m_tiles(new QWidget(this))
    , m_stack(new QStackedLayout)
    , m_import(
          newAction(this, {}, QStringLiteral("import"), tr("Import the wiki page…"), &OverviewPage::importRequested))
{
    buildTiles();
    buildFindings();
    contentLayout()->addWidget(m_tiles);
    contentLayout()->addLayout(m_stack, 1);
    setFocusProxy(m_view);
}

OverviewPage::~OverviewPage() = default;

PageArea OverviewPage::area()
{
    return {Page::Overview,
            tr("Overview"),
            makePage<OverviewPage>,
            tr("Overview: what needs attention?"),
            {tr("All findings of all pages in one list. Each says what is the matter, on which "
                "evidence, and what the next step is. A click goes to the row it is about."),
             tr("The tiles above the list say in a few words how each page stands.")},
            tr("Go to the overview")};
}

void OverviewPage::buildTiles()
{
    auto *row = new QHBoxLayout(m_tiles);
    row->setContentsMargins(0, 0, 0, 0);
    for (const PageArea &area : allPages()) {
        if (area.page == page())
            continue;
        auto *tile = new Tile(area.title, pageName(area.page), m_tiles);
        tile->setObjectName(pageName(area.page) + QStringLiteral("Tile"));
        connect(tile, &Tile::activated, this, [this, page = area.page] { emit objectActivated(page, {}); });
        row->addWidget(tile, 1);
        m_tileOf.insert(int(area.page), tile);
    }
    m_tiles->hide();
}

void OverviewPage::buildFindings()
{
    m_view->setObjectName(QStringLiteral("findings"));
    m_view->setAccessibleName(tr("What needs attention"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new FindingDelegate(m_view));
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_view, &QAbstractItemView::activated, this, &OverviewPage::activate);
    // A finding is a link: one click goes there. Where the style activates by one click, it has already.
    connect(m_view, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (!style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick, nullptr, m_view))
            activate(index);
    });
    m_view->addAction(newAction(this, {}, QStringLiteral("copy"), tr("Copy"), &OverviewPage::copy));
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
}

void OverviewPage::showEstate(const Estate &estate)
{
    enableWriting(m_import, isWritable());
    if (estate.failure) {
        setAnswer(State::Unknown, tr("The workspace could not be read."));
        m_tiles->hide(); // a green of before would be taken for now
        showError(*estate.failure);
        return;
    }
    clearError();
    const QDateTime now = context().workspace.clock()();
    setAnswer(overviewState(estate), overviewSentence(estate, now));
    m_tiles->setVisible(!estate.isEmpty());
    for (const AreaStanding &area : estate.areas) {
        if (Tile *shown = m_tileOf.value(int(area.page)))
            shown->setContents(area);
    }
    m_model->setFindings(estate.findings);
    if (estate.isEmpty())
        m_empty->setContents(tr("What needs attention in the team's servers, folders, Moodle settings and archives "
                                "stands here.\nThe first step is to import the wiki page that lists the servers."),
                             m_import);
    else
        m_empty->setContents(tr("There is nothing to do."), nullptr);
    m_stack->setCurrentWidget(estate.findings.isEmpty() ? static_cast<QWidget *>(m_empty) : m_view);
    if (!m_wantedKey.isEmpty())
        showObject(std::exchange(m_wantedKey, {}));
}

void OverviewPage::showObject(const QString &key)
{
    const qsizetype row = m_model->rowOf(key);
    if (row < 0) {
        m_wantedKey = key; // it may come with the reading that is under way
        return;
    }
    m_view->setCurrentIndex(m_model->index(int(row), 0));
    m_view->scrollTo(m_view->currentIndex());
}

void OverviewPage::copy()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    QGuiApplication::clipboard()->setText(FindingDelegate::wholeText(index));
    say(tr("The finding was copied."));
}

void OverviewPage::activate(const QModelIndex &index)
{
    if (index.data(FindingModel::PageRole).isValid())
        emit objectActivated(Page(index.data(FindingModel::PageRole).toInt()),
                             index.data(FindingModel::ObjectRole).toString());
}

} // namespace Nightkeep
