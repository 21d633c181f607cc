// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servers/connectiondialog.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/factsview.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"
#include "widgets/servers/hostkeydialog.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

State stateOf(ConnectionCheck::Outcome outcome)
{
    switch (outcome) {
    case ConnectionCheck::Outcome::Passed:
        return State::Good;
    case ConnectionCheck::Outcome::Warned:
        return State::Attention;
    case ConnectionCheck::Outcome::Failed:
        return State::Bad;
    case ConnectionCheck::Outcome::NotTried:
        break;
    }
    return State::Unknown;
}

bool has(const QList<ConnectionCheck> &checks, ConnectionCheck::Outcome outcome)
{
    return std::any_of(checks.begin(), checks.end(),
                       [outcome](const ConnectionCheck &check) { return check.outcome == outcome; });
}

bool hostKeyFailed(const QList<ConnectionCheck> &checks)
{
    return std::any_of(checks.begin(), checks.end(), [](const ConnectionCheck &check) {
        return check.name == QLatin1String("host-key") && check.outcome == ConnectionCheck::Outcome::Failed;
    });
}

} // namespace

ConnectionDialog::ConnectionDialog(const PageContext &context, const Server &server, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_server(server)
    , m_view(new FactsView(this))
{
    setObjectName(QStringLiteral("connectionDialog"));
    setWindowTitle(tr("Test the connection to %1").arg(visibleText(server.name)));
    m_view->setObjectName(QStringLiteral("connectionChecks"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeTest"));
    m_again = buttons->addButton(tr("Test again"), QDialogButtonBox::ActionRole);
    m_again->setObjectName(QStringLiteral("testAgain"));
    m_stop = buttons->addButton(tr("Stop"), QDialogButtonBox::ActionRole);
    m_stop->setObjectName(QStringLiteral("stopTest"));
    m_showKey = buttons->addButton(tr("Look at the host key…"), QDialogButtonBox::ActionRole);
    m_showKey->setObjectName(QStringLiteral("showHostKey"));
    m_showKey->hide();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(m_stop, &QPushButton::clicked, this, &ConnectionDialog::stop);
    connect(m_showKey, &QPushButton::clicked, this, &ConnectionDialog::askForTrust);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_view, 1);
    layout->addWidget(buttons);
    rememberGeometry(this, m_context.settings, 85, 26);
    test();
}

ConnectionDialog::~ConnectionDialog()
{
    stop();
}

void ConnectionDialog::setWorking(bool working)
{
    m_again->setEnabled(!working);
    m_stop->setEnabled(working);
    const bool met = !working && m_offered.has_value();
    const bool writable = !m_context.workspace.info().readOnly; // trusting a key is noted in its log
    m_showKey->setVisible(met);
    enableWriting(m_showKey, writable);
    (met && writable ? m_showKey : m_again)->setDefault(true);
}

void ConnectionDialog::stop()
{
    if (m_job != 0)
        m_context.jobs.cancel(m_job);
}

void ConnectionDialog::test()
{
    m_offered.reset();
    m_view->describe({}, [server = m_server](FactsView &view) {
        view.title(visibleText(server.name));
        view.state(State::Working, tr("Testing the connection…"));
    });
    ServerService *service = &m_context.workspace.servers();
    m_job = m_context.jobs.start<Findings>(
        tr("Test the connection to %1").arg(shortName(m_server.name)), m_server.name, this,
        [service, server = m_server](const CancelToken &cancel, const ProgressSink &) -> Result<Findings> {
            Findings findings;
            findings.checks = service->testConnection(server, cancel);
            if (hostKeyFailed(findings.checks) && !cancel.isCancelled())
                findings.key = service->offeredHostKey(server, cancel);
            return findings;
        },
        [this](const Result<Findings> &findings) {
            m_job = 0;
            if (findings) {
                showFindings(*findings);
                return;
            }
            m_view->describe({}, [error = findings.error()](FactsView &view) {
                if (error.kind == ErrorKind::Cancelled)
                    view.state(State::Unknown, tr("The test was stopped."));
                else
                    view.failure(error);
            });
            setWorking(false);
        });
    setWorking(true);
}

void ConnectionDialog::showFindings(const Findings &findings)
{
    std::optional<Error> keyError;
    if (findings.key && findings.key->has_value()) {
        if (!(*findings.key)->isTrusted)
            m_offered = **findings.key;
    } else if (findings.key && findings.key->error().kind != ErrorKind::NotFound
               && findings.key->error().kind != ErrorKind::Cancelled) {
        keyError = findings.key->error();
    }
    m_view->describe({}, [server = m_server, checks = findings.checks, keyError](FactsView &view) {
        view.title(visibleText(server.name));
        for (const ConnectionCheck &check : checks) {
            if (check.outcome != ConnectionCheck::Outcome::NotTried)
                view.state(stateOf(check.outcome), check.sentence, check.advice);
        }
        if (has(checks, ConnectionCheck::Outcome::NotTried))
            view.state(State::Unknown,
                       has(checks, ConnectionCheck::Outcome::Failed)
                           ? tr("Because of that, the other checks were not tried.")
                           : tr("The other checks were not tried: the test was stopped."));
        if (keyError) {
            view.heading(tr("The host key"));
            view.failure(*keyError);
        }
    });
    setWorking(false);
}

void ConnectionDialog::askForTrust()
{
    if (!m_offered)
        return;
    auto *dialog = openModal(new HostKeyDialog(m_server.name, *m_offered, this));
    connect(dialog, &QDialog::accepted, this, [this, key = *m_offered] { trust(key); });
}

void ConnectionDialog::trust(const OfferedHostKey &key)
{
    ServerService *service = &m_context.workspace.servers();
    m_job = m_context.jobs.start<void>(
        tr("Trust the host key of %1").arg(shortName(m_server.name)), m_server.name, this,
        [service, server = m_server, key](const CancelToken &cancel, const ProgressSink &) {
            return service->trustHostKey(server, key, cancel);
        },
        [this](const Result<void> &trusted) {
            m_job = 0;
            if (trusted) {
                emit keyTrusted();
                test();
                return;
            }
            m_offered.reset();
            m_view->describe({}, [error = trusted.error()](FactsView &view) { view.failure(error); });
            setWorking(false);
        });
    setWorking(true);
}

} // namespace Nightkeep
