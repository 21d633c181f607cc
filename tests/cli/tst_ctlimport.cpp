// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

namespace {

/// A page of the options, of what is said of all machines, and of the matrix.
QByteArray page(const QByteArray &rows, const QByteArray &keep = "1")
{
    return "<html><body><table><tr><th>Option</th><th>Option we have chosen</th></tr>"
           "<tr><td>Keep<br/>backup_sche_keep</td><td>"
        + keep
        + "</td></tr></table><p>All machines keep 2 copies for 30 days.</p>"
          "<p>If a file is deleted, 1 copy will be kept for 60 days.</p>"
          "<table><tr><th>server name</th><th>OS</th><th>folders currently backed up</th><th>folders we want</th></tr>"
        + rows + "</table></body></html>";
}

const QByteArray One = "<tr><td>one.example</td><td>debian</td><td>/</td><td>/data</td></tr>";

} // namespace

/// Importing pages with the real program: what it tells, what it stores, how it ends.
class TstCtlImport : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CtlPlace> m_place;

    [[nodiscard]] CtlRun ctl(const QStringList &arguments) const
    {
        return m_place->run(QStringList {QStringLiteral("--workspace"), m_place->path(QStringLiteral("w.nightkeep"))}
                            + arguments);
    }
    [[nodiscard]] CtlRun importPage(const QByteArray &contents, const QStringList &options = {}) const
    {
        const QString name = m_place->path(QStringLiteral("page.html"));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
            return {};
        file.close();
        return ctl(QStringList {QStringLiteral("import-wiki"), name} + options);
    }
    [[nodiscard]] QJsonArray servers() const
    {
        return ctl({QStringLiteral("servers"), QStringLiteral("--json")}).json().array();
    }

