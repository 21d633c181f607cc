// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tabledialog.h"

#include "widgets/common/answerline.h"
#include "widgets/common/datatable.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/workspacereader.h"

#include <QAbstractItemModel>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

TableDialog::TableDialog(const PageContext &context, const QString &name, const QString &csvName, QWidget *parent)
    : InputDialog(parent)
    , m_context(context)
    , m_csvName(csvName)
    , m_answer(new AnswerLine(name + QStringLiteral("Answer"), 1.0, this))
    , m_banner(new ErrorBanner(this))
    , m_content(new QVBoxLayout)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Close, this))
    , m_save(addButton(name + QStringLiteral("Save"), tr("Save as CSV…")))
    , m_table(new DataTable(name, context.settings, this))
{
    setObjectName(name + QStringLiteral("Dialog"));
    m_buttons->button(QDialogButtonBox::Close)->setObjectName(name + QStringLiteral("Close"));
    QPushButton *copy = addButton(name + QStringLiteral("Copy"), tr("Copy"));
    copy->setToolTip(tr("Copy the chosen rows, or all where none is chosen"));
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, &TableDialog::copy);
    connect(m_save, &QPushButton::clicked, this, &TableDialog::saveCsv);
    connect(m_table, &DataTable::copied, this, [this](const QString &sentence) { m_context.say(sentence); });

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_answer);
    layout->addWidget(m_banner);
    layout->addLayout(m_content, 1);
    layout->addWidget(m_buttons);
}

void TableDialog::setModel(QAbstractItemModel *model, const QString &emptyText)
{
    m_table->setModel(model);
    m_table->setEmptyText(emptyText);
    const auto follow = [this, model] { m_save->setEnabled(model->rowCount() > 0); };
    connect(model, &QAbstractItemModel::rowsInserted, m_save, follow);
    connect(model, &QAbstractItemModel::rowsRemoved, m_save, follow);
    connect(model, &QAbstractItemModel::modelReset, m_save, follow);
    follow();
}

QPushButton *TableDialog::addButton(const QString &name, const QString &text)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::ActionRole);
    button->setObjectName(name);
    button->setAutoDefault(false); // Enter in the filter is no wish for any of them
    return button;
}

const QDateTime &TableDialog::now() const
{
    return m_context.reader.now();
}

void TableDialog::begin(int characters, int lines)
{
    rememberGeometry(this, m_context.settings, characters, lines);
}

void TableDialog::setAnswer(State state, const QString &sentence, const QString &detail)
{
    m_answer->setAnswer(state, detail.isEmpty() ? sentence : sentence + u'\n' + detail);
    m_banner->clear();
}

void TableDialog::showFailure(const Error &error)
{
    setAnswer(State::Unknown, tr("The workspace could not be read."));
    showError(error);
}

void TableDialog::showError(const Error &error)
{
    m_banner->showError(error);
}

void TableDialog::showNotKept(const Error &problem)
{
    m_banner->showNotKept(problem);
}

void TableDialog::copy()
{
    if (m_table->selectedKeys().isEmpty())
        m_table->view()->selectAll();
    m_table->copy();
}

void TableDialog::saveCsv()
{
    m_banner->clear();
    m_table->saveCsv(m_context, tr("Save the table"), m_csvName, [this](const Error &error) { showError(error); });
}

} // namespace Nightkeep
