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
    static const QRegularExpression webTree(QStringLiteral("^(htdocs|html|www|public_html|webroot|wwwroot|web)$"));
    static const QRegularExpression moodle(QStringLiteral("moodle(?!-?db)"));
    static const QRegularExpression moodleData(QStringLiteral("moodle-?_?data|^backupdata$"));
    static const QRegularExpression database(QStringLiteral("mysql|mariadb|percona|pgsql|postgres|moodle-?db"));
    static const QRegularExpression backups(QStringLiteral("backup|dump"));
    static const QRegularExpression general(QStringLiteral("^(data|srv|applications|export|home|u\\d+)$"));
    QStringList names;
    for (const QByteArray &component : pathComponents(folder))
        names.append(QString::fromLatin1(component).toLower());
    const auto has = [&names](const QRegularExpression &expression) { return names.indexOf(expression) >= 0; };
    const auto mentions = [&names](const QRegularExpression &expression) {
        return std::any_of(names.begin(), names.end(), [&](const QString &name) { return name.contains(expression); });
    };
    if (mentions(moodleData) || (mentions(moodle) && !has(webTree)))
        return {Purpose::CourseBackups, Purpose::CourseFiles};
    if (mentions(database) && mentions(backups))
        return {Purpose::Dumps};
    if (mentions(database))
        return {Purpose::Dumps, Purpose::DatabaseFiles};
    if (mentions(backups))
        return {Purpose::CourseBackups, Purpose::Dumps};
    if (!names.isEmpty() && !(names.size() == 1 && has(general)))
        return {};
    if (isDatabaseServer({}, service))
        return {Purpose::Dumps, Purpose::DatabaseFiles};
    if (service.contains(QLatin1String("moodle"), Qt::CaseInsensitive))
        return {Purpose::CourseBackups, Purpose::CourseFiles};
    return {};
}

/// Below a folder of the purpose; "*" for a name of its own, or for a part of one.
QList<QByteArray> namesOf(Purpose purpose)
{
    switch (purpose) {
    case Purpose::CourseBackups:
        return {"*/backupdata/backup-*-20081025-0300.zip", "backup-*-20081025-0300.zip", "*.mbz", "*/*.mbz"};
    case Purpose::CourseFiles:
        return {"filedir/*/*/*"};
    case Purpose::Dumps:
        return {"mysqlbackup.dump.backup-1", "*.sql", "*.sql.gz", "*.dump", "*/*.sql.gz"};
    case Purpose::DatabaseFiles:
        return {"*/*.MYD", "*/*.ibd", "ibdata1"};
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

QList<PurposeFile> filesOfPurpose(const BytePath &folder, const QString &service)
{
    QList<PurposeFile> files;
    const QSet<Purpose> purposes = purposesOf(folder, service);
    for (const Name<Purpose> &purpose : Names<Purpose>) {
        if (!purposes.contains(purpose.value))
            continue;
        for (const QByteArray &name : namesOf(purpose.value)) {
            PurposeFile file {purpose.value, pathComponents(folder)};
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
    static const QRegularExpression offers(QStringLiteral("\\b(mysql|mariadb|percona|postgres\\w*|databases?)\\b"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression called(QStringLiteral("^[^.]*(db|mysql|mariadb|pgsql|postgres)(?![a-z])"),
                                           QRegularExpression::CaseInsensitiveOption);
    return service.contains(offers) || name.contains(called);
}

} // namespace Nightkeep
