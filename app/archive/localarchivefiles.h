// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/manifestsigner.h"

namespace Nightkeep {

/// Archives and copies as files of this machine: QuaZip for zips, KArchive for tars.
class LocalArchiveFiles final : public LocalArchives
{
public:
    [[nodiscard]] Result<QList<InnerMember>> members(const QByteArray &copy, const CancelToken &cancel) override;
    [[nodiscard]] Result<Sum> sum(const QString &fileName, const CancelToken &cancel,
                                  const ProgressSink &progress) override;
    [[nodiscard]] Result<QByteArray> memberOf(const QString &tarFile, const BytePath &path,
                                              const CancelToken &cancel) override;
};

} // namespace Nightkeep
