// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The programs that ask the storage manager's client and count changes, for real: probe.sh against a
// stand-in of the client with the layouts of three generations in two languages, change-rate.sh and
// backup-preview.sh.
#include "app/process/remoteprograms.h"
#include "models/coverage/backuppreview.h"
#include "models/coverage/changerate.h"
#include "models/servers/serversnapshot.h"
#include "models/storage/serverdecisions.h"
#include "tests/process/shelltools.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

class TstEvidencePrograms : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void clientGenerations_data() { generations(); }
    void clientGenerations();
    void previewGenerations_data() { generations(); }
    void previewGenerations();
    void passwordPromptDoesNotHang();
    void deafClientIsEnded();
    void slowClientStaysInTime();
    void nothingFoundIsAnAnswer();
    void errorsAreTold();
    void previewEndings_data();
    void previewEndings();
    void previewLeavesNothingBehind();
    void changeRates();
    void changeRatesOfHostileNames();
    void changeRatesBelowARoot();
    void changeRatesRunOutOfTime();
    void changeRatesWithoutTools();
    void badInput_data();
    void badInput();

private:
    static void generations();
    void client(const QByteArray &mode);
    void write(const QString &fileName, const QByteArray &text, qint64 ageSeconds = 0);
    void tool(const char *file, const QByteArray &script);
    void goByRealTime(); ///< for what does not end in time
    [[nodiscard]] Result<QList<FrameRecord>> run(RemoteProgram program, const QByteArray &root,
                                                 const QByteArray &input);
    [[nodiscard]] ServerSnapshot probe(const QList<BytePath> &folders = {});
    [[nodiscard]] QByteArray path(const char *name) const
    {
        return QFile::encodeName(m_folder->filePath(QString::fromLatin1(name)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QByteArray m_errors;
};

namespace {

QString source(const QString &name)
{
    return qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + QStringLiteral("/tests/") + name;
}

/// On one device, counts are what was written.
QByteArray printed(const ChangeRate &rate)
{
    QByteArray text = nameOf(rate.state).toUtf8();
    for (const ChangeCount &count : {rate.all, rate.day, rate.week, rate.month})
        text += ' ' + QByteArray::number(count.files) + '/' + QByteArray::number(count.bytes);
    return text;
}

QDateTime incremental(int hour, int minute, int second)
{
    return QDateTime(QDate(2008, 11, 28), QTime(hour, minute, second), QTimeZone::utc());
}

} // namespace

void TstEvidencePrograms::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    tool("patient/timeout", PatientTimeout);
    m_path = m_folder->filePath(QStringLiteral("bin:")) + m_folder->filePath(QStringLiteral("patient"))
        + QStringLiteral(":/usr/bin:/bin");
}

void TstEvidencePrograms::goByRealTime()
{
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("patient/timeout"))));
}

void TstEvidencePrograms::generations()
{
    QTest::addColumn<QString>("fixtures");
    const QDir folder(source(QStringLiteral("fixtures/dsmc")));
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TstEvidencePrograms::client(const QByteArray &mode)
{
    const QString program = m_folder->filePath(QStringLiteral("bin/dsmc"));
    QVERIFY(QDir().mkpath(QFileInfo(program).path()));
    QVERIFY(QFile::exists(program) || QFile::copy(source(QStringLiteral("support/dsmc-standin.sh")), program));
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    write(QStringLiteral("bin/dsmc.mode"), mode);
}

void TstEvidencePrograms::write(const QString &fileName, const QByteArray &text, qint64 ageSeconds)
{
    const QString name = m_folder->filePath(fileName);
    QVERIFY(QDir().mkpath(QFileInfo(name).path()));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    QVERIFY(file.flush());
    QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-ageSeconds), QFile::FileModificationTime));
}

void TstEvidencePrograms::tool(const char *file, const QByteArray &script)
{
    write(QString::fromLatin1(file), "#!/bin/sh\n" + script);
    QVERIFY(QFile::setPermissions(m_folder->filePath(QString::fromLatin1(file)), QFile::ReadOwner | QFile::ExeOwner));
}

