// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// resources/remote/probe.sh under the shells that servers have.
#include "app/process/remoteprograms.h"
#include "models/servers/remotehost.h"
#include "models/servers/serversnapshot.h"
#include "tests/process/shelltools.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// What all that was started and has ended has taken of the processor, in seconds: a busy machine takes longer over
/// the same work, but no more of that.
double processorTime()
{
    rusage used = {};
    ::getrusage(RUSAGE_CHILDREN, &used);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double probeLimit()
{
    return double(RemoteLimits().time.count()) / 1000;
}

} // namespace

class TstProbeProgram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void realServer_data() { shells(); }
    void realServer();
    void demoFolder_data() { shells(); }
    void demoFolder();
    void bareDemoFolder_data() { shells(); }
    void bareDemoFolder();
    void manyRules_data() { shells(); }
    void manyRules();
    void manyMounts_data() { shells(); }
    void manyMounts();
    void networkRootIsGuarded_data() { shells(); }
    void networkRootIsGuarded();
    void folderStates_data() { shells(); }
    void folderStates();
    void unreadableFolder_data() { shells(); }
    void unreadableFolder();
    void networkMountIsGuarded_data() { shells(); }
    void networkMountIsGuarded();
    void everyByteInAName_data() { shells(); }
    void everyByteInAName();
    void everyByteInANameByAnyAwk_data();
    void everyByteInANameByAnyAwk();
    void toolsAreFiles_data() { shells(); }
    void toolsAreFiles();
    void hostileTools_data() { shells(); }
    void hostileTools();
    void storageManager_data() { shells(); }
    void storageManager();
    void storageManagerThatHangs_data() { shells(); }
    void storageManagerThatHangs();
    void bareServer_data() { shells(); }
    void bareServer();
    void badInput_data();
    void badInput();

private:
    void shells();
    [[nodiscard]] Result<ServerSnapshot> run(const QByteArray &root, const QStringList &tools,
                                             const QList<BytePath> &folders);
    void write(const QString &fileName, const QByteArray &text, bool executable = false);
    [[nodiscard]] QByteArray root() const { return QFile::encodeName(m_folder->path()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_shell;
    QString m_path; ///< of the started shell
    QByteArray m_text;
    QByteArray m_errors;
};

void TstProbeProgram::shells()
{
    QTest::addColumn<QStringList>("shell");
    QTest::newRow("sh") << QStringList {QStringLiteral("/bin/sh")};
    QTest::newRow("dash") << QStringList {QStringLiteral("/bin/dash")};
    QTest::newRow("bash as sh") << QStringList {QStringLiteral("/bin/bash"), QStringLiteral("--posix")};
    const QString busybox = QStandardPaths::findExecutable(QStringLiteral("busybox"));
    if (!busybox.isEmpty())
        QTest::newRow("busybox") << QStringList {busybox, QStringLiteral("sh")};
    for (const QString &name : {QStringLiteral("ksh93"), QStringLiteral("mksh")}) {
        const QString shell = QStandardPaths::findExecutable(name);
        if (!shell.isEmpty())
            QTest::newRow(qPrintable(name)) << QStringList {shell};
    }
}

void TstProbeProgram::initTestCase()
{
    const auto text = remoteProgramText(RemoteProgram::Probe);
    QVERIFY(text);
    m_text = *text;
    QVERIFY(m_text.startsWith("nk_program=probe\n#!/bin/sh\n"));
}

void TstProbeProgram::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(QStringLiteral("patient/timeout"), "#!/bin/sh\n" + PatientTimeout, true);
    m_path = m_folder->filePath(QStringLiteral("patient:")) + qEnvironmentVariable("PATH");
    m_shell = QStringList {QStringLiteral("/bin/sh")};
    const QByteArray function = QTest::currentTestFunction();
    if (QTest::currentDataTag() && function != "badInput" && function != "everyByteInANameByAnyAwk") {
        QFETCH(QStringList, shell);
        m_shell = shell;
    }
}

void TstProbeProgram::write(const QString &fileName, const QByteArray &text, bool executable)
{
    const QString path = m_folder->filePath(fileName);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    if (executable)
        QVERIFY(file.setPermissions(file.permissions() | QFile::ExeUser | QFile::ExeOther));
}

