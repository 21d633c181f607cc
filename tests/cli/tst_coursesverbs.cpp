// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/cli/ctl.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Nightkeep;

namespace {

QJsonObject coursesVerbRow(const QJsonDocument &document, qint64 id)
{
    for (const QJsonValue &row : document.array()) {
        if (row[u"id"].toInteger() == id)
            return row.toObject();
    }
    return {};
}

QStringList coursesVerbKinds(const QJsonObject &row)
{
    QStringList kinds;
    for (const QJsonValue &finding : row.value(u"findings").toArray())
        kinds << finding[u"kind"].toString();
    return kinds;
}

/// A site on a Monday morning whose two courses have a copy each, the second under a name that is not text.
CourseReading coursesVerbReading()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM")), MadeCourses::course(13, QStringLiteral("BIOL"))};
    made.files = {MadeCourses::zip(made.courses.at(0), MadeCourses::lastRun().addSecs(60)),
                  MadeCourses::zip(made.courses.at(1), MadeCourses::lastRun().addSecs(90))};
    made.files.last().path = "13/backupdata/backup-\xe9.zip";
    return made;
}

void coursesVerbFill(FakeWorkspace &workspace, const CourseReading &reading)
{
    workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
    const auto saved = workspace.courseStore.saveCourseReading(QStringLiteral("moodle"), reading);
    if (!saved)
        qFatal("%s", qPrintable(saved.error().message));
}

} // namespace

/// What is said of courses' backups on the command line: of the demo by the real program, of what fails in memory.
class TstCoursesVerbs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void whatWasNeverReadIsNotToldAsNothing();
    void coursesAreTold();
    void aDayInThePlaceOfTheSchedule();
    void oneIsShown();
    void aLogIsRead();
    void everyByteIsChecked();
    void usageIsThePagesOneLiner();
    void usageIsRightWhereTheOneLinerIsNot();
    void usageHasAHistory();
    void usageSaysWhenTheDiskIsFull();
    void mistakes_data();
    void mistakes();
    void whatCannotBeReadStaysAsItWas();
    void aFailureSaysWhatToDoNext();
    void filesThatNobodyHasSeenAreNoSum();
    void namesThatAreNoText();
    void courseOfThatName();
    void sitesAreToldTogether();
    void whatTookLongIsNotOfTheFuture();

private:
    [[nodiscard]] QString onServer(const QString &path) const
    {
        return m_place.demo() + QStringLiteral("/servers/moodle-b/data/moodle/") + path;
    }
    /// What the team's own line prints; of all days where there is none.
    [[nodiscard]] qint64 oneLiner(const QString &day) const
    {
        QProcess shell;
        m_place.prepare(shell);
        // By bytes: else grep takes the names that are not text for something binary.
        const QString line = QStringLiteral("export LC_ALL=C; cd \"$1\" && ls -l */backupdata/ | grep backup- "
                                            "| grep \"$2\" | awk '{sum+=$5} END {printf \"%d\", sum}'");
        shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), line, QStringLiteral("sh"), onServer({}), day});
        return CtlPlace::ended(shell).out.toLongLong();
    }

    CtlPlace m_place;
};

void TstCoursesVerbs::initTestCase()
{
    const CtlRun made = m_place.makeUnaskedDemo();
    QVERIFY2(made.status == 0, made.told().constData());
}

void TstCoursesVerbs::whatWasNeverReadIsNotToldAsNothing()
{
    for (const char *const line : {"courses --offline", "courses show 14 --offline", "courses log 14 --offline",
                                   "usage --offline", "usage --history"}) {
        const CtlRun run = m_place.onDemo(words(line));
        QVERIFY2(run.status == 3, run.told().constData());
        QCOMPARE(run.error().value(u"kind").toString(), QStringLiteral("notFound"));
    }
}

