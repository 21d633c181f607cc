// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "models/courses/sitecheck.h"
#include "tests/support/mariadbfixture.h"
#include "tests/support/pseudoterminal.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"
#include "widgets/shell/dialogprompter.h"

#include <QApplication>
#include <QDialog>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QProcess>
#include <QStandardPaths>
#include <QtConcurrentRun>
#include <QTest>
#include <QUrl>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Nightkeep;

namespace {

const QByteArray canary = "canary-5e0b"; // in every password: looked for wherever none may be
const QByteArray sitePassword = canary + "-site's \"one\"";
const QByteArray teamPassword = canary + "-team";
const QByteArray wrongPassword = canary + "-wrong";

struct Run
{
    int status = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QByteArray told() const { return QByteArray::number(status) + '\n' + out + '\n' + err; }
};

} // namespace

/// Passwords from each place that they may come from, by the programs that people run, against a real database: for a
/// site behind a real sshd, and for a shared workspace. There is no keychain. And what they must not come to.
class TstPasswords : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void fromEachPlace_data();
    void fromEachPlace();
    void atTheTerminal_data();
    void atTheTerminal();
    void inTheWindow_data();
    void inTheWindow();
    void bothAtOnce();
    void wrongOnes_data();
    void wrongOnes();
    void theTerminalIsLeftByInterrupt();
    void keptWithoutBeingKnown();
    void keptForWhereThePersonWasTold();

private:
    enum class Who { Site, Workspace };

    [[nodiscard]] QString address() const
    {
        return QStringLiteral("mysql://team@localhost/team?socket=")
            + QString::fromLatin1(QUrl::toPercentEncoding(m_mysql.socketPath(), "/"));
    }
    [[nodiscard]] QStringList common(Who who) const
    {
        return {QStringLiteral("--workspace"),   who == Who::Site ? path(QStringLiteral("site.nightkeep")) : address(),
                QStringLiteral("--ssh-config"),  path(QStringLiteral("ssh_config")),
                QStringLiteral("--known-hosts"), m_knownHosts};
    }
    [[nodiscard]] static QStringList verb(Who who)
    {
        return who == Who::Site ? QStringList {QStringLiteral("settings"), QStringLiteral("show")}
                                : QStringList {QStringLiteral("workspace"), QStringLiteral("verify")};
    }
    [[nodiscard]] static QByteArray passwordOf(Who who) { return who == Who::Site ? sitePassword : teamPassword; }
    [[nodiscard]] QString path(const QString &name) const { return m_place.filePath(name); }
    [[nodiscard]] QString secretFile(const QString &name, const QByteArray &bytes) const;
    void prepare(QProcess &process, const QStringList &arguments, const QString &shell = {}) const;
    [[nodiscard]] static Run ended(QProcess &process);
    [[nodiscard]] Run run(const QStringList &arguments, const QString &shell = {}) const;
    [[nodiscard]] QByteArray wherePasswordsAre();
    [[nodiscard]] QByteArray givenToSsh() const;

    QTemporaryDir m_place; ///< HOME, workspaces, and what our ssh was told
    QTemporaryDir m_secrets; ///< the only folder where passwords are meant to be
    MariaDbFixture m_mysql;
    SshFixture m_sshd;
    QString m_knownHosts;
};

QString TstPasswords::secretFile(const QString &name, const QByteArray &bytes) const
{
    const QString fileName = m_secrets.filePath(name);
    QFile::remove(fileName);
    QFile file(fileName);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && ::fchmod(file.handle(), 0600) == 0
        ? fileName
        : QString();
}

