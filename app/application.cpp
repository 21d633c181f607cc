// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/apptr.h"
#include "app/archive/copyfiles.h"
#include "app/archive/karchivelister.h"
#include "app/archive/localarchivefiles.h"
#include "app/demo/democlock.h"
#include "app/demo/demousage.h"
#include "app/demo/demoworkspace.h"
#include "app/moodle/databasereaderadapter.h"
#include "app/moodle/moodlesitesadapter.h"
#include "app/report/packfiles.h"
#include "app/ssh/sshhosts.h"
#include "app/ssh/sshmanifestsigner.h"
#include "app/store/workspacestore.h"
#include "app/web/networkprober.h"
#include "app/wholefile.h"
#include "app/wiki/wikifilereader.h"
#include "models/base/bytepath.h"
#include "models/courses/sitecheck.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTimeZone>
#include <QTranslator>

#include <tuple>
#include <unistd.h>

namespace Nightkeep {

/// What all services share: one connection per server, whichever workspace asks.
class Application::Outside
{
public:
    Outside(const SshHostsOptions &options, const PasswordPlaces &places, const QString &memoryFile)
        : passwords(places, options.prompter)
        , memory(memoryFile)
        , hosts(options)
        , signer(options)
    {
    }

    PasswordSources passwords; // first: no program that is started later inherits what it reads from
    WorkstationMemory memory;
    SshHosts hosts;
    WikiFileReader wiki;
    KArchiveLister tars;
    SshManifestSigner signer;
    NetworkProber web;
};

namespace {

Account accountOf(const StoreLocation &location)
{
    return {Account::Of::Workspace, location.identity(), location.user, location.host};
}

Result<void> keepPasswordOf(PasswordSources &passwords, const QString &location, const QString &password)
{
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    if (!parsed || parsed->kind == StoreLocation::Kind::File)
        return fail(ErrorKind::BadInput, AppTr::tr("A workspace that is a file has no password."));
    return passwords.keep(accountOf(*parsed), password);
}

/// The passwords of one workspace's accounts.
class OwnPasswords final : public Passwords
{
public:
    OwnPasswords(PasswordSources &sources, const WorkspaceStore &store)
        : m_sources(sources)
        , m_store(store)
    {
    }
    [[nodiscard]] Result<void> open(const Account &account, const Attempt &attempt, const CancelToken &cancel) override
    {
        Account own = account;
        own.workspace = m_store.identity();
        return m_sources.open(own, attempt, cancel);
    }
    [[nodiscard]] Result<void> keep(const Site &site, const QString &on, const QString &destination,
                                    const QString &password)
    {
        const Result<QList<Server>> servers = m_store.servers();
        if (!servers)
            return fail(servers.error());
        const QString &name = on.isEmpty() ? site.databaseServer : on;
        for (const Server &server : *servers) {
            if (server.name.compare(name, Qt::CaseInsensitive) != 0)
                continue;
            const QString now = siteDestination(site, server);
            if (!password.isEmpty() && now != destination)
                return fail(ErrorKind::Conflict,
                            AppTr::tr("The site \"%1\" leads to %2 now, and no more to where its password was to be"
                                      " sent. It was not kept.")
                                .arg(visibleText(site.name), visibleText(now)),
                            AppTr::tr("Somebody changed the site or its server meanwhile. Look at both, and if they"
                                      " are right, keep the password again."));
            return m_sources.keep(
                {Account::Of::Site, site.name, site.databaseUser, server.name, now, m_store.identity()}, password);
        }
        return fail(ErrorKind::NotFound,
                    AppTr::tr("There is no server \"%1\" for the site \"%2\".").arg(name, site.name),
                    AppTr::tr("Choose one of the servers in the site's details, or add it on the Servers page."));
    }

private:
    PasswordSources &m_sources;
    const WorkspaceStore &m_store;
};

/// One open workspace: its workspace, and the acts on it.
class OpenWorkspace final : public Workspace
{
public:
    OpenWorkspace(std::unique_ptr<WorkspaceStore> store, std::unique_ptr<RemoteHosts> hosts, const WikiPageReader &wiki,
                  const TarLister &tars, ManifestSigner &signer, WebProber &web, PasswordSources &passwords,
                  Attendance attendance, const Clock &clock, const WorkspaceInfo &info)
        : m_store(std::move(store))
        , m_hosts(std::move(hosts))
        , m_info(info)
        , m_clock(clock)
        , m_passwords(passwords)
        , m_ownPasswords(passwords, *m_store)
        , m_moodles(*m_hosts, *m_store, m_ownPasswords, attendance)
        , m_databases(*m_hosts, *m_store, m_ownPasswords, attendance)
        , m_reach(*m_store, web, m_databases, clock, [this] { return m_info.demo; })
        , m_servers(*m_store, *m_hosts, wiki, *m_store, clock, &m_reach)
        , m_requests(*m_store, m_servers, *m_store, clock)
        , m_history(*m_store, *m_store, clock)
        , m_evidence(*m_store, *m_store, *m_hosts, clock)
        , m_settings(*m_store, *m_store, m_moodles, *m_store, clock)
        , m_courses(*m_store, *m_store, *m_store, *m_hosts, m_moodles, m_copies, *m_store, clock)
        , m_archives(*m_store, *m_store, *m_store, *m_hosts, m_moodles, tars, *m_store, clock, &m_copies)
        , m_handOvers(*m_store, *m_store, m_archives, *m_store, *m_hosts, m_copies, *m_store, clock)
        , m_verification(*m_store, *m_store, m_archives, m_handOvers, *m_store, *m_hosts, signer, m_localArchives,
                         *m_store, clock)
        , m_extraction(m_verification, m_archives, *m_store, *m_hosts, m_copies, m_localArchives, *m_store, clock)
        , m_finder(*m_store, m_courses, m_archives, *m_store, *m_store, *m_hosts, clock)
        , m_drills(*m_store, m_archives, m_courses, *m_store, *m_store, *m_hosts, m_moodles, *m_store, clock)
        , m_deletions(
              *m_store, *m_store, m_courses, m_archives, *m_store, readWholeFile,
              [this](const QString &site) { return heldCourses(*m_store, site); },
              [this, clock](const ArchiveRecord &record) {
                  return isNoteRefuted(record, m_handOvers, clock().toUTC().date());
              },
              clock)
        , m_keeping(
              *m_store, *m_store, m_archives, m_handOvers, *m_store, *m_hosts, m_requests, *m_store,
              [this](const QString &site) { return heldCourses(*m_store, site); }, clock)
        , m_retention(*m_store, *m_store, clock)
        , m_meeting(*m_store, m_retention, m_servers, m_settings, m_packWriter, *m_store, clock)
        , m_acceptances(*m_store, *m_store, clock)
    {
    }