void TstCoursesVerbs::coursesAreTold()
{
    const CtlRun run = m_place.onDemo(words("courses"));
    QVERIFY2(run.status == 0, run.told().constData());
    const QJsonDocument json = run.json();
    QCOMPARE(json.array().size(), 40);
    for (const QJsonValue &row : json.array()) {
        for (const QString &field :
             words("id shortname fullname site status verdict reason lastStart lastEnd nextStart lastGood newestFile "
                   "size fileTime bytes copies byMoodle byPeople findings"))
            QVERIFY2(row.toObject().contains(field), qPrintable(field));
        QVERIFY(!row[u"reason"].toString().isEmpty());
    }
    const QHash<int, QStringList> wanted {
        {10, words("safe ok")},
        {12, words("old error copy-old")},
        {14, words("missing error course-missing")},
        {15, words("safe skipped")},
        {18, words("damaged ok copy-damaged")},
        {21, words("old unfinished copy-old")},
        {39, words("damaged ok copy-damaged")},
        {48, words("missing notYetRun never-ran")},
    };
    for (auto course = wanted.cbegin(); course != wanted.cend(); ++course) {
        const QJsonObject row = coursesVerbRow(json, course.key());
        QCOMPARE(row[u"verdict"].toString(), course->at(0));
        QCOMPARE(row[u"status"].toString(), course->at(1));
        if (course->size() > 2)
            QVERIFY2(coursesVerbKinds(row).contains(course->at(2)), qPrintable(coursesVerbKinds(row).join(u' ')));
        else
            QCOMPARE(coursesVerbKinds(row), QStringList());
    }
    const QJsonObject without = coursesVerbRow(json, 14);
    for (const QString &field : words("lastGood newestFile size fileTime"))
        QVERIFY2(without.value(field).isNull(), qPrintable(field));
    QVERIFY(coursesVerbRow(json, 48).value(u"lastStart").isNull());
    const QJsonObject good = coursesVerbRow(json, 10);
    const QString name = good.value(u"newestFile").toString();
    QCOMPARE(good.value(u"size").toInteger(), QFile(onServer(QStringLiteral("10/backupdata/") + name)).size());
    // And without the network the same.
    const CtlRun offline = m_place.onDemo(words("courses --offline"));
    QVERIFY2(offline.status == 0, offline.told().constData());
    QCOMPARE(coursesVerbRow(offline.json(), 12), coursesVerbRow(json, 12));
}

void TstCoursesVerbs::aDayInThePlaceOfTheSchedule()
{
    const QJsonDocument since = m_place.onDemo(words("courses --since 2008-12-14 --offline")).json();
    QCOMPARE(coursesVerbRow(since, 10)[u"verdict"].toString(), QStringLiteral("old"));
    QCOMPARE(coursesVerbRow(since, 15)[u"verdict"].toString(), QStringLiteral("safe")); // it has not changed
    const QJsonDocument earlier = m_place.onDemo(words("courses --since 2008-10-01 --offline")).json();
    QCOMPARE(coursesVerbRow(earlier, 21)[u"verdict"].toString(), QStringLiteral("safe"));
}

void TstCoursesVerbs::oneIsShown()
{
    const CtlRun run = m_place.onDemo(words("courses show test15"));
    QVERIFY2(run.status == 0, run.told().constData());
    const QJsonObject course = run.json().object();
    QCOMPARE(course[u"id"].toInt(), 15);
    QCOMPARE(course[u"copies"].toArray().size(), 1);
    QCOMPARE(course[u"copies"].toArray().first()[u"kind"].toString().isEmpty(), false);
    QVERIFY(course[u"explanation"].toArray().size() > 5);
    QVERIFY(course[u"explanation"].toArray().first().toString().contains(QLatin1String("TEST15")));
    const QJsonObject failed = m_place.onDemo(words("courses show 14 --offline")).json().object();
    QCOMPARE(failed[u"copies"].toArray().size(), 0);
    QCOMPARE(failed[u"runs"].toArray().first()[u"end"].toString(), QStringLiteral("failed"));
}

void TstCoursesVerbs::aLogIsRead()
{
    const CtlRun read = m_place.onDemo(words("courses log 14"));
    QVERIFY2(read.status == 0, read.told().constData());
    const QJsonObject log = read.json().object();
    QCOMPARE(log[u"course"].toInt(), 14);
    QCOMPARE(log[u"runs"].toArray().size(), 1);
    QVERIFY(!log[u"runs"].toArray().first()[u"lines"].toArray().isEmpty());
    QCOMPARE(m_place.onDemo(words("courses log 14 --offline")).json().object(), log);
    QCOMPARE(m_place.onDemo(words("courses log 10 --offline")).status, 3); // nobody has asked for it
    const CtlRun text = m_place.run(words("--demo demo courses log 14"));
    QVERIFY2(text.out.contains("ERROR!!"), text.told().constData());
}

