// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/base/frame.h"

namespace Nightkeep {

/// What all archive programs on servers have in common: their last record is "finished", and a
/// refusal is a record of its own, which becomes an Error here. `server` is for the sentence.
[[nodiscard]] Result<void> checkArchiveAnswer(const QList<FrameRecord> &records, const QString &server);

/// A "run" of twelve fields, as all programs of an archive and its manifest have it.
[[nodiscard]] Result<ArchiveRun> parseArchiveRun(const FrameRecord &record);

/// All runs of an archive-status answer, in the server's order. `asOf` is left for the caller. Damaged where a moment
/// lies outside the years from 1990 to 2100, a path leads upwards or there are more than 1 EiB: as for all readers of
/// this header, each record is read once, in time that grows with it, and what readFrame lets through is the limit.
[[nodiscard]] Result<QList<ArchiveRecord>> parseArchiveRuns(const QList<FrameRecord> &records);

/// The input of archive-start.sh.
struct ArchiveStartInput
{
    ArchiveRun run;
    qint64 neededBytes = 0;
    QList<PlannedZip> files; ///< what is included
    QByteArray jobText; ///< resources/remote/archive-job.sh
    QList<ArchivePlace> places; ///< to which the job hands over once it is complete, one after the other
};
/// Places on this workstation are none of the server's.
[[nodiscard]] QByteArray archiveStartFields(const ArchiveStartInput &input);
/// Up to 254 characters of ASCII, without a quote, by which a handed over archive is found again.
[[nodiscard]] QString handOverDescription(const ArchiveRun &run);
/// What whoever started the run must know, a sentence; mostly empty.
[[nodiscard]] Result<QString> parseArchiveStarted(const QList<FrameRecord> &records, const QString &server);
/// Whether the run was stopped (true) or had been completed before (false).
[[nodiscard]] Result<bool> parseArchiveCancelled(const QList<FrameRecord> &records);

/// What archive-verify.sh read.
struct ArchiveReading
{
    QByteArray sha256; ///< hex
    qint64 bytes = 0;
};
[[nodiscard]] Result<ArchiveReading> parseArchiveRead(const QList<FrameRecord> &records);

/// The text of resources/remote/archive-job.sh, part of the program since it was built.
[[nodiscard]] QByteArray archiveJobText();

} // namespace Nightkeep
