// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/frame.h"

#include <QDateTime>
#include <QString>

namespace Nightkeep {

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
    /// Seconds since 1970, with or without a fraction; invalid where the field is empty.
    [[nodiscard]] QDateTime time();
    [[nodiscard]] bool sound() const { return m_sound; }

private:
    const QByteArrayList &m_fields;
    int m_next = 0;
    bool m_sound;
};

/// For a record that makes no sense, with its fields in the details.
[[nodiscard]] Unexpected damagedRecord(const FrameRecord &record);

} // namespace Nightkeep
