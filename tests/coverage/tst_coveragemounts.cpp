// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Mounts, file spaces, virtual mount points, links and the age of the last run, case by case.
#include "models/storage/mounttable.h"
#include "tests/coverage/coveragefixture.h"
#include "tests/support/testmain.h"

#include <QtTest>

#include <ctime>

using namespace CoverageFixture;

class TstCoverageMounts : public QObject
{
    Q_OBJECT

private slots:
    void bySnapshot_data();
    void bySnapshot();
    void wholeServers_data();
    void wholeServers();
    void memoryIsNothingToAskFor();
    void evidenceAgainstAKeyword_data();
    void evidenceAgainstAKeyword();
    void evidenceAgainstADomain_data();
    void evidenceAgainstADomain();
    void byVirtualMountPoint_data();
    void byVirtualMountPoint();
    void byLink_data();
    void byLink();
    void byAge_data();
    void byAge();
    void reasonNamesTheEvidence_data();
    void reasonNamesTheEvidence();
    void subvolumesAreCalledSo();
    void manyMounts();
};

void TstCoverageMounts::bySnapshot_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("mountText");
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("expected"); // of the wanted /data/moodle

    const auto row = [](const char *name, const char *current, const char *mountText, const char *spaces,
                        const char *domain, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(current) << QString::fromLatin1(mountText)
                            << QString::fromLatin1(spaces) << QString::fromLatin1(domain)
                            << QString::fromLatin1(expected);
    };
    row("probe without the client's answer", "/data", "", "?", "?", "covered /data declared");
    row("one file system", "/", "/:ext4", "?", "?", "covered / declared");
    row("a file system of its own", "/", "/:ext4 /data:ext4", "?", "?", "uncovered - pageAndMounts");
    row("both file systems listed", "/ /data", "/:ext4 /data:ext4", "?", "?", "covered /data declared");
    row("listed below the mount point", "/data", "/:ext4 /data/moodle:xfs", "?", "?", "uncovered - pageAndMounts");
    row("submount left out", "/data", "/:ext4 /data:ext4 /data/moodle/big:ext4", "?", "?",
        "partly /data pageAndMounts");
    row("submount listed", "/data /data/moodle/big", "/:ext4 /data:ext4 /data/moodle/big:ext4", "?", "?",
        "covered /data declared");
    row("only a submount listed", "/data/moodle/big", "/:ext4 /data/moodle/big:ext4", "?", "?", "partly - declared");
    row("memory below is data left out", "/data", "/:ext4 /data/moodle/sess:tmpfs", "?", "?",
        "partly /data pageAndMounts");
    row("an image below is none", "/", "/:ext4 /data/moodle/img:squashfs", "?", "?", "covered / declared");
    row("a disc below is none", "/", "/:ext4 /data/moodle/cd:iso9660", "?", "?", "covered / declared");
    row("a container's tree below is none", "/", "/:ext4 /data/moodle/dk/overlay2/c1/merged:overlay", "?", "?",
        "covered / declared");
    row("layers that somebody laid are data", "/", "/:ext4 /data/moodle/merged:overlay", "?", "?",
        "partly / pageAndMounts");
    row("a folder of another root is data", "/", "/:ext4 /data/moodle/c/rootfs:overlay", "?", "?",
        "partly / pageAndMounts");
    row("an overlay that somebody made is data", "/", "/:ext4 /data/moodle/lib:overlay", "?", "?",
        "partly / pageAndMounts");
    row("a container's figures below are none", "/", "/:ext4 /data/moodle/lx:fuse.lxcfs", "?", "?",
        "covered / declared");
    row("what is mounted in an image is data", "/", "/:ext4 /data/moodle/img:squashfs /data/moodle/img/rw:ext4", "?",
        "?", "partly / pageAndMounts");
    row("memory in a container's tree is part of it", "/",
        "/:ext4 /data/moodle/dk/overlay2/c1/merged:overlay /data/moodle/dk/overlay2/c1/merged/run:tmpfs", "?", "?",
        "covered / declared");
    row("a disk in a container's tree is data", "/",
        "/:ext4 /data/moodle/dk/overlay2/c1/merged:overlay /data/moodle/dk/overlay2/c1/merged/data:ext4", "?", "?",
        "partly / pageAndMounts");
    row("an image that was asked for", "/", "/:ext4 /data/moodle:squashfs", "?", "?", "uncovered - pageAndMounts");
    row("a ZFS dataset below", "/", "/:ext4 /data/moodle/zip:zfs", "?", "?", "partly / pageAndMounts");
    row("kernel views below are none", "/", "/:ext4 /data/moodle/proc:proc /data/moodle/sys:sysfs", "?", "?",
        "covered / declared");
    row("automounter inside a kernel view", "/", "/:ext4 /data/moodle/proc:proc /data/moodle/proc/fs:autofs", "?", "?",
        "covered / declared");
    row("network below", "/", "/:ext4 /data/moodle/fs:nfs4", "?", "?", "partly / pageAndMounts");
    row("network itself", "/", "/:ext4 /data/moodle:nfs4", "?", "?", "uncovered - pageAndMounts");
    row("network itself, listed", "/ /data/moodle", "/:ext4 /data/moodle:nfs4", "?", "?",
        "covered /data/moodle declared");
    row("network itself, named in the domain", "", "/:ext4 /data/moodle:nfs4", "?", "/ /data/moodle",
        "covered /data/moodle observed");
    row("a user's file system", "/", "/:ext4 /data/moodle:fuse.sshfs", "?", "?", "uncovered - pageAndMounts");
    row("automounted", "/", "/:ext4 /data/moodle:autofs", "?", "?", "uncovered - pageAndMounts");
    row("mounted by the automounter below", "/", "/:ext4 /data/moodle/home:autofs /data/moodle/home/x:nfs", "?", "?",
        "partly / pageAndMounts");
    row("the later mount hides the earlier", "/data", "/:ext4 /data:nfs4 /data:ext4", "?", "?",
        "covered /data declared");
    row("sibling mount is nothing to it", "/data", "/:ext4 /data:ext4 /data/moodlefs:nfs4", "?", "?",
        "covered /data declared");
    row("bind mount of something backed up", "/", "/:ext4 /data/moodle=/srv/moodle", "?", "?",
        "uncovered - pageAndMounts");
    row("bind mount in the domain", "", "/:ext4 /data/moodle=/srv/moodle", "/ /data/moodle", "/ /data/moodle",
        "covered /data/moodle observed");
    row("bind mount below", "", "/:ext4 /data/moodle/files=/srv/files", "/", "/", "partly / observed");
    row("bind mount below, in the domain", "", "/:ext4 /data/moodle/files=/srv/files", "/ /data/moodle/files",
        "/ /data/moodle/files", "covered / observed");

    row("seen file space", "", "/:ext4 /data:ext4", "/ /data", "?", "covered /data observed");
    row("page says so, client does not", "/data", "/:ext4 /data:ext4", "/", "?", "uncovered - observed");
    row("client has nothing", "/data", "/:ext4", "", "?", "uncovered - observed");
    row("file space not in the domain", "", "/:ext4 /data:ext4", "/ /data", "/", "uncovered - observed");
    row("in the domain, no file space yet", "", "/:ext4 /data:ext4", "/", "/ /data", "uncovered - observed");
    row("in both", "", "/:ext4 /data:ext4", "/ /data", "/data", "covered /data observed");
    row("domain alone", "", "/:ext4 /data:ext4", "?", "/data", "covered /data observed");
    row("no file system listed at all", "", "/:ext4", "?", "", "uncovered - observed");
    row("never a full incremental, domain not known", "", "/:ext4 /data:ext4", "/ /data:never", "?",
        "unknown /data observed");
    row("never a full incremental, in the domain", "", "/:ext4 /data:ext4", "/ /data:never", "/ /data",
        "uncovered - observed");
    row("never a full incremental, not in the domain", "", "/:ext4 /data:ext4", "/ /data:never", "/",
        "uncovered - observed");
    row("memory beside what is stale", "", "/:ext4 /data/moodle/sess:tmpfs", "/:99", "?", "stale / observed");
    row("memory beside a stale one", "", "/:ext4 /data/moodle/sess:tmpfs", "/ /data/moodle/1:99", "?",
        "stale / observed");
    row("memory beside one in doubt", "", "/:ext4 /data/moodle/sess:tmpfs", "/ /data/moodle/1:never", "?",
        "unknown / observed");
    row("memory and a disk beside a stale one", "", "/:ext4 /data/moodle/sess:tmpfs /data/moodle/x:ext4", "/:99", "?",
        "partly / observed");
    row("in memory, with a stale one below", "", "/:ext4 /data:tmpfs", "/ /data/moodle/1:99", "?", "stale - observed");
    row("never a full one below", "", "/:ext4", "/ /data/moodle/1:never", "?", "unknown / observed");
    row("never a full one below, in the domain", "", "/:ext4", "/ /data/moodle/1:never", "/ /data/moodle/1",
        "partly / observed");
    row("never a full one, part left out", "", "/:ext4 /data/moodle/x:ext4", "/:never", "?", "unknown / observed");
    row("never here, whole below, part out", "", "/:ext4 /data/moodle/x:ext4 /data/moodle/y:ext4",
        "/:never /data/moodle/y", "?", "partly / observed");
    row("mounts not known, file spaces are", "", "", "/ /data", "?", "covered /data observed");
    row("file space of another system's kind", "", "/:ext4", "\\\\pc\\c$ /", "?", "covered / observed");
}

