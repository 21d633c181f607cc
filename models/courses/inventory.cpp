// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/inventory.h"

#include "models/base/framefields.h"
#include "models/base/tr.h"
#include "models/zips/ziplisting.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace Nightkeep {

namespace {

constexpr qsizetype MostInventoryProblems = 100;
constexpr qint64 InventoryOfPath = 40; // of memory, beside its bytes
constexpr qint64 InventoryOfText = 160;

bool isInventoryHashed(CopyPlace place)
{
    return place == CopyPlace::Pool || place == CopyPlace::Trash;
}

/// Where it lies below the folder of its place.
BytePath inventoryPathBelow(const FoundFile &file)
{
    return isInventoryHashed(file.place) ? pathByHash(file.path) : file.path;
}

/// "1", "0" or empty; anything else is no answer.
std::optional<bool> inventoryFlag(FrameFields &fields, bool &sound)
{
    const QByteArray field = fields.bytes();
    sound = sound && (field.isEmpty() || field == "0" || field == "1");
    return field.isEmpty() ? std::nullopt : std::optional<bool>(field == "1");
}

/// How many fields a record is to have, where those at its end that are empty may be left out.
int inventoryCount(const FrameRecord &record, int most)
{
    return int(std::min<qsizetype>(record.fields.size(), most));
}

/// Of files: -1 is that nobody has counted them. Two can be added.
bool inventoryIsCount(qint64 number)
{
    return number >= -1 && number <= 1'000'000'000;
}

} // namespace

InventoryReader::InventoryReader(const InventoryOrder &order)
    : m_order(order)
    , m_hashes(order.hashes.cbegin(), order.hashes.cend())
{
}

bool InventoryReader::takeHead(const FrameRecord &record)
{
    FrameFields fields(record, 1);
    if (record.type == "now") {
        m_inventory.listedAt = fields.time();
        return fields.sound() && m_inventory.listedAt.isValid();
    }
    m_inventory.notChecked =
        Tr::tr("The backups were not looked into: the server has no %1.").arg(displayPath(fields.bytes()));
    return fields.sound();
}

/// Names, or nothing: what else they could be is not answered.
bool InventoryReader::takeConfig(const FrameRecord &record)
{
    FrameFields fields(record, inventoryCount(record, 3));
    m_inventory.fileSystemClass = fields.text();
    m_inventory.poolFolder = fields.bytes();
    m_inventory.trashFolder = fields.bytes();
    const auto isFolder = [](const BytePath &path) {
        return path.isEmpty() || (path.startsWith('/') && !leadsUpwards(path));
    };
    return fields.sound() && isFolder(m_inventory.poolFolder) && isFolder(m_inventory.trashFolder);
}

bool InventoryReader::takeOrigin(const FrameRecord &record)
{
    FrameFields fields(record, 3);
    const qint64 number = fields.number();
    const QString release = visibleText(withoutEntities(fields.text()));
    const auto origin = m_origins.insert(number, {release, visibleText(fields.text())});
    weigh(origin->first);
    weigh(origin->second);
    m_memory += InventoryOfText;
    return fields.sound() && number >= 0;
}

bool InventoryReader::takePlace(const FrameRecord &record)
{
    const qsizetype number = m_inventory.places.size();
    FrameFields fields(record, 4);
    const std::optional<CopyPlace> kind = fromName<CopyPlace>(fields.text());
    const std::optional<PlaceSight> sight = fromName<PlaceSight>(fields.text());
    PlaceSeen place;
    place.freeBytes = fields.number();
    place.totalBytes = fields.number();
    if (!fields.sound() || !kind || !sight || number >= m_order.places.size() || *kind != m_order.places[number].kind
        || place.freeBytes < -1 || place.totalBytes < -1)
        return false;
    place.kind = *kind;
    place.sight = *sight;
    place.folder = m_order.places[number].folder;
    m_inventory.places.append(place);
    return true;
}

bool InventoryReader::takeFile(const FrameRecord &record)
{
    FrameFields fields(record, 3);
    FoundFile file;
    file.bytes = fields.number();
    file.modified = fields.fileTime();
    file.path = fields.bytes();
    if (!fields.sound() || m_inventory.places.isEmpty() || file.bytes < 0 || file.bytes > MaxZipBytes
        || record.fields.at(1).isEmpty() || file.path.isEmpty() || file.path.startsWith('/') || leadsUpwards(file.path))
        return false;
    file.place = m_inventory.places.last().kind;
    if (isInventoryHashed(file.place) && !(isContentHash(file.path) && m_hashes.contains(file.path)))
        return false;
    m_isLeftOut = !file.modified.isValid();
    if (m_isLeftOut) {
        addProblem(impossibleTime(inventoryPathBelow(file)));
        return true;
    }
    m_memory += qint64(sizeof(FoundFile)) + InventoryOfPath + file.path.size();
    m_inventory.files.append(std::move(file));
    return true;
}

