// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tabledialog.h"

#include "widgets/common/answerline.h"
#include "widgets/common/datatable.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/viewstate.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

TableDialog::TableDialog(const PageContext &context, const QString &name, const QString &csvName, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_csvName(csvName)
    , m_answer(new AnswerLine(name + QStringLiteral("Answer"), 1.0, this))
    , m_banner(new ErrorBanner(this))
    , m_content(new QVBoxLayout)
    , m_table(new DataTable(name, context.settings, this))
{
    setObjectName(name + QStringLiteral("Dialog"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(name + QStringLiteral("Close"));
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(name + QStringLiteral("Copy"));
    copy->setToolTip(tr("Copy the chosen rows"));
    QPushButton *save = buttons->addButton(tr("Save as CSV…"), QDialogButtonBox::ActionRole);
    save->setObjectName(name + QStringLiteral("Save"));
    for (QPushButton *button : {copy, save})
        button->setAutoDefault(false); // Enter in the filter is no wish to save
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, m_table, &DataTable::copy);
    connect(save, &QPushButton::clicked, this, &TableDialog::saveCsv);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_answer);
    layout->addWidget(m_banner);
    layout->addLayout(m_content, 1);
    layout->addWidget(buttons);
}

void TableDialog::begin(int characters, int lines)
{
    rememberGeometry(this, m_context.settings, characters, lines);
}

void TableDialog::setAnswer(State state, const QString &sentence)
{
    m_answer->setAnswer(state, sentence);
    m_banner->clear();
}

void TableDialog::showFailure(const Error &error)
{
    setAnswer(State::Unknown, tr("The workspace could not be read."));
    m_banner->showError(error);
}

void TableDialog::saveCsv()
{
    m_table->saveCsv(m_context, tr("Save the table"), m_csvName,
                     [this](const Error &error) { m_banner->showError(error); });
}

} // namespace Nightkeep
