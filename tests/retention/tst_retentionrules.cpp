// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionrules.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

MoodleFacts ruledMoodle(MoodleEdition edition = MoodleEdition::Later)
{
    MoodleFacts facts;
    facts.edition = edition;
    facts.active = BackupActive::On;
    facts.weekdays = QStringLiteral("1001000");
    facts.hour = 3;
    facts.minute = 5;
    facts.keep = 2;
    facts.deleteDays = 35;
    facts.keepLeast = 1;
    return facts;
}

} // namespace

/// The rules of the play by what was read and decided.
class TstRetentionRules : public QObject
{
    Q_OBJECT

private slots:
    void ofAMoodle()
    {
        const std::optional<CourseRules> later = courseRules(ruledMoodle());
        QVERIFY(later);
        QVERIFY(later->later);
        QCOMPARE(later->weekdays, QStringLiteral("1001000"));
        QCOMPARE(later->minuteOfDay, 185);
        QCOMPARE(later->keep, 2);
        QCOMPARE(later->deleteDays, 35);
        QCOMPARE(later->keepLeast, 1);
        const std::optional<CourseRules> old = courseRules(ruledMoodle(MoodleEdition::Old));
        QVERIFY(old);
        QVERIFY(!old->later);
        QCOMPARE(old->deleteDays, 0);
        QCOMPARE(old->keepLeast, 0);
        MoodleFacts off = ruledMoodle();
        off.active = BackupActive::Off;
        off.weekdays.clear();
        const std::optional<CourseRules> never = courseRules(off);
        QVERIFY(never);
        QCOMPARE(never->weekdays, QStringLiteral("0000000"));
    }

    void whatIsSkipped_data()
    {
        QTest::addColumn<MoodleFacts>("facts");
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<bool>("skips");
        QTest::addColumn<bool>("skipsChanged");
        const auto row = [](const char *name, bool isKnown, bool skips, bool skipsChanged, const auto &change) {
            MoodleFacts facts = ruledMoodle();
            facts.weekdays = QStringLiteral("1000000");
            facts.skipHidden = true;
            facts.skipUnchangedDays = 0;
            facts.skipUnchanged = false;
            change(facts);
            QTest::newRow(name) << facts << isKnown << skips << skipsChanged;
        };
        row("none but hidden ones", true, false, false, [](MoodleFacts &) {});
        row("as Moodle is installed", true, true, false, [](MoodleFacts &facts) { facts.skipUnchangedDays = 30; });
        row("what did not change since", true, true, false, [](MoodleFacts &facts) { facts.skipUnchanged = true; });
        // Changed on Monday, it is six days old on Sunday.
        row("days just long enough", true, true, false, [](MoodleFacts &facts) { facts.skipUnchangedDays = 7; });
        row("days that are too few", true, true, true, [](MoodleFacts &facts) { facts.skipUnchangedDays = 6; });
        row("too few between two of the runs", true, true, true, [](MoodleFacts &facts) {
            facts.weekdays = QStringLiteral("0110000");
            facts.skipUnchangedDays = 5;
        });
        row("one day, daily", true, true, false, [](MoodleFacts &facts) {
            facts.weekdays = QStringLiteral("1111111");
            facts.skipUnchangedDays = 1;
        });
        row("nobody has read the days", false, false, false,
            [](MoodleFacts &facts) { facts.skipUnchangedDays.reset(); });
        row("nobody has read the rest", false, true, false, [](MoodleFacts &facts) {
            facts.skipUnchanged.reset();
            facts.skipUnchangedDays = 30;
        });
        row("1.9 has no such options", true, false, false,
            [](MoodleFacts &facts) { facts = ruledMoodle(MoodleEdition::Old); });
    }
    void whatIsSkipped()
    {
        QFETCH(MoodleFacts, facts);
        QFETCH(bool, isKnown);
        QFETCH(bool, skips);
        QFETCH(bool, skipsChanged);
        QCOMPARE(knowsWhatIsSkipped(facts), isKnown);
        const std::optional<CourseRules> rules = courseRules(facts);
        QVERIFY(rules);
        QCOMPARE(rules->skips(), skips);
        QCOMPARE(rules->skipsChanged(), skipsChanged);
        QCOMPARE(rules->skipUnchangedDays, facts.skipUnchangedDays.value_or(0));
        QCOMPARE(rules->skipUnchanged, facts.skipUnchanged.value_or(false));
    }

