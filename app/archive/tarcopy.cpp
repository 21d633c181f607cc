// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/tarcopy.h"

#include "app/archive/copyinside.h"

#include <QtEndian>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 CopyBlock = 512;
constexpr qint64 CopyPackedPiece = 8192;
constexpr qint64 TarRecord = 10240; // tar fills its last one
constexpr int MostTarMembers = 2000000; // no course has so many: each costs time
constexpr qint64 LongestMember = 8796093022208;

qint64 paddingOf(qint64 bytes)
{
    return (CopyBlock - bytes % CopyBlock) % CopyBlock;
}

/// A header's octal number between blanks and zeros; nothing where something else stands there.
std::optional<qint64> octalOf(QByteArray field, bool isAlone)
{
    const auto isFilling = [](char c) { return c == ' ' || c == '\0'; };
    const auto begin = std::find_if_not(field.cbegin(), field.cend(), isFilling);
    const auto end = std::find_if_not(begin, field.cend(), [](char c) { return c >= '0' && c <= '7'; });
    if (begin == end || (isAlone && !std::all_of(end, field.cend(), isFilling)))
        return std::nullopt;
    return QByteArray(begin, end - begin).toLongLong(nullptr, 8);
}

QByteArray textAt(const QByteArray &header, qsizetype at, qsizetype most)
{
    const QByteArray field = header.mid(at, most);
    const qsizetype end = field.indexOf('\0');
    return end < 0 ? field : field.left(end);
}

/// .ARCHIVE_INDEX, which says what the whole archive must come to.
class TarIndex
{
public:
    void take(QByteArrayView text);
    [[nodiscard]] bool isWhole() const { return m_isSound && m_count.value_or(0) == m_entries && m_rest.isEmpty(); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    void takeLine(const QByteArray &line);

    bool m_isSound = true;
    std::optional<qint64> m_count;
    qint64 m_entries = 0;
    qint64 m_bytes = 0; ///< of all, with their headers
    QByteArray m_rest;
};

void TarIndex::take(QByteArrayView text)
{
    if (!m_isSound)
        return;
    m_rest.append(text.data(), text.size());
    qsizetype done = 0;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', done)) {
        takeLine(m_rest.mid(done, end - done));
        done = end + 1;
    }
    m_rest.remove(0, done);
    m_isSound = m_isSound && m_rest.size() <= 65536;
}

void TarIndex::takeLine(const QByteArray &line)
{
    static const QByteArray title = QByteArrayLiteral("Moodle archive file index. Count: ");
    bool isNumber = false;
    if (!m_count) {
        m_count = line.mid(title.size()).toLongLong(&isNumber);
        m_isSound = m_isSound && isNumber && line.startsWith(title) && *m_count >= 0;
        return;
    }
    // Name, kind, size and time: the name may hold tabs.
    const qsizetype time = line.lastIndexOf('\t');
    const qsizetype size = time < 1 ? -1 : line.lastIndexOf('\t', time - 1);
    const qsizetype kind = size < 1 ? -1 : line.lastIndexOf('\t', size - 1);
    const qint64 bytes = size < 0 ? -1 : line.mid(size + 1, time - size - 1).toLongLong(&isNumber);
    const QByteArray word = kind < 0 ? QByteArray() : line.mid(kind + 1, size - kind - 1);
    if (!isNumber || bytes < 0 || bytes > LongestMember || (word != "f" && word != "d")) {
        m_isSound = false;
        return;
    }
    ++m_entries;
    m_bytes = std::min(m_bytes + CopyBlock + bytes + paddingOf(bytes), MostOfANumber);
}

class TarReader
{
public:
    TarReader(CopyBytes &bytes, CopyWords &words)
        : m_bytes(bytes)
        , m_words(words)
    {
    }
    void read();

private:
    [[nodiscard]] Unpacked unpackAll();
    [[nodiscard]] bool take(const QByteArray &text); ///< true ends the reading
    void takeContents(QByteArrayView text);
    void beginMember(const QByteArray &header);
    void endContents();
    void endIndex(qint64 itself);
    void tell(Unpacked state);
    [[nodiscard]] QByteArray beginning() { return m_bytes.at(0, 4).toHex(); }

