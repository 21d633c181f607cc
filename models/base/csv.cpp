// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/csv.h"

namespace Nightkeep {

namespace {

QString quotedField(const QString &text, QChar separator)
{
    QString field = spreadsheetSafe(text);
    const bool special =
        field.contains(separator) || field.contains(u'"') || field.contains(u'\n') || field.contains(u'\r');
    if (!special)
        return field;
    field.replace(u'"', QLatin1String("\"\""));
    return u'"' + field + u'"';
}

QString record(const QStringList &fields, QChar separator)
{
    QStringList quoted;
    quoted.reserve(fields.size());
    for (const QString &field : fields)
        quoted.append(quotedField(field, separator));
    return quoted.join(separator);
}

} // namespace

QString spreadsheetSafe(const QString &text)
{
    static constexpr QStringView starters = u"=+-@\t\r";
    if (!text.isEmpty() && starters.contains(text.front()))
        return u'\'' + text;
    return text;
}

QByteArray csvRecord(const QStringList &fields)
{
    return record(fields, u',').toUtf8() + "\r\n";
}

QString tabbedRecord(const QStringList &fields)
{
    return record(fields, u'\t') + u'\n';
}

} // namespace Nightkeep
