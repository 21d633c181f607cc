// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/zips/zipcheck.h"

#include "models/base/bytepath.h"

#include <optional>
#include <tuple>

namespace Nightkeep {

/// A kind of place that holds backups on a site's data server.
enum class CopyPlace {
    CourseFolder, ///< 1.9: <data folder>/<course id>/backupdata/
    SharedFolder, ///< one folder for all courses, of either edition
    Pool, ///< 2.x: <data folder>/filedir/ab/cd/<hash>, unless config.php moves it
    Trash, ///< 2.x: <data folder>/trashdir, likewise: what was deleted and takes room still
};

template<>
inline constexpr auto Names<CopyPlace> = std::to_array<Name<CopyPlace>>({
    {CopyPlace::CourseFolder, "courseFolder"},
    {CopyPlace::SharedFolder, "sharedFolder"},
    {CopyPlace::Pool, "pool"},
    {CopyPlace::Trash, "trash"},
});
[[nodiscard]] QString copyPlaceWord(CopyPlace place); ///< for people

/// Whether it can be a file's name in the pool: the SHA-1 of its content, 40 of [0-9a-f].
[[nodiscard]] bool isContentHash(const QByteArray &text);
/// Where a file lies below the folder of the pool or of the trash: "ab/cd/<hash>".
[[nodiscard]] BytePath pathByHash(const QByteArray &hash);

/// What a file is by its first bytes, whatever its name ends in.
enum class BackupFormat { Unknown, Zip, TarGz };

template<>
inline constexpr auto Names<BackupFormat> = std::to_array<Name<BackupFormat>>({
    {BackupFormat::Unknown, "unknown"},
    {BackupFormat::Zip, "zip"},
    {BackupFormat::TarGz, "targz"},
});

/// What a backup says of itself beyond what ZipCheck holds: moodle.xml (facts/moodle.md A5), or moodle_backup.xml and
/// files.xml (B2).
struct BackupInside
{
    BackupFormat format = BackupFormat::Unknown;
    QString type; ///< "course", "section", "activity"; empty: not known
    std::optional<bool> users; ///< whether it holds users' data; nullopt: not known
    std::optional<bool> files; ///< include_files of an mbz, COURSEFILES of a zip
    bool anonymous = false;
    bool automated = false; ///< mode 50 of an mbz; of a zip nobody can tell
    qint64 filesNamed = -1; ///< in files.xml, each content once; -1: not counted, or `files` is false
    qint64 filesMissing = -1; ///< of those, not in the archive; -1: nobody looked
    qint64 inPool = -1; ///< of the files that are named and not inside, as `files` is false: in the pool when it was
                        ///< looked at; -1: nobody looked
    qint64 notInPool = -1; ///< and those that were not: without these it would restore
    QString firstMissing; ///< name of the first that is missing
    QString release; ///< of the Moodle that made it
    QString siteHash; ///< original_site_identifier_hash: MD5 of the site's identifier

    static constexpr auto fields()
    {
        return std::tuple {Field {"format", &BackupInside::format}.orMissing(),
                           Field {"type", &BackupInside::type}.orMissing(),
                           Field {"users", &BackupInside::users}.orMissing(),
                           Field {"files", &BackupInside::files}.orMissing(),
                           Field {"anonymous", &BackupInside::anonymous}.orMissing(),
                           Field {"automated", &BackupInside::automated}.orMissing(),
                           Field {"filesNamed", &BackupInside::filesNamed}.from(0).orMinusOne().orMissing(),
                           Field {"filesMissing", &BackupInside::filesMissing}.from(0).orMinusOne().orMissing(),
                           Field {"inPool", &BackupInside::inPool}.from(0).orMinusOne().orMissing(),
                           Field {"notInPool", &BackupInside::notInPool}.from(0).orMinusOne().orMissing(),
                           Field {"firstMissing", &BackupInside::firstMissing}.orMissing(),
                           Field {"release", &BackupInside::release}.orMissing(),
                           Field {"siteHash", &BackupInside::siteHash}.orMissing()};
    }
    bool operator==(const BackupInside &) const = default;
};

/// A file that was found on the data server, and how far it was looked at.
struct FoundFile
{
    CopyPlace place = CopyPlace::CourseFolder;
    BytePath path; ///< below the place's folder; in the pool and the trash its hash
    qint64 bytes = 0;
    QDateTime modified; ///< UTC, kept to the second
    ZipCheck check = {}; ///< Closed in the pool too: it has its size
    QDateTime checkedAt; ///< UTC, when `check` was found; a file that changed since is not checked
    BackupInside inside = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"place", &FoundFile::place},
                           Field {"path", &FoundFile::path}.namesObject(),
                           Field {"bytes", &FoundFile::bytes}.from(0),
                           Field {"modified", &FoundFile::modified},
                           Field {"check", &FoundFile::check}.inlined(),
                           Field {"checkedAt", &FoundFile::checkedAt}.orMissing(),
                           Field {"inside", &FoundFile::inside}.inlined()};
    }
    bool operator==(const FoundFile &) const = default;
};

/// By place and path, as a reading has its files.
[[nodiscard]] inline bool isBefore(const FoundFile &one, const FoundFile &other)
{
    return std::tie(one.place, one.path) < std::tie(other.place, other.path);
}

} // namespace Nightkeep
