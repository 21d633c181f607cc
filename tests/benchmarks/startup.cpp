// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacestore.h"
#include "tests/benchmarks/comparison.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimeZone>

#include <cstdio>
#include <ctime>

namespace Nightkeep {

namespace {

constexpr int Servers = 500;
constexpr int Probes = 60; // one a day
constexpr int Disks = 8;
constexpr int Pairs = 15;
constexpr int RunLimit = 60000; // milliseconds
constexpr double RestSeconds = 0.4; // of a program that has shown what it was asked for

/// What runs here finds nothing of the person's, and leaves nothing of its own.
class Place
{
public:
    [[nodiscard]] QString file(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] bool runs(const QString &program, const QStringList &arguments) const
    {
        QProcess process;
        prepare(process);
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(program, arguments);
        return endsWell(process);
    }
    /// Until one of our programs says that what it was asked for is on the screen. How it ends is not timed.
    [[nodiscard]] std::optional<double> untilShown(const char *program, const QStringList &arguments) const
    {
        QProcess process;
        prepare(process);
        QElapsedTimer timer;
        timer.start();
        process.start(own(program), arguments);
        QByteArray said;
        while (!said.contains("shown\n") && process.waitForReadyRead(RunLimit))
            said += process.readAllStandardOutput();
        const double seconds = secondsSince(timer);
        return said.contains("shown\n") && endsWell(process) ? std::optional(seconds) : std::nullopt;
    }
    /// Until a program that does not end by itself has used the processor for the last time: then it shows what it was
    /// asked for.
    [[nodiscard]] std::optional<double> untilRest(const QString &program, const QStringList &arguments) const
    {
        QProcess process;
        prepare(process);
        process.setStandardOutputFile(QProcess::nullDevice());
        QElapsedTimer timer;
        timer.start();
        process.start(program, arguments);
        clockid_t clock {};
        if (!process.waitForStarted(RunLimit) || ::clock_getcpuclockid(pid_t(process.processId()), &clock) != 0)
            return std::nullopt;
        double lastUse = secondsSince(timer);
        timespec used {};
        while (secondsSince(timer) - lastUse < RestSeconds) {
            if (process.waitForFinished(1))
                return std::nullopt;
            timespec now {};
            if (::clock_gettime(clock, &now) != 0)
                return std::nullopt; // it has ended
            if (now.tv_sec != used.tv_sec || now.tv_nsec != used.tv_nsec)
                lastUse = secondsSince(timer);
            used = now;
        }
        process.kill();
        process.waitForFinished(RunLimit);
        return lastUse;
    }
    [[nodiscard]] static QString own(const char *program) ///< that was built with this one
    {
        return QCoreApplication::applicationDirPath() + QLatin1Char('/') + QLatin1String(program);
    }

private:
    void prepare(QProcess &process) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            environment.insert(QString::fromLatin1(name), file(name));
        process.setProcessEnvironment(environment);
        process.setStandardErrorFile(QProcess::nullDevice());
        process.setStandardInputFile(QProcess::nullDevice());
    }
    [[nodiscard]] static bool endsWell(QProcess &process)
    {
        return process.waitForFinished(RunLimit) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }

    QTemporaryDir m_folder;
};

/// The window of our own program against the least that a Qt program shows.
bool compareWindow(const Place &place, const QByteArray &bench, double goal, const QStringList &arguments)
{
    return compare({bench, "minimal Qt Widgets window", goal, Pairs,
                    [&] { return place.untilShown("nightkeep", arguments); },
                    [&] { return place.untilShown("minimalwindow", {}); }});
}

ServerSnapshot snapshotOf(int server, const QDateTime &at)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = at;
    snapshot.osRelease = QStringLiteral("Debian GNU/Linux 12 (bookworm)");
    snapshot.kernel = QStringLiteral("6.1.0-18-amd64");
    snapshot.fileSpaces.emplace();
    snapshot.domain.emplace();
    const qint64 total = 900LL << 30;
    for (int disk = 0; disk < Disks; ++disk) {
        const BytePath folder = "/data/volume-" + QByteArray::number(disk);
        snapshot.mounts.append({folder, QStringLiteral("ext4"), "/dev/mapper/vg0-volume" + QByteArray::number(disk),
                                total, total / 2 - server * (1LL << 20) - at.toSecsSinceEpoch() % (1LL << 30)});
        snapshot.fileSpaces->append({folder, at.addSecs(-3600)});
        snapshot.domain->append(folder);
        snapshot.folders.insert(folder + "/moodledata", FolderPresence::Present);
    }
    return snapshot;
}

