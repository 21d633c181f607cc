// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Copies that come to this machine: by the real programs over real files, into real files.
#include "app/ssh/sshhosts.h"
#include "models/courses/copystream.h"
#include "models/courses/courseservice.h"
#include "models/courses/fetchedcopy.h"
#include "tests/courses/backupfiles.h"
#include "tests/courses/madecourses.h"
#include "tests/courses/otherperl.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Nightkeep;
using Samples::why;
namespace Files = Nightkeep::BackupFiles;

namespace {

const BytePath fetchGood = "33/backupdata/backup-bioc1001-20081214-0301.zip";
const BytePath fetchCut = "47/backupdata/backup-hist2002-20081214-0301.zip";

QByteArray fetchContents(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TstCourseFetch : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_workspace->time.advance(m_workspace->time.now().secsTo(MadeCourses::now()));
        m_site = m_workspace->settings().sites()->first();
        m_server = std::make_unique<Files::DataServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_spoil = {};
        m_good = Files::zipOf(Files::oldMembers(33));
        m_server->add("/data/moodle/" + fetchGood, m_good);
        m_server->add("/data/moodle/" + fetchCut, Files::zipOf(Files::oldMembers(47)).chopped(30));
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.facts = MadeCourses::reading(MoodleEdition::Old).head.moodle;
            moodle.states.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001")),
                                     MadeCourses::course(47, QStringLiteral("HIST2002"))};
        });
        m_workspace->hosts.setAnswer([this](const Server &, RemoteProgram program, const QByteArray &input,
                                            const CancelToken &cancel) -> Result<QByteArray> {
            LocalShellHost host = m_server->host();
            const Result<QByteArray> answer = host.run(program, input, cancel, {std::chrono::minutes(5)});
            return answer && m_spoil && program == RemoteProgram::Fetch ? m_spoil(*answer) : answer;
        });
    }
    void cleanup()
    {
        m_workspace.reset();
        m_server.reset();
        m_folder.reset();
    }

    void aCopyComesWhole()
    {
        refresh();
        QList<Progress> told;
        const Result<Asked<FetchedCopy>> asked =
            fetch(33, file("a.zip"), {}, [&told](const Progress &progress) { told.append(progress); });
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(!asked->notKept);
        const FetchedCopy &copy = asked->answer;
        QCOMPARE(copy.bytes, m_good.size());
        QCOMPARE(copy.sha256, QCryptographicHash::hash(m_good, QCryptographicHash::Sha256).toHex());
        QVERIFY(copy.isProven);
        QCOMPARE(copy.check.level, ZipLevel::Complete);
        QCOMPARE(copy.check.course, std::optional<qint64>(33));
        QCOMPARE(copy.fault, QString());
        QCOMPARE(fetchedAnswer(copy).state, State::Good);
        QVERIFY(fetchContents(file("a.zip")) == m_good);
        QCOMPARE(QFileInfo(file("a.zip")).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(left(), QStringList {QStringLiteral("a.zip")});
        QVERIFY(!told.isEmpty() && told.last().inBytes && told.last().done == m_good.size());

        const QList<AuditEntry> lines = *m_workspace->audit().entries(QStringLiteral("course.fetch"));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.first().object, m_site.name + QStringLiteral("/33"));
        QVERIFY(lines.first().oldValue.endsWith(QString::fromLatin1(fetchGood)));
        QCOMPARE(lines.first().newValue, file("a.zip"));
        QCOMPARE(lines.last().result, QStringLiteral("ok"));
        QVERIFY(lines.last().newValue.contains(QString::fromLatin1(copy.sha256)));
    }

    void aDamagedOneComesTooAndIsSaidToBe()
    {
        refresh();
        const Result<Asked<FetchedCopy>> asked = fetch(47, file("b.zip"));
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(asked->answer.isProven);
        QCOMPARE(asked->answer.check.fault, ZipFault::CutOff);
        QVERIFY(asked->answer.fault.contains(QLatin1String("cut off")));
        QCOMPARE(fetchedAnswer(asked->answer).state, State::Bad);
        QVERIFY2(fetchedAnswer(asked->answer).sentence.contains(QLatin1String("would not restore")),
                 qPrintable(fetchedAnswer(asked->answer).sentence));
        QCOMPARE(left(), QStringList {QStringLiteral("b.zip")});
    }

    void oneThatLacksFilesIsNoGoodOne()
    {
        FetchedCopy copy;
        copy.isProven = true;
        copy.check.level = ZipLevel::ReadThrough;
        copy.check.fault = ZipFault::MissingFiles;
        copy.fault = QStringLiteral("it lacks slides.pdf");
        QCOMPARE(fetchedAnswer(copy).state, State::Bad);
        QVERIFY2(fetchedAnswer(copy).sentence.contains(QLatin1String("in part at best: it lacks slides.pdf.")),
                 qPrintable(fetchedAnswer(copy).sentence));
    }

    void whatWasLeftOutIsSaid()
    {
        FetchedCopy copy;
        copy.isProven = true;
        copy.check.level = ZipLevel::Complete;
        QCOMPARE(fetchedAnswer(copy).state, State::Good);
        copy.inside.users = false;
        QCOMPARE(fetchedAnswer(copy).state, State::Attention);
        QVERIFY(fetchedAnswer(copy).sentence.contains(QLatin1String("no users")));
        copy.inside.users = true;
        copy.inside.files = false;
        QCOMPARE(fetchedAnswer(copy).state, State::Attention);
        QVERIFY(fetchedAnswer(copy).sentence.contains(QLatin1String("no files")));
    }

    void whatIsThereStays()
    {
        refresh();
        QFile there(file("a.zip"));
        QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
        there.close();
        const Result<Asked<FetchedCopy>> refused = fetch(33, file("a.zip"));
        QVERIFY(!refused && refused.error().kind == ErrorKind::Conflict);
        QCOMPARE(fetchContents(file("a.zip")), QByteArray("mine"));
        QVERIFY(m_workspace->audit().entries(QStringLiteral("course.fetch"))->isEmpty());
        QVERIFY(fetch(33, file("a.zip"), {}, {}, true));
        QVERIFY(fetchContents(file("a.zip")) == m_good);

        QFile part(file("c.zip.part"));
        QVERIFY(part.open(QIODevice::WriteOnly));
        const Result<Asked<FetchedCopy>> busy = fetch(33, file("c.zip"));
        QVERIFY(!busy && busy.error().kind == ErrorKind::Conflict);
        QVERIFY(part.exists());
        const Result<Asked<FetchedCopy>> folder = fetch(33, m_folder->path(), {}, {}, true);
        QVERIFY(!folder && folder.error().kind == ErrorKind::BadInput);
    }

    void whatALinkLeadsToStays()
    {
        refresh();
        QFile mine(file("mine"));
        QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
        mine.close();
        QVERIFY(QFile::link(file("mine"), file("a.zip")));
        QVERIFY(fetch(33, file("a.zip"), {}, {}, true));
        QVERIFY(!QFileInfo(file("a.zip")).isSymLink());
        QVERIFY(QFile::link(file("mine"), file("b.zip.part")));
        const Result<Asked<FetchedCopy>> part = fetch(33, file("b.zip"));
        QVERIFY(!part && part.error().kind == ErrorKind::Conflict);
        QCOMPARE(fetchContents(file("mine")), QByteArray("mine"));
    }

    void whatDoesNotComeWholeLeavesNothing_data()
    {
        QTest::addColumn<int>("spoilt");
        QTest::addColumn<int>("kind");
        QTest::newRow("cut in the file") << 0 << int(ErrorKind::Incomplete);
        QTest::newRow("cut behind the file") << 1 << int(ErrorKind::Incomplete);
        QTest::newRow("another bit") << 2 << int(ErrorKind::Damaged);
        QTest::newRow("no connection") << 3 << int(ErrorKind::Unreachable);
    }
    void whatDoesNotComeWholeLeavesNothing()
    {
        QFETCH(int, spoilt);
        QFETCH(int, kind);
        refresh();
        m_spoil = [spoilt](const QByteArray &answer) -> Result<QByteArray> {
            QByteArray other = answer;
            if (spoilt == 2)
                other[other.size() / 2] = char(other.at(other.size() / 2) ^ 1);
            if (spoilt == 3)
                return fail(ErrorKind::Unreachable, QStringLiteral("The connection broke."));
            return spoilt == 0 ? other.left(other.size() / 2) : spoilt == 1 ? other.chopped(4) : other;
        };
        const Result<Asked<FetchedCopy>> asked = fetch(33, file("a.zip"));
        QVERIFY(!asked);
        QVERIFY2(asked.error().kind == ErrorKind(kind), why(asked).constData());
        QCOMPARE(left(), QStringList());
        QCOMPARE(m_workspace->audit().entries(QStringLiteral("course.fetch"))->last().result, QStringLiteral("failed"));
    }

    void whatNothingProvesIsSaidToBeSo()
    {
        refresh();
        m_spoil = [](const QByteArray &answer) -> Result<QByteArray> { // as where no tool can tell a checksum
            const QByteArray mark("R\0whole\0001\0", 10);
            QByteArray other = answer;
            return other.remove(other.lastIndexOf(mark) + mark.size(), 64);
        };
        const Result<Asked<FetchedCopy>> asked = fetch(33, file("a.zip"));
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(!asked->answer.isProven);
        QCOMPARE(fetchedAnswer(asked->answer).state, State::Attention);
        QVERIFY(fetchContents(file("a.zip")) == m_good);
    }

    void whatChangedSinceIsRefused()
    {
        refresh();
        const BackupCopy copy = copyOf(33);
        m_server->add("/data/moodle/" + fetchGood, m_good + "more");
        const Result<Asked<FetchedCopy>> changed = fetchThis(33, copy, file("a.zip"));
        QVERIFY2(!changed && changed.error().kind == ErrorKind::Stale, why(changed).constData());
        const QByteArray path = QFile::encodeName(m_server->root()) + "/data/moodle/" + fetchGood;
        QCOMPARE(::unlink(path.constData()), 0);
        m_server->add("/elsewhere/secret.zip", m_good);
        QCOMPARE(::symlink("../../../../elsewhere/secret.zip", path.constData()), 0);
        const Result<Asked<FetchedCopy>> link = fetchThis(33, copy, file("a.zip"));
        QVERIFY2(!link && link.error().kind == ErrorKind::NotFound, why(link).constData());
        QCOMPARE(left(), QStringList());
    }

    void itCanBeStopped()
    {
        refresh();
        const CancelToken cancel;
        m_spoil = [&cancel](const QByteArray &answer) -> Result<QByteArray> {
            cancel.cancel(); // it has come, and is not read through any more
            return answer;
        };
        const Result<Asked<FetchedCopy>> asked = fetch(33, file("a.zip"), cancel);
        QVERIFY(!asked && asked.error().kind == ErrorKind::Cancelled);
        QCOMPARE(left(), QStringList());
        QCOMPARE(m_workspace->audit().entries(QStringLiteral("course.fetch"))->last().result,
                 QStringLiteral("cancelled"));
    }

    void whatCannotBeRecordedIsNotDone()
    {
        refresh();
        const BackupCopy copy = copyOf(33);
        m_workspace->makeReadOnly();
        const Result<Asked<FetchedCopy>> asked = fetchThis(33, copy, file("a.zip"));
        QVERIFY(!asked);
        QCOMPARE(left(), QStringList());
        QVERIFY(!m_workspace->hosts.calls().contains(std::pair(m_site.dataServer, RemoteProgram::Fetch)));
    }

    void aCopyWithoutRoomForItIsNotBegun()
    {
        const Result<std::unique_ptr<ArrivingCopy>> begun =
            m_workspace->copies.begin(file("large.mbz"), 1LL << 60, false);
        QVERIFY(!begun && begun.error().kind == ErrorKind::DiskFull);
        QCOMPARE(left(), QStringList());
    }

    void whatIsNotKeptGoes()
    {
        {
            const Result<std::unique_ptr<ArrivingCopy>> begun = m_workspace->copies.begin(file("a"), 4, false);
            QVERIFY(begun && (*begun)->add("1234"));
            QCOMPARE(left(), QStringList {QStringLiteral("a.part")});
            QFile meanwhile(file("a"));
            QVERIFY(meanwhile.open(QIODevice::WriteOnly) && meanwhile.write("mine") == 4);
            meanwhile.close();
            const Result<void> kept = (*begun)->keep();
            QVERIFY(!kept && kept.error().kind == ErrorKind::Conflict);
        }
        QCOMPARE(left(), QStringList {QStringLiteral("a")});
        QCOMPARE(fetchContents(file("a")), QByteArray("mine"));
    }

    void ofAPoolItsNameProvesIt()
    {
        const QByteArray mbz = Files::mbzOf({});
        const QByteArray hash = Files::putIntoPool(m_server->root(), "/data/moodle/filedir", mbz);
        m_workspace->moodles.change(m_site.name, [&](FakeMoodle &moodle) {
            CourseReading reading = MadeCourses::reading(MoodleEdition::Later);
            MadeCourses::addPoolCopy(reading, MadeCourses::course(33, QStringLiteral("BIOC1001")),
                                     MadeCourses::lastRun());
            reading.records.first().hash = hash;
            reading.records.first().bytes = mbz.size();
            moodle.facts = reading.head.moodle;
            moodle.states.records = reading.records;
        });
        refresh();
        const Result<Asked<FetchedCopy>> asked = fetch(33, file("a.mbz"));
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(asked->answer.isProven);
        QCOMPARE(asked->answer.check.level, ZipLevel::Complete);
        QVERIFY(fetchContents(file("a.mbz")) == mbz);
    }

    void withoutPerlACheckReadsHere()
    {
        const Files::OtherPerl none("exit 127\n");
        const SiteBackups listed = refresh();
        QVERIFY(!listed.head.notChecked.isEmpty());
        QCOMPARE(listed.courses.first().verdict, CourseVerdict::Doubtful);
        const Result<Asked<SiteBackups>> one = m_workspace->courses().check(m_site, {33}, {});
        QVERIFY2(one, why(one).constData());
        QCOMPARE(one->answer.find(33)->verdict, CourseVerdict::Safe);
        QCOMPARE(one->answer.find(33)->copies.first().file.check.level, ZipLevel::Complete);
        QCOMPARE(one->answer.find(47)->copies.first().file.check.level, ZipLevel::NotChecked);
        QVERIFY(!one->answer.head.notChecked.isEmpty()); // of the other nobody knows
        const Result<Asked<SiteBackups>> all = m_workspace->courses().check(m_site, {}, {});
        QVERIFY2(all, why(all).constData());
        QCOMPARE(all->answer.find(47)->verdict, CourseVerdict::Damaged);
        QCOMPARE(all->answer.head.notChecked, QString());
        QCOMPARE(refresh().find(33)->verdict, CourseVerdict::Safe); // what was found here is kept
    }

    void whatOneCopyDoesEndsNoCheck()
    {
        const Files::OtherPerl none("exit 127\n");
        refresh();
        m_spoil = [this](const QByteArray &answer) -> Result<QByteArray> {
            return answer.contains(m_good)
                ? Result<QByteArray>(answer)
                : fail(ErrorKind::Failed, QStringLiteral("The file was changed while it was read."));
        };
        const Result<Asked<SiteBackups>> all = m_workspace->courses().check(m_site, {}, {});
        QVERIFY2(all, why(all).constData());
        QCOMPARE(all->answer.find(33)->verdict, CourseVerdict::Safe);
        QCOMPARE(all->answer.find(47)->copies.first().file.check.level, ZipLevel::NotChecked);
        QCOMPARE(all->answer.find(47)->verdict, CourseVerdict::Doubtful);
        QVERIFY2(all->answer.head.notChecked.contains(QLatin1String("1 of 2 copies")),
                 qPrintable(all->answer.head.notChecked));
    }

    void theNameSaysWhatItIs_data()
    {
        QTest::addColumn<QString>("shortName");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *what, const QString &shortName, const QString &kind, const QString &name) {
            QTest::newRow(what) << shortName << kind << name;
        };
        row("as usual", QStringLiteral("BIOC1001"), QStringLiteral(".zip"),
            QStringLiteral("BIOC1001-20081128-0300.zip"));
        row("an mbz", QStringLiteral("R&D 1"), QStringLiteral(".MBZ"), QStringLiteral("R_D_1-20081128-0300.mbz"));
        row("a path", QStringLiteral("../../etc"), QStringLiteral(".zip"),
            QStringLiteral("course-33-20081128-0300.zip"));
        row("no letter that all file systems take", QStringLiteral("\u8a9e"), QStringLiteral(".zip"),
            QStringLiteral("course-33-20081128-0300.zip"));
        row("long", QString(300, u'a'), QStringLiteral(".zip"),
            QString(60, u'a') + QStringLiteral("-20081128-0300.zip"));
    }
    void theNameSaysWhatItIs()
    {
        QFETCH(QString, shortName);
        QFETCH(QString, kind);
        QFETCH(QString, name);
        BackupCopy copy;
        copy.name = QStringLiteral("backup") + kind;
        copy.made = QDateTime(QDate(2008, 11, 28), QTime(2, 0), QTimeZone::utc());
        QCOMPARE(fetchedFileName(MadeCourses::course(33, shortName), copy, QTimeZone(3600)), name);
    }

    void throughSsh()
    {
        SshFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.problem()));
        SshHostsOptions options;
        options.runtimeFolder = sshd.folder();
        options.knownHostsFile = sshd.knownHostsFile();
        options.configFile = sshd.configFile();
        SshHosts hosts(options);
        const auto host = hosts.open(sshd.server(), Attendance::Background);
        QVERIFY(host);
        const QByteArray bytes = Files::noise(3000000);
        m_server->add("/shared/a\n$(touch nk-canary)'.mbz", bytes);
        const CopyOrder order {QFile::encodeName(m_server->root()) + "/shared", "a\n$(touch nk-canary)'.mbz",
                               bytes.size(), Files::made()};
        QByteArray came;
        CopyStream stream(order, [&came](QByteArrayView part) -> Result<void> {
            came.append(part.data(), part.size());
            return {};
        });
        const auto into = [&stream](QByteArrayView part) { return stream.take(part); };
        const RemoteLimits limits {std::chrono::minutes(5), bytes.size() + 100000};
        const Result<void> ran =
            (*host)->runInto(RemoteProgram::Fetch, inputFields(copyFields(order)), into, CancelToken(), limits);
        QVERIFY2(ran, why(ran).constData());
        QVERIFY(came == bytes);
        QCOMPARE(*stream.finish(QStringLiteral("moodle-b")),
                 QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        QCOMPARE((*host)
                     ->runInto(
                         RemoteProgram::Fetch, inputFields(copyFields(order)),
                         [](QByteArrayView) -> Result<void> {
                             return fail(ErrorKind::DiskFull, QStringLiteral("There is no room."));
                         },
                         CancelToken(), limits)
                     .error()
                     .kind,
                 ErrorKind::DiskFull);
    }

