// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The slow and obvious judge of coverage. It knows nothing of pieces and parts: it lists every file of
// a small tree, decides for each alone whether a backup takes it, and then looks at the files below the
// wanted folder.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace CoverageOracle {

using Path = std::string;
using Names = std::vector<std::string>;
using Words = std::array<std::string, 2>;

struct Rule
{
    enum Kind { File, Folder, Space } kind;
    bool include;
    Path pattern;
};

enum class Age { Fresh, Stale, Never };
enum class Service { Other, Moodle, Database };

struct Estate
{
    Words words {"a", "ab"}; ///< the two names that its folders have and its rules speak of
    std::map<Path, std::string> mounts; ///< target, type: "ext4", "tmpfs", "nfs4", "bind", "proc", "squashfs" ...;
                                        ///< "shm" is memory that containers share, "again" that of /run shown again
    std::set<Path> current;
    std::optional<std::map<Path, Age>> spaces;
    std::optional<std::set<Path>> domain;
    bool allLocal = false; ///< some of the domain was made of a keyword, and may be wrong
    std::set<Path> without; ///< but not in these, which it takes away by name
    std::set<Path> virtualMounts;
    std::vector<Rule> rules; ///< top down
    std::map<Path, Path> links; ///< wanted folder, where it really is
    std::set<Path> missing;
    std::set<Path> present; ///< folders that were seen on the server, besides
    std::vector<Path> wanted;
    Service service = Service::Other;
    bool system = false; ///< there are mounts of a running system's beside the tree, which hold nothing
};

enum class State { Covered, Partly, Uncovered, Stale, Unknown };

/// The names of a path. Kept, for each is asked for thousands of times.
inline const Names &split(const Path &path)
{
    static std::unordered_map<Path, Names> known;
    const auto found = known.find(path);
    if (found != known.end())
        return found->second;
    Names names;
    for (size_t at = 0; at < path.size();) {
        const size_t slash = std::min(path.find('/', at), path.size());
        if (slash > at)
            names.push_back(path.substr(at, slash - at));
        at = slash + 1;
    }
    return known.emplace(path, names).first->second;
}

inline Path above(const Path &path)
{
    const auto slash = path.rfind('/');
    return slash == 0 ? Path("/") : path.substr(0, slash);
}

inline bool isInside(const Path &path, const Path &folder)
{
    for (Path at = path;; at = above(at)) {
        if (at == folder)
            return true;
        if (at == "/")
            return false;
    }
}

/// By trying everything.
inline bool nameMatches(const char *pattern, const char *name)
{
    if (*pattern == '\0')
        return *name == '\0';
    if (*pattern == '*')
        return nameMatches(pattern + 1, name) || (*name != '\0' && nameMatches(pattern, name + 1));
    if (*name == '\0')
        return false;
    if (*pattern == '[') {
        bool in = false;
        for (++pattern; *pattern != ']'; ++pattern) {
            if (pattern[1] == '-' && pattern[2] != ']') {
                in = in || (*pattern <= *name && *name <= pattern[2]);
                pattern += 2;
            } else {
                in = in || *pattern == *name;
            }
        }
        return in && nameMatches(pattern + 1, name + 1);
    }
    return (*pattern == '?' || *pattern == *name) && nameMatches(pattern + 1, name + 1);
}

inline bool namesMatch(const Names &pattern, size_t at, const Names &names, size_t read)
{
    if (at == pattern.size())
        return read == names.size();
    if (pattern[at] == "...") {
        for (size_t skipped = read; skipped <= names.size(); ++skipped) {
            if (namesMatch(pattern, at + 1, names, skipped))
                return true;
        }
        return false;
    }
    return read < names.size() && nameMatches(pattern[at].c_str(), names[read].c_str())
        && namesMatch(pattern, at + 1, names, read + 1);
}

inline bool pathMatches(const Path &pattern, const Path &path)
{
    return namesMatch(split(pattern), 0, split(path), 0);
}