bool InventoryReader::takeCheck(const FrameRecord &record)
{
    FrameFields fields(record, inventoryCount(record, 6));
    const std::optional<ZipCheck> check = readZipCheck(fields);
    if (!check || m_before != "file")
        return false;
    if (m_isLeftOut)
        return true;
    FoundFile &file = m_inventory.files.last();
    file.check = *check;
    file.checkedAt = m_inventory.listedAt;
    weigh(file.check.detail);
    weigh(file.check.shortName);
    return true;
}

bool InventoryReader::takeInside(const FrameRecord &record)
{
    FrameFields fields(record, inventoryCount(record, 12));
    BackupInside inside;
    bool sound = m_before == "check";
    const std::optional<BackupFormat> format = fromName<BackupFormat>(fields.text());
    inside.type = visibleText(fields.text());
    inside.users = inventoryFlag(fields, sound);
    inside.files = inventoryFlag(fields, sound);
    inside.anonymous = inventoryFlag(fields, sound).value_or(false);
    inside.automated = inventoryFlag(fields, sound).value_or(false);
    const qint64 named = fields.number();
    const qint64 missing = fields.number();
    inside.firstMissing = visibleText(withoutEntities(fields.text()));
    const qint64 number = fields.number();
    const auto origin = m_origins.constFind(number);
    const qint64 inPool = fields.number();
    const qint64 notInPool = fields.number();
    if (!sound || !fields.sound() || !format || !inventoryIsCount(named) || missing < -1 || missing > named
        || (number != -1 && origin == m_origins.cend()) || !inventoryIsCount(inPool) || !inventoryIsCount(notInPool)
        || (inPool < 0) != (notInPool < 0))
        return false;
    if (number != -1)
        std::tie(inside.release, inside.siteHash) = std::tie(origin->first, origin->second);
    inside.format = *format;
    inside.filesNamed = qint32(named);
    inside.filesMissing = qint32(missing);
    inside.inPool = qint32(inPool);
    inside.notInPool = qint32(notInPool);
    if (m_isLeftOut)
        return true;
    for (const SharedText *text : {&inside.type, &inside.firstMissing, &inside.release, &inside.siteHash})
        weigh(*text);
    m_inventory.files.last().inside = std::move(inside);
    return true;
}

bool InventoryReader::takeTotal(const FrameRecord &record)
{
    FrameFields fields(record, 2);
    const qint64 files = fields.number();
    const qint64 bytes = fields.number();
    if (!fields.sound() || files < 0 || bytes < 0 || m_inventory.places.isEmpty())
        return false;
    m_inventory.places.last().files = files;
    m_inventory.places.last().bytes = bytes;
    return true;
}

void InventoryReader::weigh(const SharedText &text)
{
    if (text.isEmpty() || m_weighed.contains(&text.text()))
        return;
    m_weighed.insert(&text.text());
    m_memory += InventoryOfText + 2 * qint64(text.size());
}

void InventoryReader::addProblem(const QString &problem)
{
    QStringList &problems = m_inventory.places.last().problems;
    if (problems.size() < MostInventoryProblems - 1) {
        problems.append(problem);
        m_memory += InventoryOfText + 2 * qint64(problem.size());
    } else if (problems.size() < MostInventoryProblems)
        problems.append(Tr::tr(".: and more that could not be looked into", "as find says it"));
}

Result<void> InventoryReader::take(const FrameRecord &record)
{
    bool isSound = true;
    if (record.type == "now" || record.type == "LACKS")
        isSound = takeHead(record);
    else if (record.type == "config")
        isSound = takeConfig(record);
    else if (record.type == "origin")
        isSound = takeOrigin(record);
    else if (record.type == "place")
        isSound = takePlace(record);
    else if (record.type == "file")
        isSound = takeFile(record);
    else if (record.type == "check")
        isSound = takeCheck(record);
    else if (record.type == "inside")
        isSound = takeInside(record);
    else if (record.type == "total")
        isSound = takeTotal(record);
    else if (record.type == "problem" && !m_inventory.places.isEmpty())
        addProblem(displayPath(record.fields.value(0)));
    else if (record.type == "refused")
        return fail(ErrorKind::NotFound,
                    Tr::tr("The server cannot look through the places of the backups (%1).")
                        .arg(displayPath(record.fields.join(", "))),
                    Tr::tr("See whether the folders of the site are right."));
    m_before = record.type;
    if (!isSound)
        return damagedRecord(record);
    if (m_memory > MaxInventoryMemory)
        return fail(ErrorKind::Damaged, Tr::tr("The places of the backups hold more files than Nightkeep can hold."),
                    Tr::tr("What was known before is kept. See whether the folders of the site are right."));
    return {};
}

