// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/coverage/coveragefixture.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace CoverageFixture;

class TstCoverage : public QObject
{
    Q_OBJECT

private slots:
    void byPageAlone_data();
    void byPageAlone();
    void byPresence_data();
    void byPresence();
    void observationIsDated();
    void everyFolderStandsOnce();
    void foldersNobodyAskedFor();
    void disagreement_data();
    void disagreement();
    void findingsSayWhatToDo_data();
    void findingsSayWhatToDo();
    void findingsBySeverity();
    void countsEveryState();
};

void TstCoverage::byPageAlone_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("expected");

    QTest::newRow("both below one") << "/ /applications /data"
                                    << "/data/moodle /data/apache/htdocs/moodle"
                                    << "/data/moodle covered /data declared\n"
                                       "/data/apache/htdocs/moodle covered /data declared\n"
                                       "+/ covered / declared\n+/applications covered /applications declared";
    QTest::newRow("page lists nothing") << ""
                                        << "/data/moodle"
                                        << "/data/moodle uncovered - declared";
    QTest::newRow("nobody asked") << "/.old /"
                                  << ""
                                  << "+/.old covered /.old declared\n+/ covered / declared";
    QTest::newRow("by components, not by letters") << "/data"
                                                   << "/database"
                                                   << "/database uncovered - declared\n+/data covered /data declared";
    QTest::newRow("the folder itself") << "/data"
                                       << "/data"
                                       << "/data covered /data declared";
    QTest::newRow("only inside it") << "/data/moodle/1"
                                    << "/data/moodle"
                                    << "/data/moodle partly - declared";
    QTest::newRow("the root holds all") << "/"
                                        << "/data/moodle"
                                        << "/data/moodle covered / declared";
    QTest::newRow("the deepest counts") << "/ /data /data/moodle"
                                        << "/data/moodle/1"
                                        << "/data/moodle/1 covered /data/moodle declared\n"
                                           "+/ covered / declared\n+/data covered /data declared";
}

void TstCoverage::byPageAlone()
{
    QFETCH(QString, current);
    QFETCH(QString, wanted);
    QFETCH(QString, expected);
    const Server page = server(current, wanted);
    const QList<CoverageRow> rows = compareCoverage(page, std::nullopt);
    QCOMPARE(printed(rows), expected);
    for (const CoverageRow &row : rows) {
        QVERIFY(!row.reason.isEmpty());
        QVERIFY(!row.observedAt.isValid());
        QCOMPARE(row.server, page.name);
    }
}

void TstCoverage::byPresence_data()
{
    QTest::addColumn<int>("presence");
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, FolderPresence presence, const char *current, const char *expected) {
        QTest::newRow(name) << int(presence) << QString::fromLatin1(current) << QString::fromLatin1(expected);
    };
    row("there", FolderPresence::Present, "/data", "covered /data declared");
    row("missing", FolderPresence::Missing, "/data", "unknown - observed");
    row("missing and not backed up", FolderPresence::Missing, "", "unknown - observed");
    row("a file", FolderPresence::NotFolder, "/data", "unknown - observed");
    row("hidden", FolderPresence::Unreadable, "/data", "unknown - observed");
    row("hidden, but surely not backed up", FolderPresence::Unreadable, "", "uncovered - declared");
}

void TstCoverage::byPresence()
{
    QFETCH(int, presence);
    QFETCH(QString, current);
    QFETCH(QString, expected);
    ServerSnapshot seen = snapshot({});
    seen.folders.insert("/data/moodle", FolderPresence(presence));
    const QList<CoverageRow> rows = compareCoverage(server(current, QStringLiteral("/data/moodle")), seen);
    // What would back it up was asked for all the same.
    QCOMPARE(rows.size(), 1);
    QCOMPARE(printed(rows), QStringLiteral("/data/moodle ") + expected);
}

void TstCoverage::observationIsDated()
{
    const Server asked = server({}, QStringLiteral("/data/moodle"));
    QVERIFY(!compareCoverage(asked, snapshot({})).first().observedAt.isValid());
    const QList<CoverageRow> rows = compareCoverage(asked, snapshot({}, QStringLiteral("/data /var")));
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).observedAt, noon());
    QCOMPARE(rows.at(1).observedAt, noon());
}

