// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/coverage.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

QDateTime noon()
{
    return QDateTime(QDate(2008, 10, 25), QTime(12, 0), Qt::UTC);
}

QList<BytePath> folders(const QString &text)
{
    QList<BytePath> list;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts))
        list.append(part.toUtf8());
    return list;
}

/// "/ext4 /data:ext4 /net:nfs": target and type; nfs is a network file system.
QList<Mount> mounts(const QString &text)
{
    QList<Mount> list;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        Mount mount;
        mount.target = part.section(u':', 0, 0).toUtf8();
        mount.type = part.section(u':', 1);
        mount.local = !mount.type.startsWith(QLatin1String("nfs")) && mount.type != u"autofs";
        list.append(mount);
    }
    return list;
}

/// "/data /old:never": names; ":never" has no full incremental.
QList<FileSpace> fileSpaces(const QString &text)
{
    QList<FileSpace> list;
    for (const QString &part : text.split(u' ', Qt::SkipEmptyParts)) {
        FileSpace space;
        space.name = part.section(u':', 0, 0).toUtf8();
        if (!part.contains(u':'))
            space.lastIncremental = noon().addSecs(-9 * 3600);
        list.append(space);
    }
    return list;
}

/// "/data/moodle covered /data observed", one row per line; "-" for no cover; "+" marks an unasked one.
QString printed(const QList<CoverageRow> &rows)
{
    QStringList lines;
    for (const CoverageRow &row : rows) {
        const QString by = row.by.isEmpty() ? QStringLiteral("-") : QString::fromUtf8(row.by);
        lines.append(QStringList {(row.wanted ? QString() : QStringLiteral("+")) + QString::fromUtf8(row.folder),
                                  coverageStateName(row.state), by, evidenceName(row.evidence)}
                         .join(u' '));
    }
    return lines.join(u'\n');
}

} // namespace

class TstCoverage : public QObject
{
    Q_OBJECT

private slots:
    void byPageAlone_data();
    void byPageAlone();
    void bySnapshot_data();
    void bySnapshot();
    void byPresence_data();
    void byPresence();
    void reasonNamesTheEvidence_data();
    void reasonNamesTheEvidence();
    void observationIsDated();
    void everyFolderStandsOnce();
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
    Server server;
    server.name = QStringLiteral("moodle-a");
    server.current = folders(current);
    server.wanted = folders(wanted);
    const QList<CoverageRow> rows = compareCoverage(server, std::nullopt);
    QCOMPARE(printed(rows), expected);
    for (const CoverageRow &row : rows) {
        QVERIFY(!row.reason.isEmpty());
        QVERIFY(!row.observedAt.isValid());
        QCOMPARE(row.server, server.name);
    }
}

