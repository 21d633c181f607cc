// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/coveragemodel.h"
#include "models/coverage/folderstanding.h"
#include "tests/coverage/coveragefixture.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using CoverageFixture::noon;

namespace {

/// What one probe said of /data/moodle: c(overed), u(ncovered), p(artly), s(ilent: the client said nothing) or
/// m(issing).
ServerSnapshot probeThatSaid(QChar what, const QDateTime &at)
{
    const QString below = what == u'p' ? QStringLiteral(" /data/moodle/files:ext4") : QString();
    const QString spaces = what == u's' ? QStringLiteral("?")
        : what == u'u'                  ? QStringLiteral("/")
                                        : QStringLiteral("/ /data");
    ServerSnapshot probe = CoverageFixture::snapshot(QStringLiteral("/:ext4 /data:ext4") + below, spaces, spaces);
    probe.takenAt = at;
    if (what == u'm')
        probe.folders.insert("/data/moodle", FolderPresence::Missing);
    return probe;
}

QDateTime standingDay(qsizetype probe)
{
    return noon().addDays(probe - 30);
}

QList<ServerSnapshot> probesThatSaid(const QString &what)
{
    QList<ServerSnapshot> probes;
    for (qsizetype i = 0; i < what.size(); ++i)
        probes.append(probeThatSaid(what.at(i), standingDay(i)));
    return probes;
}

/// Counts how many were read.
EarlierProbes reading(QList<ServerSnapshot> probes, int *read = nullptr)
{
    return [probes, read]() mutable -> std::optional<ServerSnapshot> {
        if (probes.isEmpty())
            return std::nullopt;
        if (read)
            ++*read;
        return probes.takeLast();
    };
}

Server ofThePage(const QString &current = {})
{
    return CoverageFixture::server(current, QStringLiteral("/data/moodle"));
}

QList<FolderStanding> after(const Server &server, const QList<ServerSnapshot> &probes,
                            const QList<FolderStanding> &known, int *read = nullptr)
{
    const ServerSnapshot &latest = probes.constLast();
    return folderStandings(server, compareCoverage(server, latest), latest.takenAt, known,
                           reading(probes.mid(0, probes.size() - 1), read));
}

/// "uncovered since 1 otherwise 0": probes by their numbers.
QString inWords(const QList<FolderStanding> &standings)
{
    QStringList words;
    for (const FolderStanding &each : standings) {
        words << nameOf(each.state) + QStringLiteral(" since %1").arg(standingDay(0).daysTo(each.since));
        if (each.otherwiseAt.isValid())
            words.last() += QStringLiteral(" otherwise %1").arg(standingDay(0).daysTo(each.otherwiseAt));
    }
    return words.join(u'\n');
}

} // namespace

class TstFolderStanding : public QObject
{
    Q_OBJECT

private slots:
    void sinceWhen_data()
    {
        QTest::addColumn<QString>("probes");
        QTest::addColumn<QString>("standing");
        const auto row = [](const char *name, const char *probes, const char *standing) {
            QTest::newRow(name) << QString::fromLatin1(probes) << QString::fromLatin1(standing);
        };
        row("left the backup last night", "ccu", "uncovered since 2 otherwise 1");
        row("for two nights", "cuu", "uncovered since 1 otherwise 0");
        row("for as long as is remembered", "uuu", "uncovered since 0");
        row("looked at once", "u", "uncovered since 0");
        row("never", "ccc", "");
        row("back in the backup", "cuc", "");
        row("backed up in between", "ucu", "uncovered since 2 otherwise 1");
        row("partly", "cpp", "partly since 1 otherwise 0");
        row("from partly to not at all", "cpu", "uncovered since 2 otherwise 1");
        row("a night in which the client was silent", "cusu", "uncovered since 1 otherwise 0");
        row("silent when it began", "csu", "uncovered since 2 otherwise 0");
        row("not there in between", "cumu", "uncovered since 1 otherwise 0");
        row("the client has never said anything", "sss", "");
    }
    void sinceWhen()
    {
        QFETCH(QString, probes);
        const QList<ServerSnapshot> all = probesThatSaid(probes);
        QList<FolderStanding> known;
        for (qsizetype i = 1; i <= all.size(); ++i)
            known = after(ofThePage(), all.mid(0, i), known);
        QTEST(inWords(known), "standing"); // probe by probe
        QTEST(inWords(after(ofThePage(), all, {})), "standing"); // and from the memory alone, as after an import
    }

    void aSilentNightForgetsNothing()
    {
        const QList<ServerSnapshot> all = probesThatSaid(QStringLiteral("cus"));
        const QList<FolderStanding> known = after(ofThePage(), all.mid(0, 2), {});
        QCOMPARE(inWords(after(ofThePage(), all, known)), QStringLiteral("uncovered since 1 otherwise 0"));
    }