void TstCoursesVerbs::everyByteIsChecked()
{
    const CtlRun spoilt = m_place.onDemo(words("courses check 30"));
    QVERIFY2(spoilt.status == 1, spoilt.told().constData());
    QCOMPARE(spoilt.json().array().size(), 1);
    QCOMPARE(coursesVerbRow(spoilt.json(), 30)[u"verdict"].toString(), QStringLiteral("damaged"));
    const CtlRun good = m_place.onDemo(words("courses check 10"));
    QVERIFY2(good.status == 0, good.told().constData());
    QCOMPARE(coursesVerbRow(good.json(), 10)[u"verdict"].toString(), QStringLiteral("safe"));
    // What was found stays found.
    const QJsonDocument later = m_place.onDemo(words("courses")).json();
    QCOMPARE(coursesVerbRow(later, 30)[u"verdict"].toString(), QStringLiteral("damaged"));
}

void TstCoursesVerbs::usageIsThePagesOneLiner()
{
    const QStringList ofRun = words("usage --date 2008-12-13");
    const CtlRun run = m_place.onDemo(ofRun);
    QVERIFY2(run.status == 0, run.told().constData());
    for (const QString &field : words("site date files bytes byCourse byKind trashBytes"))
        QVERIFY2(run.json().object().contains(field), qPrintable(field));
    QCOMPARE(run.json()[u"date"].toString(), QStringLiteral("2008-12-13"));
    const qint64 ours = run.json()[u"bytes"].toInteger();
    QVERIFY(ours > 0);
    QCOMPARE(ours, oneLiner(QStringLiteral("20081213")));
    QCOMPARE(m_place.onDemo(words("usage --offline")).json()[u"bytes"].toInteger(),
             oneLiner(QStringLiteral("backup-")));
    qint64 sum = 0;
    for (const QJsonValue part : run.json()[u"byCourse"].toArray())
        sum += part[u"bytes"].toInteger();
    QCOMPARE(sum, ours);

    // For any date: what has none in its name is of the day inside.
    const QJsonArray days = m_place.onDemo(words("usage --offline")).json()[u"byDate"].toArray();
    QVERIFY(days.size() > 2);
    qint64 undated = 0;
    for (const QJsonValue day : days) {
        const QDate date = QDate::fromString(day[u"day"].toString(), Qt::ISODate);
        const qint64 more = day[u"bytes"].toInteger() - oneLiner(date.toString(QStringLiteral("yyyyMMdd")));
        QVERIFY2(more >= 0, qPrintable(day[u"day"].toString()));
        undated += more;
    }
    QCOMPARE(undated, oneLiner(QStringLiteral("backup-")) - oneLiner(QStringLiteral("[0-9]\\{8\\}-[0-9]\\{4\\}")));
}

