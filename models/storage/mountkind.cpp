// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/mountkind.h"

#include <algorithm>

namespace Nightkeep {

namespace {

template<size_t Size> bool isAmong(const QString &type, const char *const (&types)[Size])
{
    return std::any_of(std::begin(types), std::end(types),
                       [&type](const char *known) { return type == QLatin1String(known); });
}

template<size_t Size> bool isBelow(const BytePath &path, const char *const (&roots)[Size])
{
    return std::any_of(std::begin(roots), std::end(roots), [&path](const char *root) { return holdsPath(root, path); });
}

/// Where a tmpfs holds a running system's state, or that of a container: memory that nobody chose.
bool isStatePlace(const BytePath &path)
{
    static constexpr const char *Roots[] = {"/var/lib/lxd", "/var/lib/incus", "/var/snap", "/var/lib/kubelet",
                                            "/var/lib/xenstored"};
    return isSystemPlace(path) || isBelow(path, Roots) || path == "/tmp" || path == "/var/tmp";
}

/// Where an engine puts a container's layers together, wherever its own folder is: ".../overlay2/7f/merged".
bool isInLayers(const BytePath &path)
{
    const QList<QByteArray> names = pathComponents(path);
    for (qsizetype at = 2; at < names.size(); ++at) {
        if (names.at(at) == "merged" && (names.at(at - 2) == "overlay" || names.at(at - 2) == "overlay2"))
            return true;
    }
    return false;
}

/// The same where the layers are snapshots of a disk: ".../devicemapper/mnt/7f", ".../zfs/graph/7f".
bool isSnapshotOfLayers(const BytePath &path)
{
    const QList<QByteArray> names = pathComponents(path);
    const QByteArray folder = names.value(names.size() - 3) + '/' + names.value(names.size() - 2);
    return folder == "devicemapper/mnt" || folder == "zfs/graph";
}

/// A container's tree as its engine mounts it for it: layers and files that stand elsewhere on this server.
bool isContainerTree(const BytePath &path)
{
    static constexpr const char *Roots[] = {"/run",
                                            "/var/lib/docker",
                                            "/var/lib/containers",
                                            "/var/lib/containerd",
                                            "/var/lib/kubelet",
                                            "/var/lib/rancher",
                                            "/var/lib/lxc",
                                            "/var/lib/lxd",
                                            "/var/lib/incus"};
    return isInLayers(path) || isBelow(path, Roots);
}

/// What an engine gives a container as memory, wherever its own folder is: ".../docker/containers/7f/mounts/secrets".
bool isOfContainer(const BytePath &path)
{
    return path.contains("/docker/containers/") || path.contains("/containers/storage/");
}

/// State that is shown at a second place: a name server in a folder of its own sees /run/named at
/// /srv/named/run/named. What containers share as memory is called "shm" by every engine.
bool isStateShownAgain(const Mount &mount)
{
    const bool again = isStatePlace(mount.bindOf) && mount.target.endsWith(mount.bindOf);
    return again || isOfContainer(mount.target) || (mount.source == "shm" && mount.target.endsWith("/shm"))
        || isInLayers(mount.target);
}

} // namespace

/// Ubuntu 7.10 to 9.04 has /var/run, /var/lock and /lib/modules/*/volatile in memory, Debian of those years
/// /lib/init/rw, and systemd all below /run.
bool isSystemPlace(const BytePath &path)
{
    static constexpr const char *Roots[] = {
        "/run",      "/dev",    "/proc",    "/sys",         "/var/run",
        "/var/lock", "/cgroup", "/selinux", "/lib/init/rw", "/var/lib/nfs/rpc_pipefs"};
    if (isBelow(path, Roots))
        return true;
    const QList<QByteArray> names = pathComponents(path);
    return names.size() > 3 && names.at(0).startsWith("lib") && names.at(1) == "modules" && names.at(3) == "volatile";
}

bool isInMemory(const QString &type)
{
    static constexpr const char *Types[] = {"tmpfs", "ramfs", "shm"};
    return isAmong(type, Types);
}

bool isLayered(const QString &type)
{
    static constexpr const char *Types[] = {"overlay", "overlayfs", "aufs", "fuse.fuse-overlayfs"};
    return isAmong(type, Types);
}

bool isKernelView(const QString &type)
{
    static constexpr const char *Types[] = {
        "proc",      "sysfs",   "devpts",     "devtmpfs",   "cgroup",      "cgroup2", "mqueue",  "hugetlbfs",
        "debugfs",   "tracefs", "configfs",   "securityfs", "pstore",      "bpf",     "fusectl", "efivarfs",
        "selinuxfs", "nsfs",    "rpc_pipefs", "nfsd",       "binfmt_misc", "usbfs",   "resctrl", "openpromfs",
        "usbdevfs",  "capifs",  "cpuset",     "smackfs",    "dlmfs"};
    return isAmong(type, Types);
}

MountKind kindOf(const Mount &mount)
{
    static constexpr const char *Images[] = {"squashfs",      "iso9660",         "udf",
                                             "erofs",         "cramfs",          "romfs",
                                             "fuse.snapfuse", "fuse.squashfuse", "fuse.squashfuse_ll"};
    static constexpr const char *WithoutFiles[] = {"fuse.lxcfs",       "fuse.gvfsd-fuse",     "fuse.gvfs-fuse-daemon",
                                                   "fuse.portal",      "fuse.vmware-vmblock", "fuse.vmblock",
                                                   "fuse.xrdp-chansrv"};
    if (isKernelView(mount.type))
        return MountKind::View;
    const bool isRoot = mount.target == "/";
    if (isInMemory(mount.type))
        return !isRoot && (isStatePlace(mount.target) || isStateShownAgain(mount)) ? MountKind::Passing
                                                                                   : MountKind::Memory;
    if (!isRoot && isLayered(mount.type) && isContainerTree(mount.target))
        return MountKind::Passing;
    if (isSnapshotOfLayers(mount.target))
        return MountKind::Passing;
    if (isAmong(mount.type, Images) || isAmong(mount.type, WithoutFiles))
        return MountKind::Passing;
    if (mount.type == QLatin1String("zfs"))
        return MountKind::Dataset;
    if (mount.type == QLatin1String("btrfs") && !mount.root.isEmpty() && mount.bindOf.isEmpty())
        return MountKind::Subvolume;
    return MountKind::Files;
}

bool holdsNothing(MountKind kind)
{
    return kind == MountKind::Passing || kind == MountKind::View;
}

} // namespace Nightkeep