Result<QList<FrameRecord>> TstEvidencePrograms::run(RemoteProgram program, const QByteArray &root,
                                                    const QByteArray &input)
{
    const Result<QByteArray> text = remoteProgramText(program);
    if (!text)
        return fail(text.error());
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), m_path);
    environment.insert(QStringLiteral("DSM_DIR"), m_folder->filePath(QStringLiteral("client")));
    environment.insert(QStringLiteral("DSM_CONFIG"), m_folder->filePath(QStringLiteral("client/dsm.opt")));
    environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), bootstrapScript(text->size()), QStringLiteral("x")});
    process.write(*text + root + '\0' + input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120000))
        return fail(ErrorKind::TimedOut, QStringLiteral("it did not end"));
    m_errors = process.readAllStandardError();
    if (process.exitCode() != 0)
        return fail(ErrorKind::Failed, QString::fromUtf8(m_errors));
    return readFrame(process.readAllStandardOutput(), remoteProgramName(program).toLatin1());
}

ServerSnapshot TstEvidencePrograms::probe(const QList<BytePath> &folders)
{
    const QDateTime sent = QDateTime::currentDateTimeUtc();
    const auto records = run(RemoteProgram::Probe, {}, probeInput({}, folders));
    if (!records) {
        QTest::qFail(qPrintable(records.error().message), __FILE__, __LINE__);
        return {};
    }
    return parseProbe(*records, sent, QDateTime::currentDateTimeUtc()).value_or(ServerSnapshot());
}

/// The same facts, whatever the client's age and language.
void TstEvidencePrograms::clientGenerations()
{
    QFETCH(QString, fixtures);
    client("replay " + QFile::encodeName(fixtures));
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("client"))));
    for (const QString &file : {QStringLiteral("dsm.opt"), QStringLiteral("dsm.sys")})
        QVERIFY(QFile::copy(fixtures + u'/' + file, m_folder->filePath(QStringLiteral("client/") + file)));
    const ServerSnapshot snapshot = probe();
    QCOMPARE(snapshot.storageManagerProblem, QString());
    QCOMPARE(snapshot.evidenceProblems, QStringList());
    QVERIFY(snapshot.fileSpaces && snapshot.domain && snapshot.rules && snapshot.managementClasses);
    QCOMPARE(*snapshot.fileSpaces,
             (QList<FileSpace> {{"/", incremental(22, 0, 11)},
                                {"/data", incremental(22, 4, 16)},
                                {"/var", incremental(22, 31, 40)},
                                {"/home", {}},
                                {"/data/moodle/old files", incremental(22, 40, 2)}}));
    QCOMPARE(*snapshot.domain, (QList<BytePath> {"/", "/data", "/var", "/data/extra"}));
    QCOMPARE(snapshot.virtualMountPoints, (QList<BytePath> {"/data/moodle/old files", "/data/apache"}));

    using Rule = IncludeExcludeRule;
    QList<Rule> rules = *snapshot.rules;
    QCOMPARE(rules.size(), 8);
    QVERIFY(rules.last().source == u"Operating System" || rules.last().source == u"Betriebssystem");
    rules.last().source.clear();
    const QString file = QStringLiteral("/opt/tivoli/tsm/client/ba/bin/incl.excl");
    QCOMPARE(rules,
             (QList<Rule> {{false, Rule::Scope::FileSpace, "/tmp", file},
                           {false, Rule::Scope::Directory, "/data/moodle/cache", file},
                           {false, Rule::Scope::Directory, "/.../.mozilla/.../Cache", file},
                           {false, Rule::Scope::Other, "/.../*.zip", file},
                           {false, Rule::Scope::File, "/data/moodle/old files/*", file},
                           {true, Rule::Scope::File, "/data/moodle/.../*", file},
                           {false, Rule::Scope::File, "/.../core", QStringLiteral("Server")},
                           {false, Rule::Scope::File, "/.../.nfs*"}}));
    QCOMPARE(*snapshot.managementClasses,
             (QList<ManagementClass> {{QStringLiteral("STANDARD"), true,
                                       QStringLiteral("Installed default management class."), 2, 1, 30, 60, 0, 365},
                                      {QStringLiteral("LONGTERM"), false, QStringLiteral("Moodle: kept for years"),
                                       NoLimit, 5, NoLimit, 1095, 1, NoLimit},
                                      {QStringLiteral("DIRMC"), false, QString(), 1, 1, 0, 3655, 0, std::nullopt}}));
}

