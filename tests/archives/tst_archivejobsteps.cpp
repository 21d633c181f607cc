// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the job looks at and writes down of each file, files that lie elsewhere, and the hand-over at its end.
#include "models/archives/archiveanswers.h"
#include "tests/archives/archiveworld.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>
#include <QtTest>

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

const QDateTime packedMoment(QDate(2008, 5, 19), QTime(16, 59), QTimeZone::utc());

/// A run as archive-start.sh is asked for it, of files that lie there.
class SteppedRun
{
public:
    SteppedRun(ArchiveWorld &world, const QString &id, const QString &name)
        : m_world(world)
        , m_service(world.newService())
    {
        input.run = {id,
                     world.request(name),
                     world.server.name,
                     world.site.dataFolder,
                     world.site.archiveFolder,
                     {},
                     QStringLiteral("rfg"),
                     0,
                     0};
        input.jobText = archiveJobText();
    }
    PlannedZip &add(const QByteArray &path, const QByteArray &source = {})
    {
        struct stat info = {};
        const QByteArray lies =
            m_world.path("").toUtf8() + (source.isEmpty() ? m_world.site.dataFolder + '/' + path : source);
        if (::stat(lies.constData(), &info) != 0)
            qFatal("there is no %s", lies.constData());
        PlannedZip zip;
        zip.file.path = path;
        zip.file.bytes = info.st_size;
        zip.file.modified = QDateTime::fromSecsSinceEpoch(info.st_mtime, QTimeZone::utc());
        zip.file.check.made = packedMoment;
        zip.courseId = 7;
        zip.course = QStringLiteral("short\nname %s\\000");
        zip.source = source;
        input.files.append(zip);
        input.run.files = int(input.files.size());
        input.run.bytes += info.st_size;
        return input.files.last();
    }
    /// What is handed over is told to `handOver`, a shell program.
    [[nodiscard]] Result<void> start(const QByteArray &handOver = {})
    {
        QByteArray fields = archiveStartFields(input);
        if (!handOver.isEmpty())
            fields.replace(handOverJobText(), handOver);
        LocalShellHost host(m_world.server);
        const Result<QByteArray> answer =
            host.run(RemoteProgram::ArchiveStart, fields, CancelToken(), {std::chrono::minutes(10)});
        if (!answer)
            return fail(answer.error());
        const Result<QList<FrameRecord>> records = readFrame(*answer, "archive-start");
        if (!records)
            return fail(records.error());
        const Result<void> checked = checkArchiveAnswer(*records, m_world.server.name);
        if (checked && !m_service->discover(m_world.site.name, CancelToken()))
            return fail(ErrorKind::Internal, QStringLiteral("the run is not found"));
        return checked;
    }
    [[nodiscard]] ArchiveRecord end() const { return m_world.waitForEnd(*m_service, input.run.id); }
    [[nodiscard]] ArchiveService &service() const { return *m_service; }
    [[nodiscard]] QString jobFile(const QString &name) const
    {
        return m_world.archiveFile(QStringLiteral(".nightkeep/%1/%2").arg(input.run.id, name));
    }
    [[nodiscard]] Result<ArchiveManifest> manifest() const
    {
        return parseManifest(readBytes(m_world.archiveFile(input.run.request.name + QStringLiteral(".tar.manifest"))));
    }

    ArchiveStartInput input;

private:
    ArchiveWorld &m_world;
    std::unique_ptr<ArchiveService> m_service;
};

ArchivePlace placeNamed(const QString &name)
{
    ArchivePlace place;
    place.name = name;
    return place;
}

QByteArray sumOf(const QByteArray &contents)
{
    return QCryptographicHash::hash(contents, QCryptographicHash::Sha256).toHex();
}

} // namespace

