// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodlesitesadapter.h"
#include "app/secrets/passwordsources.h"
#include "app/secrets/secretstore.h"
#include "app/ssh/sshhosts.h"
#include "app/store/workspacestore.h"
#include "models/settings/settingsview.h"
#include "tests/support/mariadbfixture.h"
#include "tests/support/processwatch.h"
#include "tests/support/pseudoterminal.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QtConcurrentRun>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

const QByteArray settingsCanary = "canary-7c41d9"; // of the password that every way into the settings takes
const QByteArray settingsPassword = settingsCanary + "-moodle";
const QString settingsServer = QStringLiteral("moodledb-a.example.org");

/// Where the canary must not be, and how much of it was looked at.
class SettingsCanaryLook
{
public:
    SettingsCanaryLook()
    {
        const QString text = QString::fromLatin1(settingsCanary);
        m_forms = {settingsCanary, settingsCanary.toHex(),
                   QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2)}; // as a QString holds it
        for (const qsizetype before : {0, 1, 2}) // base64, wherever in a text it begins
            m_forms
                << (QByteArray(before, 'x') + settingsCanary).toBase64().mid(before == 0 ? 0 : before + 1).chopped(4);
    }

    void text(const QByteArray &where, const QByteArray &bytes)
    {
        looked += bytes.isEmpty() ? 0 : 1;
        for (const QByteArray &form : m_forms) {
            if (bytes.contains(form))
                found << where;
        }
    }
    void files(const QString &folder)
    {
        QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (file.open(QIODevice::ReadOnly)) {
                ++filesRead;
                text(QFile::encodeName(file.fileName()), file.readAll());
            }
        }
    }
    /// All that runs because of us now: arguments, and the environment where it may be read.
    void processes()
    {
        for (const qint64 process : descendantsOf(::getpid())) {
            const QByteArray arguments = commandLineOf(process);
            argumentsRead += arguments.isEmpty() ? 0 : 1;
            sshSeen += arguments.contains("ssh ") && arguments.contains(" -F ") ? 1 : 0;
            text("arguments of " + arguments, arguments);
            QFile environment(QStringLiteral("/proc/%1/environ").arg(process));
            const QByteArray held = environment.open(QIODevice::ReadOnly) ? environment.readAll() : QByteArray();
            environmentsRead += held.isEmpty() ? 0 : 1;
            text("environment of " + arguments, held);
        }
    }
    void log(const AuditLog &log)
    {
        const Result<QList<AuditEntry>> entries = log.entries();
        QVERIFY(entries.has_value());
        for (const AuditEntry &entry : *entries) {
            ++linesRead;
            text("audit log",
                 QStringList {entry.who, entry.object, entry.oldValue, entry.newValue, entry.result, entry.detail}
                     .join(u'\n')
                     .toUtf8());
        }
    }

    QByteArrayList found;
    int looked = 0;
    int filesRead = 0;
    int argumentsRead = 0;
    int environmentsRead = 0;
    int sshSeen = 0; ///< of the arguments
    int linesRead = 0;

private:
    QByteArrayList m_forms;
};

/// Knows the password of whatever is asked.
class SettingsCanaryPerson final : public Prompter
{
public:
    std::optional<QString> ask(const Prompt &prompt, const CancelToken & /*cancel*/) override
    {
        asked += prompt.isNotice ? 0 : 1;
        return prompt.isNotice ? QString() : QString::fromLatin1(settingsPassword);
    }
    std::atomic_int asked = 0;
};

/// Has it, or has nothing.
class SettingsCanaryKeychain final : public SecretStore
{
public:
    explicit SettingsCanaryKeychain(bool hasIt)
        : m_hasIt(hasIt)
    {
    }
    Result<Secret> read(const QString & /*key*/) override
    {
        return m_hasIt ? Secret {QString::fromLatin1(settingsPassword), {}}
                       : Secret {std::nullopt, QStringLiteral("None.")};
    }

private:
    bool m_hasIt;
};

