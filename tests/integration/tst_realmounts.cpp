// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteprograms.h"
#include "models/coverage/coverage.h"
#include "tests/integration/ownfuse.h"
#include "tests/support/ownmounts.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <sys/mount.h>
#include <unistd.h>

using namespace Nightkeep;

/// What is mounted for real, in mounts of this test's own, through the probe, its reading and the
/// comparison. Only the storage manager's client is stood in.
class TstRealMounts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void separateFileSystem();
    void mountedBelow();
    void bindMounts();
    void symbolicLinks();
    void linkIntoADeadMount();
    void networkFileSystem();
    void deadNetworkFileSystem();
    void automount();
    void readOnly();
    void missing();
    void hiddenMounts();

private:
    void client(const QList<BytePath> &backedUp);
    QString folder(const QString &name);
    [[nodiscard]] QByteArray at(const QString &name) const { return QFile::encodeName(m_top + u'/' + name); }
    void probe(const QList<BytePath> &wanted);
    [[nodiscard]] CoverageRow row(const BytePath &folder) const;
    [[nodiscard]] Mount mount(const BytePath &target) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OwnDisk> m_disk;
    QString m_top; ///< a disk that stands for the server's first one
    ServerSnapshot m_snapshot;
    QList<CoverageRow> m_rows;
    int m_patience = 0; ///< seconds for a look that may wait for ever; 0: the program's own
};

void TstRealMounts::initTestCase()
{
    QVERIFY2(::geteuid() == 0, "This test mounts network file systems and automounts, which needs root.");
}

void TstRealMounts::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/nightkeep-mounts-XXXXXX"));
    m_top = m_folder->filePath(QStringLiteral("server"));
    QVERIFY(QDir().mkpath(m_top));
    m_disk = std::make_unique<OwnDisk>(m_top, "16m");
    QVERIFY(m_disk->isMounted());
    client({at({}).chopped(1)});
}

void TstRealMounts::cleanup()
{
    m_disk.reset();
    m_folder.reset();
    m_patience = 0;
}

/// The stand-in says that these are file spaces and in the domain.
void TstRealMounts::client(const QList<BytePath> &backedUp)
{
    const auto write = [this](const QString &name, const QByteArray &text) {
        QFile file(m_folder->filePath(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    };
    QByteArray spaces = "  #     Last Incr Date          Type    File Space Name\n";
    QByteArray domain = "DOMAIN:";
    for (const BytePath &path : backedUp) {
        spaces += "  1     " + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toUtf8()
            + "     EXT4    " + path + '\n';
        domain += " \"" + path + '"';
    }
    write(QStringLiteral("answers/filespace.txt"), spaces);
    write(QStringLiteral("answers/domain.txt"), domain + '\n');
    write(QStringLiteral("answers/inclexcl.txt"), "No include/exclude statements defined.\n");
    write(QStringLiteral("answers/mgmtclass.txt"), "MgmtClass Name : STANDARD\n");
    const QString program = m_folder->filePath(QStringLiteral("bin/dsmc"));
    write(QStringLiteral("bin/dsmc.mode"),
          "replay " + QFile::encodeName(m_folder->filePath(QStringLiteral("answers"))));
    if (!QFile::exists(program))
        QVERIFY(QFile::copy(
            qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + QStringLiteral("/tests/support/dsmc-standin.sh"), program));
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

QString TstRealMounts::folder(const QString &name)
{
    const QString path = m_top + u'/' + name;
    return QDir().mkpath(path) ? path : QString();
}

void TstRealMounts::probe(const QList<BytePath> &wanted)
{
    Result<QByteArray> text = remoteProgramText(RemoteProgram::Probe);
    QVERIFY(text && text->count("\nnk_patience=5\n") == 1);
    if (m_patience > 0)
        text->replace("\nnk_patience=5\n", "\nnk_patience=" + QByteArray::number(m_patience) + '\n');
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"),
                       m_folder->filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin"));
    process.setProcessEnvironment(environment);
    const QDateTime sent = QDateTime::currentDateTimeUtc();
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), bootstrapScript(text->size()), QStringLiteral("x")});
    process.write(*text + '\0' + probeInput({}, wanted));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(120000)); // a dead mount would be waited for for ever
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    const auto records = readFrame(process.readAllStandardOutput(), "probe");
    QVERIFY2(records, records ? "" : qPrintable(records.error().message));
    const auto snapshot = parseProbe(*records, sent, QDateTime::currentDateTimeUtc());
    QVERIFY(snapshot);
    m_snapshot = *snapshot;
    QCOMPARE(m_snapshot.storageManagerProblem, QString());
    Server server;
    server.name = QStringLiteral("server.example.org");
    server.wanted = wanted;
    m_rows = compareCoverage(server, m_snapshot);
}

CoverageRow TstRealMounts::row(const BytePath &folder) const
{
    for (const CoverageRow &row : m_rows) {
        if (row.wanted && row.folder == folder)
            return row;
    }
    return {};
}

Mount TstRealMounts::mount(const BytePath &target) const
{
    for (const Mount &mount : m_snapshot.mounts) {
        if (mount.target == target)
            return mount;
    }
    return {};
}