class TstArchiveJobSteps : public QObject
{
    Q_OBJECT

private slots:
    void eachFileHasItsHash_data();
    void eachFileHasItsHash();
    void noHashNoArchive();
    void whatDoesNotCloseIsNotTaken_data();
    void whatDoesNotCloseIsNotTaken();
    void damageSinceThePlanIsFound();
    void filesThatLieElsewhere();
    void handsOverOnceItIsThere();
    void aPlaceThatOthersCanChangeIsRefused();
    void handsNothingOverThatIsNotThere();
    void manifestsOfBeforeAreRead();
    void jobsOfBeforeAreSeen();
    void namesThatLeadElsewhereAreRefused_data();
    void namesThatLeadElsewhereAreRefused();
};

void TstArchiveJobSteps::eachFileHasItsHash_data()
{
    QTest::addColumn<QByteArray>("openssl"); // in front of this machine's; empty: that
    QTest::newRow("as it is") << QByteArray();
    QTest::newRow("sha256sum alone") << QByteArray("exit 1\n");
    QTest::newRow("an openssl that writes names as they are")
        << QByteArray("shift 3\nfor each; do\n    hash=$(sha256sum <\"$each\") || exit\n"
                      "    printf '%s *%s\\n' \"${hash%% *}\" \"$each\"\ndone\n");
}

/// Names of several lines, and such as look like another file's hash, stand between the hashes that the tools write.
void TstArchiveJobSteps::eachFileHasItsHash()
{
    QFETCH(QByteArray, openssl);
    ArchiveWorld world;
    const ToolsInFront tools;
    if (!openssl.isEmpty())
        tools.add(QStringLiteral("openssl"), openssl);
    SteppedRun run(world, QStringLiteral("r1"), QStringLiteral("a"));
    QHash<QByteArray, QByteArray> contents;
    for (const QByteArray name :
         {"a.zip", "a\nb.zip", "\nz.zip", "a\n\n", "\\", "\\n.zip", "\\012", "-", "-rf.zip", "--checkpoint=1", " x ",
          "\xff.zip", "%s%n.zip", "'\"", "\n\n\n\n\n\n",
          "a\n0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef *./1/backupdata/a.zip"}) {
        const QByteArray path = "1/backupdata/" + name;
        contents.insert(path, zipOf(600 + contents.size(), path, packedMoment));
        world.addFile(path, contents.value(path), packedMoment);
        run.add(path);
    }
    const Result<void> started = run.start();
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    const ArchiveRecord ended = run.end();
    QVERIFY2(ended.status.state == ArchiveState::Complete, qPrintable(ended.status.failure + ended.status.log));
    const Result<ArchiveManifest> manifest = run.manifest();
    QVERIFY2(manifest.has_value(), manifest ? "" : qPrintable(manifest.error().message + manifest.error().detail));
    QCOMPARE(manifest->run.id, QStringLiteral("r1"));
    QCOMPARE(manifest->tarSha256, ended.status.sha256);
    QCOMPARE(manifest->files.size(), contents.size());
    for (const ArchivedFile &file : manifest->files) {
        QVERIFY2(contents.contains(file.path), file.path.constData());
        QCOMPARE(file.sha256, sumOf(contents.value(file.path)));
        QCOMPARE(file.bytes, contents.value(file.path).size());
        QCOMPARE(file.modified.toSecsSinceEpoch(), packedMoment.toSecsSinceEpoch());
        QCOMPARE(file.made.toSecsSinceEpoch(), packedMoment.toSecsSinceEpoch());
        QCOMPARE(file.course.value_or(0), 7);
        QCOMPARE(file.shortName, QStringLiteral("short\nname %s\\000"));
    }
    QVERIFY(run.service().contents(QStringLiteral("r1"), CancelToken())->matches());
}

void TstArchiveJobSteps::noHashNoArchive()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const QByteArray real = QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("openssl")));
    QVERIFY(!real.isEmpty());
    const ToolsInFront tools;
    tools.add(QStringLiteral("openssl"),
              "case $4 in ./*) shift 4 ;; esac\n[ $# -gt 3 ] || set -- dgst -sha256 -r \"$@\"\nexec '" + real
                  + "' \"$@\"\n"); // passes the first file over
    const auto service = world.newService();
    const ArchiveRecord ended = world.startAndWait(*service, QStringLiteral("a"));
    QCOMPARE(ended.status.state, ArchiveState::Resumable);
    QVERIFY2(ended.status.failure.contains(QLatin1String("SHA-256")), qPrintable(ended.status.failure));
    QVERIFY(QDir(world.archiveFile({})).entryList(QDir::Files).isEmpty());
}

