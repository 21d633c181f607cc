// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/archives/deletioncheck.h"
#include "models/courses/courseservice.h"

#include <functional>

namespace Nightkeep {

/// What the team's own deletion routine asks before it deletes courses. Nothing is deleted here. Calls block: use a
/// job.
class DeletionService
{
public:
    using ReadFile = std::function<Result<QByteArray>(const QString &fileName)>;
    /// See checkBeforeDeletion().
    using ReadHeld = std::function<Result<QHash<qint64, QString>>(const QString &site)>;
    /// Whether the place that is noted of an archive is known to have it no more.
    using IsRefuted = std::function<Result<bool>(const ArchiveRecord &record)>;
    DeletionService(DeletionCheckStore &store, const ArchiveStore &files, CourseService &courses,
                    ArchiveService &archives, AuditLog &audit, ReadFile readFile, ReadHeld readHeld,
                    IsRefuted isRefuted, Clock clock);

    struct Order
    {
        Site site;
        DeletionList list;
        bool offline = false; ///< by what was last read; else courses, files and archives are asked anew
    };
    /// Keeps the check, with a line in the audit log. What could not be asked anew is told in its head, and it rests on
    /// what was known; an error where nothing was, and for a list that names nothing.
    [[nodiscard]] Result<Asked<DeletionCheck>> check(const Order &order, Attendance attendance,
                                                     const CancelToken &cancel, const ProgressSink &progress = {});
    [[nodiscard]] Result<QStringList> readList(const QString &fileName) const; ///< see parseDeletionList()

    [[nodiscard]] Result<QList<DeletionCheckHead>> earlier() const; ///< newest first
    [[nodiscard]] Result<DeletionCheck> find(qint64 number) const; ///< NotFound where none has it

private:
    [[nodiscard]] Result<SiteBackups> read(const Order &order, QStringList &notRead, Attendance attendance,
                                           const CancelToken &cancel, const ProgressSink &progress) const;
    [[nodiscard]] Result<QList<ArchiveHolding>> holdings(const Order &order, QStringList &notRead,
                                                         const CancelToken &cancel) const;
    [[nodiscard]] Asked<DeletionCheck> kept(DeletionCheck check);

    DeletionCheckStore &m_store;
    const ArchiveStore &m_files;
    CourseService &m_courses;
    ArchiveService &m_archives;
    AuditLog &m_audit;
    ReadFile m_readFile;
    ReadHeld m_readHeld;
    IsRefuted m_isRefuted;
    Clock m_clock;
};

} // namespace Nightkeep