void TstEvidencePrograms::previewGenerations()
{
    QFETCH(QString, fixtures);
    client("replay " + QFile::encodeName(fixtures));
    const auto records = run(RemoteProgram::BackupPreview, {}, previewInput(60, 100000, "/data/moodle").value());
    QVERIFY2(records, m_errors.constData());
    const auto preview = parsePreview(*records, "/data/moodle", QDateTime::currentDateTimeUtc());
    QVERIFY2(preview, preview ? "" : qPrintable(preview.error().message));
    QCOMPARE(preview->state, BackupPreview::State::Whole);
    QCOMPARE(preview->included, 3);
    QCOMPARE(preview->excluded, 2);
    QCOMPARE(preview->firstExcluded,
             (QList<ExcludedObject> {{"/data/moodle/cache", QStringLiteral("/data/moodle/cache"),
                                      QStringLiteral("/opt/tivoli/tsm/client/ba/bin/incl.excl")},
                                     {"/data/moodle/1/core", QStringLiteral("/.../core"), QStringLiteral("Server")}}));
}

void TstEvidencePrograms::passwordPromptDoesNotHang()
{
    client("prompt");
    goByRealTime();
    QElapsedTimer timer;
    timer.start();
    const ServerSnapshot snapshot = probe({"/etc"});
    QVERIFY2(timer.elapsed() < 90000, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(!snapshot.fileSpaces && !snapshot.domain && !snapshot.rules && !snapshot.managementClasses);
    QVERIFY(snapshot.storageManagerProblem.contains(QStringLiteral("in time")));
    QCOMPARE(snapshot.folders.value("/etc"), FolderPresence::Present);
}

void TstEvidencePrograms::deafClientIsEnded()
{
    client("deaf");
    goByRealTime();
    QElapsedTimer timer;
    timer.start();
    const ServerSnapshot snapshot = probe();
    QVERIFY2(timer.elapsed() < 90000, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(snapshot.storageManagerProblem.contains(QStringLiteral("in time")));
}

void TstEvidencePrograms::slowClientStaysInTime()
{
    // Each answer comes within its own limit, and all together do not. By the server's clock each takes seven seconds,
    // however long it really took; of the 24 the last has three left, and takes four.
    client({});
    QVERIFY(QFile::rename(m_folder->filePath(QStringLiteral("bin/dsmc")),
                          m_folder->filePath(QStringLiteral("bin/answers"))));
    const QByteArray now = QByteArray::number(QDateTime::currentSecsSinceEpoch());
    tool("bin/dsmc", "echo \"$*\" >>\"${0%/*}/asked\"\ncase $* in *mgmtclass*) sleep 4 ;; esac\nexec answers \"$@\"\n");
    tool("bin/date",
         "while read -r _; do i=${i:-}x; done <\"${0%/*}/asked\"\nn=$((" + now
             + " + 7 * ${#i}))\ncase $* in *z*) echo \"$n +0000\" ;; *) echo \"$n\" ;; esac\n");
    tool("bin/timeout", "echo \"$*\" >>\"${0%/*}/limits\"\nexec /usr/bin/timeout \"$@\"\n");
    write(QStringLiteral("bin/asked"), {});
    const ServerSnapshot snapshot = probe();
    QFile limits(m_folder->filePath(QStringLiteral("bin/limits")));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QByteArray asked = limits.readAll();
    QVERIFY2(asked.contains(" 3 dsmc query mgmtclass"), asked.constData());
    QVERIFY2(snapshot.fileSpaces && snapshot.domain, asked.constData());
    QVERIFY(!snapshot.managementClasses);
    QCOMPARE(snapshot.evidenceProblems.size(), 1);
    QVERIFY(snapshot.evidenceProblems.first().contains(QStringLiteral("in time")));
}

void TstEvidencePrograms::nothingFoundIsAnAnswer()
{
    client("empty");
    const ServerSnapshot snapshot = probe();
    QCOMPARE(snapshot.fileSpaces, QList<FileSpace>());
    QCOMPARE(snapshot.rules, QList<IncludeExcludeRule>());
    QCOMPARE(snapshot.managementClasses, QList<ManagementClass>());
    QVERIFY(!snapshot.domain); // a domain is never nothing
}

void TstEvidencePrograms::errorsAreTold()
{
    client("error");
    const ServerSnapshot snapshot = probe();
    QVERIFY(!snapshot.fileSpaces && !snapshot.domain && !snapshot.rules && !snapshot.managementClasses);
    QVERIFY(snapshot.storageManagerProblem.contains(QStringLiteral("ANS1017E")));
    QCOMPARE(snapshot.evidenceProblems, QStringList()); // the same sentence is not said twice
}

void TstEvidencePrograms::previewEndings_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QString>("expected");
    QTest::newRow("password prompt") << QByteArray("prompt") << QStringLiteral("in time");
    QTest::newRow("nothing found") << QByteArray("empty") << QStringLiteral("whole");
    QTest::newRow("error") << QByteArray("error") << QStringLiteral("ANS1017E");
    QTest::newRow("no client") << QByteArray() << QStringLiteral("not found");
}

void TstEvidencePrograms::previewEndings()
{
    QFETCH(QByteArray, mode);
    QFETCH(QString, expected);
    if (!mode.isEmpty())
        client(mode);
    if (mode == "prompt")
        goByRealTime();
    const int seconds = mode == "prompt" ? 2 : 60;
    const auto records = run(RemoteProgram::BackupPreview, {}, previewInput(seconds, 100000, "/data").value());
    QVERIFY2(records, m_errors.constData());
    const auto preview = parsePreview(*records, "/data", QDateTime::currentDateTimeUtc());
    const QString said = preview ? nameOf(preview->state) : preview.error().message;
    QVERIFY2(said.contains(expected), qPrintable(said));
}

void TstEvidencePrograms::previewLeavesNothingBehind()
{
    // The client writes a list into its working folder, and says much more than is wanted.
    write(QStringLiteral("bin/dsmc"),
          "#!/bin/sh\necho x >dsmprev.txt\necho \"$PWD\" >\"${0%/*}/../where\"\necho \"$3\" >\"${0%/*}/../asked\"\n"
          "i=0; while [ $i -lt 5000 ]; do echo \"/data/file$i  File  Included\"; i=$((i + 1)); done\n");
    QVERIFY(QFile::setPermissions(m_folder->filePath(QStringLiteral("bin/dsmc")), QFile::ReadOwner | QFile::ExeOwner));
    const auto records = run(RemoteProgram::BackupPreview, {}, previewInput(60, 20000, "/data/a $(touch x) b").value());
    QVERIFY2(records, m_errors.constData());
    const auto preview = parsePreview(*records, "/data", QDateTime::currentDateTimeUtc());
    QVERIFY(preview);
    QCOMPARE(preview->state, BackupPreview::State::Cut);
    QVERIFY(preview->included > 100 && preview->included < 5000);
    QFile where(m_folder->filePath(QStringLiteral("where")));
    QVERIFY(where.open(QIODevice::ReadOnly));
    const QString work = QString::fromLocal8Bit(where.readAll().trimmed());
    QVERIFY(work.startsWith(u'/') && work != QDir::currentPath());
    QVERIFY(!QFileInfo::exists(work));
    QFile asked(m_folder->filePath(QStringLiteral("asked")));
    QVERIFY(asked.open(QIODevice::ReadOnly));
    QCOMPARE(asked.readAll(), QByteArray("/data/a $(touch x) b/*\n"));
}

void TstEvidencePrograms::changeRates()
{
    constexpr qint64 Day = 24 * 60 * 60;
    write(QStringLiteral("data/new"), QByteArray(10, 'x'), 60);
    write(QStringLiteral("data/sub/days"), QByteArray(100, 'x'), 3 * Day);
    write(QStringLiteral("data/sub/weeks"), QByteArray(1000, 'x'), 20 * Day);
    write(QStringLiteral("data/sub/old"), QByteArray(10000, 'x'), 400 * Day);
    write(QStringLiteral("data/sub/tomorrow"), QByteArray(5, 'x'), -Day); // a clock that was wrong
    write(QStringLiteral("file"), "x");
    write(QStringLiteral("other/much"), QByteArray(77, 'x'));
    QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("other")), m_folder->filePath(QStringLiteral("data/link"))));
    QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("data")), m_folder->filePath(QStringLiteral("top"))));
    const QByteArray data = path("data");
    const auto records =
        run(RemoteProgram::ChangeRate, {},
            changeRateInput(60, {{"/a", data}, {"/b", path("top")}, {"/c", path("file")}, {"/d", path("none")}}));
    QVERIFY2(records, m_errors.constData());
    const auto rates = parseChangeRate(*records);
    QVERIFY(rates);
    QCOMPARE(rates->size(), 4);
    QCOMPARE(rates->at(0).folder, BytePath("/a"));
    // What a link below points to is elsewhere; the folder itself may be reached through one.
    QCOMPARE(printed(rates->at(0)), QByteArray("counted 5/11115 2/15 3/115 4/1115"));
    QCOMPARE(printed(rates->at(1)), printed(rates->at(0)));
    QCOMPARE(printed(rates->at(2)), QByteArray("notFolder 0/0 0/0 0/0 0/0"));
    QCOMPARE(printed(rates->at(3)), QByteArray("missing 0/0 0/0 0/0 0/0"));
}

