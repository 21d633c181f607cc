// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"

namespace Nightkeep {

// What is proposed to a person who plans an archive, and told before it is started. No clock, no disk.

/// What an archive is made for: a term, or a whole academic year.
struct ArchiveTerm
{
    QString words; ///< "Autumn term 2008"
    QString name; ///< in an archive's: "2008-autumn"
    bool operator==(const ArchiveTerm &) const = default;
};
/// The one that is to be archived now first, then those before it and the academic year before.
[[nodiscard]] QList<ArchiveTerm> archiveTerms(const QDate &today);
/// The terms of archiveTerms() that the workspace does not have yet, each with the day that is proposed for it.
[[nodiscard]] QList<Term> proposedTerms(const QDate &today, const QList<Term> &known);
/// The term that is to be archived now: of the workspace's, the one whose cut-off was last; nullopt: none has begun.
[[nodiscard]] std::optional<Term> termToArchive(const QDate &today, const QList<Term> &known);
/// "moodle-2008-autumn", with a number behind it where there is such an archive already.
[[nodiscard]] QString proposedArchiveName(const QString &site, const QString &term, const QList<ArchiveRecord> &runs);

[[nodiscard]] QString ruleWords(ArchiveRule rule);
[[nodiscard]] QString ruleMeaning(ArchiveRule rule); ///< what comes of it, in sentences

/// By the pace of the latest archive that was completed on the same server; -1 where there is none.
[[nodiscard]] qint64 expectedSeconds(const ArchivePlan &plan, const QList<ArchiveRecord> &runs);
/// What is run on the server, exactly.
[[nodiscard]] QString archiveCommand(const ArchivePlan &plan);

/// What a person does next about a run.
struct ArchiveNext
{
    enum class Act { Nothing, StartAgain, Look, Verify, SayWhere, Accept } act = Act::Nothing;
    QString sentence;
};
[[nodiscard]] ArchiveNext nextOf(const ArchiveRecord &record);
/// Of an archive whose tar is no longer at its place: what is gone, and when it was last seen; else empty.
[[nodiscard]] QString goneWords(const ArchiveRecord &record, const QDateTime &now);

} // namespace Nightkeep
