// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/mergedtable.h"
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

/// Two database servers side by side. KeyRole is the fact's key.
class PairModel final : public MergedTable<PairFact>
{
    Q_OBJECT

public:
    enum Column {
        FactColumn, ///< its state is that of the comparison
        OneColumn,
        OtherColumn,
        ColumnCount,
    };

    using MergedTable::MergedTable;

    void setPair(const DatabaseAnswer &one, const DatabaseAnswer &other, const QDateTime &now);
    void clear();

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QString keyOf(const PairFact &fact) const override { return fact.key; }

private:
    QString m_one; ///< names in the header
    QString m_other;
};

} // namespace Nightkeep
