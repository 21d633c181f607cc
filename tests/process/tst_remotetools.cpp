// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every remote program without each of its tools, and with each of its tools as it is where one of the
// options is unknown: the answer is that of a whole server, or names what is lacking.
#include "tests/process/answeredhost.h"
#include "tests/process/toolprograms.h"
#include "tests/support/standinmoodle.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

struct Answer
{
    QByteArrayList records; ///< without what differs from time to time
    FrameRecord refused;
    std::optional<Error> error; ///< as the program has it
};

const QByteArray pooled = "0123456789abcdef0123456789abcdef01234567"; ///< a file of a pool, by its hash

/// Records of the answer that say themselves what is not known, and for want of what.
bool says(const QByteArray &record, const QByteArray &tool)
{
    return record == "LACKS|" + tool || record.startsWith("LACKS|" + tool + '|')
        || (tool == "timeout" && record == "DSMC|no-timeout")
        || (tool == "dsmc" && (record == "DSMC|absent" || record.startsWith("PREVIEW|2|")))
        || (tool == "systemd-run" && record.startsWith("started|") && record.endsWith("|ended-at-logout"));
}

} // namespace

class TstRemoteTools : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyTool_data();
    void everyTool();
    void withoutAnyHash();

private:
    /// With a private search path: links to all tools but one, which is absent, or refuses an option.
    void serverLacks(const QByteArray &tool = {}, const QByteArray &option = {});
    void fake(const QString &tool, const QByteArray &script);
    [[nodiscard]] Answer run(RemoteProgram program);
    [[nodiscard]] QByteArray output(RemoteProgram program, const QByteArrayList &input);
    void prepare(RemoteProgram program);
    [[nodiscard]] QByteArrayList input(RemoteProgram program, const QByteArray &run = "r1") const;
    void start(const QByteArray &name, const QByteArray &failpoint);
    void cleanUp() const;
    void clearPlaces() const;
    void prepareHandOver(RemoteProgram program);
    void prepareRemoval();
    [[nodiscard]] bool isClean() const;
    [[nodiscard]] QByteArrayList leftBy(RemoteProgram program, const FrameRecord &refused);
    [[nodiscard]] QByteArray path(const char *below = "") const { return QFile::encodeName(m_folder.path()) + below; }
    [[nodiscard]] QByteArray contentsOf(const QByteArray &file) const;
    [[nodiscard]] bool exists(const QByteArray &file) const { return QFileInfo::exists(QFile::decodeName(file)); }

    QTemporaryDir m_folder;
    QSet<QByteArray> m_tools; ///< of all programs
    bool m_isPrepared = false;
    StandInMoodle m_moodle;
};

void TstRemoteTools::initTestCase()
{
    ::umask(022); // an archive folder that others can write is refused
    QCOMPARE(jobText().count("PATH="), 1);
    QCOMPARE(handOverText().count("PATH="), 1);
    for (int i = 0; i <= int(RemoteProgram::HandOverStop); ++i) {
        QVERIFY(remoteProgramText(RemoteProgram(i))->contains(systemPath));
        for (const QByteArray &tool : toolsOfProgram(RemoteProgram(i)).keys())
            m_tools.insert(tool);
    }
    QVERIFY(m_moodle.make());
    m_moodle.setRows({{QStringLiteral("backup_auto_active"), QStringLiteral("1")}});
    QDir folder(m_folder.path());
    QVERIFY(folder.mkpath(QStringLiteral("data/1")) && folder.mkpath(QStringLiteral("bin")));
    for (const QByteArray name : {"a.zip", "b\nc.ZIP", "-rf.zip", "\xff.zip"}) {
        const int file = ::open((path("/data/1/") + name).constData(), O_CREAT | O_WRONLY, 0600);
        QVERIFY(file >= 0);
        QCOMPARE(::write(file, name.constData(), size_t(name.size())), ssize_t(name.size()));
        ::close(file);
    }
    QVERIFY(folder.mkpath(QStringLiteral("pool/01/23")));
    QFile inPool(folder.filePath(QStringLiteral("pool/01/23/") + QString::fromLatin1(pooled)));
    QVERIFY(inPool.open(QIODevice::WriteOnly) && inPool.write("12345") == 5);
    inPool.close();
    QVERIFY(QFile::link(QStringLiteral("data"), folder.filePath(QStringLiteral("link"))));
    QFile options(folder.filePath(QStringLiteral("dsm.opt")));
    QVERIFY(options.open(QIODevice::WriteOnly) && options.write("SErvername x\nDOMAIN /data\npassword secret\n") > 0);
}