    [[nodiscard]] WorkspaceInfo info() const override
    {
        WorkspaceInfo info = m_info;
        info.notices += m_store->notices();
        return info;
    }
    [[nodiscard]] ServerService &servers() override { return m_servers; }
    [[nodiscard]] RequestService &requests() override { return m_requests; }
    [[nodiscard]] HistoryService &history() override { return m_history; }
    [[nodiscard]] InspectionService &inspection() override { return m_evidence; }
    [[nodiscard]] ReachabilityService &reachability() override { return m_reach; }
    [[nodiscard]] SettingsService &settings() override { return m_settings; }
    [[nodiscard]] CourseService &courses() override { return m_courses; }
    [[nodiscard]] ArchiveService &archives() override { return m_archives; }
    [[nodiscard]] DeletionService &deletions() override { return m_deletions; }
    [[nodiscard]] KeepingService &keeping() override { return m_keeping; }
    [[nodiscard]] HandOverService &handOvers() override { return m_handOvers; }
    [[nodiscard]] VerificationService &verification() override { return m_verification; }
    [[nodiscard]] ExtractionService &extraction() override { return m_extraction; }
    [[nodiscard]] CopyFinder &finder() override { return m_finder; }
    [[nodiscard]] DrillService &drills() override { return m_drills; }
    [[nodiscard]] Result<CatalogueRecords> catalogue() override { return m_store->catalogueRecords(); }
    [[nodiscard]] RetentionService &retention() override { return m_retention; }
    [[nodiscard]] MeetingService &meeting() override { return m_meeting; }
    [[nodiscard]] AcceptanceService &acceptances() override { return m_acceptances; }
    [[nodiscard]] AuditLog &audit() override { return *m_store; }
    [[nodiscard]] Clock clock() const override { return m_clock; }

