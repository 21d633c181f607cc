// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsinforce.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

const QString viewedMost = QStringLiteral("backup_auto_max_kept");

QDateTime viewedAt(int hour, int minute = 0)
{
    return {QDate(2025, 11, 30), QTime(hour, minute), QTimeZone::utc()};
}

SettingsSnapshot viewedSnapshot(MoodleEdition edition, const QHash<QString, QString> &values,
                                const QString &version = {})
{
    SettingsSnapshot read;
    read.readAt = viewedAt(4);
    read.config.edition = edition;
    read.config.version = version;
    read.config.values = values;
    return read;
}

SettingsView viewed(const std::optional<SettingsSnapshot> &read, const QHash<QString, AgreedSetting> &agreed = {})
{
    Site site;
    site.name = QStringLiteral("moodle");
    return makeSettingsView(site, read, agreed);
}

AgreedSetting viewedAgreed(const QString &value)
{
    return {value, {}, {}};
}

} // namespace

/// What a site's settings are, as they are in force.
class TstSettingsView : public QObject
{
    Q_OBJECT

private slots:
    void rowsAreThoseOfTheVersion_data()
    {
        QTest::addColumn<MoodleEdition>("edition");
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isThere");
        const auto row = [](const char *what, MoodleEdition edition, const char *version, const char *name,
                            bool isThere) {
            QTest::newRow(what) << edition << QString::fromUtf8(version) << QString::fromUtf8(name) << isThere;
        };
        const MoodleEdition old = MoodleEdition::Old;
        const MoodleEdition later = MoodleEdition::Later;
        row("1.9 has its own", old, "2007101509", "backup_sche_keep", true);
        row("1.9 has no later one", old, "2007101509", "backup_auto_max_kept", false);
        row("1.9.0 has no blogs", old, "2007101509", "backup_sche_blogs", false);
        row("1.9.1 has", old, "2007101510", "backup_sche_blogs", true);
        row("1.9.3 has no history of grades", old, "2007101532", "backup_sche_gradebook_history", false);
        row("1.9.4 has", old, "2007101540", "backup_sche_gradebook_history", true);
        row("1.8 has no site files", old, "2007021520", "backup_sche_sitefiles", false);
        row("an unknown 1.9 has all", old, "", "backup_sche_gradebook_history", true);
        row("2.9 keeps by its old name", later, "2015051100", "backup_auto_keep", true);
        row("2.9 has no new name", later, "2015051108.01", "backup_auto_max_kept", false);
        row("3.0 has the new name", later, "2015111600", "backup_auto_max_kept", true);
        row("3.0 has no old name", later, "2015111600", "backup_auto_keep", false);
        row("4.1 has no state of H5P", later, "2022112822", "backup_auto_xapistate", false);
        row("4.3 has", later, "2023100900.05", "backup_auto_xapistate", true);
        row("4.4 has no custom fields", later, "2024042200", "backup_auto_customfield", false);
        row("4.5 has", later, "2024100706", "backup_auto_customfield", true);
        row("4.5 has a question bank", later, "2024100706", "backup_auto_questionbank", true);
        row("5.0 has none", later, "2025041402", "backup_auto_questionbank", false);
        row("an unknown one is the newest", later, "", "backup_auto_questionbank", false);
        row("which has custom fields", later, "", "backup_auto_customfield", true);
        row("an edition that nobody knows", MoodleEdition::Unknown, "", "backup_auto_active", false);
    }
    void rowsAreThoseOfTheVersion()
    {
        QFETCH(MoodleEdition, edition);
        QFETCH(QString, version);
        QFETCH(QString, name);
        QFETCH(bool, isThere);
        const SettingsView view = viewed(viewedSnapshot(edition, {}, version));
        QCOMPARE(findRow(view, name) != nullptr, isThere);
        // A row, or an agreement, is shown whatever the version is.
        const SettingsView withRow = viewed(viewedSnapshot(edition, {{name, QStringLiteral("1")}}, version));
        const SettingRow *row = findRow(withRow, name);
        QVERIFY(row && row->value == QStringLiteral("1"));
        if (isThere)
            QVERIFY(row->option.kind != OptionKind::Text);
    }

