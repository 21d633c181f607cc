// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/agenda.h"
#include "tests/retention/madesite.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Nightkeep;

namespace {

struct QuestionCase
{
    const char *name;
    const char *key;
    const char *answer; ///< a part of it; empty: the rules have none
    const char *reason; ///< a part of it
    void (*change)(RetentionReading &reading);
};

ManagementClass &askedClass(RetentionReading &reading)
{
    return reading.servers.first().snapshot->managementClasses->first();
}

void askedOfNobody(RetentionReading &) { }

void askedUncovered(RetentionReading &reading)
{
    for (CoverageRow &row : reading.servers.first().coverage) {
        row.state = CoverageState::Uncovered;
        row.by.clear();
    }
}

void askedByThePage(RetentionReading &reading)
{
    for (CoverageRow &row : reading.servers.first().coverage)
        row.evidence = Evidence::Declared;
}

const QList<QuestionCase> questionCases {
    {"an unchanged file", "unchanged-file", "As long as it exists, and for 60 days after", "2 copies for 30 days",
     askedOfNobody},
    {"by other figures", "unchanged-file", "and for 61 days after", "Replaced copies are kept for 31 days",
     [](RetentionReading &reading) {
         askedClass(reading).retainOnly = 61;
         askedClass(reading).retainExtra = 31;
     }},
    {"nothing after it was deleted", "unchanged-file", "and no longer", "",
     [](RetentionReading &reading) { askedClass(reading).versionsDeleted = 0; }},
    {"figures are not known", "unchanged-file", "As long as it exists.", "is not known",
     [](RetentionReading &reading) { reading.servers.first().snapshot->managementClasses.reset(); }},
    {"two copies", "mondays-back", "2 Mondays back", "one path whose content is replaced", askedOfNobody},
    {"three copies", "mondays-back", "3 Mondays back", "",
     [](RetentionReading &reading) { askedClass(reading).versionsExist = 3; }},
    {"two copies for too few days", "mondays-back", "1 Monday", "",
     [](RetentionReading &reading) { askedClass(reading).retainExtra = 3; }},
    {"no copy off the server", "mondays-back", "1 Monday", "no copy of it is off the server", askedUncovered},
    {"the yearly dump", "yearly-dump", "and for 60 days after that", "Its name holds the year", askedOfNobody},
    {"the yearly dump of a server that is not backed up", "yearly-dump", "Yes", "not backed up", askedUncovered},
    {"server backups", "server-backups", "kept longer in any case: replaced copies for 30 days", "", askedOfNobody},
    {"server backups for a week", "server-backups", "kept no longer: replaced copies for 7 days", "",
     [](RetentionReading &reading) { askedClass(reading).retainExtra = 7; }},
    {"application files", "application-files", "those that an upgrade replaces for 30 days", "", askedOfNobody},
    {"application files that are not backed up", "application-files", "Not at all", "", askedUncovered},
    {"another machine", "second-place", "The storage manager holds them", "", askedOfNobody},
    {"another machine, and none", "second-place", "They must be", "", askedUncovered},
    {"another machine, by the page's word", "second-place", "", "is not known", askedByThePage},
    {"dumps by the page's word", "mondays-back", "", "not known", askedByThePage},
    {"the yearly dump by the page's word", "yearly-dump", "", "not known", askedByThePage},
    {"application files by the page's word", "application-files", "", "not known", askedByThePage},
    {"no pair", "both-servers", "", "", askedOfNobody},
    {"a course that was not read", "skipped-course", "", "not among those that were read", askedOfNobody},
    {"no pair to have a building", "same-building", "", "", askedOfNobody},
};

WorkspaceReading askedReading(const RetentionReading &reading)
{
    WorkspaceReading whole;
    whole.now = reading.now;
    whole.servers = reading.servers;
    whole.archives = reading.archives;
    whole.courses = QList<SiteBackups> {reading.backups};
    whole.retention = QList<RetentionView> {makeRetentionView(reading)};
    return whole;
}

AgendaItem askedItem(const RetentionReading &reading, const QString &key)
{
    const QList<AgendaItem> items = questionsOfThePage(askedReading(reading));
    for (const AgendaItem &item : items) {
        if (item.key == QLatin1String("question/") + key)
            return item;
    }
    return {};
}

} // namespace

