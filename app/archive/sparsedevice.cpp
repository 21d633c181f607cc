// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/sparsedevice.h"

#include <algorithm>
#include <cstring>

namespace Nightkeep {

SparseDevice::SparseDevice(const TarSkeleton &skeleton, QObject *parent)
    : QIODevice(parent)
    , m_skeleton(skeleton)
{
}

qint64 SparseDevice::readData(char *data, qint64 maxSize)
{
    const qint64 from = pos();
    const qint64 count = std::min(maxSize, m_skeleton.bytes - from);
    if (count <= 0)
        return 0;
    std::memset(data, 0, size_t(count));
    const auto &blocks = m_skeleton.blocks;
    auto block = std::partition_point(blocks.cbegin(), blocks.cend(), [from](const QPair<qint64, QByteArray> &each) {
        return each.first + each.second.size() <= from;
    });
    for (; block != blocks.cend() && block->first < from + count; ++block) {
        const qint64 begin = std::max(from, block->first);
        const qint64 end = std::min(from + count, block->first + qint64(block->second.size()));
        std::memcpy(data + (begin - from), block->second.constData() + (begin - block->first), size_t(end - begin));
    }
    return count;
}

qint64 SparseDevice::writeData(const char *, qint64)
{
    return -1;
}

} // namespace Nightkeep
