// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tablepage.h"

#include "models/base/findingmodel.h"
#include "widgets/common/viewstate.h"

#include <QAbstractItemModel>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QSettings>
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
    , m_copy(newAction(this, actionName(QStringLiteral("copy"), page), QStringLiteral("copy"), tr("&Copy"),
                       tr("Copy the chosen rows")))
    , m_export(newAction(this, actionName(QStringLiteral("export"), page), QStringLiteral("export"), tr("E&xport…"),
                         tr("Save the rows shown as CSV")))
{
    connect(m_copy, &QAction::triggered, m_table, &DataTable::copy);
    connect(m_table, &DataTable::copied, this, [this](const QString &sentence) { say(sentence); });
}

void TablePage::build(QAbstractItemModel *model, const Words &words, QAction *firstStep)
{
    m_table->setModel(model);
    m_table->setEmptyText(words.empty, firstStep);
    m_detail->setObjectName(words.detailName);
    m_detail->setAccessibleName(words.detail);
    m_detail->rememberFolding(context().settings, pageName(page()));
    m_detail->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    QWidget *side = m_detail;
    if (words.hasSteps) {
        side = new QWidget(this);
        m_steps = new NextSteps(side);
        auto *parts = new QVBoxLayout(side);
        parts->setContentsMargins(0, 0, 0, 0);
        parts->addWidget(m_steps);
        parts->addWidget(m_detail, 1);
        setTabOrder(m_steps->findChildren<QPushButton *>().last(), m_detail);
    }
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setObjectName(pageName(page()) + QStringLiteral("Splitter"));
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(side);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { context().settings.setValue(splitterKey(), m_splitter->saveState()); });
    contentLayout()->addWidget(m_splitter, 1);
    arrange();

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

/// Each way has its own sizes.
QString TablePage::splitterKey() const
{
    const bool isBelow = m_splitter->orientation() == Qt::Vertical;
    return QStringLiteral("splitters/") + pageName(page()) + (isBelow ? QStringLiteral("Below") : QString());
}

void TablePage::arrange()
{
    const Qt::Orientation wanted = wayOfDetail(this);
    if (m_isArranged && m_splitter->orientation() == wanted)
        return;
    m_isArranged = true;
    m_splitter->setOrientation(wanted);
    m_splitter->setSizes(wanted == Qt::Vertical ? QList<int> {2000, 1000} : QList<int> {3000, 1000});
    m_splitter->restoreState(context().settings.value(splitterKey()).toByteArray());
    m_splitter->setChildrenCollapsible(false); // a pane dragged to nothing looks like a defect next time
}

void TablePage::resizeEvent(QResizeEvent *event)
{
    PageWidget::resizeEvent(event);
    if (m_splitter)
        arrange();
}

void TablePage::openDetail()
{
    m_detail->setFocus(Qt::OtherFocusReason);
}

void TablePage::showSteps(const std::function<bool(const Finding &)> &isAbout,
                          const std::function<QAction *(const Finding &)> &actOn, const QList<NextSteps::Step> &first)
{
    QList<NextSteps::Step> steps = first;
    for (const Finding &finding : estate().findings) {
        if (isAbout(finding))
            steps.append({severityState(finding.severity), finding.title, finding.advice, actOn(finding)});
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
    showDetail();
    updateActions();
}

} // namespace Nightkeep
