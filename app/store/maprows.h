// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"

#include <QThread>

#include <algorithm>
#include <future>
#include <type_traits>
#include <vector>

namespace Nightkeep {

/// What `map` makes of each row, in the rows' order. Of many rows on several processors at once, so it must only look
/// at what it is given.
template<typename Row, typename F> [[nodiscard]] auto mapRows(const QList<Row> &rows, const F &map)
{
    using Value = std::invoke_result_t<const F &, const Row &>;
    constexpr qsizetype many = 128;
    constexpr int mostThreads = 8;
    const qsizetype parts = rows.size() < many ? 1 : std::clamp(QThread::idealThreadCount(), 1, mostThreads);
    const auto mapPart = [&](qsizetype part) {
        const qsizetype end = rows.size() * (part + 1) / parts;
        QList<Value> values;
        for (qsizetype row = rows.size() * part / parts; row < end; ++row)
            values.append(map(rows.at(row)));
        return values;
    };
    std::vector<std::future<QList<Value>>> others;
    for (qsizetype part = 1; part < parts; ++part)
        // No pool of threads: those that could be shared wait for servers. Where there are none left, it is done in
        // get().
        others.push_back(std::async(mapPart, part));
    QList<Value> values = mapPart(0);
    for (std::future<QList<Value>> &other : others)
        values += other.get();
    return values;
}

} // namespace Nightkeep
