// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/backupoption.h"
#include "tests/moodle/doorstage.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <future>

using namespace Nightkeep;
using DoorKind = ConfigOutcome::Kind;

namespace {

const QString doorActive = QStringLiteral("backup_auto_active");
const QString doorHour = QStringLiteral("backup_auto_hour");
const QString doorKept = QStringLiteral("backup_auto_max_kept");
const QString doorFolder = QStringLiteral("backup_auto_destination");

} // namespace

/// A later Moodle's settings, read and written by its own program: a stand-in in real PHP that caches as Moodle does.
class TstMoodleDoor : public QObject
{
    Q_OBJECT

private:
    DoorStage m_stage;

    static StandInMoodle::Rows beginning()
    {
        return {{doorActive, QStringLiteral("0")}, {doorHour, QStringLiteral("3")}, {doorKept, QStringLiteral("1")}};
    }
    /// The kinds, a word each; or the error's.
    QStringList set(const QList<ConfigChange> &changes)
    {
        const Result<QList<ConfigOutcome>> outcomes = m_stage.door()->compareAndSet(changes, {});
        if (!outcomes)
            return {QStringLiteral("error"), nameOf(outcomes.error().kind)};
        QStringList kinds;
        for (const ConfigOutcome &outcome : *outcomes)
            kinds += nameOf(outcome.kind);
        return kinds;
    }

private slots:
    void initTestCase() { QVERIFY(m_stage.start()); }
    void init()
    {
        for (const char *file : {"noise", "fatal", "hang", "stop", "stopped", "steps", "forced.json"})
            m_stage.moodle.remove(QString::fromLatin1(file));
        m_stage.moodle.setRows(beginning());
        m_stage.site.codeFolder = "/moodle";
        m_stage.site.webUser = StandInMoodle::webUser();
        m_stage.site.phpProgram.clear();
    }
    void readsWhatMoodleServes();
    void findsTheProgramBesideItsPublicFolder();
    void writesAndReadsBack();
    void givesBackMissingRows();
    void keepsEveryText_data();
    void keepsEveryText();
    void setsAndUndoesEveryOption();
    void aStalePlanWritesNothing();
    void whatIsForcedIsNotTried();
    void takesBackWhereALaterOneFails();
    void whatChangesMeanwhileIsNotOverwritten();
    void saysThatTheCacheHidesIt();
    void noiseIsNoValue();
    void saysWhyThereIsNoDoor_data();
    void saysWhyThereIsNoDoor();
    void refusesWhatItWouldNotSay_data();
    void refusesWhatItWouldNotSay();
    void showsTheCommands();
    void stopsOnlyBeforeItBegins();
};

void TstMoodleDoor::readsWhatMoodleServes()
{
    // In four ways: as the table has it, as the cache has it, as config.php has it, and without a row.
    QVERIFY(m_stage.door()->read({}));
    m_stage.moodle.writeBehindItsBack(doorHour, QStringLiteral("5"));
    m_stage.moodle.force({{doorKept, QStringLiteral("20")}});
    const Result<MoodleDoor::Reading> reading = m_stage.door()->read({});
    QVERIFY2(reading, reading ? "" : doorWords(reading.error()).constData());
    QCOMPARE(reading->served.value(doorActive), QStringLiteral("0"));
    QCOMPARE(reading->served.value(doorHour), QStringLiteral("3"));
    QCOMPARE(m_stage.moodle.rows().value(doorHour), QStringLiteral("5"));
    QCOMPARE(reading->served.value(doorKept), QStringLiteral("20"));
    QVERIFY(!reading->served.contains(doorFolder));
    QCOMPARE(reading->forced, QStringList {doorKept});
    QVERIFY(!reading->unsure);
}

/// As since Moodle 5.1, which has other programs in public/admin/cli.
void TstMoodleDoor::findsTheProgramBesideItsPublicFolder()
{
    QVERIFY(QDir().mkpath(m_stage.moodle.folder() + QStringLiteral("/public/admin/cli")));
    m_stage.site.codeFolder = "/moodle/public";
    const Result<MoodleDoor::Reading> reading = m_stage.door()->read({});
    QVERIFY2(reading, reading ? "" : doorWords(reading.error()).constData());
    QCOMPARE(reading->served.value(doorHour), QStringLiteral("3"));
}

