// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meeting/pack.h"

#include "models/base/tr.h"

#include <QSet>

namespace Nightkeep {

namespace {

constexpr QChar PackSeparator(u'\x1f');
constexpr QChar PackAge(u'\x1e'); // in place of what told an age: once it is long ago, it is told as a date
constexpr QChar PackState(u'\x1d'); // before the state of a cell

/// What tells the rows of a table apart.
QStringList packRowNames(const PackTable &table)
{
    const auto cell = [](const QList<PackCell> &row, qsizetype column) {
        return column < row.size() ? row.at(column).text : QString();
    };
    QHash<QString, int> count;
    for (const QList<PackCell> &row : table.rows)
        ++count[cell(row, 0)];
    QStringList names;
    QHash<QString, int> taken;
    for (const QList<PackCell> &row : table.rows) {
        QString name = cell(row, 0);
        if (count.value(name) > 1)
            name += QStringLiteral(", ") + cell(row, 1);
        if (const int before = taken[name]++; before > 0)
            name += QStringLiteral(" #%1").arg(before + 1);
        names << name.remove(PackSeparator);
    }
    return names;
}

QStringList comparedTexts(const QList<PackCell> &row)
{
    QStringList texts;
    for (const PackCell &cell : row) {
        QString text = cell.isAge ? QString(PackAge) : cell.text;
        if (cell.state)
            text += PackState + nameOf(*cell.state);
        texts << text.remove(PackSeparator);
    }
    return texts;
}

QStringList packRows(const PackTable &table)
{
    const QStringList names = packRowNames(table);
    QStringList rows;
    for (qsizetype at = 0; at < names.size(); ++at)
        rows << (QStringList {table.key, names.at(at)} + comparedTexts(table.rows.at(at))).join(PackSeparator);
    return rows;
}

/// By table and name: the texts of a row.
using LastRows = QHash<QString, QStringList>;

bool isOtherwise(const QString &now, const QString &was)
{
    const bool tellsAge = now.startsWith(PackAge) || was.startsWith(PackAge);
    return tellsAge ? now.section(PackState, 1) != was.section(PackState, 1) : now != was;
}

void markRow(QList<PackCell> &row, const QString &key, const LastRows &last)
{
    const auto before = last.constFind(key);
    if (before == last.constEnd()) {
        if (!row.isEmpty())
            row.first().isNew = true;
        return;
    }
    const QStringList now = comparedTexts(row);
    // The first cell names the row: as it is the same row, that is not new.
    for (qsizetype column = 1; column < row.size(); ++column)
        row[column].isNew = isOtherwise(now.at(column), before->value(column));
}

} // namespace

PackSummary summaryOf(const Pack &pack)
{
    PackSummary summary;
    summary.madeAt = pack.madeAt.toUTC();
    for (const PackChapter &chapter : pack.chapters) {
        for (const PackBlock &block : chapter.blocks) {
            if (const auto *table = std::get_if<PackTable>(&block); table && table->isCompared)
                summary.rows += packRows(*table);
        }
    }
    return summary;
}

void markDifferences(Pack &pack, const PackSummary &last)
{
    LastRows before;
    QStringList order; // as they stood in the last pack
    for (const QString &row : last.rows) {
        QStringList parts = row.split(PackSeparator);
        if (parts.size() < 2)
            continue;
        const QString key = parts.at(0) + PackSeparator + parts.at(1);
        parts = parts.mid(2);
        before.insert(key, parts);
        order << key;
    }
    QHash<QString, QString> captions;
    QSet<QString> still;
    for (PackChapter &chapter : pack.chapters) {
        for (PackBlock &block : chapter.blocks) {
            auto *table = std::get_if<PackTable>(&block);
            if (!table || !table->isCompared)
                continue;
            captions.insert(table->key, table->caption);
            const QStringList names = packRowNames(*table);
            for (qsizetype at = 0; at < names.size(); ++at) {
                const QString key = table->key + PackSeparator + names.at(at);
                markRow(table->rows[at], key, before);
                still.insert(key);
            }
        }
    }
    PackList gone;
    for (const QString &key : std::as_const(order)) {
        if (still.contains(key))
            continue;
        const QString table = key.section(PackSeparator, 0, 0);
        gone.lines << Tr::tr("%1: %2", "a table of the pack, its row")
                          .arg(captions.value(table, table), key.section(PackSeparator, 1));
    }
    if (gone.lines.isEmpty())
        return;
    pack.chapters << PackChapter {
        QStringLiteral("gone"),
        Tr::tr("No longer in the pack"),
        {PackParagraph {Tr::tr("These rows were in the last pack and are not in this one, because it is no longer so, "
                               "or because a table has no room for them.")},
         gone}};
}

} // namespace Nightkeep
