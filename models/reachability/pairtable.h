// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/reachability/databasepair.h"

#include <QDateTime>

namespace Nightkeep {

/// One fact of both database servers, side by side.
struct PairFact
{
    QString key; ///< stable: "version", "role", "replication", "lag", "errors", ...
    QString title;
    QString one;
    QString other;
    std::optional<State> state = {}; ///< of the comparison; nullopt: a fact of no judgement

    bool operator==(const PairFact &) const = default;
};

/// The facts in the order of reading.
[[nodiscard]] QList<PairFact> pairFacts(const DatabaseAnswer &one, const DatabaseAnswer &other, const QDateTime &now);

/// Two database servers side by side, keyed by the fact. The headings become the servers' names.
class PairTable final : public ColumnTable<PairFact>
{
public:
    enum Column {
        FactColumn, ///< its state is that of the comparison
        OneColumn,
        OtherColumn,
        ColumnCount,
    };

    explicit PairTable(QObject *parent = nullptr);

    void setPair(const DatabaseAnswer &one, const DatabaseAnswer &other, const QDateTime &now);
    void clear() { setRows({}); }
};

} // namespace Nightkeep
