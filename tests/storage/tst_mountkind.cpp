// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/mountkind.h"
#include "models/storage/mounttable.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

class TstMountKind : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void boundMemory();
};

void TstMountKind::kinds_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *line, MountKind kind) { QTest::newRow(line) << QByteArray(line) << int(kind); };
    row("/dev/sda1 / ext3", MountKind::Files);
    row("files:/export /data nfs4", MountKind::Files);
    row("none / tmpfs", MountKind::Memory);
    row("overlay / overlay", MountKind::Files);
    row("overlay /srv/merged-data overlay", MountKind::Files);
    row("overlay /data/moodle/merged overlay", MountKind::Files);
    row("overlay /srv/c/rootfs overlay", MountKind::Files);
    row("overlay /srv/overlay/merged overlay", MountKind::Files);
    row("overlay /srv/docker/overlay2/7f/merged overlay", MountKind::Passing);
    row("overlay /home/ann/.local/share/containers/storage/overlay/7f/merged overlay", MountKind::Passing);
    row("overlay /var/lib/docker/overlay2/7f/merged overlay", MountKind::Passing);
    row("none /var/lib/docker/aufs/mnt/7f aufs", MountKind::Passing);
    row("overlay /run/containerd/io.containerd.runtime.v2.task/k8s.io/7f/rootfs overlay", MountKind::Passing);
    row("tmpfs /srv/docker/overlay2/7f/merged/run tmpfs", MountKind::Passing);
    row("tmpfs /srv/docker/containers/7f/mounts/secrets tmpfs", MountKind::Passing);
    row("tmpfs /var/lib/docker/containers/7f/mounts/secrets tmpfs", MountKind::Passing);
    row("/dev/dm-3 /var/lib/docker/devicemapper/mnt/7f xfs", MountKind::Passing);
    row("tank/docker/7f /srv/docker/zfs/graph/7f zfs", MountKind::Passing);
    row("/dev/sdc1 /var/lib/docker/volumes xfs", MountKind::Files);
    row("/dev/sdc1 /data/graph/7f xfs", MountKind::Files);
    row("/dev/loop7 /snap/firefox/3252 squashfs", MountKind::Passing);
    row("/dev/loop8 /opt/tool squashfs", MountKind::Passing);
    row("/dev/sr0 /media/cdrom0 iso9660", MountKind::Passing);
    row("lxcfs /var/lib/lxcfs fuse.lxcfs", MountKind::Passing);
    row("portal /run/user/1000/doc fuse.portal", MountKind::Passing);
    row("user@host:/ /home/ann/far fuse.sshfs", MountKind::Files);
    row("varrun /var/run tmpfs", MountKind::Passing);
    row("varrun /var/run/.ro tmpfs", MountKind::Passing);
    row("lrm /lib/modules/2.6.27-7-server/volatile tmpfs", MountKind::Passing);
    row("tmpfs /run/user/1000 tmpfs", MountKind::Passing);
    row("ramfs /run/credentials/systemd-sysusers.service ramfs", MountKind::Passing);
    row("tmpfs /sys/fs/cgroup tmpfs", MountKind::Passing);
    row("tmpfs /var/lib/incus/devlxd tmpfs", MountKind::Passing);
    row("tmpfs /var/lib/xenstored tmpfs", MountKind::Passing);
    row("/dev/sr1 /media/dvd udf", MountKind::Passing);
    row("shm /srv/containers/7f/userdata/shm tmpfs", MountKind::Passing);
    row("shm /data/moodle/cache-shm tmpfs", MountKind::Memory);
    row("tmpfs /data/moodle/shm tmpfs", MountKind::Memory);
    row("tmpfs /library/x/volatile tmpfs", MountKind::Memory);
    row("tmpfs /lib/games/volatile tmpfs", MountKind::Memory);
    row("tmpfs /var/lib/kubelet/pods/7f/volumes/kubernetes.io~secret/token tmpfs", MountKind::Passing);
    row("tmpfs /tmp tmpfs", MountKind::Passing);
    row("tmpfs /tmp/work/of/ann tmpfs", MountKind::Memory);
    row("tmpfs /running tmpfs", MountKind::Memory);
    row("tmpfs /data/moodle/sessions tmpfs", MountKind::Memory);
    row("tmpfs /data/shm tmpfs", MountKind::Memory);
    row("tmpfs /var/lib/mysql tmpfs", MountKind::Memory);
    row("tmpfs /var/cache/nginx tmpfs", MountKind::Memory);
    row("tmpfs /home/ann/volatile tmpfs", MountKind::Memory);
    row("tank/data /data zfs", MountKind::Dataset);
    row("/dev/sdb1 /data btrfs", MountKind::Files);
}

void TstMountKind::kinds()
{
    QFETCH(QByteArray, line);
    QFETCH(int, kind);
    const QList<Mount> mounts = readMounts(line + " rw 0 0\n");
    QCOMPARE(mounts.size(), 1);
    QCOMPARE(int(kindOf(mounts.first())), kind);
    QCOMPARE(holdsNothing(kindOf(mounts.first())), kind == int(MountKind::Passing) || kind == int(MountKind::View));
}

/// What a name server in a folder of its own sees of /run.
void TstMountKind::boundMemory()
{
    const QList<Mount> mounts =
        readMountInfo("20 1 8:1 / / rw - ext4 /dev/sda1 rw\n21 20 0:19 / /run rw - tmpfs tmpfs rw\n"
                      "22 20 0:19 /named /srv/named/run/named rw - tmpfs tmpfs rw\n"
                      "23 20 0:44 / /srv/keys rw - tmpfs tmpfs rw\n24 20 0:44 /a /srv/a rw - tmpfs tmpfs rw\n"
                      "25 20 0:19 /moodle-sess /data/moodle/sessions rw - tmpfs tmpfs rw\n");
    QCOMPARE(mounts.size(), 6);
    QCOMPARE(kindOf(mounts.at(2)), MountKind::Passing);
    QCOMPARE(kindOf(mounts.at(3)), MountKind::Memory);
    QCOMPARE(kindOf(mounts.at(4)), MountKind::Memory);
    // Made in /run, shown where somebody keeps something.
    QCOMPARE(mounts.at(5).bindOf, BytePath("/run/moodle-sess"));
    QCOMPARE(kindOf(mounts.at(5)), MountKind::Memory);
}

NIGHTKEEP_TEST(TstMountKind, unit, Core)
#include "tst_mountkind.moc"
