// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QDate>
#include <QDateTime>
#include <QString>

namespace Nightkeep {

/// What a meeting decided. It stays as it is: one that is taken back says so.
struct Decision
{
    qint64 number = 0; ///< given by the workspace, from 1
    QString item; ///< AgendaItem::key
    QString title; ///< of the item, as it was
    QDate on;
    QString people; ///< who decided, as the minutes name them
    QString text; ///< what was decided, a sentence
    QString reason;
    QString object; ///< as AgendaItem::object
    QString before; ///< the figure or value before it; empty: none was said
    QString after; ///< and after it; empty: the decision changes none
    QString takenBackBy = {}; ///< empty: it holds
    QDateTime takenBackAt = {}; ///< UTC
    QString by = {}; ///< who recorded it
    QDateTime at = {}; ///< UTC, when

    [[nodiscard]] bool holds() const { return !takenBackAt.isValid(); }
    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &Decision::number}.from(0, 1'000'000'000'000),
                           Field {"item", &Decision::item},
                           Field {"title", &Decision::title},
                           Field {"on", &Decision::on},
                           Field {"people", &Decision::people},
                           Field {"text", &Decision::text},
                           Field {"reason", &Decision::reason},
                           Field {"object", &Decision::object},
                           Field {"before", &Decision::before},
                           Field {"after", &Decision::after},
                           Field {"takenBackBy", &Decision::takenBackBy},
                           Field {"takenBackAt", &Decision::takenBackAt},
                           Field {"by", &Decision::by},
                           Field {"at", &Decision::at}};
    }
    bool operator==(const Decision &) const = default;
};

} // namespace Nightkeep