void TstMoodleDoor::writesAndReadsBack()
{
    const Result<QList<ConfigOutcome>> outcomes =
        m_stage.door()->compareAndSet({{doorActive, QStringLiteral("0"), QStringLiteral("1")},
                                       {doorHour, QStringLiteral("3"), QStringLiteral("3")},
                                       {doorFolder, std::nullopt, QStringLiteral("/data/backups")}},
                                      {});
    QVERIFY2(outcomes, outcomes ? "" : doorWords(outcomes.error()).constData());
    QCOMPARE(outcomes->size(), 3);
    QCOMPARE(outcomes->at(0).kind, DoorKind::Written);
    QCOMPARE(outcomes->at(0).found, QStringLiteral("1"));
    QCOMPARE(outcomes->at(1).kind, DoorKind::Same);
    QCOMPARE(outcomes->at(2).kind, DoorKind::Written);
    QCOMPARE(outcomes->at(2).found, QStringLiteral("/data/backups"));
    QCOMPARE(m_stage.moodle.rows().value(doorActive), QStringLiteral("1"));
    QCOMPARE(m_stage.moodle.rows().value(doorFolder), QStringLiteral("/data/backups"));
    QCOMPARE(m_stage.door()->read({})->served.value(doorActive), QStringLiteral("1"));
}

void TstMoodleDoor::givesBackMissingRows()
{
    // The second is refused for what it is, after the first was added.
    QCOMPARE(set({{doorFolder, std::nullopt, QStringLiteral("/data")},
                  {QStringLiteral("dataroot"), std::nullopt, QStringLiteral("/elsewhere")}}),
             (QStringList {QStringLiteral("takenBack"), QStringLiteral("forced")}));
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

void TstMoodleDoor::keepsEveryText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("quotes") << QStringLiteral("it's \"this\" `id` $(id) ${HOME} \\ \\\\");
    QTest::newRow("newlines") << QStringLiteral("\na\n\nb\n");
    QTest::newRow("a dash first") << QStringLiteral("--unset");
    QTest::newRow("an equals sign") << QStringLiteral("=a=b=");
    QTest::newRow("percent signs") << QStringLiteral("%s%d%% \\045");
    QTest::newRow("other scripts") << QStringLiteral("dépôt/ночь/夜/🌙/\u202e");
    QTest::newRow("as our own marks") << QStringLiteral("\nbegin\n61=62\nend\n");
    QTest::newRow("an object") << QStringLiteral("{\"backup_auto_active\":\"9\"}\n{\"a\":1}");
    QTest::newRow("blanks") << QStringLiteral("  a\tb  ");
    QTest::newRow("long") << QString(3000, u'x');
    QTest::newRow("the longest") << QString(8000, QChar(0x591c)); // three bytes each
}

void TstMoodleDoor::keepsEveryText()
{
    QFETCH(QString, text);
    QCOMPARE(set({{doorFolder, std::nullopt, text}}), QStringList {QStringLiteral("written")});
    QCOMPARE(m_stage.moodle.rows().value(doorFolder, QStringLiteral("<no row>")), text);
    const Result<MoodleDoor::Reading> reading = m_stage.door()->read({});
    QVERIFY(reading);
    QCOMPARE(reading->served.value(doorFolder, QStringLiteral("<none>")), text);
    // And it is what was seen, for the next.
    QCOMPARE(set({{doorFolder, text, QStringLiteral("/plain")}}), QStringList {QStringLiteral("written")});
}

void TstMoodleDoor::setsAndUndoesEveryOption()
{
    StandInMoodle::Rows before;
    QList<ConfigChange> changes;
    QList<ConfigChange> back;
    for (const BackupOption &option : backupOptions(MoodleEdition::Later)) {
        if (option.name.endsWith(QLatin1String("_running")))
            continue;
        const QString other = option.whenMissing == QLatin1String("1") ? QStringLiteral("0") : QStringLiteral("1");
        before.insert(option.name, option.whenMissing);
        changes += ConfigChange {option.name, option.whenMissing, other};
        back += ConfigChange {option.name, other, option.whenMissing};
    }
    m_stage.moodle.setRows(before);
    QCOMPARE(set(changes), QStringList(changes.size(), QStringLiteral("written")));
    for (const ConfigChange &change : std::as_const(changes))
        QCOMPARE(m_stage.moodle.rows().value(change.name), change.wanted);
    QCOMPARE(set(back), QStringList(back.size(), QStringLiteral("written")));
    QCOMPARE(m_stage.moodle.rows(), before);
}

