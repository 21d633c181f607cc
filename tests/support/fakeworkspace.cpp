// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeworkspace.h"

#include "tests/support/agreed.h"

#include <QMutexLocker>
#include <QTimeZone>

#include <tuple>

namespace Nightkeep {

namespace {

Server madeServer(const QString &name, const QString &service, const QList<BytePath> &current,
                  const QList<BytePath> &wanted)
{
    Server server;
    server.name = name;
    server.os = QStringLiteral("Solaris 10");
    server.service = service;
    server.web = QStringLiteral("http://%1/").arg(name);
    server.storageNode = QStringLiteral("fs-p");
    server.current = current;
    server.wanted = wanted;
    server.policy = QStringLiteral("nightly, 60 days");
    server.archive = QStringLiteral("each term, for years");
    server.connection.kind = ServerConnection::Kind::LocalFolder; // no test ever goes to the network
    server.connection.root = QStringLiteral("/nowhere");
    return server;
}

ServerSnapshot madeSnapshot(const QDateTime &takenAt)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = takenAt;
    snapshot.osRelease = QStringLiteral("Solaris 10");
    snapshot.kernel = QStringLiteral("5.10");
    snapshot.uptimeSeconds = 86400LL * 41;
    Mount root;
    root.target = "/";
    root.type = QStringLiteral("ufs");
    root.totalBytes = 40LL << 30;
    root.freeBytes = 11LL << 30;
    Mount data;
    data.target = "/data";
    data.type = QStringLiteral("ufs");
    data.totalBytes = 900LL << 30;
    data.freeBytes = 210LL << 30;
    snapshot.mounts = {root, data};
    snapshot.tools.insert(QStringLiteral("tar"), QStringLiteral("/usr/bin/tar"));
    snapshot.folders.insert("/data", FolderPresence::Present);
    snapshot.folders.insert("/data/moodle", FolderPresence::Present);
    snapshot.folders.insert("/data/apache/htdocs/moodle", FolderPresence::Present);
    return snapshot;
}

ArchiveRecord madeArchive(const Site &site, const QDateTime &now)
{
    ArchiveRecord record;
    record.run.id = QStringLiteral("20080901-020000-moodle-2008-summer");
    record.run.request.site = site.name;
    record.run.request.name = QStringLiteral("moodle-2008-summer");
    record.run.request.notBefore = QDate(2008, 8, 24);
    record.run.server = site.dataServer;
    record.run.dataFolder = site.dataFolder;
    record.run.archiveFolder = site.archiveFolder;
    record.run.startedAt = QDateTime(QDate(2008, 9, 1), QTime(2, 0), QTimeZone::utc());
    record.run.startedBy = QStringLiteral("tester@workstation");
    record.run.files = 200;
    record.run.bytes = 61LL << 30;
    record.status.state = ArchiveState::Complete;
    record.status.step = ArchiveStep::Done;
    record.status.sha256 = QByteArray(64, 'a');
    record.status.tarBytes = 62LL << 30;
    record.status.finishedAt = record.run.startedAt.addSecs(5400);
    record.asOf = now.addDays(-1);
    return record;
}

} // namespace

