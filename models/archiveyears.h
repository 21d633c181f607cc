// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/workspace.h"

namespace Nightkeep {

/// A copy of an archive that is there for longer than was agreed.
struct CopyPastYears
{
    QString run; ///< the archive run's id
    QString archive; ///< its name
    QString place; ///< empty: its own server
    QString where; ///< for people
    QDate until; ///< the last day that was agreed
    QString reason; ///< by which agreement, a sentence
    bool isHeld = false; ///< something of its site is held, so that it may have to stay
    bool isLast = false; ///< no other copy is known to be there
    std::optional<RequestItem> request = {}; ///< what the storage team is asked, of a copy that it has
    QDateTime askedAt = {}; ///< of an open request for it; invalid: there is none

    static constexpr auto fields()
    {
        return std::tuple {Field {"run", &CopyPastYears::run},         Field {"archive", &CopyPastYears::archive},
                           Field {"place", &CopyPastYears::place},     Field {"where", &CopyPastYears::where},
                           Field {"until", &CopyPastYears::until},     Field {"reason", &CopyPastYears::reason},
                           Field {"isHeld", &CopyPastYears::isHeld},   Field {"isLast", &CopyPastYears::isLast},
                           Field {"request", &CopyPastYears::request}, Field {"askedAt", &CopyPastYears::askedAt}};
    }
    [[nodiscard]] QString key() const { return run + u'/' + place; }
};

/// By the years of each place, by those that were agreed with the storage team for a server's archives, and by what was
/// promised and agreed to be kept no longer: the earliest counts. Oldest agreement first.
[[nodiscard]] Result<QList<CopyPastYears>> copiesPastYears(const WorkspaceReading &reading);
[[nodiscard]] QList<Finding> pastYearsFindings(const QList<CopyPastYears> &copies);
/// What to ask of the storage team; not chosen where it was asked already, something is held, or no
/// other copy is known.
[[nodiscard]] QList<ProposedItem> proposedDeletions(const QList<CopyPastYears> &copies);
[[nodiscard]] QString pastYearsAdvice(const CopyPastYears &copy); ///< what to do about it, sentences
[[nodiscard]] TableDescription<CopyPastYears> pastYearsDescription();
[[nodiscard]] PageAnswer pastYearsAnswer(const QList<CopyPastYears> &copies);

} // namespace Nightkeep