void TstArchiveJobSteps::whatDoesNotCloseIsNotTaken_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<bool>("isDoubtful"); // by its plan
    QTest::addColumn<bool>("hasPerl");
    QTest::addColumn<bool>("isTaken");
    QTest::addColumn<QString>("said"); // by the log
    const QByteArray zip = zipOf(700, "7/backupdata/a.zip", packedMoment);
    const QByteArray packed("\x1f\x8b\x08\x00packed", 10);
    const auto row = [](const char *name, const char *path, const QByteArray &contents, bool isDoubtful, bool hasPerl,
                        bool isTaken, const char *said) {
        QTest::newRow(name) << QByteArray(path) << contents << isDoubtful << hasPerl << isTaken
                            << QString::fromLatin1(said);
    };
    row("closes", "7/backupdata/a.zip", zip, false, true, true, "packing");
    row("cut off", "7/backupdata/a.zip", zip.chopped(1), false, true, false, "cutOff");
    row("more behind", "7/backupdata/a.zip", zip + '\0', false, true, false, "moreBehind");
    row("nothing", "7/backupdata/a.zip", {}, false, true, false, "empty");
    row("a web page", "7/backupdata/a.zip", "<html>404 Not Found</html>", false, true, false, "noZip");
    row("cut off, as the plan has it", "7/backupdata/a.zip", zip.chopped(1), true, true, true, "as the plan has it");
    row("nobody can look", "7/backupdata/a.zip", zip.chopped(1), false, false, true, "no perl");
    row("a later Moodle's zip", "course-7/a b.mbz", zip, false, true, true, "packing");
    row("a later Moodle's, cut off", "course-7/a b.mbz", zip.chopped(1), false, true, false, "cutOff");
    row("a later Moodle's, of tar and gzip", "course-7/a b.mbz", packed, false, true, true, "packing");
    row("tar and gzip under a zip's name", "7/backupdata/a.zip", packed, false, true, false, "noZip");
}

void TstArchiveJobSteps::whatDoesNotCloseIsNotTaken()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, contents);
    QFETCH(bool, isDoubtful);
    QFETCH(bool, hasPerl);
    QFETCH(bool, isTaken);
    QFETCH(QString, said);
    ArchiveWorld world;
    const ToolsInFront tools;
    if (!hasPerl)
        tools.add(QStringLiteral("perl"), "exit 127\n");
    world.addFile(path, contents, packedMoment);
    world.addZip("8/backupdata/sound.zip", 900, packedMoment);
    SteppedRun run(world, QStringLiteral("r1"), QStringLiteral("a"));
    run.add("8/backupdata/sound.zip");
    run.add(path).file.check.fault = isDoubtful ? ZipFault::CutOff : ZipFault::None;
    const Result<void> started = run.start();
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    const ArchiveRecord ended = run.end();
    QVERIFY2(ended.status.log.contains(said), qPrintable(ended.status.log));
    QCOMPARE(ended.status.state, isTaken ? ArchiveState::Complete : ArchiveState::Resumable);
    if (isTaken)
        return;
    QVERIFY2(ended.status.failure.startsWith(QString::fromLatin1(path) + QStringLiteral(" does not close")),
             qPrintable(ended.status.failure));
    QVERIFY(QDir(world.archiveFile({})).entryList(QDir::Files).isEmpty());
    QVERIFY(!QFile::exists(run.jobFile(QStringLiteral("zipfiles.tar"))));
}

