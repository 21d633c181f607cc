// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/nextrun.h"

#include "models/base/format.h"
#include "models/settings/settingsview.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;
using Run = NextRun::Kind;

namespace {

using Options = QHash<QString, QString>;

/// Sundays at 03:00, but for what `more` says; a null text takes the row away.
SettingsView scheduled(const Options &more, const QString &zone = QStringLiteral("Europe/London"))
{
    Options values {{QStringLiteral("backup_sche_active"), QStringLiteral("1")},
                    {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1000000")},
                    {QStringLiteral("backup_sche_hour"), QStringLiteral("3")},
                    {QStringLiteral("backup_sche_minute"), QStringLiteral("0")}};
    for (auto it = more.cbegin(); it != more.cend(); ++it) {
        const QString name = QStringLiteral("backup_sche_") + it.key();
        if (it.value().isNull())
            values.remove(name);
        else
            values.insert(name, it.value());
    }
    Site site;
    site.name = QStringLiteral("moodle");
    site.timeZone = zone;
    const QDateTime readAt(QDate(2008, 3, 1), QTime(9, 0), QTimeZone::utc());
    MoodleConfig config;
    config.values = values;
    return makeSettingsView(site, SettingsSnapshot {readAt, config, 3}, {});
}

/// The same of a later Moodle, whose options are called otherwise.
SettingsView scheduledLater(const Options &more, const QString &zone = QStringLiteral("Europe/London"))
{
    const SettingsView old = scheduled(more);
    MoodleConfig config;
    config.edition = MoodleEdition::Later;
    config.scheduleZone = zone;
    for (auto it = old.config.values.cbegin(); it != old.config.values.cend(); ++it)
        config.values.insert(QStringLiteral("backup_auto_") + it.key().mid(int(qstrlen("backup_sche_"))), it.value());
    return makeSettingsView(old.site, SettingsSnapshot {old.readAt, config, 3}, {});
}

SettingsView scheduledOf(MoodleEdition edition, const Options &more)
{
    return edition == MoodleEdition::Old ? scheduled(more) : scheduledLater(more);
}

Options only(const char *name, const char *value)
{
    return {{QString::fromLatin1(name), QString::fromLatin1(value)}};
}

QDateTime utc(const QString &text)
{
    return QDateTime::fromString(text + u'Z', Qt::ISODate);
}

} // namespace

/// When Moodle begins next, as it reckons it itself, and how that is said.
class TstNextRun : public QObject
{
    Q_OBJECT

private slots:
    void reckonsAsMoodleDoes_data()
    {
        QTest::addColumn<Options>("more");
        QTest::addColumn<QString>("now"); // 29 November 2008 was a Saturday
        QTest::addColumn<QString>("at");
        const auto row = [](const char *name, const Options &more, const char *now, const char *at) {
            QTest::newRow(name) << more << QString::fromLatin1(now) << QString::fromLatin1(at);
        };
        const char *saturday = "2008-11-29T09:00:00";
        row("tomorrow", {}, saturday, "2008-11-30T03:00:00");
        row("today, before the hour", {}, "2008-11-30T02:59:59", "2008-11-30T03:00:00");
        row("today, at the moment itself", {}, "2008-11-30T03:00:00", "2008-11-30T03:00:00");
        row("today, after the hour: in a week", {}, "2008-11-30T03:00:01", "2008-12-07T03:00:00");
        row("every day, after the hour", only("weekdays", "1111111"), saturday, "2008-11-30T03:00:00");
        row("the last letter is Saturday", only("weekdays", "0000001"), "2008-11-28T09:00:00", "2008-11-29T03:00:00");
        row("the nearer of two days", only("weekdays", "0101000"), saturday, "2008-12-01T03:00:00");
        row("the minute counts", only("minute", "45"), "2008-11-30T03:30:00", "2008-11-30T03:45:00");
        const Options lastMinute {{QStringLiteral("hour"), QStringLiteral("23")},
                                  {QStringLiteral("minute"), QStringLiteral("59")}};
        row("the last minute of the day", lastMinute, "2008-11-30T23:59:00", "2008-11-30T23:59:00");
        row("the last minute has begun", lastMinute, "2008-11-30T23:59:01", "2008-12-07T23:59:00");
        row("today is an hour longer: tomorrow goes by its own midnight", only("weekdays", "0100000"),
            "2008-10-26T22:30:00", "2008-10-27T03:00:00");
        row("today is an hour longer, and its run has passed", only("hour", "0"), "2008-10-25T23:10:00",
            "2008-11-02T00:00:00");
        row("no row for the hour is midnight", only("hour", nullptr), saturday, "2008-11-30T00:00:00");
        row("no row for the minute is the full hour", only("minute", nullptr), saturday, "2008-11-30T03:00:00");
        row("in summer", {}, "2008-07-05T09:00:00", "2008-07-06T02:00:00");
        row("the clocks go forward: an hour late, 04:00", {}, "2008-03-29T12:00:00", "2008-03-30T03:00:00");
        row("the clocks go back: an hour early, 02:00", {}, "2008-10-25T12:00:00", "2008-10-26T02:00:00");
        row("around the new year", {}, "2008-12-31T23:59:59", "2009-01-04T03:00:00");
    }
    void reckonsAsMoodleDoes()
    {
        QFETCH(Options, more);
        QFETCH(QString, now);
        QFETCH(QString, at);
        const NextRun run = nextRun(scheduled(more), utc(now));
        QCOMPARE(run.kind, Run::At);
        QCOMPARE(run.at, utc(at));
    }

