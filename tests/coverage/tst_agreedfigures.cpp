// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/agreedfigures.h"

#include "models/matrix/serverservice.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

ManagementClass standard()
{
    ManagementClass made;
    made.name = QStringLiteral("30DAYS");
    made.isDefault = true;
    made.versionsExist = 2;
    made.retainExtra = 30;
    made.versionsDeleted = 1;
    made.retainOnly = 60;
    made.frequency = 0;
    return made;
}

ServerDecisions agreed(const BackupFigures &figures)
{
    ServerDecisions decisions;
    decisions.backup = figures;
    return decisions;
}

} // namespace

class TstAgreedFigures : public QObject
{
    Q_OBJECT

private slots:
    void differing_data()
    {
        QTest::addColumn<BackupFigures>("figures");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("says");
        using Figures = BackupFigures;
        QTest::newRow("nothing agreed") << Figures {} << 0 << QString();
        QTest::newRow("as agreed") << Figures {1, 2, 30, 1, 60} << 0 << QString();
        QTest::newRow("copies") << Figures {{}, 3, {}, {}, {}} << 1
                                << QStringLiteral("3 copies kept while the file exists; in force: 2.");
        QTest::newRow("days") << Figures {{}, {}, 60, {}, {}} << 1
                              << QStringLiteral("replaced copies kept for 60 days; in force: 30.");
        QTest::newRow("deleted copies") << Figures {{}, {}, {}, NoLimit, {}} << 1
                                        << QStringLiteral("all copies kept once the file is deleted; in force: 1.");
        QTest::newRow("last copy") << Figures {{}, {}, {}, {}, 61} << 1 << QStringLiteral("for 61 days; in force: 60.");
        QTest::newRow("all") << Figures {1, 3, 31, 2, 61} << 4 << QString();
    }
    void differing()
    {
        QFETCH(BackupFigures, figures);
        QFETCH(int, count);
        QFETCH(QString, says);
        const QStringList sentences = differingFigures(agreed(figures), standard());
        QCOMPARE(sentences.size(), count);
        QVERIFY2(sentences.join(u' ').contains(says), qPrintable(sentences.join(u' ')));
    }

    void aClassThatHoldsRunsBack()
    {
        ManagementClass slow = standard();
        slow.frequency = 7;
        QCOMPARE(differingFigures(agreed({1, {}, {}, {}, {}}), slow).size(), 1);
        QCOMPARE(differingFigures(agreed({7, {}, {}, {}, {}}), slow).size(), 0);
        QCOMPARE(differingFigures(agreed({}), slow).size(), 0);
    }

    void whatIsNotKnownDiffersFromNothing()
    {
        ManagementClass bare;
        bare.name = QStringLiteral("BARE");
        QVERIFY(differingFigures(agreed({1, 2, 3, 4, 5}), bare).isEmpty());
        QVERIFY(classInWords(bare).isEmpty());
        QCOMPARE(classInWords(standard()).size(), 4);
    }

    void whatIsStillToBeAgreedIsNoDifference()
    {
        ServerDecisions decisions = agreed({1, 9, 9, 9, 9});
        decisions.policyAgreement.state = Agreement::State::ToBeAgreed;
        QVERIFY(differingFigures(decisions, standard()).isEmpty());
        decisions.policyAgreement.state = Agreement::State::Agreed;
        QCOMPARE(differingFigures(decisions, standard()).size(), 4);
    }

    void theArchiveIsHeldAgainstItsOwnAgreement()
    {
        ManagementClass kept = standard();
        kept.archiveRetain = 365;
        ServerDecisions decisions;
        decisions.archive.keepYears = NoLimit;
        QCOMPARE(differingFigures(decisions, kept),
                 QStringList {QStringLiteral("Agreed: archives kept for ever; in force: 365.")});
        decisions.archiveAgreement.state = Agreement::State::ToBeAgreed;
        QVERIFY(differingFigures(decisions, kept).isEmpty());
        decisions.archiveAgreement.state = Agreement::State::Agreed;
        decisions.archive.keepYears = 1;
        QVERIFY(differingFigures(decisions, kept).isEmpty());
    }

    void theClassOfAFolder()
    {
        ServerSnapshot snapshot;
        QVERIFY(!classOf(snapshot, "/data"));
        ManagementClass other = standard();
        other.isDefault = false;
        other.name = QStringLiteral("YEARS");
        snapshot.managementClasses = QList<ManagementClass> {other, standard()};
        QCOMPARE(classOf(snapshot, "/data")->name, QStringLiteral("30DAYS"));
        IncludeExcludeRule rule;
        rule.include = true;
        rule.pattern = "/data/moodle/.../*";
        rule.managementClass = QStringLiteral("years");
        snapshot.rules = QList<IncludeExcludeRule> {rule};
        QCOMPARE(classOf(snapshot, "/data/moodle")->name, QStringLiteral("YEARS"));
        QCOMPARE(classOf(snapshot, "/data")->name, QStringLiteral("30DAYS"));
        snapshot.rules->first().managementClass = QStringLiteral("GONE");
        QVERIFY(!classOf(snapshot, "/data/moodle"));
    }

    void isOneFindingOfTheServer()
    {
        ServerRow row;
        row.server.name = QStringLiteral("moodle-a.example.org");
        row.server.decisions = agreed({1, 3, 30, 1, 61});
        const QDateTime now(QDate(2008, 10, 25), QTime(12, 0), QTimeZone::utc());
        row.snapshot = ServerSnapshot();
        row.snapshot->takenAt = now;
        QVERIFY(ServerService::findings({row}, now).isEmpty());
        row.snapshot->managementClasses = QList<ManagementClass> {standard()};
        const QList<Finding> findings = ServerService::findings({row}, now);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().id, QStringLiteral("server/moodle-a.example.org/policy"));
        QCOMPARE(findings.first().page, Page::Servers);
        QCOMPARE(findings.first().severity, Severity::Warning);
        QVERIFY(findings.first().reason.contains(QStringLiteral("30DAYS")));
        QVERIFY(findings.first().reason.contains(QStringLiteral("in force: 2.")));
        QVERIFY(!findings.first().advice.isEmpty());
    }
};

NIGHTKEEP_TEST(TstAgreedFigures, unit, Core)
#include "tst_agreedfigures.moc"
