// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/latercase.h"

#include "models/courses/foundfile.h"

#include <QCryptographicHash>
#include <QTimeZone>

namespace Nightkeep {

namespace {

QByteArray laterHash(const QByteArray &contents)
{
    return QCryptographicHash::hash(contents, QCryptographicHash::Sha1).toHex();
}

qint64 laterContext(qint64 course)
{
    return 1000 + course;
}

constexpr qint64 laterPersonsContext = 5;

} // namespace

LaterCase::LaterCase(DemoFolder &folder, const Site &site, qint64 id, const char *name, quint64 seed)
    : CaseCourse(folder, site, folderForAll(), {id, QStringLiteral("LATER%1").arg(id), caseTitle(name)}, seed)
{
    changed = begin(3);
    nextRun = begin(-1);
    status = QStringLiteral("5");
}

QDateTime LaterCase::begin(int nightsBefore) const
{
    const QDateTime night(m_folder.moment().date(), QTime(2, 0), QTimeZone::utc());
    return night.addDays(-nightsBefore).addSecs(300 + 20 * course.id);
}

QDateTime LaterCase::made(int nightsBefore) const
{
    return begin(nightsBefore).addSecs(9);
}

QDateTime LaterCase::byHand() const
{
    return begin(1).addSecs(14 * 3600);
}

void LaterCase::ran(int nightsBefore, End end)
{
    noteRun(begin(nightsBefore),
            end == End::Ok           ? QStringLiteral("1")
                : end == End::Failed ? QStringLiteral("0")
                : end == End::Warned ? QStringLiteral("4")
                                     : QStringLiteral("2"));
    m_runs.append({begin(nightsBefore), end});
}

DemoMbzOrder LaterCase::order(const QDateTime &made) const
{
    DemoMbzOrder order;
    order.course = course;
    order.made = made;
    order.seed = seedOf(made);
    order.siteIdentifier = siteIdentifier();
    return order;
}

QByteArray LaterCase::nameForAll(const DemoMbzOrder &order)
{
    return QStringLiteral("backup-moodle2-course-%1-%2.mbz")
        .arg(order.course.id)
        .arg(order.made.toString(QStringLiteral("yyyyMMdd-HHmm")))
        .toLatin1();
}

void LaterCase::keep(const DemoMbzOrder &order, const QDateTime &recorded, Area area)
{
    const QByteArray contents = mbz(order);
    record(demoMbzName(order), contents, recorded, area);
    pool(contents, contents, recorded);
}

void LaterCase::record(const QString &name, const QByteArray &contents, const QDateTime &recorded, Area area)
{
    m_records.append({name, laterHash(contents), contents.size(), recorded, area});
}

void LaterCase::putByHash(const char *place, const QByteArray &hash, const QByteArray &contents,
                          const QDateTime &modified)
{
    m_folder.file(m_dataFolder + '/' + place + '/' + pathByHash(hash), contents, modified);
}

void LaterCase::pool(const QByteArray &recorded, const QByteArray &contents, const QDateTime &modified)
{
    putByHash("filedir", laterHash(recorded), contents, modified);
}

void LaterCase::trash(const QByteArray &contents, const QDateTime &modified)
{
    putByHash("trashdir", laterHash(contents), contents, modified);
}

BytePath LaterCase::folderForAll()
{
    return "/data/backups4";
}

QString LaterCase::siteIdentifier()
{
    return QStringLiteral("x4Kq9vTn2LrWc7YbDg5HsJm8PzFa3EuBmoodle4.example.org");
}

void LaterCase::write(DemoTables &tables) const
{
    writeRows(tables, course.id == 1 ? 0 : 1, course.id == 1 ? QStringLiteral("site") : QStringLiteral("topics"));
    tables.add(QStringLiteral("context"),
               {{QStringLiteral("id"), laterContext(course.id)},
                {QStringLiteral("contextlevel"), 50},
                {QStringLiteral("instanceid"), course.id},
                {QStringLiteral("path"), QStringLiteral("/1/3/%1").arg(laterContext(course.id))},
                {QStringLiteral("depth"), 3}});
    for (qsizetype i = m_runs.size(); i-- > 0;)
        writeRun(tables, m_runs.at(i));
    for (const Record &record : m_records)
        writeRecord(tables, record);
    if (isQueued)
        tables.add(
            QStringLiteral("task_adhoc"),
            {{QStringLiteral("component"), QStringLiteral("moodle")},
             {QStringLiteral("classname"), QStringLiteral("\\core\\task\\course_backup_task")},
             {QStringLiteral("nextruntime"), begin(0).toSecsSinceEpoch()},
             {QStringLiteral("customdata"), QStringLiteral("{\"courseid\":\"%1\",\"adminid\":\"2\"}").arg(course.id)},
             {QStringLiteral("timecreated"), begin(0).toSecsSinceEpoch()}});
}

// That a run failed tells a line of its log alone: its controller's status does not, nor does its task's result.
void LaterCase::writeRun(DemoTables &tables, const Run &run) const
{
    const qint64 started = run.started.toSecsSinceEpoch();
    const qint64 ended = started + 24;
    const QString id =
        QString::fromLatin1(QCryptographicHash::hash(QByteArray::number(course.id) + '/' + QByteArray::number(started),
                                                     QCryptographicHash::Md5)
                                .toHex());
    tables.add(QStringLiteral("backup_controllers"),
               {{QStringLiteral("backupid"), id},
                {QStringLiteral("operation"), QStringLiteral("backup")},
                {QStringLiteral("type"), QStringLiteral("course")},
                {QStringLiteral("itemid"), course.id},
                {QStringLiteral("format"), QStringLiteral("moodle2")},
                {QStringLiteral("interactive"), 0},
                {QStringLiteral("purpose"), 50},
                {QStringLiteral("userid"), 2},
                {QStringLiteral("status"), run.end == End::Died ? 800 : 1000},
                {QStringLiteral("execution"), 1},
                {QStringLiteral("executiontime"), 0},
                {QStringLiteral("timecreated"), started},
                {QStringLiteral("timemodified"), ended}});
    if (run.end == End::Failed || run.end == End::Warned)
        tables.add(QStringLiteral("backup_logs"),
                   {{QStringLiteral("backupid"), id},
                    {QStringLiteral("loglevel"), run.end == End::Failed ? 20 : 30},
                    {QStringLiteral("message"),
                     run.end == End::Failed ? QStringLiteral("Error writing to database: the disk is full")
                                            : QStringLiteral("A file is missing in the file pool")},
                    {QStringLiteral("timecreated"), ended}});
    if (run.end == End::Died)
        return;
    tables.add(
        QStringLiteral("task_log"),
        {{QStringLiteral("type"), 1},
         {QStringLiteral("component"), QStringLiteral("moodle")},
         {QStringLiteral("classname"), QStringLiteral("core\\task\\course_backup_task")},
         {QStringLiteral("userid"), 2},
         {QStringLiteral("timestart"), started},
         {QStringLiteral("timeend"), ended},
         {QStringLiteral("dbreads"), 400},
         {QStringLiteral("dbwrites"), 90},
         {QStringLiteral("result"), 0},
         {QStringLiteral("output"),
          QStringLiteral("Processing automated backup for course: %1\nBackup completed\n").arg(course.fullName)}});
}

void LaterCase::writeRecord(DemoTables &tables, const Record &record) const
{
    const bool isPersons = record.area == Area::User;
    const qint64 context = isPersons ? laterPersonsContext : laterContext(course.id);
    const QString component = isPersons ? QStringLiteral("user") : QStringLiteral("backup");
    const QString area = isPersons       ? QStringLiteral("backup")
        : record.area == Area::Automated ? QStringLiteral("automated")
        : record.area == Area::Course    ? QStringLiteral("course")
                                         : QStringLiteral("section");
    const QString path = QStringLiteral("/%1/%2/%3/0/%4").arg(QString::number(context), component, area, record.name);
    tables.add(QStringLiteral("files"),
               {{QStringLiteral("contenthash"), QString::fromLatin1(record.hash)},
                {QStringLiteral("pathnamehash"), QString::fromLatin1(laterHash(path.toUtf8()))},
                {QStringLiteral("contextid"), context},
                {QStringLiteral("component"), component},
                {QStringLiteral("filearea"), area},
                {QStringLiteral("itemid"), 0},
                {QStringLiteral("filepath"), QStringLiteral("/")},
                {QStringLiteral("filename"), record.name},
                {QStringLiteral("userid"), 2},
                {QStringLiteral("filesize"), record.bytes},
                {QStringLiteral("timecreated"), record.made.toSecsSinceEpoch()},
                {QStringLiteral("timemodified"), record.made.toSecsSinceEpoch()}});
}

} // namespace Nightkeep
