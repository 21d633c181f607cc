// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demofolder.h"
#include "models/courses/site.h"

#include <QList>
#include <QPair>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <optional>

namespace Nightkeep {

/// The tables of a made-up Moodle, as they are written: runs statements until the first that fails, and keeps that
/// failure.
class DemoTables
{
public:
    explicit DemoTables(const QSqlDatabase &database);

    void run(const QString &statement, const QVariantList &values = {});
    /// A row of a table without its prefix.
    void add(const QString &table, const QList<QPair<QString, QVariant>> &columns);
    [[nodiscard]] const std::optional<QSqlError> &failed() const { return m_failed; }

private:
    QSqlQuery m_query;
    std::optional<QSqlError> m_failed;
};

/// In those before it, by their numbers, which count from 1; 0: in none.
struct DemoCategory
{
    const char *name;
    int parent;
};
/// The table of categories with these.
void addDemoCategories(DemoTables &tables, const QList<DemoCategory> &categories);

/// Does all that `fill` does to the site's database, a SQLite file that is made where there is none.
/// Blocks; any thread.
void writeDemoTables(DemoFolder &folder, const Site &site, const std::function<void(DemoTables &)> &fill);

} // namespace Nightkeep