Result<ServerSnapshot> TstProbeProgram::run(const QByteArray &root, const QStringList &tools,
                                            const QList<BytePath> &folders)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), m_path);
    process.setProcessEnvironment(environment);
    const QDateTime sent = QDateTime::currentDateTimeUtc();
    process.start(
        m_shell.first(),
        m_shell.mid(1)
            + QStringList {QStringLiteral("-c"), bootstrapScript(m_text.size()), QStringLiteral("nightkeep")});
    process.write(m_text + root + '\0' + probeInput(tools, folders));
    process.closeWriteChannel();
    if (!process.waitForFinished(120000))
        return fail(ErrorKind::TimedOut, QStringLiteral("it did not end"));
    m_errors = process.readAllStandardError();
    if (process.exitCode() != 0)
        return fail(ErrorKind::Failed, QString::fromUtf8(m_errors));
    const auto records = readFrame(process.readAllStandardOutput(), "probe");
    if (!records)
        return fail(records.error());
    return parseProbe(*records, sent, QDateTime::currentDateTimeUtc());
}

void TstProbeProgram::realServer()
{
    const auto snapshot = run({}, probedTools(), {"/", "/etc"});
    QVERIFY2(snapshot, m_errors.constData());
    QVERIFY(!snapshot->osRelease.isEmpty());
    QVERIFY(snapshot->kernel.startsWith(QStringLiteral("Linux ")));
    QVERIFY(snapshot->uptimeSeconds > 0);
    QVERIFY(qAbs(snapshot->clockOffsetSeconds) < 60);
    const Mount *const mount = mountOf(snapshot->mounts, "/");
    QVERIFY(mount);
    QVERIFY(mount->totalBytes > 0);
    QVERIFY(mount->freeBytes >= 0);
    QCOMPARE(snapshot->tools.size(), probedTools().size());
    QCOMPARE(QFileInfo(snapshot->tools.value(QStringLiteral("find"))).fileName(), QStringLiteral("find"));
    QVERIFY(QFileInfo(snapshot->tools.value(QStringLiteral("sh"))).isExecutable());
    QVERIFY(m_errors.isEmpty());
}

