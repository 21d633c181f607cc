// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/server.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// A cell of a table on a wiki page, as text: one string per line, white space folded. A merged cell stands
/// in each row and column that it reaches over.
struct WikiCell
{
    QStringList lines = {};
    QStringList links = {}; ///< addresses, in order
    QStringList struck = {}; ///< lines that are struck out: the page no longer says them
    QString unread = {}; ///< the name of a macro whose text the exported page does not hold
    bool fromAbove = false; ///< begins in a row above
    bool fromLeft = false; ///< begins in a column before

    bool operator==(const WikiCell &) const = default;
};

struct WikiTable
{
    QList<WikiCell> header;
    QList<QList<WikiCell>> rows;
    QStringList above = {}; ///< the page's text between the table before and this one

    bool operator==(const WikiTable &) const = default;
};

/// Reads an exported page, whole or not at all. Blocks; implemented in app/wiki.
class WikiPageReader
{
public:
    virtual ~WikiPageReader() = default;
    [[nodiscard]] virtual Result<QList<WikiTable>> readFile(const QString &fileName) const = 0;
    [[nodiscard]] virtual Result<QList<WikiTable>> read(const QByteArray &page) const = 0;
};

/// A row, or a part of one, that was not taken: listed with its reason, never dropped in silence.
struct SkippedRow
{
    int row = 0; ///< 1 is the first row below the header; 0: text above the table
    QString text; ///< the row's cells, shortened; or the part that was left out
    QString reason;

    bool operator==(const SkippedRow &) const = default;
};

[[nodiscard]] QString shortened(const QString &text); ///< as it stands in a SkippedRow

struct WikiMatrix
{
    QList<Server> servers; ///< without connections
    QList<SkippedRow> skipped;
    int currentFolders = 0;
    int wantedFolders = 0;
    /// The fields that the page has a column for, as in ImportChange::fields; the others keep the
    /// workspace's values. Empty: all of them.
    QStringList fields = {};
    QStringList headings = {}; ///< rows of one cell over all columns, between the servers
    /// What the text above the matrix says of all machines; nothing where it says two things.
    BackupFigures figures = {};
};

/// Finds the server backup matrix among a page's tables (header texts matched loosely; the column
/// with the blank heading is the storage node) and turns its rows into servers. A matrix has a column
/// for the server's name, one for the folders currently backed up and one for those wanted; where
/// several tables are one, their rows are read one after another. A row is taken whole or listed in
/// `skipped`: for a name that cannot be, a name met before, a line that is no absolute folder, or
/// text outside all columns, and where a column names more than MostWikiFolders (see folderlines.h) for one server, or
/// all rows more than 4 MiB of folders; so is each part that is struck out. A row below a name that reaches over it
/// adds to that server. A column that numbers the rows, and rows that are blank or repeat the headings, hold nothing
/// and are passed over. Escapes as wikiexport.h writes them stand for what they escape. BadInput when no table is the
/// matrix.
[[nodiscard]] Result<WikiMatrix> readWikiMatrix(const QList<WikiTable> &tables);

/// What one imported row would do to the workspace.
struct ImportChange
{
    enum class Kind { Added, Changed, Same, OnlyHere } kind = Kind::Same;
    Server before; ///< default-constructed when Added
    Server after; ///< what would be stored: connection kept; default-constructed when OnlyHere
    QStringList fields = {}; ///< names of the fields that differ: "os", "wanted", ..., "figures"
    bool accepted = true; ///< the person's choice in the merge preview; OnlyHere is never touched

    bool operator==(const ImportChange &) const = default;
};

/// Stands for a site's name while the workspace has none; no site can have it.
[[nodiscard]] inline QString noSiteYet()
{
    return QStringLiteral("/");
}

/// A backup option of Moodle that the page's table of options says otherwise than the workspace.
struct ImportedOption
{
    QString site; ///< noSiteYet() while there is none
    QString name; ///< "backup_sche_keep"
    QString title; ///< for people, as the next two
    QString beforeInWords; ///< empty: nothing is agreed
    QString afterInWords;
    std::optional<QString> before = {}; ///< stored texts
    QString after = {};
    bool accepted = true;

    bool operator==(const ImportedOption &) const = default;
};

struct ImportPlan
{
    QList<ImportChange> changes;
    WikiMatrix matrix;
    QList<WikiTable> tables = {}; ///< all of the page
    QList<ImportedOption> options = {}; ///< see SettingsService::addOptions
    QList<SkippedRow> skippedOptions = {}; ///< rows of the table of options

    [[nodiscard]] bool changesNothing() const; ///< nothing accepted that would be written
    [[nodiscard]] int overwritten() const; ///< servers and options of which the workspace says otherwise
    [[nodiscard]] QList<SkippedRow> skipped() const { return matrix.skipped + skippedOptions; }
};

/// Merges by name (case-insensitive; the workspace's spelling of it stays). The page's rows come first, in
/// its order, then those that only the workspace has. The figures said of all machines become those of each server
/// that has none of its own, here or as text in its row. Importing the same page twice changes nothing.
[[nodiscard]] ImportPlan planImport(const QList<Server> &workspace, const WikiMatrix &matrix);

} // namespace Nightkeep
