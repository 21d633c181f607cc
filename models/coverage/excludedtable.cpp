// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/excludedtable.h"

#include "models/base/tr.h"

namespace Nightkeep {

TableDescription<ExcludedObject> ExcludedTable::description()
{
    using Row = ExcludedObject;
    return {[](const Row &row) { return QString::fromLatin1(percentEncoded(row.path)); },
            {{Tr::tr("Left out"), [](const Row &row) { return displayPath(row.path); }},
             {Tr::tr("By the rule"), &Row::rule},
             {Tr::tr("From the file"), &Row::source}}};
}

} // namespace Nightkeep