void TstProbeProgram::demoFolder()
{
    write(QStringLiteral("etc/os-release"), "NAME=x\nPRETTY_NAME=\"Red Hat \\\"5\\\"\"\n");
    write(QStringLiteral(".nightkeep-demo/kernel"), "Linux 2.6.18-92.el5\n");
    write(QStringLiteral(".nightkeep-demo/uptime"), "86400.50 1.0\n");
    write(QStringLiteral(".nightkeep-demo/mounts"),
          "/dev/sda1 / ext3 rw 0 0\n/dev/sdb1 /data ext3 rw 0 0\nfs:/x /mnt/nfs nfs rw 0 0\nproc /proc proc rw 0 0\n");
    write(QStringLiteral(".nightkeep-demo/df"),
          "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 1000 400 500 45% /\n"
          "/dev/sdb1 2000 1 1999 1% /data\n");
    write(QStringLiteral(".nightkeep-demo/dsmc-filespaces"), "  1   2024-09-13 04:16:26   EXT3   /data\n");
    write(QStringLiteral(".nightkeep-demo/dsmc-domain"), "DOMAIN: ALL-LOCAL -/\n");
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("data/moodle")));
    const auto snapshot = run(root(), {QStringLiteral("sh")}, {"/data/moodle", "/data/none"});
    QVERIFY2(snapshot, m_errors.constData());
    QCOMPARE(snapshot->osRelease, QStringLiteral("Red Hat \"5\""));
    QCOMPARE(snapshot->kernel, QStringLiteral("Linux 2.6.18-92.el5"));
    QCOMPARE(snapshot->uptimeSeconds, 86400);
    QCOMPARE(snapshot->mounts.size(), 3);
    QCOMPARE(mountOf(snapshot->mounts, "/data/moodle")->freeBytes, 1999 * 1024);
    QVERIFY(!mountOf(snapshot->mounts, "/mnt/nfs/x")->local);
    QCOMPARE(snapshot->fileSpaces->size(), 1);
    QCOMPARE(*snapshot->domain, QList<BytePath> {"/data"});
    QCOMPARE(snapshot->folders.value("/data/moodle"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/data/none"), FolderPresence::Missing);
}

void TstProbeProgram::bareDemoFolder()
{
    const auto snapshot = run(root(), {}, {"/"});
    QVERIFY2(snapshot, m_errors.constData());
    QVERIFY(snapshot->osRelease.isEmpty());
    QVERIFY(snapshot->mounts.isEmpty());
    QVERIFY(!snapshot->fileSpaces && !snapshot->domain);
    QVERIFY(!snapshot->storageManagerProblem.isEmpty());
    QCOMPARE(snapshot->uptimeSeconds, -1);
    QCOMPARE(snapshot->folders.value("/"), FolderPresence::Present);
}

void TstProbeProgram::manyRules()
{
    // Where printf is a program of its own, the kernel hands it no more than 128 KiB.
    const int many = m_shell.first().endsWith(QLatin1String("mksh")) ? 1000 : 16000;
    QByteArray list = "Mode Function  Pattern (match from top down)  Source File\n"
                      "---- --------- ------------------------------ -----------------\n";
    for (int i = 0; i < many; ++i)
        list += "Excl All /data/films/" + QByteArray::number(i * 7919) + "/film-" + QByteArray::number(i)
            + ".mp4  /etc/adsm/inclexcl.list\n";
    write(QStringLiteral(".nightkeep-demo/mounts"), "/dev/sda1 / ext3 rw 0 0\n");
    write(QStringLiteral(".nightkeep-demo/dsmc-filespaces"), "  1   2024-09-13 04:16:26   EXT3   /\n");
    write(QStringLiteral(".nightkeep-demo/dsmc-domain"), "DOMAIN: /\n");
    write(QStringLiteral(".nightkeep-demo/dsmc-inclexcl"), list);
    const double before = processorTime();
    const auto snapshot = run(root(), {}, {"/"});
    QVERIFY2(snapshot, m_errors.constData());
    const double took = processorTime() - before;
    QVERIFY2(took > 0 && took < probeLimit(), qPrintable(QString::number(took)));
    QVERIFY(snapshot->rules);
    QCOMPARE(snapshot->rules->size(), many);
    QVERIFY(snapshot->rules->last().pattern.endsWith("/film-" + QByteArray::number(many - 1) + ".mp4"));
}

/// 20,000 mounts took 54 seconds on the server, for a text that grew line by line.
void TstProbeProgram::manyMounts()
{
    const int many = m_shell.first().endsWith(QLatin1String("mksh")) ? 1000 : 20000; // as above
    QByteArray mounts = "/dev/sda1 / ext3 rw 0 0\n";
    for (int i = 1; i < many; ++i)
        mounts += "x /m/a\\040%/" + QByteArray::number(i) + (i % 2 == 0 ? " ext3" : " nfs4") + " rw,relatime 0 0\n";
    write(QStringLiteral(".nightkeep-demo/mounts"), mounts);
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("m/a %/7")));
    const double before = processorTime();
    const auto snapshot = run(root(), {}, {"/", "/m/a %/7", "/m/a %/8"});
    QVERIFY2(snapshot, m_errors.constData());
    const double took = processorTime() - before;
    QVERIFY2(took > 0 && took < probeLimit(), qPrintable(QString::number(took)));
    QCOMPARE(snapshot->mounts.size(), many);
    QCOMPARE(snapshot->folders.value("/m/a %/7"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/m/a %/8"), FolderPresence::Missing);
}

/// In bash the place "/" was held against nothing.
void TstProbeProgram::networkRootIsGuarded()
{
    write(QStringLiteral(".nightkeep-demo/mounts"), "fs:/x / nfs4 rw 0 0\n");
    write(QStringLiteral("bin/timeout"), "#!/bin/sh\nexit 124\n", true);
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("data")));
    m_path = m_folder->filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin");
    const auto snapshot = run(root(), {}, {"/data"});
    QVERIFY2(snapshot, m_errors.constData());
    QCOMPARE(snapshot->folders.value("/data"), FolderPresence::Unreadable);
}

