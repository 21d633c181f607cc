// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/sitedialog.h"

#include "models/base/bytepath.h"
#include "models/courses/sitecheck.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/viewstate.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
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
    , m_tabs(new QTabWidget(this))
    , m_databaseKind(new QComboBox(this))
    , m_databaseServer(serverBox(QStringLiteral("siteDatabaseServer"), site.databaseServer, servers))
    , m_databaseSocket(line(QStringLiteral("siteDatabaseSocket"), site.databaseSocket, {}))
    , m_databaseAddress(line(QStringLiteral("siteDatabaseAddress"), site.databaseAddress, {}))
    , m_databaseAuthority(
          line(QStringLiteral("siteDatabaseAuthority"), site.databaseAuthority, tr("those that this machine trusts")))
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
    , m_webUser(line(QStringLiteral("siteWebUser"), site.webUser, QStringLiteral("www-data")))
    , m_phpProgram(line(QStringLiteral("sitePhpProgram"), displayPath(site.phpProgram), QStringLiteral("/usr/bin/php")))
    , m_problem(plainLabel(this))
{
    setObjectName(QStringLiteral("siteDialog"));
    setWindowTitle(site.name.isEmpty() ? tr("Add a Moodle site") : tr("Details of the site"));
    m_tabs->setObjectName(QStringLiteral("siteTabs"));
    m_problem->setObjectName(QStringLiteral("siteProblem"));
    m_problem->hide();
    auto *form = new QFormLayout;
    form->addRow(tr("&Name of this Moodle:"), m_name);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_problem);
    buildDatabase();
    buildFiles();
    buildPrograms();
    buildButtons();
    m_name->setFocus();
}

QFormLayout *SiteDialog::addTab(const QString &title, const QString &about)
{
    auto *page = new QWidget(m_tabs);
    auto *column = new QVBoxLayout(page);
    auto *form = new QFormLayout;
    column->addWidget(plainLabel(page, about));
    column->addLayout(form);
    column->addStretch(1);
    m_tabs->addTab(page, title);
    return form;
}

void SiteDialog::addRow(QFormLayout *form, const QString &title, QWidget *field, const QString &help)
{
    setPlainToolTip(*field, help);
    form->addRow(title, field);
}

