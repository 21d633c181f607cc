// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/packedmembers.h"

#include "app/apptr.h"
#include "app/archive/copybytes.h"
#include "app/archive/tarwalk.h"
#include "models/base/bytepath.h"
#include "models/base/framefields.h"

#include <QBuffer>
#include <QTimeZone>
#include <quazip/quazip.h>
#include <quazip/quazipfileinfo.h>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype MostInnerMembers = 500000;
constexpr qsizetype PieceOfACopy = 16384; // what it unpacks to is held: 16 MiB at most
constexpr qint64 MostUnpacked = 64LL << 30;
constexpr qint64 InnerBlock = 512;
constexpr qint64 LongestInnerName = 65536;

Unexpected copyDamaged(const QString &detail)
{
    return fail(ErrorKind::Damaged, AppTr::tr("The copy cannot be looked into: it is no sound zip or tar.gz."),
                AppTr::tr("Take it from another archive, or from another place."), detail);
}

Unexpected lookStopped()
{
    return fail(ErrorKind::Cancelled, AppTr::tr("The reading was stopped."));
}

QString nameShown(const QByteArray &name)
{
    return displayPath(name);
}

/// The headers of a tar as its bytes come.
class TarHeaderStream
{
public:
    /// False where it is no tar, or holds too much.
    [[nodiscard]] bool take(const QByteArray &bytes);
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    [[nodiscard]] const QList<InnerMember> &members() const { return m_members; }

private:
    [[nodiscard]] bool takeHeader(const QByteArray &header);

    QByteArray m_held; ///< of a header, or of a long name
    qint64 m_toSkip = 0;
    qint64 m_nameBytes = -1; ///< of the long name that is awaited; -1: none
    QByteArray m_longName;
    QList<InnerMember> m_members;
    bool m_ended = false;
};

bool TarHeaderStream::takeHeader(const QByteArray &header)
{
    if (header.count('\0') == InnerBlock) {
        m_ended = true;
        return true;
    }
    const std::optional<qint64> size = sizeInTarHeader(header);
    if (!size || *size > MostUnpacked || header.mid(257, 5) != "ustar")
        return false;
    const qint64 padded = (*size + InnerBlock - 1) / InnerBlock * InnerBlock;
    const char kind = header.at(156);
    if (kind == 'L') {
        m_nameBytes = *size;
        m_toSkip = padded - *size;
        return *size <= LongestInnerName;
    }
    m_toSkip = padded;
    if (kind == 'x' || kind == 'g' || kind == 'K')
        return true; // says something of the next one
    const auto text = [&header](qsizetype at, qsizetype length) {
        const QByteArray field = header.mid(at, length);
        const qsizetype end = field.indexOf('\0');
        return end < 0 ? field : field.left(end);
    };
    const QByteArray prefix = header.at(262) == '\0' ? text(345, 155) : QByteArray();
    const QByteArray name = !m_longName.isEmpty() ? m_longName
        : prefix.isEmpty()                        ? text(0, 100)
                                                  : prefix + '/' + text(0, 100);
    m_longName.clear();
    InnerMember member;
    member.name = nameShown(name);
    member.bytes = *size;
    bool isNumber = false;
    const qint64 time = text(136, 12).trimmed().toLongLong(&isNumber, 8);
    if (isNumber && isPossibleMoment(time))
        member.modified = QDateTime::fromSecsSinceEpoch(time, QTimeZone::utc());
    m_members.append(member);
    return m_members.size() <= MostInnerMembers;
}

bool TarHeaderStream::take(const QByteArray &bytes)
{
    qsizetype at = 0;
    while (at < bytes.size() && !m_ended) {
        if (m_nameBytes < 0 && m_toSkip > 0) {
            const qint64 passed = std::min<qint64>(m_toSkip, bytes.size() - at);
            m_toSkip -= passed;
            at += passed;
            continue;
        }
        const qint64 awaited = m_nameBytes < 0 ? InnerBlock : m_nameBytes;
        const qint64 piece = std::min<qint64>(awaited - m_held.size(), bytes.size() - at);
        m_held.append(bytes.constData() + at, piece);
        at += piece;
        if (m_held.size() < awaited)
            return true;
        const QByteArray whole = m_held;
        m_held.clear();
        if (m_nameBytes >= 0) {
            m_longName = whole.left(std::max<qsizetype>(whole.indexOf('\0'), 0));
            m_nameBytes = -1;
        } else if (!takeHeader(whole)) {
            return false;
        }
    }
    return true;
}

} // namespace

Result<QList<InnerMember>> membersOfZip(const QByteArray &bytes, const CancelToken &cancel)
{
    QByteArray held = bytes;
    QBuffer buffer(&held);
    QuaZip zip(&buffer);
    if (!zip.open(QuaZip::mdUnzip))
        return copyDamaged(QStringLiteral("QuaZip %1").arg(zip.getZipError()));
    QList<InnerMember> members;
    for (bool more = zip.goToFirstFile(); more; more = zip.goToNextFile()) {
        if (cancel.isCancelled())
            return lookStopped();
        QuaZipFileInfo64 info;
        if (members.size() >= MostInnerMembers || !zip.getCurrentFileInfo(&info))
            return copyDamaged(QStringLiteral("QuaZip %1").arg(zip.getZipError()));
        InnerMember member;
        member.name = visibleText(info.name);
        member.bytes = qint64(std::min<quint64>(info.uncompressedSize, quint64(MostOfANumber)));
        const QDateTime told(info.dateTime.date(), info.dateTime.time(), QTimeZone::utc());
        if (told.isValid() && isPossibleMoment(told.toSecsSinceEpoch()))
            member.modified = told;
        members.append(member);
    }
    if (zip.getZipError() != UNZ_OK || members.size() != zip.getEntriesCount())
        return copyDamaged(QStringLiteral("QuaZip %1").arg(zip.getZipError()));
    return members;
}

Result<QList<InnerMember>> membersOfTarGz(const QByteArray &packed, const CancelToken &cancel)
{
    Inflater inflater(Inflater::Wrapping::Gzip);
    TarHeaderStream tar;
    qint64 unpacked = 0;
    for (qsizetype at = 0; at < packed.size() && !inflater.hasEnded() && !tar.hasEnded(); at += PieceOfACopy) {
        if (cancel.isCancelled())
            return lookStopped();
        const QByteArray plain = inflater.add(packed.mid(at, PieceOfACopy));
        unpacked += plain.size();
        if (inflater.isDamaged() || unpacked > MostUnpacked || !tar.take(plain))
            return copyDamaged({});
    }
    return tar.hasEnded() ? Result<QList<InnerMember>>(tar.members()) : copyDamaged({});
}

} // namespace Nightkeep
