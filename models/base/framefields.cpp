// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/framefields.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <QStringList>
#include <QTimeZone>

namespace Nightkeep {

qint64 FrameFields::number(qint64 whenEmpty)
{
    const QByteArray field = bytes();
    if (field.isEmpty())
        return whenEmpty;
    bool ok = false;
    const qint64 value = field.toLongLong(&ok);
    m_sound = m_sound && ok;
    return value;
}

QDateTime FrameFields::time()
{
    const QByteArray field = bytes();
    if (field.isEmpty())
        return {};
    bool ok = false;
    const qint64 seconds = field.split('.').first().toLongLong(&ok);
    m_sound = m_sound && ok;
    return QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
}

Unexpected damagedRecord(const FrameRecord &record)
{
    QStringList fields;
    for (const QByteArray &field : record.fields)
        fields.append(displayPath(field));
    return fail(ErrorKind::Damaged, Tr::tr("The server's answer holds a record that makes no sense."),
                Tr::tr("Ask again; if it stays so, please report it with the details."),
                QStringLiteral("%1: %2").arg(displayPath(record.type), fields.join(QLatin1String(" | "))));
}

} // namespace Nightkeep
