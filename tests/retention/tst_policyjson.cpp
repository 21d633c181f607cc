// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/policyjson.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Nightkeep;

namespace {

/// The question of the page's figures, in which one field, as "storage.retainOnly", has another value; an undefined
/// one takes it away.
QByteArray askedJson(const QString &field = {}, const QJsonValue &value = {})
{
    QJsonObject course {{QStringLiteral("weekdays"), QStringLiteral("1000000")},
                        {QStringLiteral("hour"), 3},
                        {QStringLiteral("minute"), 5},
                        {QStringLiteral("keep"), 1}};
    QJsonObject storage {{QStringLiteral("incrementalAt"), QStringLiteral("22:00")},
                         {QStringLiteral("versionsExist"), 2},
                         {QStringLiteral("versionsDeleted"), 1},
                         {QStringLiteral("retainExtra"), 30},
                         {QStringLiteral("retainOnly"), 60}};
    QJsonObject dumps {{QStringLiteral("at"), QStringLiteral("03:00")}};
    QJsonObject whole {{QStringLiteral("now"), QStringLiteral("2008-10-29T12:00")}};
    const QString part = field.section(u'.', 0, 0);
    const QString name = field.section(u'.', 1);
    const auto set = [&](QJsonObject &object, const QString &of) {
        if (part == of && !name.isEmpty())
            value.isUndefined() ? object.remove(name) : void(object.insert(name, value));
        whole.insert(of, object);
    };
    set(course, QStringLiteral("course"));
    set(storage, QStringLiteral("storage"));
    set(dumps, QStringLiteral("dumps"));
    if (!field.isEmpty() && name.isEmpty())
        value.isUndefined() ? whole.remove(field) : void(whole.insert(field, value));
    return QJsonDocument(whole).toJson();
}

QJsonValue askedValue(const char *json)
{
    return QJsonDocument::fromJson(QByteArray("[") + json + "]").array().at(0);
}

} // namespace

