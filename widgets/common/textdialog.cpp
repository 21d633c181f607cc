// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/textdialog.h"

#include "models/base/bytepath.h"
#include "widgets/common/plainlabel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace Nightkeep {

TextDialog::TextDialog(const QString &title, const QString &label, const QString &text, bool secret, QWidget *parent)
    : InputDialog(parent)
    , m_edit(new QLineEdit(text, this))
{
    setObjectName(QStringLiteral("textDialog"));
    setWindowTitle(title);
    auto *question = plainLabel(this, visibleLines(label));
    question->setObjectName(QStringLiteral("textDialogLabel"));
    question->setMinimumWidth(fontMetrics().averageCharWidth() * 45);
    question->setBuddy(m_edit);
    m_edit->setObjectName(QStringLiteral("textDialogEdit"));
    m_edit->setEchoMode(secret ? QLineEdit::Password : QLineEdit::Normal);
    m_edit->setAccessibleName(question->text());
    m_edit->setFocus();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(question);
    layout->addWidget(m_edit);
    layout->addStretch(1); // or the question floats in what is to spare
    layout->addWidget(buttons);
}

void TextDialog::showOnly()
{
    m_edit->hide();
}

QString TextDialog::text() const
{
    return m_edit->text();
}

} // namespace Nightkeep
