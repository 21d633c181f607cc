// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/folderpurpose.h"

#include "models/base/tr.h"
#include "models/coverage/pathpattern.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

QSet<Purpose> purposesOf(const BytePath &folder, const QString &service)
{
    static const QRegularExpression webTree(
        QStringLiteral("^(htdocs|html|www|public_html|webroot|wwwroot|web|apache\\d?|httpd|nginx)$"));
    static const QRegularExpression systems(QStringLiteral("^(etc|usr|boot|bin|sbin|lib\\d*|root|run|logs?|spool)$"));
    static const QRegularExpression moodle(QStringLiteral("moodle(?!-?db)"));
    static const QRegularExpression moodleData(QStringLiteral("moodle-?_?data|^backupdata$"));
    static const QRegularExpression database(QStringLiteral("mysql|mariadb|percona|pgsql|postgres|moodle-?db"));
    static const QRegularExpression backups(QStringLiteral("backup(?!data)|dump"));
    // What a program can make again, or threw away, wherever it keeps that.
    static const QRegularExpression passing(
        QStringLiteral("^(temp|tmp|cache|localcache|muc|sessions?|locks?|trashdir)$"));
    QStringList names;
    for (const QByteArray &component : pathComponents(folder))
        names.append(QString::fromLatin1(component).toLower());
    const auto has = [&names](const QRegularExpression &expression) { return names.indexOf(expression) >= 0; };
    const auto mentions = [&names](const QRegularExpression &expression) {
        return std::any_of(names.begin(), names.end(), [&](const QString &name) { return name.contains(expression); });
    };
    // Nor what a program writes about a database, or is told about it.
    const bool isOfSystem = names.value(0) == QLatin1String("etc")
        || (names.value(0) == QLatin1String("var") && names.value(1) == QLatin1String("log"));
    if (has(passing) || isOfSystem)
        return {};
    QSet<Purpose> purposes;
    // Beside a database's name "moodle" is the name of one of its databases.
    if (mentions(moodleData) || (mentions(moodle) && !mentions(database) && !has(webTree)))
        purposes.unite({Purpose::CourseBackups, Purpose::CourseFiles});
    if (mentions(database) && !mentions(backups))
        purposes.unite({Purpose::Dumps, Purpose::DatabaseFiles});
    else if (mentions(database))
        purposes.insert(Purpose::Dumps);
    else if (mentions(backups))
        purposes.unite({Purpose::CourseBackups, Purpose::Dumps});
    if (!purposes.isEmpty() || has(webTree) || has(systems))
        return purposes;
    if (isDatabaseServer({}, service))
        return {Purpose::Dumps, Purpose::DatabaseFiles};
    if (service.contains(QLatin1String("moodle"), Qt::CaseInsensitive))
        return {Purpose::CourseBackups, Purpose::CourseFiles};
    return {};
}

/// Below a folder of the purpose; "*" for a name of its own, or for a part of one. Real names stand beside
/// those, for rules that speak of digits, years and endings.
QList<QByteArray> namesOf(Purpose purpose)
{
    switch (purpose) {
    case Purpose::CourseBackups:
        return {"*/backupdata/backup-*-20081025-0300.zip",
                "412/backupdata/backup-geog101-20261025-0300.zip",
                "backup-*-20081025-0300.zip",
                "*.mbz",
                "*/*.mbz",
                "backup-moodle2-course-412-geog101-20261025-0300-nu.mbz"};
    case Purpose::CourseFiles:
        return {"filedir/*/*/*", "filedir/3f/8b/3f8b4c0d2e6a51977b0c9d1e2f3a4b5c6d7e8f90",
                "412/moddata/assignment/73/2008/essay.doc", "user/0/73/f1.jpg",
                // What people teach with, by whatever rule for endings it would go.
                "412/*.pdf", "412/*.docx", "412/*.ppt", "412/*.pptx", "412/*.xls", "412/*.xlsx", "412/*.odt",
                "412/*.odp", "412/*.rtf", "412/*.txt", "412/*.html", "412/*.png", "412/*.gif", "412/*.mp3", "412/*.mp4",
                "412/*.flv", "412/*.swf"};
    case Purpose::Dumps:
        return {"mysqlbackup.dump.backup-1",
                "mysqlbackup.dump.backup-till-end-of-year-2007",
                "*.sql",
                "*.sql.gz",
                "*.sql.bz2",
                "*.sql.xz",
                "*.sql.zst",
                "*.sql.7z",
                "*.dump",
                "*.dump.gz",
                "*.tar.gz",
                "*.tgz",
                "*/*.sql.gz"};
    case Purpose::DatabaseFiles:
        return {"*/*.MYD", "*/*.frm",     "*/*.ibd",        "moodle/mdl_user.MYD",
                "ibdata1", "ib_logfile0", "base/16384/2619"}; // the last of PostgreSQL
    }
    return {};
}

} // namespace

QString purposeInWords(Purpose purpose)
{
    switch (purpose) {
    case Purpose::CourseBackups:
        return Tr::tr("course backups");
    case Purpose::CourseFiles:
        return Tr::tr("course files");
    case Purpose::Dumps:
        return Tr::tr("database dumps");
    case Purpose::DatabaseFiles:
        return Tr::tr("the database's own files");
    }
    return {};
}

QList<PurposeFile> filesOfPurpose(const BytePath &folder, const QString &service, const BytePath &place)
{
    const QList<QByteArray> above = pathComponents(place);
    QList<PurposeFile> files;
    const QSet<Purpose> purposes = purposesOf(folder, service);
    for (const Name<Purpose> &purpose : Names<Purpose>) {
        if (!purposes.contains(purpose.value))
            continue;
        for (const QByteArray &name : namesOf(purpose.value)) {
            PurposeFile file {purpose.value, above};
            for (QByteArray component : pathComponents(name))
                file.path.append(component.replace("*", anyName()));
            files.append(file);
        }
    }
    return files;
}

bool keepsDumps(const BytePath &folder)
{
    const QSet<Purpose> purposes = purposesOf(folder, {});
    return purposes.contains(Purpose::Dumps) && !purposes.contains(Purpose::DatabaseFiles);
}

bool isDatabaseServer(const QString &name, const QString &service)
{
    // A database alone may be anything with entries, as a "publications database" is.
    static const QRegularExpression offers(
        QStringLiteral("\\b(mysql|mariadb|percona|postgres\\w*)\\b|^\\s*databases?\\b"
                       "|\\bdatabase (server|host|cluster|master|slave|replica|pair)"
                       "|\\b(moodle|live|test|standby) databases?\\b"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression called(
        QStringLiteral("^[^.]*((?<![a-z])(db|(my|pg)?sql)|(db|sql|mariadb|postgres)(?![a-z]))"),
        QRegularExpression::CaseInsensitiveOption);
    return service.contains(offers) || name.contains(called);
}

} // namespace Nightkeep