/// As the system has it; empty where the process is gone.
QByteArray settingsCanaryCoreLimit(qint64 process)
{
    QFile limits(QStringLiteral("/proc/%1/limits").arg(process));
    const QByteArray text = limits.open(QIODevice::ReadOnly) ? limits.readAll() : QByteArray();
    const qsizetype at = text.indexOf("Max core file size");
    return at < 0 ? QByteArray() : text.mid(at, text.indexOf('\n', at) - at).simplified();
}

/// Reads, sets, reads back and takes back; why not, else.
QString settingsCanaryActs(SettingsService &settings)
{
    const QString keep = QStringLiteral("backup_sche_keep");
    const auto why = [](const Error &error) { return error.message + u' ' + error.detail; };
    const Result<QList<Site>> sites = settings.sites();
    if (!sites || sites->isEmpty())
        return QStringLiteral("no site");
    const Site &site = sites->constFirst();
    const Result<SettingsView> view = settings.read(site, {});
    if (!view)
        return why(view.error());
    const SettingRow *row = findRow(*view, keep);
    const std::optional<QString> seen = row ? row->value : std::nullopt;
    const Result<SettingsPlan> plan = settings.plan(site, {{keep, seen, QStringLiteral("5")}}, {});
    if (!plan)
        return why(plan.error());
    const Result<SettingsApplied> applied = settings.apply(site, *plan, {});
    if (!applied)
        return why(applied.error());
    const Result<SettingsPlan> undo = settings.planUndo(site, applied->historyId, {});
    if (!undo)
        return why(undo.error());
    const Result<SettingsApplied> undone = settings.apply(site, *undo, {});
    if (!undone)
        return why(undone.error());
    return undone->hasConflict() || applied->hasConflict() ? QStringLiteral("a conflict") : QString();
}

} // namespace

/// A password of Moodle's database, from each place that it may come from, while the settings are read, set, taken back
/// and exported against a real database behind a real sshd: where it must not be is looked at, and how much was.
class TstSettingsCanary : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsWhatIsThere();
    void byTheProgram_data();
    void byTheProgram();
    void atTheTerminal();
    void inside_data();
    void inside();
    void anAbortedOneLeavesNoCore();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_place.filePath(name); }
    [[nodiscard]] QString secretFile(const QString &name, const QByteArray &bytes) const;
    void prepare(QProcess &process, const QStringList &options, const QStringList &verb, const QString &shell) const;
    [[nodiscard]] QByteArray ended(QProcess &process, SettingsCanaryLook &look, int most) const;
    [[nodiscard]] QByteArray run(SettingsCanaryLook &look, const QStringList &options, const QString &verb,
                                 const QString &shell, int most = 0) const;
    void lookEverywhere(SettingsCanaryLook &look, const QStringList &workspaces) const;

    QTemporaryDir m_place; ///< HOME, TMPDIR, workspaces: all that the programs may write
    QTemporaryDir m_secrets; ///< the only folder where the password is meant to be
    MariaDbFixture m_mysql;
    SshFixture m_sshd;
    QString m_knownHosts;
};

QString TstSettingsCanary::secretFile(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_secrets.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && ::fchmod(file.handle(), 0600) == 0
        ? file.fileName()
        : QString();
}

/// `shell`: how it is called, "$@" being the whole command.
void TstSettingsCanary::prepare(QProcess &process, const QStringList &options, const QStringList &verb,
                                const QString &shell) const
{
    process.setProgram(QStringLiteral("/bin/sh"));
    process.setArguments(QStringList {QStringLiteral("-c"), shell, QStringLiteral("sh"),
                                      qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl"),
                                      QStringLiteral("--workspace"), path(QStringLiteral("site.nightkeep")),
                                      QStringLiteral("--ssh-config"), path(QStringLiteral("ssh_config")),
                                      QStringLiteral("--known-hosts"), m_knownHosts, QStringLiteral("--json")}
                         + options + verb);
    process.setStandardInputFile(QProcess::nullDevice());
}