class TstQuestions : public QObject
{
    Q_OBJECT

private slots:
    void answers_data()
    {
        QTest::addColumn<int>("at");
        for (int at = 0; at < int(questionCases.size()); ++at)
            QTest::newRow(questionCases.at(at).name) << at;
    }
    void answers()
    {
        QFETCH(int, at);
        const QuestionCase &row = questionCases.at(at);
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        row.change(reading);
        const AgendaItem item = askedItem(reading, QLatin1String(row.key));
        QVERIFY2(!item.title.isEmpty(), row.key);
        QVERIFY2(item.answer.contains(QLatin1String(row.answer)), qPrintable(item.answer));
        QCOMPARE(item.answer.isEmpty(), QLatin1String(row.answer).isEmpty());
        QVERIFY2(item.reason.contains(QLatin1String(row.reason)), qPrintable(item.reason));
    }

    void eachIsAskedOnceAndOfAnEmptyWorkspaceToo()
    {
        const QList<AgendaItem> items = questionsOfThePage(WorkspaceReading());
        QSet<QString> keys;
        for (const AgendaItem &item : items) {
            keys.insert(item.key);
            QCOMPARE(item.kind, AgendaKind::Question);
            QVERIFY(item.title.endsWith(u'?'));
            QVERIFY(item.object.isEmpty());
        }
        QCOMPARE(keys.size(), items.size());
        QVERIFY(items.size() >= 9);
    }

    void aSkippedCourse_data()
    {
        QTest::addColumn<bool>("visible");
        QTest::addColumn<CourseStatus>("status");
        QTest::addColumn<QString>("answer");
        QTest::newRow("hidden") << false << CourseStatus::Skipped << QStringLiteral("Because it is hidden");
        QTest::newRow("visible") << true << CourseStatus::Skipped << QString();
        QTest::newRow("backed up again") << false << CourseStatus::Ok << QStringLiteral("not skipped any more");
    }
    void aSkippedCourse()
    {
        QFETCH(bool, visible);
        QFETCH(CourseStatus, status);
        QFETCH(QString, answer);
        CourseReading courses = MadeSite::twoCourses();
        courses.courses.append(MadeCourses::course(15, QStringLiteral("STEFAN")));
        courses.courses.last().visible = visible;
        courses.courses.last().status = status;
        const AgendaItem item = askedItem(MadeSite::reading(courses), QStringLiteral("skipped-course"));
        QVERIFY2(item.answer.contains(answer), qPrintable(item.answer));
        QCOMPARE(item.answer.isEmpty(), answer.isEmpty());
        QVERIFY2(item.background.contains(QStringLiteral("No good copy")), qPrintable(item.background));
    }

    void unreliableRunsAreCounted()
    {
        CourseReading courses = MadeSite::twoCourses();
        CourseRun died = courses.courses.first().runs.first();
        died.end = RunEnd::Died;
        courses.courses.first().runs = {died, died};
        const AgendaItem item = askedItem(MadeSite::reading(courses), QStringLiteral("unreliable"));
        QVERIFY2(item.reason.contains(QStringLiteral("last 3 runs"))
                     && item.reason.contains(QStringLiteral("2 did not")),
                 qPrintable(item.reason));
        QVERIFY2(item.answer.contains(QStringLiteral("failed twice in a row")), qPrintable(item.answer));
    }

    void aPairInOneBuilding()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        ServerRow partner = MadeSite::row();
        partner.server.name = QStringLiteral("moodledb-b.example.org");
        for (ServerRow *row : {&reading.servers.first(), &partner}) {
            row->server.service = QStringLiteral("MySQL master/slave pair");
            row->server.building = QStringLiteral("Wolfson House");
        }
        reading.servers.append(partner);
        QVERIFY(askedItem(reading, QStringLiteral("same-building")).answer.startsWith(QStringLiteral("Yes")));
        QVERIFY(!askedItem(reading, QStringLiteral("both-servers")).answer.isEmpty());
        reading.servers.last().server.building = QStringLiteral("Kathleen Lonsdale");
        QVERIFY(askedItem(reading, QStringLiteral("same-building")).answer.startsWith(QStringLiteral("They do")));
        reading.servers.last().server.building.clear();
        QVERIFY(askedItem(reading, QStringLiteral("same-building")).answer.isEmpty());
    }
};

NIGHTKEEP_TEST(TstQuestions, unit, Core)
#include "tst_questions.moc"