/// Whether a rule matches a file: a rule for folders, if it matches one that holds the file.
inline bool ruleMatches(const Rule &rule, const Path &file)
{
    if (rule.kind == Rule::File)
        return pathMatches(rule.pattern, file);
    for (Path folder = above(file);; folder = above(folder)) {
        if (pathMatches(rule.pattern, folder))
            return true;
        if (folder == "/")
            return false;
    }
}

/// "a" and "ab" begin alike on purpose, and are told apart by every kind of pattern.
inline bool isPlain(const Words &words)
{
    return words == Words {"a", "ab"};
}

/// How deep the folders are that something may be known of; an engine's tree begins three deep.
inline size_t deepest(const Words &words)
{
    return words[1] == "merged" ? 4 : 3;
}

/// Folders of some names, one deeper than anything that is known. Rules speak of two by name, of "b" and "ac"
/// only as one of many, and of "00" only with a "*".
inline std::vector<Path> treeOf(const Words &words)
{
    Names names {words[0], words[1], "ac", "00"};
    if (isPlain(words))
        names.push_back("b");
    std::vector<Path> all {"/"};
    std::vector<Path> level {""};
    for (size_t depth = 0; depth <= deepest(words); ++depth) {
        std::vector<Path> next;
        for (const Path &parent : level) {
            for (const std::string &name : names)
                next.push_back(parent + "/" + name);
        }
        all.insert(all.end(), next.begin(), next.end());
        level = next;
    }
    return all;
}

/// The folders of the tree inside one, itself first.
inline const std::vector<Path> &treeBelow(const Words &words, const Path &folder)
{
    static std::map<Words, std::vector<Path>> trees;
    static std::map<std::pair<Words, Path>, std::vector<Path>> known;
    std::vector<Path> &inside = known[{words, folder}];
    if (inside.empty()) {
        std::vector<Path> &tree = trees[words];
        if (tree.empty())
            tree = treeOf(words);
        for (const Path &path : tree) {
            if (isInside(path, folder))
                inside.push_back(path);
        }
    }
    return inside;
}

inline Path join(const Path &folder, const Path &name)
{
    return folder == "/" ? "/" + name : folder + "/" + name;
}

/// Where a running system keeps its state; of the words that estates have, "run" is the one place.
inline bool isSystemPlace(const Path &path)
{
    return isInside(path, "/run");
}

/// Where engines put the layers of their containers together: "overlay2", one container's name, "merged".
inline bool isInLayers(const Path &path)
{
    const Names &names = split(path);
    for (size_t at = 2; at < names.size(); ++at) {
        if (names[at - 2] == "overlay2" && names[at] == "merged")
            return true;
    }
    return false;
}

inline bool isInMemory(const std::string &type)
{
    return type == "tmpfs" || type == "shm" || type == "again";
}

/// What is mounted somewhere. All but files and memory that somebody chose hold nothing of anybody's.
enum class Mounted { Files, Memory, State, Shared, Layers, Image, Figures, View };

inline Mounted whatIsMounted(const Path &root, const std::string &type)
{
    const std::string last = root == "/" ? "" : split(root).back();
    if (type == "proc")
        return Mounted::View;
    if (type == "squashfs")
        return Mounted::Image;
    if (type == "fuse.lxcfs")
        return Mounted::Figures;
    if (type == "overlay")
        return isInLayers(root) || isSystemPlace(root) ? Mounted::Layers : Mounted::Files;
    if (!isInMemory(type))
        return Mounted::Files;
    if (isInLayers(root))
        return Mounted::Layers;
    if (isSystemPlace(root) || root == "/tmp" || (type == "again" && last == "run"))
        return Mounted::State;
    return type == "shm" && last == "shm" ? Mounted::Shared : Mounted::Memory;
}

