// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/networkdisk.h"

#include <QByteArrayList>
#include <QFileInfo>
#include <QStorageInfo>

namespace Nightkeep {

bool isNetworkFileSystem(const QByteArray &type)
{
    static const QByteArrayList types {"nfs",  "nfs4",           "cifs",  "smb",   "smbfs",      "smb2",
                                       "smb3", "fuse.sshfs",     "afs",   "9p",    "ceph",       "lustre",
                                       "gpfs", "fuse.glusterfs", "ncpfs", "davfs", "fuse.davfs2"};
    return types.contains(type);
}

bool isOnNetworkDisk(const QString &fileName)
{
    return isNetworkFileSystem(QStorageInfo(QFileInfo(fileName).path()).fileSystemType());
}

} // namespace Nightkeep
