// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/whatif.h"
#include "tests/retention/pagepolicy.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

/// What a policy gives, and how two differ.
class TstWhatIf : public QObject
{
    Q_OBJECT

private slots:
    void thePagesFigures();
    void whatIsNotKnownIsNotCounted();
    void aNightOfSeven_data();
    void aNightOfSeven();
    void figuresInWords_data();
    void figuresInWords();
    void changesInWords_data();
    void changesInWords();
    void everyFigureCanBeMoved();
};

void TstWhatIf::thePagesFigures()
{
    const PolicyOutcome outcome = outcomeOf(pagePolicy(), pageNoon(), {3, 700, 10});
    QCOMPARE(outcome.days, 60);
    QCOMPARE(outcome.courseNights, 9);
    QCOMPARE(outcome.widestGap, 6); // Monday to Saturday
    QCOMPARE(outcome.oldestCourse, QDate(2008, 8, 24));
    QCOMPARE(outcome.dumpNights, 16);
    QCOMPARE(outcome.oldestDump, QDate(2006, 12, 31)); // by that year's name
    QCOMPARE(outcome.serverBytes, 700 + 10 * (7 + 12 + 2)); // weekdays, months and years
    // Two of each weekday, the month a year ago that was overwritten less than 30 days ago, and the others.
    QCOMPARE(outcome.storageBytes, 10 * 700 + 10 * (14 + 13 + 2));
    QCOMPARE(outcome.bytesANight, 700 / 7 + 10);

    RetentionPolicy nightly = pagePolicy();
    nightly.course->weekdays = QStringLiteral("1111111");
    const PolicyOutcome all = outcomeOf(nightly, pageNoon(), {}, 30);
    QCOMPARE(all.days, 30);
    QCOMPARE(all.courseNights, 30);
    QCOMPARE(all.widestGap, 0);
}

/// Without the storage manager's figures, what is on the server would pass for all there is.
void TstWhatIf::whatIsNotKnownIsNotCounted()
{
    RetentionPolicy policy = pagePolicy();
    policy.storage.reset();
    policy.dumpStorage.reset();
    const PolicyOutcome outcome = outcomeOf(policy, pageNoon(), {3, 700, -1});
    QCOMPARE(outcome.courseNights, -1);
    QCOMPARE(outcome.widestGap, -1);
    QVERIFY(!outcome.oldestCourse.isValid());
    QCOMPARE(outcome.dumpNights, -1);
    QVERIFY(!outcome.oldestDump.isValid());
    QCOMPARE(outcome.serverBytes, 700); // no dump's size is known
    QCOMPARE(outcome.storageBytes, -1);

    const PolicyOutcome unsized = outcomeOf(pagePolicy(), pageNoon(), {});
    QCOMPARE(unsized.courseNights, 9);
    QCOMPARE(unsized.serverBytes, -1);
    QCOMPARE(unsized.storageBytes, -1);
    QCOMPARE(unsized.bytesANight, -1);

    PolicyOutcome nothing;
    QVERIFY(outcomeOf({}, pageNoon(), {3, 700, 10}) == nothing);
}

void TstWhatIf::aNightOfSeven_data()
{
    QTest::addColumn<QString>("weekdays");
    QTest::addColumn<qint64>("aNight");
    QTest::newRow("never") << "0000000" << qint64(0);
    QTest::newRow("two days") << "1000100" << qint64(200);
    QTest::newRow("every day") << "1111111" << qint64(700);
}

void TstWhatIf::aNightOfSeven()
{
    QFETCH(QString, weekdays);
    QFETCH(qint64, aNight);
    RetentionPolicy policy = pagePolicy();
    policy.course->weekdays = weekdays;
    policy.dumps.reset();
    QCOMPARE(outcomeOf(policy, pageNoon(), {3, 700, 10}).bytesANight, aNight);
}

void TstWhatIf::figuresInWords_data()
{
    QTest::addColumn<PolicyFigure>("figure");
    QTest::addColumn<int>("value");
    QTest::addColumn<QString>("words");
    QTest::newRow("Sunday") << PolicyFigure::Weekdays << 1 << "Sunday";
    QTest::newRow("two days") << PolicyFigure::Weekdays << 0x11 << "Sunday and Thursday";
    QTest::newRow("every weekday") << PolicyFigure::Weekdays << 0x7f << "every weekday";
    QTest::newRow("never") << PolicyFigure::Weekdays << 0 << "never";
    QTest::newRow("keep 5") << PolicyFigure::Keep << 5 << "5";
    QTest::newRow("keep all") << PolicyFigure::Keep << 0 << "all";
    QTest::newRow("a 1.9 deletes by no age") << PolicyFigure::DeleteDays << 35 << "";
    QTest::newRow("copies") << PolicyFigure::VersionsExist << 2 << "2";
    QTest::newRow("copies without limit") << PolicyFigure::VersionsExist << NoLimit << "no limit";
    QTest::newRow("no copy") << PolicyFigure::VersionsDeleted << 0 << "0";
    QTest::newRow("days") << PolicyFigure::RetainOnly << 60 << "60 days";
    QTest::newRow("days without limit") << PolicyFigure::RetainExtra << NoLimit << "no limit";
    QTest::newRow("recycled") << PolicyFigure::DumpNaming << int(DumpNaming::Recycled) << "recycled names";
    QTest::newRow("dated") << PolicyFigure::DumpNaming << int(DumpNaming::Dated) << "dated names";
    QTest::newRow("a recycled name stays") << PolicyFigure::DumpKeepDays << 7 << "";
    QTest::newRow("copies of a dump") << PolicyFigure::DumpVersionsExist << 9 << "9";
}

