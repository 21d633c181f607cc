// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/frame.h"
#include "models/base/result.h"
#include "models/courses/foundfile.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// A place that is looked through.
struct BackupPlace
{
    CopyPlace kind = CopyPlace::CourseFolder;
    BytePath folder; ///< absolute, on the data server
    bool operator==(const BackupPlace &) const = default;
};

/// What resources/remote/backups.sh is asked: one pass over all places of a server.
struct InventoryOrder
{
    enum class Depth {
        List, ///< names, sizes and times alone
        Closed, ///< and whether each is closed properly, by bounded parts
        Through, ///< and every byte of it, and whether all is inside
    } depth = Depth::Closed;
    QList<BackupPlace> places;
    QByteArrayList hashes; ///< in the pool, those that Moodle records; each 40 of [0-9a-f]
    QHash<QByteArray, qint64> sizes = {}; ///< of these, as recorded; one that is not as long is OtherSize
    BytePath codeFolder = {}; ///< of Moodle: its config.php may say that the pool is elsewhere; empty: not asked
    /// The files that are looked at, by place and path; empty: all that there are. Where nothing is looked into, all
    /// are listed in any case.
    QList<QPair<CopyPlace, BytePath>> only = {};
    int workers = 0; ///< processes that look at one time, at most 9; 0: as the server's processors allow
};

template<>
inline constexpr auto Names<InventoryOrder::Depth> = std::to_array<Name<InventoryOrder::Depth>>({
    {InventoryOrder::Depth::List, "list"},
    {InventoryOrder::Depth::Closed, "closed"},
    {InventoryOrder::Depth::Through, "through"},
});

/// One more whenever backups.sh finds what it did not find before in a file that is the same: then all are looked into
/// again, also those that are known.
inline constexpr qint64 inventoryLooks = 1;

/// The input of resources/remote/backups.sh, but for the root, in this order: code folder; the depth's word, and
/// behind a blank the number of workers, if that is given; the number of places, and of each its kind's word and its
/// folder; one field with hashes and sizes,
/// "<hash> <size> <hash> <size>...", a single blank between all; then of each of `only` its place's word and its path.
/// Hashes that are none, or have no size, are left out.
[[nodiscard]] QByteArrayList inventoryFields(const InventoryOrder &order);

/// How far a place could be looked through.
enum class PlaceSight {
    Seen, ///< all of it
    Partly, ///< `problems` say what not
    Missing, ///< there is no such folder
    Unreadable,
    NotAsked, ///< the server did not answer, or this Moodle keeps it where nobody can look (fileSystemClass)
};

template<>
inline constexpr auto Names<PlaceSight> = std::to_array<Name<PlaceSight>>({
    {PlaceSight::Seen, "seen"},
    {PlaceSight::Partly, "partly"},
    {PlaceSight::Missing, "missing"},
    {PlaceSight::Unreadable, "unreadable"},
    {PlaceSight::NotAsked, "notAsked"},
});

struct PlaceSeen
{
    CopyPlace kind = CopyPlace::CourseFolder;
    BytePath folder;
    PlaceSight sight = PlaceSight::NotAsked;
    QStringList problems; ///< in the server's words, at most 100; paths below the folder begin with "./"
    qint64 freeBytes = -1; ///< of its file system; -1: not known
    qint64 totalBytes = -1;
    qint64 files = 0; ///< of a trash: how many files and bytes lie in it, backups or not
    qint64 bytes = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &PlaceSeen::kind},
                           Field {"folder", &PlaceSeen::folder}.namesObject(),
                           Field {"sight", &PlaceSeen::sight},
                           Field {"problems", &PlaceSeen::problems},
                           Field {"freeBytes", &PlaceSeen::freeBytes}.from(0).orMinusOne(),
                           Field {"totalBytes", &PlaceSeen::totalBytes}.from(0).orMinusOne(),
                           Field {"files", &PlaceSeen::files}.from(0),
                           Field {"bytes", &PlaceSeen::bytes}.from(0)};
    }
    bool operator==(const PlaceSeen &) const = default;
};