void TstCoverageMounts::bySnapshot()
{
    QFETCH(QString, current);
    QFETCH(QString, mountText);
    QFETCH(QString, spaces);
    QFETCH(QString, domain);
    QFETCH(QString, expected);
    const QList<CoverageRow> rows =
        compareCoverage(server(current, QStringLiteral("/data/moodle")), snapshot(mountText, spaces, domain));
    QCOMPARE(verdict(rows), expected);
    QVERIFY(!rows.first().reason.isEmpty());
    QVERIFY2(!rows.first().reason.contains(u'%'), qPrintable(rows.first().reason));
    // What the page says is told beside it, from the page alone.
    QCOMPARE(rows.first().declared->state,
             compareCoverage(server(current, QStringLiteral("/data/moodle")), std::nullopt).first().state);
    QCOMPARE(rows.first().observed.has_value(), rows.first().evidence == Evidence::Observed);
}

/// What the kernels of some years have mounted besides disks makes nothing partly covered.
void TstCoverageMounts::wholeServers_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("expected"); // of the wanted / and /var, whose disks are backed up
    const QByteArray disks = "/dev/sda1 / ext4 rw 0 0\n/dev/sda5 /var ext4 rw 0 0\n";
    const auto row = [&disks](const char *name, const QByteArray &lines, const char *states) {
        QTest::newRow(name) << disks + lines << QString::fromLatin1(states);
    };
    row("disks alone", "", "covered covered");
    row("2008",
        "udev /dev tmpfs rw 0 0\nrunvar /var/run tmpfs rw 0 0\nlocks /var/lock tmpfs rw 0 0\n"
        "shm /dev/shm tmpfs rw 0 0\nmods /lib/modules/2.6.22-14-generic/volatile tmpfs rw 0 0\n",
        "covered covered");
    row("2010",
        "tmpfs /lib/init/rw tmpfs rw 0 0\nudev /dev tmpfs rw 0 0\nnone /var/lock tmpfs rw 0 0\n"
        "none /dev/shm tmpfs rw 0 0\nrpc /var/lib/nfs/rpc_pipefs rpc_pipefs rw 0 0\n",
        "covered covered");
    row("systemd",
        "udev /dev devtmpfs rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\ntmpfs /run tmpfs rw 0 0\n"
        "tmpfs /run/lock tmpfs rw 0 0\ntmpfs /run/user/1000 tmpfs rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n"
        "gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0\nnone /run/credentials/a.service ramfs ro 0 0\n"
        "proc /proc proc rw 0 0\nsystemd-1 /proc/sys/fs/binfmt_misc autofs rw 0 0\n",
        "covered covered");
    row("snaps",
        "/dev/loop0 /snap/core20/2015 squashfs ro 0 0\n/dev/loop1 /var/lib/snapd/snap/lxd/2 squashfs ro 0 0\n"
        "snapfuse /snap/bare/5 fuse.snapfuse ro 0 0\ntmpfs /run/snapd/ns tmpfs rw 0 0\n",
        "covered covered");
    row("docker",
        "overlay /var/lib/docker/overlay2/0a1b/merged overlay rw 0 0\n"
        "shm /var/lib/docker/containers/0a1b/mounts/shm tmpfs rw 0 0\n"
        "nsfs /run/docker/netns/0a1b nsfs rw 0 0\n",
        "covered covered");
    row("podman",
        "overlay /var/lib/containers/storage/overlay/1f/merged overlay rw 0 0\n"
        "shm /var/lib/containers/storage/overlay-containers/1f/userdata/shm tmpfs rw 0 0\n",
        "covered covered");
    row("a system container",
        "lxcfs /proc/cpuinfo fuse.lxcfs rw 0 0\nlxcfs /var/lib/lxcfs fuse.lxcfs rw 0 0\n"
        "none /dev tmpfs rw 0 0\ndevpts /dev/console devpts rw 0 0\n",
        "covered covered");
    row("automounters", "auto.misc /misc autofs rw 0 0\n-hosts /net autofs rw 0 0\nsystemd-1 /efi autofs rw 0 0\n",
        "covered covered");
    row("an automounter in a wanted folder", "auto.far /var/far autofs rw 0 0\n", "partly partly");
    row("a container's disk", "overlay /var/c/rootfs overlay rw 0 0\n/dev/vg/d /var/c/rootfs/data ext4 rw 0 0\n",
        "partly partly");
    row("a disk in an engine's tree",
        "overlay /var/lib/lxc/c/rootfs overlay rw 0 0\n/dev/vg/d /var/lib/lxc/c/rootfs/data ext4 rw 0 0\n",
        "partly partly");
    row("memory under another's name", "shm /var/cache/shm-x tmpfs rw 0 0\n", "partly partly");
    row("a disc and a stick", "/dev/sr0 /media/cdrom iso9660 ro 0 0\n/dev/sdc1 /run/media/ann/STICK vfat rw 0 0\n",
        "partly covered");
    row("sessions in memory", "tmpfs /var/lib/php/sessions tmpfs rw 0 0\n", "partly partly");
    row("a disk of its own", "/dev/sdb1 /var/lib/mysql ext4 rw 0 0\n", "partly partly");
}

