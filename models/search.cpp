// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/search.h"

#include <algorithm>

namespace Nightkeep {

QList<SearchEntry> searchEntries(const QList<SearchEntry> &entries, const QString &typed, int most)
{
    const QString phrase = typed.simplified();
    const QStringList words = phrase.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    QList<SearchEntry> begins;
    QList<SearchEntry> holds;
    QList<SearchEntry> rest;
    for (const SearchEntry &entry : entries) {
        const QString whole = (QStringList {entry.title, entry.where} + entry.words).join(u'\n');
        const bool all = std::all_of(words.cbegin(), words.cend(), [&whole](const QString &word) {
            return whole.contains(word, Qt::CaseInsensitive);
        });
        if (!all)
            continue;
        if (entry.title.startsWith(phrase, Qt::CaseInsensitive))
            begins.append(entry);
        else if (entry.title.contains(phrase, Qt::CaseInsensitive))
            holds.append(entry);
        else
            rest.append(entry);
    }
    return (begins + holds + rest).mid(0, most);
}

} // namespace Nightkeep
