// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random servers for the judges of coverage, small enough to list every file of theirs.
#pragma once

#include "tests/coverage/coverageoracle.h"

#include <QRandomGenerator>

#include <iterator>

namespace RandomEstate {

namespace Oracle = CoverageOracle;

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    [[nodiscard]] int below(int bound) { return int(m_random.bounded(bound)); }
    [[nodiscard]] bool oneIn(int many) { return below(many) == 0; }
    template<typename List> [[nodiscard]] auto of(const List &list)
    {
        return *std::next(std::begin(list), below(int(std::size(list))));
    }
    /// The two names that rules and folders have from now on.
    void speakOf(const Oracle::Words &words) { m_words = words; }
    [[nodiscard]] const Oracle::Words &words() const { return m_words; }
    [[nodiscard]] const Oracle::Path &word() { return m_words[size_t(below(2))]; }
    /// A folder of the tree at most `deepest` folders deep, of these names.
    [[nodiscard]] Oracle::Path folder(int deepest)
    {
        Oracle::Path path;
        for (int depth = below(deepest + 1); depth > 0; --depth)
            path += "/" + word();
        return path.empty() ? Oracle::Path("/") : path;
    }
    [[nodiscard]] std::set<Oracle::Path> folders(int most, int deepest)
    {
        std::set<Oracle::Path> chosen;
        for (int i = below(most + 1); i > 0; --i)
            chosen.insert(folder(deepest));
        return chosen;
    }

private:
    QRandomGenerator m_random;
    Oracle::Words m_words;
};

inline Oracle::Rule randomRule(Dice &dice)
{
    static const char *const files[] = {"*",        "*",     "*",     "core",     "c*",    "[a-d]ore",     "*.zip",
                                        "backup-*", "*.mbz", "*.sql", "*.sql.gz", "*.MYD", "mysqlbackup.*"};
    static const char *const folders[] = {"/.../backupdata", "/.../filedir", "/.../moddata"};
    const auto &[first, second] = dice.words();
    Oracle::Names parts {first, second, first, "...", "...", "*", "a*"};
    if (Oracle::isPlain(dice.words()))
        parts.insert(parts.end(), {"?", "[ab]", "a?"});
    const int kind = dice.below(5);
    Oracle::Rule rule {kind == 0       ? Oracle::Rule::Space
                           : kind <= 2 ? Oracle::Rule::Folder
                                       : Oracle::Rule::File,
                       kind == 4,
                       {}};
    if (rule.kind == Oracle::Rule::Folder && dice.oneIn(8)) {
        rule.pattern = dice.of(folders);
        return rule;
    }
    if (rule.kind == Oracle::Rule::File && dice.oneIn(2)) {
        rule.pattern = Oracle::Path("/.../") + dice.of(files);
        return rule;
    }
    for (int i = dice.below(3); i > 0; --i)
        rule.pattern += "/" + dice.of(parts);
    if (rule.kind == Oracle::Rule::File)
        rule.pattern += Oracle::Path("/") + dice.of(files);
    else
        rule.pattern += dice.oneIn(2) ? "/" + first : dice.oneIn(2) ? "/" + second : Oracle::Path("/a*");
    return rule;
}

/// Two names that folders may have, and what is often mounted among them.
struct Naming
{
    Oracle::Words words;
    Oracle::Path place = {}; ///< empty: nothing in particular
    const char *type = "";
};

inline Naming randomNaming(Dice &dice)
{
    static const Naming telling[] = {
        {{"moodle", "mysql"}},
        {{"mysql", "backup"}},
        {{"moodle", "htdocs"}},
        {{"moodledata", "dumps"}},
        {{"mysql", "etc"}},
        {{"moodle", "tmp"}, "/tmp", "tmpfs"},
        {{"run", "moodle"}, "/run", "tmpfs"},
        {{"a", "run"}, "/a/run", "again"},
        {{"a", "shm"}, "/a/shm", "shm"},
        {{"overlay2", "merged"}, "/overlay2/overlay2/merged", "overlay"},
    };
    if (dice.oneIn(2))
        return {{"a", "ab"}};
    return dice.of(telling);
}

