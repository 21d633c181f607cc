// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/tarwalk.h"

#include "app/apptr.h"
#include "models/base/framefields.h"

#include <QTimeZone>

#include <algorithm>
#include <optional>

namespace Nightkeep {

namespace {

constexpr qint64 blockSize = 512;
constexpr int maxMembers = 500000;

// Offsets and lengths of a header's fields, as POSIX lays them out.
struct Slice
{
    int offset;
    int length;
};
constexpr Slice nameField {0, 100};
constexpr Slice sizeField {124, 12};
constexpr Slice timeField {136, 12};
constexpr Slice sumField {148, 8};
constexpr int kindOffset = 156;
constexpr Slice magicField {257, 6};
constexpr Slice prefixField {345, 155};

Unexpected damaged(qint64 offset)
{
    return fail(ErrorKind::Damaged,
                AppTr::tr("The archive is damaged: at byte %1 there is no sound header.").arg(offset),
                AppTr::tr("Do not rely on it. Make a new archive, or fetch the copy from the storage manager."));
}

Unexpected foreign(const QString &detail)
{
    return fail(ErrorKind::Damaged, AppTr::tr("The archive holds something that Nightkeep did not put there."),
                AppTr::tr("It was changed after it was made: do not rely on it."), detail);
}

QByteArray textOf(const QByteArray &header, Slice field)
{
    const QByteArray raw = header.mid(field.offset, field.length);
    const qsizetype end = raw.indexOf('\0');
    return end < 0 ? raw : raw.left(end);
}

std::optional<qint64> numberOf(const QByteArray &header, Slice field)
{
    const QByteArray raw = header.mid(field.offset, field.length);
    // GNU: the first bit set, then a number in base 256. Nothing here is below zero.
    if (static_cast<unsigned char>(raw[0]) == 0x80) {
        quint64 value = 0;
        for (const char c : raw.right(8))
            value = value << 8 | static_cast<unsigned char>(c);
        return value > quint64(std::numeric_limits<qint64>::max() / 2) ? std::nullopt : std::optional(qint64(value));
    }
    bool ok = false;
    const qint64 value = textOf(header, field).trimmed().toLongLong(&ok, 8);
    return ok && value >= 0 ? std::optional(value) : std::nullopt;
}

bool checksumHolds(const QByteArray &header)
{
    const std::optional<qint64> claimed = numberOf(header, sumField);
    qint64 sum = 0;
    for (int i = 0; i < header.size(); ++i) {
        const bool ownField = i >= sumField.offset && i < sumField.offset + sumField.length;
        sum += ownField ? ' ' : static_cast<unsigned char>(header[i]);
    }
    return claimed == sum;
}

BytePath nameOf(const QByteArray &header)
{
    const QByteArray name = textOf(header, nameField);
    // Only POSIX headers ("ustar" NUL) have a prefix; GNU keeps times there.
    const QByteArray prefix = header.mid(magicField.offset, magicField.length) == QByteArray("ustar\0", 6)
        ? textOf(header, prefixField)
        : QByteArray();
    return prefix.isEmpty() ? name : prefix + '/' + name;
}

qint64 padded(qint64 bytes)
{
    return (bytes + blockSize - 1) / blockSize * blockSize;
}

} // namespace

std::optional<qint64> sizeInTarHeader(const QByteArray &header)
{
    return header.size() == blockSize ? numberOf(header, sizeField) : std::nullopt;
}

Result<QList<RawMember>> walkTar(const TarSkeleton &tar)
{
    QList<RawMember> members;
    QByteArray longName;
    qint64 expected = 0;
    for (qsizetype i = 0; i < tar.blocks.size(); ++i) {
        const auto &[offset, block] = tar.blocks[i];
        if (offset != expected || block.size() < blockSize)
            return damaged(expected);
        const QByteArray header = block.left(blockSize);
        if (header.count('\0') == blockSize) {
            if (i + 1 != tar.blocks.size() || !longName.isEmpty())
                return damaged(offset);
            return members;
        }
        const std::optional<qint64> size = numberOf(header, sizeField);
        const std::optional<qint64> time = numberOf(header, timeField);
        if (!size || !time || !checksumHolds(header) || *size > tar.bytes - offset - blockSize)
            return damaged(offset);
        const char kind = header[kindOffset];
        expected = offset + blockSize + padded(*size);
        if (kind == 'L') {
            if (++i >= tar.blocks.size() || tar.blocks[i].first != offset + blockSize
                || tar.blocks[i].second.size() < *size || *size < 2)
                return damaged(offset);
            longName = tar.blocks[i].second.left(*size - 1);
            continue;
        }
        if ((kind != '0' && kind != '\0') || members.size() >= maxMembers)
            return foreign(AppTr::tr("Header of kind %1 at byte %2").arg(int(kind)).arg(offset));
        const BytePath path = longName.isEmpty() ? nameOf(header) : longName;
        if (leadsUpwards(path))
            return foreign(AppTr::tr("The path %1 leads upwards").arg(displayPath(path)));
        if (!isPossibleMoment(*time))
            return foreign(AppTr::tr("The time of %1 lies outside the years from 1990 to 2100").arg(displayPath(path)));
        members.append({path, *size, QDateTime::fromSecsSinceEpoch(*time, QTimeZone::utc()), offset + blockSize, kind});
        longName.clear();
    }
    // The empty block at the end is missing: the file was cut.
    return damaged(expected);
}

} // namespace Nightkeep