void TstCoverageMounts::wholeServers()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, expected);
    ServerSnapshot seen = snapshot({}, QStringLiteral("/ /var"), QStringLiteral("/ /var"));
    seen.mounts = readMounts(table);
    const QList<CoverageRow> rows = compareCoverage(server({}, QStringLiteral("/ /var")), seen);
    QCOMPARE(nameOf(rows.at(0).state) + u' ' + nameOf(rows.at(1).state), expected);
    QVERIFY(!rows.at(1).reason.contains(QStringLiteral("/run")));
}

void TstCoverageMounts::memoryIsNothingToAskFor()
{
    const auto asked = [](const char *mountText) {
        return compareCoverage(server({}, QStringLiteral("/data/moodle")),
                               snapshot(QString::fromLatin1(mountText), QStringLiteral("/"), QStringLiteral("/")))
            .first();
    };
    const CoverageRow below = asked("/:ext4 /data/moodle/sess:tmpfs");
    QCOMPARE(below.state, CoverageState::Partly);
    QVERIFY(below.onlyMemory);
    QVERIFY2(
        below.reason.contains(QStringLiteral("/data/moodle/sess (tmpfs) is kept in memory and lost at every boot")),
        qPrintable(below.reason));
    QVERIFY2(coverageFindings({below}).first().advice.contains(QStringLiteral("move that to a disk")),
             qPrintable(coverageFindings({below}).first().advice));
    const CoverageRow itself = asked("/:ext4 /data:ramfs");
    QCOMPARE(itself.state, CoverageState::Uncovered);
    QVERIFY(itself.onlyMemory);
    QVERIFY2(itself.reason.contains(QStringLiteral("lost at every boot")), qPrintable(itself.reason));
    QVERIFY(!asked("/:ext4 /data/moodle/sess:tmpfs /data/moodle/big:ext4").onlyMemory);
    QVERIFY(!asked("/:ext4").onlyMemory);
}

