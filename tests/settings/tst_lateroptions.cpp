// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/backupoption.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QSet>
#include <QTest>

using namespace Nightkeep;

/// The options of Moodle 2 to 5: what each is, and its texts in words and back.
class TstLaterOptions : public QObject
{
    Q_OBJECT

private slots:
    // What get_config('backup') comes to without a row, and what admin/settings/courses.php begins with.
    void isWhatMoodleTakes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("whenMissing");
        QTest::addColumn<QString>("whenNew");
        QTest::addColumn<int>("group");
        const auto row = [](const char *name, const char *title, const char *whenMissing, const char *whenNew,
                            OptionGroup group) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(title) << QString::fromUtf8(whenMissing)
                                << QString::fromUtf8(whenNew) << int(group);
        };
        using Group = OptionGroup;
        row("backup_auto_active", "Active", "0", "0", Group::Schedule);
        row("backup_auto_weekdays", "Schedule", "0000000", "0000000", Group::Schedule);
        row("backup_auto_hour", "Execute at", "0", "0", Group::Schedule);
        row("backup_auto_minute", "Execute at, minute", "0", "0", Group::Schedule);
        row("backup_auto_storage", "Storage", "0", "0", Group::Place);
        row("backup_auto_destination", "Save to", "", "", Group::Place);
        row("backup_auto_keep", "Keep", "0", "1", Group::Keep);
        row("backup_auto_max_kept", "Keep", "0", "1", Group::Keep);
        row("backup_auto_delete_days", "Delete after", "0", "0", Group::Keep);
        row("backup_auto_min_kept", "Keep at least", "0", "0", Group::Keep);
        row("backup_shortname", "Short name in the file name", "0", "0", Group::Place);
        row("backup_auto_skip_hidden", "Leave out hidden courses", "0", "1", Group::Skip);
        row("backup_auto_skip_modif_days", "Leave out unchanged courses", "0", "30", Group::Skip);
        row("backup_auto_skip_modif_prev", "Leave out what has a backup", "0", "0", Group::Skip);
        row("backup_auto_users", "Users", "1", "1", Group::Content);
        row("backup_auto_role_assignments", "Roles of users", "1", "1", Group::Content);
        row("backup_auto_activities", "Include modules", "1", "1", Group::Content);
        row("backup_auto_blocks", "Blocks", "1", "1", Group::Content);
        row("backup_auto_files", "Files", "0", "1", Group::Content);
        row("backup_auto_filters", "Filters", "1", "1", Group::Content);
        row("backup_auto_comments", "Comments", "1", "1", Group::Content);
        row("backup_auto_badges", "Badges", "1", "1", Group::Content);
        row("backup_auto_calendarevents", "Calendar events", "1", "1", Group::Content);
        row("backup_auto_userscompletion", "Completion", "1", "1", Group::Content);
        row("backup_auto_logs", "Logs", "1", "0", Group::Content);
        row("backup_auto_histories", "Gradebook history", "1", "0", Group::Content);
        row("backup_auto_questionbank", "Question bank", "1", "1", Group::Content);
        row("backup_auto_groups", "Groups", "1", "1", Group::Content);
        row("backup_auto_competencies", "Competencies", "1", "1", Group::Content);
        row("backup_auto_customfield", "Custom fields", "1", "1", Group::Content);
        row("backup_auto_contentbankcontent", "Content bank", "1", "1", Group::Content);
        row("backup_auto_xapistate", "State of H5P", "1", "1", Group::Content);
        row("backup_auto_legacyfiles", "Legacy course files", "1", "1", Group::Content);
        row("loglifetime", "Keep records", "0", "30", Group::Keep);
    }
    void isWhatMoodleTakes()
    {
        QFETCH(QString, name);
        const BackupOption *option = findBackupOption(name);
        QVERIFY(option);
        QCOMPARE(option->edition, MoodleEdition::Later);
        QTEST(option->title, "title");
        QTEST(option->whenMissing, "whenMissing");
        QTEST(option->whenNew, "whenNew");
        QTEST(int(option->group), "group");
        QVERIFY(option->notes.endsWith(u'.'));
        QVERIFY(isValidForOption(*option, option->whenMissing) && isValidForOption(*option, option->whenNew));
        for (const QString &choice : option->choices)
            QVERIFY2(isValidForOption(*option, choice), qPrintable(choice));
        if (!option->choices.isEmpty())
            QVERIFY(option->choices.contains(option->whenNew));
    }

    void listsEachOnce()
    {
        QCOMPARE(backupOptions(MoodleEdition::Later).size(), 34);
        QVERIFY(backupOptions(MoodleEdition::Unknown).isEmpty());
        QSet<QString> names;
        QHash<QString, QString> titles;
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
            for (const BackupOption &option : backupOptions(edition)) {
                QVERIFY2(!names.contains(option.name), qPrintable(option.name));
                names.insert(option.name);
                QVERIFY(option.group != OptionGroup::Internal && option.kind != OptionKind::Text);
                QVERIFY(!optionGroupWord(option.group).isEmpty());
                if (option.meaning.isEmpty())
                    continue;
                // What means the same is called the same in both.
                QCOMPARE(titles.value(option.meaning, option.title), option.title);
                titles.insert(option.meaning, option.title);
            }
        }
        QCOMPARE(titles.size(), 10);
    }

    void whatIsNoOptionIsNotEdited_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *title, const char *says) {
            QTest::newRow(name) << QString::fromUtf8(title) << QString::fromUtf8(says);
        };
        row("backup_sche_running", "Running", "mark");
        row("backup_auto_running", "Running", "mark");
        row("backup_auto_adhoctasks", "Tasks in the queue", "queue");
        row("backup_auto_emailpending", "Mail to be sent", "mail");
        row("backup_default_filename_template_course", "File name, courses", "pattern");
        row("backup_default_filename_template_section", "File name, sections", "pattern");
        row("backup_default_filename_template_activity", "File name, activities", "pattern");
        row("backup_general_users", "backup_general_users", "by hand");
        row("backup_import_filters_locked", "backup_import_filters_locked", "import");
        row("backup_sche_sectionsummaries", "backup_sche_sectionsummaries", "does not know");
        row("BACKUP_AUTO_RUNNING", "BACKUP_AUTO_RUNNING", "does not know");
    }
    void whatIsNoOptionIsNotEdited()
    {
        QFETCH(QString, says);
        const QString name = QString::fromUtf8(QTest::currentDataTag());
        QVERIFY(!findBackupOption(name));
        const BackupOption option = unlistedOption(name);
        QCOMPARE(option.name, name);
        QTEST(option.title, "title");
        QVERIFY2(option.notes.contains(says) && option.notes.contains(QStringLiteral("never edited")),
                 qPrintable(option.notes));
        QCOMPARE(option.kind, OptionKind::Text);
        QCOMPARE(option.group, OptionGroup::Internal);
        QVERIFY(!optionFromWords(option, QStringLiteral("0")));
    }

    void saysInWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("words"); // in quotes: not valid
        const auto row = [](const char *what, const char *name, const char *stored, const char *words) {
            QTest::newRow(what) << QString::fromUtf8(name) << QString::fromUtf8(stored) << QString::fromUtf8(words);
        };
        row("off", "backup_auto_active", "0", "off");
        row("on", "backup_auto_active", "1", "on");
        row("only by hand", "backup_auto_active", "2", "only by hand");
        row("active beyond", "backup_auto_active", "3", "\"3\"");
        row("active of nothing", "backup_auto_active", "", "\"\"");
        row("in the course", "backup_auto_storage", "0", "course");
        row("in the folder", "backup_auto_storage", "1", "folder");
        row("in both", "backup_auto_storage", "2", "course and folder");
        row("storage beyond", "backup_auto_storage", "3", "\"3\"");
        row("keep all", "backup_auto_max_kept", "0", "all");
        row("keep some", "backup_auto_max_kept", "4", "4");
        row("keep none at least", "backup_auto_min_kept", "0", "none");
        row("keep two at least", "backup_auto_min_kept", "2", "2");
        row("never by age", "backup_auto_delete_days", "0", "never");
        row("by age", "backup_auto_delete_days", "35", "35 days");
        row("padded days", "backup_auto_delete_days", "035", "\"035\"");
        row("days with a fraction", "backup_auto_delete_days", "1.5", "\"1.5\"");
        row("days before", "backup_auto_delete_days", "-1", "\"-1\"");
        row("no folder", "backup_auto_destination", "", "no folder");
        row("a folder", "backup_auto_destination", "/srv/mbz", "/srv/mbz");
        row("relative folder", "backup_auto_destination", "srv/mbz", "\"srv/mbz\"");
        row("on is no word there", "backup_auto_skip_hidden", "on", "\"on\"");
        row("a day", "backup_auto_weekdays", "0000001", "Saturday");
        row("an hour", "backup_auto_hour", "23", "23:00");
        row("a minute", "backup_auto_minute", "50", "50 minutes past the hour");
    }
    void saysInWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, stored);
        const BackupOption &option = *findBackupOption(name);
        QTEST(optionInWords(option, stored), "words");
        QCOMPARE(isValidForOption(option, stored), !optionInWords(option, stored).startsWith(u'"'));
    }

    void readsWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stored"); // null: makes no sense
        const auto row = [](const char *name, const char *typed, const char *stored) {
            QTest::addRow("%s: %s", name, typed)
                << QString::fromUtf8(name) << QString::fromUtf8(typed) << QString::fromUtf8(stored);
        };
        row("backup_auto_active", "On", "1");
        row("backup_auto_active", "no", "0");
        row("backup_auto_active", "Only by hand", "2");
        row("backup_auto_active", "manual", "2");
        row("backup_auto_active", "2", "2");
        row("backup_auto_active", "3", nullptr);
        row("backup_auto_active", "sometimes", nullptr);
        row("backup_auto_storage", "course", "0");
        row("backup_auto_storage", "Folder", "1");
        row("backup_auto_storage", "both", "2");
        row("backup_auto_storage", "course and folder", "2");
        row("backup_auto_storage", "2", "2");
        row("backup_auto_storage", "nowhere", nullptr);
        row("backup_auto_storage", "", nullptr);
        row("backup_auto_max_kept", "all", "0");
        row("backup_auto_max_kept", "none", nullptr); // it would be the contrary
        row("backup_auto_min_kept", "none", "0");
        row("backup_auto_min_kept", "all", nullptr);
        row("backup_auto_min_kept", "03", "3");
        row("backup_auto_delete_days", "never", "0");
        row("backup_auto_delete_days", "35", "35");
        row("backup_auto_delete_days", "35 days", "35");
        row("backup_auto_delete_days", "1 day", "1");
        row("backup_auto_delete_days", " 035  Days ", "35");
        row("backup_auto_delete_days", "35 nights", nullptr);
        row("backup_auto_delete_days", "35.5", nullptr);
        row("backup_auto_delete_days", "12345", nullptr);
        row("backup_auto_delete_days", "days", nullptr);
        row("backup_auto_skip_modif_days", "30 days", "30");
        row("backup_auto_destination", "no folder", "");
        row("backup_auto_destination", "(blank)", "");
        row("backup_auto_destination", "/srv/mbz", "/srv/mbz");
        row("backup_auto_destination", "mbz", nullptr);
        row("backup_auto_destination", "/srv/../etc", nullptr);
        row("loglifetime", "never", "0");
        row("backup_shortname", "yes", "1");
    }
    void readsWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        const std::optional<QString> read = optionFromWords(*findBackupOption(name), typed);
        QCOMPARE(read.has_value(), !stored.isNull());
        if (read)
            QCOMPARE(*read, stored);
    }

    void aFolderMayBeLongerThanIn19()
    {
        const BackupOption &folder = *findBackupOption(QStringLiteral("backup_auto_destination"));
        QVERIFY(isValidForOption(folder, u'/' + QString(300, u'x')));
        QVERIFY(isValidForOption(folder, u'/' + QString(4094, u'x')));
        QVERIFY(!isValidForOption(folder, u'/' + QString(4095, u'x')));
        QVERIFY(
            !isValidForOption(*findBackupOption(QStringLiteral("backup_sche_destination")), u'/' + QString(300, u'x')));
    }
};

NIGHTKEEP_TEST(TstLaterOptions, unit, Core)
#include "tst_lateroptions.moc"
