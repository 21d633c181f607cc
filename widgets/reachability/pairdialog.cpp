// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reachability/pairdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/reachability/pairtable.h"
#include "models/workspace.h"
#include "widgets/common/answerline.h"
#include "widgets/common/datatable.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/factsview.h"
#include "widgets/common/viewstate.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

PairDialog::PairDialog(const PageContext &context, const QList<ServerRow> &rows, const QPair<QString, QString> &pair,
                       QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_rows(rows)
    , m_model(new PairTable(this))
    , m_one(new QComboBox(this))
    , m_other(new QComboBox(this))
    , m_socket(new QLineEdit(this))
    , m_user(new QLineEdit(this))
    , m_verdict(new AnswerLine(QStringLiteral("pairVerdict"), 1.2, this))
    , m_error(new ErrorBanner(this))
    , m_table(new DataTable(QStringLiteral("pair"), context.settings, this))
    , m_remarks(new FactsView(this))
{
    setObjectName(QStringLiteral("pairDialog"));
    setWindowTitle(tr("Check a MySQL pair"));
    buildChoice(pair);
    buildLayout();
    rememberGeometry(this, m_context.settings, 120, 44);
    showKnown();
}

PairDialog::~PairDialog()
{
    stop();
}

void PairDialog::buildChoice(const QPair<QString, QString> &pair)
{
    m_one->setObjectName(QStringLiteral("pairOne"));
    m_other->setObjectName(QStringLiteral("pairOther"));
    m_socket->setObjectName(QStringLiteral("pairSocket"));
    m_user->setObjectName(QStringLiteral("pairUser"));
    m_socket->setPlaceholderText(tr("as in the Moodle site's details"));
    m_user->setPlaceholderText(m_socket->placeholderText());
    m_socket->setToolTip(tr("The database's unix socket, at the same place on both servers"));
    m_user->setToolTip(tr("An account that only looks, the same on both servers. The site's own account takes the "
                          "password that is kept for the site."));
    for (QComboBox *box : {m_one, m_other}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a long name widens no dialog
        box->setMinimumContentsLength(24);
        for (const ServerRow &row : std::as_const(m_rows))
            box->addItem(visibleText(row.server.name), row.server.name);
    }
    m_one->setCurrentIndex(m_one->findData(pair.first));
    m_other->setCurrentIndex(m_other->findData(pair.second));
    for (QComboBox *box : {m_one, m_other})
        connect(box, &QComboBox::currentIndexChanged, this, &PairDialog::showKnown);
}

void PairDialog::buildButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closePair"));
    m_ask = buttons->addButton(tr("Ask both"), QDialogButtonBox::ActionRole);
    m_ask->setObjectName(QStringLiteral("askPair"));
    m_ask->setDefault(true);
    m_stop = buttons->addButton(tr("Stop"), QDialogButtonBox::ActionRole);
    m_stop->setObjectName(QStringLiteral("stopPair"));
    m_copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("copyPair"));
    m_export = buttons->addButton(tr("Export…"), QDialogButtonBox::ActionRole);
    m_export->setObjectName(QStringLiteral("exportPair"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ask, &QPushButton::clicked, this, &PairDialog::ask);
    connect(m_stop, &QPushButton::clicked, this, &PairDialog::stop);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        m_table->view()->selectAll();
        m_table->copy();
    });
    connect(m_export, &QPushButton::clicked, this, [this] {
        m_error->clear();
        m_table->saveCsv(m_context, tr("Save the comparison"), QStringLiteral("pair.csv"),
                         [this](const Error &error) { m_error->showError(error); });
    });
    layout()->addWidget(buttons);
}

