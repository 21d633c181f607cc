// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/frame.h"

namespace Nightkeep {

/// The whole answer of a program on a server.
[[nodiscard]] inline QByteArray frameOf(const QByteArray &program, const QList<FrameRecord> &records)
{
    QByteArrayList fields {"NIGHTKEEP/1", program};
    for (const FrameRecord &record : records) {
        fields << "R" << record.type << QByteArray::number(record.fields.size());
        fields += record.fields;
    }
    const qsizetype count = fields.size();
    fields << "END" << QByteArray::number(count);
    return fields.join('\0') + '\0';
}

/// The records of an answer, whatever it says of their number: else a changed one would be read no further than to
/// that.
[[nodiscard]] inline QList<FrameRecord> recordsIn(const QByteArray &frame)
{
    QList<FrameRecord> records;
    qsizetype field = -1; // of the record, counted from its mark
    const QByteArrayList fields = frame.split('\0');
    for (const QByteArray &each : fields) {
        if (each == "R") {
            records.append(FrameRecord());
            field = 0;
        } else if (each == "END") {
            field = -1;
        } else if (field >= 0) {
            ++field;
            if (field == 1)
                records.last().type = each;
            else if (field > 2)
                records.last().fields.append(each);
        }
    }
    return records;
}

} // namespace Nightkeep
