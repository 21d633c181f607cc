// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionview.h"

#include "models/base/tr.h"
#include "models/coverage/agreedfigures.h"
#include "models/settings/settingsinforce.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype inForceRuleWork = 200'000; ///< this is asked whenever the workspace is read
constexpr int inForceUsualIncremental = 22 * 60;
constexpr int inForceYear = 365;
constexpr double inForceMostBytes = 1e18;

void inForceNote(QStringList *missing, const QString &sentence)
{
    if (missing && !missing->contains(sentence))
        *missing << sentence;
}

std::optional<CourseRules> inForceCourse(const RetentionReading &reading, QStringList &missing)
{
    // With the courses the table alone was read: what a later Moodle serves in its place, only its settings tell.
    const SettingsView &settings = reading.settings;
    const bool isHidden = settings.readAt.isValid() && !settings.config.served.isEmpty();
    const std::optional<MoodleFacts> facts = reading.backups.isRead() && !isHidden
        ? reading.backups.head.moodle
        : factsInForce(settings, {}, reading.backups.head.moodle);
    const std::optional<CourseRules> rules = facts ? courseRules(*facts) : std::nullopt;
    const QString site = visibleText(reading.site.name);
    if (!rules)
        inForceNote(&missing, Tr::tr("When Moodle makes the courses' backups of %1, and how many it keeps").arg(site));
    else if (!knowsWhatIsSkipped(*facts))
        inForceNote(&missing, Tr::tr("Whether %1 skips courses that did not change").arg(site));
    else if (rules->skips())
        inForceNote(&missing,
                    Tr::tr("Which courses of %1 are skipped because they did not change: the rules are played for one "
                           "that changes before each run")
                        .arg(site));
    return rules;
}

CoverageRow inForceCoverage(const ServerRow &row, const BytePath &folder)
{
    const auto wanted = std::find_if(row.coverage.cbegin(), row.coverage.cend(), [&folder](const CoverageRow &each) {
        return each.wanted && each.folder == folder;
    });
    CoverageRow found;
    if (wanted != row.coverage.cend()) {
        found = *wanted;
    } else {
        Server asked = row.server;
        asked.wanted = {folder};
        found = compareCoverage(asked, row.snapshot, inForceRuleWork).constFirst();
    }
    // Of a server that nobody asked, a page that lists nothing says nothing.
    if (found.evidence == Evidence::Declared && found.state == CoverageState::Uncovered && row.server.current.isEmpty())
        found.state = CoverageState::Unknown;
    return found;
}

/// What the server shows counts before what was agreed.
BackupFigures inForceFigures(const ServerRow &row, const BytePath &folder)
{
    BackupFigures figures = row.server.decisions.backup;
    const ManagementClass *bound = row.snapshot ? classOf(*row.snapshot, folder) : nullptr;
    if (bound) {
        const auto take = [](std::optional<int> &figure, const std::optional<int> &shown) {
            figure = shown ? shown : figure;
        };
        take(figures.versionsExist, bound->versionsExist);
        take(figures.versionsDeleted, bound->versionsDeleted);
        take(figures.retainExtra, bound->retainExtra);
        take(figures.retainOnly, bound->retainOnly);
    }
    figures.everyDays = figures.everyDays.value_or(1);
    return figures;
}

QString inForceServer(const QString &name)
{
    return visibleText(shortName(name));
}

/// The days of the year on which the last year's archives were begun.
QStringList inForceTermEnds(const RetentionReading &reading, const QTimeZone &zone)
{
    QStringList days;
    for (const ArchiveRecord &record : reading.archives) {
        const QDateTime started = record.run.startedAt.toTimeZone(zone);
        if (record.run.request.site != reading.site.name || !wasVerified(record.status)
            || started.daysTo(reading.now) >= inForceYear)
            continue;
        const QString day = started.date().toString(QStringLiteral("MM-dd"));
        if (!days.contains(day))
            days << day;
    }
    days.sort();
    return days;
}

/// Years that an archive is kept: as the server shows it, else as agreed.
std::optional<int> inForceYears(const ServerRow &row, const BytePath &folder)
{
    const ManagementClass *bound = row.snapshot ? classOf(*row.snapshot, folder) : nullptr;
    if (!bound || !bound->archiveRetain)
        return row.server.decisions.archive.keepYears;
    if (*bound->archiveRetain == NoLimit)
        return NoLimit;
    const int years = *bound->archiveRetain / inForceYear;
    return years > 0 ? std::optional(std::min(years, 100)) : std::nullopt;
}

std::optional<ArchiveRules> inForceArchives(const RetentionReading &reading, QStringList &missing)
{
    const ServerRow *row = retentionServer(reading.servers, reading.site.dataServer);
    if (!row)
        return std::nullopt;
    const std::optional<int> years = inForceYears(*row, reading.site.archiveFolder);
    if (!years)
        inForceNote(&missing,
                    Tr::tr("For how many years archives of %1 are kept").arg(inForceServer(row->server.name)));
    const QStringList days = inForceTermEnds(reading, siteZone(reading.site, reading.now));
    const std::optional<int> wanted = row->server.decisions.archive.timesAYear;
    if (!wanted)
        inForceNote(&missing, Tr::tr("How many archives of %1 are made a year").arg(visibleText(reading.site.name)));
    if (days.isEmpty()) {
        inForceNote(&missing,
                    Tr::tr("On which days archives of %1 are made: none was made in the last year")
                        .arg(visibleText(reading.site.name)));
        return std::nullopt;
    }
    if (wanted && days.size() < *wanted)
        inForceNote(&missing,
                    Tr::tr("On which days %n more archives of %1 a year are made", nullptr, int(*wanted - days.size()))
                        .arg(visibleText(reading.site.name)));
    return years ? std::optional(ArchiveRules {days, *years}) : std::nullopt;
}

