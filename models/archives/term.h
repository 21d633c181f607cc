// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/result.h"

#include <QDate>
#include <QString>

#include <tuple>

namespace Nightkeep {

/// A term, or a whole academic year, of which an archive is made. The workspace keeps them.
struct Term
{
    QString name; ///< the key, and a part of the archive's name: "2008-summer"
    QString words; ///< "Summer term 2008"
    int year = 0; ///< in which it ends
    QDate cutOff; ///< the first day on which a course's zip counts as up to date

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &Term::name}, Field {"words", &Term::words},
                           Field {"year", &Term::year}.from(1990, 2100), Field {"cutOff", &Term::cutOff}};
    }
    bool operator==(const Term &) const = default;
};

/// BadInput, naming what of it cannot be.
[[nodiscard]] Result<void> checkTerm(const Term &term);

} // namespace Nightkeep
