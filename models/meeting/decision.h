// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/state.h"
#include "models/retention/promise.h"
#include "models/storage/serverdecisions.h"

#include <QDateTime>

namespace Nightkeep {

/// What was agreed about one thing, exactly: a promise, a server's decisions, or an option's agreed value.
struct DecidedValue
{
    std::optional<Promise> promise = {};
    QString server = {}; ///< of `decisions`
    std::optional<ServerDecisions> decisions = {};
    QString site = {}; ///< of `option`
    QString option = {};
    std::optional<QString> value = {}; ///< stored text; nothing is agreed without it
    QDate on = {}; ///< when that was agreed; invalid: not said
    QString by = {}; ///< and by whom

    static constexpr auto fields()
    {
        return std::tuple {Field {"promise", &DecidedValue::promise},     Field {"server", &DecidedValue::server},
                           Field {"decisions", &DecidedValue::decisions}, Field {"site", &DecidedValue::site},
                           Field {"option", &DecidedValue::option},       Field {"value", &DecidedValue::value},
                           Field {"on", &DecidedValue::on}.orMissing(),   Field {"by", &DecidedValue::by}.orMissing()};
    }
    bool operator==(const DecidedValue &) const = default;
};

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
    std::optional<DecidedValue> was = {}; ///< `before`, to be taken back to; empty: the decision changes nothing
    std::optional<DecidedValue> now = {}; ///< `after`

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
                           Field {"at", &Decision::at},
                           Field {"was", &Decision::was},
                           Field {"now", &Decision::now}};
    }
    bool operator==(const Decision &) const = default;
};

} // namespace Nightkeep
