// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

/// `nightkeepctl retention simulate`, without any workspace.
class TstRetentionSimulateVerb : public QObject
{
    Q_OBJECT

private slots:
    void pagesFigures()
    {
        const CtlRun run = simulate(page());
        QVERIFY2(run.status == 0, run.told().constData());
        const QJsonObject answer = run.json().object();
        QCOMPARE(answer.keys(),
                 QStringList({QStringLiteral("courseNights60"), QStringLiteral("courses"),
                              QStringLiteral("dumpNights60"), QStringLiteral("dumps")}));
        QCOMPARE(answer.value(u"courseNights60").toInt(), 9);
        QCOMPARE(answer.value(u"dumpNights60").toInt(), 16);
        const QJsonObject courses = answer.value(u"courses").toObject();
        QCOMPARE(courses.size(), 10);
        QCOMPARE(courses.value(u"2008-10-26").toArray(),
                 QJsonArray({QStringLiteral("server"), QStringLiteral("storage")}));
        QCOMPARE(courses.value(u"2008-08-24").toArray(), QJsonArray({QStringLiteral("storage")}));
        const QJsonObject dumps = answer.value(u"dumps").toObject();
        QCOMPARE(dumps.value(u"2008-10-29").toArray(), QJsonArray({QStringLiteral("server")}));
        QVERIFY(!QFile::exists(m_place.path(QStringLiteral("data")))); // no workspace was made for it
    }

    void everyDay()
    {
        const CtlRun run = simulate(page().replace("1000000", "1111111"));
        QCOMPARE(run.json().object().value(u"courseNights60").toInt(), 60);
    }

    void whatIsNotPlayed()
    {
        const CtlRun run = simulate("{\"now\":\"2008-10-29T12:00\",\"archives\":{\"termEnds\":[\"06-13\"],"
                                    "\"keepYears\":2}}");
        QVERIFY2(run.status == 0, run.told().constData());
        const QJsonObject answer = run.json().object();
        QVERIFY(answer.value(u"courseNights60").isNull());
        QVERIFY(answer.value(u"dumpNights60").isNull());
        QVERIFY(answer.value(u"courses").isObject() && answer.value(u"courses").toObject().isEmpty());
        QVERIFY(answer.value(u"dumps").isObject() && answer.value(u"dumps").toObject().isEmpty());
        QCOMPARE(answer.value(u"archives").toObject().value(u"2008-06-13").toArray(),
                 QJsonArray({QStringLiteral("archive")}));
    }

    void forPeople()
    {
        const CtlRun run = simulate(page(), false);
        QVERIFY2(run.status == 0, run.told().constData());
        QVERIFY(run.out.startsWith("COPIES"));
        QVERIFY(run.out.contains("Of a course, 9 of the 60 nights before can be restored.\n"));
        QVERIFY(run.out.contains("Of the database, 16 of the 60 nights before can be restored from dumps.\n"));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QString>("named");
        QTest::newRow("no JSON") << QByteArray("now") << QString();
        QTest::newRow("a field") << page().replace("\"keep\":1", "\"keep\":\"nolimit\"")
                                 << QStringLiteral("course.keep");
    }
    void refused()
    {
        QFETCH(QByteArray, policy);
        QFETCH(QString, named);
        const CtlRun run = simulate(policy);
        QVERIFY2(run.status == 2, run.told().constData());
        QCOMPARE(run.error().value(u"kind").toString(), QStringLiteral("badInput"));
        QVERIFY(run.error().value(u"message").toString().contains(named));
    }

    void noFile()
    {
        const CtlRun none = m_place.run(words("--json retention simulate"));
        QVERIFY2(none.status == 2, none.told().constData());
        const CtlRun missing = m_place.run(words("--json retention simulate --policy nowhere.json"));
        QCOMPARE(missing.error().value(u"kind").toString(), QStringLiteral("notFound"));
    }

private:
    [[nodiscard]] static QByteArray page()
    {
        return "{\"now\":\"2008-10-29T12:00\",\"course\":{\"weekdays\":\"1000000\",\"hour\":3,\"minute\":0,"
               "\"keep\":1},\"storage\":{\"incrementalAt\":\"22:00\",\"versionsExist\":2,\"versionsDeleted\":1,"
               "\"retainExtra\":30,\"retainOnly\":60},\"dumps\":{\"at\":\"03:00\"}}";
    }
    [[nodiscard]] CtlRun simulate(const QByteArray &policy, bool json = true) const
    {
        const QString name = m_place.path(QStringLiteral("policy.json"));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(policy) != policy.size())
            qWarning("The policy cannot be written.");
        file.close();
        QStringList arguments {QStringLiteral("retention"), QStringLiteral("simulate"), QStringLiteral("--policy"),
                               name};
        if (json)
            arguments += QStringLiteral("--json");
        return m_place.run(arguments);
    }

    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstRetentionSimulateVerb, unit, Core)
#include "tst_retentionsimulateverb.moc"
