// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/acceptdialog.h"

#include "models/base/bytepath.h"
#include "widgets/common/plainlabel.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

constexpr int UsualDays = 90; // a term

} // namespace

AcceptDialog::AcceptDialog(const Finding &finding, const QDate &today, QWidget *parent)
    : InputDialog(parent)
    , m_reason(new QLineEdit(this))
    , m_ends(new QCheckBox(tr("&Until"), this))
    , m_until(new QDateEdit(today.addDays(UsualDays), this))
{
    setObjectName(QStringLiteral("acceptDialog"));
    setWindowTitle(tr("Accept a finding"));
    m_reason->setObjectName(QStringLiteral("acceptReason"));
    m_ends->setObjectName(QStringLiteral("acceptEnds"));
    m_ends->setChecked(true);
    m_until->setObjectName(QStringLiteral("acceptUntil"));
    m_until->setAccessibleName(tr("The last day on which it is accepted"));
    m_until->setCalendarPopup(true);
    m_until->setMinimumDate(today);
    connect(m_ends, &QCheckBox::toggled, m_until, &QWidget::setEnabled);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *accept = buttons->addButton(tr("Accept"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("acceptAccept"));
    accept->setEnabled(false);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("acceptCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QLineEdit::textChanged, accept,
            [accept](const QString &text) { accept->setEnabled(!text.trimmed().isEmpty()); });

    auto *form = new QFormLayout;
    form->addRow(tr("&Reason"), m_reason);
    form->addRow(m_ends, m_until);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(this, visibleLines(finding.title)));
    layout->addWidget(
        plainLabel(this,
                   tr("It is then counted apart, with your name and reason. It is open again after "
                      "that day, and as soon as something else is wrong there or it becomes more or less severe.")));
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    m_reason->setFocus();
}

QString AcceptDialog::reason() const
{
    return m_reason->text().trimmed();
}

QDate AcceptDialog::until() const
{
    return m_ends->isChecked() ? m_until->date() : QDate();
}

} // namespace Nightkeep
