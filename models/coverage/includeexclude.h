// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/folderpurpose.h"
#include "models/coverage/pathpattern.h"
#include "models/servers/serversnapshot.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <limits>

namespace Nightkeep {

/// What the rules of a list do to the files below one folder.
struct RuleEffect
{
    enum class Kind {
        None, ///< no file is kept out but by its name alone
        Part,
        Whole, ///< no file below the folder is taken
    };
    Kind kind = Kind::None;
    qsizetype rule = -1; ///< place in the list, from 0, of the rule that decided; -1 with None
    QSet<Purpose> lost = {}; ///< with Part: what the folder exists for, of which that rule keeps files out
    QSet<qsizetype> alsoByPlace = {}; ///< with Part: places of the other rules that keep some of it out
    QSet<qsizetype> byName = {}; ///< places of rules that keep out files or folders of certain names
    qsizetype held = 0; ///< how many times a rule was held against a path
    qsizetype work = 0; ///< the same, where a long rule or a long path counts more
    bool unfinished = false; ///< more work than was allowed: what the rules do is not known, and nothing above counts

    bool operator==(const RuleEffect &) const = default;
};

/// The include-exclude list of one storage manager client, read as the client reads it ("Include-exclude
/// processing"): exclude.fs first, then exclude.dir, which nothing brings back; then the rules for files
/// from the top down, of which the first that matches decides. A file that none matches is taken.
///
/// An exclude.dir counts for everything below the folder that it matches, mounted or not [inference,
/// taken on the side that promises less].
///
/// Which files there are below a folder is not known, so the effect on a folder is found with made-up
/// names that only a "*" matches, and with names that the rules themselves speak of:
///  - no such file is taken: Whole.
///  - a file is kept out because of where it lies: Part. So it is by every rule that is anchored, be it at
///    this folder, below it or above ("/data/moodle/temp", "/data/moodle/config.php", "/data/.../*.zip",
///    "/data/moodle/*"). So is a folder kept out whole from which an include rule brings something back.
///  - a rule that is anchored nowhere ("/.../core", "/.../.mozilla/.../Cache"), such as the operating system's
///    usual excludes, says nothing about this folder. It is counted in `byName` and leaves the kind as it is,
///    unless it takes what the folder exists for, or a folder that is known to be there: Part.
///
/// The time grows with the number of rules and not with its square: a path is held only against the rules
/// that share a name with it or have none. Where that tells thousands of rules not apart, the work ends
/// somewhere, and an anchored rule that was not tried is taken to keep something out. Beyond the work that the
/// caller allows nothing is said at all.
class IncludeExclude
{
public:
    explicit IncludeExclude(const QList<IncludeExcludeRule> &rules = {});

    [[nodiscard]] bool isEmpty() const { return m_order.isEmpty(); }
    [[nodiscard]] const IncludeExcludeRule &at(qsizetype place) const { return m_list.at(place); }

    /// The place of the rule that keeps a file of a file space from being taken; -1: it is taken.
    [[nodiscard]] qsizetype excluding(const BytePath &file, const BytePath &fileSpace) const;

    using MayBe = std::function<bool(const BytePath &)>;
    /// The effect on what lies below a folder in one file space. `mayBe` says whether there may be a file of
    /// that path in the file space: not below something mounted, and no folder itself. `examples` are files of
    /// what the folder exists for, `folders` such as are known to be below it in the file space.
    [[nodiscard]] RuleEffect below(const BytePath &folder, const BytePath &fileSpace, const MayBe &mayBe,
                                   const QList<PurposeFile> &examples = {}, const QList<BytePath> &folders = {},
                                   qsizetype mostWork = std::numeric_limits<qsizetype>::max()) const;

    /// The place of the include rule that binds a folder's ordinary files to a management class; -1: none.
    [[nodiscard]] qsizetype binding(const BytePath &folder) const;

private:
    struct Rule
    {
        bool include;
        IncludeExcludeRule::Scope scope;
        PathPattern pattern;
    };
    struct File
    {
        explicit File(const QList<QByteArray> &names)
            : path(names)
            , folder(names.mid(0, names.size() - 1))
        {
        }
        QList<QByteArray> path;
        QList<QByteArray> folder;
    };
    struct Search;

    void order();
    [[nodiscard]] static bool matches(const Rule &rule, const File &file, const BytePath &fileSpace);
    /// What it costs to hold a rule against a path, in rules and paths such as are in use.
    [[nodiscard]] qsizetype price(qsizetype place, qsizetype components, qsizetype bytes) const;
    void findReaches(Search &search) const;
    /// The place of the first rule that `decides`, of those that may match the file.
    template<typename Decides> [[nodiscard]] qsizetype first(const File &file, Decides decides) const;
    [[nodiscard]] qsizetype excluding(Search &search, const QList<QByteArray> &path) const;
    [[nodiscard]] bool isByName(const Rule &rule, const QList<QByteArray> &relative) const;
    void tryOrdinary(Search &search) const;
    void tryFolders(Search &search, const QList<BytePath> &folders) const;
    void tryExamples(Search &search, const QList<PurposeFile> &examples) const;
    void tryRule(Search &search, qsizetype place) const;
    void tryAnchors(Search &search) const;
    [[nodiscard]] static RuleEffect effectOf(const Search &search);

    QList<IncludeExcludeRule> m_list;
    QList<Rule> m_rules; ///< of the same places
    QList<qsizetype> m_order; ///< places as they are evaluated: file spaces, folders, files
    QList<qsizetype> m_nameless; ///< in that order, from 0: rules that any path might match
    QHash<QByteArray, QList<qsizetype>> m_named; ///< the others, by a name that such a path must have
    qsizetype m_deepest = 1; ///< more folders than any rule counts one by one
};

} // namespace Nightkeep
