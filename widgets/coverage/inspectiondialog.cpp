// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage/inspectiondialog.h"

#include "models/jobs/jobrunner.h"
#include "widgets/common/datatable.h"
#include "widgets/common/factsview.h"
#include "widgets/common/viewstate.h"

#include <QAbstractItemModel>
#include <QAbstractTextDocumentLayout>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace Nightkeep {

InspectionDialog::InspectionDialog(const PageContext &context, const Server &server, const QString &name,
                                   QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_server(server)
    , m_name(name)
    , m_topRow(new QHBoxLayout)
{
    setObjectName(name + QStringLiteral("Dialog"));
}

InspectionDialog::~InspectionDialog()
{
    stop();
}

void InspectionDialog::build(QAbstractItemModel *model, const QString &askText, const QString &emptyText)
{
    m_answer = new FactsView(this);
    m_answer->setObjectName(m_name + QStringLiteral("Answer"));
    connect(m_answer->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &InspectionDialog::fitAnswer);
    m_table = new DataTable(m_name, m_context.settings, this);
    m_table->setModel(model);
    m_table->setEmptyText(emptyText);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(m_name + QStringLiteral("Close"));
    const auto button = [this, buttons](const QString &name, const QString &text) {
        QPushButton *made = buttons->addButton(text, QDialogButtonBox::ActionRole);
        made->setObjectName(m_name + name);
        made->setAutoDefault(false); // Enter asks, whatever else was pressed before
        return made;
    };
    m_ask = button(QStringLiteral("Ask"), askText);
    m_ask->setDefault(true);
    m_stop = button(QStringLiteral("Stop"), tr("Stop"));
    QPushButton *copy = button(QStringLiteral("Copy"), tr("Copy"));
    QPushButton *save = button(QStringLiteral("Export"), tr("Export…"));
    connect(m_ask, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_stop, &QPushButton::clicked, this, &InspectionDialog::stop);
    connect(copy, &QPushButton::clicked, m_table, &DataTable::copy);
    connect(save, &QPushButton::clicked, this, [this] {
        m_table->saveCsv(m_context, tr("Save the table"), exportName(),
                         [this](const Error &error) { showFailure(error); });
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto updateExport = [save, model] { save->setEnabled(model->rowCount() > 0); };
    connect(model, &QAbstractItemModel::rowsInserted, save, updateExport);
    connect(model, &QAbstractItemModel::rowsRemoved, save, updateExport);
    updateExport();

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_topRow);
    layout->addWidget(m_answer);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    if (m_topRow->isEmpty()) // nothing to choose before asking
        m_ask->setFocus();
    rememberGeometry(this, m_context.settings, 150, 26);
    setJob(0);
}

void InspectionDialog::say(State state, const QString &sentence, const QString &detail)
{
    m_answer->describe({}, [state, sentence, detail](FactsView &view) { view.state(state, sentence, detail); });
}

/// As high as its text, up to six lines; a longer one is scrolled.
void InspectionDialog::fitAnswer()
{
    const int text = int(std::ceil(m_answer->document()->size().height())) + 2 * m_answer->frameWidth();
    m_answer->setFixedHeight(std::min(text, fontMetrics().lineSpacing() * 7));
}

void InspectionDialog::setJob(quint64 job)
{
    m_job = job;
    QPushButton *next = job == 0 ? m_ask : m_stop;
    QPushButton *last = job == 0 ? m_stop : m_ask;
    next->setEnabled(true);
    if (last->hasFocus()) // which a button that is switched off would hand to any other
        next->setFocus();
    last->setEnabled(false);
}

void InspectionDialog::showFailure(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled) {
        say(State::Unknown, tr("The question was stopped; what was known before is kept."));
        return;
    }
    m_answer->describe({}, [error](FactsView &view) { view.failure(error); });
}

void InspectionDialog::stop()
{
    if (m_job != 0)
        m_context.jobs.cancel(m_job);
}

} // namespace Nightkeep
