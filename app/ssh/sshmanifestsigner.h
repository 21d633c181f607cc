// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshhosts.h"
#include "models/catalogue/manifestsigner.h"

namespace Nightkeep {

/// Signs and checks by the system's ssh-keygen. What is signed goes through a private folder; a passphrase is asked for
/// as ssh's are, and never stands in an argument, an environment or a file.
class SshManifestSigner final : public ManifestSigner
{
public:
    explicit SshManifestSigner(SshHostsOptions options);
    ~SshManifestSigner() override;
    [[nodiscard]] Result<QString> sign(const QByteArray &manifest, const QString &keyFile,
                                       const CancelToken &cancel) override;
    [[nodiscard]] Result<ManifestSignature> check(const QByteArray &manifest, const ManifestSignature &known,
                                                  const QList<AllowedSigner> &signers,
                                                  const CancelToken &cancel) override;

private:
    SshHostsOptions m_options;
};

} // namespace Nightkeep