/// What resources/remote/backups.sh answers, in this order:
///   now(epoch) config(alternative_file_system_class, filedir, trashdir: where config.php can be read)? LACKS(tool)?
///   { place(kind, sight, free bytes, total bytes; -1 unknown)
///     { origin(number, release, site hash)?
///       file(bytes, mtime, path) check(level, fault, of what, course, date, short name)?
///       inside(format, type, users, files, anonymous, automated, files named, files missing, first missing, number of
///              the origin, of the files named in the pool, not in it)? }*   in any order
///     total(files, bytes)?  of a trash    problem(text)* }*   in the order asked for
///   finished(), or refused(code, argument...) finished().
/// Words are those of Names<>; yes and no are "1" and "0", and what is not known is empty; empty fields at the end
/// of config, check and inside may be left out. A file that was not looked into has neither check nor inside.
struct Inventory
{
    QDateTime listedAt; ///< UTC, by the server's clock, before the search began
    QList<PlaceSeen> places; ///< as they were asked for
    QList<FoundFile> files; ///< by place and path; of the pool those that are there
    /// alternative_file_system_class of config.php, empty where that does not set it; nullopt: it could not be read.
    std::optional<QString> fileSystemClass;
    BytePath poolFolder; ///< $CFG->filedir of config.php: absolute; empty where that does not set it
    BytePath trashFolder; ///< its $CFG->trashdir
    QString notChecked; ///< why none was looked into, a sentence; empty: they were, or nobody wanted it
};

/// The most that is read of such an answer, and held of it.
inline constexpr qint64 MaxInventoryBytes = 1024LL * 1024 * 1024;
inline constexpr qint64 MaxInventoryMemory = 248LL * 1024 * 1024;

/// Takes the records of an answer as they come. Damaged where a path leads upwards, a file has more than 8 TiB, a
/// place was not asked for, a record makes no sense or there are so many files that they need more than
/// MaxInventoryMemory; NotFound, naming it, where the server refuses the order itself. A file whose time is impossible
/// is none but a problem of its place, which is then seen partly. Whoever runs the program may cancel it.
class InventoryReader
{
public:
    explicit InventoryReader(const InventoryOrder &order); ///< which must live as long
    [[nodiscard]] Result<void> take(const FrameRecord &record);
    [[nodiscard]] Result<Inventory> finish();

private:
    [[nodiscard]] bool takeHead(const FrameRecord &record); ///< what stands before the places
    [[nodiscard]] bool takeConfig(const FrameRecord &record);
    [[nodiscard]] bool takeOrigin(const FrameRecord &record);
    [[nodiscard]] bool takePlace(const FrameRecord &record);
    [[nodiscard]] bool takeFile(const FrameRecord &record);
    [[nodiscard]] bool takeCheck(const FrameRecord &record);
    [[nodiscard]] bool takeInside(const FrameRecord &record);
    [[nodiscard]] bool takeTotal(const FrameRecord &record);
    void addProblem(const QString &problem);
    void weigh(const SharedText &text);

    const InventoryOrder &m_order;
    QSet<QByteArray> m_hashes;
    QHash<qint64, QPair<SharedText, SharedText>> m_origins; ///< release and site hash, which many share
    Inventory m_inventory;
    QByteArray m_before; ///< type of the record before
    bool m_isLeftOut = false; ///< the last file, for its time is impossible
    qint64 m_memory = 0;
    QSet<const QString *> m_weighed; ///< texts that are counted in it
};

[[nodiscard]] Result<Inventory> parseInventory(const QList<FrameRecord> &records, const InventoryOrder &order);

/// What was found of a file before holds for as long as its size and its time are the same: the deeper of the two
/// looks, where the later has found no fault. `earlier` and `now` by place and path, as Inventory has them.
void keepEarlierChecks(QList<FoundFile> &now, const QList<FoundFile> &earlier);

/// Which of the files that were listed are to be looked into: those of which nothing is known, for they are new or have
/// changed since, and those of which there was anything to be said: what is wrong may have been put right.
[[nodiscard]] QList<QPair<CopyPlace, BytePath>> filesToLookInto(const QList<FoundFile> &listed,
                                                                const QList<FoundFile> &earlier,
                                                                const QHash<QByteArray, qint64> &sizes);

} // namespace Nightkeep
