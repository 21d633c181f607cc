// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/requests/requestdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/requests/requesttext.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/workspacereader.h"
#include "widgets/common/writing.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QString toKey()
{
    return QStringLiteral("requests/to");
}

QPlainTextEdit *namedEdit(QWidget *parent, const char *name)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setObjectName(QLatin1String(name));
    edit->setTabChangesFocus(true);
    return edit;
}

bool wantsHtml(const QString &file)
{
    return file.endsWith(QLatin1String(".html"), Qt::CaseInsensitive)
        || file.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive);
}

} // namespace

RequestDialog::RequestDialog(const PageContext &context, const QList<ProposedItem> &proposals, bool writable,
                             QWidget *parent)
    : InputDialog(parent)
    , m_context(context)
    , m_writable(writable)
    , m_model(new ColumnTable(ProposalTable::description(), this))
    , m_error(new ErrorBanner(this))
    , m_to(new QLineEdit(this))
    , m_note(namedEdit(this, "requestNote"))
    , m_questions(namedEdit(this, "requestQuestions"))
    , m_preview(namedEdit(this, "requestPreview"))
    , m_hint(plainLabel(this))
{
    setObjectName(QStringLiteral("requestDialog"));
    setWindowTitle(tr("Request to the storage team"));
    m_model->setRows(ProposalTable::rows(proposals), context.reader.now());
    m_hint->setObjectName(QStringLiteral("requestHint"));

    auto *table = new DataTable(QStringLiteral("proposals"), context.settings, this);
    table->setModel(m_model);
    table->view()->setAccessibleName(tr("What could be asked, with its evidence"));
    connect(table, &DataTable::copied, this, context.say);

    auto *lower = new QSplitter(Qt::Horizontal, this);
    lower->setObjectName(QStringLiteral("requestLowerSplitter"));
    lower->addWidget(form());
    lower->addWidget(m_preview);
    lower->setStretchFactor(1, 1);
    auto *whole = new QSplitter(Qt::Vertical, this);
    whole->setObjectName(QStringLiteral("requestSplitter"));
    whole->addWidget(table);
    whole->addWidget(lower);
    whole->setSizes({2000, 3000});
    rememberSplitter(lower, context.settings, QStringLiteral("requestLower"));
    rememberSplitter(whole, context.settings, QStringLiteral("request"));

    m_preview->setReadOnly(true);
    m_preview->setFont(fixedFont(this));
    m_preview->setAccessibleName(tr("The request as it will be"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_error);
    layout->addWidget(whole, 1);
    layout->addWidget(m_hint);
    layout->addWidget(buttons());

    connect(m_model, &QAbstractItemModel::dataChanged, this, &RequestDialog::showDraft);
    connect(m_note, &QPlainTextEdit::textChanged, this, &RequestDialog::showDraft);
    connect(m_questions, &QPlainTextEdit::textChanged, this, &RequestDialog::showDraft);
    rememberGeometry(this, m_context.settings, 160, 44);
    showDraft();
}

QWidget *RequestDialog::form()
{
    auto *widget = new QWidget(this);
    auto *layout = new QFormLayout(widget);
    layout->setContentsMargins({});
    layout->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_to->setObjectName(QStringLiteral("requestTo"));
    m_to->setText(m_context.settings.value(toKey()).toString());
    m_to->setPlaceholderText(tr("name@host.example"));
    m_note->setPlaceholderText(tr("Stands at the beginning"));
    m_questions->setPlaceholderText(tr("One on each line"));
    layout->addRow(tr("Mail to"), m_to);
    layout->addRow(tr("Words of your own"), m_note);
    layout->addRow(tr("More questions"), m_questions);
    return widget;
}

QWidget *RequestDialog::buttons()
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Close, this);
    box->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeRequest"));
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto add = [this, box](const char *name, const QString &text, void (RequestDialog::*slot)()) {
        QPushButton *button = box->addButton(text, QDialogButtonBox::ActionRole);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, slot);
        m_sending += button;
        return button;
    };
    add("mailRequest", tr("Open in mail"), &RequestDialog::openMail)->setDefault(true);
    add("copyRequest", tr("Copy"), &RequestDialog::copyText);
    add("copyRequestHtml", tr("Copy as HTML"), &RequestDialog::copyHtml);
    add("saveRequest", tr("Save…"), &RequestDialog::save);
    m_sent = add("markSent", tr("Mark as sent"), &RequestDialog::markSent);
    m_sending.removeLast(); // it has conditions of its own
    return box;
}

