// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/localarchivefiles.h"

#include "app/apptr.h"
#include "app/archive/packedmembers.h"
#include "app/archive/tarwalk.h"
#include "models/base/bytepath.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 SumPiece = 1048576;
constexpr qint64 MostOfAMember = 1LL << 30; // it is held
constexpr qint64 TarBlock = 512;
constexpr qint64 MostOfATarName = 1048576;
constexpr qsizetype MostTarBlocks = 1000000; // of 500,000 members with long names

Unexpected localNotRead(const QString &fileName, const QString &why)
{
    return fail(ErrorKind::Failed, AppTr::tr("\"%1\" cannot be read: %2").arg(visibleText(fileName), why),
                AppTr::tr("See whether it is there, whether you may read it, and whether its disk is sound."));
}

Unexpected localCancelled()
{
    return fail(ErrorKind::Cancelled, AppTr::tr("The reading was stopped."));
}

/// A pipe or a device may have no end.
Result<void> openLocal(QFile &file)
{
    const QFileInfo info(file.fileName());
    if (!info.exists())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no file \"%1\".").arg(visibleText(file.fileName())),
                    AppTr::tr("Name the file of this machine."));
    if (!info.isFile())
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no file.").arg(visibleText(file.fileName())),
                    AppTr::tr("Name the file of this machine."));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return localNotRead(file.fileName(), file.errorString());
    return {};
}

/// The headers of a tar, and the texts of its long names: all else is passed over.
Result<TarSkeleton> skeletonOf(QFile &file, const CancelToken &cancel)
{
    TarSkeleton tar;
    tar.bytes = file.size();
    qint64 offset = 0;
    while (offset + TarBlock <= tar.bytes && tar.blocks.size() < MostTarBlocks) {
        if (cancel.isCancelled())
            return localCancelled();
        if (!file.seek(offset))
            return localNotRead(file.fileName(), file.errorString());
        const QByteArray header = file.read(TarBlock);
        const std::optional<qint64> size = sizeInTarHeader(header);
        tar.blocks.append({offset, header});
        if (!size || header.count('\0') == TarBlock)
            break; // the end, or what walkTar() refuses
        const qint64 padded = (*size + TarBlock - 1) / TarBlock * TarBlock;
        if (*size > tar.bytes - offset - TarBlock)
            break;
        if (header.at(156) == 'L') {
            if (*size > MostOfATarName)
                break;
            tar.blocks.append({offset + TarBlock, file.read(padded)});
        }
        offset += TarBlock + padded;
    }
    return tar;
}

} // namespace

Result<QList<InnerMember>> LocalArchiveFiles::members(const QByteArray &copy, const CancelToken &cancel)
{
    return copy.startsWith("\x1f\x8b") ? membersOfTarGz(copy, cancel) : membersOfZip(copy, cancel);
}

Result<LocalArchives::Sum> LocalArchiveFiles::sum(const QString &fileName, const CancelToken &cancel,
                                                  const ProgressSink &progress)
{
    QFile file(fileName);
    if (const Result<void> opened = openLocal(file); !opened)
        return fail(opened.error());
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    QByteArray piece(SumPiece, Qt::Uninitialized);
    Sum sum;
    while (true) {
        if (cancel.isCancelled())
            return localCancelled();
        const qint64 got = file.read(piece.data(), piece.size());
        if (got < 0)
            return localNotRead(fileName, file.errorString());
        if (got == 0)
            break;
        sha256.addData(QByteArrayView(piece.constData(), got));
        sum.bytes += got;
        if (progress)
            progress({sum.bytes, file.size(), true, AppTr::tr("Reading the file")});
    }
    sum.sha256 = sha256.result().toHex();
    return sum;
}

Result<QByteArray> LocalArchiveFiles::memberOf(const QString &tarFile, const BytePath &path, const CancelToken &cancel)
{
    QFile file(tarFile);
    if (const Result<void> opened = openLocal(file); !opened)
        return fail(opened.error());
    const Result<TarSkeleton> tar = skeletonOf(file, cancel);
    if (!tar)
        return fail(tar.error());
    const Result<QList<RawMember>> members = walkTar(*tar);
    if (!members)
        return fail(members.error());
    const auto found = std::find_if(members->cbegin(), members->cend(),
                                    [&path](const RawMember &member) { return member.path == path; });
    if (found == members->cend())
        return fail(ErrorKind::NotFound,
                    AppTr::tr("There is no %1 in \"%2\".").arg(displayPath(path), visibleText(tarFile)),
                    AppTr::tr("See whether that is the archive's file."));
    if (found->bytes > MostOfAMember)
        return fail(ErrorKind::BadInput, AppTr::tr("%1 is too large to be taken out here.").arg(displayPath(path)),
                    AppTr::tr("Take it out with tar, and hold its SHA-256 against the manifest."));
    if (!file.seek(found->dataOffset))
        return localNotRead(tarFile, file.errorString());
    QByteArray bytes;
    bytes.reserve(found->bytes);
    while (bytes.size() < found->bytes) {
        if (cancel.isCancelled())
            return localCancelled();
        const QByteArray piece = file.read(std::min(SumPiece, found->bytes - bytes.size()));
        if (piece.isEmpty())
            return localNotRead(tarFile, file.errorString());
        bytes += piece;
    }
    return bytes;
}

} // namespace Nightkeep
