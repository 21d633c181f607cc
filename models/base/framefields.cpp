// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/framefields.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <QStringList>
#include <QTimeZone>

namespace Nightkeep {

namespace {

/// Without a zone, which would need memory of its own.
QDateTime frameMoment(qint64 seconds)
{
    static const QDateTime beginning = QDateTime::fromSecsSinceEpoch(0, QTimeZone::utc()).toUTC();
    QDateTime moment = beginning;
    moment.setSecsSinceEpoch(seconds);
    return moment;
}

} // namespace

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

std::optional<qint64> FrameFields::seconds()
{
    const QByteArray field = bytes();
    if (field.isEmpty())
        return std::nullopt;
    bool ok = false;
    const qsizetype point = field.indexOf('.');
    const qint64 seconds = (point < 0 ? field : field.left(point)).toLongLong(&ok);
    m_sound = m_sound && ok;
    return seconds;
}

QDateTime FrameFields::time()
{
    const std::optional<qint64> told = seconds();
    if (!told)
        return {};
    m_sound = m_sound && isPossibleMoment(*told);
    return frameMoment(*told);
}

QDateTime FrameFields::fileTime()
{
    const std::optional<qint64> told = seconds();
    return told && isPossibleMoment(*told) ? frameMoment(*told) : QDateTime();
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