void TstRemoteTools::fake(const QString &tool, const QByteArray &script)
{
    QFile file(m_folder.filePath(QStringLiteral("bin/") + tool));
    file.remove();
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write("#!/bin/sh\n" + script) > 0);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TstRemoteTools::serverLacks(const QByteArray &lacking, const QByteArray &option)
{
    // A server with a storage manager's client that ends the processes of who logs out.
    const QByteArrayList runners {"nice", "setsid", "systemd-run", "timeout", "xargs"};
    const QHash<QByteArray, QByteArray> fakes {
        {"busctl", "echo 'b true'\n"},
        {"dsmc", "echo \"$*\"\n"},
        {"id", "echo 1000\n"},
        {"sudo", "exit 1\n"},
        {"systemd-run", "while :; do case $1 in -*) shift ;; *) exec \"$@\" ;; esac; done\n"},
        {"timeout", PatientTimeout}};
    for (const QByteArray &tool : std::as_const(m_tools)) {
        const QString name = QString::fromLatin1(tool);
        const QString real = QStandardPaths::findExecutable(name);
        const QString place = m_folder.filePath(QStringLiteral("bin/") + name);
        QFile::remove(place);
        QVERIFY2(!real.isEmpty() || fakes.contains(tool), tool.constData());
        const QByteArray script = fakes.value(tool, "exec " + QFile::encodeName(real) + " \"$@\"\n");
        if (tool == lacking && option.isEmpty())
            continue;
        if (tool == lacking) {
            // Of a tool that runs another, the other's options are none of its own.
            const QByteArray other = runners.contains(tool) ? "break" : ":";
            fake(name,
                 "for word; do case $word in '" + option + "' | '" + option + "='*) echo \"" + tool
                     + ": unrecognized option: $word\" >&2; exit 2 ;; -*) ;; *) " + other + " ;; esac; done\n"
                     + script);
        } else if (fakes.contains(tool))
            fake(name, script);
        else
            QVERIFY(QFile::link(real, place));
    }
}

QByteArray TstRemoteTools::contentsOf(const QByteArray &name) const
{
    QFile file(QFile::decodeName(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray TstRemoteTools::output(RemoteProgram program, const QByteArrayList &input)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), m_folder.filePath(QStringLiteral("bin")));
    environment.insert(QStringLiteral("DSM_CONFIG"), m_folder.filePath(QStringLiteral("dsm.opt")));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QString::fromLatin1(textOf(program)), QStringLiteral("nightkeep")});
    process.write(inputFields(input));
    process.closeWriteChannel();
    if (!process.waitForFinished(120000) || process.exitCode() != 0)
        return "status " + QByteArray::number(process.exitCode()) + ": " + process.readAllStandardError();
    return process.readAllStandardOutput();
}