void TstCoverage::everyFolderStandsOnce()
{
    const Server twice = server(QStringLiteral("/data /var /data /var"), QStringLiteral("/data/moodle /data/moodle"));
    QCOMPARE(printed(compareCoverage(twice, std::nullopt)),
             QStringLiteral("/data/moodle covered /data declared\n+/var covered /var declared"));
}

void TstCoverage::foldersNobodyAskedFor()
{
    // Never backed up is not backed up; a stale one tells so.
    const QList<CoverageRow> rows =
        compareCoverage(server({}, QStringLiteral("/data/moodle")),
                        snapshot(QStringLiteral("/:ext4"), QStringLiteral("/data /new:never /old:99 /var"),
                                 QStringLiteral("/data /new /old /var")));
    QCOMPARE(printed(rows),
             QStringLiteral("/data/moodle covered /data observed\n+/old stale /old observed\n"
                            "+/var covered /var observed"));
    QVERIFY(rows.at(1).reason.contains(QStringLiteral("last full incremental")));
    // Behind a link both its name and its place are asked for.
    ServerSnapshot linked = snapshot(QStringLiteral("/:ext4"), QStringLiteral("/data /srv"));
    linked.realPaths.insert("/data/moodle", "/srv/moodle");
    QCOMPARE(printed(compareCoverage(server({}, QStringLiteral("/data/moodle")), linked)),
             QStringLiteral("/data/moodle covered /srv observed"));
}

void TstCoverage::disagreement_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<bool>("disagree");
    const auto row = [](const char *name, const char *current, const char *spaces, const char *domain, bool disagree) {
        QTest::newRow(name) << QString::fromLatin1(current) << QString::fromLatin1(spaces)
                            << QString::fromLatin1(domain) << disagree;
    };
    row("both say covered", "/data", "/data", "?", false);
    row("covered by other folders", "/data/moodle", "/data", "?", false);
    row("both say uncovered", "", "", "?", false);
    row("the page alone says covered", "/data", "", "?", true);
    row("the server alone says covered", "", "/data", "?", true);
    row("partly against covered", "/data/moodle/1", "/data", "?", true);
    row("stale is in the backup all the same", "/data", "/data:99", "?", false);
    row("stale, and the page does not list it", "", "/data:99", "?", true);
    row("never backed up", "/data", "/data:never", "/data", true);
    row("the server does not know", "", "/data:never", "?", false);
    row("the server says nothing", "/data", "?", "?", false);
}

void TstCoverage::disagreement()
{
    QFETCH(QString, current);
    QFETCH(QString, spaces);
    QFETCH(QString, domain);
    QFETCH(bool, disagree);
    const CoverageRow row = compareCoverage(server(current, QStringLiteral("/data/moodle")),
                                            snapshot(QStringLiteral("/:ext4 /data:ext4"), spaces, domain))
                                .first();
    QCOMPARE(pageAndServerDisagree(row), disagree);
    const QList<Finding> findings = coverageFindings({row});
    const bool isOpen = row.state != CoverageState::Covered;
    QCOMPARE(findings.size(), disagree || isOpen ? 1 : 0); // of one folder one, with both facts
    for (const Finding &finding : findings) {
        QCOMPARE(finding.id,
                 QString::fromLatin1(isOpen ? "coverage/" : "disagreement/") + QLatin1String("moodle-a//data/moodle"));
        QCOMPARE(finding.object, QStringLiteral("moodle-a//data/moodle"));
        QCOMPARE(finding.severity, row.state == CoverageState::Uncovered ? Severity::Critical : Severity::Warning);
        QCOMPARE(finding.page, Page::Folders);
        QCOMPARE(finding.reason.contains(row.declared->reason) && finding.reason != row.reason, disagree);
        if (disagree)
            QVERIFY(finding.reason.contains(coverageStateWord(row.declared->state)));
        QVERIFY(finding.reason.contains(row.observed ? row.observed->reason : row.reason));
        QVERIFY(!finding.advice.isEmpty());
    }
}

