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

    void whatIsStoredIsSaidToBe()
    {
        FaultyAuditLog log;
        QVERIFY(noteDone(log, entry()));
        QCOMPARE(log.lines().first().phase, QStringLiteral("done"));
        QCOMPARE(log.lines().first().result, QStringLiteral("ok"));
        log.refusedPhase = QStringLiteral("done");
        QVERIFY(noteDone(log, entry()).error().message.contains(QLatin1String("is stored")));
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
