// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletiontable.h"
#include "tests/archives/madedeletions.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

/// What course 33 is judged by.
struct DeletionScene
{
    CourseReading reading = MadeDeletions::reading();
    QList<ArchiveHolding> archives = {MadeDeletions::archiveOf(reading)};

    [[nodiscard]] FoundFile &file() { return reading.files.first(); }
    [[nodiscard]] CourseState &course() { return reading.courses.first(); }
    [[nodiscard]] ArchiveRecord &record() { return archives.first().record; }
    [[nodiscard]] ZipFile &archived() { return archives.first().files->first(); }
    [[nodiscard]] DeletionCheck check(const QString &word = QStringLiteral("33")) const
    {
        const SiteBackups site = joinBackups(MadeCourses::site(), reading, MadeCourses::now());
        const Result<DeletionCheck> checked = checkBeforeDeletion({{word}, {}, {}}, site, archives, MadeCourses::now());
        return checked.value_or(DeletionCheck());
    }
};

QString deletionKinds(const CourseDeletion &course)
{
    QStringList kinds;
    for (const DeletionReason &reason : course.reasons)
        kinds << nameOf(reason.kind);
    return kinds.join(u' ');
}

/// Nothing inside says when it was made, and its name says another day than its time.
void deletionContradict(DeletionScene &scene)
{
    scene.file().check.made = {};
    scene.file().modified = scene.file().modified.addSecs(26 * 3600);
    scene.archived().modified = scene.file().modified;
}

struct DeletionRow
{
    const char *name;
    void (*change)(DeletionScene &scene);
    const char *kinds; ///< empty: it may be deleted
};

/// Of the copy itself.
QList<DeletionRow> deletionRowsOfCopies()
{
    return {
        {"all is well", [](DeletionScene &) {}, ""},
        {"complete inside", [](DeletionScene &s) { s.file().check.level = ZipLevel::Complete; }, ""},
        {"nobody read every byte", [](DeletionScene &s) { s.file().check.level = ZipLevel::Closed; }, "notReadThrough"},
        {"nobody looked", [](DeletionScene &s) { s.file().check.level = ZipLevel::NotChecked; }, "notReadThrough"},
        {"read through when archived",
         [](DeletionScene &s) {
             s.file().check.level = ZipLevel::Closed;
             s.archived().check.level = ZipLevel::ReadThrough;
         },
         ""},
        {"damaged", [](DeletionScene &s) { s.file().check.fault = ZipFault::DamagedMember; }, "damaged"},
        {"found damaged when archived", [](DeletionScene &s) { s.archived().check.fault = ZipFault::DamagedMember; },
         "damaged"},
        {"nobody can tell whose it is",
         [](DeletionScene &s) {
             s.file().check.course.reset();
             s.file().path = s.archived().path = "33/backupdata/mine.zip";
         },
         "doubtful"},
        {"users not known", [](DeletionScene &s) { s.file().inside.users.reset(); }, "usersNotKnown"},
        {"no users", [](DeletionScene &s) { s.file().inside.users = false; }, "withoutUsers"},
        {"users without names", [](DeletionScene &s) { s.file().inside.anonymous = true; }, "withoutUsers"},
        {"files not known", [](DeletionScene &s) { s.file().inside.files.reset(); }, "filesNotKnown"},
        {"no files", [](DeletionScene &s) { s.file().inside.files = false; }, "withoutFiles"},
        {"changed since", [](DeletionScene &s) { s.course().changed = MadeCourses::now().addSecs(-60); },
         "changedSince"},
        {"changed when it was made", [](DeletionScene &s) { s.course().changed = s.file().modified; }, ""},
        {"never changed", [](DeletionScene &s) { s.course().changed = {}; }, ""},
        {"never changed, and made since",
         [](DeletionScene &s) {
             s.course().changed = {};
             s.course().created = MadeCourses::now().addSecs(-60);
         },
         "changedSince"},
        {"nobody knows when it was changed", [](DeletionScene &s) { s.course().changed = s.course().created = {}; },
         "changeNotKnown"},
        {"its name and its time contradict one another", &deletionContradict, "momentNotKnown"},
        {"they do, and what is inside tells",
         [](DeletionScene &s) {
             deletionContradict(s);
             s.file().check.made = MadeCourses::lastRun().addSecs(60);
         },
         ""},
        {"no copy", [](DeletionScene &s) { s.reading.files.clear(); }, "noCopy"},
        {"all at once",
         [](DeletionScene &s) {
             s.file().check.level = ZipLevel::Closed;
             s.file().inside.users.reset();
             s.file().inside.files = false;
             s.course().changed = MadeCourses::now().addSecs(-60);
             s.archives.clear();
         },
         "notReadThrough usersNotKnown withoutFiles changedSince notArchived"},
    };
}

