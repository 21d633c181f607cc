// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// Removing servers and sites: what hangs on them is told, and what is needed stays.
class TstRemoveVerbs : public QObject
{
    Q_OBJECT

private slots:
    void isToldAskedAndDone_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<int>("state"); // of the site's archive on moodle-a
        QTest::addColumn<QString>("agreed"); // an option, so that nobody is asked
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says"); // the error, or one of the answer's sentences
        const int complete = int(ArchiveState::Complete);
        const auto yes = QStringLiteral("yes");
        const auto tries = QStringLiteral("dry-run");
        QTest::newRow("a server") << QStringLiteral("servers remove moodle-pp") << complete << yes << 0
                                  << QStringLiteral("1 wanted folders of it");
        QTest::newRow("one about which something was decided")
            << QStringLiteral("servers remove moodle-pp") << complete << yes << 0
            << QStringLiteral("What was decided about it");
        QTest::newRow("one that could not be reached")
            << QStringLiteral("servers remove moodle-b") << complete << yes << 0 << QStringLiteral("findings about it");
        QTest::newRow("only tried") << QStringLiteral("servers remove moodle-pp") << complete << tries << 0
                                    << QString();
        QTest::newRow("a site's database is there")
            << QStringLiteral("servers remove moodle-db") << complete << yes << 4
            << QStringLiteral("The site \"moodle\" has its database there.");
        QTest::newRow("a site's data is there") << QStringLiteral("servers remove moodle-a") << complete << yes << 4
                                                << QStringLiteral("The site \"moodle\" has its data folder there.");
        QTest::newRow("an archive is being made there")
            << QStringLiteral("servers remove moodle-a") << int(ArchiveState::Working) << yes << 4
            << QStringLiteral("moodle-2008-summer is being made");
        QTest::newRow("tried, but needed") << QStringLiteral("servers remove moodle-db") << complete << tries << 4
                                           << QStringLiteral("The site \"moodle\" has its database there.");
        QTest::newRow("no such server") << QStringLiteral("servers remove nobody") << complete << yes << 2
                                        << QStringLiteral("nobody");
        QTest::newRow("a site") << QStringLiteral("sites remove moodle") << complete << yes << 0
                                << QStringLiteral("What was agreed for");
        QTest::newRow("a site, written otherwise")
            << QStringLiteral("sites remove Moodle") << complete << yes << 0 << QStringLiteral("What was agreed for");
        QTest::newRow("a site with archives")
            << QStringLiteral("sites remove moodle") << complete << tries << 0 << QStringLiteral("stay in the list");
        QTest::newRow("a site while it is archived")
            << QStringLiteral("sites remove moodle") << int(ArchiveState::Working) << yes << 4
            << QStringLiteral("moodle-2008-summer is being made");
        QTest::newRow("a site whose archive broke off")
            << QStringLiteral("sites remove moodle") << int(ArchiveState::Resumable) << yes << 0
            << QStringLiteral("moodle-2008-summer half made");
        QTest::newRow("no such site") << QStringLiteral("sites remove nobody") << complete << yes << 2
                                      << QStringLiteral("nobody");
        QTest::newRow("a site without a name")
            << QStringLiteral("sites remove ") << complete << yes << 2 << QStringLiteral("no Moodle site");
    }
    void isToldAskedAndDone()
    {
        QFETCH(QString, verb);
        QFETCH(int, state);
        QFETCH(QString, agreed);
        QFETCH(int, status);
        QFETCH(QString, says);
        Command command(verb.split(u' '), {{agreed, QString()}});
        FakeWorkspace &workspace = *command.workspace;
        ArchiveRecord record = workspace.archives().runs()->constFirst();
        record.status.state = ArchiveState(state);
        record.run.request.site = record.run.request.site.toUpper(); // names are one whatever the case
        QVERIFY(workspace.archiveStore.saveArchiveRun(record));
        const Result<QList<Server>> servers = workspace.serverStore.servers();
        QVERIFY(servers);
        for (const Server &server : *servers) {
            Server decided = server;
            decided.decisions.policyAgreement.state = Agreement::State::Agreed;
            if (server.name.startsWith(u"moodle-pp"))
                QVERIFY(workspace.serverStore.replaceServer(server, decided));
        }
        const auto count = [&workspace] {
            return workspace.servers().rows()->size() + workspace.settings().sites()->size();
        };
        const auto before = count();

        const VerbResult result = command.run();
        QCOMPARE(int(result ? result->status : exitStatusOf(result.error().kind)), status);
        const bool isGone = status == 0 && agreed == u"yes";
        QCOMPARE(count(), before - (isGone ? 1 : 0));
        QString told =
            result ? QString::fromUtf8(result->json.toJson()) : result.error().message + u' ' + result.error().advice;
        QVERIFY2(told.remove(u'\\').contains(says), qPrintable(told));
        const Result<QList<AuditEntry>> entries = workspace.audit().entries();
        QVERIFY(entries);
        QStringList acts;
        for (const AuditEntry &entry : *entries)
            acts << entry.act;
        QCOMPARE(acts.contains(QStringLiteral("server.remove")), isGone && verb.startsWith(u"servers"));
        QCOMPARE(acts.contains(QStringLiteral("site.edit")), isGone && verb.startsWith(u"sites"));
    }
};

NIGHTKEEP_TEST(TstRemoveVerbs, unit, Core)
#include "tst_removeverbs.moc"
