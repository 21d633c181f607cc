// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteprograms.h"
#include "models/archives/archiveanswers.h"
#include "tests/archives/archiveworld.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>
#include <QTimeZone>
#include <QtTest>

#include <csignal>

using namespace Nightkeep;

namespace {

const QString runFolder = QStringLiteral(".nightkeep/");

QDateTime may(int day)
{
    return QDateTime(QDate(2008, 5, day), QTime(16, 59), QTimeZone::utc());
}

/// Names that break what is not careful: shells, tar, lists, terminals, HTML and text codecs.
QList<QByteArray> hostileNames()
{
    QList<QByteArray> names {"--checkpoint-action=exec=touch canary",
                             "--checkpoint=1",
                             "-C",
                             "-",
                             "--",
                             "-rf",
                             "--to-command=touch canary",
                             "-T list",
                             "--files-from=x",
                             "--null",
                             "@list",
                             "$(touch canary)",
                             "`touch canary`",
                             ";touch canary;",
                             "|touch canary",
                             "&touch canary&",
                             "> canary",
                             "$IFS",
                             "${PATH}",
                             "*",
                             "?",
                             "[a-z]",
                             "~",
                             "~root",
                             "#x",
                             "!x",
                             "'",
                             "\"",
                             "'\"'",
                             "\\",
                             "\\n",
                             "a\nb",
                             "a\n",
                             "\na",
                             "a\n\n",
                             "\r",
                             "a\r\nb",
                             "\t",
                             " ",
                             "  a",
                             "a ",
                             "a.",
                             "..a",
                             "\x1b[31mred\x1b[0m",
                             "\x07",
                             "\x08",
                             "\x7f",
                             "\x01",
                             "\xff",
                             "\xff\xfe",
                             "\xc3",
                             "\xed\xa0\x80",
                             "\x81\x88\x8f",
                             "\xe2\x80\xae"
                             "cod",
                             "e\xcc\x81",
                             "\xc3\xa9",
                             "\xf0\x9f\x93\xa6",
                             "<img src=x onerror=alert(1)>",
                             "&amp;",
                             "%s%n",
                             "%00",
                             "%2e%2e",
                             "=cmd()",
                             "+1",
                             "END",
                             "R",
                             "NIGHTKEEP",
                             "zip",
                             "finished",
                             "x:y",
                             "host:file",
                             "a,b",
                             "{a,b}",
                             "CON",
                             "\\000",
                             "\\0",
                             "$'\\n'",
                             QByteArray(251, 'x'),
                             QByteArray(200, '\n')};
    QList<QByteArray> files;
    for (const QByteArray &name : names)
        files.append(name + ".zip");
    return files;
}

int canaries(const QString &folder)
{
    int found = 0;
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        all.next();
        found += all.fileName() == QLatin1String("canary") || all.fileName() == QLatin1String("canary;.zip");
    }
    return found;
}

QByteArray sha256(const QString &fileName)
{
    return QCryptographicHash::hash(readBytes(fileName), QCryptographicHash::Sha256).toHex();
}

QString why(const Error &error)
{
    return error.message + u' ' + error.detail;
}

} // namespace

class TstArchiveJob : public QObject
{
    Q_OBJECT

private slots:
    void wholeWay();
    void hostileNamesSurviveAndExecuteNothing();
    void sinceLastRunTakesWhatIsNew();
    void changedFilesMakeThePlanStale_data();
    void changedFilesMakeThePlanStale();
    void changesWhileItRunsFail_data();
    void changesWhileItRunsFail();
    void namesWhoHoldsTheLock();
    void theJobOutlivesWhoStartedIt();
    void cancelStopsAndCleansUp();
    void cancelOfACompleteRunDoesNothing();
    void existingNamesAreRefused();
    void discoverFindsRunsOfOthers();
    void damageIsFound();
    void aLostTarIsSaid();
    void missingFoldersAreNamed();
    void manyMembers();
};