/// Of the archives.
QList<DeletionRow> deletionRowsOfArchives()
{
    return {
        {"no archive", [](DeletionScene &s) { s.archives.clear(); }, "notArchived"},
        {"not among its files", [](DeletionScene &s) { s.archives.first().files->removeFirst(); }, "notArchived"},
        {"another size", [](DeletionScene &s) { ++s.archived().bytes; }, "notArchived"},
        {"another time", [](DeletionScene &s) { s.archived().modified = s.archived().modified.addSecs(1); },
         "notArchived"},
        {"part of a second", [](DeletionScene &s) { s.archived().modified = s.archived().modified.addMSecs(1); }, ""},
        {"another folder", [](DeletionScene &s) { s.record().run.dataFolder = "/data/other"; }, "notArchived"},
        {"another server", [](DeletionScene &s) { s.record().run.server = QStringLiteral("other"); }, "notArchived"},
        {"server in capitals", [](DeletionScene &s) { s.record().run.server = s.record().run.server.toUpper(); }, ""},
        {"contents not known", [](DeletionScene &s) { s.archives.first().files.reset(); }, "contentsNotKnown"},
        {"contents of an older one",
         [](DeletionScene &s) {
             s.archives.first().files.reset();
             s.record().run.startedAt = s.file().modified.addSecs(-1);
         },
         "notArchived"},
        {"contents of another folder's",
         [](DeletionScene &s) {
             s.archives.first().files.reset();
             s.record().run.dataFolder = "/data/moodle2";
         },
         "notArchived"},
        {"contents of one that is not complete",
         [](DeletionScene &s) {
             s.archives.first().files.reset();
             s.record().status = ArchiveStatus();
         },
         "notArchived"},
        {"contents of another one",
         [](DeletionScene &s) {
             s.archives.append(s.archives.first());
             s.archives.last().files.reset();
         },
         ""},
        {"still being made",
         [](DeletionScene &s) {
             s.record().status.state = ArchiveState::Working;
             s.record().status.sha256.clear();
         },
         "archiveNotWhole"},
        {"never begun", [](DeletionScene &s) { s.record().status.state = ArchiveState::None; }, "notArchived"},
        {"altered", [](DeletionScene &s) { s.record().status.copy = ArchiveCopy::Altered; }, "archiveNotWhole"},
        {"altered, and noted as moved",
         [](DeletionScene &s) {
             s.record().status.copy = ArchiveCopy::Altered;
             s.record().moved = ArchiveNote {QStringLiteral("tape"), {}, {}};
         },
         "archiveNotWhole"},
        {"gone", [](DeletionScene &s) { s.record().status.copy = ArchiveCopy::Gone; }, "archiveNotInPlace"},
        {"forgotten by the server", [](DeletionScene &s) { s.record().status.copy = ArchiveCopy::Unknown; },
         "archiveNotInPlace"},
        {"back and not read", [](DeletionScene &s) { s.record().status.copy = ArchiveCopy::Returned; },
         "archiveNotInPlace"},
    };
}

QList<DeletionRow> deletionRows()
{
    return deletionRowsOfCopies() + deletionRowsOfArchives();
}

} // namespace

/// What stands in the way of deleting a course.
class TstDeletionCheck : public QObject
{
    Q_OBJECT

private slots:
    void obstacles_data()
    {
        QTest::addColumn<int>("row");
        const QList<DeletionRow> rows = deletionRows();
        for (int i = 0; i < rows.size(); ++i)
            QTest::newRow(rows.at(i).name) << i;
    }
    void obstacles()
    {
        QFETCH(int, row);
        const DeletionRow wanted = deletionRows().at(row);
        DeletionScene scene;
        wanted.change(scene);
        const DeletionCheck check = scene.check();
        QCOMPARE(check.courses.size(), 1);
        const CourseDeletion &course = check.courses.first();
        QCOMPARE(deletionKinds(course), QString::fromLatin1(wanted.kinds));
        const bool mayBe = course.reasons.isEmpty();
        QCOMPARE(course.answer, mayBe ? DeletionAnswer::MayBeDeleted : DeletionAnswer::MayNot);
        QCOMPARE(check.head.failed, mayBe ? 0 : 1);
        QCOMPARE(deletionAnswer(check.head, MadeCourses::now()).state, mayBe ? State::Good : State::Bad);
        for (const DeletionReason &reason : course.reasons) {
            QVERIFY2(reason.text.endsWith(u'.'), qPrintable(reason.text));
            QVERIFY2(reason.advice.endsWith(u'.'), qPrintable(reason.advice));
        }
    }

    void theCopyIsTold()
    {
        const DeletionScene scene;
        const CourseDeletion course = scene.check().courses.first();
        QVERIFY(course.copy.has_value());
        QCOMPARE(course.copy->path, scene.reading.files.first().path);
        QCOMPARE(course.copy->made, scene.reading.files.first().check.made);
        QCOMPARE(course.copy->level, ZipLevel::ReadThrough);
        QCOMPARE(course.copy->archive, QStringLiteral("autumn"));
        QCOMPARE(course.copy->sha256, QByteArray(64, 'a'));
        QCOMPARE(course.copy->noted, QString());
    }

