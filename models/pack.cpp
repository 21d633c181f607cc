// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/packchapters.h"

#include <QLocale>

#include <functional>

namespace Nightkeep {

namespace {

template<typename T> void noteFailure(std::optional<Error> &failure, const Result<T> &read)
{
    if (!read && !failure)
        failure = read.error();
}

/// A part that could not be read would be missing as if there were nothing to say.
std::optional<Error> packFailure(const Estate &estate)
{
    std::optional<Error> failure = estate.failure;
    noteFailure(failure, estate.reading.servers);
    noteFailure(failure, estate.reading.sites);
    noteFailure(failure, estate.reading.courses);
    noteFailure(failure, estate.reading.archives);
    noteFailure(failure, estate.reading.retention);
    return failure;
}

QString packSubtitle(const Estate &estate, const WorkspaceInfo &info)
{
    const QDateTime &now = estate.reading.now;
    const QString made = Tr::tr("%1, made on %2.", "a workspace, a moment")
                             .arg(visibleText(info.title), momentInWords(now, QLocale::LongFormat));
    if (!estate.ages.oldest.isValid())
        return made + u' ' + Tr::tr("No server has been asked yet.");
    const QString asked = made + u' '
        + Tr::tr("What servers say is as old as %1.", "a moment")
              .arg(momentInWords(estate.ages.oldest.toTimeZone(now.timeZone()), QLocale::LongFormat));
    const int never = estate.ages.servers - estate.ages.asked;
    return never > 0 ? asked + u' ' + Tr::tr("%n servers have never been asked.", nullptr, never) : asked;
}

} // namespace

Result<Pack> makePack(const Estate &estate, const WorkspaceInfo &info, const QList<Decision> &decisions,
                      const std::optional<PackSummary> &last, const CancelToken &cancel, const ProgressSink &progress)
{
    if (const std::optional<Error> failure = packFailure(estate))
        return fail(*failure);
    const QLocale locale;
    Pack pack {Tr::tr("Backups and archives of Moodle: for the meeting of %1")
                   .arg(dayAndMonth(estate.reading.now.date(), locale)),
               packSubtitle(estate, info),
               estate.reading.now,
               locale.bcp47Name(),
               locale.textDirection() == Qt::RightToLeft,
               {}};
    const QList<std::function<PackChapter()>> chapters {
        [&] { return summaryChapter(estate); },           [&] { return matrixChapter(estate); },
        [&] { return coverageChapter(estate); },          [&] { return settingsChapter(estate); },
        [&] { return coursesChapter(estate); },           [&] { return archivesChapter(estate); },
        [&] { return promisesChapter(estate); },          [&] { return whatIfChapter(estate, cancel); },
        [&] { return agendaChapter(estate, decisions); }, [&] { return decisionsChapter(estate, decisions, last); },
    };
    for (const std::function<PackChapter()> &chapter : chapters) {
        if (progress)
            progress({pack.chapters.size(), chapters.size(), false, Tr::tr("Putting the pack together")});
        pack.chapters << chapter();
        if (cancel.isCancelled()) // a chapter that was cut short is none
            return fail(ErrorKind::Cancelled, Tr::tr("The pack was cancelled."));
    }
    if (last)
        markDifferences(pack, *last);
    return pack;
}

Result<Pack> readPack(Workspace &workspace, const CancelToken &cancel, const ProgressSink &progress)
{
    const Estate estate = readEstate(workspace);
    if (!estate.reading.decisions)
        return fail(estate.reading.decisions.error());
    const Result<std::optional<PackSummary>> last = workspace.meeting().lastPack();
    if (!last)
        return fail(last.error());
    return makePack(estate, workspace.info(), *estate.reading.decisions, *last, cancel, progress);
}

} // namespace Nightkeep
