// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteprograms.h"
#include "models/base/frame.h"
#include "tests/support/standinmoodle.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

/// How the web server's user is become, and what a folder for backups is: on servers whose "id" and "sudo" are ours.
class TstMoodleDoorWays : public QObject
{
    Q_OBJECT

private:
    StandInMoodle m_moodle;
    QTemporaryDir m_tools;

    void tool(const QString &name, const QByteArray &script)
    {
        QFile file(m_tools.filePath(name));
        file.remove();
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("#!/bin/sh\n" + script) > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    /// Somebody who is not the web server's user, nor root; whose own files are ours.
    void beOperator()
    {
        const uint number = getuid() == 0 ? 1001 : getuid();
        tool(QStringLiteral("id"),
             "case $1,$2 in -un,*) echo operator ;; -u,root) echo 0 ;; -u,*) echo " + QByteArray::number(number)
                 + " ;; esac\n");
    }
    QList<FrameRecord> ask(RemoteProgram program, const QByteArrayList &input, const QString &shell)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), m_tools.path() + u':' + qEnvironmentVariable("PATH"));
        process.setProcessEnvironment(environment);
        QStringList words = shell.split(u' ');
        const QString first = words.takeFirst();
        process.start(first,
                      words
                          + QStringList {QStringLiteral("-c"), QString::fromUtf8(*remoteProgramText(program)),
                                         QStringLiteral("nightkeep")});
        process.write(inputFields(input));
        process.closeWriteChannel();
        if (!process.waitForFinished(120000) || process.exitCode() != 0)
            return {{"failed", {process.readAllStandardError()}}};
        const QByteArray output = process.readAllStandardOutput();
        const Result<QList<FrameRecord>> records = readFrame(output, remoteProgramName(program).toLatin1());
        return records ? *records : QList<FrameRecord> {{"damaged", {output.left(500)}}};
    }
    static QByteArray textOfRecords(const QList<FrameRecord> &records)
    {
        QByteArray text;
        for (const FrameRecord &record : records)
            text += record.type + '|' + record.fields.join('|') + '\n';
        return text;
    }
    static void shells()
    {
        QTest::addColumn<QString>("shell");
        for (const char *shell : {"dash", "bash", "ksh93", "mksh", "busybox sh"})
            QTest::newRow(shell) << QString::fromLatin1(shell);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_moodle.make());
        beOperator();
        tool(QStringLiteral("sudo"), "exit 1\n");
    }
    void sudoDecides_data();
    void sudoDecides();
    void refusesWhatCouldDoAnything_data();
    void refusesWhatCouldDoAnything();
    void runsNothingAsRoot();
    void everyShellWrites_data() { shells(); }
    void everyShellWrites();
    void whereTheCodeCannotBeLocked();
    void foldersAreLookedAt_data() { shells(); }
    void foldersAreLookedAt();
};

void TstMoodleDoorWays::sudoDecides_data()
{
    QTest::addColumn<QByteArray>("allows"); // as sudo -l answers of a command, whose words are "$*"
    QTest::addColumn<QByteArray>("read");
    QTest::addColumn<QByteArray>("set");
    QTest::newRow("nothing") << QByteArray("false") << QByteArray("refused|not-that-user|nobody|operator")
                             << QByteArray("refused|not-that-user");
    QTest::newRow("everything") << QByteArray("true") << QByteArray("value|61|31") << QByteArray("outcome|61|written");
    QTest::newRow("PHP alone") << QByteArray("case $* in timeout*) false ;; esac") << QByteArray("value|61|31")
                               << QByteArray("outcome|61|written");
    // Nobody could tell what config.php forces.
    QTest::newRow("cfg.php alone") << QByteArray("case $* in timeout*) false ;; *cfg.php*) ;; *) false ;; esac")
                                   << QByteArray("unsure|sudo") << QByteArray("refused|unsure");
}

void TstMoodleDoorWays::sudoDecides()
{
    QFETCH(QByteArray, allows);
    QFETCH(QByteArray, read);
    QFETCH(QByteArray, set);
    m_moodle.setRows({{QStringLiteral("a"), QStringLiteral("1")}});
    tool(QStringLiteral("sudo"),
         "lists=\nwhile [ \"$1\" != -- ]; do [ \"$1\" != -l ] || lists=yes; shift; done\nshift\n" + allows
             + "\nallowed=$?\n[ $allowed -eq 0 ] || exit 1\n[ -n \"$lists\" ] || exec \"$@\"\n");
    const QByteArray code = QFile::encodeName(m_moodle.folder());
    QByteArray said = textOfRecords(
        ask(RemoteProgram::MoodleSettings, {"", code, "nobody", "", "60", "read"}, QStringLiteral("/bin/sh")));
    QVERIFY2(said.contains(read), said.constData());
    said = textOfRecords(ask(RemoteProgram::MoodleSettings, {"", code, "nobody", "", "60", "set", "61", "=31", "32"},
                             QStringLiteral("/bin/sh")));
    QVERIFY2(said.contains(set), said.constData());
    QCOMPARE(m_moodle.rows().value(QStringLiteral("a")),
             set.endsWith("written") ? QStringLiteral("2") : QStringLiteral("1"));
    tool(QStringLiteral("sudo"), "exit 1\n");
}