    CopyBytes &m_bytes;
    CopyWords &m_words;
    quint32 m_told = 0; ///< what the gzip says it holds, modulo 2^32
    LaterInside m_inside;
    TarIndex m_index;
    std::optional<qint64> m_off; ///< bytes that the archive has more or less than its index says
    QByteArray m_rest;
    QByteArray m_name; ///< of the member
    enum class Use { None, Index, Own, Files } m_use = Use::None;
    qint64 m_size = 0;
    qint64 m_left = 0;
    qint64 m_padding = 0;
    int m_members = 0;
    bool m_hasEnded = false;
};

void TarReader::endIndex(qint64 itself)
{
    if (!m_index.isWhole())
        return;
    const qint64 all = CopyBlock + itself + paddingOf(itself) + m_index.bytes() + 2 * CopyBlock;
    m_off = qint64(m_told) - all % (1LL << 32);
    if (*m_off > 0 && *m_off < TarRecord && *m_off % CopyBlock == 0)
        m_off = 0;
    if (isBomb(all, m_bytes.size()))
        m_words.blame(ZipFault::Bomb);
}

void TarReader::endContents()
{
    if (m_use == Use::Index)
        endIndex(m_size);
    else if (m_use == Use::Own)
        m_inside.endOwn();
}

void TarReader::beginMember(const QByteArray &header)
{
    if (header.count('\0') == CopyBlock) {
        m_hasEnded = true;
        return;
    }
    qint64 sum = 8 * ' '; // in the place of itself
    for (qsizetype i = 0; i < header.size(); ++i)
        sum += i >= 148 && i < 156 ? 0 : uchar(header.at(i));
    std::optional<qint64> bytes = octalOf(header.mid(124, 12), true);
    if (uchar(header.at(124)) == 128) // GNU, of 8 GiB and more
        bytes = qint64(std::min<quint64>(qFromBigEndian<quint64>(header.constData() + 128), MostOfANumber));
    if (octalOf(header.mid(148, 8), false) != sum || !bytes || *bytes > LongestMember) {
        if (m_members > 0)
            m_words.blame(ZipFault::DamagedMember, shortened(m_name));
        else
            m_words.blame(ZipFault::NoZip, beginning());
        return;
    }
    const QByteArray before = header.mid(257, 6) == QByteArray("ustar\0", 6) ? textAt(header, 345, 155) : QByteArray();
    m_name = (before.isEmpty() ? QByteArray() : before + '/') + textAt(header, 0, 100);
    if (m_name.startsWith("./"))
        m_name.remove(0, 2);
    const char kind = header.at(156);
    const bool isFile = kind == '0' || kind == '\0';
    m_size = m_left = kind >= '1' && kind <= '6' ? 0 : *bytes;
    m_padding = paddingOf(m_left);
    m_use = !isFile                                           ? Use::None
        : m_members == 0 && m_name == ".ARCHIVE_INDEX"        ? Use::Index
        : m_name == "moodle_backup.xml" && !m_inside.hasOwn() ? Use::Own
        : m_name == "files.xml"                               ? Use::Files
                                                              : Use::None;
    if (isFile)
        m_inside.addMember(m_name);
    ++m_members;
    if (m_left == 0)
        takeContents({});
}

void TarReader::takeContents(QByteArrayView text)
{
    if (m_use == Use::Index)
        m_index.take(text);
    else if (m_use == Use::Own)
        m_inside.takeOwn(text);
    else if (m_use == Use::Files)
        m_inside.takeFiles(text);
    m_left -= text.size();
    if (m_left == 0)
        endContents();
}

