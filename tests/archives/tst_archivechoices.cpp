// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person decides about an archive: by whom its backups were made, which one of a course, and what it is made
// without.
#include "models/archives/archiveplan.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

const QDate choiceDay(2008, 6, 10);

QDateTime choiceMoment(int day)
{
    return QDateTime(QDate(2008, 6, day), QTime(12, 0), QTimeZone::utc());
}

/// A zip as it was found, looked into, and who made it.
struct ChoiceFound
{
    const char *path;
    int day;
    CopyKind kind;
    ZipFault fault = ZipFault::None;
};

const ChoiceFound choiceAuto {"1/backupdata/auto.zip", 12, CopyKind::MadeByMoodle};
const ChoiceFound choiceOldAuto {"1/backupdata/auto.zip", 5, CopyKind::MadeByMoodle};
const ChoiceFound choiceCutAuto {"1/backupdata/auto.zip", 12, CopyKind::MadeByMoodle, ZipFault::CutOff};
const ChoiceFound choiceHand {"1/backupdata/hand.zip", 15, CopyKind::MadeByPeople};
const ChoiceFound choiceOldHand {"1/backupdata/hand.zip", 4, CopyKind::MadeByPeople};
const ChoiceFound choiceCutHand {"1/backupdata/hand.zip", 15, CopyKind::MadeByPeople, ZipFault::CutOff};
const ChoiceFound choiceUnreadable {"1/backupdata/hand.zip", 15, CopyKind::MadeByPeople, ZipFault::Unreadable};
const ChoiceFound choiceUnknown {"1/backupdata/odd.zip", 16, CopyKind::OldName};

ArchiveFacts choiceFacts(const QList<ChoiceFound> &all)
{
    ArchiveFacts facts;
    for (const ChoiceFound &found : all) {
        ZipFile file {found.path, 1000, choiceMoment(found.day)};
        file.check.level = found.fault == ZipFault::None ? ZipLevel::Closed : ZipLevel::NotChecked;
        file.check.fault = found.fault;
        file.check.course = 1;
        facts.zips.append(file);
        facts.known[found.path].kind = found.kind;
    }
    facts.courses = QList<Course> {{1, QStringLiteral("one"), {}, true}};
    facts.freeBytes = 1LL << 40;
    facts.zone = QTimeZone::utc();
    facts.now = choiceMoment(30);
    return facts;
}

ArchiveRequest choiceRequest(ZipOrigin origin, const QList<BytePath> &instead = {})
{
    ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, choiceDay,
                            QStringLiteral("moodle-2008-summer")};
    request.origin = origin;
    request.instead = instead;
    return request;
}

QString choiceDecisions(const ArchivePlan &plan)
{
    QStringList lines;
    for (const PlannedZip &zip : plan.zips)
        lines.append(displayPath(zip.file.path.mid(zip.file.path.lastIndexOf('/') + 1)) + u' ' + nameOf(zip.decision));
    return lines.join(QStringLiteral(", "));
}

QString choiceWarnings(const ArchivePlan &plan)
{
    QStringList lines;
    for (const ArchiveWarning &warning : plan.warnings)
        lines.append(nameOf(warning.kind) + (warning.leavesWithout ? QStringLiteral("!") : QString())
                     + (warning.handMade.isEmpty() ? QString() : QStringLiteral(" hand-made")));
    return lines.join(QStringLiteral(", "));
}

} // namespace

