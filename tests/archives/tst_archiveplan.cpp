// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplan.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

using Kind = ArchiveWarning::Kind;

QDateTime at(int day, int hour = 12)
{
    return QDateTime(QDate(2008, 6, day), QTime(hour, 0), QTimeZone::utc());
}

ZipFile zip(const QByteArray &path, const QDateTime &modified, qint64 bytes = 1000)
{
    return {path, bytes, modified};
}

/// The same, looked into: of that course, or with a fault.
ZipFile seen(ZipFile file, qint64 course, ZipFault fault = ZipFault::None)
{
    file.check.level = fault == ZipFault::None ? ZipLevel::Closed : ZipLevel::NotChecked;
    file.check.fault = fault;
    file.check.course = course;
    return file;
}

ArchiveFacts factsOf(const QList<ZipFile> &zips, const QList<Course> &courses)
{
    ArchiveFacts facts;
    facts.zips = zips;
    facts.courses = courses;
    facts.freeBytes = 1LL << 40;
    facts.zone = QTimeZone("Europe/London");
    facts.now = at(30);
    return facts;
}

ArchiveRequest newest(const QDate &day)
{
    return {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, day, QStringLiteral("moodle-2008-summer")};
}

ArchiveRequest both(const QDate &day)
{
    ArchiveRequest request = newest(day);
    request.takeDoubtful = true;
    return request;
}

ArchiveRequest since(const QDate &day = {})
{
    return {QStringLiteral("moodle"), ArchiveRule::SinceLastRun, day, QStringLiteral("moodle-2008-summer")};
}

QString letterOf(ZipDecision decision)
{
    switch (decision) {
    case ZipDecision::Included:
        return QStringLiteral("included");
    case ZipDecision::NotNewest:
        return QStringLiteral("not newest");
    case ZipDecision::TooOld:
        return QStringLiteral("too old");
    case ZipDecision::BeforeLastRun:
        return QStringLiteral("before");
    case ZipDecision::Empty:
        return QStringLiteral("empty");
    case ZipDecision::Doubtful:
        return QStringLiteral("doubtful");
    case ZipDecision::OtherOrigin:
        return QStringLiteral("other origin");
    case ZipDecision::Replaced:
        return QStringLiteral("replaced");
    case ZipDecision::NotCourseBackup:
        break;
    }
    return QStringLiteral("no course");
}

QStringList decisions(const ArchivePlan &plan)
{
    QStringList lines;
    for (const PlannedZip &each : plan.zips)
        lines.append(displayPath(each.file.path) + QStringLiteral(": ") + letterOf(each.decision));
    return lines;
}

QStringList warnings(const ArchivePlan &plan)
{
    QStringList lines;
    for (const ArchiveWarning &each : plan.warnings) {
        static const QStringList names {QStringLiteral("no zip"),      QStringLiteral("too old"),
                                        QStringLiteral("gone"),        QStringLiteral("empty"),
                                        QStringLiteral("doubtful"),    QStringLiteral("not seen"),
                                        QStringLiteral("dates differ")};
        lines.append(names.value(int(each.kind)) + u' ' + QString::number(each.courseId));
    }
    return lines;
}

} // namespace

class TstArchivePlan : public QObject
{
    Q_OBJECT

private slots:
    void courseOfAZip_data();
    void courseOfAZip();
    void decides_data();
    void decides();
    void everyDecisionHasAReason();
    void agreesWithASlowOracle();
    void aDayBeginsInTheSitesZone();
    void whatTheLastRunLeftOutIsTriedAgain();
    void aFolderThatCannotBeReadIsNoMissingBackup();
    void coursesAreCountedOnce();
    void theZipsOfAPlanAreCounted();
    void unknownCoursesWarnOfNothing();
    void refusesNames_data();
    void refusesNames();
    void needsADateForNewestPerCourse();
    void fingerprintFollowsTheIncludedFiles();
    void neededBytesCoverTheTar();
    void fitsOnlyWhereFreeSpaceIsKnown();
};

