// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/teachertextdialog.h"

#include "models/requests/requesttext.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/workspacereader.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace Nightkeep {

TeacherTextDialog::TeacherTextDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                                     QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_text(teacherText(site, course, context.reader.now()))
    , m_error(new ErrorBanner(this))
{
    setObjectName(QStringLiteral("teacherTextDialog"));
    setWindowTitle(m_text.subject);
    auto *text = new QPlainTextEdit(visibleLines(m_text.body), this);
    text->setObjectName(QStringLiteral("teacherText"));
    text->setAccessibleName(tr("Text for the course's teacher"));
    text->setReadOnly(true);
    text->setTabChangesFocus(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeTeacherText"));
    QPushButton *copyButton = buttons->addButton(tr("Copy the text"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("copyTeacherText"));
    copyButton->setDefault(true);
    connect(copyButton, &QPushButton::clicked, this, &TeacherTextDialog::copy);
    QPushButton *mailButton = buttons->addButton(tr("Write mail"), QDialogButtonBox::ActionRole);
    mailButton->setObjectName(QStringLiteral("mailTeacherText"));
    mailButton->setToolTip(tr("Open the text in the mail program: to whom it goes is left to you"));
    connect(mailButton, &QPushButton::clicked, this, &TeacherTextDialog::writeMail);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_error);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    rememberGeometry(this, context.settings, 90, 30);
}

void TeacherTextDialog::copy()
{
    m_error->clear();
    QGuiApplication::clipboard()->setText(visibleLines(m_text.body));
    m_context.say(tr("The text was copied."));
}

void TeacherTextDialog::writeMail()
{
    m_error->clear();
    const Result<QString> link = mailLink(m_text.subject, visibleLines(m_text.body), {});
    if (!link) {
        m_error->showError(link.error());
        return;
    }
    if (!m_context.dialogs.openAddress(QUrl(*link, QUrl::StrictMode))) {
        m_error->showError({ErrorKind::MissingTool, tr("There is no mail program to open it in."),
                            tr("Copy the text and paste it into a mail.")});
        return;
    }
    m_context.say(tr("The text was handed to the mail program."));
}

} // namespace Nightkeep
