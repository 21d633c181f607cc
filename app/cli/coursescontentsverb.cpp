// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/courses/copywords.h"
#include "models/courses/courseservice.h"

namespace Nightkeep {

namespace {

VerbResult listContents(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last)
        return fail(last.error());
    if (!last->isRead())
        return fail(ErrorKind::NotFound, last->answer(workspace.clock()()).sentence,
                    AppTr::tr("\"nightkeepctl courses\" reads them."));
    const Result<const CourseBackups *> course = courseNamed(*last, context.word(0));
    const Result<BackupCopy> copy =
        course ? chosenCopy(context, *last, **course, copyToShow(**course)) : fail(course.error());
    if (!copy)
        return fail(copy.error());
    const Result<BackupContents> contents = workspace.courses().contents(site, *copy, context.cancel());
    if (!contents)
        return fail(contents.error());
    QJsonObject json = cliJson(*contents);
    json.insert(QStringLiteral("copy"), cliJson(*copy));
    TextTable table({AppTr::tr("WHAT"), AppTr::tr("NAME"), AppTr::tr("SECTION"), AppTr::tr("SIZE")});
    for (const BackupContentsRow &row : BackupContentsTable::rows(*contents))
        table.add({row.what, row.name, row.section, row.bytes < 0 ? QString() : bytesInWords(row.bytes)});
    return CliAnswer {QJsonDocument(json),
                      copy->name + u'\n' + table.text() + backupContentsAnswer(*contents, *copy).sentence + u'\n',
                      contents->broken.isEmpty() ? ExitStatus::Fine : ExitStatus::Findings};
}

} // namespace

const QList<Verb> Verbs::coursesContents {
    {"courses contents",
     "ID|SHORTNAME [--copy NUMBER|PATH] [--site NAME]",
     withSite<listContents>,
     {Options::Copy, Options::Site}},
};

} // namespace Nightkeep