void TstArchivePlan::courseOfAZip_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<qint64>("course");

    QTest::newRow("course backup") << QByteArray("33/backupdata/backup-bioc1001-20080519-1659.zip") << qint64(33);
    QTest::newRow("front page") << QByteArray("1/backupdata/a.zip") << qint64(1);
    QTest::newRow("another folder") << QByteArray("33/moddata/a.zip") << qint64(-1);
    QTest::newRow("deeper") << QByteArray("33/backupdata/old/a.zip") << qint64(-1);
    QTest::newRow("at the top") << QByteArray("a.zip") << qint64(-1);
    QTest::newRow("leading zero") << QByteArray("033/backupdata/a.zip") << qint64(-1);
    QTest::newRow("sign") << QByteArray("+33/backupdata/a.zip") << qint64(-1);
    QTest::newRow("zero") << QByteArray("0/backupdata/a.zip") << qint64(-1);
    QTest::newRow("negative") << QByteArray("-3/backupdata/a.zip") << qint64(-1);
    QTest::newRow("blank") << QByteArray(" 3/backupdata/a.zip") << qint64(-1);
    QTest::newRow("too big for a number") << QByteArray("99999999999999999999/backupdata/a.zip") << qint64(-1);
    QTest::newRow("word") << QByteArray("temp/backupdata/a.zip") << qint64(-1);
    QTest::newRow("invalid UTF-8 name") << QByteArray("33/backupdata/\xff\xfe.zip") << qint64(33);
    QTest::newRow("newline in the name") << QByteArray("33/backupdata/a\nb.zip") << qint64(33);
    QTest::newRow("no name") << QByteArray("33/backupdata/") << qint64(-1);
}

void TstArchivePlan::courseOfAZip()
{
    QFETCH(QByteArray, path);
    QFETCH(qint64, course);
    QCOMPARE(courseOfZip(path).value_or(-1), course);
}

