// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

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

    static constexpr auto fields()
    {
        return std::tuple {Field {"state", &Agreement::state}, Field {"on", &Agreement::on},
                           Field {"by", &Agreement::by}, Field {"note", &Agreement::note}};
    }
    bool operator==(const Agreement &) const = default;
};

template<>
inline constexpr auto Names<Agreement::State> = std::to_array<Name<Agreement::State>>({
    {Agreement::State::Unsaid, "unsaid"},
    {Agreement::State::ToBeAgreed, "toBeAgreed"},
    {Agreement::State::Agreed, "agreed"},
});
/// The backup policy in figures, by the storage manager's own terms; NoLimit is a value of each of
/// the last four. Absent: not decided. The limits are those of DEFINE COPYGROUP (VEREXISTS 1 to 9999,
/// VERDELETED 0 to 9999); the others keep a slip of the finger out.
struct BackupFigures
{
    std::optional<int> everyDays = {}; ///< how often an incremental is to run: 1 is nightly
    std::optional<int> versionsExist = {}; ///< copies kept while the file exists, the active one among them
    std::optional<int> retainExtra = {}; ///< days that a replaced copy is kept
    std::optional<int> versionsDeleted = {}; ///< copies kept once the file is deleted
    std::optional<int> retainOnly = {}; ///< days that the last copy of a deleted file is kept

    [[nodiscard]] bool isEmpty() const { return *this == BackupFigures(); }
    static constexpr auto fields()
    {
        return std::tuple {
            Field {"everyDays", &BackupFigures::everyDays}.from(1, 366),
            Field {"copies", &BackupFigures::versionsExist}.from(1, 9999).orMinusOne().formerly("versionsExist"),
            Field {"days", &BackupFigures::retainExtra}.from(0, 36500).orMinusOne().formerly("retainExtra"),
            Field {"deletedCopies", &BackupFigures::versionsDeleted}.from(0, 9999).orMinusOne().formerly(
                "versionsDeleted"),
            Field {"deletedDays", &BackupFigures::retainOnly}.from(0, 36500).orMinusOne().formerly("retainOnly")};
    }
    bool operator==(const BackupFigures &) const = default;
};

/// The archive in figures. Absent: not decided.
struct ArchiveFigures
{
    std::optional<int> timesAYear = {}; ///< 3: at the end of each term
    std::optional<int> keepYears = {}; ///< NoLimit: for ever

    [[nodiscard]] bool isEmpty() const { return *this == ArchiveFigures(); }
    static constexpr auto fields()
    {
        return std::tuple {Field {"timesAYear", &ArchiveFigures::timesAYear}.from(1, 366),
                           Field {"keepYears", &ArchiveFigures::keepYears}.from(1, 100).orMinusOne()};
    }
    bool operator==(const ArchiveFigures &) const = default;
};

/// What is asked of the storage manager, in figures.
struct DecidedFigures
{
    BackupFigures backup = {};
    ArchiveFigures archive = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"", &DecidedFigures::backup}.inlined(),
                           Field {"", &DecidedFigures::archive}.inlined()};
    }
    bool operator==(const DecidedFigures &) const = default;
};

/// What the team has decided about a server, in figures beside the page's free text. The page's matrix knows
/// none of it: an import leaves it as it is, save that a server without figures takes those said of all.
struct ServerDecisions
{
    BackupFigures backup = {};
    ArchiveFigures archive = {};
    Agreement wantedAgreement = {};
    Agreement policyAgreement = {};
    Agreement archiveAgreement = {};

    [[nodiscard]] bool isEmpty() const { return *this == ServerDecisions(); }
    static constexpr auto fields()
    {
        return std::tuple {
            Field {"", &ServerDecisions::backup}.inlined(), Field {"", &ServerDecisions::archive}.inlined(),
            Field {"wanted", &ServerDecisions::wantedAgreement}, Field {"policy", &ServerDecisions::policyAgreement},
            Field {"archive", &ServerDecisions::archiveAgreement}};
    }
    bool operator==(const ServerDecisions &) const = default;
};

} // namespace Nightkeep