class TstArchiveChoices : public QObject
{
    Q_OBJECT

private slots:
    void decides_data()
    {
        QTest::addColumn<QList<ChoiceFound>>("found");
        QTest::addColumn<ArchiveRequest>("request");
        QTest::addColumn<QString>("decided");
        QTest::addColumn<QString>("warned");
        using All = QList<ChoiceFound>;
        const auto row = [](const char *name, const All &found, const ArchiveRequest &request, const char *decided,
                            const char *warned = "") {
            QTest::newRow(name) << found << request << QString::fromLatin1(decided) << QString::fromLatin1(warned);
        };
        const ArchiveRequest any = choiceRequest(ZipOrigin::Any);
        const ArchiveRequest byMoodle = choiceRequest(ZipOrigin::ByMoodle);
        const ArchiveRequest byPeople = choiceRequest(ZipOrigin::ByPeople);
        const auto chosen = [](const char *path, ZipOrigin origin = ZipOrigin::Any) {
            return choiceRequest(origin, {path});
        };
        row("any: the newest, whoever made it", {choiceAuto, choiceHand}, any, "auto.zip notNewest, hand.zip included");
        row("automatic alone", {choiceAuto, choiceHand}, byMoodle, "auto.zip included, hand.zip otherOrigin");
        row("by hand alone", {choiceAuto, choiceHand}, byPeople, "auto.zip otherOrigin, hand.zip included");
        row("who made it is not known", {choiceAuto, choiceUnknown}, byMoodle,
            "auto.zip included, odd.zip otherOrigin");
        row("an old automatic one, and one by hand that would do", {choiceOldAuto, choiceHand}, byMoodle,
            "auto.zip tooOld, hand.zip otherOrigin", "tooOld! hand-made");
        row("a damaged automatic one, and one by hand that would do", {choiceCutAuto, choiceHand}, byMoodle,
            "auto.zip doubtful, hand.zip otherOrigin", "doubtfulZip! hand-made");
        row("no automatic one, and one by hand that would do", {choiceHand}, byMoodle, "hand.zip otherOrigin",
            "noZip! hand-made");
        row("no automatic one, and an old one by hand", {choiceOldHand}, byMoodle, "hand.zip otherOrigin", "noZip!");
        row("no automatic one, and a damaged one by hand", {choiceCutHand}, byMoodle, "hand.zip otherOrigin", "noZip!");
        row("no automatic one, and one of which nobody knows who made it", {choiceUnknown}, byMoodle,
            "odd.zip otherOrigin", "noZip!");
        row("by hand alone: an automatic one is no offer", {choiceAuto}, byPeople, "auto.zip otherOrigin", "noZip!");
        row("the one by hand is chosen", {choiceOldAuto, choiceHand}, chosen(choiceHand.path, ZipOrigin::ByMoodle),
            "auto.zip replaced, hand.zip included");
        row("an older one is chosen", {choiceAuto, choiceHand}, chosen(choiceAuto.path),
            "auto.zip included, hand.zip replaced");
        row("one that is too old is chosen, which is said", {choiceAuto, choiceOldHand}, chosen(choiceOldHand.path),
            "auto.zip replaced, hand.zip included", "tooOld!");
        row("a damaged one is chosen, which is said", {choiceAuto, choiceCutHand}, chosen(choiceCutHand.path),
            "auto.zip replaced, hand.zip included", "doubtfulZip!");
        row("what cannot be read is not taken on any wish", {choiceAuto, choiceUnreadable},
            chosen(choiceUnreadable.path), "auto.zip replaced, hand.zip doubtful", "doubtfulZip!");
    }

    void decides()
    {
        QFETCH(QList<ChoiceFound>, found);
        QFETCH(ArchiveRequest, request);
        QFETCH(QString, decided);
        QFETCH(QString, warned);
        const ArchiveFacts facts = choiceFacts(found);
        const Result<ArchivePlan> plan = planArchive(request, facts);
        QVERIFY(plan.has_value());
        QCOMPARE(choiceDecisions(*plan), decided);
        QCOMPARE(choiceWarnings(*plan), warned);
        for (const PlannedZip &zip : plan->zips)
            QVERIFY2(zip.reason.endsWith(u'.'), qPrintable(zip.reason));
        for (const ArchiveWarning &warning : plan->warnings)
            QVERIFY2(warning.text.contains(QStringLiteral("one")), qPrintable(warning.text));
    }

    void whatIsOfAnotherOriginStaysOutOfAnArchiveOfAll()
    {
        ArchiveRequest request = choiceRequest(ZipOrigin::ByPeople, {choiceAuto.path});
        request.rule = ArchiveRule::SinceLastRun;
        const Result<ArchivePlan> plan = planArchive(request, choiceFacts({choiceAuto, choiceHand}));
        QVERIFY(plan.has_value());
        QCOMPARE(choiceDecisions(*plan), QStringLiteral("auto.zip otherOrigin, hand.zip included"));
    }

    void anAcceptedCourseLeavesNoOpenWarning()
    {
        ArchiveRequest request = choiceRequest(ZipOrigin::Any);
        const ArchiveFacts facts = choiceFacts({choiceOldAuto});
        const Result<ArchivePlan> open = planArchive(request, facts);
        QVERIFY(open.has_value());
        QVERIFY(anyOpen(open->warnings));
        request.accepted = {{2, QStringLiteral("another"), {}}};
        QVERIFY(anyOpen(planArchive(request, facts)->warnings));
        request.accepted = {{1, QStringLiteral("closed since May"), QStringLiteral("athina")}};
        const Result<ArchivePlan> accepted = planArchive(request, facts);
        QVERIFY(accepted.has_value());
        QVERIFY(!anyOpen(accepted->warnings));
        QCOMPARE(accepted->warnings.first().accepted, QStringLiteral("closed since May"));
        QCOMPARE(coursesWithout(accepted->warnings), 1); // which it is all the same
    }