    void whatThePageSaysHasNoDate()
    {
        const QList<ServerSnapshot> silent = probesThatSaid(QStringLiteral("ss"));
        QCOMPARE(compareCoverage(ofThePage(), silent.constLast()).constFirst().state, CoverageState::Uncovered);
        QVERIFY(after(ofThePage(), silent, {}).isEmpty());
    }

    void noMoreIsReadThanIsNeeded_data()
    {
        QTest::addColumn<QString>("probes");
        QTest::addColumn<bool>("isKnown");
        QTest::addColumn<int>("read");
        QTest::newRow("covered") << QStringLiteral("cccc") << false << 0;
        QTest::newRow("back to the last that saw it otherwise") << QStringLiteral("ccuu") << false << 2;
        QTest::newRow("known already") << QStringLiteral("uuuu") << true << 0;
        QTest::newRow("all where none did") << QStringLiteral("uuuu") << false << 3;
    }
    void noMoreIsReadThanIsNeeded()
    {
        QFETCH(QString, probes);
        QFETCH(bool, isKnown);
        QList<FolderStanding> known;
        if (isKnown)
            known.append(FolderStanding {"/data/moodle", CoverageState::Uncovered, standingDay(-9), standingDay(-10)});
        int read = 0;
        const QList<FolderStanding> standings = after(ofThePage(), probesThatSaid(probes), known, &read);
        QTEST(read, "read");
        if (isKnown)
            QCOMPARE(standings, known); // it outlives the probes that it came from
    }

    void otherFoldersAreWanted()
    {
        const QList<ServerSnapshot> all = probesThatSaid(QStringLiteral("cuu"));
        const QList<FolderStanding> known = after(ofThePage(), all, {});
        Server wider = ofThePage();
        wider.wanted.append("/data/mail");
        QCOMPARE(inWords(after(wider, all, known)),
                 QStringLiteral("uncovered since 1 otherwise 0\nuncovered since 1 otherwise 0"));
        Server other = ofThePage();
        other.wanted = {"/etc"}; // in the backup of "/"
        QVERIFY(after(other, all, known).isEmpty());
    }

    /// What is known of one tells what another, of which nothing is known, exists for.
    void aFolderAboveIsJudgedWithTheOthers()
    {
        QList<ServerSnapshot> all = probesThatSaid(QStringLiteral("ccc"));
        for (ServerSnapshot &probe : all)
            probe.rules = CoverageFixture::rules(QStringLiteral("- /.../*.zip"));
        const QList<FolderStanding> known = after(ofThePage(), all, {});
        QCOMPARE(inWords(known), QStringLiteral("partly since 0"));
        Server wider = ofThePage();
        wider.wanted.append("/data");
        QCOMPARE(inWords(after(wider, all, known)), QStringLiteral("partly since 0\npartly since 0"));
    }

    void rowsSayWhatIsKnown_data()
    {
        QTest::addColumn<QString>("probes");
        QTest::addColumn<bool>("isDated");
        QTest::addColumn<bool>("orEarlier");
        QTest::newRow("since a night") << QStringLiteral("cu") << true << false;
        QTest::newRow("at least since the first probe") << QStringLiteral("uu") << true << true;
        QTest::newRow("one probe says nothing of before") << QStringLiteral("u") << false << false;
        QTest::newRow("no more") << QStringLiteral("uc") << false << false;
        QTest::newRow("not known now") << QStringLiteral("um") << false << false;
    }
    void rowsSayWhatIsKnown()
    {
        QFETCH(QString, probes);
        QFETCH(bool, isDated);
        const QList<ServerSnapshot> all = probesThatSaid(probes);
        QList<FolderStanding> known;
        for (qsizetype i = 1; i <= all.size(); ++i)
            known = after(ofThePage(), all.mid(0, i), known);
        const QDateTime latest = all.constLast().takenAt;
        const QList<CoverageRow> rows = withStandings(compareCoverage(ofThePage(), all.constLast()), latest, known);
        QCOMPARE(rows.constFirst().since.isValid(), isDated);
        QCOMPARE(coverageSince(rows.constFirst(), latest).isEmpty(), !isDated);
        const QList<Finding> findings = coverageFindings(rows);
        for (const Finding &finding : findings) {
            if (finding.object != QStringLiteral("moodle-a//data/moodle"))
                continue;
            QCOMPARE(finding.since.isValid(), isDated);
            QTEST(finding.orEarlier, "orEarlier");
        }
    }
};

NIGHTKEEP_TEST(TstFolderStanding, unit, Core)
#include "tst_folderstanding.moc"
