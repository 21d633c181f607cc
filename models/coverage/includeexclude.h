// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/pathpattern.h"
#include "models/servers/serversnapshot.h"

#include <QSet>

#include <functional>

namespace Nightkeep {

/// What the rules of a list do to the files below one folder.
struct RuleEffect
{
    enum class Kind {
        None, ///< no file is kept out because of where it lies
        Part,
        Whole, ///< no file below the folder is taken
    };
    Kind kind = Kind::None;
    qsizetype rule = -1; ///< place in the list, from 0, of the rule that decided; -1 with None
    QSet<qsizetype> byName = {}; ///< places of rules that keep out files or folders of certain names

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
///  - a file of an ordinary name is kept out because of the folder that it lies in ("/data/moodle/temp",
///    "/data/.../cache", "/data/moodle/*"): Part. So is a folder kept out whole from which an include
///    rule brings something back.
///  - a rule for certain file names ("/.../core", "/data/.../*.o"), or for folders of a name wherever they
///    stand ("/.../.mozilla/.../Cache"), says nothing about this folder: such as the operating system's
///    usual excludes. It is counted in `byName` and leaves the kind as it is.
class IncludeExclude
{
public:
    explicit IncludeExclude(const QList<IncludeExcludeRule> &rules = {});

    [[nodiscard]] const IncludeExcludeRule &at(qsizetype place) const { return m_list.at(place); }

    /// The place of the rule that keeps a file of a file space from being taken; -1: it is taken.
    [[nodiscard]] qsizetype excluding(const BytePath &file, const BytePath &fileSpace) const;

    using Belongs = std::function<bool(const BytePath &)>;
    /// The effect on what lies below a folder in one file space. `belongs` says whether the files
    /// directly in a folder are that file space's, and not those of something mounted below it.
    [[nodiscard]] RuleEffect below(const BytePath &folder, const BytePath &fileSpace, const Belongs &belongs) const;

    /// The place of the include rule that binds a folder's ordinary files to a management class; -1: none.
    [[nodiscard]] qsizetype binding(const BytePath &folder) const;

private:
    struct Rule
    {
        bool include;
        IncludeExcludeRule::Scope scope;
        bool names; ///< a rule for files whose last component no ordinary name matches
        PathPattern pattern;
    };
    struct Search;

    [[nodiscard]] qsizetype excluding(const QList<QByteArray> &file, const BytePath &fileSpace,
                                      const QList<qsizetype> &order) const;
    [[nodiscard]] bool isByName(const Rule &rule, const QList<QByteArray> &relative) const;
    void tryOrdinary(Search &search) const;
    void tryRule(Search &search, const Rule &rule, bool once) const;

    QList<IncludeExcludeRule> m_list;
    QList<Rule> m_rules; ///< of the same places
    QList<qsizetype> m_order; ///< places as they are evaluated: file spaces, folders, files
    qsizetype m_deepest = 1; ///< more folders than any rule counts one by one
};

} // namespace Nightkeep
