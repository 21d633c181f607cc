// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/includeexclude.h"
#include "models/storage/storagemanagerrules.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const Result<IncludeExcludeList> list = readIncludeExclude(data, 0);
    if (!list)
        return false;
    const IncludeExclude rules(list->rules);
    std::ignore = rules.excluding("/data/moodle/a/b.zip", "/data");
    std::ignore = rules.below("/data/moodle", "/data", [](const BytePath &) { return true; });
    return list->unread.isEmpty() && !rules.isEmpty();
}

QByteArrayList seeds()
{
    return {
        "*** FILE INCLUDE/EXCLUDE ***\nMode Function  Pattern (match from top down)  Source File\n---- --------- "
        "------- ----\n"
        "Excl Directory /.../temp  dsm.opt\nExcl All /data/.../[a-m]*.zip  dsm.opt\nIncl All /data/moodle/.../* x\n"};
}