void TstArchiveJob::wholeWay()
{
    ArchiveWorld world;
    world.addCourses(38, 3000);
    world.moodles.courses =
        QList<Course> {{1, QStringLiteral("one"), {}, true}, {99, QStringLiteral("none"), {}, true}};
    const auto service = world.newService();
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("moodle-2008-summer")), CancelToken());
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(why(plan.error())));
    QCOMPARE(plan->includedCount(), 38);
    QVERIFY(plan->fits());
    QVERIFY(std::any_of(plan->warnings.cbegin(), plan->warnings.cend(),
                        [](const ArchiveWarning &each) { return each.course == QLatin1String("none"); }));

    const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(why(started.error())));
    const ArchiveRecord ended = world.waitForEnd(*service, started->run.id);
    QCOMPARE(ended.status.state, ArchiveState::Complete);
    const QString tar = world.archiveFile(QStringLiteral("moodle-2008-summer.tar"));
    QCOMPARE(ended.status.sha256, sha256(tar));
    QCOMPARE(ended.status.tarBytes, QFileInfo(tar).size());
    QVERIFY(ended.status.finishedAt.isValid());
    QTRY_VERIFY(!QFile::exists(world.archiveFile(runFolder + started->run.id + QStringLiteral("/zipfiles.tar"))));
    for (const QString &made : {tar, QString(tar + QStringLiteral(".manifest"))}) // nobody else's to read
        QVERIFY(!(QFile::permissions(made) & QFileDevice::Permissions(0x0077)));
    QVERIFY(!QFile::exists(world.archiveFile(runFolder + QStringLiteral("lock"))));
    QCOMPARE(ended.run.startedBy, world.audit.who());

    // The manifest is a frame of its own, whole and readable without Nightkeep.
    const auto manifest = readFrame(readBytes(tar + QStringLiteral(".manifest")), "archive-manifest");
    QVERIFY(manifest.has_value());
    QCOMPARE(manifest->size(), 2 + 38);
    QCOMPARE(manifest->at(1).fields.at(1), ended.status.sha256);

    const Result<ArchiveContents> contents = service->contents(started->run.id, CancelToken());
    QVERIFY2(contents.has_value(), contents ? "" : qPrintable(why(contents.error())));
    QCOMPARE(contents->members.size(), 38);
    QVERIFY(contents->matches());

    const QList<AuditEntry> audit = *world.audit.entries(QStringLiteral("archive"));
    QCOMPARE(audit.size(), 2);
    QCOMPARE(audit[0].phase, QStringLiteral("before"));
    QCOMPARE(audit[1].result, QStringLiteral("ok"));
    QCOMPARE(audit[1].before, audit[0].id);
}

void TstArchiveJob::hostileNamesSurviveAndExecuteNothing()
{
    ArchiveWorld world;
    const QList<QByteArray> names = hostileNames();
    QVERIFY(names.size() >= 64);
    int course = 0;
    QSet<QByteArray> expected;
    for (const QByteArray &name : names) {
        const QByteArray path = QByteArray::number(++course) + "/backupdata/" + name;
        world.addZip(path, 100 + course, may(19));
        expected.insert(path);
    }
    const auto service = world.newService();
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("hostile")), CancelToken());
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(why(plan.error())));
    QSet<QByteArray> planned;
    for (const PlannedZip &zip : plan->zips)
        planned.insert(zip.file.path);
    QCOMPARE(planned, expected);
    const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(why(started.error())));
    const ArchiveRecord ended = world.waitForEnd(*service, started->run.id);
    QVERIFY2(ended.status.state == ArchiveState::Complete, qPrintable(ended.status.failure + ended.status.log));
    const Result<ArchiveContents> contents = service->contents(started->run.id, CancelToken());
    QVERIFY2(contents.has_value(), contents ? "" : qPrintable(why(contents.error())));
    QVERIFY(contents->matches());
    QSet<QByteArray> listed;
    for (const ArchiveMember &member : contents->members)
        listed.insert(member.path);
    QCOMPARE(listed, expected);
    QCOMPARE(canaries(world.path("")) + canaries(QDir::currentPath()), 0);
    qInfo("%d hostile names, byte-exact through plan, start, tar, manifest and contents; 0 executed",
          int(names.size()));
}

