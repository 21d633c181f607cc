// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/optiontable.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

QString textIn(const QList<WikiCell> &row, qsizetype column)
{
    return row.value(column).lines.join(u' ');
}

/// Where a heading of these words stands; -1 for nowhere.
qsizetype columnWith(const QList<WikiCell> &headings, const QString &pattern)
{
    const QRegularExpression words(pattern, QRegularExpression::CaseInsensitiveOption);
    for (qsizetype column = 0; column < headings.size(); ++column) {
        if (words.match(textIn(headings, column)).hasMatch())
            return column;
    }
    return -1;
}

/// The name that stands below an option's title, of either edition; empty: none.
QString optionNameIn(const QString &text)
{
    static const QRegularExpression name(
        QStringLiteral("\\b(?:backup_(?:sche|auto)_\\w+|backup_shortname|loglifetime)\\b"));
    return name.match(text).captured();
}

/// The stored text that a row chooses; an empty name for a row that chooses nothing.
Result<QPair<QString, QString>> chosenIn(const QString &optionText, const QString &words)
{
    if (words.isEmpty())
        return QPair<QString, QString>();
    const BackupOption *option = findBackupOption(optionNameIn(optionText));
    if (!option)
        return fail(ErrorKind::BadInput, Tr::tr("Nightkeep knows no backup option of that name."));
    const std::optional<QString> stored = optionFromWords(*option, words);
    if (!stored)
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" makes no sense for %2.").arg(visibleText(words), option->name));
    return qMakePair(option->name, *stored);
}

/// Whether one cell stands below both headings and all between them, and names no option: a heading between the rows.
bool isHeading(const QList<WikiCell> &row, qsizetype optionColumn, qsizetype chosenColumn)
{
    const qsizetype first = std::min(optionColumn, chosenColumn);
    const qsizetype last = std::max(optionColumn, chosenColumn);
    return last < row.size() && !textIn(row, first).contains(QLatin1String("backup_"))
        && std::all_of(row.begin() + first + 1, row.begin() + last + 1,
                       [](const WikiCell &cell) { return cell.fromLeft; });
}

/// What is wrong with a row whatever it says; nothing for most.
QString wrongWith(const WikiCell &option, const WikiCell &chosen)
{
    for (const WikiCell &cell : {option, chosen}) {
        if (!cell.unread.isEmpty())
            return Tr::tr("The row holds the macro \"%1\", whose text is not in the exported page.")
                .arg(visibleText(cell.unread));
    }
    if (option.lines.isEmpty() && !option.struck.isEmpty())
        return Tr::tr("The option is struck out.");
    if (chosen.lines.isEmpty() && !chosen.struck.isEmpty())
        return Tr::tr("What was chosen is struck out.");
    return {};
}

QString shownText(const WikiCell &option, const WikiCell &chosen)
{
    return shortened((option.lines + option.struck).join(u' ') + QStringLiteral(" | ")
                     + (chosen.lines + chosen.struck).join(u' '));
}

/// Why the row is not taken; nothing if it is, or chooses nothing.
QString takeRow(const WikiCell &option, const WikiCell &chosen, OptionTable &table)
{
    if (const QString wrong = wrongWith(option, chosen); !wrong.isEmpty())
        return wrong;
    const auto read = chosenIn(option.lines.join(u' '), chosen.lines.join(u' '));
    if (!read)
        return read.error().message;
    if (read->first.isEmpty())
        return {};
    const auto known = std::find_if(table.chosen.begin(), table.chosen.end(),
                                    [&](const auto &other) { return other.first == read->first; });
    if (known == table.chosen.end())
        table.chosen.append(*read);
    else if (*known != *read)
        return Tr::tr("%1 stands on the page already, and otherwise.").arg(read->first);
    return {};
}

void readTable(const QList<WikiCell> &headings, const QList<QList<WikiCell>> &rows, qsizetype optionColumn,
               qsizetype chosenColumn, OptionTable &table)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const WikiCell option = rows.at(i).value(optionColumn);
        const WikiCell chosen = rows.at(i).value(chosenColumn);
        const bool repeatsHeadings =
            option.lines == headings.at(optionColumn).lines && chosen.lines == headings.at(chosenColumn).lines;
        if (repeatsHeadings || isHeading(rows.at(i), optionColumn, chosenColumn))
            continue;
        const int number = int(i + 1);
        if (const QString reason = takeRow(option, chosen, table); !reason.isEmpty())
            table.skipped.append({number, shownText(option, chosen), reason});
        else if (!chosen.struck.isEmpty())
            table.skipped.append(
                {number, shownText(option, chosen),
                 Tr::tr("\"%1\" is struck out.").arg(visibleText(shortened(chosen.struck.join(u' '))))});
    }
}

} // namespace

OptionTable readOptionTable(const QList<WikiTable> &tables)
{
    OptionTable read;
    for (const WikiTable &table : tables) {
        const bool plainHeadings = table.header.isEmpty() && !table.rows.isEmpty();
        const QList<WikiCell> headings = plainHeadings ? table.rows.first() : table.header;
        const qsizetype option = columnWith(headings, QStringLiteral("^\\W*(option|setting)s?\\W*$"));
        const qsizetype chosen = columnWith(headings, QStringLiteral("\\b(chosen|agreed)\\b"));
        if (option >= 0 && chosen >= 0)
            readTable(headings, plainHeadings ? table.rows.mid(1) : table.rows, option, chosen, read);
    }
    return read;
}

} // namespace Nightkeep
