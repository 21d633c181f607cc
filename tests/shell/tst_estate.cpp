// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

Finding finding(Severity severity, Page page)
{
    Finding made;
    made.severity = severity;
    made.page = page;
    return made;
}

QString titles(const QList<SearchEntry> &entries)
{
    QStringList list;
    for (const SearchEntry &entry : entries)
        list.append(entry.title);
    return list.join(u' ');
}

} // namespace

class TstEstate : public QObject
{
    Q_OBJECT

private slots:
    void searchOrdersHits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("found");
        QTest::newRow("nothing typed") << QStringLiteral("  ") << 9 << QString();
        QTest::newRow("beginning of a title first")
            << QStringLiteral("moodle") << 9 << QStringLiteral("moodle-a old-moodle webapps");
        QTest::newRow("whatever the case") << QStringLiteral("WEBAPPS") << 9 << QStringLiteral("webapps");
        QTest::newRow("words in any field") << QStringLiteral("live solaris") << 9 << QStringLiteral("webapps");
        QTest::newRow("not more than asked") << QStringLiteral("moodle") << 2 << QStringLiteral("moodle-a old-moodle");
        QTest::newRow("no hit") << QStringLiteral("moodle linux") << 9 << QString();
    }
    void searchOrdersHits()
    {
        QFETCH(QString, typed);
        QFETCH(int, most);
        const QList<SearchEntry> entries {
            {Page::Servers, {}, QStringLiteral("webapps"), QStringLiteral("moodle live"), {QStringLiteral("Solaris")}},
            {Page::Servers, {}, QStringLiteral("old-moodle"), {}, {}},
            {Page::Servers, {}, QStringLiteral("moodle-a"), {}, {}}};
        QTEST(titles(searchEntries(entries, typed, most)), "found");
    }

    void sentenceCountsWhatNeedsAttention_data()
    {
        QTest::addColumn<int>("urgent");
        QTest::addColumn<int>("warnings");
        QTest::addColumn<int>("asked"); // of two servers
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("begins");
        QTest::newRow("urgent ones") << 2 << 3 << 2 << int(State::Bad) << QStringLiteral("5 thing");
        QTest::newRow("none urgent") << 0 << 1 << 2 << int(State::Attention) << QStringLiteral("1 thing");
        QTest::newRow("nothing") << 0 << 0 << 2 << int(State::Good) << QStringLiteral("Nothing needs");
        QTest::newRow("nothing known") << 0 << 0 << 1 << int(State::Unknown) << QStringLiteral("Nothing is known");
        QTest::newRow("never asked") << 0 << 0 << 0 << int(State::Unknown) << QStringLiteral("Nothing is known");
    }
    void sentenceCountsWhatNeedsAttention()
    {
        QFETCH(int, urgent);
        QFETCH(int, warnings);
        QFETCH(int, asked);
        QFETCH(QString, begins);
        const QDateTime now(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());
        EstateSummary estate;
        estate.servers = 2;
        estate.serversAsked = asked;
        if (asked > 0)
            estate.oldestAnswer = now.addSecs(-14 * 60);
        estate.findings += QList<Finding>(urgent, finding(Severity::Critical, Page::Folders));
        estate.findings += QList<Finding>(warnings, finding(Severity::Warning, Page::Settings));
        estate.findings += finding(Severity::Info, Page::Folders);
        QTEST(int(overviewState(estate)), "state");
        const QString sentence = overviewSentence(estate, now);
        QVERIFY2(sentence.startsWith(begins), qPrintable(sentence));
        QVERIFY2(sentence.contains(asked > 0 ? QStringLiteral("14 minutes ago") : QStringLiteral("No server")),
                 qPrintable(sentence));
        QCOMPARE(estate.count(Page::Folders), urgent); // what is only good to know is not counted
        QCOMPARE(estate.count(Severity::Info), 1);
    }

    void settingsThatWereNotReadAreUnknown_data()
    {
        QTest::addColumn<int>("sites");
        QTest::addColumn<bool>("read");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<int>("state");
        QTest::newRow("no site") << 0 << false << 0 << int(State::Good);
        QTest::newRow("never read") << 1 << false << 0 << int(State::Unknown);
        QTest::newRow("read") << 1 << true << 0 << int(State::Good);
        QTest::newRow("an option is unknown") << 1 << true << 1 << int(State::Unknown);
    }
    void settingsThatWereNotReadAreUnknown()
    {
        QFETCH(int, sites);
        QFETCH(bool, read);
        QFETCH(int, unknown);
        EstateSummary estate;
        estate.servers = 1;
        estate.serversAsked = 1;
        estate.sites = sites;
        estate.settingsUnknown = unknown;
        if (read)
            estate.oldestSettings = QDateTime(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());
        QTEST(int(overviewState(estate)), "state");
    }

    void tilesNeverCallUnknownGood()
    {
        const QDateTime now(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());
        for (const EstateTile &tile : estateTiles({}, now)) {
            QCOMPARE(tile.state, State::Unknown);
            QVERIFY(!tile.text.isEmpty());
        }
        EstateSummary estate;
        estate.servers = 3;
        estate.serversAsked = 2;
        estate.oldestAnswer = now;
        estate.coverage.covered = 5;
        estate.coverage.unknown = 1;
        estate.sites = 1;
        estate.settingsSame = 9;
        for (const EstateTile &tile : estateTiles(estate, now))
            QCOMPARE(tile.state, State::Unknown);
        estate.coverage.stale = 1;
        QCOMPARE(estateTiles(estate, now).at(1).state, State::Attention);
        QCOMPARE(estateTiles(estate, now).at(1).detail, QStringLiteral("1 stale"));
        estate.coverage.uncovered = 1;
        QCOMPARE(estateTiles(estate, now).at(1).state, State::Bad);
        QCOMPARE(estateTiles(estate, now).at(1).page, Page::Folders);
    }

    void estateIsReadInOne()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Result<EstateSummary> estate = readEstate(workspace);
        QVERIFY(estate);
        QCOMPARE(estate->servers, 4);
        QCOMPARE(estate->serversAsked, 1);
        QCOMPARE(estate->serversFailed, 1);
        QCOMPARE(estate->oldestAnswer, workspace.time.now().addSecs(-14 * 60));
        QCOMPARE(estate->coverage.wanted(), 5);
        QVERIFY(estate->coverage.uncovered >= 1);
        QCOMPARE(estate->sites, 1);
        QCOMPARE(estate->settingsDiffer, 1);
        QCOMPARE(estate->archivesComplete, 1);
        QCOMPARE(estate->findings, *allFindings(workspace));
        for (const Page page : {Page::Servers, Page::Folders, Page::Settings, Page::Archives}) {
            QVERIFY(std::any_of(estate->search.cbegin(), estate->search.cend(),
                                [page](const SearchEntry &entry) { return entry.page == page; }));
        }
        workspace.siteStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("no")});
        QCOMPARE(readEstate(workspace).error().message, QStringLiteral("no"));
    }

    void findingsPointAtRowsThatSearchKnows()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Result<EstateSummary> estate = readEstate(workspace);
        QVERIFY(estate && !estate->findings.isEmpty());
        for (const Finding &each : estate->findings) {
            const bool known =
                std::any_of(estate->search.cbegin(), estate->search.cend(), [&](const SearchEntry &entry) {
                    return entry.page == each.page && entry.key == each.object;
                });
            // One without an object is about its whole page.
            QVERIFY2(known || each.object.isEmpty(),
                     qPrintable(QStringLiteral("%1: %2").arg(pageName(each.page), each.object)));
        }
    }
};

NIGHTKEEP_TEST(TstEstate, unit, Core)
#include "tst_estate.moc"
