// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

namespace {

const QString server = QStringLiteral("moodle-c");

} // namespace

/// Deciding about a server and putting the matrix back on the wiki, with the real program on a demo.
class TstCtlDecisions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CtlRun made = m_place.makeUnaskedDemo();
        QVERIFY2(made.status == 0, made.told().constData());
    }

    void init() { QCOMPARE(decide({QStringLiteral("copies=9")}).status, 0); }

    void figuresAndAgreements()
    {
        const CtlRun run = decide({QStringLiteral("everyDays=1"), QStringLiteral("copies=2"), QStringLiteral("days=30"),
                                   QStringLiteral("deletedCopies=1"), QStringLiteral("deletedDays=nolimit"),
                                   QStringLiteral("timesAYear=3"), QStringLiteral("keepYears=noLimit"),
                                   QStringLiteral("wanted.agreed=2026-11-25"), QStringLiteral("wanted.by=Ann = Bob"),
                                   QStringLiteral("policy.toBeAgreed=yes"), QStringLiteral("policy.note=red")});
        QVERIFY2(run.status == 0, run.told().constData());
        const QJsonObject decisions = stored();
        QCOMPARE(run.json().array().at(0)[u"decisions"].toObject(), decisions);
        QCOMPARE(decisions.value(u"everyDays").toInt(), 1);
        QCOMPARE(decisions.value(u"copies").toInt(), 2);
        QCOMPARE(decisions.value(u"days").toInt(), 30);
        QCOMPARE(decisions.value(u"deletedCopies").toInt(), 1);
        QCOMPARE(decisions.value(u"deletedDays").toInt(), -1);
        QCOMPARE(decisions.value(u"keepYears").toInt(), -1);
        QCOMPARE(decisions.value(u"wanted").toObject(),
                 (QJsonObject {{QStringLiteral("state"), QStringLiteral("agreed")},
                               {QStringLiteral("on"), QStringLiteral("2026-11-25")},
                               {QStringLiteral("by"), QStringLiteral("Ann = Bob")},
                               {QStringLiteral("note"), QString()}}));
        QCOMPARE(decisions.value(u"policy")[u"state"].toString(), QStringLiteral("toBeAgreed"));
        QVERIFY(decisions.value(u"policy")[u"on"].isNull());
        QCOMPARE(decisions.value(u"archive")[u"state"].toString(), QStringLiteral("unsaid"));

        const CtlRun text = m_place.run({QStringLiteral("--demo"), m_place.demo(), QStringLiteral("servers"),
                                         QStringLiteral("decide"), server, QStringLiteral("copies=2")});
        QVERIFY2(text.status == 0, text.told().constData());
        QVERIFY2(text.out.contains(
                     "a maximum of 2 copies for 30 days; if the file is deleted, 1 copy for ever; every night"),
                 text.out.constData());
        QVERIFY(text.out.contains("agreed on 25 November 2026, Ann = Bob"));
    }

    void anEmptyValueTakesItBack()
    {
        QVERIFY(
            decide({QStringLiteral("days=30"), QStringLiteral("wanted.agreed=yes"), QStringLiteral("wanted.by=Ann")})
                .status
            == 0);
        QVERIFY(decide({QStringLiteral("days="), QStringLiteral("copies="), QStringLiteral("wanted.agreed=")}).status
                == 0);
        QVERIFY(stored().value(u"days").isNull());
        QCOMPARE(stored().value(u"wanted")[u"state"].toString(), QStringLiteral("unsaid"));
        QCOMPARE(stored().value(u"wanted")[u"by"].toString(), QString());
    }

    void wrongWordsChangeNothing_data()
    {
        QTest::addColumn<QString>("word");
        for (const char *word :
             {"copies", "copies=x", "copies=-1", "copies=1.5", "copies=0", "copies=10000", "everyDays=nolimit",
              "everyDays=400", "days=99999999999", "colour=red", "wanted=yes", "wanted.agreed=2026-02-30",
              "wanted.agreed=25.11.2026", "wanted.agreed=1066-10-14", "wanted.colour=red", "archive.by=Ann", "=1"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }

    void wrongWordsChangeNothing()
    {
        QFETCH(const QString, word);
        const QJsonObject before = stored();
        const CtlRun run = decide({QStringLiteral("days=7"), word});
        QVERIFY2(run.status == 2, run.told().constData());
        QCOMPARE(run.error().value(u"kind").toString(), QStringLiteral("badInput"));
        QVERIFY(!run.error().value(u"message").toString().isEmpty());
        QCOMPARE(stored(), before);
    }

    void whatIsToBeAgreedIsFound()
    {
        QCOMPARE(decide({QStringLiteral("policy.toBeAgreed=2001-01-01")}).status, 0);
        const QJsonArray findings = m_place.onDemo({QStringLiteral("check")}).json().array();
        int met = 0;
        for (const QJsonValue &finding : findings) {
            if (finding[u"id"].toString().endsWith(u"/agreement")) {
                ++met;
                QCOMPARE(finding[u"severity"].toString(), QStringLiteral("warning"));
                QVERIFY(finding[u"reason"].toString().contains(u"2001-01-01"));
            }
        }
        QCOMPARE(met, 1);
    }

    void theExportImportsWithoutAChange()
    {
        const QString file = m_place.path(QStringLiteral("page.html"));
        const CtlRun hostile = m_place.onDemo(
            {QStringLiteral("servers"), QStringLiteral("set"), server, QStringLiteral("note=<b>\"new\"</b> & \\u{41}"),
             QStringLiteral("wantedBytes=/data/%E9t%E9%0A%20(old)"), QStringLiteral("wanted=/data/moodle")});
        QVERIFY2(hostile.status == 0, hostile.told().constData());
        const CtlRun run = m_place.onDemo({QStringLiteral("export-wiki"), file});
        QVERIFY2(run.status == 0, run.told().constData());
        QCOMPARE(run.json().object().value(u"servers").toInt(), 12);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray table = written.readAll();
        QCOMPARE(run.json().object().value(u"bytes").toInteger(), table.size());
        QVERIFY(table.startsWith("<table"));
        QVERIFY(table.contains("&lt;b&gt;"));

        const CtlRun again = m_place.onDemo({QStringLiteral("import-wiki"), file, QStringLiteral("--dry-run")});
        QVERIFY2(again.status == 0, again.told().constData());
        QCOMPARE(again.json().object().value(u"same").toInt(), 12);
        QCOMPARE(again.json().object().value(u"skipped").toArray().size(), 0);

        const CtlRun streamed =
            m_place.run({QStringLiteral("--demo"), m_place.demo(), QStringLiteral("export-wiki"), QStringLiteral("-")});
        QCOMPARE(streamed.status, 0);
        QCOMPARE(streamed.out, table);
        const CtlRun json = m_place.onDemo({QStringLiteral("export-wiki"), QStringLiteral("-")});
        QCOMPARE(json.json().object().value(u"html").toString().toLatin1(), table);
    }

    void anExportThatCannotBeWrittenSaysSo()
    {
        const CtlRun run =
            m_place.onDemo({QStringLiteral("export-wiki"), m_place.path(QStringLiteral("no/such/folder.html"))});
        QVERIFY(run.status != 0);
        QVERIFY(!run.error().value(u"message").toString().isEmpty());
        QVERIFY(m_place.onDemo({QStringLiteral("export-wiki")}).status == 2);
    }

private:
    CtlRun decide(const QStringList &words) const
    {
        return m_place.onDemo(QStringList {QStringLiteral("servers"), QStringLiteral("decide"), server} + words);
    }

    QJsonObject stored() const
    {
        const QJsonArray servers = m_place.onDemo({QStringLiteral("servers")}).json().array();
        for (const QJsonValue &row : servers) {
            if (row[u"name"].toString().startsWith(server + u'.'))
                return row[u"decisions"].toObject();
        }
        return {};
    }

    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstCtlDecisions, integration, Core, 600)
#include "tst_ctldecisions.moc"
