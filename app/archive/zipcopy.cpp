// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/zipcopy.h"

#include "app/archive/copyinside.h"

#include <QtEndian>

#include <algorithm>
#include <zlib.h>

namespace Nightkeep {

namespace {

constexpr qint64 MostOfADirectory = 16777216;
constexpr qint64 PackedPiece = 16384;
constexpr quint32 IsWide = 0xffffffff; // a number of 64 bits stands in its place
const QByteArray EndMark = QByteArrayLiteral("PK\x05\x06");

quint16 shortAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

quint32 longAt(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

qint64 wideAt(const QByteArray &bytes, qsizetype at)
{
    return qint64(std::min<quint64>(qFromLittleEndian<quint64>(bytes.constData() + at), MostOfANumber));
}

struct ZipDirectory
{
    qint64 from = 0;
    qint64 bytes = 0;
    qint64 entries = 0;
    qint64 modulo = 0; ///< what the entries are counted by; 0: all of them
};

struct ZipMember
{
    QByteArray name;
    quint16 flags = 0;
    quint16 method = 0;
    quint32 sum = 0;
    qint64 plain = 0;
    qint64 packed = 0;
    qint64 local = 0; ///< where its own header is

    [[nodiscard]] bool isEncrypted() const { return flags & 1; }
};

class ZipReader
{
public:
    ZipReader(CopyBytes &bytes, CopyWords &words)
        : m_bytes(bytes)
        , m_words(words)
    {
    }
    void read();

private:
    using Take = std::function<void(QByteArrayView)>;
    [[nodiscard]] qint64
    endOf(QByteArray &end); ///< where it is, its bytes; below zero, with the fault, if there is none
    [[nodiscard]] bool findDirectory();
    [[nodiscard]] bool takeWideEnd(qint64 &place, bool isNeeded, bool &isSplit);
    [[nodiscard]] bool readDirectory();
    [[nodiscard]] static ZipMember memberAt(const QByteArray &text, qsizetype at);
    [[nodiscard]] qint64 dataOf(const ZipMember &member);
    [[nodiscard]] Unpacked unpack(const ZipMember &member, const Take &take);
    [[nodiscard]] Unpacked unpackPieces(const ZipMember &member, qint64 from, const Take &take);
    [[nodiscard]] bool readXml(const ZipMember &member, const Take &take);
    void readOld(const ZipMember &xml);
    void readLater(const ZipMember &own);
    [[nodiscard]] bool readOthers(const ZipMember &first, LaterInside *inside);

    CopyBytes &m_bytes;
    CopyWords &m_words;
    ZipDirectory m_directory;
    QList<ZipMember> m_members;
    bool m_isAll = false; ///< of the members
};

qint64 ZipReader::endOf(QByteArray &end)
{
    const qint64 size = m_bytes.size();
    const QByteArray tail = m_bytes.at(std::max<qint64>(0, size - 65557), 65557);
    const qsizetype last = tail.size() < 22 ? -1 : tail.lastIndexOf(EndMark, tail.size() - 22);
    qsizetype found = last;
    while (found >= 0 && found + 22 + shortAt(tail, found + 20) != tail.size())
        found = found > 0 ? tail.lastIndexOf(EndMark, found - 1) : -1;
    if (found >= 0) {
        end = tail.mid(found, 22);
        return size - tail.size() + found;
    }
    const QByteArray head = m_bytes.at(0, 4);
    const QByteArrayList beginnings {"PK\x03\x04", "PK\x05\x06", "PK\x07\x08", "PK00"};
    if (!beginnings.contains(head))
        m_words.blame(ZipFault::NoZip, head.toHex());
    else
        m_words.blame(last < 0 ? ZipFault::CutOff : ZipFault::MoreBehind);
    return -1;
}

/// Where the end of 64 bits stands before that of 32; false, with the fault, where it should and does not fit.
bool ZipReader::takeWideEnd(qint64 &place, bool isNeeded, bool &isSplit)
{
    const QByteArray locator = place < 20 ? QByteArray() : m_bytes.at(place - 20, 20);
    if (locator.size() < 20 || !locator.startsWith("PK\x06\x07"))
        return true;
    const qint64 start = wideAt(locator, 8);
    const QByteArray end = m_bytes.at(start, 56);
    if (end.size() < 56 || !end.startsWith("PK\x06\x06"))
        return !isNeeded || !m_words.blame(ZipFault::CutOff);
    const qint64 next = start + 12 + wideAt(end, 4);
    if (next != place - 20)
        return !m_words.blame(ZipFault::WrongLength, QByteArray::number(next - place + 20));
    m_directory = {wideAt(end, 48), wideAt(end, 40), wideAt(end, 32), 0};
    isSplit = false;
    place = start;
    return true;
}

/// What precedes the end must be exactly what it says.
bool ZipReader::findDirectory()
{
    QByteArray end;
    qint64 place = endOf(end);
    if (place < 0)
        return false;
    m_directory = {longAt(end, 16), longAt(end, 12), shortAt(end, 10), 65536};
    bool isSplit = shortAt(end, 4) != 0 || shortAt(end, 6) != 0;
    const bool isNeeded = m_directory.entries == 65535 || m_directory.bytes == IsWide || m_directory.from == IsWide;
    if (!takeWideEnd(place, isNeeded, isSplit))
        return false;
    const auto &[from, bytes, entries, modulo] = m_directory;
    if (isSplit)
        return !m_words.blame(ZipFault::Split);
    if (from + bytes != place)
        return !m_words.blame(ZipFault::WrongLength, QByteArray::number(place - from - bytes));
    if (bytes > 0 && m_bytes.at(from, 4) != "PK\x01\x02")
        return !m_words.blame(ZipFault::NoDirectory);
    return true;
}

ZipMember ZipReader::memberAt(const QByteArray &text, qsizetype at)
{
    const qsizetype name = shortAt(text, at + 28);
    ZipMember member {text.mid(at + 46, name), shortAt(text, at + 8), shortAt(text, at + 10), longAt(text, at + 16),
                      longAt(text, at + 24),   longAt(text, at + 20), longAt(text, at + 42)};
    const QByteArray more = text.mid(at + 46 + name, shortAt(text, at + 30));
    const auto isWide = [](qint64 number) { return number == IsWide; };
    qsizetype field = 0;
    while (field + 4 <= more.size() && (isWide(member.plain) || isWide(member.packed) || isWide(member.local))) {
        qsizetype next = field + 4;
        const qsizetype end = std::min<qsizetype>(next + shortAt(more, field + 2), more.size());
        for (qint64 *number : {&member.plain, &member.packed, &member.local}) {
            if (shortAt(more, field) == 1 && isWide(*number) && next + 8 <= end) {
                *number = wideAt(more, next);
                next += 8;
            }
        }
        field = end;
    }
    return member;
}

bool ZipReader::readDirectory()
{
    const QByteArray text = m_bytes.at(m_directory.from, std::min(m_directory.bytes, MostOfADirectory));
    qsizetype at = 0;
    while (at + 46 <= text.size() && text.mid(at, 4) == "PK\x01\x02") {
        m_members.append(memberAt(text, at));
        at += 46 + shortAt(text, at + 28) + shortAt(text, at + 30) + shortAt(text, at + 32);
    }
    m_isAll = m_directory.bytes == text.size();
    if (!m_isAll)
        return m_directory.bytes > MostOfADirectory || !m_words.blame(ZipFault::NoDirectory);
    // An end of 32 bits counts no further.
    const qint64 count = m_directory.modulo > 0 ? m_members.size() % m_directory.modulo : m_members.size();
    return (at == text.size() && count == m_directory.entries) || !m_words.blame(ZipFault::NoDirectory);
}

/// Where its bytes begin; below zero where its header is not what the directory says.
qint64 ZipReader::dataOf(const ZipMember &member)
{
    const QByteArray head = m_bytes.at(member.local, 30 + member.name.size());
    if (head.size() != 30 + member.name.size() || !head.startsWith("PK\x03\x04") || shortAt(head, 8) != member.method
        || shortAt(head, 26) != member.name.size() || head.mid(30) != member.name)
        return -1;
    const quint16 flags = shortAt(head, 6);
    if ((flags ^ member.flags) & 0x809) // encrypted, sizes behind the data, the name is UTF-8
        return -1;
    const quint32 packed = longAt(head, 18);
    const quint32 plain = longAt(head, 22);
    const bool isTold = !(flags & 8) && packed != IsWide && plain != IsWide;
    if (isTold && (longAt(head, 14) != member.sum || packed != member.packed || plain != member.plain))
        return -1;
    return member.local + 30 + member.name.size() + shortAt(head, 28);
}

Unpacked ZipReader::unpack(const ZipMember &member, const Take &take)
{
    if (member.isEncrypted() || (member.method != 0 && member.method != 8))
        return Unpacked::Unknown;
    const qint64 from = dataOf(member);
    if (from < 0)
        return Unpacked::Damaged;
    if (member.packed == 0)
        return member.plain != 0 || member.sum != 0 ? Unpacked::Damaged : Unpacked::Whole;
    return unpackPieces(member, from, take);
}

Unpacked ZipReader::unpackPieces(const ZipMember &member, qint64 from, const Take &take)
{
    Inflater inflater(Inflater::Wrapping::None);
    const bool isPacked = member.method != 0;
    uLong sum = crc32(0, nullptr, 0);
    qint64 plain = 0;
    for (qint64 done = 0; done < member.packed && !inflater.hasEnded();) {
        QByteArray piece = m_bytes.at(from + done, std::min(member.packed - done, PackedPiece));
        if (piece.isEmpty())
            return Unpacked::Damaged;
        done += piece.size();
        if (isPacked)
            piece = inflater.add(piece);
        plain += piece.size();
        if (inflater.isDamaged() || plain > member.plain)
            return Unpacked::Damaged;
        sum = crc32(sum, reinterpret_cast<const Bytef *>(piece.constData()), uInt(piece.size()));
        take(piece);
    }
    const bool isWhole = (!isPacked || inflater.hasEnded()) && plain == member.plain && sum == member.sum;
    return isWhole ? Unpacked::Whole : Unpacked::Damaged;
}

/// The one that says what the backup is; false, with the fault, where it cannot be read.
bool ZipReader::readXml(const ZipMember &member, const Take &take)
{
    const Unpacked state = unpack(member, take);
    if (member.isEncrypted())
        return !m_words.blame(ZipFault::Encrypted);
    if (state == Unpacked::Unknown)
        return !m_words.blame(ZipFault::StrangePacking, QByteArray::number(member.method));
    return state == Unpacked::Whole || !m_words.blame(ZipFault::DamagedXml);
}

/// Whether each could be read, and was sound.
bool ZipReader::readOthers(const ZipMember &first, LaterInside *inside)
{
    if (!m_isAll)
        return false;
    for (const ZipMember &member : std::as_const(m_members)) {
        if (&member == &first)
            continue;
        if (inside)
            inside->addMember(member.name);
        const bool isList = inside && (member.name == "files.xml" || member.name == "./files.xml");
        if (isList)
            inside->takeFiles({}); // it may be empty
        const Unpacked state = unpack(member, [&](QByteArrayView text) {
            if (isList)
                inside->takeFiles(text);
        });
        if (state == Unpacked::Unknown)
            return false;
        if (state != Unpacked::Whole)
            return !m_words.blame(ZipFault::DamagedMember, shortened(member.name));
    }
    return true;
}

void ZipReader::readOld(const ZipMember &xml)
{
    OldInside inside;
    if (!readXml(xml, [&inside](QByteArrayView text) { inside.take(text); }) || !inside.tell(m_words))
        return;
    m_words.level = ZipLevel::Closed;
    if (readOthers(xml, nullptr))
        m_words.level = ZipLevel::Complete; // nothing else says what belongs in it
}

void ZipReader::readLater(const ZipMember &own)
{
    LaterInside inside;
    if (!readXml(own, [&inside](QByteArrayView text) { inside.takeOwn(text); }))
        return;
    inside.endOwn();
    if (!inside.tellOwn(m_words))
        return;
    m_words.level = ZipLevel::Closed;
    if (readOthers(own, &inside))
        inside.tellMissing(m_words);
}

void ZipReader::read()
{
    if (m_bytes.at(0, 2) == "PK")
        m_words.format = BackupFormat::Zip;
    if (!findDirectory())
        return;
    m_words.format = BackupFormat::Zip;
    if (!readDirectory())
        return;
    qint64 plain = 0;
    for (const ZipMember &member : std::as_const(m_members))
        plain = std::min(plain + member.plain, MostOfANumber);
    if (isBomb(plain, m_bytes.size())) {
        m_words.blame(ZipFault::Bomb);
        return;
    }
    const auto find = [this](const QByteArray &name) {
        const auto found = std::find_if(m_members.cbegin(), m_members.cend(), [&name](const ZipMember &member) {
            return member.name == name || member.name == "./" + name;
        });
        return found == m_members.cend() ? nullptr : &*found;
    };
    if (const ZipMember *own = find("moodle_backup.xml"))
        readLater(*own);
    else if (const ZipMember *xml = find("moodle.xml"))
        readOld(*xml);
    else if (m_isAll)
        m_words.blame(ZipFault::NoMoodleXml);
    else
        m_words.level = ZipLevel::Closed; // a directory that is not read to its end may name it further on
    const bool isEncrypted =
        std::any_of(m_members.cbegin(), m_members.cend(), [](const ZipMember &member) { return member.isEncrypted(); });
    if (isEncrypted && m_words.fault == ZipFault::None)
        m_words.blame(ZipFault::Encrypted); // no Moodle knows a word for it
}

} // namespace

void readZipCopy(CopyBytes &bytes, CopyWords &words)
{
    ZipReader(bytes, words).read();
}

} // namespace Nightkeep
