// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Nightkeep;

namespace {

const QString drillsArchive = QStringLiteral("20080901-020000-moodle-2008-summer"); // the small estate's

QMultiHash<QString, QString> drillOptions(const QString &outcome)
{
    return {{QStringLiteral("run"), drillsArchive},
            {QStringLiteral("where"), QStringLiteral("moodle-test")},
            {QStringLiteral("outcome"), outcome},
            {QStringLiteral("missing"), QStringLiteral("a quiz")},
            {QStringLiteral("minutes"), QStringLiteral("7")},
            {QStringLiteral("on"), QStringLiteral("2008-09-02")}};
}

QStringList drillWords(const char *words)
{
    return QString::fromLatin1(words).split(u' ');
}

} // namespace

/// `nightkeepctl drills`.
class TstDrillsVerbs : public QObject
{
    Q_OBJECT

private slots:
    void recordsOne()
    {
        const Command record(drillWords("drills record 33/backup.zip"), drillOptions(QStringLiteral("partly")));
        const VerbResult recorded = record.run();
        QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().message));
        QCOMPARE(recorded->status, ExitStatus::Fine);
        const QJsonObject drill = recorded->json.object();
        QCOMPARE(drill[u"outcome"].toString(), QStringLiteral("partly"));
        QCOMPARE(drill[u"site"].toString(), QStringLiteral("moodle"));
        QCOMPARE(drill[u"run"].toString(), drillsArchive);
        QCOMPARE(drill[u"seconds"].toInt(), 420);
        const Result<CatalogueRecords> kept = record.workspace->catalogue();
        QVERIFY(kept && kept->drills.size() == 1);
        QCOMPARE(kept->drills.constFirst().at.date(), QDate(2008, 9, 2));
    }

    void listsNone()
    {
        const VerbResult list = Command(drillWords("drills")).run();
        QVERIFY(list && list->json.array().isEmpty());
        QVERIFY2(list->text.contains(QLatin1String("Nobody has recorded")), qPrintable(list->text));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("said");
        QTest::newRow("another outcome") << QStringLiteral("drills record a.zip") << QStringLiteral("good")
                                         << QStringLiteral("nothing that came of a drill");
        QTest::newRow("no drill of that number")
            << QStringLiteral("drills remove 7") << QString() << QStringLiteral("There is no restore drill 7");
        QTest::newRow("of no run") << QStringLiteral("drills moodle") << QString()
                                   << QStringLiteral("Name the archive's run");
        QTest::newRow("on no site") << QStringLiteral("drills run a.mbz") << QString()
                                    << QStringLiteral("There is no site moodle-test");
    }
    void refuses()
    {
        QFETCH(QString, words);
        QFETCH(QString, outcome);
        QFETCH(QString, said);
        QMultiHash<QString, QString> options;
        if (words.contains(u"record"))
            options = drillOptions(outcome);
        else if (words.contains(u"run"))
            options = {{QStringLiteral("run"), drillsArchive},
                       {QStringLiteral("where"), QStringLiteral("moodle-test")}};
        const VerbResult refused = Command(words.split(u' '), options).run();
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(said), qPrintable(refused.error().message));
    }

    void anUnknownRunIsWrongUsage_data()
    {
        QTest::addColumn<QString>("words");
        for (const char *words :
             {"drills record a.zip", "drills run a.zip", "drills restorable a.zip", "drills moodle"})
            QTest::newRow(words) << QString::fromLatin1(words);
    }
    void anUnknownRunIsWrongUsage()
    {
        QFETCH(QString, words);
        const Command command(words.split(u' '), option("run", "nothing"));
        const VerbResult refused = command.run();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY2(refused.error().message.contains(QLatin1String("no archive run")),
                 qPrintable(refused.error().message));
        QVERIFY(command.workspace->hosts.calls().isEmpty());
    }

    void oneIsRemovedWhenAgreedTo_data()
    {
        QTest::addColumn<bool>("agreed");
        QTest::newRow("agreed to") << true;
        QTest::newRow("nobody agrees") << false;
    }
    void oneIsRemovedWhenAgreedTo()
    {
        QFETCH(bool, agreed);
        const Command command(drillWords("drills remove 1"), agreed ? option("yes") : QMultiHash<QString, QString>());
        RestoreDrill drill;
        drill.at = command.workspace->time.now().addDays(-3);
        const Result<qint64> number = command.workspace->catalogueStore.addDrill(drill);
        QVERIFY(number && *number == 1);
        const VerbResult removed = command.run();
        QCOMPARE(removed.has_value(), agreed);
        if (!agreed)
            QCOMPARE(removed.error().kind, ErrorKind::Locked);
        QCOMPARE(command.workspace->catalogue()->drills.size(), agreed ? 0 : 1);
    }

    void saysWhichMoodleTakesACopy()
    {
        const Command command(drillWords("drills restorable a.zip"));
        const VerbResult answer = command.run();
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        const QJsonArray sites = answer->json.array();
        QCOMPARE(sites.size(), 1);
        QCOMPARE(sites.at(0)[u"taken"].toString(), QStringLiteral("notKnown")); // nobody has read the site
    }

    void keepsTheMoodle()
    {
        const Command command(drillWords("drills moodle"), {{QStringLiteral("run"), drillsArchive}});
        command.workspace->moodles.change(QStringLiteral("moodle"),
                                          [](FakeMoodle &moodle) { moodle.version.release = QStringLiteral("1.9.2"); });
        const VerbResult answer = command.run();
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(answer->json.object()[u"moodle"][u"release"].toString(), QStringLiteral("1.9.2"));
    }

    void writesNothingReadOnly()
    {
        const Command command(drillWords("drills record a.zip"), drillOptions(QStringLiteral("proven")));
        command.workspace->makeReadOnly();
        const VerbResult refused = command.run();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::ReadOnly);
    }
};

NIGHTKEEP_TEST(TstDrillsVerbs, unit, Core)
#include "tst_drillsverbs.moc"