    void unknown_data()
    {
        QTest::addColumn<MoodleFacts>("facts");
        const auto row = [](const char *name, const auto &change) {
            MoodleFacts facts = ruledMoodle();
            change(facts);
            QTest::newRow(name) << facts;
        };
        row("which Moodle", [](MoodleFacts &facts) { facts.edition = MoodleEdition::Unknown; });
        row("when somebody starts it", [](MoodleFacts &facts) { facts.active = BackupActive::Manual; });
        row("which days", [](MoodleFacts &facts) { facts.weekdays = QStringLiteral("10"); });
        row("no such hour", [](MoodleFacts &facts) { facts.hour = 24; });
        row("no such minute", [](MoodleFacts &facts) { facts.minute = -1; });
        row("no such count", [](MoodleFacts &facts) { facts.keep = -1; });
        row("no such days", [](MoodleFacts &facts) { facts.deleteDays = qint64(1) << 40; });
        row("no such days to skip", [](MoodleFacts &facts) { facts.skipUnchangedDays = qint64(1) << 40; });
    }
    void unknown()
    {
        QFETCH(MoodleFacts, facts);
        QVERIFY(!courseRules(facts));
    }

    void ofStorage_data()
    {
        QTest::addColumn<BackupFigures>("figures");
        QTest::addColumn<int>("missing");
        const BackupFigures all {1, 2, 30, 1, 60};
        const auto row = [&all](const char *name, int missing, const auto &change) {
            BackupFigures figures = all;
            change(figures);
            QTest::newRow(name) << figures << missing;
        };
        row("all", 0, [](BackupFigures &) {});
        row("how often is nightly", 0, [](BackupFigures &figures) { figures.everyDays.reset(); });
        row("copies", 1, [](BackupFigures &figures) { figures.versionsExist.reset(); });
        row("days", 1, [](BackupFigures &figures) { figures.retainExtra.reset(); });
        row("deleted copies", 1, [](BackupFigures &figures) { figures.versionsDeleted.reset(); });
        row("deleted days", 1, [](BackupFigures &figures) { figures.retainOnly.reset(); });
        row("none", 4, [](BackupFigures &figures) { figures = {}; });
        row("nothing is ever replaced", 0, [](BackupFigures &figures) {
            figures.versionsExist = 1;
            figures.retainExtra.reset();
        });
        row("nothing of what is deleted is kept", 0, [](BackupFigures &figures) {
            figures.versionsDeleted = 0;
            figures.retainOnly.reset();
        });
    }
    void ofStorage()
    {
        QFETCH(BackupFigures, figures);
        QFETCH(int, missing);
        QCOMPARE(int(missingFigures(figures).size()), missing);
        const std::optional<StorageRules> rules = storageRules(figures, 1300);
        QCOMPARE(rules.has_value(), missing == 0);
        if (!rules)
            return;
        QCOMPARE(rules->minuteOfDay, 1300);
        QCOMPARE(rules->everyDays, 1);
        QCOMPARE(rules->versionsExist, *figures.versionsExist);
        QCOMPARE(rules->retainExtra, figures.retainExtra.value_or(0));
        QCOMPARE(rules->versionsDeleted, *figures.versionsDeleted);
        QCOMPARE(rules->retainOnly, figures.retainOnly.value_or(0));
    }
};

NIGHTKEEP_TEST(TstRetentionRules, unit, Core)
#include "tst_retentionrules.moc"