void TstArchiveJob::sinceLastRunTakesWhatIsNew()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    ArchiveRequest request = world.request(QStringLiteral("first"));
    request.rule = ArchiveRule::SinceLastRun;
    const Result<ArchivePlan> first = service->plan(request, CancelToken());
    QCOMPARE(first->includedCount(), 3);
    const ArchiveRecord ended = world.startAndWait(*service, request);
    QCOMPARE(ended.status.state, ArchiveState::Complete);

    world.addZip("2/backupdata/new.zip", 500, ended.run.startedAt.addSecs(60));
    request.name = QStringLiteral("second");
    const Result<ArchivePlan> second = service->plan(request, CancelToken());
    QVERIFY(second.has_value());
    QCOMPARE(second->includedCount(), 1);
    QCOMPARE(second->zips.size(), 4);
}

void TstArchiveJob::changedFilesMakeThePlanStale_data()
{
    QTest::addColumn<QString>("change");
    for (const char *change : {"size", "time", "removed", "added", "folder"})
        QTest::newRow(change) << QString::fromLatin1(change);
}

void TstArchiveJob::changedFilesMakeThePlanStale()
{
    QFETCH(QString, change);
    ArchiveWorld world;
    world.addCourses(5, 1000);
    const auto service = world.newService();
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
    const QByteArray path = "3/backupdata/backup-c3-20080519-1659.zip";
    if (change == QLatin1String("size"))
        world.addZip(path, 1500, may(19));
    else if (change == QLatin1String("time"))
        world.addZip(path, 1003, may(20));
    else if (change == QLatin1String("removed"))
        QVERIFY(QFile::remove(world.path("/data/moodle/" + path)));
    else if (change == QLatin1String("added"))
        world.addZip("3/backupdata/newer.zip", 900, may(21));
    else
        world.changeSite([](Site &site) { site.archiveFolder = "/data"; });
    const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::Stale);
    QVERIFY(!QFile::exists(world.archiveFile(QStringLiteral("a.tar"))));
}

void TstArchiveJob::changesWhileItRunsFail_data()
{
    QTest::addColumn<QByteArray>("point");
    QTest::addColumn<QString>("said");
    QTest::newRow("changed before packing") << QByteArray("listing") << QStringLiteral("3/backupdata");
    QTest::newRow("changed after the check") << QByteArray("packing") << QStringLiteral("3/backupdata");
    QTest::newRow("changed after packing") << QByteArray("packed") << QStringLiteral("3/backupdata");
    QTest::newRow("changed before comparing") << QByteArray("comparing") << QStringLiteral("differs");
    QTest::newRow("changed after comparing") << QByteArray("summing") << QStringLiteral("3/backupdata");
}

void TstArchiveJob::changesWhileItRunsFail()
{
    QFETCH(QByteArray, point);
    QFETCH(QString, said);
    ArchiveWorld world;
    world.addCourses(5, 1000);
    const auto service = world.newService();
    world.setFailpoint(point + ":stop");
    const ArchiveRecord started = world.start(*service, world.request(QStringLiteral("a")));
    const qint64 pid = world.jobPid(started.run.id);
    QTRY_VERIFY_WITH_TIMEOUT(readBytes(QStringLiteral("/proc/%1/stat").arg(pid)).contains(") T "), 60000);
    world.addZip("3/backupdata/backup-c3-20080519-1659.zip", 1003, may(20));
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    const ArchiveRecord ended = world.waitForEnd(*service, started.run.id);
    QCOMPARE(ended.status.state, ArchiveState::Resumable);
    QVERIFY2(ended.status.failure.contains(said), qPrintable(ended.status.failure));
    QVERIFY(!QFile::exists(world.archiveFile(runFolder + started.run.id + QStringLiteral("/zipfiles.tar"))));
    QVERIFY(!QFile::exists(world.archiveFile(QStringLiteral("a.tar"))));
}

void TstArchiveJob::namesWhoHoldsTheLock()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    world.setFailpoint("packing:stop");
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
    const Result<ArchivePlan> other = service->plan(world.request(QStringLiteral("b")), CancelToken());
    const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
    QVERIFY(started.has_value());
    const qint64 pid = world.jobPid(started->run.id);
    QTRY_VERIFY_WITH_TIMEOUT(readBytes(QStringLiteral("/proc/%1/stat").arg(pid)).contains(") T "), 60000);
    QCOMPARE(service->status(started->run.id, CancelToken())->status.state, ArchiveState::Working);
    const Result<ArchiveRecord> second = service->start(*other, CancelToken());
    QVERIFY(!second.has_value());
    QCOMPARE(second.error().kind, ErrorKind::Busy);
    QVERIFY2(second.error().message.contains(world.audit.who()), qPrintable(second.error().message));
    QVERIFY2(second.error().advice.contains(started->run.id), qPrintable(second.error().advice));
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    QCOMPARE(world.waitForEnd(*service, started->run.id).status.state, ArchiveState::Complete);
}

