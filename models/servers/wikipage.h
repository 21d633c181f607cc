// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/server.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// A cell of a table on a wiki page, as text: one string per line, white space folded.
struct WikiCell
{
    QStringList lines;
    QStringList links; ///< addresses, in order

    bool operator==(const WikiCell &) const = default;
};

struct WikiTable
{
    QList<WikiCell> header;
    QList<QList<WikiCell>> rows;

    bool operator==(const WikiTable &) const = default;
};

/// Reads an exported page: HTML, or Markdown with HTML tables in it. Blocks; implemented in app/wiki.
class WikiPageReader
{
public:
    virtual ~WikiPageReader() = default;
    [[nodiscard]] virtual Result<QList<WikiTable>> readFile(const QString &fileName) const = 0;
    [[nodiscard]] virtual Result<QList<WikiTable>> read(const QByteArray &page) const = 0;
};

/// A row that could not be understood: listed with its reason, never dropped in silence.
struct SkippedRow
{
    int row = 0; ///< 1 is the first row below the header
    QString text; ///< the row's cells, shortened
    QString reason;

    bool operator==(const SkippedRow &) const = default;
};

struct WikiMatrix
{
    QList<Server> servers; ///< without connections
    QList<SkippedRow> skipped;
    int currentFolders = 0;
    int wantedFolders = 0;
};

/// Finds the server backup matrix among a page's tables (header texts matched loosely; the column
/// with the blank heading is the storage node) and turns its rows into servers.
/// BadInput when no table is the matrix.
[[nodiscard]] Result<WikiMatrix> readWikiMatrix(const QList<WikiTable> &tables);

/// What one imported row would do to the book.
struct ImportChange
{
    enum class Kind { Added, Changed, Same, OnlyHere } kind = Kind::Same;
    Server before; ///< default-constructed when Added
    Server after; ///< what would be stored: connection kept; default-constructed when OnlyHere
    QStringList fields; ///< names of the fields that differ: "os", "wanted", ...
    bool accepted = true; ///< the person's choice in the merge preview; OnlyHere is never touched

    bool operator==(const ImportChange &) const = default;
};

struct ImportPlan
{
    QList<ImportChange> changes;
    WikiMatrix matrix;

    [[nodiscard]] bool changesNothing() const;
};

/// Merges by name (case-insensitive). Importing the same page twice changes nothing.
[[nodiscard]] ImportPlan planImport(const QList<Server> &book, const WikiMatrix &matrix);

} // namespace Nightkeep