/// Files such as people keep in a folder of that name, of the words that estates have; where the name tells
/// nothing, in a folder of that service.
inline std::vector<Path> filesKeptIn(const Path &folder, Service service)
{
    const Names &names = split(folder);
    const auto has = [&names](const char *word) { return std::find(names.begin(), names.end(), word) != names.end(); };
    if (has("tmp") || (!names.empty() && names.front() == "etc"))
        return {}; // what was there is made again, or tells a program what to do
    const bool database = has("mysql");
    const bool backups = has("backup") || has("dumps");
    // In a database's folder "moodle" is one of its databases, in the web server's it is the program.
    const bool moodle = has("moodledata") || (has("moodle") && !database && !has("htdocs"));
    const bool told = database || backups || moodle || has("htdocs") || has("etc") || has("run");
    const bool courses = moodle || (!told && service == Service::Moodle);
    const bool tables = (database && !backups) || (!told && service == Service::Database);
    std::vector<Path> files;
    const auto keep = [&files](std::initializer_list<const char *> some) {
        files.insert(files.end(), some.begin(), some.end());
    };
    if (courses || (backups && !database))
        keep({"backup-00-20081025-0300.zip", "00/backupdata/backup-00-20081025-0300.zip", "00.mbz", "00/00.mbz",
              "backup-moodle2-00.mbz"});
    if (courses)
        keep({"filedir/00/00/00", "00/moddata/assignment/00/00/f"});
    if (database || backups || tables)
        keep({"mysqlbackup.dump.backup-1", "00.sql", "00.sql.gz", "00/00.sql.gz"});
    if (tables)
        keep({"00/00.MYD", "moodle/mdl_user.MYD", "ibdata1"});
    return files;
}

class Judge
{
public:
    explicit Judge(const Estate &estate)
        : m_estate(estate)
    {
        // Of names that rules may speak of, those that some rule does speak of; no rule tells the others apart.
        for (const char *name : {"core", "cx", "aore", "dore", "0.zip", "backup-0", "0.mbz", "0.sql", "0.sql.gz",
                                 "0.MYD", "mysqlbackup.0"}) {
            for (const Rule &rule : estate.rules) {
                const std::string last = split(rule.pattern).back();
                if (rule.kind == Rule::File && last != "*" && nameMatches(last.c_str(), name)) {
                    m_names.push_back(name);
                    break;
                }
            }
        }
    }

    [[nodiscard]] State stateOf(const Path &wanted) const
    {
        const Path folder = placeOf(wanted);
        bool taken = false;
        bool out = false;
        bool diskOut = false;
        bool stale = false;
        bool doubt = false;
        bool ownOut = true;
        for (const Path &in : treeBelow(m_estate.words, folder)) {
            // The folder that was asked for counts whatever it is; what holds nothing below it does not.
            if (in != folder && holdsNothing(in))
                continue;
            // Nor do the rules for a running system's state, which those who ask for more than that do not miss.
            const bool isState = isSystemPlace(in) && !isSystemPlace(partOf(spaceOf(in), folder));
            for (const std::string &name : m_names) {
                const bool sure = name == "f" && isThere(in);
                if (isState && !sure && spaceFate(spaceOf(in)) != Out)
                    continue;
                const Fate fate = fateOf(join(in, name), folder, sure);
                taken = taken || fate == Taken || fate == TakenLongAgo;
                stale = stale || fate == TakenLongAgo;
                doubt = doubt || fate == Doubtful;
                out = out || fate == Out;
                diskOut = diskOut || (fate == Out && !isMemory(spaceOf(in)));
                if (spaceOf(in) == spaceOf(folder) && fate != Out && fate != OutByName)
                    ownOut = false;
            }
        }
        if (losesItsPurpose(folder)) {
            out = true;
            diskOut = true;
        }
        // Memory is lost whatever anybody does: that the rest is late or in doubt is worse.
        if (taken && out) {
            if (diskOut || (!stale && !doubt))
                return State::Partly;
        } else if (ownOut) {
            return State::Uncovered;
        }
        return stale ? State::Stale : doubt ? State::Unknown : State::Covered;
    }

private:
    enum Fate { Taken, TakenLongAgo, Out, OutByName, Doubtful };

