// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/importdialog.h"

#include "widgets/common/datatable.h"
#include "widgets/common/factsview.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QAbstractItemView>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QWidget *skippedRows(const ImportPlan &plan, QWidget *parent)
{
    auto *view = new FactsView(parent);
    view->setObjectName(QStringLiteral("skippedRows"));
    view->describe({}, [rows = plan.matrix.skipped, options = plan.skippedOptions](FactsView &facts) {
        facts.heading(FactsView::tr("Rows of the page, and parts of them, that were left out"));
        for (const SkippedRow &row : rows)
            facts.state(State::Attention,
                        row.row > 0 ? FactsView::tr("Row %1: %2", "number, reason").arg(row.row).arg(row.reason)
                                    : FactsView::tr("Above the table: %1").arg(row.reason),
                        visibleText(row.text));
        for (const SkippedRow &row : options)
            facts.state(State::Attention,
                        FactsView::tr("Row %1 of the options: %2", "number, reason").arg(row.row).arg(row.reason),
                        visibleText(row.text));
    });
    view->setMaximumHeight(view->fontMetrics().lineSpacing() * 6);
    return view;
}

} // namespace

ImportDialog::ImportDialog(const ImportPlan &plan, QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_model(new ImportModel(this))
{
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import the wiki page"));
    m_model->setPlan(plan);
    const bool nothing = m_model->choices() == 0;

    auto *layout = new QVBoxLayout(this);
    QLabel *summary =
        plainLabel(this, nothing ? tr("Importing changes nothing. %1").arg(m_model->summary()) : m_model->summary());
    summary->setObjectName(QStringLiteral("importSummary"));
    layout->addWidget(summary);

    auto *table = new DataTable(QStringLiteral("import"), settings, this);
    table->view()->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setEmptyText(tr("The page and the workspace agree."));
    table->setModel(m_model);
    layout->addWidget(table, 1);
    if (!plan.skipped().isEmpty())
        layout->addWidget(skippedRows(plan, this));

    auto *buttons = new QDialogButtonBox(nothing ? QDialogButtonBox::Close : QDialogButtonBox::Cancel, this);
    buttons->buttons().first()->setObjectName(QStringLiteral("closeImport"));
    if (!nothing) {
        m_apply = buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
        m_apply->setObjectName(QStringLiteral("applyImport"));
        m_apply->setDefault(true);
        m_all = buttons->addButton(tr("Check all"), QDialogButtonBox::ActionRole);
        m_all->setObjectName(QStringLiteral("checkAll"));
        m_none = buttons->addButton(tr("Check none"), QDialogButtonBox::ActionRole);
        m_none->setObjectName(QStringLiteral("checkNone"));
        connect(m_all, &QPushButton::clicked, m_model, [this] { m_model->setAllChecked(true); });
        connect(m_none, &QPushButton::clicked, m_model, [this] { m_model->setAllChecked(false); });
        connect(m_model, &QAbstractItemModel::dataChanged, this, &ImportDialog::showChoice);
        showChoice();
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    rememberGeometry(this, settings, 150, 36);
}

QStringList ImportDialog::fields() const
{
    QStringList boxes;
    for (const ImportRow &row : m_model->rows())
        boxes << QString::number(int(row.chosen));
    return boxes;
}

void ImportDialog::showChoice()
{
    const int chosen = m_model->chosenCount();
    m_apply->setEnabled(chosen > 0);
    m_apply->setText(tr("Apply %n changes", nullptr, chosen));
    m_all->setEnabled(chosen < m_model->choices());
    m_none->setEnabled(chosen > 0);
}

} // namespace Nightkeep
