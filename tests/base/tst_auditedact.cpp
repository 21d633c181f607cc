// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/auditedact.h"
#include "tests/support/faultystores.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// The one policy for the log of acts.
class TstAuditedAct : public QObject
{
    Q_OBJECT

private slots:
    void twoLinesTellOfAnAct()
    {
        FaultyAuditLog log;
        Result<AuditedAct> act = AuditedAct::begin(log, entry());
        QVERIFY(act);
        QCOMPARE(act->before().who, log.who());
        QCOMPARE(act->lastLine(), 1);
        AuditEntry after;
        after.result = QStringLiteral("ok");
        QVERIFY(!act->end(after));
        QCOMPARE(act->lastLine(), 2);
        QCOMPARE(log.lines().size(), 2);
        QCOMPARE(log.lines().first().phase, QStringLiteral("before"));
        QCOMPARE(log.lines().last().phase, QStringLiteral("after"));
        QCOMPARE(log.lines().last().act, QStringLiteral("door.open"));
        QCOMPARE(log.lines().last().object, QStringLiteral("door"));
        QCOMPARE(log.lines().last().before, 1);
    }

    void withoutABeforeLineThereIsNoAct()
    {
        FaultyAuditLog log;
        log.refusedPhase = QStringLiteral("before");
        const Result<AuditedAct> act = AuditedAct::begin(log, entry());
        QVERIFY(!act);
        QCOMPARE(act.error().kind, ErrorKind::ReadOnly);
        QVERIFY(act.error().message.contains(QLatin1String("Nothing was done")));
    }

    void anAfterLineThatIsMissingIsTold()
    {
        FaultyAuditLog log;
        Result<AuditedAct> act = AuditedAct::begin(log, entry());
        log.refusedPhase = QStringLiteral("after");
        const std::optional<Error> told = act->end({});
        QVERIFY(told);
        QCOMPARE(told->kind, ErrorKind::ReadOnly);
        QCOMPARE(act->lastLine(), 1);
        const Error failure = withWarning({ErrorKind::Failed, QStringLiteral("It is locked.")}, told);
        QCOMPARE(failure.kind, ErrorKind::Failed);
        QCOMPARE(failure.detail, told->message);
        QCOMPARE(withWarning(failure, std::nullopt), failure);
    }

    void aChangeAndItsLineAreBothOrNeither()
    {
        const auto workspace = std::make_shared<TestStore>();
        FaultyAuditLog log(workspace);
        FaultySiteStore sites(workspace);
        Site site;
        site.name = QStringLiteral("moodle");
        const auto addSite = [&] { return sites.replaceSite({}, site); };

        log.refusedPhase = QStringLiteral("done");
        const Result<void> unrecorded = noteDone(log, entry(), addSite);
        QCOMPARE(unrecorded.error().kind, ErrorKind::ReadOnly);
        QVERIFY(unrecorded.error().message.contains(QLatin1String("Nothing was changed")));
        QVERIFY(sites.sites()->isEmpty());

        log.refusedPhase.clear();
        QVERIFY(noteDone(log, entry(), addSite));
        QCOMPARE(sites.sites()->size(), 1);
        QCOMPARE(log.lines().size(), 1);
        QCOMPARE(log.lines().first().phase, QStringLiteral("done"));
        QCOMPARE(log.lines().first().result, QStringLiteral("ok"));

        // A connection that breaks off amid the end of it leaves nobody knowing.
        log.setWriteFailure(Error {ErrorKind::Incomplete, QStringLiteral("It is not known.")});
        QCOMPARE(noteDone(log, entry(), addSite).error().message, QStringLiteral("It is not known."));
        log.setWriteFailure(std::nullopt);

        const Result<void> refused = noteDone(log, entry(), addSite); // there is one of that name by now
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QVERIFY(!refused.error().message.contains(QLatin1String("recorded")));
        QCOMPARE(log.lines().size(), 1);
    }

    void anActThatIsAChangeEndsWithIt()
    {
        const auto workspace = std::make_shared<TestStore>();
        FaultyAuditLog log(workspace);
        FaultySiteStore sites(workspace);
        Result<AuditedAct> act = AuditedAct::begin(log, entry());
        QVERIFY(act);
        const auto change = [&]() -> Result<AuditEntry> {
            Site site;
            site.name = QStringLiteral("moodle");
            const Result<void> added = sites.replaceSite({}, site);
            AuditEntry after;
            after.result = QStringLiteral("ok");
            return added ? Result<AuditEntry>(after) : fail(added.error());
        };
        log.refusedPhase = QStringLiteral("after");
        QCOMPARE(act->endWith(change).error().kind, ErrorKind::ReadOnly);
        QVERIFY(sites.sites()->isEmpty());
        QCOMPARE(act->lastLine(), 1);
        log.refusedPhase.clear();
        QVERIFY(act->endWith(change));
        QCOMPARE(sites.sites()->size(), 1);
        QCOMPARE(act->lastLine(), 2);
        QCOMPARE(log.lines().last().before, 1);
        QCOMPARE(log.lines().last().act, QStringLiteral("door.open"));
    }

private:
    static AuditEntry entry()
    {
        AuditEntry entry;
        entry.act = QStringLiteral("door.open");
        entry.object = QStringLiteral("door");
        return entry;
    }
};

NIGHTKEEP_TEST(TstAuditedAct, unit, Core)
#include "tst_auditedact.moc"
