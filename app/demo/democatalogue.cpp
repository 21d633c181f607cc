// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/democatalogue.h"

#include "app/demo/demoarchives.h"
#include "app/demo/demorandom.h"
#include "app/demo/demoservers.h"
#include "models/places/handoveranswers.h"

#include <QFile>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int yearOfArchives = 365; // as the demo's management class keeps them, in days

QDateTime catalogueMoment(int month, int day, int hour, int minute)
{
    return {QDate(2008, month, day), QTime(hour, minute), QTimeZone::utc()};
}

QString storagePlace()
{
    return QStringLiteral("tsm");
}

QDateTime handedOverAt()
{
    return catalogueMoment(7, 28, 9, 12);
}

QDate handOverExpiry()
{
    return handedOverAt().date().addDays(yearOfArchives);
}

/// As the client writes a moment: a server of the demo has this machine's time zone.
QByteArray clientMoment(const QDateTime &moment)
{
    return moment.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toLatin1();
}

/// One version of a course's backup of some weeks before Moodle's last run.
QByteArray versionRowOf(const DemoCourse &demo, int number, const QDateTime &run, bool isActive, DemoRandom &random)
{
    const QDateTime made = run.addSecs(47 + 31 * number);
    const QByteArray size = QByteArray::number(9000 + random.below(50000)).rightJustified(15);
    return size + "  B  " + clientMoment(run.addSecs(22 * 3600 + 13 * number)) + "    STANDARD    "
        + (isActive ? "A" : "I") + "  /data/moodle/" + QByteArray::number(demo.course.id) + "/backupdata/"
        + demoZipName(demo.course, made) + '\n';
}

Result<ArchiveManifest> manifestOf(const DemoEstate &estate, const ArchiveRun &run)
{
    QFile file(estate.folder + u'/'
               + QFile::decodeName(demoServerFolder(run.server) + run.archiveFolder + '/' + run.request.name.toUtf8()
                                   + ".tar.manifest"));
    return parseManifest(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
}

QList<Term> demoTerms()
{
    return {{QStringLiteral("2008-spring"), QStringLiteral("Spring term 2008"), 2008, QDate(2008, 3, 15)},
            {QStringLiteral("2008-summer"), QStringLiteral("Summer term 2008"), 2008, QDate(2008, 7, 12)},
            {QStringLiteral("2008-autumn"), QStringLiteral("Autumn term 2008"), 2008, QDate(2008, 12, 10)}};
}

QList<ArchivePlace> demoPlaces()
{
    ArchivePlace storage;
    storage.name = storagePlace();
    storage.note = QStringLiteral("Storage team, tape library; ask them for more than a year.");
    ArchivePlace second;
    second.name = QStringLiteral("second-building");
    second.kind = PlaceKind::Folder;
    second.folder = "/data/second-building";
    second.keepYears = 7;
    second.note = QStringLiteral("The disk of the machine room in the second building, mounted on the data server.");
    return {storage, second};
}

HandOver handedOver(const ArchiveRecord &record)
{
    const ExpectedCopy expected = expectedCopy(record.run, record.status);
    HandOver handOver;
    handOver.run = record.run.id;
    handOver.place = storagePlace();
    handOver.where = QStringLiteral("storage manager, ") + displayPath(expected.path);
    handOver.state = HandOverState::Confirmed;
    handOver.step = HandOverStep::Done;
    handOver.progress.inBytes = true;
    handOver.progress.text = handOverStepWord(HandOverStep::Done);
    handOver.description = expected.description;
    handOver.clientStatus = 0;
    handOver.bytes = expected.bytes;
    handOver.expiry = {Expiry::Kind::OnDay, handOverExpiry()};
    handOver.startedBy = demoColleague();
    handOver.startedAt = handedOverAt();
    handOver.confirmedAt = handOver.askedAt = catalogueMoment(11, 3, 10, 15);
    return handOver;
}

RestoreDrill drillOf(const DemoEstate &estate, const ArchiveManifest &manifest)
{
    const ArchivedFile &file = manifest.files.at(std::min<qsizetype>(2, manifest.files.size() - 1));
    RestoreDrill drill;
    drill.site = estate.site.name;
    drill.course = file.course.value_or(0);
    drill.shortName = file.shortName;
    drill.run = manifest.run.id;
    drill.path = file.path;
    drill.where = QStringLiteral("moodle-pp, into a hidden course");
    drill.by = demoColleague();
    drill.at = catalogueMoment(9, 18, 14, 40);
    drill.outcome = RestoreDrill::Outcome::Proven;
    drill.cameBack = QStringLiteral("All sections, the files, the forum with its posts, and those enrolled.");
    drill.seconds = 21 * 60;
    return drill;
}

/// The Moodle that it is an archive of, as the demo's is.
ArchivedMoodle moodleOf(const ArchiveRun &run)
{
    MoodleVersion moodle {QStringLiteral("1.9.2 (Build: 20080711)"), QStringLiteral("2007101520"), {}, run.startedAt};
    for (const char *plugin : {"block_html", "mod_assignment", "mod_forum", "mod_quiz", "mod_resource"})
        moodle.plugins.append({QString::fromLatin1(plugin), QStringLiteral("2007101509")});
    return {run.id, moodle};
}

/// What is known of the archive that is best looked after.
Result<void> rememberSummer(const DemoEstate &estate, const ArchiveRecord &summer, const ArchiveManifest &manifest,
                            const DemoStores &stores)
{
    if (const Result<void> saved = stores.handOvers.saveHandOver(handedOver(summer)); !saved)
        return saved;
    ArchiveVerification read;
    read.run = summer.run.id;
    read.at = summer.status.readAt;
    read.by = demoColleague();
    read.outcome = ArchiveVerification::Outcome::Same;
    read.sha256 = summer.status.sha256;
    read.seconds = 4;
    if (const Result<qint64> added = stores.catalogue.addVerification(read); !added)
        return fail(added.error());
    if (const Result<void> saved = stores.catalogue.saveArchivedMoodle(moodleOf(summer.run)); !saved)
        return saved;
    if (manifest.files.isEmpty())
        return {};
    return stores.catalogue.addDrill(drillOf(estate, manifest)).map([](qint64) {});
}

Result<void> rememberArchive(const DemoEstate &estate, const ArchiveRecord &record, const DemoStores &stores)
{
    if (const Result<void> saved = stores.archives.saveArchiveRun(record);
        !saved || record.status.state != ArchiveState::Complete)
        return saved;
    const Result<ArchiveManifest> manifest = manifestOf(estate, record.run);
    if (!manifest)
        return fail(manifest.error());
    if (const Result<void> saved = stores.archives.saveManifest(*manifest); !saved)
        return saved;
    return record.status.readAt.isValid() ? rememberSummer(estate, record, *manifest, stores) : Result<void>();
}

} // namespace

