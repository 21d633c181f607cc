// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

std::unique_ptr<Command> nextCommand(const QMultiHash<QString, QString> &options = {})
{
    return std::make_unique<Command>(QStringList {QStringLiteral("settings"), QStringLiteral("next")}, options);
}

} // namespace

/// The next runs, at the command line.
class TstSettingsNextVerb : public QObject
{
    Q_OBJECT

private slots:
    void tenUnlessAsked_data()
    {
        QTest::addColumn<QString>("count");
        QTest::addColumn<int>("runs"); // -1: no number that it takes
        QTest::newRow("as usual") << QString() << 10;
        QTest::newRow("one") << QStringLiteral("1") << 1;
        QTest::newRow("fifty") << QStringLiteral("50") << 50;
        QTest::newRow("none") << QStringLiteral("0") << -1;
        QTest::newRow("too many") << QStringLiteral("1001") << -1;
        QTest::newRow("no number") << QStringLiteral("some") << -1;
    }
    void tenUnlessAsked()
    {
        QFETCH(QString, count);
        QFETCH(int, runs);
        QMultiHash<QString, QString> options = option("offline");
        if (!count.isNull())
            options.insert(QStringLiteral("count"), count);
        const VerbResult result = nextCommand(options)->run();
        if (runs < 0) {
            QVERIFY(!result.has_value());
            QCOMPARE(result.error().kind, ErrorKind::BadInput);
            return;
        }
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->status, ExitStatus::Fine);
        const QJsonObject json = result->json.object();
        QCOMPARE(json.value(u"kind").toString(), QStringLiteral("at"));
        const QJsonArray found = json.value(u"runs").toArray();
        QCOMPARE(found.size(), qsizetype(runs));
        QCOMPARE(found.at(0)[u"at"].toString(), QStringLiteral("2008-11-30T03:00:00Z")); // Sundays at 03:00
        QCOMPARE(result->text.count(QStringLiteral("Sunday ")), qsizetype(runs));
    }

    void saysInWhichZone()
    {
        const auto command = nextCommand(option("count", "2"));
        command->workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.more.scheduleZone = QStringLiteral("Asia/Tokyo");
        });
        const VerbResult result = command->run();
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        const QJsonObject json = result->json.object();
        QCOMPARE(json.value(u"zone").toString(), QStringLiteral("Asia/Tokyo"));
        QCOMPARE(json.value(u"zoneFrom").toString(), QStringLiteral("administrator"));
        QCOMPARE(json.value(u"zoneOfMoodle").toString(), QStringLiteral("Asia/Tokyo"));
        const QJsonValue first = json.value(u"runs").toArray().at(0);
        QCOMPARE(first[u"there"].toString(), QStringLiteral("2008-11-30 03:00"));
        QCOMPARE(first[u"at"].toString(), QStringLiteral("2008-11-29T18:00:00Z"));
        QVERIFY2(result->text.contains(QStringLiteral("Time zone: Asia/Tokyo, by the profile of")),
                 qPrintable(result->text));
    }

    void saysWhyThereIsNone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("off") << QStringLiteral("backup_sche_active") << QStringLiteral("0") << QStringLiteral("off")
                             << QStringLiteral("No run: the schedule is off.");
        QTest::newRow("no day") << QStringLiteral("backup_sche_weekdays") << QStringLiteral("0000000")
                                << QStringLiteral("never") << QStringLiteral("No run: no day of the week is chosen.");
        QTest::newRow("no sense") << QStringLiteral("backup_sche_hour") << QStringLiteral("25")
                                  << QStringLiteral("unknown") << QStringLiteral("Next run: not known.");
    }
    void saysWhyThereIsNone()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, kind);
        QFETCH(QString, words);
        const auto command = nextCommand();
        command->workspace->moodles.change(QStringLiteral("moodle"),
                                           [&](FakeMoodle &moodle) { moodle.config[name] = value; });
        const VerbResult result = command->run();
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->status, ExitStatus::Findings); // nothing runs, or nobody knows
        QCOMPARE(result->json.object().value(u"kind").toString(), kind);
        QVERIFY(result->json.object().value(u"runs").toArray().isEmpty());
        QVERIFY2(result->text.contains(words), qPrintable(result->text));
    }

    void whatWasNeverReadIsNotKnown()
    {
        const auto command = nextCommand(option("offline") + option("site", "second"));
        Site second = command->workspace->siteStore.sites()->constFirst();
        second.name = QStringLiteral("second");
        QVERIFY(command->workspace->siteStore.replaceSite({}, second).has_value());
        const VerbResult result = command->run();
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->status, ExitStatus::Findings);
        QCOMPARE(result->json.object().value(u"kind").toString(), QStringLiteral("unknown"));
        QCOMPARE(result->json.object().value(u"readAt"), QJsonValue());
        QVERIFY2(result->text.contains(QStringLiteral("were read: never.")), qPrintable(result->text));
    }

    void anUnreachableDatabaseIsNoSchedule()
    {
        const auto command = nextCommand();
        command->workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("no answer")};
        });
        const VerbResult result = command->run();
        QVERIFY(!result.has_value());
        QCOMPARE(exitStatusOf(result.error().kind), ExitStatus::Unreachable);
    }
};

NIGHTKEEP_TEST(TstSettingsNextVerb, unit, Core)
#include "tst_settingsnextverb.moc"
