// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/mounttable.h"

#include "models/storage/mountkind.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// "\040" and its like, as the kernel writes them, become bytes again.
QByteArray withoutEscapes(const QByteArray &escaped)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < escaped.size(); ++i) {
        bool isOctal = false;
        const uint code = escaped.at(i) == '\\' ? escaped.mid(i + 1, 3).toUInt(&isOctal, 8) : 0;
        if (isOctal && i + 3 < escaped.size() && code < 256) {
            bytes.append(static_cast<char>(code));
            i += 3;
        } else {
            bytes.append(escaped.at(i));
        }
    }
    return bytes;
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

bool isReadOnly(const QByteArray &options)
{
    return options.split(',').contains("ro");
}

Mount mountOfWords(const QByteArray &source, const QByteArray &target, const QByteArray &type)
{
    Mount mount;
    mount.source = withoutEscapes(source);
    mount.target = withoutEscapes(target);
    mount.type = QString::fromUtf8(type);
    mount.local = isLocalType(mount.type);
    return mount;
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
    bool hidden = false;
};

std::optional<InfoLine> readInfoLine(const QByteArray &line)
{
    constexpr qsizetype FixedWords = 6;
    const QByteArrayList words = line.trimmed().split(' ');
    const qsizetype dash = words.indexOf("-", FixedWords);
    if (dash < 0 || words.size() < dash + 3 || !words.at(4).startsWith('/'))
        return std::nullopt;
    InfoLine info {words.at(0), words.at(1), words.at(2), withoutEscapes(words.at(3)), {}};
    info.mount = mountOfWords(words.at(dash + 2), words.at(4), words.at(dash + 1));
    info.mount.readOnly = isReadOnly(words.at(5)) || isReadOnly(words.value(dash + 3));
    if (info.root != "/")
        info.mount.root = info.root;
    const QByteArrayList options = words.value(dash + 3).split(',') + words.at(5).split(',');
    info.subvolume = info.mount.type == QLatin1String("btrfs")
        && std::any_of(options.begin(), options.end(), [&info](const QByteArray &option) {
                         return option.startsWith("subvol=") && withoutEscapes(option.mid(7)) == info.root;
                     });
    return info;
}

/// A mount is hidden by one on top of it, by one laid over a folder above its place in the same file
/// system, and by whatever hides the mount that it stands in. Parents need not come first.
void markHidden(QList<InfoLine> &lines)
{
    QHash<QByteArray, qsizetype> places;
    for (qsizetype i = 0; i < lines.size(); ++i)
        places.insert(lines.at(i).id, i);
    QList<bool> buried(lines.size(), false);
    QList<bool> onTop(lines.size(), false); // has another mount on its very place
    for (qsizetype i = 0; i < lines.size(); ++i) {
        for (qsizetype j = 0; j < lines.size(); ++j) {
            if (i == j || lines.at(j).parent == lines.at(j).id)
                continue;
            const BytePath &place = lines.at(i).mount.target;
            const BytePath &other = lines.at(j).mount.target;
            if (lines.at(j).parent == lines.at(i).id && other == place)
                onTop[i] = true;
            else if (lines.at(j).parent == lines.at(i).parent && other != place && holdsPath(other, place))
                buried[i] = true;
        }
    }
    for (qsizetype i = 0; i < lines.size(); ++i) {
        bool hidden = onTop.at(i) || buried.at(i);
        // Bounded by the table's length: a table of rings would never end.
        qsizetype child = i;
        for (qsizetype step = 0; step < lines.size() && !hidden; ++step) {
            const qsizetype parent = places.value(lines.at(child).parent, -1);
            if (parent < 0 || parent == child)
                break;
            const bool covers = lines.at(parent).mount.target == lines.at(child).mount.target;
            hidden = buried.at(parent) || (onTop.at(parent) && !covers);
            child = parent;
        }
        lines[i].hidden = hidden;
    }
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
/// that another mount hides is none, and no more is the very place of the mount in question.
BytePath elsewhere(const QList<InfoLine> &lines, const QList<Mount> &mounts, qsizetype index)
{
    const InfoLine &line = lines.at(index);
    qsizetype shown = -1; // components of the best one's root
    BytePath found;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const InfoLine &other = lines.at(i);
        if (i == index || other.device != line.device || !holdsPath(other.root, line.root)
            || other.mount.target == line.mount.target)
            continue;
        if (other.root == line.root ? i > index : line.subvolume)
            continue;
        const BytePath place = pathThrough(other, line.root);
        const Mount *holder = mountOf(mounts, place);
        const qsizetype depth = pathComponents(other.root).size();
        if (!holder || holder->target != other.mount.target || (shown >= 0 && depth >= shown))
            continue;
        shown = depth;
        found = place;
    }
    return found;
}

/// Places of the kernel's views. What is mounted inside one is part of it.
bool isInKernelView(const QList<BytePath> &views, const Mount &mount)
{
    return std::any_of(views.begin(), views.end(),
                       [&mount](const BytePath &view) { return holdsPath(view, mount.target); });
}

} // namespace

QList<Mount> readMounts(const QByteArray &text)
{
    QList<Mount> mounts;
    QList<BytePath> views;
    const QByteArrayList lines = text.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArrayList words = line.trimmed().split(' ');
        if (words.size() < 3 || !words.at(1).startsWith('/'))
            continue;
        Mount mount = mountOfWords(words.at(0), words.at(1), words.at(2));
        mount.readOnly = isReadOnly(words.value(3));
        mounts.removeIf([&mount](const Mount &before) { return before.target == mount.target; });
        views.removeAll(mount.target);
        if (isKernelView(mount.type))
            views.append(mount.target);
        else
            mounts.append(mount);
    }
    mounts.removeIf([&views](const Mount &mount) { return isInKernelView(views, mount); });
    return mounts;
}

QList<Mount> readMountInfo(const QByteArray &text)
{
    QList<InfoLine> lines;
    const QByteArrayList rows = text.split('\n');
    for (const QByteArray &row : rows) {
        if (const std::optional<InfoLine> line = readInfoLine(row))
            lines.append(*line);
    }
    markHidden(lines);
    lines.removeIf([](const InfoLine &line) { return line.hidden; });
    QList<BytePath> views;
    for (const InfoLine &line : std::as_const(lines)) {
        if (isKernelView(line.mount.type))
            views.append(line.mount.target);
    }
    lines.removeIf([&views](const InfoLine &line) { return isInKernelView(views, line.mount); });
    QList<Mount> mounts;
    for (const InfoLine &line : std::as_const(lines))
        mounts.append(line.mount);
    QList<Mount> result;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        Mount mount = lines.at(i).mount;
        mount.bindOf = elsewhere(lines, mounts, i);
        // Tables without parents that can be followed, as some containers show: the later one wins.
        result.removeIf([&mount](const Mount &before) { return before.target == mount.target; });
        result.append(mount);
    }
    return result;
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
