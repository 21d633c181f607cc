// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tablepage.h"

#include "models/base/findingmodel.h"
#include "widgets/common/detailsplitter.h"

#include <QAbstractItemModel>
#include <QItemSelectionModel>
#include <QPushButton>
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
    , m_copy(newAction(this, actionName(QStringLiteral("copy"), page), QStringLiteral("copy"), tr("&Copy"),
                       tr("Copy the chosen rows")))
    , m_export(newAction(this, actionName(QStringLiteral("export"), page), QStringLiteral("export"), tr("E&xport…"),
                         tr("Save the rows shown as CSV")))
{
    connect(m_copy, &QAction::triggered, m_table, &DataTable::copy);
    connect(m_table, &DataTable::copied, this, [this](const QString &sentence) { say(sentence); });
}

void TablePage::build(QAbstractItemModel *model, const Words &words, QAction *firstStep, QAction *otherStep)
{
    m_model = model;
    m_table->setModel(model);
    m_table->setEmptyText(words.empty, firstStep, otherStep);
    m_detail->setObjectName(words.detailName);
    m_detail->setAccessibleName(words.detail);
    m_detail->rememberFolding(context().settings, pageName(page()));
    m_detail->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    m_side = m_detail;
    if (words.hasSteps) {
        m_side = new QWidget(this);
        m_steps = new NextSteps(m_side);
        auto *parts = new QVBoxLayout(m_side);
        parts->setContentsMargins(0, 0, 0, 0);
        parts->addWidget(m_steps);
        parts->addWidget(m_detail, 1);
        setTabOrder(m_steps->findChildren<QPushButton *>().last(), m_detail);
    }
    m_splitter = new DetailSplitter(pageName(page()), context().settings, this);
    m_splitter->setParts(m_table, m_side);
    contentLayout()->addWidget(m_splitter, 1);

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

void TablePage::resizeEvent(QResizeEvent *event)
{
    PageWidget::resizeEvent(event);
    if (m_splitter)
        m_splitter->arrange();
}

void TablePage::openDetail()
{
    m_detail->setFocus(Qt::OtherFocusReason);
}

void TablePage::showSteps(const std::function<bool(const Finding &)> &isAbout,
                          const std::function<QAction *(const Finding &)> &actOn, const QList<NextSteps::Step> &first,
                          const std::function<QAction *(const Finding &)> &otherOn)
{
    QList<NextSteps::Step> steps = first;
    for (const Finding &finding : estate().findings) {
        if (isAbout(finding))
            steps.append({severityState(finding.severity), finding.title, finding.advice, actOn(finding),
                          otherOn ? otherOn(finding) : nullptr});
    }
    m_steps->setSteps(steps);
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
    m_side->setVisible(m_model->rowCount() > 0); // where no row can be chosen, it would only take room
    showDetail();
    updateActions();
}

} // namespace Nightkeep
