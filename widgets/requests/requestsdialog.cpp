// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/requests/requestsdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/requests/requesttext.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

RequestsDialog::RequestsDialog(const PageContext &context, const QList<StorageRequest> &requests, bool writable,
                               QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_writable(writable)
    , m_model(new ColumnTable(RequestsTable::description(), this))
    , m_table(new DataTable(QStringLiteral("requests"), context.settings, this))
    , m_error(new ErrorBanner(this))
    , m_answer(plainLabel(this))
{
    setObjectName(QStringLiteral("requestsDialog"));
    setWindowTitle(tr("Requests to the storage team"));
    m_answer->setObjectName(QStringLiteral("requestsAnswer"));
    m_table->setEmptyText(tr("What was asked of the storage team stands here, and what came of it. Begin with "
                             "More > Request to the storage team."));
    m_table->setModel(m_model);
    m_table->view()->setAccessibleName(tr("What was asked, item by item"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_answer);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons());
    connect(m_table, &DataTable::currentKeyChanged, this, &RequestsDialog::updateButtons);
    rememberGeometry(this, m_context.settings, 150, 30);
    showRequests(requests);
}

QWidget *RequestsDialog::buttons()
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    box->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeRequests"));
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto add = [box](const char *name, const QString &text) {
        QPushButton *button = box->addButton(text, QDialogButtonBox::ActionRole);
        button->setObjectName(QLatin1String(name));
        return button;
    };
    m_copy = add("copyRequestAgain", tr("Copy the request again"));
    m_export = add("exportRequests", tr("Export…"));
    m_withdrawItem = add("withdrawItem", tr("Withdraw the item…"));
    m_withdrawAll = add("withdrawRequest", tr("Withdraw the request…"));
    connect(m_copy, &QPushButton::clicked, this, &RequestsDialog::copyAgain);
    connect(m_export, &QPushButton::clicked, this, [this] {
        m_error->clear();
        m_table->saveCsv(m_context, tr("Save the requests"), QStringLiteral("requests.csv"),
                         [this](const Error &error) { m_error->showError(error); });
    });
    connect(m_withdrawItem, &QPushButton::clicked, this, [this] { withdraw(false); });
    connect(m_withdrawAll, &QPushButton::clicked, this, [this] { withdraw(true); });
    return box;
}

const RequestRow *RequestsDialog::current() const
{
    return m_model->find(m_table->currentKey());
}

void RequestsDialog::showRequests(const QList<StorageRequest> &requests)
{
    const QDateTime now = m_context.workspace.clock()();
    m_model->setRows(RequestsTable::rows(requests), now);
    m_answer->setText(requestsAnswer(requests, now));
    if (m_table->currentKey().isEmpty() && m_model->rowCount() > 0)
        m_table->selectKey(m_model->index(0, RequestsTable::NumberColumn).data(KeyRole).toString());
    updateButtons();
}

void RequestsDialog::updateButtons()
{
    const RequestRow *row = current();
    const bool canWithdraw = row && m_writable && !m_writing;
    m_copy->setEnabled(row);
    m_export->setEnabled(m_model->rowCount() > 0);
    m_withdrawItem->setEnabled(canWithdraw && row->asked().state == RequestItem::State::Open);
    m_withdrawAll->setEnabled(canWithdraw && row->request.isOpen());
}

void RequestsDialog::copyAgain()
{
    if (const RequestRow *row = current())
        QGuiApplication::clipboard()->setText(requestText(row->request));
}

void RequestsDialog::withdraw(bool whole)
{
    const RequestRow *row = current();
    if (!row || m_writing)
        return;
    const RequestRow seen = *row;
    m_context.dialogs.askText(this, tr("Withdraw"),
                              whole ? tr("Why is what is open of request %1 withdrawn?").arg(seen.request.id)
                                    : tr("Why is this withdrawn: %1?").arg(requestItemTitle(seen.asked())),
                              {}, false, [this, seen, whole](const QString &why) {
                                  m_error->clear();
                                  m_writing = true;
                                  updateButtons();
                                  RequestService *service = &m_context.workspace.requests();
                                  m_context.jobs.start<QList<StorageRequest>>(
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
                                              emit changed();
                                          } else {
                                              m_error->showError(requests.error());
                                              updateButtons();
                                          }
                                      });
                              });
}

} // namespace Nightkeep