void SiteDialog::buildDatabase()
{
    m_databaseKind->setObjectName(QStringLiteral("siteDatabaseKind"));
    m_databaseKind->addItem(tr("MySQL or MariaDB"), int(DatabaseKind::MySql));
    m_databaseKind->addItem(tr("PostgreSQL"), int(DatabaseKind::PostgreSql));
    m_databaseKind->setCurrentIndex(m_databaseKind->findData(int(m_before.databaseKind)));
    connect(m_databaseKind, &QComboBox::currentIndexChanged, this, &SiteDialog::showExamples);
    showExamples();
    auto *browse = new QPushButton(tr("Bro&wse…"), this);
    browse->setObjectName(QStringLiteral("siteBrowseAuthority"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &SiteDialog::authorityWanted);
    auto *authority = new QHBoxLayout;
    authority->addWidget(m_databaseAuthority, 1);
    authority->addWidget(browse);
    setPlainToolTip(*m_databaseAuthority,
                    tr("With an address: a file on this machine of the certificates that vouch for the database "
                       "server, such as the university's own authority."));

    QFormLayout *form =
        addTab(tr("Database"),
               tr("The account only looks unless it may UPDATE too; its password is never kept in the workspace."));
    addRow(form, tr("&Kind of database:"), m_databaseKind, tr("It is $CFG->dbtype in Moodle's config.php."));
    addRow(form, tr("Server with the &database:"), m_databaseServer,
           tr("One of the servers: by way of its ssh the database is reached."));
    addRow(form, tr("&Socket of the database there:"), m_databaseSocket,
           tr("A path on that server, or, where its ssh forwards no sockets, a host and a port that it reaches, such "
              "as 127.0.0.1:3306."));
    addRow(form, tr("Or its addr&ess, without ssh:"), m_databaseAddress,
           tr("A host and a port that this machine reaches itself. The connection is by TLS, and the server's "
              "certificate must name that host. Leave it empty to go by way of ssh."));
    form->addRow(tr("&File of certificates for it:"), authority);
    if (auto *title = qobject_cast<QLabel *>(form->labelForField(authority)))
        title->setBuddy(m_databaseAuthority);
    addRow(form, tr("Name of the da&tabase:"), m_databaseName, tr("It is $CFG->dbname in Moodle's config.php."));
    addRow(form, tr("&Account for the database:"), m_databaseUser,
           tr("One of its own, with no more rights than it needs: \"Test connection\" shows the statements that make "
              "it."));
    addRow(form, tr("&Prefix of the tables:"), m_tablePrefix, tr("It is $CFG->prefix in Moodle's config.php."));
}

void SiteDialog::buildFiles()
{
    QFormLayout *form = addTab(tr("Files"), tr("Folders are told as the server with the files has them."));
    addRow(form, tr("Server with the &files:"), m_dataServer, tr("The one that runs Moodle, or has its folders too."));
    addRow(form, tr("Folder of &Moodle's data:"), m_dataFolder, tr("It is $CFG->dataroot in Moodle's config.php."));
    addRow(form, tr("Folder of Moodle's &code:"), m_codeFolder,
           tr("It is $CFG->dirroot in Moodle's config.php: what the web server hands out."));
    addRow(form, tr("Folder for term a&rchives:"), m_archiveFolder, tr("Where the archives of past terms are made."));
    addRow(form, tr("Folder of all &backups, if not as Moodle says:"), m_backupFolder,
           tr("Where Moodle's folder for backups has another name on the server with the files. The data folder itself "
              "stands for the courses' own folders."));
    addRow(form, tr("Time &zone, if it is not this machine's:"), m_timeZone, tr("In which Moodle names its backups."));
}

void SiteDialog::buildPrograms()
{
    QFormLayout *form =
        addTab(tr("Moodle's own programs"),
               tr("The settings of a Moodle 2.0 and later are written through its own program admin/cli/cfg.php, which "
                  "is run on the server with the files. A Moodle 1.9 needs nothing here."));
    addRow(form, tr("&User of the web server:"), m_webUser,
           tr("As whom Moodle's programs are run, by sudo without a password. Leave it empty where the account that "
              "logs in may run them itself."));
    addRow(form, tr("P&HP program:"), m_phpProgram,
           tr("With which Moodle's programs are run. Leave it empty to have it looked for."));
}

void SiteDialog::buildButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Save)->setObjectName(QStringLiteral("siteSave"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("siteCancel"));
    QPushButton *test = buttons->addButton(tr("Test connection…"), QDialogButtonBox::ActionRole);
    test->setObjectName(QStringLiteral("siteTest"));
    test->setAutoDefault(false);
    connect(test, &QPushButton::clicked, this, [this] {
        if (isSound())
            emit testRequested(site());
    });
    if (!m_before.name.isEmpty()) {
        QPushButton *remove = buttons->addButton(tr("Remove…"), QDialogButtonBox::DestructiveRole);
        remove->setObjectName(QStringLiteral("siteRemove"));
        remove->setAutoDefault(false);
        connect(remove, &QPushButton::clicked, this, &SiteDialog::removeRequested);
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &SiteDialog::tryAccept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
}

void SiteDialog::showExamples()
{
    const bool isPostgreSql = m_databaseKind->currentData().toInt() == int(DatabaseKind::PostgreSql);
    m_databaseSocket->setPlaceholderText(isPostgreSql ? QStringLiteral("/var/run/postgresql/.s.PGSQL.5432")
                                                      : QStringLiteral("/var/run/mysqld/mysqld.sock"));
    m_databaseAddress->setPlaceholderText(isPostgreSql ? QStringLiteral("db.example.org:5432")
                                                       : QStringLiteral("db.example.org:3306"));
}

void SiteDialog::setAuthority(const QString &file)
{
    m_databaseAuthority->setText(file);
}

Site SiteDialog::site() const
{
    Site site;
    site.name = m_name->text().trimmed();
    site.databaseKind = DatabaseKind(m_databaseKind->currentData().toInt());
    site.databaseServer = m_databaseServer->currentData().toString();
    site.databaseSocket = m_databaseSocket->text().trimmed();
    site.databaseAddress = m_databaseAddress->text().trimmed();
    site.databaseAuthority = m_databaseAuthority->text().trimmed();
    site.databaseName = m_databaseName->text().trimmed();
    site.databaseUser = m_databaseUser->text().trimmed();
    site.tablePrefix = m_tablePrefix->text().trimmed();
    site.dataServer = m_dataServer->currentData().toString();
    site.dataFolder = folderOf(m_dataFolder, m_before.dataFolder);
    site.codeFolder = folderOf(m_codeFolder, m_before.codeFolder);
    site.archiveFolder = folderOf(m_archiveFolder, m_before.archiveFolder);
    site.backupFolder = folderOf(m_backupFolder, m_before.backupFolder);
    site.timeZone = m_timeZone->text().trimmed();
    site.webUser = m_webUser->text().trimmed();
    site.phpProgram = folderOf(m_phpProgram, m_before.phpProgram);
    return site;
}

bool SiteDialog::isSound()
{
    const Result<void> checked = checkSite(site());
    m_problem->setVisible(!checked);
    if (!checked)
        m_problem->setText(QStringList {checked.error().message, checked.error().advice}.join(u'\n').trimmed());
    return checked.has_value();
}

void SiteDialog::tryAccept()
{
    if (isSound())
        accept();
}

} // namespace Nightkeep