/// What it wrote to standard output; null, with a warning, where it ended with more than `most`.
QByteArray TstSettingsCanary::ended(QProcess &process, SettingsCanaryLook &look, int most) const
{
    constexpr int oftenMilliseconds = 5; // between two looks
    do
        look.processes();
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(oftenMilliseconds));
    const QByteArray out = process.readAllStandardOutput();
    const QByteArray err = process.readAllStandardError();
    look.text("standard output", out);
    look.text("standard error", err);
    const bool isFine = process.exitStatus() == QProcess::NormalExit && process.exitCode() <= most;
    if (!isFine)
        qWarning("%d %s %s", process.exitCode(), out.constData(), err.constData());
    return isFine ? out : QByteArray();
}

QByteArray TstSettingsCanary::run(SettingsCanaryLook &look, const QStringList &options, const QString &verb,
                                  const QString &shell, int most) const
{
    QProcess process;
    prepare(process, options, verb.split(u' '), shell);
    process.start();
    return process.waitForStarted() ? ended(process, look, most) : QByteArray();
}

/// Files, logs, and what ssh was told; and that there was something to look at.
void TstSettingsCanary::lookEverywhere(SettingsCanaryLook &look, const QStringList &workspaces) const
{
    look.files(m_place.path());
    look.text("sshd's log", m_sshd.log());
    for (const QString &workspace : workspaces) {
        const Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::open(path(workspace), {});
        QVERIFY2(store, store ? "" : qPrintable(store.error().message));
        look.log(**store);
    }
    QVERIFY2(look.found.isEmpty(), look.found.join(", ").constData());
    qInfo("looked at %d texts: %d files, %d argument lists (%d of ssh), %d environments, %d lines of audit logs",
          look.looked, look.filesRead, look.argumentsRead, look.sshSeen, look.environmentsRead, look.linesRead);
    QVERIFY(look.filesRead > 0);
    QVERIFY(!m_sshd.log().isEmpty());
    QFile toSsh(path(QStringLiteral("given-to-ssh"))); // was one of the files
    QVERIFY(toSsh.open(QIODevice::ReadOnly));
    QVERIFY(toSsh.readAll().contains("PATH="));
}

