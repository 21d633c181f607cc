// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/base/frame.h"

#include <QDateTime>

namespace Nightkeep {

/// One thing that the storage manager would leave out, and by which rule.
struct ExcludedObject
{
    BytePath path;
    QString rule = {}; ///< the rule's pattern; empty: the client does not say
    QString source = {}; ///< the file that the rule came from

    static constexpr auto fields()
    {
        return std::tuple {Field {"path", &ExcludedObject::path}.namesObject(), Field {"rule", &ExcludedObject::rule},
                           Field {"source", &ExcludedObject::source}};
    }
    bool operator==(const ExcludedObject &) const = default;
};

/// What the storage manager's client says it would back up of one folder: the last word on whether
/// the folder is covered, by the client that does the backup.
struct BackupPreview
{
    enum class State {
        Whole,
        Unfinished, ///< the time was up: the counts are the least
        Cut, ///< the answer was too long to be read whole: the counts are the least
    };
    BytePath folder;
    QDateTime takenAt = {}; ///< UTC
    State state = State::Whole;
    qint64 included = 0; ///< files and folders
    qint64 excluded = 0;
    QList<ExcludedObject> firstExcluded = {}; ///< at most `keptExcluded`, in the client's order

    static constexpr qsizetype keptExcluded = 200;
    static constexpr auto fields()
    {
        return std::tuple {Field {"folder", &BackupPreview::folder}.namesObject(),
                           Field {"takenAt", &BackupPreview::takenAt},
                           Field {"state", &BackupPreview::state},
                           Field {"included", &BackupPreview::included}.from(0),
                           Field {"excluded", &BackupPreview::excluded}.from(0),
                           Field {"firstExcluded", &BackupPreview::firstExcluded}};
    }
    bool operator==(const BackupPreview &) const = default;
};

template<>
inline constexpr auto Names<BackupPreview::State> = std::to_array<Name<BackupPreview::State>>({
    {BackupPreview::State::Whole, "whole"},
    {BackupPreview::State::Unfinished, "unfinished"},
    {BackupPreview::State::Cut, "cut"},
});
/// The input of resources/remote/backup-preview.sh. BadInput for a folder whose name holds a character
/// that means something to the client (* ? [ ] { } quotes, control characters).
[[nodiscard]] Result<QByteArray> previewInput(int seconds, qint64 bytes, const BytePath &folder);

/// Reads its records. The client's layout differs from version to version: a row is a line that holds a
/// path and a word for taken or left out, wherever they stand. NotFound with a sentence where there is
/// no client, where it did not answer, or where nothing that it said could be understood. An answer
/// without rows that says so (ANS1092W) is an answer: nothing.
[[nodiscard]] Result<BackupPreview> parsePreview(const QList<FrameRecord> &records, const BytePath &folder,
                                                 const QDateTime &takenAt);

/// The answer for people: how many it would take and leave out, and what that is worth.
[[nodiscard]] QString previewSentence(const BackupPreview &preview);

} // namespace Nightkeep
