// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/mounttable.h"

#include "models/storage/mountkind.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace Nightkeep {

namespace {

// What a table may hold; proc_sys_fs(5) has 100,000 mounts as a namespace's own limit.
constexpr qsizetype MaxTableBytes = 16 * 1024 * 1024;
constexpr qsizetype MaxMounts = 100000;
constexpr qsizetype MaxWords = 64; // of a line
constexpr qsizetype MaxDepth = 128; // of a path
constexpr qsizetype MaxOriginals = 64; // looked at for one bind mount
constexpr qsizetype MaxLooks = MaxMounts; // at originals, for all bind mounts together

/// Calls `take` with each part up to the next separator. It ends early where `take` says no.
template<typename Take> bool eachPart(QByteArrayView text, char separator, Take take)
{
    for (qsizetype begin = 0; begin <= text.size();) {
        const qsizetype found = text.indexOf(separator, begin);
        const qsizetype end = found < 0 ? text.size() : found;
        if (!take(text.sliced(begin, end - begin)))
            return false;
        begin = end + 1;
    }
    return true;
}

/// Of a line that has more than any mount's, one more than MaxWords.
QList<QByteArrayView> wordsOf(QByteArrayView line)
{
    QList<QByteArrayView> words;
    eachPart(line.trimmed(), ' ', [&words](QByteArrayView word) {
        words.append(word);
        return words.size() <= MaxWords;
    });
    return words;
}

/// "\040" and its like, as the kernel writes them, become bytes again.
QByteArray withoutEscapes(QByteArrayView escaped)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < escaped.size(); ++i) {
        bool isOctal = false;
        const bool begins = escaped.at(i) == '\\' && i + 3 < escaped.size();
        const uint code = begins ? escaped.sliced(i + 1, 3).toUInt(&isOctal, 8) : 0;
        if (isOctal && code < 256) {
            bytes.append(static_cast<char>(code));
            i += 3;
        } else {
            bytes.append(escaped.at(i));
        }
    }
    return bytes;
}

/// Calls `take` with the folders that hold a clean path, from "/" down to itself, until it says no.
template<typename Take> bool eachFolderDown(const BytePath &path, Take take)
{
    if (!take(BytePath("/")))
        return false;
    for (qsizetype at = 1; path.size() > 1 && at <= path.size(); ++at) {
        const qsizetype slash = path.indexOf('/', at);
        at = slash < 0 ? path.size() : slash;
        if (!take(path.left(at)))
            return false;
    }
    return true;
}

/// The path, or the folder above it that is MaxDepth deep.
BytePath upperPart(const BytePath &path)
{
    qsizetype depth = 0;
    for (qsizetype at = 0; at < path.size(); ++at) {
        if (path.at(at) == '/' && ++depth > MaxDepth)
            return path.left(at);
    }
    return path;
}

/// As the storage manager's client sees it: GPFS is local to it, whatever feeds it.
bool isLocalType(const QString &type)
{
    static constexpr const char *Remote[] = {"nfs", "cifs", "smb", "gluster", "fuse."};
    static constexpr const char *RemoteWhole[] = {"autofs", "ncpfs", "afs",  "9p",  "ceph",
                                                  "lustre", "davfs", "coda", "fuse"};
    const bool begins = std::any_of(std::begin(Remote), std::end(Remote),
                                    [&type](const char *name) { return type.startsWith(QLatin1String(name)); });
    const bool is = std::any_of(std::begin(RemoteWhole), std::end(RemoteWhole),
                                [&type](const char *name) { return type == QLatin1String(name); });
    return !begins && !is;
}

bool isReadOnly(QByteArrayView options)
{
    return !eachPart(options, ',', [](QByteArrayView option) { return option != "ro"; });
}

bool isSubvolume(QByteArrayView options, const BytePath &root)
{
    return !eachPart(options, ',', [&root](QByteArrayView option) {
        return !option.startsWith("subvol=") || withoutEscapes(option.sliced(7)) != root;
    });
}

/// Nothing where the place is none that a path could lead to. Anybody may mount a file system of their own (FUSE) as
/// deep as they like: then the folder above it that is MaxDepth deep stands for it.
std::optional<Mount> mountOfWords(QByteArrayView source, QByteArrayView target, QByteArrayView type)
{
    const Result<BytePath> clean = cleanFolder(withoutEscapes(target));
    if (!clean)
        return std::nullopt;
    Mount mount;
    mount.source = withoutEscapes(source);
    mount.target = upperPart(*clean);
    mount.type = QString::fromUtf8(type);
    mount.local = isLocalType(mount.type);
    return mount.local && mount.target != *clean ? std::nullopt : std::optional(mount);
}

/// One line of mountinfo with what only the table as a whole can make use of.
struct InfoLine
{
    QByteArray id;
    QByteArray parent;
    QByteArray device; ///< "8:17"
    BytePath root; ///< "/" for the whole
    Mount mount;
    bool subvolume = false; ///< of Btrfs, mounted as what it is
    bool onTop = false; ///< has another mount on its very place
    bool buried = false; ///< under one that is laid over a folder above it
};

