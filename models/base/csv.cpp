// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/csv.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// Where a program may begin a cell in the middle of a field, however that is quoted: one that splits at semicolons or
/// tabs finds the quote inside of a cell, where it is none, and with it takes each line break for the end of a record.
bool endsCell(QChar c)
{
    return c == u';' || c == u'\t' || c == u'\n' || c == u'\r';
}

/// Quotes may be taken for those of the cell. An apostrophe may be ours, and one before it keeps the text what it was.
bool isFormula(QStringView cell)
{
    static constexpr QStringView starters = u"=+-@\t\r";
    while (!cell.isEmpty() && (cell.front() == u'"' || cell.front() == u'\''))
        cell = cell.mid(1);
    return !cell.isEmpty() && starters.contains(cell.front());
}

QString quotedField(const QString &text, QChar separator)
{
    QString field = spreadsheetSafe(text);
    const bool special =
        field.contains(separator) || field.contains(u'"') || std::any_of(field.begin(), field.end(), endsCell);
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
    QString safe;
    safe.reserve(text.size() + 1);
    bool beginsCell = true;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (beginsCell && isFormula(QStringView(text).mid(i)))
            safe += u'\'';
        safe += text.at(i);
        beginsCell = endsCell(text.at(i));
    }
    return safe;
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