QByteArrayList TstRemoteTools::input(RemoteProgram program, const QByteArray &run) const
{
    switch (program) {
    case RemoteProgram::Probe:
        return {"", "0", "/etc", path("/link"), path("/none")};
    case RemoteProgram::Zips:
        return {"", path("/data"), path("/archives"), "since", "0", "closed"};
    case RemoteProgram::ArchiveStart: {
        QByteArrayList fields {"",
                               run,
                               run,
                               "site",
                               "newest-per-course",
                               "2008-01-01",
                               "server",
                               path("/data"),
                               path("/archives"),
                               "me",
                               "4",
                               "20",
                               "1",
                               "0",
                               "",
                               jobText()};
        for (const QByteArray name : {"a.zip", "b\nc.ZIP", "-rf.zip", "\xff.zip"}) {
            struct stat info = {};
            ::stat((path("/data/1/") + name).constData(), &info);
            fields << "1/" + name << QByteArray::number(qint64(info.st_size))
                   << QByteArray::number(qint64(info.st_mtime));
            fields += QByteArrayList {"1", "", "", "", "doubtful"};
        }
        return fields;
    }
    case RemoteProgram::ArchiveStatus:
        return {"", path("/archives"), ""};
    case RemoteProgram::ArchiveCancel:
        return {"", path("/archives"), run, "me"};
    case RemoteProgram::TarHeaders:
    case RemoteProgram::ArchiveVerify:
        return {"", path("/archives"), run};
    case RemoteProgram::ChangeRate:
        return {"", "60", "/a", path("/data"), "/b", path("/none")};
    case RemoteProgram::BackupPreview:
        return {"", "20", "100000", "/data"};
    case RemoteProgram::Backups:
        return {"",
                "",
                "closed",
                "4",
                "sharedFolder",
                path("/data"),
                "courseFolder",
                path("/data"),
                "pool",
                path("/pool"),
                "trash",
                path("/pool"),
                pooled + " 5"};
    case RemoteProgram::BackupContents:
        return {"", "sharedFolder", path("/data"), "1/a.zip", "100"};
    case RemoteProgram::Fetch: {
        struct stat info = {};
        ::stat(path("/data/1/a.zip").constData(), &info);
        return {"", path("/data"), "1/a.zip", QByteArray::number(qint64(info.st_size)),
                QByteArray::number(qint64(info.st_mtime))};
    }
    case RemoteProgram::MoodleSettings: // as who the fake "id" says that we are
        return {"",     QFile::encodeName(m_moodle.folder()),
                "1000", QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("php"))),
                "30",   "read"};
    case RemoteProgram::Destination:
        return {"", path("/data"), "1000", path()};
    case RemoteProgram::HandOverStart:
    case RemoteProgram::HandOverConfirm: {
        QByteArrayList fields {"",       path("/archives"), run, "me", handOverText(), "described",
                               "folder", "second",          "",  "",   path("/second")};
        if (program == RemoteProgram::HandOverConfirm)
            fields += QByteArrayList {"look", "", ""};
        return fields;
    }
    case RemoteProgram::HandOverStatus:
        return {"", path("/archives"), run};
    case RemoteProgram::HandOverStop:
        return {"", path("/archives"), run, "second", "me"};
    case RemoteProgram::ArchiveRemove: {
        const QByteArray tar = contentsOf(path("/kept.tar"));
        return {"", path("/archives"), run, QByteArray::number(tar.size()),
                QCryptographicHash::hash(tar, QCryptographicHash::Sha256).toHex()};
    }
    default:
        return {};
    }
}

/// Takes hand-overs back, as if there had been none.
void TstRemoteTools::clearPlaces() const
{
    const QByteArray pid = contentsOf(path("/archives/.nightkeep/r1/places/second/owner")).split('\0').value(5);
    if (pid.toLongLong() > 1) {
        ::kill(pid_t(-pid.toLongLong()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!exists("/proc/" + pid), 60000);
    }
    for (const char *folder : {"archives/.nightkeep/r1/places", "second"})
        QDir(m_folder.filePath(QLatin1String(folder))).removeRecursively();
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("second")));
}

void TstRemoteTools::cleanUp() const
{
    clearPlaces();
    const QByteArray owner = contentsOf(path("/archives/.nightkeep/lock/owner"));
    const qint64 pid = owner.split('\0').value(5).toLongLong();
    if (pid > 1)
        ::kill(pid_t(-pid), SIGKILL);
    QDir(m_folder.filePath(QStringLiteral("archives"))).removeRecursively();
    QDir(m_folder.path()).mkpath(QStringLiteral("archives/.nightkeep"));
}