private:
    [[nodiscard]] QString file(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QStringList left() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    SiteBackups refresh()
    {
        const Result<Asked<SiteBackups>> asked =
            m_workspace->courses().refresh(m_site, Attendance::Background, CancelToken());
        if (!asked || asked->answer.head.inventoryFailure)
            qFatal("%s", why(asked).constData());
        return asked->answer;
    }
    BackupCopy copyOf(qint64 course) const
    {
        const Result<SiteBackups> backups = m_workspace->courses().lastBackups(m_site);
        return backups->find(course)->copies.first();
    }
    Result<Asked<FetchedCopy>> fetchThis(qint64 course, const BackupCopy &copy, const QString &fileName,
                                         const CancelToken &cancel = {}, const ProgressSink &progress = {},
                                         bool replaces = false)
    {
        return m_workspace->courses().fetch(m_site, course, copy, {fileName, replaces}, cancel, progress);
    }
    Result<Asked<FetchedCopy>> fetch(qint64 course, const QString &fileName, const CancelToken &cancel = {},
                                     const ProgressSink &progress = {}, bool replaces = false)
    {
        return fetchThis(course, copyOf(course), fileName, cancel, progress, replaces);
    }

    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<Files::DataServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::function<Result<QByteArray>(const QByteArray &)> m_spoil;
    QByteArray m_good;
    Site m_site;
};

NIGHTKEEP_TEST(TstCourseFetch, integration, Core, 300)
#include "tst_coursefetch.moc"
