// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>
#include <QList>
#include <QString>
#include <QVariant>

#include <optional>

namespace Nightkeep {

[[nodiscard]] QCollator peoplesOrder(); ///< of texts: by the locale, numbers by their value, whatever the case
/// Invalid, an invalid moment or day, an empty text, a number that is none.
[[nodiscard]] bool isUnknownValue(const QVariant &value);

/// A value as it is compared again and again: what is costly to know of it is found out once.
class SortKey
{
public:
    SortKey(const QVariant &value, const QCollator &collator);

    [[nodiscard]] bool isUnknown() const { return m_group == Group::Unknown; }
    /// A strict order of values of the same column: texts by the collator, everything else by its type, mixed types in
    /// groups. Unknown ones are equal to each other, and come last.
    [[nodiscard]] int compare(const SortKey &other, const QCollator &collator) const;

private:
    // Mixed types are groups, each in its own order: one comparison over all would not be strict.
    enum class Group { Number, Moment, Day, Text, Unknown };

    Group m_group = Group::Unknown;
    bool m_isReal = false;
    qint64 m_whole = 0; ///< the number, or of the moment or day
    double m_real = 0;
    QString m_text;
    std::optional<QCollatorSortKey> m_folded; ///< none where the locale has no order of its own
};

/// The order of a source's rows by the keys of one column: unknown ones last in both orders, and equal ones as they
/// stand. Without keys all stand as they do. Any thread, with a collator of its own.
class RowOrder
{
public:
    RowOrder(const QList<SortKey> &keys, Qt::SortOrder order, const QCollator &collator)
        : m_keys(keys)
        , m_order(order)
        , m_collator(collator)
    {
    }
    [[nodiscard]] bool operator()(int one, int other) const;

private:
    const QList<SortKey> &m_keys; ///< by row
    Qt::SortOrder m_order;
    const QCollator &m_collator;
};

} // namespace Nightkeep
