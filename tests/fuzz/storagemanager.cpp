// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storagemanagerfiles.h"
#include "models/storage/storagemanagerrules.h"
#include "models/storage/storagemanagertext.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

void fuzz(const QByteArray &data)
{
    std::ignore = readFileSpaces(data, 0, 3600);
    std::ignore = readDomain(data, 0, {Mount {"/", QStringLiteral("ext4"), "x"}});
    std::ignore = readManagementClasses(data, 0);
    std::ignore = readClientFiles(data, data);
}

QByteArrayList seeds()
{
    return {
        "  1   2024-09-13 04:16:26   EXT3   /\n  2   09/13/24   04:16:26   XFS    /data\n",
        "DOMAIN: ALL-LOCAL -/temp \"/a b\"\n",
        "MgmtClass Name              : DEFAULT\nVersions Data Exists : 2 version(s)\nRetain Only Version : No Limit\n",
        "SErvername a\nDOMain /data\nVIRTUALMountpoint /data/x\n"};
}
