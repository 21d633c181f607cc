// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/poolmember.h"
#include "tests/archives/madedeletions.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

/// A course of a later Moodle, whose copy in the pool lies in an archive.
struct LaterDeletion
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Later);
    QList<ArchiveHolding> archives;

    LaterDeletion()
    {
        reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001"))};
        MadeCourses::addPoolCopy(reading, reading.courses.first(), MadeCourses::lastRun().addSecs(60));
        file().check.level = ZipLevel::Complete;
        archives = {MadeDeletions::archiveOf(reading)};
        archived().path = "course-33/" + name();
    }
    [[nodiscard]] FoundFile &file() { return reading.files.first(); }
    [[nodiscard]] ArchiveRecord &record() { return archives.first().record; }
    [[nodiscard]] ZipFile &archived() { return archives.first().files->first(); }
    [[nodiscard]] static QByteArray name() { return "backup-moodle2-course-33-bioc1001-20081214-0301.mbz"; }

    void seeSharedFolder()
    {
        PlaceSeen place;
        place.kind = CopyPlace::SharedFolder;
        place.folder = "/data/backups";
        place.sight = PlaceSight::Seen;
        reading.head.places.append(place);
        record().run.dataFolder = place.folder;
    }
    /// The copy lies in the folder for all courses, and the pool has none.
    void moveToSharedFolder()
    {
        seeSharedFolder();
        reading.records.clear();
        file().place = CopyPlace::SharedFolder;
        file().path = archived().path = name();
    }
    /// Another content under the same name, of the same size and time.
    void addTwin()
    {
        FoundFile twin = file();
        twin.path = QByteArray(40, 'b');
        FileRecord recorded = reading.records.first();
        recorded.area = BackupArea::Course;
        recorded.hash = twin.path;
        reading.files.append(twin);
        reading.records.append(recorded);
    }
    [[nodiscard]] CourseDeletion check() const
    {
        const SiteBackups site = joinBackups(MadeCourses::site(), reading, MadeCourses::now());
        const Result<DeletionCheck> checked =
            checkBeforeDeletion({{QStringLiteral("33")}, {}, {}}, site, archives, MadeCourses::now());
        return checked ? checked->courses.value(0) : CourseDeletion();
    }
};

struct LaterDeletionRow
{
    const char *name;
    void (*change)(LaterDeletion &scene);
    const char *kinds; ///< empty: it may be deleted
};