void PairDialog::buildLayout()
{
    auto *names = new QHBoxLayout;
    names->addWidget(m_one, 1);
    names->addWidget(m_other, 1);
    auto *choice = new QFormLayout;
    choice->addRow(tr("Servers"), names);
    choice->addRow(tr("Socket"), m_socket);
    choice->addRow(tr("Account"), m_user);

    m_table->setModel(m_model);
    m_table->setEmptyText(tr("Both servers stand here side by side once they have been asked."));
    m_remarks->setObjectName(QStringLiteral("pairRemarks"));
    m_remarks->setAccessibleName(tr("What was found, and what to do"));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("pairSplitter"));
    splitter->addWidget(m_table);
    splitter->addWidget(m_remarks);
    splitter->setSizes({3000, 1000});
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    rememberSplitter(splitter, m_context.settings, QStringLiteral("pair"));

    auto *column = new QVBoxLayout(this);
    column->addWidget(m_verdict);
    column->addWidget(m_error);
    column->addLayout(choice);
    column->addWidget(splitter, 1);
    buildButtons();
}

const ServerRow *PairDialog::chosen(const QComboBox *box) const
{
    const QString name = box->currentData().toString();
    for (const ServerRow &row : m_rows) {
        if (row.server.name == name)
            return &row;
    }
    return nullptr;
}

void PairDialog::showKnown()
{
    m_error->clear();
    const ServerRow *one = chosen(m_one);
    const ServerRow *other = chosen(m_other);
    const bool known = one && other && one->database && other->database && one->database->partner == other->server.name
        && other->database->partner == one->server.name;
    if (known) {
        show(*one->database, *other->database);
        return;
    }
    m_model->clear();
    m_remarks->describeNothing({});
    m_remarks->hide();
    m_verdict->setAnswer(State::Unknown,
                         one == other || !one || !other ? tr("Choose two servers.")
                                                        : tr("These two have not been asked yet."));
    updateButtons();
}

void PairDialog::show(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    const PairVerdict verdict = judgePair(one, other);
    m_verdict->setAnswer(verdict.state, verdict.sentence);
    m_model->setPair(one, other, m_context.workspace.clock()());
    m_remarks->describe({}, [remarks = verdict.remarks](FactsView &view) {
        for (const PairRemark &remark : remarks)
            view.state(remark.state, remark.sentence, remark.advice);
    });
    m_remarks->setVisible(!verdict.remarks.isEmpty());
    updateButtons();
}

void PairDialog::ask()
{
    const ServerRow *one = chosen(m_one);
    const ServerRow *other = chosen(m_other);
    if (m_job != 0 || !one || !other)
        return;
    m_error->clear();
    m_verdict->setAnswer(State::Working, tr("Asking both servers…"));
    ReachabilityService *service = &m_context.workspace.reachability();
    const DatabaseAccess given {m_socket->text().trimmed(), m_user->text().trimmed(), {}};
    m_job = m_context.jobs.start<PairAnswer>(
        tr("Check the pair %1 and %2").arg(shortName(one->server.name), shortName(other->server.name)), {}, this,
        [service, first = one->server, second = other->server, given](const CancelToken &cancel,
                                                                      const ProgressSink &progress) {
            return service->askPair(first, second, given, cancel, progress);
        },
        [this](const Result<PairAnswer> &pair) { take(pair); });
    updateButtons();
}

void PairDialog::take(const Result<PairAnswer> &pair)
{
    m_job = 0;
    if (!pair) {
        showKnown(); // what was known before still is
        if (pair.error().kind != ErrorKind::Cancelled)
            m_error->showError(pair.error());
        return;
    }
    for (ServerRow &row : m_rows) {
        for (const DatabaseAnswer *answer : {&pair->one, &pair->other}) {
            if (row.server.name == answer->server)
                row.database = *answer;
        }
    }
    show(pair->one, pair->other);
    emit pairAsked();
}

void PairDialog::stop()
{
    if (m_job != 0)
        m_context.jobs.cancel(m_job);
}

void PairDialog::updateButtons()
{
    const bool idle = m_job == 0;
    const bool two = chosen(m_one) && chosen(m_other) && chosen(m_one) != chosen(m_other);
    for (QWidget *widget : std::initializer_list<QWidget *> {m_one, m_other, m_socket, m_user})
        widget->setEnabled(idle);
    m_ask->setEnabled(idle && two);
    m_stop->setEnabled(!idle);
    m_copy->setEnabled(m_model->rowCount() > 0);
    m_export->setEnabled(m_model->rowCount() > 0);
}

} // namespace Nightkeep
