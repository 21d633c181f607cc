// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reachability/pairdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/reachability/pairtable.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/factsview.h"
#include "widgets/common/viewstate.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

namespace Nightkeep {

PairDialog::PairDialog(const PageContext &context, const QList<ServerRow> &rows, const QPair<QString, QString> &pair,
                       QWidget *parent)
    : AskingDialog(context, QStringLiteral("pair"), QStringLiteral("pair.csv"), tr("Ask both"), parent)
    , m_rows(rows)
    , m_model(new PairTable(this))
    , m_one(new QComboBox(this))
    , m_other(new QComboBox(this))
    , m_socket(new QLineEdit(this))
    , m_user(new QLineEdit(this))
    , m_remarks(new FactsView(this))
{
    setWindowTitle(tr("Check a MySQL pair"));
    buildChoice(pair);
    buildLayout();
    begin(120, 44);
    showKnown();
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
        box->setMinimumContentsLength(12);
        for (const ServerRow &row : std::as_const(m_rows))
            box->addItem(visibleText(row.server.name), row.server.name);
    }
    m_one->setCurrentIndex(m_one->findData(pair.first));
    m_other->setCurrentIndex(m_other->findData(pair.second));
    for (QComboBox *box : {m_one, m_other})
        connect(box, &QComboBox::currentIndexChanged, this, &PairDialog::showKnown);
}

void PairDialog::buildLayout()
{
    m_one->setAccessibleName(tr("One server"));
    m_other->setAccessibleName(tr("The other server"));
    auto *names = new QHBoxLayout;
    names->addWidget(m_one, 1);
    names->addWidget(m_other, 1);
    auto *choice = new QFormLayout;
    choice->addRow(tr("Servers"), names);
    choice->addRow(tr("Socket"), m_socket);
    choice->addRow(tr("Account"), m_user);

    setModel(m_model, tr("Both servers stand here side by side once they have been asked."));
    m_remarks->setObjectName(QStringLiteral("pairRemarks"));
    m_remarks->setAccessibleName(tr("What was found, and what to do"));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("pairSplitter"));
    splitter->addWidget(table());
    splitter->addWidget(m_remarks);
    splitter->setSizes({3000, 1000});
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    rememberSplitter(splitter, context().settings, QStringLiteral("pair"));

    content()->addLayout(choice);
    content()->addWidget(splitter, 1);
}

QStringList PairDialog::fields() const
{
    return {m_socket->text(), m_user->text()};
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
    setAnswer(State::Unknown,
              one == other || !one || !other ? tr("Choose two servers.") : tr("These two have not been asked yet."),
              whyNobodyIsAsked());
    updateChoice();
}

void PairDialog::show(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    const PairVerdict verdict = judgePair(one, other);
    setAnswer(verdict.state, verdict.sentence, whyNobodyIsAsked());
    m_model->setPair(one, other, now());
    m_remarks->describe({}, [remarks = verdict.remarks](FactsView &view) {
        for (const PairRemark &remark : remarks)
            view.state(remark.state, remark.sentence, remark.advice);
    });
    m_remarks->setVisible(!verdict.remarks.isEmpty());
    updateChoice();
}

void PairDialog::ask()
{
    const ServerRow *one = chosen(m_one);
    const ServerRow *other = chosen(m_other);
    if (isAsking() || !one || !other)
        return;
    setAnswer(State::Working, tr("Asking both servers…"));
    ReachabilityService *service = &context().workspace.reachability();
    const DatabaseAccess given {m_socket->text().trimmed(), m_user->text().trimmed(), {}};
    setJob(context().jobs.start<PairAnswer>(
        tr("Check the pair %1 and %2").arg(shortName(one->server.name), shortName(other->server.name)), {}, this,
        [service, first = one->server, second = other->server, given](const CancelToken &cancel,
                                                                      const ProgressSink &progress) {
            return service->askPair(first, second, given, cancel, progress);
        },
        [this](const Result<PairAnswer> &pair) { take(pair); }));
    updateChoice();
}

void PairDialog::take(const Result<PairAnswer> &pair)
{
    setJob(0);
    if (!pair) {
        showKnown(); // what was known before still is
        showError(pair.error());
        return;
    }
    for (ServerRow &row : m_rows) {
        for (const DatabaseAnswer *answer : {&pair->one, &pair->other}) {
            if (row.server.name == answer->server)
                row.database = *answer;
        }
    }
    inputTaken();
    show(pair->one, pair->other);
    if (pair->notKept)
        showNotKept(*pair->notKept);
    emit answered();
}

void PairDialog::updateChoice()
{
    for (QWidget *widget : std::initializer_list<QWidget *> {m_one, m_other, m_socket, m_user})
        widget->setEnabled(!isAsking());
    const bool areTwo = chosen(m_one) && chosen(m_other) && chosen(m_one) != chosen(m_other);
    setAskable(areTwo && whyNobodyIsAsked().isEmpty());
}

QString PairDialog::whyNobodyIsAsked() const
{
    return context().workspace.info().demo ? tr("The demo estate is made up: nothing on the network is asked about it.")
                                           : QString();
}

} // namespace Nightkeep
