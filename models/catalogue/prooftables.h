// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/catalogue/manifestsigner.h"

namespace Nightkeep {

/// What a manifest says of each file, what is inside one, when archives were read, and who may sign.
[[nodiscard]] TableDescription<ArchivedFile> archivedFilesDescription();
[[nodiscard]] TableDescription<InnerMember> innerMembersDescription();
[[nodiscard]] TableDescription<ArchiveVerification> verificationsDescription();
[[nodiscard]] TableDescription<AllowedSigner> signersDescription();

/// What is known of a copy that was taken out: without a hash in the manifest, its size alone.
[[nodiscard]] PageAnswer takenOutAnswer(const QByteArray &sha256);
/// What is known of a signature, in a sentence.
[[nodiscard]] PageAnswer signatureAnswer(const ManifestSignature &signature);
[[nodiscard]] QString verificationWord(ArchiveVerification::Outcome outcome); ///< for people
[[nodiscard]] QString verifiedPlaceWords(const QString &place); ///< as of ArchiveVerification

} // namespace Nightkeep