void writeDemoVersions(DemoFolder &folder, const QList<DemoCourse> &courses, quint64 seed)
{
    QByteArray versions = "           Size      Backup Date            Mgmt Class    A/I File\n"
                          "           ----      -----------            ----------    --- ----\n";
    DemoRandom random(seed);
    const QDateTime lastRun = demoLastRun(folder.moment());
    for (int number = 0; number < courses.size(); ++number) {
        const DemoCourse &demo = courses.at(number);
        if (demo.story == DemoCourseStory::Skipped || demo.story == DemoCourseStory::NeverRun)
            continue;
        for (const int weeks : {2, 3, 4})
            versions += versionRowOf(demo, number, lastRun.addDays(-7 * weeks), weeks < 4, random);
    }
    folder.file(demoServerFolder(demoDataServer()) + "/.nightkeep-demo/dsmc-backups", versions);
}

void writeDemoHandOver(DemoFolder &folder, const ArchiveRecord &record)
{
    const ExpectedCopy expected = expectedCopy(record.run, record.status);
    folder.file(demoServerFolder(record.run.server) + "/.nightkeep-demo/dsmc-archives",
                QByteArray::number(expected.bytes) + ' ' + clientMoment(handedOverAt()) + ' '
                    + handOverExpiry().toString(Qt::ISODate).toLatin1() + ' ' + expected.path + ' '
                    + expected.description.toUtf8() + '\n');
}

Result<void> rememberDemoArchives(const DemoEstate &estate, const DemoStores &stores)
{
    const Result<DemoArchives> archives = readDemoArchives(estate.folder);
    if (!archives)
        return fail(archives.error());
    const QList<Term> terms = demoTerms();
    for (const Term &term : terms) {
        if (const Result<void> saved = stores.archives.replaceTerm(std::nullopt, term); !saved)
            return saved;
    }
    const QList<ArchivePlace> places = demoPlaces();
    for (const ArchivePlace &place : places) {
        if (const Result<void> saved = stores.archives.replacePlace(std::nullopt, place); !saved)
            return saved;
    }
    for (const ArchiveRecord &record : archives->runs) {
        if (const Result<void> saved = rememberArchive(estate, record, stores); !saved)
            return saved;
    }
    if (archives->early.zips.isEmpty())
        return {};
    const SavedPlan early {0, QStringLiteral("Autumn 2008, before the last run"), demoColleague(),
                           archives->early.plannedAt, archives->early};
    return stores.archives.addSavedPlan(early).map([](qint64) {});
}

} // namespace Nightkeep
