// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace Nightkeep {

struct PageArea;

struct HelpSection
{
    QString id; ///< "servers": a page's name, or "start", "words", "unlock", "keys", "stored", "about"
    QString title;
    QString html; ///< our own words alone: nothing from outside is ever in it
};

/// The whole help, in reading order, translated; the areas' sections in their order.
[[nodiscard]] QList<HelpSection> helpSections(const QList<PageArea> &areas);

} // namespace Nightkeep