    [[nodiscard]] Result<void> acceptLog() override { return m_store->acceptLog(); }
    [[nodiscard]] Result<QStringList> checkWhole() override { return m_store->checkWhole(); }
    [[nodiscard]] Result<WorkspaceCheck> verify() override { return m_store->verify(); }
    [[nodiscard]] Result<void> keepDatabasePassword(const QString &site, const QString &server,
                                                    const QString &destination, const QString &password) override
    {
        if (site.isEmpty())
            return keepPasswordOf(m_passwords, m_info.location, password);
        const Result<QList<Site>> sites = m_store->sites();
        if (!sites)
            return fail(sites.error());
        for (const Site &each : *sites) {
            if (each.name == site)
                return m_ownPasswords.keep(each, server, destination, password);
        }
        return fail(ErrorKind::NotFound, AppTr::tr("The workspace has no site \"%1\" any more.").arg(site),
                    AppTr::tr("Refresh the list of sites."));
    }
    [[nodiscard]] Result<void> exportJson(const QString &fileName) override
    {
        const Result<QByteArray> document = m_store->exportJson();
        return document ? writeWholeFile(fileName, *document) : fail(document.error());
    }
    [[nodiscard]] Result<void> importJson(const QString &fileName) override
    {
        const Result<QByteArray> document = readWholeFile(fileName);
        return document ? m_store->importJson(*document) : fail(document.error());
    }

private:
    std::unique_ptr<WorkspaceStore> m_store;
    std::unique_ptr<RemoteHosts> m_hosts;
    WorkspaceInfo m_info;
    Clock m_clock;
    PasswordSources &m_passwords;
    OwnPasswords m_ownPasswords;
    MoodleSitesAdapter m_moodles;
    DatabaseReaderAdapter m_databases;
    ReachabilityService m_reach;
    ServerService m_servers;
    RequestService m_requests;
    HistoryService m_history;
    InspectionService m_evidence;
    SettingsService m_settings;
    CopyFiles m_copies;
    CourseService m_courses;
    ArchiveService m_archives;
    HandOverService m_handOvers;
    LocalArchiveFiles m_localArchives;
    VerificationService m_verification;
    ExtractionService m_extraction;
    CopyFinder m_finder;
    DrillService m_drills;
    DeletionService m_deletions;
    KeepingService m_keeping;
    RetentionService m_retention;
    PackFiles m_packWriter;
    MeetingService m_meeting;
    AcceptanceService m_acceptances;
};

/// So that a newcomer finds the courses told, too. What cannot be read, as on a machine without perl, their page tells.
void readCoursesOf(Workspace &workspace)
{
    const QList<Site> sites = workspace.settings().sites().value_or(QList<Site>());
    for (const Site &site : sites)
        std::ignore = workspace.courses().refresh(site, Attendance::Background, {});
}

ApplicationOptions completed(ApplicationOptions options)
{
    if (options.dataFolder.isEmpty())
        options.dataFolder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (options.knownHosts.isEmpty())
        options.knownHosts = options.dataFolder + QStringLiteral("/known_hosts");
    if (options.askpassProgram.isEmpty())
        options.askpassProgram = QCoreApplication::applicationDirPath() + QStringLiteral("/nightkeepctl");
    if (!options.clock)
        options.clock = machineClock();
    return options;
}

SshHostsOptions sshOptions(const ApplicationOptions &options)
{
    SshHostsOptions ssh;
    ssh.configFile = options.sshConfig;
    ssh.knownHostsFile = options.knownHosts;
    ssh.askpassProgram = options.askpassProgram;
    ssh.prompter = options.prompter;
    return ssh;
}

/// Without a memory for the demo, which is made anew at will.
StoreOptions storeOptions(const Clock &clock, WorkstationMemory *memory = nullptr)
{
    StoreOptions options;
    options.clock = clock;
    options.memory = memory;
    return options;
}

} // namespace

Clock machineClock()
{
    // Asked for once: what is told in it asks no file of zones each time.
    return [zone = QTimeZone::systemTimeZone()] { return QDateTime::currentDateTimeUtc().toTimeZone(zone); };
}

Application::Application(ApplicationOptions options)
    : m_options(completed(std::move(options)))
    , m_outside(std::make_unique<Outside>(sshOptions(m_options), m_options.passwords,
                                          m_options.dataFolder + QStringLiteral("/workspaces.json")))
{
}

Application::~Application() = default;

Result<std::unique_ptr<WorkspaceStore>> Application::openStore(const QString &location, OpenStore act,
                                                               const CancelToken &cancel)
{
    PasswordSources &passwords = m_outside->passwords;
    if (!passwords.given())
        return fail(passwords.given().error());
    StoreOptions options = storeOptions(m_options.clock, &m_outside->memory);
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    if (!parsed || parsed->kind == StoreLocation::Kind::File)
        return act(location, options);
    Result<std::unique_ptr<WorkspaceStore>> store;
    const Passwords::Attempt attempt = [&](const QString &password) -> Result<void> {
        options.password = password;
        store = act(location, options);
        return store ? Result<void>() : fail(store.error());
    };
    const Result<void> opened = passwords.open(accountOf(*parsed), attempt, cancel);
    return opened ? std::move(store) : fail(opened.error());
}

Result<std::unique_ptr<Workspace>> Application::opened(Result<std::unique_ptr<WorkspaceStore>> store,
                                                       const QStringList &notices)
{
    if (!store)
        return fail(store.error());
    const WorkspaceInfo info {(*store)->location(), (*store)->title(), false, (*store)->readOnly(), notices};
    auto hosts = std::make_unique<FolderGuard>(m_outside->hosts, m_outside->memory, (*store)->identity());
    return std::make_unique<OpenWorkspace>(std::move(*store), std::move(hosts), m_outside->wiki, m_outside->tars,
                                           m_outside->signer, m_outside->web, m_outside->passwords,
                                           m_options.attendance, m_options.clock, info);
}

Result<std::unique_ptr<Workspace>> Application::open(const QString &location, const CancelToken &cancel)
{
    return opened(openStore(location, WorkspaceStore::open, cancel), {});
}

Result<std::unique_ptr<Workspace>> Application::create(const QString &location, const CancelToken &cancel)
{
    if (location == defaultLocation() && !QDir().mkpath(m_options.dataFolder))
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("The folder \"%1\" cannot be made.").arg(m_options.dataFolder));
    return opened(openStore(location, WorkspaceStore::create, cancel), {});
}