    void whatIsNotAskedAnyMoreIsShownAlone()
    {
        const QString bank = QStringLiteral("backup_auto_questionbank");
        const SettingsView view =
            viewed(viewedSnapshot(MoodleEdition::Later, {{bank, QStringLiteral("1")}}, QStringLiteral("2025041402")),
                   {{bank, viewedAgreed(QStringLiteral("0"))}});
        const SettingRow *row = findRow(view, bank);
        QVERIFY(row);
        QCOMPARE(row->option.kind, OptionKind::Text);
        QCOMPARE(row->option.group, OptionGroup::Internal);
        QCOMPARE(row->option.title, QStringLiteral("Question bank"));
        QVERIFY(changesToAgreed(view).isEmpty()); // and never written
    }

    void whatIsToComeIsShownAlone()
    {
        const QHash<QString, QString> rows {{QStringLiteral("backup_auto_keep"), QStringLiteral("5")}};
        const QHash<QString, AgreedSetting> agreed {{viewedMost, viewedAgreed(QStringLiteral("1"))}};
        const SettingsView before =
            viewed(viewedSnapshot(MoodleEdition::Later, rows, QStringLiteral("2015051100")), agreed);
        const SettingRow *row = findRow(before, viewedMost);
        QVERIFY(row);
        QCOMPARE(row->option.kind, OptionKind::Text);
        QVERIFY(changesToAgreed(before).isEmpty());
        QVERIFY(!rowInForce(before, QStringLiteral("max_kept")));
        QCOMPARE(factsInForce(before).value_or(MoodleFacts()).keep, qint64(5));
        bool isSaid = false;
        const QList<Finding> findings = SettingsService::findings(before, viewedAt(5));
        for (const Finding &finding : findings) {
            QCOMPARE(finding.act, FindingAct::Show); // nothing of ours brings it in line
            isSaid = isSaid || finding.title.contains(QStringLiteral("this Moodle has no such option"));
        }
        QVERIFY(isSaid);

        // Of a version that is not known the row that there is tells.
        QCOMPARE(factsInForce(viewed(viewedSnapshot(MoodleEdition::Later, rows))).value_or(MoodleFacts()).keep,
                 qint64(5));
        const QHash<QString, QString> newer {{viewedMost, QStringLiteral("3")},
                                             {QStringLiteral("backup_auto_keep"), QStringLiteral("5")}};
        QCOMPARE(factsInForce(viewed(viewedSnapshot(MoodleEdition::Later, newer))).value_or(MoodleFacts()).keep,
                 qint64(3));
    }

    void unknownNamesStandLast()
    {
        const SettingsView view = viewed(viewedSnapshot(MoodleEdition::Later,
                                                        {{QStringLiteral("zz"), QStringLiteral("x")},
                                                         {QStringLiteral("backup_auto_running"), QStringLiteral("0")},
                                                         {QStringLiteral("backup_sche_keep"), QStringLiteral("1")},
                                                         {viewedMost, QStringLiteral("1")}}));
        QStringList last;
        for (const SettingRow &row : view.rows) {
            if (row.option.kind == OptionKind::Text)
                last += row.option.name;
            else
                QVERIFY2(last.isEmpty(), qPrintable(row.option.name));
        }
        QCOMPARE(last,
                 (QStringList {QStringLiteral("backup_auto_running"), QStringLiteral("backup_sche_keep"),
                               QStringLiteral("zz")}));
    }

