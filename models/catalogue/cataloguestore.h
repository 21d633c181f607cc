// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivemanifest.h"
#include "models/archives/term.h"
#include "models/courses/moodleversion.h"
#include "models/places/handover.h"

#include <QHash>

namespace Nightkeep {

/// Who may sign manifests: a line of ssh-keygen's allowed signers.
struct AllowedSigner
{
    QString name; ///< the key: "moodle-team@example.org"
    QString publicKey; ///< "ssh-ed25519 AAAA..."
    QString addedBy;
    QDateTime addedAt; ///< UTC
    QDateTime until; ///< UTC; invalid: still. What was signed before stays good

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &AllowedSigner::name}, Field {"publicKey", &AllowedSigner::publicKey},
                           Field {"addedBy", &AllowedSigner::addedBy}, Field {"addedAt", &AllowedSigner::addedAt},
                           Field {"until", &AllowedSigner::until}};
    }
    bool operator==(const AllowedSigner &) const = default;
};

enum class SignatureVerdict {
    NotKnown, ///< nobody has looked
    NotSigned,
    Good,
    UnknownSigner, ///< a good signature of a key that is no allowed signer's, or no more
    Bad, ///< the manifest, or the signature, is not what was signed
};

template<>
inline constexpr auto Names<SignatureVerdict> = std::to_array<Name<SignatureVerdict>>({
    {SignatureVerdict::NotKnown, "notKnown"},
    {SignatureVerdict::NotSigned, "notSigned"},
    {SignatureVerdict::Good, "good"},
    {SignatureVerdict::UnknownSigner, "unknownSigner"},
    {SignatureVerdict::Bad, "bad"},
});

/// What is known of the signature of a run's manifest. The signature itself is kept, and lies beside the manifest as
/// NAME.tar.manifest.sig.
struct ManifestSignature
{
    QString run; ///< the key
    QByteArray manifestSha256; ///< hex, of the bytes that were signed
    QString signature; ///< armoured, as ssh-keygen writes it; empty: none
    SignatureVerdict verdict = SignatureVerdict::NotKnown;
    QString signer; ///< the allowed one's name
    QString fingerprint; ///< "SHA256:..."
    QDateTime signedAt; ///< UTC, by this workspace's word
    QDateTime checkedAt; ///< UTC
    QString reason; ///< a sentence, where it is not good

    static constexpr auto fields()
    {
        return std::tuple {Field {"run", &ManifestSignature::run},
                           Field {"manifestSha256", &ManifestSignature::manifestSha256},
                           Field {"signature", &ManifestSignature::signature},
                           Field {"verdict", &ManifestSignature::verdict},
                           Field {"signer", &ManifestSignature::signer},
                           Field {"fingerprint", &ManifestSignature::fingerprint},
                           Field {"signedAt", &ManifestSignature::signedAt},
                           Field {"checkedAt", &ManifestSignature::checkedAt},
                           Field {"reason", &ManifestSignature::reason}};
    }
    bool operator==(const ManifestSignature &) const = default;
};

/// An archive was read from its first byte to its last, somewhere.
struct ArchiveVerification
{
    qint64 number = 0; ///< given by the workspace, from 1
    QString run;
    QString place; ///< "" the server; a place's name; or "file:<name>" of a file of this machine
    QDateTime at; ///< UTC
    QString by;
    enum class Outcome { Same, Differs, Failed } outcome = Outcome::Failed;
    QByteArray sha256; ///< hex, as read
    QString reason; ///< a sentence, where it is not the same
    qint64 seconds = -1;

    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &ArchiveVerification::number}.from(0, 1'000'000'000'000),
                           Field {"run", &ArchiveVerification::run},
                           Field {"place", &ArchiveVerification::place},
                           Field {"at", &ArchiveVerification::at},
                           Field {"by", &ArchiveVerification::by},
                           Field {"outcome", &ArchiveVerification::outcome},
                           Field {"sha256", &ArchiveVerification::sha256},
                           Field {"reason", &ArchiveVerification::reason},
                           Field {"seconds", &ArchiveVerification::seconds}};
    }
    bool operator==(const ArchiveVerification &) const = default;
};

template<>
inline constexpr auto Names<ArchiveVerification::Outcome> = std::to_array<Name<ArchiveVerification::Outcome>>({
    {ArchiveVerification::Outcome::Same, "same"},
    {ArchiveVerification::Outcome::Differs, "differs"},
    {ArchiveVerification::Outcome::Failed, "failed"},
});

