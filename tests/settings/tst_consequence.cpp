// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/consequence.h"

#include "models/settings/settingsview.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What Moodle does because of a change, said before it is written; and what there is to change.
class TstConsequence : public QObject
{
    Q_OBJECT

private slots:
    void isSaidWhereItIsLarge_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("before"); // null: no row
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("says"); // empty: nothing
        const auto row = [](const char *what, const char *name, const char *before, const char *after,
                            const char *says) {
            QTest::newRow(what) << QStringLiteral("backup_sche_") + QLatin1String(name) << QString::fromLatin1(before)
                                << QString::fromLatin1(after) << QString::fromLatin1(says);
        };
        row("keep fewer", "keep", "5", "1", "deletes all but the newest 1 of each course's backups for good");
        row("keep some of all", "keep", "0", "50", "deletes all but the newest 50");
        row("keep more", "keep", "1", "5", "");
        row("keep all", "keep", "5", "0", "deletes no old backup any more");
        row("keep what Moodle keeps without a row", "keep", nullptr, "1", "");
        row("off", "active", "1", "0", "No course backup runs any more");
        row("on", "active", "0", "1", "backs up every course again");
        row("off as it is without a row", "active", nullptr, "0", "");
        row("fewer days", "weekdays", "1010010", "1000000", "runs on Tuesday and Friday any more");
        row("another day", "weekdays", "1000000", "0100000", "runs on Sunday any more");
        row("more days", "weekdays", "1000000", "1010000", "");
        row("no day", "weekdays", "1000000", "0000000", "where no day is chosen");
        row("days instead of nonsense", "weekdays", "Sunday", "1000000", "");
        row("another folder", "destination", "", "/backups", "The zips in the course's own folder stay where they are");
        row("one folder for all", "destination", "", "/backups", "In /backups the course \"math\" also counts");
        row("back to each course's own", "destination", "/backups", "", "The zips in /backups stay");
        row("all users", "users", "1", "0", "all users of the site");
        row("no users", "users", "1", "2", "hold no users");
        row("users of the course", "users", "0", "1", "");
        row("without logs", "logs", "1", "0", "lack this: Logs");
        row("with logs", "logs", "0", "1", "");
        row("another hour", "hour", "3", "4", "");
        row("nothing else", "keep", "5", "5", "");
        row("an option that nobody knows", "own", "5", "1", "");
    }
    void isSaidWhereItIsLarge()
    {
        QFETCH(QString, name);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, says);
        const QString said = consequenceOf({name, before.isNull() ? std::nullopt : std::optional(before), after});
        QVERIFY2(said.contains(says), qPrintable(said));
        QCOMPARE(said.isEmpty(), says.isEmpty());
        QVERIFY(said.isEmpty() || said.endsWith(u'.'));
    }

    void isSaidOfLaterMoodlesToo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("before"); // null: no row
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("says"); // empty: nothing
        const auto row = [](const char *what, const char *name, const char *before, const char *after,
                            const char *says) {
            QTest::newRow(what) << QStringLiteral("backup_auto_") + QLatin1String(name) << QString::fromLatin1(before)
                                << QString::fromLatin1(after) << QString::fromLatin1(says);
        };
        row("keep fewer", "max_kept", "5", "1", "all but the newest 1 of its automated backups");
        row("keep more", "max_kept", "1", "5", "");
        row("keep all", "max_kept", "5", "0", "unless it deletes by age");
        row("delete by age", "delete_days", "0", "35", "of more than 35 days");
        row("delete by age, without a row", "delete_days", nullptr, "35", "of more than 35 days");
        row("delete earlier", "delete_days", "90", "35", "of more than 35 days");
        row("delete later", "delete_days", "35", "90", "");
        row("delete no more", "delete_days", "35", "0", "");
        row("no least", "min_kept", "1", "0", "every backup, the one just made included");
        row("a smaller least", "min_kept", "10", "2", "spares only the newest 2 of each course");
        row("a larger least", "min_kept", "1", "2", "");
        row("off", "active", "1", "0", "No course backup runs any more");
        row("by hand", "active", "1", "2", "somebody must start it at the command line");
        row("on", "active", "0", "1", "backs up every course again");
        row("no day", "weekdays", "1000000", "0000000", "where no day is chosen");
        row("fewer days", "weekdays", "1010010", "1000000", "runs on Tuesday and Friday any more");
        row("into the folder alone", "storage", "0", "1", "own areas stay there");
        row("into the courses alone", "storage", "2", "0", "in the folder stay there");
        row("into both", "storage", "0", "2", "kept twice");
        row("another folder", "destination", "/backups", "/other", "The backups in /backups stay");
        row("a first folder", "destination", "", "/backups", "");
        row("without hidden courses", "skip_hidden", "0", "1", "Hidden courses get no new backup");
        row("with hidden courses", "skip_hidden", "1", "0", "");
        row("without unchanged ones", "skip_modif_days", "0", "30", "not changed for 30 days");
        row("without ones unchanged for longer", "skip_modif_days", "30", "90", "");
        row("only what has changed", "skip_modif_prev", "0", "1", "until they change");
        row("no users", "users", "1", "0", "hold no users");
        row("no files", "files", "1", "0", "hold no files");
        row("no blocks", "blocks", "1", "0", "lack this: ");
        row("blocks", "blocks", "0", "1", "");
        row("another hour", "hour", "3", "4", "");
    }
    void isSaidOfLaterMoodlesToo() { isSaidWhereItIsLarge(); }

    void whatIsNotAsAgreedIsToChange()
    {
        Site site;
        site.name = QStringLiteral("moodle");
        const auto agreedOn = [](const char *value) { return AgreedSetting {QString::fromLatin1(value), {}, {}}; };
        const QHash<QString, AgreedSetting> agreed {{keep, agreedOn("1")},
                                                    {hour, agreedOn("3")},
                                                    {QStringLiteral("backup_sche_logs"), agreedOn("1")},
                                                    {QStringLiteral("backup_sche_modules"), agreedOn("1")},
                                                    {QStringLiteral("backup_sche_active"), agreedOn("1")}};
        SettingsSnapshot read;
        read.readAt = QDateTime::fromSecsSinceEpoch(1228000000);
        read.config.values = {{keep, QStringLiteral("5")},
                              {hour, QStringLiteral("3")},
                              {QStringLiteral("backup_sche_active"), QStringLiteral("perhaps")},
                              {QStringLiteral("backup_sche_users"), QStringLiteral("0")}};
        // Logs have no row, and Moodle takes them to be off; modules have none, and it takes them to be on.
        QCOMPARE(changesToAgreed(makeSettingsView(site, read, agreed)),
                 (QList<ConfigChange> {
                     {QStringLiteral("backup_sche_logs"), std::nullopt, QStringLiteral("1")},
                     {keep, QStringLiteral("5"), QStringLiteral("1")},
                     {QStringLiteral("backup_sche_active"), QStringLiteral("perhaps"), QStringLiteral("1")}}));
        QVERIFY(changesToAgreed(makeSettingsView(site, std::nullopt, agreed)).isEmpty()); // nothing seen
        QVERIFY(changesToAgreed(makeSettingsView(site, read, {})).isEmpty());
    }
};

NIGHTKEEP_TEST(TstConsequence, unit, Core)
#include "tst_consequence.moc"
