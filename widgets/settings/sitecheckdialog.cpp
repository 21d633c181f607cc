// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/sitecheckdialog.h"

#include "widgets/common/factsview.h"
#include "widgets/common/viewstate.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

SiteCheckDialog::SiteCheckDialog(const PageContext &context, const QString &name, const QString &subject,
                                 QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_subject(subject)
    , m_facts(new FactsView(this))
    , m_content(new QVBoxLayout)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Close, this))
    , m_again(addButton(QStringLiteral("checkAgain"), tr("Check again")))
    , m_stop(addButton(QStringLiteral("stopCheck"), tr("Stop")))
{
    setObjectName(name);
    m_facts->setObjectName(QStringLiteral("checkFacts"));
    m_buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeCheck"));
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_stop, &QPushButton::clicked, this, &SiteCheckDialog::stop);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_facts, 1);
    layout->addLayout(m_content);
    layout->addWidget(m_buttons);
}

SiteCheckDialog::~SiteCheckDialog()
{
    stop();
}

QPushButton *SiteCheckDialog::addButton(const QString &name, const QString &text)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::ActionRole);
    button->setObjectName(name);
    return button;
}

void SiteCheckDialog::begin(const std::function<void()> &ask, int characters, int lines)
{
    connect(m_again, &QPushButton::clicked, this, [ask] { ask(); });
    rememberGeometry(this, m_context.settings, characters, lines);
    ask();
}

void SiteCheckDialog::stop()
{
    if (m_job != 0)
        m_context.jobs.cancel(m_job);
}

void SiteCheckDialog::setJob(quint64 job)
{
    m_job = job;
    m_again->setEnabled(job == 0);
    m_stop->setEnabled(job != 0);
    if (job != 0)
        m_facts->describe({}, [subject = m_subject](FactsView &view) {
            view.title(subject);
            view.state(State::Working, tr("Asking…"));
        });
}

void SiteCheckDialog::showUnanswered(const Error &error)
{
    m_facts->describe({}, [subject = m_subject, error](FactsView &view) {
        view.title(subject);
        if (error.kind == ErrorKind::Cancelled)
            view.state(State::Unknown, tr("It was stopped: nothing is known."));
        else
            view.failure(error);
    });
}

} // namespace Nightkeep
