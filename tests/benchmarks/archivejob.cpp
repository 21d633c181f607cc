// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/localshellhost.h"
#include "models/archives/archiveanswers.h"
#include "tests/benchmarks/comparison.h"
#include "tests/support/processwatch.h"

#include <KZip>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <sys/stat.h>

namespace Nightkeep {

namespace {

constexpr int TermCourses = 2'000;
constexpr qsizetype TermZipBytes = 1'120'000; // 2.09 GiB in all

/// A term of 2,000 zips on a disk, archived by the job as it is started on a server, and by the peers' shell lines.
class TermLab
{
public:
    TermLab();
    [[nodiscard]] bool fill();
    /// From the start to the job's end, or to where it is killed; what it made is removed afterwards.
    [[nodiscard]] std::optional<double> job(const QByteArray &killedAt);
    /// A shell line in the folder of the zips; $L is the list, and a.tar in "archives" what it makes.
    [[nodiscard]] std::optional<double> shell(const QString &line) const;

private:
    [[nodiscard]] QString path(const QString &below) const { return m_root.filePath(below); }
    void tidyUp() const;

    QTemporaryDir m_root;
    Server m_server;
    ArchiveStartInput m_input;
    int m_runs = 0;
};

bool writeTermFile(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

TermLab::TermLab()
{
    ::umask(022); // an archive folder that others can write is refused
    m_server.name = QStringLiteral("bench");
    m_server.connection.kind = ServerConnection::Kind::LocalFolder;
    m_server.connection.root = m_root.path();
}

bool TermLab::fill()
{
    const QDateTime made(QDate(2008, 5, 19), QTime(16, 59), QTimeZone::utc());
    QByteArray noise(TermZipBytes * 2, Qt::Uninitialized);
    QRandomGenerator random(3);
    for (char &byte : noise)
        byte = char(random.generate());
    QByteArray list;
    for (int id = 1; id <= TermCourses; ++id) {
        const QByteArray name = QByteArray::number(id) + "/backupdata/backup-c" + QByteArray::number(id) + ".zip";
        const QString file = path(QStringLiteral("data/")) + QString::fromLatin1(name);
        if (!QDir().mkpath(QFileInfo(file).path()))
            return false;
        KZip zip(file);
        zip.setCompression(KZip::NoCompression);
        if (!zip.open(QIODevice::WriteOnly) || !zip.writeFile(QStringLiteral("moodle.xml"), "<MOODLE_BACKUP/>")
            || !zip.writeFile(QStringLiteral("a.bin"), noise.mid(random.bounded(int(TermZipBytes)), TermZipBytes))
            || !zip.close())
            return false;
        QFile written(file);
        if (!written.open(QIODevice::ReadWrite) || !written.setFileTime(made, QFileDevice::FileModificationTime))
            return false;
        PlannedZip planned;
        planned.file.path = name;
        planned.file.bytes = written.size();
        planned.file.modified = made;
        planned.courseId = id;
        m_input.files.append(planned);
        list += name + '\0';
    }
    m_input.run.request.site = QStringLiteral("moodle");
    m_input.run.request.notBefore = made.date();
    m_input.run.server = m_server.name;
    m_input.run.dataFolder = "/data";
    m_input.run.archiveFolder = "/archives";
    m_input.run.startedBy = QStringLiteral("bench");
    m_input.run.files = TermCourses;
    m_input.jobText = archiveJobText();
    return QDir().mkpath(path(QStringLiteral("archives/.nightkeep")))
        && writeTermFile(path(QStringLiteral("list")), list);
}

void TermLab::tidyUp() const
{
    for (const QString &name : {QStringLiteral("archives/a.tar"), QStringLiteral("archives/a.tar.manifest"),
                                QStringLiteral("archives/.nightkeep/failpoint")})
        QFile::remove(path(name));
    QDir(path(QStringLiteral("archives/.nightkeep/r%1").arg(m_runs))).removeRecursively();
    QDir(path(QStringLiteral("archives/.nightkeep/lock"))).removeRecursively();
    QProcess::execute(QStringLiteral("sync"), {});
}

std::optional<double> TermLab::job(const QByteArray &killedAt)
{
    ++m_runs;
    m_input.run.id = QStringLiteral("r%1").arg(m_runs);
    m_input.run.request.name = QStringLiteral("a");
    if (!killedAt.isEmpty()
        && !writeTermFile(path(QStringLiteral("archives/.nightkeep/failpoint")), killedAt + ":kill\n"))
        return std::nullopt;
    QElapsedTimer timer;
    timer.start();
    LocalShellHost host(m_server);
    const auto records = askProgram(host, RemoteProgram::ArchiveStart, archiveStartFields(m_input), m_server.name,
                                    CancelToken(), {std::chrono::minutes(5)});
    const Result<QString> started = records ? parseArchiveStarted(*records, m_server.name) : fail(records.error());
    if (!started) {
        qWarning("%s %s", qPrintable(started.error().message), qPrintable(started.error().detail));
        return std::nullopt;
    }
    QFile owner(path(QStringLiteral("archives/.nightkeep/%1/owner").arg(m_input.run.id)));
    if (!owner.open(QIODevice::ReadOnly))
        return std::nullopt;
    const qint64 pid = owner.readAll().split('\0').value(5).toLongLong();
    if (!QTest::qWaitFor([pid] { return isGone(pid); }, 600000))
        return std::nullopt;
    const double seconds = secondsSince(timer);
    const bool isDone = QFile::exists(path(QStringLiteral("archives/a.tar.manifest"))) == killedAt.isEmpty();
    tidyUp();
    return isDone ? std::optional(seconds) : std::nullopt;
}

std::optional<double> TermLab::shell(const QString &line) const
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.setWorkingDirectory(path(QStringLiteral("data")));
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("L=../list\n") + line});
    const bool ended = process.waitForFinished(-1) && process.exitCode() == 0;
    const double seconds = secondsSince(timer);
    tidyUp();
    return ended ? std::optional(seconds) : std::nullopt;
}

} // namespace

bool benchArchiveJob()
{
    TermLab lab;
    if (!lab.fill())
        return false;
    const auto peer = [&lab](const char *line) {
        return [&lab, line] { return lab.shell(QString::fromLatin1(line)); };
    };
    // Its listing and its look at each zip included.
    const auto packed = [&lab] { return lab.job("comparing"); };
    bool ran =
        compare({"the archive's job until its tar is on the disk, 2,000 zips of 2.1 GiB", "tar -b 2048 and sync", 1.10,
                 5, packed, peer("tar -b 2048 -cf ../archives/a.tar --null -T $L && sync ../archives/a.tar")});
    ran = compare({"the same", "tar with its own record size", 0.80, 5, packed,
                   peer("tar -cf ../archives/a.tar --null -T $L")})
        && ran;
    // With each source's own hash, which the peer does not make.
    return compare({"the whole job: packed, compared, read back, each zip hashed", "tar && sha256sum && sync", 0.50, 5,
                    [&lab] { return lab.job({}); },
                    peer("tar -cf ../archives/a.tar --null -T $L && sha256sum ../archives/a.tar && sync")})
        && ran;
}

} // namespace Nightkeep
