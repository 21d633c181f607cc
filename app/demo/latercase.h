// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/casecourse.h"
#include "app/demo/casestory.h"
#include "app/demo/demombz.h"

namespace Nightkeep {

/// A course of the later Moodle. It is backed up every night, into the pool and into a folder for all.
class LaterCase : public CaseCourse
{
public:
    enum class End { Ok, Failed, Warned, Died };
    enum class Area { Automated, Course, User, Section };

    LaterCase(DemoFolder &folder, const Site &site, qint64 id, const char *name, quint64 seed);

    bool isQueued = false; ///< a task for it waits

    /// The newest run is told first: by it Moodle knows the status.
    void ran(int nightsBefore = 0, End end = End::Ok);
    [[nodiscard]] QDateTime made(int nightsBefore = 0) const; ///< when the run of that night packed its backup
    [[nodiscard]] QDateTime byHand() const; ///< between the last two nights, by a person

    [[nodiscard]] DemoMbzOrder order(const QDateTime &made) const;
    [[nodiscard]] DemoMbzOrder order(int nightsBefore = 0) const { return order(made(nightsBefore)); }
    [[nodiscard]] QByteArray mbz(const DemoMbzOrder &order) { return packed(makeDemoMbz(order)); }
    /// As Moodle names them in the folder for all.
    [[nodiscard]] static QByteArray nameForAll(const DemoMbzOrder &order);

    /// Into the pool, with a record. What is in the pool may not be what is recorded.
    void keep(const DemoMbzOrder &order) { keep(order, order.made); }
    void keep(const DemoMbzOrder &order, const QDateTime &recorded, Area area = Area::Automated);
    void record(const QString &name, const QByteArray &contents, const QDateTime &recorded,
                Area area = Area::Automated);
    void pool(const QByteArray &recorded, const QByteArray &contents, const QDateTime &modified);
    void trash(const QByteArray &contents, const QDateTime &modified);
    using CaseCourse::putForAll;
    void putForAll(const DemoMbzOrder &order) { putForAll(nameForAll(order), mbz(order), order.made); }

    void write(DemoTables &tables) const;

    [[nodiscard]] static BytePath folderForAll(); ///< on the data server
    [[nodiscard]] static QString siteIdentifier();

private:
    struct Run
    {
        QDateTime started;
        End end = End::Ok;
    };
    struct Record
    {
        QString name;
        QByteArray hash;
        qint64 bytes = 0;
        QDateTime made;
        Area area = Area::Automated;
    };
    [[nodiscard]] QDateTime begin(int nightsBefore) const;
    void putByHash(const char *place, const QByteArray &hash, const QByteArray &contents, const QDateTime &modified);
    void writeRun(DemoTables &tables, const Run &run) const;
    void writeRecord(DemoTables &tables, const Record &record) const;

    QList<Run> m_runs; ///< newest first
    QList<Record> m_records;
};

/// The first of their courses.
inline constexpr qint64 firstLaterCase = 11;
[[nodiscard]] CaseStories<LaterCase> laterCaseStories();

/// The tables that a Moodle 4 has of courses, files and backups, and its settings.
void addLaterTables(DemoTables &tables);

} // namespace Nightkeep
