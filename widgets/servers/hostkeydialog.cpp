// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servers/hostkeydialog.h"

#include "models/base/bytepath.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

/// Where sshd keeps the public half of a host key of this type.
QString publicKeyFile(const QString &type)
{
    QString safe;
    for (const QChar letter : type.toLower()) {
        if (letter.isLetterOrNumber() && letter.unicode() < 128)
            safe += letter;
    }
    return QStringLiteral("/etc/ssh/ssh_host_%1_key.pub").arg(safe);
}

QLabel *fixedLabel(QWidget *parent, const QString &text)
{
    QLabel *label = plainLabel(parent, text);
    label->setFont(fixedFont(label));
    label->setWordWrap(false); // a fingerprint is compared in one line
    return label;
}

} // namespace

HostKeyDialog::HostKeyDialog(const QString &server, const OfferedHostKey &key, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("hostKeyDialog"));
    setWindowTitle(tr("First meeting with %1").arg(visibleText(server)));

    auto *facts = new QFormLayout;
    facts->addRow(tr("Server"), plainLabel(this, visibleText(server)));
    facts->addRow(tr("Known to ssh as"), plainLabel(this, visibleText(key.host)));
    facts->addRow(tr("Kind of key"), plainLabel(this, visibleText(key.type)));
    QLabel *fingerprint = fixedLabel(this, visibleText(key.fingerprint));
    fingerprint->setObjectName(QStringLiteral("fingerprint"));
    facts->addRow(tr("Fingerprint"), fingerprint);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *trust = buttons->addButton(tr("Trust this key"), QDialogButtonBox::AcceptRole);
    trust->setObjectName(QStringLiteral("trustKey"));
    trust->setAutoDefault(false);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("doNotTrust"));
    cancel->setText(tr("Do not trust"));
    cancel->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(this,
                                 tr("This server's key is not known yet. Whoever holds the key is taken for the "
                                    "server from now on, so compare it first.")));
    layout->addLayout(facts);
    layout->addWidget(plainLabel(
        this,
        tr("Ask the server's keeper to read the fingerprint out, by telephone or at the server's own console, "
           "never over the connection that is being tested. There it is shown by:")));
    layout->addWidget(fixedLabel(this, QStringLiteral("ssh-keygen -l -f %1").arg(publicKeyFile(key.type))));
    layout->addWidget(plainLabel(this, tr("Trust the key only if every character is the same.")));
    layout->addStretch(1);
    layout->addWidget(buttons);
    cancel->setFocus();
}

} // namespace Nightkeep