/// Whether the server's word, or at least the page's, has it that all or most of the folder is taken.
bool inForceIsTaken(CoverageState state)
{
    return state == CoverageState::Covered || state == CoverageState::Partly || state == CoverageState::Stale;
}

std::optional<StorageRules> inForceRulesOf(const ServerRow &row, const BytePath &folder, const QDateTime &incremental,
                                           QStringList *missing)
{
    const QString server = inForceServer(row.server.name);
    const BackupFigures figures = inForceFigures(row, folder);
    for (const QString &figure : missingFigures(figures))
        inForceNote(missing,
                    Tr::tr("Of the storage manager's backup of %1: %2", "a server, a figure").arg(server, figure));
    if (!incremental.isValid())
        inForceNote(missing, Tr::tr("When the incremental of %1 runs: 22:00 is taken").arg(server));
    const QTime at = incremental.time();
    return storageRules(figures, incremental.isValid() ? at.hour() * 60 + at.minute() : inForceUsualIncremental);
}

} // namespace

BytePath pageDumpFolder()
{
    return "/usr/local/mysql/backup";
}

const ServerRow *retentionServer(const QList<ServerRow> &servers, const QString &name)
{
    const auto found = std::find_if(servers.cbegin(), servers.cend(), [&name](const ServerRow &row) {
        return row.server.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == servers.cend() || name.isEmpty() ? nullptr : &*found;
}

FolderStorage folderStorage(const RetentionReading &reading, const QString &server, const BytePath &folder,
                            QStringList *missing)
{
    const ServerRow *row = retentionServer(reading.servers, server);
    const QString path = displayPath(folder);
    if (!row || folder.isEmpty()) {
        inForceNote(missing,
                    row ? Tr::tr("Where on %1 all of the site's folders are").arg(inForceServer(server))
                        : Tr::tr("What is backed up of %1, which the matrix does not have")
                              .arg(server.isEmpty() ? visibleText(reading.site.name) : inForceServer(server)));
        return {};
    }
    const CoverageRow coverage = inForceCoverage(*row, folder);
    FolderStorage storage;
    storage.coverage = coverage.state;
    storage.isSeen = coverage.evidence == Evidence::Observed;
    storage.lastIncremental = coverage.lastIncremental;
    if (coverage.state == CoverageState::Unknown)
        inForceNote(missing, Tr::tr("Whether %1 on %2 is backed up").arg(path, inForceServer(server)));
    storage.isKnown = coverage.state == CoverageState::Uncovered;
    // A part that holds other things than the folder's own files says nothing of these.
    const bool isTaken = inForceIsTaken(coverage.state) && !coverage.by.isEmpty();
    if (coverage.state == CoverageState::Partly && !isTaken)
        inForceNote(missing, Tr::tr("Which part of %1 on %2 is backed up").arg(path, inForceServer(server)));
    if (!storage.isSeen && (isTaken || storage.isKnown))
        inForceNote(
            missing,
            Tr::tr("Whether %1 on %2 is really backed up: the page alone says so").arg(path, inForceServer(server)));
    if (!isTaken)
        return storage;
    const QDateTime local = coverage.lastIncremental.isValid()
        ? coverage.lastIncremental.toTimeZone(siteZone(reading.site, reading.now))
        : QDateTime();
    storage.rules = inForceRulesOf(*row, folder, local, missing);
    storage.isKnown = storage.rules.has_value();
    return storage;
}

RetentionPolicy policyInForce(const RetentionReading &reading, QStringList &missing)
{
    const Site &site = reading.site;
    RetentionPolicy policy;
    policy.course = inForceCourse(reading, missing);
    policy.storage = folderStorage(reading, site.dataServer, site.dataFolder, &missing).rules;
    if (retentionServer(reading.servers, site.databaseServer)) {
        policy.dumps = DumpRules();
        inForceNote(&missing,
                    Tr::tr("Whether the dumps on %1 are made as the page says: nobody has looked")
                        .arg(inForceServer(site.databaseServer)));
    }
    policy.dumpStorage = folderStorage(reading, site.databaseServer, pageDumpFolder(), &missing).rules;
    FileRules rarely;
    rarely.changesEveryDays = 0; // "only when we do an upgrade or install a plugin"
    if (folderStorage(reading, site.dataServer, site.codeFolder, &missing).rules)
        policy.application = rarely;
    policy.archives = inForceArchives(reading, missing);
    return policy;
}

RetentionSizes sizesOf(const RetentionReading &reading)
{
    RetentionSizes sizes;
    qint64 known = 0;
    double bytes = 0; // of many, and each may be whatever was told
    for (const CourseBackups &course : reading.backups.courses) {
        const BackupCopy *good = course.lastGood();
        const QList<SizePoint> &seen = course.course.sizes;
        if (!good && seen.isEmpty())
            continue;
        ++known;
        bytes += double(good ? good->file.bytes : seen.constFirst().bytes);
    }
    sizes.courses = reading.backups.courses.size();
    if (sizes.courses == 0)
        sizes.courses = reading.settings.courses.value_or(0);
    // Those that have none yet will be about as large as the others.
    if (known > 0)
        sizes.courseNight = qint64(std::min(bytes / double(known) * double(sizes.courses), inForceMostBytes));
    return sizes;
}

} // namespace Nightkeep
