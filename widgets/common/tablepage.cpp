// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tablepage.h"

#include "widgets/common/viewstate.h"

#include <QAbstractItemModel>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

/// "copy" and "servers": "copyServers".
QString actionName(const QString &verb, Page page)
{
    const QString name = pageName(page);
    return verb + name.at(0).toUpper() + name.mid(1);
}

} // namespace

TablePage::TablePage(Page page, const PageContext &context, QWidget *parent)
    : PageWidget(page, context, parent)
    , m_table(new DataTable(pageName(page), context.settings, this))
    , m_detail(new FactsView(this))
    , m_copy(newAction(this, actionName(QStringLiteral("copy"), page), QStringLiteral("copy"), tr("Copy"),
                       tr("Copy the chosen rows")))
    , m_export(newAction(this, actionName(QStringLiteral("export"), page), QStringLiteral("export"), tr("Export…"),
                         tr("Save the rows shown as CSV")))
{
    connect(m_copy, &QAction::triggered, this, [this] {
        m_table->copy();
        say(tr("%n rows were copied.", nullptr, int(m_table->selectedKeys().size())));
    });
}

void TablePage::build(QAbstractItemModel *model, const Words &words, QAction *firstStep)
{
    m_table->setModel(model);
    m_table->setEmptyText(words.empty, firstStep);
    m_detail->setObjectName(words.detailName);
    m_detail->setAccessibleName(words.detail);
    m_detail->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(pageName(page()) + QStringLiteral("Splitter"));
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({3000, 1000});
    rememberSplitter(splitter, context().settings, pageName(page()));
    contentLayout()->addWidget(splitter, 1);

    connect(m_export, &QAction::triggered, this, [this, title = words.exported] {
        clearError();
        m_table->saveCsv(context(), title, pageName(page()) + QStringLiteral(".csv"),
                         [this](const Error &error) { showError(error); });
    });
    connect(m_table, &DataTable::currentKeyChanged, this, &TablePage::follow);
    connect(m_table->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_copy->setEnabled(m_table->view()->selectionModel()->hasSelection());
        updateActions();
    });
    follow();
}

void TablePage::showTable()
{
    m_table->selectFirst();
    follow();
}

void TablePage::follow()
{
    m_copy->setEnabled(m_table->view()->selectionModel()->hasSelection());
    m_export->setEnabled(m_table->view()->model()->rowCount() > 0);
    showDetail();
    updateActions();
}

} // namespace Nightkeep