void TstRealMounts::separateFileSystem()
{
    const OwnDisk var(folder(QStringLiteral("var")), "1m");
    QVERIFY(var.isMounted());
    folder(QStringLiteral("var/lib/wiki"));
    folder(QStringLiteral("srv/wiki"));
    probe({at(QStringLiteral("var/lib/wiki")), at(QStringLiteral("srv/wiki"))});
    QCOMPARE(row(at(QStringLiteral("var/lib/wiki"))).state, CoverageState::Uncovered);
    QCOMPARE(row(at(QStringLiteral("srv/wiki"))).state, CoverageState::Covered);
    QCOMPARE(row(at(QStringLiteral("srv/wiki"))).evidence, Evidence::Observed);
    // Once it is a file space of its own, it is covered.
    client({at({}).chopped(1), at(QStringLiteral("var"))});
    probe({at(QStringLiteral("var/lib/wiki"))});
    QCOMPARE(row(at(QStringLiteral("var/lib/wiki"))).state, CoverageState::Covered);
    QCOMPARE(row(at(QStringLiteral("var/lib/wiki"))).by, at(QStringLiteral("var")));
}

void TstRealMounts::mountedBelow()
{
    const OwnDisk below(folder(QStringLiteral("data/moodle/re po")), "1m");
    QVERIFY(below.isMounted());
    probe({at(QStringLiteral("data/moodle")), at(QStringLiteral("data/moodle/re po"))});
    QCOMPARE(row(at(QStringLiteral("data/moodle"))).state, CoverageState::Partly);
    QCOMPARE(row(at(QStringLiteral("data/moodle/re po"))).state, CoverageState::Uncovered);
    QVERIFY(mount(at(QStringLiteral("data/moodle/re po"))).totalBytes > 0);
}

void TstRealMounts::bindMounts()
{
    const QByteArray original = QFile::encodeName(folder(QStringLiteral("srv/da ta")));
    const QByteArray place = QFile::encodeName(folder(QStringLiteral("data/moodle")));
    folder(QStringLiteral("srv/da ta/inner"));
    const QByteArray inner = QFile::encodeName(folder(QStringLiteral("inner")));
    QVERIFY(::mount(original.constData(), place.constData(), nullptr, MS_BIND, nullptr) == 0);
    QVERIFY(::mount((place + "/inner").constData(), inner.constData(), nullptr, MS_BIND, nullptr) == 0);
    probe({place, inner});
    QCOMPARE(mount(place).root, BytePath("/srv/da ta"));
    QCOMPARE(mount(place).bindOf, original);
    QCOMPARE(mount(place).type, QStringLiteral("tmpfs"));
    QCOMPARE(mount(inner).root, BytePath("/srv/da ta/inner"));
    QCOMPARE(mount(inner).bindOf, original + "/inner");
    QVERIFY(mount(at({}).chopped(1)).bindOf.isEmpty() && mount(at({}).chopped(1)).root.isEmpty());
    QCOMPARE(m_snapshot.folders.value(place), FolderPresence::Present);
    QVERIFY(m_snapshot.realPaths.isEmpty());
    ::umount2(inner.constData(), MNT_DETACH);
    ::umount2(place.constData(), MNT_DETACH);
}

void TstRealMounts::symbolicLinks()
{
    folder(QStringLiteral("srv/real/deep"));
    QVERIFY(QFile::link(m_top + QStringLiteral("/srv/real"), m_top + QStringLiteral("/moodlefs")));
    QVERIFY(QFile::link(QStringLiteral("../moodlefs"), folder(QStringLiteral("data")) + QStringLiteral("/relative")));
    QVERIFY(QFile::link(QStringLiteral("nowhere"), m_top + QStringLiteral("/dangling")));
    QVERIFY(QFile::link(QStringLiteral("ring"), m_top + QStringLiteral("/ring")));
    probe({at(QStringLiteral("moodlefs")), at(QStringLiteral("data/relative/deep")), at(QStringLiteral("srv/real")),
           at(QStringLiteral("dangling")), at(QStringLiteral("ring"))});
    QCOMPARE(
        m_snapshot.realPaths,
        (QHash<BytePath, BytePath> {{at(QStringLiteral("moodlefs")), at(QStringLiteral("srv/real"))},
                                    {at(QStringLiteral("data/relative/deep")), at(QStringLiteral("srv/real/deep"))}}));
    QCOMPARE(m_snapshot.folders.value(at(QStringLiteral("moodlefs"))), FolderPresence::Present);
    QCOMPARE(row(at(QStringLiteral("dangling"))).state, CoverageState::Unknown);
    QCOMPARE(row(at(QStringLiteral("ring"))).state, CoverageState::Unknown);
}

void TstRealMounts::linkIntoADeadMount()
{
    const OwnFuse dead(folder(QStringLiteral("net")), "fuse.sshfs", false);
    QVERIFY(dead.isMounted());
    QVERIFY(QFile::link(m_top + QStringLiteral("/net/moodle"), m_top + QStringLiteral("/moodlefs")));
    folder(QStringLiteral("srv"));
    probe({at(QStringLiteral("moodlefs")), at(QStringLiteral("srv"))});
    QCOMPARE(m_snapshot.folders.value(at(QStringLiteral("moodlefs"))), FolderPresence::Unreadable);
    QCOMPARE(row(at(QStringLiteral("moodlefs"))).state, CoverageState::Unknown);
    QCOMPARE(row(at(QStringLiteral("srv"))).state, CoverageState::Covered);
}