/// The domain here is what we made of ALL-LOCAL.
void TstCoverageMounts::evidenceAgainstAKeyword_data()
{
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("without");
    QTest::addColumn<int>("everyDays");
    QTest::addColumn<QString>("expected"); // of the wanted /data/moodle on the file system /data
    const auto row = [](const char *name, const char *spaces, const char *domain, const char *without,
                        const char *expected, int everyDays = 1) {
        QTest::newRow(name) << QString::fromLatin1(spaces) << QString::fromLatin1(domain)
                            << QString::fromLatin1(without) << everyDays << QString::fromLatin1(expected);
    };
    row("both", "/ /data", "/ /data", "", "covered /data observed");
    row("last night's backup says more", "/ /data", "/", "", "covered /data observed");
    row("that of a virtual mount point, too", "/ /data /data/moodle", "/", "", "covered /data/moodle observed");
    row("an old one too, and is old", "/ /data:99", "/", "", "stale /data observed");
    row("an old one within what was agreed does", "/ /data:99", "/", "", "covered /data observed", 7);
    row("none at all does not", "/ /data:never", "/", "", "uncovered - observed");
    row("taken away by name", "/ /data", "/", "/data", "uncovered - observed");
    row("taken away, written with a slash", "/ /data", "/", "/data/", "uncovered - observed");
    row("no file space", "/", "/", "", "uncovered - observed");
}