    void whatWentToTapeRestsOnAPersonsWord()
    {
        DeletionScene scene;
        scene.record().status.copy = ArchiveCopy::Gone;
        scene.record().moved = ArchiveNote {QStringLiteral("tape set 2008-3"), {}, {}};
        const DeletionCheck check = scene.check();
        QCOMPARE(check.courses.first().answer, DeletionAnswer::ByNote);
        QCOMPARE(check.courses.first().copy->noted, QStringLiteral("tape set 2008-3"));
        QCOMPARE(check.head.byNote, 1);
        QCOMPARE(check.head.failed, 0);
        QCOMPARE(deletionAnswer(check.head, MadeCourses::now()).state, State::Attention);

        scene.archives.append(MadeDeletions::archiveOf(scene.reading)); // a second one is in place
        QCOMPARE(scene.check().courses.first().answer, DeletionAnswer::MayBeDeleted);
    }

    void anOlderCopyDoes()
    {
        DeletionScene scene;
        FoundFile newer = MadeCourses::zip(scene.course(), MadeCourses::now().addSecs(-3600));
        scene.reading.files.insert(1, newer); // neither read through nor archived
        const CourseDeletion course = scene.check().courses.first();
        QCOMPARE(course.answer, DeletionAnswer::MayBeDeleted);
        QCOMPARE(course.copy->path, scene.file().path);
    }

    void whatNobodyHasSeenIsInTheWay()
    {
        DeletionScene scene;
        scene.reading = MadeCourses::reading(MoodleEdition::Later);
        scene.reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001"))};
        MadeCourses::addPoolCopy(scene.reading, scene.course(), MadeCourses::lastRun().addSecs(60));
        scene.file().check.level = ZipLevel::Complete;
        QCOMPARE(deletionKinds(scene.check().courses.first()), QStringLiteral("notArchived"));
        scene.reading.files.clear();
        const QString kinds = deletionKinds(scene.check().courses.first());
        QVERIFY2(kinds.startsWith(QLatin1String("notSeen ")), qPrintable(kinds));
    }

    void whatIsOnlyInAnArchiveIsTold()
    {
        DeletionScene scene;
        scene.reading.files.removeFirst();
        const QString text = scene.check().courses.first().reasons.first().text;
        QVERIFY2(text.contains(QLatin1String("The archive autumn holds a zip of it")), qPrintable(text));
        scene.archives.first().files->removeFirst();
        const QString without = scene.check().courses.first().reasons.first().text;
        QVERIFY2(!without.contains(QLatin1String("autumn")), qPrintable(without));
    }

    void whatMayNotBeDeletedComesFirst()
    {
        const DeletionScene scene;
        const SiteBackups site = joinBackups(MadeCourses::site(), scene.reading, MadeCourses::now());
        const Result<DeletionCheck> check =
            checkBeforeDeletion({{QStringLiteral("33"), QStringLiteral("47"), QStringLiteral("x\u202ey")}, {}, {}},
                                site, scene.archives, MadeCourses::now());
        QVERIFY(check.has_value());
        QCOMPARE(check->courses.size(), 3);
        QCOMPARE(deletionKinds(check->courses.at(0)), QStringLiteral("noSuchCourse"));
        QCOMPARE(check->courses.at(1).id, 47);
        QCOMPARE(check->courses.at(2).id, 33);
        QCOMPARE(check->head.courses, 3);
        QCOMPARE(check->head.failed, 2);
        ColumnTable<CourseDeletion> table(DeletionTable::description());
        table.setRows(check->courses, MadeCourses::now());
        QCOMPARE(table.rowCount(), 3);
        const QString shown = table.index(0, DeletionTable::CourseColumn).data().toString();
        QVERIFY2(!shown.contains(QChar(0x202e)), qPrintable(shown));
    }

    void whatCouldNotBeAskedIsNeverGood()
    {
        DeletionCheckHead head = DeletionScene().check().head;
        head.notRead = QStringList {QStringLiteral("The server does not answer.")};
        const PageAnswer answer = deletionAnswer(head, MadeCourses::now());
        QCOMPARE(answer.state, State::Unknown);
        QVERIFY2(answer.sentence.contains(QLatin1String("does not answer")), qPrintable(answer.sentence));
        head.notRead.clear();
        head.offline = true; // nobody was asked at all
        QCOMPARE(deletionAnswer(head, MadeCourses::now()).state, State::Attention);
    }
};

NIGHTKEEP_TEST(TstDeletionCheck, unit, Core)
#include "tst_deletioncheck.moc"