/// What in an archive is the same file.
QList<LaterDeletionRow> laterRowsOfFiles()
{
    return {
        {"the planner's name", [](LaterDeletion &) {}, ""},
        {"its own list was not seen", [](LaterDeletion &s) { s.file().check.level = ZipLevel::ReadThrough; },
         "filesNotKnown"},
        {"complete when archived",
         [](LaterDeletion &s) {
             s.file().check.level = ZipLevel::Closed;
             s.archived().check.level = ZipLevel::Complete;
         },
         ""},
        {"another size", [](LaterDeletion &s) { ++s.archived().bytes; }, "notArchived"},
        {"another time", [](LaterDeletion &s) { s.archived().modified = s.archived().modified.addSecs(1); },
         "notArchived"},
        {"part of a second", [](LaterDeletion &s) { s.archived().modified = s.archived().modified.addMSecs(1); }, ""},
        {"another name", [](LaterDeletion &s) { s.archived().path = "course-33/other.mbz"; }, "notArchived"},
        {"another course's name", [](LaterDeletion &s) { s.archived().path = "course-34/" + s.name(); }, "notArchived"},
        {"its name alone", [](LaterDeletion &s) { s.archived().path = s.name(); }, "notArchived"},
        {"its path in the pool", [](LaterDeletion &s) { s.archived().path = pathByHash(s.file().path); },
         "notArchived"},
        {"another course inside", [](LaterDeletion &s) { s.archived().check.course = 34; }, "notArchived"},
        {"its course inside", [](LaterDeletion &s) { s.archived().check.course = 33; }, ""},
        {"its name was taken",
         [](LaterDeletion &s) { s.archived().path = "course-33/" + s.file().path + '-' + s.name(); }, ""},
        {"its name was taken twice",
         [](LaterDeletion &s) { s.archived().path = "course-33/" + s.file().path + "-2-" + s.name(); }, ""},
        {"another content's hash",
         [](LaterDeletion &s) { s.archived().path = "course-33/" + QByteArray(40, 'b') + '-' + s.name(); },
         "notArchived"},
        {"a name that cannot be shown",
         [](LaterDeletion &s) {
             s.reading.records.first().name = QStringLiteral("backup-moodle2-course-33-\u202e.mbz");
             s.archived().path = "course-33/backup-moodle2-course-33-\\u{202e}.mbz";
         },
         "contentsNotKnown"},
        {"one of two, and nobody can tell which", [](LaterDeletion &s) { s.addTwin(); }, "contentsNotKnown"},
        {"one of two, by its hash",
         [](LaterDeletion &s) {
             s.addTwin();
             s.archived().path = "course-33/" + QByteArray(40, 'b') + '-' + s.name();
         },
         ""},
        {"one of two of different sizes",
         [](LaterDeletion &s) {
             s.addTwin();
             ++s.reading.files.last().bytes;
         },
         ""},
        {"of the pool, or of the folder for all",
         [](LaterDeletion &s) {
             s.seeSharedFolder();
             const FoundFile pooled = s.file();
             s.reading.files.prepend(pooled);
             s.file().place = CopyPlace::SharedFolder;
             s.file().path = s.archived().path;
         },
         "contentsNotKnown"},
    };
}

/// Which archives count.
QList<LaterDeletionRow> laterRowsOfArchives()
{
    return {
        {"another site", [](LaterDeletion &s) { s.record().run.request.site = QStringLiteral("other"); },
         "notArchived"},
        {"another server", [](LaterDeletion &s) { s.record().run.server = QStringLiteral("other"); }, "notArchived"},
        {"another data folder", [](LaterDeletion &s) { s.record().run.dataFolder = "/data/other"; }, "notArchived"},
        {"data folder with a slash", [](LaterDeletion &s) { s.record().run.dataFolder = "/data/moodle/"; }, ""},
        {"with a folder for all", [](LaterDeletion &s) { s.seeSharedFolder(); }, ""},
        {"in the folder for all", [](LaterDeletion &s) { s.moveToSharedFolder(); }, ""},
        {"in another folder for all",
         [](LaterDeletion &s) {
             s.moveToSharedFolder();
             s.record().run.dataFolder = "/data/former";
         },
         "notArchived"},
        {"in the folder for all, of an unknown archive",
         [](LaterDeletion &s) {
             s.moveToSharedFolder();
             s.archives.first().files.reset();
         },
         "contentsNotKnown"},
        {"no archive", [](LaterDeletion &s) { s.archives.clear(); }, "notArchived"},
        {"contents not known", [](LaterDeletion &s) { s.archives.first().files.reset(); }, "contentsNotKnown"},
        {"contents of another site's",
         [](LaterDeletion &s) {
             s.archives.first().files.reset();
             s.record().run.request.site = QStringLiteral("other");
         },
         "notArchived"},
        {"contents of an older one",
         [](LaterDeletion &s) {
             s.archives.first().files.reset();
             s.record().run.startedAt = s.file().modified.addSecs(-1);
         },
         "notArchived"},
        {"still being made",
         [](LaterDeletion &s) {
             s.record().status.state = ArchiveState::Working;
             s.record().status.sha256.clear();
         },
         "archiveNotWhole"},
        {"altered", [](LaterDeletion &s) { s.record().status.copy = ArchiveCopy::Altered; }, "archiveNotWhole"},
        {"gone", [](LaterDeletion &s) { s.record().status.copy = ArchiveCopy::Gone; }, "archiveNotInPlace"},
        {"back and not read", [](LaterDeletion &s) { s.record().status.copy = ArchiveCopy::Returned; },
         "archiveNotInPlace"},
    };
}

