// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courseservice.h"
#include "models/removal.h"
#include "tests/courses/backupserver.h"
#include "tests/courses/madecourses.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>
#include <tuple>

using namespace Nightkeep;
using Samples::why;

namespace {

QList<BackupPlace> servicePlaces(const QList<QPair<CopyPlace, BytePath>> &places)
{
    QList<BackupPlace> all;
    for (const auto &[kind, folder] : places)
        all.append({kind, folder});
    return all;
}

constexpr qint64 serviceHour = 3600;

} // namespace

/// Reading a site's courses and looking through their backups, over a real workspace and an outside that is made up.
class TstCourseService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    Site m_site;
    BackupServer m_server;

    CourseService &service() { return m_workspace->courses(); }
    const WorkspaceStore &store() { return m_workspace->stored->store(); }
    CourseReading stored() { return **store().courseReading(m_site.name); }
    /// The store of somebody else who may write the same workspace.
    WorkspaceStore &others() { return m_workspace->stored->store(); }

    void changeMoodle(const std::function<void(FakeMoodle &)> &change)
    {
        m_workspace->moodles.change(m_site.name, change);
    }
    void fillMoodle(MoodleEdition edition)
    {
        const CourseReading made = MadeCourses::reading(edition);
        changeMoodle([&made](FakeMoodle &moodle) {
            moodle.facts = made.head.moodle;
            moodle.states.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001")),
                                     MadeCourses::course(47, QStringLiteral("HIST2002"))};
        });
    }
    CourseState course(qint64 id)
    {
        const QList<CourseState> courses = m_workspace->moodles.moodle(m_site.name).states.courses;
        return id == courses.first().id ? courses.first() : courses.last();
    }
    /// A copy of each course in 1.9, of the last run.
    void fillOldDisk()
    {
        for (const qint64 id : {33, 47})
            m_server.disk.append(MadeCourses::zip(course(id), MadeCourses::lastRun().addSecs(60)));
    }

    SiteBackups refreshed()
    {
        const Result<Asked<SiteBackups>> asked = service().refresh(m_site, Attendance::Background, {});
        if (!asked || asked->notKept)
            qWarning("%s", asked ? qPrintable(asked->notKept->message) : why(asked).constData());
        return asked ? asked->answer : SiteBackups();
    }
    static QList<ZipLevel> levels(const QList<FoundFile> &files)
    {
        QList<ZipLevel> all;
        for (const FoundFile &file : files)
            all.append(file.check.level);
        return all;
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_workspace->time.advance(m_workspace->time.now().secsTo(MadeCourses::now()));
        m_site = m_workspace->settings().sites()->first();
        m_server = {};
        m_server.clock = m_workspace->time.clock();
        fillMoodle(MoodleEdition::Old);
        m_workspace->hosts.setAnswer([this](const Server &, RemoteProgram program, const QByteArray &input,
                                            const CancelToken &) { return m_server.answer(program, input); });
    }
    void cleanup() { m_workspace.reset(); }

    void aSiteThatWasNeverReadIsThere()
    {
        const int opened = m_workspace->moodles.opened();
        const Result<QList<SiteBackups>> all = service().lastBackups();
        QVERIFY2(all, why(all).constData());
        QCOMPARE(all->size(), 1);
        QCOMPARE(all->first().site, m_site);
        QVERIFY(!all->first().isRead());
        QVERIFY(all->first().courses.isEmpty());
        QVERIFY(!*service().lastLog(m_site, 33));
        QCOMPARE(m_workspace->moodles.opened(), opened);
        QVERIFY(m_server.asked.isEmpty());
        QVERIFY(!lossesWith(*m_workspace, m_site)->join(u'\n').contains(QStringLiteral("backups of")));
    }

    void aRefreshReadsBothAndKeepsThem()
    {
        fillOldDisk();
        QList<Progress> told;
        const Result<Asked<SiteBackups>> asked = service().refresh(
            m_site, Attendance::Background, {}, [&told](const Progress &progress) { told.append(progress); });
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(!asked->notKept);
        QCOMPARE(told.size(), 2);
        QCOMPARE(m_server.asked.size(), 1);
        QCOMPARE(m_server.asked.first().depth, QByteArray("closed"));
        QCOMPARE(m_server.asked.first().places, servicePlaces({{CopyPlace::CourseFolder, "/data/moodle"}}));
        QVERIFY(m_server.asked.first().codeFolder.isEmpty()); // 1.9 has no pool
        QVERIFY(m_server.asked.first().only.isEmpty());

        const SiteBackups &backups = asked->answer;
        QVERIFY(backups.isRead());
        QCOMPARE(backups.head.moodleReadAt, MadeCourses::now());
        QCOMPARE(backups.head.listedAt, MadeCourses::now());
        QCOMPARE(backups.head.revision, 1);
        QCOMPARE(backups.courses.size(), 2);
        for (const CourseBackups &course : backups.courses)
            QVERIFY2(course.verdict == CourseVerdict::Safe, qPrintable(course.reason));
        const CourseReading kept = stored();
        QCOMPARE(kept.head, backups.head);
        QCOMPARE(kept.files.size(), 2);
        QCOMPARE(kept.files.first().checkedAt, MadeCourses::now());
        QCOMPARE(kept.courses.first().sizes, (QList<SizePoint> {{MadeCourses::lastRun().addSecs(60), 200000}}));

        const int opened = m_workspace->moodles.opened();
        const Result<SiteBackups> last = service().lastBackups(m_site);
        QVERIFY2(last, why(last).constData());
        QCOMPARE(last->courses, backups.courses);
        WantedCopy wanted;
        wanted.since = MadeCourses::now();
        QCOMPARE(service().lastBackups(m_site, wanted)->courses.first().verdict, CourseVerdict::Old);
        QCOMPARE(m_workspace->moodles.opened(), opened);
        QCOMPARE(m_server.asked.size(), 1);
        const QString losses = lossesWith(*m_workspace, m_site)->join(u'\n');
        QVERIFY2(losses.contains(QStringLiteral("backups of 2 courses")), qPrintable(losses));
    }

    void anUnchangedRefreshWritesTheHeadAlone()
    {
        fillOldDisk();
        refreshed();
        const CourseReading first = stored();
        m_workspace->time.advance(serviceHour);
        QCOMPARE(refreshed().head.revision, 2);
        QCOMPARE(m_server.asked.last().depth, QByteArray("list")); // no file was looked into
        QCOMPARE(m_server.asked.size(), 2);
        const CourseReading second = stored();
        QCOMPARE(second.head.listedAt, first.head.listedAt.addSecs(serviceHour));
        QCOMPARE(second.files, first.files); // with when they were looked into, too
        QCOMPARE(second.courses, first.courses);
        QCOMPARE(*others().saveCourseReading(m_site.name, first), 0);
    }

    void whatFailsIsToldAndWhatWasKnownStays_data()
    {
        QTest::addColumn<bool>("moodleFails");
        QTest::addColumn<bool>("isAtOpening");
        QTest::addColumn<bool>("serverFails");
        QTest::newRow("the database cannot be opened") << true << true << false;
        QTest::newRow("the database breaks off") << true << false << false;
        QTest::newRow("the data server") << false << false << true;
        QTest::newRow("both") << true << true << true;
    }
    void whatFailsIsToldAndWhatWasKnownStays()
    {
        QFETCH(bool, moodleFails);
        QFETCH(bool, isAtOpening);
        QFETCH(bool, serverFails);
        fillOldDisk();
        refreshed();
        const CourseReading before = stored();
        m_workspace->time.advance(serviceHour);
        const Error moodleError {ErrorKind::Unreachable, QStringLiteral("The database is away.")};
        const Error serverError {ErrorKind::TimedOut, QStringLiteral("The server is slow.")};
        changeMoodle([&](FakeMoodle &moodle) {
            moodle.states.courses.first().fullName = QStringLiteral("Another name");
            if (moodleFails)
                (isAtOpening ? moodle.failure : moodle.coursesFailure) = moodleError;
        });
        m_server.disk.removeLast();
        if (serverFails)
            m_server.whenAsked = [&](const AskedInventory &) { return std::optional(serverError); };
        const Result<Asked<SiteBackups>> asked = service().refresh(m_site, Attendance::Background, {});
        const CourseReading after = stored();
        QCOMPARE(asked.has_value(), !(moodleFails && serverFails));
        if (!asked) {
            QCOMPARE(asked.error(), moodleError);
            QCOMPARE(after.head, before.head);
            return;
        }
        QCOMPARE(after.head.moodleFailure, moodleFails ? std::optional(moodleError) : std::nullopt);
        QCOMPARE(after.head.inventoryFailure, serverFails ? std::optional(serverError) : std::nullopt);
        QCOMPARE(after.head.moodleReadAt == before.head.moodleReadAt, moodleFails);
        QCOMPARE(after.head.listedAt == before.head.listedAt, serverFails);
        QCOMPARE(after.head.moodle, before.head.moodle);
        QCOMPARE(after.courses.first().fullName == before.courses.first().fullName, moodleFails);
        QCOMPARE(after.files.size(), serverFails ? 2 : 1);
        QCOMPARE(asked->answer.head, after.head);

        m_server.whenAsked = {};
        changeMoodle([](FakeMoodle &moodle) { moodle.failure = moodle.coursesFailure = std::nullopt; });
        const SiteBackups again = refreshed();
        QVERIFY(!again.head.moodleFailure);
        QVERIFY(!again.head.inventoryFailure);
    }

    void aSiteWithoutDataFolderIsReadWithoutFiles()
    {
        Site bare = m_site;
        bare.dataFolder.clear();
        QVERIFY(others().replaceSite(m_site, bare));
        m_site = bare;
        const SiteBackups backups = refreshed();
        QCOMPARE(backups.courses.size(), 2);
        QVERIFY(backups.head.inventoryFailure);
        QCOMPARE(backups.head.inventoryFailure->kind, ErrorKind::BadInput);
        QVERIFY(m_server.asked.isEmpty());
        QCOMPARE(backups.courses.first().verdict, CourseVerdict::Doubtful);

        Site lost = bare;
        lost.dataFolder = "/data/moodle";
        lost.dataServer = QStringLiteral("nobody");
        QVERIFY(others().replaceSite(bare, lost));
        m_site = lost;
        QCOMPARE(refreshed().head.inventoryFailure->kind, ErrorKind::NotFound);
    }

    void whatIsStoppedKeepsNothing_data()
    {
        QTest::addColumn<bool>("byToken");
        QTest::addColumn<bool>("isCheck");
        QTest::newRow("a refresh") << true << false;
        QTest::newRow("a refresh, at the password") << false << false;
        QTest::newRow("a check") << true << true;
        QTest::newRow("a check, at the password") << false << true;
    }
    void whatIsStoppedKeepsNothing()
    {
        QFETCH(bool, byToken);
        QFETCH(bool, isCheck);
        fillOldDisk();
        refreshed();
        const CourseReading before = stored();
        const CancelToken cancel;
        m_server.whenAsked = [&](const AskedInventory &) {
            if (byToken)
                cancel.cancel();
            return byToken ? std::nullopt : std::optional(Error {ErrorKind::Cancelled, QStringLiteral("No password.")});
        };
        const Result<Asked<SiteBackups>> asked =
            isCheck ? service().check(m_site, {}, cancel) : service().refresh(m_site, Attendance::Attended, cancel);
        QVERIFY(!asked);
        QCOMPARE(asked.error().kind, ErrorKind::Cancelled);
        QCOMPARE(stored().head, before.head);
        QCOMPARE(stored().files, before.files);

        CancelToken early;
        early.cancel();
        m_server.asked.clear();
        QCOMPARE(service().refresh(m_site, Attendance::Attended, early).error().kind, ErrorKind::Cancelled);
        QVERIFY(m_server.asked.isEmpty());
    }

    void aCheckReadsAllThroughAndARefreshKeepsIt()
    {
        fillOldDisk();
        refreshed();
        m_workspace->time.advance(serviceHour);
        const Result<Asked<SiteBackups>> checked = service().check(m_site, {}, {});
        QVERIFY2(checked, why(checked).constData());
        QCOMPARE(m_server.asked.size(), 2);
        QCOMPARE(m_server.asked.last().depth, QByteArray("through"));
        QCOMPARE(levels(stored().files), (QList<ZipLevel> {ZipLevel::ReadThrough, ZipLevel::ReadThrough}));
        const QDateTime checkedAt = m_workspace->time.now();

        m_workspace->time.advance(serviceHour);
        m_server.disk.first().modified = m_server.disk.first().modified.addSecs(1); // written anew meanwhile
        refreshed();
        QCOMPARE(levels(stored().files), (QList<ZipLevel> {ZipLevel::Closed, ZipLevel::ReadThrough}));
        QCOMPARE(stored().files.last().checkedAt, checkedAt);
        m_workspace->time.advance(serviceHour);
        QVERIFY(service().check(m_site, {}, {}));
        QCOMPARE(stored().files.last().checkedAt, m_workspace->time.now()); // somebody has looked again

        m_server.disk.last().check.fault = ZipFault::DamagedMember;
        const Result<Asked<SiteBackups>> again = service().check(m_site, {}, {});
        QVERIFY2(again, why(again).constData());
        QCOMPARE(again->answer.find(47)->verdict, CourseVerdict::Damaged);
        m_server.disk.last().check.fault = ZipFault::None; // what a refresh does not look for is there still
        refreshed();
        QCOMPARE(stored().files.last().check.fault, ZipFault::DamagedMember);
    }

    void aCheckOfOneCourseLooksIntoTheOthersAsEver()
    {
        fillOldDisk();
        refreshed();
        m_server.asked.clear();
        m_server.disk.append(
            MadeCourses::zip(course(47), MadeCourses::lastRun().addSecs(serviceHour))); // nobody saw it yet
        const Result<Asked<SiteBackups>> checked = service().check(m_site, {33}, {});
        QVERIFY2(checked, why(checked).constData());
        QCOMPARE(m_server.asked.size(), 3);
        QCOMPARE(m_server.asked.first().depth, QByteArray("list"));
        QVERIFY(m_server.asked.first().only.isEmpty());
        QCOMPARE(m_server.asked.at(1).depth, QByteArray("closed"));
        QCOMPARE(m_server.asked.at(1).only, (QByteArrayList {"courseFolder " + m_server.disk.last().path}));
        QCOMPARE(m_server.asked.last().depth, QByteArray("through"));
        QCOMPARE(m_server.asked.last().only, (QByteArrayList {"courseFolder " + m_server.disk.first().path}));
        QCOMPARE(levels(stored().files), (QList<ZipLevel> {ZipLevel::ReadThrough, ZipLevel::Closed, ZipLevel::Closed}));
        QCOMPARE(checked->answer.find(47)->verdict, CourseVerdict::Safe);

        m_server.asked.clear();
        m_server.disk.removeFirst(); // a course without a copy: then there is nothing to be read, and not all
        QVERIFY(service().check(m_site, {33}, {}));
        QCOMPARE(m_server.asked.size(), 1);
        QCOMPARE(m_server.asked.first().depth, QByteArray("list"));
    }

    void aCheckOfACourseThatIsNotThereAsksNobody()
    {
        QCOMPARE(service().check(m_site, {33}, {}).error().kind, ErrorKind::BadInput); // never read
        refreshed();
        const int opened = m_workspace->moodles.opened();
        m_server.asked.clear();
        QCOMPARE(service().check(m_site, {33, 34}, {}).error().kind, ErrorKind::BadInput);
        QCOMPARE(m_workspace->moodles.opened(), opened);
        QVERIFY(m_server.asked.isEmpty());
    }

    void aCheckThatFailsKeepsWhatWas()
    {
        fillOldDisk();
        refreshed();
        const CourseReading before = stored();
        m_workspace->time.advance(serviceHour);
        m_server.whenAsked = [](const AskedInventory &order) {
            return order.depth == "through" ? std::optional(Error {ErrorKind::TimedOut, QStringLiteral("Too slow.")})
                                            : std::nullopt;
        };
        for (const QList<qint64> &courses : {QList<qint64> {}, QList<qint64> {33}}) {
            QCOMPARE(service().check(m_site, courses, {}).error().kind, ErrorKind::TimedOut);
            QCOMPARE(stored().head, before.head);
            QCOMPARE(stored().files, before.files);
        }
        // The database alone: what was read through counts, and the age of the rest is told.
        m_server.whenAsked = {};
        changeMoodle([](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("Away.")};
        });
        const Result<Asked<SiteBackups>> checked = service().check(m_site, {}, {});
        QVERIFY2(checked, why(checked).constData());
        QVERIFY(checked->answer.head.moodleFailure);
        QCOMPARE(stored().files.first().check.level, ZipLevel::ReadThrough);
    }

    void aReadOnlyWorkspaceShowsWhatItDoesNotKeep()
    {
        fillOldDisk();
        refreshed();
        const CourseReading before = stored();
        m_workspace->makeReadOnly();
        m_workspace->time.advance(serviceHour);
        m_server.disk.removeLast();
        const Result<Asked<SiteBackups>> asked = service().refresh(m_site, Attendance::Background, {});
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(asked->notKept);
        QCOMPARE(asked->notKept->kind, ErrorKind::ReadOnly);
        QCOMPARE(stored().head, before.head);
        QCOMPARE(service().lastBackups(m_site)->head.listedAt, m_workspace->time.now());
        QCOMPARE(service().lastBackups(m_site)->find(47)->verdict, CourseVerdict::Missing);
        const Result<Asked<CourseLog>> log = service().readLog(m_site, 33, {});
        QVERIFY2(log, why(log).constData());
        QVERIFY(log->notKept);

        // Until somebody who may write has asked since.
        CourseReading theirs = before;
        theirs.head.moodleReadAt = theirs.head.listedAt = m_workspace->time.now().addSecs(60);
        QVERIFY(others().saveCourseReading(m_site.name, theirs));
        QCOMPARE(service().lastBackups(m_site)->find(47)->verdict, CourseVerdict::Safe);
    }

    void whatSomebodyElseWroteIsShown()
    {
        fillOldDisk();
        refreshed();
        CourseReading theirs = stored();
        theirs.files.clear();
        QVERIFY(others().saveCourseReading(m_site.name, theirs));
        const Result<SiteBackups> shown = service().lastBackups(m_site);
        QVERIFY2(shown, why(shown).constData());
        QCOMPARE(shown->head.revision, 2);
        QCOMPARE(shown->find(33)->verdict, CourseVerdict::Missing);
        // The site goes, and comes again as a new one whose reading has the same number.
        QVERIFY(others().replaceSite(m_site, {}));
        QVERIFY(!service().lastBackups(m_site)->isRead());
        QVERIFY(others().replaceSite({}, m_site));
        theirs.courses.removeLast();
        QVERIFY(others().saveCourseReading(m_site.name, theirs));
        QVERIFY(others().saveCourseReading(m_site.name, theirs));
        QCOMPARE(service().lastBackups(m_site)->courses.size(), 1);
    }

    void whatSomebodyElseReadMeanwhileStays()
    {
        fillOldDisk();
        refreshed();
        m_workspace->time.advance(serviceHour);
        m_server.whenAsked = [this](const AskedInventory &) -> std::optional<Error> {
            CourseReading theirs = stored();
            theirs.head.moodleReadAt = theirs.head.listedAt = m_workspace->time.now().addSecs(serviceHour);
            theirs.courses.first().fullName = QStringLiteral("Their name");
            theirs.files.append(MadeCourses::zip(course(47), MadeCourses::lastRun().addSecs(serviceHour)));
            std::ignore = others().saveCourseReading(m_site.name, theirs);
            return std::nullopt;
        };
        const Result<Asked<SiteBackups>> checked = service().check(m_site, {}, {});
        QVERIFY2(checked, why(checked).constData());
        const CourseReading kept = stored();
        QCOMPARE(kept.head.moodleReadAt, m_workspace->time.now().addSecs(serviceHour));
        QCOMPARE(kept.courses.first().fullName, QStringLiteral("Their name"));
        QCOMPARE(levels(kept.files),
                 (QList<ZipLevel> {ZipLevel::ReadThrough, ZipLevel::ReadThrough, ZipLevel::Closed}));
        QCOMPARE(checked->answer.find(33)->course.fullName, QStringLiteral("Their name"));
    }

    void aClockThatWasAheadHidesNothing()
    {
        fillOldDisk();
        m_server.clock = [] { return MadeCourses::now().addDays(1); };
        refreshed();
        m_server.clock = m_workspace->time.clock(); // somebody has put it right
        m_server.disk.removeLast();
        QCOMPARE(refreshed().find(47)->verdict, CourseVerdict::Missing);
        QCOMPARE(stored().head.listedAt, m_workspace->time.now());
        QCOMPARE(stored().files.size(), 1);
    }

    void aSiteThatBecomesAnotherMeanwhileKeepsNothing()
    {
        fillOldDisk();
        refreshed();
        Site other = m_site;
        other.dataFolder = "/data/other";
        m_server.whenAsked = [&](const AskedInventory &) -> std::optional<Error> {
            std::ignore = others().replaceSite(m_site, other);
            return std::nullopt;
        };
        QCOMPARE(service().refresh(m_site, Attendance::Background, {}).error().kind, ErrorKind::Conflict);
        QVERIFY(!*store().courseReading(other.name));
    }

    void sizesOutliveTheirFiles()
    {
        QList<SizePoint> wanted;
        for (int week = 0; week < runsKept + 3; ++week) {
            const QDateTime made = MadeCourses::lastRun().addSecs(60).addDays(-7 * (runsKept + 2 - week));
            changeMoodle([&made](FakeMoodle &moodle) {
                moodle.states.courses.first().lastStart = made;
                moodle.states.courses.first().runs = {{made, made.addSecs(30), RunEnd::Ok, {}}};
            });
            m_server.disk = {MadeCourses::zip(course(33), made)};
            m_server.disk.first().bytes = 1000 + week;
            refreshed();
            wanted.prepend({m_server.disk.first().modified, m_server.disk.first().bytes});
        }
        // Made by hand, or damaged: neither says how the course grows.
        FoundFile byHand = MadeCourses::zip(course(33), MadeCourses::now().addSecs(-serviceHour));
        FoundFile damaged = MadeCourses::zip(course(33), MadeCourses::lastRun().addSecs(120));
        damaged.check.fault = ZipFault::CutOff;
        m_server.disk = {byHand, damaged};
        const SiteBackups backups = refreshed();
        QCOMPARE(backups.find(33)->course.sizes, wanted.mid(0, runsKept));
        QCOMPARE(stored().courses.first().sizes, wanted.mid(0, runsKept));
        QVERIFY(stored().courses.last().sizes.isEmpty());
        // Of more nights than have a size it is known that there was a copy, as far back as is promised.
        QList<QDate> nights;
        for (const SizePoint &size : std::as_const(wanted)) {
            if (size.made.date().daysTo(wanted.constFirst().made.date()) < NightsSeen::Most)
                nights << size.made.date();
        }
        QCOMPARE(stored().courses.first().nights.nights(), nights);
        QCOMPARE(backups.find(33)->course.nights, stored().courses.first().nights);
    }

    void ofALaterMoodleThePoolIsAsked()
    {
        fillMoodle(MoodleEdition::Later);
        CourseReading made;
        MadeCourses::addPoolCopy(made, course(33), MadeCourses::lastRun().addSecs(60));
        MadeCourses::addPoolCopy(made, course(47), MadeCourses::lastRun().addSecs(90));
        m_server.disk = {made.files.first()};
        changeMoodle([&made](FakeMoodle &moodle) {
            moodle.states.records = made.records + made.records; // one content, recorded twice
            moodle.facts.fileSystemKnown = false;
        });
        m_server.config = QByteArray();
        const SiteBackups backups = refreshed();
        QCOMPARE(m_server.asked.last().codeFolder, m_site.codeFolder);
        QCOMPARE(
            m_server.asked.last().places,
            servicePlaces({{CopyPlace::Pool, "/data/moodle/filedir"}, {CopyPlace::Trash, "/data/moodle/trashdir"}}));
        QCOMPARE(m_server.asked.last().hashes,
                 made.records.first().hash + " 200000 " + made.records.last().hash + " 200000");
        QVERIFY(backups.head.moodle.fileSystemKnown);
        QCOMPARE(backups.find(33)->verdict, CourseVerdict::Safe);
        QCOMPARE(backups.find(47)->verdict, CourseVerdict::Missing);
        QCOMPARE(stored().records.size(), 4);

        QVERIFY(service().check(m_site, {33, 47}, {}));
        QCOMPARE(m_server.asked.last().only, (QByteArrayList {"pool " + made.files.first().path}));
    }

    void whatConfigSaysOfThePoolIsKept()
    {
        fillMoodle(MoodleEdition::Later);
        CourseReading made;
        MadeCourses::addPoolCopy(made, course(33), MadeCourses::lastRun().addSecs(60));
        changeMoodle([&made](FakeMoodle &moodle) {
            moodle.states.records = made.records;
            moodle.facts.fileSystemKnown = false;
        });
        m_server.config = QByteArray("\\tool_objectfs\\s3_file_system");
        SiteBackups backups = refreshed();
        QCOMPARE(backups.head.moodle.fileSystemClass, QString::fromLatin1(*m_server.config));
        QCOMPARE(backups.find(33)->verdict, CourseVerdict::Doubtful);
        const QString told = backups.head.moodle.fileSystemClass;
        m_server.config.reset(); // nobody may read it now
        backups = refreshed();
        QCOMPARE(backups.head.moodle.fileSystemClass, told);
        QVERIFY(backups.head.moodle.fileSystemKnown);
        m_server.config = QByteArray(); // it was brought back
        backups = refreshed();
        QVERIFY(backups.head.moodle.fileSystemClass.isEmpty());
        QCOMPARE(backups.find(33)->verdict, CourseVerdict::Missing);

        // The database says it, and there is no other place: then nobody is asked.
        changeMoodle([&told](FakeMoodle &moodle) {
            moodle.facts.fileSystemKnown = true;
            moodle.facts.fileSystemClass = told;
        });
        m_server.asked.clear();
        backups = refreshed();
        QVERIFY(m_server.asked.isEmpty());
        QVERIFY(!backups.head.inventoryFailure);
        QCOMPARE(backups.find(33)->verdict, CourseVerdict::Doubtful);
    }

    void logsAreReadAndKept()
    {
        CourseLog log;
        log.runs = {{course(33).runs.first(), {{MadeCourses::lastRun(), QStringLiteral("Start"), false}}, {}}};
        changeMoodle([&log](FakeMoodle &moodle) { moodle.logs.insert(33, log); });
        const Result<Asked<CourseLog>> asked = service().readLog(m_site, 33, {});
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(!asked->notKept);
        QCOMPARE(asked->answer.course, 33);
        QCOMPARE(asked->answer.readAt, m_workspace->time.now());
        QCOMPARE(asked->answer.runs, log.runs);
        QCOMPARE(**service().lastLog(m_site, 33), asked->answer);
        QVERIFY(!*service().lastLog(m_site, 47));

        changeMoodle([](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("Away.")};
        });
        QCOMPARE(service().readLog(m_site, 33, {}).error().kind, ErrorKind::Unreachable);
        CancelToken cancel;
        cancel.cancel();
        QCOMPARE(service().readLog(m_site, 33, cancel).error().kind, ErrorKind::Cancelled);
        QCOMPARE(**service().lastLog(m_site, 33), asked->answer);
    }
};

NIGHTKEEP_TEST(TstCourseService, integration, Core)
#include "tst_courseservice.moc"