/// A disk may lose what a file holds, and leave its size and its time.
void TstArchiveJobSteps::damageSinceThePlanIsFound()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
    const QByteArray path = "2/backupdata/backup-c2-20080519-1659.zip";
    QByteArray bytes = zipOf(1002, path, packedMoment);
    bytes.replace(bytes.size() - 512, 512, QByteArray(512, '\0'));
    world.addFile(path, bytes, packedMoment);
    const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    const ArchiveRecord ended = world.waitForEnd(*service, started->run.id);
    QCOMPARE(ended.status.state, ArchiveState::Resumable);
    QVERIFY2(ended.status.failure.startsWith(QString::fromLatin1(path)), qPrintable(ended.status.failure));
}

void TstArchiveJobSteps::filesThatLieElsewhere()
{
    ArchiveWorld world;
    QVERIFY(QDir().mkpath(world.path("/data/pool/01")));
    const QByteArray pooled = zipOf(900, "7/backupdata/pooled.zip", packedMoment);
    writeBytes(world.path("/data/pool/01/0123"), pooled);
    writeBytes(world.path("/data/pool/01/0145"), QByteArray("\x1f\x8b\x08\x00packed", 10)); // of tar and gzip
    world.addZip("k/f.zip", 700, packedMoment);
    const QByteArray zip = world.path("/data/moodle/k/").toUtf8();
    QCOMPARE(::link((zip + "f.zip").constData(), (zip + "g.zip").constData()), 0);
    for (const bool isCancelled : {true, false}) {
        SteppedRun run(world, isCancelled ? QStringLiteral("r1") : QStringLiteral("r2"), QStringLiteral("a"));
        // Two courses may have the same file in the pool, and two names be one file: each is a whole member.
        run.add("course-5/my \\ back\nup.mbz", "/data/pool/01/0123");
        run.add("course-6/n.mbz", "/data/pool/01/0123");
        run.add("k/f.zip");
        run.add("k/g.zip");
        run.add("a/b/c/-d.mbz", "/data/pool/01/0123");
        run.add("-top.mbz", "/data/pool/01/0123");
        run.add("course-7/t.mbz", "/data/pool/01/0145");
        world.setFailpoint("packing:stop");
        const Result<void> started = run.start();
        QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message + started.error().detail));
        const qint64 pid = world.jobPid(run.input.run.id);
        QTRY_VERIFY_WITH_TIMEOUT(isHalted(pid), 60000);
        QVERIFY(QFileInfo(run.jobFile(QStringLiteral("sources/course-6/n.mbz"))).isSymLink());
        // The links are the job's own, and nothing that is refused.
        QCOMPARE(run.service().status(run.input.run.id, CancelToken())->status.state, ArchiveState::Working);
        world.setFailpoint({});
        if (isCancelled) {
            QCOMPARE(run.service().cancelRun(run.input.run.id, CancelToken())->status.state, ArchiveState::None);
            QVERIFY(!QFile::exists(run.jobFile(QStringLiteral("sources"))));
            continue;
        }
        QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
        const ArchiveRecord ended = run.end();
        QVERIFY2(ended.status.state == ArchiveState::Complete, qPrintable(ended.status.failure + ended.status.log));
        QVERIFY(!QFile::exists(run.jobFile(QStringLiteral("sources"))));
        const Result<ArchiveContents> contents = run.service().contents(run.input.run.id, CancelToken());
        QVERIFY2(contents.has_value(), contents ? "" : qPrintable(contents.error().message));
        QCOMPARE(contents->members.size(), 7);
        QVERIFY(contents->matches());
        const Result<ArchiveManifest> manifest = run.manifest();
        QVERIFY2(manifest.has_value(), manifest ? "" : qPrintable(manifest.error().detail));
        QCOMPARE(manifest->files.first().path, QByteArray("course-5/my \\ back\nup.mbz"));
        QCOMPARE(manifest->files.first().sha256, sumOf(pooled));
        QCOMPARE(manifest->files.at(2).sha256, sumOf(readBytes(world.path("/data/moodle/k/f.zip"))));
    }
    QCOMPARE(readBytes(world.path("/data/pool/01/0123")), pooled);
}

