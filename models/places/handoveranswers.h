// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveanswers.h"
#include "models/base/frame.h"
#include "models/places/handover.h"

namespace Nightkeep {

// What the hand-over programs on servers (resources/remote/handover-*.sh) answer, and what it means. No clock.

/// What the storage manager's client lists of one path: "query archive", of any age and language.
struct ArchivedObject
{
    BytePath path;
    qint64 bytes = -1;
    bool inKilobytes = false; ///< so that `bytes` is true to one KiB
    QString description;
    Expiry expiry;
    bool isHeld = false;
    bool operator==(const ArchivedObject &) const = default;
};
/// The objects of just this path: file, expiry and description are neither quoted nor separated. Up to 16 MiB; what is
/// no such line is passed over.
[[nodiscard]] QList<ArchivedObject> parseQueryArchive(const QByteArray &text, const BytePath &path);

/// What is to be found of an archive at a place.
struct ExpectedCopy
{
    BytePath path; ///< of the tar on the archive's server
    qint64 bytes = -1;
    QByteArray sha256; ///< hex
    QString description;
};
/// How the client ended: its status, or that it was killed, that it hung, or that there is none.
enum class ClientEnd { Exited, Signalled, HungUp, NotThere };
struct HandOverVerdict
{
    HandOverState state = HandOverState::Unknown;
    QString sentence; ///< why it is not confirmed, and what to do
    std::optional<ArchivedObject> object = {};
};
/// Confirmed only where the client ended with 0 and the object is found with path, size and description.
[[nodiscard]] HandOverVerdict judgeStorageManager(ClientEnd end, int status, const QByteArray &queried,
                                                  const ExpectedCopy &expected);
/// Of the other kinds: Confirmed only where size and hash, read there, are those of the archive.
[[nodiscard]] HandOverVerdict judgeCopy(qint64 bytes, const QByteArray &sha256, const ExpectedCopy &expected);

/// The input of handover-start.sh, but for the root: archive folder, run, who, the job's text, description, and the
/// place's fields.
[[nodiscard]] QByteArrayList handOverStartFields(const ArchiveRun &run, const ArchivePlace &place, const QString &who);
/// The same of handover-status.sh, handover-confirm.sh (the place counts where the server remembers no hand-over) and
/// handover-stop.sh.
[[nodiscard]] QByteArrayList handOverStatusFields(const ArchiveRun &run);
[[nodiscard]] QByteArrayList handOverConfirmFields(const ArchiveRun &run, const ArchivePlace &place, const QString &who,
                                                   bool readsAll, const ExpectedCopy &expected);
[[nodiscard]] QByteArrayList handOverStopFields(const ArchiveRun &run, const QString &place, const QString &who);
/// Whether it was stopped (true) or was there for certain before (false).
[[nodiscard]] Result<bool> parseHandOverStopped(const QList<FrameRecord> &records);
/// What is to be found of a run's archive: the tar's path as the run has it, size, hash and description.
[[nodiscard]] ExpectedCopy expectedCopy(const ArchiveRun &run, const ArchiveStatus &archive);
/// What handover-status.sh says, of all hand-overs of a run, held against what it expects; `known` is what was known
/// before, which stays where the server has lost its memory.
[[nodiscard]] Result<QList<HandOver>> parseHandOvers(const QList<FrameRecord> &records, const ArchiveRun &run,
                                                     const ArchiveStatus &archive, const QList<HandOver> &known,
                                                     const QDateTime &now);
/// What handover-confirm.sh says of one that was asked about anew; an error where the place could not be asked, and
/// what is known stays. Without a hash (it was only looked for) nothing is confirmed that was not before, but by the
/// storage manager's own listing.
[[nodiscard]] Result<HandOver> parseConfirmed(const QList<FrameRecord> &records, const HandOver &known,
                                              const ExpectedCopy &expected, const QDateTime &now);

} // namespace Nightkeep
