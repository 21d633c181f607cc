// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"

#include <QStringList>

namespace Nightkeep {

/// What the search box can find: a row of a page, with everything that may be typed to find it.
struct SearchEntry
{
    Page page = Page::Overview;
    QString key; ///< of the row on that page
    QString title; ///< "moodle-a.example.org"
    QString where; ///< "Servers, Moodle live"
    QStringList words; ///< more texts that are searched

    bool operator==(const SearchEntry &) const = default;
};

/// Entries that hold every word of `typed` somewhere; those whose title begins with it come first,
/// then those whose title holds it, then the rest, each in the given order. Nothing for blank text.
[[nodiscard]] QList<SearchEntry> searchEntries(const QList<SearchEntry> &entries, const QString &typed, int most);

} // namespace Nightkeep