void TstSettingsCanary::initTestCase()
{
    for (const char *folder : {"bin", "tmp", "cores"})
        QVERIFY(QDir().mkpath(path(QLatin1String(folder))));
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, QFile::encodeName(m_place.path()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + QFile::encodeName(path(QStringLiteral("no-bus"))));
    for (const char *variable : {"DISPLAY", "KDE_FULL_SESSION", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP"})
        qunsetenv(variable);
    // An ssh that writes down all that it is given, waits while there is a pipe for that, and becomes the real one.
    const QString real = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    QFile ssh(path(QStringLiteral("bin/ssh")));
    QVERIFY(ssh.open(QIODevice::WriteOnly));
    ssh.write(QStringLiteral("#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } >>'%1/given-to-ssh'\n"
                             "[ ! -p '%1/wait' ] || read -r line <'%1/wait'\nexec '%2' \"$@\"\n")
                  .arg(m_place.path(), real)
                  .toLocal8Bit());
    ssh.close();
    QVERIFY(ssh.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));

    const Result<void> started = m_mysql.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    QVERIFY(m_mysql.createDatabase(QStringLiteral("moodle")));
    QVERIFY(m_mysql.sql(
        QStringLiteral("CREATE TABLE mdl_backup_config (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255) NOT "
                       "NULL UNIQUE, value VARCHAR(255) NOT NULL) ENGINE=InnoDB; INSERT INTO mdl_backup_config (name, "
                       "value) VALUES ('backup_sche_keep', '7'), ('backup_sche_active', '1'), "
                       "('backup_sche_weekdays', '1000000')"),
        QStringLiteral("moodle")));
    QVERIFY(m_mysql.createUser(QStringLiteral("look"), QString::fromLatin1(settingsPassword),
                               {QStringLiteral("SELECT, INSERT, UPDATE ON moodle.*")}));
    QVERIFY2(m_sshd.start(), qPrintable(m_sshd.problem()));
    m_knownHosts = m_sshd.knownHostsFile();
    QFile config(path(QStringLiteral("ssh_config")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    QVERIFY(config.write(m_sshd.sshConfig(settingsServer).toUtf8()) > 0);
    config.close();
    qputenv("PATH", QFile::encodeName(path(QStringLiteral("bin"))) + ':' + qgetenv("PATH"));
    qputenv("TMPDIR", QFile::encodeName(path(QStringLiteral("tmp"))));

    SettingsCanaryLook look;
    for (const QString &step :
         {QStringLiteral("workspace create"), QStringLiteral("servers set %1 --new note=database").arg(settingsServer),
          QStringLiteral("sites set moodle --new databaseServer=%1 databaseSocket=%2 databaseName=moodle "
                         "databaseUser=look dataServer=%1")
              .arg(settingsServer, m_mysql.socketPath())})
        QVERIFY(!run(look, {}, step, QStringLiteral("exec \"$@\"")).isNull());
    QVERIFY2(look.found.isEmpty(), look.found.join(", ").constData());
}

/// The look itself: what is planted is found, in each form and place.
void TstSettingsCanary::findsWhatIsThere()
{
    for (const QByteArray &planted :
         {settingsPassword, QByteArray("x" + settingsPassword).toBase64(), settingsPassword.toBase64(),
          QByteArray("xy" + settingsPassword).toBase64(), settingsPassword.toHex()}) {
        SettingsCanaryLook look;
        look.text("planted", planted);
        QVERIFY2(!look.found.isEmpty(), planted.constData());
    }
    QFile file(path(QStringLiteral("tmp/.planted")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(settingsPassword);
    file.close();
    SettingsCanaryLook files;
    files.files(m_place.path());
    QVERIFY(file.remove());
    QCOMPARE(files.found.size(), qsizetype(1));

    for (const bool asArgument : {true, false}) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!asArgument)
            environment.insert(QStringLiteral("PLANTED"), QString::fromLatin1(settingsPassword));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("/bin/sh"),
                      {QStringLiteral("-c"), QStringLiteral("echo ready; read -r line"),
                       asArgument ? QString::fromLatin1(settingsPassword) : QString()});
        QVERIFY(process.waitForReadyRead());
        SettingsCanaryLook look;
        look.processes();
        process.write("\n");
        QVERIFY(process.waitForFinished());
        QVERIFY(look.argumentsRead > 0);
        QVERIFY2(!look.found.isEmpty(), asArgument ? "arguments" : "environment");
    }
}

void TstSettingsCanary::byTheProgram_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("shell");
    const QString plain = QStringLiteral("exec \"$@\"");
    QTest::newRow("a file") << QStringList {QStringLiteral("--password-file"), QStringLiteral("FILE")} << plain;
    QTest::newRow("the client's option file")
        << QStringList {QStringLiteral("--defaults-file"), QStringLiteral("OPTIONS")} << plain;
    QTest::newRow("a descriptor") << QStringList {QStringLiteral("--password-fd"), QStringLiteral("3")}
                                  << QStringLiteral("exec \"$@\" 3<\"$NK_FILE\"");
    QTest::newRow("standard input") << QStringList {QStringLiteral("--password-fd"), QStringLiteral("0")}
                                    << QStringLiteral("exec \"$@\" <\"$NK_FILE\"");
}

void TstSettingsCanary::byTheProgram()
{
    QFETCH(QStringList, options);
    QFETCH(QString, shell);
    const QString file = secretFile(QStringLiteral("pw"), settingsPassword + '\n');
    const QString optionFile =
        secretFile(QStringLiteral("my.cnf"), "[client]\nuser = look\npassword = \"" + settingsPassword + "\"\n");
    QVERIFY(!file.isEmpty() && !optionFile.isEmpty());
    options.replaceInStrings(QStringLiteral("FILE"), file).replaceInStrings(QStringLiteral("OPTIONS"), optionFile);
    qputenv("NK_FILE", QFile::encodeName(file));
    SettingsCanaryLook look;
    const auto does = [&](const QString &verb, int most = 0) { return run(look, options, verb, shell, most); };
    QVERIFY(does(QStringLiteral("settings show")).contains("backup_sche_keep"));
    QVERIFY(!does(QStringLiteral("settings set backup_sche_keep=5 --yes")).isNull());
    const QByteArray history = does(QStringLiteral("settings history"));
    const qint64 last = QJsonDocument::fromJson(history)[0][u"id"].toInteger();
    QVERIFY2(last > 0, history.constData());
    QVERIFY(!does(QStringLiteral("settings undo %1 --yes").arg(last)).isNull());
    QVERIFY(does(QStringLiteral("settings next --count 2")).contains("runs"));
    QVERIFY(!does(QStringLiteral("probe"), 3).isNull()); // whatever that server lacks
    QVERIFY(!does(QStringLiteral("check"), 1).isNull());
    const QString exported = path(QStringLiteral("export-%1.json").arg(last));
    QVERIFY(!does(QStringLiteral("workspace export ") + exported).isNull());
    QVERIFY(QFile::exists(exported)); // and is looked at, as all files are
    qunsetenv("NK_FILE");
    QVERIFY(look.argumentsRead > 0 && look.environmentsRead > 0 && look.sshSeen > 0);
    lookEverywhere(look, {QStringLiteral("site.nightkeep")});
    QVERIFY(look.linesRead >= 4); // before and after, of the change and of its undoing
}

void TstSettingsCanary::atTheTerminal()
{
    SettingsCanaryLook look;
    for (const QString &verb :
         {QStringLiteral("settings show"), QStringLiteral("settings set backup_sche_keep=6 --yes")}) {
        PseudoTerminal terminal;
        QProcess process;
        prepare(process, {QStringLiteral("--attended")}, verb.split(u' '), QStringLiteral("exec \"$@\""));
        terminal.give(process);
        process.start();
        QVERIFY(process.waitForStarted());
        QVERIFY2(terminal.waitFor("Password of the"), terminal.shown().constData());
        terminal.type(settingsPassword + '\n');
        QVERIFY(!ended(process, look, 0).isNull());
        look.text("the terminal", terminal.shown());
    }
    QVERIFY(look.argumentsRead > 0 && look.environmentsRead > 0);
    lookEverywhere(look, {QStringLiteral("site.nightkeep")});
    QVERIFY(look.linesRead > 0);
}

void TstSettingsCanary::inside_data()
{
    QTest::addColumn<QString>("place");
    QTest::newRow("a keychain that has it") << QStringLiteral("keychain");
    QTest::newRow("a person who is asked") << QStringLiteral("person");
    QTest::newRow("a file") << QStringLiteral("file");
}

void TstSettingsCanary::inside()
{
    QFETCH(QString, place);
    const QString name = place + QStringLiteral(".nightkeep");
    PasswordPlaces places;
    if (place == u"file")
        places.files << secretFile(QStringLiteral("pw"), settingsPassword + '\n');
    SettingsCanaryPerson person;
    SshHostsOptions options;
    options.configFile = path(QStringLiteral("ssh_config"));
    options.knownHostsFile = m_knownHosts;
    options.askpassProgram = qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl");
    options.prompter = &person;
    SettingsCanaryLook look;
    {
        const Result<std::unique_ptr<WorkspaceStore>> made = WorkspaceStore::create(path(name), {});
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        WorkspaceStore &store = **made;
        Server server;
        server.name = settingsServer;
        QVERIFY(store.replaceServer({}, server));
        Site site;
        site.name = QStringLiteral("moodle");
        site.databaseServer = site.dataServer = settingsServer;
        site.databaseSocket = m_mysql.socketPath();
        site.databaseName = QStringLiteral("moodle");
        site.databaseUser = QStringLiteral("look");
        QVERIFY(store.replaceSite({}, site));
        SshHosts hosts(options);
        PasswordSources passwords(places, &person, std::make_unique<SettingsCanaryKeychain>(place == u"keychain"));
        QVERIFY(passwords.given().has_value());
        MoodleSitesAdapter moodles(hosts, store, passwords);
        SettingsService settings(store, store, moodles, store, [] { return QDateTime::currentDateTimeUtc(); });
        const QFuture<QString> acts = QtConcurrent::run([&settings] { return settingsCanaryActs(settings); });
        do
            look.processes();
        while (!QTest::qWaitFor([&acts] { return acts.isFinished(); }, 5));
        QCOMPARE(acts.result(), QString());
        look.processes(); // the login is still open
        const Result<QByteArray> exported = store.exportJson();
        QVERIFY(exported && exported->contains("moodle"));
        look.text("the export", *exported);
    }
    QCOMPARE(person.asked > 0, place == u"person");
    QVERIFY(look.argumentsRead > 0 && look.environmentsRead > 0 && look.sshSeen > 0);
    lookEverywhere(look, {name});
    QVERIFY(look.linesRead >= 4);
}

/// While the program holds the password and waits for ssh. Where cores go to a handler or are forbidden to all, that is
/// said, and the limits alone are looked at.
void TstSettingsCanary::anAbortedOneLeavesNoCore()
{
    const QString cores = path(QStringLiteral("cores"));
    QProcess control; // a program without a secret that is aborted there
    control.setWorkingDirectory(cores);
    control.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QStringLiteral("ulimit -c unlimited; kill -ABRT $$")});
    QVERIFY(control.waitForFinished());
    const bool writesCores = !QDir(cores).isEmpty();
    qInfo("%s",
          writesCores ? "An aborted program leaves a core here: that this one leaves none was looked at."
                      : "No aborted program leaves a core here: its limits were looked at.");
    QVERIFY(QDir(cores).removeRecursively() && QDir().mkpath(cores));

    const QString file = secretFile(QStringLiteral("pw"), settingsPassword + '\n');
    QCOMPARE(::mkfifo(QFile::encodeName(path(QStringLiteral("wait"))).constData(), 0600), 0);
    QProcess process;
    prepare(process, {QStringLiteral("--password-file"), file}, {QStringLiteral("settings"), QStringLiteral("show")},
            QStringLiteral("ulimit -S -c \"$(ulimit -H -c)\"; exec \"$@\""));
    process.setWorkingDirectory(cores);
    process.start();
    const auto waiting = [&process]() -> QList<qint64> {
        const QList<qint64> children = descendantsOf(process.processId());
        const bool isThere = std::any_of(children.cbegin(), children.cend(),
                                         [](qint64 child) { return commandLineOf(child).contains("/bin/ssh"); });
        return isThere ? children : QList<qint64>();
    };
    QTRY_VERIFY(!waiting().isEmpty() || process.state() == QProcess::NotRunning);
    QList<qint64> ours = waiting();
    QVERIFY(!ours.isEmpty());
    int limits = 0;
    for (const qint64 each : ours + QList<qint64> {process.processId()}) {
        const QByteArray limit = settingsCanaryCoreLimit(each);
        limits += limit.isEmpty() ? 0 : 1;
        QVERIFY2(limit.isEmpty() || limit.endsWith(" 1 1 bytes"), limit.constData());
    }
    QVERIFY(limits >= 2); // the program's own, and one of what it started
    SettingsCanaryLook look;
    look.processes();
    QCOMPARE(::kill(pid_t(process.processId()), SIGABRT), 0);
    QVERIFY(process.waitForFinished());
    for (const qint64 each : ours)
        ::kill(pid_t(each), SIGKILL); // what waits for a line would wait for ever
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    look.text("standard output", process.readAllStandardOutput());
    look.text("standard error", process.readAllStandardError());
    QVERIFY(QFile::remove(path(QStringLiteral("wait"))));
    QDirIterator left(cores, QDir::Files | QDir::Hidden);
    qint64 bytes = 0;
    while (left.hasNext()) {
        left.next();
        bytes += left.fileInfo().size();
    }
    QVERIFY(bytes <= 1); // of the one byte that a core may have
    lookEverywhere(look, {QStringLiteral("site.nightkeep")});
}

NIGHTKEEP_TEST(TstSettingsCanary, integration, Core, 600)
#include "tst_settingscanary.moc"
