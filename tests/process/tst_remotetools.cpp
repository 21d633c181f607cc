// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/process/answeredhost.h"
#include "tests/process/remotetools.h"
#include "tests/process/shelltools.h"
#include "tests/support/remoteprogramlist.h"
#include "tests/support/testmain.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// Records of the answer that say themselves what is not known, and for want of what.
bool says(const QByteArray &record, const QByteArray &tool)
{
    return record == "LACKS|" + tool || record.startsWith("LACKS|" + tool + '|')
        || (tool == "timeout" && record == "DSMC|no-timeout")
        || (tool == "dsmc"
            && (record == "DSMC|absent" || record.startsWith("PREVIEW|2|") || record.startsWith("VERSIONS|2|")))
        || (tool == "systemd-run" && record.startsWith("started|") && record.endsWith("|ended-at-logout"));
}

QByteArray textOf(RemoteProgram program)
{
    QByteArray text = remoteProgramText(program).value_or(QByteArray());
    return text.replace(systemPath, QByteArray());
}

bool handsOver(RemoteProgram program)
{
    return program == RemoteProgram::HandOverStart || program == RemoteProgram::HandOverStatus
        || program == RemoteProgram::HandOverConfirm || program == RemoteProgram::HandOverStop;
}

/// The program that it is given to run, if it is.
QByteArray jobOf(RemoteProgram program)
{
    if (program == RemoteProgram::ArchiveStart)
        return jobText();
    return program == RemoteProgram::HandOverStart || program == RemoteProgram::HandOverConfirm ? handOverText()
                                                                                                : QByteArray();
}

QMap<QByteArray, QByteArrayList> toolsOfProgram(RemoteProgram program)
{
    QMap<QByteArray, QByteArrayList> tools = toolsOf(textOf(program));
    const QMap<QByteArray, QByteArrayList> ofJob = toolsOf(jobOf(program));
    for (auto tool = ofJob.cbegin(); tool != ofJob.cend(); ++tool) {
        for (const QByteArray &option : tool.value()) {
            if (!tools[tool.key()].contains(option))
                tools[tool.key()].append(option);
        }
        tools[tool.key()];
    }
    return tools;
}

/// A record as text; numbers of the moment are replaced, with the blanks that line them up.
QByteArray stable(const FrameRecord &record)
{
    QByteArrayList fields = record.fields;
    if (record.type == "now" || record.type == "free" || record.type == "CLOCK" || record.type == "UPTIME"
        || record.type == "DF" || record.type == "place" || record.type == "destination" || record.type == "restored") {
        for (QByteArray &field : fields)
            field = QString::fromLatin1(field)
                        .simplified()
                        .replace(QRegularExpression(QStringLiteral("[0-9.]+")), QStringLiteral("#"))
                        .toLatin1();
    }
    if (record.type == "file") // parts of a second are told by find alone
        fields[1] = fields.at(1).split('.').first();
    if (record.type == "started")
        fields[0] = fields[1] = "#";
    return record.type + '|' + fields.join('|');
}

} // namespace

void TstRemoteTools::initTestCase()
{
    ::umask(022); // an archive folder that others can write is refused
    QCOMPARE(jobText().count("PATH="), 1);
    QCOMPARE(handOverText().count("PATH="), 1);
    for (const RemoteProgram program : allRemotePrograms()) {
        QVERIFY(remoteProgramText(program)->contains(systemPath));
        for (const QByteArray &tool : toolsOfProgram(program).keys())
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
    QVERIFY(folder.mkpath(QStringLiteral("etc/nginx")));
    QFile web(folder.filePath(QStringLiteral("etc/nginx/nginx.conf")));
    QVERIFY(web.open(QIODevice::WriteOnly) && web.write("root /data;\n") > 0);
    web.close();
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

/// A finished archive with a copy that the stand-in takes.
void TstRemoteTools::archiveForDrill()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("drill")));
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("archives/.nightkeep/d1")));
    for (const auto &[name, bytes] :
         {std::pair(QStringLiteral("drill/-c.mbz"), drillCopy),
          std::pair(QStringLiteral("archives/.nightkeep/d1/plan"), QByteArray("d1\0d1\0", 6))}) {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QCOMPARE(QProcess::execute(QStringLiteral("tar"),
                               {QStringLiteral("-cf"), m_folder.filePath(QStringLiteral("archives/d1.tar")),
                                QStringLiteral("-C"), m_folder.filePath(QStringLiteral("drill")), QStringLiteral("--"),
                                QStringLiteral("-c.mbz")}),
             0);
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
        || program == RemoteProgram::ArchiveVerify || program == RemoteProgram::ArchiveManifest
        || program == RemoteProgram::ArchiveSign || program == RemoteProgram::ArchiveMember
        || program == RemoteProgram::ArchiveExtract;
    if (program == RemoteProgram::ArchiveExtract) {
        QDir(m_folder.filePath(QStringLiteral("restored"))).removeRecursively();
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("restored")));
    }
    if (isReader && m_isPrepared)
        return;
    cleanUp();
    m_isPrepared = isReader;
    serverLacks();
    if (program == RemoteProgram::RestoreDrill)
        archiveForDrill();
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
    // A file stands in the middle of its frame.
    const QByteArray mark("R\0bytes\0000\0", 10);
    const qsizetype file = bytes.indexOf(mark);
    const qsizetype whole = bytes.indexOf(QByteArray("R\0whole\0", 8));
    if (file >= 0 && whole > file)
        bytes.remove(file + mark.size(), whole - file - mark.size());
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
