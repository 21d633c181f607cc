// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/sharedtext.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Nightkeep {

/// How far a zip was looked at and found sound. The lower two say nothing of what its files hold.
enum class ZipLevel : quint8 {
    NotChecked,
    Closed, ///< it ends where its directory says; a course backup holds moodle.xml, of that course and, where it packs
            ///< to half a MiB at most, whole
    ReadThrough, ///< and every byte is as its checksum says
    Complete, ///< and all is inside that its own lists name; of a course backup alone
};

/// The words are those of resources/remote/zips.sh and backups.sh too.
template<>
inline constexpr auto Names<ZipLevel> = std::to_array<Name<ZipLevel>>({
    {ZipLevel::NotChecked, "notChecked"},
    {ZipLevel::Closed, "closedProperly"},
    {ZipLevel::ReadThrough, "readThrough"},
    {ZipLevel::Complete, "completeInside"},
});

/// Why a zip is no sound backup.
enum class ZipFault : quint8 {
    None,
    Unreadable, ///< the server would not let it be read
    Empty,
    NoZip, ///< a web page, zeros, another format under a zip's name
    CutOff, ///< begins as a zip and has no end
    MoreBehind, ///< something stands behind its end
    WrongLength, ///< bytes are missing or too many before its directory
    NoDirectory, ///< its directory is not what its end says
    Split, ///< a part of one on several disks
    NoMoodleXml,
    Encrypted,
    DamagedXml,
    StrangePacking, ///< its moodle.xml is packed as nobody here can unpack
    NoBackup, ///< its moodle.xml is none of a backup
    CutXml, ///< its moodle.xml breaks off
    OtherCourse, ///< sound, but of another course than its folder
    DamagedMember, ///< a file in it is not as its checksum says
    Bomb, ///< would unpack to more than deflating can hold
    MissingFiles, ///< its files.xml names files that are not inside
    OtherSize, ///< of a pool: not as long as Moodle records
    OtherHash, ///< of a pool: its content is not that of its name
};

template<>
inline constexpr auto Names<ZipFault> = std::to_array<Name<ZipFault>>({
    {ZipFault::None, "none"},
    {ZipFault::Unreadable, "unreadable"},
    {ZipFault::Empty, "empty"},
    {ZipFault::NoZip, "noZip"},
    {ZipFault::CutOff, "cutOff"},
    {ZipFault::MoreBehind, "moreBehind"},
    {ZipFault::WrongLength, "wrongLength"},
    {ZipFault::NoDirectory, "noDirectory"},
    {ZipFault::Split, "split"},
    {ZipFault::NoMoodleXml, "noMoodleXml"},
    {ZipFault::Encrypted, "encrypted"},
    {ZipFault::DamagedXml, "damagedXml"},
    {ZipFault::StrangePacking, "strangePacking"},
    {ZipFault::NoBackup, "noBackup"},
    {ZipFault::CutXml, "cutXml"},
    {ZipFault::OtherCourse, "otherCourse"},
    {ZipFault::DamagedMember, "damagedMember"},
    {ZipFault::Bomb, "bomb"},
    {ZipFault::MissingFiles, "missingFiles"},
    {ZipFault::OtherSize, "otherSize"},
    {ZipFault::OtherHash, "otherHash"},
});

/// What is known of the inside of a zip.
struct ZipCheck
{
    ZipLevel level = ZipLevel::NotChecked;
    ZipFault fault = ZipFault::None;
    SharedText detail; ///< the server's words, or the name of the file in it
    std::optional<qint64> course; ///< by its moodle.xml; not known where nobody looked so far
    QDateTime made; ///< UTC, by its moodle.xml
    SharedText shortName; ///< of the course, by its moodle.xml; empty: not known

    [[nodiscard]] bool isDoubtful() const { return fault != ZipFault::None; }

    static constexpr auto fields()
    {
        return std::tuple {Field {"checked", &ZipCheck::level}.orMissing(),
                           Field {"fault", &ZipCheck::fault}.orMissing(),
                           Field {"faultDetail", &ZipCheck::detail}.orMissing(),
                           Field {"courseInside", &ZipCheck::course}.orMissing(),
                           Field {"madeInside", &ZipCheck::made}.orMissing(),
                           Field {"shortNameInside", &ZipCheck::shortName}.orMissing()};
    }
    bool operator==(const ZipCheck &) const = default;
};

[[nodiscard]] QString zipLevelWord(ZipLevel level); ///< for people
/// "it is cut off: its end is missing", without a full stop; empty where there is no fault.
[[nodiscard]] QString zipFaultWords(const ZipCheck &check);

} // namespace Nightkeep