void TstCoverageMounts::evidenceAgainstAKeyword()
{
    QFETCH(QString, spaces);
    QFETCH(QString, domain);
    QFETCH(QString, without);
    QFETCH(int, everyDays);
    QFETCH(QString, expected);
    ServerSnapshot seen = snapshot(QStringLiteral("/:ext4 /data:ceph"), spaces, domain);
    seen.domainAllLocal = true;
    seen.domainWithout = folders(without);
    Server asked = server({}, QStringLiteral("/data/moodle"));
    asked.decisions.backup.everyDays = everyDays;
    QCOMPARE(verdict(compareCoverage(asked, seen)), expected);
}

/// The domain here is written out. A schedule may add to it, which changes no verdict but is said.
void TstCoverageMounts::evidenceAgainstADomain_data()
{
    QTest::addColumn<QString>("mountText");
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("told");
    const auto row = [](const char *name, const char *mountText, const char *spaces, const char *expected, bool told) {
        QTest::newRow(name) << QString::fromLatin1(mountText) << QString::fromLatin1(spaces)
                            << QString::fromLatin1(expected) << told;
    };
    const char *disk = "/:ext4 /data:ext4";
    row("taken last night", disk, "/ /data", "uncovered - observed", true);
    row("taken long ago", disk, "/ /data:500", "uncovered - observed", false);
    row("never taken", disk, "/ /data:never", "uncovered - observed", false);
    row("no file space", disk, "/", "uncovered - observed", false);
    row("a part of it", "/:ext4 /data/moodle/big:ext4", "/ /data/moodle/big", "partly / observed", true);
}

void TstCoverageMounts::evidenceAgainstADomain()
{
    QFETCH(QString, mountText);
    QFETCH(QString, spaces);
    QFETCH(QString, expected);
    QFETCH(bool, told);
    const CoverageRow row =
        compareCoverage(server({}, QStringLiteral("/data/moodle")), snapshot(mountText, spaces, QStringLiteral("/")))
            .first();
    QCOMPARE(verdict({row}), expected);
    const bool named = row.reason.contains(QStringLiteral("was taken in full on"))
        && row.reason.contains(QStringLiteral("though the domain does not name it: perhaps a schedule adds it."));
    QVERIFY2(named == told, qPrintable(row.reason));
}

void TstCoverageMounts::byVirtualMountPoint_data()
{
    QTest::addColumn<QString>("points");
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("expected"); // of the wanted /data/moodle on the file system /data
    const auto row = [](const char *name, const char *points, const char *spaces, const char *domain,
                        const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(points) << QString::fromLatin1(spaces) << QString::fromLatin1(domain)
                            << QString::fromLatin1(expected);
    };
    row("in the domain", "/data/moodle", "/data /data/moodle", "/data /data/moodle", "covered /data/moodle observed");
    row("left out of the domain", "/data/moodle", "/data /data/moodle", "/data", "uncovered - observed");
    row("no file space yet", "/data/moodle", "/data", "/data /data/moodle", "uncovered - observed");
    row("no file space yet, not in the domain", "/data/moodle", "/data", "/data", "uncovered - observed");
    row("below, left out", "/data/moodle/1", "/data /data/moodle/1", "/data", "partly /data observed");
    row("below, in the domain", "/data/moodle/1", "/data /data/moodle/1", "/data /data/moodle/1",
        "covered /data observed");
    row("below, never backed up", "/data/moodle/1", "/data", "/data /data/moodle/1", "partly /data observed");
    row("the file space alone tells of it", "", "/data /data/moodle", "/data", "uncovered - observed");
    row("beside it", "/data/moodlefs", "/data", "/data", "covered /data observed");
}