/// A team of 500 servers that has asked each of them on 60 days.
bool makeLarge(const QString &file)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(file);
    for (int i = 0; store && i < Servers; ++i) {
        Server server;
        server.name = QStringLiteral("server-%1.example.org").arg(i);
        server.wanted = {"/data/volume-0/moodledata", "/data/volume-1/moodledata"};
        const Result<qint64> line = (*store)->record([&]() -> Result<AuditEntry> {
            Result<void> done = (*store)->replaceServer({}, server);
            for (int day = Probes - 1; done && day >= 0; --day)
                done = (*store)->saveSnapshot(server.name, snapshotOf(i, now.addDays(-day)));
            return done.map([] { return AuditEntry(); });
        });
        if (!line) {
            std::fprintf(stderr, "%s\n", qPrintable(line.error().message));
            return false;
        }
    }
    return store.has_value();
}

QStringList atFirstPaint()
{
    return {QStringLiteral("--exit-after-first-paint")};
}

QStringList whenFilled()
{
    return {QStringLiteral("--exit-when-filled")};
}

bool compareWith(const QString &program, const Comparison &comparison)
{
    if (!QStandardPaths::findExecutable(program).isEmpty())
        return compare(comparison);
    std::fprintf(stderr, "%s: not measured, %s is not installed\n", comparison.bench.constData(), qPrintable(program));
    return true;
}

} // namespace

bool benchStartup()
{
    const Place place;
    const QString estate = place.file("demo");
    const QStringList demo {QStringLiteral("--demo"), estate};
    if (!place.runs(Place::own("nightkeepctl"), {QStringLiteral("demo"), QStringLiteral("create"), estate}))
        return false;
    const bool paint = compareWindow(place, "start to first paint, demo estate", 1.5, demo + atFirstPaint());
    return compareWindow(place, "start to filled page, demo estate", 3.4, demo + whenFilled()) && paint;
}

bool benchStartupLarge()
{
    const Place place;
    const QString file = place.file("large.nightkeep");
    if (!makeLarge(file))
        return false;
    const QStringList workspace {QStringLiteral("--workspace"), file};
    const QByteArray words = ", 500 servers with 60 probes each";
    const bool paint = compareWindow(place, "start to first paint" + words, 1.6, workspace + atFirstPaint());
    // With --quit it would end before it opens the file.
    const QString browser = QStringLiteral("sqlitebrowser");
    const bool filled =
        compareWith(browser,
                    {"start to filled page" + words, "sqlitebrowser --table nk_values, until it rests", 1.0, Pairs,
                     [&] { return place.untilShown("nightkeep", workspace + whenFilled()); },
                     [&] {
                         return place.untilRest(browser,
                                                {QStringLiteral("--read-only"), QStringLiteral("--table"),
                                                 QStringLiteral("nk_values"), file});
                     }});
    // The same rows: what is known last of each server.
    const QString select = QStringLiteral("SELECT value_key, CAST(payload AS TEXT) FROM nk_values WHERE collection IN"
                                          " (x'736572766572', x'736E617073686F74', x'6661696C757265', x'776562',"
                                          " x'6461746162617365')");
    const QString sqlite = QStringLiteral("sqlite3");
    return compareWith(sqlite,
                       {"nightkeepctl servers --json" + words, "sqlite3 selecting the same rows", 3.0, Pairs,
                        [&] {
                            return place.runs(Place::own("nightkeepctl"),
                                              workspace
                                                  + QStringList {QStringLiteral("servers"), QStringLiteral("--json")});
                        },
                        [&] {
                            return place.runs(sqlite, {file, select});
                        }})
        && paint && filled;
}

} // namespace Nightkeep