    /// Whatever a rule looks for, it takes what a folder is there for: the one that was asked for, each file
    /// space below it, each wanted folder below it.
    [[nodiscard]] bool losesItsPurpose(const Path &folder) const
    {
        if (m_estate.rules.empty())
            return false;
        for (const Path &in : treeBelow(m_estate.words, folder)) {
            const Path &space = spaceOf(in);
            if (spaceFate(space) == Out)
                continue;
            for (const Path &name : namesOf(in, in == folder || begins(in))) {
                for (const Path &kept : filesKeptIn(name, m_estate.service)) {
                    const Path file = join(in, kept);
                    if (spaceOf(above(file)) == space && excludedBy(file, space))
                        return true;
                }
            }
        }
        return false;
    }

    /// What tells what a folder is there for: its own name if a part begins with it, and the names by which it is
    /// wanted. A link gives its name also to what is mounted below the place that it leads to.
    [[nodiscard]] std::vector<Path> namesOf(const Path &folder, bool isPart) const
    {
        std::vector<Path> names;
        if (isPart)
            names.push_back(folder);
        for (const Path &wanted : m_estate.wanted) {
            if (m_estate.missing.count(wanted) > 0)
                continue;
            const Path place = placeOf(wanted);
            if (place == folder || (isPart && place != wanted && isInside(folder, place)))
                names.push_back(wanted);
        }
        return names;
    }

    [[nodiscard]] bool isWanted(const Path &place) const
    {
        for (const Path &wanted : m_estate.wanted) {
            if (m_estate.missing.count(wanted) == 0 && placeOf(wanted) == place)
                return true;
        }
        return false;
    }

    /// Known to be there, by whatever name.
    [[nodiscard]] bool isThere(const Path &place) const
    {
        for (const Path &folder : m_estate.present) {
            if (placeOf(folder) == place)
                return true;
        }
        return isWanted(place);
    }

    /// An automounter holds nothing before somebody comes, unless somebody wants it.
    [[nodiscard]] bool isIdleAutomounter(const Path &root) const
    {
        for (const Path &wanted : m_estate.wanted) {
            const Path place = placeOf(wanted);
            if (place != "/" && m_estate.missing.count(wanted) == 0 && isInside(root, place))
                return false;
        }
        return true;
    }

    /// A file space that nobody takes and nobody could.
    [[nodiscard]] bool isMemory(const Path &root) const
    {
        const auto mount = m_estate.mounts.find(root);
        return mount != m_estate.mounts.end() && isInMemory(mount->second) && spaceFate(root) == Out;
    }

    [[nodiscard]] Path placeOf(const Path &wanted) const
    {
        const auto link = m_estate.links.find(wanted);
        if (link == m_estate.links.end())
            return wanted;
        // Only a virtual mount point is followed where it is a link.
        for (const Path &point : m_estate.virtualMounts) {
            if (point == wanted || (isInside(wanted, point) && m_estate.links.count(point) > 0))
                return wanted;
        }
        return link->second;
    }

    [[nodiscard]] bool onList(const Path &root) const
    {
        if (m_estate.spaces && m_estate.domain) {
            if (m_estate.spaces->count(root) == 0)
                return false;
            // A keyword is a guess, a backup is none.
            const bool proven =
                m_estate.allLocal && m_estate.without.count(root) == 0 && m_estate.spaces->at(root) != Age::Never;
            return proven || m_estate.domain->count(root) > 0;
        }
        if (m_estate.spaces)
            return m_estate.spaces->count(root) > 0;
        return m_estate.domain ? m_estate.domain->count(root) > 0 : m_estate.current.count(root) > 0;
    }

    [[nodiscard]] bool begins(const Path &folder) const
    {
        return m_estate.mounts.count(folder) > 0 || m_estate.virtualMounts.count(folder) > 0
            || (m_estate.spaces && m_estate.spaces->count(folder) > 0) || onList(folder);
    }