void TstCoverageMounts::byVirtualMountPoint()
{
    QFETCH(QString, points);
    QFETCH(QString, spaces);
    QFETCH(QString, domain);
    QFETCH(QString, expected);
    ServerSnapshot seen = snapshot(QStringLiteral("/:ext4 /data:ext4"), spaces, domain);
    seen.virtualMountPoints = folders(points);
    const QList<CoverageRow> rows = compareCoverage(server({}, QStringLiteral("/data/moodle")), seen);
    QCOMPARE(verdict(rows), expected);
}

void TstCoverageMounts::byLink_data()
{
    QTest::addColumn<QString>("real");
    QTest::addColumn<QString>("points");
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("expected"); // of the wanted /data/moodle, a link
    const auto row = [](const char *name, const char *real, const char *points, const char *spaces,
                        const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(real) << QString::fromLatin1(points) << QString::fromLatin1(spaces)
                            << QString::fromLatin1(expected);
    };
    row("into what is backed up", "/srv/moodle", "", "/data /srv", "covered /srv observed");
    row("out of it", "/srv/moodle", "", "/data", "uncovered - observed");
    row("onto a network file system", "/net/fs-p/moodle", "", "/data", "uncovered - observed");
    row("into a stale file space", "/srv/moodle", "", "/data /srv:99", "stale /srv observed");
    row("above something mounted", "/srv", "", "/srv", "partly /srv observed");
    row("within the same file system", "/data/moodle.new", "", "/data", "covered /data observed");
    row("a virtual mount point is followed", "/srv/moodle", "/data/moodle", "/data /data/moodle",
        "covered /data/moodle observed");
    row("a virtual mount point where it leads", "/srv/moodle", "/srv/moodle", "/data /srv", "uncovered - observed");
    row("to itself", "/data/moodle", "", "/data", "covered /data observed");
    row("a linked virtual mount point whose name only begins alike", "/srv/moodle", "/data/moo", "/data /srv",
        "covered /srv observed");
}

void TstCoverageMounts::byLink()
{
    QFETCH(QString, real);
    QFETCH(QString, points);
    QFETCH(QString, spaces);
    QFETCH(QString, expected);
    ServerSnapshot seen = snapshot(QStringLiteral("/:ext4 /data:ext4 /srv:ext4 /srv/big:ext4 /net/fs-p:nfs4"), spaces);
    seen.virtualMountPoints = folders(points);
    seen.realPaths.insert("/data/moodle", real.toUtf8());
    for (const BytePath &point : std::as_const(seen.virtualMountPoints)) {
        if (point == "/data/moo")
            seen.realPaths.insert(point, "/data/elsewhere");
    }
    const CoverageRow row =
        compareCoverage(server(QStringLiteral("/data/moodle"), QStringLiteral("/data/moodle")), seen).first();
    QCOMPARE(verdict({row}), expected);
    QCOMPARE(row.declared->state, CoverageState::Covered);
    const bool judgedThere = points != u"/data/moodle" && real != u"/data/moodle";
    QCOMPARE(row.realPath, judgedThere ? real.toUtf8() : QByteArray());
    QCOMPARE(row.reason.contains(QStringLiteral("symbolic link to ") + real), judgedThere);
}

