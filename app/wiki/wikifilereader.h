// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/wikipage.h"

namespace Nightkeep {

/// Reads an exported wiki page from a file: HTML, also as a browser or an export for Word packs it into a MIME
/// message, the wiki's storage format, or Markdown with HTML or pipe tables. Pages are UTF-8 unless the message,
/// a byte order mark or the page's own meta element says otherwise.
/// Make the first one on the main thread; reading is thread-safe. Kinds of readFile: NotFound,
/// PermissionDenied, BadInput (empty, too large, not text, no table), Failed (the disk). A page of the largest size may
/// take some seconds, beside the window; it is not stopped meanwhile, and nothing is written by it.
class WikiFileReader final : public WikiPageReader
{
public:
    static constexpr qint64 MaxBytes = 32LL * 1024 * 1024;
    static constexpr int MaxAttributes = 256; ///< of one tag; rows, cells, nesting: see PageCollector

    WikiFileReader();

    [[nodiscard]] Result<QList<WikiTable>> readFile(const QString &fileName) const override;
    [[nodiscard]] Result<QList<WikiTable>> read(const QByteArray &page) const override;
};

} // namespace Nightkeep