/// The question of `retention simulate`.
class TstPolicyJson : public QObject
{
    Q_OBJECT

private slots:
    void pagesFigures()
    {
        const Result<PolicyQuestion> read = parsePolicyQuestion(askedJson());
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->now, wallMinute(QDate(2008, 10, 29), 720));
        RetentionPolicy expected;
        expected.course = CourseRules();
        expected.course->weekdays = QStringLiteral("1000000");
        expected.course->minuteOfDay = 185;
        expected.storage = StorageRules {1320, 1, 2, 30, 1, 60};
        expected.dumps = DumpRules();
        expected.dumpStorage = expected.storage;
        QVERIFY(read->policy == expected);
    }

    void formsThatSayTheSame_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *field, const char *value) {
            QTest::addRow("%s %s", field, value) << QString::fromLatin1(field) << QByteArray(value);
        };
        row("now", R"("2008-10-29T12:00:59")");
        row("now", R"("2008-10-29 12:00")");
        row("now", R"(" 2008-10-29T12:00\n")");
        row("now", R"("2008-10-29T12:00:00.999")");
        row("course.weekdays", "[1,0,0,0,0,0,0]");
        row("course.weekdays", "[true,false,false,false,false,false,false]");
        row("course.weekdays", "[1.0,0,false,0,0,0,0]");
        row("course.weekdays", R"("Sunday")");
        row("course.weekdays", R"(" 1000000 ")");
        row("course.weekdays", R"(["1","0","0","0","0","0","0"])");
        row("course.weekdays", R"(["Sunday"])");
        row("course.hour", R"("3")");
        row("course.hour", R"("03")");
        row("storage.retainOnly", R"(" 60 ")");
        row("storage.incrementalAt", R"(" 22:00 ")");
        row("course.keep", "1.0");
        row("course.edition", R"("1.9")");
        row("storage.incrementalAt", R"({"hour":22,"minute":0})");
        row("storage.incrementalAt", R"("22:00:30")");
        row("storage.everyDays", "1");
        row("dumps.at", R"("3:00")");
        row("dumps.naming", R"("recycled")");
    }
    void formsThatSayTheSame()
    {
        QFETCH(QString, field);
        QFETCH(QByteArray, value);
        const Result<PolicyQuestion> read = parsePolicyQuestion(askedJson(field, askedValue(value.constData())));
        const Result<PolicyQuestion> plain = parsePolicyQuestion(askedJson());
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->now, plain->now);
        QVERIFY(read->policy == plain->policy);
    }

    void noLimits_data()
    {
        QTest::addColumn<QString>("field");
        for (const char *field : {"versionsExist", "versionsDeleted", "retainExtra", "retainOnly"})
            QTest::newRow(field) << QString::fromLatin1(field);
    }
    void noLimits()
    {
        QFETCH(QString, field);
        for (const char *form :
             {R"("nolimit")", R"("NOLIMIT")", R"("NoLimit")", R"("no limit")", R"("no_limit")", R"("-1")", "-1"}) {
            const Result<PolicyQuestion> read =
                parsePolicyQuestion(askedJson(QStringLiteral("storage.") + field, askedValue(form)));
            QVERIFY2(read && read->policy.storage, form);
            const StorageRules &rules = *read->policy.storage;
            QCOMPARE(rules.versionsExist, field == u"versionsExist" ? NoLimit : 2);
            QCOMPARE(rules.versionsDeleted, field == u"versionsDeleted" ? NoLimit : 1);
            QCOMPARE(rules.retainExtra, field == u"retainExtra" ? NoLimit : 30);
            QCOMPARE(rules.retainOnly, field == u"retainOnly" ? NoLimit : 60);
        }
    }

    void whatIsNotPlayed()
    {
        for (const QJsonValue &none : {QJsonValue(QJsonValue::Undefined), QJsonValue(QJsonValue::Null)}) {
            const Result<PolicyQuestion> course = parsePolicyQuestion(askedJson(QStringLiteral("course"), none));
            QVERIFY(course && !course->policy.course && course->policy.dumps);
            const Result<PolicyQuestion> storage = parsePolicyQuestion(askedJson(QStringLiteral("storage"), none));
            QVERIFY(storage && storage->policy.course && !storage->policy.storage && !storage->policy.dumpStorage);
            const Result<PolicyQuestion> dumps = parsePolicyQuestion(askedJson(QStringLiteral("dumps"), none));
            QVERIFY(dumps && dumps->policy.course && !dumps->policy.dumps);
        }
        const Result<PolicyQuestion> dumpStorage =
            parsePolicyQuestion(askedJson(QStringLiteral("dumpStorage"), QJsonValue(QJsonValue::Null)));
        QVERIFY(dumpStorage && dumpStorage->policy.storage && !dumpStorage->policy.dumpStorage);
    }

    void richerPolicy()
    {
        const Result<PolicyQuestion> read = parsePolicyQuestion(
            R"({"now": "2024-02-29T00:00",
                "course": {"weekdays": "1111111", "hour": 23, "minute": 59, "keep": 0, "edition": "2.x",
                           "deleteDays": 35, "keepLeast": 1},
                "dumps": {"at": "00:00", "naming": "dated", "keepDays": 0},
                "dumpStorage": {"incrementalAt": "01:30", "versionsExist": 1, "versionsDeleted": 0, "retainExtra": 0,
                                "retainOnly": 36500, "everyDays": 2},
                "archives": {"termEnds": ["02-29", "12-12"], "keepYears": "nolimit"}})");
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        const RetentionPolicy &policy = read->policy;
        QVERIFY(policy.course && policy.course->later);
        QCOMPARE(policy.course->deleteDays, 35);
        QCOMPARE(policy.course->keepLeast, 1);
        QVERIFY(!policy.storage);
        QVERIFY(policy.dumpStorage == std::optional(StorageRules {90, 2, 1, 0, 0, 36500}));
        QVERIFY(policy.dumps && policy.dumps->naming == DumpNaming::Dated);
        QCOMPARE(policy.dumps->keepDays, 0);
        QVERIFY(policy.archives);
        QCOMPARE(policy.archives->termEnds, QStringList({QStringLiteral("02-29"), QStringLiteral("12-12")}));
        QCOMPARE(policy.archives->keepYears, NoLimit);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QByteArray>("value"); // empty: missing
        QTest::addColumn<QString>("named");
        const auto row = [](const char *field, const char *value, const char *named = nullptr) {
            QTest::addRow("%s %s", field, *value ? value : "missing")
                << QString::fromLatin1(field) << QByteArray(value) << QString::fromLatin1(named ? named : field);
        };
        for (const char *field : {"now", "course.weekdays", "course.hour", "course.minute", "course.keep",
                                  "storage.incrementalAt", "storage.versionsExist", "storage.versionsDeleted",
                                  "storage.retainExtra", "storage.retainOnly", "dumps.at"})
            row(field, "");
        for (const char *now :
             {R"("2008-10-29")", R"("2008-10-29T12:00Z")", R"("2008-10-29T12:00+01:00")", R"("2008-02-30T12:00")",
              R"("2008-10-29T24:00")", R"("0000-10-29T12:00")", R"("29.10.2008 12:00")", "1225281600", "null"})
            row("now", now);
        for (const char *days :
             {R"("100000")", R"("10000000")", R"("1000002")", "1000000", "[1,0,0,0,0,0]", "[1,0,0,0,0,0,0,0]",
              "[1,0,0,0,0,0,2]", "[]", "[0]", R"(["1000000",1])", "[10,0,0,0,0,0]", R"("some day")", "null"})
            row("course.weekdays", days);
        row("course.hour", "24");
        row("course.hour", "-1");
        row("course.hour", "3.5");
        row("course.hour", R"("3.5")");
        row("course.hour", R"("")");
        row("course.minute", "60");
        row("course.keep", R"("nolimit")");
        row("course.keep", "-1");
        row("course.keep", "10000");
        row("course.keep", "1e300");
        row("course.edition", R"("unknown")");
        row("course.edition", R"("5")");
        row("course.deleteDays", "35");
        row("course.keepLeast", "1");
        row("course.kept", "1");
        row("course", "[]");
        row("storage.incrementalAt", R"("25:00")");
        row("storage.incrementalAt", R"("22")");
        row("storage.incrementalAt", R"({"hour":24,"minute":0})", "storage.incrementalAt.hour");
        row("storage.incrementalAt", R"({"hour":22})", "storage.incrementalAt.minute");
        row("storage.incrementalAt", R"({"hour":22,"minute":0,"second":0})", "storage.incrementalAt.second");
        row("storage.versionsExist", "0");
        row("storage.versionsExist", R"("many")");
        row("storage.versionsDeleted", "-2");
        row("storage.retainExtra", "36501");
        row("storage.retainOnly", "true");
        row("storage.everyDays", "0");
        row("dumps.at", "3");
        row("dumps.naming", R"("weekly")");
        row("dumps.keepDays", "7");
        row("archives", R"({"termEnds":["13-12"],"keepYears":1})", "archives.termEnds");
        row("archives", R"({"termEnds":["6-13"],"keepYears":1})", "archives.termEnds");
        row("archives", R"({"termEnds":["06-13"]})", "archives.keepYears");
        row("purpose", R"("x")");
    }
    void refused()
    {
        QFETCH(QString, field);
        QFETCH(QByteArray, value);
        QFETCH(QString, named);
        const QJsonValue json = value.isEmpty() ? QJsonValue(QJsonValue::Undefined) : askedValue(value.constData());
        const Result<PolicyQuestion> read = parsePolicyQuestion(askedJson(field, json));
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::BadInput);
        QVERIFY2(read.error().message.contains(u'"' + named + u'"'), qPrintable(read.error().message));
        QVERIFY(!read.error().advice.isEmpty());
    }

    void noPolicyAtAll_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no end") << QByteArray("{\"now\": \"2008-10-29T12:00\"");
        QTest::newRow("deep") << QByteArray(2000, '[');
        QTest::newRow("too long") << askedJson() + QByteArray(64 * 1024, ' ');
    }
    void noPolicyAtAll()
    {
        QFETCH(QByteArray, text);
        const Result<PolicyQuestion> read = parsePolicyQuestion(text);
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::BadInput);
    }
};

NIGHTKEEP_TEST(TstPolicyJson, unit, Core)
#include "tst_policyjson.moc"
