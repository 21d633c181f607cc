// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/sitedialog.h"

#include "models/base/bytepath.h"
#include "models/courses/sitecheck.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

// A folder that is not text stays as it is unless somebody types another one.
BytePath folderOf(const QLineEdit *line, const BytePath &before)
{
    return line->text() == displayPath(before) ? before : line->text().trimmed().toUtf8();
}

} // namespace

QComboBox *SiteDialog::serverBox(const QString &name, const QString &chosen, const QStringList &servers)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    for (const QString &server : servers)
        box->addItem(visibleText(server), server);
    if (!chosen.isEmpty() && box->findData(chosen) < 0)
        box->addItem(visibleText(chosen), chosen); // one that is no longer among the servers is shown, not swapped
    box->setCurrentIndex(box->findData(chosen));
    return box;
}

QLineEdit *SiteDialog::line(const QString &name, const QString &text, const QString &example)
{
    auto *edit = new QLineEdit(text, this);
    edit->setObjectName(name);
    edit->setPlaceholderText(example);
    edit->setMinimumWidth(std::min(sizeInText(this, 40, 1).width(), roomFor(this).width() / 3));
    return edit;
}

SiteDialog::SiteDialog(const Site &site, const QStringList &servers, QWidget *parent)
    : InputDialog(parent)
    , m_before(site)
    , m_name(line(QStringLiteral("siteName"), site.name, tr("moodle")))
    , m_databaseServer(serverBox(QStringLiteral("siteDatabaseServer"), site.databaseServer, servers))
    , m_databaseSocket(line(QStringLiteral("siteDatabaseSocket"), site.databaseSocket,
                            QStringLiteral("/var/run/mysqld/mysqld.sock")))
    , m_databaseName(line(QStringLiteral("siteDatabaseName"), site.databaseName, QStringLiteral("moodle")))
    , m_databaseUser(line(QStringLiteral("siteDatabaseUser"), site.databaseUser, QStringLiteral("nightkeep")))
    , m_tablePrefix(line(QStringLiteral("siteTablePrefix"), site.tablePrefix, QStringLiteral("mdl_")))
    , m_dataServer(serverBox(QStringLiteral("siteDataServer"), site.dataServer, servers))
    , m_dataFolder(line(QStringLiteral("siteDataFolder"), displayPath(site.dataFolder), QStringLiteral("/data/moodle")))
    , m_codeFolder(line(QStringLiteral("siteCodeFolder"), displayPath(site.codeFolder),
                        QStringLiteral("/data/apache/htdocs/moodle")))
    , m_archiveFolder(
          line(QStringLiteral("siteArchiveFolder"), displayPath(site.archiveFolder), QStringLiteral("/data/archive")))
    , m_backupFolder(
          line(QStringLiteral("siteBackupFolder"), displayPath(site.backupFolder), QStringLiteral("/data/backups")))
    , m_timeZone(line(QStringLiteral("siteTimeZone"), site.timeZone, QStringLiteral("Europe/London")))
    , m_problem(plainLabel(this))
{
    setObjectName(QStringLiteral("siteDialog"));
    setWindowTitle(site.name.isEmpty() ? tr("Add a Moodle site") : tr("Details of the site"));
    auto *form = new QFormLayout;
    form->addRow(tr("&Name of this Moodle:"), m_name);
    form->addRow(tr("Server with the &database:"), m_databaseServer);
    m_databaseSocket->setToolTip(
        tr("A path on that server, or, where its ssh forwards no sockets, a port of it as 127.0.0.1:3306"));
    form->addRow(tr("&Socket of the database there:"), m_databaseSocket);
    form->addRow(tr("Name of the da&tabase:"), m_databaseName);
    form->addRow(tr("&Account for the database:"), m_databaseUser);
    form->addRow(tr("&Prefix of the tables:"), m_tablePrefix);
    form->addRow(tr("Server with the &files:"), m_dataServer);
    form->addRow(tr("Folder of &Moodle's data:"), m_dataFolder);
    form->addRow(tr("Folder of Moodle's &code:"), m_codeFolder);
    form->addRow(tr("Folder for term a&rchives:"), m_archiveFolder);
    m_backupFolder->setToolTip(tr(
        "Where Moodle's backup_sche_destination has another name on the server with the files. The data folder itself "
        "stands for the courses' own folders"));
    form->addRow(tr("Folder of all &backups, if not as Moodle says:"), m_backupFolder);
    form->addRow(tr("Time &zone, if it is not this machine's:"), m_timeZone);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setObjectName(QStringLiteral("siteSave"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("siteCancel"));
    if (!site.name.isEmpty()) {
        QPushButton *remove = buttons->addButton(tr("Remove…"), QDialogButtonBox::DestructiveRole);
        remove->setObjectName(QStringLiteral("siteRemove"));
        remove->setAutoDefault(false);
        connect(remove, &QPushButton::clicked, this, &SiteDialog::removeRequested);
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &SiteDialog::tryAccept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_problem->setObjectName(QStringLiteral("siteProblem"));
    m_problem->hide();

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(plainLabel(
        this, tr("The account only looks unless it may UPDATE too; its password is never kept in the workspace.")));
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(buttons);
}

Site SiteDialog::site() const
{
    Site site;
    site.name = m_name->text().trimmed();
    site.databaseServer = m_databaseServer->currentData().toString();
    site.databaseSocket = m_databaseSocket->text().trimmed();
    site.databaseName = m_databaseName->text().trimmed();
    site.databaseUser = m_databaseUser->text().trimmed();
    site.tablePrefix = m_tablePrefix->text().trimmed();
    site.dataServer = m_dataServer->currentData().toString();
    site.dataFolder = folderOf(m_dataFolder, m_before.dataFolder);
    site.codeFolder = folderOf(m_codeFolder, m_before.codeFolder);
    site.archiveFolder = folderOf(m_archiveFolder, m_before.archiveFolder);
    site.backupFolder = folderOf(m_backupFolder, m_before.backupFolder);
    site.timeZone = m_timeZone->text().trimmed();
    return site;
}

void SiteDialog::tryAccept()
{
    const Result<void> checked = checkSite(site());
    if (checked) {
        accept();
        return;
    }
    m_problem->setText(QStringList {checked.error().message, checked.error().advice}.join(u'\n').trimmed());
    m_problem->show();
}

} // namespace Nightkeep
