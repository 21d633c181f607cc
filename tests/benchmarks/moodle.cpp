// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/benchmarks/comparison.h"
#include "tests/moodle/moodletables.h"

#include <QProcess>

#include <cstdio>

namespace Nightkeep {

namespace {

constexpr int coursesHeld = 20'000;
constexpr int runsHeld = 100'000;
constexpr int filesHeld = 100'000; ///< that Moodle records, since its version 2

QString filling(MoodleEdition edition)
{
    const QString courses =
        QStringLiteral("INSERT INTO mdl_course SELECT seq, 1 + seq % 50, CONCAT('All about course ', seq), "
                       "CONCAT('course', seq), 1, 1200000000, 1229000000 FROM seq_1_to_%1;"
                       "INSERT INTO mdl_course_categories (id, name, parent) SELECT seq, CONCAT('Category ', seq), "
                       "seq DIV 10 FROM seq_1_to_50;"
                       "INSERT INTO mdl_backup_courses (courseid, laststarttime, lastendtime, laststatus, "
                       "nextstarttime) SELECT seq, 1229223600 + seq, 1229223630 + seq, '1', 1229828400 "
                       "FROM seq_1_to_%1;"
                       "CREATE UNIQUE INDEX mdl_backcour_cou_uix ON mdl_backup_courses (courseid);")
            .arg(coursesHeld);
    if (edition == MoodleEdition::Old)
        return courses
            + QStringLiteral("INSERT INTO mdl_backup_log (courseid, time, laststarttime, info) "
                             "SELECT 1 + (seq DIV 2) % %1, 1200000000 + seq * 60, 1200000000 + (seq DIV 2) * 120, "
                             "CONCAT('End backup course All about course ', seq, ' - OK') FROM seq_2_to_%2;"
                             "CREATE INDEX mdl_backlog_cou_ix ON mdl_backup_log (courseid);")
                  .arg(coursesHeld)
                  .arg(2 * runsHeld + 1);
    return courses
        + QStringLiteral("INSERT INTO mdl_backup_controllers SELECT seq, MD5(seq), 'backup', 'course', "
                         "1 + seq % %1, 50, 1000, 1200000000 + seq, 1200000030 + seq, 'x' FROM seq_1_to_%2;"
                         "CREATE UNIQUE INDEX mdl_backcont_bac_uix ON mdl_backup_controllers (backupid);"
                         "INSERT INTO mdl_backup_logs (backupid, loglevel, message, timecreated) SELECT MD5(seq), "
                         "IF(seq % 20 = 0, 30, 50), 'what the run said', 1200000000 FROM seq_1_to_%2;"
                         "CREATE INDEX mdl_backlogs_bacid_uix ON mdl_backup_logs (backupid, id);"
                         "INSERT INTO mdl_context SELECT seq, 50, seq FROM seq_1_to_%1;"
                         "INSERT INTO mdl_files SELECT seq, SHA1(seq), 1 + seq % %1, 'backup', 'automated', "
                         "CONCAT('backup-moodle2-course-', seq, '-20081214-0300.mbz'), seq * 1000, 1200000000 + seq "
                         "FROM seq_1_to_%3;")
              .arg(coursesHeld)
              .arg(runsHeld)
              .arg(filesHeld);
}

/// From the opening of the connection to values.
bool readOnce(SqlConnections &connections, const SqlAddress &address)
{
    const Result<std::unique_ptr<MoodleSite>> site = SqlMoodleSite::open(connections, address, QStringLiteral("mdl_"));
    const Result<MoodleFacts> facts = site ? (*site)->facts() : fail(site.error());
    const Result<MoodleCourses> all = facts ? (*site)->courseStates(*facts) : fail(facts.error());
    if (!all) {
        std::fprintf(stderr, "%s %s\n", qPrintable(all.error().message), qPrintable(all.error().detail));
        return false;
    }
    return all->courses.size() == coursesHeld
        && all->records.size() == (facts->edition == MoodleEdition::Later ? filesHeld : 0);
}

/// The statements of one reading as the server itself noted them, but for the connection's own; none: it did not.
QStringList statementsOf(MoodleTables &tables, SqlConnections &connections, const SqlAddress &address)
{
    MariaDbFixture &server = tables.server();
    if (!server.sql(QStringLiteral("SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; "
                                   "SET GLOBAL general_log = 1")))
        return {};
    const bool isRead = readOnce(connections, address);
    const Result<QByteArray> noted =
        server.sql(QStringLiteral("SET GLOBAL general_log = 0; SELECT argument FROM mysql.general_log WHERE "
                                  "command_type = 'Execute' AND argument NOT LIKE '%CONNECTION_ID%'"));
    return isRead && noted ? QString::fromUtf8(*noted).split(u'\n', Qt::SkipEmptyParts) : QStringList();
}

bool sameByClient(const SqlAddress &address, const QByteArray &statements)
{
    QProcess client;
    client.setStandardOutputFile(QProcess::nullDevice());
    client.start(QStringLiteral("mariadb"),
                 {QStringLiteral("--no-defaults"), QStringLiteral("--socket=") + address.location,
                  QStringLiteral("--user=root"), QStringLiteral("--quick"), QStringLiteral("-N"), QStringLiteral("-B"),
                  address.database});
    client.write(statements);
    client.closeWriteChannel();
    return client.waitForFinished(-1) && client.exitStatus() == QProcess::NormalExit && client.exitCode() == 0;
}

} // namespace

bool benchMoodle()
{
    MoodleTables tables;
    if (!tables.start())
        return false;
    const QString storage = QStringLiteral("InnoDB");
    const SqlAddress address = tables.address(storage);
    SqlConnections connections;
    bool ran = true;
    for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
        if (!tables.makeEmpty(storage, edition) || !tables.sql(storage, filling(edition)))
            return false;
        const QStringList statements = statementsOf(tables, connections, address);
        if (statements.isEmpty())
            return false;
        const QByteArray bench = "courses of a Moodle " + QByteArray(nameOf(edition).toLatin1());
        std::printf("{\"bench\":\"%s\",\"statements\":%d}\n", bench.constData(), int(statements.size()));
        const QByteArray text = statements.join(QStringLiteral(";\n")).toUtf8() + ";\n";
        ran = compare({bench, "mariadb --quick with the same statements", 1.25, 7,
                       [&] { return readOnce(connections, address); }, [&] { return sameByClient(address, text); }})
            && ran;
    }
    return ran;
}

} // namespace Nightkeep
