// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/tarwalk.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

void fuzz(const QByteArray &data)
{
    // Blocks as a server says them: each with its offset and up to two kilobytes.
    TarSkeleton tar;
    tar.bytes = data.size();
    for (qsizetype at = 0; at < data.size(); at += 512)
        tar.blocks.append({at, data.mid(at, 512)});
    std::ignore = walkTar(tar);
}

QByteArrayList seeds()
{
    return {QByteArray("33/a.zip").leftJustified(124, 0) + "00000000000\0" + "11062030000\0" + QByteArray(8, 32) + "0"
            + QByteArray(355, 0) + QByteArray(512, 0)};
}