void TstCoverage::bySnapshot_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("mountText");
    QTest::addColumn<QString>("spaces"); // "?" not known
    QTest::addColumn<QString>("domain"); // "?" not known
    QTest::addColumn<QString>("expected"); // of the wanted /data/moodle

    const auto row = [](const char *name, const char *current, const char *mountText, const char *spaces,
                        const char *domain, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(current) << QString::fromLatin1(mountText)
                            << QString::fromLatin1(spaces) << QString::fromLatin1(domain)
                            << QString::fromLatin1(expected);
    };
    row("probe without the client's answer", "/data", "", "?", "?", "covered /data declared");
    row("one file system", "/", "/:ext4", "?", "?", "covered / declared");
    row("a file system of its own", "/", "/:ext4 /data:ext4", "?", "?", "uncovered - declared");
    row("both file systems listed", "/ /data", "/:ext4 /data:ext4", "?", "?", "covered /data declared");
    row("listed below the mount point", "/data", "/:ext4 /data/moodle:xfs", "?", "?", "uncovered - declared");
    row("submount left out", "/data", "/:ext4 /data:ext4 /data/moodle/big:ext4", "?", "?", "partly /data declared");
    row("submount listed", "/data /data/moodle/big", "/:ext4 /data:ext4 /data/moodle/big:ext4", "?", "?",
        "covered /data declared");
    row("only a submount listed", "/data/moodle/big", "/:ext4 /data/moodle/big:ext4", "?", "?", "partly - declared");
    row("memory below is data left out", "/data", "/:ext4 /data/moodle/sess:tmpfs", "?", "?", "partly /data declared");
    row("kernel views below are none", "/", "/:ext4 /data/moodle/proc:proc /data/moodle/sys:sysfs", "?", "?",
        "covered / declared");
    row("automounter inside a kernel view", "/", "/:ext4 /data/moodle/proc:proc /data/moodle/proc/fs:autofs", "?", "?",
        "covered / declared");
    row("network below", "/", "/:ext4 /data/moodle/fs:nfs4", "?", "?", "partly / declared");
    row("network itself", "/", "/:ext4 /data/moodle:nfs4", "?", "?", "uncovered - declared");
    row("network itself, listed", "/ /data/moodle", "/:ext4 /data/moodle:nfs4", "?", "?",
        "covered /data/moodle declared");
    row("the later mount hides the earlier", "/data", "/:ext4 /data:nfs4 /data:ext4", "?", "?",
        "covered /data declared");
    row("sibling mount is nothing to it", "/data", "/:ext4 /data:ext4 /data/moodlefs:nfs4", "?", "?",
        "covered /data declared");

    row("seen file space", "", "/:ext4 /data:ext4", "/ /data", "?", "covered /data observed");
    row("page says so, client does not", "/data", "/:ext4 /data:ext4", "/", "?", "uncovered - observed");
    row("client has nothing", "/data", "/:ext4", "", "?", "uncovered - observed");
    row("file space not in the domain", "", "/:ext4 /data:ext4", "/ /data", "/", "uncovered - observed");
    row("in the domain, no file space yet", "", "/:ext4 /data:ext4", "/", "/ /data", "uncovered - observed");
    row("in both", "", "/:ext4 /data:ext4", "/ /data", "/data", "covered /data observed");
    row("domain alone", "", "/:ext4 /data:ext4", "?", "/data", "covered /data observed");
    row("virtual mount point", "", "/:ext4 /data:ext4", "/data /data/moodle", "/data /data/moodle",
        "covered /data/moodle observed");
    row("virtual mount point left out", "", "/:ext4 /data:ext4", "/data /data/moodle", "/data", "uncovered - observed");
    row("virtual mount point below left out", "", "/:ext4", "/ /data/moodle/1", "/", "partly / observed");
    row("never a full incremental", "", "/:ext4 /data:ext4", "/ /data:never", "?", "unknown /data observed");
    row("never a full one below", "", "/:ext4", "/ /data/moodle/1:never", "?", "unknown / observed");
    row("never a full one, part left out", "", "/:ext4 /data/moodle/x:ext4", "/:never", "?", "unknown / observed");
    row("never here, whole below, part out", "", "/:ext4 /data/moodle/x:ext4 /data/moodle/y:ext4",
        "/:never /data/moodle/y", "?", "partly / observed");
    row("mounts not known, file spaces are", "", "", "/ /data", "?", "covered /data observed");
    row("file space of another system's kind", "", "/:ext4", "\\\\pc\\c$ /", "?", "covered / observed");
}

void TstCoverage::bySnapshot()
{
    QFETCH(QString, current);
    QFETCH(QString, mountText);
    QFETCH(QString, spaces);
    QFETCH(QString, domain);
    QFETCH(QString, expected);
    Server server;
    server.name = QStringLiteral("moodle-a");
    server.current = folders(current);
    server.wanted = {"/data/moodle"};
    ServerSnapshot snapshot;
    snapshot.takenAt = noon();
    snapshot.mounts = mounts(mountText);
    if (spaces != u"?")
        snapshot.fileSpaces = fileSpaces(spaces);
    if (domain != u"?")
        snapshot.domain = folders(domain);
    const QList<CoverageRow> rows = compareCoverage(server, snapshot);
    QCOMPARE(printed({rows.first()}), QStringLiteral("/data/moodle ") + expected);
    QVERIFY(!rows.first().reason.isEmpty());
    QVERIFY2(!rows.first().reason.contains(u'%'), qPrintable(rows.first().reason));
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
    Server server;
    server.name = QStringLiteral("moodle-a");
    server.current = folders(current);
    server.wanted = {"/data/moodle"};
    ServerSnapshot snapshot;
    snapshot.takenAt = noon();
    snapshot.folders.insert("/data/moodle", FolderPresence(presence));
    const QList<CoverageRow> rows = compareCoverage(server, snapshot);
    // What would back it up was asked for all the same.
    QCOMPARE(rows.size(), 1);
    QCOMPARE(printed(rows), QStringLiteral("/data/moodle ") + expected);
}

