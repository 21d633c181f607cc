// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/requests/requestsdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/requests/requesttext.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/writing.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

RequestsDialog::RequestsDialog(const PageContext &context, const QList<StorageRequest> &requests, bool writable,
                               QWidget *parent)
    : TableDialog(context, QStringLiteral("requests"), QStringLiteral("requests.csv"), parent)
    , m_writable(writable)
    , m_model(new ColumnTable(RequestsTable::description(), this))
    , m_copyAgain(addButton(QStringLiteral("copyRequestAgain"), tr("Copy the request again")))
    , m_withdrawItem(addButton(QStringLiteral("withdrawItem"), tr("Withdraw the item…")))
    , m_withdrawAll(addButton(QStringLiteral("withdrawRequest"), tr("Withdraw the request…")))
{
    setWindowTitle(tr("Requests to the storage team"));
    setModel(m_model,
             tr("What was asked of the storage team stands here, and what came of it. Begin with "
                "\"Request to the storage team…\" on the page of servers."));
    table()->view()->setAccessibleName(tr("What was asked, item by item"));
    content()->addWidget(table(), 1);
    connect(m_copyAgain, &QPushButton::clicked, this, &RequestsDialog::copyAgain);
    connect(m_withdrawItem, &QPushButton::clicked, this, [this] { withdraw(false); });
    connect(m_withdrawAll, &QPushButton::clicked, this, [this] { withdraw(true); });
    connect(table(), &DataTable::currentKeyChanged, this, &RequestsDialog::updateButtons);
    begin(150, 30);
    showRequests(requests);
}

const RequestRow *RequestsDialog::current() const
{
    return m_model->find(table()->currentKey());
}

void RequestsDialog::showRequests(const QList<StorageRequest> &requests)
{
    const QDateTime now = this->now();
    m_model->setRows(RequestsTable::rows(requests), now);
    const PageAnswer answer = requestsAnswer(requests, now);
    setAnswer(answer.state, answer.sentence);
    table()->selectFirst();
    updateButtons();
}

void RequestsDialog::updateButtons()
{
    const RequestRow *row = current();
    const bool canWithdraw = row && !m_writing;
    m_copyAgain->setEnabled(row);
    enableWriting(m_withdrawItem, m_writable, canWithdraw && row->asked().state == RequestItem::State::Open);
    enableWriting(m_withdrawAll, m_writable, canWithdraw && row->request.isOpen());
}

void RequestsDialog::copyAgain()
{
    const RequestRow *row = current();
    if (!row)
        return;
    QGuiApplication::clipboard()->setText(requestText(row->request));
    context().say(tr("Request %1 was copied.").arg(row->request.id));
}

void RequestsDialog::withdraw(bool whole)
{
    const RequestRow *row = current();
    if (!row || m_writing)
        return;
    const RequestRow seen = *row;
    context().dialogs.askText(this, tr("Withdraw"),
                              whole ? tr("Why is what is open of request %1 withdrawn?").arg(seen.request.id)
                                    : tr("Why is this withdrawn: %1?").arg(requestItemTitle(seen.asked())),
                              {}, false, [this, seen, whole](const QString &why) {
                                  m_writing = true;
                                  updateButtons();
                                  RequestService *service = &context().workspace.requests();
                                  context().jobs.start<QList<StorageRequest>>(
                                      tr("Withdraw a request"), QStringLiteral("workspace"), this,
                                      [service, seen, whole, why](
                                          const CancelToken &, const ProgressSink &) -> Result<QList<StorageRequest>> {
                                          const Result<StorageRequest> after =
                                              service->withdraw(seen.request, whole ? -1 : seen.item, why);
                                          return after ? service->requests() : fail(after.error());
                                      },
                                      [this](const Result<QList<StorageRequest>> &requests) {
                                          m_writing = false;
                                          if (requests) {
                                              showRequests(*requests);
                                              context().say(tr("It was withdrawn."));
                                              emit changed();
                                          } else {
                                              showError(requests.error());
                                              updateButtons();
                                          }
                                      });
                              });
}

} // namespace Nightkeep
