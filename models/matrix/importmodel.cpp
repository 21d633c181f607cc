// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/importmodel.h"

#include "models/base/tr.h"
#include "models/storage/decisionwords.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

QString figuresTitle()
{
    return Tr::tr("Figures of the policy");
}

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
    if (const QString figures = figuresInWords(server.decisions.backup); !figures.isEmpty())
        lines << Tr::tr("%1: %2").arg(figuresTitle(), figures);
    return lines;
}

/// A row for each field; `row` has what they share.
QList<ImportRow> changedRows(const ImportChange &change, ImportRow row)
{
    QList<ImportRow> rows;
    row.about = ImportRow::About::Field;
    for (const ServerField field : differingFields(change.before, change.after)) {
        row.field = field;
        row.subject = serverFieldTitle(field);
        row.here = serverFieldLines(change.before, field);
        row.page = serverFieldLines(change.after, field);
        rows << row;
    }
    if (change.before.decisions.backup == change.after.decisions.backup)
        return rows;
    row.about = ImportRow::About::Figures;
    row.subject = figuresTitle();
    row.here = QStringList {figuresInWords(change.before.decisions.backup)};
    row.page = QStringList {figuresInWords(change.after.decisions.backup)};
    return rows << row;
}

ImportRow optionRow(const ImportedOption &option, qsizetype at)
{
    ImportRow row {.about = ImportRow::About::Option,
                   .change = at,
                   .kind = ImportChange::Kind::Changed,
                   .chosen = option.accepted};
    row.server = option.site == noSiteYet() ? Tr::tr("Moodle sites to come")
                                            : Tr::tr("Moodle site %1").arg(visibleText(option.site));
    row.subject = option.title;
    row.here = option.before ? QStringList {option.beforeInWords} : QStringList();
    row.page = QStringList {option.afterInWords};
    return row;
}

bool isChoice(const ImportRow &row)
{
    return row.kind != ImportChange::Kind::OnlyHere;
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
    return {[](const Row &row) { return row.server.toLower() + u'/' + row.subject; },
            {Column(Tr::tr("Server"), &Row::server).with(&Column::box, &Row::chosen).with(&Column::hasBox, isChoice),
             Column(Tr::tr("What differs"), &Row::subject), importSide(Tr::tr("In the workspace"), 40, &Row::here),
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
        ImportRow row {.change = at, .kind = change.kind, .chosen = change.accepted, .server = name};
        switch (change.kind) {
        case ImportChange::Kind::Added:
            row.subject = Tr::tr("new server");
            row.page = introduction(change.after);
            rows << row;
            break;
        case ImportChange::Kind::Changed:
            rows << changedRows(change, row);
            break;
        case ImportChange::Kind::OnlyHere:
            row.chosen = false;
            row.subject = Tr::tr("only in the workspace, stays");
            row.here = introduction(change.before);
            onlyHere << row;
            break;
        case ImportChange::Kind::Same:
            break;
        }
    }
    for (qsizetype at = 0; at < plan.options.size(); ++at)
        rows << optionRow(plan.options.at(at), at);
    setRows(rows + onlyHere);
}

ImportPlan ImportModel::chosenPlan() const
{
    ImportPlan plan = m_plan;
    QSet<qsizetype> chosen;
    for (const ImportRow &row : rows()) {
        if (row.about == ImportRow::About::Option)
            plan.options[row.change].accepted = row.chosen;
        else if (row.chosen)
            chosen << row.change;
    }
    for (const ImportRow &row : rows()) {
        if (!isChoice(row) || row.about == ImportRow::About::Option)
            continue;
        ImportChange &change = plan.changes[row.change];
        change.accepted = chosen.contains(row.change);
        // A change that is refused as a whole keeps telling what was refused.
        if (!change.accepted || row.chosen)
            continue;
        if (row.about == ImportRow::About::Field)
            copyServerField(change.after, change.before, row.field);
        else if (row.about == ImportRow::About::Figures)
            change.after.decisions.backup = change.before.decisions.backup;
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
    if (!m_plan.options.isEmpty())
        sentences << Tr::tr("%n backup options differ from what is agreed.", nullptr, int(m_plan.options.size()));
    if (const qsizetype skipped = m_plan.skipped().size(); skipped > 0)
        sentences << Tr::tr("%n rows or parts of rows were left out.", nullptr, int(skipped));
    if (!m_plan.matrix.headings.isEmpty())
        sentences << Tr::tr("Taken for headings: %1.").arg(visibleText(m_plan.matrix.headings.join(u", ")));
    return sentences.isEmpty() ? Tr::tr("The page holds no servers.") : sentences.join(u' ');
}

} // namespace Nightkeep
