// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/drillanswer.h"
#include "models/catalogue/drilltable.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

using DrillRecords = QList<FrameRecord>;

/// Two forums and a quiz, three sections, users; all came.
DrillRecords wholeDrill()
{
    return {{"says", {"666f72756d", "2"}},      {"says", {"7175697a", "1"}},
            {"came", {"666f72756d", "2"}},      {"came", {"7175697a", "1"}},
            {"others", {"3", "4", "yes", "5"}}, {"restored", {"0", "75", "== Restored course ID 3 =="}},
            {"category", {"removed"}},          {"finished", {}}};
}

RestoreDrill judgedDrill(const DrillRecords &records)
{
    RestoreDrill drill;
    const Result<DrillAnswer> answer = parseDrillAnswer(records);
    if (!answer)
        qFatal("%s", qPrintable(answer.error().message));
    judgeDrill(drill, *answer, QStringLiteral("nightkeep-drill-1"));
    return drill;
}

} // namespace

/// What a restore drill answers, and what of it proves a copy.
class TstDrillAnswer : public QObject
{
    Q_OBJECT

private slots:
    void provesAWholeCopy();
    void judges_data();
    void judges();
    void refusesNonsense_data();
    void refusesNonsense();
    void saysWhy_data();
    void saysWhy();
    void lastProven();
};

void TstDrillAnswer::provesAWholeCopy()
{
    const RestoreDrill drill = judgedDrill(wholeDrill());
    QCOMPARE(drill.outcome, RestoreDrill::Outcome::Proven);
    QCOMPARE(drill.cameBack, QStringLiteral("2 × forum, 1 × quiz, 4 sections, 5 enrolled users"));
    QCOMPARE(drill.missing, QString());
    QCOMPARE(drill.seconds, qint64(75));
}

void TstDrillAnswer::judges_data()
{
    QTest::addColumn<int>("record"); // of the whole one
    QTest::addColumn<QByteArrayList>("fields"); // in its place
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("missing");
    const auto row = [](const char *name, int record, const QByteArrayList &fields, const char *outcome,
                        const char *missing) {
        QTest::newRow(name) << record << fields << QString::fromLatin1(outcome) << QString::fromUtf8(missing);
    };
    row("a forum less", 2, {"666f72756d", "1"}, "partly", "1 × forum");
    row("a kind less", 3, {"676c6f73", "1"}, "partly", "1 × quiz");
    row("sections less", 4, {"3", "2", "yes", "5"}, "partly", "1 sections");
    row("users less", 4, {"3", "3", "yes", "0"}, "partly", "the users, whom the copy has");
    row("no users in the copy", 4, {"3", "3", "no", "0"}, "proven", "");
    row("not counted", 4, {"3", "", "yes", ""}, "partly", "what came back could not be counted");
    row("nothing said", 4, {"", "3", "yes", "5"}, "partly", "what came back could not be counted");
    row("failed", 5, {"1", "3", "!!! broken !!!\n"}, "failed", "Moodle's program failed (status 1): !!! broken !!!");
    row("too long", 5, {"124", "9", ""}, "failed", "Moodle's program did not end in time.");
    row("left", 6, {"left", "6", "why"}, "proven",
        "The category nightkeep-drill-1 could not be removed; the next drill there tries again.");
}

void TstDrillAnswer::judges()
{
    QFETCH(int, record);
    QFETCH(QByteArrayList, fields);
    QFETCH(QString, outcome);
    QFETCH(QString, missing);
    DrillRecords records = wholeDrill();
    records[record].fields = fields;
    const RestoreDrill drill = judgedDrill(records);
    QCOMPARE(nameOf(drill.outcome), outcome);
    QCOMPARE(drill.missing, missing);
}

void TstDrillAnswer::refusesNonsense_data()
{
    QTest::addColumn<int>("record");
    QTest::addColumn<FrameRecord>("instead");
    const auto row = [](const char *name, int record, const FrameRecord &instead) {
        QTest::newRow(name) << record << instead;
    };
    row("a module twice", 1, {"says", {"666f72756d", "1"}});
    row("a module without a name", 1, {"says", {"", "1"}});
    row("no number", 1, {"says", {"7175697a", "many"}});
    row("less than none", 1, {"says", {"7175697a", "-1"}});
    row("too many", 1, {"says", {"7175697a", "99999999999"}});
    row("a field less", 4, {"others", {"3", "3", "yes"}});
    row("no status", 5, {"restored", {"", "1", ""}});
    row("of the category nothing", 6, {"category", {"perhaps"}});
    row("without the rest", 4, {"finished", {}});
    row("without the restore", 5, {"finished", {}});
    row("without the category", 6, {"finished", {}});
}