void TstCoverage::findingsSayWhatToDo_data()
{
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("act");
    QTest::addColumn<bool>("dated");
    const auto row = [](const char *name, const char *spaces, const char *domain, const char *kind, FindingAct act,
                        bool dated) {
        QTest::newRow(name) << QString::fromLatin1(spaces) << QString::fromLatin1(domain) << QString::fromLatin1(kind)
                            << int(act) << dated;
    };
    row("not backed up", "", "?", "folder-uncovered", FindingAct::Request, false);
    row("stale since its last run", "/data:99", "?", "folder-stale", FindingAct::Show, true);
    row("nobody asked for it", "/data /var", "?", "nobody-asked", FindingAct::Show, false);
}

void TstCoverage::findingsSayWhatToDo()
{
    QFETCH(QString, spaces);
    QFETCH(QString, domain);
    const ServerSnapshot seen = snapshot(QStringLiteral("/:ext4 /data:ext4 /var:ext4"), spaces, domain);
    const QList<Finding> findings = coverageFindings(compareCoverage(server({}, QStringLiteral("/data/moodle")), seen));
    QVERIFY(!findings.isEmpty());
    const Finding &told = findings.last();
    QTEST(told.kind, "kind");
    QTEST(int(told.act), "act");
    QTEST(told.since.isValid(), "dated");
}

void TstCoverage::findingsBySeverity()
{
    const auto row = [](const char *folder, bool wanted, CoverageState state) {
        return CoverageRow {.server = QStringLiteral("moodle-pp.ucl.ac.uk"),
                            .folder = folder,
                            .wanted = wanted,
                            .state = state,
                            .reason = QStringLiteral("because")};
    };
    const QList<CoverageRow> rows {
        row("/a", true, CoverageState::Covered),   row("/b b", true, CoverageState::Partly),
        row("/c", true, CoverageState::Uncovered), row("/d\xff", true, CoverageState::Unknown),
        row("/e", false, CoverageState::Covered),
    };
    const QList<Finding> findings = coverageFindings(rows);
    QCOMPARE(findings.size(), 4);
    const QList<Severity> severities {Severity::Warning, Severity::Critical, Severity::Warning, Severity::Info};
    const QStringList objects {QStringLiteral("moodle-pp.ucl.ac.uk//b%20b"), QStringLiteral("moodle-pp.ucl.ac.uk//c"),
                               QStringLiteral("moodle-pp.ucl.ac.uk//d%FF"), QStringLiteral("moodle-pp.ucl.ac.uk//e")};
    for (qsizetype i = 0; i < findings.size(); ++i) {
        const Finding &finding = findings.at(i);
        QCOMPARE(finding.severity, severities.at(i));
        QCOMPARE(finding.object, objects.at(i));
        QCOMPARE(finding.id, QStringLiteral("coverage/") + objects.at(i));
        QCOMPARE(finding.page, Page::Folders);
        QCOMPARE(finding.reason, QStringLiteral("because"));
        QVERIFY(finding.title.contains(QStringLiteral("moodle-pp")));
        QVERIFY(!finding.advice.isEmpty());
    }
    QVERIFY(findings.at(2).title.contains(QStringLiteral("/d\\xff")));
}

void TstCoverage::countsEveryState()
{
    QList<CoverageRow> rows;
    const auto add = [&](int times, bool wanted, CoverageState state) {
        for (int i = 0; i < times; ++i)
            rows.append(CoverageRow {.server = {}, .folder = {}, .wanted = wanted, .state = state});
    };
    add(1, true, CoverageState::Covered);
    add(2, true, CoverageState::Partly);
    add(3, true, CoverageState::Uncovered);
    add(4, true, CoverageState::Unknown);
    add(7, true, CoverageState::Stale);
    add(5, false, CoverageState::Covered);
    add(1, false, CoverageState::Unknown);
    const CoverageCounts counts = countCoverage(rows);
    QCOMPARE(counts, (CoverageCounts {1, 2, 3, 7, 4, 6, 1}));
    QCOMPARE(counts.wanted(), 17);
    for (const Evidence evidence : {Evidence::Observed, Evidence::Mounts}) {
        rows[0].evidence = evidence;
        QCOMPARE(countCoverage(rows).byPage, evidence == Evidence::Mounts ? 1 : 0);
    }
}

NIGHTKEEP_TEST(TstCoverage, unit, Core)
#include "tst_coverage.moc"
