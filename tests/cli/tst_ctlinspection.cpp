// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What is asked on demand, by the real program on the demo estate.
class TstCtlEvidence : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_place.makeUnaskedDemo().status == 0); }

    void changeRate()
    {
        const CtlRun run = m_place.onDemo(words("servers change-rate moodle-b"));
        QVERIFY2(run.status == 0, run.told().constData());
        const QJsonArray rows = run.json().array();
        QCOMPARE(rows.size(), 2);
        const QJsonObject moodle = rows.first().toObject();
        QCOMPARE(moodle[u"server"].toString(), QStringLiteral("moodle-b.ucl.ac.uk"));
        QCOMPARE(moodle[u"folder"].toString(), QStringLiteral("/data/moodle"));
        QCOMPARE(moodle[u"state"].toString(), QStringLiteral("counted"));
        const auto files = [&moodle](QStringView field) { return moodle[field][u"files"].toInt(); };
        QVERIFY(files(u"days1") > 0 && files(u"days1") <= files(u"days7"));
        QVERIFY(files(u"days7") < files(u"days30") && files(u"days30") < files(u"all"));
        QVERIFY(moodle[u"takenAt"].toString().startsWith(u"2008-12-15T"));
        const QByteArray workspace =
            m_place
                .run({QStringLiteral("--demo"), m_place.demo(), QStringLiteral("workspace"), QStringLiteral("export"),
                      m_place.path(QStringLiteral("workspace.json"))})
                .told();
        QFile file(m_place.path(QStringLiteral("workspace.json")));
        QVERIFY2(file.open(QIODevice::ReadOnly), workspace.constData());
        QVERIFY(file.readAll().contains("\"changeRates\": {"));
    }

    void linkedFolderIsCountedWhereItReallyIs()
    {
        // Before the server was asked where the link leads, it is not followed out of the demo's folder.
        const CtlRun before = m_place.onDemo(words("servers change-rate moodle-pp"));
        QCOMPARE(before.json().array().first()[u"state"].toString(), QStringLiteral("unreadable"));
        QVERIFY(before.json().array().first()[u"all"].isNull());
        QCOMPARE(before.status, 1);
        QCOMPARE(m_place.onDemo(words("probe moodle-pp")).status, 0);
        const CtlRun after = m_place.onDemo(words("servers change-rate moodle-pp"));
        QCOMPARE(after.json().array().first()[u"state"].toString(), QStringLiteral("counted"));
    }

    void preview()
    {
        const CtlRun run = m_place.onDemo(words("coverage preview moodle-c /data/moodle"));
        QVERIFY2(run.status == 1, run.told().constData()); // something is left out
        const QJsonObject answer = run.json().object();
        QCOMPARE(answer[u"state"].toString(), QStringLiteral("whole"));
        QCOMPARE(answer[u"included"].toInt(), 4);
        QCOMPARE(answer[u"excluded"].toInt(), 1);
        const QJsonObject excluded = answer[u"firstExcluded"].toArray().first().toObject();
        QCOMPARE(excluded[u"path"].toString(), QStringLiteral("/data/moodle/cache"));
        QVERIFY(excluded[u"source"].toString().endsWith(u"incl.excl"));
        QCOMPARE(m_place.onDemo(words("coverage preview moodle-c /data/apache/htdocs/moodle")).status, 0);
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *line, int status) {
            QTest::newRow(name) << QString::fromLatin1(line) << status;
        };
        row("change rate of nothing", "servers change-rate", 2);
        row("change rate of a stranger", "servers change-rate nobody", 2);
        row("change rate of one that is not there", "servers change-rate moodle-b wasdev-b", 3);
        row("preview without a folder", "coverage preview moodle-c", 2);
        row("preview of a relative folder", "coverage preview moodle-c data", 2);
        row("preview of a pattern", "coverage preview moodle-c /data/*", 2);
        row("preview without a client", "coverage preview moodle-pp /data/moodle", 3);
    }
    void mistakes()
    {
        QFETCH(QString, line);
        QFETCH(int, status);
        const CtlRun run = m_place.onDemo(line.split(u' '));
        QVERIFY2(run.status == status, run.told().constData());
        QVERIFY(!run.json().isNull());
    }

private:
    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstCtlEvidence, integration, Core, 300)
#include "tst_ctlinspection.moc"