void TstArchivePlan::decides_data()
{
    QTest::addColumn<QList<ZipFile>>("zips");
    QTest::addColumn<ArchiveRequest>("request");
    QTest::addColumn<QDateTime>("lastRun");
    QTest::addColumn<QStringList>("decided");
    QTest::addColumn<QStringList>("warned");

    using Zips = QList<ZipFile>;
    using Lines = QStringList;
    const auto l = [](const char *text) { return QString::fromUtf8(text); };
    const QDate day(2008, 6, 10);
    const QDateTime none;

    // Courses 1 and 2 exist.
    QTest::newRow("newest: nothing found")
        << Zips {} << newest(day) << none << Lines {} << Lines {l("no zip 1"), l("no zip 2")};
    QTest::newRow("newest: one each") << Zips {zip("1/backupdata/a.zip", at(12)), zip("2/backupdata/b.zip", at(10))}
                                      << newest(day) << none
                                      << Lines {l("1/backupdata/a.zip: included"), l("2/backupdata/b.zip: included")}
                                      << Lines {};
    QTest::newRow("newest: the later of two, the other course too old")
        << Zips {zip("1/backupdata/a.zip", at(12)), zip("1/backupdata/b.zip", at(13)), zip("2/backupdata/c.zip", at(9))}
        << newest(day) << none
        << Lines {l("1/backupdata/a.zip: not newest"), l("1/backupdata/b.zip: included"),
                  l("2/backupdata/c.zip: too old")}
        << Lines {l("too old 2")};
    QTest::newRow("newest: a tie goes to the greater name")
        << Zips {zip("1/backupdata/b-2.zip", at(12)), zip("1/backupdata/b-1.zip", at(12)),
                 zip("2/backupdata/c.zip", at(12))}
        << newest(day) << none
        << Lines {l("1/backupdata/b-1.zip: not newest"), l("1/backupdata/b-2.zip: included"),
                  l("2/backupdata/c.zip: included")}
        << Lines {};
    QTest::newRow("newest: elsewhere and gone")
        << Zips {zip("1/backupdata/a.zip", at(12)), zip("2/moddata/x.zip", at(12)), zip("7/backupdata/g.zip", at(12))}
        << newest(day) << none
        << Lines {l("1/backupdata/a.zip: included"), l("2/moddata/x.zip: no course"), l("7/backupdata/g.zip: included")}
        << Lines {l("no zip 2"), l("gone 7")};
    QTest::newRow("newest: an empty one is no backup")
        << Zips {zip("1/backupdata/a.zip", at(12)), zip("1/backupdata/b.zip", at(13), 0),
                 zip("2/backupdata/c.zip", at(12), 21)}
        << newest(day) << none
        << Lines {l("1/backupdata/a.zip: included"), l("1/backupdata/b.zip: empty"), l("2/backupdata/c.zip: empty")}
        << Lines {l("empty 1"), l("empty 2")};
    QTest::newRow("newest: an older empty one is only older")
        << Zips {zip("1/backupdata/a.zip", at(11), 0), zip("1/backupdata/b.zip", at(12)),
                 zip("2/backupdata/c.zip", at(12))}
        << newest(day) << none
        << Lines {l("1/backupdata/a.zip: not newest"), l("1/backupdata/b.zip: included"),
                  l("2/backupdata/c.zip: included")}
        << Lines {};
    const ZipFile good = seen(zip("1/backupdata/a.zip", at(12)), 1);
    const ZipFile cut = seen(zip("1/backupdata/b.zip", at(13)), 1, ZipFault::CutOff);
    const ZipFile other = seen(zip("2/backupdata/c.zip", at(12)), 2);
    QTest::newRow("newest: a doubtful one gives way to the newest sound one")
        << Zips {good, cut, other} << newest(day) << none
        << Lines {l("1/backupdata/a.zip: included"), l("1/backupdata/b.zip: doubtful"),
                  l("2/backupdata/c.zip: included")}
        << Lines {l("doubtful 1")};
    QTest::newRow("newest: both, where that is asked for")
        << Zips {good, cut, other} << both(day) << none
        << Lines {l("1/backupdata/a.zip: included"), l("1/backupdata/b.zip: included"),
                  l("2/backupdata/c.zip: included")}
        << Lines {l("doubtful 1")};
    QTest::newRow("newest: what cannot be read is not taken on any wish")
        << Zips {good, seen(zip("1/backupdata/b.zip", at(13)), 1, ZipFault::Unreadable), other} << both(day) << none
        << Lines {l("1/backupdata/a.zip: included"), l("1/backupdata/b.zip: doubtful"),
                  l("2/backupdata/c.zip: included")}
        << Lines {l("doubtful 1")};
    QTest::newRow("newest: an older doubtful one is nobody's business")
        << Zips {seen(zip("1/backupdata/a.zip", at(12)), 1, ZipFault::NoZip),
                 seen(zip("1/backupdata/b.zip", at(13)), 1), other}
        << newest(day) << none
        << Lines {l("1/backupdata/a.zip: not newest"), l("1/backupdata/b.zip: included"),
                  l("2/backupdata/c.zip: included")}
        << Lines {};
    QTest::newRow("newest: none that is sound")
        << Zips {cut, seen(zip("1/backupdata/a.zip", at(12)), 1, ZipFault::OtherCourse), other} << newest(day) << none
        << Lines {l("1/backupdata/a.zip: doubtful"), l("1/backupdata/b.zip: doubtful"),
                  l("2/backupdata/c.zip: included")}
        << Lines {l("doubtful 1")};
    QTest::newRow("newest: the sound one is too old")
        << Zips {seen(zip("1/backupdata/a.zip", at(9)), 1), cut, other} << newest(day) << none
        << Lines {l("1/backupdata/a.zip: too old"), l("1/backupdata/b.zip: doubtful"),
                  l("2/backupdata/c.zip: included")}
        << Lines {l("too old 1"), l("doubtful 1")};
    QTest::newRow("newest: by the name's stamp, not by the time of a copy")
        << Zips {zip("1/backupdata/backup-one-20080601-0300.zip", at(29)),
                 zip("1/backupdata/backup-one-20080612-0300.zip", at(12)), other}
        << newest(day) << none
        << Lines {l("1/backupdata/backup-one-20080601-0300.zip: not newest"),
                  l("1/backupdata/backup-one-20080612-0300.zip: included"), l("2/backupdata/c.zip: included")}
        << Lines {};
    QTest::newRow("newest: a copy of an old one is no new one")
        << Zips {zip("1/backupdata/backup-one-20080601-0300.zip", at(29)), other} << newest(day) << none
        << Lines {l("1/backupdata/backup-one-20080601-0300.zip: too old"), l("2/backupdata/c.zip: included")}
        << Lines {l("too old 1"), l("dates differ 1")};
    QTest::newRow("newest: a stamp of the future is no stamp")
        << Zips {zip("1/backupdata/backup-one-20991231-0300.zip", at(9)), other} << newest(day) << none
        << Lines {l("1/backupdata/backup-one-20991231-0300.zip: too old"), l("2/backupdata/c.zip: included")}
        << Lines {l("too old 1")};
    QTest::newRow("since: a doubtful one goes along with a word, an unreadable one stays")
        << Zips {good, cut, seen(zip("2/backupdata/c.zip", at(12)), 2, ZipFault::Unreadable)} << since() << none
        << Lines {l("1/backupdata/a.zip: included"), l("1/backupdata/b.zip: included"),
                  l("2/backupdata/c.zip: doubtful")}
        << Lines {l("doubtful 1"), l("doubtful 2")};
    QTest::newRow("since: never run") << Zips {zip("1/backupdata/a.zip", at(1)), zip("x.zip", at(2))} << since() << none
                                      << Lines {l("1/backupdata/a.zip: included"), l("x.zip: included")}
                                      << Lines {l("no zip 2")};
    QTest::newRow("since: older, the very second, newer")
        << Zips {zip("1/backupdata/a.zip", at(10).addSecs(-1)), zip("1/backupdata/b.zip", at(10)),
                 zip("2/backupdata/c.zip", at(11))}
        << since() << at(10)
        << Lines {l("1/backupdata/a.zip: before"), l("1/backupdata/b.zip: included"), l("2/backupdata/c.zip: included")}
        << Lines {};
    QTest::newRow("since: a date only warns")
        << Zips {zip("1/backupdata/a.zip", at(9)), zip("2/backupdata/c.zip", at(11))} << since(day) << none
        << Lines {l("1/backupdata/a.zip: included"), l("2/backupdata/c.zip: included")} << Lines {l("too old 1")};
}