/// Says whom it hands over to if all is as it must be by then, and fails.
const QByteArray standInHandOver = "{ [ -f a.tar ] && [ -f a.tar.manifest ] && [ ! -e .nightkeep/lock ]; } || exit 1\n"
                                   "IFS= read -r said </proc/$$/stat\n"
                                   "set -- \"$1\" \"$2\" ${said##*) }\n"
                                   "[ \"$6\" = \"$$\" ] || exit 1\n"
                                   "{ tr '\\000' '|' <\"$1/orders/$2\"; echo; } >>\"$1/handed\"\n"
                                   "exit 1\n";

void TstArchiveJobSteps::handsOverOnceItIsThere()
{
    ArchiveWorld world;
    world.addCourses(1, 1000);
    SteppedRun run(world, QStringLiteral("r1"), QStringLiteral("a"));
    run.add("1/backupdata/backup-c1-20080519-1659.zip");
    ArchivePlace second = placeNamed(QStringLiteral("second"));
    second.kind = PlaceKind::Folder;
    second.folder = "/it's\n%s";
    QVERIFY(QDir().mkpath(world.path(second.folder)));
    ArchivePlace tsm = placeNamed(QStringLiteral("tsm"));
    tsm.managementClass = QStringLiteral("TERM");
    run.input.places = {second, tsm};
    const Result<void> started = run.start(standInHandOver);
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    const ArchiveRecord ended = run.end();
    QVERIFY2(ended.status.state == ArchiveState::Complete, qPrintable(ended.status.failure + ended.status.log));
    QByteArray expected;
    for (const ArchivePlace &place : {second, tsm}) {
        QByteArrayList order = placeFields(place);
        if (place.kind == PlaceKind::Folder)
            order[4].prepend(QFile::encodeName(world.path(""))); // as this machine sees it
        order << handOverDescription(run.input.run).toUtf8() << "rfg";
        expected += order.join('|') + "|\n";
    }
    QCOMPARE(readBytes(run.jobFile(QStringLiteral("handed"))), expected);
    QVERIFY2(ended.status.log.contains(QLatin1String("handing over to tsm")), qPrintable(ended.status.log));
}

