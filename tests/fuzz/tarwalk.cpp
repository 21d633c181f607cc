// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/tarwalk.h"
#include "tests/fuzz/fuzz.h"

#include <numeric>

using namespace Nightkeep;

namespace {

constexpr qsizetype tarBlock = 512;

void put(QByteArray &block, qsizetype offset, const QByteArray &text)
{
    block.replace(offset, text.size(), text);
}

/// With a sum that holds, or a changed header would be read no further than to its sum.
QByteArray summed(QByteArray block)
{
    if (block.size() != tarBlock || block.count('\0') == tarBlock)
        return block;
    put(block, 148, QByteArray(8, ' '));
    const int sum = std::accumulate(block.cbegin(), block.cend(), 0,
                                    [](int all, char byte) { return all + static_cast<unsigned char>(byte); });
    put(block, 148, QByteArray::number(sum, 8).rightJustified(6, '0') + '\0');
    return block;
}

/// A block, as a target's input has it: how many blocks of contents lie before it, and its bytes.
QByteArray part(int before, const QByteArray &block)
{
    return QByteArray(1, char(before)) + block.leftJustified(tarBlock, 0);
}

QByteArray header(const QByteArray &name, int bytes, char kind)
{
    QByteArray block(tarBlock, 0);
    put(block, 0, name);
    put(block, 124, QByteArray::number(bytes, 8).rightJustified(11, '0'));
    put(block, 136, "11062030000");
    block[156] = kind;
    put(block, 257, "ustar");
    return summed(block);
}

bool walk(const QByteArray &data, bool mended)
{
    TarSkeleton tar;
    for (qsizetype at = 0; at < data.size(); at += 1 + tarBlock) {
        const QByteArray block = data.mid(at + 1, tarBlock);
        tar.bytes += tarBlock * static_cast<unsigned char>(data.at(at));
        tar.blocks.append({tar.bytes, mended ? summed(block) : block});
        tar.bytes += tarBlock;
    }
    const Result<QList<RawMember>> members = walkTar(tar);
    return members && !members->isEmpty();
}

} // namespace

bool fuzz(const QByteArray &data)
{
    const bool read = walk(data, false);
    return walk(data, true) || read;
}

QByteArrayList seeds()
{
    const QByteArray longName = "33/backupdata/" + QByteArray(120, 'a') + ".zip";
    const QByteArray end = part(0, {});
    return {part(0, header("33/a.zip", 700, '0')) + part(2, header("33/b.zip", 0, '0')) + end,
            part(0, header("././@LongLink", int(longName.size()) + 1, 'L')) + part(0, longName)
                + part(0, header(longName.left(100), 5, '0')) + part(1, {})};
}
