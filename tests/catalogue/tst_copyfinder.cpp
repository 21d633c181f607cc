// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/copyfindertable.h"
#include "models/catalogue/foundcopies.h"
#include "tests/archives/madedeletions.h"
#include "tests/catalogue/madearchives.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

using Where = FoundCopy::Where;

QString foundShortly(const FoundCopy &copy)
{
    return nameOf(copy.where) + u' ' + copy.made.toString(QStringLiteral("yyyy-MM-dd")) + u' ' + nameOf(copy.standing);
}

QStringList foundShortly(const QList<FoundCopy> &copies)
{
    QStringList words;
    for (const FoundCopy &copy : copies)
        words << foundShortly(copy);
    return words;
}

HandOver finderHandOver(const QString &run, HandOverState state)
{
    HandOver made;
    made.run = run;
    made.place = QStringLiteral("tsm");
    made.state = state;
    made.description = QStringLiteral("moodle summer");
    made.confirmedAt = made.askedAt = QDateTime(QDate(2008, 6, 21), QTime(3, 0), QTimeZone::utc());
    made.expiry = {Expiry::Kind::OnDay, QDate(2011, 6, 20)};
    return made;
}

} // namespace

/// "Where is BIOC1001 as it was in June 2008?" over a workspace in memory: two courses with a copy each on the server,
/// and an archive of June that holds both, and one of a course that is no more.
class TstCopyFinder : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_workspace->time.advance(m_workspace->time.now().secsTo(MadeCourses::now()));
        const QList<ArchiveRecord> made = *m_workspace->archiveStore.archiveRuns();
        for (const ArchiveRecord &record : made)
            QVERIFY(m_workspace->archiveStore.removeArchiveRun(record.run.id));
        QVERIFY(m_workspace->courseStore.saveCourseReading(site(), MadeDeletions::reading()));
        m_manifest = MadeArchives::manifest(QStringLiteral("20080620-031500-summer"), site(),
                                            {MadeArchives::file(33, QStringLiteral("BIOC1001"), QDate(2008, 6, 13)),
                                             MadeArchives::file(47, QStringLiteral("HIST2002"), QDate(2008, 6, 13)),
                                             MadeArchives::file(12, QStringLiteral("OLD0001"), QDate(2008, 6, 13))});
        m_record = MadeArchives::record(m_manifest);
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(m_record));
        QVERIFY(m_workspace->archiveStore.saveManifest(m_manifest));
    }

    void everyPlaceBestFirst_data()
    {
        QTest::addColumn<QString>("course");
        QTest::addColumn<QDate>("day");
        QTest::addColumn<QStringList>("copies");
        const QString now = QStringLiteral("server 2008-12-14 good");
        const QString june = QStringLiteral("archive 2008-06-13 good");
        QTest::newRow("as it is") << QStringLiteral("BIOC1001") << QDate() << QStringList {now, june};
        QTest::newRow("as it was") << QStringLiteral("bioc1001") << QDate(2008, 6, 20) << QStringList {june, now};
        QTest::newRow("on the very day") << QStringLiteral("33") << QDate(2008, 6, 13) << QStringList {june, now};
        QTest::newRow("the day before") << QStringLiteral("33") << QDate(2008, 6, 12) << QStringList {june, now};
        QTest::newRow("long after") << QStringLiteral(" 33 ") << QDate(2009, 6, 12) << QStringList {now, june};
        QTest::newRow("gone since, by its name") << QStringLiteral("old0001") << QDate() << QStringList {june};
        QTest::newRow("gone since, by its number") << QStringLiteral("12") << QDate() << QStringList {june};
        QTest::newRow("a part of a name is none") << QStringLiteral("BIOC") << QDate() << QStringList();
    }
    void everyPlaceBestFirst()
    {
        QFETCH(QString, course);
        QFETCH(QDate, day);
        QFETCH(QStringList, copies);
        const FoundCopies found = find(course, day);
        QCOMPARE(foundShortly(found.copies), copies);
        QCOMPARE(found.notAsked.size(), 1); // the storage manager
        for (const FoundCopy &copy : found.copies) {
            QVERIFY(!copy.steps.isEmpty());
            QVERIFY(!copy.proof.isEmpty());
            // Only what an archive's manifest has a hash of is told to be as it was archived.
            QCOMPARE(copy.sha256, copy.where == Where::Archive ? QByteArray(64, 'b') : QByteArray());
        }
    }

    /// A course that was called so then is the one that has another name now.
    void aNameOfThen()
    {
        CourseReading reading = MadeDeletions::reading();
        reading.courses.first().shortName = QStringLiteral("BIOC1001-2008");
        QVERIFY(m_workspace->courseStore.saveCourseReading(site(), reading));
        QCOMPARE(foundShortly(find(QStringLiteral("BIOC1001")).copies),
                 (QStringList {QStringLiteral("server 2008-12-14 good"), QStringLiteral("archive 2008-06-13 good")}));
    }

    void anArchivesPlaceDecides_data()
    {
        QTest::addColumn<int>("copy");
        QTest::addColumn<bool>("noted");
        QTest::addColumn<int>("state"); // of the hand-over; -1: none
        QTest::addColumn<QStringList>("copies");
        QTest::addColumn<int>("notAsked");
        const auto row = [](const char *name, ArchiveCopy copy, bool noted, int state, const QStringList &copies,
                            int notAsked = 1) {
            QTest::newRow(name) << int(copy) << noted << state << copies << notAsked;
        };
        const QString here = QStringLiteral("archive 2008-06-13 ");
        const QString there = QStringLiteral("archivePlace 2008-06-13 ");
        row("in place", ArchiveCopy::InPlace, false, -1, {here + QLatin1String("good")});
        row("and confirmed elsewhere", ArchiveCopy::InPlace, false, int(HandOverState::Confirmed),
            {here + QLatin1String("good"), there + QLatin1String("good")});
        row("gone, and confirmed elsewhere", ArchiveCopy::Gone, false, int(HandOverState::Confirmed),
            {there + QLatin1String("good")});
        row("gone, and missing elsewhere", ArchiveCopy::Gone, false, int(HandOverState::Missing), {}, 2);
        row("gone, and on its way", ArchiveCopy::Gone, false, int(HandOverState::Working), {}, 2);
        row("gone, and altered elsewhere", ArchiveCopy::Gone, false, int(HandOverState::Altered),
            {there + QLatin1String("bad")});
        row("gone, not confirmed elsewhere", ArchiveCopy::Gone, false, int(HandOverState::NotConfirmed),
            {there + QLatin1String("unknown")});
        row("gone, and nobody answers", ArchiveCopy::Gone, false, int(HandOverState::Unknown),
            {there + QLatin1String("unknown")});
        row("gone", ArchiveCopy::Gone, false, -1, {}, 2);
        row("gone, by a person's word elsewhere", ArchiveCopy::Gone, true, -1, {there + QLatin1String("unknown")});
        row("altered", ArchiveCopy::Altered, false, -1, {here + QLatin1String("bad")});
        row("back", ArchiveCopy::Returned, false, -1, {here + QLatin1String("unknown")});
        row("not known", ArchiveCopy::Unknown, false, -1, {here + QLatin1String("unknown")});
    }
    void anArchivesPlaceDecides()
    {
        QFETCH(int, copy);
        QFETCH(bool, noted);
        QFETCH(int, state);
        QFETCH(QStringList, copies);
        QFETCH(int, notAsked);
        m_record.status.copy = ArchiveCopy(copy);
        if (noted)
            m_record.moved = ArchiveNote {QStringLiteral("tape 12"), QStringLiteral("ann"), MadeCourses::now()};
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(m_record));
        if (state >= 0)
            QVERIFY(m_workspace->handOverStore.saveHandOver(finderHandOver(m_record.run.id, HandOverState(state))));
        const FoundCopies found = find(QStringLiteral("OLD0001"));
        QCOMPARE(foundShortly(found.copies), copies);
        QCOMPARE(found.notAsked.size(), notAsked);
        for (const FoundCopy &each : found.copies) {
            if (each.where == Where::ArchivePlace && !noted) {
                QCOMPARE(each.lastsUntil, QDate(2011, 6, 20));
                QVERIFY2(each.steps.first().contains(QLatin1String("dsmc retrieve -description='moodle summer' "
                                                                   "'/data/archive/summer.tar'")),
                         qPrintable(each.steps.first()));
            }
            QVERIFY2(each.steps.last().contains(QLatin1String("archive extract "
                                                              "'12/backupdata/backup-old0001-20080613-0300.zip' --run "
                                                              "'20080620-031500-summer'")),
                     qPrintable(each.steps.last()));
        }
    }

    /// What was to be thrown away by now is not known to be there.
    void aCopyPastItsDay()
    {
        m_record.status.copy = ArchiveCopy::Gone;
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(m_record));
        HandOver expired = finderHandOver(m_record.run.id, HandOverState::Confirmed);
        expired.expiry.day = MadeCourses::now().date().addDays(-1);
        QVERIFY(m_workspace->handOverStore.saveHandOver(expired));
        QCOMPARE(foundShortly(find(QStringLiteral("OLD0001")).copies),
                 QStringList {QStringLiteral("archivePlace 2008-06-13 unknown")});
    }

    void theFileOfAWorkstationIsNamedWithoutIt()
    {
        m_record.status.copy = ArchiveCopy::Gone;
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(m_record));
        HandOver brought = finderHandOver(m_record.run.id, HandOverState::Confirmed);
        brought.kind = PlaceKind::Workstation;
        brought.where = QStringLiteral("desk:/home/anna/summer.tar");
        QVERIFY(m_workspace->handOverStore.saveHandOver(brought));
        const FoundCopies found = find(QStringLiteral("OLD0001"));
        QCOMPARE(found.copies.size(), 1);
        const QString step = found.copies.constFirst().steps.constFirst();
        QVERIFY2(step.contains(QLatin1String("desk")), qPrintable(step));
        QVERIFY2(step.contains(QLatin1String("--from '/home/anna/summer.tar' --to ")), qPrintable(step));
    }

    void anArchiveWithoutItsRunIsSaid()
    {
        QVERIFY(m_workspace->archiveStore.removeArchiveRun(m_record.run.id));
        const FoundCopies found = find(QStringLiteral("OLD0001"));
        QVERIFY(found.copies.isEmpty());
        QVERIFY2(found.notAsked.join(u' ').contains(m_record.run.id), qPrintable(found.notAsked.join(u' ')));
        QCOMPARE(foundAnswer(found, QStringLiteral("OLD0001"), {}, MadeCourses::now()).state, State::Unknown);
    }

    /// Of an older program: names, sizes and times alone.
    void anOlderManifest()
    {
        for (ArchivedFile &file : m_manifest.files) {
            file.sha256.clear();
            file.course.reset();
            file.shortName.clear();
            file.made = QDateTime();
        }
        m_manifest.sha256 = QByteArray(64, 'd');
        QVERIFY(m_workspace->archiveStore.saveManifest(m_manifest));
        for (const char *course : {"OLD0001", "12"})
            QCOMPARE(foundShortly(find(QLatin1String(course)).copies),
                     QStringList {QStringLiteral("archive 2008-06-13 good")});
    }

    /// Unknown is never shown as good.
    void whatSpeaksAgainstACopy_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("standing");
        for (const auto &[what, standing] :
             {std::pair {"nothing", "good"}, std::pair {"the zip was not looked at", "unknown"},
              std::pair {"the zip was doubtful", "bad"}, std::pair {"the signature is bad", "bad"},
              std::pair {"the archive was read and differs", "bad"},
              std::pair {"it was read again and is the same", "good"}})
            QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(standing);
    }
    void whatSpeaksAgainstACopy()
    {
        QFETCH(QString, what);
        QFETCH(QString, standing);
        ArchiveVerification differs;
        differs.run = m_record.run.id;
        differs.at = MadeCourses::now().addDays(-2);
        differs.outcome = ArchiveVerification::Outcome::Differs;
        ArchiveVerification same = differs;
        same.at = MadeCourses::now().addDays(-1);
        same.outcome = ArchiveVerification::Outcome::Same;
        if (what == u"the zip was not looked at") {
            m_record.run.zipsChecked.level = ZipLevel::NotChecked;
        } else if (what == u"the zip was doubtful") {
            ZipCheck check;
            check.fault = ZipFault::CutOff;
            m_record.run.zipsChecked.exceptions.append({m_manifest.files.at(2).path, check});
        } else if (what == u"the signature is bad") {
            ManifestSignature signature;
            signature.run = m_record.run.id;
            signature.verdict = SignatureVerdict::Bad;
            QVERIFY(m_workspace->catalogueStore.saveSignature(signature));
        } else if (what == u"the archive was read and differs") {
            QVERIFY(m_workspace->catalogueStore.addVerification(differs));
        } else if (what == u"it was read again and is the same") {
            QVERIFY(m_workspace->catalogueStore.addVerification(differs));
            QVERIFY(m_workspace->catalogueStore.addVerification(same));
        }
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(m_record));
        const FoundCopies found = find(QStringLiteral("OLD0001"));
        QCOMPARE(foundShortly(found.copies), QStringList {QStringLiteral("archive 2008-06-13 ") + standing});
    }

    void anArchiveWithoutManifestIsSaid()
    {
        ArchiveRecord other = m_record;
        other.run.id = QStringLiteral("20070620-031500-earlier");
        other.run.request.name = QStringLiteral("earlier");
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(other));
        QCOMPARE(m_workspace->finder().withoutManifest(), QStringList {other.run.id});
        QVERIFY(m_workspace->finder().withoutManifest(QStringLiteral("another site")).isEmpty());
        const FoundCopies found = find(QStringLiteral("nowhere"));
        QVERIFY(found.copies.isEmpty());
        QVERIFY2(found.notAsked.join(u' ').contains(QLatin1String("earlier")), qPrintable(found.notAsked.join(u' ')));
        QCOMPARE(foundAnswer(found, QStringLiteral("nowhere"), {}, MadeCourses::now()).state, State::Unknown);
    }

    void theStorageManagerIsAsked()
    {
        const QByteArray rows = "200000  B 2008-12-14 03:05:09  STANDARD  A  "
                                "/data/moodle/33/backupdata/backup-bioc1001-20081214-0301.zip\n"
                                "   123 KB 2008-06-07 03:05:09  STANDARD  I  "
                                "/data/moodle/33/backupdata/backup-bioc1001-20080606-0300.zip\n"
                                "     7  B 2008-06-07 03:05:09  STANDARD  I  /data/moodle/33/backupdata/notes.txt\n";
        serverSays({{"CLOCK", {"1229333400", "+0000"}},
                    {"DSMC", {"asked"}},
                    {"VERSIONS", {"0", "whole", "/data/moodle/33/backupdata/*", rows}}});
        const FoundCopies found = find(QStringLiteral("BIOC1001"), QDate(2008, 6, 10), true);
        QCOMPARE(
            foundShortly(found.copies),
            (QStringList {QStringLiteral("olderVersion 2008-06-06 unknown"), QStringLiteral("archive 2008-06-13 good"),
                          QStringLiteral("server 2008-12-14 good"), QStringLiteral("storageManager 2008-12-14 good")}));
        QVERIFY2(found.copies.first().steps.first().contains(
                     QLatin1String("dsmc restore -inactive -pick "
                                   "'/data/moodle/33/backupdata/backup-bioc1001-20080606-0300.zip' ")),
                 qPrintable(found.copies.first().steps.first()));
        QVERIFY2(found.notAsked.isEmpty(), qPrintable(found.notAsked.join(u' ')));
        QVERIFY2(m_input.contains(QByteArray("\0/data/moodle/33/backupdata/*\0", 30)), m_input.constData());
    }

    void aSilentStorageManagerIsSaid()
    {
        serverSays({{"CLOCK", {"1229333400", "+0000"}}, {"DSMC", {"absent"}}});
        const FoundCopies found = find(QStringLiteral("BIOC1001"), {}, true);
        QCOMPARE(found.copies.size(), 2);
        QCOMPARE(found.notAsked.size(), 1);
        m_workspace->hosts.setAnswer([](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) {
            return Result<QByteArray>(fail(ErrorKind::Unreachable, QStringLiteral("Nothing answers.")));
        });
        QVERIFY(find(QStringLiteral("BIOC1001"), {}, true).notAsked.contains(QStringLiteral("Nothing answers.")));
    }

    void badQuestions()
    {
        const auto kindOf = [this](const QString &site, const QString &course) {
            const Result<FoundCopies> found = m_workspace->finder().find(site, course, {}, false, CancelToken());
            return found ? QString() : nameOf(found.error().kind);
        };
        QCOMPARE(kindOf(site(), QStringLiteral("  ")), nameOf(ErrorKind::BadInput));
        QCOMPARE(kindOf(QStringLiteral("none"), QStringLiteral("33")), nameOf(ErrorKind::NotFound));
        QCOMPARE(kindOf(site().toUpper(), QStringLiteral("33")), QString());
    }

    void bestFirst()
    {
        const auto copy = [](Where where, const QDate &made, State standing) {
            FoundCopy each;
            each.where = where;
            each.made = made.isValid() ? QDateTime(made, QTime(3, 0), QTimeZone::utc()) : QDateTime();
            each.standing = standing;
            return each;
        };
        const QDate june(2008, 6, 13);
        QList<FoundCopy> copies {copy(Where::Server, june, State::Bad),
                                 copy(Where::Server, {}, State::Good),
                                 copy(Where::Server, june.addDays(60), State::Good),
                                 copy(Where::Server, june.addDays(30), State::Good),
                                 copy(Where::Server, june.addDays(-7), State::Good),
                                 copy(Where::OlderVersion, june, State::Unknown),
                                 copy(Where::ArchivePlace, june, State::Good),
                                 copy(Where::Archive, june, State::Good)};
        const QList<FoundCopy> expected {copies.at(7), copies.at(6), copies.at(5), copies.at(4),
                                         copies.at(3), copies.at(2), copies.at(1), copies.at(0)};
        sortBestFirst(copies, june, QTimeZone::utc());
        QCOMPARE(foundShortly(copies), foundShortly(expected));
        // At the end of the day there: in the small hours of the next in UTC.
        QList<FoundCopy> west {copy(Where::Server, june, State::Good),
                               copy(Where::Server, june.addDays(1), State::Good)};
        sortBestFirst(west, june, QTimeZone(-5 * 3600));
        QCOMPARE(west.first().made.date(), june.addDays(1));
    }

    void wordsForAShell_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("word");
        QTest::newRow("plain") << QByteArray("/a/b.zip") << QStringLiteral("'/a/b.zip'");
        QTest::newRow("a quote") << QByteArray("it's") << QStringLiteral("'it'\\''s'");
        QTest::newRow("a command") << QByteArray("$(x) `y`") << QStringLiteral("'$(x) `y`'");
        QTest::newRow("a line's end") << QByteArray("a\nb") << QStringLiteral("'a\\nb'"); // shown, never typed
    }
    void wordsForAShell()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, word);
        QCOMPARE(shellWord(path), word);
    }

private:
    [[nodiscard]] QString site() const { return m_workspace->siteStore.sites()->first().name; }
    void serverSays(const QList<FrameRecord> &records)
    {
        m_workspace->hosts.setAnswer([this, records](const Server &, RemoteProgram program, const QByteArray &input,
                                                     const CancelToken &) -> Result<QByteArray> {
            m_input = input;
            return framed(remoteProgramName(program).toLatin1(), records);
        });
    }
    [[nodiscard]] FoundCopies find(const QString &course, const QDate &day = {}, bool asks = false)
    {
        const Result<FoundCopies> found = m_workspace->finder().find(site(), course, day, asks, CancelToken());
        return found ? *found : FoundCopies {{}, {found.error().message}};
    }

    std::unique_ptr<FakeWorkspace> m_workspace;
    ArchiveManifest m_manifest;
    ArchiveRecord m_record;
    QByteArray m_input; ///< of the last question
};

NIGHTKEEP_TEST(TstCopyFinder, unit, Core)
#include "tst_copyfinder.moc"
