// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/importmodel.h"

#include "models/base/tr.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

/// What a new server brings, a line per field.
QStringList introduction(const Server &server)
{
    QStringList lines;
    for (const ServerField field : serverFields()) {
        if (field == ServerField::Name)
            continue;
        if (const QStringList values = serverFieldLines(server, field); !values.isEmpty())
            lines << Tr::tr("%1: %2").arg(serverFieldTitle(field), values.join(u", "));
    }
    return lines;
}

bool isChoice(const ImportRow &row)
{
    return row.kind != ImportChange::Kind::OnlyHere;
}

QString importSubject(const ImportRow &row)
{
    switch (row.kind) {
    case ImportChange::Kind::Added:
        return Tr::tr("new server");
    case ImportChange::Kind::Changed:
        return serverFieldTitle(row.field);
    case ImportChange::Kind::OnlyHere:
        return Tr::tr("only in the workspace, stays");
    case ImportChange::Kind::Same:
        break;
    }
    return {};
}

TableColumn<ImportRow> importSide(const QString &title, int width, QStringList ImportRow::*lines)
{
    using Column = TableColumn<ImportRow>;
    return Column(title, [lines](const ImportRow &row) { return (row.*lines).join(u'\n'); })
        .with(&Column::width, width)
        .with(&Column::lines, lines);
}

TableDescription<ImportRow> importColumns()
{
    using Row = ImportRow;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return row.server.toLower() + u'/' + QString::number(int(row.field)); },
            {Column(Tr::tr("Server"), &Row::server).with(&Column::box, &Row::chosen).with(&Column::hasBox, isChoice),
             {Tr::tr("What differs"), importSubject},
             importSide(Tr::tr("In the workspace"), 40, &Row::here),
             importSide(Tr::tr("On the page"), 60, &Row::page)}};
}

} // namespace

ImportModel::ImportModel(QObject *parent)
    : ColumnTable(importColumns(), parent)
{
}

void ImportModel::setPlan(const ImportPlan &plan)
{
    m_plan = plan;
    QList<ImportRow> rows;
    QList<ImportRow> onlyHere;
    for (qsizetype at = 0; at < plan.changes.size(); ++at) {
        const ImportChange &change = plan.changes.at(at);
        const QString name = visibleText(change.before.name.isEmpty() ? change.after.name : change.before.name);
        ImportRow row {at, change.kind, ServerField::Name, change.accepted, name};
        switch (change.kind) {
        case ImportChange::Kind::Added:
            row.page = introduction(change.after);
            rows << row;
            break;
        case ImportChange::Kind::Changed:
            for (const ServerField field : differingFields(change.before, change.after))
                rows << ImportRow {at,
                                   change.kind,
                                   field,
                                   change.accepted,
                                   name,
                                   serverFieldLines(change.before, field),
                                   serverFieldLines(change.after, field)};
            break;
        case ImportChange::Kind::OnlyHere:
            row.chosen = false;
            row.here = introduction(change.before);
            onlyHere << row;
            break;
        case ImportChange::Kind::Same:
            break;
        }
    }
    setRows(rows + onlyHere);
}

ImportPlan ImportModel::chosenPlan() const
{
    ImportPlan plan = m_plan;
    QSet<qsizetype> chosen;
    for (const ImportRow &row : rows()) {
        if (row.chosen)
            chosen << row.change;
    }
    for (const ImportRow &row : rows()) {
        if (!isChoice(row))
            continue;
        ImportChange &change = plan.changes[row.change];
        change.accepted = chosen.contains(row.change);
        // A change that is refused as a whole keeps telling what was refused.
        if (row.kind == ImportChange::Kind::Changed && change.accepted && !row.chosen)
            copyServerField(change.after, change.before, row.field);
    }
    return plan;
}

int ImportModel::chosenCount() const
{
    return int(std::count_if(rows().begin(), rows().end(), [](const ImportRow &row) { return row.chosen; }));
}

int ImportModel::choices() const
{
    return int(std::count_if(rows().begin(), rows().end(), isChoice));
}

QString ImportModel::summary() const
{
    int added = 0;
    int changed = 0;
    int same = 0;
    int onlyHere = 0;
    for (const ImportChange &change : m_plan.changes) {
        added += change.kind == ImportChange::Kind::Added;
        changed += change.kind == ImportChange::Kind::Changed;
        same += change.kind == ImportChange::Kind::Same;
        onlyHere += change.kind == ImportChange::Kind::OnlyHere;
    }
    QStringList sentences;
    if (added > 0)
        sentences << Tr::tr("%n servers are new.", nullptr, added);
    if (changed > 0)
        sentences << Tr::tr("%n servers differ from the workspace.", nullptr, changed);
    if (same > 0)
        sentences << Tr::tr("%n servers are the same in both.", nullptr, same);
    if (onlyHere > 0)
        sentences << Tr::tr("%n servers are only in the workspace and stay as they are.", nullptr, onlyHere);
    if (!m_plan.matrix.skipped.isEmpty())
        sentences << Tr::tr("%n rows of the page could not be understood.", nullptr, int(m_plan.matrix.skipped.size()));
    return sentences.isEmpty() ? Tr::tr("The page holds no servers.") : sentences.join(u' ');
}

} // namespace Nightkeep
