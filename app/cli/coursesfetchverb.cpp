// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/courses/courseservice.h"

#include <QDir>
#include <QFileInfo>

namespace Nightkeep {

namespace {

constexpr VerbOption FetchForceOption {"force", "", QT_TRANSLATE_NOOP("NightkeepApp", "replace a file of that name")};

/// As last read; of a site that never was, as it can be read now.
Result<SiteBackups> backupsToFetch(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<SiteBackups> last = workspace.courses().lastBackups(site);
    if (!last || last->isRead())
        return last;
    return readBackups(context, workspace, site).map([](const ReadBackups &read) { return read.site; });
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
    const Result<BackupCopy> copy = chosenCopy(context, *backups, **course, (*course)->lastGood());
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
     {Options::Site, Options::Copy, FetchForceOption}},
};

} // namespace Nightkeep
