// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonObject>
#include <QTest>

using namespace Nightkeep;

/// "settings destination": what a folder for all backups is, where Moodle runs.
class TstSettingsDestinationVerb : public QObject
{
    Q_OBJECT

private:
    static DestinationFacts sound()
    {
        DestinationFacts facts;
        facts.exists = true;
        facts.isWritable = true;
        facts.fileSystem = QStringLiteral("ext4");
        facts.mountedOn = QStringLiteral("/data");
        facts.freeBytes = 1000;
        facts.totalBytes = 2000;
        facts.isBelowWeb = false;
        facts.webUser = QStringLiteral("www-data");
        return facts;
    }
    static void tell(const Command &command, const Result<DestinationFacts> &facts)
    {
        const Result<QList<Site>> sites = command.workspace->settings().sites();
        QVERIFY(sites && !sites->isEmpty());
        command.workspace->moodles.change(sites->constFirst().name,
                                          [&facts](FakeMoodle &moodle) { moodle.destination = facts; });
    }

private slots:
    void says_data();
    void says();
    void saysWhatIsNotKnown();
    void passesTroubleOn();
};

void TstSettingsDestinationVerb::says_data()
{
    QTest::addColumn<bool>("exists");
    QTest::addColumn<bool>("isWritable");
    QTest::addColumn<bool>("isBelowWeb");
    QTest::addColumn<bool>("isFine");
    QTest::newRow("as it should be") << true << true << false << true;
    QTest::newRow("not there") << false << true << false << false;
    QTest::newRow("closed to the web server's user") << true << false << false << false;
    QTest::newRow("handed out by the web server") << true << true << true << false;
}

void TstSettingsDestinationVerb::says()
{
    QFETCH(bool, exists);
    QFETCH(bool, isWritable);
    QFETCH(bool, isBelowWeb);
    QFETCH(bool, isFine);
    DestinationFacts facts = sound();
    facts.exists = exists;
    facts.isWritable = isWritable;
    facts.isBelowWeb = isBelowWeb;
    const Command command({QStringLiteral("settings"), QStringLiteral("destination"), QStringLiteral("/data/b")});
    tell(command, facts);
    const VerbResult answer = command.run();
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->status, isFine ? ExitStatus::Fine : ExitStatus::Findings);
    const QJsonObject json = answer->json.object();
    QCOMPARE(json.value(u"folder").toString(), QStringLiteral("/data/b"));
    QCOMPARE(json.value(u"exists").toBool(), exists);
    QCOMPARE(json.value(u"isWritable").toBool(), isWritable);
    QCOMPARE(json.value(u"isBelowWeb").toBool(), isBelowWeb);
    QVERIFY2(answer->text.contains(QLatin1String("/data/b")), qPrintable(answer->text));
    QCOMPARE(answer->text.contains(QLatin1String("www-data")), exists);
    QCOMPARE(answer->text.contains(QLatin1String("guesses")), isBelowWeb);
}

void TstSettingsDestinationVerb::saysWhatIsNotKnown()
{
    DestinationFacts facts;
    facts.exists = true;
    const Command command({QStringLiteral("settings"), QStringLiteral("destination"), QStringLiteral("/data/b")});
    tell(command, facts);
    const VerbResult answer = command.run();
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->status, ExitStatus::Fine);
    QCOMPARE(answer->text.count(QLatin1String("not known")), 5);
    QVERIFY(answer->json.object().value(u"isWritable").isNull());
}

void TstSettingsDestinationVerb::passesTroubleOn()
{
    const Command command({QStringLiteral("settings"), QStringLiteral("destination"), QStringLiteral("/data/b")});
    tell(command, fail(ErrorKind::Unreachable, QStringLiteral("moodle-a does not answer.")));
    QCOMPARE(command.run().error().kind, ErrorKind::Unreachable);
    const Command relative({QStringLiteral("settings"), QStringLiteral("destination"), QStringLiteral("data/b")});
    QCOMPARE(relative.run().error().kind, ErrorKind::BadInput);
    // Nobody has read the options of this site, or it has no folder for all.
    const Command none({QStringLiteral("settings"), QStringLiteral("destination")});
    QCOMPARE(none.run().error().kind, ErrorKind::BadInput);
}

NIGHTKEEP_TEST(TstSettingsDestinationVerb, unit, Core)
#include "tst_settingsdestinationverb.moc"
