// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/mounttable.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const bool isMountInfo = !readMountInfo(data).isEmpty();
    return !readMounts(data).isEmpty() || isMountInfo;
}

QByteArrayList seeds()
{
    return {"20 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n21 20 8:5 / /srv rw - xfs x rw\n22 20 8:5 /m /data\\040b ro "
            "- xfs x "
            "rw\n23 22 0:4 / /data\\040b/p rw - proc p rw\n",
            "/dev/sda1 / ext3 rw 0 0\nfiles:/x /net nfs rw 0 0\n"};
}