FakeWorkspace::FakeWorkspace(const QString &title)
    : m_reach(serverStore, web, databases, time.clock(), [this] { return about.demo; })
    , m_servers(serverStore, hosts, wiki, auditLog, time.clock(), &m_reach)
    , m_requests(requestStore, m_servers, auditLog, time.clock())
    , m_history(serverStore, serverStore, time.clock())
    , m_evidence(evidenceStore, serverStore, hosts, time.clock())
    , m_settings(settingsStore, siteStore, moodles, auditLog, time.clock())
    , m_courses(courseStore, siteStore, serverStore, hosts, moodles, copies, auditLog, time.clock())
    , m_archives(archiveStore, siteStore, serverStore, hosts, moodles, tars, auditLog, time.clock(), &copies)
    , m_handOvers(handOverStore, archiveStore, m_archives, serverStore, hosts, copies, auditLog, time.clock())
    , m_verification(catalogueStore, archiveStore, m_archives, m_handOvers, serverStore, hosts, signer, localArchives,
                     auditLog, time.clock())
    , m_extraction(m_verification, m_archives, serverStore, hosts, copies, localArchives, auditLog, time.clock())
    , m_finder(catalogueStore, m_courses, m_archives, siteStore, serverStore, hosts, time.clock())
    , m_drills(catalogueStore, m_archives, m_courses, siteStore, serverStore, hosts, moodles, auditLog, time.clock())
    , m_deletions(
          stored->store(), archiveStore, m_courses, m_archives, auditLog,
          [this](const QString &name) {
              return files.contains(name) ? Result<QByteArray>(files.value(name))
                                          : fail(ErrorKind::NotFound, QStringLiteral("There is no file %1.").arg(name));
          },
          [this](const QString &site) { return heldCourses(retentionStore, site); },
          [this](const ArchiveRecord &record) { return isNoteRefuted(record, m_handOvers, time.now().toUTC().date()); },
          time.clock())
    , m_keeping(
          handOverStore, archiveStore, m_archives, m_handOvers, serverStore, hosts, m_requests, auditLog,
          [this](const QString &site) { return heldCourses(retentionStore, site); }, time.clock())
    , m_retention(retentionStore, auditLog, time.clock())
    , m_meeting(meetingStore, m_retention, m_servers, m_settings, m_packWriter, auditLog, time.clock())
    , m_acceptances(acceptanceStore, auditLog, time.clock())
{
    about.title = title;
    about.location = QStringLiteral("/workspaces/%1.nightkeep").arg(title);
}

Result<void> FakeWorkspace::exportJson(const QString &fileName)
{
    if (jsonFailure)
        return fail(*jsonFailure);
    exportedTo.append(fileName);
    return {};
}

Result<void> FakeWorkspace::importJson(const QString &fileName)
{
    if (jsonFailure)
        return fail(*jsonFailure);
    importedFrom.append(fileName);
    return {};
}

void FakeWorkspace::fillSmallEstate()
{
    const QDateTime now = time.now();
    const QList<BytePath> wanted {"/data/moodle", "/data/apache/htdocs/moodle"};
    const Server a = madeServer(QStringLiteral("moodle-a.example.org"), QStringLiteral("Moodle live\nweb front end"),
                                {"/data"}, wanted);
    const Server b = madeServer(QStringLiteral("moodle-b.example.org"), QStringLiteral("Moodle live\nsecond front end"),
                                {"/data"}, wanted);
    Server db = madeServer(QStringLiteral("moodle-db.example.org"), QStringLiteral("MySQL"), {"/data/mysql"}, {});
    db.note = QStringLiteral("new hardware");
    const Server pp = madeServer(QStringLiteral("moodle-pp.example.org"), QStringLiteral("Moodle pre-production"), {},
                                 {"/data/moodle"});
    for (const Server &server : {a, b, db, pp})
        std::ignore = serverStore.replaceServer({}, server);
    std::ignore = serverStore.saveSnapshot(a.name, madeSnapshot(now.addSecs(-14 * 60)));
    const Error unreachable {ErrorKind::Unreachable, QStringLiteral("%1 does not answer.").arg(b.name),
                             QStringLiteral("Check the network, then refresh."), QStringLiteral("connect: timed out")};
    std::ignore = serverStore.saveFailure(b.name, unreachable, now.addSecs(-13 * 60));

    Site site;
    site.name = QStringLiteral("moodle");
    site.databaseServer = db.name;
    site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
    site.databaseName = QStringLiteral("moodle");
    site.databaseUser = QStringLiteral("reader");
    site.dataServer = a.name;
    site.dataFolder = "/data/moodle";
    site.codeFolder = "/data/apache/htdocs/moodle";
    site.archiveFolder = "/data/archive";
    std::ignore = siteStore.replaceSite({}, site);

    const QHash<QString, QString> live {
        {QStringLiteral("backup_sche_modules"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_withuserdata"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_metacourse"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_users"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_logs"), QStringLiteral("0")},
        {QStringLiteral("backup_sche_userfiles"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_coursefiles"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_messages"), QStringLiteral("0")},
        {QStringLiteral("backup_sche_keep"), QStringLiteral("2")},
        {QStringLiteral("backup_sche_active"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1000000")},
        {QStringLiteral("backup_sche_hour"), QStringLiteral("3")},
        {QStringLiteral("backup_sche_minute"), QStringLiteral("0")},
        {QStringLiteral("backup_sche_destination"), QString()},
    };
    moodles.change(site.name, [&live](FakeMoodle &moodle) {
        moodle.config = live;
        moodle.courses = {{1, QStringLiteral("Moodle"), QStringLiteral("Moodle front page"), true},
                          {33, QStringLiteral("BIOC1001"), QStringLiteral("Basic biochemistry"), true},
                          {47, QStringLiteral("HIST2002"), QStringLiteral("History of maps"), true}};
    });
    SettingsSnapshot snapshot;
    snapshot.readAt = now.addSecs(-40 * 60);
    snapshot.config.values = live;
    snapshot.config.transactions = false;
    std::ignore = settingsStore.saveSettings(site.name, snapshot);
    for (auto option = live.constBegin(); option != live.constEnd(); ++option)
        std::ignore = agreeOn(settingsStore, site.name, option.key(), option.value());
    std::ignore = agreeOn(settingsStore, site.name, QStringLiteral("backup_sche_keep"), QStringLiteral("1"));

    std::ignore = archiveStore.saveArchiveRun(madeArchive(site, now));
}

void FakeWorkspace::makeReadOnly()
{
    about.readOnly = true;
    const QList<FaultyStore *> all {&serverStore,  &requestStore,    &evidenceStore,  &siteStore,     &settingsStore,
                                    &courseStore,  &archiveStore,    &retentionStore, &handOverStore, &catalogueStore,
                                    &meetingStore, &acceptanceStore, &auditLog};
    for (FaultyStore *store : all)
        store->setWriteFailure(Error {ErrorKind::ReadOnly, QStringLiteral("The workspace is read-only.")});
}

Result<std::unique_ptr<Workspace>> FakeWorkspaceOpener::open(const QString &location, const CancelToken &)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (const auto failure = m_failures.constFind(location); failure != m_failures.constEnd())
            return fail(*failure);
    }
    auto workspace = std::make_unique<FakeWorkspace>(location.section(u'/', -1).section(u'.', 0, 0));
    workspace->about.location = location;
    workspace->fillSmallEstate();
    return workspace;
}

