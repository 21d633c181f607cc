// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/demo/demoestate.h"
#include "models/archives/archiveproposal.h"
#include "models/base/findingmodel.h"
#include "models/estate.h"
#include "models/history/snapshotthinning.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <ctime>

using namespace Nightkeep;

namespace {

ArchiveRecord archiveNamed(const QList<ArchiveRecord> &runs, const QString &name)
{
    const auto found = std::find_if(runs.cbegin(), runs.cend(),
                                    [&name](const ArchiveRecord &each) { return each.run.request.name == name; });
    if (found == runs.cend())
        qFatal("There is no archive %s.", qPrintable(name));
    return *found;
}

} // namespace

/// What a demo's workspace remembers when it is opened for the first time, and that its servers say the same.
class TstLivingDemo : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const std::clock_t begun = std::clock();
        m_workspace = opened(QStringLiteral("demo"));
        QVERIFY(m_workspace);
        const double seconds = double(std::clock() - begun) / CLOCKS_PER_SEC;
        // Two without the sanitizers and the debugger's checks; the machine is others' too.
        QVERIFY2(seconds < 120, QByteArray::number(seconds).constData());
        const Result<DemoEstate> estate = readDemo(m_place.filePath(QStringLiteral("demo")));
        QVERIFY(estate.has_value());
        m_estate = *estate;
        QVERIFY(!m_estate.unasked);
    }

    void everyServerHasSixtyDays()
    {
        int asked = 0;
        const QList<ServerRow> rows = *m_workspace->servers().rows();
        for (const ServerRow &row : rows) {
            const QList<QDateTime> times = *m_workspace->history().times(row.server.name);
            if (row.failure) {
                QCOMPARE(shortName(row.server.name), QStringLiteral("wasdev-b"));
                QCOMPARE(row.failure->kind, ErrorKind::Unreachable);
                QVERIFY(times.isEmpty());
                continue;
            }
            ++asked;
            QCOMPARE(times.size(), 61 + 2); // each morning; twice on the last two days before today
            QCOMPARE(times.first().date().daysTo(m_estate.now.date()), 60);
            QCOMPARE(times.last().date(), m_estate.now.date());
            QCOMPARE(thinnedSnapshots(times, m_workspace->clock()()), times);
        }
        QCOMPARE(asked, 11);
    }

    void oneDiskFillsAndTheOthersGrowGently()
    {
        const QList<Finding> findings = m_workspace->history().findings(*m_workspace->history().disks());
        QCOMPARE(findings.size(), 1);
        QCOMPARE(shortName(findings.first().object), QStringLiteral("webct-b"));
        QVERIFY2(findings.first().title.contains(QLatin1String("/webct_backup on webct-b will be full on")),
                 qPrintable(findings.first().title));
        const QList<DiskForecast> forecasts = *m_workspace->history().forecasts();
        for (const DiskForecast &forecast : forecasts)
            QVERIFY2(forecast.bytesPerDay > 0, qPrintable(forecast.server + u' ' + displayPath(forecast.mount)));
    }

    void theBackupsGrewForEightWeeks()
    {
        const Site site = m_workspace->settings().sites()->first();
        const Result<UsageHistory> history = readUsage(*m_workspace, site);
        QVERIFY(history);
        QCOMPARE(history->points.size(), 57);
        QCOMPARE(history->points.constLast().bytes, backupUsage(*m_workspace->courses().lastBackups(site), {}).bytes);
        QVERIFY(history->bytesPerDay.value_or(0) > 0);
        QCOMPARE(history->forecast.size(), 1);
    }

    void aFolderLeftTheBackupLastNight()
    {
        QStringList lost;
        const QList<ServerChanges> changes = *m_workspace->history().changesSinceLast({});
        for (const ServerChanges &server : changes) {
            for (const SnapshotChange &change : server.changes) {
                if (change.kind == SnapshotChange::Kind::CoverageLost)
                    lost.append(shortName(server.server) + u' ' + change.object);
            }
        }
        lost.sort();
        QCOMPARE(lost,
                 (QStringList {QStringLiteral("moodle-a /data/apache/htdocs/moodle"),
                               QStringLiteral("moodle-a /data/moodle")}));
    }

    void theSettingsWereReadAndAreTheDatabases()
    {
        const Site site = m_workspace->settings().sites()->first();
        const SettingsView remembered = *m_workspace->settings().lastView(site);
        QVERIFY(remembered.readAt.isValid() && remembered.readAt <= m_estate.now);
        QStringList differ;
        for (const SettingRow &row : remembered.rows) {
            if (row.state == SettingState::Differs)
                differ.append(row.option.name);
        }
        differ.sort();
        QCOMPARE(differ,
                 (QStringList {QStringLiteral("backup_sche_keep"), QStringLiteral("backup_sche_logs"),
                               QStringLiteral("backup_sche_weekdays")}));
        const Result<SettingsView> live = m_workspace->settings().read(site, {});
        QVERIFY(live.has_value());
        MoodleConfig expected = remembered.config;
        expected.lastSign = live->config.lastSign; // of whichever course ran last
        QCOMPARE(live->config, expected);
        QVERIFY(live->courses && live->courses == remembered.courses);
        QCOMPARE(live->rows.size(), remembered.rows.size());
        for (qsizetype i = 0; i < live->rows.size(); ++i)
            QVERIFY2(live->rows.at(i).value == remembered.rows.at(i).value, qPrintable(live->rows.at(i).option.name));
    }

    void theCoursesWereReadAndMostAreSafe()
    {
        const QList<SiteBackups> sites = *m_workspace->courses().lastBackups();
        QCOMPARE(sites.size(), 1);
        const CourseReadingHead &head = sites.first().head;
        QVERIFY(!head.moodleFailure && !head.inventoryFailure && head.notChecked.isEmpty());
        QVERIFY(head.moodleReadAt >= m_estate.now && head.listedAt.isValid());
        const QHash<CourseVerdict, int> counts = sites.first().counts();
        QCOMPARE(counts.value(CourseVerdict::Safe), 29); // one of them until every byte is read
        QCOMPARE(counts.value(CourseVerdict::Missing), 4);
        QCOMPARE(counts.value(CourseVerdict::Damaged), 3);
        QCOMPARE(counts.value(CourseVerdict::Old), 4);
        QCOMPARE(sites.first().courses.size(), 40);
    }

    void aRequestWasAnswered()
    {
        const QList<StorageRequest> requests = *m_workspace->requests().requests();
        QCOMPARE(requests.size(), 1);
        const StorageRequest &request = requests.first();
        QVERIFY(!request.isOpen());
        QCOMPARE(request.servers().first(), QStringLiteral("moodle-c.ucl.ac.uk"));
        QVERIFY(request.count(RequestItem::State::Done) > 0); // a probe saw it
        QVERIFY(request.count(RequestItem::State::Withdrawn) > 0);
        for (const RequestItem &item : request.items)
            QVERIFY(item.endedAt > request.sentAt && !item.endedWhy.isEmpty());
        QVERIFY(requestFindings(requests, m_estate.now).isEmpty());
    }

    void theFirstPageShowsWhatIsToDo()
    {
        const Estate estate = readEstate(*m_workspace);
        QVERIFY(!estate.failure && estate.isAsked());
        QStringList urgent;
        QStringList courses;
        for (const Finding &finding : estate.findings) {
            if (finding.severity != Severity::Critical)
                continue;
            if (finding.page == Page::Courses) {
                courses << finding.object + u' ' + finding.kind;
                continue;
            }
            urgent << finding.object;
            QCOMPARE(finding.act, FindingAct::Request);
            // Of moodle-pp only the page's word is known, which has no date.
            QCOMPARE(sinceInWords(finding, estate.reading.now),
                     finding.object.startsWith(u"moodle-a") ? QStringLiteral("since last night") : QString());
        }
        urgent.sort();
        QCOMPARE(urgent,
                 (QStringList {QStringLiteral("moodle-a.ucl.ac.uk//data/apache/htdocs/moodle"),
                               QStringLiteral("moodle-a.ucl.ac.uk//data/moodle"),
                               QStringLiteral("moodle-pp.ucl.ac.uk//data/apache/htdocs/moodle"),
                               QStringLiteral("moodle-pp.ucl.ac.uk//data/moodle")}));
        courses.sort();
        QCOMPARE(courses,
                 (QStringList {QStringLiteral("moodle/14 course-missing"), QStringLiteral("moodle/18 copy-damaged"),
                               QStringLiteral("moodle/27 course-missing"), QStringLiteral("moodle/35 copy-damaged"),
                               QStringLiteral("moodle/39 copy-damaged"), QStringLiteral("moodle/40 course-missing")}));
        for (const Page page : {Page::Servers, Page::Settings, Page::Archives})
            QCOMPARE(estate.standing(page).state, State::Attention);
        for (const Page page : {Page::Folders, Page::Courses})
            QCOMPARE(estate.standing(page).state, State::Bad);
        QCOMPARE(estate.accepted.size(), 1);
        QCOMPARE(estate.accepted.first().finding.object, QStringLiteral("moodle-c.ucl.ac.uk//data/moodle"));
        QVERIFY(estate.accepted.first().acceptance.at < m_estate.now);
    }

    void threeTermsAreArchived()
    {
        const QList<ArchiveRecord> runs = *m_workspace->archives().runs();
        QCOMPARE(runs.size(), 3);
        const ArchiveRecord summer = archiveNamed(runs, QStringLiteral("moodle-2008-summer"));
        QVERIFY(summer.standing() == State::Good && summer.run.warnings.isEmpty());
        QVERIFY(summer.status.readAt > summer.status.finishedAt);
        const ArchiveRecord spring = archiveNamed(runs, QStringLiteral("moodle-2008-spring"));
        QVERIFY(spring.standing() == State::Good && spring.accepted && !spring.accepted->text.isEmpty());
        QCOMPARE(coursesWithout(spring.run.warnings), 2);
        const ArchiveRecord autumn = archiveNamed(runs, QStringLiteral("moodle-2008-autumn"));
        QCOMPARE(autumn.status.state, ArchiveState::Resumable);
        QVERIFY2(autumn.status.failure.contains(QLatin1String("disappeared while the archive was made")),
                 qPrintable(autumn.status.failure));
        const QList<Finding> findings = ArchiveService::findings(runs, m_estate.now);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().object, autumn.run.id);
    }

    void theArchivesAreLookedAfter()
    {
        const Result<CatalogueRecords> read = m_workspace->catalogue();
        QVERIFY(read.has_value());
        const CatalogueRecords &records = *read;
        QStringList terms;
        for (const Term &term : records.terms)
            terms << term.name;
        terms.sort();
        QCOMPARE(terms,
                 (QStringList {QStringLiteral("2008-autumn"), QStringLiteral("2008-spring"),
                               QStringLiteral("2008-summer")}));
        const QList<ArchiveRecord> runs = *m_workspace->archives().runs();
        for (const ArchiveRecord &record : runs)
            QVERIFY2(terms.contains(record.run.request.term), qPrintable(record.run.request.term));
        const ArchiveRecord summer = archiveNamed(runs, QStringLiteral("moodle-2008-summer"));
        const ArchiveRecord spring = archiveNamed(runs, QStringLiteral("moodle-2008-spring"));
        QCOMPARE(records.places.size(), 2);
        QCOMPARE(records.handOvers.size(), 1); // the other archive is at no place
        const HandOver &handOver = records.handOvers.constFirst();
        QCOMPARE(handOver.run, summer.run.id);
        QCOMPARE(handOver.state, HandOverState::Confirmed);
        QCOMPARE(handOver.bytes, summer.status.tarBytes);
        QVERIFY(handOver.expiry.kind == Expiry::Kind::OnDay && handOver.expiry.day > m_estate.now.date().addDays(60));
        QVERIFY(HandOverService::findings(runs, records.handOvers, m_estate.now).isEmpty());
        QCOMPARE(records.verifications.size(), 1);
        QCOMPARE(records.verifications.constFirst().at, summer.status.readAt);
        QCOMPARE(records.verifications.constFirst().sha256, summer.status.sha256);
        QCOMPARE(records.drills.size(), 1);
        QCOMPARE(records.drills.constFirst().outcome, RestoreDrill::Outcome::Proven);
        QCOMPARE(records.moodles.size(), 1);
        QCOMPARE(records.moodles.constFirst().run, summer.run.id);
        QStringList held = records.manifests;
        held.sort();
        QCOMPARE(held, (QStringList {spring.run.id, summer.run.id}));
        const Result<TermComparison> compared = m_workspace->archives().compare(spring.run.id, summer.run.id);
        QVERIFY2(compared, qPrintable(compared ? QString() : compared.error().message));
        QCOMPARE(compared->gained, 2);
        QCOMPARE(compared->lost, 0);
        const QList<SavedPlan> plans = *m_workspace->archives().savedPlans();
        QCOMPARE(plans.size(), 1);
        QVERIFY(plans.constFirst().plan.includedCount() > 20 && plans.constFirst().plan.fits());
        QCOMPARE(coursesWithout(plans.constFirst().plan.warnings), 2);
    }

    void itsNightsAreTold()
    {
        const WorkspaceReading reading = readWorkspace(*m_workspace);
        QVERIFY(reading.retention.has_value());
        QCOMPARE(reading.retention->size(), 1);
        const RetentionView &view = reading.retention->constFirst();
        QVERIFY(view.policy.course && view.policy.storage && view.policy.dumps && view.policy.dumpStorage);
        QCOMPARE(view.policy.course->weekdays, QStringLiteral("0010001"));
        QCOMPARE(view.policy.course->keep, 2);
        for (const StorageRules &rules : {*view.policy.storage, *view.policy.dumpStorage}) {
            QCOMPARE(rules.versionsExist, 2);
            QCOMPARE(rules.retainExtra, 30);
            QCOMPARE(rules.versionsDeleted, 1);
            QCOMPARE(rules.retainOnly, 60);
        }
        QVERIFY(view.data.isSeen && view.data.lastIncremental < m_estate.now);
        QCOMPARE(view.sizes.courses, qint64(40));
        QCOMPARE(view.nights.nights(), 60);
        for (const NightRow &row : view.nights.rows)
            QCOMPARE(row.cells.size(), 60);
        // What was made since the data folder was backed up last is on the server alone.
        QVERIFY2(view.differences.join(u'\n').contains(QStringLiteral("/data/moodle on moodle-b")),
                 qPrintable(view.differences.join(u'\n')));
        QVERIFY(view.answer().state != State::Good);
        QVERIFY(!view.places.isEmpty());
    }

    void nothingIsInTheFuture()
    {
        const QDateTime now = m_estate.now;
        QVERIFY(m_workspace->clock()() >= now);
        for (const Server &server : std::as_const(m_estate.servers)) {
            const QList<HistoryEntry> history = *m_workspace->history().history(server.name);
            for (const HistoryEntry &entry : history) {
                QVERIFY(entry.snapshot.takenAt <= now && entry.snapshot.clockOffsetSeconds == 0);
                for (const FileSpace &space : entry.snapshot.fileSpaces.value_or(QList<FileSpace>()))
                    QVERIFY2(space.lastIncremental <= entry.snapshot.takenAt, qPrintable(server.name));
            }
        }
        const QList<ArchiveRecord> runs = *m_workspace->archives().runs();
        for (const ArchiveRecord &record : runs) {
            QVERIFY(record.run.startedAt < now && record.asOf <= now);
            for (const QDateTime &moment : {record.status.finishedAt, record.status.readAt})
                QVERIFY(!moment.isValid() || moment < now);
        }
        const QList<StorageRequest> requests = *m_workspace->requests().requests();
        for (const StorageRequest &request : requests)
            QVERIFY(request.sentAt < now && request.closedAt() < now);
    }

    void openingItAgainAddsNothing()
    {
        const std::unique_ptr<Workspace> again = opened(QStringLiteral("demo"));
        QVERIFY(again);
        QCOMPARE(again->audit().entries()->size(), m_workspace->audit().entries()->size());
        QCOMPARE(again->history().times(QStringLiteral("moodle-b.ucl.ac.uk"))->size(), 63);
        QCOMPARE(again->requests().requests()->size(), 1);
        const QList<SiteBackups> before = *m_workspace->courses().lastBackups();
        const QList<SiteBackups> after = *again->courses().lastBackups();
        QVERIFY(after.first().head == before.first().head);
    }

    void theSameSeedRemembersTheSame()
    {
        QVERIFY(createDemo({m_place.filePath(QStringLiteral("alike")), 12, 40, 1}).has_value());
        QVERIFY(createDemo({m_place.filePath(QStringLiteral("other")), 12, 40, 2}).has_value());
        const std::unique_ptr<Workspace> alike = opened(QStringLiteral("alike"));
        const std::unique_ptr<Workspace> other = opened(QStringLiteral("other"));
        QVERIFY(alike && other);
        for (const Server &server : std::as_const(m_estate.servers)) {
            const QList<HistoryEntry> history = *m_workspace->history().history(server.name);
            QVERIFY2(*alike->history().history(server.name) == history, qPrintable(server.name));
            QCOMPARE(*other->history().times(server.name), *m_workspace->history().times(server.name));
        }
        QVERIFY(*alike->archives().runs() == *m_workspace->archives().runs());
        QVERIFY(*alike->requests().requests() == *m_workspace->requests().requests());
        const QString disk = QStringLiteral("webct-b.ucl.ac.uk");
        QVERIFY(*alike->history().disks(disk) == *m_workspace->history().disks(disk));
        QVERIFY(*other->history().disks(disk) != *m_workspace->history().disks(disk));
    }

    void otherSizes_data()
    {
        QTest::addColumn<int>("servers");
        QTest::addColumn<int>("courses");
        QTest::newRow("the smallest") << 2 << 1;
        QTest::newRow("more servers than the page") << 14 << 3;
    }
    void otherSizes()
    {
        QFETCH(int, servers);
        QFETCH(int, courses);
        const QString name = QStringLiteral("of %1").arg(servers);
        QVERIFY(createDemo({m_place.filePath(name), servers, courses, 1}).has_value());
        const std::unique_ptr<Workspace> workspace = opened(name);
        QVERIFY(workspace);
        QCOMPARE(workspace->archives().runs()->size(), 3);
        const QList<ServerRow> rows = *workspace->servers().rows();
        for (const ServerRow &row : rows)
            QVERIFY2(row.snapshot || row.failure, qPrintable(row.server.name));
    }

    // From here on the servers of the demo are really asked.

    void theirServerConfirmsTheArchives()
    {
        ArchiveService &archives = m_workspace->archives();
        const QList<ArchiveRecord> before = *archives.runs();
        const Result<QList<ArchiveRecord>> added = archives.discover(m_estate.site.name, {});
        QVERIFY2(added, qPrintable(added ? QString() : added.error().message));
        QVERIFY(added->isEmpty());
        const QList<ArchiveRecord> after = *archives.runs();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < after.size(); ++i) {
            QVERIFY(after.at(i).run == before.at(i).run);
            QCOMPARE(after.at(i).status.log, before.at(i).status.log);
            QVERIFY2(after.at(i).status == before.at(i).status, qPrintable(after.at(i).run.id));
        }
        for (const QString &name : {QStringLiteral("moodle-2008-summer"), QStringLiteral("moodle-2008-spring")}) {
            const QString id = archiveNamed(after, name).run.id;
            const Result<ArchiveRecord> read = archives.verify(id, {});
            QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
            QCOMPARE(read->status.copy, ArchiveCopy::InPlace);
            const Result<ArchiveContents> contents = archives.contents(id, {});
            QVERIFY2(contents, qPrintable(contents ? QString() : contents.error().message));
            QVERIFY(contents->matches());
            QCOMPARE(contents->members.size(), qsizetype(read->run.files));
        }
        ArchiveRequest request;
        request.site = m_estate.site.name;
        request.notBefore = QDate(2008, 12, 12);
        request.name = QStringLiteral("moodle-2008-autumn"); // the one that failed left it free
        const Result<ArchivePlan> plan = archives.plan(request, {});
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().message));
        QVERIFY(plan->includedCount() > 20);
        const qint64 seconds = expectedSeconds(*plan, after);
        QVERIFY2(seconds > 0 && seconds < 3600, QByteArray::number(seconds).constData());
    }

    void theStorageManagerHasWhatWasHandedOver()
    {
        const RestoreDrill drill = m_workspace->catalogue()->drills.constFirst();
        HandOverService &handOvers = m_workspace->handOvers();
        const HandOver before = handOvers.handOvers()->constFirst();
        const Result<QList<HandOver>> asked = handOvers.ask(drill.run, {});
        QVERIFY2(asked, qPrintable(asked ? QString() : asked.error().message));
        QCOMPARE(*asked, QList<HandOver> {before}); // the server knows no more
        const Result<HandOver> confirmed = handOvers.confirm(drill.run, before.place, HandOverService::Depth::Read, {});
        QVERIFY2(confirmed, qPrintable(confirmed ? QString() : confirmed.error().message));
        QCOMPARE(confirmed->state, HandOverState::Confirmed);
        QCOMPARE(confirmed->expiry, before.expiry);
        QCOMPARE(confirmed->sha256,
                 archiveNamed(*m_workspace->archives().runs(), QStringLiteral("moodle-2008-summer")).status.sha256);

        const Result<FoundCopies> found =
            m_workspace->finder().find(m_estate.site.name, drill.shortName, QDate(2008, 12, 1), true, {});
        QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
        QCOMPARE(found->notAsked, QStringList());
        QSet<FoundCopy::Where> places;
        for (const FoundCopy &copy : found->copies)
            places.insert(copy.where);
        for (const FoundCopy::Where where :
             {FoundCopy::Where::Server, FoundCopy::Where::Archive, FoundCopy::Where::ArchivePlace,
              FoundCopy::Where::StorageManager, FoundCopy::Where::OlderVersion})
            QVERIFY2(places.contains(where), qPrintable(foundWhereWord(where)));
    }

    void handsOverToTheSecondBuilding()
    {
        const QString spring =
            archiveNamed(*m_workspace->archives().runs(), QStringLiteral("moodle-2008-spring")).run.id;
        HandOverService &handOvers = m_workspace->handOvers();
        const QString place = QStringLiteral("second-building");
        Result<HandOver> handed = handOvers.start(spring, place, {});
        if (handed && handed->state == HandOverState::Working)
            handed = handOvers.attach(spring, place, {}, {});
        QVERIFY2(handed, qPrintable(handed ? QString() : handed.error().message));
        QVERIFY2(handed->state == HandOverState::Confirmed, qPrintable(handed->failure + handed->log));
        QVERIFY(QFile::exists(m_estate.folder
                              + QStringLiteral("/servers/moodle-b/data/second-building/moodle-2008-spring.tar")));
    }

    void aRealLookFindsNothingElse()
    {
        const QList<ServerRow> rows = *m_workspace->servers().rows();
        QList<Server> servers;
        for (const ServerRow &row : rows)
            servers.append(row.server);
        const QList<ProbeOutcome> outcomes =
            m_workspace->servers().probeAll(servers, Attendance::Background, 2, {}, {});
        QCOMPARE(outcomes.size(), rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const QByteArray name = rows.at(i).server.name.toUtf8();
            QVERIFY2(outcomes.at(i).snapshot.has_value() == rows.at(i).snapshot.has_value(), name.constData());
            if (!rows.at(i).snapshot)
                continue;
            const ServerSnapshot &remembered = *rows.at(i).snapshot;
            const ServerSnapshot &seen = *outcomes.at(i).snapshot;
            for (const SnapshotChange &change : compareSnapshots(rows.at(i).server, remembered, seen))
                QFAIL((name + ": " + change.sentence.toUtf8()).constData());
            QVERIFY2(compareAll(remembered, seen), name.constData());
        }
    }

