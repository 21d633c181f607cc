// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archiveyears.h"
#include "tests/cli/command.h"
#include "tests/places/removalworld.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Samples::why;

namespace {

constexpr qint64 keptYears = 366LL * 24 * 60 * 60; // a year of any length is over then

/// The small estate's archive was given to the storage manager, which keeps it a year.
void keepForAYear(const Command &command)
{
    ArchivePlace place;
    place.name = QStringLiteral("tsm");
    place.keepYears = 1;
    QVERIFY(command.workspace->handOvers().savePlace(place, std::nullopt));
    HandOver handOver;
    handOver.run = command.workspace->archiveStore.archiveRuns()->first().run.id;
    handOver.place = place.name;
    handOver.state = HandOverState::Confirmed;
    handOver.confirmedAt = command.workspace->time.now();
    QVERIFY(command.workspace->handOverStore.saveHandOver(handOver));
    command.workspace->time.advance(keptYears);
}

} // namespace

/// What ends archives' copies, by the command line.
class TstKeepingVerbs : public QObject
{
    Q_OBJECT

private slots:
    void theLocalTarIsRemoved_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("removed");
        QTest::newRow("its name") << QStringLiteral("a") << true;
        QTest::newRow("another's") << QStringLiteral("moodle-2008-summer") << false;
    }
    void theLocalTarIsRemoved()
    {
        QFETCH(QString, name);
        QFETCH(bool, removed);
        const Command command({QStringLiteral("archive"), QStringLiteral("remove-local")},
                              {{QStringLiteral("run"), QStringLiteral("r1")}, {QStringLiteral("name"), name}});
        HandOverWorld world(1000);
        knowWorld(*command.workspace, world);
        knowSecondPlace(*command.workspace, world);
        const VerbResult result = command.run();
        QCOMPARE(result.has_value(), removed);
        QCOMPARE(QFile::exists(world.path("archives/a.tar")), !removed);
        if (removed)
            QVERIFY2(result->json.object().value(u"moved").isObject(), result->json.toJson().constData());
    }

    void bothAreNamed()
    {
        for (const char *verb : {"remove-local", "deleted"}) {
            const Command command({QStringLiteral("archive"), QLatin1String(verb)},
                                  {{QStringLiteral("run"), QStringLiteral("r1")}});
            const VerbResult refused = command.run();
            QVERIFY2(!refused, verb);
            QCOMPARE(refused.error().kind, ErrorKind::BadInput);
            QVERIFY(command.workspace->hosts.calls().isEmpty());
        }
    }

    void whatIsPastItsYearsIsListed()
    {
        const Command none({QStringLiteral("archive"), QStringLiteral("past-years")});
        const VerbResult nothing = none.run();
        QVERIFY2(nothing, why(nothing).constData());
        QCOMPARE(nothing->status, ExitStatus::Fine);

        const Command command({QStringLiteral("archive"), QStringLiteral("past-years")});
        keepForAYear(command);
        const VerbResult listed = command.run();
        QVERIFY2(listed, why(listed).constData());
        QCOMPARE(listed->status, ExitStatus::Findings);
        QCOMPARE(listed->json.array().size(), 1);
        QCOMPARE(listed->json.array().at(0).toObject().value(u"place").toString(), QStringLiteral("tsm"));
        const CopyPastYears copy = copiesPastYears(readWorkspace(*command.workspace)).value().first();
        for (const QString &told : {QStringLiteral("2009-09-01"), QStringLiteral("HELD"), QStringLiteral("LAST"),
                                    pastYearsAdvice(copy).section(u' ', 0, 2)})
            QVERIFY2(listed->text.contains(told), qPrintable(listed->text));
    }

    void itsDeletionIsAskedForAndRecorded()
    {
        const Command ask({QStringLiteral("request"), QStringLiteral("make")},
                          {{QStringLiteral("deletions"), QString()}, {QStringLiteral("sent"), QString()}});
        keepForAYear(ask);
        const VerbResult asked = ask.run();
        QVERIFY2(asked, why(asked).constData());
        QVERIFY2(asked->text.contains(QLatin1String("/data/archive/moodle-2008-summer.tar")), qPrintable(asked->text));

        const QString run = ask.workspace->archiveStore.archiveRuns()->first().run.id;
        const Command record({QStringLiteral("archive"), QStringLiteral("deleted")},
                             {{QStringLiteral("run"), run},
                              {QStringLiteral("place"), QStringLiteral("tsm")},
                              {QStringLiteral("note"), QStringLiteral("ticket 4711")}});
        keepForAYear(record);
        const VerbResult recorded = record.run();
        QVERIFY2(recorded, why(recorded).constData());
        QCOMPARE(recorded->json.object().value(u"state").toString(), QStringLiteral("deleted"));
        QVERIFY(copiesPastYears(readWorkspace(*record.workspace))->isEmpty());
    }

    /// Page, overview and "check" read the same findings.
    void theFindingIsAmongAll()
    {
        const Command command({QStringLiteral("check")});
        const auto kinds = [&command] {
            QStringList told;
            const QList<Finding> findings = readEstate(*command.workspace).findings;
            for (const Finding &finding : findings)
                told << finding.kind;
            return told;
        };
        QVERIFY(!kinds().contains(QStringLiteral("archive-past-years")));
        keepForAYear(command);
        QVERIFY(kinds().contains(QStringLiteral("archive-past-years")));
    }

    void theTileTellsTheProofs()
    {
        const Command command({QStringLiteral("check")});
        FakeWorkspace &workspace = *command.workspace;
        const auto tile = [&workspace] { return readEstate(workspace).standing(Page::Archives).detail; };
        QVERIFY2(tile().contains(QStringLiteral("no restore proven")), qPrintable(tile()));
        ArchiveVerification verification;
        verification.run = workspace.archiveStore.archiveRuns()->first().run.id;
        verification.at = workspace.time.now().addDays(-2);
        verification.outcome = ArchiveVerification::Outcome::Same;
        QVERIFY(workspace.catalogueStore.addVerification(verification));
        RestoreDrill drill;
        drill.at = workspace.time.now().addDays(-3);
        drill.outcome = RestoreDrill::Outcome::Proven;
        QVERIFY(workspace.catalogueStore.addDrill(drill));
        QVERIFY2(tile().contains(QStringLiteral("last verified 2 days ago")), qPrintable(tile()));
        QVERIFY2(tile().contains(QStringLiteral("last proven restore 3 days ago")), qPrintable(tile()));
    }
};

NIGHTKEEP_TEST(TstKeepingVerbs, integration, Core)
#include "tst_keepingverbs.moc"