void TstRealMounts::networkFileSystem()
{
    const OwnFuse files(folder(QStringLiteral("data/moodlefs")), "fuse.sshfs", true);
    QVERIFY(files.isMounted());
    m_patience = 60; // it answers by a thread of this test, whatever holds that up
    probe({at(QStringLiteral("data/moodlefs")), at(QStringLiteral("data"))});
    const Mount found = mount(at(QStringLiteral("data/moodlefs")));
    QCOMPARE(found.type, QStringLiteral("fuse.sshfs"));
    QCOMPARE(found.source, BytePath("files:/export"));
    QVERIFY(!found.local);
    QCOMPARE(m_snapshot.folders.value(at(QStringLiteral("data/moodlefs"))), FolderPresence::Present);
    QCOMPARE(row(at(QStringLiteral("data/moodlefs"))).state, CoverageState::Uncovered);
    QCOMPARE(row(at(QStringLiteral("data"))).state, CoverageState::Partly);
}

void TstRealMounts::deadNetworkFileSystem()
{
    const OwnFuse dead(folder(QStringLiteral("net")), "fuse.sshfs", false);
    QVERIFY(dead.isMounted());
    folder(QStringLiteral("srv"));
    probe({at(QStringLiteral("net")), at(QStringLiteral("net/a")), at(QStringLiteral("net/b")),
           at(QStringLiteral("srv"))});
    QVERIFY(!mount(at(QStringLiteral("net"))).local);
    QCOMPARE(m_snapshot.folders.value(at(QStringLiteral("net"))), FolderPresence::Unreadable);
    QVERIFY(row(at(QStringLiteral("net"))).state != CoverageState::Covered);
    QCOMPARE(row(at(QStringLiteral("srv"))).state, CoverageState::Covered);
}

void TstRealMounts::automount()
{
    const OwnAutomount waiting(folder(QStringLiteral("net")));
    QVERIFY(waiting.isMounted());
    probe({at(QStringLiteral("net")), at(QStringLiteral("net/files"))});
    QCOMPARE(mount(at(QStringLiteral("net"))).type, QStringLiteral("autofs"));
    QVERIFY(!mount(at(QStringLiteral("net"))).local);
    QVERIFY(row(at(QStringLiteral("net"))).state != CoverageState::Covered);
    QVERIFY(row(at(QStringLiteral("net/files"))).state != CoverageState::Covered);
}

void TstRealMounts::readOnly()
{
    OwnDisk old(folder(QStringLiteral("old")), "1m");
    QVERIFY(old.isMounted() && old.setReadOnly(true));
    folder(QStringLiteral("etc"));
    const OwnCover cover(m_top + QStringLiteral("/etc"), true); // a read-only view of a disk that is not
    QVERIFY(cover.isMounted());
    client({at({}).chopped(1), at(QStringLiteral("old"))});
    probe({at(QStringLiteral("old"))});
    QVERIFY(mount(at(QStringLiteral("old"))).readOnly);
    QVERIFY(mount(at(QStringLiteral("etc"))).readOnly);
    QCOMPARE(mount(at(QStringLiteral("etc"))).root, BytePath("/etc"));
    QVERIFY(mount(at(QStringLiteral("etc"))).bindOf.isEmpty()); // what it shows can be seen there alone
    QVERIFY(!mount(at({}).chopped(1)).readOnly);
    QCOMPARE(row(at(QStringLiteral("old"))).state, CoverageState::Covered); // what is read can be backed up
}

void TstRealMounts::missing()
{
    probe({at(QStringLiteral("none")), at(QStringLiteral("none/deeper"))});
    QCOMPARE(m_snapshot.folders.value(at(QStringLiteral("none"))), FolderPresence::Missing);
    QCOMPARE(row(at(QStringLiteral("none"))).state, CoverageState::Unknown);
    QCOMPARE(row(at(QStringLiteral("none/deeper"))).state, CoverageState::Unknown);
}

void TstRealMounts::hiddenMounts()
{
    // A disk below "data", and then another one over all of "data": the first is out of sight.
    const OwnDisk first(folder(QStringLiteral("data/moodle")), "1m");
    const OwnDisk over(m_top + QStringLiteral("/data"), "2m");
    QVERIFY(first.isMounted() && over.isMounted());
    folder(QStringLiteral("data/moodle"));
    client({at(QStringLiteral("data"))});
    probe({at(QStringLiteral("data/moodle"))});
    QVERIFY(mount(at(QStringLiteral("data/moodle"))).target.isEmpty());
    QCOMPARE(row(at(QStringLiteral("data/moodle"))).state, CoverageState::Covered);
}

NIGHTKEEP_TEST(TstRealMounts, integration, OwnMounts)
#include "tst_realmounts.moc"
