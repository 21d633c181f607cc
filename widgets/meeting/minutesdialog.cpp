// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/meeting/minutesdialog.h"

#include "models/base/format.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/workspacereader.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace Nightkeep {

namespace {

/// The days on which something was decided, the latest first; today where there is none.
QList<QDate> minutesDays(const QList<Decision> &decisions, const QDate &today)
{
    QList<QDate> days;
    for (const Decision &decision : decisions)
        days << decision.on;
    std::sort(days.begin(), days.end(), std::greater<>());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days.isEmpty() ? QList<QDate> {today} : days;
}

} // namespace

MinutesDialog::MinutesDialog(const PageContext &context, const QList<Decision> &decisions,
                             const QList<AgendaItem> &open, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_decisions(decisions)
    , m_open(open)
    , m_error(new ErrorBanner(this))
    , m_day(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("minutesDialog"));
    setWindowTitle(tr("Minutes"));
    m_day->setObjectName(QStringLiteral("minutesDay"));
    for (const QDate &each : minutesDays(decisions, context.reader.now().date()))
        m_day->addItem(dayInWords(each, QLocale::LongFormat), each);
    m_text->setObjectName(QStringLiteral("minutesText"));
    m_text->setAccessibleName(tr("Minutes of the chosen day"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeMinutes"));
    QPushButton *copyButton = buttons->addButton(tr("Copy the text"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("copyMinutes"));
    copyButton->setDefault(true);
    QPushButton *saveButton = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    saveButton->setObjectName(QStringLiteral("saveMinutes"));
    connect(copyButton, &QPushButton::clicked, this, &MinutesDialog::copy);
    connect(saveButton, &QPushButton::clicked, this, &MinutesDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_day, &QComboBox::currentIndexChanged, this, &MinutesDialog::showDay);

    auto *form = new QFormLayout;
    form->addRow(tr("&Meeting of"), m_day);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_error);
    layout->addLayout(form);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    rememberGeometry(this, context.settings, 90, 32);
    showDay();
}

QDate MinutesDialog::day() const
{
    return m_day->currentData().toDate();
}

void MinutesDialog::showDay()
{
    m_text->setPlainText(minutesOf(day(), m_decisions, m_open));
}

void MinutesDialog::copy()
{
    m_error->clear();
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
    m_context.say(tr("The text was copied."));
}

void MinutesDialog::save()
{
    m_error->clear();
    m_context.dialogs.saveFile(
        this, tr("Save the minutes"), QStringLiteral("minutes-%1.txt").arg(day().toString(Qt::ISODate)),
        tr("Text (*.txt);;All files (*)"), [this](const QString &file) {
            if (const Result<void> written = m_context.writeFile(file, m_text->toPlainText().toUtf8()); !written) {
                m_error->showError(written.error());
                return;
            }
            m_context.say(tr("The minutes were saved."));
        });
}

} // namespace Nightkeep