Result<void> Application::keepPassword(const QString &location, const QString &password)
{
    return keepPasswordOf(m_outside->passwords, location, password);
}

Result<std::unique_ptr<Workspace>> Application::openDemo(const QString &folder)
{
    if (const Result<void> &given = m_outside->passwords.given(); !given)
        return fail(given.error());
    // Its workspace says which folders stand in for servers, and is whoever's the folder is.
    if (const QFileInfo there(folder); there.exists() && there.ownerId() != ::geteuid())
        return fail(ErrorKind::PermissionDenied, AppTr::tr("The demo \"%1\" belongs to somebody else.").arg(folder),
                    AppTr::tr("Make one of your own: \"nightkeepctl demo create DIR\"."));
    Result<DemoEstate> estate = readDemo(folder);
    if (!estate && estate.error().kind == ErrorKind::NotFound) {
        if (const Result<void> made = createDemo({folder}); !made)
            return fail(made.error());
        estate = readDemo(folder);
    }
    if (!estate)
        return fail(estate.error());

    const Clock clock = startDemoClock(estate->folder, estate->now, m_options.clock);
    const QString file = estate->workspaceFile();
    const bool isNew = !QFileInfo::exists(file);
    Result<std::unique_ptr<WorkspaceStore>> store =
        isNew ? WorkspaceStore::create(file, storeOptions(clock)) : WorkspaceStore::open(file, storeOptions(clock));
    if (!store)
        return fail(store.error());
    WorkspaceStore &all = **store;
    if (const Result<void> filled = fillDemoWorkspace(*estate, {all, all, all, all, all, all, all, all, all}); !filled)
        return fail(filled.error());
    const WorkspaceInfo info {(*store)->location(), AppTr::tr("Demo estate"), true, (*store)->readOnly()};
    auto hosts =
        std::make_unique<FolderGuard>(m_outside->hosts, m_outside->memory, (*store)->identity(), estate->folder);
    auto workspace = std::make_unique<OpenWorkspace>(std::move(*store), std::move(hosts), m_outside->wiki,
                                                     m_outside->tars, m_outside->signer, m_outside->web,
                                                     m_outside->passwords, m_options.attendance, clock, info);
    if (!isNew || estate->unasked)
        return workspace;
    readCoursesOf(*workspace);
    if (const Result<void> remembered = rememberDemoUsage(*estate, all); !remembered)
        return fail(remembered.error());
    return workspace;
}

