// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Nightkeep;

/// "sites rights" and "sites grants": what the account of a Moodle's database may do, and the script that makes it.
class TstSiteRightsVerb : public QObject
{
    Q_OBJECT

private:
    static Site firstSite(const Command &command)
    {
        const Result<QList<Site>> sites = command.workspace->settings().sites();
        if (!sites || sites->isEmpty())
            qFatal("The small estate has no site.");
        return sites->constFirst();
    }
    static void tell(const Command &command, const Result<SiteRights> &rights)
    {
        command.workspace->moodles.change(firstSite(command).name,
                                          [&rights](FakeMoodle &moodle) { moodle.rights = rights; });
    }
    static QStringList grants() { return {QStringLiteral("sites"), QStringLiteral("grants")}; }

private slots:
    void saysRights_data();
    void saysRights();
    void passesTroubleOn();
    void printsTheScript_data();
    void printsTheScript();
    void knowsTheEditionThatWasRead();
};

void TstSiteRightsVerb::saysRights_data()
{
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QString>("tooMany");
    QTest::addColumn<QString>("unknown");
    QTest::addColumn<QString>("word");
    QTest::addColumn<ExitStatus>("status");
    const QString said = QStringLiteral("This is said.");
    QTest::newRow("as needed") << QString() << QString() << QString() << QStringLiteral("as needed")
                               << ExitStatus::Fine;
    QTest::newRow("missing") << said << QString() << QString() << QStringLiteral("missing") << ExitStatus::Findings;
    QTest::newRow("too many") << QString() << said << QString() << QStringLiteral("too many") << ExitStatus::Findings;
    QTest::newRow("not known") << QString() << QString() << said << QStringLiteral("not known") << ExitStatus::Fine;
}

void TstSiteRightsVerb::saysRights()
{
    QFETCH(QString, missing);
    QFETCH(QString, tooMany);
    QFETCH(QString, unknown);
    QFETCH(QString, word);
    QFETCH(ExitStatus, status);
    const auto list = [](const QString &text) { return text.isEmpty() ? QStringList() : QStringList {text}; };
    SiteRights rights;
    rights.account = QStringLiteral("reader@localhost");
    rights.missing = list(missing);
    rights.tooMany = list(tooMany);
    rights.unknown = list(unknown);
    rights.mayRead = true;
    const Command command({QStringLiteral("sites"), QStringLiteral("rights")});
    tell(command, rights);
    const VerbResult answer = command.run();
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->status, status);
    QVERIFY2(answer->text.contains(word), qPrintable(answer->text));
    QVERIFY2(answer->text.contains(u"reader@localhost"), qPrintable(answer->text));
    for (const QString &sentence : {missing, tooMany, unknown})
        QVERIFY2(answer->text.contains(sentence), qPrintable(answer->text));
    const QJsonObject json = answer->json.object();
    QCOMPARE(json.value(u"account").toString(), rights.account);
    QCOMPARE(json.value(u"missing").toArray().size(), rights.missing.size());
    QCOMPARE(json.value(u"tooMany").toArray().size(), rights.tooMany.size());
    QCOMPARE(json.value(u"unknown").toArray().size(), rights.unknown.size());
    QVERIFY(json.value(u"mayRead").toBool());
    QVERIFY(!json.value(u"mayWrite").toBool(true));
}

void TstSiteRightsVerb::passesTroubleOn()
{
    const Command command({QStringLiteral("sites"), QStringLiteral("rights")});
    tell(command, fail(ErrorKind::Unreachable, QStringLiteral("moodledb-a does not answer.")));
    QCOMPARE(command.run().error().kind, ErrorKind::Unreachable);
}

void TstSiteRightsVerb::printsTheScript_data()
{
    QTest::addColumn<QString>("edition");
    QTest::addColumn<QString>("table"); // empty: there is no such edition
    QTest::newRow("1.9") << QStringLiteral("1.9") << QStringLiteral("backup_log");
    QTest::newRow("later") << QStringLiteral("2.x") << QStringLiteral("config_plugins");
    QTest::newRow("another") << QStringLiteral("4.3") << QString();
    QTest::newRow("not known") << QStringLiteral("unknown") << QString();
}

void TstSiteRightsVerb::printsTheScript()
{
    QFETCH(QString, edition);
    QFETCH(QString, table);
    const Command command(grants(), {{QStringLiteral("edition"), edition}});
    const VerbResult answer = command.run();
    if (table.isEmpty()) {
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::BadInput);
        return;
    }
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->status, ExitStatus::Fine);
    QVERIFY2(answer->text.contains(table + QStringLiteral("` TO ")), qPrintable(answer->text));
    QVERIFY(answer->text.contains(QLatin1String(grantPassword)));
    const QJsonObject json = answer->json.object();
    QCOMPARE(json.value(u"script").toString(), answer->text);
    QCOMPARE(json.value(u"edition").toString(), edition);
    QCOMPARE(command.workspace->moodles.opened(), 0); // nobody was asked
}

void TstSiteRightsVerb::knowsTheEditionThatWasRead()
{
    const Command command(grants());
    const Site site = firstSite(command);
    const Result<SettingsView> read = command.workspace->settings().read(site, {});
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const VerbResult answer = command.run();
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->json.object().value(u"edition").toString(), nameOf(read->config.edition));
}

NIGHTKEEP_TEST(TstSiteRightsVerb, unit, Core)
#include "tst_siterightsverb.moc"
