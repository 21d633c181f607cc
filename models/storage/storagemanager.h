// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Nightkeep {

/// One file space the storage manager's client reports.
struct FileSpace
{
    BytePath name;
    QDateTime lastIncremental; ///< invalid: blank or 00/00/0, never a *full* incremental

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &FileSpace::name}.namesObject(),
                           Field {"lastIncremental", &FileSpace::lastIncremental}};
    }
    bool operator==(const FileSpace &) const = default;
};

/// More than any rule in use has: at most 4096 bytes and 64 folders. Each rule is tried at each depth that one has.
[[nodiscard]] inline bool isPossiblePattern(const BytePath &pattern)
{
    constexpr qsizetype Longest = 4096;
    constexpr qsizetype Deepest = 64;
    return pattern.size() <= Longest && pattern.count('/') <= Deepest;
}

/// One line of the storage manager client's include-exclude list (`dsmc query inclexcl`).
struct IncludeExcludeRule
{
    enum class Scope {
        File, ///< "Excl All", "Incl All": files whose whole path matches
        Directory, ///< "Excl Directory": a folder and all below it; only ever excludes
        FileSpace, ///< "Excl Filespace": a file space as a whole; only ever excludes
        Other, ///< compression, encryption and the like: says nothing about what is taken
    };
    bool include = false;
    Scope scope = Scope::File;
    BytePath pattern = {}; ///< "*" and "?" within one component, "/.../" any depth, "[a-z]" a set
    QString source = {}; ///< the file that the rule came from, or the client's own word ("Operating System")
    QString managementClass = {}; ///< that an include rule binds to; empty: none named

    static constexpr auto fields()
    {
        return std::tuple {Field {"include", &IncludeExcludeRule::include}, Field {"scope", &IncludeExcludeRule::scope},
                           Field {"pattern", &IncludeExcludeRule::pattern}.within(isPossiblePattern),
                           Field {"source", &IncludeExcludeRule::source},
                           Field {"managementClass", &IncludeExcludeRule::managementClass}};
    }
    bool operator==(const IncludeExcludeRule &) const = default;
};

template<>
inline constexpr auto Names<IncludeExcludeRule::Scope> = std::to_array<Name<IncludeExcludeRule::Scope>>({
    {IncludeExcludeRule::Scope::File, "file"},
    {IncludeExcludeRule::Scope::Directory, "directory"},
    {IncludeExcludeRule::Scope::FileSpace, "fileSpace"},
    {IncludeExcludeRule::Scope::Other, "other"},
});
/// A management class as the client sees it; NoLimit (models/storage/serverdecisions.h) where the
/// storage manager says so, absent where it does not say.
struct ManagementClass
{
    QString name;
    bool isDefault = false;
    QString description = {};
    std::optional<int> versionsExist = {};
    std::optional<int> versionsDeleted = {};
    std::optional<int> retainExtra = {}; ///< days
    std::optional<int> retainOnly = {}; ///< days
    std::optional<int> frequency = {}; ///< days between incrementals that the copy group asks for
    std::optional<int> archiveRetain = {}; ///< days

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &ManagementClass::name},
                           Field {"default", &ManagementClass::isDefault},
                           Field {"description", &ManagementClass::description},
                           Field {"versionsExist", &ManagementClass::versionsExist}.from(-1),
                           Field {"versionsDeleted", &ManagementClass::versionsDeleted}.from(-1),
                           Field {"retainExtra", &ManagementClass::retainExtra}.from(-1),
                           Field {"retainOnly", &ManagementClass::retainOnly}.from(-1),
                           Field {"frequency", &ManagementClass::frequency}.from(-1),
                           Field {"archiveRetain", &ManagementClass::archiveRetain}.from(-1)};
    }
    bool operator==(const ManagementClass &) const = default;
};

} // namespace Nightkeep
