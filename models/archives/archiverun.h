// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"
#include "models/base/described.h"
#include "models/base/progress.h"
#include "models/base/state.h"

namespace Nightkeep {

/// The steps of the job on the server, in order (resources/remote/archive-job.sh).
enum class ArchiveStep {
    Queued,
    Listing, ///< checks that the files are as planned, and that there is room
    Checking, ///< whether each zip closes properly
    Packing, ///< tar to a temporary name
    Syncing,
    Comparing, ///< tar against the files
    Summing, ///< the hash of each file, for the manifest
    Hashing, ///< reads the finished file back
    Finishing, ///< renames, writes the manifest
    Done,
};

template<>
inline constexpr auto Names<ArchiveStep> = std::to_array<Name<ArchiveStep>>({
    {ArchiveStep::Queued, "queued"},
    {ArchiveStep::Listing, "listing"},
    {ArchiveStep::Checking, "checking"},
    {ArchiveStep::Packing, "packing"},
    {ArchiveStep::Syncing, "syncing"},
    {ArchiveStep::Comparing, "comparing"},
    {ArchiveStep::Summing, "summing"},
    {ArchiveStep::Hashing, "hashing"},
    {ArchiveStep::Finishing, "finishing"},
    {ArchiveStep::Done, "done"},
});
/// On disk a run is only one of these.
enum class ArchiveState {
    None, ///< nothing was started, or it was cancelled and cleaned up
    Working, ///< the job lives
    Resumable, ///< the job died or failed: nothing finished, nothing old touched; start again
    Complete, ///< finished, read back and verified
    Unknown, ///< the server could not be asked
};

template<>
inline constexpr auto Names<ArchiveState> = std::to_array<Name<ArchiveState>>({
    {ArchiveState::None, "none"},
    {ArchiveState::Working, "working"},
    {ArchiveState::Resumable, "resumable"},
    {ArchiveState::Complete, "complete"},
    {ArchiveState::Unknown, "unknown"},
});
/// Where the finished tar is. What was complete once stays so, wherever its copies go.
enum class ArchiveCopy {
    InPlace, ///< or not finished yet
    Gone, ///< moved to tape, as a rule; a person can say where it went
    Altered, ///< something else lies at its place
    Unknown, ///< the server has lost its memory of the run
    Returned, ///< it was gone and something of its size lies there now, which nobody has read since
};

template<>
inline constexpr auto Names<ArchiveCopy> = std::to_array<Name<ArchiveCopy>>({
    {ArchiveCopy::InPlace, "inPlace"},
    {ArchiveCopy::Gone, "gone"},
    {ArchiveCopy::Altered, "altered"},
    {ArchiveCopy::Unknown, "unknown"},
    {ArchiveCopy::Returned, "returned"},
});
[[nodiscard]] QString archiveStateWord(ArchiveState state); ///< for people
[[nodiscard]] State archiveStateColour(ArchiveState state);
[[nodiscard]] QString archiveStepWord(ArchiveStep step); ///< for people

/// A run as the workspace keeps it.
struct ArchiveRun
{
    QString id; ///< "20081129-031500-moodle-2008-summer": also the job folder's name on the server
    ArchiveRequest request;
    QString server;
    BytePath dataFolder;
    BytePath archiveFolder;
    QDateTime startedAt; ///< UTC
    QString startedBy;
    int files = 0;
    qint64 bytes = 0; ///< of the zips
    QList<ArchiveWarning> warnings = {}; ///< of its plan
    QList<BytePath> leftOut = {}; ///< what its plan had to leave out: zips, folders, "." all
    ZipsChecked zipsChecked = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &ArchiveRun::id},
                           Field {"request", &ArchiveRun::request},
                           Field {"server", &ArchiveRun::server},
                           Field {"dataFolder", &ArchiveRun::dataFolder},
                           Field {"archiveFolder", &ArchiveRun::archiveFolder},
                           Field {"startedAt", &ArchiveRun::startedAt},
                           Field {"startedBy", &ArchiveRun::startedBy},
                           Field {"files", &ArchiveRun::files}.from(0),
                           Field {"bytes", &ArchiveRun::bytes},
                           Field {"warnings", &ArchiveRun::warnings}.orMissing(),
                           Field {"leftOut", &ArchiveRun::leftOut}.orMissing(),
                           Field {"zipsChecked", &ArchiveRun::zipsChecked}.orMissing()};
    }
    bool operator==(const ArchiveRun &) const = default;
};