void TstArchivePlan::decides()
{
    QFETCH(QList<ZipFile>, zips);
    QFETCH(ArchiveRequest, request);
    QFETCH(QDateTime, lastRun);
    QFETCH(QStringList, decided);
    QFETCH(QStringList, warned);

    ArchiveFacts facts = factsOf(zips, {{1, QStringLiteral("one"), {}, true}, {2, QStringLiteral("two"), {}, true}});
    facts.lastRun = lastRun;
    const Result<ArchivePlan> plan = planArchive(request, facts);
    QVERIFY(plan.has_value());
    QCOMPARE(decisions(*plan), decided);
    QCOMPARE(warnings(*plan), warned);
}

void TstArchivePlan::everyDecisionHasAReason()
{
    const QList<ZipFile> zips {zip("1/backupdata/a.zip", at(1)), zip("1/backupdata/b.zip", at(2)),
                               zip("1/backupdata/c.zip", at(3), 0), zip("2/backupdata/d.zip", at(20)),
                               zip("x.zip", at(3))};
    ArchiveFacts facts = factsOf(zips, {{1, QStringLiteral("one"), {}, true}, {2, QStringLiteral("two"), {}, true}});
    facts.lastRun = at(2);
    for (const ArchiveRequest &request : {newest(QDate(2008, 6, 10)), since()}) {
        const Result<ArchivePlan> plan = planArchive(request, facts);
        QVERIFY(plan.has_value());
        for (const PlannedZip &each : plan->zips)
            QVERIFY2(each.reason.endsWith(u'.'), qPrintable(each.reason));
        for (const ArchiveWarning &each : plan->warnings)
            QVERIFY2(each.text.contains(each.course), qPrintable(each.text));
    }
}

void TstArchivePlan::agreesWithASlowOracle()
{
    QRandomGenerator random(20080829);
    int included = 0;
    for (int round = 0; round < 400; ++round) {
        QList<ZipFile> zips;
        for (int i = random.bounded(14); i > 0; --i) {
            const QByteArray folder = random.bounded(5) == 0 ? QByteArray("moddata") : QByteArray("backupdata");
            zips.append(
                zip(QByteArray::number(random.bounded(1, 5)) + '/' + folder + "/b" + QByteArray::number(i) + ".zip",
                    at(random.bounded(1, 28), random.bounded(24)), random.bounded(4) == 0 ? 0 : 500));
        }
        const QDate day(2008, 6, random.bounded(1, 28));
        const Result<ArchivePlan> plan = planArchive(newest(day), factsOf(zips, {}));
        QVERIFY(plan.has_value());
        QCOMPARE(plan->zips.size(), zips.size());
        for (const PlannedZip &each : plan->zips) {
            const QByteArrayList parts = each.file.path.split('/');
            bool wanted = parts[1] == "backupdata" && each.file.bytes > 0
                && each.file.modified.toTimeZone(QTimeZone("Europe/London")).date() >= day;
            for (const ZipFile &other : zips) {
                const bool rival = other.path.startsWith(parts[0] + "/backupdata/") && other.bytes > 0;
                const bool later = other.modified > each.file.modified
                    || (other.modified == each.file.modified && other.path > each.file.path);
                if (rival && later)
                    wanted = false;
            }
            QCOMPARE(each.decision == ZipDecision::Included, wanted);
            included += wanted;
        }
    }
    QVERIFY2(included > 200, qPrintable(QString::number(included)));
}

