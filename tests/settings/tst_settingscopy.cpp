// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <tuple>

using namespace Nightkeep;

namespace {

/// "keep=5 hour=3" of the edition; nothing else has a row.
SettingsView copyView(const char *name, MoodleEdition edition, const QString &values)
{
    SettingsSnapshot read;
    read.readAt = QDateTime(QDate(2025, 11, 30), QTime(4, 0), QTimeZone::utc());
    read.config.edition = edition;
    const QString prefix =
        edition == MoodleEdition::Later ? QStringLiteral("backup_auto_") : QStringLiteral("backup_sche_");
    const QStringList parts = values.split(u' ', Qt::SkipEmptyParts);
    for (const QString &part : parts)
        read.config.values.insert(prefix + part.section(u'=', 0, 0), part.section(u'=', 1));
    Site site;
    site.name = QString::fromLatin1(name);
    return makeSettingsView(site, read, {});
}

/// "keep: 5 to 1", those of the named options alone.
QStringList copiedLines(const QList<ConfigChange> &changes, const QStringList &names)
{
    QStringList lines;
    for (const ConfigChange &change : changes) {
        const QString name = change.name.section(u'_', 2);
        if (names.contains(name))
            lines += QStringLiteral("%1: %2 to %3").arg(name, change.seen.value_or(QStringLiteral("-")), change.wanted);
    }
    return lines;
}

bool copySaysOf(const QStringList &sentences, const QString &title, const QString &what)
{
    return std::any_of(sentences.cbegin(), sentences.cend(), [&](const QString &sentence) {
        return sentence.startsWith(title + u' ') && sentence.contains(what);
    });
}

} // namespace

/// Copying settings from one Moodle to another, of the same edition or not.
class TstSettingsCopy : public QObject
{
    Q_OBJECT

private slots:
    void copies_data()
    {
        QTest::addColumn<bool>("fromLater");
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("toLater");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("names"); // of what is looked at
        QTest::addColumn<QString>("changes");
        const auto row = [](const char *what, bool fromLater, const char *from, bool toLater, const char *to,
                            const char *names, const char *changes) {
            QTest::newRow(what) << fromLater << QString::fromUtf8(from) << toLater << QString::fromUtf8(to)
                                << QString::fromUtf8(names) << QString::fromUtf8(changes);
        };
        row("the same already", false, "keep=5", false, "keep=5", "keep", "");
        row("1.9 to 1.9", false, "keep=5 hour=3", false, "keep=1 hour=3", "keep hour", "keep: 1 to 5");
        row("in the order of the other", false, "hour=3 keep=5", false, "keep=1", "keep hour",
            "keep: 1 to 5, hour: - to 3");
        row("what 1.9 takes without a row", false, "", false, "modules=0", "modules", "modules: 0 to 1");
        row("which the other takes too", false, "modules=1", false, "", "modules", "");
        row("keep, by another name", false, "keep=5", true, "max_kept=1", "max_kept", "max_kept: 1 to 5");
        row("keep, back", true, "max_kept=5", false, "keep=1", "keep", "keep: 1 to 5");
        row("all", false, "keep=0", true, "max_kept=1", "max_kept", "max_kept: 1 to 0");
        row("days", false, "weekdays=1000001", true, "", "weekdays", "weekdays: - to 1000001");
        row("time", true, "hour=3 minute=50", false, "hour=2", "hour minute", "hour: 2 to 3, minute: - to 50");
        row("active", false, "active=1", true, "active=2", "active", "active: 2 to 1");
        row("only by hand has no like in 1.9", true, "active=2", false, "active=1", "active", "");
        row("modules are activities", false, "modules=0", true, "", "activities", "activities: - to 0");
        row("logs", true, "logs=1", false, "", "logs", "logs: - to 1");
        row("the history of grades", false, "gradebook_history=1", true, "histories=0", "histories",
            "histories: 0 to 1");
        row("users of the course", false, "users=1", true, "users=0", "users", "users: 0 to 1");
        row("no users", false, "users=2", true, "users=1", "users", "users: 1 to 0");
        row("all of the site have no like later", false, "users=0", true, "users=0", "users", "");
        row("users, back", true, "users=1", false, "users=0", "users", "users: 0 to 1");
        row("no users, back", true, "users=0", false, "users=1", "users", "users: 1 to 2");
        row("a folder", false, "destination=/zips", true, "", "storage destination",
            "storage: - to 1, destination: - to /zips");
        row("no folder", false, "", true, "storage=2 destination=/mbz", "storage destination", "storage: 2 to 0");
        row("a folder, back", true, "storage=1 destination=/mbz", false, "", "destination", "destination: - to /mbz");
        row("a folder that is not used", true, "storage=0 destination=/mbz", false, "destination=/zips", "destination",
            "destination: /zips to ");
        row("both have no like in 1.9", true, "storage=2 destination=/mbz", false, "destination=/zips", "destination",
            "");
        row("no folder although it is to be used", true, "storage=1", false, "destination=/zips", "destination", "");
        row("between later ones by name", true, "storage=2 destination=/mbz delete_days=35", true, "",
            "storage destination delete_days", "storage: - to 2, destination: - to /mbz, delete_days: - to 35");
        row("what makes no sense", false, "hour=late", false, "hour=3", "hour", "");
    }
    void copies()
    {
        QFETCH(bool, fromLater);
        QFETCH(QString, from);
        QFETCH(bool, toLater);
        QFETCH(QString, to);
        QFETCH(QString, names);
        QFETCH(QString, changes);
        QStringList leftOut;
        const QList<ConfigChange> made =
            changesToCopy(copyView("live", fromLater ? MoodleEdition::Later : MoodleEdition::Old, from),
                          copyView("test", toLater ? MoodleEdition::Later : MoodleEdition::Old, to), leftOut);
        QCOMPARE(copiedLines(made, names.split(u' ')).join(QStringLiteral(", ")), changes);
    }

