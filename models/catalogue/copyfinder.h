// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/catalogue/cataloguestore.h"
#include "models/courses/courseservice.h"

namespace Nightkeep {

/// A copy of a course that could be had, somewhere.
struct FoundCopy
{
    enum class Where {
        Server, ///< where Moodle's backups are
        Archive, ///< in a term archive that lies on its server
        ArchivePlace, ///< in one that was handed over, to `place`
        StorageManager, ///< an active version of the file
        OlderVersion, ///< an inactive one
    } where = Where::Server;
    BytePath path; ///< of the file, or within the archive
    QString run; ///< of an archive
    QString place; ///< ArchivePlace
    QDateTime made; ///< UTC; invalid: not known
    qint64 bytes = -1;
    State standing = State::Unknown; ///< good: sound, and proven to be there
    QString proof; ///< why, in a sentence
    QString until; ///< until when it lasts, in words; empty: not known
    QDate lastsUntil; ///< where that is a day
    QStringList steps; ///< to get it, exactly; commands as they are typed
    QByteArray sha256; ///< hex, by the archive's manifest; empty: there is none to hold it against

    static constexpr auto fields()
    {
        return std::tuple {Field {"where", &FoundCopy::where},       Field {"path", &FoundCopy::path}.namesObject(),
                           Field {"run", &FoundCopy::run},           Field {"place", &FoundCopy::place},
                           Field {"made", &FoundCopy::made},         Field {"bytes", &FoundCopy::bytes},
                           Field {"standing", &FoundCopy::standing}, Field {"proof", &FoundCopy::proof},
                           Field {"until", &FoundCopy::until},       Field {"lastsUntil", &FoundCopy::lastsUntil},
                           Field {"steps", &FoundCopy::steps},       Field {"sha256", &FoundCopy::sha256}};
    }
    bool operator==(const FoundCopy &) const = default;
};

template<>
inline constexpr auto Names<FoundCopy::Where> = std::to_array<Name<FoundCopy::Where>>({
    {FoundCopy::Where::Server, "server"},
    {FoundCopy::Where::Archive, "archive"},
    {FoundCopy::Where::ArchivePlace, "archivePlace"},
    {FoundCopy::Where::StorageManager, "storageManager"},
    {FoundCopy::Where::OlderVersion, "olderVersion"},
});

[[nodiscard]] QString foundWhereWord(FoundCopy::Where where); ///< for people

struct FoundCopies
{
    QList<FoundCopy> copies; ///< best first
    QStringList notAsked; ///< where nobody could look, and why: sentences
};

/// Best first. As a course was on `day`: the last that was made by its end, and what was made after it last; those that
/// are known to be bad behind all others. Of two from one moment the one that is better proven, then the nearer one.
/// `day` is one in `zone`; invalid: the newest first.
void sortBestFirst(QList<FoundCopy> &copies, const QDate &day, const QTimeZone &zone);

/// A course of which a copy is looked for. By its key another page leads to the page of the archives, which asks.
struct SoughtCopy
{
    QString site;
    QString course; ///< as of CopyFinder::find()
    bool operator==(const SoughtCopy &) const = default;
};
[[nodiscard]] QString soughtCopyKey(const SoughtCopy &sought);
[[nodiscard]] std::optional<SoughtCopy> soughtCopy(const QString &key); ///< nullopt: it is another key

struct FinderFacts;
struct StorageVersion;
class VerificationService;

/// "Where is BIOC1001 as it was in June 2008?" Calls block: use a job.
class CopyFinder
{
public:
    CopyFinder(CatalogueStore &store, CourseService &courses, ArchiveService &archives, SiteStore &sites,
               ServerStore &servers, RemoteHosts &hosts, Clock clock);

    /// `course`: a short name, of then or now, or a number. `day`: as it was then; invalid: the newest. `asks`: the
    /// storage manager too, by the data server's client.
    [[nodiscard]] Result<FoundCopies> find(const QString &site, const QString &course, const QDate &day, bool asks,
                                           const CancelToken &cancel, const ProgressSink &progress = {}) const;
    [[nodiscard]] Result<QList<CatalogueHit>> search(const CatalogueQuery &query) const; ///< no network
    /// Complete archives of which nobody here knows what they hold, by their runs' ids. No network.
    [[nodiscard]] QStringList withoutManifest(const QString &site = {}) const;

private:
    [[nodiscard]] Result<FinderFacts> factsOf(const QString &site) const; ///< from the workspace
    [[nodiscard]] Result<void> askVersions(const FinderFacts &facts, const QList<BytePath> &questions,
                                           const std::function<void(const StorageVersion &)> &take,
                                           QStringList &notAsked, const CancelToken &cancel) const;

    CatalogueStore &m_store;
    CourseService &m_courses;
    ArchiveService &m_archives;
    SiteStore &m_sites;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    Clock m_clock;
};

/// Has these archives' manifests come to the workspace. Gives of which they did not, and why: sentences.
[[nodiscard]] QStringList fetchManifests(VerificationService &verification, const QStringList &runs,
                                         const CancelToken &cancel, const ProgressSink &progress = {});

} // namespace Nightkeep