void TstCoverageMounts::byAge_data()
{
    QTest::addColumn<int>("everyDays"); // 0: not agreed
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<qint64>("clockOffset");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, int everyDays, const char *spaces, qint64 offset, const char *expected) {
        QTest::newRow(name) << everyDays << QString::fromLatin1(spaces) << offset << QString::fromLatin1(expected);
    };
    row("last night", 0, "/data", 0, "covered /data observed");
    row("a day and a half is within it", 0, "/data:36", 0, "covered /data observed");
    row("an hour more is not", 0, "/data:37", 0, "stale /data observed");
    row("agreed nightly", 1, "/data:37", 0, "stale /data observed");
    row("agreed weekly, five days old", 7, "/data:120", 0, "covered /data observed");
    row("agreed weekly, at its end", 7, "/data:180", 0, "covered /data observed");
    row("agreed weekly, over", 7, "/data:181", 0, "stale /data observed");
    row("a figure that means nothing is a day", -1, "/data:37", 0, "stale /data observed");
    row("by the server's clock, which is ahead", 0, "/data:36", 60, "stale /data observed");
    row("by the server's clock, which is behind", 0, "/data:37", -3600, "covered /data observed");
    // A clock that is wrong calls nothing stale, and nothing fresh either.
    row("by a clock a day behind", 0, "/data:24", -86400, "covered /data observed");
    row("by a clock more than a day behind", 0, "/data:24", -86401, "unknown /data observed");
    row("by a clock 400 days ahead", 0, "/data", 400 * 86400, "unknown /data observed");
    row("by a clock 400 days behind", 0, "/data:99", -400 * 86400, "unknown /data observed");
    row("in the future", 0, "/data:-5", 0, "covered /data observed");
    row("below", 0, "/data /data/moodle/1:99", 0, "stale /data observed");
    row("beside it", 0, "/data /data/old:99", 0, "covered /data observed");
    row("above a fresh one", 0, "/data:99 /data/moodle", 0, "covered /data/moodle observed");
    row("stale in doubt is stale", 0, "/data:99 /data/moodle/1:never", 0, "stale /data observed");
}

void TstCoverageMounts::byAge()
{
    QFETCH(int, everyDays);
    QFETCH(QString, spaces);
    QFETCH(qint64, clockOffset);
    QFETCH(QString, expected);
    Server asked = server(QStringLiteral("/data"), QStringLiteral("/data/moodle"));
    if (everyDays != 0)
        asked.decisions.backup.everyDays = everyDays;
    ServerSnapshot seen = snapshot(QStringLiteral("/:ext4 /data:ext4"), spaces);
    seen.clockOffsetSeconds = clockOffset;
    const CoverageRow row = compareCoverage(asked, seen).first();
    QCOMPARE(verdict({row}), expected);
    QCOMPARE(row.lastIncremental.isValid(), true);
    // The page says that it is in the backup, and so it is.
    QVERIFY(!pageAndServerDisagree(row));
    if (row.state == CoverageState::Stale)
        QVERIFY2(row.reason.contains(QStringLiteral("one is due every")), qPrintable(row.reason));
    if (row.state == CoverageState::Unknown)
        QVERIFY2(row.reason.contains(QStringLiteral("more than a day apart")), qPrintable(row.reason));
}

void TstCoverageMounts::reasonNamesTheEvidence_data()
{
    QTest::addColumn<QString>("mountText");
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QByteArrayList>("named");
    const auto row = [](const char *name, const char *mountText, const char *spaces, const char *domain,
                        const QByteArrayList &named) {
        QTest::newRow(name) << QString::fromLatin1(mountText) << QString::fromLatin1(spaces)
                            << QString::fromLatin1(domain) << named;
    };
    row("page alone", "", "?", "?", {"page", "/data"});
    row("page and mounts", "/:ext4 /data:ext4", "?", "?", {"page", "/data", "mounts"});
    row("own file system", "/:ext4 /data/moodle:xfs", "?", "?", {"/data is backed up", "/data/moodle", "xfs"});
    row("network", "/:ext4 /data/moodle:nfs4", "?", "?", {"network file system", "nfs4"});
    row("automounted", "/:ext4 /data/moodle:autofs", "?", "?", {"automounted file system"});
    row("bind mount", "/:ext4 /data:ext4 /data/moodle=/data/x", "?", "?",
        {"bind mount", "The same files stand at /data/x, and /data is backed up"});
    row("a ZFS dataset", "/:ext4 /data/moodle:zfs", "?", "?", {"/data/moodle is a ZFS dataset"});
    row("memory", "/:ext4 /data/moodle:tmpfs", "?", "?", {"/data/moodle is memory (tmpfs)", "lost at every boot"});
    row("submounts by name", "/:ext4 /data/moodle/a:ext4 /data/moodle/b:tmpfs", "?", "?",
        {"/data/moodle/a (ext4)", "/data/moodle/b (tmpfs)"});
    row("many submounts",
        "/:ext4 /data/moodle/1:ext4 /data/moodle/2:ext4 /data/moodle/3:ext4 /data/moodle/4:ext4 /data/moodle/5:ext4 "
        "/data/moodle/6:ext4",
        "?", "?", {"/data/moodle/4", "2 more"});
    row("client against page", "/:ext4", "", "?", {"page lists /data", "client"});
    row("client", "/:ext4", "/", "?", {"file space", "/ ", "2008"});
    row("never backed up", "/:ext4 /data:ext4", "/ /data:never", "/ /data", {"/data was never backed up", "domain"});
    row("no file space", "/:ext4 /data:ext4", "/", "/ /data", {"/data was never backed up", "no file space"});
    row("stale", "/:ext4", "/:72", "?", {"last full incremental of /", "2008", "due every"});
    row("partly and stale", "/:ext4 /data/moodle/x:ext4", "/:72", "?", {"left out", "/data/moodle/x", "due every"});
}