void TstArchivePlan::aDayBeginsInTheSitesZone()
{
    // 23:30 UTC of the 9th is half past midnight of the 10th in London's summer.
    ArchiveFacts facts =
        factsOf({zip("1/backupdata/a.zip", QDateTime(QDate(2008, 6, 9), QTime(23, 30), QTimeZone::utc()))}, {});
    Result<ArchivePlan> plan = planArchive(newest(QDate(2008, 6, 10)), facts);
    QCOMPARE(plan->includedCount(), 1);
    facts.zone = QTimeZone("UTC");
    plan = planArchive(newest(QDate(2008, 6, 10)), facts);
    QCOMPARE(plan->includedCount(), 0);
}

void TstArchivePlan::whatTheLastRunLeftOutIsTriedAgain()
{
    ArchiveFacts facts = factsOf({zip("1/backupdata/a.zip", at(5)), zip("1/backupdata/b.zip", at(5))}, {});
    facts.lastRun = at(10);
    facts.leftOut = {"1/backupdata/b.zip"};
    const Result<ArchivePlan> plan = planArchive(since(), facts);
    QCOMPARE(
        decisions(*plan),
        (QStringList {QStringLiteral("1/backupdata/a.zip: before"), QStringLiteral("1/backupdata/b.zip: included")}));
    facts.zips[1] = seen(facts.zips[1], 1, ZipFault::Unreadable);
    QCOMPARE(planArchive(since(), facts)->leftOut(), facts.leftOut);
}

void TstArchivePlan::aFolderThatCannotBeReadIsNoMissingBackup()
{
    ArchiveFacts facts = factsOf({}, {{1, QStringLiteral("one"), {}, true}, {2, QStringLiteral("two"), {}, true}});
    facts.problems = {QStringLiteral("'./2/backupdata': Permission denied")};
    const Result<ArchivePlan> plan = planArchive(newest(QDate(2008, 6, 1)), facts);
    QCOMPARE(warnings(*plan), (QStringList {QStringLiteral("no zip 1"), QStringLiteral("not seen 2")}));
    QCOMPARE(plan->problems, facts.problems);
    QVERIFY(!plan->sawEverything());
}

void TstArchivePlan::coursesAreCountedOnce()
{
    // Course 1 has a doubtful and a too old one, 2 has none, 7 is gone.
    const QList<ZipFile> zips {seen(zip("1/backupdata/a.zip", at(9)), 1),
                               seen(zip("1/backupdata/b.zip", at(13)), 1, ZipFault::CutOff),
                               seen(zip("7/backupdata/g.zip", at(1)), 7)};
    const Result<ArchivePlan> plan =
        planArchive(newest(QDate(2008, 6, 10)),
                    factsOf(zips, {{1, QStringLiteral("one"), {}, true}, {2, QStringLiteral("two"), {}, true}}));
    QCOMPARE(warnings(*plan),
             (QStringList {QStringLiteral("no zip 2"), QStringLiteral("too old 1"), QStringLiteral("too old 7"),
                           QStringLiteral("gone 7"), QStringLiteral("doubtful 1")}));
    QCOMPARE(coursesWithout(plan->warnings), 2);
}

void TstArchivePlan::theZipsOfAPlanAreCounted()
{
    QList<ZipFile> zips {seen(zip("1/backupdata/a.zip", at(12)), 1), seen(zip("2/backupdata/a.zip", at(12)), 2),
                         zip("3/backupdata/a.zip", at(12)),
                         seen(zip("4/backupdata/a.zip", at(12)), 4, ZipFault::DamagedXml)};
    zips[1].check.level = ZipLevel::Closed;
    const ZipsChecked checked = planArchive(both(QDate(2008, 6, 1)), factsOf(zips, {}))->zipsChecked();
    QCOMPARE(checked.level, ZipLevel::Closed);
    QCOMPARE(checked.exceptions.size(), 2);
    QCOMPARE(checked.of("2/backupdata/a.zip").level, ZipLevel::Closed);
    QCOMPARE(checked.of("3/backupdata/a.zip").level, ZipLevel::NotChecked);
    QCOMPARE(checked.of("4/backupdata/a.zip").fault, ZipFault::DamagedXml);
    QCOMPARE(checked.inWords(4), QStringLiteral("2 closed properly, 1 not checked, 1 doubtful"));
}