/// What the server says of a run.
struct ArchiveStatus
{
    ArchiveState state = ArchiveState::Unknown;
    ArchiveStep step = ArchiveStep::Queued;
    Progress progress; ///< bytes within the step
    qint64 secondsLeft = -1; ///< of the whole job, from its own pace; -1 unknown
    QString failure; ///< the job's own sentence when Resumable after a failure
    ArchiveCopy copy = ArchiveCopy::InPlace;
    QByteArray sha256; ///< hex, of the file read back; Complete only
    qint64 tarBytes = -1; ///< of the finished file
    QDateTime finishedAt; ///< UTC
    QDateTime readAt; ///< UTC, when it was last read from its first byte to its last since then
    QDateTime seenAt; ///< UTC, when its finished tar was last seen at its place; invalid where it still is
    QString log; ///< last lines of the job's log

    static constexpr auto fields()
    {
        return std::tuple {Field {"state", &ArchiveStatus::state},
                           Field {"step", &ArchiveStatus::step},
                           Field {"progress", &ArchiveStatus::progress},
                           Field {"secondsLeft", &ArchiveStatus::secondsLeft},
                           Field {"failure", &ArchiveStatus::failure},
                           Field {"copy", &ArchiveStatus::copy}.orMissing(),
                           Field {"sha256", &ArchiveStatus::sha256},
                           Field {"tarBytes", &ArchiveStatus::tarBytes},
                           Field {"finishedAt", &ArchiveStatus::finishedAt},
                           Field {"readAt", &ArchiveStatus::readAt}.orMissing(),
                           Field {"seenAt", &ArchiveStatus::seenAt}.orMissing(),
                           Field {"log", &ArchiveStatus::log}};
    }
    bool operator==(const ArchiveStatus &) const = default;
};

/// Whether the archive was complete and verified once, wherever its tar is now.
[[nodiscard]] bool wasVerified(const ArchiveStatus &status);
/// What is known once the server has answered again: of an archive that was complete, hash and time stay.
[[nodiscard]] ArchiveStatus afterAsking(const ArchiveStatus &known, const ArchiveStatus &asked);

/// Reads the records of resources/remote/archive-status.sh for one run; None where the server has none.
[[nodiscard]] Result<ArchiveStatus> parseArchiveStatus(const QList<FrameRecord> &records);

/// One member of a finished tar, and what the include list says of it.
struct ArchiveMember
{
    BytePath path;
    qint64 bytes = 0;
    QDateTime modified;
    enum class Check { Matches, Missing, Unexpected, Differs } check = Check::Matches;
    ZipCheck zip = {}; ///< as it was found when the archive was planned

    static constexpr auto fields()
    {
        return std::tuple {Field {"path", &ArchiveMember::path}.namesObject(), Field {"bytes", &ArchiveMember::bytes},
                           Field {"modified", &ArchiveMember::modified}, Field {"check", &ArchiveMember::check},
                           Field {"zip", &ArchiveMember::zip}};
    }
    bool operator==(const ArchiveMember &) const = default;
};

template<>
inline constexpr auto Names<ArchiveMember::Check> = std::to_array<Name<ArchiveMember::Check>>({
    {ArchiveMember::Check::Matches, "matches"},
    {ArchiveMember::Check::Missing, "missing"},
    {ArchiveMember::Check::Unexpected, "unexpected"},
    {ArchiveMember::Check::Differs, "differs"},
});
struct ArchiveContents
{
    QString runId;
    QList<ArchiveMember> members; ///< in the tar's order, then the missing ones
    ZipsChecked zipsChecked = {};
    std::optional<Error> notKept = {}; ///< why the workspace did not take it
    [[nodiscard]] bool matches() const; ///< every member matches and none is missing
    [[nodiscard]] QList<ZipFile> matching() const; ///< of the members
};

/// Lists a tar from its headers alone: the header blocks with their offsets, and the file's size.
/// Implemented in app/archive with KArchive. Blocks.
struct TarSkeleton
{
    qint64 bytes = 0;
    QList<QPair<qint64, QByteArray>> blocks; ///< offset, raw blocks (headers and long names)
};
class TarLister
{
public:
    virtual ~TarLister() = default;
    [[nodiscard]] virtual Result<QList<ArchiveMember>> list(const TarSkeleton &tar) const = 0;
};
/// Reads the records of resources/remote/tar-headers.sh: the skeleton and the include list.
struct TarHeaders
{
    TarSkeleton tar;
    QList<ZipFile> included;
};
[[nodiscard]] Result<TarHeaders> parseTarHeaders(const QList<FrameRecord> &records);
/// Holds the members against the include list.
[[nodiscard]] QList<ArchiveMember> checkMembers(const QList<ArchiveMember> &listed, const QList<ZipFile> &included);

} // namespace Nightkeep