    void whatIsWrongIsRefused_data()
    {
        QTest::addColumn<ArchiveRequest>("request");
        QTest::addColumn<int>("kind");
        QTest::newRow("a chosen one that is not there")
            << choiceRequest(ZipOrigin::Any, {"1/backupdata/none.zip"}) << int(ErrorKind::NotFound);
        ArchiveRequest silent = choiceRequest(ZipOrigin::Any);
        silent.accepted = {{1, QStringLiteral(" "), {}}};
        QTest::newRow("accepted without a reason") << silent << int(ErrorKind::BadInput);
        ArchiveRequest nobody = choiceRequest(ZipOrigin::Any);
        nobody.accepted = {{0, QStringLiteral("why"), {}}};
        QTest::newRow("accepted for no course") << nobody << int(ErrorKind::BadInput);
    }

    void whatIsWrongIsRefused()
    {
        QFETCH(ArchiveRequest, request);
        QFETCH(int, kind);
        const Result<ArchivePlan> plan = planArchive(request, choiceFacts({choiceAuto}));
        QVERIFY(!plan.has_value());
        QCOMPARE(int(plan.error().kind), kind);
    }

    void aLaterMoodlesCoursesAreThoseOfItsRecords()
    {
        ArchiveFacts facts = choiceFacts({choiceAuto, choiceHand});
        facts.edition = MoodleEdition::Later;
        KnownCopy &first = facts.known[choiceAuto.path];
        first.course = 1;
        first.made = choiceMoment(20); // newer than its file says
        first.source = "/data/filedir/ab/cd/abcd";
        facts.known[choiceHand.path].course = 1;
        Result<ArchivePlan> plan = planArchive(choiceRequest(ZipOrigin::Any), facts);
        QVERIFY(plan.has_value());
        QCOMPARE(plan->edition, MoodleEdition::Later);
        QCOMPARE(choiceDecisions(*plan), QStringLiteral("auto.zip included, hand.zip notNewest"));
        QCOMPARE(plan->zips.first().source, first.source);
        const QByteArray fingerprint = plan->fingerprint;
        first.source = "/data/filedir/ab/ce/abce";
        QVERIFY(planArchive(choiceRequest(ZipOrigin::Any), facts)->fingerprint != fingerprint);

        first.fault = QStringLiteral("it is known to be without users");
        plan = planArchive(choiceRequest(ZipOrigin::Any), facts);
        QCOMPARE(choiceDecisions(*plan), QStringLiteral("auto.zip doubtful, hand.zip included"));
        QVERIFY(plan->zips.first().reason.contains(first.fault));
        first.course.reset();
        facts.known[choiceHand.path].course.reset();
        plan = planArchive(choiceRequest(ZipOrigin::Any), facts);
        QCOMPARE(choiceDecisions(*plan), QStringLiteral("auto.zip notCourseBackup, hand.zip notCourseBackup"));
    }

    /// A pool keeps the time of the first file of a content, be it years older than the backup that is recorded.
    void whatIsRecordedSinceTheLastRunIsNew()
    {
        const ArchiveRequest since {QStringLiteral("moodle"), ArchiveRule::SinceLastRun, {}, QStringLiteral("all")};
        ArchiveFacts facts = choiceFacts({choiceOldAuto});
        facts.edition = MoodleEdition::Later;
        facts.lastRun = choiceMoment(10);
        QCOMPARE(planArchive(since, facts)->includedCount(), 0);
        facts.known[choiceOldAuto.path].recorded = choiceMoment(9);
        QCOMPARE(planArchive(since, facts)->includedCount(), 0);
        facts.known[choiceOldAuto.path].recorded = choiceMoment(11);
        QCOMPARE(planArchive(since, facts)->includedCount(), 1);
    }

    void aDifferenceSaysWhatChanged()
    {
        const ArchiveRequest since {QStringLiteral("moodle"), ArchiveRule::SinceLastRun, {}, QStringLiteral("all")};
        const ChoiceFound third {"1/backupdata/third.zip", 3, CopyKind::MadeByPeople};
        const Result<ArchivePlan> seen = planArchive(since, choiceFacts({choiceAuto, choiceHand}));
        QVERIFY(seen.has_value());
        QVERIFY(differenceOf(*seen, *seen).isEmpty());
        ArchiveFacts later = choiceFacts({choiceAuto, third});
        later.zips[0].bytes = 1001;
        const Result<ArchivePlan> now = planArchive(since, later);
        QVERIFY(now.has_value());
        const PlanDifference difference = differenceOf(*seen, *now);
        QCOMPARE(difference.changed, QList<BytePath> {choiceAuto.path});
        QCOMPARE(difference.gone, QList<BytePath> {choiceHand.path});
        QCOMPARE(difference.added, QList<BytePath> {third.path});
        QCOMPARE(difference.inWords(3).size(), 3);
        const QStringList few = difference.inWords(1);
        QCOMPARE(few.size(), 2);
        QVERIFY2(few.last().contains(u'2'), qPrintable(few.last()));
    }
};

NIGHTKEEP_TEST(TstArchiveChoices, unit, Core)
#include "tst_archivechoices.moc"
