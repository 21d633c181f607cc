// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/copyfinder.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/catalogue/foundcopies.h"
#include "models/catalogue/verificationservice.h"
#include "models/courses/backupname.h"
#include "models/courses/copywords.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace Nightkeep {

namespace {

constexpr int finderSeconds = 60; ///< that the client may take for each question
constexpr int finderConnection = 30; ///< and the way there
constexpr qint64 finderBytes = 4LL << 20; ///< of an answer
constexpr qsizetype finderQuestions = 12;

/// What was asked for: the courses that it may be, of then and of now, and the short name.
struct FinderCourse
{
    QList<qint64> ids;
    QString name; ///< empty: not known
    void add(qint64 id)
    {
        if (!ids.contains(id))
            ids.append(id);
    }
};

bool isFinderName(const QString &one, const QString &other)
{
    return !one.isEmpty() && one.compare(other, Qt::CaseInsensitive) == 0;
}

/// "-bioc1001" at the end of what a backup's name has before its date.
bool isNamedSo(const BytePath &path, const QString &name, const SiteBackups &site, const QDateTime &now)
{
    const QByteArray before = readBackupName(path, site.zone, now).before.toLower();
    return !name.isEmpty() && before.endsWith('-' + name.toLower().toUtf8());
}

FinderCourse courseInWords(const SiteBackups &site, const QString &word)
{
    FinderCourse course;
    for (const CourseBackups &each : site.courses) {
        if (isFinderName(each.course.shortName, word))
            course.add(each.course.id);
    }
    bool isNumber = false;
    const qint64 id = word.toLongLong(&isNumber);
    if (course.ids.isEmpty() && isNumber) {
        course.add(id);
        const CourseBackups *living = site.find(id);
        course.name = living ? living->course.shortName : QString();
    } else {
        course.name = word;
    }
    return course;
}

/// Of the archives whose manifests are kept. Courses that had the name then are added to those that are looked for.
Result<QList<CatalogueHit>> finderHits(const CatalogueStore &store, const SiteBackups &site, FinderCourse &course,
                                       const QDateTime &now)
{
    QList<CatalogueHit> hits;
    const auto add = [&hits](const CatalogueHit &hit) {
        const bool isKnown = std::any_of(hits.cbegin(), hits.cend(), [&hit](const CatalogueHit &other) {
            return other.run == hit.run && other.file.path == hit.file.path;
        });
        if (!isKnown)
            hits.append(hit);
    };
    if (!course.name.isEmpty()) {
        CatalogueQuery query;
        query.site = site.site.name;
        query.text = course.name;
        query.isWholeName = true;
        const Result<QList<CatalogueHit>> found = store.search(query);
        if (!found)
            return found;
        for (const CatalogueHit &hit : *found) {
            const bool isByName = isFinderName(hit.file.shortName, course.name);
            if (isByName && hit.file.course)
                course.add(*hit.file.course);
            if (isByName || (hit.file.shortName.isEmpty() && isNamedSo(hit.file.path, course.name, site, now)))
                add(hit);
        }
    }
    for (const qint64 id : std::as_const(course.ids)) {
        CatalogueQuery query;
        query.site = site.site.name;
        query.course = id;
        const Result<QList<CatalogueHit>> found = store.search(query);
        if (!found)
            return found;
        for (const CatalogueHit &hit : *found)
            add(hit);
    }
    return hits;
}

/// A course's copies on the server that are there, or may be.
QList<BackupCopy> finderCopies(const SiteBackups &site, const FinderCourse &course)
{
    QList<BackupCopy> copies;
    for (const qint64 id : course.ids) {
        if (const CourseBackups *living = site.find(id))
            copies += living->copies;
    }
    for (const BackupCopy &copy : site.others) {
        const bool isOfIt = copy.course ? course.ids.contains(*copy.course)
                                        : isFinderName(QString(copy.file.check.shortName), course.name);
        if (isOfIt)
            copies.append(copy);
    }
    copies.removeIf([](const BackupCopy &copy) {
        return copy.sight == CopySight::NotThere || copy.kind == CopyKind::NoBackup || copy.kind == CopyKind::Part;
    });
    return copies;
}

bool isPlainName(const QString &name)
{
    return !name.isEmpty() && std::all_of(name.cbegin(), name.cend(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.');
    });
}

/// By which the storage manager is asked: folders of the courses, names in the folder of all, and files of the pool.
QList<BytePath> finderQuestionsOf(const SiteBackups &site, const FinderCourse &course, const QList<BackupCopy> &copies,
                                  QStringList &notAsked)
{
    QList<BytePath> questions;
    const auto ask = [&](const BytePath &folder, const QByteArray &name) {
        const Result<BytePath> question = storageQuestion(folder, name);
        if (!question)
            notAsked.append(question.error().message);
        else if (!questions.contains(*question))
            questions.append(*question);
    };
    const QList<BackupPlace> places = CourseService::placesOf(site.site, site.head.moodle);
    for (const BackupPlace &place : places) {
        const bool isLater = site.head.moodle.edition == MoodleEdition::Later;
        for (const qint64 id : course.ids) {
            if (place.kind == CopyPlace::CourseFolder)
                ask(place.folder + '/' + QByteArray::number(id) + "/backupdata", "*");
            else if (place.kind == CopyPlace::SharedFolder && isLater)
                ask(place.folder, "*-" + QByteArray::number(id) + "-*");
        }
        if (place.kind == CopyPlace::SharedFolder && !isLater)
            ask(place.folder,
                isPlainName(course.name) ? "*-" + course.name.toLower().toUtf8() + "-*" : QByteArray("*"));
    }
    for (const BackupCopy &copy : copies) {
        if (copy.file.place != CopyPlace::Pool)
            continue;
        const BytePath path = absolutePath(site, copy);
        const qsizetype slash = path.lastIndexOf('/');
        if (slash > 0)
            ask(path.left(slash), path.mid(slash + 1));
    }
    if (questions.size() > finderQuestions) {
        questions.resize(finderQuestions);
        notAsked.append(Tr::tr("The storage manager was asked about the first %1 places alone.").arg(finderQuestions));
    }
    return questions;
}

/// Whether what the storage manager listed is a backup of the course: a question by a name may bring another's.
bool isFinderVersion(const SiteBackups &site, const FinderCourse &course, const StorageVersion &version,
                     const BackupCopy *known, const QDateTime &now)
{
    if (known)
        return true;
    const BytePath lower = version.path.toLower();
    if (!lower.endsWith(".zip") && !lower.endsWith(".mbz"))
        return false;
    for (const qint64 id : course.ids) {
        if (version.path.contains('/' + QByteArray::number(id) + "/backupdata/"))
            return true;
    }
    const BackupName name = readBackupName(version.path, site.zone, now);
    return name.course ? course.ids.contains(*name.course) : isNamedSo(version.path, course.name, site, now);
}

Result<StorageVersions> askStorageManager(RemoteHosts &hosts, const Server &server, const QList<BytePath> &questions,
                                          const CancelToken &cancel)
{
    const Result<std::unique_ptr<RemoteHost>> host = hosts.open(server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    RemoteLimits limits;
    limits.time = std::chrono::seconds(finderSeconds * questions.size() + finderConnection);
    const QByteArray input = inputFields(storageVersionsFields(finderSeconds, finderBytes, questions));
    const Result<QList<FrameRecord>> records =
        askProgram(**host, RemoteProgram::StorageVersions, input, server.name, cancel, limits);
    return records ? readStorageVersions(*records) : fail(records.error());
}

QString finderSentence(const Error &error)
{
    return error.advice.isEmpty() ? error.message : error.message + u' ' + error.advice;
}

/// Of complete archives nobody knows what they hold before their manifest has come here.
void sayUnknownArchives(const FinderFacts &facts, QStringList &notAsked)
{
    for (const ArchiveRecord &record : facts.runs) {
        const bool isOfSite = isFinderName(record.run.request.site, facts.backups.site.name);
        if (isOfSite && record.status.state == ArchiveState::Complete
            && !facts.records.manifests.contains(record.run.id))
            notAsked.append(Tr::tr("What the archive %1 holds has not come to this workspace: ask for it.")
                                .arg(visibleText(record.run.request.name)));
    }
}

void sayUnseenPlaces(const SiteBackups &site, QStringList &notAsked)
{
    if (!site.head.listedAt.isValid())
        notAsked.append(Tr::tr("Where %1 keeps its backups has never been looked through: refresh its courses.")
                            .arg(visibleText(site.site.name)));
    else if (site.head.inventoryFailure)
        notAsked.append(Tr::tr("Where %1 keeps its backups could not be looked through the last time: %2")
                            .arg(visibleText(site.site.name), site.head.inventoryFailure->message));
}

} // namespace

// What is in front of the first of them is no run's id, and no name has one in it.
QString soughtCopyKey(const SoughtCopy &sought)
{
    return QStringList {QStringLiteral("find a copy"), sought.site, sought.course}.join(u'\n');
}

std::optional<SoughtCopy> soughtCopy(const QString &key)
{
    const QStringList parts = key.split(u'\n');
    if (parts.size() != 3 || parts.at(0) != QLatin1String("find a copy"))
        return std::nullopt;
    return SoughtCopy {parts.at(1), parts.at(2)};
}

void sortBestFirst(QList<FoundCopy> &copies, const QDate &day, const QTimeZone &zone)
{
    const QDateTime end = day.isValid() ? QDateTime(day.addDays(1), QTime(0, 0), zone) : QDateTime();
    enum Side { Before, After, NotKnown };
    const auto rank = [&end](const FoundCopy &copy) {
        const bool isKnown = copy.made.isValid();
        const qint64 seconds = isKnown ? copy.made.toSecsSinceEpoch() : 0;
        const bool isAfter = isKnown && end.isValid() && copy.made >= end;
        const int side = !isKnown ? NotKnown : isAfter ? After : Before;
        const int standing = copy.standing == State::Good ? 0 : copy.standing == State::Attention ? 1 : 2;
        return std::tuple {copy.standing == State::Bad, side, isAfter ? seconds : -seconds, standing, int(copy.where)};
    };
    std::stable_sort(copies.begin(), copies.end(),
                     [&rank](const FoundCopy &a, const FoundCopy &b) { return rank(a) < rank(b); });
}

CopyFinder::CopyFinder(CatalogueStore &store, CourseService &courses, ArchiveService &archives, SiteStore &sites,
                       ServerStore &servers, RemoteHosts &hosts, Clock clock)
    : m_store(store)
    , m_courses(courses)
    , m_archives(archives)
    , m_sites(sites)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_clock(std::move(clock))
{
}

Result<FinderFacts> CopyFinder::factsOf(const QString &site) const
{
    const Result<QList<Site>> sites = m_sites.sites();
    if (!sites)
        return fail(sites.error());
    const auto found = std::find_if(sites->cbegin(), sites->cend(),
                                    [&site](const Site &each) { return isFinderName(each.name, site); });
    if (found == sites->cend())
        return fail(ErrorKind::NotFound, Tr::tr("The site %1 is not in this workspace.").arg(visibleText(site)),
                    Tr::tr("Choose one that is."));
    Result<SiteBackups> backups = m_courses.lastBackups(*found);
    if (!backups)
        return fail(backups.error());
    Result<QList<ArchiveRecord>> runs = m_archives.runs();
    if (!runs)
        return fail(runs.error());
    Result<CatalogueRecords> records = m_store.catalogueRecords();
    if (!records)
        return fail(records.error());
    FinderFacts facts {*std::move(backups), *std::move(runs), *std::move(records), {}, m_clock()};
    const Result<std::optional<ServerSnapshot>> snapshot = m_servers.latestSnapshot(found->dataServer);
    if (snapshot && *snapshot)
        facts.classes = (*snapshot)->managementClasses;
    return facts;
}

Result<void> CopyFinder::askVersions(const FinderFacts &facts, const QList<BytePath> &questions,
                                     const std::function<void(const StorageVersion &)> &take, QStringList &notAsked,
                                     const CancelToken &cancel) const
{
    if (questions.isEmpty())
        return {};
    const QString wanted = facts.backups.site.dataServer;
    const Result<QList<Server>> servers = m_servers.servers();
    if (!servers)
        return fail(servers.error());
    const auto server = std::find_if(servers->cbegin(), servers->cend(),
                                     [&wanted](const Server &each) { return isFinderName(each.name, wanted); });
    if (server == servers->cend()) {
        notAsked.append(Tr::tr("The server %1 is not in this workspace, so its storage manager was not asked.")
                            .arg(visibleText(wanted)));
        return {};
    }
    const Result<StorageVersions> answer = askStorageManager(m_hosts, *server, questions, cancel);
    if (!answer && answer.error().kind == ErrorKind::Cancelled)
        return fail(answer.error());
    if (!answer) {
        notAsked.append(finderSentence(answer.error()));
        return {};
    }
    notAsked += answer->problems;
    for (const StorageVersion &version : answer->versions)
        take(version);
    return {};
}

Result<FoundCopies> CopyFinder::find(const QString &site, const QString &course, const QDate &day, bool asks,
                                     const CancelToken &cancel, const ProgressSink &progress) const
{
    const QString word = course.trimmed();
    if (word.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("No course is named."),
                    Tr::tr("Give its short name, as it was then or is now, or its number."));
    const Result<FinderFacts> facts = factsOf(site);
    if (!facts)
        return fail(facts.error());
    const SiteBackups &backups = facts->backups;
    FinderCourse wanted = courseInWords(backups, word);
    const Result<QList<CatalogueHit>> hits = finderHits(m_store, backups, wanted, facts->now);
    if (!hits)
        return fail(hits.error());
    FoundCopies found;
    const QList<BackupCopy> here = finderCopies(backups, wanted);
    for (const BackupCopy &copy : here)
        found.copies.append(foundOnServer(*facts, copy));
    for (const CatalogueHit &hit : *hits)
        found.copies += foundInArchive(*facts, hit, found.notAsked);
    sayUnseenPlaces(backups, found.notAsked);
    sayUnknownArchives(*facts, found.notAsked);
    if (!asks) {
        found.notAsked.append(Tr::tr("The storage manager was not asked for versions that it keeps."));
    } else {
        if (progress)
            progress({0, 0, false, Tr::tr("asking the storage manager")});
        const auto take = [&](const StorageVersion &version) {
            const auto known = std::find_if(here.cbegin(), here.cend(), [&](const BackupCopy &copy) {
                return absolutePath(backups, copy) == version.path;
            });
            const BackupCopy *same = known == here.cend() ? nullptr : &*known;
            if (isFinderVersion(backups, wanted, version, same, facts->now))
                found.copies.append(foundInStorageManager(*facts, version, same));
        };
        const QList<BytePath> questions = finderQuestionsOf(backups, wanted, here, found.notAsked);
        if (const Result<void> asked = askVersions(*facts, questions, take, found.notAsked, cancel); !asked)
            return fail(asked.error());
    }
    sortBestFirst(found.copies, day, backups.zone);
    return found;
}

Result<QList<CatalogueHit>> CopyFinder::search(const CatalogueQuery &query) const
{
    CatalogueQuery trimmed = query;
    trimmed.text = query.text.trimmed();
    return m_store.search(trimmed);
}

QStringList CopyFinder::withoutManifest(const QString &site) const
{
    QStringList runs;
    const Result<QList<ArchiveRecord>> all = m_archives.runs();
    const Result<CatalogueRecords> records = m_store.catalogueRecords();
    if (!all || !records)
        return {};
    for (const ArchiveRecord &record : *all) {
        if (record.status.state == ArchiveState::Complete && !records->manifests.contains(record.run.id)
            && (site.isEmpty() || isFinderName(record.run.request.site, site)))
            runs.append(record.run.id);
    }
    return runs;
}

QStringList fetchManifests(VerificationService &verification, const QStringList &runs, const CancelToken &cancel,
                           const ProgressSink &progress)
{
    QStringList problems;
    for (qsizetype i = 0; i < runs.size() && !cancel.isCancelled(); ++i) {
        if (progress)
            progress({i, runs.size(), false, Tr::tr("asking what %1 holds").arg(visibleText(runs.at(i)))});
        if (const Result<ArchiveManifest> manifest = verification.manifest(runs.at(i), cancel); !manifest)
            problems.append(visibleText(runs.at(i)) + QStringLiteral(": ") + finderSentence(manifest.error()));
    }
    return problems;
}

} // namespace Nightkeep
