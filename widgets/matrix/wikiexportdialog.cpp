// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/wikiexportdialog.h"

#include "models/matrix/wikiexport.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

WikiExportDialog::WikiExportDialog(const PageContext &context, const QList<Server> &servers, const QByteArray &table,
                                   QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_servers(servers)
    , m_table(table)
    , m_error(new ErrorBanner(this))
    , m_done(plainLabel(this))
{
    setObjectName(QStringLiteral("wikiExportDialog"));
    setWindowTitle(tr("Export to the wiki"));
    QLabel *summary = plainLabel(
        this,
        tr("The matrix as the page's own table. It was read back and says the same. Copy it and paste it over the "
           "table in the page's editor, or save it and paste the file's text into the page's source."));
    summary->setObjectName(QStringLiteral("wikiSummary"));
    m_done->setObjectName(QStringLiteral("wikiDone"));
    auto *source = new QPlainTextEdit(QString::fromLatin1(table), this); // it is ASCII
    source->setObjectName(QStringLiteral("wikiSource"));
    source->setAccessibleName(tr("The table's source"));
    source->setReadOnly(true);
    source->setTabChangesFocus(true);
    source->setLineWrapMode(QPlainTextEdit::NoWrap);
    source->setFont(fixedFont(this));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeWiki"));
    QPushButton *copyButton = buttons->addButton(tr("Copy the table"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("copyWiki"));
    copyButton->setDefault(true);
    QPushButton *saveButton = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    saveButton->setObjectName(QStringLiteral("saveWiki"));
    connect(copyButton, &QPushButton::clicked, this, &WikiExportDialog::copy);
    connect(saveButton, &QPushButton::clicked, this, &WikiExportDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(summary);
    layout->addWidget(m_error);
    layout->addWidget(source, 1);
    layout->addWidget(m_done);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 28);
}

void WikiExportDialog::copy()
{
    auto *data = new QMimeData;
    data->setHtml(QString::fromLatin1(m_table));
    data->setText(wikiPlainText(m_servers));
    QGuiApplication::clipboard()->setMimeData(data);
    m_error->clear();
    m_done->setText(tr("The table is on the clipboard."));
}

void WikiExportDialog::save()
{
    m_context.dialogs.saveFile(this, tr("Save the wiki page's table"), QStringLiteral("server-backups.html"),
                               tr("HTML pages (*.html)"), [this](const QString &file) {
                                   m_error->clear();
                                   m_done->clear();
                                   if (const Result<void> written = m_context.writeFile(file, m_table); !written)
                                       m_error->showError(written.error());
                                   else
                                       m_done->setText(tr("Saved as %1.").arg(visibleText(file)));
                               });
}

} // namespace Nightkeep
