// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/courses/copywords.h"
#include "models/courses/courseservice.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr VerbOption FetchCopyOption {
    "copy", "NUMBER|PATH",
    QT_TRANSLATE_NOOP("NightkeepApp", "which copy of the course: 1 is the newest; else the last good one")};
constexpr VerbOption FetchForceOption {"force", "", QT_TRANSLATE_NOOP("NightkeepApp", "replace a file of that name")};

/// As last read; of a site that never was, as it can be read now.
Result<SiteBackups> backupsToFetch(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last || last->isRead())
        return last;
    return readBackups(context, workspace, site).map([](const ReadBackups &read) { return read.site; });
}

/// By its number, its path or its name; among what lies at the course's place and is of another, too.
Result<BackupCopy> fetchCopyNamed(const SiteBackups &site, const CourseBackups &course, const QString &word)
{
    if (word.isEmpty()) {
        if (const BackupCopy *good = course.lastGood())
            return *good;
        return fail(ErrorKind::NotFound,
                    AppTr::tr("No copy of %1 is known to be good.").arg(visibleText(course.course.shortName)),
                    AppTr::tr("\"nightkeepctl courses show %1\" lists what there is: name one by --copy.")
                        .arg(course.course.id));
    }
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (isNumber && number >= 1 && number <= course.copies.size())
        return course.copies.at(number - 1);
    const QList<BackupCopy> all = course.copies + othersOfCourse(site, course.course.id);
    const auto found = std::find_if(all.cbegin(), all.cend(), [&word](const BackupCopy &copy) {
        return copy.file.path == word.toUtf8() || displayPath(copy.file.path) == word || copy.name == word;
    });
    if (found != all.cend())
        return *found;
    return fail(ErrorKind::BadInput,
                AppTr::tr("%1 has no copy \"%2\".").arg(visibleText(course.course.shortName), visibleText(word)),
                AppTr::tr("\"nightkeepctl courses show %1\" lists its copies.").arg(course.course.id));
}

/// In a folder, under a name that says what it is.
QString fileToFetchInto(const QString &named, const SiteBackups &site, const CourseBackups &course,
                        const BackupCopy &copy)
{
    const QFileInfo info(named);
    return info.isDir() ? QDir(named).filePath(fetchedFileName(course.course, copy, site.zone)) : info.filePath();
}

VerbResult fetchCopy(CliContext &context, Workspace &workspace, const Site &site)
{
    if (const Result<void> writable = mayWrite(workspace); !writable) // who took what is recorded
        return fail(writable.error());
    const Result<SiteBackups> backups = backupsToFetch(context, workspace, site);
    if (!backups)
        return fail(backups.error());
    const Result<const CourseBackups *> course = courseNamed(*backups, context.word(0));
    if (!course)
        return fail(course.error());
    const Result<BackupCopy> copy = fetchCopyNamed(*backups, **course, context.value("copy"));
    if (!copy)
        return fail(copy.error());
    const CopyTarget target {fileToFetchInto(context.word(1), *backups, **course, *copy), context.has("force")};
    const Result<Asked<FetchedCopy>> asked =
        workspace.courses().fetch(site, (*course)->course.id, *copy, target, context.cancel(), context.progress());
    if (!asked)
        return fail(asked.error());
    ExitStatus ending = asked->answer.fault.isEmpty() ? ExitStatus::Fine : ExitStatus::Findings;
    if (asked->notKept) {
        context.say(*asked->notKept);
        ending = worse(ending, exitStatusOf(asked->notKept->kind));
    }
    return CliAnswer {QJsonDocument(cliJson(asked->answer)), fetchedAnswer(asked->answer).sentence + u'\n', ending};
}

} // namespace

const QList<Verb> Verbs::coursesFetch {
    {"courses fetch",
     "ID|SHORTNAME FILE [--copy NUMBER|PATH] [--force] [--site NAME]",
     withSite<fetchCopy>,
     {Options::Site, FetchCopyOption, FetchForceOption}},
};

} // namespace Nightkeep