void TstEvidencePrograms::changeRatesOfHostileNames()
{
    const QByteArrayList names {"a\nend 0", "1 2 .", "9 9 .\n9 9 .", "-rf", "$(touch pwned)",
                                "\xff\xfe", "'\"",   "\\",           " "};
    for (const QByteArray &name : names) {
        const QByteArray file = path("data") + '/' + name;
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("data"))));
        const int fd = ::open(file.constData(), O_CREAT | O_WRONLY, 0600);
        QVERIFY(fd >= 0);
        QCOMPARE(::write(fd, "xyz", 3), ssize_t(3));
        ::close(fd);
    }
    const QByteArray hostile = path("data") + "/fol\nder $(reboot)";
    QVERIFY(::mkdir(hostile.constData(), 0700) == 0);
    const auto records =
        run(RemoteProgram::ChangeRate, {}, changeRateInput(60, {{hostile, hostile}, {"/a", path("data")}}));
    QVERIFY2(records, m_errors.constData());
    const auto rates = parseChangeRate(*records);
    QVERIFY(rates);
    QCOMPARE(rates->first().folder, hostile);
    QCOMPARE(printed(rates->first()), QByteArray("counted 0/0 0/0 0/0 0/0"));
    QCOMPARE(printed(rates->last()), QByteArray("counted 9/27 9/27 9/27 9/27"));
}

