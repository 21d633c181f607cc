// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

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
constexpr qsizetype MaxFrameMemory = 184 * 1024 * 1024; ///< of all records, short and empty fields too

/// Reads the answer of a program in resources/remote. Fields end with NUL:
///   "NIGHTKEEP/1" program  { "R" type count field* }*  "END" fields
/// where the last number counts every field before "END". An answer without its footer, with a
/// wrong count or with anything after the footer is Incomplete or Damaged: nothing of it is used.
[[nodiscard]] Result<QList<FrameRecord>> readFrame(const QByteArray &bytes, const QByteArray &program);

/// The fields of a program's input as every program reads them: a NUL after each.
[[nodiscard]] inline QByteArray inputFields(const QByteArrayList &fields)
{
    return fields.join('\0') + '\0';
}

} // namespace Nightkeep