void TstArchiveJobSteps::aPlaceThatOthersCanChangeIsRefused()
{
    ArchiveWorld world;
    world.addCourses(1, 1000);
    SteppedRun run(world, QStringLiteral("r1"), QStringLiteral("a"));
    run.add("1/backupdata/backup-c1-20080519-1659.zip");
    ArchivePlace second = placeNamed(QStringLiteral("second"));
    second.kind = PlaceKind::Folder;
    second.folder = "/second";
    run.input.places = {second};
    const Result<void> missing = run.start();
    QVERIFY(!missing.has_value());
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(QDir().mkpath(world.path("/second")));
    QCOMPARE(::chmod(QFile::encodeName(world.path("/second")).constData(), 0777), 0);
    const Result<void> open = run.start();
    QVERIFY(!open.has_value());
    QCOMPARE(open.error().kind, ErrorKind::PermissionDenied);
    QVERIFY2(open.error().message.contains(QLatin1String("/second")), qPrintable(open.error().message));
    QVERIFY(
        QDir(world.archiveFile(QStringLiteral(".nightkeep"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

void TstArchiveJobSteps::handsNothingOverThatIsNotThere()
{
    ArchiveWorld world;
    world.addCourses(1, 1000);
    for (const char *const point : {"finishing", "linked"}) {
        SteppedRun run(world, QString::fromLatin1(point), QStringLiteral("a"));
        run.add("1/backupdata/backup-c1-20080519-1659.zip");
        run.input.places = {placeNamed(QStringLiteral("tsm"))};
        world.setFailpoint(QByteArray(point) + ":fail");
        const Result<void> started = run.start("echo x >\"$1/handed\"\n");
        QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
        QCOMPARE(run.end().status.state, ArchiveState::Resumable);
        QVERIFY2(!QFile::exists(run.jobFile(QStringLiteral("handed"))), point);
    }
}

void TstArchiveJobSteps::manifestsOfBeforeAreRead()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    QCOMPARE(done.status.state, ArchiveState::Complete);
    const QString file = world.archiveFile(QStringLiteral("a.tar.manifest"));
    QList<FrameRecord> records = recordsIn(readBytes(file));
    QCOMPARE(records.size(), 2 + 3);
    for (FrameRecord &record : records) {
        if (record.type == "file") {
            QCOMPARE(record.fields.size(), 7);
            record.fields = record.fields.mid(0, 3);
        }
    }
    writeBytes(file, frameOf("archive-manifest", records));
    const Result<ArchiveContents> contents = service->contents(done.run.id, CancelToken());
    QVERIFY2(contents.has_value(), contents ? "" : qPrintable(contents.error().message));
    QCOMPARE(contents->members.size(), 3);
    QVERIFY(contents->matches());
    QCOMPARE(service->status(done.run.id, CancelToken())->status.state, ArchiveState::Complete);
    const Result<ArchiveManifest> manifest = parseManifest(readBytes(file));
    QVERIFY2(manifest.has_value(), manifest ? "" : qPrintable(manifest.error().detail));
    QVERIFY(manifest->files.first().sha256.isEmpty() && !manifest->files.first().course);
}

/// Their unfinished tar has another name.
void TstArchiveJobSteps::jobsOfBeforeAreSeen()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    world.setFailpoint("packed:stop");
    const ArchiveRecord started = world.start(*service, world.request(QStringLiteral("a")));
    const qint64 pid = world.jobPid(started.run.id);
    QTRY_VERIFY_WITH_TIMEOUT(isHalted(pid), 60000);
    const QString folder = world.archiveFile(QStringLiteral(".nightkeep/%1/").arg(started.run.id));
    QVERIFY(QFile::rename(folder + QStringLiteral("zipfiles.tar"), folder + QStringLiteral("tar")));
    const ArchiveStatus status = service->status(started.run.id, CancelToken())->status;
    QCOMPARE(status.step, ArchiveStep::Packing);
    QCOMPARE(status.progress.done, started.run.bytes);
    QCOMPARE(service->cancelRun(started.run.id, CancelToken())->status.state, ArchiveState::None);
    QVERIFY(!QFile::exists(folder + QStringLiteral("tar")));
}

void TstArchiveJobSteps::namesThatLeadElsewhereAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *path, const char *source, const char *place, const char *said) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(source) << QString::fromLatin1(place)
                            << QString::fromLatin1(said);
    };
    row("a way up", "../x.zip", "/pool/x", "", "\"../x.zip\"");
    row("a way up within", "x/../../y.zip", "", "", "\"x/../../y.zip\"");
    row("an absolute name", "/etc/x.zip", "/pool/x", "", "\"/etc/x.zip\"");
    row("no name", "", "/pool/x", "", "name of a file");
    row("the folder itself", "x/./y.zip", "/pool/x", "", "\"x/./y.zip\"");
    row("a source without a root", "x.zip", "pool/x", "", "\"pool/x\"");
    row("a place that leads up", "x.zip", "", "../x", "\"../x\" cannot be a place");
    row("a place of two words", "x.zip", "", "a b", "\"a b\" cannot be a place");
}

void TstArchiveJobSteps::namesThatLeadElsewhereAreRefused()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, source);
    QFETCH(QString, place);
    QFETCH(QString, said);
    ArchiveWorld world;
    SteppedRun run(world, QStringLiteral("r1"), QStringLiteral("a"));
    PlannedZip zip;
    zip.file = {path, 5, packedMoment};
    zip.source = source;
    run.input.files = {zip};
    if (!place.isEmpty())
        run.input.places = {placeNamed(place)};
    const Result<void> started = run.start();
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::BadInput);
    QVERIFY2(started.error().message.contains(said), qPrintable(started.error().message));
    QVERIFY(
        QDir(world.archiveFile(QStringLiteral(".nightkeep"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

NIGHTKEEP_TEST(TstArchiveJobSteps, integration, Core, 600)
#include "tst_archivejobsteps.moc"
