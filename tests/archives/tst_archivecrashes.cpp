// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each fault of the archive's job once, again, and another one in what would have recovered from it.
#include "tests/archives/archivechecks.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QRandomGenerator>
#include <QThreadPool>
#include <QtTest>

#include <csignal>

using namespace Nightkeep;

namespace {

using CrashFaults = QByteArrayList; ///< "point:kill" or "point:fail", as a failpoint has it

/// Every point that the job names, killed and failed: twice each, and then one of the others.
CrashFaults chainOfCrashes(const QByteArrayList &points, quint32 seed)
{
    CrashFaults all;
    for (const QByteArray &point : points) {
        for (const QByteArray action : {"kill", "fail"})
            all.append(point + ':' + action);
    }
    QRandomGenerator random(seed);
    CrashFaults chain;
    for (const QByteArray &fault : std::as_const(all))
        chain += {fault, fault, all.at(random.bounded(int(all.size())))};
    return chain;
}

/// One world, in which each start is the recovery from the fault before.
class CrashChain
{
public:
    explicit CrashChain(CrashFaults faults)
        : m_faults(std::move(faults))
    {
    }
    void run();
    [[nodiscard]] QStringList violations() const { return m_violations; }

private:
    void meet(ArchiveService &service, const ArchivePlan &plan, const QByteArray &fault, int number);
    void violated(const QString &what) { m_violations.append(m_at + u' ' + what); }

    CrashFaults m_faults;
    QStringList m_violations;
    QString m_at;
    ArchiveWorld m_world;
    QByteArray m_before;
};

void CrashChain::run()
{
    m_world.addCourses(2, 2000);
    const auto service = m_world.newService();
    std::ignore = m_world.startAndWait(*service, QStringLiteral("old"));
    m_before = earlierBytes(m_world);
    const Result<ArchivePlan> plan = service->plan(m_world.request(QStringLiteral("a")), CancelToken());
    if (!plan) {
        violated(plan.error().message);
        return;
    }
    for (int i = 0; i < m_faults.size(); ++i)
        meet(*service, *plan, m_faults.at(i), i);
    m_world.setFailpoint({});
    m_at = QStringLiteral("afterwards");
    const ArchiveRecord last = m_world.startAndWait(*service, QStringLiteral("last"));
    if (!provenComplete(m_world, last))
        violated(last.status.failure);
    const QDir jobs(m_world.archiveFile(QStringLiteral(".nightkeep")));
    const QStringList runs = jobs.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &run : runs) {
        if (jobs.exists(run + QStringLiteral("/zipfiles.tar")))
            violated(run + QStringLiteral(" is not tidied up"));
    }
}

void CrashChain::meet(ArchiveService &service, const ArchivePlan &plan, const QByteArray &fault, int number)
{
    const QByteArray point = fault.left(fault.indexOf(':'));
    m_at = QStringLiteral("%1, %2 after %3:")
               .arg(number)
               .arg(QString::fromLatin1(fault), QString::fromLatin1(m_faults.value(number - 1)));
    ArchivePlan own = plan;
    own.request.name = QStringLiteral("run-%1").arg(number);
    m_world.setFailpoint(fault);
    const Result<ArchiveRecord> started = service.start(own, CancelToken());
    const QString tar = m_world.archiveFile(own.request.name + QStringLiteral(".tar"));
    const QString manifest = tar + QStringLiteral(".manifest");
    // At the very first point the start itself can tell that the job did not begin.
    if (!started && point != "launched")
        violated(started.error().message + started.error().detail);
    if (started) {
        const ArchiveRecord ended = m_world.waitForEnd(service, started->run.id);
        const bool complete = ended.status.state == ArchiveState::Complete;
        if (complete != isAfterTheEnd(point))
            violated(complete ? QStringLiteral("complete") : QStringLiteral("not complete"));
        if (complete ? !provenComplete(m_world, ended) : ended.status.state != ArchiveState::Resumable)
            violated(QStringLiteral("not what it says"));
        if (!complete && ended.status.failure.isEmpty())
            violated(QStringLiteral("no reason"));
        if (!complete && QFile::exists(manifest))
            violated(QStringLiteral("a manifest without an archive"));
        // Only between the two names may a death leave the first; the next start takes it away.
        if (!complete && QFile::exists(tar) && fault != "linked:kill")
            violated(QStringLiteral("a name"));
        if (complete && !(QFile::remove(tar) && QFile::remove(manifest)))
            violated(QStringLiteral("no name"));
    } else if (QFile::exists(tar) || QFile::exists(manifest)) {
        violated(QStringLiteral("a name"));
    }
    const QString tarBefore = m_world.archiveFile(QStringLiteral("run-%1.tar").arg(number - 1));
    if (QFile::exists(tarBefore))
        violated(QStringLiteral("what the one before left"));
    if (earlierBytes(m_world) != m_before)
        violated(QStringLiteral("a source or the earlier archive has changed"));
}

} // namespace

