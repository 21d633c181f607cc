// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    return readFrame(data, "probe").has_value();
}

QByteArrayList seeds()
{
    return {QByteArrayLiteral("NIGHTKEEP/1\0probe\0R\0mount\0002\0/\0ext4\0END\0007\0")};
}