    void theZoneIsTheSites_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("at");
        QTest::newRow("another one: Sunday there already, and past three")
            << QStringLiteral("Asia/Tokyo") << QStringLiteral("2008-12-06T18:00:00");
        QTest::newRow("none: that of the present moment") << QString() << QStringLiteral("2008-11-30T03:00:00");
        QTest::newRow("an offset") << QStringLiteral("UTC-05:00") << QStringLiteral("2008-11-30T08:00:00");
        QTest::newRow("Moodle's word for the server's own")
            << QStringLiteral("99") << QStringLiteral("2008-11-30T03:00:00");
        QTest::newRow("one that there is not")
            << QStringLiteral("Europe/Camelot") << QStringLiteral("2008-11-30T03:00:00");
    }
    void theZoneIsTheSites()
    {
        QFETCH(QString, zone);
        QFETCH(QString, at);
        QCOMPARE(nextRun(scheduled({}, zone), utc(QStringLiteral("2008-11-29T20:00:00"))).at, utc(at));
    }

    void saysWhenThereIsNone_data()
    {
        QTest::addColumn<Options>("more");
        QTest::addColumn<int>("kind");
        QTest::newRow("off") << only("active", "0") << int(Run::Off);
        QTest::newRow("never switched on") << only("active", nullptr) << int(Run::Off);
        QTest::newRow("no day") << only("weekdays", "0000000") << int(Run::Never);
        QTest::newRow("no row of days") << only("weekdays", nullptr) << int(Run::Never);
        QTest::newRow("an hour of no day") << only("hour", "25") << int(Run::Unknown);
        QTest::newRow("a minute of no hour") << only("minute", "x") << int(Run::Unknown);
        QTest::newRow("days in words") << only("weekdays", "Sunday") << int(Run::Unknown);
        QTest::newRow("too few days") << only("weekdays", "100") << int(Run::Unknown);
        QTest::newRow("too many days") << only("weekdays", "10000000") << int(Run::Unknown);
        QTest::newRow("no text of days") << only("weekdays", "") << int(Run::Unknown);
        QTest::newRow("neither on nor off") << only("active", "yes") << int(Run::Unknown);
        Options both = only("active", "0");
        both.insert(QStringLiteral("hour"), QStringLiteral("25"));
        QTest::newRow("off, whatever the hour is") << both << int(Run::Off);
        QTest::newRow("no hour that there is") << only("hour", "24") << int(Run::Unknown);
        QTest::newRow("an hour before all") << only("hour", "-1") << int(Run::Unknown);
        QTest::newRow("the sixtieth minute") << only("minute", "60") << int(Run::Unknown);
        QTest::newRow("no text of an hour") << only("hour", "") << int(Run::Unknown);
    }
    void saysWhenThereIsNone()
    {
        QFETCH(Options, more);
        QFETCH(int, kind);
        const QDateTime now = utc(QStringLiteral("2008-11-29T09:00:00"));
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
            const SettingsView view = scheduledOf(edition, more);
            QCOMPARE(int(nextRun(view, now).kind), kind);
            QVERIFY(!nextRun(view, now).at.isValid());
            QCOMPARE(settingsPageAnswer(view, now).state, Run(kind) == Run::Unknown ? State::Unknown : State::Bad);
            const std::optional<BackupSchedule> schedule = scheduleOf(view, now);
            QVERIFY(!schedule || nextRuns(*schedule, now).isEmpty());
            QCOMPARE(schedule.has_value(), Run(kind) != Run::Unknown && more.value(QStringLiteral("hour")) != u"25");
        }
    }

    void aLaterMoodleMayRunByHandAlone()
    {
        const QDateTime now = utc(QStringLiteral("2008-11-29T09:00:00"));
        const SettingsView view = scheduledLater(only("active", "2"));
        QCOMPARE(nextRun(view, now).kind, Run::Manual);
        QVERIFY(!nextRun(view, now).at.isValid());
        QCOMPARE(scheduleOf(view, now).value_or(BackupSchedule()).active, BackupActive::Manual);
        QCOMPARE(nextRunInWords(view, now), QStringLiteral("No run by itself: only when somebody starts it"));
        QCOMPARE(settingsPageAnswer(view, now).state, State::Attention);
        // 1.9 knows no such word.
        QCOMPARE(nextRun(scheduled(only("active", "2")), now).kind, Run::Unknown);
    }

    /// What Moodle serves and what config.php forces counts, and not the row.
    void whatIsInForceCounts()
    {
        const QDateTime now = utc(QStringLiteral("2008-11-29T09:00:00"));
        SettingsView view = scheduledLater({});
        QCOMPARE(nextRun(view, now).at, utc(QStringLiteral("2008-11-30T03:00:00")));
        const QString hour = QStringLiteral("backup_auto_hour");
        MoodleConfig config = view.config;
        config.served.insert(hour, QStringLiteral("5"));
        config.forced << hour;
        view = makeSettingsView(view.site, SettingsSnapshot {view.readAt, config, 3}, {});
        QCOMPARE(nextRun(view, now).at, utc(QStringLiteral("2008-11-30T05:00:00")));
        const ConfigChange change {hour, QStringLiteral("3"), QStringLiteral("7")};
        QCOMPARE(scheduleOf(view, now, {change}).value_or(BackupSchedule()).hour, 5); // it would not be in force
    }

    void whatHasSeveralRowsIsNotKnown()
    {
        const QDateTime now = utc(QStringLiteral("2008-11-29T09:00:00"));
        SettingsView view = scheduled({});
        MoodleConfig config = view.config;
        config.duplicates << QStringLiteral("backup_sche_hour");
        view = makeSettingsView(view.site, SettingsSnapshot {view.readAt, config, 3}, {});
        QCOMPARE(nextRun(view, now), NextRun());
        QVERIFY(!scheduleOf(view, now).has_value());
    }

    void changesAreTakenForDone()
    {
        const QDateTime now = utc(QStringLiteral("2008-11-29T09:00:00"));
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
            const SettingsView view = scheduledOf(edition, only("active", "0"));
            const QString before =
                edition == MoodleEdition::Old ? QStringLiteral("backup_sche_") : QStringLiteral("backup_auto_");
            const QList<ConfigChange> changes {
                {before + QStringLiteral("active"), QStringLiteral("0"), QStringLiteral("1")},
                {before + QStringLiteral("weekdays"), QStringLiteral("1000000"), QStringLiteral("0100000")},
                {before + QStringLiteral("hour"), QStringLiteral("3"), QStringLiteral("4")},
                {before + QStringLiteral("minute"), QStringLiteral("0"), QStringLiteral("15")}};
            const std::optional<BackupSchedule> schedule = scheduleOf(view, now, changes);
            QVERIFY(schedule.has_value());
            QCOMPARE(nextRuns(*schedule, now, 1).value(0), utc(QStringLiteral("2008-12-01T04:15:00")));
            const ConfigChange senseless {before + QStringLiteral("hour"), QStringLiteral("3"), QStringLiteral("25")};
            QVERIFY(!scheduleOf(view, now, {senseless}).has_value());
        }
    }

    void saysInWhichZone_data()
    {
        using From = ScheduleZone::From;
        const QString none;
        const QString berlin = QStringLiteral("Europe/Berlin");
        const QString tokyo = QStringLiteral("Asia/Tokyo");
        const QString servers = QStringLiteral("99");
        const QString camelot = QStringLiteral("Europe/Camelot");
        QTest::addColumn<int>("edition");
        QTest::addColumn<QString>("told"); // of the schedule, by Moodle
        QTest::addColumn<QString>("ofSite"); // 1.9's own
        QTest::addColumn<QString>("here"); // of the site, in the workspace
        QTest::addColumn<int>("from");
        QTest::addColumn<int>(
            "quarters"); // 03:00 on Sunday, 30 November, is that many quarters of an hour before it in UTC
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, MoodleEdition edition, const QString &told, const QString &ofSite,
                            const QString &here, From from, int quarters, const QString &words) {
            QTest::newRow(name) << int(edition) << told << ofSite << here << int(from) << quarters << words;
        };
        const auto old = MoodleEdition::Old;
        const auto later = MoodleEdition::Later;
        row("1.9: of the administrator", old, tokyo, berlin, berlin, From::Administrator, 36,
            QStringLiteral("Asia/Tokyo, by the profile of Moodle's main administrator"));
        row("1.9: a number of hours", old, QStringLiteral("-5.5"), berlin, berlin, From::Administrator, -22,
            QStringLiteral("UTC-05:30, by the profile of Moodle's main administrator, and the summer time of "
                           "Europe/Berlin"));
        row("1.9: a number of hours, and one for the site", old, QStringLiteral("-5.5"), QStringLiteral("1.0"), berlin,
            From::Administrator, -22, QStringLiteral("UTC-05:30, by the profile of Moodle's main administrator"));
        row("1.9: a number of hours, and the server's for the site", old, QStringLiteral("-5.5"), servers, berlin,
            From::Administrator, -22, QStringLiteral("UTC-05:30, by the profile of Moodle's main administrator"));
        row("1.9: of the site, which the profile takes", old, tokyo, tokyo, berlin, From::Moodle, 36,
            QStringLiteral("Asia/Tokyo, by Moodle's own setting"));
        row("1.9: a whole number", old, QStringLiteral("13.0"), none, none, From::Administrator, 52,
            QStringLiteral("UTC+13:00, by the profile of Moodle's main administrator"));
        row("1.9: the server's, and the site has one", old, servers, tokyo, berlin, From::Moodle, 36,
            QStringLiteral("Asia/Tokyo, by Moodle's own setting"));
        row("1.9: the server's", old, servers, servers, berlin, From::Server, 4,
            QStringLiteral("Europe/Berlin, as the site has it here: Moodle takes its server's time"));
        row("1.9: the server's, and nobody knows it", old, servers, none, none, From::Machine, 0,
            QStringLiteral("UTC, this machine's: Moodle's own is not known"));
        row("1.9: not known", old, none, tokyo, berlin, From::Workspace, 4,
            QStringLiteral("Europe/Berlin, as the site has it here: Moodle's own is not known"));
        row("1.9: a name that there is not", old, camelot, none, berlin, From::Workspace, 4,
            QStringLiteral("Europe/Berlin, as the site has it here: Moodle's own, Europe/Camelot, is not known to this "
                           "machine"));
        row("later: of the site", later, tokyo, none, berlin, From::Moodle, 36,
            QStringLiteral("Asia/Tokyo, by Moodle's own setting"));
        row("later: a number of hours", later, QStringLiteral("9.5"), none, berlin, From::Moodle, 38,
            QStringLiteral("UTC+09:30, by Moodle's own setting"));
        row("later: the server's", later, servers, tokyo, berlin, From::Server, 4,
            QStringLiteral("Europe/Berlin, as the site has it here: Moodle takes its server's time"));
        row("later: not known", later, none, none, none, From::Machine, 0,
            QStringLiteral("UTC, this machine's: Moodle's own is not known"));
        row("later: a name that there is not, here neither", later, camelot, none, camelot, From::Machine, 0,
            QStringLiteral("UTC, this machine's: Moodle's own, Europe/Camelot, is not known to it"));
    }
    void saysInWhichZone()
    {
        QFETCH(int, edition);
        QFETCH(QString, told);
        QFETCH(QString, ofSite);
        QFETCH(QString, here);
        QFETCH(int, from);
        QFETCH(int, quarters);
        QFETCH(QString, words);
        SettingsView view = scheduledOf(MoodleEdition(edition), {});
        view.config.scheduleZone = told;
        view.config.siteZone = ofSite;
        view.site.timeZone = here;
        const QDateTime now = utc(QStringLiteral("2008-11-27T09:00:00"));
        const ScheduleZone zone = scheduleZone(view, now);
        QVERIFY(zone.zone.isValid());
        QCOMPARE(int(zone.from), from);
        QCOMPARE(scheduleZoneInWords(zone), words);
        QCOMPARE(nextRun(view, now).at, utc(QStringLiteral("2008-11-30T03:00:00")).addSecs(-qint64(quarters) * 900));
        const bool isGuess = ScheduleZone::From(from) == ScheduleZone::From::Machine;
        QCOMPARE(nextRunInWords(view, now).contains(QLatin1String("in this machine's time zone")), isGuess);
    }

    /// All is as agreed, but at which hour it runs is a guess.
    void aGuessedZoneIsNotGood()
    {
        const QDateTime now = utc(QStringLiteral("2008-11-29T09:00:00"));
        const QHash<QString, AgreedSetting> agreed {
            {QStringLiteral("backup_sche_weekdays"), AgreedSetting {QStringLiteral("1000000"), {}, {}}}};
        const auto stateWith = [&](const QString &zone) {
            const SettingsView view = scheduled({}, zone);
            const SettingsSnapshot read {view.readAt, view.config, 3};
            return settingsPageAnswer(makeSettingsView(view.site, read, agreed), now).state;
        };
        QCOMPARE(stateWith(QStringLiteral("Europe/London")), State::Good);
        QCOMPARE(stateWith(QString()), State::Unknown);
    }

    /// Sunday, 6 July: midnight of UTC-05:30 is 05:30 UTC, an hour earlier where the site has summer time.
    void aNumberOfHoursHasTheSitesSummer_data()
    {
        QTest::addColumn<int>("edition");
        QTest::addColumn<QString>("ofSite");
        QTest::addColumn<QString>("at");
        const auto row = [](const char *name, MoodleEdition edition, const char *ofSite, const char *at) {
            QTest::newRow(name) << int(edition) << QString::fromLatin1(ofSite) << QString::fromLatin1(at);
        };
        row("with summer time", MoodleEdition::Old, "Europe/Berlin", "2008-07-06T07:30:00");
        row("without", MoodleEdition::Old, "Asia/Tokyo", "2008-07-06T08:30:00");
        row("a number too", MoodleEdition::Old, "1.0", "2008-07-06T08:30:00");
        row("later Moodles add none", MoodleEdition::Later, "Europe/Berlin", "2008-07-06T08:30:00");
    }
    void aNumberOfHoursHasTheSitesSummer()
    {
        QFETCH(int, edition);
        QFETCH(QString, ofSite);
        QFETCH(QString, at);
        SettingsView view = scheduledOf(MoodleEdition(edition), {});
        view.config.scheduleZone = QStringLiteral("-5.5");
        view.config.siteZone = ofSite;
        QCOMPARE(nextRun(view, utc(QStringLiteral("2008-07-03T09:00:00"))).at, utc(at));
    }

    void whatWasNeverReadIsNotKnown()
    {
        Site site;
        site.name = QStringLiteral("moodle");
        const SettingsView view = makeSettingsView(site, std::nullopt, {});
        const QDateTime now = utc(QStringLiteral("2008-11-29T09:00:00"));
        QCOMPARE(nextRun(view, now), NextRun());
        QCOMPARE(nextRunInWords(view, now), QStringLiteral("Next run: not known"));
        QCOMPARE(settingsPageAnswer(view, now).state, State::Unknown);
        QVERIFY(settingsPageAnswer(view, now).sentence.contains(QLatin1String("have never been read")));
        QCOMPARE(settingsPageAnswer({}, now).sentence, QStringLiteral("No Moodle site is in this workspace yet."));
    }

    void isSaidAsPeopleDo_data()
    {
        QTest::addColumn<Options>("more");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const Options &more, const char *now, const char *words) {
            QTest::newRow(name) << more << QString::fromLatin1(now) << QString::fromLatin1(words);
        };
        const char *saturday = "2008-11-29T09:00:00";
        const char *tonight = "Next run: tonight, Sunday 03:00, about 3 courses";
        row("before dawn of tomorrow", {}, saturday, tonight);
        row("before dawn of today", {}, "2008-11-30T01:00:00", tonight);
        row("in the evening", only("hour", "22"), "2008-11-30T09:00:00",
            "Next run: tonight, Sunday 22:00, about 3 courses");
        row("by day", only("hour", "12"), "2008-11-30T09:00:00", "Next run: today, 12:00, about 3 courses");
        row("tomorrow by day", only("hour", "12"), saturday, "Next run: Sunday 12:00, about 3 courses");
        row("in some days", only("weekdays", "0001000"), saturday, "Next run: Wednesday 03:00, about 3 courses");
        row("in a week", only("weekdays", "0000001"), saturday,
            "Next run: Saturday 6 December 2008, 03:00, about 3 courses");
        row("off", only("active", "0"), saturday, "No run: the schedule is off");
        row("never", only("weekdays", "0000000"), saturday, "No run: no day of the week is chosen");
        row("no sense", only("hour", "25"), saturday, "Next run: not known");
    }
    void isSaidAsPeopleDo()
    {
        QFETCH(Options, more);
        QFETCH(QString, now);
        QFETCH(QString, words);
        const QLocale english(QLocale::English, QLocale::UnitedKingdom);
        SettingsView view = scheduled(more);
        QCOMPARE(nextRunInWords(view, utc(now), english), words);
        view.courses.reset();
        QVERIFY(!nextRunInWords(view, utc(now), english).contains(QLatin1String("courses")));
    }

    void anotherZoneIsNamed()
    {
        const QLocale english(QLocale::English, QLocale::UnitedKingdom);
        const QDateTime now = utc(QStringLiteral("2008-11-27T09:00:00"));
        const SettingsView view = scheduled({}, QStringLiteral("Asia/Tokyo"));
        QCOMPARE(nextRunInWords(view, now, english),
                 QStringLiteral("Next run: Sunday 03:00 (Asia/Tokyo), about 3 courses"));
        QCOMPARE(nextRunInWords(view, now, plainLocale()),
                 QStringLiteral("Next run: 2008-11-29T18:00:00Z, about 3 courses"));
    }
};

NIGHTKEEP_TEST(TstNextRun, unit, Core)
#include "tst_nextrun.moc"