Result<Inventory> InventoryReader::finish()
{
    if (!m_inventory.listedAt.isValid() || m_inventory.places.size() != m_order.places.size())
        return damagedRecord({QByteArrayLiteral("answer"), {}});
    for (PlaceSeen &place : m_inventory.places) {
        if (place.sight == PlaceSight::Seen && !unseenFolders(place.problems).isEmpty())
            place.sight = PlaceSight::Partly;
    }
    std::sort(m_inventory.files.begin(), m_inventory.files.end(), isBefore); // in its place, for there are many
    return std::move(m_inventory);
}

namespace {

/// Finds files as they were before, if asked for them in their order.
class InventoryBefore
{
public:
    explicit InventoryBefore(const QList<FoundFile> &earlier)
        : m_next(earlier.cbegin())
        , m_end(earlier.cend())
    {
    }
    /// The same file; null: there was none, or it has changed since.
    const FoundFile *same(const FoundFile &file)
    {
        while (m_next != m_end && isBefore(*m_next, file))
            ++m_next;
        const bool isSame = m_next != m_end && !isBefore(file, *m_next) && m_next->bytes == file.bytes
            && m_next->modified == file.modified;
        return isSame ? &*m_next : nullptr;
    }

private:
    QList<FoundFile>::const_iterator m_next;
    QList<FoundFile>::const_iterator m_end;
};

/// Whether what was found before is more than what was found now, of a file that is the same.
bool inventoryTellsMore(const ZipCheck &earlier, const ZipCheck &now)
{
    if (now.isDoubtful())
        return false;
    if (!earlier.isDoubtful())
        return earlier.level > now.level;
    // What hid the file, and what Moodle recorded of it, may have changed since. All else is in the file: a look as
    // deep would have found it again, and the deepest of those that find faults is to read it through.
    const bool isOfTheFile = earlier.fault != ZipFault::Unreadable && earlier.fault != ZipFault::OtherSize;
    return now.level == ZipLevel::NotChecked || (isOfTheFile && now.level < ZipLevel::ReadThrough);
}

} // namespace

QByteArrayList inventoryFields(const InventoryOrder &order)
{
    const QByteArray workers = order.workers > 0 ? ' ' + QByteArray::number(order.workers) : QByteArray();
    QByteArrayList fields {order.codeFolder, nameOf(order.depth).toLatin1() + workers,
                           QByteArray::number(order.places.size())};
    for (const BackupPlace &place : order.places)
        fields << nameOf(place.kind).toLatin1() << place.folder;
    QByteArray hashes;
    QSet<QByteArray> seen;
    for (const QByteArray &hash : order.hashes) {
        const qint64 bytes = order.sizes.value(hash, -1);
        if (bytes < 0 || !isContentHash(hash) || seen.contains(hash))
            continue;
        seen.insert(hash);
        hashes += (hashes.isEmpty() ? QByteArray() : QByteArray(" ")) + hash + ' ' + QByteArray::number(bytes);
    }
    fields << hashes;
    for (const auto &[place, path] : order.only)
        fields << nameOf(place).toLatin1() << path;
    return fields;
}

Result<Inventory> parseInventory(const QList<FrameRecord> &records, const InventoryOrder &order)
{
    InventoryReader reader(order);
    for (const FrameRecord &record : records) {
        if (const Result<void> taken = reader.take(record); !taken)
            return fail(taken.error());
    }
    return reader.finish();
}

void keepEarlierChecks(QList<FoundFile> &now, const QList<FoundFile> &earlier)
{
    InventoryBefore known(earlier);
    for (FoundFile &file : now) {
        const FoundFile *before = known.same(file);
        if (!before || !inventoryTellsMore(before->check, file.check))
            continue;
        file.check = before->check;
        file.checkedAt = before->checkedAt;
        file.inside = before->inside;
    }
}

QList<QPair<CopyPlace, BytePath>> filesToLookInto(const QList<FoundFile> &listed, const QList<FoundFile> &earlier,
                                                  const QHash<QByteArray, qint64> &sizes)
{
    QList<QPair<CopyPlace, BytePath>> files;
    InventoryBefore known(earlier);
    for (const FoundFile &file : listed) {
        const FoundFile *before = known.same(file);
        const bool isKnown = before && before->check.level != ZipLevel::NotChecked && !before->check.isDoubtful();
        // Moodle may record another size by now.
        if (!isKnown || (isInventoryHashed(file.place) && sizes.value(file.path, file.bytes) != file.bytes))
            files.append({file.place, file.path});
    }
    return files;
}

} // namespace Nightkeep