void TstProbeProgram::folderStates()
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("a/b")));
    write(QStringLiteral("a/file"), "x");
    QVERIFY(::symlink("b", (root() + "/a/link").constData()) == 0);
    QVERIFY(::symlink("nowhere", (root() + "/a/dangling").constData()) == 0);
    const auto snapshot =
        run(root(), {}, {"/a", "/a/b", "/a/link", "/a/file", "/a/file/x", "/a/none", "/a/none/x", "/a/dangling"});
    QVERIFY2(snapshot, m_errors.constData());
    QCOMPARE(snapshot->folders.value("/a"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/a/b"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/a/link"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/a/file"), FolderPresence::NotFolder);
    QCOMPARE(snapshot->folders.value("/a/file/x"), FolderPresence::Missing);
    QCOMPARE(snapshot->folders.value("/a/none"), FolderPresence::Missing);
    QCOMPARE(snapshot->folders.value("/a/none/x"), FolderPresence::Missing);
    QCOMPARE(snapshot->folders.value("/a/dangling"), FolderPresence::Unreadable); // where it leads is not known
}

void TstProbeProgram::unreadableFolder()
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("closed/inner")));
    QVERIFY(::chmod(root().constData(), 0755) == 0);
    QVERIFY(::chmod((root() + "/closed").constData(), 0) == 0);
    const QStringList shell = m_shell;
    if (::getuid() == 0) // to root nothing is closed
        m_shell = QStringList {QStringLiteral("setpriv"), QStringLiteral("--reuid=65534"),
                               QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups")}
            + shell;
    const auto snapshot = run(root(), {}, {"/closed", "/closed/inner", "/closed/none"});
    QVERIFY(::chmod((root() + "/closed").constData(), 0700) == 0);
    QVERIFY2(snapshot, m_errors.constData());
    QCOMPARE(snapshot->folders.value("/closed"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/closed/inner"), FolderPresence::Unreadable);
    QCOMPARE(snapshot->folders.value("/closed/none"), FolderPresence::Unreadable);
}

void TstProbeProgram::networkMountIsGuarded()
{
    // A stand-in for timeout(1) that says the question took too long proves that it was guarded.
    write(QStringLiteral(".nightkeep-demo/mounts"),
          "/dev/sda1 / ext3 rw 0 0\nfs:/x /mnt/n\\040s nfs4 rw 0 0\n"
          "fs:/y /mnt/a\\011b\\012c\\134d nfs4 rw 0 0\n");
    write(QStringLiteral("bin/timeout"), "#!/bin/sh\nexit 124\n", true);
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("mnt/n s/data")));
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("mnt/a\tb\nc\\d")));
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("mnt/n sx")));
    m_path = m_folder->filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin");
    const auto snapshot = run(root(), {}, {"/mnt/n s", "/mnt/n s/data", "/mnt/n sx", "/mnt/a\tb\nc\\d"});
    QVERIFY2(snapshot, m_errors.constData());
    QCOMPARE(snapshot->folders.value("/mnt/n s"), FolderPresence::Unreadable);
    QCOMPARE(snapshot->folders.value("/mnt/n s/data"), FolderPresence::Unreadable);
    QCOMPARE(snapshot->folders.value("/mnt/a\tb\nc\\d"), FolderPresence::Unreadable);
    QCOMPARE(snapshot->folders.value("/mnt/n sx"), FolderPresence::Present);
}

void TstProbeProgram::everyByteInAName()
{
    QByteArray name;
    for (int byte = 1; byte < 256; ++byte) {
        if (byte != '/')
            name.append(static_cast<char>(byte));
    }
    QList<BytePath> folders;
    for (const QByteArray &part : {name.left(120), name.mid(120), QByteArray("-n\n"), QByteArray("%d%s\\n"),
                                   QByteArray("$(touch canary)"), QByteArray("*"), QByteArray("\\001")}) {
        QVERIFY(::mkdir((root() + '/' + part).constData(), 0700) == 0);
        folders.append('/' + part);
        folders.append('/' + part + "-not");
    }
    const auto snapshot = run(root(), {}, folders);
    for (const BytePath &folder : std::as_const(folders)) // Qt cannot name them all
        static_cast<void>(::rmdir((root() + folder).constData()));
    QVERIFY2(snapshot, m_errors.constData());
    QCOMPARE(snapshot->folders.size(), folders.size());
    for (const BytePath &folder : std::as_const(folders))
        QCOMPARE(snapshot->folders.value(folder),
                 folder.endsWith("-not") ? FolderPresence::Missing : FolderPresence::Present);
    QVERIFY(!QFile::exists(QStringLiteral("canary")));
}

void TstProbeProgram::everyByteInANameByAnyAwk_data()
{
    QTest::addColumn<QString>("awk");
    for (const QString &name : {QStringLiteral("awk"), QStringLiteral("gawk"), QStringLiteral("mawk"),
                                QStringLiteral("original-awk"), QStringLiteral("busybox")}) {
        const QString awk = QStandardPaths::findExecutable(name);
        if (!awk.isEmpty())
            QTest::newRow(qPrintable(name)) << awk;
    }
}

void TstProbeProgram::everyByteInANameByAnyAwk()
{
    QFETCH(QString, awk);
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("bin")));
    QVERIFY(QFile::link(awk, m_folder->filePath(QStringLiteral("bin/awk")))); // busybox goes by the name
    m_path = m_folder->filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin");
    everyByteInAName();
}

