// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/catalogue/cataloguestore.h"

namespace Nightkeep {

/// Signs manifests and checks signatures: ssh-keygen -Y of OpenSSH 8.0 or later, namespace "nightkeep-archive".
/// Thread-safe, blocking; implemented by app/ssh. MissingTool where there is no such ssh-keygen.
class ManifestSigner
{
public:
    virtual ~ManifestSigner() = default;
    /// `keyFile`: of this machine, a private key, or a public one whose other half an agent has. Questions (a
    /// passphrase, a touch) come as ssh's do. Gives the armoured signature.
    [[nodiscard]] virtual Result<QString> sign(const QByteArray &manifest, const QString &keyFile,
                                               const CancelToken &cancel) = 0;
    /// Fills verdict, signer, fingerprint and reason. A key whose signer was allowed until some moment counts for what
    /// this workspace saw signed before.
    [[nodiscard]] virtual Result<ManifestSignature> check(const QByteArray &manifest, const ManifestSignature &known,
                                                          const QList<AllowedSigner> &signers,
                                                          const CancelToken &cancel) = 0;
};

/// What lies in a zip or mbz that is at hand.
struct InnerMember
{
    QString name; ///< as it can be shown
    qint64 bytes = 0; ///< unpacked
    QDateTime modified; ///< local time of whoever packed it, told as UTC; invalid: none
    bool operator==(const InnerMember &) const = default;
};

/// Looks into archives and copies of this machine. Implemented by app/archive with QuaZip and KArchive; trusts nothing:
/// no member is unpacked, no link followed. Thread-safe, blocking.
class LocalArchives
{
public:
    virtual ~LocalArchives() = default;
    /// Of a zip or tar.gz, up to 500,000 members.
    [[nodiscard]] virtual Result<QList<InnerMember>> members(const QByteArray &copy, const CancelToken &cancel) = 0;
    struct Sum
    {
        QByteArray sha256; ///< hex
        qint64 bytes = 0;
    };
    [[nodiscard]] virtual Result<Sum> sum(const QString &fileName, const CancelToken &cancel,
                                          const ProgressSink &progress) = 0;
    /// The bytes of one member of a tar of this machine, found by its exact name.
    [[nodiscard]] virtual Result<QByteArray> memberOf(const QString &tarFile, const BytePath &path,
                                                      const CancelToken &cancel) = 0;
};

} // namespace Nightkeep
