// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QDate>
#include <QDateTime>
#include <QString>

namespace Nightkeep {

/// A course, or a case, under dispute: our own deletions refuse it, and its at-most promise is suspended. Nothing is
/// asked of the storage manager by itself: a hold there cannot be taken back by us.
struct LegalHold
{
    qint64 number = 0; ///< given by the workspace, from 1
    QString site; ///< empty: a case of no one site
    qint64 course = 0; ///< its number; 0: a case named by its text alone
    QString shortName; ///< as it was then; empty for a case
    QString reason;
    QString by; ///< who holds it
    QDateTime since; ///< UTC
    QDate reviewOn; ///< when somebody looks whether it is still needed
    QDateTime endedAt = {}; ///< UTC; invalid: it holds
    QString endedBy = {};
    QString endReason = {};

    [[nodiscard]] bool holds() const { return !endedAt.isValid(); }
    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &LegalHold::number}.from(0, 1'000'000'000'000),
                           Field {"site", &LegalHold::site},
                           Field {"course", &LegalHold::course}.from(0),
                           Field {"shortname", &LegalHold::shortName},
                           Field {"reason", &LegalHold::reason},
                           Field {"by", &LegalHold::by},
                           Field {"since", &LegalHold::since},
                           Field {"reviewOn", &LegalHold::reviewOn},
                           Field {"endedAt", &LegalHold::endedAt},
                           Field {"endedBy", &LegalHold::endedBy},
                           Field {"endReason", &LegalHold::endReason}};
    }
    bool operator==(const LegalHold &) const = default;
};

/// One person whose data had to be erased from the living Moodle: the copies that may still hold them, and what is to
/// be erased again after a restore. The person is named by a reference of the team's (a ticket), never by name.
struct ErasureRecord
{
    qint64 number = 0; ///< given by the workspace, from 1
    QString site;
    QString reference; ///< "RDP-2008-117"
    QDate erasedOn; ///< in the living Moodle
    QList<qint64> courses; ///< in which they took part; none: not known, so any
    QString by;
    QDateTime at; ///< UTC, when it was recorded

    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &ErasureRecord::number}.from(0, 1'000'000'000'000),
                           Field {"site", &ErasureRecord::site},
                           Field {"reference", &ErasureRecord::reference},
                           Field {"erasedOn", &ErasureRecord::erasedOn},
                           Field {"courses", &ErasureRecord::courses},
                           Field {"by", &ErasureRecord::by},
                           Field {"at", &ErasureRecord::at}};
    }
    bool operator==(const ErasureRecord &) const = default;
};

/// A copy that may still hold an erased person's data.
struct ErasureCopy
{
    QString what; ///< "BIOC1001, backup-bioc1001-20081026-0300.zip", for people
    QString where; ///< server and folder, "storage manager", an archive's name
    QDate endsOn; ///< the day on which it goes by the rules; invalid: see `why`
    QString why; ///< by which rule, or why nobody can tell, or that it is never deleted

    static constexpr auto fields()
    {
        return std::tuple {Field {"what", &ErasureCopy::what}, Field {"where", &ErasureCopy::where},
                           Field {"endsOn", &ErasureCopy::endsOn}, Field {"why", &ErasureCopy::why}};
    }
    bool operator==(const ErasureCopy &) const = default;
};

} // namespace Nightkeep