void TstEvidencePrograms::changeRatesBelowARoot()
{
    write(QStringLiteral("root/data/a"), "xy");
    QVERIFY(QFile::link(QStringLiteral("/etc"), m_folder->filePath(QStringLiteral("root/link"))));
    const auto records = run(RemoteProgram::ChangeRate, path("root"),
                             changeRateInput(60, {{"/data", "/data"}, {"/link", "/link"}, {"/link/x", "/link/ssl"}}));
    QVERIFY2(records, m_errors.constData());
    const auto rates = parseChangeRate(*records);
    QVERIFY(rates);
    QCOMPARE(printed(rates->at(0)), QByteArray("counted 1/2 1/2 1/2 1/2"));
    QCOMPARE(rates->at(1).state, ChangeRate::State::Unreadable); // it leads out of the root
    QCOMPARE(rates->at(2).state, ChangeRate::State::Unreadable);
}

void TstEvidencePrograms::changeRatesRunOutOfTime()
{
    goByRealTime();
    write(QStringLiteral("data/a"), "xy");
    // A folder so large that it is never done, and a tool that says half a line before it is stopped.
    write(QStringLiteral("bin/find"),
          "#!/bin/sh\ncase \"$*\" in *-prune*) exit 0 ;; esac\necho '5 0 .'\nprintf '7 12'\nexec sleep 1000\n");
    QVERIFY(QFile::setPermissions(m_folder->filePath(QStringLiteral("bin/find")), QFile::ReadOwner | QFile::ExeOwner));
    // A busy machine may not even begin in that time: then it has more. It ends, though the tool would not.
    const QByteArrayList wanted(2, "unfinished 1/5 0/0 0/0 0/0");
    QByteArrayList told;
    for (int seconds = 5; told != wanted && seconds <= 20; seconds *= 2) {
        const auto records =
            run(RemoteProgram::ChangeRate, {}, changeRateInput(seconds, {{"/a", path("data")}, {"/b", path("data")}}));
        QVERIFY2(records, m_errors.constData());
        const auto rates = parseChangeRate(*records);
        QVERIFY(rates);
        told.clear();
        for (const ChangeRate &rate : *rates)
            told.append(printed(rate));
    }
    QCOMPARE(told, wanted);
}

