// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

const QDate today(2008, 11, 29);

Finding sampleFinding(Severity severity)
{
    Finding made;
    made.id = QStringLiteral("coverage/moodle-pp//data");
    made.severity = severity;
    made.page = Page::Folders;
    made.title = QStringLiteral("/data is not backed up.");
    made.kind = QStringLiteral("folder-stale");
    return made;
}

} // namespace

/// What somebody has accepted is counted apart, as long as it is what was accepted.
class TstAcceptedFinding : public QObject
{
    Q_OBJECT

private slots:
    void holdsWhileItIsTheSame_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("severity"); // now; it was accepted as a warning
        QTest::addColumn<QDate>("until");
        QTest::addColumn<QString>("kind"); // of what was accepted
        QTest::addColumn<bool>("holds");
        const QString same = sampleFinding(Severity::Warning).id;
        const auto row = [](const char *name, const QString &id, Severity now, const QDate &until, bool holds,
                            const char *kind = "folder-stale") {
            QTest::newRow(name) << id << int(now) << until << QString::fromLatin1(kind) << holds;
        };
        row("for good", same, Severity::Warning, {}, true);
        row("on its last day", same, Severity::Warning, today, true);
        row("a day later", same, Severity::Warning, today.addDays(-1), false);
        row("it has become worse", same, Severity::Critical, {}, false);
        row("it is another matter now", same, Severity::Info, {}, false);
        row("something else is wrong there", same, Severity::Warning, {}, false, "folder-unknown");
        row("of another folder", same + u'x', Severity::Warning, {}, false);
    }
    void holdsWhileItIsTheSame()
    {
        QFETCH(QString, id);
        QFETCH(int, severity);
        QFETCH(QDate, until);
        QFETCH(QString, kind);
        QFETCH(bool, holds);
        AcceptedFinding accepted;
        accepted.finding = id;
        accepted.severity = Severity::Warning;
        accepted.until = until;
        accepted.kind = kind;
        const Finding other = [] {
            Finding made = sampleFinding(Severity::Critical);
            made.id = QStringLiteral("another");
            return made;
        }();
        QList<Finding> findings {sampleFinding(Severity(severity)), other};
        const QList<AcceptedNow> taken = takeAccepted(findings, {accepted}, today);
        QCOMPARE(taken.size(), holds ? 1 : 0);
        QCOMPARE(findings.size(), holds ? 1 : 2);
        QCOMPARE(findings.last(), other);
    }

    void whatComesBackIsOpen_data()
    {
        QTest::addColumn<int>("sinceDays"); // after it was accepted; 0: not known
        QTest::addColumn<bool>("orEarlier");
        QTest::addColumn<bool>("holds");
        QTest::newRow("there since before") << -3 << false << true;
        QTest::newRow("nobody knows since when") << 0 << false << true;
        QTest::newRow("it had ended") << 3 << false << false;
        QTest::newRow("looked at for the first time since") << 3 << true << true;
    }
    void whatComesBackIsOpen()
    {
        QFETCH(int, sinceDays);
        QFETCH(bool, orEarlier);
        QFETCH(bool, holds);
        Finding finding = sampleFinding(Severity::Warning);
        AcceptedFinding accepted;
        accepted.finding = finding.id;
        accepted.severity = finding.severity;
        accepted.kind = finding.kind;
        accepted.at = QDateTime(today.addDays(-10), QTime(9, 14));
        if (sinceDays != 0)
            finding.since = accepted.at.addDays(sinceDays);
        finding.orEarlier = orEarlier;
        QList<Finding> findings {finding};
        QCOMPARE(takeAccepted(findings, {accepted}, today).size(), holds ? 1 : 0);
        QCOMPARE(findings.isEmpty(), holds);
    }

    void whatHasPassedIsForgotten()
    {
        FakeWorkspace workspace;
        AcceptedFinding passed;
        passed.finding = QStringLiteral("long ago");
        passed.until = today.addDays(-1);
        AcceptedFinding holding = passed;
        holding.finding = QStringLiteral("to this day");
        holding.until = today;
        for (const AcceptedFinding &each : {passed, holding})
            QVERIFY(workspace.acceptanceStore.saveAcceptedFinding(each));
        const Finding finding = sampleFinding(Severity::Warning);
        QVERIFY(workspace.acceptances().accept(finding, QStringLiteral("because"), {}));
        QStringList left;
        const QList<AcceptedFinding> stored = *workspace.acceptances().accepted();
        for (const AcceptedFinding &each : stored)
            left << each.finding;
        left.sort();
        QCOMPARE(left, (QStringList {finding.id, holding.finding}));
        QVERIFY(workspace.auditLog.lines().constLast().detail.contains(passed.finding));
    }

    void isWrittenWithItsLine()
    {
        FakeWorkspace workspace;
        AcceptanceService &acceptances = workspace.acceptances();
        const Finding finding = sampleFinding(Severity::Critical);
        QVERIFY(acceptances.accept(finding, QStringLiteral(" it moves this term "), today.addDays(60)));
        const QList<AcceptedFinding> stored = *acceptances.accepted();
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored.first().finding, finding.id);
        QCOMPARE(stored.first().severity, Severity::Critical);
        QCOMPARE(stored.first().title, finding.title);
        QCOMPARE(stored.first().kind, finding.kind);
        QCOMPARE(stored.first().reason, QStringLiteral("it moves this term"));
        QCOMPARE(stored.first().by, workspace.auditLog.who());
        QCOMPARE(stored.first().at, workspace.time.now());
        QCOMPARE(stored.first().until, today.addDays(60));
        QVERIFY(acceptances.accept(finding, QStringLiteral("for good"), {})); // in its place
        QCOMPARE(acceptances.accepted()->size(), 1);
        QVERIFY(acceptances.takeBack(finding.id));
        QVERIFY(acceptances.accepted()->isEmpty());
        QStringList acts;
        for (const AuditEntry &line : workspace.auditLog.lines())
            acts << line.act + u' ' + line.phase + u' ' + line.object;
        const QString about = QStringLiteral(" done ") + finding.id;
        QCOMPARE(acts,
                 (QStringList {QStringLiteral("finding.accept") + about, QStringLiteral("finding.accept") + about,
                               QStringLiteral("finding.take-back") + about}));
        QVERIFY(workspace.auditLog.lines().first().newValue.contains(QStringLiteral("it moves this term")));
    }

    void isRestoredAsItWas()
    {
        FakeWorkspace workspace;
        AcceptanceService &acceptances = workspace.acceptances();
        AcceptedFinding accepted;
        accepted.finding = sampleFinding(Severity::Warning).id;
        accepted.reason = QStringLiteral("it moves this term");
        accepted.by = QStringLiteral("anna@desk");
        accepted.at = workspace.time.now().addDays(-20);
        QVERIFY(acceptances.restore(accepted));
        QCOMPARE(*acceptances.accepted(), QList<AcceptedFinding> {accepted});
        QCOMPARE(workspace.auditLog.lines().size(), 1);
        QCOMPARE(workspace.auditLog.lines().first().act, QStringLiteral("finding.accept"));
    }

    void whatSomebodyElseAcceptedStays()
    {
        FakeWorkspace workspace;
        AcceptanceService &acceptances = workspace.acceptances();
        const Finding finding = sampleFinding(Severity::Warning);
        QVERIFY(acceptances.accept(finding, QStringLiteral("it moves this term"), {}));
        const AcceptedFinding mine = acceptances.accepted()->constFirst();
        QVERIFY(acceptances.accept(finding, QStringLiteral("it is a cache"), {}));
        const AcceptedFinding theirs = acceptances.accepted()->constFirst();
        QCOMPARE(acceptances.takeBack(finding.id, mine.reason).error().kind, ErrorKind::Conflict);
        QCOMPARE(acceptances.restore(mine).error().kind, ErrorKind::Conflict);
        QCOMPARE(*acceptances.accepted(), QList<AcceptedFinding> {theirs});
        QVERIFY(acceptances.takeBack(finding.id, theirs.reason));
        QVERIFY(acceptances.restore(mine));
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QDate>("until");
        QTest::addColumn<QString>("refusedLine"); // of the log
        QTest::addColumn<int>("kind");
        const QString why = QStringLiteral("because");
        QTest::newRow("without a reason") << QStringLiteral("  ") << QDate() << QString() << int(ErrorKind::BadInput);
        QTest::newRow("until yesterday") << why << today.addDays(-1) << QString() << int(ErrorKind::BadInput);
        QTest::newRow("without its line in the log")
            << why << QDate() << QStringLiteral("done") << int(ErrorKind::ReadOnly);
    }
    void isRefused()
    {
        QFETCH(QString, reason);
        QFETCH(QDate, until);
        QFETCH(QString, refusedLine);
        FakeWorkspace workspace;
        workspace.auditLog.refusedPhase = refusedLine;
        const Result<void> accepted = workspace.acceptances().accept(sampleFinding(Severity::Warning), reason, until);
        QVERIFY(!accepted);
        QTEST(int(accepted.error().kind), "kind");
        QVERIFY(workspace.acceptances().accepted()->isEmpty());
    }

    void whatIsNotAcceptedIsNotTakenBack()
    {
        FakeWorkspace workspace;
        QCOMPARE(workspace.acceptances().takeBack(QStringLiteral("nothing")).error().kind, ErrorKind::NotFound);
        QVERIFY(workspace.auditLog.lines().isEmpty());
    }

    void theEstateCountsItApart()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Estate before = readEstate(workspace);
        QVERIFY(before.accepted.isEmpty());
        const Finding urgent = before.findings.first();
        QCOMPARE(urgent.severity, Severity::Critical);
        QVERIFY(workspace.acceptances().accept(urgent, QStringLiteral("known"), {}));
        const Estate after = readEstate(workspace);
        QCOMPARE(after.accepted.size(), 1);
        QCOMPARE(after.accepted.first().finding, urgent);
        QCOMPARE(after.findings, before.findings.mid(1));
        QCOMPARE(after.standing(urgent.page).count, before.standing(urgent.page).count - 1);
        QVERIFY(overviewSentence(after, workspace.time.now()).contains(QStringLiteral("1 more")));
        workspace.acceptanceStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("no")});
        const Estate broken = readEstate(workspace);
        QVERIFY(broken.failure && broken.findings.isEmpty());
        QCOMPARE(broken.standing(urgent.page).state, State::Unknown);
    }
};

NIGHTKEEP_TEST(TstAcceptedFinding, unit, Core)
#include "tst_acceptedfinding.moc"
