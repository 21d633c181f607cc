// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/courses/coursebackups.h"
#include "models/coverage/serverrow.h"
#include "models/places/handover.h"
#include "models/retention/legalhold.h"
#include "models/retention/nightpicture.h"
#include "models/retention/promise.h"
#include "models/retention/retentionplay.h"
#include "models/settings/settingsservice.h"

namespace Nightkeep {

/// Real sizes, where they are known: -1 where not.
struct RetentionSizes
{
    qint64 courses = 0; ///< courses that are backed up
    qint64 courseNight = -1; ///< bytes of one copy of each course
    qint64 dump = -1; ///< of one dump

    static constexpr auto fields()
    {
        return std::tuple {Field {"courses", &RetentionSizes::courses}.from(0),
                           Field {"courseNight", &RetentionSizes::courseNight}, Field {"dump", &RetentionSizes::dump}};
    }
    bool operator==(const RetentionSizes &) const = default;
};

/// One part of what survives a loss: where copies are, and what is lost with what.
struct CopyPlaceFacts
{
    QString what; ///< "Course backups", "Database dumps", "Term archive moodle-2008-summer"
    QString home; ///< "moodle-b, /data/moodle", "storage manager, node moodle-p"
    QString building; ///< "Wolfson House"; empty: nobody has said
    QString medium; ///< "disk", "tape"; empty: nobody has said
    QString account; ///< whose credentials can destroy it: "root on moodle-b"; empty: not known
    std::optional<bool> changeable; ///< whether that account can change or delete it; nullopt: not known

    static constexpr auto fields()
    {
        return std::tuple {
            Field {"what", &CopyPlaceFacts::what},         Field {"home", &CopyPlaceFacts::home},
            Field {"building", &CopyPlaceFacts::building}, Field {"medium", &CopyPlaceFacts::medium},
            Field {"account", &CopyPlaceFacts::account},   Field {"changeable", &CopyPlaceFacts::changeable}};
    }
    bool operator==(const CopyPlaceFacts &) const = default;
};

/// What the storage manager does with one folder of a server, and how that is known.
struct FolderStorage
{
    std::optional<StorageRules> rules = {};
    bool isKnown = false; ///< absent rules mean then that no copy of it is off the server
    bool isSeen = false; ///< on the server's own word; else on the page's
    CoverageState coverage = CoverageState::Unknown;
    QDateTime lastIncremental = {}; ///< invalid: not known

    bool operator==(const FolderStorage &) const = default;
};

/// All that retention knows of a site: for the page, the verbs and the pack alike.
struct RetentionView
{
    Site site;
    QDateTime now; ///< in the site's zone
    RetentionPolicy policy; ///< as it is in force, by what was read; what is not known is absent
    QStringList missing; ///< figures that the answers lack, sentences: "How long moodle-b keeps replaced copies"
    RetentionSizes sizes;
    QList<RestorePoint> courses; ///< by the rules
    QList<RestorePoint> dumps;
    NightPicture nights; ///< by the rules, and rows `real/...` from what was seen
    QStringList differences; ///< between the rules and what was seen, sentences
    QList<PromiseVerdict> promises; ///< in the order of the page
    QList<LegalHold> holds; ///< those that hold
    QList<CopyPlaceFacts> places;
    FolderStorage data; ///< the site's data folder, which holds the courses' backups
    FolderStorage dumpFolder;
    FolderStorage code;
    QDateTime saidAt; ///< the older of what Moodle and the data server said; invalid: one never did

    /// "Any night of the last 60 days can be restored for each course" or how many cannot, with the age of what that
    /// rests on.
    [[nodiscard]] PageAnswer answer() const;
};

/// What people have said of retention.
struct RetentionRecords
{
    QList<Promise> promises; ///< in the order of the page
    QList<LegalHold> holds; ///< ended ones too, newest first
    QList<ErasureRecord> erasures; ///< newest first
};

/// What a view is made of; all of it is read already.
struct RetentionReading
{
    Site site;
    QDateTime now;
    SiteBackups backups;
    SettingsView settings;
    QList<ServerRow> servers;
    QList<ArchiveRecord> archives;
    RetentionRecords records;
    int nights = 60; ///< in the picture: 60 to 1,826
    QList<HandOver> handOvers = {}; ///< of archives to places
};
/// Pure: no clock.
[[nodiscard]] RetentionView makeRetentionView(const RetentionReading &reading);
/// Its nights alone, without judging any promise.
[[nodiscard]] NightPicture makeNightPicture(const RetentionReading &reading);

// Its parts, each beside the file that is named as it:

/// The rules in force for a site: what Moodle says, and what the storage manager was seen to do or was agreed.
/// `missing` gets what is not known.
[[nodiscard]] RetentionPolicy policyInForce(const RetentionReading &reading, QStringList &missing); // policyinforce.cpp
[[nodiscard]] RetentionSizes sizesOf(const RetentionReading &reading); // policyinforce.cpp
/// Where the page's script puts the dumps, on the database's server.
[[nodiscard]] BytePath pageDumpFolder();
/// Of a folder of the server of that name, by its coverage, and by its management class or the figures agreed.
/// `missing`, where given, gets what is not known.
[[nodiscard]] FolderStorage folderStorage(const RetentionReading &reading, const QString &server,
                                          const BytePath &folder, QStringList *missing = nullptr); // policyinforce.cpp
/// Null: the matrix has none of that name.
[[nodiscard]] const ServerRow *retentionServer(const QList<ServerRow> &servers, const QString &name);
/// By the rules alone.
[[nodiscard]] QList<NightRow> idealNights(const RetentionView &view, const QDate &first); // idealnights.cpp
/// From what the inventories and logs have seen. `differences` gets where that is not what the rules would give.
[[nodiscard]] QList<NightRow> realNights(const RetentionReading &reading, const RetentionView &view, const QDate &first,
                                         QStringList &differences); // realnights.cpp
/// Each promise held against the rules and what was seen.
[[nodiscard]] QList<PromiseVerdict> judgePromises(const RetentionReading &reading, const RetentionView &view);
/// Where copies are: by the archive's places, the servers and what was said of them.
[[nodiscard]] QList<CopyPlaceFacts> copyPlaces(const RetentionReading &reading); // survival.cpp

/// What a disaster takes.
enum class LossOf {
    Building,
    RootAccount, ///< of a server: what it may change or delete
    StorageAccount, ///< of the storage manager, likewise
};
struct PlaceLoss
{
    LossOf kind = LossOf::Building;
    QString name; ///< as the places have it: "Wolfson House", "root on moodle-b"

    bool operator==(const PlaceLoss &) const = default;
};
/// The losses that can be asked about: each building and each account that a place names.
[[nodiscard]] QList<PlaceLoss> possibleLosses(const QList<CopyPlaceFacts> &places);
/// Of one copy. Good: it is left; bad: it is lost; unknown: it is not said where it is, or who can change it.
[[nodiscard]] State stateAfterLoss(const CopyPlaceFacts &place, const PlaceLoss &lost); // survival.cpp

} // namespace Nightkeep