void TstMoodleDoorWays::refusesWhatCouldDoAnything_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<int>("mode"); // of the program that the site names
    QTest::addColumn<QByteArray>("refused");
    const int sound = 0755;
    QTest::newRow("sound") << QByteArray("nobody") << sound << QByteArray("value|61|31");
    QTest::newRow("as root") << QByteArray("root") << sound << QByteArray("refused|root-runs-nothing");
    QTest::newRow("the group may change it") << QByteArray("nobody") << 0775 << QByteArray("refused|php-not-ours");
    QTest::newRow("everybody may change it") << QByteArray("nobody") << 0757 << QByteArray("refused|php-not-ours");
}

void TstMoodleDoorWays::refusesWhatCouldDoAnything()
{
    QFETCH(QByteArray, user);
    QFETCH(int, mode);
    QFETCH(QByteArray, refused);
    m_moodle.setRows({{QStringLiteral("a"), QStringLiteral("1")}});
    tool(QStringLiteral("sudo"),
         "lists=\nwhile [ \"$1\" != -- ]; do [ \"$1\" != -l ] || lists=yes; shift; done\nshift\n"
         "[ -n \"$lists\" ] || exec \"$@\"\n");
    tool(QStringLiteral("own-php"), "exec php \"$@\"\n");
    const QByteArray php = QFile::encodeName(m_tools.filePath(QStringLiteral("own-php")));
    QCOMPARE(chmod(php.constData(), mode_t(mode)), 0);
    const QByteArray said = textOfRecords(ask(RemoteProgram::MoodleSettings,
                                              {"", QFile::encodeName(m_moodle.folder()), user, php, "60", "read"},
                                              QStringLiteral("/bin/sh")));
    QVERIFY2(said.contains(refused), said.constData());
    tool(QStringLiteral("sudo"), "exit 1\n");
}

/// Nor what only reads Moodle's answer: where root logs in, all PHP runs by way of "su".
void TstMoodleDoorWays::runsNothingAsRoot()
{
    m_moodle.setRows({{QStringLiteral("a"), QStringLiteral("1")}});
    const QByteArray timeout = QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("timeout")));
    tool(QStringLiteral("id"), "case $1,$2 in -un,*) echo root ;; -u,nobody) echo 1001 ;; -u,*) echo 0 ;; esac\n");
    tool(QStringLiteral("timeout"), "case $2 in *php*) exit 99 ;; esac\nexec " + timeout + " \"$@\"\n");
    tool(QStringLiteral("su"), "[ \"$1 $2 $3 $4\" = '-s /bin/sh nobody -c' ] || exit 98\nexec /bin/sh -c \"$5\"\n");
    const QByteArray said =
        textOfRecords(ask(RemoteProgram::MoodleSettings,
                          {"", QFile::encodeName(m_moodle.folder()), "nobody", "", "60", "set", "61", "=31", "32"},
                          QStringLiteral("/bin/sh")));
    QVERIFY(QFile::remove(m_tools.filePath(QStringLiteral("timeout"))));
    QVERIFY(QFile::remove(m_tools.filePath(QStringLiteral("su"))));
    beOperator();
    QVERIFY2(said.contains("outcome|61|written|=32|"), said.constData());
}

void TstMoodleDoorWays::everyShellWrites()
{
    QFETCH(QString, shell);
    // The list of 20,000 tasks that wait is long.
    m_moodle.setRows({{QStringLiteral("a"), QStringLiteral("1")},
                      {QStringLiteral("backup_auto_adhoctasks"), QStringLiteral("1234567,").repeated(20000)}});
    const QByteArray text = "it's \"\xc3\xa9\n$(id) \\ %s";
    const QByteArray said = textOfRecords(ask(RemoteProgram::MoodleSettings,
                                              {"", QFile::encodeName(m_moodle.folder()), "operator", "", "60", "set",
                                               "61", "=31", text.toHex(), "62", "-", ""},
                                              shell));
    QVERIFY2(said.contains("outcome|61|written|=" + text.toHex() + '|'), said.constData());
    QVERIFY2(said.contains("outcome|62|written|=|"), said.constData());
    QCOMPARE(m_moodle.rows().value(QStringLiteral("a")), QString::fromUtf8(text));
}

