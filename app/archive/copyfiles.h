// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/localcopies.h"

namespace Nightkeep {

/// Files of this machine that copies come into, each readable by its person alone.
class CopyFiles final : public LocalCopies
{
public:
    [[nodiscard]] Result<std::unique_ptr<ArrivingCopy>> begin(const QString &fileName, qint64 bytes,
                                                              bool replaces) override;
    [[nodiscard]] Result<FileHere> look(const QString &fileName, bool read, const CancelToken &cancel,
                                        const ProgressSink &progress) override;
    [[nodiscard]] qint64 freeBytes(const QString &folder) const override;
    [[nodiscard]] Result<std::unique_ptr<ArrivingCopy>> beginUnkept(qint64 bytes) override;
};

} // namespace Nightkeep