    void whatIsInForce_data()
    {
        QTest::addColumn<SettingsSnapshot>("read");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("inForce");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("state"); // with 1 agreed
        QTest::addColumn<bool>("isToWrite"); // to have it as agreed
        const auto row = [](const char *what, const SettingsSnapshot &read, const QString &name, const char *inForce,
                            const char *words, SettingState state, bool isToWrite) {
            QTest::newRow(what) << read << name << QString::fromUtf8(inForce) << QString::fromUtf8(words) << int(state)
                                << isToWrite;
        };
        const QString modules = QStringLiteral("backup_sche_modules");
        const QString files = QStringLiteral("backup_auto_files");
        SettingsSnapshot old = viewedSnapshot(MoodleEdition::Old, {{keep, QStringLiteral("5")}});
        row("a row of 1.9", old, keep, "5", "5", SettingState::Differs, true);
        row("no row, as agreed", old, modules, "1", "not set; Moodle then takes on, although its own form shows off",
            SettingState::Unset, false);
        row("no row, the same when new", old, QStringLiteral("backup_sche_logs"), "0", "not set; Moodle then takes off",
            SettingState::Unset, true);
        old.config.duplicates = {keep};
        row("two rows", old, keep, "5", "5, one of several rows of that name", SettingState::Unknown, true);
        old.config.values[keep] = QStringLiteral("five");
        old.config.duplicates.clear();
        row("a text that makes no sense", old, keep, "five", "\"five\"", SettingState::Unknown, true);
        SettingsSnapshot later = viewedSnapshot(MoodleEdition::Later, {{viewedMost, QStringLiteral("5")}});
        row("a row of a later one", later, viewedMost, "5", "5", SettingState::Differs, true);
        row("no row of a later one", later, files, "0",
            "not set; Moodle then takes off, although its own form shows on", SettingState::Unset, true);
        later.config.served = {{viewedMost, QStringLiteral("1")}};
        row("a change that the cache has not seen", later, viewedMost, "1",
            "5 in the table; Moodle still serves 1 (its cache has not seen the change)", SettingState::Same, false);
        later.config.served = {{files, QStringLiteral("1")}};
        row("a new row that it serves no more", later, files, "1",
            "no row in the table; Moodle still serves on (its cache has not seen the change)", SettingState::Same,
            false);
        later.config.served = {{viewedMost, QStringLiteral("3")}};
        later.config.forced = {viewedMost};
        row("forced to another", later, viewedMost, "3", "forced in config.php: 3", SettingState::Differs, false);
        later.config.served = {{viewedMost, QStringLiteral("1")}};
        row("forced to what is agreed", later, viewedMost, "1", "forced in config.php: 1", SettingState::Same, false);
        later.config.served.clear();
        later.config.values[viewedMost] = QStringLiteral("1");
        row("forced to what the table has", later, viewedMost, "1", "forced in config.php: 1", SettingState::Same,
            false);
    }
    void whatIsInForce()
    {
        QFETCH(SettingsSnapshot, read);
        QFETCH(QString, name);
        QFETCH(bool, isToWrite);
        const SettingsView view = viewed(read, {{name, viewedAgreed(QStringLiteral("1"))}});
        const SettingRow *row = findRow(view, name);
        QVERIFY(row);
        QTEST(effective(*row), "inForce");
        QTEST(row->valueInWords, "words");
        QTEST(int(row->state), "state");
        const QList<ConfigChange> changes = changesToAgreed(view);
        QCOMPARE(!changes.isEmpty(), isToWrite);
        if (isToWrite)
            QCOMPARE(changes, (QList<ConfigChange> {{name, seenValue(*row), QStringLiteral("1")}}));
        const SettingsCount count = countSettings(view);
        QCOMPARE(count.agreed, 1);
        QCOMPARE(count.differing + count.unknown, effective(*row) == QLatin1String("1") && !row->isDuplicate ? 0 : 1);
    }

    void whoAgreedAndSinceWhenIsKept()
    {
        SettingsSnapshot read = viewedSnapshot(MoodleEdition::Old, {{keep, QStringLiteral("5")}});
        read.since = {{keep, viewedAt(1)}};
        const SettingsView view =
            viewed(read, {{keep, AgreedSetting {QStringLiteral("5"), QDate(2025, 11, 4), QStringLiteral("Ann, Bo")}}});
        const SettingRow *row = findRow(view, keep);
        QCOMPARE(row->since, viewedAt(1));
        QCOMPARE(row->agreedOn, QDate(2025, 11, 4));
        QCOMPARE(row->agreedBy, QStringLiteral("Ann, Bo"));
        QVERIFY(!findRow(view, hour)->since.isValid());
        QCOMPARE(view.config, read.config);
    }

