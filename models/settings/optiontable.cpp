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

/// The stored text that a row chooses; an empty name for a row that chooses nothing.
Result<QPair<QString, QString>> chosenIn(const QString &optionText, const QString &words)
{
    static const QRegularExpression databaseName(QStringLiteral("\\bbackup_sche_\\w+"));
    if (words.isEmpty())
        return QPair<QString, QString>();
    const QRegularExpressionMatch match = databaseName.match(optionText);
    const BackupOption *option = match.hasMatch() ? findBackupOption(match.captured()) : nullptr;
    if (!option)
        return fail(ErrorKind::BadInput, Tr::tr("Nightkeep knows no backup option of that name."));
    const std::optional<QString> stored = optionFromWords(*option, words);
    if (!stored)
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" makes no sense for %2.").arg(visibleText(words), option->name));
    return qMakePair(option->name, *stored);
}

void readTable(const QList<QList<WikiCell>> &rows, qsizetype optionColumn, qsizetype chosenColumn, OptionTable &table)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QString option = textIn(rows.at(i), optionColumn);
        const QString words = textIn(rows.at(i), chosenColumn);
        const auto chosen = chosenIn(option, words);
        if (!chosen)
            table.skipped.append({int(i + 1), option + QStringLiteral(" | ") + words, chosen.error().message});
        else if (!chosen->first.isEmpty())
            table.chosen.append(*chosen);
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
            readTable(plainHeadings ? table.rows.mid(1) : table.rows, option, chosen, read);
    }
    return read;
}

} // namespace Nightkeep
