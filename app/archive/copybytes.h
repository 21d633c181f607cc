// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/courses/localcopies.h"

#include <QIODevice>

#include <memory>
#include <optional>

namespace Nightkeep {

/// The bytes of a backup, from anywhere in it.
class CopyBytes
{
public:
    CopyBytes(QIODevice &device, const CancelToken &cancel);

    [[nodiscard]] qint64 size() const { return m_size; }
    /// Fewer where the file ends; none once it could not be read, or nobody wants it any more.
    [[nodiscard]] QByteArray at(qint64 from, qint64 many);
    [[nodiscard]] std::optional<Error> trouble() const; ///< what was found then says nothing

private:
    QIODevice &m_device;
    const CancelToken &m_cancel;
    qint64 m_size;
    QString m_failure;
};

/// What is known of a backup so far, in its own words.
struct CopyWords
{
    ZipLevel level = ZipLevel::NotChecked;
    ZipFault fault = ZipFault::None;
    QByteArray what; ///< of the fault
    std::optional<QByteArray> course;
    QByteArray date;
    QByteArray shortName;
    BackupFormat format = BackupFormat::Unknown;
    QByteArray type;
    std::optional<bool> users;
    std::optional<bool> files;
    bool anonymous = false;
    bool automated = false;
    qint64 named = -1;
    qint64 missing = -1;
    QByteArray firstMissing;
    QByteArray release;
    QByteArray site;

    bool blame(ZipFault why, const QByteArray &of = {}); ///< true; nothing is claimed of its soundness any more
};

/// At most 400 bytes of what stands in a backup.
[[nodiscard]] QByteArray shortened(const QByteArray &text);
/// Whether so many bytes are more than so many packed ones can hold.
[[nodiscard]] inline bool isBomb(qint64 plain, qint64 packed)
{
    return plain > 1100 * packed + 1048576;
}
/// What a file says may be any number: sums stay far from the end of 64 bits.
inline constexpr qint64 MostOfANumber = 1LL << 60;

enum class Unpacked {
    Whole,
    Damaged,
    More, ///< not read to its end: nobody wanted more
    Behind, ///< something follows its end
    Cut,
    Unknown, ///< packed as nobody here can unpack
};

/// Unpacks what was deflated, piece by piece: small ones, for what they unpack to is held.
class Inflater
{
public:
    enum class Wrapping { None, Gzip };

    explicit Inflater(Wrapping wrapping);
    ~Inflater();
    Q_DISABLE_COPY_MOVE(Inflater)

    /// What it unpacks to, at most 1032 times as many bytes; where it is damaged, what comes before that.
    [[nodiscard]] QByteArray add(const QByteArray &packed);
    [[nodiscard]] bool hasEnded() const { return m_state == State::Ended; } ///< well
    [[nodiscard]] bool isDamaged() const { return m_state == State::Damaged; }
    [[nodiscard]] bool hasMore() const { return m_hasMore; } ///< than its end, in what was added last

private:
    enum class State { Working, Ended, Damaged } m_state = State::Working;
    bool m_hasMore = false;
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace Nightkeep