/// One line of a table: a mount, a line that is none, or a mount that nobody may leave out and that cannot be.
enum class LineIs { Mount, None, Impossible };

LineIs readInfoLine(QByteArrayView line, InfoLine &info)
{
    constexpr qsizetype FixedWords = 6;
    const QList<QByteArrayView> words = wordsOf(line);
    if (words.size() > MaxWords)
        return LineIs::Impossible;
    const qsizetype dash = words.indexOf(QByteArrayView("-"), FixedWords);
    if (dash < 0 || words.size() < dash + 3 || !words.at(4).startsWith('/'))
        return LineIs::None;
    const std::optional<Mount> mount = mountOfWords(words.at(dash + 2), words.at(4), words.at(dash + 1));
    if (!mount)
        return LineIs::Impossible;
    const QByteArrayView options = words.value(dash + 3);
    info = {words.at(0).toByteArray(), words.at(1).toByteArray(), words.at(2).toByteArray(),
            withoutEscapes(words.at(3)), *mount};
    info.mount.readOnly = isReadOnly(words.at(5)) || isReadOnly(options);
    if (info.root != "/")
        info.mount.root = info.root;
    info.subvolume = info.mount.type == QLatin1String("btrfs")
        && (isSubvolume(options, info.root) || isSubvolume(words.at(5), info.root));
    return LineIs::Mount;
}

using Place = std::pair<QByteArray, BytePath>; ///< of a mount or a device, and a path

/// What lies directly on or above each mount.
void markCovered(QList<InfoLine> &lines)
{
    QSet<Place> places; // by the mount that each stands in
    for (const InfoLine &line : std::as_const(lines)) {
        if (line.parent != line.id)
            places.insert({line.parent, line.mount.target});
    }
    for (InfoLine &line : lines) {
        const BytePath &target = line.mount.target;
        line.onTop = places.contains({line.id, target});
        line.buried = !eachFolderDown(target, [&](const BytePath &above) {
            return above == target || !places.contains({line.parent, above});
        });
    }
}

/// Whether each mount is hidden: by one on top of it, by one laid over a folder above its place in the same file
/// system, or by whatever hides the mount that it stands in. Parents need not come first, and may be a ring.
QList<bool> hiddenOf(const QList<InfoLine> &lines)
{
    QHash<QByteArray, qsizetype> places;
    for (qsizetype i = 0; i < lines.size(); ++i)
        places.insert(lines.at(i).id, i);
    const auto parentOf = [&](qsizetype child) {
        const qsizetype parent = places.value(lines.at(child).parent, -1);
        return parent == child ? -1 : parent;
    };
    enum class Above { Unknown, Asked, Seen, Hidden };
    QList<Above> above(lines.size(), Above::Unknown);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QList<qsizetype> way;
        qsizetype at = i;
        for (; at >= 0 && above.at(at) == Above::Unknown; at = parentOf(at)) {
            above[at] = Above::Asked;
            way.append(at);
        }
        const bool isRing = at >= 0 && above.at(at) == Above::Asked;
        for (int round = 0; round < (isRing ? 2 : 1); ++round) {
            bool hidden = at >= 0 && above.at(at) == Above::Hidden;
            for (qsizetype step = way.size() - 1; step >= 0; --step) {
                const qsizetype child = way.at(step);
                const qsizetype parent = parentOf(child);
                const bool covers = parent >= 0 && lines.at(parent).mount.target == lines.at(child).mount.target;
                hidden = hidden || (parent >= 0 && (lines.at(parent).buried || (lines.at(parent).onTop && !covers)));
                above[child] = hidden ? Above::Hidden : Above::Seen;
            }
        }
    }
    QList<bool> hidden;
    for (qsizetype i = 0; i < lines.size(); ++i)
        hidden.append(lines.at(i).onTop || lines.at(i).buried || above.at(i) == Above::Hidden);
    return hidden;
}

/// The path of `folder`, a folder of a file system, where a mount shows `root` of it at `target`.
BytePath pathThrough(const InfoLine &mount, const BytePath &folder)
{
    const BytePath below = mount.root == "/" ? folder : folder.mid(mount.root.size());
    if (below.isEmpty() || below == "/")
        return mount.mount.target;
    return mount.mount.target == "/" ? below : mount.mount.target + below;
}