void TstCoverage::reasonNamesTheEvidence_data()
{
    QTest::addColumn<QString>("mountText");
    QTest::addColumn<QString>("spaces");
    QTest::addColumn<QByteArrayList>("named");
    QTest::newRow("page alone") << ""
                                << "?" << QByteArrayList {"page", "/data"};
    QTest::newRow("page and mounts") << "/:ext4 /data:ext4"
                                     << "?" << QByteArrayList {"page", "/data", "mounts"};
    QTest::newRow("own file system") << "/:ext4 /data/moodle:xfs"
                                     << "?" << QByteArrayList {"/data is backed up", "/data/moodle", "xfs"};
    QTest::newRow("network") << "/:ext4 /data/moodle:nfs4"
                             << "?" << QByteArrayList {"network file system", "nfs4"};
    QTest::newRow("submounts by name") << "/:ext4 /data/moodle/a:ext4 /data/moodle/b:tmpfs"
                                       << "?" << QByteArrayList {"/data/moodle/a (ext4)", "/data/moodle/b (tmpfs)"};
    QTest::newRow("many submounts") << "/:ext4 /data/moodle/1:ext4 /data/moodle/2:ext4 /data/moodle/3:ext4 "
                                       "/data/moodle/4:ext4 /data/moodle/5:ext4 /data/moodle/6:ext4"
                                    << "?" << QByteArrayList {"/data/moodle/4", "2 more"};
    QTest::newRow("client against page") << "/:ext4"
                                         << "" << QByteArrayList {"page lists /data", "client"};
    QTest::newRow("client") << "/:ext4"
                            << "/" << QByteArrayList {"file space", "/ ", "2008"};
}

void TstCoverage::reasonNamesTheEvidence()
{
    QFETCH(QString, mountText);
    QFETCH(QString, spaces);
    QFETCH(QByteArrayList, named);
    Server server;
    server.name = QStringLiteral("moodle-a");
    server.current = {"/data"};
    server.wanted = {"/data/moodle"};
    std::optional<ServerSnapshot> snapshot;
    if (!mountText.isEmpty()) {
        snapshot = ServerSnapshot();
        snapshot->takenAt = noon();
        snapshot->mounts = mounts(mountText);
        if (spaces != u"?")
            snapshot->fileSpaces = fileSpaces(spaces);
    }
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const QString reason = compareCoverage(server, snapshot).first().reason;
    for (const QByteArray &word : named)
        QVERIFY2(reason.contains(QLatin1String(word)), qPrintable(reason));
}

void TstCoverage::observationIsDated()
{
    Server server;
    server.name = QStringLiteral("moodle-a");
    server.wanted = {"/data/moodle"};
    ServerSnapshot snapshot;
    snapshot.takenAt = noon();
    QVERIFY(!compareCoverage(server, snapshot).first().observedAt.isValid());
    snapshot.fileSpaces = fileSpaces(QStringLiteral("/data /var"));
    const QList<CoverageRow> rows = compareCoverage(server, snapshot);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).observedAt, noon());
    QCOMPARE(rows.at(1).observedAt, noon());
}

void TstCoverage::everyFolderStandsOnce()
{
    Server server;
    server.name = QStringLiteral("moodle-a");
    server.current = {"/data", "/var", "/data", "/var"};
    server.wanted = {"/data/moodle", "/data/moodle"};
    QCOMPARE(printed(compareCoverage(server, std::nullopt)),
             QStringLiteral("/data/moodle covered /data declared\n+/var covered /var declared"));
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
    QCOMPARE(counts, (CoverageCounts {1, 2, 3, 7, 4, 6}));
    QCOMPARE(counts.wanted(), 17);
}

QTEST_GUILESS_MAIN(TstCoverage)
#include "tst_coverage.moc"
