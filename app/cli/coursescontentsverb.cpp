// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/courses/copywords.h"
#include "models/courses/courseservice.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// What --copy names: the number of one in the order of "courses show", its path, or its name. Without it the last good
/// one, else the newest that is there.
Result<BackupCopy> copyToLookInto(const CliContext &context, const CourseBackups &course)
{
    const QList<BackupCopy> &copies = course.copies;
    if (!context.has("copy")) {
        if (const BackupCopy *copy = copyToShow(course))
            return *copy;
        return fail(ErrorKind::NotFound,
                    AppTr::tr("No copy of %1 is known to be there.").arg(visibleText(course.course.shortName)),
                    AppTr::tr("\"nightkeepctl courses show %1\" says why.").arg(course.course.id));
    }
    const QString word = context.value("copy");
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (isNumber && number >= 1 && number <= copies.size())
        return copies.at(number - 1);
    const auto named = std::find_if(copies.cbegin(), copies.cend(), [&word](const BackupCopy &copy) {
        return copy.file.path == word.toUtf8() || displayPath(copy.file.path) == word || copy.name == word;
    });
    if (named != copies.cend())
        return *named;
    return fail(ErrorKind::BadInput,
                AppTr::tr("%1 has no copy \"%2\".").arg(visibleText(course.course.shortName), visibleText(word)),
                AppTr::tr("Name one of its %n copies by its number, from 1 for the newest, or by its path.", nullptr,
                          int(copies.size())));
}

VerbResult listContents(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last)
        return fail(last.error());
    if (!last->isRead())
        return fail(ErrorKind::NotFound, last->answer(workspace.clock()()).sentence,
                    AppTr::tr("\"nightkeepctl courses\" reads them."));
    const Result<const CourseBackups *> course = courseNamed(*last, context.word(0));
    const Result<BackupCopy> copy = course ? copyToLookInto(context, **course) : fail(course.error());
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
     {{"copy", "NUMBER|PATH",
       QT_TRANSLATE_NOOP("NightkeepApp", "which copy of the course: 1 is the newest; else the last good one")},
      Options::Site}},
};

} // namespace Nightkeep