/// Where else the same files stand: in the mount of the same device that shows the most of it, of
/// equals the earlier one. A mount that shows as much as any is the original and no bind mount; so is a
/// subvolume at its first place, although the top level of its device may be mounted too. A place
/// that another mount hides is none, and no more is the very place of the mount in question. Looks at the
/// first MaxOriginals mounts alone, and at MaxLooks for the whole table: then it is no bind mount, and promises
/// nothing.
class Originals
{
public:
    explicit Originals(const QList<InfoLine> &lines)
        : m_lines(lines)
    {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            m_targets.insert(lines.at(i).mount.target);
            m_shows[{lines.at(i).device, lines.at(i).root}].append(i);
        }
    }

    [[nodiscard]] BytePath of(qsizetype index)
    {
        const InfoLine &line = m_lines.at(index);
        BytePath found;
        qsizetype left = std::min(MaxOriginals, m_looksLeft);
        // The kernel's word for a folder that is gone or out of sight is no path.
        if (cleanFolder(line.root).value_or(BytePath()) != line.root || line.root.count('/') > MaxDepth)
            return found;
        eachFolderDown(line.root, [&](const BytePath &root) {
            const auto shows = m_shows.constFind({line.device, root});
            if (shows == m_shows.constEnd() || (root != line.root && line.subvolume))
                return true;
            for (const qsizetype other : *shows) {
                if ((root == line.root && other >= index) || left-- <= 0)
                    break;
                --m_looksLeft;
                const BytePath place = pathThrough(m_lines.at(other), line.root);
                if (holderOf(place) == m_lines.at(other).mount.target) {
                    found = place;
                    return false;
                }
            }
            return left > 0;
        });
        return found;
    }

private:
    [[nodiscard]] BytePath holderOf(const BytePath &path) const
    {
        BytePath holder;
        eachFolderDown(path, [&](const BytePath &folder) {
            if (m_targets.contains(folder))
                holder = folder;
            return true;
        });
        return holder;
    }

    const QList<InfoLine> &m_lines;
    QSet<BytePath> m_targets;
    QHash<Place, QList<qsizetype>> m_shows; ///< by device and root
    qsizetype m_looksLeft = MaxLooks;
};

/// Leaves out what the kernel's views are and what is mounted inside them. Of those on one place the later one stays:
/// tables without parents that can be followed, as some containers show, have several.
template<typename Line, typename MountOf> void keepLast(QList<Line> &lines, MountOf mountIn, bool viewsFirst)
{
    const auto leaveOutViews = [&] {
        QSet<BytePath> views;
        for (const Line &line : std::as_const(lines)) {
            if (isKernelView(mountIn(line).type))
                views.insert(mountIn(line).target);
        }
        lines.removeIf([&](const Line &line) {
            return !eachFolderDown(mountIn(line).target,
                                   [&views](const BytePath &folder) { return !views.contains(folder); });
        });
    };
    if (viewsFirst)
        leaveOutViews();
    QHash<BytePath, qsizetype> last;
    for (qsizetype i = 0; i < lines.size(); ++i)
        last.insert(mountIn(lines.at(i)).target, i);
    qsizetype at = 0;
    lines.removeIf([&](const Line &line) { return last.value(mountIn(line).target) != at++; });
    if (!viewsFirst)
        leaveOutViews();
}

/// Reads each line of a table; nothing where it is beyond all measure.
template<typename Line, typename Read> QList<Line> readLines(const QByteArray &text, Read read)
{
    QList<Line> lines;
    const bool sound = text.size() <= MaxTableBytes && eachPart(text, '\n', [&](QByteArrayView row) {
                           Line line;
                           const LineIs kind = read(row, line);
                           if (kind == LineIs::Mount)
                               lines.append(line);
                           return kind != LineIs::Impossible && lines.size() <= MaxMounts;
                       });
    return sound ? lines : QList<Line>();
}

LineIs readOlderLine(QByteArrayView line, Mount &mount)
{
    const QList<QByteArrayView> words = wordsOf(line);
    if (words.size() > MaxWords)
        return LineIs::Impossible;
    if (words.size() < 3 || !words.at(1).startsWith('/'))
        return LineIs::None;
    const std::optional<Mount> read = mountOfWords(words.at(0), words.at(1), words.at(2));
    if (!read)
        return LineIs::Impossible;
    mount = *read;
    mount.readOnly = isReadOnly(words.value(3));
    return LineIs::Mount;
}

} // namespace

QList<Mount> readMounts(const QByteArray &text)
{
    QList<Mount> mounts = readLines<Mount>(text, readOlderLine);
    keepLast(
        mounts, [](const Mount &mount) -> const Mount & { return mount; }, false);
    return mounts;
}

QList<Mount> readMountInfo(const QByteArray &text)
{
    QList<InfoLine> lines = readLines<InfoLine>(text, readInfoLine);
    markCovered(lines);
    const QList<bool> hidden = hiddenOf(lines);
    qsizetype at = 0;
    lines.removeIf([&](const InfoLine &) { return hidden.at(at++); });
    keepLast(
        lines, [](const InfoLine &line) -> const Mount & { return line.mount; }, true);
    Originals originals(lines);
    QList<Mount> mounts;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        mounts.append(lines.at(i).mount);
        mounts.last().bindOf = originals.of(i);
    }
    return mounts;
}

const Mount *mountOf(const QList<Mount> &mounts, const BytePath &path)
{
    const Mount *best = nullptr;
    qsizetype depth = -1;
    for (const Mount &mount : mounts) {
        const qsizetype components = pathComponents(mount.target).size();
        if (holdsPath(mount.target, path) && components >= depth) {
            best = &mount;
            depth = components;
        }
    }
    return best;
}

} // namespace Nightkeep
