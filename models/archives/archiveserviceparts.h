// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/base/frame.h"
#include "models/courses/coursereading.h"

namespace Nightkeep {

// What the files of ArchiveService share, and the services of finished archives.

struct ArchiveService::Place
{
    Site site;
    Server server;
};

/// What Moodle's database says of its courses, and of where their backups go.
struct ArchiveService::Moodle
{
    Result<QList<Course>> courses;
    BytePath destination = {}; ///< one folder for all courses; empty: each its own
    QString problem = {}; ///< where that could not be told
    QString remark = {}; ///< why what it names is not looked at
    CourseReading reading = {}; ///< what tells who made a copy: facts, courses with their runs, records; may be empty

    [[nodiscard]] MoodleEdition edition() const { return reading.head.moodle.edition; }
    void heed(const Site &site); ///< a person knows where they are, whatever Moodle calls that place
};

[[nodiscard]] RemoteLimits quickLimits(); ///< for programs that look at a few files
[[nodiscard]] RemoteLimits patientLimits(); ///< for those that walk through a whole data folder

/// Runs a program, reads its frame and turns a refusal into its error.
[[nodiscard]] Result<QList<FrameRecord>> askServer(RemoteHost &host, RemoteProgram program,
                                                   const QByteArrayList &fields, const QString &server,
                                                   const CancelToken &cancel, const RemoteLimits &limits);

void addListing(ArchiveFacts &facts, const ZipListing &listing);

/// Whether asking again may help.
[[nodiscard]] bool mayBeTransient(ErrorKind kind);

} // namespace Nightkeep
