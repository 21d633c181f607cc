// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/archiveworld.h"

#include "tests/support/processwatch.h"

#include <KZip>
#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>

namespace Nightkeep {

namespace {

const QByteArray dataFolder = QByteArrayLiteral("/data/moodle");
const QByteArray archiveFolder = QByteArrayLiteral("/data/archives");

} // namespace

ArchiveWorld::ArchiveWorld(const QString &folder)
    : m_root(folder.isEmpty() ? m_temporary.path() : folder)
{
    ::umask(022); // an archive folder that others can write is refused
    server.name = QStringLiteral("moodle-a.example");
    server.connection.kind = ServerConnection::Kind::LocalFolder;
    server.connection.root = m_root;
    std::ignore = workspace->store().replaceServer({}, server);
    site.name = QStringLiteral("moodle");
    site.dataServer = server.name;
    site.dataFolder = dataFolder;
    site.archiveFolder = archiveFolder;
    std::ignore = workspace->store().replaceSite({}, site);
    moodles.courses = QList<Course>();
    QDir(m_root).mkpath(QStringLiteral("data/moodle"));
    QDir(m_root).mkpath(QStringLiteral("data/archives"));
}

ArchiveWorld::~ArchiveWorld()
{
    runTool(QStringLiteral("rm"), {QStringLiteral("-rf"), path("/data")});
}

void ArchiveWorld::changeSite(const std::function<void(Site &)> &change)
{
    const Site before = site;
    change(site);
    std::ignore = workspace->store().replaceSite(before, site);
}

QString ArchiveWorld::path(const QByteArray &below) const
{
    return m_root + QString::fromUtf8(below);
}

QString ArchiveWorld::archiveFile(const QString &name) const
{
    return m_root + QString::fromUtf8(archiveFolder) + u'/' + name;
}

void ArchiveWorld::addZip(const QByteArray &relative, qint64 bytes, const QDateTime &modified) const
{
    addFile(relative, zipOf(bytes, relative, modified), modified);
}

void ArchiveWorld::addFile(const QByteArray &relative, const QByteArray &contents, const QDateTime &modified) const
{
    const QByteArray whole = m_root.toUtf8() + dataFolder + '/' + relative;
    for (qsizetype slash = whole.indexOf('/', m_root.size() + 1); slash > 0; slash = whole.indexOf('/', slash + 1))
        ::mkdir(whole.left(slash).constData(), 0755);
    // The name's bytes as they are: QFile would take them for text.
    const int file = ::open(whole.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool written = file >= 0 && ::write(file, contents.constData(), size_t(contents.size())) == contents.size();
    const timespec times[2] = {{modified.toSecsSinceEpoch(), 0}, {modified.toSecsSinceEpoch(), 0}};
    if (!written || ::futimens(file, times) != 0 || ::close(file) != 0)
        qFatal("cannot write %s", whole.constData());
}

void ArchiveWorld::addCourses(int count, qint64 bytesEach) const
{
    for (int id = 1; id <= count; ++id) {
        const QByteArray number = QByteArray::number(id);
        addZip(number + "/backupdata/backup-c" + number + "-20080519-1659.zip", bytesEach + id,
               QDateTime(QDate(2008, 5, 19), QTime(16, 59), QTimeZone::utc()));
    }
}

std::unique_ptr<ArchiveService> ArchiveWorld::newService()
{
    auto service =
        std::make_unique<ArchiveService>(store, workspace->store(), workspace->store(), hosts, moodles, lister, audit,
                                         // A run is named by its second, and these start faster than that.
                                         [ticks = m_ticks] { return QDateTime::currentDateTime().addSecs(++*ticks); });
    service->setPollInterval(std::chrono::milliseconds(100));
    return service;
}

ArchiveRequest ArchiveWorld::request(const QString &name) const
{
    return {site.name, ArchiveRule::NewestPerCourse, QDate(2008, 1, 1), name};
}

ArchiveRecord ArchiveWorld::waitForEnd(ArchiveService &service, const QString &runId) const
{
    const auto attached = [&] {
        const Result<ArchiveRecord> ended = service.attach(runId, CancelToken(), {});
        if (!ended)
            qFatal("%s", qPrintable(ended.error().message + ended.error().detail));
        return *ended;
    };
    const ArchiveRecord ended = attached();
    // An archive is complete once it has its names; its job then tidies up, and holds the lock until the end.
    const qint64 pid = jobPid(runId);
    if (ended.status.state != ArchiveState::Complete || isGone(pid))
        return ended;
    if (!QTest::qWaitFor([pid] { return isGone(pid); }, 120000))
        qFatal("the job %lld of the complete run %s does not end", static_cast<long long>(pid), qPrintable(runId));
    return attached();
}

ArchiveRecord ArchiveWorld::start(ArchiveService &service, const ArchiveRequest &request) const
{
    const Result<ArchivePlan> plan = service.plan(request, CancelToken());
    const Result<ArchiveRecord> started = plan ? service.start(*plan, CancelToken()) : fail(plan.error());
    if (!started)
        qFatal("%s", qPrintable(started.error().message + started.error().detail));
    return *started;
}

ArchiveRecord ArchiveWorld::startAndWait(ArchiveService &service, const ArchiveRequest &request) const
{
    return waitForEnd(service, start(service, request).run.id);
}

ArchiveRecord ArchiveWorld::startAndWait(ArchiveService &service, const QString &name) const
{
    return startAndWait(service, request(name));
}

void ArchiveWorld::setFailpoint(const QByteArray &line) const
{
    const QString file = archiveFile(QStringLiteral(".nightkeep/failpoint"));
    QDir(m_root).mkpath(QStringLiteral("data/archives/.nightkeep"));
    if (line.isEmpty())
        QFile::remove(file);
    else
        writeBytes(file, line + '\n');
}

qint64 ArchiveWorld::jobPid(const QString &runId) const
{
    return readBytes(archiveFile(QStringLiteral(".nightkeep/") + runId + QStringLiteral("/owner")))
        .split('\0')
        .value(5)
        .toLongLong();
}

QByteArray moodleXml(qint64 course, const QDateTime &made, const QByteArray &between)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MOODLE_BACKUP>\n  <INFO>\n    <NAME>backup.zip</NAME>\n"
           "    <MOODLE_RELEASE>1.9.2 (Build: 20080711)</MOODLE_RELEASE>\n    <DATE>"
        + QByteArray::number(made.toSecsSinceEpoch()) + "</DATE>\n  </INFO>\n" + between
        + "  <COURSE>\n    <HEADER>\n      <ID>" + QByteArray::number(course)
        + "</ID>\n    </HEADER>\n  </COURSE>\n</MOODLE_BACKUP>\n";
}

QByteArray zipWith(const QList<QPair<QString, QByteArray>> &members, bool deflated)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    KZip zip(&buffer);
    zip.setCompression(deflated ? KZip::DeflateCompression : KZip::NoCompression);
    bool good = zip.open(QIODevice::WriteOnly);
    for (const auto &[name, contents] : members)
        good = good && zip.writeFile(name, contents);
    if (!good || !zip.close())
        qFatal("cannot make a zip");
    return buffer.data();
}

QByteArray zipOf(qint64 bytes, const QByteArray &path, const QDateTime &made)
{
    if (bytes < 22)
        return QByteArray(bytes, 'x');
    const QByteArray xml = moodleXml(courseOfZip(path).value_or(1), made);
    QByteArray filler = (path + "\n").repeated(bytes / (path.size() + 1) + 1);
    filler.truncate(std::max<qint64>(0, bytes - xml.size()));
    return zipWith({{QStringLiteral("moodle.xml"), xml}, {QStringLiteral("course_files/notes.txt"), filler}});
}

void writeBytes(const QString &fileName, const QByteArray &bytes)
{
    QFile file(fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(fileName));
}

QByteArray readBytes(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int runTool(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    return process.waitForFinished(60000) ? process.exitCode() : -1;
}

} // namespace Nightkeep