Result<std::unique_ptr<Workspace>> FakeWorkspaceOpener::create(const QString &location, const CancelToken &)
{
    {
        const QMutexLocker lock(&m_mutex);
        const auto failure = m_failures.constFind(location);
        if (failure != m_failures.constEnd() && failure->kind != ErrorKind::NotFound) // what is not there can be made
            return fail(*failure);
    }
    auto workspace = std::make_unique<FakeWorkspace>(location.section(u'/', -1).section(u'.', 0, 0));
    workspace->about.location = location;
    if (around)
        around(*workspace);
    return workspace;
}

Result<std::unique_ptr<Workspace>> FakeWorkspaceOpener::openDemo(const QString &folder)
{
    Result<std::unique_ptr<Workspace>> opened = open(folder);
    if (opened)
        static_cast<FakeWorkspace &>(**opened).about.demo = true;
    return opened;
}

std::optional<LastGoodCopy> FakeWorkspaceOpener::lastGoodCopy(const QString &location) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_copies.constFind(location);
    return found == m_copies.constEnd() ? std::nullopt : std::optional(*found);
}

Result<void> FakeWorkspaceOpener::restoreLastGoodCopy(const QString &location)
{
    const QMutexLocker lock(&m_mutex);
    m_failures.remove(location);
    m_restored.append(location);
    return {};
}

void FakeWorkspaceOpener::setFailure(const QString &location, const std::optional<Error> &failure)
{
    const QMutexLocker lock(&m_mutex);
    if (failure)
        m_failures.insert(location, *failure);
    else
        m_failures.remove(location);
}

void FakeWorkspaceOpener::setLastGoodCopy(const QString &location, const LastGoodCopy &copy)
{
    const QMutexLocker lock(&m_mutex);
    m_copies.insert(location, copy);
}

QStringList FakeWorkspaceOpener::restored() const
{
    const QMutexLocker lock(&m_mutex);
    return m_restored;
}

} // namespace Nightkeep
