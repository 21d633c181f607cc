// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QByteArrayList>
#include <QList>

#include <vector>

namespace Nightkeep {

/// A name that nothing but "*" matches: no pattern holds a control character.
[[nodiscard]] QByteArray anyName();

/// A path pattern of the storage manager's client on Unix (its include and exclude options):
///  - "*" stands for any number of bytes of one component, "?" for one byte, "[a-cx]" for one of a set;
///    inside a set a backslash makes the next byte an ordinary one. A "[" that is never closed is itself.
///  - a component "..." stands for any number of folders, also for none.
///  - one pair of quotation marks around the whole is no part of it; letters are told apart by case.
///  - a pattern that does not begin with "/" is looked for anywhere, as if "/.../" stood before it.
class PathPattern
{
public:
    explicit PathPattern(const BytePath &written = {});

    [[nodiscard]] bool matches(const BytePath &path) const { return matches(pathComponents(path)); }
    [[nodiscard]] bool matches(const QList<QByteArray> &components) const { return reads(components, false); }
    /// Whether it matches the path or a folder that holds it.
    [[nodiscard]] bool matchesBeginning(const QList<QByteArray> &components) const { return reads(components, true); }

    /// What it can still match below a folder.
    enum class Reach {
        Nothing,
        Anything, ///< what it would match below any other folder too: this one's name told it nothing
        Here, ///< something that this folder's own name decided; or it has matched the folder already
    };
    [[nodiscard]] Reach reachBelow(const QList<QByteArray> &folder) const;
    /// Whether it begins with "/.../", or with that behind nothing but "*": it looks for names wherever they
    /// stand, and is anchored nowhere.
    [[nodiscard]] bool isAnywhere() const;
    /// Whether it ends with "/...": it takes files of any name below a folder.
    [[nodiscard]] bool isOpenEnded() const;
    /// Its components that stand for themselves alone: a path that it matches has each of them.
    [[nodiscard]] QByteArrayList plainNames() const;
    /// The folder that it is anchored at: as far as its names stand for themselves alone, but for the last.
    [[nodiscard]] BytePath fixedFolder() const;
    /// Of its components, "..." counted as one.
    [[nodiscard]] qsizetype size() const { return qsizetype(m_parts.size()); }

    /// Paths relative to `folder`, one or more components each, such that the pattern matches them
    /// there: made of what the pattern says, and of `filler` where it takes anything; "..." stands for
    /// 0, 1 and `deepest` folders in turn. None where the pattern cannot match below the folder.
    [[nodiscard]] QList<QList<QByteArray>> examplesBelow(const QList<QByteArray> &folder, const QByteArray &filler,
                                                         qsizetype deepest) const;

private:
    struct Part
    {
        QByteArray text;
        bool anyDepth = false;
        bool plain = false; ///< stands for itself alone

        [[nodiscard]] bool isAnyName() const; ///< "*", or that written twice
    };
    using Places = std::vector<bool>; ///< in front of which parts a reading may stand

    [[nodiscard]] static bool matchesPart(const Part &part, const QByteArray &component);
    [[nodiscard]] bool reads(const QList<QByteArray> &components, bool beginning) const;
    [[nodiscard]] Places begin() const;
    void advance(Places &places, const QByteArray &component) const;
    void closeOver(Places &places) const;
    [[nodiscard]] QList<QList<QByteArray>> examplesFrom(size_t place, const QByteArray &filler,
                                                        qsizetype deepest) const;

    std::vector<Part> m_parts;
};

} // namespace Nightkeep
