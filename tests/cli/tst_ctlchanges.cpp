// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace Nightkeep;

/// What the verbs that change something do, ask and refuse. Each test has a demo of its own.
class TstCtlChanges : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_place = std::make_unique<CtlPlace>();
        const CtlRun made = m_place->makeUnaskedDemo(words("--courses 24"));
        QVERIFY2(made.status == 0, made.told().constData());
    }

    void settingNeedsAgreement()
    {
        const CtlRun refused = m_place->onDemo(words("settings set backup_sche_keep=1"));
        QVERIFY2(refused.status == 4, refused.told().constData());
        QCOMPARE(refused.error().value(u"kind").toString(), QStringLiteral("locked"));
        QVERIFY(refused.error().value(u"advice").toString().contains(u"--expect"));
        QVERIFY(refused.err.contains("UPDATE"));
        QCOMPARE(live(QStringLiteral("backup_sche_keep")), QStringLiteral("2"));

        const CtlRun tried = m_place->onDemo(words("settings set backup_sche_keep=1 --dry-run"));
        QVERIFY2(tried.status == 0, tried.told().constData());
        int updates = 0;
        for (const QJsonValue statement : tried.json().object().value(u"statements").toArray())
            updates += statement.toString().startsWith(u"UPDATE") ? 1 : 0;
        QCOMPARE(updates, 1);
        QCOMPARE(live(QStringLiteral("backup_sche_keep")), QStringLiteral("2"));
    }

    void settingsAreSetComparedAndUndone()
    {
        const CtlRun set = m_place->onDemo(
            words("settings set backup_sche_keep=1 backup_sche_weekdays=Sunday --expect backup_sche_keep=2 --expect "
                  "backup_sche_weekdays=0010001"));
        QVERIFY2(set.status == 0, set.told().constData());
        for (const QJsonValue &outcome : set.json().object().value(u"outcomes").toArray())
            QCOMPARE(outcome[u"outcome"].toString(), QStringLiteral("written"));
        QCOMPARE(live(QStringLiteral("backup_sche_keep")), QStringLiteral("1"));
        QCOMPARE(live(QStringLiteral("backup_sche_weekdays")), QStringLiteral("1000000"));

        const QJsonArray history = m_place->onDemo(words("settings history")).json().array();
        QCOMPARE(history.size(), 1);
        const QString id = QString::number(history.at(0)[u"id"].toInteger());
        QCOMPARE(m_place->onDemo({QStringLiteral("settings"), QStringLiteral("undo"), id}).status, 4);
        const auto undo = [this, &id](const char *expected) {
            return m_place->onDemo(QStringList {QStringLiteral("settings"), QStringLiteral("undo"), id}
                                   + words(expected));
        };
        QCOMPARE(undo("--expect backup_sche_keep=1").status, 4); // not of each option
        QCOMPARE(undo("--expect backup_sche_hour=3").status, 2); // it is not among them
        const CtlRun other = undo("--expect backup_sche_keep=5 --expect backup_sche_weekdays=1000000");
        QVERIFY2(other.status == 4, other.told().constData());
        QCOMPARE(other.json().object().value(u"outcomes").toArray().size(), 2);
        QCOMPARE(live(QStringLiteral("backup_sche_keep")), QStringLiteral("1"));
        const CtlRun undone = undo("--expect backup_sche_keep=1 --expect backup_sche_weekdays=1000000");
        QVERIFY2(undone.status == 0, undone.told().constData());
        QCOMPARE(live(QStringLiteral("backup_sche_keep")), QStringLiteral("2"));
    }

    void aStaleExpectationIsAConflict()
    {
        const CtlRun run = m_place->onDemo(words("settings set backup_sche_keep=5 --expect backup_sche_keep=1"));
        QVERIFY2(run.status == 4, run.told().constData());
        QVERIFY(!run.json().isNull());
        QCOMPARE(live(QStringLiteral("backup_sche_keep")), QStringLiteral("2"));
    }

    void onATerminalItAsksOnce_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("after");
        QTest::newRow("yes") << QByteArray("y\n") << 0 << QStringLiteral("1");
        QTest::newRow("no") << QByteArray("n\n") << 5 << QStringLiteral("2");
        QTest::newRow("nothing") << QByteArray("\n") << 5 << QStringLiteral("2");
        QTest::newRow("end of input") << QByteArray("\x04") << 5 << QStringLiteral("2");
    }
    void onATerminalItAsksOnce()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, status);
        QFETCH(QString, after);
        const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
        QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
        const QByteArray name = ::ptsname(terminal);
        QProcess process;
        m_place->prepare(process);
        process.setChildProcessModifier([name] {
            const int side = ::open(name.constData(), O_RDWR | O_NOCTTY);
            ::dup2(side, 0);
            ::dup2(side, 2);
        });
        // Before the question is asked: a terminal keeps what was typed ahead.
        QCOMPARE(::write(terminal, answer.constData(), size_t(answer.size())), ssize_t(answer.size()));
        process.start(CtlPlace::program(),
                      QStringList {QStringLiteral("--json"), QStringLiteral("--demo"), m_place->demo()}
                          + words("settings set backup_sche_keep=1"));
        const CtlRun run = CtlPlace::ended(process);
        ::close(terminal);
        QVERIFY2(run.status == status, run.told().constData());
        QVERIFY(!run.json().isNull());
        QCOMPARE(live(QStringLiteral("backup_sche_keep")), after);
    }

    void agreedValuesAndCheck()
    {
        const CtlRun before = m_place->onDemo(words("settings check"));
        QCOMPARE(before.status, 1);
        const CtlRun agreed = m_place->onDemo(
            words("settings agree backup_sche_keep=2 backup_sche_logs=off backup_sche_weekdays=0010001"));
        QVERIFY2(agreed.status == 0, agreed.told().constData());
        const CtlRun after = m_place->onDemo(words("settings check"));
        QVERIFY2(after.status == 0, after.told().constData());
    }

    void anArchiveIsPlannedMadeAndListed()
    {
        const QStringList request = words("--rule since-last-run --name moodle-2008-autumn");
        const QJsonObject plan = m_place->onDemo(words("archive plan") + request).json().object();
        const int count = plan.value(u"includedCount").toInt();
        QVERIFY(count > 20);
        QCOMPARE(m_place->onDemo(words("archive start") + request).status, 4);
        const CtlRun stale = m_place->onDemo(words("archive start --fingerprint 00") + request);
        QVERIFY2(stale.status == 4, stale.told().constData());
        QCOMPARE(stale.error().value(u"kind").toString(), QStringLiteral("stale"));
        QCOMPARE(m_place->onDemo(words("archive list")).json().array().size(), 0);

        const CtlRun started = m_place->onDemo(words("archive start --fingerprint")
                                               + QStringList {plan.value(u"fingerprint").toString()} + request);
        QVERIFY2(started.status == 0, started.told().constData());
        QCOMPARE(started.json().object().value(u"files").toInt(), count);
        const CtlRun attached = m_place->onDemo(words("archive attach"));
        QVERIFY2(attached.status == 0, attached.told().constData());
        QCOMPARE(attached.json().object().value(u"state").toString(), QStringLiteral("complete"));
        QCOMPARE(attached.json().object().value(u"sha256").toString().size(), 64);
        QVERIFY(attached.json().object().value(u"finishedAt").toString().startsWith(u"2008-12-15T"));
        QCOMPARE(m_place->onDemo(words("archive status")).json().object().value(u"state").toString(),
                 QStringLiteral("complete"));

        const CtlRun searched = m_place->onDemo(words("archive search backup")); // its contents came by themselves
        QVERIFY2(searched.status == 0, searched.told().constData());
        QVERIFY(searched.json().array().size() > 20);
        const CtlRun contents = m_place->onDemo(words("archive contents"));
        QVERIFY2(contents.status == 0, contents.told().constData());
        QVERIFY(contents.json().object().value(u"matches").toBool());
        int withBytes = 0;
        for (const QJsonValue &member : contents.json().object().value(u"members").toArray())
            withBytes += member.toObject().contains(u"pathBytes") ? 1 : 0;
        QCOMPARE(contents.json().object().value(u"members").toArray().size(), count);
        QCOMPARE(withBytes, 1);
        QCOMPARE(m_place->onDemo(words("archive list --discover")).json().array().size(), 1);
        QVERIFY(m_place->onDemo(words("archive start --yes") + request).status > 1);
    }

    void anArchiveIsAccountedFor()
    {
        const CtlRun started =
            m_place->onDemo(words("archive start --yes --not-before 2008-12-12 --name moodle-2008-autumn"));
        QVERIFY2(started.status == 0, started.told().constData());
        const CtlRun attached = m_place->onDemo(words("archive attach"));
        QVERIFY2(attached.status == 0, attached.told().constData());
        QJsonObject run = attached.json().object();
        QVERIFY(run.value(u"coursesWithout").toInt() > 0);
        QCOMPARE(run.value(u"zipsChecked")[u"level"].toString(), QStringLiteral("closedProperly"));
        QVERIFY(warned());
        QCOMPARE(m_place->onDemo(words("archive verify")).status, 0);
        QCOMPARE(m_place->onDemo(words("archive accept")).status, 2); // without a reason
        const CtlRun accepted = m_place->onDemo(words("archive accept closed courses, says the meeting"));
        QVERIFY2(accepted.status == 0, accepted.told().constData());
        QCOMPARE(accepted.json().object().value(u"accepted")[u"text"].toString(),
                 QStringLiteral("closed courses, says the meeting"));
        QVERIFY(!warned());
        const CtlRun back = m_place->onDemo(words("archive take-back accept"));
        QVERIFY2(back.status == 0, back.told().constData());
        QVERIFY(back.json().object().value(u"accepted").isNull());
        QVERIFY(warned());
        for (const char *none : {"archive take-back accept", "archive take-back moved", "archive take-back all"})
            QCOMPARE(m_place->onDemo(words(none)).status, 2);
        QCOMPARE(m_place->onDemo(words("archive accept closed courses")).status, 0);
        const QString csv = m_place->demo() + QStringLiteral("/warnings.csv");
        QCOMPARE(m_place->onDemo(words("archive status --csv") + QStringList {csv}).status, 0);
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("no backup"));

        QDirIterator tar(m_place->demo(), {QStringLiteral("moodle-2008-autumn.tar*")}, QDir::Files,
                         QDirIterator::Subdirectories);
        int removed = 0;
        while (tar.hasNext())
            removed += QFile::remove(tar.next()) ? 1 : 0;
        QCOMPARE(removed, 2);
        const CtlRun gone = m_place->onDemo(words("archive status"));
        QVERIFY2(gone.status == 1, gone.told().constData());
        QCOMPARE(gone.json().object().value(u"state").toString(), QStringLiteral("complete"));
        QCOMPARE(gone.json().object().value(u"copy").toString(), QStringLiteral("gone"));
        QCOMPARE(gone.json().object().value(u"sha256"), run.value(u"sha256"));
        const CtlRun listed =
            m_place->run(QStringList {QStringLiteral("--demo"), m_place->demo()} + words("archive list"));
        QVERIFY2(listed.out.contains("no longer at its place"), listed.told().constData());
        QCOMPARE(m_place->onDemo(words("archive moved tape set 2008-3")).status, 0);
        const CtlRun moved = m_place->onDemo(words("archive status"));
        QVERIFY2(moved.status == 0, moved.told().constData());
        QCOMPARE(moved.json().object().value(u"moved")[u"text"].toString(), QStringLiteral("tape set 2008-3"));
    }

    void aPlanWithoutTheDatabaseIsLoud()
    {
        QCOMPARE(m_place->onDemo(words("sites set moodle databaseName=/nowhere.sqlite")).status, 0);
        const CtlRun plan = m_place->onDemo(words("archive plan --not-before 2008-12-12"));
        QVERIFY2(plan.status == 3, plan.told().constData());
        QVERIFY(!plan.json().object().value(u"coursesKnown").toBool());
        QVERIFY(plan.json().object().value(u"includedCount").toInt() > 5);
        QCOMPARE(m_place->onDemo(words("archive start --yes --not-before 2008-12-12")).status, 3);
        QCOMPARE(m_place->onDemo(words("archive list")).json().array().size(), 0);
        QCOMPARE(m_place->onDemo(words("archive plan --not-before 2008-12-12 --without-database")).status, 0);
        const CtlRun told = m_place->run(QStringList {QStringLiteral("--demo"), m_place->demo()}
                                         + words("archive plan --not-before 2008-12-12"));
        QVERIFY2(told.status == 3 && told.out.contains("did not answer"), told.told().constData());
    }

    void probingChangesTheEvidence()
    {
        const CtlRun probed = m_place->onDemo(words("probe"));
        QVERIFY2(probed.status == 3, probed.told().constData()); // one server is not there
        int reached = 0;
        for (const QJsonValue &server : probed.json().array()) {
            reached += server[u"reachable"].toBool() ? 1 : 0;
            if (server[u"reachable"].toBool()) {
                // Of the demo's clock, not of this machine's; its answer may take a busy machine a while.
                QVERIFY2(qAbs(server[u"clockOffsetSeconds"].toInt()) < 60, probed.told().constData());
                QVERIFY(server[u"takenAt"].toString().startsWith(u"2008-12-15T"));
            }
        }
        QCOMPARE(reached, 11);
        QHash<QString, QString> states;
        for (const QJsonValue &row : m_place->onDemo(words("coverage")).json().array()) {
            const QJsonValue seen = row[u"observed"];
            QVERIFY(!row[u"declared"][u"reason"].toString().isEmpty());
            QCOMPARE(seen.isNull(), row[u"evidence"].toString() != u"observed");
            if (!seen.isNull())
                QCOMPARE(seen[u"state"].toString(), row[u"state"].toString());
            if (row[u"folder"].toString() == u"/data/moodle") {
                states.insert(row[u"server"].toString().section(u'.', 0, 0), row[u"state"].toString());
                const bool hasClient = !row[u"server"].toString().startsWith(u"moodle-pp");
                QCOMPARE(row[u"evidence"].toString(),
                         hasClient ? QStringLiteral("observed") : QStringLiteral("declared"));
            }
        }
        QCOMPARE(states,
                 (QHash<QString, QString> {{QStringLiteral("moodle-a"), QStringLiteral("uncovered")},
                                           {QStringLiteral("moodle-b"), QStringLiteral("partly")},
                                           {QStringLiteral("moodle-c"), QStringLiteral("partly")},
                                           {QStringLiteral("moodle-pp"), QStringLiteral("uncovered")}}));
        // The page says that moodle-a's folder is backed up, with "/"; by its mounts it is not.
        QHash<QString, QString> found; // reasons by id
        for (const QJsonValue &finding : m_place->onDemo(words("check --severity warning")).json().array())
            found.insert(finding[u"id"].toString(), finding[u"reason"].toString());
        QVERIFY(!found.contains(QStringLiteral("disagreement/moodle-a.ucl.ac.uk//data/moodle")));
        QVERIFY(found.value(QStringLiteral("coverage/moodle-a.ucl.ac.uk//data/moodle"))
                    .contains(QStringLiteral("The page says otherwise")));
        QCOMPARE(m_place->onDemo(words("probe moodle-a")).status, 0);
        QCOMPARE(m_place->onDemo(words("servers test moodle-c")).status, 0);
        QCOMPARE(m_place->onDemo(words("servers test wasdev-b")).status, 3);
    }

    void aSignalCancels_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("an interrupt") << SIGINT;
        QTest::newRow("an order to end") << SIGTERM;
        QTest::newRow("the terminal has gone") << SIGHUP;
    }
    void aSignalCancels()
    {
        QFETCH(int, signal);
        // A tool of the server's program that does not end, and says that it has begun.
        const QDir tools(m_place->path(QStringLiteral("tools")));
        QVERIFY(tools.mkpath(QStringLiteral(".")));
        const QString begun = m_place->path(QStringLiteral("begun"));
        QFile::remove(begun);
        QFile tool(tools.filePath(QStringLiteral("cat")));
        QVERIFY(tool.open(QIODevice::WriteOnly));
        tool.write(QStringLiteral("#!/bin/sh\n: >'%1'\nexec sleep 600\n").arg(begun).toLocal8Bit());
        tool.close();
        QVERIFY(tool.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QProcess process;
        m_place->prepare(process);
        const QDir scratch(m_place->path(QStringLiteral("scratch")));
        QVERIFY(scratch.mkpath(QStringLiteral(".")));
        QProcessEnvironment environment = process.processEnvironment();
        for (const char *place : {"TMPDIR", "XDG_RUNTIME_DIR"})
            environment.insert(QLatin1String(place), scratch.path());
        environment.insert(QStringLiteral("PATH"), tools.path() + u':' + environment.value(QStringLiteral("PATH")));
        process.setProcessEnvironment(environment);
        process.setChildProcessModifier([] { ::signal(SIGHUP, SIG_DFL); }); // the tests may be run by nohup
        process.start(CtlPlace::program(),
                      QStringList {QStringLiteral("--json"), QStringLiteral("--demo"), m_place->demo()}
                          + words("probe moodle-a"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(begun), 60000);
        QVERIFY(!scratch.isEmpty());
        QCOMPARE(::kill(pid_t(process.processId()), signal), 0);
        const CtlRun run = CtlPlace::ended(process); // long before the tool would
        QVERIFY2(run.status == 5, run.told().constData());
        QCOMPARE(run.json().array().at(0)[u"error"][u"kind"].toString(), QStringLiteral("cancelled"));
        QVERIFY2(scratch.isEmpty(), qPrintable(scratch.entryList().join(u' ')));
    }

    void importingThePage()
    {
        const QStringList import {QStringLiteral("import-wiki"), m_place->demo() + QStringLiteral("/server-page.html")};
        const CtlRun refused = m_place->onDemo(import);
        QVERIFY2(refused.status == 4, refused.told().constData()); // it would overwrite a cell
        const CtlRun done = m_place->onDemo(import + words("--yes"));
        QVERIFY2(done.status == 1, done.told().constData()); // a row of it is left out
        const QJsonObject json = done.json().object();
        QCOMPARE(json.value(u"servers").toInt(), 12);
        QCOMPARE(json.value(u"currentFolders").toInt(), 18);
        QCOMPARE(json.value(u"wantedFolders").toInt(), 8);
        QCOMPARE(json.value(u"changed").toInt(), 1);
        QCOMPARE(json.value(u"skipped").toArray().size(), 1);
        QCOMPARE(json.value(u"options").toArray().size(), 0);
        const CtlRun again = m_place->onDemo(import);
        QVERIFY2(again.status == 1, again.told().constData());
        QCOMPARE(again.json().object().value(u"same").toInt(), 12);
    }

    void workspacesTravelAsJson()
    {
        const QString file = m_place->path(QStringLiteral("workspace.json"));
        const QString other = m_place->path(QStringLiteral("other.nightkeep"));
        QVERIFY(m_place->onDemo({QStringLiteral("workspace"), QStringLiteral("export"), file}).status == 0);
        const QStringList onOther {QStringLiteral("--json"), QStringLiteral("--workspace"), other};
        QCOMPARE(m_place->run(onOther + words("servers")).status, 3);
        QCOMPARE(m_place->run(onOther + words("workspace create")).status, 0);
        QCOMPARE(m_place->run(onOther + words("workspace create")).status, 4);
        const QStringList import = onOther + QStringList {QStringLiteral("workspace"), QStringLiteral("import"), file};
        QCOMPARE(m_place->run(import).status, 4);
        const CtlRun imported = m_place->run(import + words("--yes"));
        QVERIFY2(imported.status == 0, imported.told().constData());
        QCOMPARE(m_place->run(onOther + words("servers")).out, m_place->onDemo(words("servers")).out);
        QCOMPARE(m_place->run(onOther + words("workspace verify")).status, 0);
    }

    void serversAndSitesAreEdited()
    {
        const CtlRun set =
            m_place->onDemo({QStringLiteral("servers"), QStringLiteral("set"), QStringLiteral("moodle-pp"),
                             QStringLiteral("note=it is tried here"), QStringLiteral("wanted=/data/moodle"),
                             QStringLiteral("wantedBytes=/data/%E9t%E9"), QStringLiteral("building=Wolfson House"),
                             QStringLiteral("medium=disk")});
        QVERIFY2(set.status == 0, set.told().constData());
        const QJsonValue row = set.json().array().at(0);
        QCOMPARE(row[u"note"].toString(), QStringLiteral("it is tried here"));
        QCOMPARE(row[u"building"].toString(), QStringLiteral("Wolfson House"));
        QCOMPARE(row[u"medium"].toString(), QStringLiteral("disk"));
        QCOMPARE(row[u"wanted"].toArray().size(), 2);
        QCOMPARE(row[u"wanted"].toArray().at(1)[u"pathBytes"].toString(), QStringLiteral("/data/%E9t%E9"));
        QCOMPARE(m_place->onDemo(words("servers set nobody note=x")).status, 2);
        QCOMPARE(m_place->onDemo(words("servers set spare.example.org --new os=ubuntu")).status, 0);
        QCOMPARE(m_place->onDemo(words("servers")).json().array().size(), 13);
        QCOMPARE(m_place->onDemo(words("servers set moodle-pp wanted=relative")).status, 2);
        QCOMPARE(m_place->onDemo(words("sites set moodle archiveFolder=/data/elsewhere")).status, 0);
        QCOMPARE(m_place->onDemo(words("sites")).json().array().at(0)[u"archiveFolder"].toString(),
                 QStringLiteral("/data/elsewhere"));
        QVERIFY(m_place->onDemo(words("servers trust moodle-pp SHA256:nothing")).status > 1);
    }

private:
    /// Whether "check" still tells of what an archive's plan warned of.
    [[nodiscard]] bool warned()
    {
        const CtlRun checked = m_place->onDemo(words("check"));
        return checked.out.contains("/warnings");
    }

    [[nodiscard]] QString live(const QString &option) const
    {
        for (const QJsonValue &row : m_place->onDemo(words("settings show")).json().array()) {
            if (row[u"name"].toString() == option)
                return row[u"value"].toString();
        }
        return {};
    }

    std::unique_ptr<CtlPlace> m_place;
};

NIGHTKEEP_TEST(TstCtlChanges, integration, Core, 600)
#include "tst_ctlchanges.moc"