void TstArchiveJob::theJobOutlivesWhoStartedIt()
{
    ArchiveWorld world;
    world.addCourses(10, 5000);
    const auto service = world.newService();
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY(plan.has_value());
    world.setFailpoint("launched:stop");

    // The start program in a session of its own, as sshd would run it, killed with all of its kind.
    ArchiveStartInput input;
    input.run = {QStringLiteral("r1"),  plan->request,         plan->server,
                 plan->dataFolder,      plan->archiveFolder,   {},
                 QStringLiteral("rfg"), plan->includedCount(), plan->includedBytes()};
    for (const PlannedZip &zip : plan->zips)
        input.files.append(zip);
    input.jobText = archiveJobText();
    // It waits for the job without an end: it would give it up, and end it, before a slow machine has got here.
    const QString tools = world.path("/tools");
    const QString sleep = tools + QStringLiteral("/sleep");
    QVERIFY(QDir().mkpath(tools));
    writeBytes(sleep,
               "#!/bin/sh\n[ \"$1\" = 0 ] || exec '"
                   + QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("sleep"))) + "' 3600\n");
    QVERIFY(QFile::setPermissions(sleep, QFile::ReadOwner | QFile::ExeOwner));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), tools + u':' + environment.value(QStringLiteral("PATH")));
    QProcess starter;
    starter.setProcessEnvironment(environment);
    starter.start(QStringLiteral("setsid"),
                  {QStringLiteral("--wait"), QStringLiteral("sh"), QStringLiteral("-c"),
                   QStringLiteral("echo $$; exec sh -c \"$0\" nightkeep"),
                   QString::fromLatin1(*remoteProgramText(RemoteProgram::ArchiveStart))});
    QVERIFY(starter.waitForReadyRead(60000));
    const qint64 session = starter.readLine().trimmed().toLongLong();
    QVERIFY(session > 1);
    starter.write(world.path("").toUtf8() + '\0' + archiveStartFields(input));
    starter.closeWriteChannel();
    // The job halts before it has said a word, so the starter is waiting for it when it is killed.
    // Other tests may run a job of this name beside this one.
    const QString archives = QFileInfo(world.archiveFile({})).canonicalFilePath();
    const auto halted = [&archives] {
        for (const QString &pid : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
            const QString folder = QStringLiteral("/proc/") + pid;
            if (readBytes(folder + QStringLiteral("/cmdline")).contains(".nightkeep/r1/job.sh")
                && QFileInfo(folder + QStringLiteral("/cwd")).symLinkTarget() == archives
                && readBytes(folder + QStringLiteral("/stat")).contains(") T "))
                return pid.toLongLong();
        }
        return qlonglong(0);
    };
    qint64 pid = 0;
    QTRY_VERIFY2_WITH_TIMEOUT((pid = halted()) > 0, starter.readAll().constData(), 60000);
    QCOMPARE(starter.state(), QProcess::Running);
    QCOMPARE(::kill(pid_t(-session), SIGKILL), 0);
    QVERIFY(starter.waitForFinished(60000));
    QVERIFY(world.jobPid(QStringLiteral("r1")) == 0);
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    QTRY_COMPARE_WITH_TIMEOUT(world.jobPid(QStringLiteral("r1")), pid, 60000);

    // Another program, with an empty workspace, finds it and attaches.
    const TestStore empty;
    ArchiveService other(empty.store(), world.workspace->store(), world.workspace->store(), world.hosts, world.moodles,
                         world.lister, world.audit, [] { return QDateTime::currentDateTime(); });
    const Result<QList<ArchiveRecord>> found = other.discover(world.site.name, CancelToken());
    QVERIFY(found.has_value());
    QCOMPARE(found->size(), 1);
    const ArchiveRecord ended = world.waitForEnd(other, QStringLiteral("r1"));
    QVERIFY2(ended.status.state == ArchiveState::Complete, qPrintable(ended.status.failure));
    QVERIFY(other.contents(QStringLiteral("r1"), CancelToken())->matches());
}