/// `shell`: how it is called, "$@" being the whole command.
void TstPasswords::prepare(QProcess &process, const QStringList &arguments, const QString &shell) const
{
    process.setProgram(QStringLiteral("/bin/sh"));
    process.setArguments(QStringList {QStringLiteral("-c"), shell.isEmpty() ? QStringLiteral("exec \"$@\"") : shell,
                                      QStringLiteral("sh"),
                                      qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl")}
                         + arguments);
    process.setStandardInputFile(QProcess::nullDevice());
}

Run TstPasswords::ended(QProcess &process)
{
    Run run;
    if (process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit)
        run.status = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

Run TstPasswords::run(const QStringList &arguments, const QString &shell) const
{
    QProcess process;
    prepare(process, arguments, shell);
    process.start();
    return ended(process);
}

/// Every place, but the files that were made for it, that holds a password.
QByteArray TstPasswords::wherePasswordsAre()
{
    QByteArrayList found;
    QDirIterator files(m_place.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(canary))
            found.append(QFile::encodeName(file.fileName()));
    }
    if (m_sshd.log().contains(canary))
        found.append("sshd's log");
    const Result<QByteArray> tables =
        m_mysql.sql(QStringLiteral("SELECT table_name FROM information_schema.tables WHERE table_schema = 'team'"));
    for (const QByteArray &table : tables ? tables->split('\n') : QByteArrayList {"which tables?"}) {
        if (table.isEmpty())
            continue;
        const Result<QByteArray> rows =
            m_mysql.sql(QStringLiteral("SELECT * FROM `%1`").arg(QString::fromUtf8(table)), QStringLiteral("team"));
        if (!rows || rows->contains(canary))
            found.append("table " + table);
    }
    return found.join(", ");
}

QByteArray TstPasswords::givenToSsh() const
{
    QFile file(path(QStringLiteral("given-to-ssh")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TstPasswords::initTestCase()
{
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, m_place.path().toLocal8Bit());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + path(QStringLiteral("no-bus")).toLocal8Bit());
    for (const char *variable : {"DISPLAY", "KDE_FULL_SESSION", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP"})
        qunsetenv(variable);

    // Whoever started the tests may have left one open.
    ::fcntl(3, F_SETFD, FD_CLOEXEC);
    // An ssh that writes down all that it is given, before it becomes the real one.
    const QString real = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    QVERIFY(QDir().mkpath(path(QStringLiteral("bin"))));
    QFile ssh(path(QStringLiteral("bin/ssh")));
    QVERIFY(ssh.open(QIODevice::WriteOnly));
    ssh.write(QStringLiteral("#!/bin/sh\n"
                             "{ printf '%s\\n' \"$@\"; env; [ ! -e /proc/self/fd/3 ] || echo descriptor 3 is open; } "
                             ">>'%1'\nexec '%2' \"$@\"\n")
                  .arg(path(QStringLiteral("given-to-ssh")), real)
                  .toLocal8Bit());
    ssh.close();
    QVERIFY(ssh.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("PATH", QFile::encodeName(path(QStringLiteral("bin"))) + ':' + qgetenv("PATH"));

    const Result<void> started = m_mysql.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    QVERIFY(m_mysql.createDatabase(QStringLiteral("moodle")));
    QVERIFY(
        m_mysql.sql(QStringLiteral("CREATE TABLE mdl_backup_config (id INT PRIMARY KEY, name VARCHAR(255), value "
                                   "VARCHAR(255)); INSERT INTO mdl_backup_config VALUES (1, 'backup_sche_keep', '7')"),
                    QStringLiteral("moodle")));
    QVERIFY(m_mysql.createUser(QStringLiteral("look"), QString::fromUtf8(sitePassword),
                               {QStringLiteral("SELECT ON moodle.*")}));
    QVERIFY(
        m_mysql.createUser(QStringLiteral("team"), QString::fromUtf8(teamPassword), {QStringLiteral("ALL ON team.*")}));
    QVERIFY2(m_sshd.start(), qPrintable(m_sshd.problem()));
    m_knownHosts = m_sshd.knownHostsFile();
    QFile config(path(QStringLiteral("ssh_config")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    QVERIFY(config.write(m_sshd.sshConfig(QStringLiteral("moodledb-a.example.org")).toUtf8()) > 0);
    config.close();

    const QString team = secretFile(QStringLiteral("team"), teamPassword + '\n');
    const QList<QStringList> steps {
        {QStringLiteral("workspace"), QStringLiteral("create")},
        {QStringLiteral("servers"), QStringLiteral("set"), QStringLiteral("moodledb-a.example.org"),
         QStringLiteral("--new"), QStringLiteral("note=database")},
        {QStringLiteral("sites"), QStringLiteral("set"), QStringLiteral("moodle"), QStringLiteral("--new"),
         QStringLiteral("databaseServer=moodledb-a.example.org"),
         QStringLiteral("databaseSocket=") + m_mysql.socketPath(), QStringLiteral("databaseName=moodle"),
         QStringLiteral("databaseUser=look"), QStringLiteral("dataServer=moodledb-a.example.org")}};
    for (const Who who : {Who::Site, Who::Workspace}) {
        for (const QStringList &step : steps) {
            const Run made = run(common(who) + QStringList {QStringLiteral("--password-file"), team} + step);
            QVERIFY2(made.status == 0, made.told().constData());
        }
    }
}

void TstPasswords::cleanup()
{
    const QByteArray places = wherePasswordsAre();
    QVERIFY2(places.isEmpty(), places.constData());
    QVERIFY(!givenToSsh().contains("descriptor 3 is open"));
}

void TstPasswords::fromEachPlace_data()
{
    QTest::addColumn<bool>("site");
    QTest::addColumn<QStringList>("options"); // FILE and OPTIONS stand for a file of each kind
    QTest::addColumn<QString>("shell");
    QTest::addColumn<int>("status");
    for (const bool site : {true, false}) {
        const char *const whose = site ? "site" : "workspace";
        const QString who = site ? QStringLiteral("moodle=") : QStringLiteral("workspace=");
        const QString other = site ? QStringLiteral("workspace=") : QStringLiteral("moodle=");
        const QString fd = QStringLiteral("--password-fd");
        const auto row = [&](const char *name, const QStringList &options, const char *shell = "", int status = 0) {
            QTest::addRow("%s, %s", whose, name) << site << options << QString::fromLatin1(shell) << status;
        };
        row("a descriptor", {fd, QStringLiteral("3")}, "exec \"$@\" 3<\"$NK_FILE\"");
        row("a pipe", {fd, QStringLiteral("3")}, "cat \"$NK_FILE\" | { exec 3<&0 </dev/null; exec \"$@\"; }");
        row("standard input", {fd, QStringLiteral("0")}, "exec \"$@\" <\"$NK_FILE\"");
        row("a descriptor for it alone", {fd, who + QStringLiteral("3")}, "exec \"$@\" 3<\"$NK_FILE\"");
        row("a file", {QStringLiteral("--password-file"), QStringLiteral("FILE")});
        row("a file for it alone", {QStringLiteral("--password-file"), who + QStringLiteral("FILE")});
        row("the client's option file", {QStringLiteral("--defaults-file"), QStringLiteral("OPTIONS")});
        row("an option file for it alone", {QStringLiteral("--defaults-file"), who + QStringLiteral("OPTIONS")});
        row("nothing", {}, "", 3);
        row("a file for another", {QStringLiteral("--password-file"), other + QStringLiteral("FILE")}, "", 3);
        row("a file that others may read", {QStringLiteral("--password-file"), QStringLiteral("FILE")},
            "chmod 644 \"$NK_FILE\"; exec \"$@\"", 3);
        row("nobody at a terminal", {QStringLiteral("--attended")}, "exec setsid \"$@\"", 3);
    }
}

void TstPasswords::fromEachPlace()
{
    QFETCH(bool, site);
    QFETCH(QStringList, options);
    QFETCH(QString, shell);
    QFETCH(int, status);
    const Who who = site ? Who::Site : Who::Workspace;
    const QString file = secretFile(QStringLiteral("pw"), passwordOf(who) + '\n');
    QByteArray quoted = passwordOf(who);
    quoted.replace('\\', "\\\\").replace('"', "\\\"");
    const QString optionFile = secretFile(QStringLiteral("my.cnf"),
                                          QByteArray("[client]\nuser = ") + (site ? "look" : "team") + "\npassword = \""
                                              + quoted + "\" # ours\n");
    QVERIFY(!file.isEmpty() && !optionFile.isEmpty());
    options.replaceInStrings(QStringLiteral("FILE"), file).replaceInStrings(QStringLiteral("OPTIONS"), optionFile);
    qputenv("NK_FILE", QFile::encodeName(file));
    QFile::remove(path(QStringLiteral("given-to-ssh")));
    const Run answer = run(common(who) + QStringList {QStringLiteral("--json")} + options + verb(who), shell);
    qunsetenv("NK_FILE");
    QVERIFY2(answer.status == status, answer.told().constData());
    QVERIFY2(!answer.told().contains(canary), answer.told().constData());
    QVERIFY2(QJsonDocument::fromJson(answer.out).isNull() == false, answer.told().constData());
    const QByteArray toSsh = givenToSsh();
    // It connected, so that cleanup() looks at what ssh was given.
    QVERIFY2(!toSsh.isEmpty() || !site || status != 0, answer.told().constData());
    QVERIFY(!toSsh.contains("descriptor 3 is open"));
    QVERIFY(!toSsh.contains("BatchMode=no")); // nobody is there, whatever --attended says
    if (status == 0)
        QVERIFY2(answer.out.contains(site ? "backup_sche_keep" : "\"verified\": true"), answer.told().constData());
    if (options.isEmpty())
        QVERIFY2(answer.out.contains("--password-file"), answer.told().constData());
}

void TstPasswords::atTheTerminal_data()
{
    QTest::addColumn<bool>("site");
    QTest::newRow("site") << true;
    QTest::newRow("workspace") << false;
}

void TstPasswords::atTheTerminal()
{
    QFETCH(bool, site);
    const Who who = site ? Who::Site : Who::Workspace;
    PseudoTerminal terminal;
    QProcess process;
    prepare(process, common(who) + QStringList {QStringLiteral("--json"), QStringLiteral("--attended")} + verb(who));
    terminal.give(process);
    process.start();
    QVERIFY(process.waitForStarted());
    QVERIFY2(terminal.waitFor("Password of the"), terminal.shown().constData());
    terminal.type(wrongPassword + '\n');
    QVERIFY2(terminal.waitFor("The last one was refused."), terminal.shown().constData());
    terminal.type(passwordOf(who) + '\n');
    const Run answer = ended(process);
    QVERIFY2(answer.status == 0, answer.told().constData());
    QVERIFY2(answer.out.contains(site ? "backup_sche_keep" : "\"verified\": true"), answer.told().constData());
    QVERIFY(!answer.told().contains(canary));
    QVERIFY2(!terminal.shown().contains(canary), terminal.shown().constData()); // nor is it echoed
}

void TstPasswords::theTerminalIsLeftByInterrupt()
{
    PseudoTerminal terminal;
    QProcess process;
    prepare(process, common(Who::Workspace) + QStringList {QStringLiteral("--attended")} + verb(Who::Workspace));
    terminal.give(process);
    process.start();
    QVERIFY2(terminal.waitFor("Password of the"), terminal.shown().constData());
    QTRY_VERIFY(!terminal.echoes());
    terminal.type("\x03");
    const Run answer = ended(process);
    QVERIFY2(answer.status == 5, answer.told().constData());
    QVERIFY(terminal.echoes()); // or the shell after it would be typed at blindly
}

void TstPasswords::keptWithoutBeingKnown()
{
    // The database knows another password than the keychain is to get, or cannot be reached now.
    PseudoTerminal terminal;
    QProcess process;
    prepare(process, common(Who::Workspace) + QStringList {QStringLiteral("workspace"), QStringLiteral("password")},
            QStringLiteral("exec \"$@\" </dev/tty 2>/dev/tty"));
    terminal.give(process);
    process.start();
    QVERIFY2(terminal.waitFor("nothing: forget it"), terminal.shown().constData());
    terminal.type(wrongPassword + '\n');
    const Run answer = ended(process);
    QVERIFY2(answer.status != 0, answer.told().constData());
    QVERIFY2(terminal.waitFor("keychain"), terminal.shown().constData()); // which is the one thing that was missing
    QVERIFY(!terminal.shown().contains(canary));
}

void TstPasswords::inTheWindow_data()
{
    atTheTerminal_data();
}

void TstPasswords::inTheWindow()
{
    QFETCH(bool, site);
    const Who who = site ? Who::Site : Who::Workspace;
    DialogPrompter prompter;
    ApplicationOptions options;
    options.dataFolder = path(QStringLiteral("window"));
    options.sshConfig = path(QStringLiteral("ssh_config"));
    options.knownHosts = m_knownHosts;
    options.askpassProgram = qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl");
    options.attendance = Attendance::Attended;
    options.prompter = &prompter;
    Application application(options);
    QFuture<Result<int>> job = QtConcurrent::run([&]() -> Result<int> {
        const Result<std::unique_ptr<Workspace>> workspace = application.open(common(who).at(1));
        if (!workspace)
            return fail(workspace.error());
        if (!site)
            return 1;
        const Result<SettingsView> view =
            (*workspace)->settings().read((*workspace)->settings().sites()->first(), CancelToken());
        return view ? Result<int>(1) : fail(view.error());
    });
    const auto dialog = []() -> QDialog * {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->isVisible() && widget->objectName() == QLatin1String("textDialog"))
                return qobject_cast<QDialog *>(widget);
        }
        return nullptr;
    };
    for (const QByteArray &answer : {wrongPassword, passwordOf(who)}) {
        QTRY_VERIFY_WITH_TIMEOUT(dialog() || job.isFinished(), 60000);
        QVERIFY2(dialog(), "the job ended without a question");
        QLineEdit *edit = dialog()->findChild<QLineEdit *>();
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        edit->setText(QString::fromUtf8(answer));
        dialog()->accept();
        QTRY_VERIFY(!dialog() || dialog()->findChild<QLineEdit *>()->text().isEmpty());
    }
    QTRY_VERIFY_WITH_TIMEOUT(job.isFinished(), 60000);
    const Result<int> result = job.result();
    QVERIFY2(result, result ? "" : qPrintable(result.error().message + result.error().detail));
}

void TstPasswords::bothAtOnce()
{
    const QString site = secretFile(QStringLiteral("site"), sitePassword + '\n');
    const QString team = secretFile(QStringLiteral("team"), teamPassword + '\n');
    const Run answer = run(common(Who::Workspace)
                           + QStringList {QStringLiteral("--password-file"), QStringLiteral("workspace=") + team,
                                          QStringLiteral("--password-file"), QStringLiteral("moodle=") + site}
                           + verb(Who::Site));
    QVERIFY2(answer.status == 0, answer.told().constData());
    QVERIFY(answer.out.contains("backup_sche_keep"));
}

void TstPasswords::wrongOnes_data()
{
    QTest::addColumn<bool>("site");
    QTest::addColumn<bool>("json");
    QTest::newRow("site, text") << true << false;
    QTest::newRow("site, JSON") << true << true;
    QTest::newRow("workspace, text") << false << false;
    QTest::newRow("workspace, JSON") << false << true;
}

void TstPasswords::wrongOnes()
{
    QFETCH(bool, site);
    QFETCH(bool, json);
    const Who who = site ? Who::Site : Who::Workspace;
    const QString wrong = secretFile(QStringLiteral("wrong"), wrongPassword + '\n');
    const Run answer = run(common(who) + (json ? QStringList {QStringLiteral("--json")} : QStringList())
                           + QStringList {QStringLiteral("--password-file"), wrong} + verb(who));
    QVERIFY2(answer.status == 3, answer.told().constData());
    QVERIFY2(answer.told().contains(wrong.toUtf8()), answer.told().constData()); // where it was taken from
    QVERIFY2(!answer.told().contains(canary), answer.told().constData());
}

/// Between the question, which says where the password goes, and its answer a colleague could lead the row elsewhere.
void TstPasswords::keptForWhereThePersonWasTold()
{
    ApplicationOptions options;
    options.dataFolder = path(QStringLiteral("told"));
    Application application(options);
    const Result<std::unique_ptr<Workspace>> workspace = application.open(common(Who::Site).at(1));
    QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error().message));
    const Result<QList<ServerRow>> servers = (*workspace)->servers().rows();
    QVERIFY(servers && servers->size() == 1);
    const QString destination = socketDestination(servers->first().server, m_mysql.socketPath());
    const auto keep = [&workspace](const QString &told) {
        const Result<void> kept =
            (*workspace)->keepDatabasePassword(QStringLiteral("moodle"), {}, told, QString::fromUtf8(sitePassword));
        return kept ? ErrorKind::Internal : kept.error().kind;
    };
    const QFuture<QList<ErrorKind>> job = QtConcurrent::run([&] {
        return QList<ErrorKind> {keep(destination + QStringLiteral("2")), keep({}), keep(destination)};
    });
    QTRY_VERIFY_WITH_TIMEOUT(job.isFinished(), 60000);
    const QList<ErrorKind> kinds = job.result();
    QCOMPARE(kinds.at(0), ErrorKind::Conflict);
    QCOMPARE(kinds.at(1), ErrorKind::Conflict);
    QVERIFY(kinds.at(2) != ErrorKind::Conflict); // that one asks for the keychain, and there is none here

    // With an address of its own the same site leads elsewhere.
    const Result<QList<Site>> sites = (*workspace)->settings().sites();
    QVERIFY(sites && !sites->isEmpty());
    const Site bySocket = sites->constFirst();
    Site direct = bySocket;
    direct.databaseAddress = QStringLiteral("db.example.org:3306");
    QVERIFY((*workspace)->settings().replaceSite(bySocket, direct));
    const QFuture<QList<ErrorKind>> again = QtConcurrent::run([&] {
        return QList<ErrorKind> {keep(destination), keep(siteDestination(direct, servers->first().server))};
    });
    QTRY_VERIFY_WITH_TIMEOUT(again.isFinished(), 60000);
    QVERIFY((*workspace)->settings().replaceSite(direct, bySocket));
    QCOMPARE(again.result().at(0), ErrorKind::Conflict);
    QVERIFY(again.result().at(1) != ErrorKind::Conflict);
}

NIGHTKEEP_TEST(TstPasswords, integration, Window, 600)
#include "tst_passwords.moc"
