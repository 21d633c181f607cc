// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/settingsmeaningjson.h"
#include "tests/cli/command.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace Nightkeep;

/// What a change of settings means, as programs read it and as it is said before the question.
class TstSettingsMeaningJson : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotKnownIsNull()
    {
        const QJsonObject object = settingsMeaningJson({});
        for (const char *key : {"nightsBefore", "nightsAfter", "deletions", "bytesAWeekBefore", "bytesAWeekAfter"}) {
            QVERIFY2(object.contains(QLatin1String(key)), key);
            QVERIFY2(object.value(QLatin1String(key)).isNull(), key);
        }
        QVERIFY(object.value(u"runsAfter").toArray().isEmpty());
    }

    void deletionsHaveTheirSum()
    {
        SettingsMeaning meaning;
        meaning.nightsAfter = 0;
        CopyToGo copy;
        copy.course = 12;
        copy.shortName = QStringLiteral("math");
        copy.path = "/backups/backup-math-\xff.zip";
        copy.bytes = 300;
        meaning.deletions = QList<CopyToGo>(25, copy);
        meaning.deletions->first().bytes = -1;
        const QJsonObject object = settingsMeaningJson(meaning);
        QCOMPARE(object.value(u"nightsAfter").toInt(-1), 0);
        const QJsonObject deletions = object.value(u"deletions").toObject();
        QCOMPARE(deletions.value(u"count").toInt(), 25);
        QCOMPARE(deletions.value(u"bytes").toInt(), 24 * 300);
        QCOMPARE(deletions.value(u"unsized").toInt(), 1);
        QCOMPARE(deletions.value(u"examples").toArray().size(), 20); // not a report of thousands
        const QJsonValue example = deletions.value(u"examples").toArray().at(1);
        QCOMPARE(example[u"course"].toInt(), 12);
        QCOMPARE(example[u"bytes"].toInt(), 300);
        QVERIFY(example[u"path"].toString().startsWith(QStringLiteral("/backups/backup-math-")));
        meaning.deletions->last().bytes = std::numeric_limits<qint64>::max(); // as a server may say
        meaning.deletions->first().bytes = std::numeric_limits<qint64>::max();
        QVERIFY(settingsMeaningJson(meaning).value(u"deletions").toObject().value(u"bytes").toDouble() > 1e18);
        meaning.deletions = QList<CopyToGo>();
        QCOMPARE(settingsMeaningJson(meaning).value(u"deletions").toObject().value(u"count").toInt(-1), 0);
    }

    void aDryRunSaysIt_data()
    {
        QTest::addColumn<bool>("dryRun");
        QTest::newRow("dry run") << true;
        QTest::newRow("written") << false;
    }
    void aDryRunSaysIt()
    {
        QFETCH(bool, dryRun);
        const QMultiHash<QString, QString> options {
            {dryRun ? QStringLiteral("dry-run") : QStringLiteral("yes"), QString()}};
        Command command(
            {QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("backup_sche_weekdays=0000000")},
            options);
        VerbResult result;
        const QByteArray said = saidBy([&] { result = command.run(); });
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QVERIFY2(said.contains("It runs on no day"), said.constData());
        const QJsonValue meaning = result->json.object().value(u"meaning");
        QVERIFY(meaning.isObject());
        QVERIFY(meaning[u"runsAfter"].toArray().isEmpty());
        QVERIFY(meaning[u"sentences"].toArray().at(0).toString().startsWith(QStringLiteral("It runs on no day")));
        QVERIFY(!meaning[u"unknown"].toArray().isEmpty()); // nobody has read its courses
        QCOMPARE(result->json.object().contains(u"outcomes"), !dryRun);
    }
};

NIGHTKEEP_TEST(TstSettingsMeaningJson, unit, Core)
#include "tst_settingsmeaningjson.moc"
