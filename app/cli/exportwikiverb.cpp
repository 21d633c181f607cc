// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/bytepath.h"

namespace Nightkeep {

namespace {

VerbResult exportWikiPage(CliContext &context, Workspace &workspace)
{
    const Result<QList<ServerRow>> rows = workspace.servers().rows();
    if (!rows)
        return fail(rows.error());
    const Result<QByteArray> table = workspace.servers().exportWiki();
    if (!table)
        return fail(table.error());
    QJsonObject object {{QStringLiteral("servers"), rows->size()}, {QStringLiteral("bytes"), table->size()}};
    const QString file = context.word(0);
    if (file == u"-") {
        const QString html = QString::fromLatin1(*table); // it is ASCII
        object.insert(QStringLiteral("html"), html);
        return CliAnswer {QJsonDocument(object), html};
    }
    if (const Result<void> written = context.world().writeFile(file, *table); !written)
        return fail(written.error());
    object.insert(QStringLiteral("file"), file);
    return CliAnswer {
        QJsonDocument(object),
        AppTr::tr("Wrote the matrix of %n servers to %1.\n", nullptr, int(rows->size())).arg(visibleText(file))};
}

} // namespace

const QList<Verb> Verbs::exportWiki {
    {"export-wiki",
     "FILE|-",
     withWorkspace<exportWikiPage>,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp", "the server backup matrix as the wiki page's table")},
};

} // namespace Nightkeep