void TstEvidencePrograms::changeRatesWithoutTools()
{
    write(QStringLiteral("data/a"), "xy");
    for (const char *name : {"find", "stat"}) {
        const QString tool = QStringLiteral("bin/") + QString::fromLatin1(name);
        write(tool, "#!/bin/sh\nexit 1\n");
        QVERIFY(QFile::setPermissions(m_folder->filePath(tool), QFile::ReadOwner | QFile::ExeOwner));
    }
    const auto records = run(RemoteProgram::ChangeRate, {}, changeRateInput(60, {{"/a", path("data")}}));
    QVERIFY2(records, m_errors.constData());
    QCOMPARE(records->first(), (FrameRecord {"refused", {"missing-tool", "find", "-printf"}}));
    // With "stat" alone, sizes and times are told by it.
    write(QStringLiteral("bin/find"),
          "#!/bin/sh\ncase \"$*\" in *-printf*) exit 1 ;; esac\nexec /usr/bin/find \"$@\"\n");
    QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("bin/stat"))));
    const auto again = run(RemoteProgram::ChangeRate, {}, changeRateInput(60, {{"/a", path("data")}}));
    QVERIFY2(again, m_errors.constData());
    QCOMPARE(printed(parseChangeRate(*again)->first()), QByteArray("counted 1/2 1/2 1/2 1/2"));
}

void TstEvidencePrograms::badInput_data()
{
    QTest::addColumn<int>("program");
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("change-rate: nothing") << int(RemoteProgram::ChangeRate) << QByteArray();
    QTest::newRow("change-rate: no number") << int(RemoteProgram::ChangeRate) << QByteArray("x\0", 2);
    QTest::newRow("backup-preview: nothing") << int(RemoteProgram::BackupPreview) << QByteArray();
    QTest::newRow("backup-preview: no number") << int(RemoteProgram::BackupPreview) << QByteArray("1\0x\0/a\0", 7);
}

void TstEvidencePrograms::badInput()
{
    QFETCH(int, program);
    QFETCH(QByteArray, input);
    QVERIFY(!run(RemoteProgram(program), {}, input));
    QVERIFY(m_errors.startsWith(remoteProgramName(RemoteProgram(program)).toLatin1() + ": "));
}

NIGHTKEEP_TEST(TstEvidencePrograms, integration, Core, 600)
#include "tst_evidenceprograms.moc"
