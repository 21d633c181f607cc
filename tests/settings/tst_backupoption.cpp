// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/backupoption.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace Nightkeep;

namespace {

const BackupOption &option(const QString &name)
{
    return *findBackupOption(QStringLiteral("backup_sche_") + name);
}

// Every valid text of the small kinds, some of the large ones.
QStringList validTexts(const BackupOption &of, QRandomGenerator &random)
{
    QStringList texts;
    switch (of.kind) {
    case OptionKind::OnOff:
        return {QStringLiteral("0"), QStringLiteral("1")};
    case OptionKind::Users:
    case OptionKind::Active:
    case OptionKind::Storage:
        return {QStringLiteral("0"), QStringLiteral("1"), QStringLiteral("2")};
    case OptionKind::Hour:
        for (int hour = 0; hour < 24; ++hour)
            texts += QString::number(hour);
        return texts;
    case OptionKind::Minute:
        for (int minute = 0; minute < 60; ++minute)
            texts += QString::number(minute);
        return texts;
    case OptionKind::Keep:
    case OptionKind::Days:
        texts = of.choices;
        for (int i = 0; i < 200; ++i)
            texts += QString::number(random.bounded(10000));
        return texts;
    case OptionKind::Weekdays:
        for (int days = 0; days < 128; ++days)
            texts += QString::number(days, 2).rightJustified(7, u'0');
        return texts;
    case OptionKind::Folder:
        texts += QString();
        for (int i = 0; i < 200; ++i) {
            const QString letters = QStringLiteral("abcXYZ019 -_.,'\"\\%é/雪");
            QString path = QStringLiteral("/x");
            for (int length = random.bounded(30); length > 0; --length)
                path += letters.at(random.bounded(letters.size()));
            path += QStringLiteral("/end");
            if (!path.contains(QLatin1String("/../")) && !path.contains(QLatin1String("/./")))
                texts += path;
        }
        return texts;
    case OptionKind::Text:
        return {};
    }
    return texts;
}

// Slow and obvious: the days one by one, joined as a person would.
QString daysByHand(const QString &stored)
{
    const QStringList names {QStringLiteral("Sunday"),    QStringLiteral("Monday"),   QStringLiteral("Tuesday"),
                             QStringLiteral("Wednesday"), QStringLiteral("Thursday"), QStringLiteral("Friday"),
                             QStringLiteral("Saturday")};
    QStringList days;
    for (int day = 0; day < 7; ++day)
        if (stored.mid(day, 1) == QLatin1String("1"))
            days.append(names.at(day));
    if (days.isEmpty())
        return QStringLiteral("never");
    if (days.size() == 7)
        return QStringLiteral("every day");
    if (days.size() == 1)
        return days.first();
    const QString last = days.takeLast();
    return days.join(QStringLiteral(", ")) + QStringLiteral(" and ") + last;
}

} // namespace

class TstBackupOption : public QObject
{
    Q_OBJECT

private slots:
    void listsThePageFirst()
    {
        const QList<QPair<QString, QString>> chosen = agreedOnPage();
        const QList<BackupOption> &options = backupOptions(MoodleEdition::Old);
        QCOMPARE(chosen.size(), 13);
        QCOMPARE(options.size(), 17);
        QSet<QString> names;
        for (int i = 0; i < options.size(); ++i) {
            const BackupOption &known = options.at(i);
            if (i < chosen.size())
                QCOMPARE(known.name, chosen.at(i).first);
            QVERIFY(!known.title.isEmpty() && !known.notes.isEmpty());
            QVERIFY(isValidForOption(known, known.whenMissing));
            for (const QString &choice : known.choices)
                QVERIFY(isValidForOption(known, choice));
            names.insert(known.name);
        }
        QCOMPARE(names.size(), 17);
        QCOMPARE(findBackupOption(QStringLiteral("backup_sche_running")), nullptr);
        QCOMPARE(findBackupOption(QStringLiteral("BACKUP_SCHE_KEEP")), nullptr);
    }