QList<LaterDeletionRow> laterDeletionRows()
{
    return laterRowsOfFiles() + laterRowsOfArchives();
}

} // namespace

/// When an archive holds a copy of a later Moodle's course, so that the course may be deleted.
class TstLaterDeletions : public QObject
{
    Q_OBJECT

private slots:
    void obstacles_data()
    {
        QTest::addColumn<int>("row");
        const QList<LaterDeletionRow> rows = laterDeletionRows();
        for (int i = 0; i < rows.size(); ++i)
            QTest::newRow(rows.at(i).name) << i;
    }
    void obstacles()
    {
        QFETCH(int, row);
        const LaterDeletionRow wanted = laterDeletionRows().at(row);
        LaterDeletion scene;
        wanted.change(scene);
        const CourseDeletion course = scene.check();
        QCOMPARE(course.id, 33);
        QStringList kinds;
        for (const DeletionReason &reason : course.reasons)
            kinds << nameOf(reason.kind);
        QCOMPARE(kinds.join(u' '), QString::fromLatin1(wanted.kinds));
        QCOMPARE(course.answer, kinds.isEmpty() ? DeletionAnswer::MayBeDeleted : DeletionAnswer::MayNot);
        if (!kinds.isEmpty())
            return;
        QVERIFY(course.copy.has_value());
        QCOMPARE(course.copy->archive, QStringLiteral("autumn"));
        QCOMPARE(course.copy->level, ZipLevel::Complete);
    }

    void whatWentToTapeRestsOnAPersonsWord()
    {
        LaterDeletion scene;
        scene.record().status.copy = ArchiveCopy::Gone;
        scene.record().moved = ArchiveNote {QStringLiteral("tape set 2008-3"), {}, {}};
        const CourseDeletion course = scene.check();
        QCOMPARE(course.answer, DeletionAnswer::ByNote);
        QCOMPARE(course.copy->noted, QStringLiteral("tape set 2008-3"));
    }

    /// Plans and checks know files of the pool by these: other names would make archives of today unknown.
    void namesOfThePool_data()
    {
        QTest::addColumn<QString>("recorded");
        QTest::addColumn<QByteArrayList>("taken");
        QTest::addColumn<QByteArray>("member");
        const QByteArrayList none;
        const QByteArray hash(40, 'c');
        const QString name = QStringLiteral("a b.mbz");
        QTest::newRow("as recorded") << name << none << QByteArray("course-7/a b.mbz");
        QTest::newRow("a slash") << QStringLiteral("../a/b.mbz") << none << QByteArray("course-7/.._a_b.mbz");
        QTest::newRow("no name") << QString() << none << QByteArray("course-7/" + hash);
        QTest::newRow("upwards") << QStringLiteral("..") << none << QByteArray("course-7/" + hash);
        QTest::newRow("too long") << QString(201, u'x') << none << QByteArray("course-7/" + hash + ".mbz");
        QTest::newRow("taken") << name << QByteArrayList {"course-7/a b.mbz"}
                               << QByteArray("course-7/" + hash + "-a b.mbz");
        QTest::newRow("taken twice") << name << QByteArrayList {"course-7/a b.mbz", "course-7/" + hash + "-a b.mbz"}
                                     << QByteArray("course-7/" + hash + "-2-a b.mbz");
    }
    void namesOfThePool()
    {
        QFETCH(QString, recorded);
        QFETCH(QByteArrayList, taken);
        QFETCH(QByteArray, member);
        const QSet<QByteArray> names(taken.cbegin(), taken.cend());
        QCOMPARE(poolMember(recorded, QByteArray(40, 'c'), 7, names), member);
    }
};

NIGHTKEEP_TEST(TstLaterDeletions, unit, Core)
#include "tst_laterdeletions.moc"