void TstMoodleDoor::aStalePlanWritesNothing()
{
    const QList<ConfigChange> plan {{doorActive, QStringLiteral("0"), QStringLiteral("1")},
                                    {doorHour, QStringLiteral("4"), QStringLiteral("5")},
                                    {doorFolder, QStringLiteral("/a"), QStringLiteral("/b")}};
    const Result<QList<ConfigOutcome>> outcomes = m_stage.door()->compareAndSet(plan, {});
    QVERIFY2(outcomes, outcomes ? "" : doorWords(outcomes.error()).constData());
    QCOMPARE(outcomes->at(0).kind, DoorKind::NotTried);
    QCOMPARE(outcomes->at(1).kind, DoorKind::Conflict);
    QCOMPARE(outcomes->at(1).found, QStringLiteral("3"));
    QCOMPARE(outcomes->at(2).kind, DoorKind::Conflict);
    QVERIFY(!outcomes->at(2).found);
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

void TstMoodleDoor::whatIsForcedIsNotTried()
{
    m_stage.moodle.force({{doorHour, QStringLiteral("7")}});
    const Result<QList<ConfigOutcome>> outcomes = m_stage.door()->compareAndSet(
        {{doorActive, QStringLiteral("0"), QStringLiteral("1")}, {doorHour, QStringLiteral("7"), QStringLiteral("5")}},
        {});
    QVERIFY2(outcomes, outcomes ? "" : doorWords(outcomes.error()).constData());
    QCOMPARE(outcomes->at(0).kind, DoorKind::NotTried);
    QCOMPARE(outcomes->at(1).kind, DoorKind::Forced);
    QCOMPARE(outcomes->at(1).found, QStringLiteral("7"));
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

void TstMoodleDoor::takesBackWhereALaterOneFails()
{
    QCOMPARE(set({{doorActive, QStringLiteral("0"), QStringLiteral("1")},
                  {doorHour, QStringLiteral("3"), QStringLiteral("4")},
                  {QStringLiteral("dataroot"), std::nullopt, QStringLiteral("/elsewhere")},
                  {doorKept, QStringLiteral("1"), QStringLiteral("5")}}),
             (QStringList {QStringLiteral("takenBack"), QStringLiteral("takenBack"), QStringLiteral("forced"),
                           QStringLiteral("notTried")}));
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

void TstMoodleDoor::whatChangesMeanwhileIsNotOverwritten()
{
    // After the first is written, Moodle's own page sets the second.
    m_stage.moodle.put(QStringLiteral("stop"), "6");
    auto running = std::async(std::launch::async, [this] {
        return set({{doorActive, QStringLiteral("0"), QStringLiteral("1")},
                    {doorHour, QStringLiteral("3"), QStringLiteral("4")}});
    });
    QTRY_VERIFY(m_stage.moodle.has(QStringLiteral("stopped")));
    StandInMoodle::Rows rows = m_stage.moodle.rows();
    QCOMPARE(rows.value(doorActive), QStringLiteral("1"));
    rows.insert(doorHour, QStringLiteral("7"));
    m_stage.moodle.setRows(rows);
    m_stage.moodle.remove(QStringLiteral("stop"));
    QCOMPARE(running.get(), (QStringList {QStringLiteral("takenBack"), QStringLiteral("conflict")}));
    rows.insert(doorActive, QStringLiteral("0"));
    QCOMPARE(m_stage.moodle.rows(), rows);
}

void TstMoodleDoor::saysThatTheCacheHidesIt()
{
    QVERIFY(m_stage.door()->read({}));
    m_stage.moodle.writeBehindItsBack(doorHour, QStringLiteral("5"));
    // Moodle thinks that there is nothing to do, and goes on with what it has.
    const Result<QList<ConfigOutcome>> outcomes =
        m_stage.door()->compareAndSet({{doorHour, QStringLiteral("3"), QStringLiteral("5")}}, {});
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, ErrorKind::Failed);
    QVERIFY2(outcomes.error().message.contains(QLatin1String("cache")), doorWords(outcomes.error()).constData());
    QVERIFY(outcomes.error().advice.contains(QLatin1String("Purge")));
    QVERIFY(outcomes.error().message.contains(QLatin1String("Nothing was written")));
}

void TstMoodleDoor::noiseIsNoValue()
{
    m_stage.moodle.put(QStringLiteral("noise"));
    const Result<MoodleDoor::Reading> reading = m_stage.door()->read({});
    QVERIFY2(reading, reading ? "" : doorWords(reading.error()).constData());
    QCOMPARE(reading->served, beginning());
    QCOMPARE(set({{doorActive, QStringLiteral("0"), QStringLiteral("1")}}), QStringList {QStringLiteral("written")});
    QCOMPARE(m_stage.moodle.rows().value(doorActive), QStringLiteral("1"));
}

void TstMoodleDoor::saysWhyThereIsNoDoor_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *what, ErrorKind kind, const char *words) {
        QTest::newRow(what) << QString::fromLatin1(what) << kind << QString::fromLatin1(words);
    };
    row("no code folder said", ErrorKind::MissingTool, "not filled in");
    row("no such folder", ErrorKind::NotFound, "/nowhere");
    row("before 3.4", ErrorKind::MissingTool, "3.4");
    row("no php", ErrorKind::MissingTool, "PHP");
    row("no such user", ErrorKind::PermissionDenied, "no account");
    row("a fatal error", ErrorKind::Failed, "does not say");
    row("no object", ErrorKind::Failed, "does not say");
}

