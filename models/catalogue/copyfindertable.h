// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/catalogue/copyfinder.h"

namespace Nightkeep {

struct FoundCopyRow
{
    FoundCopy copy;
    int number = 0; ///< from 1, the best
    bool operator==(const FoundCopyRow &) const = default;
};

/// Where a course's copies are, a copy a row.
struct FoundCopiesTable
{
    enum Column { NumberColumn, MadeColumn, WhereColumn, StandingColumn, UntilColumn, SizeColumn, PathColumn };
    [[nodiscard]] static TableDescription<FoundCopyRow> description();
    [[nodiscard]] static QList<FoundCopyRow> rows(const FoundCopies &found);
};
/// "in an archive on its server: 20080829-031500-moodle-2008-summer"
[[nodiscard]] QString foundPlaceWords(const FoundCopy &copy);

/// What a search found, a zip a row.
struct CatalogueHitsTable
{
    [[nodiscard]] static TableDescription<CatalogueHit> description();
};

/// "The best copy of BIOC1001 as it was on 20 June 2008 is in an archive on its server, made on 13 June 2008..."
[[nodiscard]] PageAnswer foundAnswer(const FoundCopies &found, const QString &course, const QDate &day,
                                     const QDateTime &now);

} // namespace Nightkeep