/// Starts a run on a whole server and waits until its job has ended or halts.
void TstRemoteTools::start(const QByteArray &name, const QByteArray &failpoint)
{
    const QByteArray jobs = path("/archives/.nightkeep/");
    QFile file(QFile::decodeName(jobs + "failpoint"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(failpoint + '\n') > 0);
    file.close();
    QVERIFY(output(RemoteProgram::ArchiveStart, input(RemoteProgram::ArchiveStart, name)).contains("started"));
    const QByteArray pid = contentsOf(jobs + name + "/owner").split('\0').value(5);
    QTRY_VERIFY_WITH_TIMEOUT(!exists(jobs + "lock") || contentsOf("/proc/" + pid + "/stat").contains(") T "), 60000);
}

/// A finished archive, which has been handed over where that is asked about, or is being handed over where it is
/// stopped.
/// One archive is made once, and its tar put back where it was removed.
void TstRemoteTools::prepareRemoval()
{
    serverLacks();
    const QString tar = m_folder.filePath(QStringLiteral("archives/r1.tar"));
    const QString kept = m_folder.filePath(QStringLiteral("kept.tar"));
    if (!m_isPrepared) {
        cleanUp();
        start("r1", "none");
        QFile::remove(kept);
        QVERIFY(QFile::copy(tar, kept));
        m_isPrepared = true;
    }
    QVERIFY(QFile::exists(tar) || QFile::copy(kept, tar));
}

void TstRemoteTools::prepareHandOver(RemoteProgram program)
{
    serverLacks();
    if (m_isPrepared) {
        if (program != RemoteProgram::HandOverStart && program != RemoteProgram::HandOverStop)
            return;
        clearPlaces();
    } else {
        cleanUp();
        start("r1", "none");
        m_isPrepared = true;
    }
    if (program == RemoteProgram::HandOverStart)
        return;
    QFile file(QFile::decodeName(path("/archives/.nightkeep/failpoint")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(program == RemoteProgram::HandOverStop ? "hand-sent:stop\n" : "none\n") > 0);
    file.close();
    QVERIFY(output(RemoteProgram::HandOverStart, input(RemoteProgram::HandOverStart)).contains("started"));
    const QByteArray owner = contentsOf(path("/archives/.nightkeep/r1/places/second/owner"));
    const QByteArray pid = owner.split('\0').value(5);
    QTRY_VERIFY_WITH_TIMEOUT(!exists("/proc/" + pid) || contentsOf("/proc/" + pid + "/stat").contains(") T "), 60000);
}

void TstRemoteTools::prepare(RemoteProgram program)
{
    if (handsOver(program)) {
        prepareHandOver(program);
        return;
    }
    if (program == RemoteProgram::ArchiveRemove) {
        prepareRemoval();
        return;
    }
    const bool isReader = program == RemoteProgram::ArchiveStatus || program == RemoteProgram::TarHeaders
        || program == RemoteProgram::ArchiveVerify;
    if (isReader && m_isPrepared)
        return;
    cleanUp();
    m_isPrepared = isReader;
    serverLacks();
    if (program == RemoteProgram::ArchiveCancel) {
        start("r1", "packed:stop");
    } else if (isReader) {
        start("r1", "none");
        start("r2", "hashing:fail");
        start("r3", "comparing:stop");
    }
}

bool TstRemoteTools::isClean() const
{
    const QStringList left = QDir(m_folder.filePath(QStringLiteral("archives")))
                                 .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
        + QDir(m_folder.filePath(QStringLiteral("archives/.nightkeep")))
              .entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    return left == QStringList {QStringLiteral(".nightkeep")}
    || left == QStringList {QStringLiteral(".nightkeep"), QStringLiteral("guard")};
}

/// What a program left on the server belongs to its answer.
QByteArrayList TstRemoteTools::leftBy(RemoteProgram program, const FrameRecord &refused)
{
    QByteArrayList left;
    if (program != RemoteProgram::ArchiveStart && program != RemoteProgram::ArchiveCancel
        && program != RemoteProgram::ArchiveRemove)
        return left;
    const QByteArray jobs = path("/archives/.nightkeep/");
    if (program == RemoteProgram::ArchiveStart && refused.type.isEmpty()) {
        const QByteArray pid = contentsOf(jobs + "r1/owner").split('\0').value(5);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!exists("/proc/" + pid), 60000); }();
        const Result<QList<FrameRecord>> manifest =
            readFrame(contentsOf(path("/archives/r1.tar.manifest")), "archive-manifest");
        left.append(manifest ? "manifest " + QByteArray::number(manifest->size()) : "no manifest");
    }
    for (const char *folder : {"/archives", "/archives/.nightkeep"})
        left.append(QDir(QFile::decodeName(path(folder)))
                        .entryList(QDir::AllEntries | QDir::NoDotAndDotDot)
                        .join(u' ')
                        .toLatin1());
    return left;
}

