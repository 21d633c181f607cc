// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demozips.h"
#include "app/process/localshellhost.h"
#include "models/archives/archiveanswers.h"
#include "tests/benchmarks/comparison.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTimeZone>

namespace Nightkeep {

namespace {

constexpr int Courses = 1'000;
constexpr int ZipsEach = 20;

const QDateTime start(QDate(2008, 1, 7), QTime(3, 0), QTimeZone::utc());

bool write(const QString &name, const QByteArray &contents, const QDateTime &made)
{
    QFile file(name);
    return file.open(QIODevice::ReadWrite) && file.write(contents) == contents.size() && file.flush()
        && file.setFileTime(made, QFileDevice::FileModificationTime);
}

bool fill(const QString &root)
{
    if (!QDir().mkpath(root + QStringLiteral("/archives")))
        return false;
    for (int id = 1; id <= Courses; ++id) {
        Course course;
        course.id = id;
        course.shortName = QStringLiteral("c%1").arg(id);
        const QDateTime newest = start.addDays(7 * (ZipsEach - 1));
        const Result<QByteArray> zip = makeDemoZip({course, newest, 3000, quint64(id)});
        const QString folder = root + QStringLiteral("/data/%1/backupdata/").arg(id);
        if (!zip || !QDir().mkpath(folder))
            return false;
        for (int week = 0; week < ZipsEach; ++week) {
            const QDateTime made = start.addDays(7 * week);
            if (!write(folder + QString::fromLatin1(demoZipName(course, made)), *zip, made))
                return false;
        }
    }
    return true;
}

/// Lists, reads the answer and plans; how many zips are taken, and how many bytes the answer has.
int planned(RemoteHost &host, ArchiveRule rule, const ZipLook &look, qsizetype &bytes)
{
    const Result<QByteArray> answer =
        host.run(RemoteProgram::Zips, inputFields(zipListingFields("/data", "/archives", look)), CancelToken());
    const Result<QList<FrameRecord>> records = answer ? readFrame(*answer, "zips") : fail(answer.error());
    const Result<ZipListing> listing = records ? parseZips(*records) : fail(records.error());
    if (!listing)
        return -1;
    bytes = answer->size();
    ArchiveFacts facts;
    facts.zips = listing->zips;
    facts.zone = QTimeZone::utc();
    facts.now = start.addDays(365);
    const Result<ArchivePlan> plan =
        planArchive({QStringLiteral("moodle"), rule, start.date(), QStringLiteral("bench")}, facts);
    return plan ? plan->includedCount() : -1;
}

} // namespace

bool benchZips()
{
    const QTemporaryDir root;
    if (!fill(root.path()))
        return false;
    Server server;
    server.name = QStringLiteral("bench");
    server.connection.kind = ServerConnection::Kind::LocalFolder;
    server.connection.root = root.path();
    LocalShellHost host(server);
    bool ran = true;
    for (const auto &[name, rule, which, expected] :
         {std::tuple {"newest of 1,000 courses", ArchiveRule::NewestPerCourse, ZipLook::Which::Newest, Courses},
          std::tuple {"all since the last run", ArchiveRule::SinceLastRun, ZipLook::Which::Since,
                      Courses * ZipsEach}}) {
        qsizetype checked = 0;
        qsizetype listed = 0;
        const auto plan = [&, rule = rule, expected = expected](const ZipLook &look, qsizetype &bytes) {
            return planned(host, rule, look, bytes) == expected;
        };
        ran = compare({QByteArray("planning 20,000 zips with their check, ") + name, "the same without the check", 1.5,
                       7, [&, which = which] { return plan({which}, checked); }, [&] { return plan({}, listed); }})
            && ran;
        qInfo("%s: the answer has %lld bytes, %lld without the check", name, qlonglong(checked), qlonglong(listed));
    }
    return ran;
}

} // namespace Nightkeep