/// Somebody restored a course's copy to see that it can be.
struct RestoreDrill
{
    qint64 number = 0; ///< given by the workspace, from 1
    QString site;
    qint64 course = 0; ///< 0: not known
    QString shortName;
    QString run; ///< the archive that the copy came from; empty: from the server
    BytePath path; ///< of the copy
    QString where; ///< where it was restored: a site's name, or words
    QString by;
    QDateTime at; ///< UTC
    enum class Outcome { Proven, Partly, Failed } outcome = Outcome::Failed;
    QString cameBack; ///< what did
    QString missing; ///< what did not
    qint64 seconds = -1; ///< how long it took
    bool byProgram = false; ///< Moodle's own restore was run by Nightkeep, and its counts compared

    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &RestoreDrill::number}.from(0, 1'000'000'000'000),
                           Field {"site", &RestoreDrill::site},
                           Field {"course", &RestoreDrill::course}.from(0),
                           Field {"shortname", &RestoreDrill::shortName},
                           Field {"run", &RestoreDrill::run},
                           Field {"path", &RestoreDrill::path},
                           Field {"where", &RestoreDrill::where},
                           Field {"by", &RestoreDrill::by},
                           Field {"at", &RestoreDrill::at},
                           Field {"outcome", &RestoreDrill::outcome},
                           Field {"cameBack", &RestoreDrill::cameBack},
                           Field {"missing", &RestoreDrill::missing},
                           Field {"seconds", &RestoreDrill::seconds},
                           Field {"byProgram", &RestoreDrill::byProgram}};
    }
    bool operator==(const RestoreDrill &) const = default;
};

template<>
inline constexpr auto Names<RestoreDrill::Outcome> = std::to_array<Name<RestoreDrill::Outcome>>({
    {RestoreDrill::Outcome::Proven, "proven"},
    {RestoreDrill::Outcome::Partly, "partly"},
    {RestoreDrill::Outcome::Failed, "failed"},
});

/// Moodle as it was when the archive was made.
struct ArchivedMoodle
{
    QString run; ///< the key
    MoodleVersion moodle;

    static constexpr auto fields()
    {
        return std::tuple {Field {"run", &ArchivedMoodle::run}, Field {"moodle", &ArchivedMoodle::moodle}};
    }
    bool operator==(const ArchivedMoodle &) const = default;
};

/// What the workspace holds about archives beside the runs themselves; small, and read at once.
struct CatalogueRecords
{
    QList<Term> terms; ///< by year and name
    QList<ArchivePlace> places; ///< by name
    QList<HandOver> handOvers; ///< by key
    QList<AllowedSigner> signers; ///< by name
    QList<ManifestSignature> signatures; ///< by run
    QList<ArchiveVerification> verifications; ///< newest first
    QList<RestoreDrill> drills; ///< newest first
    QList<ArchivedMoodle> moodles; ///< by run
    QStringList manifests = {}; ///< runs whose manifest is kept here, by id; not exported

    static constexpr auto fields()
    {
        return std::tuple {Field {"terms", &CatalogueRecords::terms},
                           Field {"places", &CatalogueRecords::places},
                           Field {"handOvers", &CatalogueRecords::handOvers},
                           Field {"signers", &CatalogueRecords::signers},
                           Field {"signatures", &CatalogueRecords::signatures},
                           Field {"verifications", &CatalogueRecords::verifications},
                           Field {"drills", &CatalogueRecords::drills},
                           Field {"moodles", &CatalogueRecords::moodles}};
    }
    bool operator==(const CatalogueRecords &) const = default;
};

/// A zip of an archive that a search found.
struct CatalogueHit
{
    QString run;
    ArchivedFile file;
    bool operator==(const CatalogueHit &) const = default;
};
struct CatalogueQuery
{
    QString site; ///< empty: all
    std::optional<qint64> course; ///< by the manifest; where that says nothing, by the folder "33/backupdata"
    QString text; ///< a part of the short name then, or of the file's name; case does not count; empty: any
    QDate from; ///< by when it was made, UTC; invalid: open
    QDate to;
    bool isWholeName = false; ///< `text` is all of a short name, or stands so in the name of a file that has none
};

/// Where the workspace keeps all that. Thread-safe, blocking.
class CatalogueStore
{
public:
    virtual ~CatalogueStore() = default;
    [[nodiscard]] virtual Result<CatalogueRecords> catalogueRecords() const = 0;
    /// As everywhere here: Conflict where what is stored is not what was `seen`, and nullopt of the one adds, of the
    /// other removes.
    [[nodiscard]] virtual Result<void> replaceSigner(const std::optional<AllowedSigner> &seen,
                                                     const std::optional<AllowedSigner> &signer) = 0;
    [[nodiscard]] virtual Result<void> saveSignature(const ManifestSignature &signature) = 0;
    [[nodiscard]] virtual Result<qint64> addVerification(const ArchiveVerification &verification) = 0;
    [[nodiscard]] virtual Result<qint64> addDrill(const RestoreDrill &drill) = 0;
    [[nodiscard]] virtual Result<void> removeDrill(const RestoreDrill &seen) = 0;
    [[nodiscard]] virtual Result<void> saveArchivedMoodle(const ArchivedMoodle &moodle) = 0;

    /// What lies in archives, of those whose manifest is kept here (ArchiveStore::saveManifest()).
    [[nodiscard]] virtual Result<QList<CatalogueHit>> search(const CatalogueQuery &query) const = 0;
};

} // namespace Nightkeep
