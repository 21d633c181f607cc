// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikipage.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

/// One field that a page can tell about a server.
struct PageField
{
    const char *name;
    bool (*differs)(const Server &, const Server &);
    void (*take)(Server &, const Server &);
};

template<auto Member> constexpr PageField field(const char *name)
{
    return {name, [](const Server &one, const Server &other) { return one.*Member != other.*Member; },
            [](Server &to, const Server &from) { to.*Member = from.*Member; }};
}

constexpr PageField PageFields[] = {
    field<&Server::note>("note"),
    field<&Server::os>("os"),
    field<&Server::service>("service"),
    field<&Server::web>("web"),
    field<&Server::storageNode>("storageNode"),
    field<&Server::current>("current"),
    field<&Server::wanted>("wanted"),
    field<&Server::policy>("policy"),
    field<&Server::archive>("archive"),
};

/// What is said of all machines says nothing of one that is spoken of by itself.
void takeFigures(ImportChange &change, const BackupFigures &figures)
{
    if (figures.isEmpty() || !change.after.policy.isEmpty() || !change.after.decisions.backup.isEmpty())
        return;
    change.after.decisions.backup = figures;
    change.fields.append(QStringLiteral("figures"));
    if (change.kind == ImportChange::Kind::Same)
        change.kind = ImportChange::Kind::Changed;
}

ImportChange merged(const Server &known, const Server &imported, const QStringList &pageFields)
{
    ImportChange change {.kind = ImportChange::Kind::Same, .before = known, .after = known};
    for (const PageField &field : PageFields) {
        const QString name = QString::fromLatin1(field.name);
        const bool onPage = pageFields.isEmpty() || pageFields.contains(name);
        if (!onPage || !field.differs(known, imported))
            continue;
        field.take(change.after, imported);
        change.fields.append(name);
        change.kind = ImportChange::Kind::Changed;
    }
    return change;
}

QStringList filledFields(const Server &server)
{
    QStringList fields {QStringLiteral("name")};
    const Server empty;
    for (const PageField &field : PageFields) {
        if (field.differs(server, empty))
            fields.append(QString::fromLatin1(field.name));
    }
    return fields;
}

} // namespace

bool ImportPlan::changesNothing() const
{
    return std::none_of(changes.begin(), changes.end(),
                        [](const ImportChange &change) {
                            const bool writes =
                                change.kind == ImportChange::Kind::Added || change.kind == ImportChange::Kind::Changed;
                            return writes && change.accepted;
                        })
        && std::none_of(options.begin(), options.end(), [](const ImportedOption &option) { return option.accepted; });
}

int ImportPlan::overwritten() const
{
    const auto servers = std::count_if(changes.begin(), changes.end(), [](const ImportChange &change) {
        return change.kind == ImportChange::Kind::Changed && change.accepted;
    });
    const auto agreed = std::count_if(options.begin(), options.end(), [](const ImportedOption &option) {
        return option.before.has_value() && option.accepted;
    });
    return static_cast<int>(servers + agreed);
}

ImportPlan planImport(const QList<Server> &workspace, const WikiMatrix &matrix)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < workspace.size(); ++i)
        places.insert(workspace.at(i).name.toLower(), i);

    ImportPlan plan {.changes = {}, .matrix = matrix};
    QList<bool> onPage(workspace.size(), false);
    for (const Server &imported : matrix.servers) {
        const qsizetype place = places.value(imported.name.toLower(), -1);
        if (place < 0) {
            plan.changes.append(ImportChange {
                .kind = ImportChange::Kind::Added, .before = {}, .after = imported, .fields = filledFields(imported)});
            takeFigures(plan.changes.last(), matrix.figures);
            continue;
        }
        onPage[place] = true;
        plan.changes.append(merged(workspace.at(place), imported, matrix.fields));
        takeFigures(plan.changes.last(), matrix.figures);
    }
    for (qsizetype i = 0; i < workspace.size(); ++i) {
        if (!onPage.at(i))
            plan.changes.append(
                ImportChange {.kind = ImportChange::Kind::OnlyHere, .before = workspace.at(i), .after = {}});
    }
    return plan;
}

} // namespace Nightkeep
