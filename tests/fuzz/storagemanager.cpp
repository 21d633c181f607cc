// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storagemanagerfiles.h"
#include "models/storage/storagemanagerrules.h"
#include "models/storage/storagemanagertext.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const bool namesSpaces = readFileSpaces(data, 0, 3600).has_value();
    const bool namesDomain = readDomain(data, 0, {Mount {"/", QStringLiteral("ext4"), "x"}}).has_value();
    const bool namesClasses = readManagementClasses(data, 0).has_value();
    const bool namesFolders = readClientFiles(data, data) != ClientFiles();
    return namesSpaces || namesDomain || namesClasses || namesFolders;
}

QByteArrayList seeds()
{
    return {
        "  1   2024-09-13 04:16:26   EXT3   /\n  2   09/13/24   04:16:26   XFS    /data\n",
        "DOMAIN: ALL-LOCAL -/temp \"/a b\"\n",
        "MgmtClass Name              : DEFAULT\nVersions Data Exists : 2 version(s)\nRetain Only Version : No Limit\n",
        "SErvername a\nDOMain /data\nVIRTUALMountpoint /data/x\n"};
}