void TstMoodleDoorWays::whereTheCodeCannotBeLocked()
{
    // As on NFS, for who cannot write there: what "flock" is given is its descriptor 3.
    const QString real = QStandardPaths::findExecutable(QStringLiteral("flock"));
    QVERIFY(!real.isEmpty());
    m_moodle.setRows({{QStringLiteral("a"), QStringLiteral("1")}});
    tool(QStringLiteral("flock"),
         "case $(readlink /proc/$$/fd/3) in */cfg.php) exit 66 ;; esac\nexec " + QFile::encodeName(real) + " \"$@\"\n");
    const QByteArray said =
        textOfRecords(ask(RemoteProgram::MoodleSettings,
                          {"", QFile::encodeName(m_moodle.folder()), "operator", "", "60", "set", "61", "=31", "32"},
                          QStringLiteral("dash")));
    QVERIFY(QFile::remove(m_tools.filePath(QStringLiteral("flock"))));
    QVERIFY2(said.contains("outcome|61|written|=32|"), said.constData());
}

void TstMoodleDoorWays::foldersAreLookedAt()
{
    QFETCH(QString, shell);
    QTemporaryDir place;
    const QByteArray at = QFile::encodeName(place.path());
    QVERIFY(QDir(place.path()).mkpath(QStringLiteral("code/public"))
            && QDir(place.path()).mkpath(QStringLiteral("code/data"))
            && QDir(place.path()).mkpath(QStringLiteral("code/public/b")));
    QVERIFY(QFile::link(place.filePath(QStringLiteral("code/data")), place.filePath(QStringLiteral("link"))));
    const auto look = [&](const QByteArray &folder, const QByteArray &user) {
        const QList<FrameRecord> records =
            ask(RemoteProgram::Destination, {"", at + folder, user, at + "/code"}, shell);
        return records.value(0).type == "destination" ? records.at(0).fields : QByteArrayList {textOfRecords(records)};
    };
    QByteArrayList facts = look("/link", "operator"); // by where it really is
    QVERIFY2(facts.size() == 8, facts.join('|').constData());
    QCOMPARE(facts.at(0), QByteArray("yes"));
    QCOMPARE(facts.at(1), QByteArray("yes"));
    QVERIFY(!facts.at(2).isEmpty() && facts.at(3).startsWith('/'));
    QVERIFY(facts.at(4).toLongLong() >= 0 && facts.at(5).toLongLong() > 0);
    QCOMPARE(facts.at(6), QByteArray("yes"));
    QCOMPARE(facts.at(7), QByteArray("operator"));
    // Who may not become the web server's user cannot tell for it.
    facts = look("/code/data", "nobody");
    QCOMPARE(facts.value(0), QByteArray("yes"));
    QCOMPARE(facts.value(1), QByteArray());
    // Nor can root, where nobody has said who that is.
    tool(QStringLiteral("id"), "case $1 in -un) echo root ;; -u) echo 0 ;; esac\n");
    facts = look("/code/data", "");
    QCOMPARE(facts.value(0), QByteArray("yes"));
    QCOMPARE(facts.value(1), QByteArray());
    beOperator();
    facts = look("/none", "operator");
    QCOMPARE(facts.value(0), QByteArray("no"));
    QCOMPARE(facts.value(1), QByteArray());
    QCOMPARE(facts.value(4), QByteArray("-1"));
    // Where we see nothing the web server's user may.
    tool(QStringLiteral("sudo"), "exit 0\n");
    QCOMPARE(look("/none", "nobody").value(0), QByteArray("yes"));
    tool(QStringLiteral("sudo"), "exit 1\n");
    QCOMPARE(look("/none", "nobody").value(0), QByteArray("no"));
    QVERIFY(QFile::link(place.filePath(QStringLiteral("none")), place.filePath(QStringLiteral("away"))));
    QCOMPARE(look("/away/b", "nobody").value(0), QByteArray());
    facts = look("", "operator");
    QCOMPARE(facts.value(6), QByteArray("no"));
    // Since 5.1 only a part of the code is handed out.
    QFile index(place.filePath(QStringLiteral("code/public/index.php")));
    QVERIFY(index.open(QIODevice::WriteOnly));
    QCOMPARE(look("/code/data", "operator").value(6), QByteArray("no"));
    QCOMPARE(look("/code/public/b", "operator").value(6), QByteArray("yes"));
}

NIGHTKEEP_TEST(TstMoodleDoorWays, integration, Core, 240)
#include "tst_moodledoorways.moc"
