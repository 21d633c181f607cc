// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

const QString meetingItem = QStringLiteral("promise/courseNights/atLeast");

QMultiHash<QString, QString> meetingOptions(const QMultiHash<QString, QString> &more = {})
{
    QMultiHash<QString, QString> options {{QStringLiteral("text"), QStringLiteral("Ninety nights.")},
                                          {QStringLiteral("by"), QStringLiteral("Ann, Bob")},
                                          {QStringLiteral("on"), QStringLiteral("2008-11-04")}};
    options.unite(more);
    return options;
}

/// What a decision of the desk would be.
Result<Decision> meetingDecided(FakeWorkspace &workspace)
{
    Decision decision;
    decision.item = QStringLiteral("question/pair");
    decision.title = QStringLiteral("Do both need backing up?");
    decision.on = QDate(2008, 11, 4);
    decision.people = QStringLiteral("Ann");
    decision.text = QStringLiteral("Both.");
    return workspace.meeting().decide(decision, {});
}

} // namespace

/// `nightkeepctl meeting` over a small estate in memory.
class TstMeetingVerbs : public QObject
{
    Q_OBJECT

private slots:
    void theAgenda()
    {
        const Command agenda({QStringLiteral("meeting"), QStringLiteral("agenda")});
        const VerbResult told = agenda.run();
        QVERIFY2(told, told ? "" : qPrintable(told.error().message));
        QVERIFY2(told->text.contains(meetingItem), qPrintable(told->text));
        QStringList keys;
        const QJsonArray items = told->json.array();
        for (const QJsonValue &item : items) {
            keys << item[u"key"].toString();
            QVERIFY(!item[u"title"].toString().isEmpty());
        }
        QVERIFY(keys.contains(meetingItem));
        QVERIFY(keys.contains(QStringLiteral("setting/moodle/") + keep));
    }

    void aDecisionWithItsFigure()
    {
        const Command decide({QStringLiteral("meeting"), QStringLiteral("decide"), meetingItem},
                             meetingOptions({{QStringLiteral("figure"), QStringLiteral("90 days")},
                                             {QStringLiteral("reason"), QStringLiteral("Teachers ask.")}}));
        const VerbResult told = decide.run();
        QVERIFY2(told, told ? "" : qPrintable(told.error().message));
        const QJsonObject decision = told->json.object();
        QCOMPARE(decision[u"number"].toInt(), 1);
        QCOMPARE(decision[u"item"].toString(), meetingItem);
        QCOMPARE(decision[u"on"].toString(), QStringLiteral("2008-11-04"));
        QCOMPARE(decision[u"reason"].toString(), QStringLiteral("Teachers ask."));
        const Result<RetentionRecords> records = decide.workspace->retention().records();
        QVERIFY(records);
        const auto promise = std::find_if(records->promises.cbegin(), records->promises.cend(),
                                          [](const Promise &each) { return each.key == meetingItem.section(u'/', 1); });
        QVERIFY(promise != records->promises.cend());
        QCOMPARE(promise->figure.value_or(0), 90);
        QCOMPARE(promise->agreement.by, QStringLiteral("Ann, Bob"));
        QCOMPARE(promise->agreement.on, QDate(2008, 11, 4));
    }

    void withoutAFigureItIsOnlyRecorded()
    {
        const Command decide({QStringLiteral("meeting"), QStringLiteral("decide"), meetingItem}, meetingOptions());
        QVERIFY(decide.run().has_value());
        const Result<QList<Decision>> decisions = decide.workspace->meeting().decisions();
        QCOMPARE(decisions->size(), qsizetype(1));
        QVERIFY(decisions->first().after.isEmpty());
    }

    void whatIsWrongIsToldAndNothingRecorded_data()
    {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::newRow("no such item") << QStringLiteral("promise/none") << QStringLiteral("reason") << QString();
        QTest::newRow("no figure") << meetingItem << QStringLiteral("figure") << QStringLiteral("sixty");
        QTest::newRow("no day") << meetingItem << QStringLiteral("on") << QStringLiteral("4 November");
        QTest::newRow("nobody") << meetingItem << QStringLiteral("by") << QStringLiteral(" ");
        QTest::newRow("nothing") << meetingItem << QStringLiteral("text") << QString();
    }
    void whatIsWrongIsToldAndNothingRecorded()
    {
        QFETCH(QString, item);
        QFETCH(QString, option);
        QFETCH(QString, value);
        QMultiHash<QString, QString> options = meetingOptions();
        options.replace(option, value);
        const Command decide({QStringLiteral("meeting"), QStringLiteral("decide"), item}, options);
        const VerbResult told = decide.run();
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::BadInput);
        QVERIFY(decide.workspace->meeting().decisions()->isEmpty());
    }

    void aReadOnlyWorkspaceIsNotWritten()
    {
        const Command decide({QStringLiteral("meeting"), QStringLiteral("decide"), meetingItem}, meetingOptions());
        decide.workspace->makeReadOnly();
        const VerbResult told = decide.run();
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::ReadOnly);
    }

    void decisionsAreListed()
    {
        const Command list({QStringLiteral("meeting"), QStringLiteral("decisions")});
        QVERIFY(meetingDecided(*list.workspace));
        const VerbResult told = list.run();
        QVERIFY(told);
        QCOMPARE(told->json.array().size(), 1);
        QVERIFY2(told->text.contains(QStringLiteral("Both.")), qPrintable(told->text));
        const Command none({QStringLiteral("meeting"), QStringLiteral("decisions")});
        const VerbResult nothing = none.run();
        QVERIFY(nothing && nothing->json.array().isEmpty() && !nothing->text.isEmpty());
    }

    void aDecisionIsTakenBack_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("its number") << QStringLiteral("1") << true;
        QTest::newRow("another") << QStringLiteral("2") << false;
        QTest::newRow("no number") << QStringLiteral("one") << false;
    }
    void aDecisionIsTakenBack()
    {
        QFETCH(QString, number);
        QFETCH(bool, isThere);
        const Command take({QStringLiteral("meeting"), QStringLiteral("take-back"), number});
        QVERIFY(meetingDecided(*take.workspace));
        const VerbResult told = take.run();
        QCOMPARE(told.has_value(), isThere);
        QCOMPARE(take.workspace->meeting().decisions()->first().holds(), !isThere);
        if (!isThere)
            QCOMPARE(told.error().kind, ErrorKind::BadInput);
    }

    void theMinutes_data()
    {
        QTest::addColumn<QString>("on");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("of the latest meeting") << QString() << true;
        QTest::newRow("of that day") << QStringLiteral("2008-11-04") << true;
        QTest::newRow("of another day") << QStringLiteral("2008-11-05") << false;
    }
    void theMinutes()
    {
        QFETCH(QString, on);
        QFETCH(bool, isThere);
        const Command minutes({QStringLiteral("meeting"), QStringLiteral("minutes")},
                              on.isEmpty() ? QMultiHash<QString, QString>()
                                           : QMultiHash<QString, QString> {{QStringLiteral("on"), on}});
        QVERIFY(meetingDecided(*minutes.workspace));
        const VerbResult told = minutes.run();
        QVERIFY2(told, told ? "" : qPrintable(told.error().message));
        QCOMPARE(told->text.contains(QStringLiteral("Both.")), isThere);
        QCOMPARE(told->json[u"text"].toString(), told->text);
        QVERIFY(told->text.contains(QStringLiteral("Still open")));
    }
};

NIGHTKEEP_TEST(TstMeetingVerbs, unit, Core)
#include "tst_meetingverbs.moc"