void TstProbeProgram::toolsAreFiles()
{
    // Neither what the shell has built in, nor an alias, nor a folder of that name.
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("bin/tar")));
    write(QStringLiteral("bin/dd"), "x"); // and not executable
    m_path = m_folder->filePath(QStringLiteral("bin")) + QStringLiteral("::/usr/bin:/bin");
    const QStringList tools {QStringLiteral("test"), QStringLiteral("nohup"), QStringLiteral("tar"),
                             QStringLiteral("dd")};
    const auto snapshot = run({}, tools, {});
    QVERIFY2(snapshot, m_errors.constData());
    for (const QString &tool : tools)
        QCOMPARE(snapshot->tools.value(tool), QStringLiteral("/usr/bin/") + tool);
}

void TstProbeProgram::hostileTools()
{
    const QStringList tools {QStringLiteral("-v"),    QStringLiteral("$(id)"),     QStringLiteral("a b"), QString(),
                             QStringLiteral("../sh"), QStringLiteral("nosuchtool")};
    const auto snapshot = run(root(), tools, {});
    QVERIFY2(snapshot, m_errors.constData());
    for (const QString &tool : tools)
        QCOMPARE(snapshot->tools.value(tool, QStringLiteral("not answered")), QString());
}

void TstProbeProgram::storageManager()
{
    write(QStringLiteral("bin/dsmc"),
          "#!/bin/sh\ncat >&2\ncase \"$*\" in\n'query filespace'*) echo '  1  2024-09-13 04:16:26  EXT4  /' ;;\n"
          "'query options domain') echo 'DOMAIN: /' ;;\n*) exit 9 ;;\nesac\n",
          true);
    m_path = m_folder->filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin");
    const auto snapshot = run({}, {QStringLiteral("dsmc")}, {});
    QVERIFY2(snapshot, m_errors.constData());
    QCOMPARE(snapshot->tools.value(QStringLiteral("dsmc")), m_folder->filePath(QStringLiteral("bin/dsmc")));
    QCOMPARE(snapshot->fileSpaces.value_or(QList<FileSpace>()).size(), 1);
    QCOMPARE(snapshot->domain.value_or(QList<BytePath>()), QList<BytePath> {"/"});
    QVERIFY(snapshot->storageManagerProblem.isEmpty());
}

void TstProbeProgram::storageManagerThatHangs()
{
    // As a client does that asks for a password on a terminal that is not there.
    write(QStringLiteral("bin/dsmc"), "#!/bin/sh\nexec sleep 100\n", true);
    write(QStringLiteral("bin/timeout"),
          "#!/bin/sh\nshift\n[ \"$1\" != dsmc ] || exec /usr/bin/timeout 0.2 \"$@\"\nexec /usr/bin/timeout 20 \"$@\"\n",
          true);
    m_path = m_folder->filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin");
    const auto snapshot = run({}, {}, {"/"});
    QVERIFY2(snapshot, m_errors.constData());
    QVERIFY(!snapshot->fileSpaces && !snapshot->domain);
    QVERIFY(snapshot->storageManagerProblem.contains(QStringLiteral("in time")));
    QCOMPARE(snapshot->folders.value("/"), FolderPresence::Present);
}

void TstProbeProgram::bareServer()
{
    // Nothing but what the program says it needs; the system's own folders come later in its PATH,
    // so what is absent is played by programs that fail.
    for (const char *absent : {"df", "uname", "timeout", "find", "tar"})
        write(QStringLiteral("bin/") + QString::fromLatin1(absent), "#!/bin/sh\nexit 127\n", true);
    m_path = m_folder->filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin");
    const auto snapshot = run({}, {QStringLiteral("sh"), QStringLiteral("nosuch")}, {"/etc", "/none"});
    QVERIFY2(snapshot, m_errors.constData());
    QVERIFY(snapshot->kernel.startsWith(QStringLiteral("Linux "))); // Linux itself tells
    QVERIFY(!snapshot->mounts.isEmpty());
    QCOMPARE(snapshot->mounts.first().totalBytes, -1);
    QCOMPARE(snapshot->folders.value("/etc"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/none"), FolderPresence::Missing);
}

void TstProbeProgram::badInput_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("root alone") << QByteArray("\0", 1);
    QTest::newRow("count that is a command") << QByteArray("\0$(id)\0", 7);
    QTest::newRow("negative count") << QByteArray("\0-1\0", 4);
}

void TstProbeProgram::badInput()
{
    QFETCH(QByteArray, input);
    QProcess process;
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), bootstrapScript(m_text.size()), QStringLiteral("nightkeep")});
    process.write(m_text + input);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardOutput().isEmpty());
    QVERIFY(process.readAllStandardError().startsWith("probe:"));
}

NIGHTKEEP_TEST(TstProbeProgram, integration, Core, 300)
#include "tst_probeprogram.moc"