void TstMoodleDoor::saysWhyThereIsNoDoor()
{
    QFETCH(QString, what);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    if (what == QLatin1String("no code folder said"))
        m_stage.site.codeFolder.clear();
    else if (what == QLatin1String("no such folder"))
        m_stage.site.codeFolder = "/nowhere";
    else if (what == QLatin1String("before 3.4"))
        m_stage.site.codeFolder = "/moodle/lib";
    else if (what == QLatin1String("no php"))
        m_stage.site.phpProgram = "/usr/bin/php-that-is-not-there";
    else if (what == QLatin1String("no such user"))
        m_stage.site.webUser = QStringLiteral("nightkeep-nobody");
    else if (what == QLatin1String("a fatal error"))
        m_stage.moodle.put(QStringLiteral("fatal"));
    else
        m_stage.site.phpProgram = "/bin/true";
    const Result<MoodleDoor::Reading> reading = m_stage.door()->read({});
    QVERIFY(!reading);
    QVERIFY2(reading.error().kind == kind, doorWords(reading.error()).constData());
    QVERIFY2(reading.error().message.contains(words), doorWords(reading.error()).constData());
    QVERIFY2(reading.error().advice.contains(QLatin1String("Automated backup setup")),
             doorWords(reading.error()).constData());
    // And what cannot be read is not written.
    const Result<QList<ConfigOutcome>> outcomes =
        m_stage.door()->compareAndSet({{doorActive, QStringLiteral("0"), QStringLiteral("1")}}, {});
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, kind);
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

void TstMoodleDoor::refusesWhatItWouldNotSay_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("no name") << QString() << QStringLiteral("1");
    QTest::newRow("an option of the program") << QStringLiteral("--unset") << QStringLiteral("1");
    QTest::newRow("a name with a blank") << QStringLiteral("backup_auto active") << QStringLiteral("1");
    QTest::newRow("a name with a newline") << QStringLiteral("backup_auto_active\n") << QStringLiteral("1");
    QTest::newRow("a value with a NUL") << doorActive << QStringLiteral("1") + QChar(u'\0');
    QTest::newRow("a value without end") << doorActive << QString(100000, u'x');
}

void TstMoodleDoor::refusesWhatItWouldNotSay()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QCOMPARE(set({{name, QStringLiteral("0"), value}}),
             (QStringList {QStringLiteral("error"), QStringLiteral("badInput")}));
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

void TstMoodleDoor::showsTheCommands()
{
    m_stage.site.webUser = QStringLiteral("www-data");
    m_stage.site.phpProgram = "/usr/bin/php8.2";
    m_stage.site.codeFolder = "/srv/our moodle";
    const QStringList commands =
        m_stage.door()->commandsFor({{doorActive, QStringLiteral("0"), QStringLiteral("1")},
                                     {doorFolder, std::nullopt, QStringLiteral("/it's here")}});
    QCOMPARE(commands,
             (QStringList {QStringLiteral("sudo -u www-data -- /usr/bin/php8.2 '/srv/our moodle/admin/cli/cfg.php' "
                                          "--component=backup --name=backup_auto_active --set=1"),
                           QStringLiteral("sudo -u www-data -- /usr/bin/php8.2 '/srv/our moodle/admin/cli/cfg.php' "
                                          "--component=backup --name=backup_auto_destination "
                                          "'--set=/it'\\''s here'")}));
}

void TstMoodleDoor::stopsOnlyBeforeItBegins()
{
    CancelToken cancel;
    cancel.cancel();
    const Result<QList<ConfigOutcome>> outcomes =
        m_stage.door()->compareAndSet({{doorActive, QStringLiteral("0"), QStringLiteral("1")}}, cancel);
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, ErrorKind::Cancelled);
    QVERIFY(!m_stage.moodle.has(QStringLiteral("steps")));
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

NIGHTKEEP_TEST(TstMoodleDoor, integration, Core, 300)
#include "tst_moodledoor.moc"
