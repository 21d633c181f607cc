// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meeting/packwriter.h"

namespace Nightkeep {

/// The meeting pack as PDF (cairo and Pango: tagged, with contents and page numbers), HTML, ODT (with headings and
/// heading rows, as Qt's own writer has not), CSV (a table after the other) and JSON.
class PackFiles final : public PackWriter
{
public:
    [[nodiscard]] Result<QByteArray> write(const Pack &pack, PackFormat format, const CancelToken &cancel,
                                           const ProgressSink &progress = {}) const override;
};

} // namespace Nightkeep
