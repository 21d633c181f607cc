// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/deletioncheck.h"

#include <QHash>

namespace Nightkeep {

// What checkBeforeDeletion() is made of; for nobody else.

/// An archive as the place of a copy: nothing is in the way, or what is.
struct ArchivedAt
{
    const ArchiveHolding *archive = nullptr;
    ZipCheck check = {}; ///< of the copy, when it was archived
    std::optional<DeletionReason> obstacle = {};
    bool isByNote = false;
};

/// Finds the archives in which a file of the site's data server lies. Both outlive it.
class ArchivedFiles
{
public:
    ArchivedFiles(const SiteBackups &site, const QList<ArchiveHolding> &archives);
    [[nodiscard]] ArchivedAt find(const BackupCopy &copy) const;
    /// The name of an archive that holds a zip of the course, whatever became of that; empty: none does.
    [[nodiscard]] QString anyOf(qint64 course) const { return m_archiveOf.value(course); }
    [[nodiscard]] bool isOfLater() const { return m_isLater; }

private:
    struct Archived
    {
        const ArchiveHolding *holding;
        ZipFile file;
    };

    void take(const ArchiveHolding &holding);
    /// Names of the pool's files say nothing of where the pool is: only an archive of this very Moodle has them.
    [[nodiscard]] bool mayHoldPool(const ArchiveRun &run) const;
    /// Under which an archive's files are kept here: a whole path, of the pool the member's name.
    [[nodiscard]] BytePath keyOf(const FoundFile &file, const BytePath &member) const;
    /// Whether another file would have its name in an archive, with the same size and time.
    [[nodiscard]] bool hasTwin(const FoundFile &file, const BytePath &member) const;
    /// Only an archive of its folder, or its pool, that was begun after the file was there can hold it.
    [[nodiscard]] DeletionReason whyNot(const BackupCopy &copy, bool isOtherThere) const;

    bool m_isLater;
    const SiteBackups &m_site;
    QHash<CopyPlace, BytePath> m_folders;
    QHash<BytePath, QList<Archived>> m_files; ///< by keyOf()
    QHash<BytePath, QList<const FoundFile *>> m_named; ///< of a later Moodle: what is there, by its name in an archive
    QHash<qint64, QString> m_archiveOf; ///< by course
    QList<const ArchiveHolding *> m_unknown;
};

} // namespace Nightkeep