StorageRequest RequestDialog::draft() const
{
    StorageRequest request;
    request.note = m_note->toPlainText().trimmed();
    request.items = ProposalTable::chosenItems(m_model->rows());
    for (const QString &line : m_questions->toPlainText().split(u'\n')) {
        RequestItem question;
        question.kind = RequestItem::Kind::Question;
        question.text = line.trimmed();
        if (!question.text.isEmpty())
            request.items += question;
    }
    return request;
}

void RequestDialog::showDraft()
{
    // What was copied before is not what stands here now.
    m_way.reset();
    const StorageRequest request = draft();
    const bool any = !request.items.isEmpty();
    m_preview->setPlainText(any ? tr("Subject: %1").arg(requestSubject(request)) + QStringLiteral("\n\n")
                                    + requestText(request)
                                : QString());
    for (QPushButton *button : std::as_const(m_sending))
        button->setEnabled(any);
    enableWriting(m_sent, m_writable, false);
    if (!any)
        m_hint->setText(tr("Check what is to be asked."));
    else if (!m_writable)
        m_hint->setText(tr("This workspace is only read: the request can be sent, but not remembered."));
    else
        m_hint->setText(tr("Send it by mail, by copying or as a file; then mark it as sent."));
}

void RequestDialog::noteWay(SendingWay way, const QString &sentence)
{
    m_error->clear();
    m_way = way;
    enableWriting(m_sent, m_writable, !m_writing);
    m_hint->setText(sentence);
}

void RequestDialog::copyText()
{
    QGuiApplication::clipboard()->setText(requestText(draft()));
    noteWay(SendingWay::Copied, tr("Copied. Once it has left, mark it as sent."));
}

void RequestDialog::copyHtml()
{
    auto *data = new QMimeData;
    data->setHtml(QString::fromUtf8(requestHtml(draft())));
    data->setText(requestText(draft()));
    QGuiApplication::clipboard()->setMimeData(data);
    noteWay(SendingWay::Copied, tr("Copied. Once it has left, mark it as sent."));
}

void RequestDialog::save()
{
    m_context.dialogs.saveFile(this, tr("Save the request"), QStringLiteral("request.txt"),
                               tr("Texts (*.txt);;Web pages (*.html)"), [this](const QString &file) {
                                   const QByteArray contents =
                                       wantsHtml(file) ? requestHtml(draft()) : requestText(draft()).toUtf8();
                                   if (const Result<void> written = m_context.writeFile(file, contents); !written) {
                                       m_error->showError(written.error());
                                       return;
                                   }
                                   noteWay(SendingWay::File, tr("Saved. Once it has left, mark it as sent."));
                               });
}

void RequestDialog::openMail()
{
    const Result<QString> link = requestMailLink(draft(), m_to->text());
    if (!link) {
        m_error->showError(link.error());
        return;
    }
    m_context.settings.setValue(toKey(), m_to->text().trimmed());
    if (!m_context.dialogs.openAddress(QUrl(*link, QUrl::StrictMode))) {
        m_error->showError({ErrorKind::MissingTool,
                            tr("There is no mail program to open it in."),
                            tr("Copy the text and paste it into a mail."),
                            {}});
        return;
    }
    noteWay(SendingWay::Mail, tr("Handed to the mail program. Once it has left, mark it as sent."));
}

void RequestDialog::markSent()
{
    if (!m_way || m_writing)
        return;
    m_writing = true;
    m_sent->setEnabled(false);
    RequestService *service = &m_context.workspace.requests();
    m_context.jobs.start<StorageRequest>(
        tr("Remember the request"), QStringLiteral("workspace"), this,
        [service, request = draft(), way = *m_way](const CancelToken &, const ProgressSink &) {
            return service->markSent(request, way);
        },
        [this](const Result<StorageRequest> &stored) {
            m_writing = false;
            if (!stored) {
                m_error->showError(stored.error());
                m_sent->setEnabled(m_way.has_value());
                return;
            }
            emit sent();
            accept();
        });
}

} // namespace Nightkeep
