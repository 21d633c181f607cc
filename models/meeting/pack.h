// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/state.h"
#include "models/retention/nightpicture.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <variant>

namespace Nightkeep {

/// A cell of a table: its text, its state in word and colour where it has one, and what it was in the last pack.
struct PackCell
{
    QString text; ///< through visibleText() already; lines joined by '\n'
    std::optional<State> state = {}; ///< drawn with its word, never by colour alone
    bool isNumber = false; ///< to the right
    bool isNew = false; ///< not so in the last pack: it is marked, in word and not by colour alone
    bool isAge = false; ///< it says how long ago something was, or when it will be: its state alone is compared

    static constexpr auto fields()
    {
        return std::tuple {Field {"text", &PackCell::text}, Field {"state", &PackCell::state},
                           Field {"number", &PackCell::isNumber}, Field {"new", &PackCell::isNew},
                           Field {"age", &PackCell::isAge}};
    }
    bool operator==(const PackCell &) const = default;
};

struct PackTable
{
    QString key; ///< stable: "matrix", "promises"; the name of its CSV
    QString caption;
    QStringList headings;
    QList<QList<PackCell>> rows; ///< each as many as headings; the first cell names the row
    QString empty; ///< what is said in place of a table without rows
    bool isCompared = true; ///< with the last pack; not one that tells only what is new, or that another may replace

    static constexpr auto fields()
    {
        return std::tuple {Field {"key", &PackTable::key}, Field {"caption", &PackTable::caption},
                           Field {"headings", &PackTable::headings}, Field {"rows", &PackTable::rows},
                           Field {"empty", &PackTable::empty}};
    }
};

struct PackParagraph
{
    QString text;
    std::optional<State> state = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"text", &PackParagraph::text}, Field {"state", &PackParagraph::state}};
    }
};

struct PackList
{
    QStringList lines;

    static constexpr auto fields() { return std::tuple {Field {"lines", &PackList::lines}}; }
};

/// The strip of nights, with its legend and, for who cannot see it, in words.
struct PackStrip
{
    QString caption;
    NightPicture picture;
    QStringList words; ///< a sentence a row

    static constexpr auto fields()
    {
        return std::tuple {Field {"caption", &PackStrip::caption}, Field {"picture", &PackStrip::picture},
                           Field {"words", &PackStrip::words}};
    }
};

using PackBlock = std::variant<PackParagraph, PackList, PackTable, PackStrip>;

struct PackChapter
{
    QString key; ///< stable: "summary", "matrix", "retention"
    QString title;
    QList<PackBlock> blocks;
};

/// What a meeting has on paper.
struct Pack
{
    QString title; ///< "Backups and archives of Moodle: for the meeting of 4 November 2008"
    QString subtitle; ///< which workspace, and how old the data are
    QDateTime madeAt; ///< in the zone of this machine
    QString language; ///< of its texts, as in HTML's lang: "en-GB"
    bool rightToLeft = false;
    QList<PackChapter> chapters;
};

/// What a later pack is compared with: of each table the rows' texts by the first cell, and by the second where several
/// have the same first. In place of what tells an age there is a sign.
struct PackSummary
{
    QDateTime madeAt; ///< UTC
    QStringList rows; ///< "table\x1fname\x1fcell\x1fcell..."

    static constexpr auto fields()
    {
        return std::tuple {Field {"madeAt", &PackSummary::madeAt}, Field {"rows", &PackSummary::rows}};
    }
    bool operator==(const PackSummary &) const = default;
};
[[nodiscard]] PackSummary summaryOf(const Pack &pack);
/// Marks what is new or otherwise, and adds a chapter of what is no more.
void markDifferences(Pack &pack, const PackSummary &last);

} // namespace Nightkeep
