// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/casecourse.h"

#include "app/demo/demoservers.h"
#include "app/demo/demozips.h"

#include <QTimeZone>

namespace Nightkeep {

namespace {

qint64 caseSeconds(const QDateTime &moment)
{
    return moment.isValid() ? moment.toSecsSinceEpoch() : 0;
}

} // namespace

CaseCourse::CaseCourse(DemoFolder &folder, const Site &site, const BytePath &folderForAll, const Course &course,
                       quint64 seed)
    : course(course)
    , created(QDate(2008, 6, 30), QTime(9, 0), QTimeZone::utc())
    , m_folder(folder)
    , m_dataFolder(demoServerFolder(site.dataServer) + site.dataFolder)
    , m_folderForAll(demoServerFolder(site.dataServer) + folderForAll)
    , m_seed(seed)
{
}

QDateTime CaseCourse::inTheFuture()
{
    return QDateTime(QDate(2010, 12, 13), QTime(4, 0), QTimeZone::utc());
}

void CaseCourse::putForAll(const QByteArray &name, const QByteArray &contents, const QDateTime &modified)
{
    m_folder.file(m_folderForAll + '/' + name, contents, modified);
}

void CaseCourse::noteRun(const QDateTime &started, const QString &howItEnded)
{
    if (!lastStart.isValid()) {
        lastStart = started;
        status = howItEnded;
    }
    if (!lastEnd.isValid() && howItEnded != u"2")
        lastEnd = started.addSecs(24);
}

QByteArray CaseCourse::packed(const Result<QByteArray> &backup)
{
    if (!backup)
        m_folder.setError(backup.error());
    return backup.value_or(QByteArray());
}

quint64 CaseCourse::seedOf(const QDateTime &made) const
{
    return demoBackupSeed(m_seed, course, made);
}

void CaseCourse::writeRows(DemoTables &tables, int category, const QString &format) const
{
    tables.add(QStringLiteral("course"),
               {{QStringLiteral("id"), course.id},
                {QStringLiteral("category"), category},
                {QStringLiteral("sortorder"), 10000 + course.id},
                {QStringLiteral("fullname"), course.fullName},
                {QStringLiteral("shortname"), course.shortName},
                {QStringLiteral("format"), format},
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
}

} // namespace Nightkeep