private slots:
    void init()
    {
        m_place = std::make_unique<CtlPlace>();
        const CtlRun made = ctl({QStringLiteral("workspace"), QStringLiteral("create")});
        QVERIFY2(made.status == 0, made.told().constData());
    }

    void endsAsThePageDeserves_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("servers");
        const QByteArray message = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
                                   "Content-Type: text/html\n\n"
            + page(One) + "\n--b";
        QTest::newRow("all taken") << page(One) << 0 << 1;
        QTest::newRow("a heading between") << page(One + "<tr><td colspan=4>Databases</td></tr>") << 0 << 1;
        QTest::newRow("a row left out") << page(One + "<tr><td>two.example<td><td>all of it<td></tr>") << 1 << 1;
        QTest::newRow("a folder left out") << page("<tr><td>one.example<td><td>/a<p><s>/b</s></p><td></tr>") << 1 << 1;
        QTest::newRow("every row left out") << page("<tr><td>?<td><td>?<td></tr>") << 1 << 0;
        QTest::newRow("an option left out") << page(One, "a few") << 1 << 1;
        QTest::newRow("a saved page") << message + "--\n" << 0 << 1;
        QTest::newRow("a saved page that was cut") << message << 2 << 0;
        QTest::newRow("storage format") << "<ac:layout>" + page(One) + "</ac:layout>" << 0 << 1;
        QTest::newRow("storage format that was cut") << "<ac:layout>" + page(One) << 2 << 0;
        QTest::newRow("cut within the matrix") << page(One).left(page(One).indexOf("/data")) << 2 << 0;
        QTest::newRow("figures with an exception")
            << page(One).replace("All machines keep", "Not all machines keep") << 1 << 1;
        QTest::newRow("an option that stands twice")
            << page(One, "1</td></tr><tr><td>backup_sche_keep</td><td>2") << 1 << 1;
        QTest::newRow("no matrix") << QByteArray("<html><table><tr><td>1</td></tr></table></html>") << 2 << 0;
    }

    void endsAsThePageDeserves()
    {
        QFETCH(QByteArray, contents);
        QFETCH(int, status);
        QFETCH(int, servers);
        const CtlRun dry = importPage(contents, {QStringLiteral("--dry-run")});
        QVERIFY2(dry.status == status, dry.told().constData());
        QCOMPARE(this->servers().size(), 0);
        const CtlRun run = importPage(contents, {QStringLiteral("--yes")});
        QVERIFY2(run.status == status, run.told().constData());
        QCOMPARE(this->servers().size(), servers);
        QCOMPARE(run.err.contains("left out"), status == 1);
    }

    void thePreviewShowsOldAndNewValues()
    {
        QCOMPARE(importPage(page(One)).status, 0);
        const QByteArray changed =
            page("<tr><td>one.example</td><td>ubuntu</td><td>/<br/>/var</td><td>/data</td></tr>", "5");
        const CtlRun text = importPage(changed, {QStringLiteral("--dry-run")});
        QVERIFY2(text.status == 0, text.told().constData());
        QVERIFY2(text.err.contains("one.example, OS: debian, on the page: ubuntu"), text.err.constData());
        QVERIFY2(text.err.contains("one.example, Currently backed up: /, on the page: /, /var"), text.err.constData());
        QVERIFY2(text.err.contains("Moodle sites to come, Keep: 1, on the page: 5"), text.err.constData());

        const QJsonObject json =
            importPage(changed, {QStringLiteral("--dry-run"), QStringLiteral("--json")}).json().object();
        const QJsonObject change = json[u"changes"][0].toObject();
        QCOMPARE(change[u"fields"].toArray(), (QJsonArray {QStringLiteral("os"), QStringLiteral("current")}));
        const QJsonObject current = change[u"values"][1].toObject();
        QCOMPARE(current[u"field"].toString(), QStringLiteral("current"));
        QCOMPARE(current[u"old"].toArray(), QJsonArray {QStringLiteral("/")});
        QCOMPARE(current[u"new"].toArray(), (QJsonArray {QStringLiteral("/"), QStringLiteral("/var")}));
        const QJsonObject option = json[u"options"][0].toObject();
        QVERIFY(option[u"site"].isNull());
        QCOMPARE(option[u"old"].toString(), QStringLiteral("1"));
        QCOMPARE(option[u"new"].toString(), QStringLiteral("5"));

        const CtlRun refused = importPage(changed);
        QVERIFY2(refused.status == 4, refused.told().constData());
        QCOMPARE(this->servers().at(0)[u"os"].toString(), QStringLiteral("debian"));
    }

    void figuresOfAllMachinesAreTheDefault()
    {
        const QByteArray rows = One + "<tr><td>two.example</td><td></td><td>/</td><td></td></tr>";
        QCOMPARE(importPage(page(rows)).status, 0);
        QCOMPARE(this->servers().at(1)[u"decisions"][u"copies"].toInt(), 2);
        QCOMPARE(this->servers().at(1)[u"decisions"][u"days"].toInt(), 30);
        QCOMPARE(this->servers().at(1)[u"decisions"][u"deletedCopies"].toInt(), 1);
        QCOMPARE(this->servers().at(1)[u"decisions"][u"deletedDays"].toInt(), 60);

        // Figures of a server's own stand, and those that it lost come back only if the person says so.
        QVERIFY(ctl({QStringLiteral("servers"), QStringLiteral("decide"), QStringLiteral("two.example"),
                     QStringLiteral("copies=9")})
                    .status
                == 0);
        QVERIFY(ctl({QStringLiteral("servers"), QStringLiteral("decide"), QStringLiteral("one.example"),
                     QStringLiteral("copies="), QStringLiteral("days="), QStringLiteral("deletedCopies="),
                     QStringLiteral("deletedDays=")})
                    .status
                == 0);
        const CtlRun again = importPage(page(rows), {QStringLiteral("--dry-run")});
        QVERIFY2(again.err.contains("Figures of the policy: nothing, on the page: a maximum of 2 copies for 30 days"),
                 again.err.constData());
        QVERIFY2(!again.err.contains("two.example"), again.err.constData());
        QCOMPARE(importPage(page(rows)).status, 4);
        QCOMPARE(importPage(page(rows), {QStringLiteral("--yes")}).status, 0);
        QCOMPARE(this->servers().at(0)[u"decisions"][u"copies"].toInt(), 2);
        QCOMPARE(this->servers().at(1)[u"decisions"][u"copies"].toInt(), 9);
    }

    /// As the README says it: first the page, then the site.
    void aSiteAddedLaterHasThePagesOptions()
    {
        QCOMPARE(importPage(page(One, "5")).status, 0);
        const CtlRun site = ctl({QStringLiteral("sites"), QStringLiteral("set"), QStringLiteral("live"),
                                 QStringLiteral("databaseServer=one.example"), QStringLiteral("dataServer=one.example"),
                                 QStringLiteral("dataFolder=/data"), QStringLiteral("databaseName=moodle"),
                                 QStringLiteral("databaseUser=reader"), QStringLiteral("--new")});
        QVERIFY2(site.status == 0, site.told().constData());
        const CtlRun shown = ctl({QStringLiteral("settings"), QStringLiteral("show"), QStringLiteral("--offline"),
                                  QStringLiteral("--json")});
        QVERIFY2(shown.status == 0, shown.told().constData());
        QString agreed;
        for (const QJsonValue &row : shown.json().array()) {
            if (row[u"name"].toString() == u"backup_sche_keep")
                agreed = row[u"agreed"].toString();
        }
        QCOMPARE(agreed, QStringLiteral("5"));
    }

    void settingsWithoutAgreementAreNotGood()
    {
        QVERIFY(m_place->makeUnaskedDemo().status == 0);
        QStringList forget {QStringLiteral("settings"), QStringLiteral("agree")};
        for (const QJsonValue &row :
             m_place->onDemo({QStringLiteral("settings"), QStringLiteral("show")}).json().array()) {
            if (!row[u"agreed"].isNull())
                forget << row[u"name"].toString();
        }
        QCOMPARE(forget.size(), 2 + 13);
        QCOMPARE(m_place->onDemo(forget).status, 0);
        const CtlRun check = m_place->run(
            {QStringLiteral("--demo"), m_place->demo(), QStringLiteral("settings"), QStringLiteral("check")});
        QVERIFY2(check.status == 1, check.told().constData());
        QVERIFY2(check.out.contains("Nothing is agreed"), check.out.constData());
    }
};

NIGHTKEEP_TEST(TstCtlImport, integration, Core, 600)
#include "tst_ctlimport.moc"
