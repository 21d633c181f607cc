// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

void fuzz(const QByteArray &data)
{
    std::ignore = readFrame(data, "probe");
}

QByteArrayList seeds()
{
    return {QByteArrayLiteral("NIGHTKEEP/1\0probe\0R\0mount\0002\0/\0ext4\0END\0007\0")};
}
