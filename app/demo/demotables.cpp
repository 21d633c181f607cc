// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demotables.h"

#include "app/apptr.h"
#include "app/demo/demoservers.h"

#include <QFile>
#include <QSqlDatabase>
#include <QStringList>
#include <QUuid>

namespace Nightkeep {

DemoTables::DemoTables(const QSqlDatabase &database)
    : m_query(database)
{
}

void DemoTables::run(const QString &statement, const QVariantList &values)
{
    if (m_failed)
        return;
    bool good = m_query.prepare(statement);
    for (const QVariant &value : values)
        m_query.addBindValue(value);
    good = good && m_query.exec();
    if (!good)
        m_failed = m_query.lastError();
}

void DemoTables::add(const QString &table, const QList<QPair<QString, QVariant>> &columns)
{
    QStringList names;
    QVariantList values;
    for (const auto &[name, value] : columns) {
        names.append(name);
        values.append(value);
    }
    run(QStringLiteral("INSERT INTO mdl_%1 (%2) VALUES (%3)")
            .arg(table, names.join(QStringLiteral(", ")),
                 QStringList(names.size(), QStringLiteral("?")).join(QStringLiteral(", "))),
        values);
}

void addDemoCategories(DemoTables &tables, const QList<DemoCategory> &categories)
{
    tables.run(QStringLiteral(
        "CREATE TABLE mdl_course_categories (id INTEGER PRIMARY KEY, name VARCHAR(255) NOT NULL DEFAULT '', "
        "description TEXT, parent BIGINT NOT NULL DEFAULT 0, sortorder BIGINT NOT NULL DEFAULT 0, "
        "coursecount BIGINT NOT NULL DEFAULT 0, visible TINYINT NOT NULL DEFAULT 1, "
        "timemodified BIGINT NOT NULL DEFAULT 0, depth BIGINT NOT NULL DEFAULT 0, "
        "path VARCHAR(255) NOT NULL DEFAULT '')"));
    QStringList paths {QString()}; // by number
    for (const DemoCategory &category : categories) {
        paths.append(paths.at(category.parent) + u'/' + QString::number(paths.size()));
        tables.add(QStringLiteral("course_categories"),
                   {{QStringLiteral("name"), QString::fromUtf8(category.name)},
                    {QStringLiteral("parent"), category.parent},
                    {QStringLiteral("sortorder"), 1000 * (paths.size() - 1)},
                    {QStringLiteral("depth"), paths.constLast().count(u'/')},
                    {QStringLiteral("path"), paths.constLast()}});
    }
}

void writeDemoTables(DemoFolder &folder, const Site &site, const std::function<void(DemoTables &)> &fill)
{
    const BytePath file = demoServerFolder(site.databaseServer) + '/' + site.databaseName.toUtf8();
    folder.folder(file.left(file.lastIndexOf('/')));
    if (folder.failed())
        return;
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::optional<QSqlError> failed;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(QFile::decodeName(folder.top() + '/' + file));
        if (!database.open()) {
            failed = database.lastError();
        } else {
            DemoTables tables(database);
            // The file is made in one go or thrown away: it needs no journal.
            tables.run(QStringLiteral("PRAGMA journal_mode = OFF"));
            tables.run(QStringLiteral("PRAGMA synchronous = OFF"));
            tables.run(QStringLiteral("BEGIN"));
            fill(tables);
            tables.run(QStringLiteral("COMMIT"));
            failed = tables.failed();
        }
    }
    QSqlDatabase::removeDatabase(name);
    if (failed)
        folder.setError(
            {failed->type() == QSqlError::ConnectionError && failed->text().contains(QStringLiteral("Driver"))
                 ? ErrorKind::MissingDriver
                 : ErrorKind::Failed,
             AppTr::tr("The demo's Moodle database cannot be made."),
             AppTr::tr("Install Qt's SQLite driver (libqt6sql6-sqlite) if it is missing."), failed->text()});
    folder.touch(file, folder.moment());
}

} // namespace Nightkeep
