// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/rightsdialog.h"

#include "models/base/bytepath.h"
#include "models/workspace.h"
#include "widgets/common/factsview.h"
#include "widgets/common/viewstate.h"

#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

void rightsSummary(FactsView &view, const SiteRights &rights, MoodleEdition edition)
{
    view.state(State::Good, RightsDialog::tr("The database answers."));
    if (rights.mayRead)
        view.state(State::Good, RightsDialog::tr("The account may read all that is read of this Moodle."));
    else
        view.state(State::Bad, RightsDialog::tr("The account may not read all that is read of this Moodle."),
                   RightsDialog::tr("Have the statements below sent by who looks after the database."));
    if (rights.mayWrite)
        view.state(State::Good, RightsDialog::tr("The account may change the backup settings of a Moodle 1.9."));
    else if (edition == MoodleEdition::Later)
        view.state(State::Good,
                   RightsDialog::tr("The account may not write, and need not: a later Moodle is written through its "
                                    "own program."));
    else
        view.state(State::Attention,
                   RightsDialog::tr("The account may not change the backup settings: they can only be read."),
                   RightsDialog::tr("A Moodle 1.9 alone needs it; a later one is written through its own program."));
}

} // namespace

RightsDialog::RightsDialog(const PageContext &context, const Site &site, MoodleEdition edition, QWidget *parent)
    : SiteCheckDialog(context, QStringLiteral("rightsDialog"), visibleText(site.name), parent)
    , m_site(site)
    , m_edition(edition)
    , m_scriptFor(new QComboBox(this))
    , m_script(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Test the connection of %1", "a site").arg(visibleText(site.name)));
    m_scriptFor->setObjectName(QStringLiteral("rightsEdition"));
    m_scriptFor->addItem(tr("Moodle 1.9"), int(MoodleEdition::Old));
    m_scriptFor->addItem(tr("Moodle 2.0 and later"), int(MoodleEdition::Later));
    const bool isLater = edition == MoodleEdition::Later
        || (edition == MoodleEdition::Unknown && site.databaseKind == DatabaseKind::PostgreSql);
    m_scriptFor->setCurrentIndex(isLater ? 1 : 0);
    m_script->setObjectName(QStringLiteral("rightsScript"));
    m_script->setAccessibleName(tr("Statements that make the account"));
    m_script->setReadOnly(true);
    m_script->setFont(fixedFont(this));
    connect(m_scriptFor, &QComboBox::currentIndexChanged, this, &RightsDialog::showScript);
    showScript();
    auto *form = new QFormLayout;
    form->addRow(tr("&Make the account, for a:"), m_scriptFor);
    content()->addLayout(form);
    content()->addWidget(m_script);
    QPushButton *copy = addButton(QStringLiteral("copyRightsScript"), tr("Copy the statements"));
    connect(copy, &QPushButton::clicked, this, &RightsDialog::copyScript);
    begin([this] { ask(); }, 90, 34);
}

void RightsDialog::ask()
{
    SettingsService *service = &context().workspace.settings();
    start<SiteRights>(
        tr("Test the database connection of %1").arg(m_site.name), m_site.databaseServer,
        [service, site = m_site](const CancelToken &cancel, const ProgressSink &) {
            return service->rights(site, cancel);
        },
        [this](const SiteRights &rights) { showRights(rights); });
}

void RightsDialog::showRights(const SiteRights &rights)
{
    facts()->describe({}, [site = m_site, edition = m_edition, rights](FactsView &view) {
        view.title(visibleText(site.name));
        view.fact(tr("Account"), rights.account.isEmpty() ? tr("unknown") : visibleText(rights.account));
        rightsSummary(view, rights, edition);
        if (!rights.missing.isEmpty())
            view.heading(tr("What is missing"));
        for (const QString &sentence : rights.missing)
            view.state(rights.mayRead ? State::Attention : State::Bad, sentence);
        if (!rights.unknown.isEmpty())
            view.heading(tr("What is not known"));
        for (const QString &sentence : rights.unknown)
            view.state(State::Unknown, sentence);
        view.heading(tr("What is too many"));
        for (const QString &sentence : rights.tooMany)
            view.state(State::Attention, sentence);
        if (rights.tooMany.isEmpty() && rights.unknown.isEmpty())
            view.state(State::Good, tr("The account has no right that is not needed."));
        else if (rights.tooMany.isEmpty())
            view.state(State::Unknown, tr("Nothing, as far as the server lists it."));
    });
}

void RightsDialog::showUnanswered(const Error &error)
{
    if (error.kind != ErrorKind::AuthenticationFailed) {
        SiteCheckDialog::showUnanswered(error);
        return;
    }
    facts()->describe({}, [site = m_site, error](FactsView &view) {
        view.title(visibleText(site.name));
        view.failure(error);
        view.paragraph(tr("The password is given on the page, under More, Database password, as soon as the site is "
                          "saved. An account that is not there yet is made by the statements below."));
    });
}

void RightsDialog::showScript()
{
    const auto edition = MoodleEdition(m_scriptFor->currentData().toInt());
    m_script->setPlainText(visibleLines(grantScript(m_site, edition)));
}

void RightsDialog::copyScript()
{
    QGuiApplication::clipboard()->setText(m_script->toPlainText());
    context().say(tr("The statements were copied."));
}

} // namespace Nightkeep