void TstWhatIf::figuresInWords()
{
    QFETCH(PolicyFigure, figure);
    QFETCH(int, value);
    QFETCH(QString, words);
    RetentionPolicy policy = pagePolicy();
    setPolicyFigure(policy, figure, value);
    QCOMPARE(policyFigureInWords(policy, figure), words);
    QCOMPARE(policyFigureInWords({}, figure), QString());
}

void TstWhatIf::changesInWords_data()
{
    QTest::addColumn<PolicyFigure>("figure");
    QTest::addColumn<int>("value");
    QTest::addColumn<QStringList>("changes");
    const auto row = [](const char *name, PolicyFigure figure, int value, const QStringList &changes) {
        QTest::newRow(name) << figure << value << changes;
    };
    row("nothing", PolicyFigure::Keep, 1, {});
    row("every weekday", PolicyFigure::Weekdays, 0x7f, {QStringLiteral("Every weekday flagged")});
    row("another day", PolicyFigure::Weekdays, 2, {QStringLiteral("Flagged: Monday instead of Sunday")});
    row("keep", PolicyFigure::Keep, 5, {QStringLiteral("Keep 5 instead of 1")});
    row("keep all", PolicyFigure::Keep, 0, {QStringLiteral("Keep all instead of 1")});
    row("days", PolicyFigure::RetainOnly, 90,
        {QStringLiteral("The last copy of a deleted file is kept for: 90 days instead of 60 days")});
    row("no limit", PolicyFigure::RetainExtra, NoLimit,
        {QStringLiteral("A replaced copy is kept in storage for: no limit instead of 30 days")});
    row("dated, one change", PolicyFigure::DumpNaming, int(DumpNaming::Dated), {QStringLiteral("Dated dump names")});
    row("of another server", PolicyFigure::DumpVersionsExist, 9,
        {QStringLiteral("Copies in storage of each dump's name: 9 instead of 2")});
}

void TstWhatIf::changesInWords()
{
    QFETCH(PolicyFigure, figure);
    QFETCH(int, value);
    QFETCH(QStringList, changes);
    const RetentionPolicy before = pagePolicy();
    RetentionPolicy after = before;
    setPolicyFigure(after, figure, value);
    QCOMPARE(policyChanges(before, after), changes);

    RetentionPolicy dated = pagePolicy();
    dated.dumps->naming = DumpNaming::Dated;
    RetentionPolicy longer = dated;
    longer.dumps->keepDays = 30;
    QCOMPARE(policyChanges(dated, longer),
             QStringList {QStringLiteral("A dated dump stays on the server for: 30 days instead of 7 days")});
    RetentionPolicy none;
    QCOMPARE(policyChanges(none, before).constFirst(), QStringLiteral("Flagged: Sunday"));
    QVERIFY(policyChanges(before, none)
                .contains(QStringLiteral("Copies in storage while the file exists: not decided any more")));
}

void TstWhatIf::everyFigureCanBeMoved()
{
    RetentionPolicy policy = pagePolicy();
    policy.course->later = true;
    policy.dumps->naming = DumpNaming::Dated;
    for (const auto &[figure, word] : Names<PolicyFigure>) {
        QVERIFY2(!policyFigureTitle(figure).isEmpty(), word);
        const QList<int> steps = policySteps(policy, figure);
        QVERIFY2(steps.size() >= 2, word);
        for (const int step : steps) {
            RetentionPolicy moved = policy;
            setPolicyFigure(moved, figure, step);
            QCOMPARE(policyFigure(moved, figure), std::optional(step));
            QCOMPARE(policyChanges(policy, moved).size(), policyFigure(policy, figure) == step ? 0 : 1);
        }
        RetentionPolicy nothing;
        setPolicyFigure(nothing, figure, steps.constFirst());
        QVERIFY2(nothing == RetentionPolicy(), word);
    }
}

NIGHTKEEP_TEST(TstWhatIf, unit, Core)
#include "tst_whatif.moc"