Answer TstRemoteTools::run(RemoteProgram program)
{
    QByteArray bytes = output(program, input(program));
    if (program == RemoteProgram::Fetch) // the file stands in the middle of its frame
        bytes.replace(QByteArray("R\0bytes\0000\0a.zip", 15), QByteArray("R\0bytes\0000\0", 10));
    const Result<QList<FrameRecord>> records = readFrame(bytes, remoteProgramName(program).toLatin1());
    Answer answer;
    if (!records)
        answer.records.append("no frame: " + bytes.left(500));
    else
        for (const FrameRecord &record : *records) {
            answer.records.append(stable(record));
            if (record.type == "refused")
                answer.refused = record;
        }
    AnsweredHost host(bytes);
    if (const auto asked = askProgram(host, program, {}, QStringLiteral("moodle-a"), CancelToken()); !asked)
        answer.error = asked.error();
    answer.records += leftBy(program, answer.refused);
    std::sort(answer.records.begin(), answer.records.end());
    return answer;
}

void TstRemoteTools::everyTool_data()
{
    QTest::addColumn<int>("program");
    QTest::addColumn<QByteArray>("tools");
    const auto row = [](RemoteProgram program, const char *tools) {
        QTest::newRow(qPrintable(remoteProgramName(program))) << int(program) << QByteArray(tools);
    };
    row(RemoteProgram::Probe, "awk cat date df dsmc od readlink timeout uname");
    row(RemoteProgram::Zips, "awk date df find gzip od perl");
    row(RemoteProgram::ArchiveStart,
        "awk busctl chmod date dd df find flock id ln ls mkdir mv od openssl perl readlink rm setsid sha256sum sleep "
        "stat sync systemd-run tar xargs");
    row(RemoteProgram::ArchiveStatus, "awk date dd find ls od readlink stat");
    row(RemoteProgram::ArchiveCancel, "awk date find flock ls mv od readlink rm sleep");
    row(RemoteProgram::TarHeaders, "awk find ls od readlink stat");
    row(RemoteProgram::ArchiveVerify, "awk dd find ls od openssl readlink sha256sum stat");
    row(RemoteProgram::ChangeRate, "awk date find nice od stat timeout");
    row(RemoteProgram::BackupPreview, "awk dsmc head mktemp od rm timeout tr wc");
    row(RemoteProgram::Backups, "awk date df find getconf gzip od perl tee tr wc xargs");
    row(RemoteProgram::BackupContents, "awk gzip od perl");
    row(RemoteProgram::Fetch, "awk find head od openssl perl sha256sum");
    row(RemoteProgram::MoodleSettings, "awk find flock id od su sudo tail timeout");
    row(RemoteProgram::Destination, "awk df id od su sudo timeout");
    row(RemoteProgram::HandOverStart,
        "awk busctl cmp date dd df dsmc find flock id ln ls mkdir mv od openssl readlink rm rsync setsid sha256sum "
        "sleep ssh stat sync systemd-run timeout wc");
    row(RemoteProgram::HandOverStatus, "awk date find ls od readlink stat");
    row(RemoteProgram::HandOverConfirm,
        "awk cmp date dd df dsmc find flock ln ls mkdir mv od openssl readlink rm rsync setsid sha256sum ssh stat sync "
        "timeout wc");
    row(RemoteProgram::HandOverStop, "awk date find ls mv od readlink rm sleep");
    row(RemoteProgram::ArchiveRemove, "awk find flock ls od readlink rm stat");
}