    void whatWasNeverReadIsOfTheEditionThatIsAgreed()
    {
        const SettingsView old = viewed(std::nullopt);
        QVERIFY(findRow(old, keep) && !findRow(old, viewedMost));
        const SettingsView later = viewed(std::nullopt, {{viewedMost, viewedAgreed(QStringLiteral("1"))}});
        const SettingRow *row = findRow(later, viewedMost);
        QVERIFY(row && !findRow(later, keep));
        QCOMPARE(row->valueInWords, QStringLiteral("not read yet"));
        QCOMPARE(row->agreed, QStringLiteral("1"));
        QVERIFY(changesToAgreed(later).isEmpty());
    }

    void aRunAtWorkIsSaid_data()
    {
        QTest::addColumn<MoodleEdition>("edition");
        QTest::addColumn<QDateTime>("lastSign");
        QTest::addColumn<QDateTime>("since");
        QTest::addColumn<int>("minutesLater");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *what, MoodleEdition edition, const QDateTime &lastSign, const QDateTime &since,
                            int minutesLater, const char *says) {
            QTest::newRow(what) << edition << lastSign << since << minutesLater << QString::fromUtf8(says);
        };
        const QDateTime none;
        row("a fresh sign", MoodleEdition::Old, viewedAt(3, 58), none, 1, "A backup is running; its last sign was");
        row("nothing but the mark", MoodleEdition::Old, none, none, 1, "nothing tells since when");
        row("seen before", MoodleEdition::Old, viewedAt(3, 58), viewedAt(3), 1, "has been running since");
        row("seen days before", MoodleEdition::Old, viewedAt(3, 58), viewedAt(3).addDays(-3), 1, "its last sign was");
        row("seen before, and no sign", MoodleEdition::Old, none, viewedAt(3), 1, "nothing tells since when");
        row("half an hour without a sign", MoodleEdition::Old, viewedAt(3, 30), viewedAt(3), 1,
            "has been running since");
        row("and a minute more", MoodleEdition::Old, viewedAt(3, 29), viewedAt(3), 1, "left over");
        row("2.x waits longer", MoodleEdition::Later, viewedAt(3, 29), viewedAt(3), 1, "has been running since");
        row("but not two hours", MoodleEdition::Later, viewedAt(2, 29), none, 1, "left over");
        row("a reading of some time ago", MoodleEdition::Old, viewedAt(3, 58), viewedAt(3), 31,
            "was running when the settings were read");
        row("its clock is ahead", MoodleEdition::Old, viewedAt(5), none, 1, "A backup is running; its last sign was");
    }
    void aRunAtWorkIsSaid()
    {
        QFETCH(MoodleEdition, edition);
        QFETCH(QDateTime, lastSign);
        QFETCH(QDateTime, since);
        QFETCH(int, minutesLater);
        QFETCH(QString, says);
        const QString mark = edition == MoodleEdition::Old ? QStringLiteral("backup_sche_running")
                                                           : QStringLiteral("backup_auto_running");
        SettingsSnapshot read = viewedSnapshot(edition, {{mark, QStringLiteral("1")}});
        const QDateTime now = read.readAt.addSecs(minutesLater * 60);
        read.config.lastSign = lastSign;
        if (since.isValid())
            read.since = {{mark, since}};
        QVERIFY(runningInWords(viewed(read), now).isEmpty()); // the mark does not stand
        read.config.isRunning = true;
        const QString said = runningInWords(viewed(read), now);
        QVERIFY2(said.contains(says) && said.endsWith(u'.'), qPrintable(said));
        QVERIFY(runningInWords(viewed(std::nullopt), now).isEmpty());
    }
};

NIGHTKEEP_TEST(TstSettingsView, unit, Core)
#include "tst_settingsview.moc"
