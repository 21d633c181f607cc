// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/oldcase.h"

#include "app/demo/demomoodle.h"
#include "app/demo/demorandom.h"
#include "app/demo/demoservers.h"

#include <vector>

namespace Nightkeep {

OldCase::OldCase(DemoFolder &folder, const Site &site, qint64 id, const char *name, quint64 seed)
    : CaseCourse(folder, site, folderForAll(), {id, QStringLiteral("CASE%1").arg(id), caseTitle(name)}, seed)
{
    changed = begin(2);
    nextRun = demoLastRun(folder.moment()).addDays(3);
    status = QStringLiteral("0");
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

void OldCase::ran(int daysBefore, const QString &howItEnded)
{
    noteRun(begin(daysBefore), howItEnded);
    m_runs.append({begin(daysBefore), howItEnded});
}

void OldCase::backedUp(int daysBefore)
{
    ran(daysBefore);
    put(order(made(daysBefore)));
}

DemoZipOrder OldCase::order(const QDateTime &made) const
{
    return {course, made, 3000, seedOf(made)};
}

QByteArray OldCase::photographs()
{
    DemoRandom random(m_seed + quint64(course.id));
    return packed(packDemoZip(course.shortName, {{QStringLiteral("harbour.jpg"), random.bytes(3000), false}}, made()));
}

BytePath OldCase::folderForAll()
{
    return "/data/backups";
}

BytePath OldCase::itsFolder() const
{
    return m_dataFolder + '/' + QByteArray::number(course.id) + "/backupdata";
}

void OldCase::put(const QByteArray &name, const QByteArray &contents, const QDateTime &modified)
{
    m_folder.file(itsFolder() + '/' + name, contents, modified);
}

void OldCase::linkItsFolder()
{
    m_folder.link(itsFolder(), "/mnt/disk2/backupdata");
}

void OldCase::write(DemoTables &tables) const
{
    writeRows(tables, 11, QStringLiteral("weeks"));
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
    writeDemoTables(folder, site, [&](DemoTables &tables) {
        // Since when all go there, which the older ones do not.
        tables.run(QStringLiteral("UPDATE mdl_backup_config SET value = ? WHERE name = 'backup_sche_destination'"),
                   {QString::fromUtf8(OldCase::folderForAll())});
        for (const OldCase &course : courses)
            course.write(tables);
    });
}

} // namespace Nightkeep