void TstDrillAnswer::refusesNonsense()
{
    QFETCH(int, record);
    QFETCH(FrameRecord, instead);
    DrillRecords records = wholeDrill();
    records[record] = instead;
    const Result<DrillAnswer> answer = parseDrillAnswer(records);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::Damaged);
}

void TstDrillAnswer::saysWhy_data()
{
    QTest::addColumn<QByteArrayList>("fields");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("part");
    const auto row = [](const QByteArrayList &fields, ErrorKind kind, const char *part) {
        QTest::newRow(fields.constFirst().constData()) << fields << kind << QString::fromLatin1(part);
    };
    row({"no-code", "/moodle"}, ErrorKind::NotFound, "/moodle");
    row({"no-restore", "/moodle/admin/cli/restore_backup.php"}, ErrorKind::MissingTool, "restore_backup.php");
    row({"no-php", ""}, ErrorKind::MissingTool, "PHP");
    row({"php-not-ours", "/home/php"}, ErrorKind::MissingTool, "PHP");
    row({"no-user", "www"}, ErrorKind::PermissionDenied, "web server's user");
    row({"root-runs-nothing"}, ErrorKind::PermissionDenied, "web server's user");
    row({"not-that-user", "www", "me"}, ErrorKind::PermissionDenied, "web server's user");
    row({"not-readable", "/x"}, ErrorKind::PermissionDenied, "/x");
    row({"locked", "/x"}, ErrorKind::Busy, "Another restore drill");
    row({"no-copy", "/c.mbz", "www"}, ErrorKind::NotFound, "/c.mbz");
    row({"not-that-copy", "7/c.mbz"}, ErrorKind::Damaged, "7/c.mbz");
    row({"live", "/c.mbz"}, ErrorKind::BadInput, "this very Moodle");
    row({"no-course", "/c.mbz"}, ErrorKind::BadInput, "whole course");
    row({"not-taken", "/c.mbz", "1", "why"}, ErrorKind::Failed, "did not take it");
    row({"no-category", "1", "why"}, ErrorKind::Failed, "did not take it");
    row({"unsafe", "open", "/archives", "0", "drwxrwxrwx"}, ErrorKind::PermissionDenied, "/archives");
    row({"no-run", "r1"}, ErrorKind::NotFound, "r1");
}

void TstDrillAnswer::saysWhy()
{
    QFETCH(QByteArrayList, fields);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, part);
    Site target;
    target.name = QStringLiteral("moodle4");
    target.dataServer = QStringLiteral("moodle-pp");
    const Error error = drillRefusal({"refused", fields}, target);
    QCOMPARE(error.kind, kind);
    QVERIFY2(error.message.contains(part), qPrintable(error.message));
    QVERIFY(!error.advice.isEmpty());
}

void TstDrillAnswer::lastProven()
{
    const QDateTime now(QDate(2008, 12, 15), QTime(9, 30), QTimeZone::utc());
    QCOMPARE(lastProvenInWords({}, now).state, State::Unknown);
    RestoreDrill drill = judgedDrill(wholeDrill());
    drill.site = QStringLiteral("moodle");
    drill.course = 33;
    drill.run = QStringLiteral("r1");
    drill.where = QStringLiteral("moodle-test");
    drill.by = QStringLiteral("rfg@workstation");
    drill.at = now.addDays(-90);
    RestoreDrill partly = drill;
    partly.outcome = RestoreDrill::Outcome::Partly;
    partly.at = now.addDays(-1);
    QCOMPARE(drillsAnswer({partly}, now).state, State::Bad);
    QCOMPARE(lastProvenInWords({partly}, now).state, State::Unknown); // some of it is no proof
    const PageAnswer last = lastProvenInWords({partly, drill}, now);
    QCOMPARE(last.state, State::Good);
    for (const char *part : {"moodle-test", "rfg@workstation", "33 of moodle"})
        QVERIFY2(last.sentence.contains(QLatin1String(part)), qPrintable(last.sentence));
    drill.at = now.addDays(-400);
    QCOMPARE(lastProvenInWords({drill}, now).state, State::Attention);
    QCOMPARE(drillsOfRun({partly, drill}, QStringLiteral("r2")).size(), 0);
    QCOMPARE(drillsOfCourse({partly, drill}, QStringLiteral("moodle"), 33).size(), 2);
    QCOMPARE(drillsOfCourse({partly, drill}, QStringLiteral("other"), 33).size(), 0);
}

NIGHTKEEP_TEST(TstDrillAnswer, unit, Core)
#include "tst_drillanswer.moc"