bool TarReader::take(const QByteArray &text)
{
    const QByteArray whole = m_rest.isEmpty() ? text : m_rest + text;
    const QByteArrayView view(whole);
    qsizetype at = 0;
    while (at < view.size() && m_words.fault == ZipFault::None) {
        const qint64 have = view.size() - at;
        if (m_left > 0) {
            const qint64 many = std::min(m_left, have);
            takeContents(view.sliced(at, many));
            at += many;
        } else if (m_padding > 0) {
            const qint64 many = std::min(m_padding, have);
            m_padding -= many;
            at += many;
        } else if (m_hasEnded) {
            const QByteArrayView behind = view.sliced(at);
            if (std::any_of(behind.cbegin(), behind.cend(), [](char c) { return c != '\0'; }))
                m_words.blame(ZipFault::MoreBehind);
            at = view.size();
        } else if (have < CopyBlock) {
            break;
        } else {
            beginMember(whole.mid(at, CopyBlock));
            at += CopyBlock;
        }
    }
    m_rest = whole.mid(at);
    return m_words.fault != ZipFault::None || m_members > MostTarMembers;
}

Unpacked TarReader::unpackAll()
{
    Inflater inflater(Inflater::Wrapping::Gzip);
    for (qint64 done = 0; done < m_bytes.size();) {
        const QByteArray piece = m_bytes.at(done, CopyPackedPiece);
        if (piece.isEmpty())
            return Unpacked::Damaged;
        done += piece.size();
        const bool isEnough = take(inflater.add(piece)); // what comes before damage says which member it is
        if (inflater.isDamaged())
            return Unpacked::Damaged;
        if (isEnough)
            return Unpacked::More;
        if (inflater.hasEnded())
            return inflater.hasMore() || done < m_bytes.size() ? Unpacked::Behind : Unpacked::Whole;
    }
    return Unpacked::Cut;
}

void TarReader::tell(Unpacked state)
{
    if (m_words.fault == ZipFault::Bomb)
        return;
    const bool isOdd = m_inside.hasOwn() && !m_inside.tellOwn(m_words);
    if (m_off.value_or(0) != 0) {
        if (state == Unpacked::Whole)
            m_words.blame(ZipFault::WrongLength, QByteArray::number(*m_off));
        else
            m_words.blame(state == Unpacked::Behind ? ZipFault::MoreBehind : ZipFault::CutOff);
        return;
    }
    if (m_words.fault != ZipFault::None && !isOdd)
        return;
    if (state == Unpacked::Cut || state == Unpacked::Behind) {
        m_words.blame(state == Unpacked::Cut ? ZipFault::CutOff : ZipFault::MoreBehind);
    } else if (state == Unpacked::Damaged && m_hasEnded) {
        m_words.blame(ZipFault::DamagedMember); // by the sum of all: it may be any
    } else if (state == Unpacked::Damaged) {
        m_words.blame(m_name == "moodle_backup.xml" ? ZipFault::DamagedXml : ZipFault::DamagedMember,
                      shortened(m_name));
    } else if (isOdd) {
        return;
    } else if (state == Unpacked::Whole && !m_hasEnded) {
        m_words.blame(m_members > 0 ? ZipFault::CutOff : ZipFault::NoZip, m_members > 0 ? QByteArray() : beginning());
    } else if (state == Unpacked::Whole && !m_inside.hasOwn()) {
        m_words.blame(ZipFault::NoMoodleXml);
    } else {
        if (state == Unpacked::Whole || m_off)
            m_words.level = ZipLevel::Closed;
        if (state == Unpacked::Whole)
            m_inside.tellMissing(m_words);
    }
}

void TarReader::read()
{
    m_words.format = BackupFormat::TarGz;
    if (m_bytes.size() < 20) {
        m_words.blame(ZipFault::CutOff);
        return;
    }
    const QByteArray end = m_bytes.at(m_bytes.size() - 4, 4);
    if (end.size() == 4) {
        m_told = qFromLittleEndian<quint32>(end.constData());
        tell(unpackAll());
    }
}

} // namespace

void readTarCopy(CopyBytes &bytes, CopyWords &words)
{
    TarReader(bytes, words).read();
}

} // namespace Nightkeep
