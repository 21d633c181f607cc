// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

#include <optional>

namespace Nightkeep {

/// Figures of the storage manager that have no limit ("NOLimit").
constexpr int NoLimit = -1;

/// Where the team stands with one of a server's three questions: the wanted folders, the backup
/// policy, the archive.
struct Agreement
{
    enum class State {
        Unsaid, ///< the workspace does not say
        ToBeAgreed,
        Agreed,
    };
    State state = State::Unsaid;
    QDate on = {}; ///< the day it was agreed, or is to be agreed by; invalid: not said
    QString by = {}; ///< who agreed, or who is to
    QString note = {};

    bool operator==(const Agreement &) const = default;
};

/// The backup policy in figures, by the storage manager's own terms; NoLimit is a value of each of
/// the last four. Absent: not decided.
struct BackupFigures
{
    std::optional<int> everyDays = {}; ///< how often an incremental is to run: 1 is nightly
    std::optional<int> versionsExist = {}; ///< copies kept while the file exists, the active one among them
    std::optional<int> retainExtra = {}; ///< days that a replaced copy is kept
    std::optional<int> versionsDeleted = {}; ///< copies kept once the file is deleted
    std::optional<int> retainOnly = {}; ///< days that the last copy of a deleted file is kept

    [[nodiscard]] bool isEmpty() const { return *this == BackupFigures(); }
    bool operator==(const BackupFigures &) const = default;
};

/// The archive in figures. Absent: not decided.
struct ArchiveFigures
{
    std::optional<int> timesAYear = {}; ///< 3: at the end of each term
    std::optional<int> keepYears = {}; ///< NoLimit: for ever

    [[nodiscard]] bool isEmpty() const { return *this == ArchiveFigures(); }
    bool operator==(const ArchiveFigures &) const = default;
};

/// What the team has decided about a server, in figures beside the page's free text. The page knows
/// none of it: an import leaves it as it is.
struct ServerDecisions
{
    BackupFigures backup = {};
    ArchiveFigures archive = {};
    Agreement wantedAgreement = {};
    Agreement policyAgreement = {};
    Agreement archiveAgreement = {};

    [[nodiscard]] bool isEmpty() const { return *this == ServerDecisions(); }
    bool operator==(const ServerDecisions &) const = default;
};

} // namespace Nightkeep