class TstArchiveCrashes : public QObject
{
    Q_OBJECT

private slots:
    void everyFaultOnceAgainAndAfterAnother();
    void theHashIsOfWhatIsOnTheDisk();
    void aManifestThatBrokeOffIsNone();
    void whatComesWhileItRunsIsForTheNext();
};

void TstArchiveCrashes::everyFaultOnceAgainAndAfterAnother()
{
    const QByteArrayList points = archiveJobPoints();
    QVERIFY(points.size() >= 13);
    const CrashFaults faults = chainOfCrashes(points, 14);
    const qsizetype half = faults.size() / 6 * 3;
    CrashChain first(faults.first(half));
    CrashChain second(faults.sliced(half));
    QThreadPool pool;
    pool.start([&] { first.run(); });
    pool.start([&] { second.run(); });
    pool.waitForDone();
    const QStringList violations = first.violations() + second.violations();
    qInfo("%d points x {kill, fail} x {once, again, after another}: %d runs, %d violations, 0 zips altered",
          int(points.size()), int(faults.size()), int(violations.size()));
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join(u'\n')));
}

void TstArchiveCrashes::theHashIsOfWhatIsOnTheDisk()
{
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const auto service = world.newService();
    world.setFailpoint("hashing:stop");
    const ArchiveRecord started = world.start(*service, world.request(QStringLiteral("a")));
    const qint64 pid = world.jobPid(started.run.id);
    QTRY_VERIFY(isHalted(pid));
    // A disk that gives back something else than it was given.
    QFile tar(world.archiveFile(QStringLiteral(".nightkeep/%1/zipfiles.tar").arg(started.run.id)));
    QVERIFY(tar.open(QIODevice::ReadWrite));
    QVERIFY(tar.seek(700));
    QCOMPARE(tar.write("!"), 1);
    tar.close();
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    const ArchiveRecord ended = world.waitForEnd(*service, started.run.id);
    QVERIFY2(provenComplete(world, ended), qPrintable(ended.status.failure));
}

void TstArchiveCrashes::aManifestThatBrokeOffIsNone()
{
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    QVERIFY(provenComplete(world, done));
    const QString manifest = world.archiveFile(QStringLiteral("a.tar.manifest"));
    const QByteArray whole = readBytes(manifest);
    for (const int lost : {1, 4, 9, 200}) {
        writeBytes(manifest, whole.chopped(lost));
        const Result<ArchiveRecord> asked = service->status(done.run.id, CancelToken());
        QVERIFY2(asked.has_value(), asked ? "" : qPrintable(asked.error().message));
        QVERIFY(asked->status.copy != ArchiveCopy::InPlace); // what was complete once stays so
    }
    writeBytes(manifest, whole);
    QCOMPARE(service->status(done.run.id, CancelToken())->status.state, ArchiveState::Complete);
}

void TstArchiveCrashes::whatComesWhileItRunsIsForTheNext()
{
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const auto service = world.newService();
    ArchiveRequest request = world.request(QStringLiteral("a"));
    request.rule = ArchiveRule::SinceLastRun;
    world.setFailpoint("packing:stop");
    const ArchiveRecord started = world.start(*service, request);
    const qint64 pid = world.jobPid(started.run.id);
    QTRY_VERIFY(isHalted(pid));
    world.addZip("1/backupdata/backup-c1-20080601-0300.zip", 900, started.run.startedAt);
    // So that the run's end is a later second than its beginning.
    QTRY_VERIFY(QDateTime::currentDateTimeUtc() > started.run.startedAt.addSecs(1));
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    QVERIFY(provenComplete(world, world.waitForEnd(*service, started.run.id)));
    world.setFailpoint({});
    request.name = QStringLiteral("b");
    QCOMPARE(service->plan(request, CancelToken())->includedCount(), 1);
}

NIGHTKEEP_TEST(TstArchiveCrashes, fault, Core, 300)
#include "tst_archivecrashes.moc"
