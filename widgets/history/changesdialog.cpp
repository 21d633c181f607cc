// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/changesdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

constexpr int daysBack = 30; // the day that is offered first

enum Servers { Chosen, All };
enum Since { LastTime, Day };

} // namespace

ChangesDialog::ChangesDialog(const PageContext &context, const QStringList &chosen, QWidget *parent)
    : TableDialog(context, QStringLiteral("serverChanges"), QStringLiteral("changes.csv"), parent)
    , m_chosen(chosen)
    , m_model(new ColumnTable(ChangesTable::description(), this))
    , m_servers(new QComboBox(this))
    , m_since(new QComboBox(this))
    , m_day(new QDateEdit(this))
{
    setWindowTitle(tr("Changes on servers"));
    buildQuestion();
    setModel(m_model, tr("What changed on the servers stands here."));
    content()->addWidget(table(), 1);
    begin(150, 34);
    read();
}

void ChangesDialog::buildQuestion()
{
    m_servers->setObjectName(QStringLiteral("changesServers"));
    m_servers->setAccessibleName(tr("Which servers"));
    if (!m_chosen.isEmpty())
        m_servers->addItem(tr("%n chosen servers", nullptr, int(m_chosen.size())), Chosen);
    m_servers->addItem(tr("All servers"), All);
    m_since->setObjectName(QStringLiteral("changesSince"));
    m_since->setAccessibleName(tr("Since when"));
    m_since->addItem(tr("between the last two times"), LastTime);
    m_since->addItem(tr("since the day"), Day);
    m_day->setObjectName(QStringLiteral("changesDay"));
    m_day->setAccessibleName(tr("The day"));
    m_day->setCalendarPopup(true);
    const QDate today = context().workspace.clock()().date();
    m_day->setMaximumDate(today);
    m_day->setDate(today.addDays(-daysBack));
    m_day->setEnabled(false);

    auto *row = new QHBoxLayout;
    for (QWidget *widget :
         {static_cast<QWidget *>(m_servers), static_cast<QWidget *>(m_since), static_cast<QWidget *>(m_day)})
        row->addWidget(widget);
    row->addStretch(1);
    content()->addLayout(row);
    connect(m_servers, &QComboBox::currentIndexChanged, this, &ChangesDialog::read);
    connect(m_since, &QComboBox::currentIndexChanged, this, [this] {
        m_day->setEnabled(m_since->currentData().toInt() == Day);
        read();
    });
    connect(m_day, &QDateEdit::dateChanged, this, &ChangesDialog::read);
}

void ChangesDialog::read()
{
    const quint64 reading = ++m_reading;
    setAnswer(State::Working, tr("Comparing what is remembered…"));
    HistoryService *service = &context().workspace.history();
    const QStringList names = m_servers->currentData().toInt() == Chosen ? m_chosen : QStringList();
    QDateTime since;
    if (m_since->currentData().toInt() == Day)
        since = m_day->date().startOfDay(context().workspace.clock()().timeZone());
    context().jobs.look<QList<ServerChanges>>(
        tr("Compare what is remembered of servers"), {}, this,
        [service, names, since](const CancelToken &, const ProgressSink &) {
            return since.isValid() ? service->changesSince(names, since) : service->changesSinceLast(names);
        },
        [this, reading](const Result<QList<ServerChanges>> &changes) {
            if (reading != m_reading)
                return;
            if (changes)
                showChanges(*changes);
            else
                showFailure(changes.error());
        });
}

void ChangesDialog::showChanges(const QList<ServerChanges> &changes)
{
    m_model->setRows(ChangesTable::rows(changes), now());
    setAnswer(changesState(changes), changesSentence(changes));
}

} // namespace Nightkeep