void TstArchiveJob::cancelStopsAndCleansUp()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    for (const QByteArray point : {"listing", "packed", "linked"}) {
        world.setFailpoint(point + ":stop");
        const ArchiveRecord started = world.start(*service, world.request(QString::fromLatin1(point)));
        const qint64 pid = world.jobPid(started.run.id);
        QTRY_VERIFY_WITH_TIMEOUT(readBytes(QStringLiteral("/proc/%1/stat").arg(pid)).contains(") T "), 60000);
        const Result<ArchiveRecord> cancelled = service->cancelRun(started.run.id, CancelToken());
        QVERIFY2(cancelled.has_value(), cancelled ? "" : qPrintable(why(cancelled.error())));
        QCOMPARE(cancelled->status.state, ArchiveState::None);
        const QStringList left = QDir(world.archiveFile({})).entryList(QDir::Files | QDir::Hidden);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u' ')));
        QVERIFY(!QFile::exists(world.archiveFile(runFolder + QStringLiteral("lock"))));
    }
    world.setFailpoint({});
    QCOMPARE(world.startAndWait(*service, QStringLiteral("a")).status.state, ArchiveState::Complete);
}

void TstArchiveJob::cancelOfACompleteRunDoesNothing()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    const QByteArray before = sha256(world.archiveFile(QStringLiteral("a.tar")));
    const Result<ArchiveRecord> cancelled = service->cancelRun(done.run.id, CancelToken());
    QVERIFY(cancelled.has_value());
    QCOMPARE(cancelled->status.state, ArchiveState::Complete);
    QCOMPARE(sha256(world.archiveFile(QStringLiteral("a.tar"))), before);
    QVERIFY(world.audit.entries(QStringLiteral("archive.cancel"))->last().newValue.contains(QLatin1String("complete")));
}

void TstArchiveJob::existingNamesAreRefused()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    for (const QString &file : {QStringLiteral("a.tar"), QStringLiteral("a.tar.manifest")}) {
        writeBytes(world.archiveFile(file), "somebody's");
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
        const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().kind, ErrorKind::BadInput);
        QCOMPARE(readBytes(world.archiveFile(file)), QByteArray("somebody's"));
        QVERIFY(!QFile::exists(world.archiveFile(runFolder + QStringLiteral("lock"))));
        QVERIFY(QFile::remove(world.archiveFile(file)));
    }
}

void TstArchiveJob::discoverFindsRunsOfOthers()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    const ArchiveRecord started = world.startAndWait(*service, QStringLiteral("a"));
    const ArchiveRecord done = *service->status(started.run.id, CancelToken()); // with the last line of the job's log
    const TestStore empty;
    ArchiveService other(empty.store(), world.workspace->store(), world.workspace->store(), world.hosts, world.moodles,
                         world.lister, world.audit, [] { return QDateTime::currentDateTime(); });
    const Result<QList<ArchiveRecord>> found = other.discover(world.site.name, CancelToken());
    QVERIFY(found.has_value());
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().run.request, done.run.request);
    QCOMPARE(found->first().run.files, 3);
    QCOMPARE(found->first().run.bytes, done.run.bytes);
    QCOMPARE(found->first().run.startedBy, done.run.startedBy);
    QCOMPARE(found->first().status, done.status);
    QCOMPARE(other.discover(world.site.name, CancelToken())->size(), 0);
    QCOMPARE(other.runs()->size(), 1);
}

