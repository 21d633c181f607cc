// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>

#include <functional>

namespace Nightkeep {

/// One record of a remote program's answer: a type and its fields, all bytes.
struct FrameRecord
{
    QByteArray type;
    QByteArrayList fields;

    bool operator==(const FrameRecord &) const = default;
};

// More is refused as Damaged. Together they keep what was read below 256 MiB, the answer itself included. Each byte is
// looked at once and each field copied once, so there is no cancel token.
constexpr qsizetype MaxFrameBytes = 64 * 1024 * 1024;
constexpr qsizetype MaxFrameRecords = 500000;
constexpr qsizetype MaxFrameField = 1024 * 1024; ///< that comes in pieces
constexpr qsizetype MaxFrameMemory = 184 * 1024 * 1024; ///< of all records, short and empty fields too

/// Reads the answer of a program in resources/remote. Fields end with NUL:
///   "NIGHTKEEP/1" program  { "R" type count field* }*  "END" fields
/// where the last number counts every field before "END". An answer without its footer, with a
/// wrong count or with anything after the footer is Incomplete or Damaged: nothing of it is used.
[[nodiscard]] Result<QList<FrameRecord>> readFrame(const QByteArray &bytes, const QByteArray &program);

/// Reads such an answer as it comes, in pieces of any size, of together at most `mostBytes`. Holds one record and what
/// has come of one field. What was given on is worth nothing until finish() says that the answer is whole.
class FrameReader
{
public:
    using Sink = std::function<Result<void>(const FrameRecord &)>; ///< an error of it ends the reading with that

    FrameReader(const QByteArray &program, qint64 mostBytes, Sink sink);
    /// After an error, nothing more is to be given.
    [[nodiscard]] Result<void> take(QByteArrayView piece);
    [[nodiscard]] Result<void> finish();

private:
    enum class Awaited { Mark, Program, Next, Type, Count, Field, Footer, Nothing };
    [[nodiscard]] Result<void> takeField(QByteArrayView field);
    [[nodiscard]] Result<void> takeHeader(QByteArrayView field);
    [[nodiscard]] Result<void> takeNext(QByteArrayView field);
    [[nodiscard]] Result<void> takeCount(QByteArrayView field);
    [[nodiscard]] Result<void> takeFooter(QByteArrayView field) const;
    [[nodiscard]] Result<void> giveOn();

    const QByteArray m_program;
    const qint64 m_mostBytes;
    const Sink m_sink;
    Awaited m_awaited = Awaited::Mark;
    QByteArray m_rest; ///< of a field that has not ended yet
    FrameRecord m_record;
    int m_left = 0; ///< fields that it lacks
    qint64 m_bytes = 0;
    qint64 m_fields = 0;
    qint64 m_records = 0;
};

/// The fields of a program's input as every program reads them: a NUL after each.
[[nodiscard]] inline QByteArray inputFields(const QByteArrayList &fields)
{
    return fields.join('\0') + '\0';
}

} // namespace Nightkeep
