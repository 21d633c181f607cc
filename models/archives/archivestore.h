// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivemanifest.h"
#include "models/archives/archiveplace.h"
#include "models/archives/term.h"
#include "models/base/described.h"
#include "models/base/state.h"

#include <optional>

namespace Nightkeep {

/// What a person said of a run.
struct ArchiveNote
{
    QString text;
    QString by;
    QDateTime at; ///< UTC

    static constexpr auto fields()
    {
        return std::tuple {Field {"text", &ArchiveNote::text}, Field {"by", &ArchiveNote::by},
                           Field {"at", &ArchiveNote::at}};
    }
    bool operator==(const ArchiveNote &) const = default;
};

/// A run with what was last known of it.
struct ArchiveRecord
{
    ArchiveRun run;
    ArchiveStatus status;
    QDateTime asOf; ///< UTC, when the status was read
    std::optional<ArchiveNote> moved = {}; ///< where the finished archive went
    std::optional<ArchiveNote> accepted = {}; ///< why the plan's warnings need no more attention
    QString note = {}; ///< what whoever has just started it must know; never stored
    std::optional<Error> warning = {}; ///< what could not be noted in the workspace meanwhile; never stored

    static constexpr auto fields()
    {
        return std::tuple {Field {"run", &ArchiveRecord::run}, Field {"status", &ArchiveRecord::status},
                           Field {"asOf", &ArchiveRecord::asOf}, Field {"moved", &ArchiveRecord::moved}.orMissing(),
                           Field {"accepted", &ArchiveRecord::accepted}.orMissing()};
    }
    [[nodiscard]] bool hasOpenWarnings() const; ///< of an archive that is complete or being made
    /// Takes what the server says at `moment`, and keeps when the finished tar was last seen.
    void take(const ArchiveStatus &asked, const QDateTime &moment);
    /// Good only where the archive is complete, its copy accounted for and its warnings accepted.
    [[nodiscard]] State standing() const;
    bool operator==(const ArchiveRecord &) const = default;
};

/// Where the workspace keeps archive runs. Thread-safe, blocking.
class ArchiveStore
{
public:
    virtual ~ArchiveStore() = default;
    [[nodiscard]] virtual Result<QList<ArchiveRecord>> archiveRuns() const = 0; ///< newest first
    [[nodiscard]] virtual Result<void> saveArchiveRun(const ArchiveRecord &record) = 0; ///< by run id
    [[nodiscard]] virtual Result<void> removeArchiveRun(const QString &id) = 0; ///< one that never began

    /// The zips that it was made of, as its plan had them, or as its tar and its include list say alike; nullopt where
    /// neither has come to this workspace.
    [[nodiscard]] virtual Result<std::optional<QList<ZipFile>>> archivedFiles(const QString &id) const = 0;
    [[nodiscard]] virtual Result<void> saveArchivedFiles(const QString &id, const QList<ZipFile> &files) = 0;

    /// The manifest of a complete run as its server had it; nullopt where it has not come here.
    [[nodiscard]] virtual Result<std::optional<ArchiveManifest>> manifest(const QString &id) const = 0;
    [[nodiscard]] virtual Result<void> saveManifest(const ArchiveManifest &manifest) = 0;

    // Conflict where what is stored is not what was `seen`; nullopt of the one adds, of the other removes.
    [[nodiscard]] virtual Result<QList<Term>> terms() const = 0; ///< by year and name
    [[nodiscard]] virtual Result<void> replaceTerm(const std::optional<Term> &seen,
                                                   const std::optional<Term> &term) = 0;
    [[nodiscard]] virtual Result<QList<ArchivePlace>> places() const = 0; ///< by name
    [[nodiscard]] virtual Result<void> replacePlace(const std::optional<ArchivePlace> &seen,
                                                    const std::optional<ArchivePlace> &place) = 0;

    [[nodiscard]] virtual Result<QList<SavedPlan>> savedPlans() const = 0; ///< newest first
    [[nodiscard]] virtual Result<qint64> addSavedPlan(const SavedPlan &plan) = 0;
    [[nodiscard]] virtual Result<void> removeSavedPlan(const SavedPlan &seen) = 0; ///< Conflict: it is another by now
};

} // namespace Nightkeep
