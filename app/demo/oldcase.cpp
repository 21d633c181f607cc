// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/oldcase.h"

#include "app/demo/demomoodle.h"
#include "app/demo/demorandom.h"
#include "app/demo/demoservers.h"

#include <QFile>
#include <QTimeZone>

#include <vector>

namespace Nightkeep {

OldCase::OldCase(DemoFolder &folder, const Site &site, qint64 id, const char *name, quint64 seed)
    : m_folder(folder)
    , m_server(demoServerFolder(site.dataServer))
    , m_dataFolder(site.dataFolder)
    , m_seed(seed)
{
    course.id = id;
    course.shortName = QStringLiteral("CASE%1").arg(id);
    course.fullName = caseTitle(name);
    created = QDateTime(QDate(2008, 6, 30), QTime(9, 0), QTimeZone::utc());
    changed = begin(2);
    nextRun = demoLastRun(folder.moment()).addDays(3);
}

QDateTime OldCase::begin(int daysBefore) const
{
    return demoLastRun(m_folder.moment()).addDays(-daysBefore).addSecs(3600 + 40 * (course.id - firstOldCase));
}

QDateTime OldCase::made(int daysBefore) const
{
    return begin(daysBefore).addSecs(9);
}

QDateTime OldCase::byHand() const
{
    return begin(0).addSecs(36 * 3600);
}

QDateTime OldCase::inTheFuture()
{
    return QDateTime(QDate(2010, 12, 13), QTime(4, 0), QTimeZone::utc());
}

void OldCase::ran(int daysBefore, const QString &howItEnded)
{
    const QDateTime started = begin(daysBefore);
    if (m_runs.isEmpty()) {
        lastStart = started;
        status = howItEnded;
    }
    if (!lastEnd.isValid() && howItEnded != u"2")
        lastEnd = started.addSecs(24);
    m_runs.append({started, howItEnded});
}

void OldCase::backedUp(int daysBefore)
{
    ran(daysBefore);
    const QDateTime when = made(daysBefore);
    put(nameOf(when), zip(when), when);
}

DemoZipOrder OldCase::order(const QDateTime &made) const
{
    return {course, made, 3000, m_seed * 1000003 + quint64(course.id) * 8191 + quint64(made.toSecsSinceEpoch())};
}

QByteArray OldCase::zip(const DemoZipOrder &order)
{
    const Result<QByteArray> zip = makeDemoZip(order);
    if (!zip)
        m_folder.setError(zip.error());
    return zip.value_or(QByteArray());
}

QByteArray OldCase::photographs()
{
    DemoRandom random(m_seed + quint64(course.id));
    const Result<QByteArray> zip =
        packDemoZip(course.shortName, {{QStringLiteral("harbour.jpg"), random.bytes(3000), false}}, made());
    if (!zip)
        m_folder.setError(zip.error());
    return zip.value_or(QByteArray());
}

BytePath OldCase::folderForAll()
{
    return "/data/backups";
}

BytePath OldCase::itsFolder() const
{
    return m_server + m_dataFolder + '/' + QByteArray::number(course.id) + "/backupdata";
}

void OldCase::put(const QByteArray &name, const QByteArray &contents, const QDateTime &modified)
{
    m_folder.file(itsFolder() + '/' + name, contents, modified);
}

void OldCase::putForAll(const QByteArray &name, const QByteArray &contents, const QDateTime &modified)
{
    m_folder.file(m_server + folderForAll() + '/' + name, contents, modified);
}

void OldCase::linkItsFolder()
{
    m_folder.link(itsFolder(), "/mnt/disk2/backupdata");
}

void OldCase::write(DemoTables &tables) const
{
    tables.add(QStringLiteral("course"),
               {{QStringLiteral("id"), course.id},
                {QStringLiteral("category"), 11},
                {QStringLiteral("sortorder"), 10000 + course.id},
                {QStringLiteral("fullname"), course.fullName},
                {QStringLiteral("shortname"), course.shortName},
                {QStringLiteral("format"), QStringLiteral("weeks")},
                {QStringLiteral("startdate"), caseSeconds(created)},
                {QStringLiteral("visible"), course.visible ? 1 : 0},
                {QStringLiteral("timecreated"), caseSeconds(created)},
                {QStringLiteral("timemodified"), caseSeconds(changed)}});
    if (isListed)
        tables.add(QStringLiteral("backup_courses"),
                   {{QStringLiteral("courseid"), course.id},
                    {QStringLiteral("laststarttime"), caseSeconds(lastStart)},
                    {QStringLiteral("lastendtime"), caseSeconds(lastEnd)},
                    {QStringLiteral("laststatus"), status},
                    {QStringLiteral("nextstarttime"), caseSeconds(nextRun)}});
    for (qsizetype i = m_runs.size(); i-- > 0;)
        addDemoRun(tables, course, m_runs.at(i).status, m_runs.at(i).started);
}

void writeOldCases(DemoFolder &folder, const Site &site, quint64 seed)
{
    folder.folder(demoServerFolder(site.dataServer) + OldCase::folderForAll());
    std::vector<OldCase> courses;
    const CaseStories<OldCase> stories = oldCaseStories();
    for (const CaseStory<OldCase> &story : stories)
        story.tell(courses.emplace_back(folder, site, firstOldCase + qint64(courses.size()), story.name, seed));
    if (folder.failed())
        return;
    const BytePath database = demoServerFolder(site.databaseServer) + '/' + site.databaseName.toUtf8();
    const Result<void> written =
        writeDemoTables(QFile::decodeName(folder.top() + '/' + database), [&](DemoTables &tables) {
            // Since when all go there, which the older ones do not.
            tables.run(QStringLiteral("UPDATE mdl_backup_config SET value = ? WHERE name = 'backup_sche_destination'"),
                       {QString::fromUtf8(OldCase::folderForAll())});
            for (const OldCase &course : courses)
                course.write(tables);
        });
    if (!written)
        folder.setError(written.error());
    folder.touch(database, folder.moment());
}

} // namespace Nightkeep