void TstCoursesVerbs::usageIsRightWhereTheOneLinerIsNot()
{
    const QStringList ofRun = words("usage --date 2008-12-13");
    const qint64 before = m_place.onDemo(ofRun).json()[u"bytes"].toInteger();
    QCOMPARE(before, oneLiner(QStringLiteral("20081213")));
    const QList<QPair<QString, int>> hostile {
        {QStringLiteral("backup-a\nb-20081213-0400.zip"), 12345}, // which the one-liner does not see
        {QStringLiteral("backup-  with blanks -20081213-0400.zip"), 100},
        {QStringLiteral("backup-backup-backup-20081213-0400.zip"), 200},
        {QStringLiteral("backup-a\n-rw-r--r-- 1 a a 99999999 Dec 13 2008 backup-a-20081213-0400.zip"), 7},
    };
    qint64 added = 0;
    for (const auto &[name, bytes] : hostile) {
        QFile file(onServer(QStringLiteral("10/backupdata/") + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(QByteArray(bytes, 'x')), bytes);
        added += bytes;
    }
    const QString folder = QStringLiteral("backup-folder-20081213-0400.zip"); // has a size, too
    QVERIFY(QDir(onServer(QStringLiteral("10/backupdata"))).mkdir(folder));
    QCOMPARE(m_place.onDemo(ofRun).json()[u"bytes"].toInteger(), before + added);
    QVERIFY(oneLiner(QStringLiteral("20081213")) > before + added + 90000000);
    for (const auto &[name, bytes] : hostile)
        QVERIFY(QFile::remove(onServer(QStringLiteral("10/backupdata/") + name)));
    QVERIFY(QDir(onServer(QStringLiteral("10/backupdata"))).rmdir(folder));
    QCOMPARE(m_place.onDemo(ofRun).json()[u"bytes"].toInteger(), before);
}

void TstCoursesVerbs::usageHasAHistory()
{
    const CtlRun now = m_place.onDemo(words("usage"));
    QVERIFY2(now.status == 0, now.told().constData());
    QVERIFY(now.json().object().contains(QStringLiteral("bytesPerDay")));
    QVERIFY(now.json()[u"bytesPerDay"].isNull()); // of one day
    QCOMPARE(now.json()[u"forecast"].toArray().size(), 1);
    const CtlRun history = m_place.onDemo(words("usage --history"));
    QVERIFY2(history.status == 0, history.told().constData());
    const QJsonArray points = history.json()[u"points"].toArray();
    QCOMPARE(points.size(), 1);
    for (const char *const sum : {"files", "bytes", "trashBytes"})
        QCOMPARE(points.first()[QLatin1String(sum)], now.json()[QLatin1String(sum)]);
    QCOMPARE(history.json()[u"forecast"], now.json()[u"forecast"]);
    const CtlRun text = m_place.run(words("--demo demo usage --history"));
    QVERIFY2(text.out.contains(points.first()[u"day"].toString().toUtf8()), text.told().constData());
}

void TstCoursesVerbs::usageSaysWhenTheDiskIsFull()
{
    for (const char *const shown : {"offline", "history"}) {
        const Command command({QStringLiteral("usage")}, option(shown));
        coursesVerbFill(*command.workspace, coursesVerbReading());
        QList<UsagePoint> points;
        for (int daysAgo = 5; daysAgo >= 0; --daysAgo) {
            UsagePoint point;
            point.at = MadeCourses::now().addDays(-daysAgo);
            point.day = point.at.date();
            point.bytes = 6000 - 1000 * daysAgo;
            point.disks = {{"/data/moodle", 100000, 10000 + 1000 * daysAgo}};
            points.append(point);
        }
        QVERIFY(command.workspace->courseStore.saveUsagePoints(QStringLiteral("moodle"), points));
        const VerbResult result = command.run();
        QVERIFY(result);
        QCOMPARE(result->json[u"bytesPerDay"].toInteger(), 1000);
        QCOMPARE(result->json[u"forecast"].toArray().size(), 1);
        const QJsonObject disk = result->json[u"forecast"].toArray().first().toObject();
        QCOMPARE(disk[u"disk"].toString(), QStringLiteral("/data/moodle"));
        QCOMPARE(disk[u"outlook"].toString(), QStringLiteral("filling"));
        QCOMPARE(disk[u"fullOn"].toString(), QStringLiteral("2008-12-25"));
        QVERIFY(result->text.contains(QLatin1String("the disk of /data/moodle is full about")));
    }
}

void TstCoursesVerbs::mistakes_data()
{
    QTest::addColumn<QString>("line");
    const auto row = [](const char *line) { QTest::newRow(line) << QString::fromLatin1(line); };
    row("courses --since yesterday");
    row("courses show");
    row("courses show nobody --offline");
    row("courses 14");
    row("courses log 9999");
    row("courses check 9999");
    row("courses check --offline");
    row("courses --site nobody");
    row("usage --date 13.12.2008");
    row("usage --history --date 2008-12-13");
}
void TstCoursesVerbs::mistakes()
{
    QFETCH(QString, line);
    const CtlRun run = m_place.onDemo(line.split(u' '));
    QVERIFY2(run.status == 2, run.told().constData());
    QVERIFY(!run.json().isNull());
}

void TstCoursesVerbs::whatCannotBeReadStaysAsItWas()
{
    for (const bool databaseAnswers : {false, true}) {
        const Command command({QStringLiteral("courses")});
        const CourseReading before = coursesVerbReading();
        coursesVerbFill(*command.workspace, before);
        command.workspace->moodles.change(QStringLiteral("moodle"), [&](FakeMoodle &moodle) {
            moodle.facts = before.head.moodle;
            moodle.states.courses = before.courses;
            if (!databaseAnswers)
                moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("The database does not answer.")};
        });
        const VerbResult result = command.run(); // no server answers
        QVERIFY(result);
        QCOMPARE(result->status, ExitStatus::Unreachable);
        QCOMPARE(result->json.array().size(), 2);
        QCOMPARE(coursesVerbRow(result->json, 12)[u"verdict"].toString(), QStringLiteral("safe"));
        QVERIFY(result->text.contains(QStringLiteral("CHEM")));
    }
    const Command never({QStringLiteral("usage")});
    never.workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
        moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("The database does not answer.")};
    });
    const VerbResult nothing = never.run();
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().kind, ErrorKind::Unreachable);

    const Command offline({QStringLiteral("courses")}, option("offline"));
    CourseReading inVain;
    inVain.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("The database does not answer.")};
    coursesVerbFill(*offline.workspace, inVain);
    const VerbResult unknown = offline.run();
    QVERIFY(!unknown);
    QVERIFY2(unknown.error().message.contains(QLatin1String("could not be read so far")),
             qPrintable(unknown.error().message));
}