private:
    [[nodiscard]] std::unique_ptr<Workspace> opened(const QString &name)
    {
        Result<std::unique_ptr<Workspace>> workspace = m_application.openDemo(m_place.filePath(name));
        if (!workspace)
            qWarning("%s", qPrintable(workspace.error().message + u' ' + workspace.error().detail));
        return workspace ? std::move(*workspace) : nullptr;
    }

    /// All but the moment, what a disk took since this morning and where this machine has its tools.
    [[nodiscard]] static bool compareAll(ServerSnapshot remembered, const ServerSnapshot &seen)
    {
        remembered.takenAt = seen.takenAt;
        remembered.uptimeSeconds = seen.uptimeSeconds;
        remembered.clockOffsetSeconds = seen.clockOffsetSeconds;
        remembered.tools = seen.tools;
        if (remembered.mounts.size() != seen.mounts.size())
            return false;
        for (qsizetype i = 0; i < seen.mounts.size(); ++i) {
            Mount &mount = remembered.mounts[i];
            if (std::abs(mount.freeBytes - seen.mounts.at(i).freeBytes) > mount.totalBytes / 100)
                return false;
            mount.freeBytes = seen.mounts.at(i).freeBytes;
        }
        return remembered == seen;
    }

    [[nodiscard]] ApplicationOptions options() const
    {
        ApplicationOptions options;
        options.dataFolder = m_place.filePath(QStringLiteral("data"));
        return options;
    }

    QTemporaryDir m_place;
    Application m_application {options()};
    std::unique_ptr<Workspace> m_workspace;
    DemoEstate m_estate;
};

NIGHTKEEP_TEST(TstLivingDemo, integration, Core, 600)
#include "tst_livingdemo.moc"
