// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

ConfigChange keepTo(const QString &wanted)
{
    return {keep, QStringLiteral("2"), wanted};
}

} // namespace

/// The workspace over stores in memory: what it writes, what it notes, and in which order.
class TstSettingsService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    Site m_site;

    static SettingRow rowOf(const Result<SettingsView> &view, const QString &name)
    {
        const SettingRow *row = view ? findRow(*view, name) : nullptr;
        return row ? *row : SettingRow();
    }

    SettingsService &workspace() { return m_workspace->settings(); }
    QString live(const QString &name) { return m_workspace->moodles.moodle(m_site.name).config.value(name); }
    QList<AuditEntry> notes()
    {
        return m_workspace->auditLog.entries(QStringLiteral("settings.set")).value_or(QList<AuditEntry>());
    }

    SettingsApplied applied(const QList<ConfigChange> &changes)
    {
        const Result<SettingsPlan> plan = workspace().plan(m_site, changes, {});
        if (!plan)
            return {};
        return workspace().apply(m_site, *plan, {}).value_or(SettingsApplied {});
    }

    static const Finding *find(const QList<Finding> &findings, const QString &end)
    {
        for (const Finding &finding : findings)
            if (finding.id.endsWith(end))
                return &finding;
        return nullptr;
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        const Result<QList<Site>> sites = workspace().sites();
        QVERIFY(sites);
        QCOMPARE(sites->size(), 1);
        m_site = sites->first();
    }

    void showsTheWorkspaceWithoutAsking()
    {
        const int opened = m_workspace->moodles.opened();
        const Result<SettingsView> view = workspace().lastView(m_site);
        QVERIFY(view);
        QCOMPARE(m_workspace->moodles.opened(), opened);
        QVERIFY(view->rows.size() >= 17);
        QCOMPARE(view->courses, std::nullopt); // they were not counted
        const SettingRow row = rowOf(view, keep);
        QCOMPARE(row.option.name, keep);
        QCOMPARE(row.state, SettingState::Differs);
        QCOMPARE(row.valueInWords, QStringLiteral("2"));
        QCOMPARE(row.agreedInWords, QStringLiteral("1"));
    }

    void readStoresWhatItSaw()
    {
        m_workspace->time.advance(3600);
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.config.insert(hour, QStringLiteral("99"));
            moodle.config.remove(keep);
            moodle.config.insert(QStringLiteral("backup_sche_own"), QStringLiteral("x\ny"));
        });
        const Result<SettingsView> view = workspace().read(m_site, {});
        QVERIFY(view);
        QCOMPARE(view->readAt, m_workspace->time.now());
        QCOMPARE(rowOf(view, keep).state, SettingState::Unset);
        QVERIFY(rowOf(view, keep).valueInWords.contains(QLatin1String("not set")));
        QCOMPARE(rowOf(view, hour).state, SettingState::Unknown); // a text that no hour can be
        QCOMPARE(view->rows.last().option.name, QStringLiteral("backup_sche_own"));
        QCOMPARE(view->rows.last().option.kind, OptionKind::Text);
        QCOMPARE(view->rows.last().valueInWords, QStringLiteral("\"x\\ny\""));
        const Result<SettingsView> again = workspace().lastView(m_site);
        QVERIFY(again);
        QCOMPARE(again->readAt, view->readAt);
        QCOMPARE(again->rows.size(), view->rows.size());
        QCOMPARE(again->courses, 3);
    }

    void optionsAreReadWhereCoursesCannotBeCounted()
    {
        const auto failWith = [this](ErrorKind kind) {
            m_workspace->moodles.change(m_site.name, [kind](FakeMoodle &moodle) {
                moodle.config.insert(keep, QStringLiteral("5"));
                moodle.coursesFailure = Error {kind, QStringLiteral("They cannot be counted.")};
            });
            return workspace().read(m_site, {});
        };
        const Result<SettingsView> view = failWith(ErrorKind::MissingTable);
        QVERIFY(view);
        QCOMPARE(rowOf(view, keep).valueInWords, QStringLiteral("5"));
        QCOMPARE(view->courses, std::nullopt);
        QCOMPARE(rowOf(workspace().lastView(m_site), keep).valueInWords, QStringLiteral("5"));
        const Result<SettingsView> stopped = failWith(ErrorKind::Cancelled);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    }

    void whatTheWorkspaceDoesNotTakeIsShown_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("shown"); // to whoever looks again
        QTest::newRow("read-only workspace") << int(ErrorKind::ReadOnly) << true;
        QTest::newRow("full disk") << int(ErrorKind::DiskFull) << false;
        QTest::newRow("busy workspace") << int(ErrorKind::Busy) << false;
    }
    void whatTheWorkspaceDoesNotTakeIsShown()
    {
        QFETCH(int, kind);
        QFETCH(bool, shown);
        m_workspace->time.advance(3600);
        m_workspace->moodles.change(m_site.name,
                                    [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("5")); });
        m_workspace->settingsStore.setWriteFailure(Error {ErrorKind(kind), QStringLiteral("it takes nothing")});
        const Result<SettingsView> view = workspace().read(m_site, {});
        QVERIFY(view);
        QCOMPARE(rowOf(view, keep).valueInWords, QStringLiteral("5"));
        QVERIFY(view->notKept);
        QCOMPARE(view->notKept->kind, ErrorKind(kind));
        Result<SettingsView> again = workspace().lastView(m_site);
        QVERIFY(again);
        QCOMPARE(rowOf(again, keep).valueInWords, shown ? QStringLiteral("5") : QStringLiteral("2"));

        // Somebody who may write has read them since.
        m_workspace->settingsStore.setWriteFailure(std::nullopt);
        SettingsSnapshot later {m_workspace->time.now().addSecs(60), {}};
        later.config.values.insert(keep, QStringLiteral("10"));
        QVERIFY(m_workspace->settingsStore.saveSettings(m_site.name, later));
        again = workspace().lastView(m_site);
        QVERIFY(again);
        QCOMPARE(rowOf(again, keep).valueInWords, QStringLiteral("10"));
    }

    void aPlanIsMadeInAReadOnlyWorkspaceAndNothingWritten()
    {
        m_workspace->makeReadOnly();
        const Result<SettingsPlan> plan = workspace().plan(m_site, {keepTo(QStringLiteral("5"))}, {});
        QVERIFY(plan);
        const Result<SettingsApplied> applied = workspace().apply(m_site, *plan, {});
        QVERIFY(!applied);
        QCOMPARE(applied.error().kind, ErrorKind::ReadOnly);
        QCOMPARE(live(keep), QStringLiteral("2"));
    }

    void failedReadKeepsTheOldValues()
    {
        const Result<SettingsView> before = workspace().lastView(m_site);
        m_workspace->time.advance(60);
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("No answer.")};
        });
        QCOMPARE(workspace().read(m_site, {}).error().kind, ErrorKind::Unreachable);
        QCOMPARE(workspace().lastView(m_site)->readAt, before->readAt);
    }

    void stopsWhenCancelled()
    {
        CancelToken cancel;
        cancel.cancel();
        QCOMPARE(workspace().read(m_site, cancel).error().kind, ErrorKind::Cancelled);
        QCOMPARE(workspace().plan(m_site, {keepTo(QStringLiteral("5"))}, cancel).error().kind, ErrorKind::Cancelled);
        const Result<SettingsPlan> plan = workspace().plan(m_site, {keepTo(QStringLiteral("5"))}, {});
        QVERIFY(plan);
        QCOMPARE(workspace().apply(m_site, *plan, cancel).error().kind, ErrorKind::Cancelled);
        QCOMPARE(live(keep), QStringLiteral("2"));
        QVERIFY(notes().isEmpty());
    }

    void planRefusesNonsense_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("unknown name") << QStringLiteral("backup_sche_none") << QStringLiteral("1");
        QTest::newRow("Moodle's own mark") << QStringLiteral("backup_sche_running") << QStringLiteral("0");
        QTest::newRow("hour of no day") << hour << QStringLiteral("24");
        QTest::newRow("words instead of stored text") << hour << QStringLiteral("3am");
        QTest::newRow("empty number") << keep << QString();
        QTest::newRow("relative folder") << QStringLiteral("backup_sche_destination") << QStringLiteral("x");
    }

    void planRefusesNonsense()
    {
        QFETCH(QString, name);
        QFETCH(QString, wanted);
        const Result<SettingsPlan> plan = workspace().plan(m_site, {{name, std::nullopt, wanted}}, {});
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, ErrorKind::BadInput);
        SettingsPlan made;
        made.site = m_site.name;
        made.changes = {{name, std::nullopt, wanted}};
        QCOMPARE(workspace().apply(m_site, made, {}).error().kind, ErrorKind::BadInput);
        QVERIFY(notes().isEmpty());
    }

    void planDropsWhatChangesNothing()
    {
        const Result<SettingsPlan> plan = workspace().plan(
            m_site, {keepTo(QStringLiteral("2")), {hour, QStringLiteral("3"), QStringLiteral("4")}}, {});
        QVERIFY(plan);
        QCOMPARE(plan->changes, (QList<ConfigChange> {{hour, QStringLiteral("3"), QStringLiteral("4")}}));
        QCOMPARE(plan->statements.size(), 1);
        const Result<SettingsPlan> nothing = workspace().plan(m_site, {keepTo(QStringLiteral("2"))}, {});
        QVERIFY(nothing);
        QVERIFY(nothing->changes.isEmpty() && nothing->statements.isEmpty());
        QVERIFY(workspace().apply(m_site, *nothing, {})->outcomes.isEmpty());
        QVERIFY(notes().isEmpty());
    }

    void planSaysWhatToKnowFirst()
    {
        const QList<ConfigChange> two {keepTo(QStringLiteral("5")), {hour, QStringLiteral("3"), QStringLiteral("4")}};
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) { moodle.transactions = false; });
        QVERIFY(workspace().plan(m_site, two, {})->caution.contains(QLatin1String("no transactions")));
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) { moodle.transactions = true; });
        QVERIFY(workspace().plan(m_site, two, {})->caution.isEmpty());
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.config.remove(hour);
            moodle.config.insert(keep, QStringLiteral("7"));
        });
        const QString caution =
            workspace().plan(m_site, {two.at(0), {hour, std::nullopt, QStringLiteral("4")}}, {})->caution;
        QVERIFY2(caution.contains(QLatin1String("backup_sche_keep is 7 by now, not 2")), qPrintable(caution));
        QVERIFY2(caution.contains(QLatin1String("backup_sche_hour has no row yet")), qPrintable(caution));
    }

    void planSaysWhatMoodleWillDelete_data()
    {
        QTest::addColumn<QString>("now"); // null: no row
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<bool>("deletes");
        QTest::newRow("fewer") << QStringLiteral("5") << QStringLiteral("2") << true;
        QTest::newRow("one instead of ten") << QStringLiteral("10") << QStringLiteral("1") << true;
        QTest::newRow("some instead of all") << QStringLiteral("0") << QStringLiteral("50") << true;
        QTest::newRow("some instead of nothing that is a number") << QStringLiteral("") << QStringLiteral("2") << true;
        QTest::newRow("more") << QStringLiteral("2") << QStringLiteral("10") << false;
        QTest::newRow("all instead of some") << QStringLiteral("2") << QStringLiteral("0") << false;
        QTest::newRow("as many") << QStringLiteral("02") << QStringLiteral("2") << false;
        QTest::newRow("no row yet") << QString() << QStringLiteral("1") << false;
    }

    void planSaysWhatMoodleWillDelete()
    {
        QFETCH(QString, now);
        QFETCH(QString, wanted);
        QFETCH(bool, deletes);
        m_workspace->moodles.change(m_site.name, [&now](FakeMoodle &moodle) {
            if (now.isNull())
                moodle.config.remove(keep);
            else
                moodle.config.insert(keep, now);
        });
        const std::optional<QString> seen = now.isNull() ? std::nullopt : std::optional(now);
        const Result<SettingsPlan> plan = workspace().plan(m_site, {{keep, seen, wanted}}, {});
        QVERIFY(plan);
        QCOMPARE(plan->caution.contains(
                     QStringLiteral("deletes all but the newest %1 of each course's backups").arg(wanted)),
                 deletes);
        const Result<SettingsPlan> other =
            workspace().plan(m_site, {{hour, QStringLiteral("3"), QStringLiteral("1")}}, {});
        QVERIFY(other && !other->caution.contains(QLatin1String("deletes")));
    }

    void applyWritesAndNotesBothSides()
    {
        const SettingsApplied done =
            applied({keepTo(QStringLiteral("5")), {hour, QStringLiteral("3"), QStringLiteral("4")}});
        QCOMPARE(done.outcomes.size(), 2);
        QCOMPARE(done.outcomes.at(0).kind, Kind::Written);
        QVERIFY(!done.hasConflict() && !done.workspaceProblem);
        QCOMPARE(live(keep), QStringLiteral("5"));
        const QList<AuditEntry> log = notes();
        QCOMPARE(log.size(), 2);
        QCOMPARE(log.at(0).phase, QStringLiteral("before"));
        QCOMPARE(log.at(0).object, QStringLiteral("moodle/backup_sche_keep, backup_sche_hour"));
        QVERIFY(log.at(0).detail.contains(QLatin1String("UPDATE mdl_backup_config SET value='5'")));
        QVERIFY(log.at(0).result.isEmpty());
        QCOMPARE(log.at(1).phase, QStringLiteral("after"));
        QCOMPARE(log.at(1).before, log.at(0).id);
        QCOMPARE(log.at(1).result, QStringLiteral("ok"));
        QCOMPARE(done.historyId, log.at(1).id);
        QCOMPARE(rowOf(workspace().lastView(m_site), keep).value,
                 QStringLiteral("5")); // the workspace has what was read back
    }

    void nothingIsWrittenThatCannotBeNoted()
    {
        const Result<SettingsPlan> plan = workspace().plan(m_site, {keepTo(QStringLiteral("5"))}, {});
        QVERIFY(plan);
        m_workspace->auditLog.setFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
        const Result<SettingsApplied> done = workspace().apply(m_site, *plan, {});
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::DiskFull);
        QVERIFY(done.error().message.contains(QLatin1String("Nothing was done")));
        QCOMPARE(live(keep), QStringLiteral("2"));
    }

    void writtenIsWrittenEvenIfItCannotBeNoted()
    {
        const Result<SettingsPlan> plan = workspace().plan(m_site, {keepTo(QStringLiteral("5"))}, {});
        QVERIFY(plan);
        FaultyAuditLog &log = m_workspace->auditLog;
        m_workspace->moodles.change(m_site.name, [&log](FakeMoodle &moodle) {
            moodle.meanwhile = [&log](FakeMoodle &) {
                log.setFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
            };
        });
        const Result<SettingsApplied> done = workspace().apply(m_site, *plan, {});
        QVERIFY(done); // an error would say that nothing was written
        QCOMPARE(done->outcomes.first().kind, Kind::Written);
        QVERIFY(done->workspaceProblem);
        QCOMPARE(done->workspaceProblem->kind, ErrorKind::DiskFull);
        log.setFailure(std::nullopt);
        QCOMPARE(workspace().history(m_site)->first().result, QString()); // begun, its end not known
    }

    void conflictShowsAllThreeValues()
    {
        const Result<SettingsPlan> plan = workspace().plan(
            m_site, {keepTo(QStringLiteral("5")), {hour, QStringLiteral("3"), QStringLiteral("4")}}, {});
        QVERIFY(plan);
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.meanwhile = [](FakeMoodle &changed) { changed.config.insert(hour, QStringLiteral("23")); };
        });
        const Result<SettingsApplied> done = workspace().apply(m_site, *plan, {});
        QVERIFY(done);
        QVERIFY(done->hasConflict());
        QCOMPARE(done->outcomes.at(1).change.seen, QStringLiteral("3"));
        QCOMPARE(done->outcomes.at(1).change.wanted, QStringLiteral("4"));
        QCOMPARE(done->outcomes.at(1).found, QStringLiteral("23"));
        QCOMPARE(done->outcomes.at(0).kind, Kind::NotTried);
        QCOMPARE(live(keep), QStringLiteral("2"));
        QCOMPARE(live(hour), QStringLiteral("23"));
        QCOMPARE(notes().last().result, QStringLiteral("conflict"));
        QVERIFY(notes().last().detail.contains(QLatin1String("you saw 03:00, you want 04:00")));
        const Result<QList<SettingsHistoryEntry>> history = workspace().history(m_site);
        QCOMPARE(history->size(), 1);
        QVERIFY(history->first().changes.isEmpty());
        QCOMPARE(workspace().planUndo(m_site, history->first().id, {}).error().kind, ErrorKind::BadInput);
    }

    void planForAnotherStateIsStale()
    {
        const Result<SettingsPlan> plan = workspace().plan(m_site, {keepTo(QStringLiteral("5"))}, {});
        QVERIFY(plan);
        SettingsPlan other = *plan;
        other.site = QStringLiteral("elsewhere");
        QCOMPARE(workspace().apply(m_site, other, {}).error().kind, ErrorKind::Stale);
        other = *plan;
        other.changes.first().wanted = QStringLiteral("9"); // not what was reviewed
        QCOMPARE(workspace().apply(m_site, other, {}).error().kind, ErrorKind::Stale);
        QVERIFY(notes().isEmpty());
        QCOMPARE(live(keep), QStringLiteral("2"));
    }

    void sitesAreCheckedAndNoted()
    {
        Site bad = m_site;
        bad.tablePrefix = QStringLiteral("mdl_; DROP");
        QCOMPARE(workspace().replaceSite(m_site, bad).error().kind, ErrorKind::BadInput);
        Site renamed = m_site;
        renamed.name = QStringLiteral("Moodle live");
        QVERIFY(workspace().replaceSite(m_site, renamed));
        QCOMPARE(workspace().replaceSite(m_site, renamed).error().kind, ErrorKind::Conflict);
        QVERIFY(workspace().replaceSite(renamed, {}));
        QVERIFY(workspace().sites()->isEmpty());
        const Result<QList<AuditEntry>> log = m_workspace->auditLog.entries(QStringLiteral("site.edit"));
        QCOMPARE(log->size(), 2);
        QVERIFY(log->last().newValue.isEmpty());
    }

    void findsWhatMatters_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value"); // null: no row
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("severity");
        const auto row = [](const char *what, const char *name, const char *value, const char *id, Severity severity) {
            QTest::newRow(what) << QStringLiteral("backup_sche_") + QLatin1String(name) << QString::fromUtf8(value)
                                << QString::fromUtf8(id) << int(severity);
        };
        row("another value", "hour", "4", "hour/differs", Severity::Warning);
        row("no row, and Moodle's own value is another", "hour", nullptr, "hour/differs", Severity::Warning);
        row("switched off", "active", "0", "active/off", Severity::Critical);
        row("never switched on", "active", nullptr, "active/off", Severity::Critical);
        row("on no day", "weekdays", "0000000", "weekdays/never", Severity::Critical);
        row("not a week", "weekdays", "Sunday", "weekdays/invalid", Severity::Warning);
    }

    void findsWhatMatters()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, id);
        QFETCH(int, severity);
        const QList<Finding> before = SettingsService::findings(*workspace().lastView(m_site), m_workspace->time.now());
        QVERIFY(!find(before, id));
        m_workspace->moodles.change(m_site.name, [&](FakeMoodle &moodle) {
            if (value.isNull())
                moodle.config.remove(name);
            else
                moodle.config.insert(name, value);
        });
        const Result<SettingsView> view = workspace().read(m_site, {});
        QVERIFY(view);
        const QList<Finding> findings = SettingsService::findings(*view, m_workspace->time.now());
        const Finding *finding = find(findings, id);
        QVERIFY2(finding, qPrintable(id));
        QCOMPARE(int(finding->severity), severity);
        QCOMPARE(finding->object, QStringLiteral("moodle/") + name);
        QCOMPARE(finding->page, Page::Settings);
        QCOMPARE(finding->act, FindingAct::BringInLine);
        QVERIFY(!finding->title.isEmpty() && !finding->reason.isEmpty() && !finding->advice.isEmpty());
        int aboutIt = 0; // one thing is said once
        for (const Finding &one : findings)
            aboutIt += one.object == finding->object && !one.id.endsWith(QLatin1String("shared"))
                    && !one.id.endsWith(QLatin1String("all"))
                ? 1
                : 0;
        QVERIFY(aboutIt <= 1);
        SettingsView alone = *view;
        for (SettingRow &row : alone.rows)
            row.agreed.reset();
        const QList<Finding> unagreed = SettingsService::findings(alone, m_workspace->time.now());
        if (const Finding *still = find(unagreed, id))
            QCOMPARE(still->act, FindingAct::Show); // there is nothing to bring it in line with
    }

    void findsOldAndUnread()
    {
        SettingsView view = *workspace().lastView(m_site);
        const QDateTime now = m_workspace->time.now();
        view.readAt = now.addDays(-7);
        QVERIFY(!find(SettingsService::findings(view, now), QStringLiteral("/old")));
        view.readAt = now.addDays(-8);
        const QList<Finding> old = SettingsService::findings(view, now);
        QVERIFY(find(old, QStringLiteral("/old")));
        QCOMPARE(find(old, QStringLiteral("/old"))->severity, Severity::Info);
        view.readAt = {};
        const QList<Finding> unread = SettingsService::findings(view, now);
        QCOMPARE(unread.size(), 1);
        QCOMPARE(unread.first().severity, Severity::Info);
    }

    void countsWhatDiffers()
    {
        const SettingsView view = *workspace().lastView(m_site);
        const SettingsCount count = countSettings(view);
        QCOMPARE(count.agreed, 14);
        QCOMPARE(count.differing, 1);
        QCOMPARE(count.unknown, 0);
    }
};

NIGHTKEEP_TEST(TstSettingsService, unit, Core)
#include "tst_settingsservice.moc"
