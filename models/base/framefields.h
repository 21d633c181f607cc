// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/frame.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Nightkeep {

/// Whether another machine's word for a moment can be believed: from 1990 to 2100, in seconds since 1970.
[[nodiscard]] constexpr bool isPossibleMoment(qint64 seconds)
{
    return seconds >= 631152000 && seconds < 4133980800;
}

/// A record's fields, read one after another; remembers whether all could be read.
class FrameFields
{
public:
    FrameFields(const FrameRecord &record, int count)
        : m_fields(record.fields)
        , m_sound(record.fields.size() == count)
    {
    }
    [[nodiscard]] QByteArray bytes() { return m_fields.value(m_next++); }
    [[nodiscard]] QString text() { return QString::fromUtf8(bytes()); }
    /// `whenEmpty` where the field is empty.
    qint64 number(qint64 whenEmpty = -1);
    /// Seconds since 1970, with or without a fraction; invalid where the field is empty. Makes no sense where it is no
    /// possible moment.
    [[nodiscard]] QDateTime time();
    /// The same of a file's own time, which anybody may have set: invalid where it is no possible moment.
    [[nodiscard]] QDateTime fileTime();
    [[nodiscard]] bool sound() const { return m_sound; }

private:
    [[nodiscard]] std::optional<qint64> seconds(); ///< nothing where the field is empty

    const QByteArrayList &m_fields;
    int m_next = 0;
    bool m_sound;
};

/// For a record that makes no sense, with its fields in the details.
[[nodiscard]] Unexpected damagedRecord(const FrameRecord &record);

} // namespace Nightkeep