void TstCoursesVerbs::aFailureSaysWhatToDoNext()
{
    const Command command({QStringLiteral("courses")});
    coursesVerbFill(*command.workspace, coursesVerbReading());
    command.workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
        moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("It does not answer."),
                                QStringLiteral("Start the database.")};
    });
    VerbResult result;
    const QByteArray said = saidBy([&] { result = command.run(); }); // no server answers, too
    QVERIFY(result);
    QCOMPARE(result->json.array().size(), 2);
    QVERIFY2(said.contains("Start the database."), said.constData());

    const Command beside({QStringLiteral("courses")}, option("offline"));
    coursesVerbFill(*beside.workspace, coursesVerbReading());
    Site never = beside.workspace->siteStore.sites()->constFirst();
    never.name = QStringLiteral("never");
    QVERIFY(beside.workspace->siteStore.replaceSite({}, never));
    const QByteArray saidBeside = saidBy([&] { result = beside.run(); });
    QVERIFY(result);
    QCOMPARE(result->status, ExitStatus::Unreachable);
    QCOMPARE(result->json.array().size(), 2);
    QVERIFY2(saidBeside.contains("Ask without --offline."), saidBeside.constData());
}

void TstCoursesVerbs::filesThatNobodyHasSeenAreNoSum()
{
    for (const bool isOffline : {true, false}) {
        const Command command({QStringLiteral("usage")},
                              isOffline ? option("offline") : QMultiHash<QString, QString>());
        CourseReading reading = coursesVerbReading();
        reading.files.clear();
        reading.head.listedAt = {};
        reading.head.inventoryFailure = Error {ErrorKind::TimedOut, QStringLiteral("Too slow.")};
        coursesVerbFill(*command.workspace, reading);
        command.workspace->moodles.change(QStringLiteral("moodle"), [&reading](FakeMoodle &moodle) {
            moodle.facts = reading.head.moodle;
            moodle.states.courses = reading.courses;
        });
        const VerbResult result = command.run(); // no server answers
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        QVERIFY(!result.error().advice.isEmpty());
    }
}