inline std::map<Oracle::Path, std::string> randomMounts(Dice &dice, const Naming &naming)
{
    static const char *const types[] = {"ext4", "ext4",       "tmpfs", "nfs4",    "bind",  "proc",   "squashfs",
                                        "shm",  "fuse.lxcfs", "zfs",   "overlay", "btrfs", "autofs", "again"};
    std::map<Oracle::Path, std::string> mounts;
    mounts["/"] = "ext4";
    for (const Oracle::Path &path : dice.folders(4, int(Oracle::deepest(dice.words())))) {
        if (path != "/")
            mounts[path] = dice.of(types);
    }
    if (!naming.place.empty() && !dice.oneIn(3))
        mounts[naming.place] = dice.oneIn(4) ? dice.of(types) : naming.type;
    return mounts;
}

/// Many of them at, above or below something mounted.
inline std::set<Oracle::Path> randomWanted(Dice &dice, const Oracle::Estate &estate, const Oracle::Path &place)
{
    std::set<Oracle::Path> wanted;
    for (const Oracle::Path &path : dice.folders(4, 2)) {
        if (estate.mounts.empty() || dice.oneIn(2)) {
            wanted.insert(path);
            continue;
        }
        const bool atPlace = estate.mounts.count(place) > 0 && dice.oneIn(2);
        const Oracle::Path root = atPlace ? place : dice.of(estate.mounts).first;
        const int where = dice.below(3);
        const bool mayBeDeeper = Oracle::split(root).size() < Oracle::deepest(estate.words);
        if (where == 0 && root != "/")
            wanted.insert(Oracle::above(root));
        else
            wanted.insert(where == 1 && mayBeDeeper ? Oracle::join(root, dice.word()) : root);
    }
    return wanted;
}

inline Oracle::Estate randomEstate(Dice &dice)
{
    static const Oracle::Age ages[] = {Oracle::Age::Fresh, Oracle::Age::Fresh, Oracle::Age::Fresh,
                                       Oracle::Age::Stale, Oracle::Age::Stale, Oracle::Age::Never};
    static const Oracle::Service services[] = {Oracle::Service::Other, Oracle::Service::Moodle, Oracle::Service::Moodle,
                                               Oracle::Service::Database};
    const Naming naming = randomNaming(dice);
    dice.speakOf(naming.words);
    Oracle::Estate estate;
    estate.words = naming.words;
    if (!dice.oneIn(4))
        estate.mounts = randomMounts(dice, naming);
    estate.current = dice.folders(4, 3);
    if (dice.oneIn(2)) {
        estate.spaces.emplace();
        for (const Oracle::Path &path : dice.folders(5, 3))
            (*estate.spaces)[path] = dice.of(ages);
    }
    if (dice.oneIn(3)) {
        estate.domain = dice.folders(5, 3);
        if (estate.spaces && dice.oneIn(2)) {
            for (const auto &space : *estate.spaces)
                estate.domain->insert(space.first);
        }
        estate.allLocal = dice.oneIn(2);
        if (estate.allLocal)
            estate.without = dice.folders(1, 2);
    }
    if (dice.oneIn(4))
        estate.virtualMounts = dice.folders(2, 3);
    if (!dice.oneIn(3)) {
        for (int i = dice.below(5); i > 0; --i)
            estate.rules.push_back(randomRule(dice));
    }
    estate.service = dice.of(services);
    for (const Oracle::Path &path : randomWanted(dice, estate, naming.place)) {
        estate.wanted.push_back(path);
        if (path != "/" && dice.oneIn(8)) {
            const Oracle::Path place = dice.folder(2);
            // No link leads below itself.
            if (place == path || !Oracle::isInside(place, path))
                estate.links[path] = place;
        }
        if (dice.oneIn(40))
            estate.missing.insert(path);
    }
    for (const Oracle::Path &path : dice.folders(2, 3)) {
        if (estate.missing.count(path) == 0)
            estate.present.insert(path);
    }
    estate.system = Oracle::isPlain(estate.words) && !estate.mounts.empty() && dice.oneIn(2);
    return estate;
}

} // namespace RandomEstate