void TstCoverageMounts::subvolumesAreCalledSo()
{
    ServerSnapshot seen = snapshot({}, QStringLiteral("/ /home"), QStringLiteral("/ /home"));
    seen.mounts = readMountInfo("30 1 0:28 /root / rw - btrfs /dev/dm-1 rw,subvolid=258,subvol=/root\n"
                                "40 30 0:28 / /mnt/top rw - btrfs /dev/dm-1 rw,subvolid=5,subvol=/\n"
                                "41 30 0:28 /home /home rw - btrfs /dev/dm-1 rw,subvolid=259,subvol=/home\n"
                                "42 30 0:28 /data /data rw - btrfs /dev/dm-1 rw,subvolid=260,subvol=/data\n"
                                "42 30 0:28 /data /data rw - btrfs /dev/dm-2 rw,subvolid=260,subvol=/data\n"
                                "43 30 0:28 /home/ann /srv/ann rw - btrfs /dev/dm-1 rw,subvolid=259,subvol=/home\n");
    const QList<CoverageRow> rows =
        compareCoverage(server({}, QStringLiteral("/data/moodle /srv/ann /home /mnt/top/data")), seen);
    QCOMPARE(printed(rows.mid(0, 4)),
             QStringLiteral("/data/moodle uncovered - observed\n/srv/ann uncovered - observed\n"
                            "/home covered /home observed\n/mnt/top/data uncovered - observed"));
    QVERIFY2(rows.at(0).reason.contains(QStringLiteral("/data is a Btrfs subvolume")), qPrintable(rows.at(0).reason));
    QVERIFY2(rows.at(1).reason.contains(QStringLiteral("/srv/ann is a bind mount")), qPrintable(rows.at(1).reason));
}

/// 20,000 mounts, as a compromised server may tell, were held against each other for each folder that is asked for.
void TstCoverageMounts::manyMounts()
{
    ServerSnapshot seen = snapshot(QStringLiteral("/:ext4"), QStringLiteral("?"), QStringLiteral("?"));
    for (int i = 0; i < 20000; ++i)
        seen.mounts.append(Mount {"/m/" + QByteArray::number(i), QStringLiteral("ext4"), "x"});
    const std::clock_t before = std::clock();
    const QList<CoverageRow> rows = compareCoverage(server(QStringLiteral("/"), QStringLiteral("/m")), seen);
    const auto passed = (std::clock() - before) / CLOCKS_PER_SEC;
    QCOMPARE(rows.first().state, CoverageState::Partly);
    QVERIFY2(passed < 4, qPrintable(QStringLiteral("%1 seconds").arg(passed)));
}

void TstCoverageMounts::reasonNamesTheEvidence()
{
    QFETCH(QString, mountText);
    QFETCH(QString, spaces);
    QFETCH(QString, domain);
    QFETCH(QByteArrayList, named);
    std::optional<ServerSnapshot> seen;
    if (!mountText.isEmpty())
        seen = snapshot(mountText, spaces, domain);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const QString reason =
        compareCoverage(server(QStringLiteral("/data"), QStringLiteral("/data/moodle")), seen).first().reason;
    for (const QByteArray &word : named)
        QVERIFY2(reason.contains(QLatin1String(word)), qPrintable(reason));
}

NIGHTKEEP_TEST(TstCoverageMounts, unit, Core)
#include "tst_coveragemounts.moc"
