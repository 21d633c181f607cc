// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplantable.h"
#include "models/archives/archiveproposal.h"
#include "models/archives/archiverunstable.h"
#include "models/archives/archiveservice.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

/// What a person is proposed and told: terms and names, parts of a plan, and what is to be done about a run.
class TstArchiveProposal : public QObject
{
    Q_OBJECT

private:
    using Act = ArchiveNext::Act;

    const QDateTime m_now {QDate(2008, 11, 29), QTime(9, 0), QTimeZone::utc()};

    static PlannedZip zipOfPart(const char *path, ZipDecision decision, ZipLevel level, ZipFault fault)
    {
        PlannedZip zip {{path, 2048, {}}, 1, decision, {}, {}};
        zip.file.check.level = level;
        zip.file.check.fault = fault;
        return zip;
    }
    static ArchiveWarning missing(qint64 course, ArchiveWarning::Kind kind)
    {
        return {kind, course, QStringLiteral("c"), QStringLiteral("No backup."), {}, true};
    }
    /// Two zips that are ready, one that nobody looked into, three that are damaged, two courses without, one warning
    /// of something else, and one zip that the rule leaves out.
    static ArchivePlan mixedPlan()
    {
        ArchivePlan plan;
        plan.zips = {zipOfPart("a", ZipDecision::Included, ZipLevel::Closed, ZipFault::None),
                     zipOfPart("b", ZipDecision::Included, ZipLevel::ReadThrough, ZipFault::None),
                     zipOfPart("c", ZipDecision::Included, ZipLevel::NotChecked, ZipFault::None),
                     zipOfPart("d", ZipDecision::Included, ZipLevel::Closed, ZipFault::CutOff),
                     zipOfPart("e", ZipDecision::Doubtful, ZipLevel::NotChecked, ZipFault::Unreadable),
                     zipOfPart("f", ZipDecision::Empty, ZipLevel::NotChecked, ZipFault::None),
                     zipOfPart("g", ZipDecision::NotNewest, ZipLevel::NotChecked, ZipFault::None)};
        plan.warnings = {missing(7, ArchiveWarning::Kind::NoZip),
                         missing(8, ArchiveWarning::Kind::TooOld),
                         missing(8, ArchiveWarning::Kind::DoubtfulZip),
                         {ArchiveWarning::Kind::CourseGone, 9, {}, QStringLiteral("Gone."), {}}};
        plan.freeBytes = 1LL << 40;
        return plan;
    }
    ArchiveRecord runOf(ArchiveState state, ArchiveCopy copy = ArchiveCopy::InPlace) const
    {
        ArchiveRecord record;
        record.run.request.name = QStringLiteral("moodle-2008-autumn");
        record.run.server = QStringLiteral("moodle-a");
        record.run.archiveFolder = "/data/archive";
        record.run.files = 31;
        record.run.bytes = 1000;
        record.run.startedAt = m_now.addSecs(-7200);
        record.status.state = state;
        record.status.copy = copy;
        record.status.finishedAt = m_now.addSecs(-7100);
        record.asOf = m_now.addSecs(-600);
        return record;
    }

private slots:
    void termsBeginWithTheOneToArchive_data()
    {
        QTest::addColumn<QDate>("today");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *what, const QDate &today, const char *names) {
            QTest::newRow(what) << today << QString::fromLatin1(names).split(u' ');
        };
        row("late autumn", QDate(2008, 12, 12), "2008-autumn 2008-summer 2008-spring 2007-08");
        row("January archives the autumn", QDate(2009, 1, 8), "2008-autumn 2008-summer 2008-spring 2008-09");
        row("spring", QDate(2009, 3, 20), "2009-spring 2008-autumn 2008-summer 2008-09");
        row("September archives the summer", QDate(2008, 9, 1), "2008-summer 2008-spring 2007-autumn 2007-08");
    }
    void termsBeginWithTheOneToArchive()
    {
        QFETCH(QDate, today);
        QFETCH(QStringList, names);
        QStringList offered;
        for (const ArchiveTerm &term : archiveTerms(today)) {
            offered << term.name;
            QVERIFY(!term.words.isEmpty());
        }
        QCOMPARE(offered, names);
    }

    void namesAreThoseOfFilesAndFree_data()
    {
        QTest::addColumn<QString>("site");
        QTest::addColumn<int>("state"); // of the run that has the name
        QTest::addColumn<QString>("proposed");
        const auto row = [](const char *what, const char *site, ArchiveState state, const char *proposed) {
            QTest::newRow(what) << QString::fromUtf8(site) << int(state) << QString::fromLatin1(proposed);
        };
        row("complete", "moodle", ArchiveState::Complete, "moodle-2008-autumn-2");
        row("being made", "moodle", ArchiveState::Working, "moodle-2008-autumn-2");
        row("cancelled: the name is free", "moodle", ArchiveState::None, "moodle-2008-autumn");
        row("not finished: the name is free", "moodle", ArchiveState::Resumable, "moodle-2008-autumn");
        row("another site's", "moodle 2", ArchiveState::Complete, "moodle_2-2008-autumn");
        row("no letters at all", "-\xC3\xA9", ArchiveState::Complete, "_-2008-autumn");
    }
    void namesAreThoseOfFilesAndFree()
    {
        QFETCH(QString, site);
        QFETCH(int, state);
        QFETCH(QString, proposed);
        const QString name = proposedArchiveName(site, QStringLiteral("2008-autumn"), {runOf(ArchiveState(state))});
        QCOMPARE(name, proposed);
        QVERIFY(checkArchiveName(name));
    }

    void theTimeFollowsTheLastArchiveOfTheServer()
    {
        ArchivePlan plan = mixedPlan();
        plan.server = QStringLiteral("moodle-a");
        QCOMPARE(expectedSeconds(plan, {}), -1);
        QCOMPARE(expectedSeconds(plan, {runOf(ArchiveState::Resumable)}), -1);
        // 1,000 bytes took 100 seconds.
        QCOMPARE(expectedSeconds(plan, {runOf(ArchiveState::Complete)}), plan.includedBytes() / 10 + 1);
        plan.server = QStringLiteral("moodle-b");
        QCOMPARE(expectedSeconds(plan, {runOf(ArchiveState::Complete)}), -1);
    }

    void aPlanIsCountedByItsParts()
    {
        const ArchivePlan plan = mixedPlan();
        QCOMPARE(countOf(plan, PlanPart::All), 11);
        QCOMPARE(countOf(plan, PlanPart::Ready), 2);
        QCOMPARE(countOf(plan, PlanPart::NotChecked), 1);
        QCOMPARE(countOf(plan, PlanPart::Damaged), 3);
        QCOMPARE(countOf(plan, PlanPart::Missing), 2); // courses, each once
        QCOMPARE(countOf(plan, PlanPart::Other), 1);
        QCOMPARE(countOf(plan, PlanPart::LeftOut), 1);
        const PageAnswer answer = planAnswer(plan);
        QCOMPARE(answer.state, State::Attention);
        QVERIFY2(answer.sentence.startsWith(QLatin1String("2 ready, 1 not checked, 3 damaged, 2 courses missing.")),
                 qPrintable(answer.sentence));
    }

    void onlyAPlanWithoutAnyDoubtIsGood()
    {
        ArchivePlan plan = mixedPlan();
        plan.warnings.clear();
        plan.zips = plan.zips.mid(0, 2);
        plan.zips[1].file.check.level = ZipLevel::Closed;
        QCOMPARE(planAnswer(plan).state, State::Good);
        ArchivePlan other = plan;
        other.coursesKnown = false;
        QCOMPARE(planAnswer(other).state, State::Attention);
        QVERIFY(planAnswer(other).sentence.contains(QLatin1String("not known")));
        other = plan;
        other.freeBytes = 5;
        QCOMPARE(planAnswer(other).state, State::Attention);
        other = plan;
        other.notChecked = QStringLiteral("The server has no od.");
        QCOMPARE(planAnswer(other).state, State::Attention);
        other = plan;
        other.zips.clear();
        QCOMPARE(planAnswer(other).state, State::Attention);
    }

    void aPersonIsToldWhatToDo_data()
    {
        QTest::addColumn<ArchiveRecord>("record");
        QTest::addColumn<int>("act");
        const auto row = [](const char *what, const ArchiveRecord &record, Act act) {
            QTest::newRow(what) << record << int(act);
        };
        row("cancelled", runOf(ArchiveState::None), Act::StartAgain);
        row("not finished", runOf(ArchiveState::Resumable), Act::StartAgain);
        row("unknown", runOf(ArchiveState::Unknown), Act::Look);
        row("being made", runOf(ArchiveState::Working), Act::Nothing);
        row("complete", runOf(ArchiveState::Complete), Act::Nothing);
        row("gone", runOf(ArchiveState::Complete, ArchiveCopy::Gone), Act::SayWhere);
        row("forgotten", runOf(ArchiveState::Complete, ArchiveCopy::Unknown), Act::SayWhere);
        row("back", runOf(ArchiveState::Complete, ArchiveCopy::Returned), Act::Verify);
        row("altered", runOf(ArchiveState::Complete, ArchiveCopy::Altered), Act::Verify);
        ArchiveRecord moved = runOf(ArchiveState::Complete, ArchiveCopy::Gone);
        moved.moved = ArchiveNote {QStringLiteral("tape 7"), QStringLiteral("rfg"), m_now};
        row("moved", moved, Act::Nothing);
        moved.run.warnings = {missing(7, ArchiveWarning::Kind::NoZip)};
        row("moved, with warnings", moved, Act::Accept);
        moved.accepted = moved.moved;
        row("moved, with warnings that were accepted", moved, Act::Nothing);
        ArchiveRecord working = runOf(ArchiveState::Working);
        working.run.warnings = {missing(7, ArchiveWarning::Kind::NoZip)};
        row("being made, with warnings", working, Act::Accept);
    }
    void aPersonIsToldWhatToDo()
    {
        QFETCH(ArchiveRecord, record);
        QFETCH(int, act);
        const ArchiveNext next = nextOf(record);
        QCOMPARE(int(next.act), act);
        QVERIFY(!next.sentence.isEmpty());
    }

    void aVanishedFileIsNamedAndDated()
    {
        ArchiveRecord record = runOf(ArchiveState::Complete);
        record.status.sha256 = QByteArray(64, 'a');
        QCOMPARE(goneWords(record, m_now), QString());
        ArchiveStatus asked = record.status;
        asked.copy = ArchiveCopy::Gone;
        record.take(asked, m_now.addSecs(-60));
        const QString words = goneWords(record, m_now);
        QVERIFY2(words.startsWith(QLatin1String("/data/archive/moodle-2008-autumn.tar is gone from moodle-a.")),
                 qPrintable(words));
        QCOMPARE(record.status.seenAt, m_now.addSecs(-600)); // when it was last asked about, and there
        QCOMPARE(record.status.sha256, QByteArray(64, 'a'));
        record.take(asked, m_now); // asked again, it was not seen later
        QCOMPARE(record.status.seenAt, m_now.addSecs(-600));
        asked.copy = ArchiveCopy::InPlace;
        record.take(asked, m_now);
        QVERIFY(!record.status.seenAt.isValid());
        record.status.copy = ArchiveCopy::Gone;
        QVERIFY(goneWords(record, m_now).contains(QLatin1String("not known")));
    }

    void whoAcceptsOneFindingHasNotAcceptedTheNext()
    {
        ArchiveRecord warned = runOf(ArchiveState::Working);
        warned.run.warnings = {missing(7, ArchiveWarning::Kind::NoZip)};
        const QList<ArchiveRecord> stages {runOf(ArchiveState::Resumable),
                                           runOf(ArchiveState::Unknown),
                                           warned,
                                           runOf(ArchiveState::Complete, ArchiveCopy::Gone),
                                           runOf(ArchiveState::Complete, ArchiveCopy::Returned),
                                           runOf(ArchiveState::Complete, ArchiveCopy::Altered)};
        QStringList ids;
        QStringList kinds;
        QStringList acts;
        for (const ArchiveRecord &stage : stages) {
            const QList<Finding> found = ArchiveService::findings({stage}, m_now);
            QCOMPARE(found.size(), 1);
            ids << found.first().id;
            kinds << found.first().kind;
            acts << nameOf(found.first().act);
        }
        QCOMPARE(acts.join(u' '), QStringLiteral("start-again show accept-warnings show show show"));
        QCOMPARE(ids.removeDuplicates(), 0);
        QCOMPARE(kinds.removeDuplicates(), 0);
    }

    void warningsAreToldInTheList()
    {
        ArchiveRecord record = runOf(ArchiveState::Complete);
        QCOMPARE(archiveWarningsText(record), QStringLiteral("not known")); // it was started elsewhere
        record.run.zipsChecked.level = ZipLevel::Closed;
        QCOMPARE(archiveWarningsText(record), QStringLiteral("none"));
        record.run.warnings = {missing(7, ArchiveWarning::Kind::NoZip), missing(7, ArchiveWarning::Kind::EmptyZip)};
        QCOMPARE(archiveWarningsText(record), QStringLiteral("1 courses missing"));
        record.accepted = ArchiveNote {QStringLiteral("closed"), QStringLiteral("rfg"), m_now};
        QCOMPARE(archiveWarningsText(record), QStringLiteral("1 courses missing, accepted: closed"));
        record.status.state = ArchiveState::None; // it holds nothing that could lack something
        QCOMPARE(archiveWarningsText(record), QString());
    }
};

NIGHTKEEP_TEST(TstArchiveProposal, unit, Core)
#include "tst_archiveproposal.moc"
