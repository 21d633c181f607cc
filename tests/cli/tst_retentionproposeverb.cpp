// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

namespace {

QByteArray pageRules(const QByteArray &weekdays, const QByteArray &retainOnly)
{
    return R"({"now": "2008-10-29T12:00", "course": {"weekdays": ")" + weekdays
        + R"(", "hour": 3, "minute": 0, "keep": 1}, "storage": {"incrementalAt": "22:00", "versionsExist": 2,
        "versionsDeleted": 1, "retainExtra": 30, "retainOnly": )"
        + retainOnly + R"(}, "dumps": {"at": "03:00"}})";
}

} // namespace

/// Changes of rules, proposed and compared on the command line.
class TstRetentionProposeVerb : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(write("page.json", pageRules("1000000", "60")));
        QVERIFY(write("nightly.json", pageRules("1111111", "60")));
        QVERIFY(write("short.json", pageRules("1000000", "7")));
        QVERIFY(write("bad.json", R"({"now": "yesterday"})"));
        QVERIFY(write("nothing.json", R"({"now": "2008-10-29T12:00"})"));
    }

    void theSmallestChange()
    {
        const CtlRun run = m_place.run(words("retention propose --policy page.json --json"));
        QVERIFY2(run.status == 0, run.told().constData());
        const QJsonArray proposals = run.json().array();
        QCOMPARE(proposals.size(), 1);
        const QJsonObject proposal = proposals.first().toObject();
        QCOMPARE(proposal.value(u"changes").toArray(), QJsonArray {QStringLiteral("Every weekday flagged")});
        QCOMPARE(proposal.value(u"outcome")[u"courseNights"].toInt(), 60);
        QCOMPARE(proposal.value(u"policy")[u"course"][u"weekdays"].toString(), QStringLiteral("1111111"));
        QVERIFY2(proposal.value(u"reason").toString().contains(QLatin1String("bytes not known")),
                 run.told().constData());
        const CtlRun text = m_place.run(words("retention propose --policy page.json"));
        QVERIFY2(text.status == 0 && text.out.contains("60 of 60 nights instead of 9"), text.told().constData());
    }

    void twoChangesOnlyWhereOneDoesNot()
    {
        const CtlRun run = m_place.run(words("retention propose --policy short.json --json"));
        QVERIFY2(run.status == 0, run.told().constData());
        const QJsonArray proposals = run.json().array();
        QVERIFY(!proposals.isEmpty());
        for (const QJsonValue &proposal : proposals)
            QCOMPARE(proposal[u"changes"].toArray().size(), 2);
    }

    void dumps()
    {
        const CtlRun run = m_place.run(words("retention propose --policy page.json --dumps"));
        QVERIFY2(run.status == 0, run.told().constData());
        QVERIFY2(run.out.contains("Dated dump names: 60 of 60 nights instead of 16"), run.told().constData());
    }

    void nothingToPropose_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *line, int status, const char *says) {
            QTest::newRow(line) << QString::fromLatin1(line) << status << QByteArray(says);
        };
        row("--policy nightly.json", 0, "60 of 60 nights can be restored already");
        row("--policy page.json --nights 9", 0, "9 of 60 nights can be restored already");
        row("--policy page.json --days 900", 1, "neither one nor two changes make it 900");
        row("--policy nothing.json", 1, "figures are missing");
    }
    void nothingToPropose()
    {
        QFETCH(QString, line);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        const CtlRun run = m_place.run(words("retention propose") + words(line));
        QVERIFY2(run.status == status && run.out.contains(says), run.told().constData());
        const CtlRun json = m_place.run(words("--json retention propose") + words(line));
        QVERIFY2(json.status == status && json.json().isArray() && json.json().array().isEmpty(),
                 json.told().constData());
    }

    void sideBySide()
    {
        const QString line = QStringLiteral("retention compare --policy page.json --with nightly.json");
        const CtlRun run = m_place.run(words("--json ") + words(line));
        QVERIFY2(run.status == 0, run.told().constData());
        QCOMPARE(run.json()[u"before"][u"courseNights"].toInt(), 9);
        QCOMPARE(run.json()[u"after"][u"courseNights"].toInt(), 60);
        QCOMPARE(run.json()[u"changes"].toArray(), QJsonArray {QStringLiteral("Every weekday flagged")});
        const CtlRun text = m_place.run(words(line));
        QVERIFY2(text.status == 0 && text.out.contains("9 of 60") && text.out.contains("60 of 60"),
                 text.told().constData());
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("status");
        const auto row = [](const char *line, int status) {
            QTest::newRow(line) << QString::fromLatin1(line) << status;
        };
        row("retention propose --policy none.json", 3);
        row("retention propose --policy bad.json", 2);
        row("retention propose --policy page.json --days 901", 2);
        row("retention propose --policy page.json --days 30 --nights 31", 2);
        row("retention propose --policy page.json --with page.json", 2);
        row("retention propose page.json", 2);
        row("retention compare --policy page.json", 2);
        row("retention compare --policy page.json --with bad.json", 2);
    }
    void mistakes()
    {
        QFETCH(QString, line);
        QFETCH(int, status);
        const CtlRun run = m_place.run(words("--json") + words(line));
        QVERIFY2(run.status == status, run.told().constData());
        QVERIFY(!run.error().isEmpty());
    }

    /// Without a file it is the policy in force, of which nobody knows anything before Moodle was asked.
    void ofASiteThatWasNeverRead()
    {
        const CtlRun made = m_place.makeUnaskedDemo();
        QVERIFY2(made.status == 0, made.told().constData());
        const CtlRun run =
            m_place.run(words("retention propose --demo")
                        + QStringList {m_place.demo(), QStringLiteral("--site"), QStringLiteral("moodle")});
        QVERIFY2(run.status == 1 && run.out.contains("figures are missing"), run.told().constData());
    }

private:
    [[nodiscard]] bool write(const char *name, const QByteArray &contents) const
    {
        QFile file(m_place.path(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size();
    }

    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstRetentionProposeVerb, integration, Core, 200)
#include "tst_retentionproposeverb.moc"
