// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/democases.h"

#include "app/demo/demoservers.h"
#include "app/demo/latercase.h"
#include "app/demo/oldcase.h"

#include <vector>

namespace Nightkeep {

namespace {

/// What is no case: the front page, and backups that are of no course any more.
std::vector<LaterCase> laterOthers(DemoFolder &folder, const Site &site, quint64 seed)
{
    std::vector<LaterCase> courses;
    LaterCase &frontPage = courses.emplace_back(folder, site, 1, "front-page", seed);
    frontPage.course.shortName = QStringLiteral("Moodle 4");
    frontPage.course.fullName = QStringLiteral("Moodle 4, which is being tried");
    frontPage.ran();
    frontPage.keep(frontPage.order());
    LaterCase deleted(folder, site, 900, "deleted", seed);
    deleted.putForAll(deleted.order(60));
    deleted.putForAll("minutes of the meeting.mbz", caseWebPage(), deleted.byHand());
    return courses;
}

void writeLaterCode(DemoFolder &folder, const Site &site)
{
    const BytePath code = demoServerFolder(site.dataServer) + site.codeFolder;
    folder.file(code + "/version.php", "<?php\n$version = 2023100900.00;\n$release = '4.3 (Build: 20231009)';\n");
    folder.file(code + "/config.php",
                "<?php\nunset($CFG);\nglobal $CFG;\n$CFG = new stdClass();\n\n$CFG->dbtype = 'mariadb';\n"
                "$CFG->prefix = 'mdl_';\n$CFG->wwwroot = 'https://moodle4.example.org';\n$CFG->dataroot = '"
                    + site.dataFolder + "';\n\nrequire_once(__DIR__ . '/lib/setup.php');\n");
}

} // namespace

QList<DemoCase> demoCases(MoodleEdition edition)
{
    switch (edition) {
    case MoodleEdition::Old:
        return casesOf(oldCaseStories(), firstOldCase);
    case MoodleEdition::Later:
        return casesOf(laterCaseStories(), firstLaterCase);
    case MoodleEdition::Unknown:
        break;
    }
    return {};
}

Site demoLaterSite()
{
    Site site;
    site.name = QStringLiteral("moodle4");
    site.databaseServer = demoDatabaseServer();
    site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
    site.databaseName = QStringLiteral("usr/local/mysql/data/moodle4.sqlite");
    site.databaseUser = QStringLiteral("nightkeep");
    site.dataServer = demoDataServer();
    site.dataFolder = "/data/moodle4";
    site.codeFolder = "/data/apache/htdocs/moodle4";
    site.archiveFolder = "/data/archives4";
    site.timeZone = QStringLiteral("UTC");
    return site;
}

void writeLaterCases(DemoFolder &folder, const Site &site, quint64 seed)
{
    const BytePath server = demoServerFolder(site.dataServer);
    for (const BytePath &path :
         {site.dataFolder + "/filedir", site.dataFolder + "/trashdir", LaterCase::folderForAll(), site.archiveFolder})
        folder.folder(server + path);
    writeLaterCode(folder, site);
    std::vector<LaterCase> courses = laterOthers(folder, site, seed);
    const CaseStories<LaterCase> stories = laterCaseStories();
    qint64 id = firstLaterCase;
    for (const CaseStory<LaterCase> &story : stories)
        story.tell(courses.emplace_back(folder, site, id++, story.name, seed));
    writeDemoTables(folder, site, [&courses](DemoTables &tables) {
        addLaterTables(tables);
        for (const LaterCase &course : courses)
            course.write(tables);
    });
}

} // namespace Nightkeep