void TstArchiveJob::damageIsFound()
{
    ArchiveWorld world;
    world.addCourses(3, 2000);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    const QString tar = world.archiveFile(QStringLiteral("a.tar"));
    const QByteArray good = readBytes(tar);
    int told = 0;
    for (const int byte : {0, 3, 124, 130, 148, 156, 257, 512 + 2560 + 10}) {
        QByteArray bad = good;
        bad[byte] = char(bad[byte] ^ 4);
        writeBytes(tar, bad);
        const Result<ArchiveContents> contents = service->contents(done.run.id, CancelToken());
        told += !contents || !contents->matches();
    }
    // In a file's data: the headers say nothing of it, the hash does.
    QByteArray bad = good;
    bad[600] = char(bad[600] ^ 4);
    writeBytes(tar, bad);
    QVERIFY(service->contents(done.run.id, CancelToken())->matches());
    const Result<ArchiveRecord> read = service->verify(done.run.id, CancelToken());
    told += read && read->status.copy == ArchiveCopy::Altered;
    // Nor does a look at its size make it good again.
    QCOMPARE(service->status(done.run.id, CancelToken())->standing(), State::Bad);
    writeBytes(tar, good);
    QCOMPARE(service->verify(done.run.id, CancelToken())->status.copy, ArchiveCopy::InPlace);
    QVERIFY(service->status(done.run.id, CancelToken())->status.readAt.isValid());
    // Cut short.
    writeBytes(tar, good.left(good.size() / 2));
    const Result<ArchiveRecord> cut = service->status(done.run.id, CancelToken());
    QCOMPARE(cut->status.copy, ArchiveCopy::Altered);
    QCOMPARE(cut->standing(), State::Bad);
    told += 1;
    QCOMPARE(told, 10);
}

void TstArchiveJob::aLostTarIsSaid()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    QVERIFY(QFile::remove(world.archiveFile(QStringLiteral("a.tar"))));
    const Result<ArchiveRecord> now = service->status(done.run.id, CancelToken());
    QCOMPARE(now->status.state, ArchiveState::Complete);
    QCOMPARE(now->status.copy, ArchiveCopy::Gone);
    QCOMPARE(now->status.sha256, done.status.sha256);
    QVERIFY2(now->status.failure.contains(QLatin1String("a.tar")), qPrintable(now->status.failure));
    // With its manifest too, as who moves an archive to tape does.
    QVERIFY(QFile::remove(world.archiveFile(QStringLiteral("a.tar.manifest"))));
    const Result<ArchiveRecord> later = service->status(done.run.id, CancelToken());
    QCOMPARE(later->status.state, ArchiveState::Complete);
    QCOMPARE(later->status.sha256, done.status.sha256);
    QCOMPARE(later->status.finishedAt, done.status.finishedAt);
    // It took the newest of each course, so an archive of all since the last one still begins at the beginning.
    ArchiveRequest request = world.request(QStringLiteral("b"));
    request.rule = ArchiveRule::SinceLastRun;
    QCOMPARE(service->plan(request, CancelToken())->includedCount(), 3);
    QCOMPARE(ArchiveService::findings(*service->runs(), QDateTime::currentDateTime()).value(0).severity,
             Severity::Warning);
}

void TstArchiveJob::missingFoldersAreNamed()
{
    ArchiveWorld world;
    world.addCourses(1, 1000);
    const auto service = world.newService();
    world.changeSite([](Site &site) { site.dataFolder = "/data/nowhere"; });
    const Result<ArchivePlan> noData = service->plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY(!noData.has_value());
    QCOMPARE(noData.error().kind, ErrorKind::NotFound);
    QVERIFY(noData.error().message.contains(QLatin1String("/data/nowhere")));

    world.changeSite([](Site &site) {
        site.dataFolder = "/data/moodle";
        site.archiveFolder = "/data/elsewhere";
    });
    const Result<ArchivePlan> noTarget = service->plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY(noTarget.has_value());
    QVERIFY(!noTarget->fits());
    QVERIFY(noTarget->problems.value(0).contains(QLatin1String("/data/elsewhere")));
    QVERIFY(!service->start(*noTarget, CancelToken()).has_value());
}

void TstArchiveJob::manyMembers()
{
    ArchiveWorld world;
    world.addCourses(300, 100);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    QVERIFY2(done.status.state == ArchiveState::Complete, qPrintable(done.status.failure));
    const Result<ArchiveContents> contents = service->contents(done.run.id, CancelToken());
    QVERIFY2(contents.has_value(), contents ? "" : qPrintable(why(contents.error())));
    QCOMPARE(contents->members.size(), 300);
    QVERIFY(contents->matches());
}

NIGHTKEEP_TEST(TstArchiveJob, integration, Core, 600)
#include "tst_archivejob.moc"