void TstArchivePlan::unknownCoursesWarnOfNothing()
{
    ArchiveFacts facts = factsOf({zip("9/backupdata/a.zip", at(12))}, {});
    facts.courses.reset();
    const Result<ArchivePlan> plan = planArchive(newest(QDate(2008, 6, 1)), facts);
    QVERIFY(!plan->coursesKnown);
    QCOMPARE(warnings(*plan), QStringList());
    QCOMPARE(plan->includedCount(), 1);
}

void TstArchivePlan::refusesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << QStringLiteral("moodle-2008-summer") << true;
    QTest::newRow("dots and underscores") << QStringLiteral("A.b_c-9") << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("hidden") << QStringLiteral(".x") << false;
    QTest::newRow("option") << QStringLiteral("-x") << false;
    QTest::newRow("colon is a host to tar") << QStringLiteral("x2026-06-30T10:00") << false;
    QTest::newRow("blank") << QStringLiteral("a b") << false;
    QTest::newRow("slash") << QStringLiteral("a/b") << false;
    QTest::newRow("accent") << QStringLiteral("été") << false;
    QTest::newRow("newline") << QStringLiteral("a\nb") << false;
    QTest::newRow("already .tar") << QStringLiteral("a.tar") << false;
    QTest::newRow("100 characters") << QString(100, u'a') << true;
    QTest::newRow("101 characters") << QString(101, u'a') << false;
}

void TstArchivePlan::refusesNames()
{
    QFETCH(QString, name);
    QFETCH(bool, good);
    ArchiveRequest request = since();
    request.name = name;
    const Result<ArchivePlan> plan = planArchive(request, factsOf({}, {}));
    QCOMPARE(plan.has_value(), good);
    if (!good)
        QCOMPARE(plan.error().kind, ErrorKind::BadInput);
}

void TstArchivePlan::needsADateForNewestPerCourse()
{
    const Result<ArchivePlan> plan = planArchive(newest({}), factsOf({}, {}));
    QVERIFY(!plan.has_value());
    QCOMPARE(plan.error().kind, ErrorKind::BadInput);
}

void TstArchivePlan::fingerprintFollowsTheIncludedFiles()
{
    const QList<ZipFile> base {zip("1/backupdata/a.zip", at(12)), zip("x.zip", at(12))};
    const auto printOf = [](QList<ZipFile> zips) {
        return planArchive(newest(QDate(2008, 6, 1)), factsOf(zips, {}))->fingerprint;
    };
    const QByteArray print = printOf(base);
    QCOMPARE(print.size(), 64);
    QCOMPARE(printOf({base[1], base[0]}), print);
    QCOMPARE(printOf({base[0]}), print);
    QVERIFY(printOf({zip("1/backupdata/a.zip", at(12).addSecs(1))}) != print);
    QVERIFY(printOf({zip("1/backupdata/a.zip", at(12), 1001)}) != print);
    QVERIFY(printOf({zip("1/backupdata/b.zip", at(12))}) != print);
}

void TstArchivePlan::neededBytesCoverTheTar()
{
    // header + data, and for the long name two blocks more, then GNU tar's end, in whole records
    const ArchivePlan plan = *planArchive(
        since(),
        factsOf({zip("1/backupdata/a.zip", at(12), 513), zip("1/backupdata/" + QByteArray(120, 'x'), at(12))}, {}));
    QVERIFY(plan.neededBytes() > 1024 * 1024);
    QVERIFY(plan.neededBytes() < 16 * 1024 * 1024);
    const ArchivePlan big = *planArchive(since(), factsOf({zip("1/backupdata/a.zip", at(12), 100LL << 30)}, {}));
    QVERIFY(big.neededBytes() > (100LL << 30) + 1024);
    QVERIFY(big.neededBytes() < 105LL << 30);
    QCOMPARE(big.includedBytes(), 100LL << 30);
}

void TstArchivePlan::fitsOnlyWhereFreeSpaceIsKnown()
{
    ArchiveFacts facts = factsOf({zip("1/backupdata/a.zip", at(12))}, {});
    facts.freeBytes = -1;
    ArchivePlan plan = *planArchive(since(), facts);
    QVERIFY(!plan.fits());
    plan.freeBytes = plan.neededBytes();
    QVERIFY(plan.fits());
    plan.freeBytes -= 1;
    QVERIFY(!plan.fits());
}

NIGHTKEEP_TEST(TstArchivePlan, unit, Core)
#include "tst_archiveplan.moc"
