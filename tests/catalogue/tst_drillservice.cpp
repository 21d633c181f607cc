// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

const QString drilledRun = QStringLiteral("20080901-020000-moodle-2008-summer"); // the small estate's

RestoreDrill drillByHand()
{
    RestoreDrill drill;
    drill.site = QStringLiteral("moodle");
    drill.course = 33;
    drill.shortName = QStringLiteral("BIOC1001");
    drill.run = drilledRun;
    drill.path = "33/backup.zip";
    drill.where = QStringLiteral(" moodle-test ");
    drill.outcome = RestoreDrill::Outcome::Proven;
    drill.cameBack = QStringLiteral("all of it");
    return drill;
}

} // namespace

/// What people record of restore drills, and what no drill is begun for.
class TstDrillService : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
    }
    void cleanup() { m_workspace.reset(); }

    void recordsWhatAPersonDid()
    {
        const Result<RestoreDrill> kept = m_workspace->drills().record(drillByHand());
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message));
        QVERIFY(kept->number > 0 && !kept->byProgram);
        QCOMPARE(kept->where, QStringLiteral("moodle-test"));
        QCOMPARE(kept->by, m_workspace->auditLog.who());
        QCOMPARE(kept->at, m_workspace->time.now().toUTC());
        QVERIFY(drills() == QList<RestoreDrill> {*kept});
        const AuditEntry line = m_workspace->auditLog.lines().last();
        QCOMPARE(line.act + u' ' + line.phase + u' ' + line.object + u' ' + line.newValue,
                 QStringLiteral("drill.record done moodle/33 proven"));
        QVERIFY(m_workspace->drills().remove(*kept));
        QVERIFY(drills().isEmpty());
        QCOMPARE(m_workspace->auditLog.lines().last().act, QStringLiteral("drill.remove"));
        const Result<void> again = m_workspace->drills().remove(*kept);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
    }

    void recordsNothingThatSaysNothing_data()
    {
        QTest::addColumn<int>("without");
        int number = 0;
        for (const char *name : {"a site", "a copy", "a place", "what was missing", "an end", "a known site"})
            QTest::newRow(name) << number++;
    }
    void recordsNothingThatSaysNothing()
    {
        QFETCH(int, without);
        RestoreDrill drill = drillByHand();
        if (without == 0)
            drill.site.clear();
        else if (without == 1)
            drill.path.clear();
        else if (without == 2)
            drill.where = QStringLiteral("  ");
        else if (without == 3)
            drill.outcome = RestoreDrill::Outcome::Partly;
        else if (without == 4)
            drill.at = m_workspace->time.now().addDays(1);
        else
            drill.site = QStringLiteral("none");
        const qsizetype lines = m_workspace->auditLog.lines().size();
        const Result<RestoreDrill> kept = m_workspace->drills().record(drill);
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, without == 5 ? ErrorKind::NotFound : ErrorKind::BadInput);
        QVERIFY(drills().isEmpty());
        QCOMPARE(m_workspace->auditLog.lines().size(), lines);
    }

    void beginsNoDrill_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("run");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *target, const QString &run, const char *path,
                            const char *said) {
            QTest::newRow(name) << QString::fromLatin1(target) << run << QByteArray(path) << QString::fromLatin1(said);
        };
        row("on the live site", "moodle", {}, "/data/a.mbz", "never runs on the site whose copy it is");
        row("on the live site under another name", "same", {}, "/data/a.mbz", "never runs on the site");
        row("on a 1.9", "old", {}, "/data/a.zip", "has no program that restores");
        row("of a 1.9", "later", {}, "/data/a.zip", "does not restore this copy");
        row("of nobody knows what", "later", {}, "/data/a", "does not restore this copy");
        row("of no path", "later", {}, "a.mbz", "no path on a server");
        row("of a path that leads upwards", "later", {}, "/data/../a.mbz", "no path on a server");
        row("of an archive elsewhere", "later", drilledRun, "33/a.mbz", "The archive lies on");
        row("of no archive", "later", QStringLiteral("none"), "33/a.mbz", "has no archive");
        row("on no site", "none", {}, "/data/a.mbz", "There is no site none");
        row("without code", "bare", {}, "/data/a.mbz", "code folder");
    }
    void beginsNoDrill()
    {
        QFETCH(QString, target);
        QFETCH(QString, run);
        QFETCH(QByteArray, path);
        QFETCH(QString, said);
        const Result<QList<Site>> sites = m_workspace->siteStore.sites();
        QVERIFY(sites);
        Site site = sites->constFirst();
        site.name = QStringLiteral("same");
        QVERIFY(m_workspace->siteStore.replaceSite({}, site));
        site.dataServer = QStringLiteral("moodle-pp.example.org");
        for (const char *name : {"old", "later", "bare"}) {
            site.name = QString::fromLatin1(name);
            site.dataFolder = QByteArray("/data/") + name;
            if (site.name == u"bare")
                site.codeFolder.clear();
            QVERIFY(m_workspace->siteStore.replaceSite({}, site));
            m_workspace->moodles.change(site.name, [&site](FakeMoodle &moodle) {
                moodle.facts.edition = site.name == u"old" ? MoodleEdition::Old : MoodleEdition::Later;
                moodle.facts.release = site.name == u"old" ? QStringLiteral("1.9.2") : QStringLiteral("4.3");
            });
        }
        RestoreDrill drill;
        drill.site = QStringLiteral("moodle");
        drill.run = run;
        drill.path = path;
        const Result<DrillService::Plan> plan = m_workspace->drills().plan(drill, target, CancelToken());
        QVERIFY(!plan);
        QVERIFY2(plan.error().message.contains(said), qPrintable(plan.error().message));
        QVERIFY(m_workspace->hosts.calls().isEmpty());
    }

    void keepsTheMoodleOfAnArchive()
    {
        const MoodleVersion version {QStringLiteral("1.9.2 (Build: 20080711)"),
                                     QStringLiteral("2007101520"),
                                     {{QStringLiteral("mod_quiz"), QStringLiteral("2007101511")}},
                                     {}};
        m_workspace->moodles.change(QStringLiteral("moodle"),
                                    [&version](FakeMoodle &moodle) { moodle.version = version; });
        const Result<ArchivedMoodle> noted = m_workspace->drills().noteMoodle(drilledRun, CancelToken());
        QVERIFY2(noted, noted ? "" : qPrintable(noted.error().message));
        QCOMPARE(noted->moodle.release, version.release);
        QCOMPARE(noted->moodle.readAt, m_workspace->time.now().toUTC());
        const Result<CatalogueRecords> records = m_workspace->catalogue();
        QVERIFY(records && records->moodles == QList<ArchivedMoodle> {*noted});
        const Result<ArchivedMoodle> none = m_workspace->drills().noteMoodle(QStringLiteral("none"), CancelToken());
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
    }

private:
    [[nodiscard]] QList<RestoreDrill> drills()
    {
        const Result<CatalogueRecords> records = m_workspace->catalogue();
        return records ? records->drills : QList<RestoreDrill>();
    }

    std::unique_ptr<FakeWorkspace> m_workspace;
};

NIGHTKEEP_TEST(TstDrillService, unit, Core)
#include "tst_drillservice.moc"