void TstRemoteTools::everyTool()
{
    QFETCH(int, program);
    QFETCH(QByteArray, tools);
    const auto which = RemoteProgram(program);
    const QMap<QByteArray, QByteArrayList> used = toolsOfProgram(which);
    QCOMPARE(used.keys().join(' '), tools); // a tool more or less is a row that is wrong
    prepare(which);
    serverLacks();
    const Answer whole = run(which);
    QVERIFY2(whole.refused.type.isEmpty() && whole.records.size() > 1, whole.records.join('\n').constData());
    int complete = 0;
    int refused = 0;
    int said = 0;
    for (auto tool = used.cbegin(); tool != used.cend(); ++tool) {
        for (const QByteArray &option : QByteArrayList {QByteArray()} + tool.value()) {
            prepare(which);
            serverLacks(tool.key(), option);
            const Answer answer = run(which);
            const QByteArray what = tool.key() + ' ' + option + ":\n" + answer.records.join('\n') + "\nbut whole:\n"
                + whole.records.join('\n');
            if (!answer.refused.type.isEmpty()) {
                QVERIFY2(answer.refused.fields.value(0) == "missing-tool", what.constData());
                QVERIFY2(answer.refused.fields.value(1) == tool.key(), what.constData());
                QVERIFY2(answer.refused.fields.value(2).isEmpty() == option.isEmpty(), what.constData());
                QVERIFY2(answer.error && answer.error->kind == ErrorKind::MissingTool, what.constData());
                QVERIFY2(answer.error->message.contains(QString::fromLatin1(tool.key())), what.constData());
                QVERIFY2(answer.error->advice.contains(QLatin1String("moodle-a")), what.constData());
                // A start that is refused leaves nothing behind, where it can remove anything.
                QVERIFY2(which != RemoteProgram::ArchiveStart || tool.key() == "rm" || isClean(), what.constData());
                ++refused;
            } else if (answer.records == whole.records) {
                ++complete;
            } else {
                // What it says is true of the whole server, but for what it says that it cannot say.
                bool isSaid = false;
                for (const QByteArray &record : answer.records) {
                    isSaid = isSaid || says(record, tool.key());
                    QVERIFY2(whole.records.contains(record) || says(record, tool.key()), what.constData());
                }
                QVERIFY2(isSaid, what.constData());
                ++said;
            }
        }
    }
    cleanUp();
    m_isPrepared = false;
    QVERIFY(refused > 0);
    qInfo("%s: %d tools, %d lacks tried: %d refused by name, %d answered whole, %d said what they cannot say",
          qPrintable(remoteProgramName(which)), int(used.size()), refused + complete + said, refused, complete, said);
}

void TstRemoteTools::withoutAnyHash()
{
    prepare(RemoteProgram::ArchiveStart);
    serverLacks("sha256sum");
    QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("bin/openssl"))));
    QCOMPARE(run(RemoteProgram::ArchiveStart).refused.fields, (QByteArrayList {"missing-tool", "sha256sum"}));
    cleanUp();
}

NIGHTKEEP_TEST(TstRemoteTools, integration, Core, 900)
#include "tst_remotetools.moc"
