// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/base/columntable.h"

namespace Nightkeep {

/// The runs of the workspace, one a row, keyed by run id.
struct ArchiveRunsTable
{
    enum Column {
        NameColumn,
        StateColumn,
        SiteColumn,
        StartedColumn,
        FilesColumn,
        BytesColumn,
        RuleColumn,
        WhoColumn,
        AsOfColumn,
        WarningsColumn,
        ColumnCount
    };
    [[nodiscard]] static TableDescription<ArchiveRecord> description();
};

/// One that was cancelled or did not finish has left nothing behind.
[[nodiscard]] bool holdsSomething(const ArchiveRecord &record);
/// "packing, 1.2 GiB of 2.4 GiB, about 3 minutes left", or the state in a word.
[[nodiscard]] QString archiveStatusText(const ArchiveStatus &status);
/// The same, with what became of a finished archive's copy: "complete, verified, moved to tape 2008-3".
[[nodiscard]] QString archiveRecordText(const ArchiveRecord &record);
/// What its plan warned of, in a few words, and whether a person has accepted that.
[[nodiscard]] QString archiveWarningsText(const ArchiveRecord &record);
/// What "verified" stands for: of the tar, and of the zips inside.
[[nodiscard]] QString verifiedWords(const ArchiveRun &run);

/// The answer to "is this term safe?" from all runs.
struct ArchiveAnswer
{
    State state = State::Unknown;
    QString sentence;
};
[[nodiscard]] ArchiveAnswer answerOf(const QList<ArchiveRecord> &runs, const QDateTime &now);

} // namespace Nightkeep