    /// The root of the file space that the files directly in a folder belong to; "" for none.
    [[nodiscard]] const Path &spaceOf(const Path &folder) const
    {
        const auto found = m_spaces.find(folder);
        if (found != m_spaces.end())
            return found->second;
        const Path space = begins(folder) ? folder : folder == "/" ? Path() : spaceOf(above(folder));
        return m_spaces.emplace(folder, space).first->second;
    }

    /// In what is mounted for no files of anybody's, or inside a view of the kernel's; up to the next thing
    /// that is backed up.
    [[nodiscard]] bool holdsNothing(const Path &folder) const
    {
        bool mountedHere = true;
        for (Path at = folder;; at = above(at)) {
            const auto mount = m_estate.mounts.find(at);
            const std::string type = mount == m_estate.mounts.end() ? "" : mount->second;
            const Mounted what = whatIsMounted(at, type);
            if (onList(at) && spaceFate(at) != Out)
                return false;
            if (what == Mounted::View || (mountedHere && what != Mounted::Files && what != Mounted::Memory))
                return true;
            if (mountedHere && type == "autofs" && isIdleAutomounter(at))
                return true;
            if (at == "/")
                return false;
            mountedHere = mountedHere && !begins(at);
        }
    }

    [[nodiscard]] Fate spaceFate(const Path &root) const
    {
        if (root.empty() || !onList(root))
            return Out;
        if (!m_estate.spaces)
            return Taken;
        const Age age = m_estate.spaces->at(root);
        if (age == Age::Never)
            return m_estate.domain ? Out : Doubtful;
        return age == Age::Fresh ? Taken : TakenLongAgo;
    }

    /// The rule that decides about a file, if it keeps the file out.
    [[nodiscard]] const Rule *excludedBy(const Path &file, const Path &space) const
    {
        for (const Rule &rule : m_estate.rules) {
            if (rule.kind == Rule::Space && pathMatches(rule.pattern, space))
                return &rule;
        }
        for (const Rule &rule : m_estate.rules) {
            if (rule.kind == Rule::Folder && ruleMatches(rule, file))
                return &rule;
        }
        for (const Rule &rule : m_estate.rules) {
            if (rule.kind == Rule::File && ruleMatches(rule, file))
                return rule.include ? nullptr : &rule;
        }
        return nullptr;
    }

    /// Where the part begins that a wanted folder has in a file space. What is mounted is known to be there: names
    /// count from there, else from the wanted folder.
    [[nodiscard]] static Path partOf(const Path &space, const Path &wanted)
    {
        return space.size() > wanted.size() && isInside(space, wanted) ? space : wanted;
    }

    /// `sure` that there is such a file, and not only perhaps one of that name.
    [[nodiscard]] Fate fateOf(const Path &file, const Path &wanted, bool sure) const
    {
        const Path space = spaceOf(above(file));
        const Fate fate = spaceFate(space);
        if (fate == Out)
            return Out;
        const Rule *rule = excludedBy(file, space);
        if (!rule)
            return fate;
        const Path from = partOf(space, wanted);
        const Path rest = from == "/" ? file : file.substr(from.size());
        bool ordinary = true;
        for (const std::string &name : split(rest))
            ordinary = ordinary && (name == "00" || name == "f");
        return !sure && !ordinary && rule->kind != Rule::Space && looksEverywhere(rule->pattern)
                && ruleMatches(*rule, "/00" + rest)
            ? OutByName
            : Out;
    }

    /// No name ties it to a place before it may be at any depth.
    [[nodiscard]] static bool looksEverywhere(const Path &pattern)
    {
        for (const std::string &part : split(pattern)) {
            if (part == "...")
                return true;
            if (part != "*")
                return false;
        }
        return false;
    }

    const Estate &m_estate;
    std::vector<std::string> m_names {"f"}; ///< of the files in each folder
    mutable std::unordered_map<Path, Path> m_spaces;
};

} // namespace CoverageOracle
