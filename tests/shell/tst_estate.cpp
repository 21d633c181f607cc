// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"

#include "models/settings/nextrun.h"
#include "tests/support/agreed.h"
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

const QDateTime moment(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());

AreaStanding standing(const WorkspaceReading &reading, Page page)
{
    return estateOf(reading).standing(page);
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
        QTest::newRow("never asked") << 0 << 0 << 0 << int(State::Unknown) << QStringLiteral("2 server");
        QTest::newRow("never asked, whatever the page says")
            << 2 << 3 << 0 << int(State::Unknown) << QStringLiteral("2 server");
    }
    void sentenceCountsWhatNeedsAttention()
    {
        QFETCH(int, urgent);
        QFETCH(int, warnings);
        QFETCH(int, asked);
        QFETCH(QString, begins);
        const QDateTime now(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());
        Estate estate;
        estate.areas = {{Page::Servers}};
        estate.areas.first().isEmpty = false;
        estate.areas.first().isAsked = asked > 0;
        estate.areas.first().isKnown = asked == 2;
        estate.areas << AreaStanding {Page::Archives}; // there is nothing of it that could be asked
        estate.areas.last().isKnown = false;
        estate.ages.servers = 2;
        if (asked > 0)
            estate.ages.oldest = now.addSecs(-14 * 60);
        estate.findings += QList<Finding>(urgent, finding(Severity::Critical, Page::Folders));
        estate.findings += QList<Finding>(warnings, finding(Severity::Warning, Page::Settings));
        estate.findings += finding(Severity::Info, Page::Folders);
        QTEST(int(overviewState(estate)), "state");
        const QString sentence = overviewSentence(estate, now);
        QVERIFY2(sentence.startsWith(begins), qPrintable(sentence));
        QVERIFY2(sentence.contains(asked > 0 ? QStringLiteral("14 minutes ago") : QStringLiteral("None asked yet")),
                 qPrintable(sentence));
        QCOMPARE(estate.count(Page::Folders), urgent); // what is only good to know is not counted
        QCOMPARE(estate.count(Severity::Info), 1);
    }

    void settingsThatWereNotReadAreUnknown_data()
    {
        QTest::addColumn<int>("sites");
        QTest::addColumn<bool>("read");
        QTest::addColumn<int>("option"); // the state of the only one
        QTest::addColumn<int>("state"); // of the tile
        QTest::addColumn<bool>("known");
        const auto row = [](const char *name, int sites, bool read, SettingState option, State state, bool known) {
            QTest::newRow(name) << sites << read << int(option) << int(state) << known;
        };
        row("no site", 0, false, SettingState::Same, State::Unknown, true);
        row("never read", 1, false, SettingState::Same, State::Unknown, false);
        row("one of two never read", 2, false, SettingState::Same, State::Unknown, false);
        row("read", 2, true, SettingState::Same, State::Good, true);
        row("an option differs", 1, true, SettingState::Differs, State::Attention, true);
        row("an option is unknown", 1, true, SettingState::Unknown, State::Unknown, false);
    }
    void settingsThatWereNotReadAreUnknown()
    {
        QFETCH(int, sites);
        QFETCH(bool, read);
        QFETCH(int, option);
        WorkspaceReading reading;
        reading.now = moment;
        SettingsView view;
        view.rows = {{}};
        view.rows.first().option.kind = OptionKind::OnOff;
        view.rows.first().state = SettingState(option);
        view.rows.first().agreed = QStringLiteral("1");
        view.rows.first().option.whenMissing = QStringLiteral("1");
        if (SettingState(option) == SettingState::Differs)
            view.rows.first().value = QStringLiteral("2");
        view.readAt = moment;
        reading.sites->resize(sites, view);
        if (sites > 0 && !read)
            reading.sites->first().readAt = {};
        const AreaStanding area = standing(reading, Page::Settings);
        QTEST(int(area.state), "state");
        QTEST(area.isKnown, "known");
        QCOMPARE(area.isEmpty, sites == 0);
    }

    void tilesNeverCallUnknownGood()
    {
        WorkspaceReading reading;
        reading.now = moment;
        for (const AreaStanding &empty : estateOf(reading).areas) {
            QCOMPARE(empty.state, State::Unknown);
            QVERIFY(!empty.text.isEmpty());
        }
        ServerRow row;
        row.server.name = QStringLiteral("moodle-a");
        row.coverage = {{}, {}};
        row.coverage[0].folder = "/data";
        row.coverage[0].state = CoverageState::Covered;
        row.coverage[1].folder = "/data/moodle";
        row.coverage[1].state = CoverageState::Covered;
        reading.servers = QList<ServerRow> {row};
        for (const Page page : {Page::Servers, Page::Folders, Page::Overview})
            QCOMPARE(standing(reading, page).state, State::Unknown); // by the page alone all is well
        QVERIFY(!standing(reading, Page::Servers).isKnown);
        QVERIFY(!standing(reading, Page::Folders).isKnown);
        (*reading.servers)[0].snapshot = ServerSnapshot();
        (*reading.servers)[0].snapshot->takenAt = moment;
        QCOMPARE(standing(reading, Page::Servers).state, State::Good);
        for (CoverageRow &folder : (*reading.servers)[0].coverage) {
            QCOMPARE(standing(reading, Page::Folders).state, State::Unknown); // its client did not say
            folder.evidence = Evidence::Observed;
        }
        QCOMPARE(standing(reading, Page::Folders).state, State::Good);
        (*reading.servers)[0].coverage[1].state = CoverageState::Unknown;
        QVERIFY(!standing(reading, Page::Folders).isKnown);
        QCOMPARE(standing(reading, Page::Folders).state, State::Attention); // somebody must find out
        (*reading.servers)[0].coverage[1].state = CoverageState::Stale;
        QCOMPARE(standing(reading, Page::Folders).state, State::Attention);
        QCOMPARE(standing(reading, Page::Folders).detail, QStringLiteral("1 stale"));
        (*reading.servers)[0].coverage[0].state = CoverageState::Uncovered;
        QCOMPARE(standing(reading, Page::Folders).state, State::Bad);
    }

    void estateIsReadInOne()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Estate estate = readEstate(workspace);
        QVERIFY(!estate.failure);
        QCOMPARE(estate.ages.servers, 4);
        QCOMPARE(estate.ages.asked, 1);
        QCOMPARE(estate.ages.oldest, workspace.time.now().addSecs(-14 * 60));
        QCOMPARE(estate.ages.newest, estate.ages.oldest);
        QCOMPARE(estate.reading.servers->size(), 4);
        QCOMPARE(estate.reading.sites->size(), 1);
        QCOMPARE(estate.reading.archives->size(), 1);
        QStringList tiles;
        for (const AreaStanding &area : estate.areas) {
            QVERIFY(!area.isEmpty);
            // Courses nobody has read, and nothing was decided.
            QCOMPARE(area.search.isEmpty(), area.page == Page::Courses || area.page == Page::Meeting);
            tiles << pageName(area.page) + u' ' + stateWord(area.state) + u' ' + area.text;
        }
        QCOMPARE(
            tiles.join(u'\n'),
            QStringLiteral(
                "servers attention 4 servers\nfolders bad 0 of 5 wanted folders known to be backed up\n"
                "settings attention %1\ncourses unknown Courses never read\narchives good 1 of 1 archives complete\n"
                "retention attention 0 of 7 promises kept\nmeeting %2 %3")
                .arg(estate.standing(Page::Settings).text, // which has a test of its own, as has the meeting
                     stateWord(estate.standing(Page::Meeting).state), estate.standing(Page::Meeting).text));
        QCOMPARE(estate.findings, *allFindings(workspace));
        QVERIFY(std::is_sorted(estate.findings.cbegin(), estate.findings.cend(),
                               [](const Finding &a, const Finding &b) { return a.severity > b.severity; }));
        workspace.siteStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("no")});
        const Estate broken = readEstate(workspace);
        QCOMPARE(broken.failure->message, QStringLiteral("no"));
        QVERIFY(broken.findings.isEmpty()); // some alone would look like all
        QVERIFY(broken.reading.servers); // its page has its rows all the same
        QVERIFY(!allFindings(workspace));
    }

    void theTileOfSettingsSaysWhatThePageDoes()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        // Without a row Moodle does not back up logs either: that is not as agreed.
        SettingsSnapshot read = **workspace.settingsStore.latestSettings(QStringLiteral("moodle"));
        read.config.values.remove(QStringLiteral("backup_sche_logs"));
        QVERIFY(workspace.settingsStore.saveSettings(QStringLiteral("moodle"), read));
        QVERIFY(agreeOn(workspace.settingsStore, QStringLiteral("moodle"), QStringLiteral("backup_sche_logs"),
                        QStringLiteral("1")));
        WorkspaceReading reading = readWorkspace(workspace);
        const QString page = settingsPageAnswer(reading.sites->first(), reading.now).sentence;
        QString tile = standing(reading, Page::Settings).text;
        QVERIFY2(tile.startsWith(QStringLiteral("Next run: tonight, Sunday ")), qPrintable(tile));
        QVERIFY2(tile.endsWith(QStringLiteral("; 2 options are not as agreed")), qPrintable(tile));
        QVERIFY2(page.startsWith(tile), qPrintable(page));

        SettingsView off = reading.sites->first(); // of several, the one that somebody must look at
        off.site.name = QStringLiteral("second");
        for (SettingRow &row : off.rows) {
            if (row.option.name == QStringLiteral("backup_sche_active"))
                row.value = QStringLiteral("0");
        }
        reading.sites->append(off);
        tile = standing(reading, Page::Settings).text;
        QVERIFY2(tile.startsWith(QStringLiteral("second: No run: the schedule is off; 4 ")), qPrintable(tile));
    }

    void findingsPointAtRowsThatSearchKnows()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Estate estate = readEstate(workspace);
        QVERIFY(!estate.findings.isEmpty());
        for (const Finding &each : estate.findings) {
            const bool known =
                std::any_of(estate.areas.cbegin(), estate.areas.cend(), [&each](const AreaStanding &area) {
                    return std::any_of(area.search.cbegin(), area.search.cend(), [&](const SearchEntry &entry) {
                        return entry.page == each.page && entry.key == each.object;
                    });
                });
            // One without an object is about its whole page.
            QVERIFY2(known || each.object.isEmpty(),
                     qPrintable(QStringLiteral("%1: %2").arg(pageName(each.page), each.object)));
        }
    }
};

NIGHTKEEP_TEST(TstEstate, unit, Core)
#include "tst_estate.moc"
