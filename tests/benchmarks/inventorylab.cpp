// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/inventorylab.h"

#include "app/demo/demozips.h"
#include "models/courses/inventorylook.h"
#include "tests/courses/madecourses.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <cstdio>
#include <tuple>

namespace Nightkeep {

namespace {

constexpr int RunLimit = 600000; // milliseconds

bool runs(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    return process.waitForFinished(RunLimit) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

QString shortNameOf(int course)
{
    return QStringLiteral("BENCH%1").arg(course);
}

bool put(const QString &name, const QByteArray &contents, const QDateTime &made)
{
    QFile file(name);
    return file.open(QIODevice::ReadWrite) && file.write(contents) == contents.size() && file.flush()
        && file.setFileTime(made, QFileDevice::FileModificationTime);
}

bool trouble(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
    return false;
}

} // namespace

InventoryLab::~InventoryLab()
{
    if (QFile::exists(socket()))
        std::ignore = runs(QStringLiteral("ssh"),
                           {QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-O"), QStringLiteral("exit"),
                            QStringLiteral("-S"), socket(), QStringLiteral("nightkeep-test")});
}

bool InventoryLab::start()
{
    const int wanted = qEnvironmentVariableIntValue("NIGHTKEEP_BENCH_COURSES");
    m_courses = wanted > 0 ? wanted : 20'000;
    if (!m_sshd.start())
        return trouble(m_sshd.problem());
    m_config = m_sshd.configFile();
    m_knownHosts = m_sshd.knownHostsFile();
    if (!fill())
        return trouble(QStringLiteral("the zips could not be written"));
    return login() || trouble(QStringLiteral("ssh could not log in"));
}

bool InventoryLab::fill() const
{
    for (int id = 1; id <= m_courses; ++id) {
        Course course;
        course.id = id;
        course.shortName = shortNameOf(id);
        const QDateTime newest = MadeCourses::lastRun().addSecs(60);
        const Result<QByteArray> zip = makeDemoZip({course, newest, 100 + id % 900, quint64(id)});
        const QString below = folder() + QStringLiteral("/data/%1/backupdata/").arg(id);
        if (!zip || !QDir().mkpath(below))
            return false;
        for (int week = 0; week < CopiesEach; ++week) {
            const QDateTime made = newest.addDays(-7 * week);
            if (!put(below + QString::fromLatin1(demoZipName(course, made)), *zip, made))
                return false;
        }
    }
    return true;
}

bool InventoryLab::login()
{
    return runs(QStringLiteral("ssh"),
                {QStringLiteral("-F"), m_config, QStringLiteral("-o"),
                 QStringLiteral("UserKnownHostsFile=") + m_knownHosts, QStringLiteral("-o"),
                 QStringLiteral("BatchMode=yes"), QStringLiteral("-f"), QStringLiteral("-N"), QStringLiteral("-M"),
                 QStringLiteral("-S"), socket(), QStringLiteral("nightkeep-test")});
}

Site InventoryLab::site() const
{
    Site site = MadeCourses::site();
    site.databaseServer = site.dataServer = m_serverName;
    site.dataFolder = QFile::encodeName(m_folder.filePath(QStringLiteral("data")));
    return site;
}

MoodleFacts InventoryLab::facts() const
{
    return MadeCourses::reading(MoodleEdition::Old).head.moodle;
}

QList<CourseState> InventoryLab::courseStates() const
{
    QList<CourseState> states;
    for (int id = 1; id <= m_courses; ++id)
        states.append(MadeCourses::course(id, shortNameOf(id)));
    return states;
}

std::unique_ptr<SshHosts> InventoryLab::hosts()
{
    SshHostsOptions options;
    options.runtimeFolder = m_sshd.folder();
    options.knownHostsFile = m_knownHosts;
    options.configFile = m_config;
    return std::make_unique<SshHosts>(options);
}

bool InventoryLab::ssh(const QString &command) const
{
    return runs(QStringLiteral("ssh"),
                {QStringLiteral("-T"), QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-S"), socket(),
                 QStringLiteral("-o"), QStringLiteral("ControlMaster=no"), QStringLiteral("-o"),
                 QStringLiteral("BatchMode=yes"), QStringLiteral("-o"), QStringLiteral("ProxyCommand=/bin/false"),
                 QStringLiteral("--"), QStringLiteral("nightkeep-test"), command});
}

bool InventoryLab::coldSsh(const QString &command) const
{
    return runs(QStringLiteral("ssh"),
                {QStringLiteral("-T"), QStringLiteral("-F"), m_config, QStringLiteral("-o"),
                 QStringLiteral("UserKnownHostsFile=") + m_knownHosts, QStringLiteral("-o"),
                 QStringLiteral("BatchMode=yes"), QStringLiteral("--"), QStringLiteral("nightkeep-test"), command});
}

QString InventoryLab::find() const
{
    return QStringLiteral("find %1/data -type f -printf '%s\\0%T@\\0%P\\0'").arg(folder());
}

QString InventoryLab::ls() const
{
    return QStringLiteral("ls -lR %1/data | awk '/\\.zip$/ { files++; bytes += $5 } END { print files, bytes }'")
        .arg(folder());
}

InventoryWorkspace::InventoryWorkspace(const InventoryLab &lab, RemoteHosts &hosts)
    : m_lab(lab)
    , m_hosts(hosts)
{
    StoreOptions options;
    options.clock = MadeCourses::now;
    Result<std::unique_ptr<WorkspaceStore>> store =
        WorkspaceStore::create(m_folder.filePath(QStringLiteral("bench.nightkeep")), options);
    if (!store || !(*store)->replaceServer({}, lab.server()) || !(*store)->replaceSite({}, lab.site()))
        return;
    m_store = std::move(*store);
    m_moodles.change(lab.site().name, [&lab](FakeMoodle &moodle) {
        moodle.facts = lab.facts();
        moodle.states.courses = lab.courseStates();
    });
    m_service = std::make_unique<CourseService>(*this, *m_store, *m_store, m_hosts, m_moodles, m_copies, *m_store,
                                                MadeCourses::now);
}

bool InventoryWorkspace::isWhole(const SiteBackups &backups) const
{
    qsizetype copies = 0;
    for (const CourseBackups &course : backups.courses)
        copies += course.copies.size();
    return !backups.head.inventoryFailure && backups.courses.size() == m_lab.courses() && copies == m_lab.files();
}

bool InventoryWorkspace::list()
{
    const Site site = m_lab.site();
    CourseReading reading;
    reading.head.moodle = m_lab.facts();
    reading.head.moodleReadAt = MadeCourses::now();
    reading.courses = m_moodles.moodle(site.name).states.courses;
    InventoryOrder order;
    order.depth = InventoryOrder::Depth::List;
    order.places = CourseService::placesOf(site, reading.head.moodle);
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(m_lab.server(), Attendance::Background);
    Result<Inventory> inventory =
        host ? lookThroughPlaces(**host, m_lab.server().name, order, {}, {}) : fail(host.error());
    if (!inventory)
        return trouble(inventory.error().message + inventory.error().detail);
    reading.head.listedAt = inventory->listedAt;
    reading.head.places = inventory->places;
    reading.files = std::move(inventory->files);
    const SiteBackups joined = joinBackups(site, reading, MadeCourses::now());
    return saveCourseReading(site.name, reading, {}, nullptr).has_value() && isWhole(joined);
}

bool InventoryWorkspace::refresh()
{
    const Result<Asked<SiteBackups>> asked = m_service->refresh(m_lab.site(), Attendance::Background, {});
    return asked ? !asked->notKept && isWhole(asked->answer) : trouble(asked.error().message);
}

Result<std::optional<CourseReadingHead>> InventoryWorkspace::courseReadingHead(const QString &site) const
{
    return m_store->courseReadingHead(site);
}

Result<std::optional<CourseReading>> InventoryWorkspace::courseReading(const QString &site) const
{
    return m_store->courseReading(site);
}

Result<qint64> InventoryWorkspace::saveCourseReading(const QString &site, const CourseReading &reading,
                                                     const std::optional<UsagePoint> &usage, const CourseReading *known)
{
    const Result<qint64> rows = m_store->saveCourseReading(site, reading, usage, known);
    m_rows = rows.value_or(-1);
    return rows;
}

Result<QList<UsagePoint>> InventoryWorkspace::usagePoints(const QString &site) const
{
    return m_store->usagePoints(site);
}

Result<void> InventoryWorkspace::saveUsagePoints(const QString &site, const QList<UsagePoint> &points)
{
    return m_store->saveUsagePoints(site, points);
}

Result<std::optional<CourseLog>> InventoryWorkspace::courseLog(const QString &site, qint64 course) const
{
    return m_store->courseLog(site, course);
}

Result<void> InventoryWorkspace::saveCourseLog(const QString &site, const CourseLog &log)
{
    return m_store->saveCourseLog(site, log);
}

} // namespace Nightkeep
