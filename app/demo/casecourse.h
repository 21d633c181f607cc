// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demofolder.h"
#include "app/demo/demotables.h"
#include "models/courses/course.h"

namespace Nightkeep {

/// A course with a case while its story is told, which sets what Moodle says of it and puts its files: what is the same
/// in both editions.
class CaseCourse
{
public:
    Course course;
    QDateTime created;
    QDateTime changed;
    QDateTime lastStart;
    QDateTime lastEnd;
    QDateTime nextRun;
    QString status;
    bool isListed = true; ///< has a row in backup_courses

    [[nodiscard]] static QDateTime inTheFuture();
    /// Into the folder for all, on the data server.
    void putForAll(const QByteArray &name, const QByteArray &contents, const QDateTime &modified);

protected:
    CaseCourse(DemoFolder &folder, const Site &site, const BytePath &folderForAll, const Course &course, quint64 seed);

    /// Newest first. Of one that died ("2") Moodle knows no end.
    void noteRun(const QDateTime &started, const QString &howItEnded);
    /// Its bytes; none, and the folder's error, where it could not be made.
    [[nodiscard]] QByteArray packed(const Result<QByteArray> &backup);
    [[nodiscard]] quint64 seedOf(const QDateTime &made) const;
    void writeRows(DemoTables &tables, int category, const QString &format) const; ///< but those of its runs

    DemoFolder &m_folder;
    BytePath m_dataFolder;
    BytePath m_folderForAll;
    quint64 m_seed;
};

} // namespace Nightkeep
