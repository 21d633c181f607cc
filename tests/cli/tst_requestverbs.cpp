// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

/// `nightkeepctl request` on a demo of its own.
class TstRequestVerbs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CtlRun made = m_place.makeUnaskedDemo();
        QVERIFY2(made.status == 0, made.told().constData());
    }

    void makingRemembersNothing()
    {
        const CtlRun made = ask({QStringLiteral("make"), QStringLiteral("moodle-pp")});
        QVERIFY2(made.status == 0, made.told().constData());
        QVERIFY(made.out.startsWith("Subject: Backup of moodle-pp"));
        QVERIFY(made.out.contains("\n    /data/moodle\n"));
        const CtlRun json = ask({QStringLiteral("make"), QStringLiteral("moodle-pp"), QStringLiteral("--json")});
        const QJsonObject answer = json.json().object();
        for (const char *field : {"request", "subject", "text", "html", "mailLink", "mailProblem"})
            QVERIFY2(answer.contains(QLatin1String(field)), field);
        QCOMPARE(answer[u"request"][u"state"].toString(), QStringLiteral("notSent"));
        QVERIFY(answer[u"request"][u"id"].isNull());
        const QJsonObject item = answer[u"request"][u"items"].toArray().first().toObject();
        QCOMPARE(item[u"kind"].toString(), QStringLiteral("addFolder"));
        QCOMPARE(item[u"folder"].toString(), QStringLiteral("/data/moodle"));
        QVERIFY(!item[u"reason"].toString().isEmpty());
        QCOMPARE(list().size(), 0);
    }

    void formats()
    {
        const CtlRun html = ask({QStringLiteral("make"), QStringLiteral("--format"), QStringLiteral("html")});
        QVERIFY(html.out.startsWith("<!DOCTYPE html>"));
        const CtlRun mail = ask({QStringLiteral("make"), QStringLiteral("moodle-pp"), QStringLiteral("--format"),
                                 QStringLiteral("mailto"), QStringLiteral("--to"), QStringLiteral("a@example.org")});
        QVERIFY(mail.out.startsWith("mailto:a@example.org?subject="));
        QCOMPARE(mail.out.count('\n'), 1);
        const QString file = m_place.path(QStringLiteral("request.html"));
        const CtlRun saved = ask({QStringLiteral("make"), QStringLiteral("--format"), QStringLiteral("html"),
                                  QStringLiteral("--output"), file});
        QVERIFY2(saved.status == 0, saved.told().constData());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), html.out);
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("status");
        QTest::newRow("no action") << QString() << 2;
        QTest::newRow("another action") << QStringLiteral("send") << 2;
        QTest::newRow("another format") << QStringLiteral("make --format pdf") << 2;
        QTest::newRow("no address") << QStringLiteral("make --to nobody") << 2;
        QTest::newRow("no server") << QStringLiteral("make nowhere") << 2;
        QTest::newRow("no number") << QStringLiteral("show x") << 2;
        QTest::newRow("number of nothing") << QStringLiteral("show 99") << 2;
        QTest::newRow("too many words") << QStringLiteral("list 1") << 2;
        QTest::newRow("no such item") << QStringLiteral("withdraw 99 --item 0") << 2;
        QTest::newRow("a file that cannot be") << QStringLiteral("make --sent --output /nonexistent/file") << 3;
        QTest::newRow("another verb's option") << QStringLiteral("list --rule x") << 2;
    }
    void wrongUsage()
    {
        QFETCH(QString, words);
        QFETCH(int, status);
        const CtlRun run = ask(words.split(u' ', Qt::SkipEmptyParts) + QStringList {QStringLiteral("--json")});
        QVERIFY2(run.status == status, run.told().constData());
        QVERIFY(!run.error().isEmpty());
        QCOMPARE(list().size(), 0); // what failed was not remembered
    }

    void sentShownAndWithdrawn()
    {
        const CtlRun sent = ask({QStringLiteral("make"), QStringLiteral("moodle-pp"), QStringLiteral("--add-only"),
                                 QStringLiteral("--question"), QStringLiteral("Who?"), QStringLiteral("--note"),
                                 QStringLiteral("Hello"), QStringLiteral("--sent")});
        QVERIFY2(sent.status == 0, sent.told().constData());
        QVERIFY(sent.err.contains("request 1"));
        const QJsonArray requests = list();
        QCOMPARE(requests.size(), 1);
        const QJsonObject request = requests.first().toObject();
        QCOMPARE(request[u"id"].toInt(), 1);
        QCOMPARE(request[u"state"].toString(), QStringLiteral("open"));
        QCOMPARE(request[u"way"].toString(), QStringLiteral("copied"));
        QVERIFY(request[u"sentAt"].isString());
        const auto items = int(request[u"items"].toArray().size());
        QVERIFY(items >= 2);

        const CtlRun shown = ask({QStringLiteral("show"), QStringLiteral("1")});
        QVERIFY(shown.out.contains("\nHello\n"));
        QVERIFY(shown.out.contains("This is our request number 1."));

        const CtlRun again = ask({QStringLiteral("make"), QStringLiteral("moodle-pp")}); // all of it is asked
        QCOMPARE(again.status, 0);
        QVERIFY2(again.out.startsWith("There is nothing to ask"), again.told().constData());

        const CtlRun one = ask({QStringLiteral("withdraw"), QStringLiteral("1"), QStringLiteral("--item"),
                                QString::number(items), QStringLiteral("--note"), QStringLiteral("told")});
        QVERIFY2(one.status == 0, one.told().constData());
        const QJsonObject last = list().first()[u"items"].toArray().last().toObject();
        QCOMPARE(last[u"state"].toString(), QStringLiteral("withdrawn"));
        QCOMPARE(last[u"endedWhy"].toString(), QStringLiteral("told"));
        QCOMPARE(
            ask({QStringLiteral("withdraw"), QStringLiteral("1"), QStringLiteral("--item"), QString::number(items)})
                .status,
            2);
        QCOMPARE(ask({QStringLiteral("withdraw"), QStringLiteral("1")}).status, 0);
        QCOMPARE(list().first()[u"state"].toString(), QStringLiteral("closed"));
        QVERIFY(list().first()[u"closedAt"].isString());
    }

    /// The storage team has done it: the next probe sees that, and the request closes by itself.
    void aProbeClosesIt()
    {
        QCOMPARE(ask({QStringLiteral("make"), QStringLiteral("moodle-pp"), QStringLiteral("--sent")}).status, 0);
        const QString root = m_place.demo() + QStringLiteral("/servers/moodle-pp");
        QVERIFY(QDir().mkpath(root + QStringLiteral("/.nightkeep-demo")));
        QVERIFY(QDir().mkpath(root + QStringLiteral("/data/moodle")));
        QVERIFY(QDir().mkpath(root + QStringLiteral("/data/apache/htdocs/moodle")));
        const auto answer = [&](const char *file, const QByteArray &text) {
            QFile stand(root + QStringLiteral("/.nightkeep-demo/") + QLatin1String(file));
            return stand.open(QIODevice::WriteOnly) && stand.write(text) == text.size();
        };
        const auto fileSpace = [](const char *name) {
            return QByteArray("  #     Last Incr Date          Type    File Space Name\n"
                              "--------------------------------------------------------------------------------\n"
                              "  1     2008-12-15 01:12:40     EXT3    ")
                + name + '\n';
        };
        QVERIFY(answer("mounts", "/dev/sda1 / ext3 rw 0 0\n"));
        QVERIFY(answer("dsmc-domain", "               DOMAIN: /srv\n"));
        QVERIFY(answer("dsmc-filespaces", fileSpace("/srv")));
        CtlRun probed = m_place.onDemo({QStringLiteral("probe"), QStringLiteral("moodle-pp")});
        QVERIFY2(probed.status == 0, probed.told().constData());
        QCOMPARE(list().last()[u"state"].toString(), QStringLiteral("open")); // asked, and not done

        QVERIFY(answer("dsmc-domain", "               DOMAIN: /\n"));
        QVERIFY(answer("dsmc-filespaces", fileSpace("/")));
        probed = m_place.onDemo({QStringLiteral("probe"), QStringLiteral("moodle-pp")});
        QVERIFY2(probed.status == 0, probed.told().constData());
        const QJsonObject closed = list().last().toObject();
        QVERIFY2(closed[u"state"] == QStringLiteral("closed"), QJsonDocument(closed).toJson().constData());
        const QJsonObject item = closed[u"items"].toArray().first().toObject();
        QCOMPARE(item[u"state"].toString(), QStringLiteral("done"));
        QVERIFY(!item[u"endedWhy"].toString().isEmpty());

        // Written down: it stays closed when the backup is gone again, and the log has it once.
        QVERIFY(answer("dsmc-domain", "               DOMAIN: /srv\n"));
        QVERIFY(answer("dsmc-filespaces", fileSpace("/srv")));
        QCOMPARE(m_place.onDemo({QStringLiteral("probe"), QStringLiteral("moodle-pp")}).status, 0);
        QCOMPARE(list().last().toObject(), closed);
        QCOMPARE(m_place.onDemo({QStringLiteral("workspace"), QStringLiteral("verify")}).status, 0);
    }

private:
    [[nodiscard]] CtlRun ask(const QStringList &words) const
    {
        return m_place.run(QStringList {QStringLiteral("--demo"), m_place.demo(), QStringLiteral("request")} + words);
    }
    [[nodiscard]] QJsonArray list() const
    {
        return ask({QStringLiteral("list"), QStringLiteral("--json")}).json().array();
    }

    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstRequestVerbs, integration, Core, 300)
#include "tst_requestverbs.moc"
