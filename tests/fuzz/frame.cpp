// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <cstdlib>

using namespace Nightkeep;

/// In pieces it must be read as at once.
bool fuzz(const QByteArray &data)
{
    const Result<QList<FrameRecord>> atOnce = readFrame(data, "probe");
    QList<FrameRecord> records;
    FrameReader reader("probe", MaxFrameBytes, [&records](const FrameRecord &record) -> Result<void> {
        records.append(record);
        return {};
    });
    const qsizetype size = 1 + data.size() % 7;
    Result<void> taken;
    for (qsizetype at = 0; taken && at < data.size(); at += size)
        taken = reader.take(QByteArrayView(data).sliced(at).first(std::min(size, data.size() - at)));
    if (taken)
        taken = reader.finish();
    if (taken.has_value() != atOnce.has_value() || (atOnce && records != *atOnce))
        std::abort();
    return atOnce.has_value();
}

QByteArrayList seeds()
{
    return {QByteArrayLiteral("NIGHTKEEP/1\0probe\0R\0mount\0002\0/\0ext4\0END\0007\0")};
}