std::optional<LastGoodCopy> Application::lastGoodCopy(const QString &location) const
{
    return WorkspaceStore::lastGoodCopy(location);
}

Result<void> Application::restoreLastGoodCopy(const QString &location)
{
    StoreOptions options = storeOptions(m_options.clock, &m_outside->memory);
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    if (!parsed || parsed->kind == StoreLocation::Kind::File)
        return WorkspaceStore::restoreLastGoodCopy(location, options);
    const Passwords::Attempt attempt = [&](const QString &password) {
        options.password = password;
        return WorkspaceStore::sealAnew(location, options);
    };
    return m_outside->passwords.open(accountOf(*parsed), attempt, {});
}

QString Application::defaultLocation() const
{
    return m_options.dataFolder + QStringLiteral("/workspace.nightkeep");
}

Result<std::unique_ptr<Workspace>> Application::openFirst(const QString &demoFolder, const QString &location,
                                                          const CancelToken &cancel)
{
    if (!demoFolder.isEmpty())
        return openDemo(demoFolder);
    if (location.isEmpty())
        return openOwnWorkspace(*this, cancel);
    Result<std::unique_ptr<Workspace>> known = open(location, cancel);
    const Result<StoreLocation> parsed = parseStoreLocation(location);
    // A lost file is restored, and a shared workspace made, by an act of its own.
    const bool isMade = !known && known.error().kind == ErrorKind::NotFound && parsed
        && parsed->kind == StoreLocation::Kind::File && !lastGoodCopy(location);
    if (!isMade)
        return known;
    return opened(openStore(location, WorkspaceStore::create, cancel),
                  {AppTr::tr("There was no workspace %1; a new one was made.").arg(parsed->shown())});
}

QString Application::settingsFile() const
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/nightkeep.ini");
}

void nameProgram(const QString &version)
{
    QCoreApplication::setApplicationName(QStringLiteral("nightkeep"));
    QCoreApplication::setApplicationVersion(version);
    auto *translator = new QTranslator(QCoreApplication::instance());
    const QString folder = QStringLiteral(":/i18n");
    // English has a catalogue too: of its plural forms.
    if (translator->load(QLocale(), QStringLiteral("nightkeep"), QStringLiteral("_"), folder)
        || translator->load(QStringLiteral("nightkeep_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace Nightkeep
