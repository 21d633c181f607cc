// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mariadbfixture.h"
#include "tests/support/processwatch.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <QTimeZone>

#include <csignal>
#include <memory>

using namespace Nightkeep;

namespace {

constexpr int Zips = 200;

struct Answer
{
    int status = -1;
    QJsonDocument json;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QByteArray told() const { return QByteArray::number(status) + '\n' + err + out; }
    [[nodiscard]] QJsonObject object() const { return json.object(); }
    [[nodiscard]] QJsonObject row(const QString &field, const QString &value) const
    {
        for (const QJsonValue each : json.array()) {
            if (each[field].toString() == value)
                return each.toObject();
        }
        return {};
    }
};

/// A server's own view of the world: the machine's programs, a /data of its own, and a /var that is a
/// file system of its own.
QString privateRoot(const QString &folder, const QString &standIn)
{
    const QString quoted = QStringLiteral("'%1'").arg(folder);
    return QStringLiteral(R"(
top=%1
root=$top/root
mkdir -p "$root" "$top/data" "$top/bin"
mount -t tmpfs -o size=64m tmpfs "$root"
for d in /*; do
    name=${d#/}
    case $name in data | var | run | proc | sys) continue ;; esac
    if [ -L "$d" ]; then
        cp -P "$d" "$root/$name"
    elif [ -d "$d" ]; then
        mkdir "$root/$name"
        mount --rbind "$d" "$root/$name"
    fi
done
for name in data var run proc sys old; do mkdir -p "$root/$name"; done
mount --rbind /proc "$root/proc"
mount --rbind /sys "$root/sys"
mount -t tmpfs -o size=16m tmpfs "$root/var"
mkdir -p "$root/run/sshd" "$root/var/lib/wiki"
mount --bind "$top/data" "$root/data"
%2
cd "$root"
pivot_root . old
umount -l /old
cd /
)")
        .arg(quoted,
             standIn.isEmpty() ? QString()
                               : QStringLiteral("cp '%1' \"$top/bin/dsmc\"; chmod 755 \"$top/bin/dsmc\"; "
                                                "mount --bind \"$top/bin\" \"$root/usr/local/bin\"")
                                     .arg(standIn));
}

bool writeFile(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    return QDir().mkpath(QFileInfo(name).path()) && file.open(QIODevice::WriteOnly)
        && file.write(bytes) == bytes.size();
}

} // namespace

/// The main job, whole, by the program that people run: three servers behind sshd, one MariaDB, and
/// nothing stood in but the storage manager's client.
class TstMainJob : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void theMainJob_data();
    void theMainJob();

private:
    void importThePage();
    void meetTheServers();
    void compareFolders();
    void changeAnOption();
    void archiveTheTerm();

    Answer ctl(const QStringList &arguments);
    QStringList common() const;
    bool makeZips();

    QTemporaryDir m_folder;
    SshFixture m_data;
    SshFixture m_other;
    SshFixture m_database;
    MariaDbFixture m_mysql;
    QString m_ctl;
    int m_round = 0;
};

void TstMainJob::initTestCase()
{
    QVERIFY2(::geteuid() == 0, "This test gives each server a mount namespace of its own, which needs root.");
    // What the program remembers of workspaces is one file of whoever runs it, with one lock.
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, QFile::encodeName(m_folder.path()));
    m_ctl = qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl");
    const QString standIn =
        qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + QStringLiteral("/tests/support/dsmc-standin.sh");

    SshFixture::Options options;
    options.mountScript = privateRoot(m_data.folder(), standIn);
    QVERIFY2(m_data.start(options), qPrintable(m_data.problem()));
    options.mountScript = privateRoot(m_other.folder(), {});
    QVERIFY2(m_other.start(options), qPrintable(m_other.problem()));
    options.mountScript = privateRoot(m_database.folder(), {});
    QVERIFY2(m_database.start(options), qPrintable(m_database.problem()));
    const Result<void> started = m_mysql.start();
    QVERIFY2(started.has_value(), qPrintable(started ? QString() : started.error().message));

    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("ssh_config")),
                      (m_data.sshConfig(QStringLiteral("moodle-a.example.org"))
                       + m_other.sshConfig(QStringLiteral("moodle-b.example.org"))
                       + m_database.sshConfig(QStringLiteral("moodledb-a.example.org")))
                          .toUtf8()));
    QVERIFY(writeFile(m_folder.filePath(QStringLiteral("page.md")), R"(# Server backups

<table><thead><tr><th>server name</th><th>OS</th><th>service</th><th>web address</th><th><br /></th>
<th>folders *currently*<br />being backed up</th><th>folders we *want*<br />to be backed up</th><th>Backup Policy</th><th>Archive</th></tr></thead>
<tbody>
<tr><td><strong>moodle-a</strong>.example.org<br /><em>(new hardware)</em></td><td>ubuntu</td><td>live Moodle</td><td></td><td>fs-p</td>
<td>/<br />/data</td><td>/data/moodle<br />/data/apache/htdocs/moodle</td><td></td><td></td></tr>
<tr><td>moodle-b.example.org</td><td>ubuntu</td><td>wiki</td><td></td><td>fs-c</td><td>/</td><td>/var/lib/wiki<br />/data/moodle</td><td></td><td></td></tr>
<tr><td>moodledb-a.example.org</td><td>ubuntu</td><td>MySQL</td><td></td><td></td><td></td><td></td><td></td><td></td></tr>
</tbody></table>
)"));
    QVERIFY(makeZips());
}

void TstMainJob::cleanupTestCase()
{
    m_data.stop();
    m_other.stop();
    m_database.stop();
}

void TstMainJob::init()
{
    ++m_round;
    QFETCH(QString, engine);
    const auto made = m_mysql.sql(
        QStringLiteral(
            "DROP DATABASE IF EXISTS moodle; CREATE DATABASE moodle CHARACTER SET utf8;"
            "CREATE TABLE moodle.mdl_backup_config (id BIGINT(10) UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            " name VARCHAR(255) NOT NULL DEFAULT '', value VARCHAR(255) NOT NULL DEFAULT '',"
            " UNIQUE KEY mdl_backconf_nam_uix (name)) ENGINE=%1;"
            "INSERT INTO moodle.mdl_backup_config (name, value) VALUES ('backup_sche_active','1'),"
            " ('backup_sche_keep','1'), ('backup_sche_weekdays','1000000'), ('backup_sche_hour','3');"
            "CREATE TABLE moodle.mdl_course (id BIGINT(10) UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            " category BIGINT(10) UNSIGNED NOT NULL DEFAULT 0, sortorder BIGINT(10) UNSIGNED NOT NULL DEFAULT 0,"
            " fullname VARCHAR(254) NOT NULL DEFAULT '', shortname VARCHAR(100) NOT NULL DEFAULT '',"
            " visible TINYINT(1) UNSIGNED NOT NULL DEFAULT 1, timecreated BIGINT(10) UNSIGNED NOT NULL DEFAULT 0,"
            " timemodified BIGINT(10) UNSIGNED NOT NULL DEFAULT 0) ENGINE=%1;"
            "INSERT INTO moodle.mdl_course (id, category, fullname, shortname)"
            " SELECT seq, 1, CONCAT('Course ', seq), CONCAT('c', seq) FROM moodle.seq_2_to_%2;")
            .arg(engine)
            .arg(Zips + 2),
        QStringLiteral("mysql")); // one course more than zips
    QVERIFY2(made.has_value(), qPrintable(made ? QString() : made.error().detail));
}

bool TstMainJob::makeZips()
{
    const QString media = m_folder.filePath(QStringLiteral("media.bin"));
    QByteArray noise;
    for (int i = 0; noise.size() < 1024 * 1024; ++i) // does not compress
        noise += QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Sha512);
    const QString xml = m_folder.filePath(QStringLiteral("moodle.xml"));
    if (!writeFile(media, noise))
        return false;
    for (int id = 2; id < Zips + 2; ++id) {
        const QString name =
            m_data.folder() + QStringLiteral("/data/moodle/%1/backupdata/backup-c%1-20081123-0300.zip").arg(id);
        const QByteArray text =
            "<?xml version=\"1.0\"?><MOODLE_BACKUP><INFO><DATE>1227409200</DATE></INFO><COURSE><HEADER>"
            "<ID>"
            + QByteArray::number(id) + "</ID></HEADER></COURSE></MOODLE_BACKUP>\n";
        if (!QDir().mkpath(QFileInfo(name).path()) || !writeFile(xml, text)
            || QProcess::execute(QStringLiteral("zip"), {QStringLiteral("-q0j"), name, media, xml}) != 0)
            return false;
        QFile file(name);
        if (!file.open(QIODevice::ReadWrite)
            || !file.setFileTime(QDateTime(QDate(2008, 11, 23), QTime(3, 0), QTimeZone::utc()),
                                 QFileDevice::FileModificationTime))
            return false;
    }
    return QDir().mkpath(m_data.folder() + QStringLiteral("/data/apache/htdocs/moodle"))
        && QDir().mkpath(m_data.folder() + QStringLiteral("/data/archives"))
        && QDir().mkpath(m_other.folder() + QStringLiteral("/data/moodle"));
}

QStringList TstMainJob::common() const
{
    return {QStringLiteral("--workspace"),   m_folder.filePath(QStringLiteral("team%1.nightkeep").arg(m_round)),
            QStringLiteral("--ssh-config"),  m_folder.filePath(QStringLiteral("ssh_config")),
            QStringLiteral("--known-hosts"), m_folder.filePath(QStringLiteral("known_hosts%1").arg(m_round)),
            QStringLiteral("--json")};
}

Answer TstMainJob::ctl(const QStringList &arguments)
{
    QProcess process;
    process.start(m_ctl, common() + arguments);
    process.closeWriteChannel();
    Answer answer;
    if (!process.waitForFinished(120000))
        return answer;
    answer.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    answer.out = process.readAllStandardOutput();
    answer.err = process.readAllStandardError();
    answer.json = QJsonDocument::fromJson(answer.out);
    return answer;
}

// Asked once: a second asking, only to say what was wrong with the first, would say something else.
#define EXPECT(answer, expected)                                                                                       \
    do {                                                                                                               \
        const Answer &got = (answer);                                                                                  \
        QVERIFY2(got.status == (expected), got.told().constData());                                                    \
    } while (false)

void TstMainJob::theMainJob_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("MyISAM: no transactions") << QStringLiteral("MyISAM");
    QTest::newRow("InnoDB") << QStringLiteral("InnoDB");
}

void TstMainJob::theMainJob()
{
    importThePage();
    if (QTest::currentTestFailed())
        return;
    meetTheServers();
    if (QTest::currentTestFailed())
        return;
    compareFolders();
    if (QTest::currentTestFailed())
        return;
    changeAnOption();
    if (QTest::currentTestFailed())
        return;
    archiveTheTerm();
    if (QTest::currentTestFailed())
        return;
    const Answer verified = ctl({QStringLiteral("workspace"), QStringLiteral("verify")});
    EXPECT(verified, 0);
}

void TstMainJob::importThePage()
{
    EXPECT(ctl({QStringLiteral("workspace"), QStringLiteral("create")}), 0);
    const QString page = m_folder.filePath(QStringLiteral("page.md"));
    const Answer imported = ctl({QStringLiteral("import-wiki"), page});
    EXPECT(imported, 0);
    QCOMPARE(imported.object().value(QStringLiteral("servers")).toInt(), 3);
    QCOMPARE(imported.object().value(QStringLiteral("currentFolders")).toInt(), 3);
    QCOMPARE(imported.object().value(QStringLiteral("wantedFolders")).toInt(), 4);
    QVERIFY(imported.object().value(QStringLiteral("skipped")).toArray().isEmpty());
    EXPECT(ctl({QStringLiteral("import-wiki"), page}), 0);
    const Answer servers = ctl({QStringLiteral("servers")});
    EXPECT(servers, 0);
    QCOMPARE(servers.json.array().size(), 3);
    QCOMPARE(servers.row(QStringLiteral("name"), QStringLiteral("moodle-a.example.org"))
                 .value(QStringLiteral("note"))
                 .toString(),
             QStringLiteral("new hardware"));
}

void TstMainJob::meetTheServers()
{
    // Nobody has trusted these keys yet: nothing is sent, and nothing is known afterwards.
    const Answer strangers = ctl({QStringLiteral("probe")});
    EXPECT(strangers, 3);
    for (const QJsonValue row : ctl({QStringLiteral("coverage")}).json.array())
        QCOMPARE(row[QStringLiteral("evidence")].toString(), QStringLiteral("declared"));

    EXPECT(ctl({QStringLiteral("servers"), QStringLiteral("trust"), QStringLiteral("moodle-a.example.org"),
                m_other.fingerprint()}),
           4);
    const QList<QPair<QString, QString>> keys {{QStringLiteral("moodle-a.example.org"), m_data.fingerprint()},
                                               {QStringLiteral("moodle-b.example.org"), m_other.fingerprint()},
                                               {QStringLiteral("moodledb-a.example.org"), m_database.fingerprint()}};
    for (const auto &[name, fingerprint] : keys)
        EXPECT(ctl({QStringLiteral("servers"), QStringLiteral("trust"), name, fingerprint}), 0);
    EXPECT(ctl({QStringLiteral("probe")}), 0);
}

void TstMainJob::compareFolders()
{
    const Answer coverage = ctl({QStringLiteral("coverage")});
    EXPECT(coverage, 0);
    const auto stateOf = [&](const QString &server, const QString &folder) {
        for (const QJsonValue row : coverage.json.array()) {
            if (row[QStringLiteral("server")].toString() == server
                && row[QStringLiteral("folder")].toString() == folder)
                return row[QStringLiteral("state")].toString() + QLatin1Char(' ')
                    + row[QStringLiteral("evidence")].toString();
        }
        return QString();
    };
    const QString a = QStringLiteral("moodle-a.example.org");
    const QString b = QStringLiteral("moodle-b.example.org");
    // The client's stand-in tells of a run in 2008, so what it took is in the backup, and long ago.
    QCOMPARE(stateOf(a, QStringLiteral("/data/moodle")), QStringLiteral("stale observed"));
    QCOMPARE(stateOf(a, QStringLiteral("/data/apache/htdocs/moodle")), QStringLiteral("stale observed"));
    // The page lists "/", but by the mounts /var and /data are file systems of their own; no client says anything.
    QCOMPARE(stateOf(b, QStringLiteral("/var/lib/wiki")), QStringLiteral("uncovered pageAndMounts"));
    QCOMPARE(stateOf(b, QStringLiteral("/data/moodle")), QStringLiteral("uncovered pageAndMounts"));
    EXPECT(ctl({QStringLiteral("check"), QStringLiteral("--severity"), QStringLiteral("critical")}), 1);
}

void TstMainJob::changeAnOption()
{
    const QString site = QStringLiteral("moodle");
    EXPECT(ctl({QStringLiteral("sites"), QStringLiteral("set"), site, QStringLiteral("--new"),
                QStringLiteral("databaseServer=moodledb-a.example.org"),
                QStringLiteral("databaseSocket=") + m_mysql.socketPath(), QStringLiteral("databaseName=moodle"),
                QStringLiteral("databaseUser=root"), QStringLiteral("dataServer=moodle-a.example.org"),
                QStringLiteral("dataFolder=/data/moodle"), QStringLiteral("archiveFolder=/data/archives")}),
           0);
    const Answer shown = ctl({QStringLiteral("settings"), QStringLiteral("show")});
    EXPECT(shown, 0);
    const QJsonObject keep = shown.row(QStringLiteral("name"), QStringLiteral("backup_sche_keep"));
    QCOMPARE(keep.value(QStringLiteral("value")).toString(), QStringLiteral("1"));

    const QStringList keepTwo {QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("backup_sche_keep=2"),
                               QStringLiteral("--expect"), QStringLiteral("backup_sche_keep=1")};
    EXPECT(ctl(keepTwo), 0);
    QCOMPARE(*m_mysql.sql(QStringLiteral("SELECT value FROM moodle.mdl_backup_config WHERE name='backup_sche_keep'")),
             QByteArray("2\n"));

    // Somebody changes it on Moodle's own page meanwhile: three values, and nothing is written.
    QVERIFY(m_mysql.sql(QStringLiteral("UPDATE moodle.mdl_backup_config SET value='5' WHERE name='backup_sche_keep'")));
    const Answer conflict =
        ctl({QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("backup_sche_keep=10"),
             QStringLiteral("--expect"), QStringLiteral("backup_sche_keep=2")});
    EXPECT(conflict, 4);
    QVERIFY(conflict.out.contains("\"5\"") && conflict.out.contains("\"10\"") && conflict.out.contains("\"2\""));
    QCOMPARE(*m_mysql.sql(QStringLiteral("SELECT value FROM moodle.mdl_backup_config WHERE name='backup_sche_keep'")),
             QByteArray("5\n"));
}

void TstMainJob::archiveTheTerm()
{
    const QString name = QStringLiteral("moodle-2008-autumn-%1").arg(m_round);
    const QStringList request {QStringLiteral("--not-before"), QStringLiteral("2008-11-20"), QStringLiteral("--name"),
                               name};
    const Answer plan = ctl(QStringList {QStringLiteral("archive"), QStringLiteral("plan")} + request);
    EXPECT(plan, 0);
    QCOMPARE(plan.object().value(QStringLiteral("includedCount")).toInt(), Zips);
    QCOMPARE(plan.object().value(QStringLiteral("warnings")).toArray().size(), 1); // the course without a zip
    QVERIFY(plan.object().value(QStringLiteral("fits")).toBool());

    // However slow the way to the server is, the job is found in the middle.
    const QString jobs = m_data.folder() + QStringLiteral("/data/archives/.nightkeep/");
    QVERIFY(QDir().mkpath(jobs));
    QFile failpoint(jobs + QStringLiteral("failpoint"));
    QVERIFY(failpoint.open(QIODevice::WriteOnly));
    failpoint.write("packed:stop\n");
    failpoint.close();
    const Answer started =
        ctl(QStringList {QStringLiteral("archive"), QStringLiteral("start"), QStringLiteral("--fingerprint"),
                         plan.object().value(QStringLiteral("fingerprint")).toString()}
            + request);
    EXPECT(started, 0);
    const QString run = started.object().value(QStringLiteral("run")).toString();

    // The program is watching, and dies without a word; the job on the server does not notice.
    QProcess watcher;
    watcher.start(
        m_ctl,
        common() + QStringList {QStringLiteral("archive"), QStringLiteral("attach"), QStringLiteral("--run"), run});
    QVERIFY(watcher.waitForStarted());
    const QString part = m_data.folder() + QStringLiteral("/data/archives/.nightkeep/%1/zipfiles.tar").arg(run);
    const QString tar = m_data.folder() + QStringLiteral("/data/archives/%1.tar").arg(name);
    QFile owner(jobs + run + QStringLiteral("/owner"));
    QVERIFY(owner.open(QIODevice::ReadOnly));
    const qint64 pid = owner.readAll().split('\0').value(5).toLongLong();
    QTRY_VERIFY_WITH_TIMEOUT(isHalted(pid), 60000);
    QVERIFY(QFile::exists(part));
    ::kill(static_cast<pid_t>(watcher.processId()), SIGKILL);
    QVERIFY(watcher.waitForFinished());
    QCOMPARE(watcher.exitStatus(), QProcess::CrashExit);
    QVERIFY(isHalted(pid));
    QVERIFY(failpoint.remove());
    QCOMPARE(::kill(static_cast<pid_t>(pid), SIGCONT), 0);

    const Answer ended = ctl({QStringLiteral("archive"), QStringLiteral("attach"), QStringLiteral("--run"), run});
    EXPECT(ended, 0);
    QCOMPARE(ended.object().value(QStringLiteral("state")).toString(), QStringLiteral("complete"));
    QFile file(tar);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCryptographicHash sha(QCryptographicHash::Sha256);
    QVERIFY(sha.addData(&file));
    QCOMPARE(ended.object().value(QStringLiteral("sha256")).toString(), QString::fromLatin1(sha.result().toHex()));
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(part), 60000); // which the job removes once the archive is complete

    const Answer contents = ctl({QStringLiteral("archive"), QStringLiteral("contents"), QStringLiteral("--run"), run});
    EXPECT(contents, 0);
    QCOMPARE(contents.object().value(QStringLiteral("members")).toArray().size(), Zips);
    QVERIFY(contents.object().value(QStringLiteral("matches")).toBool());
}

NIGHTKEEP_TEST(TstMainJob, integration, Core, 900)
#include "tst_mainjob.moc"