    // What backup_scheduled.php runs with without a row, and what the page of settings writes when Moodle is new.
    void isWhatMoodleTakes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("whenMissing");
        QTest::addColumn<QString>("whenNew");
        QTest::addColumn<int>("group");
        const auto row = [](const char *name, const char *whenMissing, const char *whenNew, OptionGroup group) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(whenMissing)
                                << QString::fromUtf8(whenNew) << int(group);
        };
        row("modules", "1", "0", OptionGroup::Content);
        row("withuserdata", "1", "0", OptionGroup::Content);
        row("metacourse", "1", "0", OptionGroup::Content);
        row("users", "1", "0", OptionGroup::Content);
        row("logs", "0", "0", OptionGroup::Content);
        row("userfiles", "1", "0", OptionGroup::Content);
        row("coursefiles", "1", "0", OptionGroup::Content);
        row("sitefiles", "1", "0", OptionGroup::Content);
        row("gradebook_history", "0", "0", OptionGroup::Content);
        row("messages", "0", "0", OptionGroup::Content);
        row("blogs", "0", "0", OptionGroup::Content);
        row("keep", "1", "1", OptionGroup::Keep);
        row("active", "0", "0", OptionGroup::Schedule);
        row("weekdays", "0000000", "0000000", OptionGroup::Schedule);
        row("hour", "0", "0", OptionGroup::Schedule);
        row("minute", "0", "0", OptionGroup::Schedule);
        row("destination", "", "", OptionGroup::Place);
    }
    void isWhatMoodleTakes()
    {
        QFETCH(QString, name);
        QTEST(option(name).whenMissing, "whenMissing");
        QTEST(option(name).whenNew, "whenNew");
        QTEST(int(option(name).group), "group");
        QCOMPARE(option(name).edition, MoodleEdition::Old);
    }

    void readsThePagesChoices_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("onThePage");
        const QStringList words {QStringLiteral("on"),     QStringLiteral("on"),     QStringLiteral("on"),
                                 QStringLiteral("course"), QStringLiteral("on"),     QStringLiteral("on"),
                                 QStringLiteral("on"),     QStringLiteral("off"),    QStringLiteral("1"),
                                 QStringLiteral("on"),     QStringLiteral("Sunday"), QStringLiteral("3am"),
                                 QStringLiteral("(blank)")};
        for (int i = 0; i < words.size(); ++i)
            QTest::newRow(qPrintable(backupOptions(MoodleEdition::Old).at(i).name))
                << backupOptions(MoodleEdition::Old).at(i).name << words.at(i);
    }

    void readsThePagesChoices()
    {
        QFETCH(QString, name);
        QFETCH(QString, onThePage);
        QString chosen = QStringLiteral("<none>");
        for (const auto &pair : agreedOnPage())
            if (pair.first == name)
                chosen = pair.second;
        QCOMPARE(optionFromWords(*findBackupOption(name), onThePage), chosen);
    }

    void saysInWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *what, const char *name, const char *stored, const char *words) {
            QTest::newRow(what) << QString::fromUtf8(name) << QString::fromUtf8(stored) << QString::fromUtf8(words);
        };
        row("on", "active", "1", "on");
        row("off", "active", "0", "off");
        row("all users of the site", "users", "0", "all");
        row("users of the course", "users", "1", "course");
        row("no users", "users", "2", "none");
        row("keep all", "keep", "0", "all");
        row("keep one", "keep", "1", "1");
        row("Sunday comes first", "weekdays", "1000000", "Sunday");
        row("Saturday comes last", "weekdays", "0000001", "Saturday");
        row("two days", "weekdays", "1010000", "Sunday and Tuesday");
        row("three days", "weekdays", "0110100", "Monday, Tuesday and Thursday");
        row("every day", "weekdays", "1111111", "every day");
        row("no day", "weekdays", "0000000", "never");
        row("an hour", "hour", "3", "03:00");
        row("midnight", "hour", "0", "00:00");
        row("a minute", "minute", "5", "5 minutes past the hour");
        row("no minute", "minute", "0", "on the hour");
        row("own folder", "destination", "", "the course's own folder");
        row("a folder", "destination", "/data/backups", "/data/backups");
        row("padded hour", "hour", "03", "\"03\"");
        row("hour beyond the day", "hour", "24", "\"24\"");
        row("eight days", "weekdays", "10000000", "\"10000000\"");
        row("yes is not stored", "active", "yes", "\"yes\"");
        row("relative folder", "destination", "backups", "\"backups\"");
        row("hidden character", "keep", "1\n", "\"1\\n\"");
        row("hour before midnight", "hour", "-1", "\"-1\"");
        row("hour behind a blank", "hour", " 7", "\" 7\"");
        row("hour of nothing", "hour", "", "\"\"");
        row("minute beyond the hour", "minute", "60", "\"60\"");
        row("minute with a fraction", "minute", "5.5", "\"5.5\"");
        row("days as letters", "weekdays", "mtwtfss", "\"mtwtfss\"");
        row("six days", "weekdays", "100000", "\"100000\"");
        row("a day that is a number", "weekdays", "2000000", "\"2000000\"");
        row("on behind a blank", "active", " 1", "\" 1\"");
        row("on and more", "active", "11", "\"11\"");
        row("keep nothing", "keep", "", "\"\"");
        row("keep fewer than none", "keep", "-1", "\"-1\"");
        row("folder that ends in a blank", "destination", "/srv/zips ", "\"/srv/zips \"");
    }

    void saysInWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, stored);
        QTEST(optionInWords(option(name), stored), "words");
        QCOMPARE(isValidForOption(option(name), stored), !optionInWords(option(name), stored).startsWith(u'"'));
    }

    void saysEveryWeek()
    {
        for (int days = 0; days < 128; ++days) {
            const QString stored = QString::number(days, 2).rightJustified(7, u'0');
            QCOMPARE(optionInWords(option(QStringLiteral("weekdays")), stored), daysByHand(stored));
        }
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
        row("hour", "3am", "3");
        row("hour", "3 AM", "3");
        row("hour", "03:00", "3");
        row("hour", "03", "3");
        row("hour", " 15.00 ", "15");
        row("hour", "12am", "0");
        row("hour", "12pm", "12");
        row("hour", "11 p.m.", "23");
        row("hour", "noon", "12");
        row("hour", "Midnight", "0");
        row("hour", "03:30", nullptr);
        row("hour", "13pm", nullptr);
        row("hour", "0am", nullptr);
        row("hour", "24", nullptr);
        row("hour", "-1", nullptr);
        row("hour", "", nullptr);
        row("hour", "٣", nullptr);
        row("weekdays", "sunday", "1000000");
        row("weekdays", "Tues and Sat", "0010001");
        row("weekdays", "Sat, Tue", "0010001");
        row("weekdays", "mon/wed/fri", "0101010");
        row("weekdays", "Sundays", "1000000");
        row("weekdays", "daily", "1111111");
        row("weekdays", "never", "0000000");
        row("weekdays", "1000000", "1000000");
        row("weekdays", "su", nullptr);
        row("weekdays", "Sunday or so", nullptr);
        row("weekdays", "and", nullptr);
        row("weekdays", "", nullptr);
        row("weekdays", "100000", nullptr);
        row("active", "ON", "1");
        row("active", "yes", "1");
        row("active", "no", "0");
        row("active", "false", "0");
        row("active", "2", nullptr);
        row("users", "Course", "1");
        row("users", "all", "0");
        row("users", "some", nullptr);
        row("keep", "all", "0");
        row("keep", "010", "10");
        row("keep", "12345", nullptr);
        row("keep", "2.5", nullptr);
        row("minute", ":05", "5");
        row("minute", "60", nullptr);
        row("destination", "(Blank)", "");
        row("destination", "", "");
        row("destination", "/data/backups", "/data/backups");
        row("destination", "data", nullptr);
        row("destination", "/data/../etc", nullptr);
        row("destination", "/a\tb", nullptr);
        row("destination", "/a\u202eb", nullptr);
    }

    void readsWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        const std::optional<QString> read = optionFromWords(option(name), typed);
        QCOMPARE(read.has_value(), !stored.isNull());
        if (read)
            QCOMPARE(*read, stored);
    }

    void refusesTooLongFolders()
    {
        const BackupOption folder = option(QStringLiteral("destination"));
        QVERIFY(isValidForOption(folder, u'/' + QString(254, QChar(0x96ea))));
        QVERIFY(!isValidForOption(folder, u'/' + QString(255, QChar(0x96ea))));
        QString wide = QStringLiteral("/");
        for (int i = 0; i < 254; ++i)
            wide += QString::fromUcs4(U"\U0001F4BE"); // two UTF-16 units, one character
        QVERIFY(isValidForOption(folder, wide));
    }

    void wordsReadBackAsTheSame()
    {
        QRandomGenerator random(20081101);
        int tried = 0;
        const QList<BackupOption> both = backupOptions(MoodleEdition::Old) + backupOptions(MoodleEdition::Later);
        for (const BackupOption &known : both) {
            const QStringList texts = validTexts(known, random);
            for (const QString &stored : texts) {
                QVERIFY2(isValidForOption(known, stored), qPrintable(stored));
                const QString words = optionInWords(known, stored);
                const std::optional<QString> back = optionFromWords(known, words);
                QVERIFY2(back, qPrintable(known.name + u' ' + words));
                QCOMPARE(*back, stored);
                const std::optional<QString> again = optionFromWords(known, stored); // stored text is understood too
                QVERIFY2(again, qPrintable(stored));
                QCOMPARE(*again, stored);
                ++tried;
            }
        }
        QVERIFY(tried > 500);
    }

    void nonsenseIsRefusedOrValid()
    {
        QRandomGenerator random(27);
        const QStringList pieces {
            QStringLiteral("sun"), QStringLiteral("day"), QStringLiteral(","),  QStringLiteral(" "),
            QStringLiteral("0"),   QStringLiteral("1"),   QStringLiteral("23"), QStringLiteral("am"),
            QStringLiteral(":00"), QStringLiteral("all"), QStringLiteral("/"),  QStringLiteral(".."),
            QStringLiteral("\n"),  QStringLiteral("'"),   QStringLiteral("on"), QString(QChar(0x202e))};
        int understood = 0;
        const QList<BackupOption> both = backupOptions(MoodleEdition::Old) + backupOptions(MoodleEdition::Later);
        for (int i = 0; i < 20000; ++i) {
            QString typed;
            for (int count = random.bounded(6); count > 0; --count)
                typed += pieces.at(random.bounded(pieces.size()));
            const BackupOption &known = both.at(random.bounded(both.size()));
            const std::optional<QString> stored = optionFromWords(known, typed);
            if (!stored)
                continue;
            ++understood;
            QVERIFY2(isValidForOption(known, *stored), qPrintable(known.name + u' ' + typed));
        }
        QVERIFY(understood > 500);
    }

    void aNameThatNobodyKnowsHidesNothing()
    {
        const QString name = QStringLiteral("backup_") + QChar(0x202e) + QStringLiteral("peek");
        const BackupOption option = unlistedOption(name);
        QCOMPARE(option.name, name);
        QVERIFY(!option.title.contains(QChar(0x202e)));
        QVERIFY(option.title.startsWith(QLatin1String("backup_")));
    }
};

NIGHTKEEP_TEST(TstBackupOption, unit, Core)
#include "tst_backupoption.moc"
