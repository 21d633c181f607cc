// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/casecourse.h"
#include "app/demo/casestory.h"
#include "app/demo/demozips.h"

namespace Nightkeep {

/// A course of the Moodle 1.9. Runs begin on Tuesdays and Saturdays: 4, 7, 11, 14 ... days before the last.
class OldCase : public CaseCourse
{
public:
    OldCase(DemoFolder &folder, const Site &site, qint64 id, const char *name, quint64 seed);

    /// The newest run is told first: by it Moodle knows the status.
    void ran(int daysBefore = 0, const QString &howItEnded = QStringLiteral("1"));
    void backedUp(int daysBefore = 0); ///< and its zip is in the course's folder
    [[nodiscard]] QDateTime made(int daysBefore = 0) const; ///< when that run packed its zip
    [[nodiscard]] QDateTime byHand() const; ///< after the last run, by a person

    [[nodiscard]] DemoZipOrder order(const QDateTime &made) const;
    [[nodiscard]] QByteArray zip(const DemoZipOrder &order) { return packed(makeDemoZip(order)); }
    [[nodiscard]] QByteArray zip(const QDateTime &made) { return zip(order(made)); }
    [[nodiscard]] QByteArray photographs(); ///< a zip that is no backup
    [[nodiscard]] QByteArray nameOf(const QDateTime &made) const { return demoZipName(course, made); }
    /// Into the course's folder.
    void put(const QByteArray &name, const QByteArray &contents, const QDateTime &modified);
    void put(const DemoZipOrder &order) { put(nameOf(order.made), zip(order), order.made); }
    void putForAll(const DemoZipOrder &order) { CaseCourse::putForAll(nameOf(order.made), zip(order), order.made); }
    void linkItsFolder(); ///< to another disk

    void write(DemoTables &tables) const;

    [[nodiscard]] static BytePath folderForAll(); ///< on the data server

private:
    struct Run
    {
        QDateTime started;
        QString status;
    };
    [[nodiscard]] QDateTime begin(int daysBefore) const;
    [[nodiscard]] BytePath itsFolder() const;

    QList<Run> m_runs; ///< newest first
};

/// The first of their courses.
inline constexpr qint64 firstOldCase = 501;
[[nodiscard]] CaseStories<OldCase> oldCaseStories();

} // namespace Nightkeep
