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

/// Where a running system keeps its state. Ubuntu 7.10 to 9.04 has /var/run, /var/lock and
/// /lib/modules/*/volatile in memory, Debian of those years /lib/init/rw, and systemd all below /run.
bool isStatePlace(const BytePath &path)
{
    static constexpr const char *Roots[] = {"/run",
                                            "/dev",
                                            "/proc",
                                            "/sys",
                                            "/var/run",
                                            "/var/lock",
                                            "/cgroup",
                                            "/lib/init/rw",
                                            "/var/lib/lxd",
                                            "/var/lib/docker/containers",
                                            "/var/snap",
                                            "/var/lib/containers/storage",
                                            "/var/lib/kubelet"};
    if (isBelow(path, Roots) || path == "/tmp" || path == "/var/tmp")
        return true;
    const QList<QByteArray> names = pathComponents(path);
    return names.size() > 1 && names.first().startsWith("lib") && names.contains("volatile");
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
                                            "/var/lib/lxd"};
    const QList<QByteArray> names = pathComponents(path);
    const bool named = !names.isEmpty() && (names.last() == "merged" || names.last() == "rootfs");
    return named || isBelow(path, Roots);
}

} // namespace

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
    static constexpr const char *InMemory[] = {"tmpfs", "ramfs", "shm"};
    static constexpr const char *Layered[] = {"overlay", "overlayfs", "aufs", "fuse.fuse-overlayfs"};
    static constexpr const char *Images[] = {"squashfs", "iso9660",       "erofs",           "cramfs",
                                             "romfs",    "fuse.snapfuse", "fuse.squashfuse", "fuse.squashfuse_ll"};
    static constexpr const char *WithoutFiles[] = {"fuse.lxcfs",       "fuse.gvfsd-fuse",     "fuse.gvfs-fuse-daemon",
                                                   "fuse.portal",      "fuse.vmware-vmblock", "fuse.vmblock",
                                                   "fuse.xrdp-chansrv"};
    if (isKernelView(mount.type))
        return MountKind::View;
    if (isAmong(mount.type, InMemory)) {
        // What containers share as memory is named "shm" by every engine, and so is its place.
        const bool shared = mount.source == "shm" && mount.target.endsWith("/shm");
        const bool state = shared || isStatePlace(mount.target) || isStatePlace(mount.bindOf);
        return state && mount.target != "/" ? MountKind::Passing : MountKind::Memory;
    }
    if (mount.target != "/" && isAmong(mount.type, Layered) && isContainerTree(mount.target))
        return MountKind::View;
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