void TstCoursesVerbs::namesThatAreNoText()
{
    const Command command({QStringLiteral("courses")}, option("offline"));
    coursesVerbFill(*command.workspace, coursesVerbReading());
    const VerbResult result = command.run();
    QVERIFY(result);
    QCOMPARE(result->status, ExitStatus::Fine);
    const QJsonObject text = coursesVerbRow(result->json, 12);
    QCOMPARE(text[u"newestFile"].toString(), QStringLiteral("backup-chem-20081214-0301.zip"));
    QVERIFY(!text.contains(QStringLiteral("newestFileBytes")));
    const QJsonObject bytes = coursesVerbRow(result->json, 13);
    QCOMPARE(bytes[u"newestFileBytes"].toString(), QStringLiteral("backup-%E9.zip"));
}

void TstCoursesVerbs::courseOfThatName()
{
    CourseReading reading = coursesVerbReading();
    reading.courses.append(MadeCourses::course(14, QStringLiteral("biol")));
    reading.courses.append(MadeCourses::course(15, QStringLiteral("12")));
    for (const char *const word : {"chem", "12"}) {
        const Command command({QStringLiteral("courses"), QStringLiteral("show"), QString::fromLatin1(word)},
                              option("offline"));
        coursesVerbFill(*command.workspace, reading);
        const VerbResult result = command.run();
        QVERIFY(result);
        QCOMPARE(result->json[u"id"].toInt(), 12);
    }
    const Command several({QStringLiteral("courses"), QStringLiteral("show"), QStringLiteral("BIOL")},
                          option("offline"));
    coursesVerbFill(*several.workspace, reading);
    const VerbResult result = several.run();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::BadInput);
    QVERIFY(result.error().advice.contains(QLatin1String("13, 14")));
}

void TstCoursesVerbs::sitesAreToldTogether()
{
    const auto addOther = [](FakeWorkspace &workspace) {
        coursesVerbFill(workspace, coursesVerbReading());
        Site other = workspace.siteStore.sites()->constFirst();
        other.name = QStringLiteral("other");
        QVERIFY(workspace.siteStore.replaceSite({}, other));
        QVERIFY(workspace.courseStore.saveCourseReading(other.name, coursesVerbReading()));
    };
    const Command all({QStringLiteral("courses")}, option("offline"));
    addOther(*all.workspace);
    const VerbResult told = all.run();
    QVERIFY(told);
    QCOMPARE(told->json.array().size(), 4);
    const Command one({QStringLiteral("courses")},
                      {{QStringLiteral("offline"), {}}, {QStringLiteral("site"), QStringLiteral("other")}});
    addOther(*one.workspace);
    const VerbResult alone = one.run();
    QVERIFY(alone);
    QCOMPARE(alone->json.array().size(), 2);
    QCOMPARE(alone->json.array().first()[u"site"].toString(), QStringLiteral("other"));
    const Command which({QStringLiteral("usage")}, option("offline"));
    addOther(*which.workspace);
    const VerbResult asked = which.run();
    QVERIFY(!asked);
    QCOMPARE(asked.error().kind, ErrorKind::BadInput);
}

void TstCoursesVerbs::whatTookLongIsNotOfTheFuture()
{
    const Command command({QStringLiteral("courses")});
    FakeWorkspace &workspace = *command.workspace;
    coursesVerbFill(workspace, coursesVerbReading());
    Site other = workspace.siteStore.sites()->constFirst();
    other.name = QStringLiteral("other");
    QVERIFY(workspace.siteStore.replaceSite({}, other));
    for (const QString &site : {QStringLiteral("moodle"), other.name}) {
        workspace.moodles.change(site, [](FakeMoodle &moodle) {
            moodle.facts = coursesVerbReading().head.moodle;
            moodle.states.courses = coursesVerbReading().courses;
        });
    }
    workspace.hosts.setAnswer([&](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) {
        workspace.time.advance(600);
        return Result<QByteArray>(fail(ErrorKind::TimedOut, QStringLiteral("Too slow.")));
    });
    const VerbResult result = command.run();
    QVERIFY(result);
    QCOMPARE(workspace.time.now(), MadeCourses::now().addSecs(1200));
    QVERIFY2(!result->text.contains(QStringLiteral("future")), qPrintable(result->text));
    QVERIFY(result->text.contains(QStringLiteral("10 minutes ago")));
}

NIGHTKEEP_TEST(TstCoursesVerbs, integration, Core, 300)
#include "tst_coursesverbs.moc"
