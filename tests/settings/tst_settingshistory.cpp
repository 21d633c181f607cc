// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

const QString historyLater = QStringLiteral("backup_auto_max_kept");
const QString historyLogs = QStringLiteral("backup_sche_logs");

QList<ConfigChange> historyTwo()
{
    return {{keep, QStringLiteral("2"), QStringLiteral("5")}, {hour, QStringLiteral("3"), QStringLiteral("4")}};
}

ConfigOutcome historyOutcome(const ConfigChange &change, Kind kind)
{
    return {change, kind, kind == Kind::Written || kind == Kind::Same ? change.wanted : change.seen};
}

} // namespace

/// What can be planned, what came of it in words, and what of the past can be taken back.
class TstSettingsHistory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    Site m_site;

    SettingsService &service() { return m_workspace->settings(); }
    QString live(const QString &name) { return m_workspace->moodles.moodle(m_site.name).config.value(name); }
    void setLive(const QString &name, const QString &value)
    {
        m_workspace->moodles.change(m_site.name, [&](FakeMoodle &moodle) { moodle.config.insert(name, value); });
    }
    QList<AuditEntry> notes()
    {
        return m_workspace->auditLog.entries(QStringLiteral("settings.set")).value_or(QList<AuditEntry>());
    }
    SettingsApplied applied(const QList<ConfigChange> &changes, const QString &reason = {})
    {
        Result<SettingsPlan> plan = service().plan(m_site, changes, {});
        if (!plan)
            return {};
        plan->reason = reason;
        return service().apply(m_site, *plan, {}).value_or(SettingsApplied {});
    }
    SettingsHistoryEntry newest()
    {
        const auto history = service().history(m_site).value_or(QList<SettingsHistoryEntry>());
        return history.isEmpty() ? SettingsHistoryEntry() : history.first();
    }
    bool canUndoNewest()
    {
        const Result<SettingsView> view = service().read(m_site, {});
        return view && SettingsService::canUndo(newest(), *view);
    }
    /// Writes both options, and the line of what came of it is lost.
    void loseTheEnd()
    {
        FaultyAuditLog &log = m_workspace->auditLog;
        m_workspace->moodles.change(m_site.name, [&log](FakeMoodle &moodle) {
            moodle.meanwhile = [&log](FakeMoodle &) {
                log.setFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
            };
        });
        QVERIFY(applied(historyTwo()).workspaceProblem);
        log.setFailure(std::nullopt);
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) { moodle.meanwhile = nullptr; });
        QCOMPARE(newest().result, QString());
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_site = service().sites()->first();
    }

    void undoTakesBackWhatIsStillThere()
    {
        const SettingsApplied done = applied({historyTwo().first()});
        QVERIFY(canUndoNewest());
        const Result<SettingsPlan> back = service().planUndo(m_site, done.historyId, {});
        QVERIFY(back);
        QCOMPARE(back->changes, (QList<ConfigChange> {{keep, QStringLiteral("5"), QStringLiteral("2")}}));
        QVERIFY2(back->reason.contains(QString::number(done.historyId)), qPrintable(back->reason));
        QVERIFY(service().apply(m_site, *back, {}));
        QCOMPARE(live(keep), QStringLiteral("2"));
        QCOMPARE(service().history(m_site)->size(), 2);
        QVERIFY(service().history(m_site)->at(0).id > service().history(m_site)->at(1).id);
        QCOMPARE(newest().reason, back->reason);

        const Result<SettingsPlan> twice = service().planUndo(m_site, done.historyId, {});
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, ErrorKind::Conflict);
        QVERIFY(twice.error().message.contains(QLatin1String("it is 2 by now")));
        QCOMPARE(service().planUndo(m_site, 4711, {}).error().kind, ErrorKind::BadInput);
    }

    void undoOfANewRowSetsWhatMoodleRunsWith()
    {
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) { moodle.config.remove(keep); });
        const SettingsApplied done = applied({{keep, std::nullopt, QStringLiteral("5")}});
        const Result<SettingsPlan> back = service().planUndo(m_site, done.historyId, {});
        QVERIFY(back);
        QCOMPARE(back->changes, (QList<ConfigChange> {{keep, QStringLiteral("5"), QStringLiteral("1")}}));
    }

    /// A row is not taken away again, and this one says what Moodle ran with before.
    void aNewRowThatChangesNothingIsNotUndone()
    {
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) { moodle.config.remove(keep); });
        const SettingsApplied done = applied({{keep, std::nullopt, findBackupOption(keep)->whenMissing}});
        QCOMPARE(newest().changes.size(), 1);
        QVERIFY(!canUndoNewest());
        QCOMPARE(service().planUndo(m_site, done.historyId, {}).error().kind, ErrorKind::BadInput);
    }

    void historyIsOfOneSite()
    {
        std::ignore = applied({historyTwo().first()});
        Site other = m_site;
        other.name = QStringLiteral("moo");
        QVERIFY(service().history(other)->isEmpty());
        QCOMPARE(service().history(m_site)->size(), 1);
        QCOMPARE(newest().changes, (QList<ConfigChange> {historyTwo().first()}));
        QVERIFY(!SettingsService::canUndo(newest(), makeSettingsView(other, std::nullopt, {})));
    }

    void onlyWhatIsStillOursCanBeUndone_data()
    {
        QTest::addColumn<QString>("keepNow");
        QTest::addColumn<QString>("hourNow");
        QTest::addColumn<bool>("isEndKnown");
        QTest::addColumn<QStringList>("back"); // empty: nothing can be taken back
        const QStringList both {keep, hour};
        QTest::newRow("both") << QStringLiteral("5") << QStringLiteral("4") << true << both;
        QTest::newRow("one is another's") << QStringLiteral("5") << QStringLiteral("6") << true << QStringList();
        QTest::newRow("one was taken back") << QStringLiteral("5") << QStringLiteral("3") << true << QStringList();
        QTest::newRow("end lost, both there") << QStringLiteral("5") << QStringLiteral("4") << false << both;
        QTest::newRow("end lost, one there")
            << QStringLiteral("5") << QStringLiteral("3") << false << QStringList {keep};
        QTest::newRow("end lost, none there") << QStringLiteral("2") << QStringLiteral("3") << false << QStringList();
        QTest::newRow("end lost, one another's")
            << QStringLiteral("5") << QStringLiteral("6") << false << QStringList();
    }
    void onlyWhatIsStillOursCanBeUndone()
    {
        QFETCH(QString, keepNow);
        QFETCH(QString, hourNow);
        QFETCH(bool, isEndKnown);
        QFETCH(QStringList, back);
        if (isEndKnown)
            QCOMPARE(applied(historyTwo()).outcomes.size(), 2);
        else
            loseTheEnd();
        setLive(keep, keepNow);
        setLive(hour, hourNow);
        QCOMPARE(canUndoNewest(), !back.isEmpty());
        const Result<SettingsPlan> plan = service().planUndo(m_site, newest().id, {});
        QCOMPARE(plan.has_value(), !back.isEmpty());
        if (!plan)
            return;
        QStringList names;
        for (const ConfigChange &change : plan->changes)
            names += change.name;
        names.sort();
        back.sort();
        QCOMPARE(names, back);
        QVERIFY(service().apply(m_site, *plan, {}));
        QCOMPARE(live(keep), QStringLiteral("2"));
        QCOMPARE(live(hour), QStringLiteral("3"));
    }

    void theReasonIsInBothLines()
    {
        std::ignore = applied({historyTwo().first()}, QStringLiteral(" The disk\n is full. "));
        QCOMPARE(notes().size(), 2);
        for (const AuditEntry &line : notes())
            QVERIFY2(line.detail.startsWith(QStringLiteral("reason: The disk is full.\n")), qPrintable(line.detail));
        QVERIFY(notes().first().detail.contains(QStringLiteral("UPDATE ")));
        QCOMPARE(newest().reason, QStringLiteral("The disk is full."));
        std::ignore = applied({historyTwo().last()});
        QCOMPARE(newest().reason, QString());
        QVERIFY(!notes().last().detail.contains(QStringLiteral("reason: ")));
    }

    void linesOfBeforeThereWereReasonsAreRead()
    {
        AuditEntry before = settingsBefore(m_site.name, historyTwo(), {QStringLiteral("UPDATE one")}, {});
        before.id = 7;
        before.phase = QStringLiteral("before");
        const QList<SettingsHistoryEntry> begun = settingsHistory({before}, m_site.name);
        QCOMPARE(begun.size(), 1);
        QCOMPARE(begun.first().changes.size(), 2);
        QCOMPARE(begun.first().reason, QString());
        before.detail = QStringLiteral("reason: Why\nUPDATE one");
        QCOMPARE(settingsHistory({before}, m_site.name).first().reason, QStringLiteral("Why"));
    }

    void onlyWhatWasWrittenIsInTheHistory()
    {
        const QList<ConfigChange> three =
            historyTwo() + QList<ConfigChange> {{historyLogs, QStringLiteral("1"), QStringLiteral("0")}};
        const auto kept = [&](Kind first, Kind second, Kind third) -> QString {
            AuditEntry after = settingsAfter({historyOutcome(three.at(0), first), historyOutcome(three.at(1), second),
                                              historyOutcome(three.at(2), third)},
                                             QStringLiteral("Why"));
            after.act = settingsAct();
            after.object = m_site.name + u'/' + keep;
            const SettingsHistoryEntry entry = settingsHistory({after}, m_site.name).value(0);
            QStringList names;
            for (const ConfigChange &change : entry.changes)
                names += change.name.section(u'_', -1);
            names.sort();
            return entry.result + u' ' + names.join(u',');
        };
        QCOMPARE(kept(Kind::Written, Kind::Written, Kind::Same), QStringLiteral("ok hour,keep"));
        QCOMPARE(kept(Kind::Written, Kind::TakenBack, Kind::NotTried), QStringLiteral("failed keep"));
        QCOMPARE(kept(Kind::TakenBack, Kind::Conflict, Kind::NotTried), QStringLiteral("conflict "));
        QCOMPARE(kept(Kind::NotTried, Kind::Forced, Kind::NotTried), QStringLiteral("failed "));
        QCOMPARE(kept(Kind::Written, Kind::Unknown, Kind::NotTried), QStringLiteral("unknown hour,keep"));
    }

    void theWholeIsSaid_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::addColumn<QString>("begins");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, Kind first, Kind second, const char *begins, const char *says) {
            QTest::newRow(name) << int(first) << int(second) << QString::fromLatin1(begins)
                                << QString::fromLatin1(says);
        };
        row("all", Kind::Written, Kind::Written, "Applied.", "Changed: Keep, Execute at.");
        row("one was so already", Kind::Written, Kind::Same, "Applied.", "Changed: Keep.");
        row("nothing to do", Kind::Same, Kind::Same, "Nothing to change", "already");
        row("a conflict", Kind::NotTried, Kind::Conflict, "Not applied.", "changed meanwhile: Execute at.");
        row("set in config.php", Kind::NotTried, Kind::Forced, "Not applied.", "config.php sets: Execute at.");
        row("half, and taken back", Kind::TakenBack, Kind::NotTried, "Not applied.", "taken back: Keep.");
        row("half", Kind::Written, Kind::NotTried, "Partly applied.", "Changed: Keep. Not changed: Execute at.");
        row("half, with a conflict", Kind::Written, Kind::Conflict, "Partly applied.", "Not changed: Execute at.");
        row("not known", Kind::Written, Kind::Unknown, "It is not known", "Changed: Keep. Not known: Execute at.");
    }
    void theWholeIsSaid()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(QString, begins);
        QFETCH(QString, says);
        SettingsApplied done;
        done.outcomes = {historyOutcome(historyTwo().first(), Kind(first)),
                         historyOutcome(historyTwo().last(), Kind(second))};
        done.outcomes.last().error = Error {ErrorKind::Unreachable, QStringLiteral("The server has gone.")};
        const QString said = appliedInWords(done)
                                 .replace(findBackupOption(keep)->title, QStringLiteral("Keep"))
                                 .replace(findBackupOption(hour)->title, QStringLiteral("Execute at"));
        QVERIFY2(said.startsWith(begins), qPrintable(said));
        QVERIFY2(said.contains(says), qPrintable(said));
        const bool isWhole = Kind(second) == Kind::Written || Kind(second) == Kind::Same;
        QCOMPARE(said.contains(QStringLiteral("The server has gone.")), !isWhole);
    }

    void somebodysLaterChangeIsSaid()
    {
        SettingsApplied done;
        done.outcomes = {historyOutcome(historyTwo().first(), Kind::Written)};
        done.outcomes.first().found = QStringLiteral("7");
        QVERIFY2(appliedInWords(done).contains(QStringLiteral("has since changed it to 7")),
                 qPrintable(appliedInWords(done)));
    }

    void whatCannotBeWrittenIsNotPlanned_data()
    {
        QTest::addColumn<QString>("obstacle");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("set in config.php") << QStringLiteral("forced") << int(ErrorKind::BadInput)
                                           << QStringLiteral("config.php sets backup_sche_keep");
        QTest::newRow("no door") << QStringLiteral("door") << int(ErrorKind::MissingTool)
                                 << QStringLiteral("There is no PHP.");
        QTest::newRow("a later Moodle") << QStringLiteral("edition") << int(ErrorKind::BadInput)
                                        << QStringLiteral("an option of Moodle 1.9");
    }
    void whatCannotBeWrittenIsNotPlanned()
    {
        QFETCH(QString, obstacle);
        QFETCH(int, kind);
        QFETCH(QString, says);
        const Result<SettingsPlan> sound = service().plan(m_site, {historyTwo().first()}, {});
        QVERIFY(sound);
        m_workspace->moodles.change(m_site.name, [&obstacle](FakeMoodle &moodle) {
            if (obstacle == u"forced") {
                moodle.more.forced = {keep};
            } else if (obstacle == u"edition") {
                moodle.more.edition = MoodleEdition::Later;
            } else {
                moodle.more.door = ConfigDoor::None;
                moodle.more.doorProblem = Error {ErrorKind::NotFound, QStringLiteral("There is no PHP."),
                                                 QStringLiteral("Name it."), QStringLiteral("sh: php: not found")};
            }
        });
        const Result<SettingsPlan> plan = service().plan(m_site, {historyTwo().first()}, {});
        QVERIFY(!plan);
        QCOMPARE(int(plan.error().kind), kind);
        QVERIFY2(plan.error().message.contains(says), qPrintable(plan.error().message));
        QVERIFY(!plan.error().advice.isEmpty());
        if (obstacle == u"edition")
            return;
        if (obstacle == u"door")
            QVERIFY2(plan.error().advice.contains(QStringLiteral("Courses > Backups")),
                     qPrintable(plan.error().advice));
        QCOMPARE(int(service().apply(m_site, *sound, {}).error().kind), kind); // it came since it was planned
        QVERIFY(notes().isEmpty());
        QCOMPARE(live(keep), QStringLiteral("2"));
    }

    void whatConfigPhpSetsMeanwhileIsSaid()
    {
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.meanwhile = [](FakeMoodle &now) { now.more.forced = {hour}; };
        });
        const SettingsApplied done = applied(historyTwo());
        QCOMPARE(done.outcomes.size(), 2);
        QCOMPARE(done.outcomes.at(0).kind, Kind::NotTried);
        QCOMPARE(done.outcomes.at(1).kind, Kind::Forced);
        QCOMPARE(notes().last().result, QStringLiteral("failed"));
        QVERIFY(notes().last().detail.contains(QStringLiteral("config.php sets it")));
        QVERIFY(newest().changes.isEmpty());
    }

    void whatItsVersionLacksIsNotPlanned()
    {
        const QString added = QStringLiteral("backup_auto_xapistate"); // later than 3.3
        const auto planned = [&](const char *version) {
            m_workspace->moodles.change(m_site.name, [version](FakeMoodle &moodle) {
                moodle.more.edition = MoodleEdition::Later;
                moodle.more.door = ConfigDoor::Cli;
                moodle.more.version = QString::fromLatin1(version);
                moodle.config.clear();
            });
            return service().plan(m_site, {{added, std::nullopt, QStringLiteral("0")}}, {});
        };
        QVERIFY(planned("2024042200"));
        const Result<SettingsPlan> old = planned("2017051500");
        QVERIFY(!old);
        QCOMPARE(old.error().kind, ErrorKind::BadInput);
        QVERIFY2(old.error().message.contains(added), qPrintable(old.error().message));
    }

    void editingDuringARunWarns()
    {
        const QString warning = QStringLiteral("may be backed up by the new values already");
        QVERIFY(!service().plan(m_site, historyTwo(), {})->caution.contains(warning));
        m_workspace->moodles.change(m_site.name, [this](FakeMoodle &moodle) {
            moodle.more.isRunning = true;
            moodle.more.lastSign = m_workspace->time.now().addSecs(-60);
        });
        const Result<SettingsPlan> plan = service().plan(m_site, historyTwo(), {});
        QVERIFY(plan);
        QVERIFY2(plan->caution.contains(warning), qPrintable(plan->caution));
    }

    void severalRowsAreSaid()
    {
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) { moodle.more.duplicates = {keep}; });
        QVERIFY(service()
                    .plan(m_site, historyTwo(), {})
                    ->caution.contains(QStringLiteral("backup_sche_keep has more than one row")));
    }

    /// Moodle's program answers what its cache has: that is what a change of it is held against.
    void aLaterMoodlesChangeIsHeldAgainstWhatItServes()
    {
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.more.edition = MoodleEdition::Later;
            moodle.more.door = ConfigDoor::Cli;
            moodle.config = {{historyLater, QStringLiteral("5")}};
            moodle.more.served = {{historyLater, QStringLiteral("1")}};
        });
        const Result<SettingsPlan> plan =
            service().plan(m_site, {{historyLater, QStringLiteral("5"), QStringLiteral("5")}}, {});
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->changes, (QList<ConfigChange> {{historyLater, QStringLiteral("1"), QStringLiteral("5")}}));
        const Result<SettingsPlan> old = service().plan(m_site, {{keep, QStringLiteral("2"), QStringLiteral("5")}}, {});
        QCOMPARE(old.error().kind, ErrorKind::BadInput);
    }
};

NIGHTKEEP_TEST(TstSettingsHistory, unit, Core)
#include "tst_settingshistory.moc"
