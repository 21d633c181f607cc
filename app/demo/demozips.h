// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/democourses.h"
#include "app/demo/demofolder.h"

namespace Nightkeep {

/// A course backup as Moodle 1.9 makes it: moodle.xml and the course's files.
struct DemoZipOrder
{
    Course course;
    QDateTime made; ///< UTC
    int fileBytes = 20000; ///< of the files in it, together, about
    quint64 seed = 1;
    bool users = true; ///< holds users' data
    bool files = true; ///< holds the course's files
    bool whole = true; ///< else its moodle.xml breaks off
};
[[nodiscard]] Result<QByteArray> makeDemoZip(const DemoZipOrder &order);

struct DemoMember
{
    QString name;
    QByteArray contents;
    bool compress = true;
};
/// `of` is whose backup it is, for an error.
[[nodiscard]] Result<QByteArray> packDemoZip(const QString &of, const QList<DemoMember> &members,
                                             const QDateTime &made);

/// "<NAME>...</NAME>", with a line's end.
[[nodiscard]] QByteArray demoElement(const char *name, const QString &text);
/// Of what is made up in the backup of that moment, in an estate of that seed.
[[nodiscard]] quint64 demoBackupSeed(quint64 seed, const Course &course, const QDateTime &made);

/// The first part of it, as of a file whose copying broke off.
[[nodiscard]] QByteArray demoCutOff(const QByteArray &bytes);
/// With one byte in the middle that its checksum does not know.
[[nodiscard]] QByteArray demoWrongByte(QByteArray bytes);

/// The data folder of the whole site: each course's folder with the backups that its story leaves.
void writeDemoZips(DemoFolder &folder, const BytePath &dataFolder, const QList<DemoCourse> &courses, quint64 seed);

} // namespace Nightkeep