    void whatIsLeftOutIsSaid()
    {
        QStringList leftOut;
        std::ignore = changesToCopy(copyView("live", MoodleEdition::Old, QStringLiteral("users=0 hour=late")),
                                    copyView("test", MoodleEdition::Later, {}), leftOut);
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Metacourse"), QStringLiteral("test has no such option")));
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Users"), QStringLiteral("knows nothing like all")));
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Execute at"), QStringLiteral("late")));
        QVERIFY(!copySaysOf(leftOut, QStringLiteral("Keep"), QString()));
        // Metacourse, user data, three kinds of files, messages and blogs; users and the hour.
        QCOMPARE(leftOut.size(), 9);

        leftOut.clear();
        std::ignore =
            changesToCopy(copyView("live", MoodleEdition::Later, QStringLiteral("active=2 storage=2 destination=/mbz")),
                          copyView("test", MoodleEdition::Old, {}), leftOut);
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Active"), QStringLiteral("only by hand")));
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Storage"), QStringLiteral("test")));
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Delete after"), QStringLiteral("no such option")));
        QVERIFY(!copySaysOf(leftOut, QStringLiteral("Save to"), QString()));
    }

    void ofOneThatIsTheSameNothingIsLeftOut()
    {
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
            QStringList leftOut;
            const SettingsView view = copyView("live", edition, QStringLiteral("active=1 hour=3 unheardof=x"));
            QVERIFY(
                changesToCopy(view, copyView("test", edition, QStringLiteral("active=1 hour=3")), leftOut).isEmpty());
            QVERIFY2(leftOut.isEmpty(), qPrintable(leftOut.join(u'\n')));
        }
    }

    void whatIsForcedThereIsLeftOut()
    {
        SettingsView to = copyView("test", MoodleEdition::Later, QStringLiteral("max_kept=1"));
        for (SettingRow &row : to.rows)
            row.isForced = row.option.name == QLatin1String("backup_auto_max_kept");
        QStringList leftOut;
        const QList<ConfigChange> made =
            changesToCopy(copyView("live", MoodleEdition::Old, QStringLiteral("keep=5")), to, leftOut);
        QVERIFY(std::none_of(made.cbegin(), made.cend(), [](const ConfigChange &change) {
            return change.name == QLatin1String("backup_auto_max_kept");
        }));
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Keep"), QStringLiteral("config.php of test")));
    }

    void whatMoodleServesCounts()
    {
        SettingsView from = copyView("live", MoodleEdition::Later, QStringLiteral("max_kept=5"));
        SettingsView to = copyView("test", MoodleEdition::Later, QStringLiteral("max_kept=2"));
        for (SettingRow &row : from.rows) {
            if (row.option.name == QLatin1String("backup_auto_max_kept"))
                row.served = QStringLiteral("10");
        }
        for (SettingRow &row : to.rows) {
            if (row.option.name == QLatin1String("backup_auto_max_kept"))
                row.served = QStringLiteral("1");
        }
        QStringList leftOut;
        QCOMPARE(changesToCopy(from, to, leftOut),
                 (QList<ConfigChange> {
                     {QStringLiteral("backup_auto_max_kept"), QStringLiteral("1"), QStringLiteral("10")}}));
    }

    void whatHasSeveralRowsIsLeftOut()
    {
        SettingsView from = copyView("live", MoodleEdition::Old, QStringLiteral("keep=5"));
        for (SettingRow &row : from.rows)
            row.isDuplicate = row.option.name == QLatin1String("backup_sche_keep");
        QStringList leftOut;
        QVERIFY(changesToCopy(from, copyView("test", MoodleEdition::Old, QStringLiteral("keep=1")), leftOut).isEmpty());
        QVERIFY(copySaysOf(leftOut, QStringLiteral("Keep"), QStringLiteral("not clear")));
    }

    void ofWhatWasNeverReadNothingIsCopied()
    {
        const SettingsView read = copyView("live", MoodleEdition::Old, QStringLiteral("keep=5"));
        Site site;
        site.name = QStringLiteral("fresh");
        const SettingsView unread = makeSettingsView(site, std::nullopt, {});
        QStringList leftOut;
        QVERIFY(changesToCopy(read, unread, leftOut).isEmpty());
        QVERIFY(changesToCopy(unread, read, leftOut).isEmpty());
        QCOMPARE(leftOut.size(), 2);
        QVERIFY(leftOut.first().contains(QStringLiteral("fresh")));
    }
};

NIGHTKEEP_TEST(TstSettingsCopy, unit, Core)
#include "tst_settingscopy.moc"
